"""Every address of the system and who may open it: the newcomer's map, and a change on purpose."""

from pathlib import Path

import pytest

from shared import config
from shared.rules.admin import people
from shared.rules.common import staff
from shared.web import guards
from tests.office import PASSWORD

MAP = Path(__file__).with_name("routes.txt")
_VALUES = {
    "counter": "1",
    "row": "1",
    "file": "1",
    "number": "A-001",
    "name": "000001-x",
    "ending": "png",
    "filename": "css/desk.css",
    "kind": "tanda-terima",
    "year": "2026",
    "month": "11",
    "quarter": "4",
    "media": "a4",
    "content": "0",
    "code": "pledge",
    "period": "2026-11",
    "revision": "0",
    "label": "01",
    "objective": "SM-01",
}


@pytest.fixture
def settings(tmp_path):
    """A real office: practice opens more doors."""
    return config.load({}, data=tmp_path / "data", voice="off")


def _guards(app, part):
    """The roles that the part's guards let in, or nothing where a part has no guard."""
    hung = app.before_request_funcs.get(part, [])
    return [guard.guard for guard in hung if hasattr(guard, "guard")]


def _part(rule):
    return rule.endpoint.rpartition(".")[0] or rule.endpoint


def _line(app, rule):
    part, methods = _part(rule), ",".join(sorted(rule.methods - {"HEAD", "OPTIONS"}))
    roles = [role for found in _guards(app, part) for role in found]
    who = "public" if part in guards.PUBLIC else "anyone signed in"
    if part in guards.PRACTICE_ONLY:
        who = "practice only"
    if roles:
        who = "anyone signed in" if set(roles) == set(staff.ROLES) else " ".join(roles)
    return f"{methods:<4} {rule!s:<52} {who}"


def test_the_map_of_addresses_is_as_it_stands(app):
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (str(rule), sorted(rule.methods)))
    assert MAP.read_text("utf-8").splitlines() == [_line(app, rule) for rule in rules]


def test_every_part_is_guarded_or_on_the_short_public_list(app):
    parts = {_part(rule) for rule in app.url_map.iter_rules()}
    unguarded = guards.PUBLIC | guards.PRACTICE_ONLY
    assert {part for part in parts if not _guards(app, part)} == unguarded
    assert not [part for part in guards.PUBLIC if part in parts and _guards(app, part)]


def _guarded(app):
    """Each guarded address and method, with the roles that may use it."""
    for rule in app.url_map.iter_rules():
        part = _part(rule)
        if part not in guards.PUBLIC | guards.PRACTICE_ONLY:
            with app.test_request_context():
                path = app.url_for(rule.endpoint, **{n: _VALUES[n] for n in rule.arguments})
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                yield method, path.replace("http://localhost", ""), _guards(app, part)[0]


def test_nobody_gets_past_a_guard_without_signing_in(app, client):
    opened = {}
    for method, path, _ in _guarded(app):
        answer = client.open(path, method=method, headers={"Accept": "application/json"}, json={})
        if (answer.status_code, set(answer.get_json())) != (401, {"code", "message"}):
            opened[method, path] = answer.status_code
    assert opened == {}


@pytest.mark.parametrize("role", staff.ROLES)
def test_only_the_named_roles_get_past_a_guard(app, client, role):
    people.add("coba", "Coba Percobaan", [role], PASSWORD)
    client.post("/masuk", data={"username": "coba", "password": PASSWORD})
    wrong = {}
    for method, path, roles in _guarded(app):
        answer = client.open(path, method=method, headers={"Accept": "application/json"}, json=[])
        refused = answer.status_code == 403 and answer.get_json()["code"] == "not-allowed"
        if refused == (role in roles):
            wrong[method, path] = answer.status_code
    assert wrong == {}
