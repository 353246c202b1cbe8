"""What each kind of line of the journal says, in one plain sentence."""

from typing import Any

from shared.rules.applications import history, outages, states
from shared.rules.common.office import here
from shared.rules.oversight.journal_lines import ReadLine

_COUNTER = "di loket %(counter)s"
SENTENCES = {
    "arrival.discarded": "PDF di folder masuk dibuang.",
    "backup.key-made": "Kunci pemulihan baru dibuat; lembarnya dicetak.",
    "backup.restored": "Kantor dipulihkan dari cadangan.",
    "box.corrected": "Jumlah lembar Kotak Saran diperbaiki menjadi %(slips)s.",
    "box.opened": "Kotak Saran dibuka: %(slips)s lembar.",
    "box.undone": "Perbaikan jumlah lembar Kotak Saran dibatalkan: %(slips)s lembar.",
    "calendar.removed": "Hari khusus dihapus: %(name)s.",
    "calendar.set": "Hari khusus ditetapkan.",
    "certificate.added": "Sertifikat ditambahkan: %(name)s.",
    "certificate.removed": "Sertifikat dihapus: %(name)s.",
    "clock.confirmed": "Tanggal dan jam komputer dinyatakan benar.",
    "clock.explained": "Sebab terlambat dicatat: %(reason)s.",
    "clock.recomputed": "Batas waktu dihitung ulang karena kalender berubah.",
    "complaint.answer": "Pengaduan dijawab kepada pengadu.",
    "complaint.archive": "Pengaduan diarsipkan.",
    "complaint.ask": "Pengadu diminta melengkapi.",
    "complaint.classify": "Pengaduan digolongkan.",
    "complaint.close": "Pengaduan dinyatakan selesai.",
    "complaint.complete_recorded": "Pengaduan dilengkapi.",
    "complaint.complete_reported": "Pengaduan dilengkapi.",
    "complaint.correct": "Catatan pengaduan diperbaiki.",
    "complaint.describe": "Teks untuk umum ditulis.",
    "complaint.escalate": "Pengaduan terlambat dan dinaikkan.",
    "complaint.follow_up": "Pengaduan ditindaklanjuti.",
    "complaint.lapse": "Pengaduan diarsipkan: tidak dilengkapi dalam waktunya.",
    "complaint.photo": "Foto dari pengadu ditambahkan.",
    "complaint.photo_removed": "Foto pengaduan dihapus: waktunya sudah lewat.",
    "complaint.recomputed": "Batas waktu pengaduan dihitung ulang karena kalender berubah.",
    "complaint.record": "Pengaduan dicatat dalam buku.",
    "complaint.refer": "Pengaduan diteruskan: bukan wewenang kantor.",
    "complaint.reinstate_recorded": "Pengaduan dikeluarkan dari arsip.",
    "complaint.reinstate_reported": "Pengaduan dikeluarkan dari arsip.",
    "complaint.release": "Pengaduan dikembalikan ke Meja Informasi untuk dilaporkan.",
    "complaint.reopen": "Pengaduan dibuka lagi: pengadu belum puas.",
    "complaint.report": "Pengaduan dilaporkan kepada Kepala Seksi.",
    "complaint.reveal": "Identitas pengadu dibuka.",
    "complaint.settled": "Pengadu menyatakan masalahnya selesai.",
    "complaint.tell": "Pengadu diberi kabar.",
    "complaint.to_camat": "Dua kali belum selesai: pengaduan naik kepada Camat.",
    "complaint.unanswered": "Pengaduan tidak dilengkapi dalam waktunya: kembali ke Meja Informasi.",
    "complaint.visitor-screen": "Layar meja dipinjamkan kepada pengunjung untuk menulis pengaduan.",
    "competence.recorded": "Pendidikan, keterampilan, dan pengalaman dicatat.",
    "competence.short": "Peran diberikan kepada yang belum memenuhi syaratnya (pasal 9).",
    "competence.struck": "Pelatihan yang salah dicatat dicoret.",
    "competence.trained": "Pelatihan dicatat.",
    "corrective.attach": "Bukti PTPP dilampirkan.",
    "corrective.detach": "Bukti PTPP dilepas.",
    "corrective.do": "PTPP dilaksanakan.",
    "corrective.issue": "PTPP diterbitkan.",
    "corrective.plan": "Rencana PTPP ditulis.",
    "corrective.verify": "Hasil PTPP diverifikasi.",
    "counter.back": "Loket buka lagi sesudah istirahat.",
    "counter.break": "Loket istirahat.",
    "counter.closed": "Loket ditutup.",
    "counter.given-back": "Loket dikembalikan karena petugasnya tidak bertugas lagi.",
    "counter.handed-on": "Loket diteruskan kepada petugas lain.",
    "counter.opened": "Loket dibuka.",
    "data.exported": "Data pribadi dikeluarkan dari sistem: %(reason)s.",
    "data.kept": "Data kantor diubah: %(title)s, berlaku mulai %(day)s.",
    "data.withdrawn": "Perubahan data kantor ditarik: %(title)s.",
    "device.added": "Program diberi token.",
    "device.copied": "Layar tampak dipakai di dua tempat.",
    "device.known": "Layar komputer ini dikenal.",
    "device.paired": "Layar dipasangkan.",
    "device.revoked": "Perangkat dicabut.",
    "device.settled": "Layar diperiksa: bukan tiruan.",
    "document.removed": "PDF KK dihapus sesudah masa simpannya.",
    "document.seen": "Gambar KK dilihat.",
    "facilities.broke": "Sarana rusak: %(number)s.",
    "facilities.checked": "Sarana diperiksa.",
    "facilities.mended": "Sarana diperbaiki: %(number)s.",
    "help.answered": "Panggilan bantuan dijawab.",
    "help.called": "Warga meminta bantuan.",
    "hours.added": "Jam pelayanan ditambahkan.",
    "hours.removed": "Jam pelayanan dihapus.",
    "incident.act": "PTPP diterbitkan untuk insiden.",
    "incident.close": "Insiden dinyatakan selesai.",
    "incident.note": "Tindakan atas insiden dicatat.",
    "incident.tell": "Pemberitahuan kebocoran data dicatat.",
    "incident.write": "Insiden dicatat.",
    "notice.changed": "Kartu papan pengumuman diubah.",
    "notice.put": "Kartu papan pengumuman ditempel.",
    "notice.withdrawn": "Kartu papan pengumuman dilepas.",
    "objectives.approved": "Sasaran Mutu ditetapkan Camat.",
    "objectives.closed": "Capaian sasaran mutu sebuah periode ditutup sendiri oleh program.",
    "outage.began": "Gangguan dicatat.",
    "outage.ended": "Gangguan selesai.",
    "oversight.checked": "Berkas diperiksa dalam pengawasan internal.",
    "oversight.drawn": "Sampel pengawasan diundi dari %(population)s berkas.",
    "paper.cancelled": "Catatan kertas dibatalkan (%(sheets)s lembar).",
    "paper.counted": "Kertas A4 di baki dihitung.",
    "paper.loaded": "Kertas A4 dimasukkan.",
    "paper.removed": "Kertas A4 diambil dari baki.",
    "paper-visit.corrected": "Nomor kertas diperbaiki, tadinya %(before)s: %(reason)s",
    "paper-visit.entered": "Nomor kertas %(day)s dimasukkan: %(told)s.",
    "paper-visit.numbered": "Nomor kertas mendapat nomor antrean %(ticket)s.",
    "paper-visit.withdrawn": "Nomor kertas %(day)s ditarik: %(reason)s",
    "practice.begun": "Tugas latihan dimulai dari awal.",
    "practice.renewed": "Kantor latihan dimulai dari awal.",
    "practice.started": "Kantor latihan dimulai.",
    "practice.stopped": "Kantor latihan dihentikan.",
    "print.answered": "Cetakan karcis diperiksa di tempat.",
    "print.test": "Cetak uji diminta.",
    "queue.flood-cancelled": "Banyak nomor dari satu tempat dibatalkan: %(count)s nomor.",
    "recap.announced": "Rekap diumumkan.",
    "recap.approved": "Rekap disetujui.",
    "recap.promise": "Janji perbaikan ditulis.",
    "recap.returned": "Rekap dikembalikan.",
    "recap.submitted": "Rekap diajukan.",
    "register.closed": "Buku register bulan ini ditutup.",
    "register.numbers_printed": "Buku dengan nomor lengkap diminta: %(reason)s.",
    "register.numbers_read": "Buku dengan nomor lengkap dibuka.",
    "reviews.analysed": "Analisis capaian sasaran mutu ditulis.",
    "reviews.evaluated": "Capaian sasaran mutu dievaluasi Camat.",
    "reviews.opened": "Sasaran mutu yang tidak tercapai diteruskan untuk dianalisis.",
    "revision.approved": "Revisi standar pelayanan disetujui, berlaku sejak %(day)s.",
    "revision.changed": "Rancangan revisi standar pelayanan diubah.",
    "revision.checked": "Rancangan revisi standar pelayanan diperiksa.",
    "revision.offered": "Rancangan revisi standar pelayanan diajukan untuk diperiksa.",
    "revision.prepared": "Rancangan revisi standar pelayanan disiapkan.",
    "revision.returned": "Rancangan revisi standar pelayanan dikembalikan.",
    "revision.withdrawn": "Rancangan revisi standar pelayanan dibatalkan.",
    "setup.step": "Persiapan kantor, langkah %(title)s: dilalui.",
    "sheet.answered": "Baki kertas dilihat dan hasil cetak dijawab.",
    "sheet.asked": "Cetak A4 diminta.",
    "sheet.cancelled": "Cetak A4 dibatalkan.",
    "sheet.downloaded": "Lembar A4 diunduh.",
    "sheet.moved": "Cetak A4 dipindahkan ke pencetak lain.",
    "sheet.pin": "PIN PDF diberikan untuk mencetak.",
    "sheet.printed": "Lembar A4 tercetak.",
    "sheet.printed-elsewhere": "Lembar A4 dicetak di komputer lain.",
    "sheet.spoiled": "Lembar rusak dicatat: %(sheets)s lembar.",
    "staff.added": "Orang ditambahkan.",
    "staff.changed-over": "Petugas berganti dengan PIN.",
    "staff.disabled": "Akun ditutup.",
    "staff.enabled": "Akun dibuka lagi.",
    "staff.own-password": "Kata sandi sendiri diganti.",
    "staff.password": "Kata sandi diganti admin.",
    "staff.pin": "PIN sendiri ditetapkan.",
    "staff.pin-dropped": "PIN sendiri dihapus.",
    "staff.renamed": "Nama diperbaiki: %(before)s menjadi %(after)s.",
    "staff.roles": "Peran diubah.",
    "staff.signed-in": "Masuk.",
    "staff.signed-out": "Keluar.",
    "staff.stands-in": "Pengganti ditunjuk.",
    "staff.stood-in": "Penunjukan pengganti diakhiri.",
    "staff.unlocked": "Akun yang terkunci dibuka.",
    "support.taken": "Berkas bantuan untuk yang membantu dari luar dibuat, tanpa data pribadi.",
    "survey.typed": "Kuesioner dari kertas diketik.",
    "ticket.brought-back": "Nomor dipanggil kembali ke antrean.",
    "ticket.called": f"Nomor dipanggil {_COUNTER}.",
    "ticket.cancelled": "Nomor dibatalkan.",
    "ticket.finished": f"Nomor selesai dilayani {_COUNTER}.",
    "ticket.held": f"Nomor ditahan sebentar {_COUNTER}.",
    "ticket.missed": f"Nomor tidak datang {_COUNTER}.",
    "ticket.outcome": f"Hasil kunjungan ditulis {_COUNTER}.",
    "ticket.papers": f"Nomor pergi melengkapi berkas, {_COUNTER}.",
    "ticket.recalled": f"Nomor dipanggil ulang {_COUNTER}.",
    "ticket.released": "Nomor dilepas karena tidak datang lagi.",
    "ticket.reprinted": "Karcis nomor dicetak ulang.",
    "ticket.returned": "Nomor kembali menunggu.",
    "ticket.serving": f"Nomor mulai dilayani {_COUNTER}.",
    "ticket.taken": "Nomor diambil untuk layanan %(service)s.",
    "ticket.transferred": "Nomor dipindahkan ke layanan lain.",
    "ticket.undone": "Langkah terakhir pada nomor dibatalkan.",
    "application.phone": "Telepon pemohon dibuka untuk menghubunginya.",
    "application.revealed": "Nomor lengkap (NIK, No. KK, telepon) dibuka: %(reason)s.",
}
_OTHER = "Catatan lain dari program (%(what)s)."


def sentence(line: ReadLine) -> str:
    """The line in words; one of a kind that nobody named yet says that it is another one."""
    told: dict[str, Any] = {**line.detail, "what": line.what}
    room, _, what = line.what.partition(".")
    if line.what == "clock.explained":
        told["reason"] = states.LATE_REASONS.get(str(told.get("reason")), "…")
    if line.what in SENTENCES:
        return SENTENCES[line.what] % _Said(told)
    if room == "application":
        text, params = history.sentence(what, told.get("reason"))
        return text % params
    return _OTHER % told


def subject(line: ReadLine) -> str:
    """What the line is about, as people call it."""
    room = line.what.partition(".")[0]
    if room == "counter" and line.subject.isdigit():
        return here().standard.counter(int(line.subject)).name
    if room == "outage":
        return str(outages.KINDS.get(line.subject, line.subject))
    return line.subject


class _Said(dict[str, Any]):
    """What a line tells; what an older one did not tell yet is left open."""

    def __missing__(self, _name: str) -> str:
        return "…"
