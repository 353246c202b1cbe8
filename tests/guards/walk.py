"""Every page of the staff, opened once by everybody who may, in a practice office with a full day.

What is told of each visit: the statements that it sent to the database, what its templates were
given, searched for sealed values and for rows of tables, and the static files that it names.
"""

import re
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flask import Flask, template_rendered
from peewee import Model
from pydantic import BaseModel
from werkzeug.routing import Rule

from deploy import app as composition
from deploy import environment, prepare
from deploy.practice import day
from shared import clock, config, db
from shared.records import TABLES, Application, Complaint, CorrectiveAction, Incident
from shared.records.base import SealedField
from shared.rules import queue
from shared.rules.applications import view as files
from shared.rules.common.office import close_office, here
from shared.rules.complaints import names as complaints
from shared.rules.corrective import view as actions
from shared.rules.paper import long_papers
from shared.rules.quality import drafts, incidents
from tests.complaint_book import people
from tests.office import PASSWORD

_DEEPEST = 12
_SEALED, _BETWEEN = re.compile(r"\d{16}"), re.compile(r"[ .-]")
FILE = re.compile(r'"([^"<>]*/static/[^"<>]*)"')
"""A static file that a page names."""
MARK = '<aside class="practice" aria-label="LATIHAN">'
_LARGE = {"sheet"}  # a closed month: its own test looks into it


@dataclass
class Visit:
    """One page opened by one role."""

    endpoint: str
    role: str
    path: str
    status: int = 0
    statements: Counter[str] = field(default_factory=Counter)
    sealed: set[str] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    marked: bool = True


def walk(data: Path) -> list[Visit]:
    """All visits that were answered with a page."""
    with practice_office(data) as app:
        planted = _plant()
        visits = [
            visit for who in people().everybody().values() for visit in _all(app, who, planted)
        ]
    return [visit for visit in visits if visit.status == 200]


@contextmanager
def practice_office(data: Path) -> Iterator[Flask]:
    """The application of a practice office with a full day and everybody who works there."""
    chosen = environment.chosen({}, data=str(data), demo=True, now="2026-11-23T10:00")
    settings = config.load(chosen)
    prepare.database(settings)
    day.make_day(settings)
    app = composition.compose(here())
    app.extensions["antrean.examination"] = NobodyLooks()
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    try:
        long_papers.ask("register", "2026-11", "x", people().bambang)
        leak()
        draft()
        yield app
    finally:
        app.extensions["antrean.speaker"].close()
        close_office()


class NobodyLooks:
    """Stands in for `found.Examination`: no process is started for each hostile press."""

    def start(self) -> None:
        """Nothing happens."""

    def is_busy(self) -> bool:
        """Never."""
        return False

    def bundle(self) -> tuple[str, bytes]:
        """An empty one."""
        return "bantuan.zip", b""


def leak() -> None:
    """Personal data went astray this morning, and an officer wrote it down."""
    known, touch = clock.now() - timedelta(hours=1), "6f1c6a52-2d0e-4c53-9a38-000000000001"
    one = incidents.Happened(touch, "KEBOCORAN_DATA", known, known, "Daftar terkirim salah.")
    incidents.write(one, people().sari)


def draft() -> None:
    """The section's head words a clause of the standard anew."""
    begun = drafts.prepare(people().bambang)
    worded = {"12": drafts.Wording("Camat menjamin pelayanan yang jujur.")}
    drafts.change(begun.id, worded, "Lebih jelas.", people().bambang, seen=begun.version)


def guards_of(app: Flask, rule: Rule) -> list[Any]:
    """The guards that let people into the part of that address."""
    part = rule.endpoint.rpartition(".")[0]
    return [one for one in app.before_request_funcs.get(part, []) if hasattr(one, "guard")]


def _plant() -> set[str]:
    """Each sealed field of each row holds something that stands nowhere else."""
    planted: set[str] = set()
    with db.transaction():
        for table in TABLES:
            sealed = [one for one in table._meta.sorted_fields if isinstance(one, SealedField)]
            for row in table.select() if sealed else ():
                for one in sealed:
                    if one.name not in _LARGE:
                        value = "".join(secrets.choice("0123456789") for _ in range(16))
                        setattr(row, one.name, value)
                        planted.add(value)
                row.save()
    return planted


