"""A file's way through the seats in a real browser: by keyboard, by hand, by file."""

import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shared.documents.arrivals import QUIET_SECONDS
from shared.records import Application, JournalLine, SheetJob
from shared.rules.applications import decisions, kk_prints, receipt_code, states
from shared.rules.applications.view import ApplicationView, by_id
from shared.rules.paper import sheets
from tests import kk
from tests.devices.signed_pdf import PIN, SignedPapers
from tests.kiosk.seats.browser import name_taker, sit_down
from tests.office import take
from tests.running import Running, until

pytestmark = pytest.mark.browser

JUDGED = 45_000  # a PDF is looked at by a process of its own
ECHO = 700  # the same press sooner is the tail of a double press
PDFS = ("signed", "changed-written-over", "encrypted", "unsigned", "truncated", "a3", "script")

ECHO_MS = 700  # the same press sooner is the tail of a double press


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> SignedPapers:
    """Signed KK files, good and bad; made in a thread, for the browser's own loop is running."""
    made = SignedPapers(tmp_path_factory.mktemp("pdf"))
    with ThreadPoolExecutor(1) as thread:
        list(thread.map(made.__getitem__, PDFS))
    return made


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, papers: SignedPapers) -> Iterator[Running]:
    """A running office that trusts the signer of the good ones and watches a folder."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "unduhan").mkdir()
    with Running(folder, watch_folder=folder / "unduhan") as made:
        trust = made.settings.data / "trust"
        trust.mkdir()
        (trust / "root.pem").write_bytes((papers.roots / "root.pem").read_bytes())
        yield made


def stands(office: Running, application_id: int, state: str) -> ApplicationView:
    """The file, once it has come to this state."""
    with office.inside():
        return until(
            lambda: found if (found := by_id(application_id)).state == state else None, 15, state
        )


def paper_of(application_id: int) -> SheetJob:
    """The paper that was asked for a file."""
    mine = SheetJob.application_id == application_id
    return until(lambda: SheetJob.get_or_none(mine), 30, "the paper")


def seen_in_journal(what: str, number: str) -> list[JournalLine]:
    lines = JournalLine.select().where(JournalLine.what == what, JournalLine.subject == number)
    return list(lines)


@pytest.mark.clause("4.1")
def test_a_file_is_taken_in_by_keyboard_alone(office: Running, desk: Page) -> None:
    with office.inside():
        ticket = take("KK")
    sit_down(desk, office, "sari")
    keys = desk.keyboard
    keys.press("F8")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "called")
    keys.press("F2")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "serving")
    keys.press("Control+Enter")
    desk.wait_for_url(re.compile(r"/loket/berkas\?tiket=A-001"))
    expect(desk.locator("[data-kind-find]")).to_be_focused()
    keys.type("bayi")
    keys.press("Enter")
    expect(desk.locator("#applicant")).to_be_focused()
    for words in ("Wati Percobaan", kk.NIK, kk.KK_NUMBER, "Joko Percobaan"):
        keys.type(words)
        keys.press("Tab")
    keys.press("Tab")
    for words in ("Kaliboto Lor", "1", "2"):
        keys.type(words)
        keys.press("Tab")
    expect(desk.locator("[data-papers] li")).not_to_have_count(0)
    keys.press("Control+Enter")
    desk.wait_for_url(re.compile(r"/loket/berkas/KK-2026-\d+$"))
    expect(desk.locator("[data-code-digits]")).to_have_text(re.compile(r"^\d{4}$"))
    desk.locator("[data-item] [name=seen]").first.focus()
    rows = desk.locator("[data-item]").count()
    for place in range(rows):
        if desk.locator("[data-item]").nth(place).get_attribute("data-need") != "K":
            keys.press("Space")
        keys.press("ArrowDown")
    expect(desk.locator(".verdict--ok")).to_contain_text("Syarat ada semua")
    keys.press("Control+Enter")
    expect(desk.locator(".badge--next")).to_have_text("Menunggu keputusan Kasi")
    with office.inside():
        row = Application.get(Application.ticket_id == ticket.id)
        assert (row.applicant, row.proposed_by) == ("Wati Percobaan", "sari")
        assert receipt_code.is_of(row.id, desk.locator("[data-code-digits]").inner_text())
        needed = [item for item in kk.papers.items(row.id) if item.need == "W"]
        assert all(item.seen and item.form for item in needed)


@pytest.mark.clause("4.2")
def test_what_is_missing_is_returned_and_the_paper_is_printed(office: Running, desk: Page) -> None:
    with office.inside():
        file = kk.register()
    sit_down(desk, office, "sari", f"/loket/berkas/{file.number}")
    expect(desk.locator(".verdict--missing")).to_contain_text("KK asli")
    desk.get_by_role("button", name="Kembalikan", exact=True).click()
    desk.get_by_role("button", name="Kembalikan dan cetak lembarnya").click()
    expect(desk.locator(".badge--returned")).to_be_visible()
    with office.inside():
        assert paper_of(file.id).kind == sheets.PAPER
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-checklist]")).to_be_visible()
    stands(office, file.id, states.CHECKING)


@pytest.mark.clause("4.2")
def test_the_two_decisions_are_pressed_one_after_the_other(office: Running, desk: Page) -> None:
    with office.inside():
        # What other tests left to decide would be opened next.
        Application.update(state=states.CANCELLED).execute()
        file = kk.register()
        kk.all_seen(file)
    sit_down(desk, office, "sari", f"/kasi/{file.number}")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".decided")).to_have_text("Lengkap")
    expect(desk.locator("#valid")).to_be_visible()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".file-due--green")).to_contain_text("Batas besok 15.00")
    with office.inside():
        row = Application.get_by_id(file.id)
        assert (row.complete_by, row.valid_by, row.state) == ("sari", "sari", states.COMPLETE)
        file, other = kk.register(), kk.register()
        for one in (file, other):
            kk.all_seen(one)
            decisions.propose(one.id, kk.COUNTER)
    desk.goto(f"{office.url}/kasi/{file.number}")
    expect(desk.locator('[data-file-list="to_decide"] li')).to_have_count(2)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".decided")).to_have_text("Lengkap")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#nomor-berkas")).to_have_text(other.number)
    expect(desk.get_by_role("status").filter(has_text=file.number)).to_contain_text("Lengkap dan")


@pytest.mark.clause("4.3")
def test_a_signed_pdf_is_chosen_judged_printed_and_passed(
    office: Running, desk: Page, papers: SignedPapers
) -> None:
    with office.inside():
        file = kk.accepted()
    sit_down(desk, office, "sari", f"/operator/{file.number}")
    desk.keyboard.press("Control+Enter")
    stands(office, file.id, states.PROCESSING)
    desk.locator("#pilih-pdf").set_input_files(papers["changed-written-over"])
    expect(desk.locator("[data-drop-say]")).to_contain_text(
        "diubah setelah ditandatangani", timeout=JUDGED
    )
    expect(desk.get_by_role("button", name="Cetak KK")).to_have_count(0)
    desk.locator("#pilih-pdf").set_input_files(papers["signed"])
    expect(desk.locator(".pdf-verdict--ok")).to_contain_text(
        "Tanda tangan elektronik sah", timeout=JUDGED
    )
    expect(desk.locator("[data-preview-image]")).to_be_visible(timeout=JUDGED)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#produk")).to_be_visible(timeout=JUDGED)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#produk [data-form-say]")).to_contain_text("Belum dicentang")
    for tick in desk.locator("#produk input").all():
        tick.check()
    desk.wait_for_timeout(ECHO)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".badge--ready")).to_be_visible()
    with office.inside():
        (job,) = kk_prints.of_application(file.id)
        assert (job.state, job.copy) == (sheets.PRINTED, 1)


def test_a_locked_pdf_asks_for_its_pin(office: Running, desk: Page, papers: SignedPapers) -> None:
    with office.inside():
        file = kk.accepted()
        kk.process.begin(file.id, kk.OPERATOR)
    sit_down(desk, office, "sari", f"/operator/{file.number}")
    desk.locator("#pilih-pdf").set_input_files(papers["encrypted"])
    desk.locator("#pin").fill("salah")
    desk.get_by_role("button", name="Pakai PIN").click()
    expect(desk.locator('[data-ask="pin"] [data-ask-say]')).to_contain_text(
        "PIN tidak cocok", timeout=JUDGED
    )
    desk.locator("#pin").fill(PIN)
    desk.get_by_role("button", name="Pakai PIN").click()
    expect(desk.locator("[data-preview-image]")).to_be_visible(timeout=JUDGED)


@pytest.mark.parametrize(
    ("name", "words"),
    [("truncated", "rusak atau terpotong"), ("a3", "bukan A4"), ("script", "skrip")],
)
def test_a_file_that_is_no_kk_is_refused_where_it_was_dropped(
    office: Running, desk: Page, papers: SignedPapers, name: str, words: str
) -> None:
    with office.inside():
        file = kk.accepted()
        kk.process.begin(file.id, kk.OPERATOR)
    sit_down(desk, office, "sari", f"/operator/{file.number}")
    desk.locator("#pilih-pdf").set_input_files(papers[name])
    expect(desk.locator("[data-drop-say]")).to_contain_text(words, timeout=JUDGED)
    expect(desk.locator(".pdf-verdict")).to_have_count(0)


def test_numbers_for_siak_are_opened_once_and_copied(office: Running, desk: Page) -> None:
    with office.inside():
        file = kk.accepted()
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sit_down(desk, office, "sari", f"/operator/{file.number}")
    expect(desk.locator("[data-siak]")).not_to_contain_text(kk.NIK)
    for name, copied in (("nik", kk.NIK), ("kk_number", kk.KK_NUMBER)):
        desk.locator(f"[data-copy={name}]").click()
        desk.wait_for_function(
            "async (copied) => (await navigator.clipboard.readText()) === copied", arg=copied
        )
    expect(desk.locator("[data-copied]")).to_contain_text("disalin")
    with office.inside():
        told = seen_in_journal("application.revealed", file.number)
        assert [json.loads(line.detail)["reason"] for line in told] == ["Memasukkan ke SIAK"]


@pytest.mark.clause("4.4")
def test_a_finished_kk_is_handed_over_and_its_receipt_printed(office: Running, desk: Page) -> None:
    with office.inside():
        file = kk.ready()
    sit_down(desk, office, "sari", "/loket/berkas?ambil=1")
    desk.keyboard.type(file.number.lower())
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile(f"/loket/berkas/{file.number}$"))
    expect(desk.locator('[data-link="ok"]')).to_be_attached()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#serah [data-form-say]")).to_contain_text("harus diisi")
    name_taker(desk, kk.NIK)
    desk.keyboard.press("Control+Enter")
    done = stands(office, file.id, states.HANDED)
    assert done.handed_at is not None
    with office.inside():
        assert paper_of(file.id).kind == sheets.PAPER


def test_another_seats_press_shows_without_a_reload(office: Running, desk: Page) -> None:
    sit_down(desk, office, "sari", "/kasi")
    with office.inside():
        file = kk.register()
        kk.all_seen(file)
        kk.decisions.propose(file.id, kk.COUNTER)
    desk.locator('[data-file-list="to_decide"]').get_by_text(file.number).click()
    expect(desk.locator("#nomor-berkas")).to_have_text(file.number)
    with office.inside():
        kk.decisions.declare_complete(file.id, kk.KASI)
    expect(desk.locator(".decided")).to_have_text("Lengkap")


def test_what_was_typed_survives_a_refusal_and_news(office: Running, desk: Page) -> None:
    sit_down(desk, office, "sari", "/loket/berkas")
    desk.locator(".kind", has_text="Bayi lahir").click()
    desk.locator("#applicant").fill("Wati Percobaan")
    desk.locator("#nik").fill("35O8174504900001")
    desk.locator("#head_of_family").fill("Joko Percobaan")
    desk.locator("#village").select_option("Jatiroto")
    desk.locator("#rt").fill("1")
    desk.locator("#rw").fill("2")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-intake] [data-form-say]")).to_contain_text("NIK harus 16 angka")
    with office.inside():
        other = kk.register()
    desk.get_by_role("tab", name="Di loket").click()
    expect(desk.locator('[data-file-list="at_counter"]')).to_contain_text(other.number)
    assert desk.locator("#applicant").input_value() == "Wati Percobaan"
    desk.locator("#nik").fill(kk.NIK)
    expect(desk.locator("[data-running]")).to_contain_text("Masih ada berkas yang berjalan")
    desk.wait_for_timeout(ECHO_MS)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-intake] [data-form-say]")).to_contain_text(
        f"{other.number}. Bila memang benar, tekan Daftarkan sekali lagi."
    )
    desk.wait_for_timeout(ECHO_MS)
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url(re.compile(r"/KK-2026-\d+$"))


def test_a_pdf_of_the_folder_is_matched(office: Running, desk: Page, papers: SignedPapers) -> None:
    sit_down(desk, office, "sari", "/operator")
    arrived = Path(office.settings.watch_folder) / "KK 01.pdf"
    arrived.write_bytes(papers["unsigned"].read_bytes())
    with office.inside():
        file = kk.accepted()
        kk.process.begin(file.id, kk.OPERATOR)
    until(lambda: time.time() - arrived.stat().st_mtime > QUIET_SECONDS, 30, "a quiet file")
    expect(desk.locator(".offer-list")).to_contain_text("KK 01.pdf", timeout=JUDGED)
    desk.goto(f"{office.url}/operator/{file.number}")
    expect(desk.locator('[data-link="ok"]')).to_be_attached()
    desk.get_by_role("button", name="Pakai", exact=True).click()
    expect(desk.locator(".pdf-verdict--bad")).to_contain_text(
        "tidak bertanda tangan", timeout=JUDGED
    )
    assert not arrived.exists()
