"""What the admin changes: days, people and machines, each journaled, told and undone rightly."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from shared import clock
from shared.errors import AppError, Invalid, NotFound, Refused
from shared.records import CalendarDay, ClockRun, Complaint, Device, JournalLine, Staff
from shared.rules import queue
from shared.rules.admin import calendar, certificates, devices, people
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.devices import token_hash
from shared.rules.common.office import Here
from shared.rules.hours import periods, special_days
from tests import complaint_book
from tests.kk import accepted
from tests.office import PASSWORD, Later, take
from tests.shared.documents.stamped import Party

ADMIN = Actor("agus", staff.ADMIN)
DAY = date(2026, 11, 24)


def journaled() -> list[tuple[str, str, str]]:
    """What, of whom and by whom."""
    lines = JournalLine.select().order_by(JournalLine.sequence)
    return [(line.what, line.subject, line.who) for line in lines]


def hire(username: str, *roles: str, **other: Any) -> staff.Officer:
    return people.add(
        username, f"{username.title()} Percobaan", roles or [staff.COUNTER], PASSWORD, **other
    )


def test_a_day_is_set_replaced_and_taken_out_and_files_get_new_times(office: Here) -> None:
    accepted()
    accepted(nik="3508170504900002")
    before = len(journaled())
    other = date(2026, 11, 25)
    assert calendar.put_day(DAY, "DAERAH", " Hari Jadi ", ADMIN) == 2
    assert calendar.put_day(DAY, "TUTUP_KANTOR", "Listrik padam", ADMIN) == 0
    assert calendar.put_day(other, "DAERAH", "Hari Jadi", ADMIN) == 2
    [row, _] = CalendarDay.select().order_by(CalendarDay.day)
    assert (row.name, row.kind, row.source) == ("Listrik padam", "TUTUP_KANTOR", "petugas")
    assert calendar.remove_day(DAY, ADMIN) == 2
    assert [one.day for one in special_days.days(2026)] == [other]
    lines = [line for line in journaled()[before:] if line[0].startswith("calendar.")]
    assert lines == [
        ("calendar.set", "2026-11-24", "agus"),
        ("calendar.set", "2026-11-24", "agus"),
        ("calendar.set", "2026-11-25", "agus"),
        ("calendar.removed", "2026-11-24", "agus"),
    ]
    with pytest.raises(NotFound):
        calendar.remove_day(DAY, ADMIN)


@pytest.mark.parametrize(
    ("kind", "name", "source", "code"),
    [
        ("PESTA", "x", "petugas", "kind"),
        ("DAERAH", " ", "petugas", "name"),
        ("DAERAH", "x" * 81, "petugas", "name"),
        ("DAERAH", "x", "kabar", "source"),
        ("DAERAH", "x" * 80, "holidays", None),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    office: Here, kind: str, name: str, source: str, code: str | None
) -> None:
    if code is None:
        calendar.put_day(DAY, kind, name, source=source)
        return
    with pytest.raises(Invalid) as refusal:
        calendar.put_day(DAY, kind, name, source=source)
    assert (refusal.value.code, special_days.days(2026)) == (code, [])


def test_years_are_filled_once_and_a_day_taken_out_stays_out(office: Here) -> None:
    calendar.put_day(date(2026, 8, 17), "DAERAH", "Sudah ada")
    calendar.fill_ahead()
    known = {year: special_days.days(year) for year in (2026, 2027, 2028)}
    assert known[2028] == []
    assert len(known[2026]) > 15 < len(known[2027])
    assert {one.name for one in known[2026] if one.by_hand} == {"Sudah ada"}
    national = next(one for one in known[2027] if one.kind == "NASIONAL")
    calendar.remove_day(national.day)
    calendar.fill_ahead()
    assert special_days.on(national.day) is None
    assert calendar.fill_year(2027) == 1
    assert calendar.fill_year(2027) == 0


def test_a_period_is_at_most_a_year_and_has_a_name_of_eighty_letters(office: Here) -> None:
    week, first = {"Senin": ["09.00", "12.00", "11.30"]}, date(2026, 1, 1)
    for title, last, code in (
        ("x" * 81, first, "title"),
        (" ", first, "title"),
        ("x", date(2027, 1, 3), "days"),
        ("x", date(2025, 12, 31), "days"),
    ):
        with pytest.raises(Invalid) as refusal:
            calendar.add_period(title, first, last, week, ADMIN)
        assert refusal.value.code == code
    calendar.add_period("x" * 80, first, date(2027, 1, 2), week, ADMIN)
    calendar.add_period("y", first, first, week, ADMIN)
    assert [one.title for one in periods.periods()] == ["y", "x" * 80]
    one, other = periods.periods()
    calendar.remove_period(one.id, ADMIN)
    assert periods.periods() == [other]
    with pytest.raises(NotFound):
        calendar.remove_period(one.id, ADMIN)
    assert [line[:2] for line in journaled()] == [
        ("hours.added", "2026-01-01/2027-01-02"),
        ("hours.added", "2026-01-01/2026-01-01"),
        ("hours.removed", "2026-01-01/2026-01-01"),
    ]


WRONG: list[tuple[Callable[[], Any], str]] = [
    (lambda: people.add("Sari", "Sari", [staff.COUNTER], PASSWORD), "username"),
    (lambda: people.add("s", "Sari", [staff.COUNTER], PASSWORD), "username"),
    (lambda: people.add("s" * 32, "Sari", [staff.COUNTER], PASSWORD), "username"),
    (lambda: people.add("sari2", " ", [staff.COUNTER], PASSWORD), "name"),
    (lambda: people.add("sari2", "S" * 81, [staff.COUNTER], PASSWORD), "name"),
    (lambda: people.add("sari2", "Sari", [], PASSWORD), "roles"),
    (lambda: people.add("sari2", "Sari", ["raja"], PASSWORD), "roles"),
    (lambda: people.add("sari2", "Sari", [staff.COUNTER], PASSWORD, unit="X"), "unit"),
    (lambda: people.add("sari", "Sari", [staff.COUNTER], PASSWORD), "username-taken"),
    (lambda: people.rename("siapa", "Nama"), "no-staff"),
    (lambda: people.set_roles("sari", []), "roles"),
    (lambda: people.set_roles("sari", [staff.COUNTER], unit="X"), "unit"),
    (lambda: people.set_roles("siapa", [staff.COUNTER]), "no-staff"),
    (lambda: people.set_active("siapa", True), "no-staff"),
    (lambda: people.set_password("siapa", PASSWORD), "no-staff"),
    (lambda: devices.add(" ", 1), "name"),
    (lambda: devices.add("d" * 41, 1), "name"),
    (lambda: devices.add("tombol", 99), "unknown-counter"),
    (lambda: devices.revoke("tombol"), "no-device"),
]


@pytest.mark.parametrize(("step", "code"), WRONG)
def test_what_cannot_be_is_refused_and_changes_nothing(
    office: Here, step: Callable[[], Any], code: str
) -> None:
    hire("sari")
    before = journaled()
    with pytest.raises(AppError) as refusal:
        step()
    assert (refusal.value.code, journaled()) == (code, before)


def test_people_are_changed_one_at_a_time_and_each_change_is_told(
    office: Here, rung: list[str]
) -> None:
    hire("agus", staff.ADMIN)
    hire("tono", staff.INFO_DESK)
    sari = hire("sari", staff.COUNTER, by=ADMIN, unit="PELAYANAN", must_change=True)
    assert (sari.name, sari.unit, sari.must_change) == ("Sari Percobaan", "PELAYANAN", True)
    epoch = staff.row_of("sari").epoch  # type: ignore[union-attr]
    begun = len(journaled()) - 1
    rung.clear()
    steps: list[tuple[Callable[[], None], str, tuple[object, ...]]] = [
        (lambda: people.rename("sari", " Sari  Baru ", ADMIN), "renamed", ("Sari Baru", 0)),
        (
            lambda: people.set_password("sari", "rahasia-kedua", ADMIN),
            "password",
            ("Sari Baru", 1),
        ),
        (
            lambda: people.set_roles("sari", [staff.OPERATOR], ADMIN),
            "roles",
            ("Sari Baru", 2),
        ),
        (
            lambda: people.set_roles("sari", [staff.OPERATOR], ADMIN, unit="PELAYANAN"),
            "roles",
            ("Sari Baru", 2),
        ),
        (lambda: people.set_active("sari", False, ADMIN), "disabled", ("Sari Baru", 3)),
        (lambda: people.set_active("sari", True, ADMIN), "enabled", ("Sari Baru", 4)),
    ]
    for step, what, (name, ended) in steps:
        step()
        row, other = staff.row_of("sari"), staff.row_of("tono")
        assert row is not None
        assert other is not None
        assert (rung, journaled()[-1]) == (["people"], (f"staff.{what}", "sari", "agus"))
        assert (row.name, row.epoch - epoch, row.unit) == (name, ended, "PELAYANAN")
        assert (other.name, other.epoch, other.active) == ("Tono Percobaan", 0, True)
        assert row.active is (what != "disabled")
        rung.clear()
    row = staff.row_of("sari")
    assert row is not None
    assert (row.roles, row.must_change) == ([staff.OPERATOR], False)
    assert journaled()[begun] == ("staff.added", "sari", "agus")
    people.set_roles("sari", [staff.OPERATOR], unit="")
    assert staff.row_of("sari").unit is None  # type: ignore[union-attr]


def test_the_last_admin_stays_one(office: Here) -> None:
    assert not people.anybody()
    hire("sari")
    # An office that has none yet may be changed.
    people.set_roles("sari", [staff.COUNTER, staff.OPERATOR])
    hire("agus", staff.ADMIN)
    hire("budi", staff.ADMIN)
    people.set_active("budi", False)
    for step in (
        lambda: people.set_active("agus", False),
        lambda: people.set_roles("agus", [staff.COUNTER]),
    ):
        with pytest.raises(Refused) as refusal:
            step()
        assert refusal.value.code == "last-admin"
    people.set_active("budi", True)
    people.set_active("agus", False)
    assert people.anybody()
    people.set_active("sari", False)


def test_whoever_sits_at_a_counter_is_not_taken_away_unseen(sari: Actor, tono: Actor) -> None:
    first, second = take(), take()
    queue.call_next(1, sari)
    said = people.occupies("sari")
    assert "Loket 1" in said
    assert first.number in said
    assert people.occupies("siapa") == ""
    for busy in ("", "Loket 2"):
        with pytest.raises(Refused) as refusal:
            people.set_active("sari", False, busy=busy)
        assert refusal.value.code == "at-counter"
        with pytest.raises(Refused):
            people.set_roles("sari", [staff.OPERATOR], busy=busy)
    # Who stays at the counters keeps theirs.
    people.set_roles("sari", [staff.COUNTER, staff.OPERATOR])
    people.set_roles("sari", [staff.INFO_DESK])
    assert people.occupies("sari") == said
    people.set_active("sari", False, busy=said)
    assert (people.occupies("sari"), people.occupies("tono")) == ("", "Meja Informasi")
    assert [queue.by_token(one.token).state for one in (first, second)] == ["waiting", "waiting"]


def test_a_machine_has_a_token_until_it_is_revoked(office: Here) -> None:
    tokens = [devices.add(name, counter, ADMIN) for name, counter in (("b", 2), ("a", None))]
    assert len(set(tokens)) == 2
    with pytest.raises(Refused) as refusal:
        devices.add("a", 1)
    assert refusal.value.code == "device-taken"
    devices.revoke("b", ADMIN)
    told = [(one.name, one.counter, one.revoked) for one in devices.everything()]
    assert told == [("a", None, False), ("b", 2, True)]
    with pytest.raises(NotFound):
        devices.revoke("b")
    assert journaled() == [
        ("device.added", "b", "agus"),
        ("device.added", "a", "agus"),
        ("device.revoked", "b", "agus"),
    ]


def test_the_longest_name_fits_and_who_has_no_section_has_none(office: Here) -> None:
    people.add("sari", "S" * 80, [staff.COUNTER], PASSWORD)
    people.rename("sari", "T" * 80)
    row = staff.row_of("sari")
    assert row is not None
    assert (row.name, row.unit) == ("T" * 80, None)


def test_names_of_people_have_their_shortest_and_their_longest(office: Here) -> None:
    for username in ("a" * 31, "a1", "a.b_c-9"):
        assert people.add(username, "N", [staff.COUNTER], PASSWORD).username == username
    for username in ("", "a", "a" * 32, "1a", "a b", "aB", "a1\n"):
        with pytest.raises(Invalid):
            people.add(username, "N", [staff.COUNTER], PASSWORD)
    for wrong in ("", "   ", "N" * 81):
        with pytest.raises(Invalid):
            people.rename("a1", wrong)
    for known in ("d" * 40, "x"):
        devices.add(known, None)
    assert [one.name for one in devices.everything()] == ["d" * 40, "x"]


def test_a_new_password_takes_the_pin_and_every_sign_in_of_that_person_alone(
    office: Here,
) -> None:
    rows = [hire(name, staff.COUNTER) for name in ("sari", "tono")]
    for row in rows:
        Staff.update(pin_hash="x", must_change=True).where(Staff.id == row.id).execute()
    people.set_password("sari", "rahasia-kedua", ADMIN)
    told = {row.username: (row.pin_hash, row.must_change, row.epoch) for row in Staff.select()}
    assert told == {"sari": (None, False, 1), "tono": ("x", True, 0)}
    people.set_password("tono", "rahasia-kedua", ADMIN, must_change=True)
    row = staff.row_of("tono")
    assert row is not None
    assert (row.pin_hash, row.must_change, row.epoch) == (None, True, 1)
    assert not hire("dewi").must_change


def test_sections_are_kept_given_and_taken(office: Here) -> None:
    hire("sari", staff.ANY_SECTION_HEAD, unit="PELAYANAN")
    hire("tono", staff.ANY_SECTION_HEAD, unit="KESRA")
    units = {None: "PELAYANAN", "KESRA": "KESRA", "": None}
    for unit, kept in units.items():
        people.set_roles("sari", [staff.ANY_SECTION_HEAD], ADMIN, unit=unit)
        row, other = staff.row_of("sari"), staff.row_of("tono")
        assert row is not None
        assert other is not None
        assert (row.unit, other.unit) == (kept, "KESRA")
    people.set_roles("sari", [staff.COUNTER], ADMIN)
    line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert '"unit": ""' in str(line.detail)


def test_an_admin_stays_whichever_way_the_last_one_goes(office: Here) -> None:
    hire("agus", staff.ADMIN)
    hire("budi", staff.ADMIN, staff.COUNTER)
    people.set_roles("budi", [staff.COUNTER])
    before = journaled()
    for step in (
        lambda: people.set_active("agus", False),
        lambda: people.set_roles("agus", [staff.OPERATOR]),
    ):
        with pytest.raises(Refused):
            step()
    row = staff.row_of("agus")
    assert row is not None
    assert (row.active, row.roles, row.epoch, journaled()) == (True, [staff.ADMIN], 0, before)
    people.rename("agus", "Agus Lain")
    people.set_roles("agus", [staff.ADMIN, staff.OPERATOR])
    people.set_roles("budi", [staff.ADMIN])
    people.set_roles("agus", [staff.OPERATOR])
    with pytest.raises(Refused):
        people.set_active("budi", False)


def test_a_year_is_filled_with_what_is_missing_and_files_are_counted_again(
    office: Here, later: Later
) -> None:
    later(days=30)
    accepted()
    due = ClockRun.get().due_at
    calendar.put_day(date(2026, 12, 25), "TUTUP_KANTOR", "Natal kantor")
    calendar.put_day(date(2025, 12, 25), "NASIONAL", "Natal", source=special_days.LISTED)
    assert special_days.unfilled(2025, 2027) == [2026, 2027]
    added = calendar.fill_year(2026)
    assert ClockRun.get().due_at > due
    days = special_days.days(2026)
    assert len(days) == added + 1
    assert {one.name for one in days if one.by_hand} == {"Natal kantor"}
    assert {one.kind for one in days} == {"NASIONAL", "CUTI_BERSAMA", "TUTUP_KANTOR"}
    assert special_days.days(2027) == []
    assert len(special_days.days(2025)) == 1
    calendar.fill_ahead()
    assert [len(special_days.days(year)) for year in (2025, 2026)] == [1, added + 1]
    assert len(special_days.days(2027)) > 15
    assert special_days.days(2028) == []


@cache
def party(name: str, days: int) -> Party:
    return Party(name, ends=timedelta(days=days))


def trusted() -> list[tuple[str, str]]:
    return [(one.name, one.added_by) for one in certificates.everything()]


@pytest.fixture
def trust(office: Here, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of certificates, at a moment at which those of these tests hold."""
    now = party("Akar B", 365).certificate.not_valid_before_utc + timedelta(days=400)
    monkeypatch.setattr(clock, "now", lambda: now)
    return office.settings.trust_folder


