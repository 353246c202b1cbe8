"""A name means one thing in its package, and code is laid out by the formatter alone."""

import ast
from collections import defaultdict

from deploy.environment import ROOT

_PACKAGES = ("deploy", "display", "kiosk", "printstation", "shared")
_TABLES_LAID_OUT_BY_HAND = 40


def _modules():
    for part in (*_PACKAGES, "tests"):
        for path in sorted((ROOT / part).rglob("*.py")):
            if not {"node_modules", "migrations"} & set(path.parts):
                yield path


def test_no_two_public_classes_of_a_package_share_a_name():
    found = defaultdict(list)
    for path in _modules():
        place = path.relative_to(ROOT)
        if place.parts[0] in _PACKAGES:
            depth = 2 if place.parts[0] == "shared" else 1
            for one in ast.parse(path.read_text("utf-8")).body:
                if isinstance(one, ast.ClassDef) and not one.name.startswith("_"):
                    found["/".join(place.parts[:depth]), one.name].append(str(place))
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_no_public_function_returns_a_dict_of_anything():
    found = [
        f"{path.relative_to(ROOT)}:{one.name}"
        for path in _modules()
        if path.relative_to(ROOT).parts[0] in _PACKAGES
        for one in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
        if one.returns and ast.unparse(one.returns) == "dict[str, Any]"
    ]
    assert found == []


def test_few_tables_are_laid_out_by_hand():
    skips = [path for path in _modules() for _ in range(path.read_text("utf-8").count("# fmt: "))]
    assert len(skips) <= _TABLES_LAID_OUT_BY_HAND
