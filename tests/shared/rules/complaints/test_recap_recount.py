"""A quarter lived through, then its recap counted again by plain SQL."""

import random
from contextlib import suppress
from datetime import date

import pytest

from shared import clock, db
from shared.errors import AppError
from shared.records.base import to_ms
from shared.rules.admin import calendar
from shared.rules.complaints import (
    citizen,
    entry,
    escalation,
    handling,
    recap,
    states,
    suggestion_box,
)
from tests.complaint_book import entered, people

pytestmark = [pytest.mark.campaign, pytest.mark.clause("11.8")]

FIRST, LAST = "2026-10-01", "2026-12-31"
Q4, Q1 = (2026, 4), (2027, 1)
TOPICS = ("LAMA", "PETUGAS", "UANG", "SYARAT", "SALAH", "TEMPAT", "SISTEM", "LAIN")
CHANNELS = ("MEJA_INFORMASI", "KOTAK_SARAN", "LAYAR_SENTUH", "TELEPON", "SURAT", "LAPOR")
FINISHED = "('closed', 'referred')"
# The fourth quarter on the wall clock of the office.
DUE = "due_at >= 1790787600000 AND due_at < 1798736400000"
# Still asked, or never completed: in time when the office had asked in time, for its clock stood.
ASKED = """((state = 'incomplete' OR (state = 'archived' AND EXISTS (
    SELECT 1 FROM complaint_event AS lapse
    WHERE lapse.complaint_id = complaint.id AND lapse.what = 'lapse')))
    AND due_at >= (SELECT max(ask.at) FROM complaint_event AS ask
        WHERE ask.complaint_id = complaint.id AND ask.what = 'ask'))"""


@pytest.fixture
def lived(office, later):
    """Complaints in every state from November to January, the box opened on most days."""
    luck, who = random.Random(20261123), people()
    calendar.put_day(date(2026, 12, 9), "DAERAH", "Hari jadi")
    ids: list[int] = []
    while clock.service_day() < date(2027, 1, 8):
        for _ in range(luck.randint(0, 2)):
            ids.append(entered(topic=luck.choice(TOPICS), **_came(luck)).id)
        for one in luck.sample(ids, min(3, len(ids))):
            _something_happens(luck, who, one)
        before_end = luck.choice((1, 6))
        later(hours=before_end)
        if luck.random() < 0.8:
            with suppress(AppError):
                suggestion_box.record(clock.service_day(), luck.randint(0, 2), who.rina)
        later(hours=24 - before_end)
        escalation.sweep()
    return who


def _came(luck):
    """How a complaint came; a slip only from a box in which one is left."""
    left = [one for one in suggestion_box.recent() if one.left]
    channel = luck.choice(CHANNELS if left else [one for one in CHANNELS if one != entry.BOX])
    return {"channel": channel, "box_id": left[0].id if channel == entry.BOX else None}


def _something_happens(luck, who, one):
    head = luck.choice([who.bambang, who.yusuf])
    desk = luck.choice([who.rina, who.yusuf])
    steps = (
        lambda: handling.classify(one, luck.choice(list(states.KINDS)), desk),
        lambda: handling.report(one, "PELAYANAN", desk),
        lambda: handling.answer(one, "Sudah kami tangani.", head),
        lambda: handling.close(one, head),
        lambda: handling.refer(one, "Dinas Sosial.", head),
        lambda: handling.ask(one, "Hari apa?", head),
        lambda: handling.archive(one, "DICABUT", "Dicabut.", head),
        lambda: citizen.settle(one, luck.random() < 0.7, "Belum selesai."),
    )
    for step in (
        luck.sample(steps, 4) + [steps[0], steps[1], steps[2], steps[3]][: luck.randint(0, 4)]
    ):
        with suppress(AppError):
            step()


def _number(query: str, **values: object) -> int:
    return int(db.value(query, **values))


