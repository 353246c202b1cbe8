"""The monthly report: every number of it counted again from the rows, as the domain defines it."""

import math
import random
import statistics
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from shared import clock, db
from shared.documents import maker
from shared.errors import NotAllowed, NotFound, Refused
from shared.records import (
    Incident,
    OversightCheck,
    OversightSample,
    PaperLoad,
    SheetSpoilage,
    Staff,
)
from shared.records.base import to_ms
from shared.rules.applications import register
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.oversight import samples
from shared.rules.quality import (
    figures,
    month_report,
    objectives,
    office_month,
    periods,
    questionnaires,
    target_papers,
)
from shared.rules.queue import sums
from tests import quality
from tests.complaint_book import people
from tests.shared.documents.reading import pages, text
from tests.shared.rules.quality.test_objectives import approve
from tests.survey import kept

pytestmark = [pytest.mark.clause("10.1"), pytest.mark.clause("14.2")]

APRIL = periods.read("2026-04")
NOW = datetime(2026, 5, 18, 9, 0)
MINUTE = 60_000
ANSWERS = ("344444444", "334344433", "444444444", "3444-----")


@pytest.fixture
def lived(office):
    who = people()
    quality.fill(last=date(2026, 5, 8))
    kept(*ANSWERS * 20, month=APRIL.first)
    kept(*ANSWERS[:2], month=APRIL.first, source=questionnaires.PAPER)
    clock.move(office.settings.data, NOW)
    approve(who.ratih)
    _sheets()
    _leak()
    while sums.sum_up():
        pass
    return who


def _sheets():
    """Paper put in, taken, counted with some missing, used and spoiled: before, in and after."""
    db.value("UPDATE sheet_job SET sheets_used = 1 WHERE state = 'printed'")
    for day, what, number in (
        (date(2026, 3, 2), "loaded", 500),
        (date(2026, 3, 30), "counted", 470),
        (date(2026, 4, 7), "removed", 12),
        (date(2026, 4, 8), "loaded", 100),
        (date(2026, 4, 9), "counted", 520),
        (date(2026, 4, 20), "counted", 515),
        (date(2026, 5, 4), "counted", 400),
    ):
        moment = quality.at(day, 15, 30)
        PaperLoad.create(office=here().id, day=day, at=moment, what=what, sheets=number, by="uji")
    for day, faulty, spoiled in ((date(2026, 4, 10), 1, 2), (date(2026, 4, 30), 0, 3)):
        SheetSpoilage.create(
            office=here().id,
            job_id=1,
            at=quality.at(day, 23, 59, 59),
            faulty=faulty,
            spoiled=spoiled,
            by="uji",
        )


def _leak():
    moment = quality.at(date(2026, 4, 13), 10)
    Incident.create(
        office=here().id,
        year=2026,
        number=123,
        touch="uji-bocor",
        state="open",
        kind="KEBOCORAN_DATA",
        happened_at=moment,
        known_at=moment,
        place="",
        what="Daftar terkirim salah.",
        harm="",
        written_by=1,
        written_at=moment,
        notice_due=moment + timedelta(hours=72),
    )


def told(period, by):
    """What the paper says: by chapter its facts, its tables by name, and its sentences."""
    said = month_report.of(office_month.of(period, by))
    return said, {one.title: _chapter(one) for one in said.chapters}


def _chapter(one):
    grids = {
        grid.name: [*grid.texts, *([grid.total_texts] if grid.total else [])] for grid in one.grids
    }
    return {fact.title: (fact.value, fact.parts) for fact in one.facts}, grids, one.notes


def _rows(sql, **values):
    return db.rows(sql, **values)


def _span(period=APRIL):
    first, after = quality.at(period.first, 0), quality.at(period.last + timedelta(days=1), 0)
    return {"a": to_ms(first), "b": to_ms(after)}


def _percent(part, whole):
    return f"{100 * part / whole:.1f} %".replace(".", ",") if whole else "–"


