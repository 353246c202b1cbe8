"""Buku Register: every file a row, a closed month for good."""

import json
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from shared import clock, db
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import Application, JournalLine, MonthClosing, Outage
from shared.rules.admin import people, substitutes
from shared.rules.applications import (
    checking,
    closings,
    decisions,
    intake,
    outages,
    papers,
    process,
    register,
    register_paper,
    unusual,
)
from shared.rules.applications.register import RegisterFilter
from shared.rules.applications.register_rows import Row
from shared.rules.applications.view import ApplicationView
from shared.rules.common import chain, pages, staff
from shared.rules.common.office import Here
from shared.rules.common.pages import Page
from tests.kk import (
    COUNTER,
    KASI,
    KK_NUMBER,
    NIK,
    OPERATOR,
    accepted,
    handed,
    ready,
    taken,
    wish,
)
from tests.kk import register as file_of
from tests.office import PASSWORD, Later

pytestmark = [pytest.mark.usefixtures("office"), pytest.mark.clause("8.3")]
NUMBERS = "register.numbers_printed"


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


@pytest.mark.parametrize(
    "text", ["numan", "NU'MAN", "nu man", "jose numan", "numan JOSÉ", "Nu`man", "hadi"]
)
def test_a_name_is_found_however_it_was_typed(text: str) -> None:
    file_of(applicant="NU’MAN José", head_of_family="Abdul Hadi")
    file_of(nik="3508170504900002", applicant="Namun Yusuf")
    assert [row.applicant for row in register.search(RegisterFilter(text=text)).rows] == [
        "NU’MAN José"
    ]


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
    back = accepted(nik="3508170504900002")
    decisions.give_back(back.id, "TIDAK_VALID", KASI, "nama")
    told = [(row.promptness, row.took) for row in register.month_rows(2026, 11)]
    assert told == [("", ""), ("", "")]
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


def _files(count: int) -> None:
    """So many more files, numbered on."""
    file_of()
    usual = Application.select().order_by(Application.id.desc()).dicts().get()
    del usual["id"]
    numbers = range(usual["number"] + 1, usual["number"] + count)
    Application.insert_many(usual | {"touch": str(n), "number": n} for n in numbers).execute()
    db.rows(
        "UPDATE year_counter SET last = :last WHERE book = 'register' RETURNING id",
        last=usual["number"] + count - 1,
    )


def _sequences(page: Page[Row]) -> list[int]:
    return [row.sequence for row in page.rows]


def test_pages_of_fifty_lie_beside_each_other_in_both_directions() -> None:
    _files(120)
    wanted, shown = RegisterFilter(village="Kaliboto Lor"), []
    place = pages.FRONT
    for _ in range(3):
        page = register.search(wanted, place)
        shown.append(_sequences(page))
        place = pages.Place(after=page.turns[1])
    assert shown == [[*range(120, 70, -1)], [*range(70, 20, -1)], [*range(20, 0, -1)]]
    assert (page.turns, page.total) == (("KK-2026-000020", ""), 120)
    for back in (shown[1], shown[0]):
        page = register.search(wanted, pages.Place(before=page.turns[0]))
        assert _sequences(page) == back
    assert page.turns == ("", "KK-2026-000071")


def test_a_file_that_comes_in_meanwhile_neither_doubles_nor_hides_one() -> None:
    _files(60)
    first = register.search(RegisterFilter())
    _files(3)
    second = register.search(RegisterFilter(), pages.Place(after=first.turns[1]))
    assert _sequences(first) + _sequences(second) == [*range(60, 0, -1)]
    back = register.search(RegisterFilter(), pages.Place(before=second.turns[0]))
    assert _sequences(back) == _sequences(first)
    assert _sequences(register.search(RegisterFilter(), pages.Place(before=back.turns[0]))) == [
        *range(63, 13, -1)
    ]


@pytest.mark.parametrize(
    "place",
    [
        pages.Place(before="KK-2026-000003"),
        pages.Place(after="KK-2026-000001"),
        pages.Place(after="KK-2026-000099"),
        pages.Place(after="KK-2021-000001"),
        pages.Place(before="P-2026-12345"),
        pages.Place(after="x"),
    ],
)
def test_a_place_with_nothing_beside_it_shows_the_front(place: pages.Place) -> None:
    _files(3)
    assert _sequences(register.search(RegisterFilter(), place)) == [3, 2, 1]
    assert _sequences(register.search(RegisterFilter(text="none"), place)) == []


