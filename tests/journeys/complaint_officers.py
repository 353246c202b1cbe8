"""What officers do with complaints on their pages: each step as whose it is does it."""

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from shared.records import CorrectiveAction
from shared.rules.paper import sheets
from tests.corrective import photo, wait_for_effect
from tests.journeys.complaint_figures import Book, text_of
from tests.kiosk.seats.browser import page_at, sit_down
from tests.running import Running, until

RECAP = "/rekap/2026/4"
PROMISE = "Loket kedua dibuka setiap hari Senin dan Jumat."


class Seats:
    """Everybody at a browser of their own, signed in anew each day."""

    def __init__(self, office: Running, browser: Browser) -> None:
        self._office, self._browser = office, browser
        self._pages: dict[str, Page] = {}

    def __call__(self, username: str, seat: str) -> Page:
        if username in self._pages:
            self._pages.pop(username).context.close()
        page = page_at(self._browser)
        self._pages[username] = page
        return sit_down(page, self._office, username, seat)


def show(page: Page, office: Running, number: str) -> None:
    page.goto(f"{office.url}/pengaduan-kantor/{number}")
    page.wait_for_selector('[data-link="ok"]')


def step(page: Page, dialog: str, *, tick: str = "", write: str = "") -> None:
    """One step on a complaint's page: its button, its question, sent."""
    page.click(f'[data-open="{dialog}"]')
    form = page.locator(f"#{dialog}")
    if tick:
        form.get_by_label(tick).check()
    if write:
        form.locator("textarea").first.fill(write)
    form.locator("[type=submit]").click()
    expect(form).to_be_hidden()


def press(page: Page, book: Book, number: str, what: str, **body: object) -> None:
    """The same step by the address behind its page, as the person who is signed in there."""
    answered: dict[str, Any] = {}
    for _ in range(3):  # the sweep of what is late may change it between the look and the press
        row, version = book.seen(number)
        given = body if what == "follow-up" else {**body, "seen": version}
        answered = page.evaluate(_PRESS, [f"/api/v1/complaints/{row}/{what}", given])
        if '"code":"changed"' not in answered["said"]:
            break
    assert answered["status"] == 200, answered


def forward(rina: Page, book: Book, name: str, number: str) -> None:
    kind = "ASPIRASI" if name == "slip1" else "TIDAK_BERKADAR"
    unit = "KESRA" if name == "chat" else "PELAYANAN"
    press(rina, book, number, "classify", kind=kind)
    press(rina, book, number, "report", unit=unit)


def handle_on_the_page(kasi: Page, number: str) -> None:
    """From the inbox of the section: followed up, answered, closed."""
    kasi.locator(".head-complaints").get_by_text(number).click()
    kasi.wait_for_selector("[data-complaint]")
    kasi.wait_for_selector('[data-link="ok"]')
    step(kasi, "tindaklanjuti", write="Loket kedua dibuka mulai besok.")
    expect(kasi.locator(".done-list")).to_contain_text("Loket kedua dibuka")
    answer_and_close(kasi, "Mohon maaf. Loket kedua kami buka.")


def answer_and_close(page: Page, words: str) -> None:
    step(page, "jawab", write=words)
    expect(page.locator(".answer-box")).to_contain_text(words)
    step(page, "selesaikan")
    expect(page.locator('[data-state="closed"]')).to_be_visible()


