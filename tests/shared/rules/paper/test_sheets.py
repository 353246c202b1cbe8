"""A4 prints: each a row, none twice by itself."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from shared import clock, db
from shared.errors import Invalid, NotFound, Refused
from shared.records import JournalLine, LongPaper, SheetEvent, SheetJob, SheetSpoilage
from shared.rules.applications import kk_documents, kk_prints, process, states
from shared.rules.applications.kk_documents import Verdict
from shared.rules.applications.view import ApplicationView, by_id
from shared.rules.common.office import Here
from shared.rules.paper import long_papers, own_papers, pins, sheets, slips, trials
from shared.rules.paper.said import OwnPaper
from shared.rules.paper.sheets import hands, kinds, rows
from tests.kk import COUNTER, OPERATOR, accepted
from tests.office import Later, having

pytestmark = pytest.mark.usefixtures("office")

STATION = "station-1"
PDF = b"%PDF-1.7 as signed"
GOOD = Verdict(pages=1, signature=states.VALID, signer="Kepala Dinas Contoh")


def touch() -> str:
    return str(uuid4())


def with_pdf(data: bytes = PDF, verdict: Verdict = GOOD, **other: object) -> ApplicationView:
    """A file with the operator, its signed PDF attached."""
    file = accepted(**other)
    process.begin(file.id, OPERATOR)
    kk_documents.attach(file.id, data, verdict, OPERATOR)
    return file


def released(job: SheetJob) -> SheetJob:
    """The job as far as the printer."""
    claimed = sheets.claim_next(STATION, "sheet")
    assert claimed is not None
    assert claimed.id == job.id
    sheets.step(claimed, sheets.HELD, cups_job=7, cups_uuid="urn:uuid:x", queue="KK")
    sheets.step(claimed, sheets.RELEASING)
    return sheets.step(claimed, sheets.PRINTING)


def print_kk(file: ApplicationView) -> SheetJob:
    job = released(kk_prints.ask(file.id, touch(), OPERATOR))
    return sheets.printed(job, "printer", job.pages)


class TestJobs:
    """From the wish to the sheet."""

    @pytest.mark.clause("4.3")
    def test_a_printed_kk_makes_its_file_printed(self) -> None:
        file = with_pdf()
        job = print_kk(file)
        assert (job.state, job.evidence, job.sheets_used) == ("printed", "printer", 1)
        assert by_id(file.id).state == "printed"
        steps = [event.state for event in SheetEvent.select().order_by(SheetEvent.id)]
        assert steps == ["queued", "submitting", "held", "releasing", "printing", "printed"]

    def test_pressing_twice_and_pressing_anew_give_one_job(self) -> None:
        file, press = with_pdf(), touch()
        first = kk_prints.ask(file.id, press, OPERATOR)
        assert kk_prints.ask(file.id, press, OPERATOR).id == first.id
        assert kk_prints.ask(file.id, touch(), OPERATOR).id == first.id

    def test_a_second_print_needs_a_reason_of_the_list(self) -> None:
        file = with_pdf()
        job = print_kk(file)
        with pytest.raises(Refused):
            kk_prints.ask(file.id, touch(), OPERATOR)
        with pytest.raises(Invalid):
            sheets.reprint(job.id, "BOSAN", None, touch(), OPERATOR)
        with pytest.raises(Invalid):
            sheets.reprint(job.id, "LAINNYA", " ", touch(), OPERATOR)
        again = sheets.reprint(job.id, "KERTAS_MACET", None, touch(), OPERATOR)
        assert (again.copy, again.reprint_of, again.reason) == (2, job.id, "KERTAS_MACET")
        assert sheets.reprint(job.id, "TINTA", None, touch(), OPERATOR).id == again.id

    @pytest.mark.parametrize("fault", states.PRODUCT_FAULTS)
    def test_after_a_fault_of_the_product_a_second_print_needs_its_reason_too(
        self, fault: str
    ) -> None:
        file = with_pdf()
        job = print_kk(file)
        process.fail_product(file.id, fault, OPERATOR)
        assert by_id(file.id).state == "processing"
        with pytest.raises(Refused, match="Cetak ulang dengan alasannya"):
            kk_prints.ask(file.id, touch(), OPERATOR)
        assert [row.id for row in kk_prints.of_application(file.id)] == [job.id]
        again = sheets.reprint(job.id, "SALAH_CETAK", None, touch(), OPERATOR)
        assert (again.copy, again.reason) == (2, "SALAH_CETAK")

    def test_a_step_of_somebody_who_saw_an_older_state_changes_nothing(self) -> None:
        """Two look at one job: whoever comes second is told, and the first one's word stands."""
        job = released(kk_prints.ask(with_pdf().id, touch(), OPERATOR))
        other = kk_prints.ask(
            with_pdf(nik="3508170504900002", data=b"%PDF 2").id, touch(), OPERATOR
        )
        late = sheets.fresh(job)
        sheets.printed(job, "printer", 1)
        for state in (sheets.UNCERTAIN, sheets.FAILED, sheets.NEEDS_PERSON):
            with pytest.raises(Refused, match="baru saja berubah"):
                sheets.step(late, state, "tidak ada kabar")
        with pytest.raises(Refused, match="baru saja berubah"):
            sheets.retell(late, "kertas habis")
        row = sheets.fresh(job)
        assert (row.state, row.trouble, row.evidence) == (sheets.PRINTED, None, "printer")
        assert sheets.fresh(other).state == sheets.QUEUED
        steps = SheetEvent.select().where(SheetEvent.job_id == job.id).order_by(SheetEvent.id)
        assert [event.state for event in steps][-1] == sheets.PRINTED

    def test_what_never_came_out_is_no_copy_of_its_own(self) -> None:
        file = with_pdf()
        failed = sheets.step(released(kk_prints.ask(file.id, touch(), OPERATOR)), sheets.FAILED)
        first = sheets.reprint(failed.id, "KERTAS_MACET", None, touch(), OPERATOR)
        assert first.copy == 1
        cancelled = sheets.cancel(first.id, OPERATOR)
        again = sheets.reprint(cancelled.id, "KERTAS_MACET", None, touch(), OPERATOR)
        assert again.copy == 1
        sheets.printed(released(again), "printer", 1)
        assert sheets.reprint(again.id, "TINTA", None, touch(), OPERATOR).copy == 2

    def test_no_reprint_while_the_last_one_is_uncertain(self) -> None:
        job = released(kk_prints.ask(with_pdf().id, touch(), OPERATOR))
        sheets.step(job, sheets.UNCERTAIN, "listrik padam")
        with pytest.raises(Refused, match="Periksa"):
            sheets.reprint(job.id, "KERTAS_MACET", None, touch(), OPERATOR)

    @pytest.mark.parametrize(("came_out", "state"), [(True, "printed"), (False, "failed")])
    def test_a_person_settles_an_uncertain_sheet(self, came_out: bool, state: str) -> None:
        file = with_pdf()
        job = released(kk_prints.ask(file.id, touch(), OPERATOR))
        sheets.step(job, sheets.UNCERTAIN, "tidak ada kabar")
        assert [row.id for row in sheets.queue()] == [job.id]
        with pytest.raises(Refused, match="Lihat baki kertas dahulu"):
            kk_prints.ask(file.id, touch(), OPERATOR)
        done = sheets.answer(job.id, came_out, 1, OPERATOR)
        assert (done.state, done.evidence, done.sheets_spoiled) == (state, "person", 1)
        assert by_id(file.id).state == ("printed" if came_out else "processing")
        with pytest.raises(Refused):
            sheets.answer(job.id, came_out, 0, OPERATOR)

    def test_kk_goes_before_every_other_paper_and_one_at_a_time(self) -> None:
        sheets.ask_paper("receipt.pdf", "0" * 64, 1, touch(), COUNTER)
        kk = kk_prints.ask(with_pdf().id, touch(), OPERATOR)
        first = sheets.claim_next(STATION, "sheet")
        assert first is not None
        assert first.id == kk.id
        assert sheets.claim_next(STATION, "sheet") is None

    def test_a_waiting_job_can_be_cancelled_or_moved_a_sent_one_only_asked_back(self) -> None:
        file = with_pdf()
        job = kk_prints.ask(file.id, touch(), OPERATOR)
        assert sheets.move_to(job.id, "sheet-2", OPERATOR).printer == "sheet-2"
        assert sheets.cancel(job.id, OPERATOR).state == "cancelled"
        again = released(kk_prints.ask(file.id, touch(), OPERATOR))
        assert sheets.cancel(again.id, OPERATOR).cancel_asked
        assert sheets.fresh(again).state == "printing"
        with pytest.raises(Refused):
            sheets.move_to(again.id, "sheet-2", OPERATOR)

    @pytest.mark.parametrize("state", ["queued", "submitting", "printed", "failed", "uncertain"])
    def test_a_step_that_does_not_follow_is_refused(self, state: str) -> None:
        job = released(kk_prints.ask(with_pdf().id, touch(), OPERATOR))
        sheets.step(job, sheets.UNCERTAIN)
        with pytest.raises(Refused):
            sheets.step(job, state)

    def test_titles_tell_nothing(self) -> None:
        job = kk_prints.ask(with_pdf().id, touch(), OPERATOR)
        assert job.token.startswith("SPD-")
        assert "3508174" not in job.token


