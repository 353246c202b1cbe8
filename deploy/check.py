"""`./deploy/run --check`: one ticket from touch to paper to board, called at the counter."""

import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from deploy import address, environment, prepare
from printstation import paper_folder
from shared import config
from shared.config import Settings
from shared.rules.admin import people
from shared.rules.common import office, staff

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MOMENT = "2026-11-23T09:00"  # a Monday morning: every office is open
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
)
_USER = "periksa"
_READY_SECONDS = 60
_STEP_SECONDS = 20
_STOP_SECONDS = 20


class Failed(Exception):
    """The check found something that does not work; the sentence says what."""


@dataclass
class Trial:
    """An office started for the check, and who works in it."""

    settings: Settings
    password: str
    browser: "Browser"
    began: float

    def page(self, path: str, width: int, height: int) -> "Page":
        """A screen of its own, as large as the real one."""
        page = self.browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(_STEP_SECONDS * 1000)
        page.goto(address.base(self.settings) + path)
        return page

    def tell(self, text: str) -> None:
        """One line of progress."""
        print(f"[{time.monotonic() - self.began:5.1f} dtk] ✓ {text}", flush=True)


def run(environ: Mapping[str, str]) -> int:
    """0 when a number went all the way; otherwise 1 and the reason on the terminal."""
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="antrean-check-"))
    try:
        with (
            chromium() as browser,
            _office(environ, folder) as (settings, password),
            _pictures_of_failure(browser, folder),
        ):
            _drive(Trial(settings, password, browser, began))
    except Exception as error:
        print(f"\n✗ Pemeriksaan gagal: {error or type(error).__name__}", file=sys.stderr)
        print(f"  Catatan proses dan gambar layar ada di {folder}.", file=sys.stderr)
        return 1
    except BaseException:  # Ctrl-C: nobody asked what went wrong
        shutil.rmtree(folder)
        raise
    shutil.rmtree(folder)
    print(f"Semua berjalan ({time.monotonic() - began:.0f} detik).")
    return 0


def _drive(trial: Trial) -> None:
    trial.tell(f"web dan pencetak hidup di {address.base(trial.settings)}")
    board = trial.page("/papan", 1920, 1080)
    seat = _sit_down(trial)
    number = _touch(trial)
    _see_paper(trial, number)
    seat.locator("[data-press=next]").click()
    _see_on_board(trial, board, number)


def _sit_down(trial: Trial) -> "Page":
    """Sign in and take the first counter's seat."""
    seat = trial.page("/loket", 1366, 768)
    seat.fill("input[name=username]", _USER)
    seat.fill("input[name=password]", trial.password)
    seat.click("form[data-sign-in] button[type=submit]")
    seat.wait_for_url(re.compile(r"/loket$"))
    seat.locator("[data-choices] button").first.click()
    seat.locator("[data-stage]").wait_for(state="visible")
    trial.tell("loket: petugas masuk dan duduk")
    return seat


def _touch(trial: Trial) -> str:
    """Press "take a number" on the touchscreen; the number it shows."""
    kiosk = trial.page("/kios", 1080, 1920)
    kiosk.locator("form[data-press] button[type=submit]").first.click()
    kiosk.wait_for_url(re.compile(r"/kios/tiket/"))
    token = kiosk.url.rstrip("/").rsplit("/", 1)[1].split("?")[0]
    answer = kiosk.request.get(f"{address.base(trial.settings)}/api/v1/tickets/{token}")
    if not answer.ok:
        raise Failed(f"keadaan nomor tidak terbaca: {answer.text()}")
    number = str(answer.json()["number"])
    if number not in kiosk.inner_text("body"):
        raise Failed(f"layar sentuh tidak menampilkan nomor {number}")
    trial.tell(f"sentuhan: nomor {number}")
    kiosk.close()
    return number


def _see_paper(trial: Trial, number: str) -> None:
    """Find the slip in the virtual printer's folder and on its page."""
    place = trial.settings.printers_ticket.removeprefix("virtual:")
    folder = paper_folder.folder(place, trial.settings.data)

    def printed() -> bool:
        return any(number in slip.text for slip in paper_folder.slips(folder, 5))

    _wait_for(printed, f"karcis {number} tidak tercetak")
    name = next(slip.name for slip in paper_folder.slips(folder, 5) if number in slip.text)
    picture = paper_folder.file_of(folder, name, "png")
    if picture is None or not picture.read_bytes().startswith(b"\x89PNG"):
        raise Failed(f"gambar karcis {number} tidak ada")
    tray = trial.page("/kertas", 1366, 768)
    tray.locator(".slip img").first.wait_for()
    tray.close()
    trial.tell(f"kertas: karcis {number} tercetak")


def _see_on_board(trial: Trial, board: "Page", number: str) -> None:
    from playwright.sync_api import TimeoutError as TooLate

    call = board.locator(f'#hero[data-mode=calling] [data-number="{number}"]')
    try:
        call.wait_for(state="visible")
    except TooLate as error:
        raise Failed(f"papan tidak menampilkan panggilan {number}") from error
    trial.tell(f"papan: panggilan {number} tampil")


@contextmanager
def _office(environ: Mapping[str, str], folder: Path) -> Iterator[tuple[Settings, str]]:
    """The office's own standard, practising in a folder of its own on a free port."""
    chosen = environment.chosen(environ, data=str(folder / "data"), port=_free_port(), now=MOMENT)
    chosen |= {
        "ANTREAN_PRACTICE": "true",
        "ANTREAN_BIND": "127.0.0.1",
        "ANTREAN_DATABASE_URL": f"sqlite:///{folder}/data/antrean.sqlite3",
        "ANTREAN_PRINTERS_TICKET": "virtual:",
        "ANTREAN_PRINTERS_SHEET": "virtual:",
    }
    settings, password = config.load(chosen), secrets.token_urlsafe(12)
    prepare.database(settings)
    people.add(_USER, "Pemeriksa", staff.ROLES, password)
    office.close_office()
    with (folder / "output.txt").open("w") as output:
        process = subprocess.Popen(
            (sys.executable, "-P", "-m", "deploy.start"),
            env=chosen,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        try:
            _wait_until_ready(settings, process, folder / "output.txt")
            yield settings, password
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_STOP_SECONDS)
    if process.returncode:
        raise Failed(f"proses berhenti dengan kode {process.returncode}")


def _wait_until_ready(settings: Settings, process: subprocess.Popen[bytes], output: Path) -> None:
    def ready() -> bool:
        if process.poll() is not None:
            raise Failed(f"proses berhenti saat dinyalakan:\n{output.read_text()}")
        return address.answers(settings, "/readyz")

    _wait_for(ready, "web dan pencetak tidak siap", _READY_SECONDS)


@contextmanager
def chromium() -> Iterator["Browser"]:
    """A Chromium of its own; Failed where none is installed."""
    # Imported here: only the check needs it, and an office may run without it.
    from playwright.sync_api import sync_playwright

    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        raise Failed("Chromium belum terpasang (paket chromium)")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=list(CHROMIUM_OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def _pictures_of_failure(browser: "Browser", folder: Path) -> Iterator[None]:
    try:
        yield
    except Exception:
        pages = [page for context in browser.contexts for page in context.pages]
        for number, page in enumerate(pages):
            page.screenshot(path=folder / f"screen-{number}.png")
        raise


def _wait_for(what: Callable[[], bool], otherwise: str, seconds: float = _STEP_SECONDS) -> None:
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise Failed(f"{otherwise} dalam {seconds:.0f} detik")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
