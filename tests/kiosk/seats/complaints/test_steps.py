"""Every state, every role, every step: the rule's answer, the page's and the press's are one."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from shared.errors import AppError
from shared.records import Complaint, QuarterlyRecap, Staff
from shared.rules.common import staff
from shared.rules.common.staff import Officer
from shared.rules.complaints import allowed, citizen, handling, recap, recap_view, sight, states
from shared.rules.complaints.view import ComplaintView
from tests.complaint_book import People, closed, entered, named, people, reported
from tests.kiosk.seats.desks import send, sign_in
from tests.office import Later

pytestmark = pytest.mark.clause("11.5")

# Each step of the office: the address of its press, what it sends, the question that the page asks.
STEPS: dict[str, tuple[str, dict[str, Any], str]] = {
    allowed.CLASSIFY: ("classify", {"kind": states.ORDINARY, "seen": 0}, "golongkan"),
    allowed.REPORT: ("report", {"unit": "KESRA", "seen": 0}, "laporkan"),
    allowed.FOLLOW_UP: ("follow-up", {"text": "Diperiksa."}, "tindaklanjuti"),
    allowed.ANSWER: ("answer", {"text": "Maaf.", "seen": 0}, "jawab"),
    allowed.CLOSE: ("close", {"seen": 0}, "selesaikan"),
    allowed.REFER: ("refer", {"text": "Dinas.", "seen": 0}, "bukan-wewenang"),
    allowed.ARCHIVE: ("archive", {"text": "Sama.", "reason": "DICABUT", "seen": 0}, "arsipkan"),
    allowed.REINSTATE: ("reinstate", {"text": "Keliru.", "seen": 0}, "keluarkan"),
    allowed.ASK: ("ask", {"text": "Di mana?", "seen": 0}, "lengkapi"),
    allowed.COMPLETE: ("complete", {"text": "Di loket."}, "dilengkapi"),
    allowed.CORRECT: ("correct", {"text": "Hari Senin."}, "perbaiki"),
    allowed.DESCRIBE: ("public-text", {"text": "Antrean", "seen": 0}, "untuk-umum-tulis"),
    allowed.REVEAL: ("reveal", {}, "buka-identitas"),
}


def _asked(one: ComplaintView, by: Any) -> ComplaintView:
    return handling.ask(one.id, "Di mana?", by)


def _late(one: ComplaintView) -> ComplaintView:
    Complaint.update(escalation=1).where(Complaint.id == one.id).execute()
    return one


def _reopened(who: People) -> ComplaintView:
    one = closed(who, **named())
    citizen.settle(one.id, False, "Belum beres.")
    return one


KINDS: dict[str, Any] = {
    "recorded": lambda who: entered(),
    "recorded with a name": lambda who: entered(**named()),
    "reported, no class": lambda who: handling.report(entered().id, "PELAYANAN", who.rina),
    "reported": lambda who: reported(who, **named(secret=True)),
    "late": lambda who: _late(reported(who, **named())),
    "of a section without a head": lambda who: reported(who, "PEMBANGUNAN"),
    "answered": lambda who: handling.answer(reported(who).id, "Maaf.", who.bambang),
    "asked at the desk": lambda who: _asked(entered(), who.rina),
    "asked": lambda who: _asked(reported(who), who.bambang),
    "guarded": lambda who: entered(topic="UANG", **named(secret=True)),
    "guarded, asked": lambda who: _asked(entered(topic="UANG"), who.ratih),
    "closed": lambda who: closed(who, **named()),
    "reopened": _reopened,
    "referred": lambda who: handling.refer(reported(who).id, "Dinas.", who.bambang),
    "archived": lambda who: handling.archive(entered().id, "DICABUT", "Dicabut.", who.yusuf),
}


def _everybody() -> list[Officer]:
    """The office's people, and one who holds the information desk and a section."""
    both = [staff.INFO_DESK, staff.SECTION_HEAD, staff.COUNTER]
    rina = Staff.get(Staff.username == "rina")
    Staff.create(**{**rina.__data__, "id": None, "username": "dua", "roles": both})
    return staff.everybody()


