"""Who may do what with a file: every role against every address, and in which role it is done."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared import config
from shared.config import Settings
from shared.records import ApplicationEvent
from shared.rules.admin import people
from shared.rules.applications import (
    kk_documents,
    kk_prints,
    outages,
    process,
    register_paper,
    states,
)
from shared.rules.applications.kk_documents import Verdict
from shared.rules.common import staff
from shared.rules.complaints import papers as complaint_papers
from shared.rules.complaints import sight
from shared.rules.complaints.papers import BOOK
from shared.rules.paper import account, long_papers, sheets
from tests import kk
from tests.devices.signed_pdf import kk_pdf
from tests.kiosk.seats.desks import enrol, sign_in
from tests.office import PASSWORD

COUNTER, OPERATOR, INFO = staff.COUNTER, staff.OPERATOR, staff.INFO_DESK
HEADS, OTHER_HEAD = (staff.SECTION_HEAD,), staff.ANY_SECTION_HEAD
SECRETARY, CAMAT, ADMIN = staff.SECRETARY, staff.CAMAT, staff.ADMIN
READERS = (COUNTER, OPERATOR, *HEADS, SECRETARY, CAMAT)
CHECKERS = (COUNTER, *HEADS)
MONTH = "/register/2026/11"
JSON = {"Accept": "application/json"}
# The parts of the site that are about files; nothing of them may be missing below.
PARTS = (
    "intake",
    "intake_api",
    "files_api",
    "checking_api",
    "deciding_api",
    "operator",
    "operator_api",
    "attaching",
    "sheets_api",
    "section_head",
    "register_book",
    "documents",
    "documents_api",
)

Ids = dict[str, Any]


def received() -> Ids:
    """A file whose papers nobody has looked at."""
    return _of(kk.register())


def seen() -> Ids:
    """A file whose papers are all there."""
    file = kk.register()
    kk.all_seen(file)
    return _of(file)


def _of(made: Any) -> Ids:
    return {"row": made.id, "number": made.number}


def returned() -> Ids:
    """A file that was given back."""
    ids = received()
    kk.decisions.give_back(ids["row"], "TIDAK_LENGKAP", kk.COUNTER)
    return ids


def referred() -> Ids:
    """A file that was sent on to the Dinas."""
    ids = received()
    kk.decisions.refer(ids["row"], "luar daerah", kk.COUNTER)
    return ids


def begun() -> Ids:
    """A file that is being entered into SIAK."""
    return _of(process.begin(kk.accepted().id, kk.OPERATOR))


def attached() -> Ids:
    """A file whose signed PDF is there."""
    ids = begun()
    verdict = Verdict(pages=1, signature=states.VALID, signer="Kepala Dinas Uji")
    kk_documents.attach(ids["row"], kk_pdf(mark=kk.touch()), verdict, kk.OPERATOR)
    return ids


def asked() -> Ids:
    """A print that waits; `row` is the print."""
    return {"row": kk_prints.ask(attached()["row"], kk.touch(), kk.OPERATOR).id}


def paper_of_the_office() -> Ids:
    """A paper of the office that waits for the printer; `row` is the print."""
    return {"row": sheets.ask_paper("papers/x.pdf", "0" * 64, 1, kk.touch(), kk.OPERATOR).id}


def printed() -> Ids:
    """A file whose KK lies in the tray."""
    return _of(kk.printed())


def ready() -> Ids:
    """A file whose KK waits for its family."""
    return _of(kk.ready())


def outage() -> Ids:
    """SIAK stands still."""
    return {"row": outages.begin("SIAK", kk.OPERATOR).id}


def noted() -> Ids:
    """Sheets were put in; `row` is the line of the account."""
    account.note(account.LOADED, 100, kk.OPERATOR)
    return {"row": account.entries(kk.today())[-1].line}


def pages_of_the_book() -> Ids:
    """A month of the book that somebody wants as pages; `row` is the wish."""
    return {"row": long_papers.ask(register_paper.NAME, "2026-11", kk.touch(), kk.COUNTER)[0].id}


def nothing() -> Ids:
    """Nothing has to be there."""
    return {}


@dataclass(frozen=True)
class Cell:
    """An address, who may use it, what it then answers, and what has to be there before.

    Whoever it is hidden from is told that it is not there.
    """

    method: str
    path: str
    roles: tuple[str, ...]
    status: int = 200
    made: Callable[[], Ids] = nothing
    body: dict[str, Any] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()

    def expected(self, role: str | None) -> int:
        """The status for somebody of this role; None is nobody."""
        if role is None:
            return 401
        if role in self.hidden:
            return 404
        return self.status if role in self.roles else 403


def get(
    path: str, roles: tuple[str, ...], made: Callable[[], Ids] = nothing, status: int = 200
) -> Cell:
    return Cell("GET", path, roles, status, made)


def post(
    path: str, roles: tuple[str, ...], made: Callable[[], Ids], status: int = 200, **body: Any
) -> Cell:
    return Cell("POST", f"/api/v1/{path}", roles, status, made, body)


FILE, SHEET = "applications/{row}", "sheets/{row}"
NEW = {
    "touch": "{touch}",
    "kinds": ["UBAH_LAHIR"],
    "applicant": "Wati Percobaan",
    "nik": kk.NIK,
    "head_of_family": "Joko Percobaan",
    "village": "Jatiroto",
    "rt": "1",
    "rw": "2",
    "submitted_by": "self",
    "seen": ["live"],
}
TICKS = dict.fromkeys(process.CHECKS, True)
TAKEN = {
    "taker": "Wati",
    "relation": process.APPLICANT,
    "identity_kind": "ktp",
    "identity": kk.NIK,
    "old_kk": "withdrawn",
    "no_receipt": "left",
    "data_checked": True,
}

TABLE = [
    # read
    get("/api/v1/applications/inbox", READERS),
    get("/api/v1/applications/{row}", READERS, received),
    post("applications/search", READERS, nothing, text="Wati"),
    post(f"{FILE}/reveal", READERS, received, reason="Mencocokkan"),
    # check at the counter or in the section
    post(f"{FILE}/papers", CHECKERS, received, papers=[]),
    post(f"{FILE}/propose", CHECKERS, seen),
    post(f"{FILE}/return", CHECKERS, received, reason="TIDAK_LENGKAP"),
    post(f"{FILE}/resubmit", CHECKERS, returned),
    post(f"{FILE}/refer", CHECKERS, received, reason="luar daerah"),
    post(f"{FILE}/withdraw", CHECKERS, received, reason="tidak jadi"),
    post(f"{FILE}/phone", CHECKERS, lambda: _of(kk.ready(phone="081234567890"))),
    post(f"{FILE}/contact", CHECKERS, ready, touch="{touch}", how="TELEPON", outcome="TERSAMBUNG"),
    # take in and hand over
    post(f"{FILE}/place", (COUNTER,), ready, 409, place="LEMARI", seen=0),
    post("applications", (COUNTER,), nothing, 201, **NEW),
    post("applications/check", (COUNTER,), nothing, nik=kk.NIK),
    post(f"{FILE}/code", (COUNTER,), received),
    post(f"{FILE}/receipt", (COUNTER,), received, touch="{touch}"),
    post(f"{FILE}/return-note", (COUNTER,), returned, touch="{touch}"),
    post(f"{FILE}/hand-over", (COUNTER,), ready, **TAKEN),
    post(f"{FILE}/hand-over-receipt", (COUNTER,), lambda: _of(kk.handed()), touch="{touch}"),
    post(f"{FILE}/referral", (COUNTER,), referred, touch="{touch}"),
    # decide
    post(f"{FILE}/complete", HEADS, seen),
    post(f"{FILE}/valid", HEADS, seen),
    post(f"{FILE}/take-back", HEADS, lambda: _of(kk.handed()), reason="Salah orang"),
    post(f"{FILE}/late", HEADS, received, 404, reason="GANGGUAN_SIAK"),
    post(f"{FILE}/lift", HEADS, begun, 404, reason="Sudah dibandingkan"),
    post(f"{FILE}/override", HEADS, begun, 404, reason="mendesak"),
    post(f"{FILE}/by-hand", HEADS, begun, 409, decided="2026-11-20T09:15"),
    post("register/2026/10/close", HEADS, nothing),
    # SIAK, PDF, print, product
    post(f"{FILE}/begin", (OPERATOR,), lambda: _of(kk.accepted())),
    post(f"{FILE}/siak", (OPERATOR,), begun, number="12/KK"),
    post(f"{FILE}/new-kk", (OPERATOR,), begun, number=kk.KK_NUMBER),
    post(f"{FILE}/await", (OPERATOR,), begun),
    post(f"{FILE}/document", (OPERATOR,), begun, 422),
    post(f"{FILE}/document-from-folder", (OPERATOR,), begun, 404, name="KK.pdf"),
    post(f"{FILE}/document-again", (OPERATOR,), attached),
    post(f"{FILE}/compared", (OPERATOR,), begun, 404),
    post(f"{FILE}/preview", (OPERATOR, *HEADS), attached),
    post(f"{FILE}/print", (OPERATOR,), attached, touch="{touch}"),
    post(f"{FILE}/printed-outside", (OPERATOR,), begun, 409),
    post(f"{FILE}/pass", (OPERATOR,), printed, **TICKS),
    post(f"{FILE}/fail", (OPERATOR,), printed, fault="TIDAK_TERBACA"),
    # paper and outages
    post(f"{SHEET}/cancel", (OPERATOR,), asked),
    post(f"{SHEET}/move", (OPERATOR,), asked, 422, printer="lain"),
    post(f"{SHEET}/answer", (OPERATOR,), asked, 409, came_out=True),
    post(f"{SHEET}/reprint", (OPERATOR,), asked, 409, touch="{touch}", reason="RUSAK"),
    post(f"{SHEET}/spoiled", (OPERATOR,), asked, 409, faulty=0, spoiled=1),
    post(f"{SHEET}/pin", (OPERATOR,), asked, 409, pin="123456"),
    post(f"{SHEET}/elsewhere", (OPERATOR,), asked, 409),
    post("paper", (OPERATOR,), nothing, what="loaded", sheets=100),
    post("paper/{row}/cancel", (OPERATOR,), noted, reason="Salah ketik"),
    post("arrivals/discard", (OPERATOR,), nothing, 404, name="KK 1.pdf"),
    post("outages", (OPERATOR,), nothing, kind="LISTRIK"),
    post("outages/{row}/end", (OPERATOR,), outage),
    # pages
    get("/loket/berkas", (COUNTER,)),
    get("/loket/berkas/{number}", (COUNTER,), received),
    get("/loket/berkas/{number}/receipt.pdf", (COUNTER,), received),
    get("/kasi", HEADS),
    get("/kasi/{number}", HEADS, received),
    get("/kasi/kalender", HEADS),
    get("/operator", (OPERATOR,)),
    get("/operator/cetakan", (OPERATOR,)),
    get("/operator/cetakan/{row}.pdf", (OPERATOR,), paper_of_the_office, 409),
    get("/operator/{number}", (OPERATOR,), received),
    get("/register", READERS),
    get("/register/kertas", (OPERATOR, *HEADS, SECRETARY, CAMAT)),
    Cell("POST", "/register", READERS, 303),
    get(MONTH, READERS),
    get(f"{MONTH}/buku.csv", READERS, received),
    get(f"{MONTH}/buku.xlsx", READERS, received),
    get("/register/berkas/{number}", READERS, received),
    # papers that take long
    Cell("POST", f"{MONTH}/buku.pdf", READERS, 303),
    *(
        replace(cell, hidden=(INFO, OTHER_HEAD))
        for cell in (
            get("/dokumen/{row}", READERS, pages_of_the_book),
            get("/dokumen/{row}/berkas.pdf", READERS, pages_of_the_book, 409),
            get("/api/v1/documents/{row}", READERS, pages_of_the_book),
            post("documents/{row}/cancel", READERS, pages_of_the_book),
        )
    ),
    # the calendar is kept by the admin
    get("/admin/hari", (ADMIN,)),
    Cell("POST", "/admin/hari", (ADMIN,), 422),
    Cell("POST", "/admin/hari/hapus", (ADMIN,), 422),
]
EVERYBODY = (COUNTER, INFO, OPERATOR, *HEADS, OTHER_HEAD, SECRETARY, CAMAT, ADMIN)


def fill(value: Any) -> Any:
    """The body with a fresh press in it."""
    return kk.touch() if value == "{touch}" else value


def status_of(client: FlaskClient, cell: Cell) -> int:
    """What this browser is answered."""
    path = cell.path.format(**cell.made())
    body = {name: fill(value) for name, value in cell.body.items()}
    given = body if cell.method == "POST" else None
    return client.open(path, method=cell.method, json=given, headers=JSON).status_code


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An office whose head of the section may allow a KK without a signature."""
    return config.load(
        {}, data=tmp_path / "data", practice=True, voice="off", unsigned_override=True
    )


