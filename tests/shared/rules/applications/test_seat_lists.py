"""Files as the seats show them; the office's own papers on their way to the printer."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shared import clock
from shared.records import ClockRun, Document, JournalLine, SheetJob
from shared.rules.admin import calendar, people
from shared.rules.applications import (
    case,
    clock_runs,
    closings,
    collecting,
    decisions,
    intake,
    lists,
    outages,
    paper_day,
    receipt_code,
    seat_lists,
    states,
)
from shared.rules.common import staff
from shared.rules.common.office import Here
from shared.rules.paper import account, own_papers, printers, sheets
from shared.rules.queue import board, floor
from tests import kk
from tests.office import PASSWORD, Later, having, take
from tests.shared.rules.paper.test_sheets import print_kk, released, with_pdf

pytestmark = pytest.mark.usefixtures("office")
SECOND = "3508170504900002"


class TestPicture:
    """The lists in plain values."""

    def test_each_list_names_its_files_once(self) -> None:
        first, second = kk.accepted(), kk.ready(nik=SECOND)
        picture = seat_lists.picture()
        assert picture.lists["with_operator"] == [first.id]
        assert picture.lists["ready"] == [second.id]
        assert set(picture.files) == {str(first.id), str(second.id)}

    def test_the_mark_changes_with_every_change_and_not_without(self, later: Later) -> None:
        marks = [seat_lists.mark()]
        assert seat_lists.mark() == marks[0]
        file = kk.accepted()
        marks.append(seat_lists.mark())
        sheets.ask_paper("papers/x.pdf", "0" * 64, 1, kk.touch(), kk.OPERATOR)
        marks.append(seat_lists.mark())
        calendar.put_day(kk.today().replace(day=24), "TUTUP_KANTOR", "Rapat", kk.KASI)
        marks.append(seat_lists.mark())
        later(days=3)
        marks.append(seat_lists.mark())
        clock_runs.explain(file.id, "LISTRIK", None, kk.KASI)
        marks.append(seat_lists.mark())
        assert len(set(marks)) == len(marks)

    @pytest.mark.parametrize(
        ("days", "hours", "words"),
        [
            (0, 0, "besok 15.00"),
            (1, 0, "hari ini 15.00"),
            (2, 0, "kemarin 15.00"),
            (3, 0, "Selasa 24-11, 15.00"),
            (40, 0, "Selasa 24-11-2026, 15.00"),
        ],
    )
    def test_a_due_time_is_told_as_people_say_it(
        self, later: Later, days: int, hours: int, words: str
    ) -> None:
        due = kk.accepted().due_at
        later(days=days, hours=hours)
        assert seat_lists.due_words(due) == words
        assert seat_lists.due_words(None) == ""


class TestHistory:
    """The whole story in sentences."""

    def test_a_checklist_filled_in_bit_by_bit_is_told_once(self) -> None:
        file = kk.register()
        for item in kk.papers.items(file.id):
            kk.checking.tick(file.id, {item.id: kk.checking.Seen(True, "copy")}, kk.COUNTER)
        kk.checking.tick(file.id, {}, kk.KASI)
        told = [line.text for line in kk.story(file.id)]
        assert told.count("Daftar syarat diisi.") == 2

    def test_every_step_has_its_sentence(self) -> None:
        file = kk.handed()
        decisions.give_back(kk.register(nik=SECOND).id, "TIDAK_VALID", kk.COUNTER, "sobek")
        for one in (file.id, 2):
            for line in kk.story(one):
                assert (line.text % line.params).endswith(".")
        (*_, last) = kk.story(2)
        assert (last.text % last.params, last.note) == (
            "Dikembalikan untuk dilengkapi: Isi berkas tidak cocok.",
            "sobek",
        )
        assert last.role == "Petugas Loket"


def test_a_code_is_renewed_with_a_line_that_does_not_hold_it() -> None:
    done = intake.register(kk.wish(), kk.COUNTER)
    fresh = receipt_code.renew(done.application.id, kk.COUNTER)
    assert receipt_code.is_of(done.application.id, fresh)
    assert not receipt_code.is_of(done.application.id, done.code) or fresh == done.code
    line = JournalLine.select().where(JournalLine.what == "application.code").get()
    assert fresh not in str(line.detail)


def test_the_files_of_a_queue_number() -> None:
    ticket = take("KK")
    assert lists.of_ticket(ticket.id) == []
    file = kk.register(ticket_id=ticket.id)
    assert [one.id for one in lists.of_ticket(ticket.id)] == [file.id]


class TestNextToClose:
    """Which month of the book is to be closed."""

    def test_the_oldest_open_month_that_is_over(self, later: Later) -> None:
        assert closings.next_to_close() is None
        kk.register()
        assert closings.next_to_close() is None
        later(days=40)
        kk.register(nik=SECOND)
        assert closings.next_to_close() == (2026, 11)
        kk.close_month(2026, 11)
        assert closings.next_to_close() is None
        later(days=31)
        assert closings.next_to_close() == (2027, 1)


@pytest.mark.clause("5.1")
def test_filling_the_calendar_moves_the_due_times_of_running_files(later: Later) -> None:
    later(days=30)
    kk.accepted()
    before = ClockRun.get().due_at
    assert calendar.fill_year(2026) > 10
    assert ClockRun.get().due_at > before


class TestOfficePapers:
    """Our own A4 papers."""

    def test_a_paper_is_kept_for_its_print_and_deleted_later(self, office: Here) -> None:
        touch = kk.touch()
        job = own_papers.ask(b"%PDF-1.7 x", 1, touch, kk.COUNTER)
        assert own_papers.ask(b"%PDF-1.7 x", 1, touch, kk.COUNTER).id == job.id
        assert sheets.content(job) == b"%PDF-1.7 x"
        path = office.settings.data / job.file
        assert path.stat().st_mode & 0o077 == 0
        assert own_papers.purge() == 0
        old = time.time() - 4 * 24 * 3600
        os.utime(path, (old, old))
        assert own_papers.purge() == 1
        assert not path.exists()


def _job(**other: object) -> SheetJob:
    usual: dict[str, object] = {
        "id": 1,
        "kind": "kk",
        "application_id": 7,
        "state": sheets.QUEUED,
        "printer": "sheet",
        "token": "SPD-1",
        "created_at": clock.now(),
    }
    return SheetJob(**{**usual, **other})


def _told(one: seat_lists.SheetView) -> set[str]:
    """What is true of a print."""
    flags = ("needs_pin", "unlocked", "cancelling", "may_cancel", "may_move", "may_open")
    flags += ("is_question", "may_reprint", "live", "may_spoil")
    return {flag for flag in flags if getattr(one, flag)}


@pytest.mark.parametrize(
    ("job", "told"),
    [
        ({}, {"may_cancel", "may_move", "may_open", "live"}),
        ({"needs_pin": True}, {"needs_pin", "may_cancel", "may_move", "may_open", "live"}),
        ({"kind": "receipt"}, {"may_cancel", "may_move", "may_open", "live"}),
        ({"kind": "receipt", "application_id": None}, {"may_cancel", "may_move", "live"}),
        ({"state": "held"}, {"may_cancel", "live"}),
        ({"state": "held", "cancel_asked": True}, {"cancelling", "live"}),
        ({"state": "printing", "needs_pin": True}, {"may_cancel", "live"}),
        (
            {"state": "printing", "needs_pin": True, "released_at": True},
            {"unlocked", "may_cancel", "live"},
        ),
        ({"state": "printing", "released_at": True}, {"may_cancel", "live"}),
        (
            {"state": "needs_person", "released_at": True},
            {"may_cancel", "live", "may_spoil"},
        ),
        ({"state": "uncertain", "released_at": True}, {"is_question", "live"}),
        ({"state": "printed", "evidence": "person"}, {"may_reprint", "may_spoil"}),
        ({"state": "printed", "kind": "receipt", "released_at": True}, {"may_spoil"}),
        ({"state": "failed"}, {"may_reprint"}),
        ({"state": "cancelled", "released_at": True}, {"may_reprint", "may_spoil"}),
    ],
)
def test_a_print_tells_what_may_be_done_with_it(job: dict[str, object], told: set[str]) -> None:
    if "released_at" in job:
        job = {**job, "released_at": clock.now()}
    assert _told(seat_lists.sheet(_job(**job), may_go=True)) == told
    assert _told(seat_lists.sheet(_job(**job), may_go=False)) == told - {"may_reprint"}
    troubled = seat_lists.sheet(_job(**job, trouble="Kertas habis"), may_go=True)
    usual = "missing" if "is_question" in told else "ask"
    assert (troubled.tone, seat_lists.sheet(_job(**job), may_go=True).tone) == ("missing", usual)
    assert (troubled.trouble, seat_lists.sheet(_job(**job), may_go=True).trouble) == (
        "Kertas habis",
        "",
    )


def test_of_two_files_each_print_tells_its_own_and_a_paper_none() -> None:
    first, second = kk.printed(), kk.register(nik=SECOND)
    paper = sheets.ask_paper("papers/x.pdf", "0" * 64, 1, kk.touch(), kk.OPERATOR)
    jobs = [
        SheetJob.create(
            **{
                **vars(_job())["__data__"],
                "id": None,
                "office": paper.office,
                "token": f"SPD-{n}",
                "touch": kk.touch(),
                "file": "x",
                "sha256": "0" * 64,
                "pages": 1,
                "priority": 100,
                "by": "dewi",
                "changed_at": clock.now(),
                "state": sheets.PRINTED,
                "application_id": file.id,
                "reprint_of": again,
            }
        )
        for n, (file, again) in enumerate([(first, None), (second, None), (first, paper.id + 1)])
    ]
    told = [
        (one.job.id, one.number, one.latest, one.job.may_reprint)
        for one in seat_lists.recent_prints(10)
    ]
    assert told == [
        (jobs[2].id, first.number, True, True),
        (jobs[1].id, second.number, True, False),
        (jobs[0].id, first.number, False, True),
        (paper.id, "", True, False),
    ]
    assert [one.job.id for one in seat_lists.recent_prints(2)] == [jobs[2].id, jobs[1].id]


@pytest.mark.parametrize(
    ("signature", "setting", "by", "allowable"),
    [
        (states.UNSIGNED, True, None, True),
        (states.UNKNOWN_SIGNER, True, None, True),
        (states.UNSIGNED, False, None, False),
        (states.UNSIGNED, True, "dewi", False),
        (states.VALID, True, None, False),
        (states.CHANGED, True, None, False),
    ],
)
def test_a_pdf_tells_whether_it_may_be_allowed_and_who_did(
    monkeypatch: pytest.MonkeyPatch, signature: str, setting: bool, by: str | None, allowable: bool
) -> None:
    having(monkeypatch, unsigned_override=setting)
    row = Document(
        pages=2,
        signature=signature,
        verdict={"warnings": ["Lama."]},
        override_by=by,
        override_reason=by and "Mendesak",
        attached_at=clock.now(),
    )
    told = seat_lists.document(row, {"dewi": "Dewi Contoh"})
    assert told.allowable is allowable
    assert (told.override_by, told.override_reason) == (
        ("Dewi Contoh", "Mendesak") if by else ("", "")
    )
    assert (told.doubt, told.doubt_by, told.doubt_reason, told.signer) == ("", "", "", "")
    assert (told.pages, told.warnings, told.signed) == (2, ("Lama.",), "")
    row.doubt_by, row.doubt_reason, row.signer = "sari", "Sama.", "Kepala Dinas"
    told = seat_lists.document(row, {"dewi": "Dewi Contoh"})
    assert (told.doubt_by, told.doubt_reason, told.signer) == ("sari", "Sama.", "Kepala Dinas")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 24, 15, 0), "Selasa 24-11, 15.00"),
        (datetime(2026, 1, 1, 0, 0), "Kamis 01-01, 00.00"),
        (datetime(2025, 12, 31, 23, 59), "Rabu 31-12-2025, 23.59"),
        (datetime(2027, 1, 1, 8, 5), "Jumat 01-01-2027, 08.05"),
        (None, ""),
    ],
    ids=str,
)
def test_a_moment_has_its_year_where_it_is_another_one(moment: datetime | None, words: str) -> None:
    at = moment and moment.replace(tzinfo=clock.zone())
    assert seat_lists.moment_words(at) == words


def test_a_file_in_a_list_is_told_in_the_words_of_its_state(later: Later) -> None:
    files = [
        kk.register(kinds=["UBAH_LAHIR", "UBAH_KAWIN"]),
        kk.register(nik=SECOND),
        kk.accepted(nik="3508170504900003"),
        kk.ready(nik="3508170504900004", phone="0812345678"),
    ]
    kk.all_seen(files[1])
    decisions.propose(files[1].id, kk.COUNTER)
    later(days=1)
    told = [seat_lists.picture().files[str(one.id)] for one in files]
    assert [(one.due, one.proposed, one.document, one.returns) for one in told] == [
        ("", False, None, 0),
        ("", True, None, 0),
        ("hari ini 15.00", False, None, 0),
        ("", False, None, 0),
    ]
    assert [(one.ready, one.waits, one.place, one.call, one.long) for one in told] == [
        *[("", "", "", False, "")] * 3,
        ("Senin 23-11, 09.00", "1 hari kerja", "Loket 1, laci KK", False, ""),
    ]
    assert [one.tried for one in told] == ["", "", "", "Ada telepon, belum dihubungi"]
    assert [one.kinds.count(" + ") for one in told] == [1, 0, 0, 0]
    assert {(one.sheet, one.question) for one in told} == {("", False)}
    assert told[0].received == "Senin 23-11, 09.00"


@pytest.mark.parametrize(
    ("state", "said", "question"),
    [
        ("", False, False),
        (sheets.PRINTED, False, False),
        (sheets.QUEUED, True, False),
        (sheets.PRINTING, True, False),
        (sheets.FAILED, True, False),
        (sheets.UNCERTAIN, True, True),
        (sheets.NEEDS_PERSON, True, True),
    ],
)
def test_a_list_says_how_the_last_print_stands_unless_all_is_well(
    state: str, said: bool, question: bool
) -> None:
    told = seat_lists.listed(kk.register(), lists.Prints(True, state), None)
    assert (told.sheet == seat_lists.SHEET_LABELS.get(state)) is said
    assert (bool(told.sheet), told.question, told.document) == (said, question, True)


def test_only_what_still_stands_still_is_in_the_picture(later: Later) -> None:
    rows = [outages.begin(kind, kk.OPERATOR, "lama") for kind in ("SIAK", "LISTRIK")]
    outages.end(rows[0].id, kk.OPERATOR)
    (told,) = seat_lists.picture().outages
    assert (told.kind, told.label, told.since, told.until, told.note) == (
        *("LISTRIK", "Listrik", "Senin 23-11, 09.00"),
        *("", "lama"),
    )
    ended = seat_lists.outage(outages.recent()[1])
    assert (ended.until, ended.kind) == ("Senin 23-11, 09.00", "SIAK")
    assert seat_lists.outage(outages.begin("TTE", kk.OPERATOR)).note == ""


@pytest.mark.parametrize(
    ("signature", "by", "doubt", "flags", "barrier"),
    [
        (states.VALID, None, "", {"is_valid", "is_sound"}, ""),
        (states.VALID, None, "Lain.", {"is_valid", "is_sound"}, "Lain."),
        (states.UNSIGNED, None, "Lain.", set(), states.SIGNATURES[states.UNSIGNED]),
        (states.UNSIGNED, "dewi", "", {"is_sound"}, ""),
        (states.CHANGED, None, "", {"is_changed"}, states.SIGNATURES[states.CHANGED]),
    ],
)
def test_what_keeps_a_pdf_from_the_printer(
    signature: str, by: str | None, doubt: str, flags: set[str], barrier: str
) -> None:
    row = Document(
        pages=1,
        signature=signature,
        verdict={"doubt": doubt} if doubt else {},
        override_by=by,
        attached_at=clock.now(),
        doubt=doubt or None,
    )
    told = seat_lists.document(row, {})
    assert {one for one in ("is_valid", "is_sound", "is_changed") if getattr(told, one)} == flags
    assert (told.barrier, told.warnings, told.override_by) == (barrier, (), by or "")
    assert case.printable(row) is (barrier == "")
    row.doubt_by = "kasi"
    assert case.printable(row) is ("is_sound" in flags)


def test_the_account_of_the_paper_names_each_print_and_each_note(later: Later) -> None:
    file = kk.printed()
    people.add("dewi", "Dewi Contoh", [staff.OPERATOR], PASSWORD)
    account.note(account.LOADED, 100, kk.OPERATOR, "satu rim")
    account.note(account.REMOVED, 10, kk.OPERATOR, "pindah")
    paper = sheets.ask_paper("papers/x.pdf", "0" * 64, 1, kk.touch(), kk.OPERATOR)
    sheets.cancel(paper.id, kk.OPERATOR)
    told = [
        (one.what, one.number, one.whose, one.sheets, one.remarks, one.by)
        for one in paper_day.rows(kk.today())
    ]
    assert told[0][:4] == ("Kertas dimasukkan", "", "", "+100")
    assert told[1][:4] == ("Kertas diambil", "", "", "-10")
    assert told[0][4:] == ("satu rim", "Dewi Contoh")
    assert told[2][:4] == ("Dibatalkan", "", "Lembar kantor ", "0")
    assert paper_day.rows(kk.today().replace(day=22)) == []
    assert file.number not in str(told)


def test_the_account_of_the_paper_tells_a_kk_by_its_number_and_a_count_by_its_sign() -> None:
    file = with_pdf()
    account.note(account.LOADED, 100, kk.OPERATOR)
    job = print_kk(file)
    later_copy = sheets.reprint(job.id, "LAINNYA", "Terlipat", kk.touch(), kk.OPERATOR)
    sheets.cancel(later_copy.id, kk.OPERATOR)
    account.note(account.COUNTED, 0, kk.OPERATOR, "habis", sure=True)
    receipt = SheetJob.create(
        **{**job.__data__, "id": None, "kind": "receipt", "touch": kk.touch(), "token": "SPD-9"}
    )
    rows = paper_day.rows(kk.today())
    told = {(one.what, one.number, one.whose, one.sheets, one.remarks) for one in rows}
    assert told == {
        ("Kertas dimasukkan", "", "", "+100", ""),
        ("Tercetak", file.number, "salinan ke-1", "-1", ""),
        (
            *("Dibatalkan", file.number, "salinan ke-2", "0"),
            f"Cetak ulang: {sheets.REPRINT_REASONS['LAINNYA']}. Terlipat",
        ),
        ("Baki dihitung", "", "", "= 0", "habis"),
        ("Tercetak", "", "Tanda terima", "-1", ""),
    }
    assert {one.by for one in rows} == {"dewi"}
    assert receipt.id != job.id


def test_the_account_of_the_paper_tells_what_was_taken_back_and_what_was_spoiled() -> None:
    file = with_pdf()
    job = print_kk(file)
    paper = sheets.ask_paper("papers/x.pdf", "0" * 64, 2, kk.touch(), kk.OPERATOR)
    sheets.printed(released(paper), "printer", 2)
    sheets.spoil(paper.id, 1, 3, kk.OPERATOR)
    account.note(account.LOADED, 50, kk.OPERATOR, "salah")
    account.note(account.LOADED, 100, kk.OPERATOR)
    wrong, right = (one.line for one in paper_day.rows(kk.today()) if one.line is not None)
    assert wrong is not None
    account.cancel(wrong, "hanya satu rim", kk.OPERATOR)
    rows = paper_day.rows(kk.today())
    told = [(one.what, one.number, one.whose, one.sheets, one.remarks) for one in rows]
    assert told == [
        ("Tercetak", file.number, "salinan ke-1", "-1", ""),
        ("Tercetak", "", "Lembar kantor ", "-2", ""),
        ("Lembar rusak", "", "Lembar kantor ", "-3", "1 dari lembar yang keluar rusak."),
        ("Kertas dimasukkan", "", "", "+50", "salah"),
        ("Kertas dimasukkan", "", "", "+100", ""),
        ("Dibatalkan: Kertas dimasukkan", "", "", "-50", "hanya satu rim"),
    ]
    assert [one.line for one in rows if one.line is not None] == [right]
    assert (file.id, job.id) == (1, 1), "no print, no paper and no file is taken for the first one"


def test_why_a_print_is_not_out_stands_in_the_account_with_its_reason() -> None:
    job = print_kk(with_pdf())
    again = sheets.reprint(job.id, "TINTA", None, kk.touch(), kk.OPERATOR)
    sheets.step(released(again), sheets.FAILED, "Kertas macet")
    last = paper_day.rows(kk.today())[-1]
    assert (last.what, last.whose) == ("Tidak tercetak", "salinan ke-2")
    assert last.remarks == f"Cetak ulang: {sheets.REPRINT_REASONS['TINTA']}. Kertas macet"


def test_the_picture_has_the_surroundings_that_the_page_knows_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    having(monkeypatch, printers_sheet="virtual:,virtual:")
    for name in ("sheet", "sheet-2", "ticket"):
        printers.report("station-1", name, [])
    printers.heartbeat("station-1")
    usual = seat_lists.picture()
    beside = floor.surroundings()
    assert [one.name for one in usual.printers] == ["sheet", "sheet-2"]
    assert usual.seq == beside.seq == board.sequence()
    few = [one for one in beside.printers if one.name != "sheet"]
    told = seat_lists.picture(replace(beside, seq=beside.seq + 7, printers=few))
    assert (told.seq, [one.name for one in told.printers]) == (beside.seq + 7, ["sheet-2"])


@pytest.mark.parametrize(("waits", "told"), [(True, "sheet-2"), (False, None)])
def test_only_a_print_that_waits_is_offered_another_printer(
    monkeypatch: pytest.MonkeyPatch, waits: bool, told: str | None
) -> None:
    having(monkeypatch, printers_sheet="virtual:,virtual:")
    printers.heartbeat("station-1")
    printers.report("station-1", "sheet", ["paper-out"])
    printers.report("station-1", "sheet-2", [])
    state = sheets.QUEUED if waits else sheets.HELD
    instead = seat_lists.sheet(_job(state=state), may_go=True).instead
    assert (instead and instead.name) == told


def test_a_print_asks_itself_whether_its_file_is_where_a_kk_is_printed() -> None:
    file = with_pdf()
    job = print_kk(file)
    assert seat_lists.sheet(job).may_reprint
    decisions.withdraw(kk.register(nik=SECOND).id, "batal", kk.COUNTER)
    kk.process.fail_product(file.id, "TIDAK_TERBACA", kk.OPERATOR)
    assert seat_lists.sheet(sheets.fresh(job)).may_reprint
    decisions.withdraw(file.id, "batal", kk.COUNTER)
    assert not seat_lists.sheet(sheets.fresh(job)).may_reprint


@pytest.mark.parametrize(
    ("state", "icon"),
    [
        (sheets.PRINTED, "circle-check"),
        (sheets.FAILED, "circle-x"),
        (sheets.CANCELLED, "circle-minus"),
        (sheets.UNCERTAIN, "help-circle"),
        (sheets.NEEDS_PERSON, "alert-triangle"),
        (sheets.QUEUED, "printer"),
        (sheets.PRINTING, "printer"),
    ],
)
def test_a_print_shows_in_a_picture_how_it_stands(state: str, icon: str) -> None:
    told = seat_lists.sheet(
        _job(state=state, sheets_used=2, sheets_faulty=1, sheets_spoiled=3, copy=4, pages=5),
        may_go=True,
    )
    assert (told.icon, told.label) == (icon, seat_lists.SHEET_LABELS[state])
    assert (told.used, told.faulty, told.spoiled, told.nth, told.pages) == (2, 1, 3, 4, 5)
    assert (told.application, told.printer, told.token, told.at) == (
        *(7, "sheet", "SPD-1"),
        "09.00",
    )


def test_a_ready_kk_tells_how_long_it_waits_and_who_was_tried(later: Later) -> None:
    files = [kk.ready(phone="0812-3456-7890"), kk.ready(nik=SECOND)]
    later(days=8)
    for _ in range(2):
        collecting.note(files[0].id, "TELEPON", "TERSAMBUNG", kk.COUNTER, touch=kk.touch())
    picture = seat_lists.picture()
    told = [picture.files[str(file.id)] for file in files]
    assert [(one.call, one.long, one.waits) for one in told] == [
        (False, "Belum diambil 8 hari", "6 hari kerja"),
        (True, "Belum diambil 8 hari", "6 hari kerja"),
    ]
    assert [one.tried for one in told] == [
        "Ada telepon, dihubungi 2×, terakhir Selasa, 1 Desember 2026 pukul 09.00",
        "Tanpa telepon, belum dihubungi",
    ]
    assert picture.lists["ready"] == [files[1].id, files[0].id]


def test_the_lists_are_new_with_every_minute_and_every_printer_that_needs_somebody(
    still: Callable[[datetime], None],
) -> None:
    now = clock.now().replace(second=0, microsecond=0)
    still(now)
    first = seat_lists.mark()
    still(now.replace(second=59, microsecond=999_999))
    assert seat_lists.mark() == first
    still(now + timedelta(minutes=1))
    marks = [first, seat_lists.mark()]
    printers.report("station-1", "ticket", ["paper-out"])
    assert seat_lists.mark() == marks[-1]
    printers.report("station-1", "sheet", ["paper-out"])
    marks.append(seat_lists.mark())
    row = outages.begin("SIAK", kk.OPERATOR)
    marks.append(seat_lists.mark())
    outages.end(row.id, kk.OPERATOR)
    marks.append(seat_lists.mark())
    assert len(set(marks)) == len(marks)


def test_another_copy_of_a_paper_of_ours_is_made_whatever_became_of_a_file() -> None:
    file = with_pdf()
    papers = [
        sheets.ask_paper("papers/x.pdf", "0" * 64, 1, kk.touch(), kk.OPERATOR, of)
        for of in (None, file.id)
    ]
    job = print_kk(file)
    for one in papers:
        sheets.cancel(one.id, kk.OPERATOR)
    decisions.withdraw(kk.register(nik=SECOND).id, "batal", kk.COUNTER)

    def told() -> list[tuple[int, bool, str]]:
        recent = seat_lists.recent_prints(10)
        return [(one.job.id, one.job.may_reprint, one.number) for one in recent]

    assert told() == [
        (job.id, True, file.number),
        (papers[1].id, True, file.number),
        (papers[0].id, True, ""),
    ]
    kk.process.fail_product(file.id, "TIDAK_TERBACA", kk.OPERATOR)
    decisions.withdraw(file.id, "batal", kk.COUNTER)
    assert [may for _, may, _ in told()] == [False, True, True]
