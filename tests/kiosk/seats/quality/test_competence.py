"""The pages of competence: all of it for those who answer for it, one's own line for an officer."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from shared.rules.common import staff
from shared.rules.quality import competence
from tests.complaint_book import People, people
from tests.kiosk.seats.desks import send, sign_in

PAGE = "/kompetensi"


@pytest.fixture
def who(office: object) -> People:
    return people()


def told(client: FlaskClient, path: str = PAGE) -> str:
    return client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("role", staff.ROLES)
def test_an_officer_sees_their_own_line_and_nobody_elses(
    who: People, client: FlaskClient, role: str
) -> None:
    everybody = who.everybody()
    me = everybody[role]
    sign_in(client, me.who)
    reads = role in competence.READERS
    assert ("Kompetensi pelaksana" in told(client)) is reads
    for other in everybody.values():
        status = client.get(f"{PAGE}/{other.staff_id}").status_code
        assert (status == 200) is (reads or other is me)
        name = f"{other.who.title()} Percobaan"
        if not reads and other is not me:
            assert name not in told(client)
    writes = role in competence.EDITORS
    body = {"seen": 0, "education": "SMA", "skills": [], "since": {"operator": "01-02-2020"}}
    assert (send(client, f"competence/{who.dewi.staff_id}", body)[0] == 200) is writes
    course = {"touch": str(uuid4()), "name": "Pelatihan Komputer", "held_on": "02-03-2026"}
    added = send(client, f"competence/{who.dewi.staff_id}/trainings", course)[0]
    assert (added == 201) is writes
    assert len(competence.trainings(who.dewi.staff_id or 0)) == writes


def test_the_matrix_names_who_lacks_what(who: People, client: FlaskClient) -> None:
    sign_in(client, "yusuf")
    shown = told(client)
    assert "Terpenuhi <strong>3 dari 20</strong>" in shown
    assert "Pelatihan Komputer" in shown
    assert "belum dicatat" in shown


def test_the_admin_is_warned_in_a_sentence_and_the_role_is_given(
    who: People, client: FlaskClient
) -> None:
    sign_in(client, "agus")
    form = {"username": "rina", "roles": [staff.INFO_DESK, staff.OPERATOR], "unit": ""}
    answer = client.post("/admin/orang/peran", data=form, follow_redirects=True)
    shown = answer.get_data(as_text=True)
    assert "Rina Percobaan belum memenuhi syarat Petugas Operator" in shown
    assert "Pelatihan Komputer" in shown
    assert staff.OPERATOR in next(o for o in staff.everybody() if o.username == "rina").roles
    new = {"username": "eka", "name": "Eka Percobaan", "roles": [staff.COUNTER], "unit": ""}
    added = client.post("/admin/orang", data=new).get_data(as_text=True)
    assert "Eka Percobaan belum memenuhi syarat Petugas Loket" in added
    quiet = {"username": "tuti", "roles": [staff.ANY_SECTION_HEAD], "unit": "KESRA"}
    answer = client.post("/admin/orang/peran", data=quiet, follow_redirects=True)
    assert "belum memenuhi syarat" not in answer.get_data(as_text=True)
