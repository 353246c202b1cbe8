"""The child that opens foreign PDFs: what goes wrong there stays there."""

import io
import resource
import subprocess
import sys

import pytest
from PIL import Image

from shared.documents import kk_check
from shared.errors import Invalid, Unavailable
from tests.devices.signed_pdf import PIN, SignedPapers, kk_pdf
from tests.shared.documents import hostile
from tests.shared.documents.judging import Judge

pytestmark = pytest.mark.clause("7.1")

MIB = 2**20
UNREADABLE = "tidak dapat diperiksa dengan aman"


class TestCage:
    """A PDF that eats time or memory, or kills its reader, harms nobody else."""

    def test_one_that_never_ends_runs_out_of_time(
        self, judge: Judge, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        limited(monkeypatch, "RLIMIT_CPU", 2)
        assert UNREADABLE in judge(hostile.crowd()).problems[0]

    def test_one_that_sleeps_is_not_waited_for(
        self, judge: Judge, papers: SignedPapers, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kk_check, "LONGEST_SECONDS", 0.5)
        monkeypatch.setattr(
            kk_check, "_COMMAND", (sys.executable, "-c", "import time; time.sleep(600)")
        )
        assert UNREADABLE in judge(papers.signed).problems[0]

    def test_one_that_eats_memory_is_stopped(
        self, judge: Judge, papers: SignedPapers, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        limited(monkeypatch, "RLIMIT_AS", 60 * MIB)
        assert UNREADABLE in judge(papers.signed).problems[0]

    @pytest.mark.parametrize("end", ["os._exit(3)", "os.kill(os.getpid(), 11)", "1/0"])
    def test_one_that_kills_its_reader_is_refused(
        self, end: str, judge: Judge, papers: SignedPapers, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kk_check, "_COMMAND", (sys.executable, "-c", f"import os; {end}"))
        assert UNREADABLE in judge(papers.signed).problems[0]

    def test_a_picture_beyond_all_memory_is_not_drawn(self) -> None:
        try:
            picture = kk_check.preview(hostile.huge_picture(), 1)
        except Invalid:
            return
        assert Image.open(io.BytesIO(picture)).width <= 1000

    def test_the_reader_may_write_no_file(self) -> None:
        limits = "from shared.documents import examiner as e; print(e._LIMITS)"
        said = subprocess.run(
            [sys.executable, "-c", limits], capture_output=True, text=True, check=True
        ).stdout
        assert f"{int(resource.RLIMIT_FSIZE)}: 0" in said
        assert f"{int(resource.RLIMIT_CPU)}: 20" in said
        assert f"{int(resource.RLIMIT_AS)}: {2**30}" in said

    def test_more_than_two_at_once_wait_or_are_told(
        self, judge: Judge, papers: SignedPapers, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kk_check, "TURN_SECONDS", 0.1)
        with kk_check._turns, kk_check._turns, pytest.raises(Unavailable, match="Coba lagi"):
            judge(papers.signed)


class TestPreview:
    """A picture of the page, for a look before it is printed."""

    def test_it_is_at_most_a_thousand_wide(self, papers: SignedPapers) -> None:
        picture = Image.open(io.BytesIO(kk_check.preview(papers.signed, 1)))
        assert (picture.format, picture.width) == ("PNG", 1000)
        assert abs(picture.height - 707) <= 2

    def test_each_page_is_its_own(self) -> None:
        pdf = kk_pdf(pages=2)
        assert kk_check.preview(pdf, 1) != kk_check.preview(pdf, 2)

    def test_it_shows_what_is_on_the_page(self, papers: SignedPapers) -> None:
        picture = Image.open(io.BytesIO(kk_check.preview(papers.signed, 1))).convert("L")
        assert picture.getextrema()[0] < 40

    def test_a_locked_one_needs_its_pin(self, papers: SignedPapers) -> None:
        pdf = papers["encrypted"].read_bytes()
        assert kk_check.preview(pdf, 1, pin=PIN).startswith(b"\x89PNG")
        with pytest.raises(Invalid):
            kk_check.preview(pdf, 1)

    @pytest.mark.parametrize("page", [0, -1, 2, 10**9])
    def test_a_page_that_is_not_there_is_refused(self, page: int, papers: SignedPapers) -> None:
        with pytest.raises(Invalid, match="tidak dapat ditampilkan"):
            kk_check.preview(papers.signed, page)

    def test_a_page_of_absurd_size_stays_small(self) -> None:
        pdf = hostile.changed(hostile.boxed(MediaBox=[0, 0, 20, 14400]))
        picture = Image.open(io.BytesIO(kk_check.preview(pdf, 1)))
        assert picture.height <= 2000


def limited(monkeypatch: pytest.MonkeyPatch, limit: str, most: int) -> None:
    """The examiner with one limit tighter."""
    code = (
        "import resource; from shared.documents import examiner;"
        f"examiner._LIMITS[resource.{limit}] = {most}; examiner.main()"
    )
    monkeypatch.setattr(kk_check, "_COMMAND", (sys.executable, "-c", code))