def corrective_action(sit: Seats, kasi: Page, office: Running) -> None:
    """Three of one category ask for it: issued, planned, done, and verified by another."""
    kasi.goto(f"{office.url}/ptpp")
    kasi.locator(".hint-row", has_text="3 pengaduan").get_by_role("link").click()
    kasi.wait_for_selector('[data-link="ok"]')
    kasi.get_by_label("Uraian masalah").fill("Antrean lama setiap Senin.")
    kasi.get_by_role("button", name="Terbitkan PTPP").click()
    kasi.wait_for_url(re.compile(r"/ptpp/PTPP-2026-\d+$"))
    number = kasi.url.rpartition("/")[2]
    kasi.wait_for_selector('[data-link="ok"]')
    kasi.get_by_label("Mengapa masalah itu terjadi?").fill("Satu loket saja.")
    kasi.get_by_label("Metode").fill("Jadwal belum dibuat.")
    kasi.get_by_label("Tindakan perbaikan", exact=True).fill("Jadwal pengganti setiap Senin.")
    kasi.get_by_label("Penanggung jawab").select_option(label="Dewi Percobaan")
    kasi.get_by_label("Batas waktu").fill("15122026")
    expect(kasi.get_by_text("Selasa, 15 Desember 2026")).to_be_visible()
    kasi.get_by_role("button", name="Simpan rencana").click()
    expect(kasi.get_by_role("button", name="Ubah rencana")).to_be_visible()
    doer = sit("dewi", f"/ptpp/{number}")
    doer.get_by_label("Foto atau PDF sebagai bukti").set_input_files(
        {"name": "jadwal.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    expect(doer.locator(".evidence-files li")).to_have_count(1)
    doer.get_by_label("Apa yang sudah dikerjakan").fill("Jadwal ditempel, foto di map.")
    doer.get_by_role("button", name="Sudah dilaksanakan").click()
    expect(doer.get_by_text("Harus diperiksa orang lain")).to_be_visible()
    with office.inside():
        wait_for_effect(CorrectiveAction.get())
    secretary = sit("yusuf", "/sekretaris")
    secretary.get_by_role("link", name=number).click()
    secretary.wait_for_selector('[data-link="ok"]')
    secretary.get_by_text("Ya, efektif").click()
    secretary.get_by_label("Bagaimana Anda memeriksanya?").fill("Antrean Senin 20 menit.")
    secretary.get_by_role("button", name="Simpan hasil verifikasi").click()
    expect(secretary.get_by_text("Efektif: masalah tidak terulang")).to_be_visible()


def submit(rina: Page, office: Running, recap: str = RECAP) -> None:
    rina.goto(office.url + recap)
    rina.wait_for_selector('[data-link="ok"]')
    rina.get_by_role("textbox", name="Janji Perbaikan Pelayanan").fill(PROMISE)
    rina.get_by_role("button", name="Simpan janji").click()
    expect(rina.get_by_text("Tersimpan.")).to_be_visible()
    rina.get_by_role("button", name="Ajukan kepada Camat").click()
    expect(rina.get_by_text("Angka tetap sejak")).to_be_visible()


def return_and_approve(camat: Page, rina: Page, office: Running) -> None:
    """The Camat wants a date in the promise, gets it, and approves."""
    camat.get_by_role("link", name="Triwulan IV 2026").click()
    camat.wait_for_selector('[data-link="ok"]')
    camat.get_by_role("button", name="Kembalikan dengan catatan").click()
    camat.get_by_label("Apa yang perlu diperbaiki").fill("Sebutkan harinya.")
    camat.get_by_role("button", name="Kembalikan", exact=True).click()
    expect(camat.locator("[data-state=returned]")).to_be_visible()
    rina.goto(office.url + RECAP)
    rina.wait_for_selector('[data-link="ok"]')
    expect(rina.get_by_text("Sebutkan harinya.")).to_be_visible()
    rina.get_by_role("button", name="Ajukan kepada Camat").click()
    expect(rina.get_by_text("Angka tetap sejak")).to_be_visible()
    camat.goto(office.url + RECAP)
    camat.wait_for_selector('[data-link="ok"]')
    camat.get_by_role("button", name="Setujui rekap").click()
    expect(camat.locator("[data-state=approved]")).to_be_visible()


def print_poster(camat: Page, office: Running, book: Book) -> str:
    """What stands on the paper that came out of the printer."""
    camat.get_by_role("button", name="Cetak A4").click()
    printed = "SELECT sha256, state FROM sheet_job ORDER BY id DESC LIMIT 1"
    until(lambda: book.rows(printed) and book.one(printed)[1] == sheets.PRINTED, 30, "the poster")
    paper = office.settings.data / "papers" / f"{book.one(printed)[0]}.pdf"
    return text_of(paper.read_bytes())


_PRESS = """async ([url, body]) => {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: {
    'Content-Type': 'application/json',
    'X-CSRFToken': document.querySelector('meta[name="csrf-token"]').content,
    'X-Antrean-Role': document.querySelector('[data-role]')?.dataset.role ?? '' } });
  return { status: answer.status, said: await answer.text() };
}"""
