"""The notice board: cards with a first and a last day."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from shared.errors import AppError, Invalid, NotAllowed, NotFound, Refused
from shared.records import JournalLine, Notice
from shared.rules.oversight import notice_board
from tests.complaint_book import closed, entered, named, people

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
        {"kind": notice_board.TARGETS},
        {"kind": notice_board.RECAP},
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


def test_two_cards_are_changed_and_taken_down_one_by_one_and_each_is_told(who, rung):
    presses = [str(uuid4()), str(uuid4())]
    put = [
        notice_board.put(press, kind, " Libur  bersama ", "Kantor  tutup.", MONDAY, end, who.rina)
        for press, kind, end in zip(
            presses, (notice_board.NEWS, notice_board.PLEDGE), (MONDAY, None), strict=True
        )
    ]
    again = notice_board.put(presses[0], notice_board.NEWS, "Lain", "Lain.", MONDAY, None, who.rina)
    assert (again.id, again.title, again.body) == (put[0].id, "Libur bersama", "Kantor tutup.")
    assert rung == ["notices", "notices"]
    assert [one.id for one in notice_board.cards()] == [put[1].id, put[0].id]
    assert [one.icon for one in put] == ["news", "writing-sign"]
    rung.clear()
    after = MONDAY + timedelta(days=1)
    changed = notice_board.change(
        put[0].id,
        notice_board.STANDARD,
        "Baru",
        "Baru.",
        after,
        after,
        who.ratih,
        seen=put[0].version,
    )
    assert (changed.kind, changed.title, changed.starts_on) == ("standard", "Baru", after)
    assert (changed.icon, changed.shown, changed.version) == (
        "file-text",
        False,
        put[0].version + 1,
    )
    assert [one.id for one in notice_board.shown_on(MONDAY)] == [put[1].id]
    assert [one.id for one in notice_board.shown_on(after)] == [put[1].id, put[0].id]
    assert [one.id for one in notice_board.shown_on(after + timedelta(days=1))] == [put[1].id]
    for _ in range(2):
        notice_board.withdraw(put[1].id, who.rina)
    assert rung == ["notices", "notices"]
    assert [one.id for one in notice_board.cards()] == [put[0].id]
    with pytest.raises(NotFound):
        notice_board.withdraw(put[1].id + 1, who.rina)
    with pytest.raises(NotAllowed):
        notice_board.withdraw(put[0].id, who.sari)
    lines = JournalLine.select().where(JournalLine.what.startswith("notice."))
    assert [
        (line.what, line.subject, line.who) for line in lines.order_by(JournalLine.sequence)
    ] == [
        ("notice.put", str(put[0].id), "rina"),
        ("notice.put", str(put[1].id), "rina"),
        ("notice.changed", str(put[0].id), "ratih"),
        ("notice.withdrawn", str(put[1].id), "rina"),
    ]


@pytest.mark.parametrize(
    ("title", "body", "days", "code"),
    [
        ("x" * 61, "x", 0, "title"),
        (" ", "x", 0, "title"),
        ("x", "x" * 301, 0, "body"),
        ("x", " ", 0, "body"),
        ("x", "x", -1, "ends-on"),
        ("x" * 60, "x" * 300, 0, None),
    ],
)
def test_a_card_has_words_of_some_length_and_days_in_order(who, title, body, days, code):
    def put():
        end = MONDAY + timedelta(days=days)
        return notice_board.put(str(uuid4()), notice_board.NEWS, title, body, MONDAY, end, who.rina)

    if code is None:
        assert put().shown
        return
    with pytest.raises(Invalid) as refusal:
        put()
    assert (refusal.value.code, notice_board.cards()) == (code, [])


def test_a_card_says_of_itself_whether_it_is_shown_today(who):
    def shown(first, last):
        return pinned(who.rina, starts_on=first, ends_on=last).shown

    yesterday, tomorrow = MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)
    spans = [(yesterday, yesterday), (yesterday, MONDAY), (MONDAY, None), (tomorrow, None)]
    assert [shown(*span) for span in spans] == [False, True, True, False]


def test_every_kind_has_its_words_and_picture_and_those_of_before_stay(who):
    told = {}
    for kind in notice_board.KINDS:
        one = pinned(who.rina)
        Notice.update(kind=kind).where(Notice.id == one.id).execute()
        told[kind] = notice_board.cards()[0].kind_label
    assert told == {
        "news": "Berita",
        "pledge": "Maklumat pelayanan",
        "standard": "Standar pelayanan",
        "targets": "Capaian target",
        "recap": "Rekap pengaduan",
    }
    assert {kind: pinned(who.ratih, kind=kind).icon for kind in notice_board.CHOSEN} == {
        "news": "news",
        "pledge": "writing-sign",
        "standard": "file-text",
    }


def test_a_card_that_was_taken_down_is_shown_by_no_second_press(who):
    touch = str(uuid4())
    card = pinned(who.rina, touch=touch)
    assert card.shown
    notice_board.withdraw(card.id, who.rina)
    again = pinned(who.rina, touch=touch)
    assert (again.id, again.shown, notice_board.shown_on(MONDAY)) == (card.id, False, [])


def test_a_changed_card_asks_about_names_like_a_new_one(who):
    card = pinned(who.rina)
    args = ("news", "Temui Bambang", "Hubungi (0334) 881234.", MONDAY, None, who.rina)
    with pytest.raises(AppError) as refusal:
        notice_board.change(card.id, *args, seen=card.version)
    assert refusal.value.code == "unconfirmed"
    changed = notice_board.change(card.id, *args, seen=card.version, confirmed=True)
    assert (changed.title, changed.ends_on) == ("Temui Bambang", None)
    with pytest.raises(NotAllowed):
        notice_board.change(card.id, *args[:-1], who.sari, seen=changed.version, confirmed=True)
    with pytest.raises(NotFound):
        notice_board.change(card.id + 1, *args, seen=1, confirmed=True)


def test_whose_complaint_was_over_before_the_last_quarter_is_no_complainant_any_more(who, later):
    closed(who, **named(name="Zubaidah"))
    later(days=60)  # 22 January: the quarter before is that of the complaint

    def remarks(text):
        return [one.code for one in notice_board.check("Libur", text, who.rina) if one.blocks]

    assert remarks("Zubaidah ditunggu.") == ["name"]
    later(days=90)  # 22 April: it was over before January began
    assert remarks("Zubaidah ditunggu.") == []
    assert remarks("Hubungi (0334) 881234.") == []
    assert remarks("KTP 3508170101900001") == ["number"]
