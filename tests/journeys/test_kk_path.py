"""One KK's whole way in real browsers: from the ticket to the card in the hand and the book."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from shared import clock
from shared.records import ApplicationEvent, SheetJob
from shared.rules.admin import people
from shared.rules.applications import kk_documents, kk_prints, register, states
from shared.rules.applications.view import by_id
from shared.rules.common import staff
from shared.rules.paper import sheets
from tests.devices.print_room import ADDRESS, PrintRoom, same_page
from tests.devices.signed_pdf import SignedPapers, kk_pdf
from tests.journeys.paper_trail import check_sound
from tests.kiosk.seats.browser import DESK, name_taker, page_at, sit_down, write_intake
from tests.kk import KK_NUMBER, NIK
from tests.office import PASSWORD
from tests.running import Running, until

pytestmark = [pytest.mark.browser, pytest.mark.cups, pytest.mark.timeout(240)]

KIOSK, BOARD, PHONE = (1080, 1920), (1920, 1080), (390, 844)
COUNTER, KASI, OPERATOR = "sari", "bambang", "dewi"
FILE, ID = "KK-2026-000001", 1
SLOW_MS = 45_000  # papers are drawn and judged by processes of their own, a sheet takes its time
NOTICES_MS = 90_000  # they take turns on the board
ECHO = 700  # the same press sooner is the tail of a double press
AFTER_THE_MONTH = datetime(2026, 12, 1, 8, 30)
NOT_BROUGHT = "KK asli"


@pytest.fixture
def papers(tmp_path) -> SignedPapers:
    """The PDF of the Dinas, signed; made before a browser takes this thread's loop."""
    made = SignedPapers(tmp_path / "pdf")
    assert made.signed
    return made


@pytest.fixture
def office(run: Callable[..., Running], room: PrintRoom, papers: SignedPapers) -> Running:
    """An office that prints through CUPS and trusts the test CA; a person at each post."""
    made = run(printers_sheet=ADDRESS)
    with made.inside():
        people.add(KASI, "Bambang Contoh", [staff.SECTION_HEAD], PASSWORD)
        people.add(OPERATOR, "Dewi Contoh", [staff.OPERATOR], PASSWORD)
    trust = made.settings.data / "trust"
    trust.mkdir(exist_ok=True)
    (trust / "root.pem").write_bytes((papers.roots / "root.pem").read_bytes())
    return made


@pytest.mark.clause("4.1", "4.2", "4.3", "4.4", "7.1", "8.2")
def test_a_kk_goes_from_the_ticket_to_the_hand_and_into_the_closed_book(
    office: Running, room: PrintRoom, browser: Browser, papers: SignedPapers
) -> None:
    board = page_at(browser, BOARD)
    board.goto(f"{office.url}/papan")
    counter = sit_down(page_at(browser, DESK), office, COUNTER)
    kasi = sit_down(page_at(browser, DESK), office, KASI, "/kasi")
    operator = sit_down(page_at(browser, DESK), office, OPERATOR, "/operator")

    take_a_number(browser, office, ".take")
    serve_the_next(counter)
    code = take_the_file_in(counter)
    paper_comes_out(office, room, 1)
    tick_what_is_there(counter, all_but=NOT_BROUGHT)
    return_it(counter)
    paper_comes_out(office, room, 2)
    assert "Mohon melengkapi berkas" in status(browser, office, code)

    come_back_with_everything(counter)
    counter.goto(f"{office.url}/loket")
    finish(counter)
    decide(kasi)
    assert "Selasa, 24 November 2026, 15.00 WIB" in status(browser, office, code)

    attach(operator, papers)
    print_kk(operator)
    the_paper_is_what_was_signed(office, room, papers)
    look_at_the_product(operator)
    expect(board.locator("#notice-text")).to_contain_text(
        FILE.replace("-", "\N{NON-BREAKING HYPHEN}"), timeout=NOTICES_MS
    )
    assert "KK siap diambil" in status(browser, office, code)

    take_a_number(browser, office, ".service:has-text('Ambil KK jadi')")
    serve_the_next(counter)
    hand_over(counter, office)
    paper_comes_out(office, room, 4)
    assert "KK telah diserahkan" in status(browser, office, code)

    book = sit_down(page_at(browser, DESK), office, KASI, "/register/2026/11")
    read_the_row(book)
    with office.inside() as here:
        clock.move(here.settings.data, AFTER_THE_MONTH)
    close_the_month(browser, office)
    the_records_tell_the_whole_way(office, papers)


def take_a_number(browser: Browser, office: Running, button: str) -> None:
    """The citizen presses the touchscreen and takes the slip."""
    touchscreen = page_at(browser, KIOSK)
    touchscreen.goto(f"{office.url}/kios")
    touchscreen.locator(f"form[data-press] {button}").click()
    touchscreen.wait_for_url(re.compile("/kios/tiket/"))
    expect(touchscreen.locator('[data-paper="printed"]')).to_be_visible()
    touchscreen.context.close()


