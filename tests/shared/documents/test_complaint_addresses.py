"""The addresses of these papers: who may open which, and how the poster gets printed."""

import io
from queue import SimpleQueue
from uuid import uuid4

import pikepdf
import pytest
from flask.testing import FlaskClient

from shared.records import Complaint, CorrectiveAction, LongPaper, SheetJob
from shared.rules.applications import kk_prints
from shared.rules.common import staff
from shared.rules.common.office import Here
from shared.rules.complaints import entry, handling, recap, states
from shared.rules.complaints.view import ComplaintView
from shared.rules.corrective import actions
from shared.rules.paper import long_papers, sheets
from shared.web import complaint_papers, guards
from shared.web import long_papers as drawer
from tests.complaint_book import People, closed, entered, people, reported, wish
from tests.office import PASSWORD, Later

Q4 = (2026, 4)
BOOK = "/pengaduan-kantor/buku/2026/11.pdf"
# A number as earlier versions gave them.
RECEIPT = "/pengaduan-kantor/P-2026-0001/tanda-terima.pdf"
SHEET = "/pengaduan-kantor/lembar-kosong.pdf"
RECAP = "/rekap/2026/4/rekap.pdf"
POSTER = "/rekap/2026/4/poster-a4.pdf"
ACTION = "/ptpp/PTPP-2026-001/ptpp.pdf"
PRINT = "/api/v1/recaps/2026/4/poster"
ROLES = ("sari", "dewi", "rina", "bambang", "tuti", "yusuf", "ratih", "agus")
# 200 opens, 403 is not for this role, 404 is as if it were not there.
ALLOWED = {
    BOOK: (403, 403, 200, 200, 200, 200, 200, 403),
    RECEIPT: (404, 403, 200, 403, 403, 200, 200, 403),
    SHEET: (200, 403, 200, 403, 403, 200, 200, 403),
    RECAP: (403, 403, 200, 200, 200, 200, 200, 403),
    POSTER: (403, 403, 200, 200, 200, 200, 200, 403),
    ACTION: (404, 404, 200, 200, 404, 200, 200, 403),
}


@pytest.fixture
def who(office: Here) -> People:
    """Everybody who has to do with complaints."""
    return people()


def signed_in(client: FlaskClient, username: str) -> None:
    """This browser belongs to that person now."""
    client.post("/keluar")
    client.post("/masuk", data={"username": username, "password": PASSWORD})


def is_pdf(answer: object) -> bool:
    """Whether the browser shows a PDF."""
    return bool(answer.mimetype == "application/pdf" and answer.data[:5] == b"%PDF-")  # type: ignore[attr-defined]


def approved(who: People, later: Later) -> None:
    """The quarter's recap, approved in January."""
    later(days=46)
    recap.promise(*Q4, "Loket kedua dibuka.", who.rina)
    recap.submit(*Q4, who.rina)
    recap.approve(*Q4, who.ratih)


def _numbered_as_before(one: ComplaintView) -> None:
    Complaint.update(public_number=1).where(Complaint.id == one.id).execute()
    CorrectiveAction.update(number=1).execute()


@pytest.mark.parametrize("username", ROLES)
def test_each_paper_opens_for_its_readers_and_for_nobody_else(
    client: FlaskClient, who: People, later: Later, username: str
) -> None:
    one = closed(who)
    actions.issue(
        actions.Problem(str(uuid4()), "complaint", "Berulang.", "minor", "PELAYANAN", one.id),
        who.yusuf,
    )
    _numbered_as_before(one)
    approved(who, later)
    for address in ALLOWED:
        assert client.get(address).status_code in (302, 303, 401)
    signed_in(client, username)
    for address, allowed in ALLOWED.items():
        answer = client.get(address)
        assert answer.status_code == allowed[ROLES.index(username)]
        assert is_pdf(answer) == (answer.status_code == 200)


def test_a_poster_before_its_time_is_refused(client: FlaskClient, who: People) -> None:
    signed_in(client, "rina")
    for media in ("a4", "a3"):
        assert client.get(f"/rekap/2026/4/poster-{media}.pdf").status_code == 409
    asked = {"media": "a4", "touch": str(uuid4())}
    answer = client.post(PRINT, json=asked)
    assert (answer.status_code, answer.json["code"]) == (409, "not-approved")
    assert SheetJob.select().count() == 0


@pytest.mark.parametrize(("media", "kept"), [("a4", None), ("a3", sheets.A3)])
def test_a_poster_is_printed_once_for_each_press(
    client: FlaskClient, who: People, later: Later, media: str, kept: str | None
) -> None:
    approved(who, later)
    signed_in(client, "rina")
    asked = {"media": media, "touch": str(uuid4())}
    first, second = (client.post(PRINT, json=asked) for _ in range(2))
    assert first.json == second.json
    (job,) = SheetJob.select()
    assert (job.id, job.media, job.pages, job.kind) == (first.json["job"], kept, 1, sheets.PAPER)
    assert job.priority < sheets.KINDS[kk_prints.KK].priority
    with pikepdf.open(io.BytesIO(sheets.content(job))) as pdf:
        width = round(float(pdf.pages[0].mediabox[2]))
    assert width == {"a4": 595, "a3": 842}[media]


