"""How the remembered queue looks: nothing axe minds, nothing too small, nothing sideways."""

from collections.abc import Iterator
from datetime import date

import pytest

from shared import db
from shared.rules.queue import sums
from tests.chromium import flaws
from tests.complaint_book import people
from tests.kiosk.seats.browser import Looker, small_targets
from tests.running import Running
from tests.shared.rules.queue.past import generated, kept

pytestmark = pytest.mark.browser

PAGES = {
    "bambang": "/riwayat-antrean?rentang=triwulan&hari=2026-10-05",
    "sari": "/riwayat-antrean/saya?rentang=bulan&hari=2026-10-05",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An office with an October behind it."""
    with Running(tmp_path_factory.mktemp("office")) as made:
        with made.inside():
            people()
            with db.transaction():
                kept(generated(date(2026, 10, 1), date(2026, 10, 30), 6))
            while sums.sum_up():
                pass
        yield made


@pytest.mark.parametrize("username", PAGES)
def test_figures_charts_and_tables_are_readable_at_every_size(
    office: Running, look: Looker, username: str
) -> None:
    for size in ((1366, 768), (1093, 535), (390, 844)):
        page = look.at(office, username, PAGES[username], size)
        assert [*flaws(page), *small_targets(page)] == [], size
        parts = [".column", "h1", ".numbers", ".history-part", "svg.chart"]
        for one in page.locator(", ".join(parts)).all():
            box = one.bounding_box()
            assert box
            assert 0 <= box["x"] <= box["x"] + box["width"] <= size[0]
