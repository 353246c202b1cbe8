"""Every day that an officer types, sent by itself: one that cannot be is refused at each door."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shared.records import Complaint
from shared.rules.applications import by_hand
from shared.rules.common import staff
from tests.complaint_book import people
from tests.guards.examples import examples
from tests.kiosk.seats.desks import seated_as, sign_in

TEMPLATES = Path(__file__).parents[4] / "kiosk" / "templates"
_FIELD = re.compile(r'typed_field\("[^"]*"(?: ~ one\.name)?, (?:"(\w+)"|one\.name)')

# What is looked for may be long ago; what a page leaves unsaid is not kept.
SEARCHED = {"hari", "dari", "sampai", "pada"}
SENT = {
    "POST /api/v1/applications": ["received"],
    "POST /api/v1/applications/{row}/by-hand": [*by_hand.STEPS],
    "POST /api/v1/complaints": ["received"],
    "POST /api/v1/suggestion-box": ["day"],
    "POST /api/v1/notices": ["starts_on", "ends_on"],
    "POST /api/v1/notices/{row}": ["starts_on", "ends_on"],
    "POST /api/v1/corrective-actions/{row}/plan": ["due_on", "corrected_on", "verify_from"],
    "POST /api/v1/corrective-actions/{row}/done": ["done_on"],
    "POST /api/v1/competence/{row}/trainings": ["held_on", "valid_until"],
    "POST /api/v1/facilities/checks": ["day"],
    "POST /api/v1/facilities/breakages": ["broke_on"],
    "POST /api/v1/facilities/breakages/{row}/mend": ["mended_on"],
    "POST /api/v1/incidents": ["happened_at", "known_at"],
    "POST /api/v1/incidents/{row}/notices": ["told_at"],
}
MOMENTS = {*by_hand.STEPS, "happened_at", "known_at", "told_at"}
FORMS = {
    "hari": {"day": "23-12-2026", "kind": "TUTUP_KANTOR", "name": "Rapat"},
    "jam": {"first": "23-12-2026", "last": "24-12-2026", "title": "Ramadan"},
    "kantor": {"from": "24-11-2026"},
    "orang/pengganti": {
        "first": "23-11-2026",
        "last": "24-11-2026",
        "substitute": "petugas",
        "role": staff.CAMAT,
    },
}
NO_DAY = ["31-02-2026", "11/24/2026", "10-11-26"]
NOT_HERE = ["10-11-2062", "10-11-2016"]
LONG_AGO = {"held_on", "valid_until"}  # trainings of people's youth


def test_every_field_for_a_day_is_tried_here() -> None:
    drawn = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in _FIELD.findall(path.read_text("utf-8"))
    }
    tried = {name for names in SENT.values() for name in names}
    tried |= {name for form in FORMS.values() for name in form}
    assert drawn - {""} - SEARCHED <= tried


@pytest.mark.parametrize(
    ("operation", "field"), [(o, f) for o, names in SENT.items() for f in names]
)
def test_a_program_sends_no_day_that_cannot_be(
    client: FlaskClient, office: object, operation: str, field: str
) -> None:
    example = examples(people())[operation]
    asked, address = example.ready(), operation.partition(" ")[2]
    sign_in(client, example.who or "")
    for text in NO_DAY + NOT_HERE[: 1 if field in LONG_AGO else 2]:
        late = " 09.15" if field == "received" and "applications" in operation else ""
        late = " 09.15" if field in MOMENTS else late
        body = {**(asked.body or {}), field: text + late}
        answer = client.post(address.format(**asked.values), json=body)
        said = answer.get_json()["message"]
        assert answer.status_code == 422, (text, said)
        assert ("hari-bulan-tahun" if text in NO_DAY else "tidak di antara") in said


@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("hari", "day"),
        ("kantor", "from"),
        *[(p, f) for p in ("jam", "orang/pengganti") for f in ("first", "last")],
    ],
)
def test_a_form_sends_no_day_that_cannot_be(client: FlaskClient, page: str, field: str) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = False
    seated_as(client, staff.ADMIN)
    for text in NO_DAY + NOT_HERE:
        answer = client.post(f"/admin/{page}", data={**FORMS[page], field: text})
        assert answer.status_code == 422, text
        wanted = "hari-bulan-tahun" if text in NO_DAY else "tidak di antara"
        assert wanted in answer.get_data(as_text=True)


def test_a_day_with_strokes_is_kept_day_first(client: FlaskClient, office: object) -> None:
    """10/11 is the tenth of November, whatever a browser would make of it."""
    example = examples(people())["POST /api/v1/complaints"]
    body = {**(example.ready().body or {}), "received": "10/11/2026"}
    sign_in(client, example.who or "")
    assert client.post("/api/v1/complaints", json=body).status_code == 201
    assert f"{Complaint.get().received_on}" == "2026-11-10"