def test_a_month_is_turned_over_alike_before_and_after_it_is_closed(later: Later) -> None:
    _files(101)
    later(days=10)
    places = (
        (pages.FRONT, [*range(1, 51)], (False, True)),
        (pages.Place(after="KK-2026-000050"), [*range(51, 101)], (True, True)),
        (pages.Place(after="KK-2026-000100"), [101], (True, False)),
        (pages.Place(before="KK-2026-000101"), [*range(51, 101)], (True, True)),
        (pages.Place(before="KK-2026-000051"), [*range(1, 51)], (False, True)),
        (pages.Place(before="KK-2026-000020"), [*range(1, 51)], (False, True)),
        (pages.Place(after="KK-2026-000101"), [*range(1, 51)], (False, True)),
        (pages.Place(after="x"), [*range(1, 51)], (False, True)),
    )
    for closed in (False, True):
        if closed:
            register.close_month(2026, 11, KASI)
        for place, numbers, around in places:
            page = register.month_page(2026, 11, place)
            assert (_sequences(page), (page.earlier, page.later)) == (numbers, around)
            assert page.total == 101
    assert register.month_page(2026, 10).rows == ()


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

    def test_its_paper_bears_the_mark_of_the_line_that_closed_it_and_no_open_month_does(
        self, later: Later
    ) -> None:
        handed()
        later(days=10)
        assert register_paper.month(2026, 11).said.line == ""
        register.close_month(2026, 11, KASI)
        closed = chain.end()
        later(days=1)
        handed(nik="3508170504900002")
        line = register_paper.month(2026, 11).said.line
        assert line == f"{closed.sequence}, tanda {chain.mark(closed.sequence)}"

    def test_the_same_month_of_another_year_stays_open_and_has_its_own_rows(
        self, later: Later
    ) -> None:
        old = handed()
        later(days=365)
        new = file_of(nik="3508170504900002")
        register.close_month(2026, 11, KASI)
        assert closings.closed() == {(2026, 11)}
        assert closings.of(2027, 11) is None
        file_of(nik="3508170504900003")  # the book of this month takes more
        for year, numbers in ((2026, [old.number]), (2027, [new.number, "KK-2027-000002"])):
            assert [row.number for row in register.month_rows(year, 11)] == numbers
            assert register.totals(year, 11)["received"] == len(numbers)
        later(days=30)
        assert closings.next_to_close() == (2027, 11)
        register.close_month(2027, 11, KASI)
        assert closings.closed() == {(2026, 11), (2027, 11)}
        assert len(register.month_rows(2026, 11)) == 1

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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1", ["KK-2026-000001"]),
        ("000002", ["KK-2026-000002"]),
        ("0000002", []),
        ("kk 2026 2", ["KK-2026-000002"]),
        ("kk 2027 1", []),
        ("joko wati", ["KK-2026-000002", "KK-2026-000001"]),
        ("joko budi", []),
        ("???", []),
        ("3508.1745-0490 0001", ["KK-2026-000001"]),
        ("35081745049000011", []),
        ("350817450490000", []),
        ("", ["KK-2026-000002", "KK-2026-000001"]),
    ],
)
def test_what_is_typed_finds_a_number_a_name_or_a_mark(text: str, found: list[str]) -> None:
    file_of()
    file_of(nik="3508170504900002")
    assert [one.number for one in register.search(RegisterFilter(text=text)).rows] == found


def test_a_mark_is_made_of_sixteen_digits_only_and_finds_each_of_the_three_numbers() -> None:
    first = accepted()
    process.begin(first.id, OPERATOR)
    process.note_new_kk(first.id, "3508172311260009", OPERATOR)
    file_of(nik="3508170504900002", kk_number="3508172311200077")
    for number in (NIK, KK_NUMBER, "3508172311260009"):
        (row,) = register.search(RegisterFilter(mark=register.mark_of(number))).rows
        assert row.id == first.id
    marks = [register.mark_of(text) for text in ("", "1" * 15, "1" * 17, "x" * 16, "\u0661" * 16)]
    assert marks == [""] * 5
    assert register.mark_of(f" {NIK[:8]}-{NIK[8:12]}.{NIK[12:]}") == register.mark_of(NIK)


def test_what_was_typed_is_sealed_for_an_address() -> None:
    sealed = register.sealed("Wati")
    assert ("Wati" in sealed, register.opened(sealed)) == (False, "Wati")
    assert [register.opened(text) for text in ("", "x", "Wati", sealed[:-8])] == [""] * 4
    assert register.sealed("") == ""


