"""What `allowed` says is what every address answers, and what the pages of the seats show."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from shared import clock, config
from shared.config import Settings
from shared.documents import maker
from shared.rules.applications import process
from shared.rules.applications.view import by_id
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.web import application_papers
from tests import kk
from tests.devices.signed_pdf import kk_pdf
from tests.kiosk.seats.desks import enrol, sign_in
from tests.office import Later
from tests.shared.rules.applications.test_allowed import MAKE, VALID, said

COUNTER, OPERATOR, KASI = staff.COUNTER, staff.OPERATOR, staff.SECTION_HEAD
# Each step: what of the address follows the application's number, and a body that fits.
ADDRESS: dict[str, tuple[str, dict[str, Any]]] = {
    "tick": ("papers", {"papers": []}),
    "propose": ("propose", {}),
    "complete": ("complete", {}),
    "valid": ("valid", {}),
    "return": ("return", {"reason": "TIDAK_VALID", "note": "nama ayah berbeda"}),
    "resubmit": ("resubmit", {}),
    "refer": ("refer", {"reason": "luar daerah"}),
    "withdraw": ("withdraw", {"reason": "tidak jadi"}),
    "late": ("late", {"reason": "GANGGUAN_SIAK"}),
    "by_hand": ("by-hand", {"decided": "{now}"}),
    "override": ("override", {"reason": "mendesak"}),
    "lift": ("lift", {"reason": "nomor salah ketik"}),
    "compare": ("compared", {}),
    "judge": ("document-again", {}),
    "process": ("begin", {}),
    "siak": ("siak", {"number": "12/KK"}),
    "new_kk": ("new-kk", {"number": kk.KK_NUMBER}),
    "await": ("await", {}),
    "attach": ("document", {}),
    "printed_outside": ("printed-outside", {}),
    "print": ("print", {"touch": "{touch}"}),
    "ready": ("pass", dict.fromkeys(process.CHECKS, True)),
    "fail": ("fail", {"fault": "TIDAK_TERBACA"}),
    "hand": (
        "hand-over",
        {
            "taker": "Wati",
            "relation": process.APPLICANT,
            "identity_kind": "ktp",
            "identity": kk.NIK,
            "old_kk": "withdrawn",
            "no_receipt": "left",
            "data_checked": True,
        },
    ),
    "contact": ("contact", {"touch": "{touch}", "how": "TELEPON", "outcome": "TERSAMBUNG"}),
    "phone": ("phone", {}),
    "place": ("place", {"place": "LEMARI", "seen": "{version}"}),
    "take_back": ("take-back", {"reason": "salah orang"}),
    "receipt": ("receipt", {"touch": "{touch}"}),
    "return_note": ("return-note", {"touch": "{touch}"}),
    "referral": ("referral", {"touch": "{touch}"}),
    "hand_over_receipt": ("hand-over-receipt", {"touch": "{touch}"}),
    "reveal": ("reveal", {"reason": "Mencocokkan"}),
    "preview": ("preview", {}),
}
# What a page has of a step: a form, a button that sends, or one that asks first.
MARKS = {
    "tick": "data-checklist=",
    "return": 'data-open="kembalikan"',
    "refer": 'data-open="rujuk"',
    "withdraw": 'data-open="batalkan-berkas"',
    "hand": 'id="serah"',
    "take_back": 'data-open="batal-serah"',
    "ready": 'id="produk"',
    "fail": 'data-open="gagal"',
    "attach": "data-drop=",
    "judge": "data-judge=",
}
REVEAL = {
    ("reveal", COUNTER): "data-reveal=",
    ("reveal", KASI): "data-reveal=",
    ("reveal", OPERATOR): "data-open-numbers",
}
PAGES = {COUNTER: "/loket/berkas", KASI: "/kasi", OPERATOR: "/operator"}
NOWHERE_A_STEP = {"preview"}  # a picture that the page asks for by itself


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An office whose head of the section may allow a KK without a signature."""
    return config.load(
        {}, data=tmp_path / "data", practice=True, voice="off", unsigned_override=True
    )


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs are neither drawn nor judged."""
    monkeypatch.setattr(maker, "make", lambda *_: b"%PDF-1.7")
    monkeypatch.setattr(maker, "pages", lambda _: 1)
    monkeypatch.setattr(application_papers, "check", lambda *_: VALID)
    monkeypatch.setattr(application_papers, "preview", lambda *_: b"png")


def pressed(client: FlaskClient, id_: int, step: str) -> tuple[int, str]:
    """What the address of a step answers: the status, and the sentence of a refusal."""
    path, body = ADDRESS[step]
    address = f"/api/v1/applications/{id_}/{path}"
    now = clock.local().strftime("%Y-%m-%dT%H:%M")
    fresh = {"{touch}": kk.touch(), "{now}": now, "{version}": by_id(id_).version}
    if step == "attach":
        pdf = {"pdf": (BytesIO(kk_pdf(mark=kk.touch())), "kk.pdf")}
        answer = client.post(address, data=pdf, headers={"Accept": "application/json"})
    else:
        filled = {
            name: fresh.get(text, text) if isinstance(text, str) else text
            for name, text in body.items()
        }
        answer = client.post(address, json=filled)
    return answer.status_code, (answer.get_json(silent=True) or {}).get("message", "")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("role", staff.ROLES)
def test_every_address_answers_what_is_allowed(client: FlaskClient, role: str) -> None:
    person = enrol("lain", role)
    by = person.acting(role)
    sign_in(client, "lain")
    for make in MAKE:
        file = by_id(make().id)
        for step, one in said(file.id, by).items():
            # A press that is made leads elsewhere: the next one begins anew.
            id_ = make().id if one.ok else file.id
            status, sentence = pressed(client, id_, step)
            assert (status < 400, sentence) == (one.ok, one.why), (make.__name__, step, status)
        assert by_id(file.id) == file


@pytest.mark.usefixtures("quick")
def test_why_something_is_late_is_asked_of_what_is_late(client: FlaskClient, later: Later) -> None:
    file = kk.accepted()
    later(days=3)
    by = enrol("lain", KASI).acting(KASI)
    sign_in(client, "lain")
    assert (said(file.id, by)["late"].ok, said(file.id, by)["late"].shown) == (True, True)
    assert pressed(client, file.id, "late")[0] == 200
    assert (said(file.id, by)["late"].ok, said(file.id, by)["late"].shown) == (True, False)


@pytest.mark.parametrize("role", PAGES)
def test_the_page_of_a_seat_has_what_waits_for_it_and_nothing_else(
    client: FlaskClient, role: str
) -> None:
    by = enrol("lain", role).acting(role)
    sign_in(client, "lain")
    for make in MAKE:
        file = make()
        page = client.get(f"{PAGES[role]}/{file.number}").get_data(as_text=True)
        buttons = re.findall(r"<(?:button|form|input|a|section)\b[^>]*>", page)
        for step, one in said(file.id, by).items():
            mark = MARKS.get(step) or REVEAL.get(
                (step, role), f'/api/v1/applications/{file.id}/{ADDRESS[step][0]}"'
            )
            found = [button for button in buttons if mark in button]
            told = (make.__name__, step)
            if step == "print" and one.shown and not one.ok:
                found = [button for button in buttons if "data-again=" in button]
            if step not in NOWHERE_A_STEP:
                assert bool(found) == one.shown, told
            if one.shown and not one.ok:
                assert any('aria-disabled="true"' in button for button in found), told
        led = [step for step, one in said(file.id, by).items() if one.lead]
        assert len(led) <= 1
        assert page.count("data-lead") <= 1


@pytest.mark.usefixtures("office")
def test_a_step_is_shown_to_nobody_who_may_not_make_it_but_pale() -> None:
    for make in MAKE:
        file = make()
        for role in staff.ROLES:
            steps = said(file.id, Actor("lain", role))
            shown = {name for name, one in steps.items() if one.shown and not one.ok}
            assert shown <= {"propose", "complete", "valid", "print", "ready"}, (
                make.__name__,
                role,
            )


@pytest.mark.usefixtures("office")
def test_every_step_has_an_address() -> None:
    assert set(ADDRESS) == set(said(kk.register().id, kk.COUNTER))
