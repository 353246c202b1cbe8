"""Signed KK files: byte for byte, sealed, one per file, deleted when they are done with."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from shared import clock, db
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import Application, ApplicationEvent, Document, JournalLine, SheetJob
from shared.rules.applications import (
    decisions,
    kk_documents,
    kk_prints,
    process,
    receipt_code,
    states,
)
from shared.rules.applications.view import ApplicationView, by_id
from shared.rules.common.office import Here
from shared.rules.paper import sheets
from tests.kk import COUNTER, KASI, OPERATOR, accepted, taken, touch
from tests.office import Later, having, opened
from tests.shared.rules.paper.test_sheets import GOOD, PDF, print_kk, released, with_pdf

pytestmark = pytest.mark.usefixtures("office")


def test_it_comes_back_byte_for_byte_and_lies_sealed_on_disk(office: Here) -> None:
    file = with_pdf()
    document = kk_documents.of_application(file.id)
    assert kk_documents.content(document) == PDF
    (stored,) = (office.settings.data / "kk").iterdir()
    assert PDF not in stored.read_bytes()


def test_a_file_damaged_on_disk_is_not_printed(office: Here) -> None:
    from shared import vault

    file = with_pdf()
    (stored,) = (office.settings.data / "kk").iterdir()
    stored.write_bytes(vault.seal_bytes(b"something else"))
    with pytest.raises(Refused, match="rusak"):
        kk_documents.content(kk_documents.of_application(file.id))


@pytest.mark.parametrize("signature", ["unknown-signer", "changed", "none"])
def test_only_a_valid_signature_is_printed(signature: str) -> None:
    file = with_pdf(verdict=replace(GOOD, signature=signature))
    with pytest.raises(Refused, match=states.SIGNATURES[signature]):
        kk_prints.ask(file.id, touch(), OPERATOR)
    assert SheetJob.select().count() == 0


def test_a_problem_keeps_the_pdf_out() -> None:
    file = accepted()
    process.begin(file.id, OPERATOR)
    bad = replace(GOOD, problems=("Ini bukan PDF.",))
    with pytest.raises(Invalid, match="Ini bukan PDF"):
        kk_documents.attach(file.id, b"x", bad, OPERATOR)
    assert Document.select().count() == 0


def test_a_new_pdf_takes_the_place_of_the_old_one(office: Here) -> None:
    file = with_pdf()
    kk_documents.attach(file.id, b"%PDF second", GOOD, OPERATOR)
    assert kk_documents.content(kk_documents.of_application(file.id)) == b"%PDF second"
    assert len(list((office.settings.data / "kk").iterdir())) == 1


def test_an_override_needs_the_setting_the_role_and_words(settings) -> None:
    db.close_database()
    odd = replace(settings, unsigned_override=True, data=settings.data / "lain")
    with opened(odd):
        file = with_pdf(verdict=replace(GOOD, signature="none"))
        with pytest.raises(NotAllowed):
            kk_documents.override(file.id, "jaringan putus", OPERATOR)
        kk_documents.override(file.id, "tanda tangan basah dari Dinas", KASI)
        assert kk_prints.ask(file.id, touch(), OPERATOR).state == "queued"
        changed = with_pdf(b"%PDF z", replace(GOOD, signature="changed"), nik="3508170504900002")
        with pytest.raises(Refused):
            kk_documents.override(changed.id, "mohon", KASI)


def test_without_the_setting_nobody_overrides() -> None:
    file = with_pdf(verdict=replace(GOOD, signature="none"))
    with pytest.raises(NotAllowed):
        kk_documents.override(file.id, "mohon", KASI)


def test_pdfs_are_deleted_a_week_after_hand_over(office: Here, later: Later) -> None:
    file = with_pdf()
    print_kk(file)
    process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    how = taken("Wati", process.APPLICANT)
    process.hand_over(file.id, how, COUNTER)
    later(days=6)
    assert kk_documents.purge() == 0
    later(days=2)
    assert kk_documents.purge() == 1
    assert list((office.settings.data / "kk").iterdir()) == []
    with pytest.raises(NotFound):
        kk_documents.of_application(file.id)


def refer(file: ApplicationView) -> None:
    decisions.refer(file.id, "di luar wewenang", KASI)


def withdraw(file: ApplicationView) -> None:
    decisions.withdraw(file.id, "tidak jadi", COUNTER)


@pytest.mark.parametrize("end", [refer, withdraw])
def test_pdfs_of_files_that_ended_without_a_kk_are_deleted_too(
    office: Here, later: Later, end: Callable[[ApplicationView], None]
) -> None:
    file = with_pdf()
    later(days=9)
    end(file)
    later(days=6)
    assert kk_documents.purge() == 0
    later(days=2)
    kk_documents.purge()
    assert list((office.settings.data / "kk").iterdir()) == []
    assert kk_documents.find(file.id) is None


def test_what_a_crash_left_behind_is_swept_away_and_nothing_else(office: Here) -> None:
    with_pdf()
    folder = office.settings.data / "kk"
    (named,) = folder.iterdir()
    for name in (named.name, "0a1b.sealed", "0a1b.4711", "baru.sealed"):
        path = folder / name
        path.touch()
        if name != "baru.sealed":
            os.utime(path, (time.time() - 7200, time.time() - 7200))
    kk_documents.purge()
    assert {path.name for path in folder.iterdir()} == {named.name, "baru.sealed"}


def test_the_same_pdf_at_the_same_file_warns() -> None:
    file = with_pdf()
    again = kk_documents.attach(file.id, PDF, GOOD, OPERATOR)
    assert any("di berkas ini" in warning for warning in again.warnings)
    other = kk_documents.attach(file.id, b"%PDF second", GOOD, OPERATOR)
    assert other.warnings == ()
    back = kk_documents.attach(file.id, PDF, GOOD, OPERATOR)
    assert any("di berkas ini" in warning for warning in back.warnings)
    assert kk_documents.content(kk_documents.of_application(file.id)) == PDF


def test_a_print_of_a_kk_that_was_replaced_says_so() -> None:
    file = with_pdf()
    job = kk_prints.ask(file.id, touch(), OPERATOR)
    kk_documents.attach(file.id, b"%PDF second", GOOD, OPERATOR)
    with pytest.raises(Refused, match="sudah diganti. Minta cetak lagi"):
        sheets.content(job)
    sheets.cancel(job.id, OPERATOR)
    again = kk_prints.ask(file.id, touch(), OPERATOR)
    assert sheets.content(again) == b"%PDF second"


@pytest.mark.parametrize(("seconds", "deleted"), [(0, 0), (1, 1)])
def test_a_pdf_is_kept_for_the_days_of_the_setting_to_the_second(
    monkeypatch: pytest.MonkeyPatch, office: Here, seconds: int, deleted: int
) -> None:
    now = clock.now().replace(microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: now)
    ended, running = with_pdf(), with_pdf(b"%PDF other", nik="3508170504900002")
    print_kk(ended)
    process.pass_product(ended.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    process.hand_over(ended.id, taken("Wati", process.APPLICANT), COUNTER)
    after = now + timedelta(days=office.settings.pdf_days, seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: after)
    assert kk_documents.purge() == deleted
    document = Document.get(Document.application_id == ended.id)
    assert (document.removed_at is None) is not bool(deleted)
    if deleted:
        with pytest.raises(NotFound, match="sudah dihapus"):
            kk_documents.content(document)
        line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
        assert (line.what, line.subject) == ("document.removed", document.sha256[:12])
    assert kk_documents.content(kk_documents.of_application(running.id)) == b"%PDF other"
    assert kk_documents.purge() == 0


def test_two_files_with_the_same_bytes_each_keep_them_as_long_as_they_need(office: Here) -> None:
    first, second = with_pdf(), with_pdf(nik="3508170504900002")
    folder = office.settings.data / "kk"
    kk_documents.retire(first.id)
    assert len(list(folder.iterdir())) == 1
    assert kk_documents.find(first.id) is None
    assert kk_documents.content(kk_documents.of_application(second.id)) == PDF
    kk_documents.retire(second.id)
    assert list(folder.iterdir()) == []


def test_what_the_checks_found_is_kept_and_told() -> None:
    file = accepted()
    process.begin(file.id, OPERATOR)
    signed = clock.now().replace(microsecond=0)
    verdict = replace(
        GOOD,
        pages=2,
        signed_at=signed,
        encrypted=True,
        warnings=("Lama.",),
        seals=("a" * 64, "b" * 64),
        details={"x": 1},
    )
    told = kk_documents.attach(file.id, PDF, verdict, OPERATOR, origin="watch-folder")
    assert (told.printable, told.sentence, told.warnings, told.pages) == (
        True,
        "Tanda tangan elektronik sah.",
        ("Lama.",),
        2,
    )
    row = kk_documents.of_application(file.id)
    assert (row.pages, row.encrypted, row.signed_at, row.signature_mark, row.size) == (
        *(2, True, signed, "a" * 64),
        len(PDF),
    )
    assert (row.origin, row.attached_by, row.verdict["x"]) == ("watch-folder", "dewi", 1)
    job = kk_prints.ask(file.id, touch(), OPERATOR)
    assert (job.pages, job.needs_pin, job.document_id, job.copy) == (2, True, row.id, 1)
    event = ApplicationEvent.select().order_by(ApplicationEvent.id.desc()).get()
    assert (event.what, event.note) == ("attach", row.sha256[:12])
    bad = kk_documents.attach(file.id, PDF, replace(GOOD, signature="none"), OPERATOR)
    assert (bad.printable, bad.sentence) == (False, states.SIGNATURES["none"])


def test_judged_again_it_is_another_verdict_of_the_same_pdf_and_of_no_other() -> None:
    file = with_pdf(verdict=replace(GOOD, signature="unknown-signer"))
    row = kk_documents.to_judge_again(file.id, OPERATOR)
    with pytest.raises(Invalid, match="Rusak"):
        kk_documents.judge_again(file.id, row.sha256, replace(GOOD, problems=("Rusak.",)), OPERATOR)
    with pytest.raises(Refused) as refused:
        kk_documents.judge_again(file.id, "0" * 64, GOOD, OPERATOR)
    assert refused.value.code == "replaced"
    with pytest.raises(NotAllowed):
        kk_documents.to_judge_again(file.id, COUNTER)
    assert kk_documents.judge_again(file.id, row.sha256, GOOD, OPERATOR).printable
    again = kk_documents.of_application(file.id)
    assert (again.id, again.signature, again.signer) == (row.id, states.VALID, GOOD.signer)
    assert kk_documents.LARGEST == 20 * 1024 * 1024


def test_the_prints_of_two_files_are_asked_stopped_and_told_apart() -> None:
    first, second = with_pdf(), with_pdf(b"%PDF other", nik="3508170504900002")
    jobs = [kk_prints.ask(file.id, touch(), OPERATOR) for file in (first, second)]
    kk_prints.stop(first.id, OPERATOR)
    assert [sheets.fresh(job).state for job in jobs] == ["cancelled", "queued"]
    again = kk_prints.ask(first.id, touch(), OPERATOR)
    assert again.id not in {job.id for job in jobs}
    assert again.copy == 1
    assert [job.id for job in kk_prints.of_application(first.id)] == [jobs[0].id, again.id]
    assert [job.id for job in kk_prints.of_application(second.id)] == [jobs[1].id]
    assert kk_prints.ask(first.id, touch(), OPERATOR).id == again.id


def test_of_two_files_that_ended_only_the_older_one_loses_its_pdf(later: Later) -> None:
    files = [with_pdf(), with_pdf(b"%PDF other", nik="3508170504900002")]
    for file, data in zip(files, (PDF, b"%PDF other"), strict=True):
        decisions.withdraw(file.id, "tidak jadi", COUNTER)
        # As a withdrawal of an earlier version left it.
        Document.update(removed_at=None).where(Document.application_id == file.id).execute()
        kk_documents._FILES.write(Document.get(Document.size == len(data)).sha256, data)
        later(days=5)
    assert kk_documents.purge() == 1
    left = [row.application_id for row in Document.select().where(Document.removed_at.is_null())]
    assert left == [files[1].id]


def test_the_bytes_of_one_pdf_go_and_those_of_another_stay(office: Here) -> None:
    first, second = with_pdf(), with_pdf(b"%PDF other", nik="3508170504900002")
    kept = kk_documents.of_application(second.id)
    kk_documents.retire(first.id)
    assert [path.name for path in (office.settings.data / "kk").iterdir()] == [
        kept.file.rpartition("/")[2]
    ]
    assert kk_documents.content(kept) == b"%PDF other"
    assert kk_documents.find(first.id) is None


def test_the_same_pdf_at_another_file_is_no_repetition_at_this_one() -> None:
    with_pdf()
    file = with_pdf(b"%PDF other", nik="3508170504900002")
    assert kk_documents.attach(file.id, PDF, GOOD, OPERATOR).warnings == ()


def test_every_screen_is_told_of_a_pdf_that_comes_or_goes(rung: list[str]) -> None:
    file = with_pdf(verdict=replace(GOOD, signature="unknown-signer"))
    sha256 = kk_documents.of_application(file.id).sha256
    for step in (
        lambda: kk_documents.attach(file.id, PDF, GOOD, OPERATOR),
        lambda: kk_documents.judge_again(file.id, sha256, GOOD, OPERATOR),
        lambda: kk_documents.retire(file.id),
    ):
        rung.clear()
        step()
        assert "applications" in rung


def test_what_is_judged_again_keeps_its_doubt_and_its_warnings_are_new() -> None:
    file = with_pdf(verdict=replace(GOOD, text="No. 3508172311200077", warnings=("Lama.",)))
    row = kk_documents.of_application(file.id)
    doubt = row.verdict["doubt"]
    kk_documents.lift(file.id, "sudah dicek", KASI)
    text = "No. 3508172311200077 joko percobaan"
    verdict = replace(GOOD, text=text, warnings=("Baru.",), pages=3)
    told = kk_documents.judge_again(file.id, row.sha256, verdict, OPERATOR)
    assert (told.printable, told.warnings, told.pages) == (True, ("Baru.",), 3)
    again = kk_documents.of_application(file.id)
    assert (again.verdict["doubt"], again.doubt_by) == (doubt, KASI.who)
    event = ApplicationEvent.select().order_by(ApplicationEvent.id.desc()).get()
    assert (event.what, event.who, event.note) == ("judge", "dewi", row.sha256[:12])


def test_who_allowed_an_unsigned_pdf_and_why_is_kept(
    office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    having(monkeypatch, unsigned_override=True)
    files = [
        with_pdf(verdict=replace(GOOD, signature="none")),
        with_pdf(b"%PDF 2", replace(GOOD, signature="none"), nik="3508170504900002"),
    ]
    for reason in ("", "  "):
        with pytest.raises(Invalid) as refused:
            kk_documents.override(files[0].id, reason, KASI)
        assert refused.value.code == "note"
    kk_documents.override(files[0].id, " Tanda  tangan basah ", KASI)
    told = [kk_documents.of_application(file.id) for file in files]
    assert [(row.override_by, row.override_reason) for row in told] == [
        (KASI.who, "Tanda tangan basah"),
        (None, None),
    ]
    kk_documents.require_printable(told[0])
    with pytest.raises(Refused, match="tidak bertanda tangan"):
        kk_documents.require_printable(told[1])
    event = ApplicationEvent.select().order_by(ApplicationEvent.id.desc()).get()
    assert (event.what, event.note) == ("override", "Tanda tangan basah")


def test_a_print_whose_pdf_is_gone_and_has_no_other_says_that_it_was_deleted() -> None:
    file = with_pdf()
    job = kk_prints.ask(file.id, touch(), OPERATOR)
    kk_documents.retire(file.id)
    with pytest.raises(NotFound, match="sudah dihapus"):
        sheets.content(job)


def test_a_sheet_that_turns_up_for_a_file_without_a_pdf_moves_nothing() -> None:
    file = with_pdf()
    job = released(kk_prints.ask(file.id, touch(), OPERATOR))
    sheets.step(job, sheets.UNCERTAIN)
    kk_documents.retire(file.id)
    sheets.answer(job.id, True, 0, OPERATOR)
    assert by_id(file.id).state == states.PROCESSING


def test_a_print_is_asked_back_once_and_one_that_is_over_never() -> None:
    file = with_pdf()
    asked = kk_prints.ask(file.id, touch(), OPERATOR)
    kk_prints.stop(file.id, OPERATOR)
    job = released(kk_prints.ask(file.id, touch(), OPERATOR))
    for _ in range(2):
        kk_prints.stop(file.id, OPERATOR)
    assert (sheets.fresh(asked).state, sheets.fresh(job).cancel_asked) == ("cancelled", True)
    lines = JournalLine.select().where(JournalLine.what == "sheet.cancelled")
    assert lines.count() == 2


def test_a_copy_that_failed_is_asked_for_again_as_that_copy() -> None:
    file = with_pdf()
    first = print_kk(file)
    process.fail_product(file.id, "TIDAK_TERBACA", OPERATOR)
    again = sheets.reprint(first.id, "TINTA", None, touch(), OPERATOR)
    sheets.cancel(again.id, OPERATOR)
    press = touch()
    third = kk_prints.ask(file.id, press, OPERATOR)
    assert [first.copy, again.copy, third.copy] == [1, 2, 2]
    assert kk_prints.ask(file.id, press, OPERATOR).id == third.id
    assert (third.application_id, third.document_id) == (file.id, first.document_id)


def test_a_kk_goes_before_a_paper_that_was_asked_for_earlier() -> None:
    paper = sheets.ask_paper("papers/x.pdf", "0" * 64, 1, touch(), OPERATOR)
    job = kk_prints.ask(with_pdf().id, touch(), OPERATOR)
    claimed = [sheets.claim_next("station-1", "sheet")]
    assert [one and one.id for one in claimed] == [job.id]
    assert paper.priority < job.priority == 100


def test_another_copy_is_made_where_a_kk_is_printed_and_nowhere_else() -> None:
    file = with_pdf()
    job = print_kk(file)
    row = Application.get_by_id(file.id)
    for state in states.STATES:
        row.state = state
        row.save()
        fits = state in states.KK_PRINTED_IN
        assert sheets.may_go(job) is fits
        if not fits:
            with pytest.raises(Refused, match=states.LABELS[state]) as refused:
                sheets.reprint(job.id, "TINTA", None, touch(), OPERATOR)
            assert refused.value.code == "wrong-state"
    row.state = states.PRINTED
    row.save()
    assert sheets.reprint(job.id, "TINTA", None, touch(), OPERATOR).copy == 2


def test_what_happens_to_a_file_after_its_end_keeps_its_pdf_no_longer(later: Later) -> None:
    file = with_pdf()
    print_kk(file)
    process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    process.hand_over(file.id, taken("Wati", process.APPLICANT), COUNTER)
    later(days=6)
    receipt_code.renew(file.id, COUNTER)
    later(days=2)
    assert kk_documents.purge() == 1
