"""Complaints in a real browser: by keyboard alone, by a visitor alone, two at once, live."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from shared.records import Complaint
from shared.rules.complaints import handling, states, suggestion_box
from shared.vault import opened
from tests.chromium import flaws
from tests.complaint_book import entered, named, number, people, reported
from tests.kiosk.seats.browser import page_at, sit_down
from tests.office import PASSWORD
from tests.running import Running, until

pytestmark = pytest.mark.browser

LINES = (
    "Saya datang pukul delapan, nomor A-031.",
    "Sampai pukul sebelas belum dipanggil.",
    "Tidak ada yang memberi tahu sebabnya.",
)
SLOW_TYPIST = 0.3  # seconds for a key: forty words a minute
ENTRY = "/informasi/pengaduan"


def rows(office: Running) -> list[Complaint]:
    with office.inside():
        return list(Complaint.select().order_by(Complaint.number))


def arrived(office: Running, count: int) -> Complaint:
    """The newest complaint, once there are so many."""
    return until(lambda: len(found := rows(office)) == count and found, 30, "a complaint")[-1]


ECHO_MS = 700  # the same press sooner is the tail of a double press


@pytest.fixture
def rina(running: Running, desk: Page) -> Callable[[str], Page]:
    """Rina at the information desk, on any page of hers."""
    with running.inside():
        people()
    return lambda seat: sit_down(desk, running, "rina", seat)


@pytest.mark.clause("11.2")
def test_a_complaint_of_three_lines_by_keyboard_alone_in_less_than_a_minute(
    running: Running, rina: Callable[[str], Page]
) -> None:
    page, keys = rina(ENTRY), 0
    page.keyboard.press("1")
    for line in LINES:
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        keys += len(line) + 1
    page.keyboard.press("Control+Enter")
    arrived(running, 1)
    with running.inside():
        told = number(1)
    expect(page.locator("[data-entered] [data-number]")).to_have_text(told)
    assert (keys + 2) * SLOW_TYPIST < 60
    row = arrived(running, 1)
    assert (row.topic, row.text) == ("LAMA", "\n".join(LINES))
    expect(page.locator("#kata-isi")).to_have_value("")
    page.keyboard.press("0")
    page.keyboard.type("Kursinya ditambah.", delay=50)
    page.keyboard.press("F6")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#nama")).to_be_visible()
    page.keyboard.press("F2")
    page.keyboard.type("Telep")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-form-say]").first).to_contain_text("nama atau nomor HP")
    expect(page.locator("#nama")).to_be_focused()
    expect(page.locator("#kata-isi")).to_have_value("Kursinya ditambah.")
    page.keyboard.type("Wati Percobaan", delay=50)
    page.keyboard.press("Control+Enter")
    row = arrived(running, 2)
    assert (opened(row.name), row.channel, row.secret) == ("Wati Percobaan", "TELEPON", True)
    page.keyboard.press("F9")
    expect(page.locator("[data-receipt-say]")).not_to_be_empty()


def test_tab_goes_through_the_form_in_its_order(rina: Callable[[str], Page]) -> None:
    page = rina(ENTRY)
    page.focus("#sarana")
    seen = ["channel"]
    while seen[-1] != "submit" and len(seen) < 20:
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.name || document.activeElement.type"))
    # A field for a day has four places where Tab stops: three numbers and the calendar.
    tidy = list(dict.fromkeys(seen))
    assert tidy == [
        "channel",
        "received",
        "source",
        "topic",
        "text",
        "requested",
        "happened",
        "village",
        "named",
        "straight",
        "submit",
    ]


@pytest.mark.clause("11.4")
def test_slips_of_the_box_one_after_another(running: Running, rina: Callable[[str], Page]) -> None:
    page = rina("/informasi")
    page.click("#tab-pengaduan")
    page.fill("#surat", "2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/informasi/pengaduan?kotak=*")
    for place in (1, 2):
        expect(page.locator("[data-box-words]")).to_have_text(f"Surat {place} dari 2")
        page.keyboard.press(str(place))
        page.keyboard.type(f"Surat nomor {place}.")
        page.wait_for_timeout(ECHO_MS)
        page.keyboard.press("Control+Enter")
        arrived(running, place)
    expect(page.locator("[data-box-over]")).to_be_visible()
    day = rows(running)[0].day
    with running.inside():
        (box,) = suggestion_box.openings(day, day)
    assert (box.slips, box.transcribed) == (2, 2)


@pytest.mark.clause("11.4")
def test_an_empty_box_is_one_click(running: Running, rina: Callable[[str], Page]) -> None:
    page = rina("/informasi")
    page.click("#tab-pengaduan")
    page.click('[data-do="/api/v1/suggestion-box"]')
    expect(page.locator(".saran-done")).to_contain_text("kosong")


@pytest.mark.clause("11.3")
def test_a_visitor_writes_alone_and_leaves_nothing(
    running: Running, rina: Callable[[str], Page]
) -> None:
    with running.inside():
        other = entered(text="Kata orang lain.").number
    page = rina(ENTRY)
    page.click("[form=pinjamkan]")
    expect(page.locator("[data-visitor]")).to_be_visible()
    assert other not in page.content()
    page.click("text=Sikap petugas")
    page.fill("#isi-tamu", "Petugas tidak menjelaskan.")
    page.click("text=Kirim")
    expect(page.locator("[data-end] [data-number]")).to_have_text(re.compile(r"P-2026-\d{5}"))
    code = page.locator("[data-end] [data-code]").inner_text()
    assert flaws(page) == []
    page.click("[data-receipt]")
    expect(page.locator("[data-paper]")).to_be_visible()
    page.click("[data-finish]")
    expect(page.locator("[data-visitor]")).to_be_visible()
    assert code not in page.content()
    assert page.input_value("#isi-tamu") == ""
    assert arrived(running, 2).by_visitor
    for _ in range(3):
        page.go_back()
        assert "Kata orang lain." not in page.content()
        assert "Petugas tidak menjelaskan." not in page.content()
        assert page.locator(".desk-seats").count() == 0
    page.goto(f"{running.url}/informasi/pengaduan/tamu")
    page.click("text=Petugas >> nth=0")
    page.fill("#username", "rina")
    page.fill("#password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_selector("[data-take]")


@pytest.mark.clause("11.6")
def test_two_at_once_neither_loses_a_word(running: Running, desk: Page) -> None:
    with running.inside():
        who = people()
        one = reported(who)
    page = sit_down(desk, running, "bambang", f"/pengaduan-kantor/{one.number}")
    page.click('[data-open="jawab"]')
    page.fill("#kata-jawab", "Mohon maaf, loket kedua kami buka.")
    with running.inside():
        handling.follow_up(one.id, "Sedang dilihat.", who.bambang)
    page.keyboard.press("Control+Enter")
    said = page.locator("#jawab [data-form-say]")
    expect(said).to_contain_text("Tulisan Anda masih ada")
    expect(page.locator("#kata-jawab")).to_have_value("Mohon maaf, loket kedua kami buka.")
    expect(page.locator(".done-list")).to_contain_text("Sedang dilihat.")
    page.wait_for_timeout(700)  # not an echo of the same press
    page.click("#jawab [type=submit]")
    expect(page.locator(".answer-box")).to_contain_text("loket kedua kami buka")
    page.click('[data-open="selesaikan"]')
    page.keyboard.press("Control+Enter")
    expect(page.locator(".file-head .badge").first).to_have_text("Selesai")


@pytest.mark.clause("11.6")
def test_what_is_in_the_book_already_stands_beside_what_is_being_written(
    running: Running, rina: Callable[[str], Page]
) -> None:
    with running.inside():
        people()
        one = entered(topic="TEMPAT", text="Kamar kecil kotor dan airnya mati.")
        entered(topic="TEMPAT", text="Kamar kecil kotor dan airnya mati.", straight=True)
    page = rina(ENTRY)
    page.keyboard.press("6")
    page.keyboard.type("Kamar kecil kotor, tidak ada air.")
    expect(page.locator("[data-alike] .number")).to_have_text([one.number])
    page.keyboard.press("Control+Enter")
    arrived(running, 3)
    expect(page.locator("[data-entered]")).to_be_visible()
    expect(page.locator("[data-alike]")).to_be_hidden()


@pytest.mark.clause("11.6")
def test_an_answer_begins_by_one_key_and_goes_out_when_its_blanks_are_filled(
    running: Running, desk: Page
) -> None:
    with running.inside():
        one = reported(people(), topic="TEMPAT")
    page = sit_down(desk, running, "bambang", f"/pengaduan-kantor/{one.number}")
    page.click('[data-open="jawab"]')
    page.keyboard.press("F2")
    page.keyboard.type("Kursi")
    page.click("#jawab [type=submit]")
    expect(page.locator("#jawab [data-form-say]")).to_contain_text("[tanggal]")
    page.keyboard.type("23 November")
    page.wait_for_timeout(ECHO_MS)
    page.click("#jawab [type=submit]")
    expect(page.locator(".answer-box")).to_contain_text(
        "Terima kasih atas pemberitahuan Anda. Kursi sudah kami perbaiki pada 23 November."
    )


@pytest.mark.clause("11.5")
def test_what_somebody_may_not_see_any_more_leaves_the_screen(
    running: Running, rina: Callable[[str], Page]
) -> None:
    with running.inside():
        who = people()
        one = entered()
    page = rina(f"/pengaduan-kantor/{one.number}")
    with running.inside():
        handling.classify(one.id, states.SUPERVISORY, who.yusuf)
    page.wait_for_url("**/pengaduan-kantor")
    expect(page.locator("body")).not_to_contain_text(one.number)


@pytest.mark.clause("11.5")
def test_the_seats_follow_the_book(running: Running, chromium: Browser, desk: Page) -> None:
    with running.inside():
        who = people()
    kasi = sit_down(desk, running, "bambang", "/kasi")
    info = page_at(chromium)
    sit_down(info, running, "rina", "/informasi")
    info.click("#tab-pengaduan")
    expect(info.locator(".tab-count")).to_have_text("0")
    with running.inside():
        one = entered(text="Lampu mati.")
    expect(info.locator("[data-part=desk-inbox]")).to_contain_text(one.number)
    expect(info.locator(".tab-count")).to_have_text("1")
    with running.inside():
        handling.classify(one.id, states.ORDINARY, who.rina)
        handling.report(one.id, "PELAYANAN", who.rina)
    expect(kasi.locator(".head-complaints")).to_contain_text(one.number)
    expect(info.locator(".tab-count")).to_have_text("0")
    info.context.close()


@pytest.mark.clause("11.5")
def test_an_identity_is_shown_when_asked_for(running: Running, desk: Page) -> None:
    with running.inside():
        one = reported(people(), **named(secret=True))
    page = sit_down(desk, running, "ratih", f"/pengaduan-kantor/{one.number}")
    page.click('[data-open="buka-identitas"]')
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-known=name]")).to_have_text("Wati Percobaan")
    expect(page.locator(".past-lines")).to_contain_text("Identitas pengadu dibuka")


@pytest.mark.clause("11.9")
def test_names_in_a_public_text_are_warned_of_while_it_is_written(
    running: Running, desk: Page
) -> None:
    with running.inside():
        one = reported(people(), **named())
    page = sit_down(desk, running, "rina", f"/pengaduan-kantor/{one.number}")
    page.click('[data-open="untuk-umum-tulis"]')
    page.locator("#kata-umum").press_sequentially("Ibu Wati menunggu")
    expect(page.locator(".remark--bad")).to_contain_text("Ada nama orang.")
    page.click("#untuk-umum-tulis [type=submit]")
    expect(page.locator("#untuk-umum-tulis [data-form-say]")).to_contain_text("tidak boleh memuat")
    page.fill("#kata-umum", "Antrean terlalu lama")
    page.wait_for_timeout(700)  # not an echo of the same press
    page.click("#untuk-umum-tulis [type=submit]")
    expect(page.locator(".public-box")).to_contain_text("Antrean terlalu lama")
