"""The receipt of a complaint: its number, its code, by when it is answered (DOMAIN 3.3)."""

from printstation.layouts import frame
from printstation.layouts.plain import plain
from printstation.printers.roll import Roll
from shared.rules.complaints.slip import ComplaintSlip


def receipt(roll: Roll, slip: ComplaintSlip) -> None:
    """Put the Tanda Terima Pengaduan on the roll."""
    roll.line("TANDA TERIMA PENGADUAN", bold=True).gap(14)
    roll.line("Nomor pengaduan").headline(plain(slip.number), tallest=3)
    roll.gap(10).line("Kode cek status").headline(plain(slip.code), tallest=4)
    roll.gap(12).rule(1).gap(12)
    frame.fact(roll, "Diterima", f"{slip.received} melalui {slip.by}")
    frame.fact(roll, "Tanggapan paling lambat", slip.due)
    if slip.secret:
        roll.words("Identitas Anda dirahasiakan.", bold=True)
    roll.gap(12).rule(1)
    if slip.url:
        roll.gap(28).code(slip.url)
        roll.gap(16).words("Pindai, lalu isi kode di atas untuk melihat jawaban.", font="b")
    else:
        roll.gap(12).words("Lihat jawaban di layar sentuh: tekan Cek status.", font="b")
    roll.gap(8).words("Simpan kertas ini. Jangan berikan kode kepada orang lain.", font="b")