def test_the_queue_of_a_month_is_that_of_its_tickets(lived):
    facts, grids, _ = told(APRIL, lived.ratih)[1]["Antrean"]
    rows = _rows(
        "SELECT day, state, issued_at, first_called_at, serving_at, finished_at FROM ticket"
        " WHERE day BETWEEN '2026-04-01' AND '2026-04-30'"
    )
    served = [row for row in rows if row[1] == "done"]
    waits = [math.ceil((called - issued) / 6_000) for _, _, issued, called, *_ in served]
    lengths = [math.ceil((end - at) / 6_000) for *_, at, end in served if at is not None]
    soon = sum(wait <= 150 for wait in waits)
    lost = len(rows) - len(served)
    days = [date(2026, 4, n) for n in range(1, 31)]
    came = {row[0] for row in rows}
    open_days = [one for one in days if one.weekday() < 5 and one.day != 1]
    both = len({*came, *(one.isoformat() for one in open_days)})
    assert facts["Nomor diambil"] == (str(len(rows)), f"dalam {both} hari buka")
    assert facts["Dilayani"] == (
        str(len(served)),
        f"{lost} dari {len(rows)} ({_percent(lost, len(rows))}) tidak dilayani",
    )
    middle = words.number(statistics.median(waits) / 10, 1)
    assert facts["Menunggu, nilai tengah"][0] == f"{middle} menit"
    assert facts["Dipanggil dalam 15 menit"] == (
        _percent(soon, len(waits)),
        f"{soon} dari {len(waits)} orang",
    )
    service = words.number(statistics.median(lengths) / 10, 1)
    assert facts["Melayani, nilai tengah"][0] == f"{service} menit"
    cancelled = sum(row[1] == "cancelled" for row in rows)
    assert grids["Per layanan"] == [
        ["Kartu Keluarga (KK)", str(len(rows)), str(len(served)), "0", "0", str(cancelled)]
        + [str(lost - cancelled), "0", middle, service]
    ]


def test_the_kks_of_a_month_are_those_of_the_register_and_of_its_clocks(lived):
    facts, grids, _ = told(APRIL, lived.ratih)[1]["Kartu Keluarga"]
    span = _span()
    files = _rows(
        "SELECT state, returns FROM application WHERE received_at >= :a AND received_at < :b",
        **span,
    )
    states = Counter(state for state, _ in files)
    done, left = states["ready"] + states["handed_over"], states["cancelled"]
    assert facts["Berkas diterima"] == (
        str(len(files)),
        f"{done} selesai, 0 dirujuk, {left} dibatalkan, {states['processing']} masih berjalan",
    )
    again = sum(returns > 0 for _, returns in files)
    assert facts["Pernah dikembalikan"] == (
        str(again),
        f"{_percent(again, len(files))} dari yang diterima",
    )
    runs = _rows(
        "SELECT due_at, stopped_at, stopped_for, late_reason FROM clock_run"
        " WHERE due_at >= :a AND due_at < :b",
        **span,
    )
    now = to_ms(clock.now())
    late = [reason for due, end, _, reason in runs if (now if end is None else end) > due]
    kept_ = sum(end is not None and end <= due and why == "ready" for due, end, why, _ in runs)
    due, outside = kept_ + len(late), {"GANGGUAN_SIAK", "MENUNGGU_TTE", "LISTRIK"}
    net = due - sum(reason in outside for reason in late)
    assert facts["KK jatuh tempo"] == (str(due), f"{kept_} tepat waktu, {len(late)} terlambat")
    assert facts["Tepat waktu"] == (_percent(kept_, due), f"{kept_} dari {due}")
    assert facts["Tanpa sebab dari luar"] == (_percent(kept_, net), f"{kept_} dari {net}")
    assert facts["Kembali sesudah lengkap"] == ("0,0 %", f"0 dari {len(runs)}")
    titles = {
        "GANGGUAN_SIAK": "Gangguan SIAK",
        "MENUNGGU_TTE": "Menunggu tanda tangan elektronik",
        "LISTRIK": "Listrik padam",
        "PETUGAS": "Petugas tidak cukup",
        None: "Sebab belum dicatat",
    }
    *causes, whole = grids["Sebab terlambat"]
    assert {title: int(n) for title, n in causes} == {
        titles[reason]: n for reason, n in Counter(late).items()
    }
    numbers = [int(n) for _, n in causes]
    assert numbers == sorted(numbers, reverse=True)
    assert whole == ["Semua", str(len(late))]
    printed = _rows(
        "SELECT application_id, reason FROM sheet_job WHERE state = 'printed'"
        " AND changed_at >= :a AND changed_at < :b",
        **span,
    )
    ours = {file for file, reason in printed if reason not in (None, "LAINNYA")}
    assert facts["KK dicetak"] == (
        str(len({file for file, _ in printed})),
        f"{len(ours)} dicetak ulang karena kesalahan kantor",
    )
    handed = _rows("SELECT id FROM application WHERE handed_at >= :a AND handed_at < :b", **span)
    assert facts["KK diserahkan"] == (str(len(handed)), "")
    lying = _rows(
        "SELECT ready_at FROM application WHERE ready_at < :b"
        " AND (handed_at IS NULL OR handed_at >= :b)",
        **span,
    )
    long = sum(span["b"] - ready > 7 * 24 * 60 * MINUTE for (ready,) in lying)
    assert facts["KK belum diambil"] == (str(len(lying)), f"{long} lebih dari 7 hari")


