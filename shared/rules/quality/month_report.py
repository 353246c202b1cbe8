"""Laporan Bulanan: a month of the office on one paper, as one would show it."""

from shared import clock
from shared.discreet import discreetly
from shared.rules.applications import closings
from shared.rules.common import staff, words
from shared.rules.common.actor import Actor
from shared.rules.paper.said import Fact, OwnPaper, Said
from shared.rules.quality import month_chapters, office_month, papers
from shared.rules.quality.month_chapters import Chapter, share
from shared.rules.quality.office_month import OfficeMonth
from shared.rules.quality.periods import Period

_MOST_NAMED = 6


class MonthReport(Said):
    """Laporan Bulanan; `until`: up to when a month that runs was counted, else empty."""

    period: str
    until: str
    since: str
    large: list[Fact]
    summary: list[str]
    chapters: list[Chapter]
    sources: str
    posted: str
    secretary: str
    secretary_name: str
    camat: str
    camat_name: str


def paper(period: Period, by: Actor) -> OwnPaper:
    """The month on paper; raises what `office_month.of` does."""
    return OwnPaper("month_report", discreetly(of(office_month.of(period, by))))


def of(month: OfficeMonth) -> MonthReport:
    """What the paper says of that month."""
    secretary, secretary_name = papers.holder(staff.SECRETARY, month.period)
    camat, camat_name = papers.holder(staff.CAMAT, month.period)
    is_partial = month.began > month.period.first
    return MonthReport(
        period=month.period.title,
        until=words.day_and_time(clock.now()) if month.runs else "",
        since=words.long_date(month.began) if is_partial else "",
        large=_large(month),
        summary=[_queue(month), _files(month), _people(month), _quality(month)],
        chapters=month_chapters.of(month),
        sources=_sources(month),
        posted=words.plain_date(clock.service_day()),
        secretary=secretary,
        secretary_name=secretary_name,
        camat=camat,
        camat_name=camat_name,
    )


def _large(month: OfficeMonth) -> list[Fact]:
    queue, kept, survey = month.queue.total, month.kept, month.survey.all
    met, judged = month_chapters.met(month)
    grade = survey.grade.title if survey.grade else "belum ada kuesioner lengkap"
    told = (
        ("Orang dilayani", words.number(queue.served), f"dari {words.number(queue.taken)} nomor"),
        ("KK tepat waktu", kept.gross, share(kept.on_time, kept.due)),
        ("Kepuasan (IKM)", survey.ikm, grade),
        ("Sasaran mutu tercapai", share(met, judged) if judged else "–", "yang dapat dinilai"),
    )
    return [Fact(title=title, value=value, parts=parts) for title, value, parts in told]


def _queue(month: OfficeMonth) -> str:
    queue, total = month.queue, month.queue.total
    left_out = f" ({words.number(queue.unsummed)} hari belum dijumlah)" if queue.unsummed else ""
    if not total.taken:
        return f"Tidak ada nomor antrean yang diambil{left_out}."
    told = (
        f"{words.number(total.taken)} nomor antrean diambil dalam {words.number(queue.days)} hari"
        f" buka{left_out} dan {words.number(total.served)} orang dilayani"
    )
    if total.waits.median is None:
        return f"{told}."
    told += f"; separuh dari mereka dipanggil dalam {words.number(total.waits.median, 1)} menit"
    target = f", {total.within_share} dalam {queue.target} menit" if queue.target else ""
    return f"{told}{target}."


def _files(month: OfficeMonth) -> str:
    kept = month.kept
    told = _some(month.files["received"], "berkas Kartu Keluarga", "diterima")
    if not kept.due:
        return f"{told}; tidak ada KK yang jatuh tempo."
    if not kept.late:
        return f"{told}; semua {words.number(kept.due)} KK yang jatuh tempo siap tepat waktu."
    most = "".join(f" (paling sering: {title})" for title, _ in month.causes[:1])
    return (
        f"{told}; dari {words.number(kept.due)} KK yang jatuh tempo {words.number(kept.on_time)}"
        f" ({kept.gross}) siap tepat waktu dan {words.number(kept.late)} terlambat{most}."
    )


def _people(month: OfficeMonth) -> str:
    total, survey = month.book.total, month.survey.all
    told = _some(total.received, "pengaduan atau saran", "masuk")
    if total.due:
        told += f"; dari {words.number(total.due)} yang jatuh tempo {words.number(total.on_time)}"
        told += f" ({total.on_time_share}) selesai tepat waktu"
    if survey.grade is None:
        return f"{told}. Indeks kepuasan belum dapat dihitung: belum ada kuesioner lengkap."
    said = f"Indeks kepuasan {survey.ikm} ({survey.grade.title})"
    return f"{told}. {said} dari {words.number(survey.whole)} kuesioner lengkap."


def _quality(month: OfficeMonth) -> str:
    met, judged = month_chapters.met(month)
    missed = [one.code for one in month.reached if one.met is False]
    many = f"; {words.number(len(missed))} belum, lihat bab Sasaran mutu"
    few = f"; yang belum: {', '.join(missed)}" if missed else ""
    left = many if len(missed) > _MOST_NAMED else few
    told = (
        f"{share(met, judged)} sasaran mutu tercapai{left}"
        if judged
        else "Belum ada sasaran mutu yang dapat dinilai"
    )
    stopped = (
        f"Layanan terhenti {words.number(month.stopped)} menit"
        if month.stopped
        else "Layanan tidak pernah terhenti"
    )
    happened = _some(len(month.incidents), "insiden", "dicatat").lower()
    return f"{told}. {stopped}; {happened}."


def _sources(month: OfficeMonth) -> str:
    """What of it may still change."""
    is_closed = (month.period.year, month.period.first_month) in closings.closed()
    book = "sudah ditutup" if is_closed else "belum ditutup"
    made = words.day_and_time(clock.now())
    return f"Dihitung sistem dari catatan kantor, {made}. Buku register bulan ini {book}."


def _some(count: int, things: str, what: str) -> str:
    return f"{words.number(count)} {things} {what}" if count else f"Tidak ada {things} yang {what}"