def _table_a_is_what_the_book_holds_for_each_channel(figures):
    table = {line["code"]: line for line in figures["channels"]}
    for code, line in table.items():
        of_channel = f"FROM complaint WHERE day BETWEEN '{FIRST}' AND '{LAST}' AND channel = :code"
        received = _number(f"SELECT COUNT(*) {of_channel}", code=code)
        finished = _number(f"SELECT COUNT(*) {of_channel} AND state IN {FINISHED}", code=code)
        archived = _number(f"SELECT COUNT(*) {of_channel} AND state = 'archived'", code=code)
        due = f"FROM complaint WHERE {DUE} AND channel = :code"
        kept = _number(
            f"SELECT COUNT(*) {due} AND state IN {FINISHED} AND closed_at <= due_at", code=code
        )
        late = _number(
            f"SELECT COUNT(*) {due} AND NOT {ASKED} AND COALESCE(closed_at, :now) > due_at",
            code=code,
            now=to_ms(clock.now()),
        )
        assert (line["received"], line["finished"]) == (received, finished)
        assert (line["archived"], line["on_time"], line["late"]) == (archived, kept, late)
        assert received == line["finished"] + line["archived"] + line["running"]
        assert line["due"] == line["on_time"] + line["late"]


def _its_totals_are_those_of_its_lines(figures):
    total = _number(f"SELECT COUNT(*) FROM complaint WHERE day BETWEEN '{FIRST}' AND '{LAST}'")
    assert total > 20
    assert figures["total"]["received"] == total == len(figures["rows"]) + figures["kept_back"]
    for key in ("received", "finished", "archived", "running", "due", "on_time", "late"):
        assert figures["total"][key] == sum(line[key] for line in figures["channels"])
    assert figures["total"]["received"] == sum(one["number"] for one in figures["categories"])
    assert figures["total"]["late"]
    assert figures["total"]["on_time"]


def _table_b_is_what_the_book_holds_for_each_category(figures):
    for line in figures["categories"]:
        assert line["number"] == _number(
            "SELECT COUNT(*) FROM complaint WHERE category = :code"
            f" AND day BETWEEN '{FIRST}' AND '{LAST}'",
            code=line["code"],
        )


def _the_box_is_counted_over_working_days(figures):
    assert figures["box"]["opened"] == _number(
        f"SELECT COUNT(*) FROM box_opening WHERE day BETWEEN '{FIRST}' AND '{LAST}'"
        " AND time(opened_at / 1000, 'unixepoch', '+7 hours')"
        " >= CASE strftime('%w', day) WHEN '5' THEN '13:30:00' ELSE '14:30:00' END"
    )
    # From 23 November, when the office began with this, without Saturdays and Sundays there are 29
    # days, less the local one.
    assert figures["box"]["days"] == 28


def _what_was_open_is_carried_over(figures):
    begins = 1_798_736_400_000  # 1 January 2027, 00.00 WIB
    left = _number(
        f"SELECT COUNT(*) FROM complaint WHERE day <= '{LAST}'"
        " AND (closed_at IS NULL OR closed_at >= :begins)",
        begins=begins,
    )
    assert left
    assert recap.of(*Q1).figures.carry_over["open"] == left


def _the_lines_of_table_c_are_the_rows_of_the_book_in_order(figures):
    told = [line["number"] for line in figures["rows"]]
    kept = db.rows(
        f"SELECT year, public_number FROM complaint WHERE day BETWEEN '{FIRST}' AND '{LAST}'"
        " AND NOT guarded ORDER BY year, number"
    )
    assert told == [f"P-{year}-{shown}" for year, shown in kept]


def test_every_figure_is_what_the_book_holds(lived):
    figures = recap.of(*Q4).figures.model_dump()
    assert figures["total"]["received"] > 20
    assert _number("SELECT COUNT(*) FROM complaint_event WHERE what = 'lapse'")
    _table_a_is_what_the_book_holds_for_each_channel(figures)
    _its_totals_are_those_of_its_lines(figures)
    _table_b_is_what_the_book_holds_for_each_category(figures)
    _the_box_is_counted_over_working_days(figures)
    _what_was_open_is_carried_over(figures)
    _the_lines_of_table_c_are_the_rows_of_the_book_in_order(figures)
