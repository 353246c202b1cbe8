"""The document on its way to CUPS: private, for a moment, and the PIN with it."""

import io
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pikepdf
import pypdfium2
import pytest

from printstation.sheets import document
from shared import vault
from shared.errors import AppError, Invalid, Refused
from shared.records import JournalLine, SheetEvent, SheetJob
from shared.rules.applications import states
from shared.rules.applications.kk_documents import Verdict
from shared.rules.common.office import Here
from shared.rules.paper import pins, sheets
from tests.devices.print_room import Desk
from tests.devices.signed_pdf import PIN, SignedPapers, kk_pdf
from tests.kk import OPERATOR

LOCKED = Verdict(pages=1, signature=states.VALID, encrypted=True)


@pytest.fixture
def desk(office: Here) -> Desk:
    return Desk("virtual:")


@pytest.fixture(autouse=True)
def _private(office: Here) -> Iterator[None]:
    yield
    for path in pins.private_folder().iterdir():
        path.unlink()
    pins.private_folder().rmdir()


@pytest.fixture
def locked(tmp_path: Path, desk: Desk) -> SheetJob:
    return desk.print_kk(SignedPapers(tmp_path / "papers")["encrypted"].read_bytes(), LOCKED)


def test_it_is_the_original_in_a_file_of_our_own_that_goes_again(desk: Desk) -> None:
    content = kk_pdf(mark="asli")
    with document.private_file(desk.print_kk(content)) as path:
        assert path.read_bytes() == content
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert not path.exists()


def test_it_goes_even_when_the_hand_over_breaks_off(desk: Desk) -> None:
    with pytest.raises(OSError, match="kabel"), document.private_file(desk.print_kk()) as path:
        raise OSError("kabel")
    assert not path.exists()


def test_what_a_killed_station_left_is_removed(desk: Desk) -> None:
    left = pins.private_folder() / "SPD-0000000000.pdf"
    left.write_bytes(b"x")
    document.clear()
    assert not left.exists()


def test_a_damaged_original_is_not_handed_over(office: Here, desk: Desk) -> None:
    job = desk.print_kk()
    (stored,) = (office.settings.data / "kk").iterdir()
    stored.write_bytes(vault.seal_bytes(b"lain"))
    with pytest.raises(AppError, match="rusak"), document.private_file(job):
        pass


def test_the_copy_without_the_pin_shows_the_same_pages_dot_by_dot(locked: SheetJob) -> None:
    original = sheets.content(locked)
    sheets.give_pin(locked.id, PIN, OPERATOR)
    with document.private_file(locked) as path:
        assert _dots(path.read_bytes()) == _dots(original, PIN)
    assert sheets.content(sheets.fresh(locked)) == original


def _dots(pdf: bytes, pin: str | None = None) -> list[bytes]:
    """Every page as its dots."""
    with closing(pypdfium2.PdfDocument(pdf, password=pin)) as pages:
        return [page.render(scale=2).to_pil().tobytes() for page in pages]


def test_a_locked_pdf_is_opened_with_its_pin_which_is_then_gone(locked: SheetJob) -> None:
    sheets.give_pin(locked.id, PIN, OPERATOR)
    with document.private_file(locked) as path, pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        assert not pdf.is_encrypted
        assert len(pdf.pages) == 1
    assert pins.given() == set()
    with pytest.raises(document.PinMissing), document.private_file(locked):
        pass


def test_a_wrong_pin_is_refused_with_a_sentence(locked: SheetJob) -> None:
    sheets.give_pin(locked.id, "123456", OPERATOR)
    with pytest.raises(Refused, match="PIN"), document.private_file(locked):
        pass


def test_the_pin_is_written_nowhere_but_in_memory(office: Here, locked: SheetJob) -> None:
    sheets.give_pin(locked.id, PIN, OPERATOR)
    assert PIN not in repr([list(JournalLine.select().dicts()), list(SheetEvent.select().dicts())])
    for path in office.settings.data.rglob("*"):
        if path.is_file():
            assert PIN.encode() not in path.read_bytes(), path
    (kept,) = pins.private_folder().iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert str(pins.private_folder()).startswith("/dev/shm")


@pytest.mark.parametrize("pin", ["", "x" * 201, "a\0b"])
def test_a_pin_that_is_none_is_refused(locked: SheetJob, pin: str) -> None:
    with pytest.raises(Invalid):
        sheets.give_pin(locked.id, pin, OPERATOR)


def test_a_job_that_waits_for_no_pin_takes_none(desk: Desk) -> None:
    with pytest.raises(Refused):
        sheets.give_pin(desk.print_kk().id, PIN, OPERATOR)


def test_cancelling_forgets_the_pin(locked: SheetJob) -> None:
    sheets.give_pin(locked.id, PIN, OPERATOR)
    sheets.cancel(locked.id, OPERATOR)
    assert pins.given() == set()


def test_pins_of_jobs_that_are_over_are_forgotten_at_the_start(locked: SheetJob) -> None:
    sheets.give_pin(locked.id, PIN, OPERATOR)
    pins.keep(SheetJob(token=f"SPD-{uuid4().hex[:10]}"), PIN)
    document.clear()
    assert pins.given() == {locked.token}


def test_a_folder_that_others_may_read_is_not_used(office: Here) -> None:
    pins.private_folder().chmod(0o755)
    with pytest.raises(PermissionError):
        pins.private_folder()
    pins._place().chmod(0o700)
