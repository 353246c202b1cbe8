"""Trial prints: a paper that only shows whether a printer prints, and what became of it."""

from dataclasses import dataclass

from shared import clock, db
from shared.errors import N_, Invalid, NotFound
from shared.records import SheetJob, SlipJob
from shared.rules.common import words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.paper import own_papers, printers, sheets, slips
from shared.rules.paper.said import OwnPaper, Said

_SLIPS = {
    slips.QUEUED: N_("menunggu pencetak"),
    slips.READY: N_("menunggu pencetak"),
    slips.SENDING: N_("sedang dikirim ke pencetak"),
    slips.PRINTED: N_("tercetak"),
    slips.UNCERTAIN: N_("belum pasti keluar; lihat pencetaknya"),
    slips.FAILED: N_("tidak tercetak"),
    slips.CANCELLED: N_("dibatalkan"),
}
_SHEETS = {
    sheets.QUEUED: N_("menunggu pencetak"),
    sheets.NEEDS_PERSON: N_("tertahan di pencetak"),
    sheets.PRINTED: N_("tercetak"),
    sheets.UNCERTAIN: N_("belum pasti keluar; lihat baki kertas"),
    sheets.FAILED: N_("tidak tercetak"),
    sheets.CANCELLED: N_("dibatalkan"),
}
_ON_THE_WAY = N_("sedang dikirim ke pencetak")


class TrialSheet(Said):
    """What the A4 trial sheet says."""

    printer: str
    asked: str


@dataclass(frozen=True)
class Trial:
    """How a trial print stands, in words; `done`: on paper, `over`: nothing follows any more."""

    words: str
    done: bool
    over: bool


def sheet(printer: str) -> OwnPaper:
    """The trial sheet of that A4 printer; Invalid when there is none of that name."""
    if printer not in printers.sheet_names(here().settings.printers_sheet):
        raise Invalid(N_("Pencetak A4 ini tidak ada."), code="unknown-printer")
    asked = words.day_and_time(clock.now())
    return OwnPaper("trial", TrialSheet(printer=printers.title(printer), asked=asked))


@db.transaction()
def ask_sheet(pdf: bytes, printer: str, touch: str, by: Actor) -> SheetJob:
    """Ask for a trial sheet on that printer; the same press gives the same job."""
    job = own_papers.ask(pdf, 1, touch, by)
    if job.state == sheets.QUEUED and job.printer != printer:
        sheets.move_to(job.id, printer, by)
    return job


def of_slip(job_id: int) -> Trial:
    """How a trial slip stands; NotFound when it is none."""
    job = slips.by_id(job_id)
    if job.kind != slips.TrialSlip.kind:
        raise NotFound(N_("Karcis uji ini tidak ada."), code="no-job")
    return _trial(_SLIPS[job.state], job, slips.LIVE)


def of_sheet(job_id: int) -> Trial:
    """How a trial sheet stands; NotFound when there is none."""
    job = sheets.job(job_id)
    return _trial(_SHEETS.get(job.state, _ON_THE_WAY), job, sheets.LIVE)


def _trial(said: str, job: SheetJob | SlipJob, live: tuple[str, ...]) -> Trial:
    troubles = {one.name: one.sentences for one in printers.printers() if not one.ok}
    why = " ".join(troubles.get(job.printer, ())) if job.state in live else ""
    title = printers.title(job.printer)
    return Trial(
        f"{title}: {said}. {why}".strip(), job.state == sheets.PRINTED, job.state not in live
    )
