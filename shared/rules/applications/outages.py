"""The outage log: when SIAK, the signature, the power, the printer or the paper stood still."""

from datetime import date, datetime, timedelta

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, NotFound, Refused
from shared.records import Outage
from shared.rules.applications import closings
from shared.rules.common import journal, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here

KINDS = {
    "SIAK": N_("SIAK"),
    "TTE": N_("Tanda tangan elektronik"),
    "LISTRIK": N_("Listrik"),
    "PRINTER": N_("Pencetak"),
    "KERTAS_TINTA": N_("Kertas atau tinta"),
}


def begin(kind: str, by: Actor, note: str | None = None, since: datetime | None = None) -> Outage:
    """Something stands still, now or since a moment that is not in the future."""
    if kind not in KINDS:
        raise Invalid(N_("Pilih gangguan dari daftar."), code="kind")
    moment = clock.now()
    if since is not None and since > moment:
        raise Invalid(N_("Waktu mulai belum tiba."), code="since")
    with db.transaction():
        if Outage.get_or_none(
            Outage.office == here().id, Outage.kind == kind, Outage.ended_at.is_null()
        ):
            raise Refused(N_("Gangguan ini sudah dicatat dan belum selesai."), code="open")
        row = Outage.create(
            office=here().id,
            kind=kind,
            began_at=since or moment,
            note=words.tidy_note(note),
            by=by.who,
        )
        journal.write(by, "outage.began", kind)
        announce("applications")
    return row


def end(outage_id: int, by: Actor) -> Outage:
    """It works again."""
    with db.transaction():
        row = Outage.get_or_none(Outage.id == outage_id, Outage.office == here().id)
        if row is None or row.ended_at is not None:
            raise NotFound(N_("Gangguan ini sudah selesai."), code="no-outage")
        row.ended_at = clock.now()
        row.save()
        journal.write(by, "outage.ended", row.kind)
        announce("applications")
    return row


def between(first: date, last: date) -> list[Outage]:
    """The outages that lasted into these days, as far as they have come; the earliest first."""
    ends = min(closings.midnight(last + timedelta(days=1)), clock.now())
    rows = Outage.select().where(
        Outage.office == here().id,
        Outage.began_at < ends,
        Outage.ended_at.is_null() | (Outage.ended_at > closings.midnight(first)),
    )
    return list(rows.order_by(Outage.began_at, Outage.id))


def recent(limit: int = 50) -> list[Outage]:
    """The latest outages, open ones first."""
    rows = Outage.select().where(Outage.office == here().id)
    return list(rows.order_by(Outage.ended_at.is_null(False), Outage.id.desc()).limit(limit))
