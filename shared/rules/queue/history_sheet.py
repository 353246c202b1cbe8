"""A span of the queue in words and numbers: the same on the page, on paper and in a spreadsheet."""

from collections.abc import Callable, Sequence

from shared import clock
from shared.errors import N_
from shared.rules.common import spans, words
from shared.rules.paper.said import Cell, Fact, Grid, OwnPaper, Said, cell_text
from shared.rules.queue.history import History, OwnHistory, Tally, Times
from shared.rules.queue.ticket import OUTCOMES

_STEP_NAMES = {
    spans.DAY: N_("Jam"),
    spans.WEEK: N_("Hari"),
    spans.MONTH: N_("Hari"),
    spans.QUARTER: N_("Pekan"),
    spans.YEAR: N_("Bulan"),
}
_MEDIAN, _P90 = N_("Nilai tengah"), N_("9 dari 10 paling lama")
_OF_THE_SAID = N_(
    "Bagiannya dari kunjungan yang hasilnya ditulis. Yang melengkapi berkas dan kembali dengan"
    " nomor yang sama tidak dihitung datang lagi; berapa kali itu, ada di kolom Kurang berkas."
)
_OWN = N_("Hanya Anda dan Kasi yang melihat angka ini.")


class Picture(Said):
    """What a chart is drawn of: labels, and lines, bars or rows over them."""

    title: str
    told: str
    labels: list[str]
    lines: list[tuple[str, list[float | None]]]


class HistorySheet(Said):
    """All that is told of a span; `remarks`: sentences on what the figures leave out.

    `steps`: day by day, week by week or month by month; None of a day.
    """

    period: str
    remarks: list[str]
    facts: list[Fact]
    numbers: Picture | None
    times: Picture | None
    load: Picture | None
    steps: Grid | None
    hours: Grid | None
    grids: list[Grid]

    @property
    def tables(self) -> list[Grid]:
        """Every table."""
        beside = [one for one in (self.steps, self.hours) if one]
        return [*self.grids[:2], *beside, *self.grids[2:]]


def paper(sheet: HistorySheet) -> OwnPaper:
    """The span on A4."""
    return OwnPaper("queue_history", sheet)


def of(found: History) -> HistorySheet:
    """What the office is told."""
    total, few = found.total, len(found.steps) < 2
    columns = [*_NUMBERS, *_paper(found), *_WAITS, *_within(found.target), *_SERVED]
    grids = [
        _grid(N_("Per layanan"), N_("Layanan"), columns, found.services, _row(found), total),
        _grid(N_("Per loket"), N_("Loket"), columns, found.counters, _row(found), total),
        _outcomes(found.services, total),
        _honesty(total),
    ]
    if found.officers:
        note = N_("Urut nama. Hanya Kasi yang melihat tabel ini; petugas melihat waktunya sendiri.")
        own = [*_OWN_NUMBERS, *_SERVED]
        mine = _grid(N_("Per petugas"), N_("Petugas"), own, found.officers, _own_row)
        grids.append(mine.model_copy(update={"note": note}))
    step = _STEP_NAMES[found.span.kind]
    return HistorySheet(
        period=found.span.title,
        remarks=[*_remarks(found.unsummed, found.live, total.open), *_on_paper(total)],
        facts=_facts(found),
        numbers=None if few else _numbers(found.steps, step),
        times=None if few else _times(N_("Lama menunggu, menit"), found.steps, _waits),
        load=_load_picture(found) if found.load.hours else None,
        steps=_steps(found, columns, _row(found)),
        hours=_load_grid(found) if found.load.hours else None,
        grids=grids,
    )


def narrow(grid: Grid) -> Grid:
    """The same table without its longest times and shares, for paper that stands upright."""
    kept = [at for at, name in enumerate(grid.columns) if name in (*grid.columns[:1], *_UPRIGHT)]
    return grid.model_copy(
        update={
            "columns": [grid.columns[at] for at in kept],
            "rows": [[row[at] for at in kept] for row in grid.rows],
            "total": grid.total and [grid.total[at] for at in kept],
        }
    )


def of_officer(found: OwnHistory) -> HistorySheet:
    """What an officer is told of their own work."""
    total, few = found.total, len(found.steps) < 2
    columns = [*_OWN_NUMBERS, *_SERVED]
    return HistorySheet(
        period=found.span.title,
        remarks=[_OWN, *_remarks(found.unsummed, found.live, 0)],
        facts=[
            Fact(title=N_("Dilayani"), value=words.number(total.served), parts=_missed(total)),
            _minutes(N_("Lama melayani, nilai tengah"), total.services),
        ],
        numbers=None,
        times=None if few else _times(N_("Lama melayani, menit"), found.steps, _services),
        load=None,
        steps=_steps(found, columns, _own_row),
        hours=None,
        grids=[_grid(N_("Per layanan"), N_("Layanan"), columns, found.services, _own_row, total)],
    )


