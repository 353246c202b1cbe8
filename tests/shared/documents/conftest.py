"""The papers' office: its officers have names, and what a PDF says can be read."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from shared.documents import kk_check, maker
from shared.documents.kk_check import Findings
from shared.rules.admin import people as hiring
from shared.rules.common import staff
from shared.rules.common.office import Here
from tests.devices.signed_pdf import SignedPapers
from tests.shared.documents.judging import LARGEST, NOW, Judge

OFFICERS = (
    ("sari", "Sari Percobaan", staff.COUNTER),
    ("bambang", "Bambang Contoh", staff.SECTION_HEAD),
    ("dewi", "Dewi Contoh", staff.OPERATOR),
)


@pytest.fixture
def people(office: Here) -> None:
    """The three posts of the standard, each with a person."""
    for username, name, role in OFFICERS:
        hiring.add(username, name, [role], "rahasia-latihan")


@pytest.fixture(scope="session", autouse=True)
def _no_child_left() -> Iterator[None]:
    yield
    maker.close()


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> SignedPapers:
    """KK-like PDFs with real signatures of a test CA."""
    found = SignedPapers(tmp_path_factory.mktemp("kk"))
    assert found.roots.is_dir()
    return found


@pytest.fixture(scope="session")
def judged(papers: SignedPapers) -> Callable[[str], Findings]:
    """What is found in each of them, looked at once."""

    def check(name: str) -> Findings:
        pdf = papers[name].read_bytes()
        return kk_check.check(pdf, trust=papers.roots, moment=NOW, largest=LARGEST)

    return cache(check)


@pytest.fixture
def judge(papers: SignedPapers) -> Judge:
    """Checks a PDF against the office's trust list."""

    def check(
        pdf: bytes, *, pin: str = "", trust: Path | None = None, moment: datetime = NOW
    ) -> Findings:
        return kk_check.check(
            pdf, trust=trust or papers.roots, moment=moment, largest=LARGEST, pin=pin
        )

    return check
