"""A day of each officer without a mouse: each key is counted, and what has the focus is seen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from shared.records import Application, Complaint, QuarterlyRecap, Staff
from shared.rules import queue
from shared.rules.admin import people as hiring
from shared.rules.applications import states as files
from shared.rules.common import own_account, staff
from shared.rules.complaints import recap, recap_view
from shared.rules.complaints import states as complaints
from tests import kk
from tests.complaint_book import entered, people
from tests.devices.signed_pdf import SignedPapers
from tests.kiosk.seats.browser import page_at
from tests.office import PASSWORD, take
from tests.running import Running

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PIN = "402857"
SLOW_MS = 45_000
ECHO = 700  # the same press sooner is the tail of a double press
FURTHEST = 40
FILE = "KK-2026-000003"

# So many keys each step may cost, letters and digits that are typed included.
MOST = {
    "counter: call and serve": 2,
    "counter: take a file in": 88,
    "counter: see the papers and propose": 17,
    "counter: finish the ticket": 2,
    "section: decide a file": 11,
    "operator: attach the KK": 37,
    "operator: print and look at it": 23,
    "counter: hand a KK over": 40,
    "desk: write a complaint down": 46,
    "desk: classify and report it": 14,
    "secretary: take a guarded complaint up": 38,
    "camat: approve the recap": 36,
    "admin: add somebody": 38,
}

# Where the focus is, unless it is nowhere in particular; a tick is seen by its label.
_HIDDEN = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.id === 'isi') return '';
  const shown = at.matches('[type=radio], [type=checkbox], [type=file]') ? at.labels[0] ?? at : at;
  const box = shown.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const told = at.outerHTML.slice(0, 120);
  if (right - left < 8 || bottom - top < 8) return `out of sight: ${told}`;
  const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  if (seen && (shown.contains(seen) || seen.contains(shown))) return '';
  return `${told} is covered by ${seen?.outerHTML.slice(0, 120)}`;
}"""


class Hands:
    """One officer at the keys of a desk; `keys` counts them by step."""

    def __init__(self, browser: Browser, office: Running, keys: dict[str, int]) -> None:
        self.page = page_at(browser)
        self._office = office
        self._keys = keys
        self._step = ""

    def begin(self, step: str) -> None:
        """What is done from here on is another step."""
        self._step = step
        self._keys[step] = 0

    def press(self, key: str, times: int = 1) -> None:
        """A key, several times; whatever gets it is in sight."""
        for _ in range(times):
            assert self.page.evaluate(_HIDDEN) == "", (self._step, key)
            self._keys[self._step] += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Letters into whatever has the focus."""
        assert self.page.evaluate(_HIDDEN) == "", (self._step, text)
        self._keys[self._step] += len(text)
        self.page.keyboard.type(text)

    def reach(self, wanted: str, by: str = "Tab") -> None:
        """Go on until that has the focus."""
        for _ in range(FURTHEST):
            self.press(by)
            if self.page.evaluate("(it) => document.activeElement.matches(it)", wanted):
                return
        raise AssertionError(f"{wanted} is not reached: {self._step}")

    def past_the_places(self, row: str = ".places") -> None:
        """Over the row of pages, which is long for whoever oversees or administers."""
        self.reach(f"{row} .skip")
        self.press("Enter")

    def go(self) -> None:
        """The one thing to do next."""
        self.page.wait_for_timeout(ECHO)
        self.press("Control+Enter")

    def sign_in(self, username: str, seat: str) -> None:
        """Name and password at the door; the own seat opens."""
        self.begin(f"{username}: sign in")
        self.page.goto(f"{self._office.url}/masuk")
        self.type(username)
        self.press("Tab")
        self.type(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self._office.url}{seat}")
        self.connected()

    def connected(self) -> None:
        expect(self.page.locator('[data-link="ok"]')).to_be_attached()


@pytest.fixture
def papers(tmp_path: Path) -> SignedPapers:
    """The PDF of the Dinas; made before a browser takes this thread's loop."""
    made = SignedPapers(tmp_path / "pdf")
    assert made.signed
    return made


