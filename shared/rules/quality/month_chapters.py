"""The chapters of the monthly report: one for each subject, as `office_month` found it."""

from collections.abc import Sequence

from shared.rules.common import words
from shared.rules.complaints.recap_figures import RecapTotals
from shared.rules.paper.said import Cell, Fact, Grid, Said
from shared.rules.quality import figures, of_files
from shared.rules.quality.office_month import OfficeMonth
from shared.rules.queue import history_sheet
from shared.rules.queue.history_sheet import Picture

_WAYS = ("Masuk", "Selesai", "Diarsipkan", "Proses", "Jatuh tempo", "Tepat waktu", "Terlambat")
_MARKS = {True: "✓ ", False: "✗ ", None: ""}

Rows = list[list[Cell]]


class Chapter(Said):
    """What is told of one thing: figures, tables, and sentences on what they leave out."""

    title: str
    facts: list[Fact] = []
    grids: list[Grid] = []
    notes: list[str] = []
    picture: Picture | None = None


def of(month: OfficeMonth) -> list[Chapter]:
    """Every chapter, in the order of the day."""
    return [
        _queue(month),
        _files(month),
        _complaints(month),
        _survey(month),
        _objectives(month),
        _standstills(month),
        _paper(month),
        _oversight(month),
    ]


def met(month: OfficeMonth) -> tuple[int, int]:
    """How many targets were reached, of how many that can be judged."""
    judged = [one.met for one in month.reached if one.met is not None]
    return sum(judged), len(judged)


def share(part: int, whole: int) -> str:
    """`1.027 dari 1.054`."""
    return f"{words.number(part)} dari {words.number(whole)}"


def _queue(month: OfficeMonth) -> Chapter:
    sheet, came = history_sheet.of(month.queue), bool(month.queue.total.taken)
    busiest = [f"{sheet.load.title}. {sheet.load.told}"] if sheet.load else []
    return Chapter(
        title="Antrean",
        facts=sheet.facts,
        grids=[history_sheet.narrow(sheet.grids[0])] if came else [],
        notes=[*busiest, *sheet.remarks],
        picture=sheet.numbers if came else None,
    )


def _files(month: OfficeMonth) -> Chapter:
    files, kept = month.files, month.kept
    ended = _parts(
        (files["finished"], "selesai"),
        (files["referred"], "dirujuk"),
        (files["withdrawn"], "dibatalkan"),
        (files["open"], "masih berjalan"),
    )
    again = words.percent(files["returned"], files["received"])
    due = _parts((kept.on_time, "tepat waktu"), (kept.late, "terlambat"))
    facts = [
        _fact("Berkas diterima", files["received"], ended),
        _fact("Pernah dikembalikan", files["returned"], f"{again} dari yang diterima"),
        _fact("KK jatuh tempo", kept.due, due),
        *(_fact(title, told, share(part, whole)) for title, told, part, whole in kept.shares()),
    ]
    if printed := month.found.get("SM-07"):
        faults = f"{words.number(printed.part)} dicetak ulang karena kesalahan kantor"
        facts.append(_fact("KK dicetak", printed.whole, faults))
    facts.append(_fact("KK diserahkan", month.handed))
    if left := month.found.get("SM-08"):
        long = f"{words.number(left.part)} lebih dari {of_files.LONG.days} hari"
        facts.append(_fact("KK belum diambil", left.whole, long))
    causes: Rows = [[title, count] for title, count in month.causes]
    late = sum(count for _, count in month.causes)
    # The causes are those of now; a month that was closed keeps how many were late.
    since = "Sebab terlambat dihitung sekarang; jumlah yang terlambat dari buku yang ditutup."
    return Chapter(
        title="Kartu Keluarga",
        facts=facts,
        grids=_table("Sebab terlambat", ["Sebab", "KK terlambat"], causes, [late]),
        notes=[since] if late != kept.late else [],
    )


def _complaints(month: OfficeMonth) -> Chapter:
    book, total, left = month.book, month.book.total, month.book.carry_over
    ended = _parts(
        (total.finished, "selesai"), (total.archived, "diarsipkan"), (total.running, "dalam proses")
    )
    over = _parts(
        (left["finished"], "selesai bulan ini"),
        (left["archived"], "diarsipkan"),
        (left["left"], "masih berjalan"),
    )
    in_time = f"{share(total.on_time, total.due)} yang jatuh tempo"
    acted = book.corrective
    facts = [
        _fact("Pengaduan dan saran masuk", total.received, ended),
        _fact("Selesai tepat waktu", total.on_time_share, in_time),
        _fact("Sisa bulan sebelumnya", left["open"], over),
        _fact("PTPP diterbitkan", acted["opened"], f"{words.number(acted['closed'])} ditutup"),
    ]
    if box := month.found.get("SM-11"):
        days = f"dari {words.number(box.whole)} hari kerja"
        facts.append(_fact("Kotak Saran dibuka", box.part, days))
    return Chapter(
        title="Pengaduan",
        facts=facts,
        grids=_book(month),
        notes=[
            *(["Nihil: tidak ada pengaduan atau saran bulan ini."] if book.nil else []),
            "Termasuk yang ditangani langsung oleh Sekretaris dan Camat; bukan untuk papan umum."
            if month.oversees
            else "Tanpa yang ditangani langsung oleh Sekretaris dan Camat.",
        ],
    )


def _book(month: OfficeMonth) -> list[Grid]:
    """How they came and what they were about; lines of which there is nothing are left out."""
    book = month.book
    came: Rows = [[one.title, *_ways(one)] for one in book.channels if one.received or one.due]
    about: Rows = [[one.title, one.number] for one in book.categories if one.number]
    return [
        *_table("Menurut sarana", ["Sarana", *_WAYS], came, _ways(book.total)),
        *_table("Menurut kategori", ["Kategori", "Masuk"], about, [book.total.received]),
    ]


