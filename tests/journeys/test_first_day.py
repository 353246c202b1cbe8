"""A new, real office: from `./deploy/run` to its first KK out of the printer and into the hand."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from deploy import environment
from deploy.benchmarks.office_printer import OfficePrinter
from deploy.benchmarks.private_cups import DEBIAN, PrivateCups
from deploy.cups import machine
from deploy.prepare import FIRST_USER
from shared.rules.applications import states
from shared.rules.common import staff
from tests.devices.print_room import same_page
from tests.devices.signed_pdf import SignedPapers
from tests.journeys.test_kk_path import SLOW_MS, look_at_the_product, tick_what_is_there
from tests.kiosk.seats.browser import page_at, write_intake
from tests.kk import NIK
from tests.running import ORDINARY, RUN_READY, Run, as_ordinary

pytestmark = [
    pytest.mark.browser,
    pytest.mark.cups,
    pytest.mark.timeout(240),
    pytest.mark.skipif(os.getuid() != 0, reason="two users of one machine are made by root only"),
]

OWN_PASSWORD = "hanya-saya-yang-tahu"
COUNTER, KASI, OPERATOR = "sari", "bambang", "dewi"
PEOPLE = {
    COUNTER: ("Sari Contoh", "Petugas Loket"),
    KASI: ("Bambang Contoh", "Kasi Pelayanan Umum"),
    OPERATOR: ("Dewi Contoh", "Petugas Operator"),
}
Start = Callable[[], Run]


@pytest.fixture
def papers(tmp_path: Path) -> SignedPapers:
    """The PDF of the Dinas, signed; made before a browser takes this thread's loop."""
    made = SignedPapers(tmp_path / "pdf")
    assert made.signed
    return made


@pytest.fixture
def printer() -> Iterator[OfficePrinter]:
    with OfficePrinter() as made:
        yield made


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateCups]:
    """Debian's cupsd.conf with what `antrean printer add` writes into the machine's own."""
    with PrivateCups(machine.with_ours(DEBIAN.read_text("utf-8"), ORDINARY)) as made:
        monkeypatch.setenv("CUPS_SERVER", made.server)
        yield made


@pytest.fixture
def data() -> Iterator[Path]:
    """A folder to be made by the ordinary user, where root's own folders are not in the way."""
    with tempfile.TemporaryDirectory(prefix="office-", dir="/tmp") as made:
        shutil.chown(made, ORDINARY)
        yield Path(made) / "data"


@pytest.fixture
def start(data: Path, cups: PrivateCups) -> Iterator[Start]:
    """`./deploy/run` by the ordinary user, ready; another start ends the one before."""
    with ExitStack() as running:

        def begin() -> Run:
            running.close()
            made = Run("--data", str(data), before=as_ordinary())
            running.callback(made.drop)
            made.read_until(RUN_READY)
            return made

        yield begin


def test_a_new_office_comes_from_its_first_start_to_its_first_kk(
    start: Start, data: Path, printer: OfficePrinter, papers: SignedPapers, browser: Browser
) -> None:
    office = start()
    first = (data / staff.FIRST_SIGN_IN).read_text().split()[1]
    admin = sign_in(browser, office, FIRST_USER, first, "/admin")
    passwords = {who: hire(admin, who) for who in PEOPLE}
    choose_the_printer(admin, office, data, printer)

    office = start()
    admin = sign_in(browser, office, FIRST_USER, OWN_PASSWORD, "/admin/pencetak")
    assert not (data / staff.FIRST_SIGN_IN).exists()
    expect(admin.locator(".printer", has_text="Pencetak A4")).to_contain_text("Siap")
    counter = sign_in(browser, office, COUNTER, passwords[COUNTER], "/loket/berkas")
    kasi = sign_in(browser, office, KASI, passwords[KASI], "/kasi")
    operator = sign_in(browser, office, OPERATOR, passwords[OPERATOR], "/operator")

    file, code = take_the_file_in(counter)
    decide(kasi, file)
    attach_what_nobody_trusts_yet(operator, file, papers)
    trust_the_signer(admin, papers)
    operator.get_by_role("button", name="Periksa lagi").click()
    operator.get_by_role("button", name="Cetak KK").click(timeout=SLOW_MS)
    expect(operator.locator("#produk")).to_be_visible(timeout=SLOW_MS)
    (paper,) = printer.came_out()
    assert same_page(papers.signed, paper.read_bytes())
    look_at_the_product(operator)

    hand_over(counter, office, file, code)
    kasi.goto(f"{office.url}/register")
    row = kasi.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(file)
    expect(row).to_contain_text("Diserahkan")


def sign_in(browser: Browser, office: Run, who: str, password: str, seat: str) -> Page:
    page = page_at(browser)
    page.goto(f"{office.url}{seat}")
    page.fill("#username", who)
    page.fill("#password", password)
    page.click("[type=submit]")
    if password != OWN_PASSWORD:
        # What another person knows, or a file, is changed before anything else.
        page.fill("#sandi-lama", password)
        page.fill("#sandi-baru", OWN_PASSWORD)
        page.fill("#sandi-lagi", OWN_PASSWORD)
        page.get_by_role("button", name="Ganti kata sandi").click()
    page.wait_for_selector('[data-link="ok"]')
    assert page.url == f"{office.url}{'/admin/orang' if seat == '/admin' else seat}"
    return page


