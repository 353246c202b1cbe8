"""A KK whose file goes another way: what waits is not printed, its old PDF not used again."""

from collections.abc import Callable

import pytest

from shared.errors import NotFound, Refused
from shared.records import Application, Document, SheetJob
from shared.rules.applications import (
    decisions,
    kk_documents,
    kk_prints,
    process,
    seat_lists,
    states,
)
from shared.rules.applications.kk_documents import Verdict
from shared.rules.applications.view import ApplicationView, by_id
from shared.rules.common.office import Here
from shared.rules.paper import sheets
from tests import kk

pytestmark = [pytest.mark.usefixtures("office"), pytest.mark.clause("4.3")]

STATION = "station-1"
GOOD = Verdict(pages=1, signature=states.VALID, signer="Kepala Dinas Contoh")
LEAVES = {
    "return": lambda row: decisions.give_back(row, "CACAT_KEMUDIAN", kk.KASI, "nama salah"),
    "refer": lambda row: decisions.refer(row, "luar wewenang", kk.KASI),
    "withdraw": lambda row: decisions.withdraw(row, "tidak jadi", kk.COUNTER),
}


def with_pdf(data: bytes = b"%PDF-1.7 as signed") -> ApplicationView:
    """A file with the operator, its signed PDF attached."""
    file = process.begin(kk.accepted().id, kk.OPERATOR)
    kk_documents.attach(file.id, data, GOOD, kk.OPERATOR)
    return file


def ask(file: ApplicationView) -> SheetJob:
    """The print of its KK."""
    return kk_prints.ask(file.id, kk.touch(), kk.OPERATOR)


def again(job: SheetJob) -> SheetJob:
    """One more copy."""
    return sheets.reprint(job.id, "TINTA", None, kk.touch(), kk.OPERATOR)


def claim() -> SheetJob | None:
    """What the print station takes next."""
    return sheets.claim_next(STATION, sheets.DEFAULT_PRINTER)


@pytest.fixture(params=LEAVES.values(), ids=LEAVES)
def leave(request: pytest.FixtureRequest) -> Callable[[int], ApplicationView]:
    """A way on which a file leaves the operator."""
    return request.param


def test_a_waiting_kk_is_cancelled_and_its_pdf_let_go(leave, office: Here) -> None:
    file = with_pdf()
    job = ask(file)
    leave(file.id)
    assert claim() is None
    assert sheets.fresh(job).state == sheets.CANCELLED
    assert kk_documents.find(file.id) is None
    assert list((office.settings.data / "kk").iterdir()) == []


def test_a_kk_on_its_way_is_asked_back(leave) -> None:
    file = with_pdf()
    ask(file)
    job = claim()
    leave(file.id)
    assert sheets.fresh(job).cancel_asked


def test_another_copy_is_refused_and_not_offered(leave) -> None:
    file = with_pdf()
    job = ask(file)
    assert seat_lists.sheet(sheets.cancel(job.id, kk.OPERATOR)).may_reprint
    leave(file.id)
    with pytest.raises(Refused, match=states.LABELS[by_id(file.id).state]):
        again(job)
    assert not seat_lists.sheet(sheets.fresh(job)).may_reprint


def test_an_accepted_file_needs_a_new_pdf_after_its_return() -> None:
    file = with_pdf()
    ask(file)
    LEAVES["return"](file.id)
    decisions.resubmit(file.id, kk.COUNTER)
    decisions.declare_complete(file.id, kk.KASI)
    decisions.declare_valid(file.id, kk.KASI)
    process.begin(file.id, kk.OPERATOR)
    with pytest.raises(NotFound, match="Belum ada PDF"):
        ask(file)
    kk_documents.attach(file.id, b"%PDF-1.7 signed anew", GOOD, kk.OPERATOR)
    assert sheets.content(ask(file)) == b"%PDF-1.7 signed anew"


@pytest.mark.parametrize("state", sorted(set(states.STATES) - set(states.KK_PRINTED_IN)))
def test_the_station_takes_no_kk_of_a_file_that_is_elsewhere(state: str) -> None:
    file = with_pdf()
    job = ask(file)
    Application.update(state=state).where(Application.id == file.id).execute()
    own = sheets.ask_paper("papers/x.pdf", "0" * 64, 1, kk.touch(), kk.OPERATOR)
    assert claim().id == own.id
    assert sheets.fresh(job).state == sheets.CANCELLED


def test_an_old_sheet_that_turns_up_does_not_count_as_the_new_kk() -> None:
    file = with_pdf()
    ask(file)
    old = claim()
    sheets.step(old, sheets.UNCERTAIN)
    kk_documents.attach(file.id, b"%PDF-1.7 signed anew", GOOD, kk.OPERATOR)
    sheets.answer(old.id, True, 0, kk.OPERATOR)
    assert by_id(file.id).state == states.PROCESSING
    assert Document.select().where(Document.removed_at.is_null()).count() == 1
