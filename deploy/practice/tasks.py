"""What each seat tries in the practice office, ticked off by what its own officer did there.

The journal tells what was done: nothing is kept of a task, and none is ticked by hand.
"""

from dataclasses import dataclass

from shared import db
from shared.rules.common import journal, staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.common.staff import Officer

BEGUN = "practice.begun"
_DONE = (
    "SELECT DISTINCT what FROM journal_line WHERE office_id = :office AND who = :who"
    " AND sequence >= (SELECT COALESCE(MAX(sequence), 0) FROM journal_line"
    " WHERE office_id = :office AND who = :who AND what = :begun)"
)


@dataclass(frozen=True)
class Task:
    """Something to try; a line of the journal of one of these kinds tells that it was done."""

    words: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class SeatTasks:
    """The tasks of a post, each with whether it was done."""

    title: str
    address: str
    tasks: tuple[tuple[Task, bool], ...]

    @property
    def done(self) -> int:
        """How many of them were."""
        return sum(done for _, done in self.tasks)


def _tasks(*told: tuple[str, str]) -> tuple[Task, ...]:
    return tuple(Task(words, tuple(kinds.split())) for words, kinds in told)


TASKS = {
    staff.COUNTER: (
        "/loket",
        _tasks(
            ("Buka loket Anda.", "counter.opened counter.handed-on"),
            ("Panggil nomor berikutnya.", "ticket.called"),
            ("Panggil ulang nomor yang belum datang.", "ticket.recalled"),
            ("Mulai melayani.", "ticket.serving"),
            ("Terima berkas KK dan daftarkan.", "application.register"),
            ("Ajukan berkas yang syaratnya sudah ada kepada Kasi.", "application.propose"),
            ("Selesaikan sebuah nomor.", "ticket.finished"),
            ("Tulis hasil kunjungannya.", "ticket.outcome"),
            ("Lewati nomor yang tidak datang.", "ticket.missed"),
            ("Kembalikan yang terlewat ke antrean.", "ticket.brought-back ticket.returned"),
            ("Alihkan nomor yang salah loket.", "ticket.transferred"),
            ("Serahkan KK yang sudah siap.", "application.hand"),
            ("Istirahat, lalu buka lagi.", "counter.back"),
        ),
    ),
    staff.INFO_DESK: (
        "/informasi",
        _tasks(
            ("Ambilkan nomor untuk seseorang.", "ticket.taken"),
            ("Cetak ulang karcis yang hilang.", "ticket.reprinted"),
            ("Catat pengaduan dari tamu.", "complaint.record"),
            ("Golongkan pengaduan.", "complaint.classify"),
            ("Laporkan pengaduan kepada Kepala Seksi.", "complaint.report"),
            ("Jawab pengadu.", "complaint.answer complaint.tell"),
            ("Buka Kotak Saran dan catat jumlahnya.", "box.opened"),
            ("Tempel kartu di papan pengumuman.", "notice.put"),
            ("Ketik satu kuesioner dari kertas.", "survey.typed"),
        ),
    ),
    staff.OPERATOR: (
        "/operator",
        _tasks(
            ("Mulai kerjakan sebuah berkas.", "application.process"),
            ("Lampirkan PDF dari SIAK.", "application.attach"),
            ("Bandingkan PDF dengan berkasnya.", "application.compare"),
            ("Cetak KK.", "sheet.asked"),
            ("Periksa hasil cetak: siap diambil.", "application.ready"),
            ("Catat kertas A4 yang dimasukkan.", "paper.loaded"),
            ("Hitung kertas di baki.", "paper.counted"),
            ("Catat gangguan.", "outage.began"),
            ("Catat bahwa gangguan selesai.", "outage.ended"),
        ),
    ),
    staff.SECTION_HEAD: (
        "/kasi",
        _tasks(
            ("Nyatakan sebuah berkas lengkap.", "application.complete application.accept"),
            ("Nyatakan valid: waktu satu hari kerja mulai.", "application.accept"),
            ("Kembalikan berkas yang kurang.", "application.return"),
            ("Tindak lanjuti pengaduan.", "complaint.follow_up"),
            ("Nyatakan pengaduan selesai.", "complaint.close"),
            ("Terbitkan PTPP.", "corrective.issue"),
            ("Tulis rencana PTPP.", "corrective.plan"),
        ),
    ),
    staff.SECRETARY: (
        "/sekretaris",
        _tasks(
            ("Undi sampel pengawasan internal.", "oversight.drawn"),
            ("Periksa satu berkas dari sampel.", "oversight.checked"),
            ("Verifikasi hasil PTPP.", "corrective.verify"),
            ("Catat insiden.", "incident.write"),
        ),
    ),
    staff.CAMAT: (
        "/camat",
        _tasks(
            ("Tetapkan Sasaran Mutu.", "objectives.approved"),
            ("Nilai capaian yang tidak terpenuhi.", "reviews.evaluated"),
            ("Setujui rekap pengaduan.", "recap.approved"),
            ("Terbitkan PTPP.", "corrective.issue"),
        ),
    ),
    staff.ADMIN: (
        "/admin",
        _tasks(
            ("Tambah orang.", "staff.added"),
            ("Tetapkan hari libur khusus.", "calendar.set"),
            ("Tunjuk pengganti.", "staff.stands-in"),
            ("Cetak karcis uji.", "print.test"),
            ("Ubah data kantor.", "data.kept"),
        ),
    ),
}


def begin(by: Actor) -> None:
    """From here on nothing of theirs is done."""
    journal.note(by, BEGUN, by.who)


def of(officer: Officer) -> list[SeatTasks]:
    """The tasks of every post of somebody, since they last began."""
    rows = db.rows(_DONE, office=here().id, who=officer.username, begun=BEGUN)
    done = {what for (what,) in rows}
    return [
        SeatTasks(
            staff.post_title(role),
            address,
            tuple((one, not done.isdisjoint(one.kinds)) for one in tasks),
        )
        for role, (address, tasks) in TASKS.items()
        if role in officer.roles
    ]
