"""What every seat's page stands on: the files of the seats, and what its script must know."""

from typing import Any

from flask import Blueprint, render_template, request
from pydantic_core import to_json

from shared import clock
from shared.rules.applications import seat_lists
from shared.rules.applications.view import Days, today
from shared.rules.common import news, staff
from shared.rules.common.office import here
from shared.rules.common.pages import Place
from shared.rules.complaints import sight
from shared.rules.corrective import lists as corrective
from shared.rules.paper import slips
from shared.rules.quality import figures, review_view
from shared.rules.queue import floods, floor, serving, ticket
from shared.rules.queue import help as help_calls
from shared.web import guards

_MOST_TASKS = 2

bp = Blueprint(
    "desk",
    __name__,
    template_folder="../../templates",
    static_folder="../../static/seats",
    static_url_path="/petugas/static",
)
bp.before_request(guards.seat(*staff.ROLES))


def draw(template: str, shown: floor.Surroundings | None = None, /, **values: Any) -> str:
    """The page of a seat, with the present picture in it so that it shows at once.

    `shown`: the picture, where the page asked for it already.
    """
    return _draw(template, shown or floor.surroundings(), values)


def draw_counter(template: str, **values: Any) -> str:
    """The page of a seat that calls people, with the whole floor in it."""
    return _draw(
        template,
        floor.picture(),
        {
            "longest_of": {"number": ticket.LONGEST, "reason": serving.LONGEST_REASON},
            "outcomes": ticket.OUTCOMES,
            **values,
        },
    )


def _draw(template: str, shown: floor.Surroundings, values: dict[str, Any]) -> str:
    return render_template(
        template,
        facts=_facts(),
        picture=shown,
        picture_told=to_json(shown).decode(),
        zone=str(clock.zone()),
        reprint_words="Cetak di A4" if slip_paper() == "sheet" else "Cetak ulang",
        tasks=corrective.tasks(sight.reader(guards.require_officer().id))[:_MOST_TASKS],
        news=news.unread(guards.require_officer()),
        to_review=_review(frozenset(guards.require_officer().roles)),
        files_too=staff.COUNTER in guards.require_officer().roles,
        **values,
    )


def _review(roles: frozenset[str]) -> dict[str, Any] | None:
    """What waits to be analysed or judged (14.3): this person's first, or else the oldest."""
    every = review_view.waiting()
    first = next((one for one in every if roles & one.roles), next(iter(every), None))
    if first is None:
        return None
    return {
        "first": first,
        "mine": bool(roles & first.roles),
        "more": len(every) - 1,
        "reads": not roles.isdisjoint((*figures.READERS, *figures.POSTS)),
    }


def draw_lists(template: str, counts_by: Days = today, **values: Any) -> str:
    """The page of a seat that works with files, with the present lists in it."""
    shown = floor.surroundings()
    files = seat_lists.picture(shown, counts_by)
    told = {"files": files, "files_told": to_json(files).decode()}
    return _draw(template, shown, {**told, "role": guards.actor().role, **values})


def slip_paper() -> str:
    """On what a queue number is printed: `slip`, `sheet` without a printer of slips, or `none`."""
    settings = here().settings
    if settings.printers_ticket != slips.NO_PRINTER:
        return "slip"
    return "none" if settings.printers_sheet == slips.NO_PRINTER else "sheet"


def _facts() -> dict[str, Any]:
    """What does not change while the page is open: names of services, kinds, counters, rules."""
    standard, today = here().standard, clock.service_day()
    rule, person = standard.queue_rule(today), guards.require_officer()
    return {
        "me": person.id,
        "writes": bool(set(person.roles) & set(sight.WRITERS)),
        "helps": bool(set(person.roles) & set(help_calls.MAY_ANSWER)),
        "cancels": bool(set(person.roles) & set(floods.MAY_CANCEL)),
        "services": {
            one.code: {
                "title": one.title,
                "short": one.short,
                "letter": one.letter,
                "kinds": one.kinds,
                "collects": one.collects,
            }
            for one in standard.services_on(today)
        },
        "kinds": {kind.code: kind.title for kind in standard.kinds_on(today)},
        "maxCalls": rule.max_calls,
        "longWait": rule.ordinary_wait_minutes,
        "slipPaper": slip_paper(),
    }


def place() -> Place:
    """Which page of a long list was asked for."""
    return Place(after=request.args.get("sesudah", ""), before=request.args.get("sebelum", ""))