def _answer(step: str, one: ComplaintView, person: Officer) -> tuple[int, str]:
    """What the rule says of this person: a status and a code."""
    try:
        by = allowed.actor_for(step, one.id, person)
        refusal = allowed.why_not(step, sight.row_for(one.id, by), by)
    except AppError as error:
        refusal = error
    return (refusal.status, refusal.code) if refusal else (200, "")


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_done_with_a_complaint_is_said_by_one(client: FlaskClient, kind: str) -> None:
    one = KINDS[kind](people())
    before = Complaint.get_by_id(one.id).__data__
    other = "PELAYANAN" if before["unit"] == "KESRA" else "KESRA"
    for person in _everybody():
        sign_in(client, person.username)
        page = client.get(f"/pengaduan-kantor/{one.number}")
        reads = not set(person.roles).isdisjoint(sight.READERS)
        for step, (address, body, question) in STEPS.items():
            said = _answer(step, one, person) if reads else (403, "not-allowed")
            sent = {**body, "seen": before["version"]} if "seen" in body else body
            sent = {**sent, "unit": other} if "unit" in body else sent
            status, told = send(client, f"complaints/{one.id}/{address}", sent)
            assert (status, told.get("code", "")) == said, (person.username, step)
            offered = f'<dialog class="ask" id="{question}"' in page.get_data(as_text=True)
            assert offered is (said[0] == 200), (person.username, step)
            Complaint.update(**before).where(Complaint.id == one.id).execute()


# Each step of a recap: what it sends, and how the page offers it.
RECAP_STEPS: dict[str, tuple[dict[str, Any], str]] = {
    recap.PROMISE: ({"text": "Loket kedua dibuka."}, "data-promise="),
    recap.SUBMIT: ({}, 'data-do="/api/v1/recaps/2026/4/submit"'),
    recap.APPROVE: ({}, 'data-do="/api/v1/recaps/2026/4/approve"'),
    recap.RETURN: ({"note": "Perbaiki."}, 'data-open="kembalikan"'),
    recap.ANNOUNCE: ({}, 'data-do="/api/v1/recaps/2026/4/announce"'),
}
Q4 = (2026, 4)
RECAPS: dict[str, list[Any]] = {
    "running": [],
    "without words": [lambda who, later: entered(), lambda who, later: later(days=45)],
    "without a promise": [lambda who, later: closed(who), lambda who, later: later(days=45)],
}
RECAPS["ready"] = [
    *RECAPS["without a promise"],
    lambda who, later: recap.promise(*Q4, "Loket kedua dibuka.", who.rina),
]
RECAPS["submitted"] = [*RECAPS["ready"], lambda who, later: recap.submit(*Q4, who.rina)]
RECAPS["returned"] = [
    *RECAPS["submitted"],
    lambda who, later: recap.send_back(*Q4, "Perbaiki.", who.ratih),
]
RECAPS["approved"] = [*RECAPS["submitted"], lambda who, later: recap.approve(*Q4, who.ratih)]
RECAPS["announced"] = [*RECAPS["approved"], lambda who, later: recap.announced(*Q4, who.ratih)]


@pytest.mark.clause("11.8")
@pytest.mark.parametrize("kind", RECAPS)
def test_what_may_be_done_with_a_recap_is_said_by_one(
    client: FlaskClient, later: Later, kind: str
) -> None:
    who = people()
    for do in RECAPS[kind]:
        do(who, later)
    before = QuarterlyRecap.select().dicts().first()
    for person in _everybody():
        sign_in(client, person.username)
        page = client.get("/rekap/2026/4").get_data(as_text=True)
        for step, (body, offer) in RECAP_STEPS.items():
            found = recap_view.of(*Q4)
            refusal = recap.why_not(step, found, person.roles)
            path = f"recaps/2026/4/{step}"
            status, told = send(client, path, {**body, "seen": found.version})
            said = (refusal.status, refusal.code) if refusal else (200, "")
            assert (status, told.get("code", "")) == said, (person.username, step)
            assert (offer in page) is (refusal is None), (person.username, step)
            QuarterlyRecap.delete().execute()
            if before:
                QuarterlyRecap.create(**before)
