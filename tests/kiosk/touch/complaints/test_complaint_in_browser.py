"""Complaints in a real browser: six touches, the keyboard, and nothing left for the next person."""

import re

import pytest
from playwright.sync_api import Page, expect

from shared.records import Complaint
from shared.rules.complaints import entry, handling, states
from shared.rules.queue import help as helping
from tests.complaint_book import entered, people
from tests.kiosk.touch.common.test_visit_in_browser import (
    WRITING_SECONDS,
    idle,
    idle_until_asked,
    opened,
    ready,
    tremble,
)
from tests.kiosk.touch.conftest import context
from tests.running import Running, until

pytestmark = pytest.mark.browser

DONE = re.compile(r"/kios/pengaduan/nomor/")
FORM = "/kios/pengaduan/lama"
TYPED = "#tulisan"
_LEFT = """() => [...Object.values(localStorage), ...Object.values(sessionStorage),
  document.body.innerText, ...[...document.querySelectorAll("input, textarea")].map(f => f.value)
].join(" ")"""

_KEYS_AMISS = """() => [...document.querySelectorAll(".is-on .hg-button, #tulisan")].filter(key => {
  const box = key.getBoundingClientRect(), page = key.closest(".page").getBoundingClientRect();
  return key.offsetWidth < 96 || key.offsetHeight < 96 || box.left < 0 || box.right > innerWidth
    || box.top < page.top || box.bottom > page.bottom;
}).map(key => [key.innerText, key.offsetWidth, key.offsetHeight])"""


def count(running: Running) -> int:
    with running.inside():
        return int(Complaint.select().count())


def key(page: Page, sign: str) -> None:
    """Touch one key of the keyboard that is shown."""
    page.locator(f'.is-on .hg-button[data-skbtn="{sign}"]').tap()


def write(page: Page, words: str) -> None:
    """Open the keyboard and write words, capitals as they come by themselves."""
    page.locator('[data-go="write"]').tap()
    write_on(page, words)


def write_on(page: Page, words: str) -> None:
    for sign in words:
        shown = page.locator(".is-on [data-keys]").get_attribute("class") or ""
        fitting = sign.upper() if "hg-layout-large" in shown else sign
        key(page, {" ": "{space}"}.get(sign, fitting))


def forward(page: Page) -> None:
    page.locator("[data-after]").tap()


def to_check(page: Page) -> None:
    """From touched words to the step where everything is checked."""
    forward(page)
    forward(page)
    expect(page.get_by_role("heading", name="Sudah benar?")).to_be_visible()


def send(page: Page) -> None:
    page.get_by_role("button", name="Kirim").tap()


def test_from_home_to_the_number_in_six_touches_without_the_keyboard(running, screen):
    before = count(running)
    opened(screen, f"{running.url}/kios")
    touches = 0

    def touch(place):
        nonlocal touches
        place.tap()
        touches += 1

    touch(screen.get_by_role("link", name="Pengaduan & saran"))
    screen.wait_for_url(re.compile(r"/kios/pengaduan$"))
    ready(screen)
    touch(screen.get_by_role("link", name="Terlalu lama"))
    screen.wait_for_url(re.compile(FORM))
    ready(screen)
    touch(screen.locator(".chip").first)
    touch(screen.get_by_role("button", name="Lanjut", exact=True))
    touch(screen.get_by_role("button", name="Lanjut", exact=True))
    touch(screen.get_by_role("button", name="Kirim"))
    screen.wait_for_url(DONE)
    assert touches <= 6
    assert count(running) == before + 1
    expect(screen.locator(".complaint-number")).to_have_text(re.compile(r"P-2026-\d{5}"))
    expect(screen.locator(".complaint-code")).to_have_text(re.compile(r"\d{4}"))
    expect(screen.get_by_text("Senin, 30 November 2026, 15.00 WIB")).to_be_visible()
    expect(screen.get_by_text("Ambil tanda terima di bawah")).to_be_visible(timeout=15_000)


