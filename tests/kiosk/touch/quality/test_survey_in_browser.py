"""The survey under a finger: one question after the other, back, past it, out of it, its looks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from shared import clock
from shared.records import Questionnaire, Staff
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.quality import questionnaires
from tests.chromium import flaws
from tests.kiosk.touch.common.test_sizes_in_browser import _OVERFLOW, _SMALL_LETTERS, _SMALL_TARGETS
from tests.kiosk.touch.complaints.test_look_in_browser import opened
from tests.kiosk.touch.conftest import Window
from tests.running import Running
from tests.survey import served

pytestmark = pytest.mark.browser

_STEP = """at => document.querySelectorAll(".survey-step").forEach(
  (step, index) => step.classList.toggle("is-on", index === at))"""
_TARGETS = _SMALL_TARGETS.replace("label.paper", "label.survey-answer")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A running office."""
    with Running(tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest.fixture(scope="module", autouse=True)
def token(running: Running) -> str:
    """What the phone has of the first of three people who were served."""
    with running.inside():
        row = next(one for one in Staff.select() if staff.COUNTER in one.roles)
        by = Actor(row.username, staff.COUNTER, row.id)
        return [served(by).token for _ in range(3)][0]


def answer(page: Page, place: int) -> None:
    """Touch that answer and wait for the next question to be there for a finger."""
    asked = page.locator(".survey-step.is-on h1").text_content()
    page.locator(".is-on .survey-answer").nth(place).tap()
    past(page, asked)


def past(page: Page, asked: str | None) -> None:
    """Wait until another question is there, and longer than a finger trembles."""
    page.wait_for_function(
        "asked => document.querySelector('.survey-step.is-on h1')?.textContent !== asked", arg=asked
    )
    page.wait_for_timeout(300)


def press(page: Page, name: str) -> None:
    asked = page.locator(".survey-step.is-on h1").text_content()
    page.locator(f"[data-{name}]").tap()
    past(page, asked)


def kept(running: Running) -> set[tuple[str, str]]:
    with running.inside():
        return {(one.source, one.answers) for one in Questionnaire.select()}


def test_somebody_answers_goes_back_skips_and_stops(running: Running, screen: Page) -> None:
    opened(screen, f"{running.url}/kios/survei")
    for place in (0, 3, 0, 2):
        answer(screen, place)
    assert "4 dari 9" in screen.locator(".is-on [data-place]").text_content()
    press(screen, "back")
    press(screen, "back")
    answer(screen, 1)
    press(screen, "skip")
    press(screen, "skip")
    answer(screen, 3)
    screen.locator("[data-stop]").tap()
    screen.wait_for_url("**/kios/survei/selesai")
    assert ("touchscreen", "42--4----") in kept(running)


def test_the_last_question_sends_what_was_answered_on_a_phone(
    running: Running, window: Window, token: str
) -> None:
    page = window("phone")
    page.goto(f"{running.url}/t/{token}")
    page.locator("a.phone-go").tap()
    for place in (3, 3, 3, 3, 3, 3, 3, 3, 2, 1):
        answer(page, place)
    assert page.locator("[data-stop-words]").text_content() == "Kirim jawaban"
    assert flaws(page) == []
    for _ in range(2):
        press(page, "skip")
    page.locator("[data-skip]").tap()
    page.get_by_text("Terima kasih atas penilaian Anda").wait_for()
    assert ("phone", "444444443") in kept(running)


def test_leaving_without_an_answer_keeps_nothing(running: Running, screen: Page) -> None:
    before = kept(running)
    opened(screen, f"{running.url}/kios/survei")
    answer(screen, 0)
    screen.locator("[data-stop]").tap()
    screen.wait_for_url("**/kios")
    assert kept(running) == before


def test_one_touch_of_a_face_is_enough(running: Running, screen: Page) -> None:
    opened(screen, f"{running.url}/kios")
    screen.get_by_role("link", name="Nilai layanan kami").tap()
    screen.get_by_role("button", name="Sangat puas").tap()
    screen.wait_for_url("**/kios/survei/selesai?lagi=1")
    with running.inside():
        today = clock.service_day()
        pressed = questionnaires.moods(today, today)
    assert pressed[questionnaires.TOUCHSCREEN] == [0, 0, 0, 1]


LONGEST, MOST_CHOICES = 5, 11


@pytest.mark.parametrize(
    ("size", "look"),
    [
        ("kiosk", ""),
        ("kiosk", "teks=besar"),
        ("kiosk", "kontras=tinggi"),
        ("panel", ""),
        ("short", ""),
    ],
)
def test_questions_and_the_pages_around_them_fit_a_finger_an_eye_and_the_screen(
    running: Running, window: Window, size: str, look: str
) -> None:
    page = window(size)
    page.goto(f"{running.url}/kios/tampilan?{look}")
    opened(page, f"{running.url}/kios/survei")
    found = faults(page, size, look)
    for step in (LONGEST, MOST_CHOICES):
        page.evaluate(_STEP, step)
        found += faults(page, size, look)
    for address in ("/kios/suasana", "/kios/survei/selesai?lagi=1", "/kios"):
        found += faults(opened(page, running.url + address), size, look)
    assert found == []


def faults(page: Page, size: str, look: str) -> list[str]:
    """What a finger misses, an eye cannot read, the screen cuts off or axe finds."""
    letters, target = {"teks=besar": 37}.get(look, 28), 96
    cut = page.evaluate(_OVERFLOW)
    if page.locator("[data-pager]").is_visible() and look == "teks=besar":
        cut[0] = 0  # turned by the big arrows
    return [
        *(f"small target: {one}" for one in page.evaluate(_TARGETS, target)),
        *(f"small letters: {one}" for one in page.evaluate(_SMALL_LETTERS, letters)),
        *([f"cut off at {page.url}: {cut}"] if any(cut) else []),
        *(flaws(page) if size == "kiosk" else []),
    ]