@pytest.mark.parametrize("role", [*EVERYBODY, None], ids=lambda role: role or "nobody")
def test_a_role_may_do_its_own_and_nothing_else(client: FlaskClient, role: str | None) -> None:
    if role:
        enrol("lain", role)
        sign_in(client, "lain")
    told = {(cell.method, cell.path): status_of(client, cell) for cell in TABLE}
    assert told == {(cell.method, cell.path): cell.expected(role) for cell in TABLE}


def test_every_role_of_the_office_and_every_address_of_files_is_in_the_table(app: Flask) -> None:
    assert set(EVERYBODY) == set(staff.ROLES)
    adapter = app.url_map.bind("localhost")
    tested = set()
    for cell in TABLE:
        path = cell.path.format(row=1, number="KK-2026-000001")
        tested.add((cell.method, adapter.match(path, cell.method)[0]))
    ours = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.rpartition(".")[0] in PARTS
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert ours - tested == set()


@pytest.mark.clause("11.6")
def test_the_head_of_another_section_lands_at_the_complaints_and_meets_no_applicant(
    client: FlaskClient,
) -> None:
    kk.accepted()
    people.add("lain", "Lain Percobaan", [OTHER_HEAD], PASSWORD, unit="KESRA")
    answer = client.post("/masuk", data={"username": "lain", "password": PASSWORD})
    assert answer.headers["Location"] == "/pengaduan-kantor"
    page = client.get("/pengaduan-kantor").get_data(as_text=True)
    assert 'href="/pengaduan-kantor"' in page
    for address in ('href="/kasi"', 'href="/register"', "Wati"):
        assert address not in page


