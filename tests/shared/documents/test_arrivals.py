"""PDFs that arrive in a folder: offered once and whole, never anything else of the machine."""

import os
import time
from pathlib import Path

import pytest

from shared.documents import arrivals
from shared.errors import NotFound, Unavailable
from tests.devices.signed_pdf import kk_pdf

MOST = 2**20


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which everything counts as settled at once."""
    monkeypatch.setattr(arrivals, "QUIET_SECONDS", 0)
    found = tmp_path / "unduhan"
    found.mkdir()
    return found


def names(folder: Path) -> list[str]:
    return [one.name for one in arrivals.waiting(folder, MOST)]


def test_a_whole_pdf_is_offered_with_its_size_and_fingerprint(folder: Path) -> None:
    data = kk_pdf()
    (folder / "KK Wati.PDF").write_bytes(data)
    (one,) = arrivals.waiting(folder, MOST)
    assert (one.name, one.size, len(one.sha256)) == ("KK Wati.PDF", len(data), 64)


def test_the_newest_comes_first(folder: Path) -> None:
    for at, name in enumerate(("a.pdf", "b.pdf", "c.pdf")):
        (folder / name).write_bytes(kk_pdf(mark=name))
        os.utime(folder / name, (1000 + at, 1000 + at))
    assert names(folder) == ["c.pdf", "b.pdf", "a.pdf"]


@pytest.mark.parametrize(
    "name", ["kk.pdf.crdownload", "kk.pdf.part", ".kk.pdf", "kk.txt", "kk.pdf~", "kk"]
)
def test_a_download_under_way_is_not_offered(folder: Path, name: str) -> None:
    (folder / name).write_bytes(kk_pdf())
    assert names(folder) == []


def test_a_file_that_still_grows_is_not_offered(folder: Path) -> None:
    data = kk_pdf()
    for part in (b"", data[:100], data[:-40], data + bytes(5000)):
        (folder / "kk.pdf").write_bytes(part)
        assert names(folder) == []
    (folder / "kk.pdf").write_bytes(data)
    assert names(folder) == ["kk.pdf"]


def test_a_file_touched_a_moment_ago_waits_even_when_it_looks_old(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "kk.pdf").write_bytes(kk_pdf())
    os.utime(folder / "kk.pdf", (1000, 1000))
    monkeypatch.setattr(arrivals, "QUIET_SECONDS", 60)
    assert names(folder) == []
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert names(folder) == ["kk.pdf"]


def test_what_is_no_pdf_or_too_large_is_not_offered(folder: Path) -> None:
    (folder / "palsu.pdf").write_bytes(b"PK\x03\x04" + bytes(3000) + b"%%EOF")
    (folder / "besar.pdf").write_bytes(kk_pdf() + b"%" * MOST)
    assert names(folder) == []


def test_the_same_file_twice_is_offered_once_and_both_go(folder: Path) -> None:
    for name in ("kk.pdf", "kk (1).pdf"):
        (folder / name).write_bytes(kk_pdf())
    (only,) = names(folder)
    with arrivals.taken(folder, only, MOST) as data:
        assert data == kk_pdf()
    assert names(folder) == []


def test_a_taken_file_leaves_only_when_all_went_well(folder: Path) -> None:
    (folder / "kk.pdf").write_bytes(kk_pdf())
    with pytest.raises(ZeroDivisionError), arrivals.taken(folder, "kk.pdf", MOST):
        raise ZeroDivisionError
    assert names(folder) == ["kk.pdf"]
    with arrivals.taken(folder, "kk.pdf", MOST) as data:
        assert data == kk_pdf()
    assert names(folder) == []
    assert list(folder.iterdir()) == []


def test_what_an_earlier_version_kept_is_deleted(folder: Path) -> None:
    arrivals.clear_used(folder)
    kept = folder / "sudah-dilampirkan"
    kept.mkdir()
    (kept / "0a1b2c3d kk.pdf").write_bytes(kk_pdf())
    (folder / "baru.pdf").write_bytes(kk_pdf())
    arrivals.clear_used(folder)
    assert list(kept.iterdir()) == []
    assert names(folder) == ["baru.pdf"]


@pytest.mark.parametrize(
    "name", ["../rahasia.pdf", "/etc/passwd", "dalam/kk.pdf", "..", ".", "", "x\0.pdf", "jauh.pdf"]
)
def test_no_name_leads_out_of_the_folder(folder: Path, name: str) -> None:
    (folder.parent / "rahasia.pdf").write_bytes(kk_pdf())
    (folder / "dalam").mkdir()
    (folder / "dalam" / "kk.pdf").write_bytes(kk_pdf())
    (folder / "jauh.pdf").symlink_to(folder.parent / "rahasia.pdf")
    with pytest.raises(NotFound, match="Muat ulang"), arrivals.taken(folder, name, MOST):
        pass
    assert names(folder) == []


def test_a_pipe_or_a_folder_of_that_name_is_no_arrival(folder: Path) -> None:
    os.mkfifo(folder / "pipa.pdf")
    (folder / "map.pdf").mkdir()
    assert names(folder) == []


def test_a_file_swapped_after_it_was_offered_is_not_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "kk.pdf").write_bytes(kk_pdf())
    arrivals.waiting(folder, MOST)
    monkeypatch.setattr(arrivals, "_read", lambda path: kk_pdf(mark="lain"))
    with pytest.raises(NotFound), arrivals.taken(folder, "kk.pdf", MOST):
        pass


def test_a_missing_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="Minta admin"):
        arrivals.waiting(tmp_path / "tidak-ada", MOST)