class TestHands:
    """What people do with prints: each in the journal, told to the screens, on one job only."""

    def test_every_hand_is_journaled_and_told(self, rung: list[str]) -> None:
        locked = replace(GOOD, encrypted=True)
        one = kk_prints.ask(with_pdf(verdict=locked).id, touch(), OPERATOR)
        other = kk_prints.ask(
            with_pdf(nik="3508170504900002", data=b"%PDF 2", verdict=locked).id, touch(), OPERATOR
        )
        rung.clear()
        for hand in (
            lambda: sheets.give_pin(one.id, "1234", OPERATOR),
            lambda: sheets.move_to(one.id, "sheet-2", OPERATOR),
            lambda: sheets.cancel(other.id, OPERATOR),
        ):
            hand()
            assert "sheets" in rung
            rung.clear()
        lines = JournalLine.select().where(JournalLine.what.startswith("sheet."))
        assert [(line.what, line.subject) for line in lines.order_by(JournalLine.sequence)] == [
            ("sheet.asked", one.token),
            ("sheet.asked", other.token),
            ("sheet.pin", one.token),
            ("sheet.moved", one.token),
            ("sheet.cancelled", other.token),
        ]
        row = sheets.fresh(one)
        assert (row.printer, row.trouble, row.state) == ("sheet-2", None, sheets.QUEUED)
        row = sheets.fresh(other)
        assert (row.printer, row.state, row.cancel_asked) == ("sheet", sheets.CANCELLED, False)

    def test_a_pin_is_wanted_only_by_a_waiting_print_of_a_locked_pdf(self) -> None:
        plain = kk_prints.ask(with_pdf().id, touch(), OPERATOR)
        locked = kk_prints.ask(
            with_pdf(
                nik="3508170504900002", data=b"%PDF 2", verdict=replace(GOOD, encrypted=True)
            ).id,
            touch(),
            OPERATOR,
        )
        with pytest.raises(Refused, match="tidak menunggu PIN"):
            sheets.give_pin(plain.id, "1234", OPERATOR)
        for wrong in ("", "x" * 1000, "12\0"):
            with pytest.raises(Invalid):
                sheets.give_pin(locked.id, wrong, OPERATOR)
        sheets.give_pin(locked.id, "1234", OPERATOR)
        assert pins.given() == {locked.token}
        [kept] = pins.private_folder().iterdir()
        assert kept.stat().st_mode & 0o777 == 0o600
        assert pins.take(plain) is None
        assert (pins.take(locked), pins.take(locked), pins.given()) == ("1234", None, set())
        sheets.give_pin(locked.id, "1234", OPERATOR)
        sheets.cancel(locked.id, OPERATOR)
        assert pins.given() == set()
        with pytest.raises(Refused):
            sheets.give_pin(locked.id, "1234", OPERATOR)

    def test_pins_of_other_prints_stay(self) -> None:
        jobs = [SheetJob(token=name) for name in ("SPD-a", "SPD-b", "SPD-c")]
        for job in jobs:
            pins.keep(job, job.token)
        pins.forget_all_but(["SPD-b", "SPD-c"])
        pins.forget("SPD-c")
        assert pins.given() == {"SPD-b"}
        pins.forget_all_but([])
        pins.forget("SPD-b")
        assert pins.given() == set()

    def test_without_a_disk_in_memory_pins_lie_in_the_data_folder(
        self, office: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "access", lambda *_: False)
        pins.keep(SheetJob(token="SPD-a"), "1234")
        assert [path.name for path in (office.settings.data / "run").glob("*.pin")] == ["SPD-a.pin"]
        assert pins.take(SheetJob(token="SPD-a")) == "1234"

    def test_spoiled_sheets_are_booked_in_a_transaction_or_not_at_all(self) -> None:
        row = sheets.ask_paper("a.pdf", "0" * 64, 1, touch(), OPERATOR)
        with pytest.raises(RuntimeError):
            hands.book(row, 0, 1, OPERATOR)
        with pytest.raises(RuntimeError):
            rows.add(sheets.PAPER, OPERATOR, touch(), kinds.Original("a.pdf", "0" * 64, 1))
        assert (SheetSpoilage.select().count(), SheetJob.select().count()) == (0, 1)

    def test_every_step_of_a_print_is_written_down(self) -> None:
        row = sheets.ask_paper("a.pdf", "0" * 64, 1, touch(), OPERATOR)
        sheets.printed(released(row), "printer", 1)
        events = SheetEvent.select().where(SheetEvent.job_id == row.id).order_by(SheetEvent.id)
        assert [one.state for one in events] == [
            *("queued", "submitting", "held", "releasing", "printing", "printed")
        ]
        lines = JournalLine.select().where(JournalLine.subject == row.token)
        assert [(one.what, one.who) for one in lines.order_by(JournalLine.sequence)] == [
            ("sheet.asked", OPERATOR.who),
            ("sheet.printed", "sistem"),
        ]

    def test_a_copy_that_failed_is_asked_for_as_that_copy(self) -> None:
        file = with_pdf()
        first = print_kk(file)
        process.fail_product(file.id, next(iter(states.PRODUCT_FAULTS)), OPERATOR)
        again = sheets.reprint(first.id, "SALAH_CETAK", None, touch(), OPERATOR)
        sheets.step(released(again), sheets.FAILED)
        assert kk_prints.ask(file.id, touch(), OPERATOR).copy == again.copy == 2

    def test_receipts_lie_sealed_and_papers_as_they_are(self, office: Here) -> None:
        for kept, as_it_is in (
            (own_papers.keep(b"%PDF a"), True),
            (own_papers.keep_sealed(b"%PDF a"), False),
        ):
            path = office.settings.data / kept
            assert (path.read_bytes() == b"%PDF a") is as_it_is
            assert own_papers.read(path) == b"%PDF a"
            assert path.stat().st_mode & 0o777 == 0o600
        press = touch()
        job = own_papers.ask_receipt(b"%PDF a", 1, press, OPERATOR)
        assert own_papers.ask_receipt(b"%PDF a", 1, press, OPERATOR).id == job.id
        other = own_papers.ask_receipt(b"%PDF a", 1, touch(), OPERATOR)
        of_a_file = own_papers.ask_receipt(b"%PDF a", 1, touch(), OPERATOR, with_pdf().id)
        paper = own_papers.ask(b"%PDF a", 1, touch(), OPERATOR)
        assert len({job.file, other.file, of_a_file.file, paper.file}) == 4
        told = [sheets.desk_only(one) for one in (job, of_a_file, paper)]
        assert told == [True, False, False]


