"""Corrective action over HTTP: who may take which step, what each page shows and hides."""

import re
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from shared.rules.common import staff
from shared.rules.complaints import sight
from shared.rules.corrective import actions, allowed, evidence, lists
from shared.rules.corrective.view import CorrectiveActionView
from tests import corrective as hands
from tests.complaint_book import People, entered, people, reported
from tests.kiosk.seats.desks import Answer, send, sign_in
from tests.office import Later

API = "corrective-actions"
pytestmark = pytest.mark.clause("11.7")


@pytest.fixture
def who(office: object) -> People:
    return people()


def as_(client: FlaskClient, username: str) -> FlaskClient:
    sign_in(client, username)
    return client


def text(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def asked(**other: object) -> dict[str, object]:
    return {
        "touch": str(uuid4()),
        "source": "complaint",
        "problem": "Antrean lama tiap Senin.",
        "severity": "minor",
        "unit": "PELAYANAN",
        **other,
    }


def planned(who: People, **other: object) -> dict[str, object]:
    return {
        "seen": 0,
        "owner": who.sari.staff_id,
        "due_on": "01-12-2026",
        "corrective": "Buka loket kedua.",
        "whys": ["Satu loket saja.", "Tidak ada jadwal."],
        "causes": {"method": "Jadwal"},
        **other,
    }


def issued(who: People, **other: object) -> CorrectiveActionView:
    wished: dict[str, Any] = asked(**other)
    return actions.issue(actions.Problem(**wished), who.bambang)


class TestRoles:
    """Each role against each step."""

    STEPS = {
        "": set(allowed.ISSUERS),
        "/1/plan": set(allowed.ISSUERS),
        "/1/done": set(staff.ROLES),
        "/1/verify": set(sight.OVERSEERS),
    }

    @pytest.mark.parametrize("role", staff.ROLES)
    def test_steps_belong_to_their_roles(self, who: People, client: FlaskClient, role: str) -> None:
        issued(who)
        bodies: dict[str, object] = {
            "": asked(unit="KESRA" if role == staff.ANY_SECTION_HEAD else "PELAYANAN"),
            "/1/plan": planned(who, seen=9),
            "/1/done": {"seen": 9, "evidence": "Foto.", "done_on": "2026-11-23"},
            "/1/verify": {"seen": 9, "effective": True, "verdict": "Baik."},
        }
        as_(client, {one.role: one.who for one in who.everybody().values()}[role])
        for path, roles in self.STEPS.items():
            status, answer = send(client, API + path, bodies[path])
            assert (status == 403) is (role not in roles), (path, answer)

    def test_a_person_without_part_in_it_is_told_that_there_is_none(
        self, who: People, client: FlaskClient
    ) -> None:
        one = issued(who)
        for username in ("sari", "dewi", "tuti", "agus"):
            as_(client, username)
            assert client.get(f"/ptpp/{one.number}").status_code == 404
            assert client.get(f"/api/v1/{API}/{one.id}").status_code == 404
            assert one.number not in text(client, "/ptpp")

    def test_the_information_desk_reads_but_does_not_act(
        self, who: People, client: FlaskClient
    ) -> None:
        page = text(as_(client, "rina"), f"/ptpp/{issued(who).number}")
        assert "Antrean lama tiap Senin." in page
        assert "data-post" not in page

    def test_nobody_reads_it_without_signing_in(self, client: FlaskClient) -> None:
        assert client.get("/ptpp").status_code in (302, 401)
        assert send(client, API, asked())[0] == 401


def test_it_goes_from_problem_to_verified(who: People, client: FlaskClient) -> None:
    as_(client, "bambang")
    status, one = send(client, API, asked())
    assert (status, one["url"]) == (201, f"/ptpp/{one['number']}")
    path = f"{API}/{one['id']}"
    assert send(client, f"{path}/plan", planned(who))[1]["state"] == "planned"
    as_(client, "sari")
    assert "Tugas Anda:" in text(client, "/loket")
    page = text(client, one["url"])
    assert "Sudah dilaksanakan" in page
    assert "Simpan rencana" not in page
    body = {"seen": 1, "evidence": "Foto jadwal.", "done_on": "2026-11-23"}
    assert send(client, f"{path}/done", body)[1]["code"] == "evidence-file"
    assert upload(client, one["id"], hands.photo())[0] == 201
    assert send(client, f"{path}/done", body)[1]["state"] == "done"
    assert "Tugas Anda:" not in text(client, "/loket")
    as_(client, "yusuf")
    assert "Simpan hasil verifikasi" in text(client, one["url"])
    assert "Baru dapat dinyatakan efektif mulai" in text(client, one["url"])
    body = {"seen": 2, "effective": True, "verdict": "Baik."}
    assert send(client, f"{path}/verify", body)[1]["code"] == "too-early"
    body = {"seen": 2, "effective": False, "verdict": "Masih lama."}
    assert send(client, f"{path}/verify", body)[1]["state"] == "closed"
    page = text(client, one["url"])
    assert "Tidak efektif" in page
    (following,) = set(re.findall(r"/ptpp/PTPP-2026-\d+", page)) - {one["url"]}
    assert "Lanjutan dari" in text(client, following)


def test_the_same_press_asks_once(who: People, client: FlaskClient) -> None:
    as_(client, "bambang")
    body = asked()
    assert send(client, API, body)[1]["id"] == send(client, API, body)[1]["id"]


def test_whoever_is_responsible_is_not_offered_the_verification(
    who: People, client: FlaskClient
) -> None:
    one = issued(who)
    as_(client, "yusuf")
    send(client, f"{API}/{one.id}/plan", planned(who, owner=who.yusuf.staff_id))
    upload(client, one.id, hands.photo())
    send(client, f"{API}/{one.id}/done", {"seen": 1, "evidence": "A.", "done_on": "2026-11-23"})
    page = text(client, f"/ptpp/{one.number}")
    assert "Harus diperiksa orang lain" in page
    assert "Simpan hasil verifikasi" not in page


class TestFromAComplaint:
    """A complaint becomes a corrective action."""

    def test_its_number_and_section_are_filled_in(self, who: People, client: FlaskClient) -> None:
        one = reported(who)
        page = text(as_(client, "bambang"), f"/ptpp/baru?pengaduan={one.number}")
        assert f'value="{one.number}"' in page
        assert '<option value="PELAYANAN" selected>' in page
        _, made = send(client, API, asked(complaint=one.number))
        assert f"/pengaduan-kantor/{one.number}" in text(client, made["url"])
        assert made["url"] in text(client, f"/pengaduan-kantor/{one.number}")
        row = lists.of_complaint(one.id, sight.reader(who.bambang.staff_id))[0]
        assert row.number == made["number"]

    def test_a_guarded_one_stays_unknown_to_the_section(
        self, who: People, client: FlaskClient
    ) -> None:
        secret = entered(topic="UANG", text="Diminta uang di loket.")
        page = text(as_(client, "bambang"), f"/ptpp/baru?pengaduan={secret.number}")
        assert "Diminta uang di loket." not in page
        assert f'value="{secret.number}"' not in page
        status, answer = send(client, API, asked(complaint=secret.number))
        assert (status, answer["code"]) == (422, "complaint")
        as_(client, "yusuf")
        _, made = send(client, API, asked(complaint=secret.number))
        as_(client, "bambang")
        assert client.get(made["url"]).status_code == 404
        assert client.get(f"{made['url']}/ptpp.pdf").status_code == 404
        assert made["number"] not in text(client, "/ptpp")

    def test_a_complaint_of_nobody_is_refused(self, who: People, client: FlaskClient) -> None:
        as_(client, "bambang")
        for wrong in ("P-2026-9999", "abc", "P-" + "9" * 300):
            assert send(client, API, asked(complaint=wrong))[0] == 422


def test_a_repeated_problem_is_suggested_until_it_is_taken_up(
    who: People, client: FlaskClient
) -> None:
    for _ in range(3):
        reported(who)
    new = "/ptpp/baru?sumber=complaint&amp;kategori=WAKTU"
    page = text(as_(client, "bambang"), "/ptpp")
    assert "3 pengaduan triwulan ini di Seksi Pelayanan Umum" in page
    assert f"{new}&amp;seksi=PELAYANAN" in page
    for username, path in (("yusuf", "/sekretaris"), ("ratih", "/camat")):
        page = text(as_(client, username), path)
        assert "3 pengaduan triwulan ini. Cari sebabnya." in page
        assert new in page
    send(client, API, asked(category="WAKTU"))
    assert "3 pengaduan triwulan ini" not in text(client, "/camat")


def test_late_ones_are_found_by_their_filter_and_on_both_seats(
    who: People, client: FlaskClient, later: Later
) -> None:
    one = issued(who)
    actions.plan(
        one.id,
        actions.Plan(who.sari.staff_id or 0, one.issued_at.date(), "Jadwal.", ["Lupa."]),
        who.bambang,
    )
    other = issued(who)
    later(days=1)
    as_(client, "yusuf")
    page = text(client, "/ptpp?status=late")
    assert one.number in page
    assert other.number not in page
    assert other.number in text(client, "/ptpp?status=open")
    for username, seat in (("yusuf", "/sekretaris"), ("ratih", "/camat")):
        assert one.number in text(as_(client, username), seat)


def test_a_head_of_section_is_offered_their_own_section(who: People, client: FlaskClient) -> None:
    page = text(as_(client, "tuti"), "/ptpp/baru")
    assert "Seksi Kesejahteraan Sosial" in page
    assert "Seksi Pelayanan Umum" not in page
    assert send(client, API, asked())[0] == 403


@pytest.mark.parametrize(
    "change",
    [
        {"due_on": "besok"},
        {"due_on": ""},
        {"due_on": "9999-12-31"},
        {"owner": 0},
        {"owner": "1"},
        {"corrective": ""},
        {"causes": {"luck": "x"}},
        {"whys": ["a"] * 6},
        {"corrected_on": "x"},
        {"seen": None},
    ],
)
def test_strange_plans_are_refused_in_words(
    who: People, client: FlaskClient, change: dict[str, object]
) -> None:
    one = issued(who)
    as_(client, "bambang")
    status, answer = send(client, f"{API}/{one.id}/plan", planned(who, **change))
    assert status == 422
    assert answer["message"]


def test_a_plan_that_somebody_changed_meanwhile_is_refused(
    who: People, client: FlaskClient
) -> None:
    one = issued(who)
    as_(client, "bambang")
    send(client, f"{API}/{one.id}/plan", planned(who))
    status, answer = send(client, f"{API}/{one.id}/plan", planned(who))
    assert (status, answer["code"]) == (409, "changed")


@pytest.mark.parametrize("number", ["PTPP-2026-999", "x", "PTPP-2026", "PTPP-1-1-1", "PTPP-²-1"])
def test_a_number_of_nothing_is_not_found(who: People, client: FlaskClient, number: str) -> None:
    assert as_(client, "yusuf").get(f"/ptpp/{number}").status_code == 404


def test_what_somebody_typed_is_never_markup(who: People, client: FlaskClient) -> None:
    one = issued(who, problem="<script>alert(1)</script>")
    assert "<script>alert" not in text(as_(client, "yusuf"), f"/ptpp/{one.number}")


def upload(client: FlaskClient, row: int, data: bytes, name: str = "bukti.jpg") -> Answer:
    """Attach a file as the page does."""
    # Encoded here: the test client would leave the temporary file of a large body open.
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(data), filename=name)})
    answer = client.post(
        f"/api/v1/{API}/{row}/evidence",
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
    )
    return answer.status_code, answer.get_json()


