"""Signed KK files: byte for byte, sealed, one per file, deleted when they are done with."""

import os
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from shared import db
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import Document, SheetJob
from shared.rules.applications import decisions, kk_documents, kk_prints, process, states
from shared.rules.applications.view import ApplicationView
from shared.rules.common.office import Here
from shared.rules.paper import sheets
from tests.kk import COUNTER, KASI, OPERATOR, accepted, taken, touch
from tests.office import Later, opened
from tests.shared.rules.paper.test_sheets import GOOD, PDF, print_kk, with_pdf

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
