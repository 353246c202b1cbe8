"""Buku Register: every file a row, a closed month for good."""

import json
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from shared import clock, db
from shared.errors import Invalid, NotAllowed, Refused
from shared.records import Application, JournalLine, MonthClosing
from shared.rules.applications import (
    checking,
    closings,
    decisions,
    intake,
    outages,
    papers,
    process,
    register,
    unusual,
)
from shared.rules.applications.register import RegisterFilter
from tests.kk import COUNTER, KASI, KK_NUMBER, NIK, OPERATOR, accepted, handed, wish
from tests.kk import register as file_of
from tests.office import Later

pytestmark = [pytest.mark.usefixtures("office"), pytest.mark.clause("8.3")]


def test_every_file_is_a_row_with_masked_numbers() -> None:
    handed()
    (row,) = register.search(RegisterFilter()).rows
    assert (row.number, row.nik, row.promptness) == ("KK-2026-000001", "3508********0001", "T")
    assert (row.taker, row.state) == ("Wati Percobaan", "handed_over")
    assert NIK not in json.dumps(row.__dict__)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("kk-2026-000002", 1),
        ("KK 2026 2", 1),
        ("wati", 3),
        ("budiman", 1),
        (NIK, 2),
        ("3508 1705 0490 0002", 1),
        (KK_NUMBER, 3),
        ("tidak ada", 0),
        ("KK-", 0),
        ("%", 0),
    ],
)
def test_search_finds_by_number_name_nik_and_kk(text: str, hits: int) -> None:
    file_of()
    file_of(nik="3508170504900002", head_of_family="Budiman Contoh")
    file_of()
    assert register.search(RegisterFilter(text=text)).total == hits


def test_a_file_is_found_by_the_new_number_of_its_kk() -> None:
    file = accepted()
    process.begin(file.id, OPERATOR)
    process.note_new_kk(file.id, "3508172311260009", OPERATOR)
    assert register.search(RegisterFilter(text="3508 1723 1126 0009")).total == 1
    live = unusual.running("", "3508172311260009")
    assert live is not None
    assert live.id == file.id


@pytest.mark.parametrize(("days", "took"), [(0, "0"), (1, "1"), (7, "5")])
def test_a_row_says_how_many_working_days_it_took(later: Later, days: int, took: str) -> None:
    file = accepted()
    assert register.month_rows(2026, 11)[0].took == ""
    later(days=days)
    process.begin(file.id, OPERATOR)
    process.mark_printed(file.id, OPERATOR)
    process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    assert register.month_rows(2026, 11)[0].took == took


def test_a_lost_kk_is_remarked_with_the_number_of_its_letter() -> None:
    file = file_of(kinds=["HILANG"])
    letter = next(item for item in papers.items(file.id) if item.item == "SURAT_HILANG")
    assert register.month_rows(2026, 11)[0].remarks == ""
    seen = checking.Seen(seen=True, form="original", number="LP/12/XI/2026")
    checking.tick(file.id, {letter.id: seen}, COUNTER)
    assert register.month_rows(2026, 11)[0].remarks == "hilang No. LP/12/XI/2026"


def test_filters_narrow_down(later: Later) -> None:
    file_of()
    decisions.withdraw(file_of(kinds=["RUSAK"], village="Jatiroto").id, "batal", COUNTER)
    later(days=3)
    file_of()
    assert register.search(RegisterFilter(state="cancelled")).total == 1
    assert register.search(RegisterFilter(kind="RUSAK")).total == 1
    assert register.search(RegisterFilter(village="Jatiroto")).total == 1
    assert register.search(RegisterFilter(first=date(2026, 11, 24))).total == 1
    assert register.search(RegisterFilter(last=date(2026, 11, 23))).total == 2


def test_pages_hold_fifty_and_a_page_beyond_the_end_is_the_last() -> None:
    for _ in range(51):
        file_of()
    assert (
        len(register.search(RegisterFilter(), 1).rows),
        register.search(RegisterFilter()).pages,
    ) == (50, 2)
    assert len(register.search(RegisterFilter(), 99).rows) == 1