class TestEvidence:
    """A photo or a PDF that shows it: judged by its content, saved and never opened."""

    @pytest.fixture
    def one(self, who: People, client: FlaskClient) -> CorrectiveActionView:
        made = issued(who)
        plan = actions.Plan(who.sari.staff_id or 0, made.issued_at.date(), "Jadwal.", ["Lupa."])
        actions.plan(made.id, plan, who.bambang)
        as_(client, "sari")
        return made

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "PDF"])
    def test_it_is_saved_and_never_run(
        self, client: FlaskClient, one: CorrectiveActionView, kind: str
    ) -> None:
        data = hands.photo(kind)
        assert upload(client, one.id, data, "foto.svg")[0] == 201
        address = f"/ptpp/{one.number}/bukti/1"
        assert address in text(client, f"/ptpp/{one.number}")
        answer = client.get(address)
        assert answer.data == data
        assert answer.mimetype.endswith(kind.lower())
        ending = {"JPEG": "jpg"}.get(kind, kind.lower())
        disposition = f"attachment; filename={one.number}-bukti-1.{ending}"
        assert answer.headers["Content-Disposition"] == disposition
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"<svg onload=alert(1)>",
            b"<html><script>alert(1)</script>",
            b"%PDF-1.7 and nothing more",
            b"\x89PNG\r\n\x1a\n broken",
            hands.photo()[:200],
            hands.photo("GIF"),
        ],
    )
    def test_what_only_looks_like_it_is_refused(
        self, client: FlaskClient, one: CorrectiveActionView, data: bytes
    ) -> None:
        status, told = upload(client, one.id, data)
        assert (status, told["code"]) == (422, "evidence-kind")
        assert "/bukti/" not in text(client, f"/ptpp/{one.number}")

    def test_one_too_large_is_refused(self, client: FlaskClient, one: CorrectiveActionView) -> None:
        for more in (1, 2**20):
            status, told = upload(client, one.id, hands.photo() + b"x" * (evidence.LARGEST + more))
            assert (status in (413, 422), told["code"]) == (True, "too-large")

    def test_others_neither_attach_nor_read_nor_remove(
        self, client: FlaskClient, one: CorrectiveActionView
    ) -> None:
        upload(client, one.id, hands.photo())
        for username in ("dewi", "tuti", "agus"):
            as_(client, username)
            assert upload(client, one.id, hands.photo())[0] == 404
            assert client.get(f"/ptpp/{one.number}/bukti/1").status_code == 404
            assert send(client, f"{API}/{one.id}/evidence/1/remove")[0] == 404
        as_(client, "rina")
        assert upload(client, one.id, hands.photo())[0] == 403
        assert client.get(f"/ptpp/{one.number}/bukti/1").status_code == 200
        assert client.get(f"/ptpp/{one.number}/bukti/2").status_code == 404
