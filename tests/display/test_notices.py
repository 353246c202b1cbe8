"""The day's notices on the board: which, in which order, and how long they may be."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from display import notices
from shared import clock
from shared.rules.common.office import Here
from shared.rules.complaints import recap
from shared.rules.oversight import notice_board
from tests.complaint_book import closed, named, people
from tests.office import Later

PROMISE = "Kami membuka dua loket setiap pagi. " * 20


def shown(office: Here) -> list[dict[str, object]]:
    return notices.current(office.standard, clock.service_day())


def announced(later: Later) -> None:
    who = people()
    closed(who, **named(name="Zubaidah Kencana"))
    later(days=45)
    recap.promise(2026, 4, PROMISE, who.rina, confirmed=True)
    recap.submit(2026, 4, who.rina)
    recap.approve(2026, 4, who.ratih)
    recap.announced(2026, 4, who.ratih)


def test_the_standards_cards_are_there_every_day(office: Here) -> None:
    assert {"gratis", "jam", "janji"} <= {card.id for card in shown(office)}


def test_the_offices_cards_come_before_the_standards(office: Here) -> None:
    who = people()
    day = clock.service_day()
    notice_board.put(
        str(uuid4()), notice_board.NEWS, "Keliling", "kata " * 59, day, None, who.ratih
    )
    first = shown(office)[0]
    assert first.title == "Keliling"
    assert first.icon == "news"
    assert len(str(first.body)) <= 120


@pytest.mark.clause("11.9")
def test_the_newest_recap_shows_its_figures_and_its_promise(office: Here, later: Later) -> None:
    announced(later)
    by_id = {card.id: card for card in shown(office)}
    assert by_id["recap"].title == "Pengaduan Triwulan IV 2026"
    told = by_id["recap"].body.split("\N{NO-BREAK SPACE}")
    assert told == ["1", "masuk, 1", "selesai, semua tepat waktu."]
    promise = str(by_id["promise"].body)
    assert promise.startswith("Kami membuka dua loket setiap pagi.")
    assert promise.endswith(" …")
    assert "Zubaidah" not in str(shown(office))


def test_nothing_of_a_recap_shows_before_it_is_announced(office: Here, later: Later) -> None:
    who = people()
    later(days=45)
    recap.promise(2026, 4, "Belum.", who.rina)
    recap.submit(2026, 4, who.rina)
    assert {"recap", "promise"}.isdisjoint(card.id for card in shown(office))


def test_a_quarter_without_complaints_says_nihil(office: Here, later: Later) -> None:
    who = people()
    later(days=45)
    recap.promise(2026, 4, "Tetap baik.", who.rina)
    recap.submit(2026, 4, who.rina)
    recap.approve(2026, 4, who.ratih)
    recap.announced(2026, 4, who.ratih)
    by_id = {card.id: card for card in shown(office)}
    assert by_id["recap"].body == "NIHIL: tidak ada pengaduan."


@given(st.text(alphabet="ab \n", max_size=300))
def test_a_shortened_text_is_the_beginning_of_it_in_whole_words(text: str) -> None:
    whole, short = " ".join(text.split()), notices.shortened(text, 40)
    assert len(short) <= 41
    if len(whole) <= 40:
        assert short == whole
    else:
        assert short.endswith(" …")
        assert whole.startswith(short.removesuffix(" …"))
