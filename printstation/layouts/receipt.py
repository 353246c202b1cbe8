"""The receipt of the papers of a file: its number, its code, what was handed in, by when."""

from collections.abc import Mapping
from typing import Any

from printstation.layouts import frame
from printstation.layouts.plain import plain
from printstation.printers.roll import Roll


def compose(roll: Roll, payload: Mapping[str, Any], logo: bytes | None) -> bytes:
    """The bytes of a Tanda Terima Berkas."""
    frame.head(roll, payload, logo)
    roll.line("TANDA TERIMA BERKAS", bold=True)
    roll.line("Permohonan Kartu Keluarga").gap(14)
    frame.registered(roll, payload["number"])
    _code(roll, payload)
    roll.gap(12).rule(1).gap(12)
    frame.fact(roll, "Diterima", payload["received"])
    frame.application(roll, payload)
    _papers(roll, payload["papers"])
    _due(roll, payload)
    _ask(roll, payload)
    return frame.foot(roll, payload)


def _code(roll: Roll, payload: Mapping[str, Any]) -> None:
    roll.gap(10).line("Kode cek status")
    if payload["code"]:
        roll.headline(plain(payload["code"]), tallest=4)
    else:
        roll.words("tercantum pada tanda terima yang pertama", bold=True)


def _papers(roll: Roll, papers: list[Mapping[str, Any]]) -> None:
    roll.rule(1).gap(12)
    roll.item("", "BERKAS YANG DITERIMA", bold=True).gap(6)
    if not papers:
        roll.item("", "Belum ada berkas yang dicatat.")
    for number, paper in enumerate(papers, 1):
        number_of = f"No. {paper['number']}" if paper["number"] else ""
        frame.numbered(roll, number, paper["text"], paper["form"], number_of, paper["note"])


def _due(roll: Roll, payload: Mapping[str, Any]) -> None:
    roll.rule(3).gap(12).line("Perkiraan selesai")
    if payload["due"]:
        roll.line("paling lambat", bold=True)
        _moment(roll, plain(payload["due"]))
        roll.words(f"({plain(payload['promise'])})", font="b")
    else:
        roll.words("menunggu pemeriksaan", bold=True)
        roll.words(f"KK selesai paling lama {plain(payload['promise'])}.", font="b")
    roll.gap(12).rule(3)


def _moment(roll: Roll, moment: str) -> None:
    """Day and hour in bold, the hour below where the paper is narrow."""
    day, _, hour = moment.partition(" pukul ")
    for line in [moment] if len(moment) <= roll.columns() else [day, f"pukul {hour}"]:
        roll.words(line, bold=True)


def _ask(roll: Roll, payload: Mapping[str, Any]) -> None:
    if payload.get("url"):
        roll.gap(28).code(payload["url"])
        roll.gap(16).words("Pindai, lalu isi nomor dan kode di atas.", font="b")
    else:
        roll.gap(12).words("Tanya status: sebutkan nomor dan kode kepada petugas.", font="b")
    roll.gap(8).words("Saat mengambil KK, bawa tanda terima ini dan kartu identitas.", bold=True)
    roll.gap(8).words(f"Petugas Loket: {plain(payload['officer'])}", font="b")