def _ways(one: RecapTotals) -> list[Cell]:
    came = (one.received, one.finished, one.archived, one.running)
    return [*came, one.due, one.on_time, one.late]


def _survey(month: OfficeMonth) -> Chapter:
    survey, all_ = month.survey, month.survey.all
    reached = "terpenuhi" if survey.enough else "belum terpenuhi"
    wanted = (
        f"dari {words.number(survey.wanted)} menurut tabel: {reached}"
        if survey.wanted
        else "tidak ada yang dilayani pada bulan sebelumnya"
    )
    grade = f"{all_.grade.letter} ({all_.grade.title})" if all_.grade else ""
    elements: Rows = [
        [
            f"{one.element.mark} {one.element.title}{' (terendah)' if one.lowest else ''}",
            one.counted.filled,
            one.mean,
        ]
        for one in survey.elements
    ]
    columns = ["Unsur", "Mengisi", "NRR (1 sampai 4)"]
    others = f"{words.number(survey.others)} kuesioner formulir lain tidak ikut dihitung."
    return Chapter(
        title="Survei kepuasan",
        facts=[
            _fact("Indeks Kepuasan Masyarakat (IKM)", all_.ikm, grade),
            _fact("Kuesioner lengkap", all_.whole, wanted),
            _fact("Tidak lengkap", all_.unfinished, "hanya dihitung pada unsur yang diisi"),
            _fact("Diketik petugas", survey.by_staff, "dari semua kuesioner"),
        ],
        grids=_table("Menurut unsur", columns, elements if all_.number else []),
        notes=[others] if survey.others else [],
    )


def _objectives(month: OfficeMonth) -> Chapter:
    rows: Rows = [
        [
            f"{one.code} {one.title}",
            one.target,
            one.found,
            one.parts or "–",
            f"{_MARKS[one.met]}{one.verdict}",
        ]
        for one in month.reached
    ]
    state = (
        "Periode ini sudah ditutup; capaiannya tidak berubah lagi."
        if month.state == figures.CLOSED
        else "Periode ini belum ditutup; capaiannya masih dapat berubah."
    )
    return Chapter(
        title="Sasaran mutu",
        facts=[_fact("Target tercapai", share(*met(month)), "yang dapat dinilai")],
        grids=_table("Capaian", ["Sasaran", "Target", "Capaian", "Bagian", "Hasil"], rows),
        notes=[state] if rows else ["Belum ada yang dihitung dari bulan ini."],
    )


def _standstills(month: OfficeMonth) -> Chapter:
    stood: Rows = [[one.title, one.times, one.minutes] for one in month.standstills]
    times = sum(one.times for one in month.standstills)
    happened: Rows = [
        [f"{one.number} {one.kind}", words.day_of(one.happened_at), one.label]
        for one in month.incidents
    ]
    columns = ["Yang terganggu", "Kali", "Menit pelayanan terhenti"]
    once = "Menit yang sama dihitung sekali; gangguan lain tidak menghentikan pelayanan."
    return Chapter(
        title="Gangguan dan insiden",
        grids=[
            *_table("Gangguan", columns, stood, [times, month.stopped]),
            *_table("Insiden", ["Insiden", "Terjadi", "Keadaan"], happened),
        ],
        notes=[
            once if stood else "Nihil: tidak ada gangguan yang dicatat.",
            *([] if happened else ["Nihil: tidak ada insiden yang dicatat."]),
        ],
    )


def _paper(month: OfficeMonth) -> Chapter:
    sheets = month.paper
    rows: Rows = [
        ["Ada pada awal bulan", sheets.opening],
        ["Dimasukkan", sheets.loaded],
        ["Diambil dari baki", -sheets.removed],
        [f"Tercetak, {words.number(sheets.faulty)} di antaranya rusak", -sheets.used],
        ["Rusak di luar cetakan", -sheets.spoiled],
        ["Selisih saat dihitung", sheets.difference or 0],
    ]
    end = "Ada sekarang" if month.runs else "Ada pada akhir bulan"
    return Chapter(
        title="Kertas",
        grids=[
            Grid(
                name="Kertas A4",
                columns=["Lembar", "Banyaknya"],
                rows=rows,
                total=[end, sheets.closing],
            )
        ],
    )


def _oversight(month: OfficeMonth) -> Chapter:
    sample, title = month.sample, "Pengawasan internal"
    if not sample.seed:
        over = "Sampel bulan ini belum diundi."
        return Chapter(
            title=title, notes=["Sampel diundi sesudah bulan berakhir." if month.runs else over]
        )
    actions = ", ".join(one.action for one in sample.findings if one.action)
    left = f"{words.number(sample.left)} belum"
    return Chapter(
        title=title,
        facts=[
            _fact("Berkas diundi", sample.size, f"dari {words.number(sample.population)} berkas"),
            _fact("Sudah diperiksa", sample.size - sample.left, left),
            _fact("Dengan temuan", len(sample.findings), actions),
        ],
    )


def _fact(title: str, value: int | str, parts: str = "") -> Fact:
    told = words.number(value) if isinstance(value, int) else value
    return Fact(title=title, value=told, parts=parts)


def _parts(*parts: tuple[int, str]) -> str:
    """`26 selesai, 0 dirujuk`."""
    return ", ".join(f"{words.number(count)} {what}" for count, what in parts)


def _table(name: str, columns: Sequence[str], rows: Rows, whole: Sequence[Cell] = ()) -> list[Grid]:
    """The table, if it has rows; `whole`: what several of them come to."""
    total = ["Semua", *whole] if whole and len(rows) > 1 else None
    return [Grid(name=name, columns=list(columns), rows=rows, total=total)] if rows else []
