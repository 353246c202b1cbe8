"""The whole story of one ticket in sentences: what happened to the number and to its paper."""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from shared.errors import N_
from shared.records import SlipEvent, SlipJob, Ticket, TicketEvent
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.rules.paper import slips
from shared.rules.queue.ticket import OUTCOMES, row_by_number

_HAPPENED = {
    "called": N_("Dipanggil ke %(counter)s."),
    "recalled": N_("Dipanggil ke %(counter)s lagi, panggilan ke-%(calls)s."),
    "missed": N_("Tidak datang ke %(counter)s, nomor terlewat."),
    "serving": N_("Mulai dilayani di %(counter)s."),
    "finished": N_("Selesai dilayani di %(counter)s."),
    "held": N_("Ditunda di %(counter)s, tempatnya disimpan."),
    "papers": N_("Melengkapi berkas, tempatnya disimpan."),
    "transferred": N_("Dialihkan dari %(counter)s ke layanan %(service)s."),
    "returned": N_("Kembali ke antrean di tempatnya, petugas %(counter)s berhenti."),
    "brought-back": N_("Sudah kembali, masuk antrean lagi."),
    "cancelled": N_("Dibatalkan: %(reason)s"),
    "released": N_("Dilepas karena tidak kembali."),
}
_TAKEN = {
    "kiosk": N_("Nomor diambil di layar sentuh."),
    "desk": N_("Nomor diambilkan petugas."),
    "api": N_("Nomor diambil lewat program."),
    "paper": N_("Nomor tulisan tangan dijadikan nomor antrean."),
}
_PAPER = {
    slips.PRINTED: N_("Karcis tercetak."),
    slips.UNCERTAIN: N_("Karcis belum pasti keluar, perlu dilihat."),
    slips.FAILED: N_("Karcis tidak dapat dicetak."),
    slips.CANCELLED: N_("Karcis ternyata tidak keluar."),
}
_COPY = N_("Karcis diminta dicetak ulang.")


@dataclass(frozen=True)
class StoryLine:
    """One thing that happened, in a sentence; `who` is the officer's name or ""."""

    time: str
    text: str
    who: str
    undone: bool


# When, what, by whom, and whether it was undone.
_Happened = tuple[datetime, str, str, bool]


def of(number: str) -> list[StoryLine]:
    """What happened to a number of today, oldest first. Raises Invalid or NotFound."""
    row = row_by_number(number)
    happened = sorted([*_queue_lines(row), *_paper_lines(row.id)], key=itemgetter(0))
    return [
        StoryLine(words.clock_time(at), text, who, undone) for at, text, who, undone in happened
    ]


def _queue_lines(row: Ticket) -> list[_Happened]:
    events = list(
        TicketEvent.select()
        .where(TicketEvent.office == here().id, TicketEvent.ticket_id == row.id)
        .order_by(TicketEvent.id)
    )
    names = staff.usernames()
    after = [event.service for event in events[1:]] + [row.service]
    return [
        (event.at, _sentence(event, service, row), names.get(event.who, ""), bool(event.undone_at))
        for event, service in zip(events, after, strict=True)
    ]


def _sentence(event: TicketEvent, service_after: str, row: Ticket) -> str:
    if event.what == "taken":
        return _TAKEN[row.channel]
    said = _HAPPENED[event.what] % {
        "counter": here().standard.counter(event.counter).name if event.counter else "",
        "calls": (event.before or {}).get("calls", 0) + 1,
        "service": here().standard.service(service_after).title,
        "reason": row.reason or "",
    }
    if event.what != "finished" or event.undone_at or not row.outcome:
        return said
    return f"{said} Hasil: {OUTCOMES[row.outcome]}."


def _paper_lines(ticket_id: int) -> list[_Happened]:
    jobs = {
        job.id: job
        for job in SlipJob.select().where(
            SlipJob.office == here().id, SlipJob.ticket_id == ticket_id
        )
    }
    asked = [(job.created_at, _COPY, "", False) for job in jobs.values() if job.copy]
    events = SlipEvent.select().where(
        SlipEvent.office == here().id,
        SlipEvent.job_id.in_(list(jobs)),
        SlipEvent.state.in_(list(_PAPER)),
    )
    return asked + [(event.at, _PAPER[event.state], "", False) for event in events]