def test_a_day_of_the_filter_is_a_whole_day() -> None:
    midnight = closings.midnight(date(2026, 11, 20))
    for n, seconds in enumerate((-1, 0, 24 * 3600 - 1, 24 * 3600)):
        intake.register(
            wish(nik=f"350817050490000{n + 2}"),
            COUNTER,
            received_at=midnight + timedelta(seconds=seconds),
        )
    day = date(2026, 11, 20)
    for wanted, numbers in (
        (RegisterFilter(first=day, last=day), [3, 2]),
        (RegisterFilter(first=day), [4, 3, 2]),
        (RegisterFilter(last=day), [3, 2, 1]),
        (RegisterFilter(first=day, kind="RUSAK"), []),
        (RegisterFilter(first=day, kind="UBAH"), []),
    ):
        assert [row.sequence for row in register.search(wanted).rows] == numbers


@pytest.mark.parametrize(
    ("state", "counted"),
    [
        ("received", {"open"}),
        ("checking", {"open"}),
        ("returned", {"open"}),
        ("complete", {"open"}),
        ("processing", {"open"}),
        ("awaiting_signature", {"open"}),
        ("printed", {"open"}),
        ("ready", {"finished"}),
        ("handed_over", {"finished"}),
        ("referred", {"referred"}),
        ("cancelled", {"withdrawn"}),
    ],
)
def test_a_file_counts_in_its_month_by_its_state(state: str, counted: set[str]) -> None:
    for n in range(2):
        file_of(nik=f"350817050490000{n + 2}")
    Application.update(state=state).execute()
    Application.update(returns=1).where(Application.id == 1).execute()
    told = register.totals(2026, 11)
    assert told.pop("received") == 2
    assert told.pop("returned") == 1
    assert {name: count for name, count in told.items() if count} == dict.fromkeys(counted, 2)
    assert set(register.totals(2026, 12).values()) == {0}


@pytest.mark.parametrize(("length", "fits"), [(0, False), (1, True), (200, True), (201, False)])
def test_the_reason_to_see_a_number_has_at_most_two_hundred_letters(
    length: int, fits: bool
) -> None:
    file = file_of(phone="081234567890")
    if not fits:
        with pytest.raises(Invalid):
            register.reveal(file.id, "x" * length, COUNTER)
        assert not JournalLine.select().where(JournalLine.what == "application.revealed").exists()
        return
    told = register.reveal(file.id, "x" * length, COUNTER)
    assert (told["kk_number"], told["phone"], told["new_kk_number"], told["taker_identity"]) == (
        *(KK_NUMBER, "0812-3456-7890"),
        *("", ""),
    )


def test_the_months_of_a_year_follow_each_other() -> None:
    after = [closings.after(2026, month).isoformat() for month in (1, 11, 12)]
    assert after == ["2026-02-01", "2026-12-01", "2027-01-01"]
    assert closings.midnight(date(2026, 12, 1)).isoformat() == "2026-12-01T00:00:00+07:00"


def test_the_first_and_the_last_second_of_a_month_belong_to_it(later: Later) -> None:
    later(days=30)
    midnight = closings.midnight(date(2026, 12, 1))
    for n, seconds in enumerate((0, -1)):
        moment = midnight + timedelta(seconds=seconds)
        intake.register(wish(nik=f"350817050490000{n + 2}"), COUNTER, received_at=moment)
    for month in (11, 12):
        assert len(register.month_rows(2026, month)) == 1
    assert closings.first_month() == date(2026, 11, 1)
    assert closings.first_month(date(2026, 12, 1)) == date(2026, 12, 1)
    assert closings.first_month(date(2026, 12, 2)) is None
    assert closings.oldest_open() == date(2026, 11, 1)
    register.close_month(2026, 11, KASI)
    assert closings.oldest_open() == date(2026, 12, 1)
    closings.require_open_month(midnight)
    with pytest.raises(Refused) as refused:
        closings.require_open_month(midnight - timedelta(seconds=1))
    assert refused.value.code == "closed"
    assert (closings.of(2026, 12), closings.next_to_close()) == (None, None)


@pytest.mark.parametrize(
    ("seconds", "over"),
    [(-1, False), (0, True)],
)
def test_a_month_is_over_at_midnight(
    monkeypatch: pytest.MonkeyPatch, seconds: int, over: bool
) -> None:
    file_of()
    moment = closings.midnight(date(2026, 12, 1)) + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert closings.next_to_close() == ((2026, 11) if over else None)
    if over:
        register.close_month(2026, 11, KASI)
    else:
        with pytest.raises(Refused) as refused:
            register.close_month(2026, 11, KASI)
        assert refused.value.code == "not-over"


