"""The walk through all pages of the staff, made once for the guards that look at it."""

import pytest

from tests.guards.walk import Visit, walk


@pytest.fixture(scope="session")
def visits(tmp_path_factory: pytest.TempPathFactory) -> list[Visit]:
    """Every page of the staff as everybody saw it who may."""
    return walk(tmp_path_factory.mktemp("practice"))