def test_certificates_are_added_told_by_name_and_taken_away_one_file_at_a_time(trust: Path) -> None:
    first, second, third = party("Akar B", 365), party("Akar A", 365), party("Akar A", 30)
    assert certificates.everything() == []
    assert certificates.add(first.pem + second.pem, ADMIN) == 2
    assert certificates.add(third.certificate.public_bytes(Encoding.DER), Actor("budi", "x")) == 1
    assert trusted() == [("Akar A", "budi"), ("Akar A", "agus"), ("Akar B", "agus")]
    told = certificates.everything()
    assert {one.added_at for one in told} == {clock.now()}
    assert [one.file for one in told] == [f"{one.mark}.pem" for one in told]
    assert len({one.mark for one in told}) == 3 == len({len(one.mark) for one in told}) + 2
    for known in (first.pem, third.pem + second.pem):
        with pytest.raises(Refused) as refusal:
            certificates.add(known, ADMIN)
        assert refusal.value.code == "known"
    certificates.remove(told[1].file, ADMIN)
    assert trusted() == [("Akar A", "budi"), ("Akar B", "agus")]
    with pytest.raises(NotFound):
        certificates.remove(told[1].file, ADMIN)
    lines = [line for line in journaled() if line[0].startswith("certificate.")]
    assert [line[0] for line in lines] == ["certificate.added"] * 3 + ["certificate.removed"]
    assert lines[-1] == ("certificate.removed", told[1].mark, "agus")


