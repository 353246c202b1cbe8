"""A quarter of the complaint book in real browsers: from every channel to the poster."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from shared import clock
from shared.rules.complaints import handling
from tests.complaint_book import entered, people
from tests.journeys.complaint_channels import (
    ENTRY,
    Receipt,
    Wish,
    at_the_desk,
    box_is_empty,
    by_chips,
    by_own_phone,
    by_screen_keyboard,
    by_the_visitor,
    from_the_box,
)
from tests.journeys.complaint_figures import (
    Book,
    on_screen,
    poster_says,
    recap_says,
    share_of,
    text_of,
)
from tests.journeys.complaint_officers import (
    PROMISE,
    RECAP,
    Seats,
    answer_and_close,
    corrective_action,
    forward,
    handle_on_the_page,
    press,
    print_poster,
    return_and_approve,
    show,
    step,
    submit,
)
from tests.kiosk.seats.browser import page_at, sit_down
from tests.running import Running, free_port

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

BOARD, PHONE = (1920, 1080), (390, 844)
NOTICES_MS = 90_000
ECHO = 700  # the same press sooner is the tail of a double press
SUMMER, MONDAY = datetime(2026, 9, 28, 9, 0), datetime(2026, 11, 23, 9, 5)
TUESDAY, LATE = datetime(2026, 11, 24, 8, 30), datetime(2026, 12, 28, 9, 0)
JANUARY = datetime(2027, 1, 8, 9, 0)

SCREEN = Wish("", "TEMPAT", "Kursi reyot qzwarna", phone="085700001111")
POCKET = Wish(
    "",
    "LAMA",
    "Menunggu sejak subuh di bangku zebraungu.",
    "Wiraningsih Kembangsore",
    "0857-0000-2222",
)
CALL = Wish(
    "Telepon",
    "LAMA",
    "Berkas keluarga saya belum selesai sejak bulan purnamaraya.",
    "Hadiwasita Lintangpagi",
    "0857-0000-3333",
)
LETTER = Wish(
    "Surat",
    "SYARAT",
    "Persyaratan di papan berlainan dengan kata rumputlaut di loket.",
    "Gunarwati Telagabiru",
    "0857-0000-4444",
    "470/12/XI",
)
CHAT = Wish(
    "WhatsApp",
    "BANTUAN",
    "Tetangga kami belum terdaftar, ceritanya kelapahijau panjang.",
    "Marsudiono Ombakputih",
    "0857-0000-5555",
)
LAPOR = Wish(
    "SP4N",
    "SALAH",
    "Tulisan pada kartu keliru pada baris jagungmanis, mohon dilihat.",
    "Sulastriana Embunpagi",
    "0857-0000-6666",
    "LAPOR-778899",
)
MONEY = Wish(
    "Langsung",
    "UANG",
    "Petugas berkemeja kotakjingga meminta uang rokok kepada saya.",
    "Tirtadirja Awanperak",
    "0857-0000-7777",
)
GUEST = Wish(
    "",
    "SYARAT",
    "Petugas diam saja ketika ditanya tentang sawojajar.",
    "Kartinasih Bintangfajar",
    "0857-0000-8888",
)
SLIPS = (
    Wish("", "SISTEM", "Pencetak tiket di dekat pintu macet melulu, kata kancilmerah."),
    Wish("", "LAIN", "Mohon ditanami bunga seperti kebun dahliakuning di balai desa."),
)
MISSING = "Yang keliru tanggal lahir anak kedua burungdara."
UNSETTLED = "Tetap lama, kata rusabesi."
SECRETS = [
    *(
        part
        for one in (SCREEN, POCKET, CALL, LETTER, CHAT, LAPOR, MONEY, GUEST, *SLIPS)
        for part in (one.text, one.name, *one.name.split(), one.phone, one.phone.replace("-", ""))
    ),
    *("qzwarna", "zebraungu", "purnamaraya", "rumputlaut", "kelapahijau", "jagungmanis"),
    *("kotakjingga", "sawojajar", "kancilmerah", "dahliakuning", "burungdara", "rusabesi"),
]
PUBLIC = {
    "chips": ("Antrean terasa lama", "Loket kedua dibuka"),
    "screen": ("Kursi tunggu rusak", "Kursi diganti"),
    "pocket": ("Waktu tunggu tidak pasti", "Jadwal loket ditempel"),
    "call": ("Berkas terlambat selesai", "Berkas selesai dan diberitahukan"),
    "letter": ("Keterangan syarat berbeda", "Papan syarat diperbarui"),
    "chat": ("Pendataan bantuan", "Diteruskan ke desa untuk pendataan"),
    "lapor": ("Kesalahan tulis pada kartu", "Kartu dicetak ulang"),
    "guest": ("Penjelasan petugas kurang", "Petugas dibina"),
    "slip0": ("Pencetak tiket macet", ""),
    "slip1": ("Usul penghijauan", "Diteruskan ke desa"),
}
Told = dict[str, Receipt]


@pytest.fixture
def office(run: Callable[..., Running]) -> Running:
    """An office that phones can reach, its people, and a complaint left over from the summer."""
    port = free_port()
    made = run(port=port, public_url=f"http://127.0.0.1:{port}")
    with made.inside():
        clock.move(made.settings.data, SUMMER)
        who = people()
        old = entered(text="Lampu jalan mati.", topic="LINGKUNGAN").id
        clock.move(made.settings.data, MONDAY)
        handling.classify(old, "ASPIRASI", who.rina)
        handling.refer(old, "Diteruskan ke Dinas Perhubungan.", who.yusuf)
    return made


@pytest.mark.clause("11.1", "11.2", "11.3", "11.4", "11.5", "11.6", "11.7", "11.8", "11.9")
def test_a_quarter_from_every_channel_to_the_poster_on_the_wall(
    office: Running, browser: Browser
) -> None:
    book, sit = Book(office.settings.data), Seats(office, browser)
    told = everybody_complains(office, browser)
    rina = sit("rina", f"/pengaduan-kantor/{told['chips'].number}")
    classify_and_report(rina, book, told)
    ask_for_more(rina, office, told["lapor"].number)
    nobody_else_sees(sit, office, told["money"].number)

    it_is(office, TUESDAY)
    rina = sit("rina", "/informasi")
    box_is_empty(rina, office)
    complete_at_home(office, browser, told["lapor"])
    forward(rina, book, "lapor", told["lapor"].number)
    kasi = sit("bambang", "/kasi")
    handle_on_the_page(kasi, told["chips"].number)
    kasi_does_the_rest(kasi, book, told)
    secretary_answers(sit("yusuf", "/sekretaris"), told["money"].number)
    not_settled(office, browser, told["pocket"])
    answer_again(kasi, office, told["pocket"].number)
    corrective_action(sit, kasi, office)

    it_is(office, LATE)
    late_answer(sit("tuti", f"/pengaduan-kantor/{told['chat'].number}"), book, told["chat"].number)

    it_is(office, JANUARY)
    rina = sit("rina", RECAP)
    write_for_the_public(rina, office, book, told)
    submit(rina, office)
    camat = sit("ratih", "/camat")
    return_and_approve(camat, rina, office)
    poster = print_poster(camat, office, book)
    camat.get_by_role("button", name="Sudah ditempel, umumkan").click()
    expect(camat.locator("[data-state=announced]")).to_be_visible()

    assert book.totals()[:4] == [11, 10, 0, 1]
    assert all(received for received, *_ in book.by_channel().values())
    said = {text for (text,) in book.rows("SELECT text FROM complaint")}
    assert {one.text for one in (SCREEN, POCKET, CALL, LETTER, CHAT, LAPOR, MONEY, GUEST)} < said
    poster_says(poster, book)
    page_says(camat, book)
    paper = text_of(camat.request.get(f"{office.url}{RECAP}/rekap.pdf").body())
    recap_says(paper, book)
    wall = what_the_public_sees(office, browser, book)
    for public in (poster, paper, *wall, office.said()):
        assert [secret for secret in SECRETS if secret and secret in public] == []


def it_is(office: Running, moment: datetime) -> None:
    with office.inside() as here:
        clock.move(here.settings.data, moment)


def everybody_complains(office: Running, browser: Browser) -> Told:
    """One by each channel, each through its own page."""
    told = {
        "chips": by_chips(browser, office),
        "screen": by_screen_keyboard(browser, office, SCREEN),
        "pocket": by_own_phone(browser, office, POCKET),
        "guest": by_the_visitor(browser, office, GUEST),
    }
    desk = sit_down(page_at(browser), office, "rina", ENTRY)
    for name, wish in {
        "call": CALL,
        "letter": LETTER,
        "chat": CHAT,
        "lapor": LAPOR,
        "money": MONEY,
    }.items():
        told[name] = at_the_desk(desk, wish)
    for place, receipt in enumerate(from_the_box(desk, office, SLIPS)):
        told[f"slip{place}"] = receipt
    desk.context.close()
    assert len({one.number for one in told.values()}) == len(told)
    return told


def classify_and_report(rina: Page, book: Book, told: Told) -> None:
    """The first on its page, the others the same way; the guarded one is not hers to forward."""
    step(rina, "golongkan", tick="Pengaduan biasa")
    expect(rina.locator('[data-open="laporkan"][data-lead]')).to_be_visible()
    step(rina, "laporkan", tick="Seksi Pelayanan Umum")
    expect(rina.locator('[data-state="reported"]')).to_be_visible()
    for name, one in told.items():
        if name not in ("chips", "money", "lapor"):
            forward(rina, book, name, one.number)


def nobody_else_sees(sit: Seats, office: Running, number: str) -> None:
    """A complaint about money is in no list, search, count or page of the section it is about."""
    kasi = sit("bambang", "/kasi")
    for path in ("/kasi", "/pengaduan-kantor", "/ptpp"):
        kasi.goto(office.url + path)
        kasi.wait_for_selector('[data-link="ok"]')
        assert number not in kasi.content()
        assert "kotakjingga" not in kasi.content()
    kasi.goto(f"{office.url}/pengaduan-kantor")
    kasi.fill("#cari", number)
    kasi.keyboard.press("Enter")
    expect(kasi.get_by_text("Tidak ada pengaduan yang cocok.")).to_be_visible()
    answer = kasi.request.get(f"{office.url}/pengaduan-kantor/{number}")
    assert answer.status == 404
    assert "kotakjingga" not in answer.text()


def ask_for_more(rina: Page, office: Running, number: str) -> None:
    show(rina, office, number)
    step(rina, "lengkapi", write="Tulisan mana yang keliru?")
    expect(rina.locator('[data-state="incomplete"]')).to_be_visible()


def complete_at_home(office: Running, browser: Browser, receipt: Receipt) -> None:
    phone = at_status(office, browser, receipt)
    expect(phone.get_by_text("Tulisan mana yang keliru?")).to_be_visible()
    phone.fill("#tulisan", MISSING)
    phone.get_by_role("button", name="Kirim").click()
    expect(phone.get_by_text("Pengaduan Anda sudah dicatat")).to_be_visible()
    phone.context.close()


def kasi_does_the_rest(kasi: Page, book: Book, told: Told) -> None:
    """All of the section's but one, which still runs, and one that is not the office's."""
    for name in ("screen", "pocket", "call", "letter", "lapor", "guest"):
        number = told[name].number
        press(kasi, book, number, "follow-up", text="Sudah diperiksa.")
        press(kasi, book, number, "answer", text="Sudah kami perbaiki. Terima kasih.")
        press(kasi, book, number, "close")
    press(kasi, book, told["slip1"].number, "refer", text="Diteruskan ke pemerintah desa.")


def secretary_answers(secretary: Page, number: str) -> None:
    secretary.get_by_text(number).first.click()
    secretary.wait_for_selector("[data-complaint]")
    secretary.wait_for_selector('[data-link="ok"]')
    expect(secretary.locator(".said-words").first).to_have_text(MONEY.text)
    step(secretary, "tindaklanjuti", write="Petugas diperiksa.")
    expect(secretary.locator(".done-list")).to_contain_text("Petugas diperiksa")
    answer_and_close(secretary, "Petugas sudah kami beri sanksi.")


def not_settled(office: Running, browser: Browser, receipt: Receipt) -> None:
    """The complainant reads the answer and says, once, that it did not help."""
    phone = at_status(office, browser, receipt)
    expect(phone.get_by_text("Sudah kami perbaiki. Terima kasih.")).to_be_visible()
    phone.locator("summary", has_text="Belum selesai").click()
    phone.fill("#tulisan", UNSETTLED)
    phone.get_by_role("button", name="Kirim").click()
    expect(phone.get_by_text("dibuka lagi")).to_be_visible()
    phone.context.close()


def answer_again(kasi: Page, office: Running, number: str) -> None:
    show(kasi, office, number)
    expect(kasi.get_by_text("Dibuka lagi 1×")).to_be_visible()
    expect(kasi.get_by_text(UNSETTLED).first).to_be_visible()
    answer_and_close(kasi, "Nomor antrean kini dipanggil dua loket.")


def late_answer(tuti: Page, book: Book, number: str) -> None:
    """Another section answers weeks after its day: finished, and not in time."""
    expect(tuti.get_by_text("Terlambat").first).to_be_visible()
    press(tuti, book, number, "answer", text="Pendataan sudah dilakukan desa.")
    press(tuti, book, number, "close")


def write_for_the_public(rina: Page, office: Running, book: Book, told: Told) -> None:
    """A short text for each; what names the complainant does not pass."""
    expect(rina.locator(".bare li")).to_have_count(len(PUBLIC))
    rina.locator(".bare").get_by_text(told["call"].number).click()
    rina.wait_for_selector("[data-complaint]")
    rina.wait_for_selector('[data-link="ok"]')
    rina.click('[data-open="untuk-umum-tulis"]')
    rina.fill("#kata-umum", f"Ibu {CALL.name.split()[0]} menunggu")
    rina.click("#untuk-umum-tulis [type=submit]")
    expect(rina.locator("#untuk-umum-tulis [data-form-say]")).to_contain_text("tidak boleh memuat")
    said, done = PUBLIC["call"]
    rina.fill("#kata-umum", said)
    rina.fill("#kata-tindakan", done)
    rina.wait_for_timeout(ECHO)
    rina.click("#untuk-umum-tulis [type=submit]")
    expect(rina.locator(".public-box")).to_contain_text(said)
    for name, (said, done) in PUBLIC.items():
        if name != "call":
            press(rina, book, told[name].number, "public-text", text=said, action=done)


def page_says(page: Page, book: Book) -> None:
    """Each cell of tables A, B and C on the recap's page is the book's."""
    channels, categories, listed = page.evaluate(
        """() => [...document.querySelectorAll('.recap-body table')].map((table) =>
             [...table.querySelectorAll('tbody tr, tfoot tr')].map((row) =>
               [...row.cells].map((cell) => cell.innerText.trim())))"""
    )
    counted = {**book.by_channel(), "Jumlah": book.totals()}
    assert channels == [[title, *on_screen(row)] for title, row in counted.items()]
    assert categories == [
        *([title, str(many)] for title, many in book.by_category().items()),
        ["Jumlah", str(book.totals()[0])],
    ]
    assert [row[0] for row in listed] == [number for number, _, _ in book.listed()]
    for row, (_, text, action) in zip(listed, book.listed(), strict=True):
        assert row[2].startswith(text)
        assert row[3] == action
    kept_back = f"Ditambah {book.kept_back()} pengaduan yang ditangani langsung"
    expect(page.locator(".recap-body")).to_contain_text(kept_back)
    more = page.locator(".more-figures").inner_text()
    opened, finished, _, left = book.carried_over()
    assert f"{opened} pengaduan: {finished} selesai, {left} masih berjalan" in more
    assert "dibuka {} dari {} hari kerja".format(*book.box()) in more
    assert "{} diterbitkan, {} ditutup".format(*book.corrective()) in more


def what_the_public_sees(office: Running, browser: Browser, book: Book) -> list[str]:
    """The board and its payload, and the page of the notice board: with the book's numbers."""
    received, finished, archived, running, on_time, late = book.totals()
    summary = f"{received} masuk, {finished} selesai, {late} dari {on_time + late} terlambat."
    wall = page_at(browser, BOARD)
    payload = wall.request.get(f"{office.url}/api/v1/board").text()
    notices = {one["id"]: one["body"] for one in json.loads(payload)["notices"]}
    assert notices["recap"].replace("\N{NO-BREAK SPACE}", " ") == summary
    assert notices["promise"] == PROMISE
    wall.goto(f"{office.url}/papan")
    expect(wall.locator("#notice-text")).to_contain_text(summary, timeout=NOTICES_MS)
    board = wall.content()
    wall.goto(f"{office.url}/pengumuman")
    figures = wall.locator(".nb-figures dd").all_inner_texts()
    assert figures == [
        *map(str, [received, finished, *[archived] * bool(archived), running]),
        share_of(on_time, on_time + late),
    ]
    causes = wall.locator(".nb-tables table").nth(1).locator("tbody tr").all_inner_texts()
    assert [one.split("\t") for one in causes] == [
        [title, str(many)] for title, many in book.by_category().items() if many
    ]
    expect(wall.locator(".nb-promise")).to_contain_text(PROMISE)
    page = wall.content()
    wall.context.close()
    return [payload, board, page]


def at_status(office: Running, browser: Browser, receipt: Receipt) -> Page:
    """The complainant's phone at their complaint."""
    phone = page_at(browser, PHONE)
    phone.goto(f"{office.url}/status?jenis=P")
    phone.fill("#nomor", receipt.number[7:])
    phone.fill("#kode", receipt.code)
    phone.get_by_role("button", name="Lihat status").click()
    expect(phone.locator(".phone-file")).to_have_text(receipt.number)
    return phone
