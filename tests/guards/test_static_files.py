"""Every page names its static files by what is in them, and so do the files among themselves."""

import re
from pathlib import Path
from urllib.parse import urljoin

from flask.testing import FlaskClient

from deploy.environment import ROOT
from tests.guards.walk import FILE, Visit
from tests.office import take

_BY_CONTENT = re.compile(r"/v-[0-9a-f]{10}/(?:[a-z]+/)*static/.*")
_MAPPED = "/static/"
"""What begins so in a script is led to the address by content by the page's import map."""
_NAMED = {
    ".css": re.compile(r'url\("([^"]+)"\)'),
    ".js": re.compile(r'(?:^import|^(?:import|export|\}) .*?from) "([^"]+)"', re.M),
}
_IMPORTED = re.compile(r'import\("/static/[^"]+"\)')
_PUBLIC = ("/kios", "/kios/pengaduan", "/kios/pengaduan/lama", "/papan", "/masuk", "/status")


def _plain(files: set[str]) -> set[str]:
    return {file for file in files if not _BY_CONTENT.fullmatch(file)} - {_MAPPED}


def test_a_page_of_the_staff_names_no_file_by_its_plain_address(visits: list[Visit]) -> None:
    assert len(set().union(*(one.files for one in visits))) > 40
    assert {f"{one.path}: {file}" for one in visits for file in _plain(one.files)} == set()


def test_no_file_names_another_by_its_plain_address() -> None:
    found, named = [], 0
    for ending, pattern in _NAMED.items():
        for file in ROOT.glob(f"*/**/static/**/*{ending}"):
            if {"vendor", "node_modules", ".venv"}.isdisjoint(file.parts):
                others = pattern.findall(file.read_text())
                named += len(others)
                allowed = (
                    (".", _MAPPED) if ending == ".js" else (".", *"abcdefghijklmnopqrstuvwxyz")
                )
                found += [f"{file}: {one}" for one in others if not one.startswith(allowed)]
                rest = _IMPORTED.sub("", pattern.sub("", file.read_text()))
                found += [f"{file}: {one}" for one in re.findall(r"[\"'`(]/\S*static/.*", rest)]
    assert named > 200
    assert found == []


def test_what_citizens_open_is_named_by_content_to_the_last_import(client: FlaskClient) -> None:
    seen: set[str] = set()
    for page in (*_PUBLIC, f"/t/{take().token}"):
        answer = client.get(page)
        assert answer.status_code == 200, page
        seen |= set(FILE.findall(answer.text))
    root = next(file for file in seen if re.fullmatch(r"/v-[0-9a-f]+/static/", file))
    seen -= {root, _MAPPED}
    left = list(seen)
    while left:
        answer = client.get(file := left.pop(), buffered=True)
        assert answer.status_code == 200, file
        assert "immutable" in answer.headers["Cache-Control"], file
        pattern = _NAMED.get(Path(file).suffix)
        for other in pattern.findall(answer.text) if pattern and "/vendor/" not in file else ():
            if file.endswith(".js") and other.startswith(_MAPPED):
                other = root + other.removeprefix(_MAPPED)
            if (address := urljoin(file, other)) not in seen:
                seen.add(address)
                left.append(address)
    assert _plain(seen) == set()
    assert len(seen) > 40