class TestClosing:
    """A closed month does not change."""

    def test_totals_and_rows_stay_whatever_happens_later(self, later: Later) -> None:
        handed()
        open_file = accepted(nik="3508170504900002")
        later(days=10)
        register.close_month(2026, 11, KASI)
        before = (register.totals(2026, 11), register.month_rows(2026, 11))
        assert before[0] == {
            "received": 2,
            "finished": 1,
            "returned": 0,
            "referred": 0,
            "withdrawn": 0,
            "open": 1,
        }
        decisions.withdraw(open_file.id, "pindah", COUNTER)
        assert (register.totals(2026, 11), register.month_rows(2026, 11)) == before

    def test_only_a_head_of_section_closes_and_only_a_month_that_is_over(
        self, later: Later
    ) -> None:
        file_of()
        with pytest.raises(Refused):
            register.close_month(2026, 11, KASI)
        later(days=10)
        with pytest.raises(NotAllowed):
            register.close_month(2026, 11, OPERATOR)
        register.close_month(2026, 11, KASI)
        with pytest.raises(Refused):
            register.close_month(2026, 11, KASI)

    def test_months_are_closed_in_their_order(self, later: Later) -> None:
        file_of()
        later(days=40)
        with pytest.raises(Refused, match="sebelumnya"):
            register.close_month(2026, 12, KASI)

    def test_an_empty_month_between_does_not_hide_an_open_one(self, later: Later) -> None:
        file_of()
        later(days=70)
        file_of(nik="3508170504900002")
        later(days=30)
        with pytest.raises(Refused, match="November 2026"):
            register.close_month(2027, 2, KASI)
        register.close_month(2026, 11, KASI)
        register.close_month(2027, 2, KASI)
        assert closings.next_to_close() is None

    def test_a_month_written_by_hand_after_a_later_closing_is_asked_for(self, later: Later) -> None:
        later(days=40)
        file_of()
        later(days=35)
        register.close_month(2027, 1, KASI)
        moment = clock.now() - timedelta(days=40)
        intake.register(wish(), COUNTER, received_at=moment)
        assert closings.next_to_close() == (2026, 12)
        register.close_month(2026, 12, KASI)
        assert closings.next_to_close() is None

    def test_no_row_slips_into_a_month_that_is_closed_meanwhile(
        self, later: Later, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file_of()
        later(days=10)
        moment, enter = clock.now() - timedelta(days=9), db.transaction

        def after_the_closing() -> AbstractContextManager[None]:
            monkeypatch.undo()
            register.close_month(2026, 11, KASI)
            return enter()

        monkeypatch.setattr(db, "transaction", after_the_closing)
        with pytest.raises(Refused, match="ditutup"):
            intake.register(wish(), COUNTER, received_at=moment)

    def test_the_closing_is_sealed_and_in_the_journal(self, later: Later, office) -> None:
        handed()
        later(days=10)
        closing = register.close_month(2026, 11, KASI)
        line = JournalLine.select().where(JournalLine.what == "register.closed").get()
        assert json.loads(line.detail)["rows_hash"] == closing.rows_hash
        raw = db.rows("SELECT sheet FROM month_closing")[0][0]
        assert b"Wati" not in bytes(raw)
        assert MonthClosing.select().count() == 1


def test_revealing_numbers_needs_a_reason_and_leaves_a_line() -> None:
    file = file_of()
    with pytest.raises(Invalid):
        register.reveal(file.id, "  ", COUNTER)
    assert register.reveal(file.id, "mencocokkan KTP", COUNTER)["nik"] == NIK
    line = JournalLine.select().where(JournalLine.what == "application.revealed").get()
    assert (line.who, json.loads(line.detail)) == ("sari", {"reason": "mencocokkan KTP"})


def test_a_number_changed_after_the_closing_stays_masked_on_the_paper_book(later: Later) -> None:
    file = file_of()
    later(days=10)
    register.close_month(2026, 11, KASI)
    assert register.book_rows(2026, 11, "arsip", KASI)[0].nik == NIK
    Application.update(nik="3508170504900002").where(Application.id == file.id).execute()
    assert register.book_rows(2026, 11, "arsip", KASI)[0].nik == "3508********0001"
    with pytest.raises(NotAllowed):
        register.book_rows(2026, 11, "arsip", OPERATOR)


def test_an_outage_has_a_beginning_and_one_end(later: Later) -> None:
    row = outages.begin("SIAK", OPERATOR)
    with pytest.raises(Refused):
        outages.begin("SIAK", OPERATOR)
    later(hours=1)
    assert outages.end(row.id, OPERATOR).ended_at is not None
    assert outages.begin("SIAK", OPERATOR).id != row.id


class TestHandWrittenDays:
    """Files of a day without power, entered afterwards."""

    def test_they_carry_their_own_day_and_are_marked(self) -> None:
        moment = clock.now() - timedelta(days=1)
        done = intake.register(wish(note="buku kertas no. 3"), COUNTER, received_at=moment)
        (row,) = register.search(RegisterFilter()).rows
        assert row.received.startswith("22-11-2026")
        assert row.remarks == "ditulis tangan; buku kertas no. 3"
        assert done.application.number == "KK-2026-000001"

    @pytest.mark.parametrize("year", [1, 26, 2025])
    def test_a_year_typed_wrong_is_refused_and_leaves_no_row(self, year: int) -> None:
        moment = clock.local().replace(year=year, month=11, day=20)
        with pytest.raises(Invalid, match="Periksa tanggal dan tahunnya"):
            intake.register(wish(), COUNTER, received_at=moment)
        assert register.search(RegisterFilter()).total == 0

    def test_sixty_days_may_be_entered_afterwards(self) -> None:
        earliest = intake.earliest()
        assert clock.service_day(earliest) == clock.service_day() - timedelta(days=60)
        assert intake.register(wish(), COUNTER, received_at=earliest).created

    def test_not_in_the_future_and_not_in_a_closed_month(self, later: Later) -> None:
        file_of()
        with pytest.raises(Invalid):
            intake.register(wish(), COUNTER, received_at=clock.now() + timedelta(hours=1))
        later(days=10)
        register.close_month(2026, 11, KASI)
        with pytest.raises(Refused, match="ditutup"):
            intake.register(wish(), COUNTER, received_at=clock.now() - timedelta(days=9))