def serve_the_next(counter: Page) -> None:
    counter.keyboard.press("F8")
    expect(counter.locator("[data-stage]")).to_have_attribute("data-state", "called")
    counter.keyboard.press("F2")
    expect(counter.locator("[data-stage]")).to_have_attribute("data-state", "serving")


def finish(counter: Page) -> None:
    expect(counter.locator("[data-stage]")).to_have_attribute("data-state", "serving")
    counter.keyboard.press("F4")
    expect(counter.locator("[data-stage]")).to_have_attribute("data-state", "empty")


def take_the_file_in(counter: Page) -> str:
    """From the served ticket; the code that stands on the printed receipt."""
    counter.keyboard.press("Control+Enter")
    counter.wait_for_url(re.compile(r"/loket/berkas\?tiket=A-001"))
    write_intake(counter, "Bayi lahir")
    counter.keyboard.press("Control+Enter")
    counter.wait_for_url(re.compile(f"/loket/berkas/{FILE}$"))
    digits = counter.locator("[data-code-digits]")
    expect(digits).to_have_text(re.compile(r"^\d{4}$"))
    counter.get_by_role("button", name="Cetak tanda terima").click()
    expect(counter.locator("[data-code-say]")).to_contain_text("Kode tercetak", timeout=SLOW_MS)
    return digits.inner_text()


def tick_what_is_there(counter: Page, *, all_but: str = "") -> None:
    """Every paper lies on the counter, except that one."""
    for line in counter.locator("[data-item]").all():
        if all_but and all_but in line.inner_text():
            continue
        if line.get_attribute("data-need") == "K":
            line.locator(".chip", has_text="Tidak").click()
        else:
            line.locator("[name=seen]").check()


def return_it(counter: Page) -> None:
    """What is missing is named, and the note of it printed."""
    expect(counter.locator(".verdict--missing")).to_contain_text(NOT_BROUGHT)
    counter.get_by_role("button", name="Kembalikan", exact=True).click()
    counter.get_by_role("button", name="Kembalikan dan cetak lembarnya").click()
    expect(counter.locator(f".badge--{states.RETURNED}")).to_be_visible()
    expect(counter.locator(".unmet li").first).to_contain_text(NOT_BROUGHT)


def come_back_with_everything(counter: Page) -> None:
    """The same file, its ticks kept; the counter proposes it."""
    counter.wait_for_timeout(ECHO)
    counter.keyboard.press("Control+Enter")
    missing = counter.locator("[data-item]", has_text=NOT_BROUGHT)
    expect(missing.locator("[name=seen]")).not_to_be_checked()
    missing.locator("[name=seen]").check()
    expect(counter.locator(".verdict--ok")).to_contain_text("Syarat ada semua")
    counter.wait_for_timeout(ECHO)
    counter.keyboard.press("Control+Enter")
    expect(counter.locator(".badge--next")).to_have_text("Menunggu keputusan Kasi")


def decide(kasi: Page) -> None:
    """Complete, and valid: two presses of the head of the section."""
    kasi.locator('[data-file-list="to_decide"]').get_by_text(FILE).click()
    expect(kasi.locator("#nomor-berkas")).to_have_text(FILE)
    expect(kasi.locator('[data-link="ok"]')).to_be_attached()
    kasi.locator("#lengkap").click()
    expect(kasi.locator(".decided")).to_have_text("Lengkap")
    kasi.locator("#valid").click()
    expect(kasi.locator(".file-due--green")).to_contain_text("Batas besok 15.00")


def attach(operator: Page, papers: SignedPapers) -> None:
    """The file shows itself at the operator; the signed PDF is judged good."""
    operator.locator("[data-file-list]").get_by_text(FILE).first.click()
    expect(operator.locator("#nomor-berkas")).to_have_text(FILE)
    expect(operator.locator('[data-link="ok"]')).to_be_attached()
    operator.get_by_role("button", name="Mulai kerjakan").click()
    operator.locator("#pilih-pdf").set_input_files(papers["signed"])
    expect(operator.locator(".pdf-verdict--ok")).to_contain_text(
        "Tanda tangan elektronik sah", timeout=SLOW_MS
    )
    expect(operator.locator("[data-preview-image]")).to_be_visible(timeout=SLOW_MS)


def print_kk(operator: Page) -> None:
    operator.get_by_role("button", name="Cetak KK").click()
    expect(operator.locator("#produk")).to_be_visible(timeout=SLOW_MS)


