"""What clause 9 asks of the people at the three posts, and what those who hold them have.

A requirement of a post is met when everybody who holds it meets it, and somebody does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared import clock, db, letters
from shared.errors import N_, Invalid, NotAllowed, NotFound
from shared.records import Qualification, Staff, Training
from shared.rules.common import journal, presses, staff, versions
from shared.rules.common import words as days
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.standard.clauses import Competence

EDITORS = (staff.SECRETARY, staff.ADMIN)
READERS = (*EDITORS, staff.CAMAT)
EDUCATION, TRAINING, SKILL, EXPERIENCE, NUMBER = (
    *("education", "training", "skill"),
    *("experience", "number"),
)
KINDS = {
    EDUCATION: N_("Pendidikan"),
    TRAINING: N_("Pelatihan"),
    SKILL: N_("Keterampilan"),
    EXPERIENCE: N_("Pengalaman"),
    NUMBER: N_("Jumlah orang"),
}
LONGEST = 120
SOON = timedelta(days=90)
_CHANGED = N_("Catatan ini baru saja diubah orang lain. Muat ulang.")


@dataclass(frozen=True)
class Had:
    """What is known of a person: `since` says from when on they have done the work of a post."""

    education: str = ""
    skills: tuple[str, ...] = ()
    since: Mapping[str, date] | None = None
    version: int = 0


@dataclass(frozen=True)
class Course:
    """A training that somebody has had; after `valid_until` it counts no more."""

    id: int
    name: str
    organiser: str
    held_on: date
    valid_until: date | None

    def counts_on(self, day: date) -> bool:
        """Whether it was held by then and has not run out."""
        return self.held_on <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Requirement:
    """One thing that a post asks for, whether this person has it, and what is to be said of it."""

    kind: str
    words: str
    met: bool
    note: str = ""
    soon: bool = False

    @property
    def label(self) -> str:
        """Which kind of requirement it is."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class Fit:
    """A person against a post that they hold."""

    id: int
    name: str
    role: str
    title: str
    requirements: tuple[Requirement, ...]

    @property
    def gaps(self) -> tuple[Requirement, ...]:
        """What they lack."""
        return tuple(one for one in self.requirements if not one.met)


@dataclass(frozen=True)
class StaffedPost:
    """A post: how many people it is to have, and those who hold it."""

    role: str
    title: str
    number: int
    holders: tuple[Fit, ...]
    asked: tuple[tuple[str, str], ...]

    @property
    def staffed(self) -> bool:
        """Whether as many hold it as the standard says, none too many."""
        return len(self.holders) == self.number

    @property
    def requirements(self) -> list[tuple[str, bool]]:
        """What is asked, and whether everybody who holds it has it; their number is part of it."""
        by_all = [
            (text, bool(self.holders) and all(one.requirements[place].met for one in self.holders))
            for place, (_, text) in enumerate(self.asked)
        ]
        return [*by_all, (f"{self.number} orang", self.staffed)]

    @property
    def met(self) -> tuple[int, int]:
        """How many requirements are met, of how many."""
        return sum(met for _, met in self.requirements), len(self.requirements)


@dataclass(frozen=True)
class OnRecord:
    """What is on record of a person, and how they fit each post that they hold."""

    had: Had
    trainings: tuple[Course, ...]
    fits: tuple[Fit, ...]


def matrix(day: date | None = None) -> list[StaffedPost]:
    """The posts of clause 9 against those who hold them now, as it stands on that day."""
    on = day or clock.service_day()
    people = [one for one in staff.everybody() if one.active]
    had, courses = _had(), _courses()
    return [
        StaffedPost(
            post.role,
            post.post,
            post.number,
            tuple(
                _fit(one.id, one.name, post, had.get(one.id, Had()), courses.get(one.id, ()), on)
                for one in people
                if post.role in one.own_roles
            ),
            tuple((one.kind, one.words) for one in _against(post, Had(), (), on)),
        )
        for post in here().standard.competence_on(on)
    ]


def met(day: date | None = None, posts: Sequence[StaffedPost] | None = None) -> tuple[int, int]:
    """Requirements met, and requirements: of the posts with their number of people.

    `posts`: the matrix of that day, for whoever has it already.
    """
    each = [post.met for post in (matrix(day) if posts is None else posts)]
    return sum(one for one, _ in each), sum(of for _, of in each)


def requirements(day: date | None = None) -> list[tuple[str, bool]]:
    """Every requirement of every post in words, in a fixed order, and whether it is met."""
    return [
        (f"{post.title}: {text}", met) for post in matrix(day) for text, met in post.requirements
    ]


