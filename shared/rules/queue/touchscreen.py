"""What the touchscreen shows of this moment: services, how long, open or not, the printer."""

from typing import Any

from shared import clock
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.paper import printers
from shared.rules.queue import board, seating
from shared.rules.queue.take import left_today
from shared.standard.services import Service


def home() -> dict[str, Any]:
    """The touchscreen's whole picture, in plain values.

    `services`: code, letter, waiting, estimate (low, high) or None, left_today or None,
    state open | no-counter | quota. `office`: open, and closed (code hours | holiday, name,
    opens_day, opens_at) or None. `printer`: ok, reasons (codes), sentences.
    """
    moment = clock.now()
    state, day = opening.at(moment), clock.service_day(moment)
    lines = {line["service"]: line for line in board.lines(day)}
    working = _served_now()
    return {
        "clock": words.clock_time(moment),
        "date": words.long_date(day),
        "hour": clock.local(moment).hour,
        "practice": here().settings.practice,
        "office": {"open": state.open, "closed": None if state.open else board.closed(state)},
        "services": [
            _service(service, lines[service.code], service.code in working)
            for service in here().standard.services_on(day)
        ],
        "printer": _printer(),
    }


def _service(service: Service, line: dict[str, Any], served: bool) -> dict[str, Any]:
    left = left_today(service)
    state = "quota" if left == 0 else "open" if served else "no-counter"
    return {
        "code": service.code,
        "letter": service.letter,
        "waiting": line["waiting"],
        "estimate": line["estimate_minutes"],
        "left_today": left,
        "state": state,
    }


def _served_now() -> set[str]:
    """Services that some counter, at work or on a break, serves today."""
    counters = here().standard.counters_on(clock.service_day())
    at_work = {seat.counter for seat in seating.seats() if seat.state != seating.CLOSED}
    return {code for counter in counters if counter.id in at_work for code in counter.services}


def _printer() -> dict[str, Any]:
    printer = printers.ticket_printer()
    if printer is None:
        return {"ok": False, "reasons": [], "sentences": []}
    return {
        "ok": printer.ok,
        "reasons": list(printer.reasons),
        "sentences": list(printer.sentences),
    }
