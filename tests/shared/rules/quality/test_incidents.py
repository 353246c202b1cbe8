"""Incidents: written down, acted upon, told of in time; seen by few (clause 13)."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from shared import clock
from shared.errors import AppError, Invalid, NotAllowed, NotFound, Refused
from shared.records import Incident, IncidentEvent, JournalLine
from shared.rules.common import staff
from shared.rules.corrective import actions
from shared.rules.corrective import lists as corrective
from shared.rules.quality import incidents
from tests.complaint_book import people

HOUR = timedelta(hours=1)
LEAK, LOST = "KEBOCORAN_DATA", "BERKAS_HILANG"
OWNERS, AUTHORITY = "PEMILIK_DATA", "LEMBAGA_PDP"


@pytest.fixture
def who(office):
    return people()


def happened(kind=LEAK, ago=timedelta(), **other):
    known = clock.now() - ago
    usual = {"happened_at": known - HOUR, "known_at": known, "what": "Daftar NIK terkirim salah."}
    return incidents.Happened(**{"touch": str(uuid4()), "kind": kind, **usual, **other})


def written(by, kind=LEAK, ago=timedelta(), **other):
    return incidents.write(happened(kind, ago, **other), by)


def told(one, code, by, at=None):
    return incidents.tell(one.id, code, at or clock.now(), "Surat nomor 1.", by)


@pytest.mark.clause("13")
def test_an_incident_is_written_down_followed_and_settled(who):
    one = written(who.sari, LOST)
    assert (one.label, one.kind, one.clock) == ("Ditangani", "Berkas atau surat warga hilang", "")
    incidents.note(one.id, "Dicari di lemari arsip.", who.sari)
    done = incidents.close(one.id, "Ketemu, dikembalikan.", who.bambang)
    assert done.state == incidents.CLOSED
    what = [(step.what, step.text, step.name) for step in incidents.of(one.number, who.yusuf).steps]
    assert what == [
        ("close", "Ketemu, dikembalikan.", "Bambang Percobaan"),
        ("note", "Dicari di lemari arsip.", "Sari Percobaan"),
        ("write", "", "Sari Percobaan"),
    ]
    lines = JournalLine.select().where(JournalLine.subject == one.number)
    assert [line.what for line in lines.order_by(JournalLine.id)] == [
        f"incident.{step}" for step in ("write", "note", "close")
    ]
    assert not [line for line in lines if "lemari" in line.detail]


@pytest.mark.clause("13")
def test_a_leak_is_told_within_three_times_24_hours_of_being_known(who, later):
    one = written(who.sari, ago=2 * HOUR)
    assert one.notice_due == one.known_at + timedelta(days=3)
    assert one.notice_rule == "3 × 24 jam, UU 27/2022 pasal 46"
    assert one.clock == "Tinggal 2 hari 22 jam"
    later(days=2, hours=21, minutes=30)
    assert incidents.of(one.number, who.yusuf).one.clock == "Tinggal 30 menit"
    told(one, OWNERS, who.yusuf)
    later(hours=1)
    late = incidents.of(one.number, who.yusuf).one
    assert late.clock == "Terlambat 30 menit"
    assert [(each.code, each.late) for each in late.tellings] == [
        (OWNERS, False),
        (AUTHORITY, True),
    ]
    after = told(one, AUTHORITY, who.ratih)
    assert after.clock == "Semua sudah diberi tahu, ada yang terlambat."
    assert after.late


@pytest.mark.clause("13")
def test_told_to_the_minute_of_the_limit_is_in_time(who, later):
    one = written(who.sari)
    later(days=4)
    for code in (OWNERS, AUTHORITY):
        told(one, code, who.yusuf, one.notice_due)
    assert not incidents.of(one.number, who.yusuf).one.late
    other = written(who.sari, ago=timedelta(days=3) + HOUR)
    assert told(other, OWNERS, who.yusuf, other.notice_due + timedelta(minutes=1)).late


def test_the_first_telling_counts_and_both_are_kept(who, later):
    one = written(who.sari)
    first = incidents.of(one.number, who.yusuf).one.known_at + HOUR
    later(days=4)
    told(one, OWNERS, who.yusuf)
    again = told(one, OWNERS, who.yusuf, first)
    assert (again.tellings[0].at, again.tellings[0].late) == (first, False)
    assert IncidentEvent.select().where(IncidentEvent.what == "tell").count() == 2


@pytest.mark.clause("13")
def test_a_leak_is_not_settled_before_all_were_told(who):
    one = written(who.sari)
    told(one, OWNERS, who.yusuf)
    told(one, "POLISI", who.yusuf)
    with pytest.raises(Refused) as refused:
        incidents.close(one.id, "Beres.", who.yusuf)
    assert refused.value.params["who"] == "Lembaga pelindungan data pribadi"
    told(one, AUTHORITY, who.yusuf)
    assert incidents.close(one.id, "Beres.", who.yusuf).state == incidents.CLOSED


def test_only_a_leak_has_the_clock(who):
    with pytest.raises(Refused):
        told(written(who.sari, LOST), OWNERS, who.yusuf)


@pytest.mark.parametrize("role", staff.ROLES)
def test_for_everybody_else_it_does_not_exist(who, role):
    mine = written(who.sari, LOST)
    other = written(who.yusuf)
    reader = who.everybody()[role]
    if role in incidents.HANDLERS:
        seen = {mine.number, other.number}
    else:
        seen = {mine.number} if reader is who.sari else set()
    assert {one.number for one in incidents.register(reader)} == seen
    for one in (mine, other):
        if one.number not in seen:
            for ask in (
                lambda one=one: incidents.of(one.number, reader),
                lambda one=one: incidents.note(one.id, "Dicari.", reader),
                lambda one=one: incidents.tell(one.id, OWNERS, clock.now(), "Surat.", reader),
                lambda one=one: incidents.close(one.id, "Beres.", reader),
            ):
                with pytest.raises(NotFound):
                    ask()


def test_whoever_wrote_it_follows_it_but_does_not_settle_it(who):
    one = written(who.sari)
    with pytest.raises(NotAllowed):
        incidents.close(one.id, "Beres.", who.sari)
    with pytest.raises(NotAllowed):
        told(one, OWNERS, who.sari)


def problem():
    return actions.Problem(str(uuid4()), "incident", "Berkas tercecer.", "major", "PELAYANAN")


@pytest.mark.clause("13")
def test_one_corrective_action_follows_from_an_incident(who):
    one = written(who.sari, LOST)
    assert incidents.of(one.number, who.bambang).may_act
    number = incidents.act(one.id, problem(), who.bambang)
    assert incidents.of(one.number, who.yusuf).action == number
    assert corrective.actions(corrective.sight.reader(who.yusuf.staff_id))[0].source == "Insiden"
    assert not incidents.of(one.number, who.bambang).may_act
    with pytest.raises(Refused):
        incidents.act(one.id, problem(), who.bambang)
    # Whoever wrote the incident does not see the action, and neither its number.
    assert incidents.of(one.number, who.sari).action == ""


def test_an_action_that_is_refused_leaves_the_incident_as_it_was(who):
    one = written(who.sari, LOST)
    wrong = actions.Problem(str(uuid4()), "incident", "Tercecer.", "major", "KESRA")
    with pytest.raises(AppError):
        incidents.act(one.id, wrong, who.bambang)
    assert incidents.of(one.number, who.bambang).may_act


def test_pressing_twice_writes_one_and_numbers_are_no_series(who):
    asked = happened()
    assert incidents.write(asked, who.sari).id == incidents.write(asked, who.sari).id
    assert Incident.select().count() == 1
    numbers = sorted(written(who.sari).number for _ in range(5))
    assert len({int(one[-5:]) - place for place, one in enumerate(numbers)}) > 1


def test_a_settled_incident_and_one_changed_meanwhile_are_refused(who):
    one = written(who.sari, LOST)
    incidents.note(one.id, "Dicari.", who.sari, seen=one.version)
    with pytest.raises(Refused):
        incidents.note(one.id, "Dicari lagi.", who.yusuf, seen=one.version)
    incidents.close(one.id, "Ketemu.", who.yusuf)
    with pytest.raises(Refused):
        incidents.note(one.id, "Dicari lagi.", who.yusuf)


def test_what_cannot_be_is_refused(who):
    now = clock.now()
    for wrong in (
        {"kind": "HUJAN"},
        {"what": " "},
        {"known_at": now + HOUR},
        {"happened_at": now + HOUR},
        {"place": "x" * 121},
        {"touch": "x"},
    ):
        with pytest.raises(Invalid):
            written(who.sari, **wrong)
    one = written(who.sari)
    for code, at in (("CAMAT", now), (OWNERS, now + HOUR), (OWNERS, one.known_at - HOUR)):
        with pytest.raises(Invalid):
            told(one, code, who.yusuf, at)
    assert Incident.select().count() == 1


def test_a_number_like_a_nik_is_hidden_where_it_is_read(who):
    one = written(who.sari, LOST, what="KK atas NIK 3508174504900001 hilang.")
    assert "3508174504900001" not in one.what
    assert "3508********0001" in incidents.of(one.number, who.sari).one.what


def test_incidents_are_counted_by_the_day_on_which_they_happened(who):
    zone = clock.zone()
    for at in ((2026, 10, 31, 23, 59), (2026, 11, 1, 0, 0), (2026, 11, 22, 8, 0)):
        moment = datetime(*at, tzinfo=zone)
        written(who.sari, LOST, happened_at=moment, known_at=moment)
    of = lambda first, last: len(  # noqa: E731
        incidents.happened(datetime(*first).date(), datetime(*last).date())
    )
    assert of((2026, 10, 1), (2026, 10, 31)) == 1
    assert of((2026, 11, 1), (2026, 11, 30)) == 2
    assert of((2026, 12, 1), (2026, 12, 31)) == 0
