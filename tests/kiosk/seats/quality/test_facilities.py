"""The page of facilities: who opens it, who writes, what stands there."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from shared.rules.common import staff
from shared.rules.quality import facilities
from tests.complaint_book import People, people
from tests.kiosk.seats.desks import send, sign_in

PAGE = "/sarana"
CHECK = {
    "day": "23-11-2026",
    "counts": [
        {"facility": "MEJA", "present": 2, "condition": "good"},
        {"facility": "KURSI", "present": 3, "condition": "worn"},
    ],
}


@pytest.fixture
def who(office: object) -> People:
    return people()


def broken() -> dict[str, object]:
    return {
        "touch": str(uuid4()),
        "facility": "PRINTER",
        "number": 1,
        "broke_on": "23-11-2026",
        "what": "Kertas selalu macet.",
    }


@pytest.mark.parametrize("role", staff.ROLES)
def test_each_role_reads_and_writes_what_it_may(
    who: People, client: FlaskClient, role: str
) -> None:
    sign_in(client, {one.role: one.who for one in who.everybody().values()}[role])
    assert (client.get(PAGE).status_code == 200) is (role in facilities.READERS)
    writes = role in facilities.EDITORS
    assert (send(client, "facilities/checks", CHECK)[0] == 200) is writes
    assert (send(client, "facilities/breakages", broken())[0] == 201) is writes
    if role in facilities.READERS:
        assert ("Periksa sarana" in client.get(PAGE).get_data(as_text=True)) is writes


def test_a_deviation_and_a_breakage_stand_on_the_page_until_mended(
    who: People, client: FlaskClient
) -> None:
    sign_in(client, "yusuf")
    assert "Belum pernah diperiksa" in client.get(PAGE).get_data(as_text=True)
    send(client, "facilities/checks", CHECK)
    send(client, "facilities/breakages", broken())
    told = client.get(PAGE).get_data(as_text=True)
    assert "kurang 1" in told
    assert "Kertas selalu macet." in told
    row = facilities.out_of_order()[0].id
    mended = {"mended_on": "23-11-2026", "how": "Rol dibersihkan."}
    assert send(client, f"facilities/breakages/{row}/mend", mended)[0] == 200
    assert "Tidak ada sarana yang rusak." in client.get(PAGE).get_data(as_text=True)


def test_a_day_to_come_is_told_in_words(who: People, client: FlaskClient) -> None:
    sign_in(client, "yusuf")
    status, answer = send(client, "facilities/checks", {**CHECK, "day": "24-11-2026"})
    assert status == 422
    assert "24 November 2026" in answer["message"]