_NUMBERS = (
    N_("Nomor"),
    N_("Dilayani"),
    N_("Terlewat"),
    N_("Pergi"),
    N_("Batal"),
    N_("Tidak terlayani"),
    N_("Kurang berkas"),
)
_WAITS = (N_("Menunggu, nilai tengah"), N_("Menunggu, 9 dari 10"), N_("Menunggu, terlama"))
_SERVED = (N_("Melayani, nilai tengah"), N_("Melayani, 9 dari 10"), N_("Melayani, terlama"))
_UPRIGHT = (*_NUMBERS, _WAITS[0], _SERVED[0])
_OWN_NUMBERS = (N_("Dilayani"), N_("Terlewat"), N_("Kurang berkas"))


def _paper(found: History) -> tuple[str, ...]:
    return (N_("Dari kertas"), N_("Tanpa lama menunggu")) if found.total.paper else ()


def _within(target: int | None) -> list[str]:
    return [f"Dipanggil ≤ {target} menit", "Bagiannya"] if target else []


def _row(found: History) -> Callable[[Tally], list[Cell]]:
    def row(one: Tally) -> list[Cell]:
        counts = (one.taken, one.served, one.missed, one.away, one.cancelled, one.unserved)
        within = (one.within, one.within_share) if found.target else ()
        paper = (one.paper, one.untimed) if found.total.paper else ()
        return [*counts, one.papers, *paper, *_waits(one), *within, *_services(one)]

    return row


def _outcomes(services: Sequence[Tally], total: Tally) -> Grid:
    """How visits ended, of those of which somebody or a file says it."""

    def row(one: Tally) -> list[Cell]:
        ends = [getattr(one, outcome) for outcome in OUTCOMES]
        return [one.served, *ends, one.served - one.said, one.lacking_share]

    columns = [
        N_("Dilayani"),
        *OUTCOMES.values(),
        N_("Belum ditulis"),
        N_("Datang lagi, bagiannya"),
    ]
    made = _grid(N_("Hasil kunjungan"), N_("Layanan"), columns, services, row, total)
    return made.model_copy(update={"note": _OF_THE_SAID})


def _own_row(one: Tally) -> list[Cell]:
    return [one.served, one.missed, one.papers, *_services(one)]


def _waits(one: Tally) -> tuple[float | None, ...]:
    return one.waits.median, one.waits.p90, one.waits.longest


def _services(one: Tally) -> tuple[float | None, ...]:
    return one.services.median, one.services.p90, one.services.longest


def _grid(
    name: str,
    thing: str,
    columns: Sequence[str],
    tallies: Sequence[Tally],
    row: Callable[[Tally], list[Cell]],
    total: Tally | None = None,
) -> Grid:
    rows: list[list[Cell]] = [[one.title, *row(one)] for one in tallies]
    whole: list[Cell] | None = [N_("Semua"), *row(total)] if total and len(rows) > 1 else None
    return Grid(name=name, columns=[thing, *columns], rows=rows, total=whole)


def _steps(
    found: History | OwnHistory, columns: Sequence[str], row: Callable[[Tally], list[Cell]]
) -> Grid | None:
    step = _STEP_NAMES[found.span.kind]
    if found.span.kind == spans.DAY:
        return None
    return _grid(f"Per {step.lower()}", step, columns, found.steps, row, found.total)


def _facts(found: History) -> list[Fact]:
    total = found.total
    within = f"{words.number(total.within)} dari {words.number(total.aimed)} orang"
    told = f"{words.number(total.inside)} dari {words.number(total.told)} perkiraan di karcis"
    again = f"{words.number(total.lacking)} dari {words.number(total.said)} yang hasilnya ditulis"
    target = [
        Fact(title=f"Dipanggil dalam {found.target} menit", value=total.within_share, parts=within)
    ]
    return [
        Fact(
            title=N_("Nomor diambil"),
            value=words.number(total.taken),
            parts=f"dalam {words.number(found.days)} hari buka",
        ),
        Fact(title=N_("Dilayani"), value=words.number(total.served), parts=_lost(total)),
        _minutes(N_("Menunggu, nilai tengah"), total.waits),
        *(target if found.target else []),
        _minutes(N_("Melayani, nilai tengah"), total.services),
        _minutes(N_("Panggilan pertama sesudah buka"), found.first_calls),
        Fact(title=N_("Perkiraan yang tepat"), value=total.inside_share, parts=told),
        Fact(title=N_("Harus datang lagi"), value=total.lacking_share, parts=again),
    ]


