"""A4 prints: each a row, none twice by itself."""

from uuid import uuid4

import pytest

from shared.errors import Invalid, Refused
from shared.records import SheetEvent, SheetJob
from shared.rules.applications import kk_documents, kk_prints, process, states
from shared.rules.applications.kk_documents import Verdict
from shared.rules.applications.view import ApplicationView, by_id
from shared.rules.paper import sheets
from tests.kk import COUNTER, OPERATOR, accepted

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
        assert "3508" not in job.token