def asked(paper: str = "register", subject: str = "2026-11", edition: str = "x") -> LongPaper:
    """A wish for a long paper."""
    return long_papers.ask(paper, subject, edition, OPERATOR)[0]


def brought_to(state: str, subject: str) -> LongPaper:
    """A wish in that state."""
    row = asked(subject=subject)
    if state in (long_papers.DRAWING, long_papers.DONE):
        long_papers.begin(row.id)
    if state == long_papers.DONE:
        long_papers.finish(row.id, b"%PDF done")
    elif state == long_papers.CANCELLED:
        long_papers.cancel(row.id)
    elif state == long_papers.FAILED:
        long_papers.fail(row.id)
    elif state == long_papers.INTERRUPTED:
        long_papers.interrupt()
    return long_papers.find(row.id)


LONG_STEPS: list[tuple[Callable[[int], object], str, tuple[str, ...]]] = [
    # What is done, where it leads, and from where.
    (long_papers.begin, long_papers.DRAWING, (long_papers.WAITING,)),
    (
        lambda row_id: long_papers.advance(row_id, 2, 9),
        long_papers.DRAWING,
        (long_papers.DRAWING,),
    ),
    (
        lambda row_id: long_papers.finish(row_id, b"%PDF x"),
        long_papers.DONE,
        (long_papers.DRAWING,),
    ),
    (long_papers.fail, long_papers.FAILED, long_papers.LIVE),
    (long_papers.cancel, long_papers.CANCELLED, long_papers.LIVE),
]