def _complaint_rows(restricted):
    columns = "day, channel, category, state, due_at, closed_at, guarded"
    rows = _rows(f"SELECT {columns} FROM complaint")
    return [row[:-1] for row in rows if restricted or not row[-1]]


@pytest.mark.parametrize(("name", "restricted"), [("ratih", True), ("bambang", False)])
def test_the_complaints_of_a_month_are_those_of_the_book_as_far_as_one_may_know(
    lived, name, restricted
):
    facts, grids, notes = told(APRIL, getattr(lived, name))[1]["Pengaduan"]
    span, now = _span(), to_ms(clock.now())
    every = _complaint_rows(restricted)
    came = [row for row in every if "2026-04-01" <= row[0] <= "2026-04-30"]
    ended = Counter(row[3] for row in came)
    finished, archived = ended["closed"] + ended["referred"], ended["archived"]
    running = len(came) - finished - archived
    assert facts["Pengaduan dan saran masuk"] == (
        str(len(came)),
        f"{finished} selesai, {archived} diarsipkan, {running} dalam proses",
    )
    fell_due = [row for row in every if span["a"] <= row[4] < span["b"]]
    late = sum((now if end is None else end) > due for *_, due, end in fell_due)
    in_time = sum(
        state in ("closed", "referred") and end <= due for _, _, _, state, due, end in fell_due
    )
    assert facts["Selesai tepat waktu"] == (
        _percent(in_time, in_time + late),
        f"{in_time} dari {in_time + late} yang jatuh tempo",
    )
    before = [row for row in every if row[0] < "2026-04-01"]
    still = [row for row in before if row[5] is None or row[5] >= span["a"]]
    over = Counter(row[3] for row in still if row[5] is not None and row[5] < span["b"])
    gone = over["archived"]
    done = sum(over.values()) - gone
    assert facts["Sisa bulan sebelumnya"] == (
        str(len(still)),
        f"{done} selesai bulan ini, {gone} diarsipkan, {len(still) - done - gone} masih berjalan",
    )
    which = "" if restricted else " AND NOT guarded"
    opened, closed = (
        db.value(
            f"SELECT COUNT(*) FROM corrective_action WHERE {at} >= :a AND {at} < :b{which}", **span
        )
        for at in ("issued_at", "closed_at")
    )
    assert facts["PTPP diterbitkan"] == (str(opened), f"{closed} ditutup")
    assert grids["Menurut sarana"] == [
        ["Meja Informasi", str(len(came)), str(finished), str(archived), str(running)]
        + [str(in_time + late), str(in_time), str(late)]
    ]
    titles = {one.code: one.title for one in here().standard.complaints.categories}
    *about, whole = grids["Menurut kategori"]
    assert {title: int(n) for title, n in about} == {
        titles[code]: n for code, n in Counter(row[2] for row in came).items()
    }
    assert whole == ["Semua", str(len(came))]
    assert notes[-1].startswith("Termasuk" if restricted else "Tanpa")


