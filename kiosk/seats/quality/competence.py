"""Competence `/kompetensi`: the posts of clause 9 against the people; one's own line."""

from datetime import date, timedelta
from typing import Annotated

from flask import Blueprint
from pydantic import Field

from kiosk.seats.common import page
from kiosk.seats.common.shapes import ID, Code, Done, Line, Press, Seen
from shared import clock
from shared.errors import N_, NotFound
from shared.rules.common import dates, staff
from shared.rules.common.office import here
from shared.rules.quality import competence
from shared.web import guards
from shared.web.api import Body, Nothing, describe

bp = Blueprint("competence", __name__, url_prefix="/kompetensi")
bp.before_request(guards.seat(*staff.ROLES))

api = Blueprint("competence_api", __name__, url_prefix="/api/v1/competence")
api.before_request(guards.seat(*competence.EDITORS))

_EARLIEST = date(1960, 1, 1)
_LONGEST_VALID = timedelta(days=20 * 366)
Words = Annotated[str, Field(max_length=competence.LONGEST)]
Skill = Annotated[str, Field(max_length=400)]


class Competent(Seen):
    """A person's education, skills, and since when they do the work of a post (`23-11-2026`)."""

    education: Line = Field("", title="Pendidikan")
    skills: list[Skill] = Field([], max_length=40, title="Keterampilan")
    since: dict[Code, Line] = Field({}, max_length=20, title="Berpengalaman sejak")


class TrainingHeld(Body):
    """A training that somebody has had; `touch` is a UUID of this press alone."""

    touch: Press
    name: Words = Field(title="Nama pelatihan")
    organiser: Words = Field("", title="Penyelenggara")
    held_on: Line = Field(title="Tanggal pelatihan")
    valid_until: Line = Field("", title="Berlaku sampai")


@bp.get("")
def matrix() -> str:
    """The matrix for those who answer for it; for everybody else their own line."""
    me = guards.require_officer()
    if not _reads(me):
        return _person(me.id, me.name)
    posts = competence.matrix()
    return page.draw(
        "seats/quality/competence.html",
        posts=posts,
        met=competence.met(posts=posts),
        people=[one for one in staff.everybody() if one.active],
    )


@bp.get(f"/{ID}")
def person(row: int) -> str:
    """One person: what their posts ask for, what they have, their training log."""
    me = guards.require_officer()
    name = staff.name_of(row)
    if not name or not (_reads(me) or me.id == row):
        raise NotFound(N_("Halaman ini tidak ada."))
    return _person(row, name)


@api.post(f"/{ID}")
@describe("Keep what a person has of what posts ask", body=Competent, returns={200: Done})
def record(asked: Competent, row: int) -> Done:
    since = {
        role: _day(text, "tanggal mulai") for role, text in asked.since.items() if text.strip()
    }
    competence.record(row, asked.education, asked.skills, since, guards.actor(), seen=asked.seen)
    return Done()


@api.post(f"/{ID}/trainings")
@describe("Add a training to a person's log", body=TrainingHeld, returns={201: Done})
def train(asked: TrainingHeld, row: int) -> tuple[Done, int]:
    until = (
        dates.day(
            asked.valid_until, "masa berlaku", _EARLIEST, clock.service_day() + _LONGEST_VALID
        )
        if asked.valid_until.strip()
        else None
    )
    competence.train(
        asked.touch,
        row,
        asked.name,
        _day(asked.held_on, "tanggal pelatihan"),
        guards.actor(),
        organiser=asked.organiser,
        valid_until=until,
    )
    return Done(), 201


@api.post(f"/trainings/{ID}/strike")
@describe("Strike a training that was written down by mistake", returns={200: Done}, body=Nothing)
def strike(_nothing: Nothing, row: int) -> Done:
    competence.strike(row, guards.actor())
    return Done()


def _person(staff_id: int, name: str) -> str:
    standard, today = here().standard, clock.service_day()
    me = guards.require_officer()
    posts = standard.competence_on(today)
    return page.draw(
        "seats/quality/competence_person.html",
        person=(staff_id, name),
        found=competence.of(staff_id),
        levels=standard.education_on(today),
        skills=list(dict.fromkeys(skill for post in posts for skill in post.skills)),
        courses=sorted({course for post in posts for course in post.training}),
        posts=[(post.role, post.post) for post in posts],
        reads=_reads(me),
        may=not set(me.roles).isdisjoint(competence.EDITORS),
        longest=competence.LONGEST,
        today=today,
    )


def _reads(me: staff.Officer) -> bool:
    return not set(me.roles).isdisjoint(competence.READERS)


def _day(text: str, what: str) -> date:
    return dates.day(text, what, _EARLIEST, clock.service_day())