def test_a_certificate_laid_there_by_hand_is_told_without_anybody(trust: Path) -> None:
    trust.mkdir()
    both = party("Akar A", 365).pem + party("Akar B", 365).pem
    for name in ("dua.PEM", "dua.txt", "dua"):
        (trust / name).write_bytes(both)
    (trust / "rusak.crt").write_bytes(b"-----BEGIN CERTIFICATE-----\nrusak")
    (trust / "kosong.der").write_bytes(b"")
    (trust / "folder.cer").mkdir()
    assert trusted() == [("Akar A", ""), ("Akar B", "")]
    assert {one.added_at for one in certificates.everything()} == {None}
    certificates.remove("dua.PEM", ADMIN)
    assert trusted() == []
    whats = [line[0] for line in journaled()]
    assert whats == ["certificate.removed"] * 2


@pytest.mark.parametrize("milliseconds", [-1, 0, 1])
def test_a_certificate_holds_from_its_first_moment_to_its_last(
    trust: Path, monkeypatch: pytest.MonkeyPatch, milliseconds: int
) -> None:
    one = party("Akar B", 365)
    certificates.add(one.pem, ADMIN)
    (kept,) = certificates.everything()
    gap = timedelta(milliseconds=milliseconds)
    monkeypatch.setattr(clock, "now", lambda: kept.first + gap)
    assert (kept.is_early, kept.is_over) == (milliseconds < 0, False)
    monkeypatch.setattr(clock, "now", lambda: kept.last + gap)
    assert (kept.is_early, kept.is_over) == (False, milliseconds > 0)
    certificates.remove(kept.file, ADMIN)
    if milliseconds > 0:
        with pytest.raises(Invalid) as refusal:
            certificates.add(one.pem, ADMIN)
        assert (refusal.value.code, trusted()) == ("expired", [])
    else:
        assert certificates.add(one.pem, ADMIN) == 1