def test_the_survey_of_a_month_is_that_of_its_questionnaires(lived):
    facts, grids, notes = told(APRIL, lived.ratih)[1]["Survei kepuasan"]
    rows = _rows("SELECT form, answers, source FROM questionnaire WHERE month = '2026-04-01'")
    mine = [answers for form, answers, _ in rows if form == "SKM_2017"]
    whole = [answers for answers in mine if "-" not in answers]
    means = [statistics.mean(int(one[at]) for one in whole) for at in range(9)]
    ikm = f"{25 * sum(means) / 9:.2f}".replace(".", ",")
    served = db.value(
        "SELECT COUNT(*) FROM ticket WHERE state = 'done'"
        " AND day BETWEEN '2026-03-01' AND '2026-03-31'"
    )
    wanted = here().standard.sample_table(APRIL.last).least(served)
    enough = "terpenuhi" if len(whole) >= wanted else "belum terpenuhi"
    assert facts["Indeks Kepuasan Masyarakat (IKM)"][0] == ikm
    assert facts["Kuesioner lengkap"] == (
        str(len(whole)),
        f"dari {wanted} menurut tabel: {enough}",
    )
    assert facts["Tidak lengkap"][0] == str(len(mine) - len(whole))
    typed = sum(source == questionnaires.PAPER for *_, source in rows)
    assert facts["Diketik petugas"][0] == _percent(typed, len(mine))
    for at, (title, filled, mean) in enumerate(grids["Menurut unsur"]):
        given = [int(one[at]) for one in mine if one[at] != "-"]
        exact = math.floor(sum(given) / len(given) * 100 + 0.5) / 100
        assert title.startswith(f"U{at + 1} ")
        assert (filled, mean) == (str(len(given)), f"{exact:.2f}".replace(".", ","))
    others = len(rows) - len(mine)
    assert bool(notes) == bool(others)


def test_the_objectives_of_a_month_stand_as_on_their_own_page(lived):
    facts, grids, _ = told(APRIL, lived.ratih)[1]["Sasaran mutu"]
    lines = {
        line.objective.code: (line, one)
        for line in figures.of_year(2026, lived.ratih)
        for one in line.figures
        if one.period == APRIL and one.found is not None
    }
    rows = {row[0].partition(" ")[0]: row[1:] for row in grids["Capaian"]}
    assert rows.keys() == lines.keys()
    for code, (line, one) in lines.items():
        target, found, parts, verdict = rows[code]
        assert (target, found) == (line.text, one.text)
        assert parts == (one.parts(line.objective) or "–")
        assert verdict.removeprefix("✓ ").removeprefix("✗ ") == one.label
    verdicts = Counter(one.verdict for _, one in lines.values())
    judged = verdicts["met"] + verdicts["missed"]
    assert judged > 5
    assert facts["Target tercapai"][0] == f"{verdicts['met']} dari {judged}"