def _all(app: Flask, who: Any, planted: set[str]) -> Iterator[Visit]:
    with app.test_client() as browser:
        browser.post("/masuk", data={"username": who.who, "password": PASSWORD})
        if who.role == "petugas_loket":
            queue.sit(1, who, take_over=True)
        for rule in sorted(app.url_map.iter_rules(), key=str):
            guarded = guards_of(app, rule)
            if not guarded or "GET" not in (rule.methods or ()) or not is_page(rule):
                continue
            if not any(who.role in one.guard for one in guarded):
                continue
            for path in paths(str(rule)):
                visit = Visit(rule.endpoint, who.role, path)
                with _watched(app, visit, planted):
                    answer = browser.get(path)
                visit.status = answer.status_code
                if answer.mimetype == "text/html":
                    visit.files.update(FILE.findall(answer.text))
                    visit.marked = MARK in answer.text
                yield visit


def is_page(rule: Rule) -> bool:
    return not re.search(r"^/api/|/static/|\.pdf$|\.<", str(rule))


@cache
def _one_of_each(table: type[Model], data: Path) -> list[Any]:
    """One row in each state, of those of that office."""
    return list({row.state: row for row in table.select()}.values())


def paths(rule: str) -> list[str]:
    """The address with one example each of everything that it can tell of."""
    if "<number>" in rule:
        rows, text = {
            "/pengaduan-kantor": (Complaint, complaints.number_of),
            "/insiden": (Incident, incidents.number_of),
            "/ptpp": (CorrectiveAction, lambda row: actions.number_text(row.year, row.number)),
        }.get(
            rule.partition("/<")[0],
            (Application, lambda row: files.number_text(row.year, row.number)),
        )
        found = _one_of_each(rows, here().settings.data)
        return [rule.replace("<number>", text(row)) for row in found]
    values = {"year": "2026", "month": "11", "quarter": "3", "row": "1", "file": "1"}
    values |= {"period": "2026-11", "objective": "SM-01", "label": "00", "name": "queue.toml"}
    return [re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda found: values.get(found[1], "1"), rule)]


@contextmanager
def _watched(app: Flask, visit: Visit, planted: set[str]) -> Iterator[None]:
    ask = db.database.execute_sql

    def count(sql: str, params: Any = None, *rest: Any, **more: Any) -> Any:
        visit.statements[f"{sql} {params}"] += 1
        return ask(sql, params, *rest, **more)

    def search(_: Flask, context: dict[str, Any], **__: Any) -> None:
        given = {
            name: context[name] for name in context.keys() - {"g", "request", "session", "config"}
        }
        for trail, leaf in _leaves(given, "", 0, set()):
            if isinstance(leaf, Model):
                visit.rows.add(f"{trail} ({type(leaf).__name__})")
            elif not planted.isdisjoint(_SEALED.findall(_BETWEEN.sub("", leaf))):
                visit.sealed.add(trail)

    with ExitStack() as stack:
        stack.enter_context(patch.object(db.database, "execute_sql", count))
        stack.enter_context(template_rendered.connected_to(search, app))
        yield


def _leaves(thing: Any, trail: str, depth: int, seen: set[int]) -> Iterator[tuple[str, Any]]:
    """Every text and every row inside of what a template was given, with the way to it."""
    if isinstance(thing, str):
        yield trail, thing
        return
    published = type(thing).__module__.startswith("shared.standard")
    if published or id(thing) in seen or depth > _DEEPEST:
        return
    seen.add(id(thing))
    if isinstance(thing, Model):
        yield trail, thing
    for name, value in _parts(thing):
        yield from _leaves(value, f"{trail}.{name}".strip("."), depth + 1, seen)


def _parts(thing: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, dict):
        for key, value in list(thing.items()):
            yield (str(key) if isinstance(key, str) else "[]"), value
    elif isinstance(thing, list | tuple | set | frozenset):
        yield from (("[]", value) for value in thing)
    elif isinstance(thing, Model):
        yield from thing.__data__.items()
    elif isinstance(thing, BaseModel):
        yield from vars(thing).items()
    elif is_dataclass(thing) and not isinstance(thing, type):
        yield from ((one.name, getattr(thing, one.name)) for one in fields(thing))
