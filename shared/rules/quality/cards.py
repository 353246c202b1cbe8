"""The card of what was reached, for the notice board: made of a closed period alone."""

from datetime import timedelta

from shared import clock
from shared.rules.common.actor import Actor
from shared.rules.oversight import notice_board
from shared.rules.quality import target_papers
from shared.rules.quality.periods import Period

_HANGS = timedelta(days=31)


def pin(touch: str, period: Period, by: Actor) -> notice_board.Card:
    """Pin the card of a period; the same press pins one. Refused until the period is closed."""
    reached, today = target_papers.of_all(period), clock.service_day()
    body = f"{reached.met} dari {reached.judged} target tercapai."
    for one in reached.lines:
        told = f" {one.title}: {one.found} (target {one.target})."
        if one.met is not None and len(body + told) <= notice_board.LONGEST_BODY:
            body += told
    title = f"Capaian target {reached.period}"
    return notice_board.put_targets(touch, title, body, today, today + _HANGS, by)
