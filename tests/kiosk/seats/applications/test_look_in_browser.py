"""How the pages about files look at the office's own screen sizes: nothing axe minds, none cut."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from shared import clock
from shared.rules.applications import decisions, outages, process
from shared.rules.paper import account, sheets
from tests import kk
from tests.chromium import flaws
from tests.kiosk.seats.browser import CUT_PRESSES, Looker, sit_down, small_targets
from tests.running import Running

pytestmark = pytest.mark.browser

VILLAGES = ("Kaliboto Lor", "Jatiroto")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An office with a file in every state, and the number of each; `url` is its address."""
    with Running(tmp_path_factory.mktemp("office")) as made:
        with made.inside():
            numbers = _every_state()
            clock.move(made.settings.data, clock.now().replace(day=24, hour=9))
            numbers["fresh"] = kk.register(
                kinds=["BARU_PISAH", "UBAH_ELEMEN"], elements=["Nama"], phone="0812345"
            ).number
        yield {**numbers, "url": made.url, "office": made}  # type: ignore[dict-item]


def _every_state() -> dict[str, str]:
    proposed, returned, started = kk.register(), kk.register(), kk.accepted()
    kk.all_seen(proposed)
    decisions.propose(proposed.id, kk.COUNTER)
    decisions.give_back(returned.id, "TIDAK_LENGKAP", kk.COUNTER, "surat lahir")
    process.begin(started.id, kk.OPERATOR)
    outages.begin("SIAK", kk.OPERATOR)
    account.note(account.LOADED, 100, kk.OPERATOR)
    referred = decisions.refer(kk.register().id, "di luar wewenang", kk.COUNTER)
    return {
        "proposed": proposed.number,
        "returned": returned.number,
        "started": started.number,
        "accepted": kk.accepted().number,
        "printed": kk.printed().number,
        "ready": kk.ready().number,
        "handed": kk.handed().number,
        "referred": referred.number,
    }


PAGES = [
    "/loket/berkas",
    "/loket/berkas?tulis-tangan=1",
    "/loket/berkas?ambil=1",
    "/loket/berkas/{fresh}",
    "/loket/berkas/{proposed}",
    "/loket/berkas/{returned}",
    "/loket/berkas/{ready}",
    "/loket/berkas/{handed}",
    "/loket/berkas/{referred}",
    "/kasi",
    "/kasi/{proposed}",
    "/kasi/{started}",
    "/kasi/{returned}",
    "/kasi/kalender",
    "/operator",
    "/operator/cetakan",
    "/operator/{accepted}",
    "/operator/{started}",
    "/operator/{printed}",
    "/operator/{ready}",
    "/register/kertas",
    "/register",
    "/register?cari=tidak-ada",
    "/register/2026/11",
    "/register/berkas/{handed}",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_readable_and_reachable(
    files: dict[str, str], look: Looker, page: str
) -> None:
    desk = look.at(files["office"], "sari", page.format(**files))  # type: ignore[arg-type]
    assert flaws(desk) == []
    assert [one for one in small_targets(desk) if 'type="file"' not in one] == []


def test_no_page_scrolls_sideways_or_hides_its_buttons(files: dict[str, str], look: Looker) -> None:
    wrong = {}
    for address in PAGES:
        wrong |= look.at_sizes(files["office"], "sari", address.format(**files), CUT_PRESSES)  # type: ignore[arg-type]
    assert wrong == {}


@pytest.mark.parametrize("dialog", ["kembalikan", "rujuk", "batalkan-berkas"])
def test_questions_are_readable(files: dict[str, str], look: Looker, dialog: str) -> None:
    desk = look.at(files["office"], "sari", f"/loket/berkas/{files['fresh']}")  # type: ignore[arg-type]
    desk.locator(f'[data-open="{dialog}"]').click()
    assert flaws(desk) == []


def test_a_sheet_in_doubt_asks_for_a_look_into_the_tray(files: dict[str, str], desk: Page) -> None:
    office: Running = files["office"]  # type: ignore[assignment]
    office.station.stop()
    with office.inside():
        job = sheets.ask_paper("papers/x.pdf", "0" * 64, 1, kk.touch(), kk.OPERATOR)
        for state in (sheets.SUBMITTING, sheets.HELD, sheets.RELEASING, sheets.UNCERTAIN):
            if state == sheets.SUBMITTING:
                job = sheets.claim_next("station-1", "sheet") or job
            else:
                job = sheets.step(job, state)
    sit_down(desk, office, "sari", "/operator/cetakan")
    desk.get_by_role("button", name="Lihat baki kertas").click()
    assert flaws(desk) == []
    desk.get_by_text("Tidak keluar", exact=True).click()
    desk.get_by_role("button", name="Catat", exact=True).last.click()
    desk.get_by_text("Tidak tercetak").wait_for()
    with office.inside():
        assert sheets.job(job.id).state == sheets.FAILED
    desk.locator(f'[data-spoil="{job.id}"]').click()
    assert flaws(desk) == []
    assert desk.get_by_label("Dari lembar yang keluar").is_hidden()
    desk.get_by_label("Lembar lain yang rusak: macet").fill("2")
    desk.get_by_role("button", name="Catat", exact=True).last.click()
    desk.get_by_text("2 lembar lain rusak").wait_for()
    desk.goto(f"{office.url}/register/kertas")
    desk.get_by_role("cell", name="Lembar rusak").wait_for()
    assert flaws(desk) == []
