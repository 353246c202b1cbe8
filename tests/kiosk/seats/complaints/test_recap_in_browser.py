"""Recap, corrective action and notice board through the pages, each person at their own screen."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from shared import clock
from shared.records import CorrectiveAction
from shared.rules.complaints import handling, recap_view, sight
from shared.rules.corrective import lists
from shared.rules.oversight import notice_board
from tests.complaint_book import People, closed, number, people, reported, row_at
from tests.corrective import photo, wait_for_effect
from tests.kiosk.seats.browser import page_at, sit_down
from tests.running import Running

pytestmark = pytest.mark.browser
REKAP = "/rekap/2026/4"
JANUARY = "2027-01-08T09:00"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Running, People]]:
    """An office with its people, in January, with one closed complaint and one without words."""
    with Running(tmp_path) as made:
        with made.inside():
            who = people()
            closed(who)
            reported(who)
            clock.move(made.settings.data, clock.now().replace(year=2027, month=1, day=8))
        yield made, who


@pytest.fixture
def at(chromium: Browser, office: tuple[Running, People]) -> Iterator[object]:
    """Somebody's own browser at a page; nothing in it may fail."""
    pages: list[Page] = []
    faults: list[str] = []

    def open_for(username: str, path: str) -> Page:
        page = page_at(chromium)
        page.on("pageerror", lambda error: faults.append(str(error)))
        pages.append(page)
        return sit_down(page, office[0], username, path)

    yield open_for
    for page in pages:
        page.context.close()
    assert faults == []


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.clause("11.8", "11.9")
def test_a_recap_goes_from_draft_to_announced(office: tuple[Running, People], at: object) -> None:
    running, who = office
    desk: Page = at("rina", REKAP)  # type: ignore[operator]
    expect(desk.get_by_text("Konsep hidup.")).to_be_visible()
    expect(desk.get_by_role("button", name="Ajukan kepada Camat")).to_have_count(0)
    with running.inside():
        second, second_id = number(2), row_at(2).id
    expect(desk.get_by_role("link", name=second)).to_be_visible()
    bare = desk.locator(f"#isi-{second_id}")
    bare.fill("Hubungi 0812-3456-7890 bila lama.")
    bare.press("Control+Enter")
    expect(desk.get_by_text("Ada nomor telepon.")).to_be_visible()
    expect(bare).to_have_value("Hubungi 0812-3456-7890 bila lama.")
    with running.inside():
        handling.describe(row_at(2).id, "Antre lama", "", who.yusuf)
    bare.fill("Antrean lama")
    bare.press("Control+Enter")
    expect(desk.get_by_text("menjadi: “Antre lama”.")).to_be_visible()
    expect(bare).to_have_value("Antrean lama")
    bare.press("Control+Enter")
    expect(desk.get_by_text("Tersimpan.")).to_be_visible()
    expect(desk.get_by_role("link", name=second)).to_have_count(0)
    with running.inside():
        assert row_at(2).public_text == "Antrean lama"
    box = desk.locator(".promise-box")
    promise = desk.get_by_role("textbox", name="Janji Perbaikan Pelayanan")
    promise.fill("Ibu Wati dilayani lebih cepat, hubungi 0812-3456-7890.")
    button(desk, "Simpan janji")
    expect(box.get_by_text("Ada nomor telepon.")).to_be_visible()
    expect(box.locator("[data-confirm]")).to_be_hidden()
    promise.fill("Bapak Camat membuka loket kedua setiap Senin.")
    button(desk, "Simpan janji")
    box.get_by_text("Sudah saya periksa").click()
    button(desk, "Simpan janji")
    expect(box.get_by_text("Tersimpan.")).to_be_visible()
    button(desk, "Ajukan kepada Camat")
    expect(desk.get_by_text("Angka tetap sejak")).to_be_visible()
    camat: Page = at("ratih", "/camat")  # type: ignore[operator]
    camat.get_by_role("link", name="Triwulan IV 2026").click()
    camat.wait_for_selector('[data-link="ok"]')
    button(camat, "Kembalikan dengan catatan")
    camat.get_by_label("Apa yang perlu diperbaiki").fill("Sebutkan sejak kapan.")
    button(camat, "Kembalikan")
    expect(camat.locator("[data-state=returned]")).to_be_visible()
    desk.reload()
    desk.wait_for_selector('[data-link="ok"]')
    expect(desk.get_by_text("Sebutkan sejak kapan.")).to_be_visible()
    button(desk, "Ajukan kepada Camat")
    expect(desk.get_by_text("Angka tetap sejak")).to_be_visible()
    camat.reload()
    camat.wait_for_selector('[data-link="ok"]')
    button(camat, "Setujui rekap")
    expect(camat.locator("[data-state=approved]")).to_be_visible()
    button(camat, "Sudah ditempel, umumkan")
    expect(camat.locator("[data-state=announced]")).to_be_visible()
    with running.inside():
        assert [one.state for one in recap_view.public()] == [recap_view.ANNOUNCED]


