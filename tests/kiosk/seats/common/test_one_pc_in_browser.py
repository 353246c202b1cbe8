"""One PC and one A4 printer: a file goes through every seat in one browser, signed in once."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shared.records import ApplicationEvent, JournalLine, SheetJob
from shared.rules.applications import kk_prints, states
from shared.rules.common import staff
from shared.rules.paper import sheets
from tests.devices.signed_pdf import SignedPapers
from tests.kiosk.seats.browser import name_taker, sit_down, write_intake
from tests.kk import NIK
from tests.running import Running, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

FILE, ID = "KK-2026-000001", 1
SLOW_MS = 45_000  # papers are drawn and judged by processes of their own
ECHO = 700  # the same press sooner is the tail of a double press


@pytest.fixture
def papers(tmp_path: Path) -> SignedPapers:
    """A signed KK; made in a thread, for the browser's own loop is running."""
    made = SignedPapers(tmp_path / "pdf")
    with ThreadPoolExecutor(1) as thread:
        thread.submit(made.__getitem__, "signed").result()
    return made


@pytest.fixture
def office(tmp_path: Path, papers: SignedPapers) -> Running:
    """An office without a printer of tickets, that trusts the signer."""
    made = Running(tmp_path, printers_ticket="none")
    trust = made.settings.data / "trust"
    trust.mkdir(exist_ok=True)
    (trust / "root.pem").write_bytes((papers.roots / "root.pem").read_bytes())
    return made


@pytest.mark.clause("4.1", "4.2", "4.3", "4.4", "8.1")
def test_one_person_takes_a_file_through_every_seat_without_signing_out(
    office: Running, desk: Page, papers: SignedPapers
) -> None:
    with office:
        take_the_number_on_the_screen(desk, office)
        sit_down(desk, office, "sari")
        serve(desk)
        take_the_file_in(desk)
        office.station.stop()
        ask_for_the_receipt(desk)
        tick_and_propose(desk)
        decide(desk)
        enter_and_attach(desk, papers)
        desk.keyboard.press("Control+Enter")
        expect(desk.locator(".verdict--ask")).to_contain_text("Menunggu giliran cetak")
        office.station.start()
        expect(desk.locator("#produk")).to_be_visible(timeout=SLOW_MS)
        look_at_the_product(desk)
        hand_over(desk)
        switch(desk, "Register")
        expect(desk.locator("tbody tr")).to_contain_text(FILE)
        the_kk_went_first(office)
        every_step_has_its_role(office)


def switch(desk: Page, seat: str) -> None:
    """Another job, by one press in the frame."""
    desk.locator(".desk-seat-list").get_by_role("link", name=seat, exact=True).click()
    expect(desk.locator('[aria-current="page"] >> visible=true').first).to_contain_text(seat)
    expect(desk.locator('[data-link="ok"]')).to_be_attached()


def lead(desk: Page) -> None:
    """The one thing to do next, by its keys."""
    desk.wait_for_timeout(ECHO)
    desk.keyboard.press("Control+Enter")


def take_the_number_on_the_screen(desk: Page, office: Running) -> None:
    desk.goto(f"{office.url}/kios")
    desk.locator("form[data-press] .take").click()
    desk.wait_for_url(re.compile("/kios/tiket/"))
    expect(
        desk.get_by_text("Kantor ini tidak mencetak kertas. Nomor Anda berlaku.")
    ).to_be_visible()


def serve(desk: Page) -> None:
    desk.keyboard.press("F8")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "called")
    desk.keyboard.press("F2")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "serving")


def take_the_file_in(desk: Page) -> None:
    lead(desk)
    desk.wait_for_url(re.compile(r"/loket/berkas\?tiket=A-001"))
    write_intake(desk, "KK hilang")
    lead(desk)
    desk.wait_for_url(re.compile(f"/loket/berkas/{FILE}$"))
    expect(desk.locator('[data-link="ok"]')).to_be_attached()