def test_what_stood_still_adds_up_minute_by_minute_and_incidents_are_named(lived):
    _, grids, _ = told(APRIL, lived.ratih)[1]["Gangguan dan insiden"]
    span, now = _span(), to_ms(clock.now())
    rows = [
        (kind, began, now if ended is None else ended)
        for kind, began, ended in _rows("SELECT kind, began_at, ended_at FROM outage")
        if began < span["b"] and (ended is None or ended > span["a"])
    ]
    stops = [(began, end) for kind, began, end in rows if kind in ("SIAK", "LISTRIK", "PRINTER")]
    minutes = sum(
        any(began <= minute < end for began, end in stops) for minute in _service_minutes()
    )
    *kinds, whole = grids["Gangguan"]
    titles = {"SIAK": "SIAK", "LISTRIK": "Listrik", "PRINTER": "Pencetak"}
    titles |= {"KERTAS_TINTA": "Kertas atau tinta"}
    assert {title: int(times) for title, times, _ in kinds} == {
        titles[kind]: n for kind, n in Counter(kind for kind, *_ in rows).items()
    }
    assert [took for title, _, took in kinds if title == "Kertas atau tinta"] in ([], ["–"])
    assert whole == ["Semua", str(len(rows)), words.number(float(minutes), 1)]
    happened = _rows(
        "SELECT number FROM incident WHERE happened_at >= :a AND happened_at < :b", **span
    )
    assert len(grids["Insiden"]) == len(happened) >= 1
    assert ["I-2026-00123 Kebocoran data pribadi", "13 April 2026", "Ditangani"] in grids["Insiden"]


def _service_minutes():
    """Each minute of April in which the office was open."""
    day = APRIL.first
    while day <= APRIL.last:
        if day.weekday() < 5 and day != date(2026, 4, 1):
            minute, close = to_ms(quality.at(day, 8)), 14 if day.weekday() == 4 else 15
            while minute < to_ms(quality.at(day, close)):
                yield minute
                minute += MINUTE
        day += timedelta(days=1)


def test_the_paper_of_a_month_adds_up_sheet_by_sheet(lived):
    _, grids, _ = told(APRIL, lived.ratih)[1]["Kertas"]
    # In one and the same moment a print comes before the count of what it left.
    happened = sorted(
        [
            *(
                (at, 0, "used", n)
                for at, n in _rows("SELECT changed_at, sheets_used FROM sheet_job")
            ),
            *((at, 1, "spoiled", n) for at, n in _rows("SELECT at, spoiled FROM sheet_spoilage")),
            *((at, 2, what, n) for at, what, n in _rows("SELECT at, what, sheets FROM paper_load")),
        ]
    )
    span, there, opening, found = _span(), 0, 0, Counter()
    for at, _, what, sheets in happened:
        if at >= span["b"] or sheets is None:
            continue
        moved = sheets if what == "loaded" else sheets - there if what == "counted" else -sheets
        there += moved
        if at < span["a"]:
            opening = there
        else:
            found[what] += moved
    numbers = {title: int(n.replace(".", "")) for title, n in grids["Kertas A4"]}
    ways = ("loaded", "removed", "used", "spoiled", "counted")
    assert list(numbers.values()) == [opening, *(found[one] for one in ways), there]
    assert all(found[one] for one in ways)
    assert sum(found.values()) == there - opening
    assert "Tercetak, 1 di antaranya rusak" in numbers


def test_internal_oversight_says_what_was_drawn_and_what_is_left(lived):
    assert told(periods.read("2026-05"), lived.ratih)[1]["Pengawasan internal"][2] == [
        "Sampel diundi sesudah bulan berakhir."
    ]
    db.value("DELETE FROM oversight_check")
    db.value("DELETE FROM oversight_sample")
    assert told(APRIL, lived.ratih)[1]["Pengawasan internal"][2] == [
        "Sampel bulan ini belum diundi."
    ]
    drawn = samples.draw(2026, 4, lived.yusuf)
    OversightCheck.update(checked_at=clock.now(), checked_by="yusuf").where(
        OversightCheck.place == 1
    ).execute()
    population = _rows(
        "SELECT id FROM application WHERE received_at >= :a AND received_at < :b", **_span()
    )
    assert told(APRIL, lived.ratih)[1]["Pengawasan internal"][0] == {
        "Berkas diundi": (str(drawn.size), f"dari {len(population)} berkas"),
        "Sudah diperiksa": ("1", f"{drawn.size - 1} belum"),
        "Dengan temuan": ("0", ""),
    }
    assert OversightSample.select().count() == 1


