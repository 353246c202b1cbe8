"""The papers' office: its officers have names, and what a PDF says can be read."""

from collections.abc import Iterator

import pytest

from shared.documents import maker
from shared.rules import staff
from shared.rules.office import Here

OFFICERS = (
    ("sari", "Sari Percobaan", staff.COUNTER),
    ("bambang", "Bambang Contoh", staff.SECTION_HEAD),
    ("dewi", "Dewi Contoh", staff.OPERATOR),
)


@pytest.fixture
def people(office: Here) -> None:
    """The three posts of the standard, each with a person."""
    for username, name, role in OFFICERS:
        staff.add(username, name, [role], "rahasia-latihan")


@pytest.fixture(scope="session", autouse=True)
def _no_child_left() -> Iterator[None]:
    yield
    maker.close()