@pytest.mark.parametrize("role", [INFO, OTHER_HEAD])
def test_who_waits_for_pages_of_complaints_is_told_nothing_of_files(
    client: FlaskClient, role: str
) -> None:
    kk.accepted()
    person = enrol("lain", role)
    count, mark = complaint_papers.mark(kk.today(), kk.today(), sight.reader(person.id))
    subject = f"{kk.today()}/{kk.today()}/{person.id}/{count}/{mark}"
    row, _ = long_papers.ask(BOOK, subject, "x", person.acting(role))
    sign_in(client, "lain")
    page = client.get(f"/dokumen/{row.id}").get_data(as_text=True)
    assert "data-wait" in page
    assert "Wati" not in page


@pytest.mark.parametrize("role", staff.OVERSEERS)
def test_whoever_oversees_reads_a_file_and_finds_nothing_to_change(
    client: FlaskClient, role: str
) -> None:
    file = kk.register()
    enrol("lain", role)
    sign_in(client, "lain")
    page = client.get(f"/register/berkas/{file.number}").get_data(as_text=True)
    assert file.number in page
    assert "data-do=" not in page
    assert "data-post=" not in page


@pytest.mark.parametrize(
    ("named", "acts_in"),
    [(None, COUNTER), (HEADS[0], HEADS[0]), (OPERATOR, COUNTER), ("raja", COUNTER)],
)
def test_somebody_with_several_roles_acts_in_that_of_their_page(
    client: FlaskClient, named: str | None, acts_in: str
) -> None:
    file = kk.register()
    enrol("lain", COUNTER, staff.SECTION_HEAD, OPERATOR)
    sign_in(client, "lain")
    headers = {"X-Antrean-Role": named} if named else {}
    answer = client.post(
        f"/api/v1/applications/{file.id}/refer", json={"reason": "luar"}, headers=headers
    )
    assert answer.status_code == 200
    last = ApplicationEvent.select().order_by(ApplicationEvent.id.desc()).get()
    assert (last.what, last.who, last.role) == ("refer", "lain", acts_in)