def test_the_remarks_of_a_row_tell_all_that_happened_to_it() -> None:
    def remarks(**columns: object) -> str:
        Application.update(id=file.id, **columns).where(Application.id == file.id).execute()
        return register.month_rows(2026, 11)[0].remarks

    file = file_of(note="Titip salam")
    file_of(nik="3508170504900002")
    assert remarks() == "Titip salam"
    assert remarks(returns=2) == "dikembalikan 2×; Titip salam"
    assert remarks(state="referred") == "dikembalikan 2×; dirujuk ke Dinas; Titip salam"
    assert remarks(state="cancelled", returns=0, note=None) == "dibatalkan pemohon"
    assert remarks(handwritten=True, state="checking") == "ditulis tangan"
    assert register.month_rows(2026, 11)[1].remarks == ""


def test_a_letter_of_loss_without_a_number_and_one_of_another_file() -> None:
    file, other = file_of(kinds=["HILANG"]), file_of(kinds=["HILANG"], nik="3508170504900002")
    for one, number in ((file, ""), (other, "LP/1")):
        letter = next(item for item in papers.items(one.id) if item.item == "SURAT_HILANG")
        seen = checking.Seen(seen=True, form="original", number=number)
        checking.tick(one.id, {letter.id: seen}, COUNTER)
    assert [row.remarks for row in register.month_rows(2026, 11)] == ["hilang", "hilang No. LP/1"]


class TestOutages:
    """What stands still."""

    def test_it_began_now_or_before_and_not_later(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = clock.now().replace(microsecond=0)
        monkeypatch.setattr(clock, "now", lambda: now)
        with pytest.raises(Invalid) as refused:
            outages.begin("SIAK", OPERATOR, since=now + timedelta(seconds=1))
        assert refused.value.code == "since"
        with pytest.raises(Invalid):
            outages.begin("CUACA", OPERATOR)
        told = [
            outages.begin("SIAK", OPERATOR, since=now).began_at,
            outages.begin("TTE", OPERATOR, " lama  sekali ", now - timedelta(days=2)).began_at,
            outages.begin("LISTRIK", OPERATOR).began_at,
        ]
        assert told == [now, now - timedelta(days=2), now]
        assert [one.note for one in outages.recent()] == [None, "lama sekali", None]

    def test_open_ones_stand_first_each_newest_first_and_no_more_than_asked(self) -> None:
        rows = [outages.begin(kind, OPERATOR) for kind in ("SIAK", "TTE", "LISTRIK", "PRINTER")]
        for at in (0, 3):
            outages.end(rows[at].id, OPERATOR)
            with pytest.raises(NotFound):
                outages.end(rows[at].id, OPERATOR)
        assert [one.kind for one in outages.recent()] == ["LISTRIK", "TTE", "PRINTER", "SIAK"]
        assert [one.kind for one in outages.recent(3)] == ["LISTRIK", "TTE", "PRINTER"]
        with pytest.raises(NotFound):
            outages.end(99, OPERATOR)


@pytest.mark.parametrize(
    ("acting", "title", "name"),
    [
        (None, "Kasi Pelayanan Umum", ""),
        ((("", "SATU"),), "Kasi Pelayanan Umum", "SATU"),
        ((("", "SATU"), ("Plt.", "DUA")), "Plt. Kasi Pelayanan Umum", "DUA"),
    ],
    ids=["vacant", "held", "acting"],
)
def test_the_paper_book_is_signed_by_the_last_holder_of_the_post(
    office: Here,
    monkeypatch: pytest.MonkeyPatch,
    acting: tuple[tuple[str, str], ...] | None,
    title: str,
    name: str,
) -> None:
    (one,) = office.standard.holders(staff.SECTION_HEAD, clock.service_day())
    held = [replace(one, acting=standing, name=who) for standing, who in acting or ()]
    monkeypatch.setattr(type(office.standard), "holders", lambda *_: tuple(held))
    file_of()
    said = register_paper.month(2026, 11).said
    assert (said.section_head.title, said.section_head.name) == (title, name)
    assert (said.closed, said.line, said.date, said.month_name) == (
        *("", "", "23 November 2026"),
        "November 2026",
    )
    assert [count for _, count in said.totals] == [1, 0, 0, 0, 0, 1]


def test_a_month_without_any_file_is_closed_too(later: Later) -> None:
    later(days=10)
    register.close_month(2026, 11, KASI)
    assert register.month_rows(2026, 11) == []
    assert closings.closed() == {(2026, 11)}


def test_every_screen_is_told_what_stands_still_and_what_works_again(rung: list[str]) -> None:
    row = outages.begin("SIAK", OPERATOR)
    assert rung == ["applications"]
    outages.end(row.id, OPERATOR)
    assert rung == ["applications"] * 2


def test_a_row_tells_who_printed_it_and_one_that_was_not_tells_nobody(later: Later) -> None:
    people.add("dewi", "Dewi Contoh", [staff.OPERATOR], PASSWORD)
    done = handed(nik="3508170504900002")
    running = file_of(kinds=["UBAH_LAHIR", "UBAH_KAWIN"], kk_number="")
    first, second = register.month_rows(2026, 11)
    assert (first.id, second.id) == (done.id, running.id)
    assert (first.operator, first.taker, first.state) == (
        *("Dewi Contoh", "Wati Percobaan"),
        "handed_over",
    )
    told = [second.operator, second.taker, second.complete, second.printed, second.handed]
    told += [second.promptness, second.took, second.kk_number, second.new_kk_number, second.remarks]
    assert told == [""] * 10
    assert second.kinds.count(" + ") == 1
    Application.update(printed_by="gone").where(Application.id == done.id).execute()
    assert register.month_rows(2026, 11)[0].operator == "gone"


def test_of_two_runs_one_that_was_late_is_enough_and_the_last_tells_how_long(
    later: Later,
) -> None:
    def again(file: ApplicationView) -> None:
        decisions.give_back(file.id, "CACAT_KEMUDIAN", KASI, "nama ayah berbeda")
        decisions.resubmit(file.id, COUNTER)
        decisions.declare_complete(file.id, KASI)
        decisions.declare_valid(file.id, KASI)

    def finish(file: ApplicationView) -> None:
        process.begin(file.id, OPERATOR)
        process.mark_printed(file.id, OPERATOR)
        process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)

    late_first, in_time = accepted(), accepted(nik="3508170504900002")
    again(in_time)
    later(days=7)
    again(late_first)
    told = [(row.promptness, row.took) for row in register.month_rows(2026, 11)]
    assert told == [("L", ""), ("L", "")]
    finish(late_first)
    assert [row.took for row in register.month_rows(2026, 11)] == ["0", ""]
    other = accepted(nik="3508170504900003")
    again(other)
    later(days=1)
    finish(other)
    finish(in_time)
    told = [(row.promptness, row.took) for row in register.month_rows(2026, 11)]
    assert told == [("L", "0"), ("L", "6"), ("T", "1")]