@pytest.fixture
def office(tmp_path: Path, papers: SignedPapers) -> Iterator[Running]:
    """One person at each post; a recap waits for the Camat, a complaint for the secretary."""
    made = Running(tmp_path / "office", printers_sheet=f"virtual:{tmp_path / 'a4'}")
    trust = made.settings.data / "trust"
    trust.mkdir(exist_ok=True)
    (trust / "root.pem").write_bytes((papers.roots / "root.pem").read_bytes())
    with made:
        with made.inside():
            who = people()
            wati = hiring.add("wati", "Wati Loket", [staff.COUNTER], PASSWORD)
            own_account.set_pin(wati, PASSWORD, PIN, "127.0.0.1")
            queue.sit(1, wati.acting(staff.COUNTER), take_over=True)
            take("KK")
            kk.ready(nik=kk.NIK[:-1] + "2", kk_number=kk.KK_NUMBER[:-1] + "2")
            kk.accepted()
            entered(topic="UANG", text="Diminta uang di loket.")
            recap.promise(2026, 3, "Kursi ditambah.", who.rina)
            recap.submit(2026, 3, who.rina)
        yield made


def test_each_officer_works_a_day_with_the_keys_alone(
    office: Running, browser: Browser, papers: SignedPapers
) -> None:
    keys: dict[str, int] = {}

    def hands() -> Hands:
        return Hands(browser, office, keys)

    counter = hands()
    the_counter_takes_a_file_in(counter)
    the_section_decides(hands())
    the_operator_prints(hands(), papers)
    the_counter_hands_over(counter)
    the_desk_writes_a_complaint_down(hands())
    the_secretary_takes_a_guarded_one_up(hands())
    the_camat_approves(hands())
    the_admin_hires(hands())
    assert {step: count for step, count in keys.items() if count > MOST.get(step, 25)} == {}
    with office.inside():
        assert {row.number: row.state for row in Application.select()} == {
            1: files.HANDED,
            2: files.READY,
            3: files.COMPLETE,
        }
        assert QuarterlyRecap.get().state == recap_view.APPROVED
        guarded, plain = Complaint.select().order_by(Complaint.number)
        assert (guarded.state, plain.state) == (complaints.FOLLOWED_UP, complaints.REPORTED)
        assert plain.kind == complaints.ORDINARY
        assert Staff.get(Staff.username == "tini").roles == [staff.OPERATOR]


def the_counter_takes_a_file_in(one: Hands) -> None:
    one.sign_in("wati", "/loket")
    one.begin("counter: call and serve")
    one.press("F8")
    expect(one.page.locator("[data-stage]")).to_have_attribute("data-state", "called")
    one.press("F2")
    expect(one.page.locator("[data-stage]")).to_have_attribute("data-state", "serving")
    one.begin("counter: take a file in")
    one.go()
    one.page.wait_for_url(re.compile(r"/loket/berkas\?tiket=A-001"))
    one.connected()
    one.type("hilang")
    one.press("Enter")
    one.type("Tuti Percobaan")
    one.press("Tab")
    one.type(kk.NIK[:-1] + "3")
    one.press("Tab")
    one.type(kk.KK_NUMBER[:-1] + "3")
    one.press("Tab")
    one.type("Joko Percobaan")
    one.reach("#village")
    one.type("Kaliboto L")
    one.press("Tab")
    one.type("1")
    one.press("Tab")
    one.type("2")
    one.go()
    one.page.wait_for_url(re.compile(f"/loket/berkas/{FILE}$"))
    one.connected()
    one.begin("counter: see the papers and propose")
    items = one.page.locator("[data-item]")
    one.reach("[data-item] [name=seen]")
    for place in range(items.count()):
        line = items.nth(place)
        one.press("t" if line.get_attribute("data-need") == "K" else "Space")
        if place < items.count() - 1:
            one.press("ArrowDown")
    expect(one.page.locator(".verdict--ok")).to_contain_text("Syarat ada semua")
    one.go()
    expect(one.page.locator(".badge--next")).to_have_text("Menunggu keputusan Kasi")
    one.begin("counter: finish the ticket")
    one.go()
    one.page.wait_for_url("**/loket")
    one.connected()
    one.press("F4")
    expect(one.page.locator("[data-stage]")).to_have_attribute("data-state", "empty")


def the_section_decides(one: Hands) -> None:
    one.sign_in("bambang", "/kasi")
    one.begin("section: decide a file")
    one.reach(".pile-link")
    one.press("Enter")
    expect(one.page.locator("#nomor-berkas")).to_have_text(FILE)
    one.connected()
    one.go()
    expect(one.page.locator(".decided")).to_have_text("Lengkap")
    one.go()
    expect(one.page.locator(".file-due--green")).to_be_visible()


