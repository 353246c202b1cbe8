"""The receipt of the papers of a file: its number, its code, what was handed in, by when."""

from collections.abc import Sequence

from printstation.layouts import frame
from printstation.layouts.plain import plain
from printstation.printers.roll import Roll
from shared.rules.applications.file_slips import ReceiptSlip
from shared.rules.applications.receipts import PaperSeen, Receipt


def compose(roll: Roll, slip: ReceiptSlip) -> None:
    """Put the Tanda Terima Berkas on the roll."""
    said = slip.said
    roll.line("TANDA TERIMA BERKAS", bold=True)
    roll.line("Permohonan Kartu Keluarga").gap(14)
    frame.registered(roll, said.number)
    _code(roll, said.code)
    roll.gap(12).rule(1).gap(12)
    frame.fact(roll, "Diterima", said.received)
    frame.application(roll, said)
    _papers(roll, said.papers)
    _due(roll, said)
    _ask(roll, slip)


def _code(roll: Roll, code: str) -> None:
    roll.gap(10).line("Kode cek status")
    if code:
        roll.headline(plain(code), tallest=4)
    else:
        roll.words("tercantum pada tanda terima yang pertama", bold=True)


def _papers(roll: Roll, papers: Sequence[PaperSeen]) -> None:
    roll.rule(1).gap(12)
    roll.item("", "BERKAS YANG DITERIMA", bold=True).gap(6)
    if not papers:
        roll.item("", "Belum ada berkas yang dicatat.")
    for number, paper in enumerate(papers, 1):
        number_of = f"No. {paper.number}" if paper.number else ""
        frame.numbered(roll, number, paper.text, paper.form, number_of, paper.note)


def _due(roll: Roll, said: Receipt) -> None:
    roll.rule(3).gap(12).line("Perkiraan selesai")
    if said.due:
        roll.line("paling lambat", bold=True)
        _moment(roll, plain(said.due))
        roll.words(f"({plain(said.promise)})", font="b")
    else:
        roll.words("menunggu pemeriksaan", bold=True)
        roll.words(f"KK selesai paling lama {plain(said.promise)}.", font="b")
    roll.gap(12).rule(3)


def _moment(roll: Roll, moment: str) -> None:
    """Day and hour in bold, the hour below where the paper is narrow."""
    day, _, hour = moment.partition(" pukul ")
    for line in [moment] if len(moment) <= roll.columns() else [day, f"pukul {hour}"]:
        roll.words(line, bold=True)


def _ask(roll: Roll, slip: ReceiptSlip) -> None:
    if slip.said.status_url:
        roll.gap(28).code(slip.said.status_url)
        roll.gap(16).words("Pindai, lalu isi nomor dan kode di atas.", font="b")
    else:
        roll.gap(12).words("Tanya status: sebutkan nomor dan kode kepada petugas.", font="b")
    roll.gap(8).words("Saat mengambil KK, bawa tanda terima ini dan kartu identitas.", bold=True)
    roll.gap(8).words(f"Petugas Loket: {plain(slip.said.officer)}", font="b")