def ask_for_the_receipt(desk: Page) -> None:
    """On A4, where there is no printer of slips; it waits, for the station is away."""
    desk.get_by_role("button", name="Cetak tanda terima").click()
    expect(desk.locator("[data-code-say]")).to_contain_text("Kode", timeout=SLOW_MS)


def tick_and_propose(desk: Page) -> None:
    for line in desk.locator("[data-item]").all():
        if line.get_attribute("data-need") == "K":
            line.locator(".chip", has_text="Tidak").click()
        else:
            line.locator("[name=seen]").check()
    expect(desk.locator(".verdict--ok")).to_contain_text("Syarat ada semua")
    lead(desk)
    expect(desk.locator(".badge--next")).to_have_text("Menunggu keputusan Kasi")


def decide(desk: Page) -> None:
    switch(desk, "Kasi")
    desk.locator('[data-file-list="to_decide"]').get_by_text(FILE).click()
    expect(desk.locator("#lengkap")).to_be_visible()
    expect(desk.locator('[data-link="ok"]')).to_be_attached()
    lead(desk)
    expect(desk.locator(".decided")).to_have_text("Lengkap")
    lead(desk)
    expect(desk.locator(".file-due--green")).to_be_visible()


def enter_and_attach(desk: Page, papers: SignedPapers) -> None:
    switch(desk, "Operator")
    desk.locator("[data-next-link]").click()
    expect(desk.locator("#nomor-berkas")).to_have_text(FILE)
    expect(desk.locator('[data-link="ok"]')).to_be_attached()
    lead(desk)
    desk.locator("#pilih-pdf").set_input_files(papers["signed"])
    expect(desk.locator(".pdf-verdict--ok")).to_be_visible(timeout=SLOW_MS)
    expect(desk.locator("[data-preview-image]")).to_be_visible(timeout=SLOW_MS)


def look_at_the_product(desk: Page) -> None:
    for tick in desk.locator("#produk input").all():
        tick.check()
    lead(desk)
    expect(desk.locator(f".badge--{states.READY}")).to_be_visible()


def hand_over(desk: Page) -> None:
    switch(desk, "Loket")
    desk.goto(f"{desk.url}/berkas?ambil=1")
    # A browser gives the field its focus at a frame after the page was loaded.
    expect(desk.locator("#cari-berkas")).to_be_focused()
    desk.keyboard.type("1")
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile(f"/loket/berkas/{FILE}$"))
    expect(desk.locator('[data-link="ok"]')).to_be_attached()
    name_taker(desk, NIK)
    lead(desk)
    expect(desk.locator(f".badge--{states.HANDED}")).to_be_visible()


def the_kk_went_first(office: Running) -> None:
    """The receipt was asked for first, yet the KK was printed first."""
    with office.inside():
        done = SheetJob.state == sheets.PRINTED
        until(lambda: SheetJob.select().where(done).count() >= 2, 30, "both on paper")
        first, second = SheetJob.select().order_by(SheetJob.id).limit(2)
        assert (first.kind, second.kind) == (sheets.RECEIPT, kk_prints.KK)
        assert second.changed_at < first.changed_at


def every_step_has_its_role(office: Running) -> None:
    """One person signed in once, and each step is written in the role of its seat."""
    with office.inside():
        told = ApplicationEvent.select().where(ApplicationEvent.application_id == ID)
        roles = {line.what: line.role for line in told}
        wanted = {
            "register": staff.COUNTER,
            "propose": staff.COUNTER,
            "complete": staff.SECTION_HEAD,
            "valid": staff.SECTION_HEAD,
            "process": staff.OPERATOR,
            "ready": staff.OPERATOR,
            "hand": staff.COUNTER,
        }
        assert {what: roles[what] for what in wanted} == wanted
        assert {line.who for line in told if line.what in wanted} == {"sari"}
        signed_in = JournalLine.select().where(JournalLine.what == "staff.signed-in")
        assert signed_in.count() == 1