class TestLongPapers:
    """Papers that take long to draw, several at once: each step moves one wish alone."""

    @pytest.mark.parametrize("state", long_papers.LABELS)
    def test_each_step_follows_from_its_own_states_and_is_told(
        self, rung: list[str], state: str
    ) -> None:
        rows = [brought_to(state, f"s{n}") for n in range(len(LONG_STEPS))]
        other = asked(subject="other")
        for row, (step, after, before) in zip(rows, LONG_STEPS, strict=True):
            rung.clear()
            try:
                found = step(row.id)
            except (Refused, long_papers.Stopped):
                found = "refused"
            may = state in before
            now = long_papers.find(row.id)
            assert (now.state, rung) == ((after, ["papers"]) if may else (state, []))
            if step is long_papers.begin:
                assert found is may
            elif not may and after in (long_papers.DRAWING, long_papers.CANCELLED):
                assert found == "refused"
            advanced = may and step not in (long_papers.fail, long_papers.cancel) and after == state
            assert (now.done, now.total) == ((2, 9) if advanced else (row.done, row.total))
        assert long_papers.find(other.id).state == long_papers.WAITING

    def test_whoever_wants_just_the_same_paper_gets_the_same_wish(self, rung: list[str]) -> None:
        row = asked()
        for other in (asked(paper="recap"), asked(subject="2026-10"), asked(edition="y")):
            assert other.id != row.id
        rung.clear()
        for step in (lambda: None, lambda: long_papers.begin(row.id)):
            step()
            assert long_papers.ask("register", "2026-11", "x", COUNTER) == (row, False)
        assert rung == ["papers"]
        long_papers.finish(row.id, b"%PDF x")
        assert asked().id == row.id
        path = long_papers.file_of(long_papers.find(row.id))
        assert long_papers.read(long_papers.find(row.id)) == path.read_bytes() == b"%PDF x"
        path.unlink()
        with pytest.raises(NotFound):
            long_papers.file_of(long_papers.find(row.id))
        rung.clear()
        again, is_new = long_papers.ask("register", "2026-11", "x", COUNTER)
        assert (again.id != row.id, is_new, again.by, rung) == (True, True, COUNTER.who, ["papers"])
        assert long_papers.latest("register", "2026-11") == again
        assert long_papers.latest("register", "2025-11") is None
        with pytest.raises(Refused):
            long_papers.file_of(again)
        told = long_papers.wish(again)
        assert (told.id, told.paper, told.subject, told.state) == (
            again.id,
            "register",
            "2026-11",
            long_papers.WAITING,
        )

    @pytest.mark.parametrize("state", ["cancelled", "failed", "interrupted"])
    def test_what_came_to_nothing_is_drawn_anew(self, state: str) -> None:
        row = brought_to(state, "a")
        again, is_new = long_papers.ask("register", "a", "x", OPERATOR)
        assert (is_new, again.id != row.id) == (True, True)

    def test_a_sealed_one_is_read_only_with_the_key(self) -> None:
        for row, sealed in ((asked(subject="a"), True), (asked(subject="b"), False)):
            long_papers.begin(row.id)
            if sealed:
                long_papers.finish(row.id, b"%PDF x", sealed=True)
            else:
                long_papers.finish(row.id, b"%PDF x")
            row = long_papers.find(row.id)
            assert (long_papers.file_of(row).read_bytes() == b"%PDF x") is not sealed
            assert long_papers.read(row) == b"%PDF x"

    def test_a_restart_ends_what_was_under_way_and_nothing_else(self, rung: list[str]) -> None:
        wishes = {state: brought_to(state, state) for state in reversed(long_papers.LABELS)}
        rung.clear()
        assert (long_papers.interrupt(), rung) == (2, ["papers"])
        assert (long_papers.interrupt(), rung) == (0, ["papers"])
        for state, row in wishes.items():
            gone = state in long_papers.LIVE
            assert long_papers.find(row.id).state == (long_papers.INTERRUPTED if gone else state)

    def test_wishes_are_forgotten_with_their_papers_but_not_those_under_way(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        began = clock.now()
        monkeypatch.setattr(clock, "now", lambda: began)
        wishes = {state: brought_to(state, state) for state in reversed(long_papers.LABELS)}
        kept = timedelta(seconds=slips.KEPT_SECONDS)
        monkeypatch.setattr(clock, "now", lambda: began + kept)
        assert long_papers.purge() == 0
        monkeypatch.setattr(clock, "now", lambda: began + kept + timedelta(milliseconds=1))
        assert long_papers.purge() == 4
        left = [row.id for row in LongPaper.select().order_by(LongPaper.id)]
        assert left == sorted(wishes[state].id for state in long_papers.LIVE)
        with pytest.raises(NotFound):
            long_papers.find(wishes["done"].id)


class TestTrials:
    """Trial prints: of which printer, once for a press, and in words how each stands."""

    def test_a_trial_sheet_is_of_a_printer_that_there_is(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        having(monkeypatch, printers_sheet="ipp://a,ipp://b")
        for name, title in (("sheet", "Pencetak A4"), ("sheet-2", "Pencetak A4 ke-2")):
            paper = trials.sheet(name)
            assert (paper.template, paper.said.printer) == ("trial", title)  # type: ignore[attr-defined]
        for name in ("sheet-3", "ticket", ""):
            with pytest.raises(Invalid):
                trials.sheet(name)

    def test_it_goes_to_its_printer_and_a_second_press_moves_only_what_still_waits(self) -> None:
        press, other = touch(), touch()
        job = trials.ask_sheet(b"%PDF a", "sheet-2", press, OPERATOR)
        first = trials.ask_sheet(b"%PDF a", "sheet", other, OPERATOR)
        assert [sheets.fresh(one).printer for one in (job, first)] == ["sheet-2", "sheet"]
        moves = JournalLine.select().where(JournalLine.what == "sheet.moved")
        assert moves.count() == 1
        assert trials.ask_sheet(b"%PDF a", "sheet-2", press, OPERATOR).id == job.id
        assert moves.count() == 1
        assert sheets.claim_next(STATION, "sheet-2") == job
        assert trials.ask_sheet(b"%PDF a", "sheet", press, OPERATOR).id == job.id
        assert sheets.fresh(job).printer == "sheet-2"

    @pytest.mark.parametrize(
        ("steps", "words", "done", "over"),
        [
            ((), "menunggu pencetak", False, False),
            (("submitting",), "sedang dikirim ke pencetak", False, False),
            (("submitting", "held", "releasing"), "sedang dikirim ke pencetak", False, False),
            (
                ("submitting", "held", "releasing", "printing", "needs_person"),
                "tertahan di pencetak",
                False,
                False,
            ),
            (("submitting", "uncertain"), "belum pasti keluar; lihat baki kertas", False, True),
            (("submitting", "failed"), "tidak tercetak", False, True),
            (("submitting", "cancelled"), "dibatalkan", False, True),
            (("submitting", "held", "releasing", "printed"), "tercetak", True, True),
        ],
    )
    def test_how_a_trial_sheet_stands(
        self, steps: tuple[str, ...], words: str, done: bool, over: bool
    ) -> None:
        job = trials.ask_sheet(b"%PDF a", "sheet", touch(), OPERATOR)
        trials.ask_sheet(b"%PDF b", "sheet", touch(), OPERATOR)
        for step in steps:
            if step == "submitting":
                job = sheets.claim_next(STATION, "sheet") or job
            else:
                job = sheets.step(job, step)
        told = trials.of_sheet(job.id)
        assert (told.words, told.done, told.over) == (f"Pencetak A4: {words}.", done, over)


class TestQueue:
    """Several jobs, printers and stations at once."""

    def test_a_station_has_begun_only_its_own_jobs_at_that_printer(self) -> None:
        jobs = [sheets.ask_paper("a.pdf", "0" * 64, 1, touch(), OPERATOR) for _ in range(4)]
        sheets.move_to(jobs[1].id, "sheet-2", OPERATOR)
        sheets.move_to(jobs[2].id, "sheet-3", OPERATOR)
        assert [
            getattr(sheets.claim_next(station, printer), "id", None)
            for station, printer in (
                ("s1", "sheet"),
                ("s1", "sheet-2"),
                ("s2", "sheet-3"),
                ("s1", "sheet"),
            )
        ] == [jobs[0].id, jobs[1].id, jobs[2].id, None]
        assert sheets.in_flight("s1", "sheet") == [jobs[0]]
        assert sheets.in_flight("s1", "sheet-2") == [jobs[1]]
        assert sheets.in_flight("s2", "sheet") == []
        assert sheets.in_flight("s2", "sheet-3") == [jobs[2]]
        assert [one.id for one in sheets.queue()] == [one.id for one in jobs]
        assert set(sheets.by_ids([jobs[0].id, None, jobs[3].id, 99])) == {jobs[0].id, jobs[3].id}

    def test_kk_first_then_by_age_and_what_is_over_is_in_no_queue(self) -> None:
        paper = sheets.ask_paper("a.pdf", "0" * 64, 1, touch(), OPERATOR)
        done = sheets.ask_paper("a.pdf", "0" * 64, 1, touch(), OPERATOR)
        kks = [
            kk_prints.ask(with_pdf(nik=nik, data=data).id, touch(), OPERATOR)
            for nik, data in (("3508170504900002", b"%PDF 2"), ("3508170504900003", b"%PDF 3"))
        ]
        sheets.cancel(done.id, OPERATOR)
        order = [*(one.id for one in kks), paper.id]
        assert [one.id for one in sheets.queue()] == order
        claimed = []
        for n in range(3):
            row = sheets.claim_next(f"s{n}", "sheet")
            assert row is not None
            claimed.append(row.id)
        assert claimed == order

    def test_what_is_wanted_no_more_is_cancelled_and_the_next_one_printed(
        self, monkeypatch: pytest.MonkeyPatch, rung: list[str]
    ) -> None:
        jobs = [sheets.ask_paper("a.pdf", "0" * 64, 1, touch(), OPERATOR) for _ in range(4)]
        gone = {jobs[0].id, jobs[1].id}
        kind = sheets.KINDS[sheets.PAPER]
        monkeypatch.setattr(kind, "may_go", lambda row: row.id not in gone)
        rung.clear()
        assert sheets.claim_next(STATION, "sheet") == jobs[2]
        rows = [sheets.fresh(one) for one in jobs]
        states = [sheets.CANCELLED, sheets.CANCELLED, sheets.SUBMITTING, sheets.QUEUED]
        assert [one.state for one in rows] == states
        assert {one.trouble for one in rows[:2]} == {"berkasnya tidak lagi diproses"}
        assert [one.station for one in rows] == [None, None, STATION, None]
        assert "sheets" in rung
        assert sheets.claim_next("s2", "sheet-2") is None

    def test_only_a_waiting_print_is_printed_elsewhere_and_only_without_a_printer(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = with_pdf()
        job = kk_prints.ask(file.id, touch(), OPERATOR)
        with pytest.raises(Refused) as refusal:
            sheets.printed_elsewhere(job.id, OPERATOR)
        assert refusal.value.code == "has-printer"
        having(monkeypatch, printers_sheet="none")
        waiting = sheets.ask_paper("a.pdf", "0" * 64, 3, touch(), OPERATOR)
        assert (waiting.trouble, sheets.fresh(job).trouble) == (sheets.NO_PRINTER, None)
        row = sheets.printed_elsewhere(job.id, OPERATOR)
        assert (row.state, row.evidence, row.sheets_used) == (sheets.PRINTED, "person", 1)
        assert by_id(file.id).state == "printed"
        assert sheets.printed_elsewhere(waiting.id, OPERATOR).sheets_used == 3
        with pytest.raises(Refused) as refusal:
            sheets.printed_elsewhere(job.id, OPERATOR)
        assert refusal.value.code == "wrong-state"

    @pytest.mark.parametrize("state", ["needs_person", "printed", "failed", "cancelled"])
    def test_paper_may_be_spoiled_only_where_a_printer_or_a_person_had_it(self, state: str) -> None:
        moment = clock.now()
        for released, evidence, may in (
            (None, None, False),
            (moment, None, True),
            (None, "person", True),
        ):
            row = SheetJob(state=state, released_at=released, evidence=evidence)
            assert sheets.may_spoil(row) is may
        for other in (sheets.QUEUED, sheets.PRINTING, sheets.UNCERTAIN):
            assert not sheets.may_spoil(SheetJob(state=other, released_at=moment, evidence="x"))

    def test_nothing_printed_may_still_have_spoiled_sheets_up_to_999(self) -> None:
        job = sheets.ask_paper("a.pdf", "0" * 64, 2, touch(), OPERATOR)
        sheets.printed(released(job), "printer", 2)
        row = sheets.spoil(job.id, 2, 999, OPERATOR)
        assert (row.sheets_faulty, row.sheets_spoiled) == (2, 999)
        with pytest.raises(Invalid):
            sheets.spoil(job.id, 3, 0, OPERATOR)
        with pytest.raises(Invalid):
            sheets.spoil(job.id, 0, 1000, OPERATOR)
        row = sheets.spoil(job.id, 0, 0, OPERATOR)
        assert (row.sheets_faulty, row.sheets_spoiled) == (0, 0)

    def test_a_paper_that_is_gone_or_damaged_is_not_sent(self, office: Here) -> None:
        jobs = [own_papers.ask(data, 1, touch(), OPERATOR) for data in (b"%PDF a", b"%PDF b")]
        assert [sheets.content(one) for one in jobs] == [b"%PDF a", b"%PDF b"]
        (office.settings.data / jobs[0].file).write_bytes(b"%PDF other")
        with pytest.raises(Refused) as refusal:
            sheets.content(jobs[0])
        assert refusal.value.code == "damaged"
        (office.settings.data / jobs[0].file).unlink()
        with pytest.raises(NotFound):
            sheets.content(jobs[0])
        assert sheets.content(jobs[1]) == b"%PDF b"

    @pytest.mark.parametrize("end", ["printed", "failed", "cancelled", "uncertain"])
    def test_a_receipt_is_gone_once_its_print_is_over_and_other_papers_stay(
        self, office: Here, end: str
    ) -> None:
        job = own_papers.ask_receipt(b"%PDF a", 1, touch(), OPERATOR)
        paper = own_papers.ask(b"%PDF a", 1, touch(), OPERATOR)
        path = office.settings.data / job.file
        assert sheets.content(job) == b"%PDF a"
        job = released(job)
        assert sheets.content(job) == b"%PDF a"
        sheets.step(job, end)
        assert not path.exists()
        sheets.step(released(paper), end)
        assert (office.settings.data / paper.file).exists()
        if end != "uncertain":
            with pytest.raises(Refused, match="yang mencatatnya"):
                sheets.reprint(job.id, "TINTA", None, touch(), OPERATOR)
            again = sheets.reprint(paper.id, "TINTA", None, touch(), OPERATOR)
            assert (again.file, again.copy) == (paper.file, 2 if end == "printed" else 1)

    def test_papers_are_deleted_once_they_are_older_than_they_are_kept(self, office: Here) -> None:
        kept = [office.settings.data / own_papers.keep(data) for data in (b"a", b"b", b"c")]
        now = 1_800_000_000.0
        for path, age in zip(kept, (0, -1, 1), strict=True):
            at = now - slips.KEPT_SECONDS - age
            os.utime(path, (at, at))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(time, "time", lambda: now)
            assert own_papers.purge() == 1
        assert [path.exists() for path in kept] == [True, True, False]
        assert slips.KEPT_SECONDS == 3 * 24 * 60 * 60

    def test_a_paper_that_another_process_deletes_first_is_deleted(
        self, office: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        twice = [office.settings.data / own_papers.keep(b"a")] * 2
        os.utime(twice[0], (0, 0))
        monkeypatch.setattr(own_papers, "_folder", lambda: SimpleNamespace(iterdir=lambda: twice))
        assert own_papers.purge() == 2
        assert not twice[0].exists()

    def test_nobody_else_looks_into_the_folder_of_the_papers(self, office: Here) -> None:
        assert own_papers.purge() == 0
        assert (office.settings.data / "papers").stat().st_mode & 0o777 == 0o700

    def test_only_we_may_enter_where_the_pins_lie(self, monkeypatch: pytest.MonkeyPatch) -> None:
        job = SheetJob(token="SPD-a")
        pins.keep(job, "1" * 200)
        with pytest.raises(Invalid):
            pins.keep(job, "1" * 201)
        folder = pins.private_folder()
        assert folder.stat().st_mode & 0o777 == 0o700
        for mode in (0o701, 0o710, 0o777):
            folder.chmod(mode)
            with pytest.raises(PermissionError):
                pins.keep(SheetJob(token="SPD-b"), "1")
        folder.chmod(0o700)
        assert pins.given() == {"SPD-a"}
        with monkeypatch.context() as other:
            other.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
            other.setattr(pins, "_place", lambda: folder)
            with pytest.raises(PermissionError):
                pins.private_folder()
        assert pins.take(job) == "1" * 200

    def test_when_a_paper_was_made_does_not_make_it_another(self, later: Later) -> None:
        def paper(printer: str) -> OwnPaper:
            return OwnPaper("trial", trials.TrialSheet(printer=printer, asked="x"))

        first, other = paper("a"), paper("b")
        assert not first.sealed
        later(minutes=5)
        again = paper("a")
        assert first.edition() == again.edition() != other.edition()
        assert first.to_json() != again.to_json()
        assert '"printed": "Senin, 23 November 2026 pukul 09.05 WIB"' in again.to_json()
        assert '"made_at": "2026-11-23T09:05:' in again.to_json()

    def test_asking_twice_for_one_receipt_keeps_one_file(self, office: Here) -> None:
        press = touch()
        own_papers.ask_receipt(b"%PDF a", 1, press, OPERATOR)
        before = set((office.settings.data / "papers").iterdir())
        own_papers.ask_receipt(b"%PDF b", 1, press, OPERATOR)
        assert set((office.settings.data / "papers").iterdir()) == before
        with db.transaction():
            assert sheets.by_touch(press.upper()) is not None
        with pytest.raises(Invalid):
            sheets.by_touch("bukan")

    def test_a_locked_pdf_waits_for_its_own_pin_and_holds_up_nobody(self) -> None:
        locked = [
            kk_prints.ask(
                with_pdf(nik=nik, data=data, verdict=replace(GOOD, encrypted=True)).id,
                touch(),
                OPERATOR,
            )
            for nik, data in (("3508170504900002", b"%PDF 2"), ("3508170504900003", b"%PDF 3"))
        ]
        plain = kk_prints.ask(with_pdf().id, touch(), OPERATOR)
        assert [one.trouble for one in (*locked, plain)] == [sheets.NO_PIN, sheets.NO_PIN, None]
        assert sheets.claim_next("s1", "sheet") == plain
        assert sheets.claim_next("s2", "sheet") is None
        sheets.give_pin(locked[1].id, "1234", OPERATOR)
        assert sheets.claim_next("s2", "sheet") == locked[1]
        with pytest.raises(Refused):
            sheets.give_pin(locked[1].id, "1234", OPERATOR)
        assert pins.take(locked[1]) == "1234"
        assert sheets.claim_next("s3", "sheet") is None

    @pytest.mark.parametrize("end", ["printed", "failed", "cancelled", "uncertain"])
    def test_what_is_over_is_cancelled_by_nobody_and_reprinted_for_a_reason(self, end: str) -> None:
        job = sheets.ask_paper("a.pdf", "0" * 64, 2, touch(), OPERATOR)
        other = sheets.ask_paper("b.pdf", "0" * 64, 2, touch(), OPERATOR)
        for reason in ("TINTA", "LAINNYA"):
            with pytest.raises(Refused, match="belum selesai"):
                sheets.reprint(job.id, reason, "sobek", touch(), OPERATOR)
        sheets.step(released(job), end)
        with pytest.raises(Refused) as refusal:
            sheets.cancel(job.id, OPERATOR)
        assert refusal.value.code == "wrong-state"
        with pytest.raises(Refused):
            sheets.move_to(job.id, "sheet-2", OPERATOR)
        if end == "uncertain":
            row = sheets.answer(job.id, True, 0, OPERATOR)
            assert (row.sheets_used, row.sheets_spoiled, row.trouble) == (2, 0, None)
        again = sheets.reprint(job.id, "LAINNYA", " kena  air ", touch(), OPERATOR)
        assert (again.reason, again.reason_note, again.reprint_of) == (
            "LAINNYA",
            "kena air",
            job.id,
        )
        assert (again.copy, again.pages, again.file) == (
            2 if end in ("printed", "uncertain") else 1,
            2,
            "a.pdf",
        )
        assert sheets.fresh(other).state == sheets.QUEUED
        assert not sheets.fresh(job).cancel_asked

    def test_an_answer_is_kept_with_what_was_spoiled_and_tells_why_it_failed(self) -> None:
        jobs = [sheets.ask_paper("a.pdf", "0" * 64, 3, touch(), OPERATOR) for _ in range(2)]
        for job in jobs:
            sheets.step(released(job), sheets.UNCERTAIN)
        with pytest.raises(Invalid):
            sheets.answer(jobs[0].id, False, 1000, OPERATOR)
        with pytest.raises(Invalid):
            sheets.answer(jobs[0].id, False, -1, OPERATOR)
        row = sheets.answer(jobs[0].id, False, 999, OPERATOR)
        assert (row.state, row.sheets_used, row.sheets_spoiled, row.trouble) == (
            "failed",
            0,
            999,
            "tidak keluar",
        )
        assert sheets.answer(jobs[1].id, True, 0, OPERATOR).sheets_used == 3
        noted = SheetSpoilage.select()
        assert [(one.job_id, one.faulty, one.spoiled) for one in noted] == [(jobs[0].id, 0, 999)]
        lines = JournalLine.select().where(JournalLine.what == "sheet.answered")
        assert {one.subject for one in lines} == {one.token for one in jobs}
