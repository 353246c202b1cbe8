"""The citizen's phone page: each state in words, and nothing for a stranger."""

import re
from datetime import datetime

import pytest

from shared import clock
from shared.rules import queue
from tests.office import take


def page(citizen, token):
    return citizen.get(f"/t/{token}").get_data(as_text=True)


def test_it_tells_the_place_in_the_queue(citizen, sari):
    take("KK"), take("KK")
    shown = page(citizen, take("KK").token)
    assert "A-003" in shown
    assert "2 orang" in shown
    assert "Menunggu" in shown


def test_it_tells_when_and_where_to_go(citizen, sari):
    token = take("KK").token
    queue.call_next(1, sari)
    assert "Giliran Anda! Ke Loket 1" in page(citizen, token)


def test_a_missed_number_learns_what_to_do(citizen, sari):
    token = take("KK").token
    queue.call_next(1, sari)
    queue.skip(1, sari)
    assert "Lapor kepada petugas" in page(citizen, token)


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (queue.hold, "Ditunda sebentar"),
        (queue.papers, "Giliran Anda disimpan"),
        (queue.finish, "Terima kasih"),
        (None, "Sedang dilayani"),
    ],
)
def test_every_state_has_its_words(citizen, sari, move, words):
    token = take("KK").token
    queue.call_next(1, sari)
    queue.serve(1, sari)
    if move:
        move(1, sari)
    assert words in page(citizen, token)


@pytest.mark.parametrize("evening", ["2026-11-23T16:10", "2026-11-24T09:00"])
def test_who_waits_on_is_told_that_the_office_is_closed(citizen, office, sari, evening):
    take("KK")
    tokens = [take("KK", language=one).token for one in ("id", "en")]
    clock.move(office.settings.data, datetime.fromisoformat(evening))
    for token, gone in zip(tokens, ("Ambil nomor baru", "Take a new number"), strict=True):
        shown = page(citizen, token)
        assert gone in shown
        assert not re.search(r"menit|minutes|Menunggu|Waiting|Di depan|berikutnya", shown)
    assert ("Kantor sedang tutup" in page(citizen, tokens[0])) is (evening < "2026-11-24")


def test_it_asks_again_cheaply(citizen, sari):
    token = take("KK").token
    mark = citizen.get(f"/t/{token}").headers["ETag"]
    assert citizen.get(f"/t/{token}", headers={"If-None-Match": mark}).status_code == 304
    queue.call_next(1, sari)
    assert citizen.get(f"/t/{token}", headers={"If-None-Match": mark}).status_code == 200


def test_it_speaks_the_language_the_ticket_was_taken_in(citizen, sari):
    shown = page(citizen, take("KK", language="en").token)
    assert '<html lang="en"' in shown
    assert "Family card (KK)" in shown
    assert "Your queue number" in shown


def test_a_guessed_token_tells_nothing(citizen, sari):
    real = take("KK").token
    answers = [citizen.get(f"/t/{token}") for token in ("x", real[:-1], "A-001", "%00")]
    assert {answer.status_code for answer in answers} == {404}
    assert all("A-001" not in answer.get_data(as_text=True) for answer in answers)


def test_it_is_kept_out_of_search_engines(citizen, sari):
    assert "noindex" in page(citizen, take("KK").token)
