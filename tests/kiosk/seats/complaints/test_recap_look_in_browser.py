"""How the pages of oversight look: nothing axe minds, nothing too small, nothing sideways."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import Page

from shared import clock
from shared.records import CorrectiveAction
from shared.rules.complaints import escalation, handling, recap, suggestion_box
from shared.rules.corrective import actions
from shared.rules.corrective.view import number_text
from shared.rules.oversight import notice_board
from tests.chromium import flaws
from tests.complaint_book import People, closed, entered, number, people, reported
from tests.corrective import carried_out
from tests.kiosk.seats.browser import CUT_PRESSES, Looker, sit_down, small_targets
from tests.running import Running

pytestmark = pytest.mark.browser

TODAY = date(2026, 11, 23)
PROMISE = "Loket kedua dibuka setiap hari Senin."


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An office in October 2027 with everything that can wait, and a recap in every state."""
    with Running(tmp_path_factory.mktemp("office")) as made:
        with made.inside():
            _fill(people(), made)
        yield made


def _fill(who: People, made: Running) -> None:
    suggestion_box.record(TODAY, 0, who.rina)
    closed(who)
    handling.describe(reported(who).id, "Antrean lama", "", who.rina)
    entered(topic="UANG", text="Petugas meminta uang.")
    _actions(who)
    _recaps(who, made)
    for _ in range(3):
        reported(who, topic="SYARAT")
    escalation.sweep()
    notice_board.put(
        str(uuid4()),
        "news",
        "Jalan ditutup",
        "Lewat jalan lain.",
        date(2027, 10, 1),
        None,
        who.rina,
    )


def _actions(who: People) -> None:
    owner = who.sari.staff_id or 0
    plan = actions.Plan(
        owner,
        date(2026, 11, 25),
        "Buka loket kedua.",
        ["Satu loket saja."],
        {"method": "Tidak ada jadwal."},
        "Dibantu.",
        TODAY,
        "Jadwal.",
    )
    made = [
        actions.issue(
            actions.Problem(str(uuid4()), source, "Antrean lama.", "minor", "PELAYANAN"), who.yusuf
        )
        for source in ("complaint", "incident", "oversight", "target")
    ]
    for one in made[1:]:
        actions.plan(one.id, plan, who.yusuf)
    for one in made[2:]:
        carried_out(one.id, who.sari)
    actions.verify(made[3].id, False, "Belum hilang.", who.ratih)


def _recaps(who: People, made: Running) -> None:
    """Announced, approved, submitted, returned: one quarter after the other."""
    steps = (recap.approve, recap.announced)
    for month, quarter, way in (
        (1, (2026, 4), steps),
        (4, (2027, 1), steps[:1]),
        (7, (2027, 2), ()),
        (10, (2027, 3), ()),
    ):
        moment = datetime(2027, month, 5, 9, tzinfo=clock.zone())
        clock.move(made.settings.data, moment)
        recap.promise(*quarter, PROMISE, who.rina)
        recap.submit(*quarter, who.rina)
        for step in way:
            step(*quarter, who.ratih)
    recap.send_back(2027, 3, "Sebutkan sejak kapan.", who.ratih)


# Numbers are drawn: the second complaint of the book, and the corrective actions.
SECOND = "/pengaduan-kantor/{second}"
ACTIONS = [f"/ptpp/{{actions[{place}]}}" for place in range(4)]
PAGES = {
    "rina": [
        "/rekap",
        "/rekap/2027/4",
        "/rekap/2027/3",
        "/papan-pengumuman",
        "/papan-pengumuman?kartu=1",
        "/informasi",
        "/pengaduan-kantor",
    ],
    "yusuf": [
        "/sekretaris",
        "/ptpp",
        "/ptpp?status=late",
        "/ptpp?status=planned",
        *ACTIONS,
        "/ptpp/baru",
        SECOND,
    ],
    "ratih": ["/camat", "/rekap/2026/4", "/rekap/2027/1", "/rekap/2027/2"],
}


def _filled(office: Running, address: str) -> str:
    with office.inside():
        rows = CorrectiveAction.select().order_by(CorrectiveAction.issued_at)
        asked = [number_text(row.year, row.number) for row in rows]
        return address.format(second=number(2), actions=asked)


@pytest.mark.parametrize("username", PAGES)
def test_every_page_is_readable_and_reachable(office: Running, look: Looker, username: str) -> None:
    wrong = {}
    for address in PAGES[username]:
        desk = look.at(office, username, _filled(office, address))
        if found := [*flaws(desk), *small_targets(desk)]:
            wrong[address] = found
    assert wrong == {}


def test_no_page_scrolls_sideways_or_hides_its_buttons(office: Running, look: Looker) -> None:
    wrong = {}
    for address in [one for some in PAGES.values() for one in some]:
        wrong |= look.at_sizes(office, "sari", _filled(office, address), CUT_PRESSES)
    assert wrong == {}


@pytest.mark.parametrize(
    ("username", "path", "opener"),
    [("ratih", "/rekap/2027/2", "kembalikan"), ("rina", "/papan-pengumuman?kartu=1", "lepas")],
)
def test_questions_are_readable(
    office: Running, look: Looker, username: str, path: str, opener: str
) -> None:
    desk = look.at(office, username, path)
    desk.locator(f'[data-open="{opener}"]').click()
    assert flaws(desk) == []


def test_a_recap_is_read_by_keyboard_alone(office: Running, desk: Page) -> None:
    sit_down(desk, office, "ratih", "/camat")
    desk.get_by_role("link", name="Triwulan II 2027").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/rekap/2027/2")
    desk.wait_for_selector('[data-link="ok"]')
    desk.get_by_role("region", name="Angka rekap").focus()
    desk.keyboard.press("End")
    desk.get_by_role("button", name="Setujui rekap").focus()
    assert desk.evaluate("document.activeElement.matches(':focus-visible')")
