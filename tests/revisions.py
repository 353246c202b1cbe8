"""Small hands of the tests of document control: a revision on its way from hand to hand."""

from datetime import date

from shared import clock
from shared.rules.quality import drafts
from shared.rules.quality.drafts import Wording
from tests.complaint_book import People

PLEDGE = "Camat menjamin pelayanan yang cepat, ramah dan jujur."
NOTE = "Janji dibuat lebih jelas."


def written(who: People, note: str = NOTE, **clauses: str) -> drafts.Draft:
    """A draft by the section's head; `clauses`: words by number, `_12` or `_4_2`."""
    begun = drafts.prepare(who.bambang)
    typed = {
        number.strip("_").replace("_", "."): Wording(text, text, text)
        for number, text in (clauses or {"_12": PLEDGE}).items()
    }
    return drafts.change(begun.id, typed, note, who.bambang, seen=begun.version)


def offered(who: People, **clauses: str) -> drafts.Draft:
    """A draft that waits for the secretary."""
    draft = written(who, **clauses)
    drafts.offer(draft.id, who.bambang, seen=draft.version)
    return drafts.of(draft.id)


def checked(who: People, **clauses: str) -> drafts.Draft:
    """A draft that waits for the Camat."""
    draft = offered(who, **clauses)
    drafts.check(draft.id, who.yusuf, seen=draft.version)
    return drafts.of(draft.id)


def approved(who: People, day: date | None = None, **clauses: str) -> drafts.Revision:
    """A revision in force from that day, or from today."""
    draft = checked(who, **clauses)
    return drafts.approve(draft.id, day or clock.service_day(), who.ratih, seen=draft.version)