def of(staff_id: int) -> OnRecord:
    """What is on record of a person, and how it stands against each post that they hold."""
    person = next((one for one in staff.everybody() if one.id == staff_id), None)
    had, courses = had_by(staff_id), trainings(staff_id)
    fits = _fits(person, person.roles, had, courses) if person else ()
    return OnRecord(had, courses, tuple(fits))


def short(person: staff.Officer, roles: Iterable[str]) -> list[Fit]:
    """The posts of these roles, held or not, whose requirements the person does not meet."""
    had, courses = had_by(person.id), trainings(person.id)
    return [fit for fit in _fits(person, roles, had, courses) if fit.gaps]


def warn(person: staff.Officer, roles: Iterable[str], by: Actor) -> None:
    """Write into the journal that roles were given to somebody who lacks what their posts ask.

    Which roles, and not what is lacking: that is theirs and of those who answer for them.
    """
    asked = {post.role for post in here().standard.competence_on(clock.service_day())} & set(roles)
    lacking = [fit.role for fit in short(person, asked)] if asked else []
    if lacking:
        journal.write(by, "competence.short", person.username, roles=lacking)


def had_by(staff_id: int) -> Had:
    """What is on record of a person, without the trainings."""
    row = _qualification(staff_id)
    return _of_row(row) if row else Had()


def trainings(staff_id: int) -> tuple[Course, ...]:
    """The training log of a person, newest first."""
    return _courses(Training.staff_id == staff_id).get(staff_id, ())


def record(
    staff_id: int,
    education: str,
    skills: Sequence[str],
    since: Mapping[str, date],
    by: Actor,
    *,
    seen: int,
) -> None:
    """Keep a person's education, skills, and since when they do the work of which post."""
    _require(by)
    username, today = _username(staff_id), clock.service_day()
    posts = here().standard.competence_on(today)
    if education and education not in {one.code for one in here().standard.education_on(today)}:
        raise Invalid(N_("Pilih pendidikan dari daftar."), code="education")
    if not set(skills) <= {skill for post in posts for skill in post.skills}:
        raise Invalid(N_("Pilih keterampilan dari daftar."), code="skills")
    if not set(since) <= {post.role for post in posts} or any(
        day > today for day in since.values()
    ):
        raise Invalid(N_("Pengalaman dimulai pada hari yang sudah lewat."), code="since")
    columns: dict[str, Any] = {
        "education": education or None,
        "skills": list(dict.fromkeys(skills)),
        "since": {role: day.isoformat() for role, day in since.items()},
        "changed_at": clock.now(),
        "changed_by": by.who,
    }
    with db.transaction():
        row = _qualification(staff_id)
        if row is None:
            versions.expect(Had(), seen, _CHANGED)
            Qualification.create(office=here().id, staff_id=staff_id, version=1, **columns)
        else:
            versions.expect(row, seen, _CHANGED)
            versions.change(row, _CHANGED, **columns)
        journal.write(by, "competence.recorded", username)


def train(
    touch: str,
    staff_id: int,
    name: str,
    held_on: date,
    by: Actor,
    *,
    organiser: str = "",
    valid_until: date | None = None,
) -> None:
    """Add a training to a person's log; the same press adds it once."""
    _require(by)
    username, today = _username(staff_id), clock.service_day()
    said, where = _tidy(name), _tidy(organiser)
    if not said or max(len(said), len(where)) > LONGEST:
        raise Invalid(
            N_("Tulis nama pelatihan, paling banyak %(most)s huruf."), code="name", most=LONGEST
        )
    if held_on > today:
        raise Invalid(N_("Pelatihan itu belum berlangsung."), code="held-on")
    if valid_until and valid_until < held_on:
        raise Invalid(
            N_("Masa berlaku berakhir sebelum pelatihan berlangsung."), code="valid-until"
        )
    with db.transaction():
        touch = presses.tidy(touch)
        if Training.select().where(Training.office == here().id, Training.touch == touch).exists():
            return
        Training.create(
            office=here().id,
            touch=touch,
            staff_id=staff_id,
            name=said,
            organiser=where,
            held_on=held_on,
            valid_until=valid_until,
            added_at=clock.now(),
            added_by=by.who,
        )
        journal.write(by, "competence.trained", username)