def _minutes(title: str, times: Times) -> Fact:
    if not times.count:
        return Fact(title=title, value="–", parts=N_("belum ada"))
    most = f"9 dari 10 paling lama {words.number(times.p90, 1)}"
    parts = f"{most}, terlama {words.number(times.longest, 1)}"
    return Fact(title=title, value=f"{words.number(times.median, 1)} menit", parts=parts)


def _lost(total: Tally) -> str:
    over = words.number(total.taken - total.open)
    return f"{words.number(total.lost)} dari {over} ({total.lost_share}) tidak dilayani"


def _missed(total: Tally) -> str:
    return f"{words.number(total.missed)} terlewat"


def _remarks(unsummed: int, live: bool, still: int) -> list[str]:
    told = []
    if live:
        now = words.time_with_zone(clock.now())
        open_now = f", {words.number(still)} nomor masih berjalan" if still else ""
        told.append(f"Hari ini dihitung sampai pukul {now}{open_now}.")
    if unsummed:
        days = words.number(unsummed)
        told.append(f"{days} hari belum dijumlah dan belum ada di sini. Buka lagi nanti.")
    return told


def _on_paper(total: Tally) -> list[str]:
    """How many had a hand-written number, and of how many of them no wait is known."""
    if not total.paper:
        return []
    left_out = words.number(total.untimed)
    told = f", {left_out} di antaranya tanpa lama menunggu" if total.untimed else ""
    people = words.number(total.paper)
    return [f"Termasuk {people} orang dengan nomor kertas{told}; jamnya dari catatan tangan."]


def _numbers(steps: Sequence[Tally], step: str) -> Picture:
    most = max(steps, key=lambda one: one.taken)
    return Picture(
        title=f"Nomor diambil per {step.lower()}",
        told=f"Paling banyak: {most.title}, {words.number(most.taken)} nomor.",
        labels=_short(steps),
        lines=[(N_("Nomor"), [one.taken for one in steps])],
    )


def _times(
    title: str, steps: Sequence[Tally], of_one: Callable[[Tally], tuple[float | None, ...]]
) -> Picture:
    medians, nine = ([of_one(one)[place] for one in steps] for place in (0, 1))
    known = [value for value in medians if value is not None]
    range_ = (
        f"antara {cell_text(min(known))} dan {cell_text(max(known))} menit"
        if known
        else "belum ada"
    )
    return Picture(
        title=title,
        told=f"Nilai tengah: {range_}.",
        labels=_short(steps),
        lines=[(_MEDIAN, medians), (_P90, nine)],
    )


def _short(steps: Sequence[Tally]) -> list[str]:
    """`Nov` of a month, `23-11` of a day or a week."""
    return [one.title[:3] if one.title[0].isalpha() else one.title[:5] for one in steps]


def _load_picture(found: History) -> Picture:
    load = found.load
    value, weekday, hour = max(
        (value or 0, -at, -place)
        for at, row in enumerate(load.rows)
        for place, value in enumerate(row)
    )
    busiest = f"{load.weekdays[-weekday]} pukul {load.hours[-hour]}"
    return Picture(
        title=N_("Nomor yang diambil setiap jam, rata-rata satu hari"),
        told=f"Paling ramai: {busiest}, {words.number(value, 1)} nomor.",
        labels=load.hours,
        lines=[
            (name, [None if one is None else round(one, 1) for one in row])
            for name, row in zip(load.weekdays, load.rows, strict=True)
        ],
    )


def _load_grid(found: History) -> Grid:
    load = found.load
    lines = zip(load.weekdays, load.days, load.rows, strict=True)
    return Grid(
        name=N_("Per jam"),
        columns=[N_("Hari"), N_("Banyaknya hari"), *(f"pukul {hour}" for hour in load.hours)],
        rows=[[weekday, days, *row] for weekday, days, row in lines],
        note=N_("Rata-rata nomor yang diambil dalam jam itu pada satu hari."),
    )


def _honesty(total: Tally) -> Grid:
    ends = (
        (N_("Tepat, dalam rentang di karcis"), total.inside, None),
        (N_("Dipanggil lebih cepat"), total.early.count, total.early),
        (N_("Dipanggil lebih lambat"), total.late.count, total.late),
    )
    rows: list[list[Cell]] = [
        [title, count, words.percent(count, total.told), *_off(times)]
        for title, count, times in ends
    ]
    return Grid(
        name=N_("Perkiraan di karcis"),
        columns=[N_("Panggilan pertama"), N_("Orang"), N_("Bagiannya"), *_OFF],
        rows=rows,
        note=N_("Selisih dalam menit dari ujung rentang yang disebut karcis."),
    )


_OFF = (N_("Selisih, nilai tengah"), N_("Selisih, 9 dari 10"), N_("Selisih, terjauh"))


def _off(times: Times | None) -> list[Cell]:
    return [times.median, times.p90, times.longest] if times else [None] * len(_OFF)
