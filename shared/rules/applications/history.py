"""The whole story of one file in sentences: its steps, its decisions, its prints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.errors import N_
from shared.records import ApplicationEvent, SheetEvent
from shared.rules.applications import states
from shared.rules.applications.case import Case
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.paper import sheets

TICK = "tick"
_HAPPENED = {
    "register": N_("Berkas diterima dan diberi nomor."),
    "warned": N_("Didaftarkan setelah peringatan ini dilihat:"),
    "check": N_("Pemeriksaan dimulai."),
    TICK: N_("Daftar syarat diisi."),
    "recheck": N_("Daftar syarat diubah: pengajuan dan keputusan sebelumnya gugur."),
    "propose": N_("Diajukan kepada Kepala Seksi: syarat sudah ada semua."),
    "complete": N_("Diputuskan lengkap."),
    "valid": N_("Diputuskan valid."),
    "accept": N_("Lengkap dan valid: waktu satu hari kerja mulai dihitung."),
    "return": N_("Dikembalikan untuk dilengkapi: %(reason)s."),
    "resubmit": N_("Pemohon kembali dengan berkasnya, diperiksa lagi."),
    "process": N_("Mulai dimasukkan ke SIAK."),
    "siak": N_("Nomor SIAK dicatat."),
    "new-kk": N_("No. KK baru dicatat."),
    "await": N_("Menunggu tanda tangan elektronik."),
    "attach": N_("PDF dari SIAK dilampirkan."),
    "judge": N_("PDF diperiksa lagi."),
    "compare": N_("PDF dibandingkan dengan berkas: benar keluarga ini."),
    "lift": N_("Keraguan tentang PDF dihapus, KK boleh dicetak."),
    "override": N_("Cetak diizinkan tanpa tanda tangan yang sah."),
    "print": N_("KK tercetak."),
    "ready": N_("Hasil cetak diperiksa: siap diambil, hitungan waktu berhenti."),
    "fail": N_("Hasil cetak tidak benar: %(reason)s."),
    "hand": N_("KK diserahkan."),
    "contact": N_("Pemohon dihubungi: %(reason)s."),
    "recontact": N_("Catatan menghubungi pemohon diperbaiki: %(reason)s."),
    "place": N_("Tempat simpan KK diganti: %(reason)s."),
    "take_back": N_("Penyerahan dibatalkan: %(reason)s. Semula diserahkan kepada:"),
    "refer": N_("Dirujuk ke Dinas Dukcapil."),
    "withdraw": N_("Dibatalkan pemohon."),
    "by-hand": N_("Waktu dari catatan tangan dimasukkan (ditulis tangan)."),
    "code": N_("Kode cek status diganti dengan yang baru."),
}
_PAPER = {
    sheets.PRINTED: N_("Cetakan ke-%(copy)s keluar dari pencetak."),
    sheets.UNCERTAIN: N_("Cetakan ke-%(copy)s belum pasti keluar, baki kertas perlu dilihat."),
    sheets.FAILED: N_("Cetakan ke-%(copy)s tidak keluar."),
    sheets.CANCELLED: N_("Cetakan ke-%(copy)s dibatalkan."),
}
_AGAIN = N_("Diminta cetak ulang (ke-%(copy)s): %(reason)s.")
_REASONS = {**states.RETURN_REASONS, **states.PRODUCT_FAULTS}
_FINGERPRINTS = ("attach", "judge")


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened; `text % params` is the sentence, `who` a person's name or ""."""

    at: datetime
    text: str
    params: dict[str, object]
    who: str
    role: str
    note: str


def sentence(what: str, reason: str | None) -> tuple[str, dict[str, object]]:
    """What a step is called, and what fills that: `text % params`."""
    return _HAPPENED.get(what, what), {"reason": _REASONS.get(reason or "", reason or "")}


def of(case: Case, names: Mapping[str, str]) -> list[HistoryLine]:
    """What happened to a file and its KK, oldest first; a checklist filled in bit by bit once.

    `names`: people's names by what they sign in as.
    """
    steps = [_step(event, names) for event in _steps(case.row.id)]
    return sorted([*steps, *_prints(case, names)], key=lambda line: line.at)


def _steps(application_id: int) -> Iterable[ApplicationEvent]:
    """The steps without those that the next one repeats: ticks of one person in a row."""
    events = list(
        ApplicationEvent.select()
        .where(
            ApplicationEvent.office == here().id,
            ApplicationEvent.application_id == application_id,
        )
        .order_by(ApplicationEvent.id)
    )
    for event, after in zip(events, [*events[1:], None], strict=True):
        if not (after and event.what == after.what == TICK and event.who == after.who):
            yield event


def _step(event: ApplicationEvent, names: Mapping[str, str]) -> HistoryLine:
    note = "" if event.what in _FINGERPRINTS else event.note or ""
    return HistoryLine(
        event.at,
        *sentence(event.what, event.reason),
        names.get(event.who, ""),
        staff.post_title(event.role),
        note,
    )


def _prints(case: Case, names: Mapping[str, str]) -> list[HistoryLine]:
    jobs = {job.id: job for job in reversed(case.prints)}
    asked = [
        HistoryLine(
            job.created_at,
            _AGAIN,
            {"copy": job.copy, "reason": sheets.REPRINT_REASONS.get(job.reason or "", "")},
            names.get(job.by, ""),
            "",
            job.reason_note or "",
        )
        for job in jobs.values()
        if job.reprint_of
    ]
    if not jobs:
        return []
    events = SheetEvent.select().where(
        SheetEvent.office == here().id,
        SheetEvent.job_id.in_(list(jobs)),
        SheetEvent.state.in_(list(_PAPER)),
    )
    told = [
        HistoryLine(
            event.at,
            _PAPER[event.state],
            {"copy": jobs[event.job_id].copy},
            "",
            "",
            event.trouble or "",
        )
        for event in events
    ]
    return asked + told


def last(application_id: int, what: str) -> ApplicationEvent:
    """The last time this happened to the file."""
    return (
        ApplicationEvent.select()
        .where(
            ApplicationEvent.office == here().id,
            ApplicationEvent.application_id == application_id,
            ApplicationEvent.what == what,
        )
        .order_by(ApplicationEvent.id.desc())
        .get()
    )
