"""The two offices that come along: Jatiroto, and the practice office that differs by data alone."""

from dataclasses import fields, is_dataclass
from datetime import date, time
from pathlib import Path

import pytest

from shared import standard
from shared.errors import NotFound
from shared.standard.schema import Dated

OFFICES = Path(standard.__file__).parent / "offices"
ICONS = Path(__file__).parents[3] / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
JATIROTO = standard.load(OFFICES / "jatiroto")
PRACTICE = standard.load(OFFICES / "sumberkerta")
MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)

REAL_PEOPLE = ("MUSTOFA", "NASA'I", "IWAN", "PURNOMO")


def words_in(value: object) -> list[str]:
    """Every text anywhere inside."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [word for pair in value.items() for part in pair for word in words_in(part)]
    if isinstance(value, tuple):
        return [word for part in value for word in words_in(part)]
    if is_dataclass(value):
        return [word for each in fields(value) for word in words_in(getattr(value, each.name))]
    return []


def entries_in(value: object) -> list[Dated]:
    """Every dated entry anywhere inside."""
    parts: list[object] = []
    if isinstance(value, dict):
        parts = list(value.values())
    elif isinstance(value, tuple):
        parts = list(value)
    elif is_dataclass(value):
        parts = [getattr(value, each.name) for each in fields(value)]
    own = [value] if isinstance(value, Dated) else []
    return own + [entry for part in parts for entry in entries_in(part)]


def test_both_offices_are_fit_for_use_without_advice() -> None:
    for name, office in (("jatiroto", JATIROTO), ("sumberkerta", PRACTICE)):
        assert standard.check(OFFICES / name) == []
        assert standard.advice(office) == ()


@pytest.mark.parametrize(
    ("code", "letter", "title", "clause"),
    [
        ("KK", "A", "Kartu Keluarga (KK)", "4.1"),
        ("AMBIL", "K", "Ambil KK jadi", "4.4"),
        ("INFO", "M", "Informasi dan pengaduan", "11.2"),
    ],
)
def test_a_service_has_its_letter_title_and_clause(
    code: str, letter: str, title: str, clause: str
) -> None:
    service = JATIROTO.service(code)
    assert (service.letter, service.title, service.clause) == (letter, title, clause)


def test_only_the_card_itself_asks_which_kind() -> None:
    assert [each.code for each in JATIROTO.services_on(MONDAY) if each.kinds] == ["KK"]


def test_an_unknown_service_or_counter_is_refused_in_a_sentence() -> None:
    with pytest.raises(NotFound, match="Layanan PASPOR tidak ada"):
        JATIROTO.service("PASPOR")
    with pytest.raises(NotFound, match="Loket nomor 9 tidak ada"):
        JATIROTO.counter(9)


def test_the_queue_rule_says_who_goes_first() -> None:
    rule = JATIROTO.queue_rule(MONDAY)
    assert rule.priority_letter == "U"
    assert (rule.max_priority_in_a_row, rule.ordinary_wait_minutes) == (2, 15)
    assert (rule.max_calls, rule.late_after) == (3, 5)
    assert [each.code for each in JATIROTO.priority_on(MONDAY)] == [
        "LANSIA",
        "DISABILITAS",
        "HAMIL",
        "MENYUSUI",
        "BALITA",
    ]


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        ("2026-11-23", time(8), time(15)),  # Monday
        ("2026-11-27", time(8), time(14)),  # Friday
        ("2027-02-05", time(8), time(14)),  # last Friday before Ramadan
        ("2027-02-08", time(8), time(14)),  # first day of Ramadan
        ("2027-02-12", time(8), time(11)),  # a Friday in Ramadan
        ("2027-03-09", time(8), time(14)),  # last day of Ramadan
        ("2027-03-16", time(8), time(15)),  # after it
    ],
)
def test_hours_follow_the_weekday_and_ramadan(day: str, opens: time, closes: time) -> None:
    hours = JATIROTO.hours.on(date.fromisoformat(day))
    assert hours is not None
    assert (hours.open, hours.close) == (opens, closes)
    assert hours.last_ticket < hours.close


def test_jatiroto_keeps_a_five_day_week() -> None:
    assert [JATIROTO.hours.on(date(2026, 11, day)) for day in (28, 22)] == [None, None]


def test_the_hours_can_be_said_in_words() -> None:
    words = JATIROTO.hours.words
    assert words(MONDAY) == "Senin–Kamis 08.00–15.00, Jumat 08.00–14.00"
    assert words(MONDAY, "en") == "Monday–Thursday 08.00–15.00, Friday 08.00–14.00"
    assert words(date(2027, 2, 9)) == "Senin–Kamis 08.00–14.00, Jumat 08.00–11.00"


def test_the_practice_office_keeps_ordinary_hours() -> None:
    assert PRACTICE.hours.on(SUNDAY) is None
    assert PRACTICE.hours.words(MONDAY) == JATIROTO.hours.words(MONDAY)


def test_the_practice_office_has_three_counters_and_a_desk() -> None:
    counters = PRACTICE.counters_on(MONDAY)
    assert [each.services for each in counters] == [("KK", "AMBIL")] * 3 + [("INFO",)]
    assert [each.spoken for each in counters] == [
        "loket satu",
        "loket dua",
        "loket tiga",
        "meja informasi",
    ]
    assert len(JATIROTO.counters_on(MONDAY)) == 2


def test_no_word_of_the_real_office_is_left_in_the_practice_office() -> None:
    text = " ".join(words_in(PRACTICE)).upper()
    for real in ("JATIROTO", "LUMAJANG", *REAL_PEOPLE):
        assert real not in text
        assert real in " ".join(words_in(JATIROTO)).upper()


def test_the_practice_office_asks_for_the_same_papers() -> None:
    assert PRACTICE.matrix.items == JATIROTO.matrix.items
    assert "Sumberkerta" in PRACTICE.clause("3.1", MONDAY).text


def test_holders_are_known_by_role_and_day() -> None:
    assert [each.name for each in JATIROTO.holders("camat", MONDAY)] == [
        "IWAN HADI PURNOMO, S.STP., MM"
    ]
    assert JATIROTO.holders("camat", date(2022, 12, 31)) == ()
    assert len(PRACTICE.holders("petugas_loket", MONDAY)) == 3


def test_every_entry_rests_on_a_clause_or_names_another_basis() -> None:
    for office in (JATIROTO, PRACTICE):
        entries = entries_in(office)
        assert len(entries) > 200
        assert all(each.clause or each.basis for each in entries)


def test_what_is_not_valid_on_a_day_is_not_returned() -> None:
    before = date(2023, 1, 1)
    asked = [
        JATIROTO.services_on(before),
        JATIROTO.counters_on(before),
        JATIROTO.priority_on(before),
        JATIROTO.kinds_on(before),
        JATIROTO.kind_groups_on(before),
        JATIROTO.notices_on(before),
        JATIROTO.clauses_in("2", before),
    ]
    assert asked == [()] * len(asked)


def test_every_icon_is_in_the_icon_family() -> None:
    if not ICONS.is_dir():
        pytest.skip("the front-end files are not installed")
    used = {getattr(each, "icon", None) for each in entries_in(JATIROTO)} - {None}
    assert {name for name in used if not (ICONS / f"{name}.svg").exists()} == set()
    assert len(used) > 30


@pytest.mark.clause("6.1")
def test_the_notice_board_says_that_everything_is_free() -> None:
    notice = next(each for each in JATIROTO.notices_on(MONDAY) if each.id == "gratis")
    assert notice.title == "Semua layanan gratis"


def test_notices_are_short_enough_to_be_read_in_passing() -> None:
    for each in JATIROTO.notices_on(MONDAY):
        assert len(each.body.split()) <= 14, each.id


def test_the_notice_of_hours_shows_the_hours_of_the_day() -> None:
    ramadan = next(each for each in JATIROTO.notices_on(date(2027, 2, 9)) if each.id == "jam")
    assert ramadan.body == "Senin–Kamis 08.00–14.00, Jumat 08.00–11.00"


def test_text_falls_back_on_indonesian() -> None:
    service = JATIROTO.service("AMBIL")
    assert standard.text(service, "title", "en") == "Collect a finished KK"
    assert standard.text(service, "title", "id") == "Ambil KK jadi"
    assert standard.text(service, "title", "jv") == "Ambil KK jadi"


def test_words_for_citizens_are_spelt_antrean_and_kept_short() -> None:
    for each in entries_in(JATIROTO):
        for field in ("title", "subtitle", "where", "hint"):
            said = getattr(each, field, "")
            assert "antrian" not in said.lower()
            if not hasattr(each, "number"):  # the document's own title is as printed
                assert len(said) <= 60, said