def test_the_keyboard_writes_with_capitals_and_the_letters_of_the_region(running, screen):
    opened(screen, running.url + FORM)
    screen.evaluate("document.documentElement.lang = 'mad'")
    write(screen, "saya")
    key(screen, "{space}")
    for sign in ("ḍ", "â", "'"):
        key(screen, sign)
    key(screen, "x")
    key(screen, "{bksp}")
    key(screen, "{enter}")
    key(screen, "K")
    expect(screen.locator(TYPED)).to_have_value("Saya ḍâ'\nK")
    forward(screen)
    expect(screen.locator("[data-own-words]")).to_have_text("Saya ḍâ'\nK")
    to_check(screen)
    send(screen)
    screen.wait_for_url(DONE)
    with running.inside():
        newest = Complaint.select().order_by(Complaint.number.desc()).get()
        assert newest.text == "Saya ḍâ'\nK"


def test_indonesian_has_no_letters_that_it_does_not_use(running, screen):
    opened(screen, running.url + FORM)
    write(screen, "saya")
    expect(screen.locator('.keys [data-skbtn="â"]')).to_have_count(0)
    expect(screen.locator(".keys .hg-row")).to_have_count(5)


@pytest.mark.parametrize("look", ["teks=biasa", "teks=besar"])
@pytest.mark.parametrize("language", ["id", "mad"])
def test_keys_of_a_narrow_touchscreen_are_wide_enough_for_fingers(
    running, chromium, look, language
):
    made = context(chromium, "narrow")
    page = made.new_page()
    page.goto(f"{running.url}/kios/tampilan?{look}")
    opened(page, running.url + FORM)
    page.evaluate("one => document.documentElement.lang = one", language)
    write(page, "jalan ")
    key(page, "{signs}")
    assert page.evaluate(_KEYS_AMISS) == []
    key(page, "5")
    if language == "mad":
        key(page, "ḍ")
    key(page, "{letters}")
    write_on(page, "rw")
    expect(page.locator(TYPED)).to_have_value(re.compile("^Jalan 5ḍ?rw$"))
    assert page.evaluate(_KEYS_AMISS) == []
    made.close()


def test_shift_gives_one_capital(running, screen):
    opened(screen, running.url + FORM)
    write(screen, "di ")
    key(screen, "{shift}")
    key(screen, "J")
    key(screen, "a")
    expect(screen.locator(TYPED)).to_have_value("Di Ja")


def test_a_phone_number_has_a_pad_of_its_own(running, screen):
    opened(screen, running.url + FORM)
    screen.locator(".chip").first.tap()
    forward(screen)
    screen.locator(".is-on .chip").nth(1).tap()
    forward(screen)
    forward(screen)
    expect(screen.get_by_role("alert")).to_contain_text("Tulis nama atau nomor HP")
    screen.locator("#telepon").tap()
    for digit in "0812000001":
        key(screen, digit)
    forward(screen)
    expect(screen.locator('[data-of="who"]')).to_contain_text("0812000001")
    expect(screen.locator('[data-of="who"]')).to_contain_text("Identitas dirahasiakan")


def test_nothing_said_leads_nowhere(running, screen):
    opened(screen, running.url + FORM)
    forward(screen)
    expect(screen.get_by_role("alert")).to_contain_text("Sentuh salah satu, atau tulis sendiri.")
    expect(screen.get_by_role("heading", name="Apa yang terjadi?")).to_be_visible()
    screen.locator(".chip").nth(1).tap()
    expect(screen.get_by_role("alert")).to_have_count(0)


def test_what_the_server_refuses_is_told_at_its_step_with_everything_kept(running, screen):
    opened(screen, running.url + FORM)
    screen.locator(".chip").nth(1).tap()
    write(screen, "lama")
    forward(screen)
    to_check(screen)
    screen.route(
        "**" + FORM,
        lambda route: route.fulfill(status=422, json={"code": "text", "message": "Kurang jelas."}),
    )
    send(screen)
    expect(screen.get_by_role("alert")).to_contain_text("Kurang jelas.")
    expect(screen.get_by_role("heading", name="Apa yang terjadi?")).to_be_visible()
    expect(screen.locator(TYPED)).to_have_value("Lama")
    expect(screen.locator(".chip input").nth(1)).to_be_checked()
    forward(screen)
    expect(screen.get_by_role("alert")).to_have_count(0)


