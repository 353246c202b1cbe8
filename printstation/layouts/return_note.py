"""The note that goes back with a file: what is missing or wrong, and where to get it."""

from collections.abc import Sequence

from printstation.layouts import frame
from printstation.layouts.plain import plain
from printstation.printers.roll import Roll
from shared.rules.applications.file_slips import ReturnSlip
from shared.rules.applications.receipts import ToBring


def compose(roll: Roll, slip: ReturnSlip) -> None:
    """Put the Lembar Pengembalian Berkas on the roll."""
    said = slip.said
    roll.line("LEMBAR PENGEMBALIAN BERKAS", bold=True)
    roll.line("Permohonan Kartu Keluarga").gap(14)
    frame.registered(roll, said.number)
    roll.gap(12).rule(1).gap(12)
    frame.fact(roll, f"Dikembalikan (ke-{said.times})", said.returned)
    frame.application(roll, said)
    frame.fact(roll, "Alasan", ": ".join(filter(None, (said.reason, said.note))))
    _unmet(roll, said.unmet)
    roll.rule(3).gap(12)
    roll.words("Silakan kembali tanpa harus mengulang pendaftaran. Nomor tetap.", bold=True)
    roll.words(f"KK selesai paling lama {plain(said.promise)}.", font="b")
    roll.gap(8).words(f"Petugas: {plain(said.officer)}", font="b")


def _unmet(roll: Roll, unmet: Sequence[ToBring]) -> None:
    roll.rule(1).gap(12)
    roll.item("", "YANG PERLU DILENGKAPI ATAU DIPERBAIKI", bold=True).gap(6)
    if not unmet:
        roll.item("", "Semua berkas ada. Yang perlu diperbaiki tertulis pada alasan di atas.")
    for number, one in enumerate(unmet, 1):
        frame.numbered(roll, number, one.text, one.why, one.where)
