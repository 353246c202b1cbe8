"""Papers that take long to draw: asked for once, followed, stopped, and kept for some days.

waiting ─► drawing ─► done
   └──────────┴─────► cancelled · failed · interrupted (the system stopped in its midst)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, NotFound, Refused
from shared.records import LongPaper
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.paper import own_papers
from shared.rules.paper.slips import KEPT_SECONDS

WAITING, DRAWING, DONE = "waiting", "drawing", "done"
CANCELLED, FAILED, INTERRUPTED = "cancelled", "failed", "interrupted"
LIVE = (WAITING, DRAWING)

LABELS = {
    WAITING: N_("Menunggu giliran"),
    DRAWING: N_("Sedang dibuat"),
    DONE: N_("Siap dibuka"),
    CANCELLED: N_("Dibatalkan"),
    FAILED: N_("Belum berhasil dibuat; coba lagi"),
    INTERRUPTED: N_("Terhenti karena sistem dinyalakan ulang; coba lagi"),
}


class Stopped(Exception):
    """Nobody wants this paper any more."""


@dataclass(frozen=True)
class Wish:
    """A paper that somebody wants, and how far it is."""

    id: int
    paper: str
    subject: str
    state: str
    done: int
    total: int
    asked_at: datetime


def wish(row: LongPaper) -> Wish:
    """The wish as whoever waits for it is told of it."""
    return Wish(row.id, row.paper, row.subject, row.state, row.done, row.total, row.asked_at)


@db.transaction()
def ask(paper: str, subject: str, edition: str, by: Actor) -> tuple[LongPaper, bool]:
    """The paper drawn from just this content, and whether it still has to be drawn.

    Who asks while it is under way, or while its file is kept, gets the same one.
    """
    known = _known(paper, subject, edition)
    if known is not None:
        return known, False
    now = clock.now()
    row = LongPaper.create(
        office=here().id,
        paper=paper,
        subject=subject,
        edition=edition,
        state=WAITING,
        by=by.who,
        asked_at=now,
        changed_at=now,
    )
    announce("papers")
    return row, True


def find(row_id: int) -> LongPaper:
    """The wish; NotFound when there is none."""
    row = LongPaper.get_or_none(LongPaper.id == row_id, LongPaper.office == here().id)
    if row is None:
        raise NotFound(N_("Lembar ini sudah dihapus. Buat lagi."), code="removed")
    return row


def latest(paper: str, subject: str) -> LongPaper | None:
    """The newest wish for this paper, whatever came of it."""
    return _of(paper, subject).first()


def file_of(row: LongPaper) -> Path:
    """Where the finished paper lies; Refused before, NotFound when it was deleted again."""
    if row.state != DONE:
        raise Refused(N_("Lembar ini belum selesai dibuat."), code="not-done")
    path = _path(row)
    if not path.is_file():
        raise NotFound(N_("Lembar ini sudah dihapus. Buat lagi."), code="removed")
    return path


def begin(row_id: int) -> bool:
    """Its turn has come; false when it was cancelled while it waited."""
    return _step(row_id, (WAITING,), DRAWING)


def advance(row_id: int, done: int, total: int) -> None:
    """So many pages are drawn; Stopped when somebody cancelled it."""
    if not _step(row_id, (DRAWING,), DRAWING, done=done, total=total):
        raise Stopped


def read(row: LongPaper) -> bytes:
    """The finished paper; Refused before, NotFound when it was deleted again."""
    return own_papers.read(file_of(row))


def finish(row_id: int, pdf: bytes, *, sealed: bool = False) -> None:
    """Keep the paper, if `sealed` unreadable without the office's key; then say it is there."""
    file = own_papers.keep_sealed(pdf) if sealed else own_papers.keep(pdf)
    _step(row_id, (DRAWING,), DONE, file=file)


def fail(row_id: int) -> None:
    """It could not be drawn."""
    _step(row_id, LIVE, FAILED)


def cancel(row_id: int) -> LongPaper:
    """Stop it, if it still waits or is drawn; done stays done."""
    if not _step(find(row_id).id, LIVE, CANCELLED):
        raise Refused(N_("Lembar ini tidak sedang dibuat."), code="not-live")
    return find(row_id)


def interrupt() -> int:
    """After a restart: what was under way is not any more; how many."""
    return _change(LongPaper.state.in_(LIVE), state=INTERRUPTED)


@db.transaction()
def purge() -> int:
    """Forget wishes whose paper is deleted by now; how many."""
    gone = LongPaper.delete().where(
        LongPaper.office == here().id,
        LongPaper.state.not_in(LIVE),
        LongPaper.changed_at < clock.now() - timedelta(seconds=KEPT_SECONDS),
    )
    return int(gone.execute())


def _known(paper: str, subject: str, edition: str) -> LongPaper | None:
    same = _of(paper, subject).where(
        LongPaper.edition == edition, LongPaper.state.in_((*LIVE, DONE))
    )
    return next((row for row in same if row.state in LIVE or _path(row).is_file()), None)


def _of(paper: str, subject: str) -> Any:
    return (
        LongPaper.select()
        .where(
            LongPaper.office == here().id,
            LongPaper.paper == paper,
            LongPaper.subject == subject,
        )
        .order_by(LongPaper.id.desc())
    )


def _path(row: LongPaper) -> Path:
    return here().settings.data / (row.file or "")


def _step(row_id: int, before: Sequence[str], after: str, **columns: Any) -> bool:
    where = (LongPaper.id == row_id) & LongPaper.state.in_(before)
    return _change(where, state=after, **columns) == 1


@db.transaction()
def _change(where: Any, **columns: Any) -> int:
    update = LongPaper.update(changed_at=clock.now(), **columns)
    changed = int(update.where(LongPaper.office == here().id, where).execute())
    if changed:
        announce("papers")
    return changed