def hire(admin: Page, who: str) -> str:
    """Somebody for a post, added in Admin; the password that is shown once."""
    name, post = PEOPLE[who]
    admin.locator("summary", has_text="Tambah orang").click()
    admin.locator("#nama").fill(name)
    admin.locator("#masuk").fill(who)
    admin.locator(".add-roles").get_by_label(post, exact=True).check()
    admin.get_by_role("button", name="Tambah", exact=True).click()
    expect(admin.locator(".table")).to_contain_text(name)
    return admin.locator(".secret code").inner_text()


def choose_the_printer(admin: Page, office: Run, data: Path, printer: OfficePrinter) -> None:
    """Every seat names the command; the command says what to write, and where it is read."""
    admin.get_by_role("link", name="Pencetak", exact=True).click()
    lacking = admin.locator(".printer", has_text="Pencetak A4")
    expect(lacking).to_contain_text("sudo .venv/bin/antrean printer add ALAMAT")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "deploy.cli", "--data", str(data)]
        + ["printer", "add", printer.uri, "--only-queue"],  # CUPS has the rest already: `cups`
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    told, lines = re.split(r"(?<=:)\n\n", done.stdout)
    file = data / environment.SETTINGS
    assert f"Tulis di {file}, lalu" in told
    assert f"{file} (belum ada)" in office.text
    file.write_text(lines)


def take_the_file_in(counter: Page) -> tuple[str, str]:
    """Number of the file and code of its receipt; every paper is there, the Kasi may decide."""
    write_intake(counter, "Bayi lahir")
    counter.keyboard.press("Control+Enter")
    counter.wait_for_url(re.compile(r"/loket/berkas/KK-\d{4}-000001$"))
    missing = counter.locator(".verdict--missing")
    assert missing.evaluate(
        "(box) => box.querySelector('strong').getBoundingClientRect().top"
        " >= box.getBoundingClientRect().top"
    )
    tick_what_is_there(counter)
    # What the pointer scrolled to is the list, never the page.
    assert counter.evaluate("document.documentElement.scrollHeight <= innerHeight")
    code = counter.locator("[data-code-digits]").inner_text()
    expect(counter.locator(".verdict--ok")).to_contain_text("Syarat ada semua")
    counter.keyboard.press("Control+Enter")
    expect(counter.locator(".badge--next")).to_have_text("Menunggu keputusan Kasi")
    return counter.url.rpartition("/")[2], code


def decide(kasi: Page, file: str) -> None:
    """Complete, and valid."""
    kasi.locator('[data-file-list="to_decide"]').get_by_text(file).click()
    expect(kasi.locator('[data-link="ok"]')).to_be_attached()
    kasi.locator("#lengkap").click()
    expect(kasi.locator(".decided")).to_have_text("Lengkap")
    kasi.locator("#valid").click()
    expect(kasi.locator(".file-due--green")).to_be_visible()


def attach_what_nobody_trusts_yet(operator: Page, file: str, papers: SignedPapers) -> None:
    """The file says whom to ask and what for; it is not printed meanwhile."""
    operator.locator("[data-file-list]").get_by_text(file).first.click()
    expect(operator.locator('[data-link="ok"]')).to_be_attached()
    operator.get_by_role("button", name="Mulai kerjakan").click()
    operator.locator("#pilih-pdf").set_input_files(papers["signed"])
    expect(operator.locator(".pdf-warning")).to_contain_text(
        "Minta admin menambahkannya di halaman Admin, Sertifikat", timeout=SLOW_MS
    )
    expect(operator.get_by_role("button", name="Cetak KK")).to_have_count(0)


def trust_the_signer(admin: Page, papers: SignedPapers) -> None:
    """By the door that the file named."""
    admin.get_by_role("link", name="Admin", exact=True).click()
    admin.get_by_role("link", name="Sertifikat", exact=True).click()
    expect(admin.locator(".nobody")).to_contain_text("belum ada KK yang dapat dicetak")
    admin.locator("#sertifikat").set_input_files(papers.roots / "root.pem")
    admin.get_by_role("button", name="Tambah", exact=True).click()
    expect(admin.locator(".table")).to_contain_text("Root CA Uji")


def hand_over(counter: Page, office: Run, file: str, code: str) -> None:
    """To the applicant, who brings the receipt."""
    counter.goto(f"{office.url}/loket/berkas?ambil=1")
    expect(counter.locator("#cari-berkas")).to_be_focused()
    counter.keyboard.type(file.lower())
    counter.keyboard.press("Enter")
    counter.wait_for_url(re.compile(f"/loket/berkas/{file}$"))
    expect(counter.locator('[data-link="ok"]')).to_be_attached()
    counter.locator("#kode").fill(code)
    for chosen in ("identity_kind", "old_kk"):
        counter.locator(f"#serah label:has([name={chosen}])").first.click()
    counter.locator("#identity").fill(NIK)
    counter.locator("#serah .tick-line input").check()
    counter.get_by_role("button", name="Serahkan KK").click()
    expect(counter.locator(f".badge--{states.HANDED}")).to_be_visible()