def test_a_trembling_finger_sends_one_complaint(running, screen):
    before = count(running)
    opened(screen, running.url + FORM)
    screen.locator(".chip").first.tap()
    to_check(screen)
    # How long a busy machine's finger trembles is not known: it may have pressed on since.
    with screen.expect_event("framenavigated", lambda frame: bool(DONE.search(frame.url))):
        tremble(screen, screen.get_by_role("button", name="Kirim"), times=4)
    assert count(running) == before + 1


def test_what_has_just_come_into_sight_takes_no_touch_of_a_finger_that_trembles(running, screen):
    """Kirim stands where Lanjut stood, and Selesai where Kirim stood."""
    screen.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
          globalThis.atFirst = getComputedStyle(document.body).pointerEvents;
        });"""
    )
    opened(screen, running.url + FORM)
    assert screen.evaluate("atFirst") == "none"
    screen.locator(".chip").first.tap()
    forward(screen)
    now = screen.evaluate(
        """() => {
          document.querySelector("[data-after]").click();
          const send = document.querySelector(".ask-send");
          return [send.hidden, getComputedStyle(send).pointerEvents];
        }"""
    )
    assert now == [False, "none"]
    send(screen)
    screen.wait_for_url(DONE)
    assert screen.evaluate("atFirst") == "none"


def test_a_press_whose_answer_is_lost_is_sent_again_and_stays_one(running, screen):
    before, lost = count(running), []
    opened(screen, running.url + FORM)
    screen.locator(".chip").first.tap()
    to_check(screen)

    def lose_the_first(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort()
        else:
            route.continue_()

    screen.route("**" + FORM, lose_the_first)
    send(screen)
    screen.wait_for_url(DONE)
    assert lost == [303]
    assert count(running) == before + 1
    assert re.fullmatch(r"\d{4}", screen.locator(".complaint-code").inner_text())


@pytest.mark.parametrize("leave", ["reload", "again", "back", "start"])
def test_nothing_half_typed_is_left_for_the_next_person(running, screen, leave):
    before = count(running)
    opened(screen, f"{running.url}/kios")
    opened(screen, running.url + FORM)
    screen.locator(".chip").first.tap()
    write(screen, "rahasia")
    forward(screen)
    if leave == "reload":
        screen.reload()
    elif leave == "again":
        screen.goto(running.url + FORM)
    elif leave == "back":
        screen.goto(f"{running.url}/kios")
        screen.go_back()
    else:
        screen.get_by_role("link", name="Mulai lagi").tap()
        screen.wait_for_url(re.compile(r"/kios$"))
        screen.goto(running.url + FORM)
    ready(screen)
    assert "ahasia" not in screen.evaluate(_LEFT)
    assert screen.locator("input[name=kata]:checked").count() == 0
    assert count(running) == before


def test_the_form_leaves_no_trail_behind_back(running, screen):
    opened(screen, f"{running.url}/kios")
    trail = screen.evaluate("history.length")
    screen.get_by_role("link", name="Pengaduan & saran").tap()
    screen.wait_for_url(re.compile(r"/kios/pengaduan$"))
    ready(screen)
    screen.locator(".topics a").first.tap()
    screen.wait_for_url(re.compile(FORM))
    ready(screen)
    screen.locator(".chip").first.tap()
    to_check(screen)
    send(screen)
    screen.wait_for_url(DONE)
    assert screen.evaluate("history.length") == trail


def test_writing_has_three_minutes_then_a_question_then_nothing_is_left(running, screen):
    screen.clock.install()
    opened(screen, running.url + FORM)
    write(screen, "rahasia")
    idle(screen, 170)
    expect(screen.get_by_text("Anda masih di sini?")).to_be_hidden()
    idle_until_asked(screen)
    screen.get_by_role("button", name="Saya masih di sini").tap()
    expect(screen.locator(TYPED)).to_have_value("Rahasia")
    assert idle_until_asked(screen) > 170
    idle(screen, 21)
    screen.wait_for_url(re.compile(r"/kios$"))
    screen.goto(running.url + FORM)
    ready(screen)
    assert "ahasia" not in screen.evaluate(_LEFT)


def test_the_other_steps_have_the_usual_minute(running, screen):
    screen.clock.install()
    opened(screen, running.url + FORM)
    assert 45 < idle_until_asked(screen) < WRITING_SECONDS - 30


def test_larger_letters_contrast_and_english_keep_the_words(running, screen):
    opened(screen, running.url + FORM)
    screen.locator(".chip").first.tap()
    write(screen, "lama")
    screen.get_by_role("link", name="Teks besar").tap()
    expect(screen.locator("html")).to_have_attribute("data-text", "besar")
    screen.get_by_role("link", name="Kontras").tap()
    expect(screen.locator("html")).to_have_attribute("data-kontras", "tinggi")
    screen.get_by_role("link", name="English").tap()
    expect(screen.locator("html")).to_have_attribute("lang", "en")
    expect(screen.locator(TYPED)).to_have_value("Lama")
    key(screen, "a")
    expect(screen.locator(TYPED)).to_have_value("Lamaa")
    screen.get_by_role("button", name="Done writing").tap()
    expect(screen.get_by_text("Long queue")).to_be_visible()
    expect(screen.locator(".chip input").first).to_be_checked()
    screen.get_by_role("link", name="Indonesia").tap()
    expect(screen.get_by_role("button", name="Dengarkan")).to_be_visible()
    screen.get_by_role("button", name="Dengarkan").tap()
    expect(screen.get_by_text("Suara belum tersedia")).to_be_visible()


def test_tell_an_officer_rings_with_the_topic_and_stays_on_the_page(running, screen):
    opened(screen, running.url + FORM)
    screen.get_by_role("button", name="Ceritakan kepada petugas").tap()
    expect(screen.get_by_text("Memanggil petugas…")).to_be_visible()
    with running.inside():
        call = until(helping.ringing, 30, "the bell")[0]
        assert call.topic == "LAMA"
    assert screen.url.endswith(FORM)


def test_without_script_the_whole_form_is_one_plain_page(running, chromium):
    made = context(chromium, java_script_enabled=False)
    page = made.new_page()
    page.goto(running.url + FORM)
    page.locator(".chip").first.click()
    page.locator(TYPED).fill("Tanpa skrip")
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url(DONE)
    assert page.locator(".complaint-number").inner_text().startswith("P-2026-")
    made.close()


def test_no_websocket_is_needed(running, screen):
    sockets = []
    screen.on("websocket", lambda opened_: sockets.append(opened_.url))
    opened(screen, running.url + FORM)
    screen.locator(".chip").first.tap()
    to_check(screen)
    send(screen)
    screen.wait_for_url(DONE)
    assert sockets == []


def test_an_unsettled_complaint_is_opened_again_at_the_screen(running, screen):
    number, code = answered(running)
    opened(screen, f"{running.url}/kios/status?jenis=P&nomor={number[7:]}")
    screen.locator("#kode").tap()
    for digit in code:
        screen.locator(f'.pad [data-digit="{digit}"]').tap()
    screen.get_by_role("button", name="Lihat status").tap()
    screen.wait_for_url(re.compile(r"/kios/status/pengaduan/"))
    ready(screen)
    expect(screen.get_by_text("Loket kedua kami buka.")).to_be_visible()
    screen.get_by_role("button", name="Belum selesai").tap()
    send(screen)
    expect(screen.get_by_role("alert")).to_contain_text("Tulis apa yang belum selesai.")
    screen.locator(".is-on .chip").first.tap()
    key(screen, "J")
    send(screen)
    expect(screen.get_by_text("dibuka lagi")).to_be_visible()
    with running.inside():
        row = Complaint.get(Complaint.public_number == int(number[7:]))
        assert (row.state, row.reopened) == (states.REPORTED, 1)


def test_a_settled_complaint_is_thanked_for(running, screen):
    number, code = answered(running)
    screen.goto(f"{running.url}/status?jenis=P&nomor={number[7:]}")
    screen.fill("#kode", code)
    screen.get_by_role("button", name="Lihat status").tap()
    screen.get_by_role("button", name="Sudah selesai").tap()
    expect(screen.get_by_text("Terima kasih atas penilaian Anda.")).to_be_visible()


def answered(running: Running) -> tuple[str, str]:
    """Number and code of a complaint that was answered and closed."""
    with running.inside():
        who = people()
        made = entered()
        handling.classify(made.id, states.ORDINARY, who.rina)
        handling.report(made.id, "PELAYANAN", who.rina)
        handling.answer(made.id, "Mohon maaf. Loket kedua kami buka.", who.bambang)
        handling.close(made.id, who.bambang)
        return made.number, entry.recorded(made.id).code
