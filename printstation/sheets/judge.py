"""What may be said of a released job, from what CUPS and the printer say of it.

The printer's own list decides. CUPS's "completed" counts for nothing, and a job that broke off may
have left its sheet in the tray: "not printed" too is said only where it is proven. Everywhere else
a person looks into the tray: nothing here ever has a sheet printed again.
"""

from dataclasses import dataclass

from printstation.printers.printer import blocking
from printstation.printers.sheet import OVER, Place, Sight
from shared.errors import N_
from shared.rules.paper import printers, sheets

GRACE_SECONDS = 2.0
SILENCE_SECONDS = 20.0
LINGER_SECONDS = 5.0

TWICE = N_("Pencetak mencatat cetakan ini dua kali. Hitung lembarnya.")
BLANK = N_("Pencetak menyatakan selesai tanpa selembar pun. Periksa baki keluaran.")
NO_RECORD = N_("Pencetak tidak mencatat cetakan ini. Periksa baki keluaran.")
NO_ANSWER = N_("Pencetak tidak menjawab setelah cetakan dikirim. Periksa baki keluaran.")
CANNOT_TELL = N_("Pencetak ini tidak dapat membenarkan cetakan. Periksa baki keluaran.")
INTERRUPTED = N_("Layanan cetak berhenti di tengah cetakan ini. Periksa baki keluaran.")
ABORTED = N_("Pencetak menghentikan cetakan ini di tengah jalan. Periksa baki keluaran.")
FILTER_FAILED = N_("Komputer gagal menyiapkan PDF ini untuk pencetak. Tidak ada yang tercetak.")
FILTER_UNSURE = N_("Komputer gagal menyiapkan PDF ini untuk pencetak. Periksa baki keluaran.")
NEVER_REACHED = N_("Cetakan ini tidak sampai ke pencetak.")
CANCELLED = N_("Dibatalkan setelah sampai di pencetak. Periksa baki keluaran.")
PUT_ON_HOLD = N_("Cetakan ini ditahan di CUPS. Lepaskan di sana, atau batalkan.")


@dataclass(frozen=True)
class Verdict:
    """The state of the job, and why; it is still on its way while `over` is false."""

    state: str
    trouble: str | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more is to be awaited."""
        return self.state not in (sheets.PRINTING, sheets.NEEDS_PERSON)


def judge(sight: Sight, *, cancel_asked: bool, waited: float) -> Verdict:
    """The verdict; `waited`: seconds since CUPS was done with the job or the printer called it so.

    While CUPS is at it, only the printer's word that it is done, lasting a while, ends a job.
    """
    records = sight.records or ()
    if len(records) > 1:
        return Verdict(sheets.UNCERTAIN, TWICE)
    if records == ("working",):
        return _on_the_way(sight)
    if sight.place not in (*OVER, "away") and not sight.interrupted:
        late = bool(records) and waited >= LINGER_SECONDS
        return _by_record(records[0], cancel_asked) if late else _on_the_way(sight)
    if records:
        return _by_record(records[0], cancel_asked)
    if sight.place == "away":
        return _on_the_way(sight)
    return _without_record(sight, cancel_asked, waited)


def _on_the_way(sight: Sight) -> Verdict:
    stuck = blocking(sight.reasons)
    if stuck:
        return Verdict(sheets.NEEDS_PERSON, " ".join(printers.WORDS[reason] for reason in stuck))
    if sight.place == "held":
        return Verdict(sheets.NEEDS_PERSON, PUT_ON_HOLD)
    return Verdict(sheets.PRINTING)


def _by_record(record: str, cancel_asked: bool) -> Verdict:
    if record == "done":
        return Verdict(sheets.PRINTED)
    if record == "blank":
        return Verdict(sheets.UNCERTAIN, BLANK)
    return Verdict(sheets.UNCERTAIN, CANCELLED if cancel_asked else ABORTED)


def _without_record(sight: Sight, cancel_asked: bool, waited: float) -> Verdict:
    if sight.can_tell and sight.records is None:
        if waited < SILENCE_SECONDS:
            return _on_the_way(sight)
        return Verdict(sheets.UNCERTAIN, NO_ANSWER)
    if sight.can_tell and waited < GRACE_SECONDS:
        return Verdict(sheets.PRINTING)
    if sight.interrupted:
        return Verdict(sheets.UNCERTAIN, INTERRUPTED)
    if sight.place == "filter-failed":
        if sight.can_tell and sight.remembers:
            return Verdict(sheets.FAILED, FILTER_FAILED)
        return Verdict(sheets.UNCERTAIN, FILTER_UNSURE)
    if not sight.can_tell:
        return Verdict(sheets.UNCERTAIN, CANNOT_TELL)
    return _never_reached(sight.place, sight.remembers, cancel_asked)


def _never_reached(place: Place, remembers: bool, cancel_asked: bool) -> Verdict:
    """The printer answers, and its list does not hold the job."""
    if remembers and place == "cancelled" and cancel_asked:
        return Verdict(sheets.CANCELLED)
    if remembers and place == "aborted":
        return Verdict(sheets.FAILED, NEVER_REACHED)
    return Verdict(sheets.UNCERTAIN, NO_RECORD)
