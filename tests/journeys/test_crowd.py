"""Many at once, over HTTP against the running pair: no number twice, nobody called twice."""

import shutil
from collections import Counter
from functools import partial

import pytest

from deploy.environment import ROOT
from shared.records import Ticket
from tests.journeys import paper_trail
from tests.journeys.people import Panel, Person, all_at_once, press
from tests.running import until

CLIENTS, TICKETS_EACH = 8, 200
DOUBLE_PRESSES = 200
COUNTERS, WAITING = 4, 60
_FOUR_COUNTERS = "valid_from = 2023-01-02\n" + "".join(
    f'[[counters]]\nid = {number}\nclause = "9"\nname = "Loket {number}"\n'
    f'name_en = "Counter {number}"\nspoken = "loket {number}"\nservices = ["KK", "AMBIL", "INFO"]\n'
    for number in range(1, COUNTERS + 1)
)


@pytest.mark.campaign
@pytest.mark.timeout(300)
def test_eight_clients_take_1600_numbers_gap_free_none_twice_each_on_paper_once(run, printer):
    office = run(printers_ticket=printer.address)
    people = [Person(office) for _ in range(CLIENTS)]
    wishes = ({"service": "KK"}, {"service": "AMBIL"}, {"service": "KK", "priority": "LANSIA"})

    def take_all(person: Person) -> list[int]:
        presses = (press(**wishes[turn % len(wishes)]) for turn in range(TICKETS_EACH))
        return [person.sends(pressed).status_code for pressed in presses]

    answers = all_at_once([partial(take_all, one) for one in people])
    assert Counter(sum(answers, [])) == {201: CLIENTS * TICKETS_EACH}
    numbers = Counter(number for one in people for number in one.given.values())
    assert len(numbers) == CLIENTS * TICKETS_EACH
    with office.inside():
        paper_trail.check_numbers({t: n for one in people for t, n in one.given.items()})
        paper_trail.check_whole()
        until(lambda: not paper_trail.waiting_for_paper(), 200, "paper for everybody")
        paper_trail.check_paper(printer)
    assert paper_trail.on_paper(printer).first == numbers


@pytest.mark.campaign
def test_200_double_presses_give_200_tickets(run):
    office = run(printers_ticket="none")
    left, right = Person(office), Person(office)
    for pressed in (press() for _ in range(DOUBLE_PRESSES)):
        answers = all_at_once([partial(left.sends, pressed), partial(right.sends, pressed)])
        assert sorted(answer.status_code for answer in answers) == [200, 201]
    assert left.given == right.given
    assert len(left.given) == DOUBLE_PRESSES
    with office.inside():
        paper_trail.check_numbers(left.given)


def test_200_presses_of_one_touch_give_one_ticket(run):
    office = run(printers_ticket="none")
    people, pressed = [Person(office) for _ in range(CLIENTS)], press()

    def press_again_and_again(person: Person) -> list[int]:
        return [person.sends(pressed).status_code for _ in range(DOUBLE_PRESSES // CLIENTS)]

    answers = all_at_once([partial(press_again_and_again, one) for one in people])
    assert Counter(sum(answers, [])) == {201: 1, 200: DOUBLE_PRESSES - 1}
    assert len({token for one in people for token in one.given}) == 1
    with office.inside():
        assert Ticket.select().count() == 1


def test_four_counters_calling_at_once_call_nobody_twice(run, four_counters):
    office = run(printers_ticket="none", standard=four_counters)
    person, panels = Person(office), [Panel(office, 1 + at) for at in range(COUNTERS)]
    for _ in range(WAITING):
        person.sends(press())
    called = []
    for _ in range(WAITING // COUNTERS):
        answers = all_at_once([partial(panel.press, "next") for panel in panels])
        together = [answer.json()["number"] for answer in answers]
        called.append(sorted(together))
        for panel, number in zip(panels, together, strict=True):
            assert panel.press("serve").json()["number"] == number
    assert sum(called, []) == sorted(person.given.values())
    assert panels[0].press("next").json()["code"] == "nobody-waiting"


@pytest.fixture
def four_counters(tmp_path):
    """The standard of an office whose four counters all call the same people."""
    folder = tmp_path / "kecamatan-empat"
    shutil.copytree(ROOT / "shared" / "standard" / "offices" / "jatiroto", folder)
    (folder / "counters.toml").write_text(_FOUR_COUNTERS)
    return folder