def strike(training_id: int, by: Actor) -> None:
    """Take a training that was written down by mistake out of the log; the row stays."""
    _require(by)
    with db.transaction():
        row = Training.get_or_none(
            Training.office == here().id, Training.id == training_id, Training.struck_at.is_null()
        )
        if row is None:
            raise NotFound(N_("Pelatihan ini tidak ada di catatan."), code="no-training")
        row.struck_at = clock.now()
        row.save()
        journal.write(by, "competence.struck", _username(row.staff_id))


def _fits(
    person: staff.Officer, roles: Iterable[str], had: Had, courses: Sequence[Course]
) -> list[Fit]:
    today, asked = clock.service_day(), set(roles)
    posts = [post for post in here().standard.competence_on(today) if post.role in asked]
    return [_fit(person.id, person.name, post, had, courses, today) for post in posts]


def _fit(
    staff_id: int, name: str, post: Competence, had: Had, courses: Sequence[Course], day: date
) -> Fit:
    found = tuple(_against(post, had, courses, day))
    return Fit(staff_id, name, post.role, post.post, found)


def _against(
    post: Competence, had: Had, courses: Sequence[Course], day: date
) -> Iterable[Requirement]:
    """Each requirement of the post in the order of the standard, against what a person has."""
    titles = {one.code: one.title for one in here().standard.education}
    ranks = {code: place for place, code in enumerate(titles)}
    learnt = ranks.get(had.education, -1)
    wanted = f"Paling rendah {titles[post.level]}"
    yield Requirement(
        EDUCATION, wanted, learnt >= ranks[post.level], titles.get(had.education, "belum dicatat")
    )
    for name in post.training:
        yield _training(name, courses, day)
    for skill in post.skills:
        yield Requirement(SKILL, skill.rstrip(" ;"), skill in had.skills)
    yield _experience(post, (had.since or {}).get(post.role), day)


def _training(name: str, courses: Sequence[Course], day: date) -> Requirement:
    wanted = _plain(name)
    held = [one for one in courses if _plain(one.name) == wanted and one.held_on <= day]
    valid = [one for one in held if one.counts_on(day)]
    ends = [one.valid_until for one in valid]
    if valid and None not in ends:
        last = max(end for end in ends if end)
        soon = last - day <= SOON
        return Requirement(TRAINING, name, True, f"berlaku sampai {days.plain_date(last)}", soon)
    if held and not valid:
        over = max(one.valid_until for one in held if one.valid_until)
        return Requirement(TRAINING, name, False, f"habis masa berlaku {days.plain_date(over)}")
    return Requirement(TRAINING, name, bool(valid))


def _experience(post: Competence, since: date | None, day: date) -> Requirement:
    wanted = f"Pengalaman {post.experience_years} tahun"
    if since is None:
        return Requirement(EXPERIENCE, wanted, False, "belum dicatat")
    years = day.year - since.year - ((day.month, day.day) < (since.month, since.day))
    enough = years >= post.experience_years
    note = f"sejak {days.plain_date(since)}, {max(0, years)} tahun penuh"
    return Requirement(EXPERIENCE, wanted, enough, note)


def _had() -> dict[int, Had]:
    rows = Qualification.select().where(Qualification.office == here().id)
    return {row.staff_id: _of_row(row) for row in rows}


def _of_row(row: Qualification) -> Had:
    since = {role: date.fromisoformat(day) for role, day in row.since.items()}
    return Had(row.education or "", tuple(row.skills), since, row.version)


def _courses(*where: Any) -> dict[int, tuple[Course, ...]]:
    rows = Training.select().where(
        Training.office == here().id, Training.struck_at.is_null(), *where
    )
    found: dict[int, tuple[Course, ...]] = {}
    for row in rows.order_by(Training.held_on.desc(), Training.id.desc()):
        one = Course(row.id, row.name, row.organiser, row.held_on, row.valid_until)
        found[row.staff_id] = (*found.get(row.staff_id, ()), one)
    return found


def _qualification(staff_id: int) -> Qualification | None:
    mine = (Qualification.office == here().id) & (Qualification.staff_id == staff_id)
    found: Qualification | None = Qualification.get_or_none(mine)
    return found


def _username(staff_id: int) -> str:
    row = Staff.get_or_none(Staff.office == here().id, Staff.id == staff_id)
    if row is None:
        raise NotFound(N_("Orang ini tidak ada."), code="no-staff")
    return str(row.username)


def _tidy(text: str) -> str:
    return " ".join(letters.clean(text).split())


def _plain(name: str) -> str:
    return _tidy(name).casefold()


def _require(by: Actor) -> None:
    if by.role not in EDITORS:
        raise NotAllowed(N_("Kompetensi dicatat oleh Sekretaris atau Admin."))
