"""The receipt of a complaint: its number, its code, by when it is answered (DOMAIN 3.3)."""

from collections.abc import Mapping
from typing import Any

from printstation.layouts import frame
from printstation.layouts.plain import plain
from printstation.printers.roll import Roll


def compose(roll: Roll, payload: Mapping[str, Any], logo: bytes | None) -> bytes:
    """The bytes of a Tanda Terima Pengaduan."""
    frame.head(roll, payload, logo)
    roll.line("TANDA TERIMA PENGADUAN", bold=True).gap(14)
    roll.line("Nomor pengaduan").headline(plain(payload["number"]), tallest=3)
    roll.gap(10).line("Kode cek status").headline(plain(payload["code"]), tallest=4)
    roll.gap(12).rule(1).gap(12)
    frame.fact(roll, "Diterima", f"{payload['received']} melalui {payload['by']}")
    frame.fact(roll, "Tanggapan paling lambat", payload["due"])
    if payload["secret"]:
        roll.words("Identitas Anda dirahasiakan.", bold=True)
    _ask(roll, payload)
    return frame.foot(roll, payload)


def _ask(roll: Roll, payload: Mapping[str, Any]) -> None:
    roll.gap(12).rule(1)
    if payload["url"]:
        roll.gap(28).code(payload["url"])
        roll.gap(16).words("Pindai, lalu isi kode di atas untuk melihat jawaban.", font="b")
    else:
        roll.gap(12).words("Lihat jawaban di layar sentuh: tekan Cek status.", font="b")
    roll.gap(8).words("Simpan kertas ini. Jangan berikan kode kepada orang lain.", font="b")