def test_the_summary_is_made_of_what_the_chapters_say(lived):
    said, chapters = told(APRIL, lived.ratih)
    queue, files = chapters["Antrean"][0], chapters["Kartu Keluarga"]
    first, second, third, fourth = said.summary
    assert first == (
        f"{queue['Nomor diambil'][0]} nomor antrean diambil {queue['Nomor diambil'][1]} dan"
        f" {queue['Dilayani'][0]} orang dilayani; separuh dari mereka dipanggil dalam"
        f" {queue['Menunggu, nilai tengah'][0]}, {queue['Dipanggil dalam 15 menit'][0]}"
        " dalam 15 menit."
    )
    on_time, _, due = files[0]["Tepat waktu"][1].partition(" dari ")
    late = files[1]["Sebab terlambat"]
    assert second == (
        f"{files[0]['Berkas diterima'][0]} berkas Kartu Keluarga diterima; dari {due} KK yang jatuh"
        f" tempo {on_time} ({files[0]['Tepat waktu'][0]}) siap tepat waktu dan {late[-1][1]}"
        f" terlambat (paling sering: {late[0][0]})."
    )
    assert third.startswith(f"{chapters['Pengaduan'][0]['Pengaduan dan saran masuk'][0]} pengaduan")
    assert chapters["Survei kepuasan"][0]["Indeks Kepuasan Masyarakat (IKM)"][0] in third
    met = chapters["Sasaran mutu"][0]["Target tercapai"][0]
    assert fourth.startswith(f"{met} sasaran mutu tercapai; ")
    stopped = chapters["Gangguan dan insiden"][1]["Gangguan"][-1][2].removesuffix(",0")
    assert f"Layanan terhenti {stopped} menit; " in fourth
    assert [one.value for one in said.large] == [
        queue["Dilayani"][0],
        files[0]["Tepat waktu"][0],
        chapters["Survei kepuasan"][0]["Indeks Kepuasan Masyarakat (IKM)"][0],
        met,
    ]


def test_a_month_is_read_by_whoever_reads_each_of_its_chapters(lived):
    readers = {
        role
        for role, one in lived.everybody().items()
        if _is_let_in(lambda by=one: office_month.of(APRIL, by))
    }
    assert readers == {"kasi_pelayanan_umum", "sekretaris", "camat"}


def _is_let_in(ask):
    try:
        return bool(ask())
    except NotAllowed:
        return False


def test_a_restricted_complaint_changes_nothing_for_whoever_may_not_know_of_it(lived):
    about = db.value("SELECT id FROM staff WHERE username = 'yusuf'")
    others = (lived.yusuf, lived.bambang)
    before = [told(APRIL, one) for one in others]
    camats = told(APRIL, lived.ratih)
    quality.complaint(
        random.Random(1),
        date(2026, 4, 8),
        number=99_999,
        guarded=True,
        about_staff=about,
        state="recorded",
        category="PUNGLI",
        channel="TELEPON",
        closed_at=None,
    )
    quality.action(random.Random(2), date(2026, 4, 9), 99_999, guarded=True, about_staff=about)
    assert [told(APRIL, one) for one in others] == before
    assert told(APRIL, lived.ratih) != camats


def test_a_closed_book_and_a_closed_period_are_told_as_they_were_kept(lived, office):
    for month in (3, 4):
        register.close_month(2026, month, lived.bambang)
    clock.move(office.settings.data, datetime(2026, 6, 20, 9, 0))
    while figures.close_next():
        pass
    said, chapters = told(APRIL, lived.ratih)
    assert said.sources.endswith("Buku register bulan ini sudah ditutup.")
    assert chapters["Sasaran mutu"][2] == [
        "Periode ini sudah ditutup; capaiannya tidak berubah lagi."
    ]
    db.value("UPDATE clock_run SET stopped_at = due_at + 1 WHERE stopped_for = 'ready'")
    after = told(APRIL, lived.ratih)[1]
    assert after["Sasaran mutu"] == chapters["Sasaran mutu"]
    assert after["Kartu Keluarga"][0] == chapters["Kartu Keluarga"][0]
    assert after["Kartu Keluarga"][2] == [
        "Sebab terlambat dihitung sekarang; jumlah yang terlambat dari buku yang ditutup."
    ]