@pytest.mark.clause("11.7")
def test_a_corrective_action_goes_from_a_complaint_to_verified(
    office: tuple[Running, People], at: object
) -> None:
    running, who = office
    with running.inside():
        second = number(2)
    kasi: Page = at("bambang", f"/pengaduan-kantor/{second}")  # type: ignore[operator]
    kasi.get_by_role("link", name="Terbitkan PTPP").click()
    kasi.wait_for_selector('[data-link="ok"]')
    button(kasi, "Terbitkan PTPP")
    expect(kasi.get_by_text("harus diisi.")).to_be_visible()
    kasi.get_by_label("Uraian masalah").fill("Antrean lama setiap Senin.")
    button(kasi, "Terbitkan PTPP")
    kasi.wait_for_url(re.compile(r"/ptpp/PTPP-2027-\d+$"))
    asked = kasi.url.rpartition("/")[2]
    kasi.wait_for_selector('[data-link="ok"]')
    expect(kasi.get_by_label("Mengapa begitu? (2)")).to_be_hidden()
    kasi.get_by_label("Mengapa masalah itu terjadi?").fill("Satu loket saja.")
    kasi.get_by_label("Mengapa begitu? (2)").fill("Tidak ada jadwal pengganti.")
    expect(kasi.get_by_label("Mengapa begitu? (3)")).to_be_visible()
    expect(kasi.get_by_label("Mengapa begitu? (4)")).to_be_hidden()
    kasi.get_by_label("Metode").fill("Jadwal belum dibuat.")
    kasi.get_by_label("Tindakan perbaikan", exact=True).fill("Jadwal pengganti setiap Senin.")
    kasi.get_by_label("Penanggung jawab").select_option(label="Dewi Percobaan")
    kasi.get_by_label("Batas waktu").fill("2027-01-15")
    button(kasi, "Simpan rencana")
    expect(kasi.get_by_role("button", name="Ubah rencana")).to_be_visible()
    doer: Page = at("dewi", "/operator")  # type: ignore[operator]
    doer.get_by_text("Tugas Anda:").wait_for()
    doer.get_by_role("link", name=f"Buka {asked}").click()
    doer.wait_for_selector('[data-link="ok"]')
    doer.get_by_label("Foto atau PDF sebagai bukti").set_input_files(
        {"name": "jadwal.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    expect(doer.locator(".evidence-files li")).to_have_count(1)
    doer.get_by_label("Apa yang sudah dikerjakan").fill("Jadwal ditempel, foto di map.")
    button(doer, "Sudah dilaksanakan")
    expect(doer.get_by_text("Harus diperiksa orang lain")).to_be_visible()
    with running.inside():
        wait_for_effect(CorrectiveAction.get())
    secretary: Page = at("yusuf", "/sekretaris")  # type: ignore[operator]
    secretary.get_by_role("link", name=asked).click()
    secretary.wait_for_selector('[data-link="ok"]')
    secretary.get_by_text("Ya, efektif").click()
    secretary.get_by_label("Bagaimana Anda memeriksanya?").fill("Antrean Senin 20 menit.")
    button(secretary, "Simpan hasil verifikasi")
    expect(secretary.get_by_text("Efektif: masalah tidak terulang")).to_be_visible()
    with running.inside():
        (one,) = lists.actions(sight.reader(who.yusuf.staff_id))
        assert (one.effective, one.whys, one.causes, one.complaint_id) == (
            True,
            ("Satu loket saja.", "Tidak ada jadwal pengganti."),
            {"method": "Jadwal belum dibuat."},
            row_at(2).id,
        )


def test_a_plan_is_opened_again_with_what_it_says(
    office: tuple[Running, People], at: object
) -> None:
    running, who = office
    with running.inside():
        from uuid import uuid4

        from shared.rules.corrective import actions

        asked = actions.Problem(str(uuid4()), "incident", "Listrik padam.", "minor", "PELAYANAN")
        one = actions.issue(asked, who.bambang)
        plan = actions.Plan(who.sari.staff_id or 0, date(2027, 1, 20), "Genset.", ["Padam."])
        actions.plan(one.id, plan, who.bambang)
    kasi: Page = at("bambang", f"/ptpp/{one.number}")  # type: ignore[operator]
    expect(kasi.get_by_label("Tindakan perbaikan", exact=True)).to_be_hidden()
    button(kasi, "Ubah rencana")
    expect(kasi.get_by_label("Mengapa masalah itu terjadi?")).to_have_value("Padam.")
    kasi.get_by_label("Tindakan perbaikan", exact=True).fill("Genset dan lampu darurat.")
    button(kasi, "Simpan rencana")
    expect(kasi.locator(".step-facts").get_by_text("Genset dan lampu darurat.")).to_be_visible()


class TestNoticeBoard:
    """A card from its first letter to the wall."""

    def test_a_card_is_written_seen_and_taken_down(
        self, office: tuple[Running, People], at: object
    ) -> None:
        running, _ = office
        desk: Page = at("rina", "/papan-pengumuman")  # type: ignore[operator]
        desk.get_by_label("Judul").fill("Jalan ditutup")
        desk.get_by_label("Isi", exact=True).fill("Temui Sari atau 0812-3456-7890.")
        expect(desk.locator("#notice-text")).to_have_text(
            "Jalan ditutup. Temui Sari atau 0812-3456-7890."
        )
        expect(desk.get_by_text("Ada nama petugas.").first).to_be_visible()
        expect(desk.get_by_text("Ada nomor telepon.")).to_be_visible()
        desk.get_by_label("Isi", exact=True).fill("Lewat Jalan Diponegoro.")
        expect(desk.locator("[data-remarks]")).to_be_hidden()
        button(desk, "Tempel kartu")
        desk.get_by_role("link", name="Jalan ditutup").click()
        desk.wait_for_selector('[data-link="ok"]')
        desk.get_by_label("Judul").fill("Jalan dibuka")
        button(desk, "Simpan kartu")
        desk.get_by_role("link", name="Jalan dibuka").click()
        desk.wait_for_selector('[data-link="ok"]')
        button(desk, "Lepas kartu")
        button(desk, "Lepas")
        expect(desk.get_by_text("Tidak ada kartu yang tampil.")).to_be_visible()
        with running.inside():
            assert notice_board.cards() == []

    def test_the_preview_breaks_lines_where_the_board_does(
        self, office: tuple[Running, People], at: object, chromium: Browser
    ) -> None:
        running, _ = office
        desk: Page = at("rina", "/papan-pengumuman")  # type: ignore[operator]
        desk.wait_for_function("document.querySelector('#notice-text strong')")
        wall = page_at(chromium, (1920, 1080))
        wall.goto(f"{running.url}/papan")
        wall.wait_for_function("document.querySelector('#notice-text strong')")
        seen = [page.evaluate(_LETTERS) for page in (desk, wall)]
        wall.context.close()
        assert seen[0] == seen[1]


_LETTERS = """async () => {
  await document.fonts.ready;
  const text = document.getElementById('notice-text');
  const { fontSize, lineHeight, maxHeight, letterSpacing, fontFamily } = getComputedStyle(text);
  return { width: text.offsetWidth, fontSize, lineHeight, maxHeight, letterSpacing, fontFamily };
}"""
