"""Whoever may not see a restricted complaint cannot tell that it exists, whatever they open.

Two offices live the same day; in one of them there is one restricted complaint more. Everybody who
may not see it, the person accused among them, opens every address that they can: both offices
answer with the same bytes and headers.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from deploy import app as composition
from shared import clock, config
from shared.documents import maker
from shared.errors import AppError
from shared.records import Complaint, CorrectiveAction
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.common.office import here
from shared.rules.complaints import entry, escalation, handling, sight, states
from shared.rules.complaints.view import view
from shared.rules.corrective import actions
from shared.rules.corrective.view import number_text
from shared.web import guards
from tests.complaint_book import People, people, wish
from tests.office import PASSWORD, examples, opened, take
from tests.photos import small

_BEGINS = datetime(2026, 11, 23, 2, tzinfo=UTC)
# What no two pages share, whoever asks for them and whatever there is to see.
_ONCE = re.compile(
    r'nonce(?:=|-)"?[\w-]+|name="csrf-token" content="[^"]*"|"csrf_token"[^>]*value="[^"]*"'
    r"|(?:value|content)=\"[\w.-]{60,}\"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
_HEADERS = ("Content-Length", "Content-Type", "ETag", "Last-Modified", "Location")
_OUTSIDE = ("/kertas", "/static", "/v-", "/suara", "/kios/baca", "/papan/static", "/keluar")
_MANNERS = st.fixed_dictionaries(
    {
        "topic": st.sampled_from(["UANG", "PETUGAS", "LAMA"]),
        "channel": st.sampled_from([entry.TOUCH, entry.PHONE, entry.DESK]),
        "about": st.sampled_from(["", "sari", "bambang", "rina", "yusuf", "ratih"]),
        "steps": st.lists(
            st.sampled_from(["answer", "close", "ask", "late", "describe", "correct"])
        ),
        "place": st.integers(0, 3),
        "turned": st.booleans(),
    }
)


class Office:
    """One of the two offices: its people, and what each of them is answered at each address."""

    def __init__(self, who: People, app: Flask) -> None:
        self.who, self.app = who, app
        self.hidden: list[tuple[int, str, set[str]]] = []

    def answers(self, username: str, paths: Callable[[str], Iterator[str]]) -> dict[str, Any]:
        """What this person is answered at every address."""
        with self.app.test_client() as browser:
            if username:
                browser.post("/masuk", data={"username": username, "password": PASSWORD})
            found: dict[str, Any] = {}
            for rule in sorted(self.app.url_map.iter_rules(), key=str):
                part = rule.endpoint.rpartition(".")[0] or rule.endpoint
                if part in guards.PUBLIC and username or str(rule).startswith(_OUTSIDE):
                    continue
                if "GET" in (rule.methods or ()):
                    for path in paths(str(rule)):
                        got = browser.get(path)
                        kept = {name: got.headers.get(name) for name in _HEADERS[1:]}
                        said = got.get_data().decode(errors="replace")  # or a spreadsheet
                        found[path] = (got.status_code, kept, _ONCE.sub("", said))
                elif "/complaints/<" in str(rule):
                    for path in paths(str(rule)):
                        got = browser.post(path, json={"text": "Baik.", "seen": 99})
                        found[f"POST {path}"] = (got.status_code, got.text)
            got = browser.post("/pengaduan-kantor", data={"cari": "petugas"})
            found["search"] = (got.status_code, got.headers.get("Location"))
        return found


class _Clock:
    def __init__(self) -> None:
        self.at = _BEGINS

    def __call__(self) -> datetime:
        return self.at


@contextmanager
def _office(data: Path) -> Iterator[tuple[Office, _Clock]]:
    """An office of its own whose clock stands still between two steps of the story."""
    data.mkdir()
    for name in ("personal.key", "secret.key"):
        (data / name).write_bytes(b"k" * 32)
    settings = config.load({}, data=data, practice=True, voice="off")
    ticking = _Clock()
    with ExitStack() as stack:
        stack.enter_context(patch.object(clock, "now", ticking))
        stack.enter_context(opened(settings))
        stack.enter_context(patch.object(maker, "make", _said))
        app = composition.compose(here())
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        stack.callback(app.extensions["antrean.speaker"].close)
        yield Office(people(), app), ticking


def _said(paper: Any) -> bytes:
    """What a paper says, instead of its drawing: the same words make the same sheet."""
    return repr(paper).encode()


def _touch(place: int) -> str:
    return str(uuid.UUID(int=0xA << 60 | place))


def _live(office: Office, ticking: _Clock, manner: dict[str, Any] | None) -> None:
    """A day of the office, with the restricted complaint of that manner where one is asked for."""
    who = office.who
    for place, topic in enumerate(("LAMA", "TEMPAT", "SALAH", "LAMA")):
        ticking.at += timedelta(minutes=10)
        if manner and manner["place"] == place:
            _restricted(office, manner)
        take()
        one = entry.enter(wish(touch=_touch(place), topic=topic), who.rina).complaint
        if place % 2:
            handling.classify(one.id, states.ORDINARY, who.rina)
            handling.report(one.id, "PELAYANAN", who.rina)
            handling.answer(one.id, "Sudah diperbaiki.", who.bambang)
            handling.describe(one.id, "Antrean lama", "Loket dibuka", who.rina)
    if manner:
        _go_on(office, ticking, manner)
    _correct(who.bambang, one.id, "Antrean lama.", touch=_touch(50))
    ticking.at = _BEGINS + timedelta(days=95)
    escalation.sweep()
    ticking.at += timedelta(minutes=10)


def _restricted(office: Office, manner: dict[str, Any]) -> None:
    who, turned = office.who, manner["turned"]
    about = getattr(who, manner["about"]).staff_id if manner["about"] else 0
    asked = wish(
        touch=_touch(99),
        topic="LAMA" if turned else manner["topic"],
        channel=manner["channel"],
        # In the words of the others, so that it would stand beside them.
        text=f"{wish().text} Petugas meminta uang.",
        photo=small(),
        straight=not turned,
        about_staff=0 if turned else about,
    )
    writer = who.rina if manner["about"] == "sari" else who.sari  # nobody writes of themselves
    by = CITIZEN if manner["channel"] in (entry.TOUCH, entry.PHONE) else writer
    one = entry.enter(asked, by).complaint
    if turned:
        handling.classify(one.id, states.SUPERVISORY, who.rina, about_staff=about or None)
    row = Complaint.get_by_id(one.id)
    seeing = {
        name
        for name, actor in vars(who).items()
        if sight.find(Complaint.id == row.id, sight.visible(sight.reader(actor.staff_id)))
        and not set(sight.READERS).isdisjoint({actor.role})
    }
    office.hidden.append((row.id, view(row).number, seeing))


def _go_on(office: Office, ticking: _Clock, manner: dict[str, Any]) -> None:
    who = office.who
    one, by = office.hidden[0][0], who.yusuf if manner["about"] == "ratih" else who.ratih
    steps: dict[str, Callable[[], object]] = {
        "answer": lambda: handling.answer(one, "Kami periksa.", by),
        "close": lambda: handling.close(one, by),
        "ask": lambda: handling.ask(one, "Kapan?", by),
        "late": lambda: escalation.sweep(),
        "describe": lambda: handling.describe(one, "Pungutan", "Diperiksa", by),
        "correct": lambda: _correct(by, one, "Pungutan.", touch=_touch(98)),
    }
    handling.classify(one, states.SUPERVISORY, by)
    for step in manner["steps"]:
        try:
            steps[step]()
        except AppError:
            continue


def _correct(by: Actor, complaint_id: int, words: str, touch: str) -> None:
    actions.issue(
        actions.Problem(
            touch=touch,
            source="complaint",
            problem=words,
            severity="major",
            unit="PELAYANAN",
            complaint_id=complaint_id,
        ),
        by,
    )


def _paths(
    numbers: list[str], ids: list[int], more: list[CorrectiveAction]
) -> Callable[[str], Iterator[str]]:
    """Each address with everything that somebody could type there."""

    def every(rule: str) -> Iterator[str]:
        values = {"year": "2026", "month": "11", "quarter": "4", "ending": "csv", "counter": "1"}
        values |= {"revision": "0", "period": "2026-11", "objective": "SM-09"}
        values |= {"media": "a4", "kind": "tanda-terima", "service": "KK", "code": "LAMA"}
        if "/pengaduan-kantor/<number>" in rule:
            yield from (rule.replace("<number>", one) for one in numbers)
        elif "/complaints/<" in rule:
            yield from (re.sub("<[^>]+>", str(one), rule) for one in ids)
        elif "/corrective-actions/<" in rule:
            yield from (re.sub("<[^>]+>", str(one.id), rule) for one in more)
        elif "/ptpp/<" in rule:
            yield from (rule.replace("<number>", number_text(one.year, one.number)) for one in more)
        elif "<token>" not in rule:
            yield re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda found: values.get(found[1], "1"), rule)

    return every


def _shared(office: Office) -> tuple[list[str], list[int]]:
    """Numbers and ids of the complaints that both offices have."""
    hidden = {one[0] for one in office.hidden}
    rows = [row for row in Complaint.select() if row.id not in hidden]
    return [view(row).number for row in rows], [row.id for row in rows]


@pytest.mark.clause("11.5")
@hypothesis_settings(
    max_examples=examples(2), deadline=None, suppress_health_check=list(HealthCheck)
)
@example(
    {
        "topic": "PETUGAS",
        "channel": entry.TOUCH,
        "about": "yusuf",
        "steps": ["correct", "answer", "close"],
        "place": 1,
        "turned": False,
    }
)
@example(
    {
        "topic": "LAMA",
        "channel": entry.PHONE,
        "about": "",
        "steps": ["answer"],
        "place": 0,
        "turned": True,
    }
)
@given(manner=_MANNERS)
def test_two_offices_that_differ_in_a_restricted_complaint_look_the_same(tmp_path_factory, manner):
    folder = tmp_path_factory.mktemp("two")
    seen: list[dict[str, dict[str, Any]]] = []
    with _office(folder / "with") as (office, ticking):
        _live(office, ticking, manner)
        numbers, ids = _shared(office)
        hidden_id, hidden_number, seeing = office.hidden[0]
        typed = _paths(
            [*numbers, hidden_number], [*ids, hidden_id], list(CorrectiveAction.select())
        )
        blind = [name for name in ("", *vars(office.who)) if name not in seeing]
        seen.append({name: office.answers(name, typed) for name in blind})
    with _office(folder / "without") as (office, ticking):
        _live(office, ticking, None)
        assert _shared(office) == (numbers, ids)
        seen.append({name: office.answers(name, typed) for name in blind})
    wrong = [
        (name, path)
        for name, pages in seen[0].items()
        for path, answer in pages.items()
        if answer != seen[1][name][path]
    ]
    assert not wrong