def the_operator_prints(one: Hands, papers: SignedPapers) -> None:
    one.sign_in("dewi", "/operator")
    one.begin("operator: attach the KK")
    one.reach(".next-link")
    one.press("Enter")
    expect(one.page.locator("#nomor-berkas")).to_have_text("KK-2026-000002")
    one.connected()
    one.go()
    expect(one.page.locator("#pilih-pdf")).to_be_attached(timeout=SLOW_MS)
    one.reach("#pilih-pdf, label[for=pilih-pdf], [data-pick]")
    with one.page.expect_file_chooser() as chosen:
        one.press("Enter")
    chosen.value.set_files(papers["signed"])
    expect(one.page.locator(".pdf-verdict--ok")).to_be_visible(timeout=SLOW_MS)
    one.begin("operator: print and look at it")
    one.go()
    expect(one.page.locator("#produk")).to_be_visible(timeout=SLOW_MS)
    one.reach("#produk input")
    for place in range(one.page.locator("#produk input").count()):
        if place:
            one.press("Tab")
        one.press("Space")
    one.go()
    expect(one.page.locator(f".badge--{files.READY}")).to_be_visible()


def the_counter_hands_over(one: Hands) -> None:
    one.begin("counter: hand a KK over")
    one.page.goto(re.sub(r"/loket.*", "/loket/berkas?ambil=1", one.page.url))
    one.connected()
    one.type("1")
    one.press("Enter")
    one.page.wait_for_url(re.compile("/loket/berkas/KK-2026-000001$"))
    one.connected()
    one.reach("#tanpa")
    one.press("ArrowDown")
    one.reach("[name=relation]")
    one.press("Space")
    one.reach("[name=identity_kind]")
    one.press("Space")
    one.reach("#identity")
    one.type(kk.NIK[:-1] + "2")
    one.reach("[name=data_checked]")
    one.press("Space")
    one.reach("[name=old_kk]")
    one.press("Space")
    one.go()
    expect(one.page.locator(f".badge--{files.HANDED}")).to_be_visible()


def the_desk_writes_a_complaint_down(one: Hands) -> None:
    one.sign_in("rina", "/informasi")
    one.begin("desk: write a complaint down")
    one.reach("[role=tab]")
    one.reach("#tab-pengaduan", by="ArrowRight")
    one.reach("[href='/informasi/pengaduan']")
    one.press("Enter")
    one.page.wait_for_url("**/informasi/pengaduan")
    one.connected()
    one.type("1")
    one.type("Kursi di ruang tunggu kurang.")
    one.go()
    told = one.page.locator("[data-entered]")
    expect(told).to_be_visible()
    one.begin("desk: classify and report it")
    one.reach("[data-open-it]")
    one.press("Enter")
    one.page.wait_for_url("**/pengaduan-kantor/*")
    one.connected()
    for asked in ("#golongkan", "#laporkan"):
        one.go()
        expect(one.page.locator(asked)).to_be_visible()
        one.go()
        expect(one.page.locator(asked)).to_be_hidden()


def the_secretary_takes_a_guarded_one_up(one: Hands) -> None:
    one.sign_in("yusuf", "/sekretaris")
    one.begin("secretary: take a guarded complaint up")
    one.past_the_places()
    one.reach(".pile-link")
    one.press("Enter")
    one.page.wait_for_url("**/pengaduan-kantor/*")
    one.connected()
    one.go()
    expect(one.page.locator("#kata-tindak")).to_be_focused()
    one.type("Kamera loket dilihat.")
    one.go()
    expect(one.page.locator(".done-list")).to_contain_text("Kamera loket dilihat.")


def the_camat_approves(one: Hands) -> None:
    one.sign_in("ratih", "/camat")
    one.begin("camat: approve the recap")
    one.past_the_places()
    one.reach("a.pile-link[href='/rekap/2026/3']")
    one.press("Enter")
    one.page.wait_for_url("**/rekap/2026/3")
    one.connected()
    one.reach(".btn--primary")
    one.press("Enter")
    expect(one.page.locator(".btn--primary", has_text="Setujui rekap")).to_have_count(0)


def the_admin_hires(one: Hands) -> None:
    one.sign_in("agus", "/admin/orang")
    one.begin("admin: add somebody")
    one.past_the_places(".manage-nav")
    one.reach("summary")
    one.press("Enter")
    one.reach("#nama")
    one.type("Tini Percobaan")
    one.reach("#masuk")
    one.type("tini")
    one.reach("[name=roles][value=operator]")
    one.press("Space")
    one.press("Enter")
    expect(one.page.locator(".table")).to_contain_text("Tini Percobaan")