def test_a_digit_of_another_script_is_no_number_of_the_register() -> None:
    file_of()
    for text in ("\u0661", "1a", "1 1", "-1"):
        assert register.search(RegisterFilter(text=text)).total == 0


def test_the_filters_are_asked_for_together(later: Later) -> None:
    first = file_of()
    second = file_of(nik="3508170504900002", kinds=["RUSAK"], village="Jatiroto")
    decisions.withdraw(second.id, "batal", COUNTER)
    mark = register.mark_of(NIK)
    for wanted, found in (
        (RegisterFilter(text="wati", state="received"), [first.id]),
        (RegisterFilter(text="1", state="cancelled"), []),
        (RegisterFilter(mark=mark, kind="RUSAK"), []),
        (RegisterFilter(mark=mark, kind="UBAH_LAHIR", village="Kaliboto Lor"), [first.id]),
        (RegisterFilter(village="Jatiroto", state="cancelled", kind="RUSAK"), [second.id]),
    ):
        assert [row.id for row in register.search(wanted).rows] == found


def test_the_book_with_whole_numbers_is_the_head_s_with_a_reason_and_a_line() -> None:
    file = handed()
    process_new = Application.get_by_id(file.id)
    process_new.new_kk_number = "3508172311260009"
    process_new.save()
    for by, reason, wrong in ((OPERATOR, "arsip", NotAllowed), (KASI, " ", Invalid)):
        with pytest.raises(wrong):
            register_paper.whole_month(2026, 11, reason, by)
        assert not JournalLine.select().where(JournalLine.what == NUMBERS).exists()
    paper = register_paper.whole_month(2026, 11, " arsip  kantor ", KASI)
    (row,) = paper.said.rows
    assert (row.nik, row.kk_number, row.new_kk_number) == (NIK, KK_NUMBER, "3508172311260009")
    assert (paper.said.whole, paper.sealed) == (True, True)
    line = JournalLine.select().where(JournalLine.what == NUMBERS).get()
    assert (line.subject, json.loads(line.detail)) == ("2026-11", {"reason": "arsip kantor"})
    usual = register_paper.month(2026, 11)
    assert (usual.said.whole, usual.sealed, usual.said.rows[0].nik) == (
        *(False, False),
        "3508********0001",
    )


