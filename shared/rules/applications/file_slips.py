"""Slips of a KK file: the papers to bring, the receipt, the note that goes back with the file."""

import hashlib
from collections.abc import Callable, Sequence

from shared import clock, db
from shared.announce import announce
from shared.rules.applications import receipts
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.paper import slips
from shared.rules.paper.said import Said
from shared.standard.requirements import RequiredItem

RECEIPT, RETURN_NOTE = "receipt", "return-note"


class Wanted(Said):
    """One paper to bring: how, and where it is had."""

    text: str
    note: str
    where: str | None


class ChecklistSlip(slips.Slip):
    """The papers to bring for some kinds of application."""

    kind = "checklist"
    title: str
    items: tuple[Wanted, ...]
    day: str
    time: str
    number: str | None


class ReceiptSlip(slips.Slip):
    """The receipt of a file handed in."""

    kind = RECEIPT
    personal = True
    said: receipts.Receipt


class ReturnSlip(slips.Slip):
    """What goes back with a file that is returned."""

    kind = RETURN_NOTE
    personal = True
    said: receipts.ReturnNote


def ask_for_checklist(kinds: Sequence[str], *, number: str | None = None) -> int | None:
    """Ask for the list of papers for these kinds of application; the job, or None: no printer."""
    if not slips.has_printer():
        return None
    with db.transaction():
        job = slips.ask(checklist(kinds, number))
        announce("paper")
    return job


def wanted(kind: str) -> bool:
    """Whether this paper of a file comes out as a slip here."""
    return kind in (RECEIPT, RETURN_NOTE) and slips.carry_receipts()


def ask(kind: str, application_id: int, touch: str, code: str = "") -> int:
    """Ask for the slip of a file; the same press gives the same job."""
    say: dict[str, Callable[[], slips.Slip]] = {
        RECEIPT: lambda: ReceiptSlip(said=receipts.receipt(application_id, code)),
        RETURN_NOTE: lambda: ReturnSlip(said=receipts.return_note(application_id)),
    }
    token = hashlib.sha256(f"{kind} {touch}".encode()).hexdigest()[:16]
    with db.transaction():
        job = slips.ask_once(token, say[kind])
        announce("paper")
    return job


def checklist(kinds: Sequence[str], number: str | None) -> ChecklistSlip:
    """The papers to bring for these kinds of application."""
    standard, today = here().standard, clock.service_day()
    titles = [kind.title for kind in standard.kinds_on(today) if kind.code in kinds]
    return ChecklistSlip(
        title="; ".join(titles),
        items=tuple(
            Wanted(text=need.item.title, note=_how(need), where=need.item.where)
            for need in standard.requirements(kinds, today)
        ),
        day=words.long_date(today),
        time=words.time_with_zone(clock.now()),
        number=number,
    )


def _how(need: RequiredItem) -> str:
    """How the paper is brought and when it is needed: `Fotokopi; salah satu saja; bila …`."""
    standard = here().standard
    parts = [standard.bring_as(need.item.bring).title]
    if need.need == "1":
        parts += [standard.item_group(group).title for group in need.groups]
    parts += [need.when, need.note, "bila ada" if need.need == "O" else ""]
    return "; ".join(part for part in parts if part)