def look_at_the_product(operator: Page) -> None:
    """Every tick of clause 7, and it may be collected."""
    for tick in operator.locator("#produk input").all():
        tick.check()
    operator.get_by_role("button", name="Siap diambil").click()
    expect(operator.locator(f".badge--{states.READY}")).to_be_visible()


def hand_over(counter: Page, office: Running) -> None:
    """Found by its number, given to the applicant, who signs for it."""
    counter.goto(f"{office.url}/loket/berkas?ambil=1")
    counter.keyboard.type(FILE.lower())
    counter.keyboard.press("Enter")
    counter.wait_for_url(re.compile(f"/loket/berkas/{FILE}$"))
    expect(counter.locator('[data-link="ok"]')).to_be_attached()
    name_taker(counter, NIK)
    counter.get_by_role("button", name="Serahkan KK").click()
    expect(counter.locator(f".badge--{states.HANDED}")).to_be_visible()
    counter.goto(f"{office.url}/loket")
    finish(counter)


def status(browser: Browser, office: Running, code: str) -> str:
    """What the applicant's phone says, and that it says nothing of anybody."""
    phone = page_at(browser, PHONE)
    phone.goto(f"{office.url}/status")
    phone.locator("#nomor").fill("1")
    phone.locator("#kode").fill(code)
    phone.get_by_role("button", name="Lihat status").click()
    said = phone.locator("#tiket").inner_text()
    phone.context.close()
    assert FILE in said
    for secret in ("Wati", "Joko", NIK, KK_NUMBER):
        assert secret not in said
    return said


def paper_comes_out(office: Running, room: PrintRoom, sheets_so_far: int) -> None:
    """That many sheets lie in the tray of the printer, and the station knows it of each."""
    until(lambda: len(room.printer.came_out()) == sheets_so_far, 30, f"{sheets_so_far} sheets")
    with office.inside():
        printed = SheetJob.select().where(SheetJob.state == sheets.PRINTED)
        until(lambda: printed.count() == sheets_so_far, 30, "the account of the sheets")


def the_paper_is_what_was_signed(office: Running, room: PrintRoom, papers: SignedPapers) -> None:
    """As pictures the sheet and the signed file are one; the stored original is untouched."""
    with office.inside():
        (job,) = kk_prints.of_application(ID)
        assert (job.state, job.evidence, job.sheets_used) == (sheets.PRINTED, "printer", 1)
        stored = kk_documents.content(kk_documents.of_application(ID))
    (paper,) = room.printer.came_out(job.token)
    assert same_page(papers.signed, paper.read_bytes())
    assert not same_page(kk_pdf(mark="lain"), paper.read_bytes())
    assert stored == papers.signed
    assert hashlib.sha256(stored).hexdigest() == job.sha256


def read_the_row(book: Page) -> None:
    """The line of the paper book: masked, on time, who has it, that it was returned once."""
    row = book.locator("tbody tr")
    expect(row).to_have_count(1)
    for words in (FILE, "Wati Percobaan", "kelahiran", "dikembalikan 1×"):
        expect(row).to_contain_text(words)
    expect(row).to_contain_text(f"{NIK[:4]}********{NIK[-4:]}")
    expect(row).not_to_contain_text(NIK)
    expect(book.get_by_role("button", name="Tutup buku bulan ini")).to_be_disabled()


def close_the_month(browser: Browser, office: Running) -> None:
    """The month is over: the head of the section is reminded, and closes it."""
    kasi = sit_down(page_at(browser, DESK), office, KASI, "/kasi")
    kasi.get_by_role("link", name="Periksa dan tutup").click()
    kasi.get_by_role("button", name="Tutup buku bulan ini").click()
    kasi.get_by_role("button", name="Tutup buku", exact=True).click()
    expect(kasi.locator(".book-closed")).to_contain_text("Ditutup")
    expect(kasi.locator("tbody tr")).to_contain_text(FILE)


def the_records_tell_the_whole_way(office: Running, papers: SignedPapers) -> None:
    """States in order, one KK print only, the closed row as it was; the database is sound."""
    with office.inside():
        told = ApplicationEvent.select().where(ApplicationEvent.application_id == ID)
        way = [line.what for line in told.order_by(ApplicationEvent.id)]
        steps = (
            "register",
            "return",
            "resubmit",
            "propose",
            "complete",
            "valid",
            "accept",
            "process",
            "print",
            "ready",
            "hand",
        )
        assert [what for what in way if what in steps] == [*steps]
        assert by_id(ID).state == states.HANDED
        kks = [job.copy for job in SheetJob.select() if job.kind == kk_prints.KK]
        assert kks == [1]
        (row,) = register.month_rows(2026, 11)
        assert (row.number, row.promptness, row.taker) == (FILE, "T", "Wati Percobaan")
        assert register.totals(2026, 11)["finished"] == 1
        check_sound()
    assert NIK not in office.said()
    assert "Wati" not in office.said()