@pytest.mark.parametrize(
    ("named", "status"), [(None, 200), (staff.SECTION_HEAD, 200), (COUNTER, 403)]
)
def test_a_press_without_a_page_is_made_in_the_first_role_that_may_make_it(
    client: FlaskClient, named: str | None, status: int
) -> None:
    file = kk.accepted()
    enrol("lain", COUNTER, staff.SECTION_HEAD)
    sign_in(client, "lain")
    headers = {"X-Antrean-Role": named} if named else {}
    body = {"reason": "CACAT_KEMUDIAN", "note": "nama ayah berbeda"}
    path = f"/api/v1/applications/{file.id}/return"
    assert client.post(path, json=body, headers=headers).status_code == status
    last = ApplicationEvent.select().order_by(ApplicationEvent.id.desc()).get()
    assert last.role == staff.SECTION_HEAD
    assert (last.what == "return") is (status == 200)


def test_a_role_that_somebody_does_not_hold_opens_nothing(client: FlaskClient) -> None:
    file = kk.register()
    kk.all_seen(file)
    enrol("lain", COUNTER)
    sign_in(client, "lain")
    answer = client.post(
        f"/api/v1/applications/{file.id}/complete",
        json={},
        headers={"X-Antrean-Role": staff.SECTION_HEAD},
    )
    assert answer.status_code == 403