def test_a_closed_month_is_signed_and_dated_as_on_the_day_it_was_closed(later: Later) -> None:
    people.add("wulan", "Wulan", [staff.OPERATOR], PASSWORD)
    file_of()
    later(days=10)  # 3 December
    day = clock.service_day()
    substitutes.name("wulan", staff.SECTION_HEAD, day, day)
    register.close_month(2026, 11, KASI)
    later(days=2)
    said = register_paper.month(2026, 11).said
    assert said.closed.startswith("Kamis, 3 Desember 2026")
    assert (said.date, said.section_head.name) == ("3 Desember 2026", "Wulan")
    assert said.section_head.title.endswith("Kasi Pelayanan Umum")
    assert said.section_head.title != "Kasi Pelayanan Umum"
    assert said.line
    other = register_paper.month(2026, 12).said
    assert (other.closed, other.line, other.date) == ("", "", "5 Desember 2026")
    assert other.section_head.name != "Wulan"
    assert register_paper.subject(2026, 2) == "2026-02"


def test_all_that_is_written_down_of_a_file_may_be_seen_whole_by_its_readers() -> None:
    file = ready(phone="081234567890")
    how = taken("Rudi", process.PROXY, letter="Surat kuasa", identity="3508170504900003")
    process.hand_over(file.id, how, COUNTER)
    other = file_of(nik="3508170504900002", kk_number="")
    assert register.reveal(file.id, "cocok", COUNTER) == {
        "nik": NIK,
        "kk_number": KK_NUMBER,
        "new_kk_number": "",
        "phone": "0812-3456-7890",
        "taker_identity": "3508170504900003",
        "taker_letter": "Surat kuasa",
    }
    told = register.reveal(other.id, "cocok", COUNTER)
    assert {name: text for name, text in told.items() if text} == {"nik": "3508170504900002"}
    with pytest.raises(NotFound):
        register.reveal(99, "cocok", COUNTER)


def test_a_month_is_closed_once_and_tells_every_screen(later: Later, rung: list[str]) -> None:
    file_of()
    later(days=40)
    file_of(nik="3508170504900002")
    rung.clear()
    closing = register.close_month(2026, 11, KASI)
    assert rung == ["applications"]
    assert (closing.closed_by, closing.totals["received"]) == (KASI.who, 1)
    with pytest.raises(Refused) as refused:
        register.close_month(2026, 11, KASI)
    assert refused.value.code == "closed"
    later(days=60)  # 3 March
    with pytest.raises(Refused, match="Januari 2027") as refused:
        register.close_month(2027, 2, KASI)
    assert refused.value.code == "earlier-open"
    assert closings.oldest_open() == date(2027, 1, 1)


def test_fifty_outages_are_told_where_nobody_says_how_many() -> None:
    row = outages.begin("SIAK", OPERATOR)
    usual = Outage.select().dicts().get()
    del usual["id"]
    Outage.insert_many([usual | {"kind": "TTE"}] * 50).execute()
    assert len(outages.recent()) == 50
    assert row.id not in {one.id for one in outages.recent()}
    assert len(outages.recent(99)) == 51


def test_who_told_of_an_outage_and_of_its_end_stands_in_the_journal() -> None:
    rows = [outages.begin(kind, OPERATOR) for kind in ("SIAK", "LISTRIK")]
    outages.end(rows[0].id, COUNTER)
    lines = JournalLine.select().where(JournalLine.what.startswith("outage."))
    told = [(one.what, one.subject, one.who) for one in lines.order_by(JournalLine.sequence)]
    assert told == [
        ("outage.began", "SIAK", OPERATOR.who),
        ("outage.began", "LISTRIK", OPERATOR.who),
        ("outage.ended", "SIAK", COUNTER.who),
    ]
    assert {row.id: row.by for row in Outage.select()} == dict.fromkeys(
        (one.id for one in rows), OPERATOR.who
    )