@pytest.mark.parametrize(
    "asked",
    [{}, {"media": "a5", "touch": "x"}, {"media": "a4", "touch": "x"}, {"media": "a4"}],
)
def test_a_strange_wish_prints_nothing(
    client: FlaskClient, who: People, later: Later, asked: dict[str, str]
) -> None:
    approved(who, later)
    signed_in(client, "rina")
    assert client.post(PRINT, json=asked).status_code == 422
    assert SheetJob.select().count() == 0


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/pengaduan-kantor/buku/2026/13.pdf", 404),
        ("/pengaduan-kantor/buku/0/1.pdf", 404),
        ("/pengaduan-kantor/buku.pdf", 422),
        ("/pengaduan-kantor/buku.pdf?dari=x&sampai=y", 422),
        ("/pengaduan-kantor/buku.pdf?dari=2026-11-23&sampai=2026-11-02", 422),
        ("/pengaduan-kantor/P-9999-0001/tanda-terima.pdf", 404),
        ("/pengaduan-kantor/%00/tanda-terima.pdf", 404),
        ("/rekap/2026/5/rekap.pdf", 422),
        ("/rekap/2026/4/poster-a5.pdf", 404),
        ("/ptpp/PTPP-2026-999/ptpp.pdf", 404),
    ],
)
def test_what_is_not_there_is_told_in_words(
    client: FlaskClient, who: People, address: str, status: int
) -> None:
    signed_in(client, "rina")
    assert client.get(address).status_code == status


def test_a_range_of_days_opens(client: FlaskClient, who: People) -> None:
    signed_in(client, "rina")
    assert is_pdf(client.get("/pengaduan-kantor/buku.pdf?dari=2026-11-02&sampai=2026-11-20"))


def test_the_receipt_with_its_code_never_stands_in_an_address(
    client: FlaskClient, who: People
) -> None:
    got = entry.enter(wish(topic="UANG"), who.rina)
    _numbered_as_before(got.complaint)
    signed_in(client, "rina")
    assert client.get(f"{RECEIPT}?code={got.code}").status_code == 404
    assert is_pdf(client.post(RECEIPT, data={"code": got.code}))


class TestLongBook:
    """A book of many rows is drawn aside, for its reader alone."""

    @pytest.fixture
    def asked(self, client: FlaskClient, who: People, monkeypatch: pytest.MonkeyPatch) -> LongPaper:
        """Bambang's long book, not yet drawn."""
        monkeypatch.setattr(complaint_papers, "MOST_AT_ONCE", 1)
        monkeypatch.setattr(drawer, "_work", lambda: None)
        monkeypatch.setattr(drawer, "_orders", SimpleQueue())
        for _ in range(3):
            reported(who)
        signed_in(client, "bambang")
        answer = client.get(BOOK)
        assert answer.status_code == 303
        (row,) = LongPaper.select()
        assert answer.location == f"/dokumen/{row.id}"
        long_papers.begin(row.id)
        long_papers.finish(row.id, b"%PDF-1.7 kept")
        return row

    def test_its_reader_follows_and_opens_it(self, client: FlaskClient, asked: LongPaper) -> None:
        assert client.get(f"/dokumen/{asked.id}").status_code == 200
        assert is_pdf(client.get(f"/dokumen/{asked.id}/berkas.pdf"))
        assert client.get(BOOK).location == f"/dokumen/{asked.id}"

    @pytest.mark.parametrize("other", ["rina", "yusuf", "tuti", "sari", "dewi"])
    def test_nobody_else_does(self, client: FlaskClient, asked: LongPaper, other: str) -> None:
        signed_in(client, other)
        for address in (
            f"/dokumen/{asked.id}",
            f"/dokumen/{asked.id}/berkas.pdf",
            f"/api/v1/documents/{asked.id}",
        ):
            assert client.get(address).status_code == 404
        assert client.post(f"/api/v1/documents/{asked.id}/cancel", json={}).status_code == 404

    def test_a_complaint_that_became_secret_takes_the_book_back(
        self, client: FlaskClient, who: People, asked: LongPaper
    ) -> None:
        handling.classify(
            Complaint.get(Complaint.number == 2).id,
            states.SUPERVISORY,
            who.yusuf,
            about_staff=who.bambang.staff_id,
        )
        assert client.get(f"/dokumen/{asked.id}/berkas.pdf").status_code == 404

    def test_a_complaint_that_came_later_does_not(
        self, client: FlaskClient, who: People, asked: LongPaper
    ) -> None:
        entered(topic="UANG")
        reported(who)
        assert is_pdf(client.get(f"/dokumen/{asked.id}/berkas.pdf"))


def test_every_role_of_the_office_is_in_the_table(who: People) -> None:
    held = [actor.role for actor in (getattr(who, name) for name in ROLES)]
    assert sorted(held) == sorted(staff.ROLES)
    assert guards.PUBLIC.isdisjoint({"complaint_book_paper", "recap_paper", "corrective_paper"})
