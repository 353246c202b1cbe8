"""The notice board: cards with a first and a last day."""

from datetime import date
from uuid import uuid4

import pytest

from shared.errors import AppError, Invalid, NotAllowed, Refused
from shared.rules.oversight import notice_board
from tests.complaint_book import entered, named, people

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture
def who(office):
    return people()


def pinned(by, **other):
    usual = {
        "touch": str(uuid4()),
        "kind": "news",
        "title": "Libur",
        "body": "Kantor tutup.",
        "starts_on": MONDAY,
        "ends_on": FRIDAY,
    }
    return notice_board.put(**{**usual, **other}, by=by)


def test_a_card_is_shown_from_its_first_to_its_last_day(who):
    pinned(who.rina)
    shown = [len(notice_board.shown_on(date(2026, 11, day))) for day in (22, 23, 27, 28)]
    assert shown == [0, 1, 1, 0]


def test_pressing_twice_pins_one(who):
    touch = str(uuid4())
    assert pinned(who.rina, touch=touch).id == pinned(who.rina, touch=touch).id


def test_a_card_taken_down_is_gone(who):
    notice_board.withdraw(pinned(who.rina).id, who.ratih)
    assert notice_board.cards() == []


def test_two_who_change_it_at_once_are_told(who):
    card = pinned(who.rina)
    args = ("news", "Libur", "Kantor tutup.", MONDAY, None)
    notice_board.change(card.id, *args, who.rina, seen=card.version)
    with pytest.raises(Refused):
        notice_board.change(card.id, *args, who.ratih, seen=card.version)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "x"},
        {"title": " "},
        {"title": "x" * 61},
        {"body": ""},
        {"ends_on": date(2026, 11, 1)},
        {"touch": "1"},
    ],
)
def test_nonsense_is_refused(who, wrong):
    with pytest.raises(Invalid):
        pinned(who.rina, **wrong)


def test_only_the_desk_and_the_camat_write_on_it(who):
    for actor in (who.bambang, who.yusuf, who.sari, who.agus):
        with pytest.raises(NotAllowed):
            pinned(actor)


@pytest.mark.parametrize(
    "body", ["KTP 3508170101900001 hilang.", "KTP milik Wati di loket.", "Wati Percobaan ditunggu."]
)
def test_no_complainant_and_no_nik_is_pinned(who, body):
    entered(**named(secret=True))
    with pytest.raises(Invalid) as refusal:
        pinned(who.rina, body=body, confirmed=True)
    assert (refusal.value.code, notice_board.cards()) == ("personal", [])


def test_a_card_cannot_be_changed_to_name_somebody(who):
    entered(**named())
    card = pinned(who.rina)
    args = ("news", "Libur", "Kata Wati kantor tutup.", MONDAY, None, who.rina)
    with pytest.raises(Invalid):
        notice_board.change(card.id, *args, seen=card.version, confirmed=True)


def test_a_complainant_of_the_last_quarter_is_known(who, later):
    entered(**named(name="Eko"))
    later(days=46)
    with pytest.raises(Invalid):
        pinned(who.rina, body="Eko ditunggu.", confirmed=True)


@pytest.mark.parametrize("body", ["Hubungi (0334) 881234.", "Temui Bambang.", "Temui Pak Sabar."])
def test_the_office_itself_is_named_once_that_was_looked_at(who, body):
    with pytest.raises(AppError) as refusal:
        pinned(who.rina, body=body)
    assert refusal.value.code == "unconfirmed"
    assert pinned(who.rina, body=body, confirmed=True).body == body