def test_what_is_no_certificate_is_refused_and_nothing_kept(trust: Path) -> None:
    pem = party("Akar B", 365).pem
    largest = pem + b"\n" * (40_000 - len(pem))
    for data, code in (
        (b"", "no-certificate"),
        (largest + b"\n", "no-certificate"),
        (pem + b"-----BEGIN PRIVATE KEY-----", "private-key"),
    ):
        with pytest.raises(Invalid) as refusal:
            certificates.add(data, ADMIN)
        assert (refusal.value.code, trusted(), journaled()) == (code, [], [])
    assert certificates.add(largest, ADMIN) == 1
    assert len(trusted()) == 1


def test_a_folder_that_cannot_be_written_is_told_before_the_journal(
    trust: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificates.add(party("Akar B", 365).pem, ADMIN)
    before = journaled()
    monkeypatch.setattr("os.access", lambda _folder, _how: False)
    (kept,) = certificates.everything()
    for step in (
        lambda: certificates.add(party("Akar A", 365).pem, ADMIN),
        lambda: certificates.remove(kept.file, ADMIN),
    ):
        with pytest.raises(Refused) as refusal:
            step()
        assert (refusal.value.code, journaled()) == ("no-folder", before)
    assert trusted() == [("Akar B", "agus")]


def test_a_machine_is_of_a_counter_that_there_is_and_ends_alone(office: Here, later: Later) -> None:
    counters = [one.id for one in office.standard.counters_on(clock.service_day())]
    tokens = {counter: devices.add(f"m{counter}", counter) for counter in counters}
    with pytest.raises(Invalid):
        devices.add("m", max(counters) + 1)
    with pytest.raises(Invalid):
        devices.add("m", 0)
    assert len(set(tokens.values())) == len(counters)
    devices.revoke("m1")
    later(minutes=1)
    assert [one.revoked for one in devices.everything()] == [one == 1 for one in counters]
    rows = {row.name: row.token_hash for row in Device.select()}
    assert rows == {f"m{counter}": token_hash(tokens[counter]) for counter in counters}


def dues() -> dict[int, datetime]:
    return {row.id: row.due_at for row in Complaint.select()}


def test_a_day_off_moves_the_dues_of_open_complaints_too(office: Here) -> None:
    first, other = complaint_book.entered(), complaint_book.entered()
    before = dues()
    calendar.put_day(DAY, "DAERAH", "Hari Jadi", ADMIN)
    after = dues()
    assert {first.id, other.id} == set(before)
    assert all(after[one] > before[one] for one in before)
    calendar.remove_day(DAY, ADMIN)
    assert dues() == before


def test_one_person_may_hold_every_role_and_whoever_left_the_counter_is_let_go(
    office: Here, sari: Actor
) -> None:
    assert set(hire("agus", *staff.ROLES).roles) == set(staff.ROLES)
    seen = people.occupies("sari")
    queue.leave(1, sari)
    # What was seen a moment ago is no longer so: nobody has to be asked again.
    people.set_roles("sari", [staff.OPERATOR], busy=seen)
    people.set_active("sari", False, busy=seen)
    row = staff.row_of("sari")
    assert row is not None
    assert (row.active, row.roles) == (False, [staff.OPERATOR])
