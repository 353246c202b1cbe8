"""A4 prints: each a row, none twice by itself."""

from dataclasses import replace
from uuid import uuid4

import pytest

from shared import db
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import Document, SheetEvent, SheetJob
from shared.rules import kk_documents, sheets
from shared.rules.applications import process
from shared.rules.applications.view import ApplicationView, by_id
from shared.rules.kk_documents import Verdict
from shared.rules.office import Here
from tests.kk import COUNTER, KASI, OPERATOR, accepted
from tests.office import Later, opened

pytestmark = pytest.mark.usefixtures("office")

STATION = "station-1"
PDF = b"%PDF-1.7 as signed"
GOOD = Verdict(pages=1, signature=kk_documents.VALID, signer="Kepala Dinas Contoh")


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
    job = released(sheets.ask_kk(file.id, touch(), OPERATOR))
    return sheets.printed(job, sheets.Evidence("printer", job.pages))


class TestDocuments:
    """The signed file, byte for byte."""

    def test_it_comes_back_byte_for_byte_and_lies_sealed_on_disk(self, office: Here) -> None:
        file = with_pdf()
        document = kk_documents.of_application(file.id)
        assert kk_documents.content(document) == PDF
        (stored,) = (office.settings.data / "kk").iterdir()
        assert PDF not in stored.read_bytes()

    def test_a_file_damaged_on_disk_is_not_printed(self, office: Here) -> None:
        from shared import vault

        file = with_pdf()
        (stored,) = (office.settings.data / "kk").iterdir()
        stored.write_bytes(vault.seal_bytes(b"something else"))
        with pytest.raises(Refused, match="rusak"):
            kk_documents.content(kk_documents.of_application(file.id))

    @pytest.mark.parametrize("signature", ["unknown-signer", "changed", "none"])
    def test_only_a_valid_signature_is_printed(self, signature: str) -> None:
        file = with_pdf(verdict=replace(GOOD, signature=signature))
        with pytest.raises(Refused, match=kk_documents.SIGNATURES[signature]):
            sheets.ask_kk(file.id, touch(), OPERATOR)
        assert SheetJob.select().count() == 0

    def test_a_problem_keeps_the_pdf_out(self) -> None:
        file = accepted()
        process.begin(file.id, OPERATOR)
        bad = replace(GOOD, problems=("Ini bukan PDF.",))
        with pytest.raises(Invalid, match="Ini bukan PDF"):
            kk_documents.attach(file.id, b"x", bad, OPERATOR)
        assert Document.select().count() == 0

    def test_the_same_pdf_at_another_file_warns(self) -> None:
        with_pdf()
        other = accepted(nik="3508170504900002")
        process.begin(other.id, OPERATOR)
        attached = kk_documents.attach(other.id, PDF, GOOD, OPERATOR)
        assert any("KK-2026-000001" in warning for warning in attached.warnings)

    def test_a_new_pdf_takes_the_place_of_the_old_one(self, office: Here) -> None:
        file = with_pdf()
        kk_documents.attach(file.id, b"%PDF second", GOOD, OPERATOR)
        assert kk_documents.content(kk_documents.of_application(file.id)) == b"%PDF second"
        assert len(list((office.settings.data / "kk").iterdir())) == 1

    def test_an_override_needs_the_setting_the_role_and_words(self, settings) -> None:
        db.close_database()
        odd = replace(settings, unsigned_override=True, data=settings.data / "lain")
        with opened(odd):
            file = with_pdf(verdict=replace(GOOD, signature="none"))
            with pytest.raises(NotAllowed):
                kk_documents.override(file.id, "jaringan putus", OPERATOR)
            kk_documents.override(file.id, "tanda tangan basah dari Dinas", KASI)
            assert sheets.ask_kk(file.id, touch(), OPERATOR).state == "queued"
            changed = with_pdf(
                b"%PDF z", replace(GOOD, signature="changed"), nik="3508170504900002"
            )
            with pytest.raises(Refused):
                kk_documents.override(changed.id, "mohon", KASI)

    def test_without_the_setting_nobody_overrides(self) -> None:
        file = with_pdf(verdict=replace(GOOD, signature="none"))
        with pytest.raises(NotAllowed):
            kk_documents.override(file.id, "mohon", KASI)

    def test_pdfs_are_deleted_a_week_after_hand_over(self, office: Here, later: Later) -> None:
        file = with_pdf()
        print_kk(file)
        process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
        how = process.HandOver("Wati", process.APPLICANT, "KTP-el", True, True)
        process.hand_over(file.id, how, COUNTER)
        later(days=6)
        assert kk_documents.purge() == 0
        later(days=2)
        assert kk_documents.purge() == 1
        assert list((office.settings.data / "kk").iterdir()) == []
        with pytest.raises(NotFound):
            kk_documents.of_application(file.id)


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
        first = sheets.ask_kk(file.id, press, OPERATOR)
        assert sheets.ask_kk(file.id, press, OPERATOR).id == first.id
        assert sheets.ask_kk(file.id, touch(), OPERATOR).id == first.id

    def test_a_second_print_needs_a_reason_of_the_list(self) -> None:
        file = with_pdf()
        job = print_kk(file)
        with pytest.raises(Refused):
            sheets.ask_kk(file.id, touch(), OPERATOR)
        with pytest.raises(Invalid):
            sheets.reprint(job.id, "BOSAN", None, touch(), OPERATOR)
        with pytest.raises(Invalid):
            sheets.reprint(job.id, "LAINNYA", " ", touch(), OPERATOR)
        again = sheets.reprint(job.id, "KERTAS_MACET", None, touch(), OPERATOR)
        assert (again.copy, again.reprint_of, again.reason) == (2, job.id, "KERTAS_MACET")
        assert sheets.reprint(job.id, "TINTA", None, touch(), OPERATOR).id == again.id

    def test_what_never_came_out_is_no_copy_of_its_own(self) -> None:
        file = with_pdf()
        failed = sheets.step(released(sheets.ask_kk(file.id, touch(), OPERATOR)), sheets.FAILED)
        first = sheets.reprint(failed.id, "KERTAS_MACET", None, touch(), OPERATOR)
        assert first.copy == 1
        cancelled = sheets.cancel(first.id, OPERATOR)
        again = sheets.reprint(cancelled.id, "KERTAS_MACET", None, touch(), OPERATOR)
        assert again.copy == 1
        sheets.printed(released(again), sheets.Evidence("printer", 1))
        assert sheets.reprint(again.id, "TINTA", None, touch(), OPERATOR).copy == 2

    def test_no_reprint_while_the_last_one_is_uncertain(self) -> None:
        job = released(sheets.ask_kk(with_pdf().id, touch(), OPERATOR))
        sheets.step(job, sheets.UNCERTAIN, "listrik padam")
        with pytest.raises(Refused, match="Periksa"):
            sheets.reprint(job.id, "KERTAS_MACET", None, touch(), OPERATOR)

    @pytest.mark.parametrize(("came_out", "state"), [(True, "printed"), (False, "failed")])
    def test_a_person_settles_an_uncertain_sheet(self, came_out: bool, state: str) -> None:
        file = with_pdf()
        job = released(sheets.ask_kk(file.id, touch(), OPERATOR))
        sheets.step(job, sheets.UNCERTAIN, "tidak ada kabar")
        assert [row.id for row in sheets.queue()] == [job.id]
        done = sheets.answer(job.id, came_out, 1, OPERATOR)
        assert (done.state, done.evidence, done.sheets_spoiled) == (state, "person", 1)
        assert by_id(file.id).state == ("printed" if came_out else "processing")
        with pytest.raises(Refused):
            sheets.answer(job.id, came_out, 0, OPERATOR)

    def test_kk_goes_before_every_other_paper_and_one_at_a_time(self) -> None:
        sheets.ask_paper("receipt.pdf", "0" * 64, 1, touch(), COUNTER)
        kk = sheets.ask_kk(with_pdf().id, touch(), OPERATOR)
        first = sheets.claim_next(STATION, "sheet")
        assert first is not None
        assert first.id == kk.id
        assert sheets.claim_next(STATION, "sheet") is None

    def test_a_waiting_job_can_be_cancelled_or_moved_a_sent_one_only_asked_back(self) -> None:
        file = with_pdf()
        job = sheets.ask_kk(file.id, touch(), OPERATOR)
        assert sheets.move_to(job.id, "sheet-2", OPERATOR).printer == "sheet-2"
        assert sheets.cancel(job.id, OPERATOR).state == "cancelled"
        again = released(sheets.ask_kk(file.id, touch(), OPERATOR))
        assert sheets.cancel(again.id, OPERATOR).cancel_asked
        assert sheets.fresh(again).state == "printing"
        with pytest.raises(Refused):
            sheets.move_to(again.id, "sheet-2", OPERATOR)

    @pytest.mark.parametrize("state", ["queued", "submitting", "printed", "failed", "uncertain"])
    def test_a_step_that_does_not_follow_is_refused(self, state: str) -> None:
        job = released(sheets.ask_kk(with_pdf().id, touch(), OPERATOR))
        sheets.step(job, sheets.UNCERTAIN)
        with pytest.raises(Refused):
            sheets.step(job, state)

    def test_titles_tell_nothing(self) -> None:
        job = sheets.ask_kk(with_pdf().id, touch(), OPERATOR)
        assert job.token.startswith("SPD-")
        assert "3508" not in job.token
