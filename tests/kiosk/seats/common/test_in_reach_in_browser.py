"""Every seat with something opened, at 100, 125 and 200 %: that is in sight, its press in reach."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from shared.rules import queue
from shared.rules.applications import decisions
from shared.rules.common import staff
from shared.rules.complaints import recap
from shared.rules.corrective import actions
from tests import kk
from tests.complaint_book import people
from tests.kiosk.seats.browser import page_at, sit_down
from tests.kiosk.seats.complaint_office import filled
from tests.office import take
from tests.running import Running

pytestmark = pytest.mark.browser

# The desks' screens at 100 %, 125 % and 200 %, and a window that somebody made low.
SIZES = [(1366, 768), (1093, 535), (683, 384), (1366, 535)]

# What is open there: it stands in the first screenful, without scrolling.
PAGES = {
    "/loket": "#loket-saya",
    "/informasi": "#loket-saya",
    "/loket/berkas": "#cari-jenis",
    "/loket/berkas?tulis-tangan=1": "#cari-jenis",
    "/loket/berkas/{proposed}": "#nomor-berkas",
    "/loket/berkas/{returned}": "#nomor-berkas",
    "/loket/berkas/{ready}": "#nomor-berkas",
    "/kasi/{proposed}": "#nomor-berkas",
    "/operator/{accepted}": "#nomor-berkas",
    "/operator/{printed}": "#nomor-berkas",
    "/register/berkas/{handed}": "#nomor-berkas",
    "/register/2026/10": ".book-top h1",
    "/informasi/pengaduan": ".topic",
    "/pengaduan-kantor/{long}": ".file-number",
    "/pengaduan-kantor/{plain}": ".file-number",
    "/ptpp/baru": "#baru",
    "/ptpp/{action}": "#langkah-2",
    "/rekap/2026/3": "#judul-rekap",
    "/papan-pengumuman": ".card-form h2",
}

_OUT = """(opened) => {
  const top = [...document.querySelectorAll(opened)].find((one) => one.getClientRects().length);
  const box = top?.getBoundingClientRect();
  const out = !box || box.top < 0 || box.bottom > innerHeight ? [`${opened} ${box?.bottom}`] : [];
  if (document.documentElement.scrollWidth > innerWidth)
    out.push('sideways', ...[...document.querySelectorAll('main *')].filter((one) =>
      one.getBoundingClientRect().right > innerWidth).map((one) => one.className).slice(0, 3));
  const presses = `.file-end .btn:not(.complaint-more *), .intake-go, .step-go .btn--primary,
    .presses--main .press`;
  let reached = 0;
  for (const one of document.querySelectorAll(presses)) {
    const at = one.getBoundingClientRect();
    if (!at.width) continue;
    const seen = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
    const whole = at.bottom <= innerHeight + 1 && at.right <= innerWidth;
    if (whole && seen && one.contains(seen)) reached += 1;
    else out.push(`${one.textContent.trim().replace(/\\s+/g, ' ')} ${Math.round(at.bottom)}`);
  }
  return [reached, out];
}"""


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """An office with something to open at every seat, and the number of each."""
    with Running(tmp_path_factory.mktemp("office")) as made:
        with made.inside():
            opened = _opened(made)
        yield {**opened, "office": made}


def _opened(made: Running) -> dict[str, str]:
    proposed, returned = kk.register(), kk.register()
    kk.all_seen(proposed)
    decisions.propose(proposed.id, kk.COUNTER)
    decisions.give_back(returned.id, "TIDAK_LENGKAP", kk.COUNTER, "surat lahir")
    files = {
        "proposed": proposed.number,
        "returned": returned.number,
        "accepted": kk.accepted().number,
        "printed": kk.printed().number,
        "ready": kk.ready().number,
        "handed": kk.handed().number,
    }
    book = filled(made)
    problem = actions.Problem(kk.touch(), "complaint", "Antrean lama.", "minor", "PELAYANAN")
    book["action"] = actions.issue(problem, people().bambang).number
    recap.promise(2026, 3, "Kursi ditambah.", people().rina)
    take("KK")
    sari = next(one for one in staff.everybody() if one.username == "sari").acting(staff.COUNTER)
    queue.sit(1, sari)
    queue.call_next(1, sari)
    return files | book


@pytest.mark.parametrize("size", SIZES)
def test_what_is_open_is_in_sight_and_its_press_in_reach(
    numbers: dict[str, Any], chromium: Browser, size: tuple[int, int]
) -> None:
    page = page_at(chromium, size)
    sit_down(page, numbers["office"], "sari")
    wrong = {}
    for address, opened in PAGES.items():
        page.goto(numbers["office"].url + address.format(**numbers))
        page.wait_for_selector('[data-link="ok"]')
        reached, out = page.evaluate(_OUT, opened)
        if out or not reached:
            wrong[address] = out or ["no press"]
    page.context.close()
    assert not wrong, json.dumps(wrong, indent=1)


# A reader's keys come at once; fingers take their time. One letter of a busy PC is late.
_KEYS = """async ([code, pause, late]) => {
  for (const [at, key] of [...code, 'Enter'].entries()) {
    if (at === late) await new Promise((done) => setTimeout(done, 150));
    const focus = document.activeElement;
    const pressed = new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true});
    const isLetter = focus.dispatchEvent(pressed) && key.length === 1;
    if (isLetter) document.execCommand('insertText', false, key);
    if (pause) await new Promise((done) => setTimeout(done, pause));
  }
}"""


@pytest.mark.parametrize(
    ("page", "field", "opens"),
    [
        ("/loket", "body", "/loket/berkas/{ready}"),
        ("/loket/berkas", "#applicant", "/loket/berkas/{ready}"),
        ("/kasi/{proposed}", "#lengkap", "/kasi/{ready}"),
        ("/operator", "body", "/operator/{ready}"),
        ("/register", "#cari", "/register/berkas/{ready}"),
        ("/rekap/2026/3", "#isi-janji", "/loket/berkas/{ready}"),
    ],
)
def test_a_code_reader_opens_the_file_whatever_has_the_focus(
    numbers: dict[str, Any], desk: Page, page: str, field: str, opens: str
) -> None:
    sit_down(desk, numbers["office"], "sari", page.format(**numbers))
    if field != "body":
        desk.locator(field).focus()
    desk.evaluate(_KEYS, [numbers["ready"], 0])
    expect(desk).to_have_url(numbers["office"].url + opens.format(**numbers))


@pytest.mark.parametrize("late", [1, 7, 14])
def test_a_letter_that_comes_late_tears_no_code(
    numbers: dict[str, Any], desk: Page, late: int
) -> None:
    sit_down(desk, numbers["office"], "sari", "/loket/berkas?ambil=1")
    desk.evaluate(_KEYS, [numbers["ready"], 0, late])
    expect(desk).to_have_url(f"{numbers['office'].url}/loket/berkas/{numbers['ready']}")


@pytest.mark.parametrize("pause", [80, 400])
def test_a_number_typed_by_hand_is_what_the_field_makes_of_it(
    numbers: dict[str, Any], desk: Page, pause: int
) -> None:
    sit_down(desk, numbers["office"], "sari", "/loket/berkas?ambil=1")
    desk.keyboard.type(numbers["ready"].lower()[:-1], delay=pause)
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-code-read]")).to_be_hidden()
    expect(desk.locator("#cari-berkas")).to_have_value(numbers["ready"].lower()[:-1])


def test_a_code_leaves_nothing_where_somebody_writes(numbers: dict[str, Any], desk: Page) -> None:
    sit_down(desk, numbers["office"], "sari", "/informasi/pengaduan")
    words = desk.locator("#kata-isi")
    words.press_sequentially("Kursi", delay=80)
    desk.wait_for_timeout(400)  # the hand takes the reader
    desk.evaluate(_KEYS, [numbers["ready"], 0])
    expect(desk.locator("[data-code-words]")).to_have_text(f"Kode {numbers['ready']} dibaca.")
    expect(desk.get_by_role("link", name="Buka", exact=True).first).to_be_visible()
    expect(words).to_have_value("Kursi")
    desk.evaluate(_KEYS, ["KK-2026-999999", 0])
    expect(desk.locator("[data-code-words]")).to_have_text("Kode ini tidak dikenal.")
    desk.evaluate(_KEYS, [" rusak", 80])
    expect(words).to_have_value("Kursi rusak")


def test_what_is_typed_as_a_password_is_no_code_however_fast(
    numbers: dict[str, Any], desk: Page
) -> None:
    asked: list[str] = []
    desk.on("request", lambda one: "/codes" in one.url and asked.append(one.post_data or ""))
    sit_down(desk, numbers["office"], "sari")
    desk.keyboard.press("F12")
    desk.locator("#sandi-petugas").click()
    expect(desk.locator("#sandi-petugas")).to_be_focused()
    desk.evaluate(_KEYS, [numbers["ready"], 0])
    desk.keyboard.press("Escape")
    # The browser leaves the field that went with the box only at its next frame.
    expect(desk.locator("#sandi-petugas")).not_to_be_focused()
    desk.evaluate(_KEYS, ["KK-2026-999999", 0])
    expect(desk.locator("[data-code-words]")).to_have_text("Kode ini tidak dikenal.")
    assert [json.loads(one)["code"] for one in asked] == ["KK-2026-999999"]
