"""The pages of incidents: everybody writes, few read, the clock of a leak is told in words."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from shared.rules.applications import outages
from shared.rules.common import staff
from shared.rules.quality import incidents
from tests.complaint_book import People, people
from tests.kiosk.seats.desks import send, sign_in
from tests.office import Later

PAGE = "/insiden"


@pytest.fixture
def who(office: object) -> People:
    return people()


def told(client: FlaskClient, path: str = PAGE) -> str:
    return client.get(path).get_data(as_text=True)


def body(kind: str = "KEBOCORAN_DATA") -> dict[str, object]:
    return {
        "touch": str(uuid4()),
        "kind": kind,
        "happened_at": "22-11-2026 15.00",
        "known_at": "23-11-2026 08.00",
        "place": "Loket 1",
        "what": "Daftar pemohon terkirim ke nomor lain.",
    }


@pytest.mark.parametrize("role", staff.ROLES)
def test_everybody_writes_and_only_who_may_reads(
    who: People, client: FlaskClient, role: str
) -> None:
    sign_in(client, "sari")
    number = send(client, "incidents", body())[1]["number"]
    me = who.everybody()[role]
    sign_in(client, me.who)
    reads = role in incidents.HANDLERS or me is who.sari
    assert (number in told(client)) is reads
    assert (client.get(f"{PAGE}/{number}").status_code == 200) is reads
    status, answer = send(client, "incidents", body("LAINNYA"))
    assert status == 201
    assert client.get(f"{PAGE}/{answer['number']}").status_code == 200
    assert ("Nyatakan selesai" in told(client, f"{PAGE}/{answer['number']}")) is (
        role in incidents.HANDLERS
    )


def test_the_clock_of_a_leak_and_who_was_told_stand_on_its_page(
    who: People, client: FlaskClient, later: Later
) -> None:
    sign_in(client, "yusuf")
    number = send(client, "incidents", body())[1]["number"]
    page = f"{PAGE}/{number}"
    assert "Tinggal 2 hari 23 jam" in told(client, page)
    one = incidents.of(number, who.yusuf).one
    notice = {
        "seen": one.version,
        "told": "PEMILIK_DATA",
        "told_at": "23-11-2026 08.30",
        "how": "Surat ke alamat masing-masing.",
    }
    assert send(client, f"incidents/{one.id}/notices", notice)[0] == 201
    later(days=4)
    sign_in(client, "yusuf")
    shown = told(client, page)
    assert "Terlambat 1 hari" in shown
    assert "belum diberi tahu" in shown
    assert "Surat ke alamat masing-masing." in shown


def test_a_corrective_action_is_asked_for_from_the_page(who: People, client: FlaskClient) -> None:
    sign_in(client, "bambang")
    number = send(client, "incidents", body("BERKAS_HILANG"))[1]["number"]
    assert "Terbitkan PTPP" in told(client, f"{PAGE}/{number}")
    one = incidents.of(number, who.bambang).one
    asked = {
        "seen": one.version,
        "touch": str(uuid4()),
        "problem": f"Insiden {number}.",
        "severity": "minor",
        "unit": "PELAYANAN",
    }
    status, answer = send(client, f"incidents/{one.id}/corrective-action", asked)
    assert status == 201
    assert answer["number"] in told(client, f"{PAGE}/{number}")
    assert "Terbitkan PTPP" not in told(client, f"{PAGE}/{number}")
    assert client.get(f"/ptpp/{answer['number']}").status_code == 200


def test_outages_stand_beside_incidents(who: People, client: FlaskClient) -> None:
    outages.begin("LISTRIK", who.dewi)
    sign_in(client, "sari")
    assert "Listrik" in told(client)
