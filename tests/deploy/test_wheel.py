"""What an office installs: the whole program with its data, without what only we need."""

from functools import cache
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from deploy import vendor
from deploy.environment import ROOT

ONLY_OURS = ("tests/", "deploy/benchmarks/", "deploy/bench", "deploy/test", "node_modules/")


@cache
def _inside() -> frozenset[str]:
    """Every file of the wheel, by its name in it."""
    builder = WheelBuilder(str(ROOT))
    return frozenset(file.distribution_path for file in builder.recurse_included_files())


def _ours(pattern: str) -> set[str]:
    """Files of this repository, by the names that they should have in the wheel."""
    parts = ("kiosk", "printstation", "display", "shared", "deploy")
    found = (path for part in parts for path in (ROOT / part).glob(pattern) if path.is_file())
    names = {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}
    return {name for name in names if not name.startswith(ONLY_OURS)}


@pytest.mark.parametrize(
    "pattern",
    [
        "**/*.py",
        "**/templates/**/*",
        "**/static/**/*",
        "**/translations/**/*",
        "standard/**/*",
        "layouts/**/*",
        "cups/*",
        "system/**/*",
    ],
)
def test_everything_of_this_kind_is_inside(pattern: str) -> None:
    ours = _ours(pattern)
    assert ours
    assert ours - _inside() == set()


def test_what_the_set_up_makes_is_inside() -> None:
    made = {
        (Path("shared/web/static/vendor") / place).as_posix() for place in vendor.FILES.values()
    }
    assert any(name.endswith(".mo") for name in _inside())
    for place in made:
        assert any(name == place or name.startswith(f"{place}/") for name in _inside()), place


def test_what_only_we_need_is_not_inside() -> None:
    assert [name for name in sorted(_inside()) if name.startswith(ONLY_OURS)] == []
    assert {name.partition("/")[0] for name in _inside()} == {
        "kiosk",
        "printstation",
        "display",
        "shared",
        "deploy",
    }


def test_an_installed_office_can_train() -> None:
    assert {f"deploy/practice/{name}.py" for name in ("day", "files", "complaints", "stories")} <= (
        _inside()
    )


def test_nothing_inside_needs_the_benchmarks() -> None:
    ours = [name for name in _inside() if name.endswith(".py")]
    assert [name for name in ours if "deploy.benchmarks" in (ROOT / name).read_text("utf-8")] == []
