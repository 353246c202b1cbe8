"""The note that goes back with a file: what is missing or wrong, and where to get it."""

from collections.abc import Mapping
from typing import Any

from printstation.layouts import frame
from printstation.layouts.plain import plain
from printstation.printers.roll import Roll


def compose(roll: Roll, payload: Mapping[str, Any], logo: bytes | None) -> bytes:
    """The bytes of a Lembar Pengembalian Berkas."""
    frame.head(roll, payload, logo)
    roll.line("LEMBAR PENGEMBALIAN BERKAS", bold=True)
    roll.line("Permohonan Kartu Keluarga").gap(14)
    frame.registered(roll, payload["number"])
    roll.gap(12).rule(1).gap(12)
    frame.fact(roll, f"Dikembalikan (ke-{payload['times']})", payload["returned"])
    frame.application(roll, payload)
    frame.fact(roll, "Alasan", ": ".join(filter(None, (payload["reason"], payload["note"]))))
    _unmet(roll, payload["unmet"])
    roll.rule(3).gap(12)
    roll.words("Silakan kembali tanpa harus mengulang pendaftaran. Nomor tetap.", bold=True)
    roll.words(f"KK selesai paling lama {plain(payload['promise'])}.", font="b")
    roll.gap(8).words(f"Petugas: {plain(payload['officer'])}", font="b")
    return frame.foot(roll, payload)


def _unmet(roll: Roll, unmet: list[Mapping[str, Any]]) -> None:
    roll.rule(1).gap(12)
    roll.item("", "YANG PERLU DILENGKAPI ATAU DIPERBAIKI", bold=True).gap(6)
    if not unmet:
        roll.item("", "Semua berkas ada. Yang perlu diperbaiki tertulis pada alasan di atas.")
    for number, one in enumerate(unmet, 1):
        frame.numbered(roll, number, one["text"], one["why"], one["where"])
