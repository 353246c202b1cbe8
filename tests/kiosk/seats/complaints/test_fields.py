"""Each of the nine roles against each field of a complaint: the whole table, cell by cell."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from shared.records import Complaint
from shared.rules.complaints import handling, states
from shared.rules.complaints.view import ComplaintView
from tests.complaint_book import People, entered, named, people, reported
from tests.kiosk.seats.desks import send, sign_in

pytestmark = pytest.mark.clause("11.5")

ROLES = {
    "warga": "",
    "petugas_loket": "sari",
    "operator": "dewi",
    "petugas_layanan_informasi": "rina",
    "kasi_pelayanan_umum": "bambang",
    "kepala_seksi": "tuti",
    "sekretaris": "yusuf",
    "camat": "ratih",
    "admin": "agus",
}
DESK, KASI = "petugas_layanan_informasi", "kasi_pelayanan_umum"
OVERSEERS = {"sekretaris", "camat"}
CONCERNED = {DESK, KASI, *OVERSEERS}
NOBODY: set[str] = set()

ORDINARY, SECRET, GUARDED = "ordinary", "secret", "guarded"
# Who sees what of an ordinary complaint with a name, of one with a secret name, of a guarded one.
SEES: dict[str, dict[str, set[str]]] = {
    ORDINARY: {
        "row": CONCERNED,
        "words": CONCERNED,
        "entry": CONCERNED,
        "answer": CONCERNED,
        "about": NOBODY,
        "identity": CONCERNED,
        "reveal": CONCERNED,
        "plain name": NOBODY,
    },
    SECRET: {
        "row": CONCERNED,
        "words": CONCERNED,
        "entry": CONCERNED,
        "answer": CONCERNED,
        "about": NOBODY,
        "identity": OVERSEERS,
        "reveal": OVERSEERS,
        "plain name": NOBODY,
    },
    GUARDED: {
        "row": OVERSEERS,
        "words": OVERSEERS,
        "entry": OVERSEERS,
        "answer": OVERSEERS,
        "about": OVERSEERS,
        "identity": OVERSEERS,
        "reveal": OVERSEERS,
        "plain name": NOBODY,
    },
}
WORDS, ENTRY, ANSWER = "Kursinya patah semua.", "Kursi diperiksa Senin.", "Kursi sudah diganti."


def _complaint(kind: str, who: People) -> ComplaintView:
    if kind == GUARDED:
        one, by = entered(topic="UANG", text=WORDS, **named(secret=True)), who.yusuf
        handling.classify(one.id, states.SUPERVISORY, by, about_staff=who.sari.staff_id)
    else:
        one, by = reported(who, text=WORDS, **named(secret=kind == SECRET)), who.bambang
    handling.follow_up(one.id, ENTRY, by)
    return handling.answer(one.id, ANSWER, by)


def _fields(client: FlaskClient, one: ComplaintView) -> dict[str, bool]:
    """Which fields the page, the table and the presses of this browser give away."""
    page, table = (
        client.get(f"/pengaduan-kantor/{path}").get_data(as_text=True)
        for path in (one.number, "buku.csv")
    )
    _status, told = send(client, f"complaints/{one.id}/reveal")
    found: dict[str, Callable[[], bool]] = {
        "row": lambda: one.number in table,
        "words": lambda: WORDS in page and WORDS in table,
        "entry": lambda: ENTRY in page and ENTRY in table,
        "answer": lambda: ANSWER in page and ANSWER in table,
        "about": lambda: "<dt>Tentang</dt>" in page and "Sari Percobaan" in page,
        "identity": lambda: told.get("name") == "Wati Percobaan",
        "reveal": lambda: "Buka identitas" in page,
        "plain name": lambda: any(part in page + table for part in ("Wati", "0812-0000", "Krajan")),
    }
    return {name: test() for name, test in found.items()}


@pytest.mark.parametrize("kind", SEES)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_sees_its_fields_and_no_other(client: FlaskClient, role: str, kind: str) -> None:
    one = _complaint(kind, people())
    if ROLES[role]:
        sign_in(client, ROLES[role])
    assert _fields(client, one) == {name: role in who for name, who in SEES[kind].items()}


def test_the_table_forgets_no_role(client: FlaskClient) -> None:
    assert set(ROLES) == {"warga", *people().everybody()}
    assert Complaint.select().count() == 0