def test_a_month_that_runs_says_until_when_and_a_first_month_since_when(lived):
    said, _ = told(periods.read("2026-05"), lived.ratih)
    assert said.until == "Senin, 18 Mei 2026 pukul 09.00 WIB"
    assert said.since == ""
    Staff.update(created_at=quality.at(date(2026, 3, 9), 8)).execute()
    said, _ = told(periods.read("2026-03"), lived.ratih)
    assert (said.until, said.since) == ("", "Senin, 9 Maret 2026")


def test_a_month_without_a_record_is_refused_and_none_of_them_is_offered(lived, office):
    offered = [one.code for one in office_month.months()]
    assert offered == ["2026-05", "2026-04", "2026-03"]
    assert office_month.newest() == APRIL
    for code, refusal in (("2026-02", "Maret 2026"), ("2026-06", "belum mulai")):
        with pytest.raises(Refused, match=refusal):
            office_month.of(periods.read(code), lived.ratih)
    with pytest.raises(NotFound):
        office_month.of(periods.read("2026-T2"), lived.ratih)


def test_an_office_that_began_today_has_a_month_of_nothing_and_none_before(office):
    ratih = people().ratih
    assert [one.code for one in office_month.months()] == ["2026-11"]
    assert office_month.newest() is None
    said, chapters = told(periods.read("2026-11"), ratih)
    assert said.summary == [
        "Tidak ada nomor antrean yang diambil.",
        "Tidak ada berkas Kartu Keluarga yang diterima; tidak ada KK yang jatuh tempo.",
        (
            "Tidak ada pengaduan atau saran yang masuk. Indeks kepuasan belum dapat dihitung:"
            " belum ada kuesioner lengkap."
        ),
        (
            "Belum ada sasaran mutu yang dapat dinilai. Layanan tidak pernah terhenti;"
            " tidak ada insiden yang dicatat."
        ),
    ]
    assert [one.value for one in said.large] == ["0", "–", "–", "–"]
    assert chapters["Pengaduan"][2][0] == "Nihil: tidak ada pengaduan atau saran bulan ini."
    assert chapters["Gangguan dan insiden"][1] == {}
    read = pages(maker.make(month_report.paper(periods.read("2026-11"), ratih)))
    assert len(read) <= 4
    assert "Bulan ini masih berjalan" in read[0]


def test_days_that_are_not_summed_yet_are_named(lived):
    db.value("DELETE FROM queue_sum WHERE last >= '2026-04-29' AND first <= '2026-04-30'")
    said, chapters = told(APRIL, lived.ratih)
    assert "hari buka (2 hari belum dijumlah) dan" in said.summary[0]
    assert chapters["Antrean"][2][-1].startswith("2 hari belum dijumlah")


def test_the_paper_says_all_of_it_on_few_pages(lived):
    said, chapters = told(APRIL, lived.ratih)
    read = pages(maker.make(month_report.paper(APRIL, lived.ratih)))
    whole = " ".join(read)
    assert 3 <= len(read) <= 6
    for sentence in said.summary:
        assert sentence in whole
    for title, (facts, grids, notes) in chapters.items():
        assert title in whole
        for name, (value, parts) in facts.items():
            assert " ".join(f"{name} {value} {parts}".split()) in whole, name
        for rows in grids.values():
            for row in rows:
                assert all(cell in whole for cell in row), row
        assert all(note in whole for note in notes)
    assert "Hal 1 dari" in read[0]
    assert "Sekretaris Kecamatan" in read[-1]
    assert "Camat Jatiroto" in read[-1]


def test_what_was_reached_is_the_same_on_both_papers(lived, office):
    clock.move(office.settings.data, datetime(2026, 6, 20, 9, 0))
    while figures.close_next():
        pass
    found = figures.of_period(APRIL, sight.reader(None))
    assert target_papers.of_all(APRIL).lines == target_papers.reached(
        APRIL, found, objectives.revisions(2026)
    )
    assert text(maker.make(target_papers.achievement(APRIL)))
