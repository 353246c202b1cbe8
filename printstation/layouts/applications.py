"""The slips of a KK file: the papers to bring, the receipt, what goes back with the file."""

from collections.abc import Sequence

from printstation.layouts import frame
from printstation.layouts.plain import plain
from printstation.printers.roll import Roll
from shared.rules.applications.file_slips import ChecklistSlip, ReceiptSlip, ReturnSlip
from shared.rules.applications.receipts import FilePaper, Receipt


def checklist(roll: Roll, slip: ChecklistSlip) -> None:
    """Put the checklist on the roll."""
    roll.words(plain(slip.title).upper(), bold=True)
    roll.gap(14)
    for item in slip.items:
        roll.item("[ ] ", plain(item.text), bold=True)
        if details := "; ".join(filter(None, (item.note, item.where))):
            roll.item("     ", plain(details), font="b")
        roll.gap(10)
    roll.rule(1).gap(12)
    if slip.number:
        roll.pair("Nomor antrean Anda", plain(slip.number)).gap(8)
    roll.words("Beri tanda pada kotak bila sudah ada. Bawa semuanya ke loket.")
    roll.gap(8)
    frame.when(roll, slip.day, slip.time)


def receipt(roll: Roll, slip: ReceiptSlip) -> None:
    """Put the Tanda Terima Berkas on the roll."""
    said = slip.said
    _headed(roll, "TANDA TERIMA BERKAS", said.number)
    roll.gap(10).line("Kode cek status")
    if said.code:
        roll.headline(plain(said.code), tallest=4)
    else:
        roll.words("minta kode baru kepada petugas", bold=True)
    roll.gap(12).rule(1).gap(12)
    frame.fact(roll, "Diterima", said.received)
    _application(roll, said)
    _listed(
        roll,
        "BERKAS YANG DITERIMA",
        "Belum ada berkas yang dicatat.",
        [(one.text, one.form, one.number and f"No. {one.number}", one.note) for one in said.papers],
    )
    _due(roll, said)
    _ask(roll, slip)


def _listed(
    roll: Roll, title: str, nothing: str, papers: Sequence[tuple[str, *tuple[str | None, ...]]]
) -> None:
    """Papers with numbers, and below each what is to be known of it."""
    roll.rule(1).gap(12)
    roll.item("", title, bold=True).gap(6)
    if not papers:
        roll.item("", nothing)
    for number, (text, *details) in enumerate(papers, 1):
        roll.item(f"{number:>2}. ", plain(text), bold=True)
        if said := "; ".join(filter(None, details)):
            roll.item("      ", plain(said), font="b")
        roll.gap(10)


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


def return_note(roll: Roll, slip: ReturnSlip) -> None:
    """Put the Lembar Pengembalian Berkas on the roll."""
    said = slip.said
    _headed(roll, "LEMBAR PENGEMBALIAN BERKAS", said.number)
    roll.gap(12).rule(1).gap(12)
    frame.fact(roll, f"Dikembalikan (ke-{said.times})", said.returned)
    _application(roll, said)
    frame.fact(roll, "Alasan", ": ".join(filter(None, (said.reason, said.note))))
    _listed(
        roll,
        "YANG PERLU DILENGKAPI ATAU DIPERBAIKI",
        "Semua berkas ada. Yang perlu diperbaiki tertulis pada alasan di atas.",
        [(one.text, one.why, one.where) for one in said.unmet],
    )
    roll.rule(3).gap(12)
    roll.words("Silakan kembali tanpa harus mengulang pendaftaran. Nomor tetap.", bold=True)
    roll.words(f"KK selesai paling lama {plain(said.promise)}.", font="b")
    roll.gap(8).words(f"Petugas: {plain(said.officer)}", font="b")


def _headed(roll: Roll, title: str, number: str) -> None:
    """What paper it is, and the number of the file, as large as the paper allows."""
    roll.line(title, bold=True)
    roll.line("Permohonan Kartu Keluarga").gap(14)
    roll.line("Nomor registrasi").headline(plain(number), tallest=3)


def _application(roll: Roll, said: FilePaper) -> None:
    """Whose file it is, who brought it, what is asked for."""
    frame.fact(roll, "Pemohon", said.applicant)
    if said.submitter:
        frame.fact(roll, "Diajukan oleh", f"{said.submitter} - {said.submitted_by}")
    frame.fact(roll, "Jenis permohonan", "; ".join(said.kinds))
    if said.elements:
        frame.fact(roll, "Data yang diubah", ", ".join(said.elements))
