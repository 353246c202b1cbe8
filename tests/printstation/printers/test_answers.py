"""Answers of thermal printers, mixed and cut off as they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printstation.printers.answers import Answers, reasons
from printstation.printers.conversation import process_id


def heard(*pieces: bytes) -> Answers:
    answers = Answers()
    for piece in pieces:
        answers.feed(piece)
    return answers


def test_answers_of_every_kind_are_told_apart():
    answers = heard(b"\x12\x37\x22abcd\x00\x0c\x1a")
    assert answers.status == [0x12, 0x1A]
    assert answers.process_ids == [b"abcd"]
    assert answers.paper == [0x0C]


def test_an_answer_cut_in_two_is_put_together():
    answers = heard(b"\x37\x22ab", b"cd", b"\x00\x12")
    assert answers.process_ids == [b"abcd"]
    assert answers.status == [0x12]


def test_a_report_nobody_asked_for_is_not_taken_for_an_answer():
    answers = heard(b"\x14\x00\x00\x0f\x12")
    assert answers.status == [0x12]
    assert answers.paper == []


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ((0x12, 0x12, 0x12, 0x12), ()),
        ((0x12, 0x12, 0x12, 0x1E), ("paper-near-end",)),
        ((0x1A, 0x32, 0x12, 0x7E), ("paper-out",)),
        ((0x1A, 0x16, 0x12, 0x12), ("cover-open",)),
        ((0x1A, 0x12, 0x12, 0x12), ("offline",)),
        ((0x1A, 0x52, 0x1A, 0x12), ("error",)),
        ((0x1A, 0x36, 0x12, 0x7E), ("paper-out", "cover-open")),
        ((0x1A, 0x12, 0x12, 0x1E), ("paper-near-end", "offline")),
    ],
)
def test_status_bytes_are_put_in_words(status, expected):
    assert reasons(dict(enumerate(status, 1))) == expected


def test_an_answer_that_is_missing_says_nothing():
    assert reasons({}) == ()
    assert reasons({4: 0x7E}) == ("paper-out",)


@given(st.text())
def test_process_ids_are_four_printable_bytes(token):
    assert len(process_id(token)) == 4
    assert all(32 <= byte <= 126 for byte in process_id(token))


def test_a_days_jobs_have_process_ids_of_their_own():
    assert len({process_id(f"job-{number}") for number in range(500)}) == 500


@given(st.lists(st.binary(max_size=20)))
def test_no_bytes_whatever_break_the_sorting_however_they_are_cut(pieces):
    cut, whole = heard(*pieces), heard(b"".join(pieces))
    assert (cut.status, cut.process_ids) == (whole.status, whole.process_ids)
