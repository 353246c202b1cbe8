"""A citizen's receipt on A4 tells a code: printed once, sealed until then, then gone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shared.errors import NotFound, Refused
from shared.records import SheetJob
from shared.rules.applications import seat_lists
from shared.rules.common.office import Here
from shared.rules.paper import own_papers, sheets
from tests.kk import COUNTER, OPERATOR, touch

pytestmark = [pytest.mark.usefixtures("office"), pytest.mark.clause("11.3")]

WORDS = b"%PDF-1.7 Kode 4711: petugas minta uang"


def asked(press: str = "") -> SheetJob:
    return own_papers.ask_receipt(WORDS, 1, press or touch(), COUNTER)


def kept(office: Here) -> list[Path]:
    return list((office.settings.data / "papers").iterdir())


def released() -> SheetJob:
    """The next job as far as the printer."""
    row = sheets.claim_next("station-1", "sheet")
    assert row is not None
    sheets.step(row, sheets.HELD, cups_job=7, cups_uuid="urn:uuid:x", queue="KK")
    sheets.step(row, sheets.RELEASING)
    return sheets.step(row, sheets.PRINTING)


def printed(_job: SheetJob) -> None:
    sheets.printed(released(), "printer", 1)


def failed(_job: SheetJob) -> None:
    sheets.step(released(), sheets.FAILED)


def uncertain(_job: SheetJob) -> None:
    sheets.step(released(), sheets.UNCERTAIN)


def answered(job: SheetJob) -> None:
    uncertain(job)
    sheets.answer(job.id, False, 0, OPERATOR)


def cancelled(job: SheetJob) -> None:
    sheets.cancel(job.id, OPERATOR)


def test_it_lies_sealed_and_prints_as_it_was_made(office: Here) -> None:
    job = asked()
    (file,) = kept(office)
    assert WORDS not in file.read_bytes()
    assert b"4711" not in file.read_bytes()
    assert sheets.content(job) == WORDS


@pytest.mark.parametrize("end", [printed, failed, uncertain, answered, cancelled])
def test_it_is_gone_as_soon_as_its_print_is_over(
    office: Here, end: Callable[[SheetJob], None]
) -> None:
    job = asked()
    end(job)
    assert kept(office) == []
    with pytest.raises(NotFound, match="dihapus"):
        sheets.content(sheets.fresh(job))


@pytest.mark.parametrize("end", [printed, failed, answered, cancelled])
def test_the_list_of_prints_never_makes_another(end: Callable[[SheetJob], None]) -> None:
    job = asked()
    end(job)
    assert not seat_lists.sheet(sheets.fresh(job)).may_reprint
    with pytest.raises(Refused, match="yang mencatatnya"):
        sheets.reprint(job.id, "KERTAS_MACET", None, touch(), OPERATOR)
    assert SheetJob.select().count() == 1


def test_the_end_of_one_leaves_the_other_though_they_say_the_same(office: Here) -> None:
    first, second = asked(), asked()
    sheets.cancel(first.id, OPERATOR)
    assert sheets.content(second) == WORDS
    assert len(kept(office)) == 1


def test_the_same_press_is_one_print_even_after_its_end(office: Here) -> None:
    press = touch()
    job = asked(press)
    printed(job)
    assert asked(press).id == job.id
    assert kept(office) == []
