"""A new revision of the standard's words: prepared, checked and approved, one at a time.

It begins as a copy of the newest one. Three people sign it, each for their part: nobody checks or
approves what they wrote or signed before. What was approved is never changed.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from shared import clock, db
from shared.errors import N_, Invalid, NotAllowed, NotFound, Refused
from shared.records import StandardRevision
from shared.records.base import to_ms
from shared.rules.common import journal, revisions, staff, versions, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.common.revisions import APPROVED, Revision, Signed
from shared.standard.clauses import Clause

WRITING, OFFERED, CHECKED, WITHDRAWN = "writing", "offered", "checked", "withdrawn"
MAKERS = (staff.SECTION_HEAD, staff.SECRETARY)
READERS = (*MAKERS, staff.CAMAT)
LABELS = {
    WRITING: N_("Sedang disusun"),
    OFFERED: N_("Menunggu diperiksa Sekretaris"),
    CHECKED: N_("Menunggu disetujui Camat"),
}
WAITS_FOR = {WRITING: MAKERS, OFFERED: (staff.SECRETARY,), CHECKED: (staff.CAMAT,)}
_STEPS = {
    WRITING: ("change", "offer", "withdraw"),
    OFFERED: ("check", "give_back"),
    CHECKED: ("approve", "give_back"),
}
_BY_ANOTHER = ("check", "approve")
LONGEST_TEXT, LONGEST_PLAIN = 2000, 300
_MOST_IN_PART = 99
_DAY, _AHEAD = timedelta(days=1), timedelta(days=2 * 366)
_CHANGED = N_("Rancangan ini baru saja diubah orang lain. Lihat dahulu bunyinya yang sekarang.")
_KINDS = {"text": "Bunyi pasal", "plain": "Kata mudah", "plain_en": "Kata mudah (Inggris)"}


class Wording(NamedTuple):
    """A clause as somebody typed it."""

    text: str
    plain: str = ""
    plain_en: str = ""


class Piece(NamedTuple):
    """Some words of a line, and whether the other line has others in their place."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Difference:
    """A line of a clause in which two revisions differ; a side is empty where the other is new."""

    number: str
    what: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True)
class Draft:
    """The revision in work; `label`: the number it will have; `base`: what it is to replace.

    `signers`: who made it, and who checked it. `hands`: who wrote or signed some of it. `used`: the
    numbers of all clauses that any revision had.
    """

    id: int
    label: str
    state: str
    version: int
    base: Revision
    clauses: tuple[Clause, ...]
    note: str
    returned: str
    signers: tuple[Signed, ...]
    hands: frozenset[str]
    used: frozenset[str]

    @property
    def state_label(self) -> str:
        """Where it stands, in words."""
        return LABELS[self.state]

    @property
    def first_day(self) -> date:
        """The earliest day on which it may come into force: today, or after the one before it."""
        return max(clock.service_day(), self.base.valid_from + _DAY)

    @property
    def last_day(self) -> date:
        """The latest such day."""
        return self.first_day + _AHEAD

    @property
    def changes(self) -> list[Difference]:
        """Line by line, what it changes."""
        return differences(self.base.clauses, self.clauses)


def in_work(known: Sequence[Revision] = ()) -> Draft | None:
    """The revision that is being prepared; None when there is none.

    `known`: all that were approved, where whoever asks has them.
    """
    row = _open_row()
    return _view(row, known) if row else None


def of(row_id: int) -> Draft:
    """The draft of that id; NotFound once it is none any more."""
    return _view(_row(row_id))


def waits_for(role: str) -> Draft | None:
    """The draft that this role has to sign now."""
    row = _open_row()
    if row is None or row.state == WRITING or role not in WAITS_FOR[row.state]:
        return None
    return _view(row)


def allowed(draft: Draft, by: Actor) -> tuple[str, ...]:
    """What this person may do with it now."""
    return tuple(step for step in _STEPS[draft.state] if _refusal(draft, step, by) is None)


def had_a_hand(draft: Draft, who: str) -> bool:
    """Whether this person wrote or signed some of it, so that somebody else goes on with it."""
    return who in draft.hands


def prepare(by: Actor) -> Draft:
    """Begin the next revision as a copy of the newest one; the one in work where there is one."""
    if by.role not in MAKERS:
        raise NotAllowed(N_("Revisi standar disiapkan Kasi atau Sekretaris."))
    with db.transaction():
        row, known = _open_row(), revisions.every()
        if row is None:
            copied = [_kept(one) for one in known[0].clauses]
            row = StandardRevision.create(
                office=here().id, state=WRITING, clauses=copied, writers=[]
            )
            journal.write(by, "revision.prepared", _next_label(known))
    return _view(row, known)


def writable(draft: Draft) -> list[Clause | str]:
    """Every clause that may be worded, in order; a number alone where there is none (any more)."""
    known = {one.clause: one for one in draft.clauses}
    numbers = known.keys() | {one.clause for one in draft.base.clauses}
    last: dict[str, int] = {}
    for number in numbers | draft.used:
        part, _, at = number.partition(".")
        last[part] = max(last.get(part, 0), int(at or _MOST_IN_PART))
    numbers |= {f"{part}.{at + 1}" for part, at in last.items() if at < _MOST_IN_PART}
    return [known.get(number, number) for number in sorted(numbers, key=revisions.place)]


def change(
    row_id: int, typed: Mapping[str, Wording], note: str, by: Actor, *, seen: int | None
) -> Draft:
    """Word these clauses anew; one without words is dropped. Others stay as they are.

    Whoever changes something has a hand in it. Refused when somebody else changed the draft
    meanwhile; Invalid for what is too long.
    """
    with db.transaction():
        row, draft = _ready(row_id, "change", by, seen)
        clauses = {one.clause: one for one in draft.clauses}
        before = {one.clause: one for one in draft.base.clauses} | clauses
        open_numbers = {one if isinstance(one, str) else one.clause for one in writable(draft)}
        for number, wording in typed.items():
            if number not in open_numbers:
                raise Invalid(N_("Pasal %(number)s tidak ada."), code="number", number=number)
            clauses.pop(number, None)
            said = _tidy(number, wording, before.get(number))
            if said["text"]:
                clauses[number] = revisions.words_of([said], clock.service_day())[0]
        ordered = sorted(clauses.values(), key=lambda one: revisions.place(one.clause))
        kept, why = [_kept(one) for one in ordered], words.tidy_note(note) or ""
        if (kept, why) != (row.clauses, row.note):
            _move(row, clauses=kept, note=why, writers=sorted({*row.writers, by.who}))
            journal.write(by, "revision.changed", draft.label)
    return _view(row)


def offer(row_id: int, by: Actor, *, seen: int | None) -> None:
    """Sign it as who made it, for the secretary to check; it must change something and say what."""
    with db.transaction():
        row, draft = _ready(row_id, "offer", by, seen)
        if not draft.changes:
            raise Refused(N_("Rancangan ini belum mengubah apa pun."), code="unchanged")
        if not draft.note:
            raise Invalid(N_("Tulis dahulu apa yang berubah dan mengapa."), code="note")
        _move(row, state=OFFERED, made=_signature(by), returned=None)
        journal.write(by, "revision.offered", draft.label)


def check(row_id: int, by: Actor, *, seen: int | None) -> None:
    """The secretary signs it as checked, for the Camat to approve."""
    with db.transaction():
        row, draft = _ready(row_id, "check", by, seen)
        _move(row, state=CHECKED, checked=_signature(by))
        journal.write(by, "revision.checked", draft.label)


def give_back(row_id: int, reason: str, by: Actor, *, seen: int | None) -> None:
    """Back to those who prepare it, with a reason; whoever signed signs again."""
    why = words.tidy_note(reason)
    if not why:
        raise Invalid(N_("Tulis apa yang perlu diperbaiki."), code="reason")
    with db.transaction():
        row, draft = _ready(row_id, "give_back", by, seen)
        _move(row, state=WRITING, made=None, checked=None, returned=why)
        journal.write(by, "revision.returned", draft.label)


def withdraw(row_id: int, by: Actor, *, seen: int | None) -> None:
    """Give the draft up; its words stay in the records."""
    with db.transaction():
        row, draft = _ready(row_id, "withdraw", by, seen)
        _move(row, state=WITHDRAWN)
        journal.write(by, "revision.withdrawn", draft.label)


def approve(row_id: int, day: date, by: Actor, *, seen: int | None) -> Revision:
    """The Camat signs it and puts it in force on that day: today or later, after the one before."""
    with db.transaction():
        row, draft = _ready(row_id, "approve", by, seen)
        if not draft.first_day <= day <= draft.last_day:
            raise Invalid(
                N_("Revisi ini dapat berlaku paling cepat %(first)s."),
                code="day",
                first=words.long_date(draft.first_day),
            )
        _move(row, state=APPROVED, label=draft.label, approved=_signature(by), valid_from=day)
        journal.write(by, "revision.approved", draft.label, day=words.plain_date(day))
    return revisions.labelled(draft.label)


def differences(before: Iterable[Clause], after: Iterable[Clause]) -> list[Difference]:
    """Line by line, what the later of two revisions says in other words, no more, or newly."""
    old, new = ({one.clause: one for one in each} for each in (before, after))
    found = []
    for number in sorted(old.keys() | new.keys(), key=revisions.place):
        for field, what in _KINDS.items():
            was, now = (str(getattr(each.get(number), field, "")) for each in (old, new))
            if was != now:
                found.append(Difference(number, what, *_pieces(was.split(), now.split())))
    return found


def _pieces(old: list[str], new: list[str]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    before, after = [], []
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for kind, start, end, from_, to in steps:
        before.append(Piece(" ".join(old[start:end]), kind != "equal"))
        after.append(Piece(" ".join(new[from_:to]), kind != "equal"))
    return tuple(one for one in before if one.text), tuple(one for one in after if one.text)


def _refusal(draft: Draft, step: str, by: Actor) -> NotAllowed | Refused | None:
    """Why this person may not do that with it now; None when they may."""
    if step not in _STEPS[draft.state]:
        return Refused(N_("Rancangan ini sudah melangkah lebih jauh. Muat ulang."), code="state")
    if by.role not in WAITS_FOR[draft.state]:
        return NotAllowed(N_("Langkah ini bukan untuk peran Anda."))
    if step in _BY_ANOTHER and had_a_hand(draft, by.who):
        return Refused(
            N_("Anda ikut menulis atau menandatangani rancangan ini; ini untuk orang lain."),
            code="own-work",
        )
    return None


def _ready(row_id: int, step: str, by: Actor, seen: int | None) -> tuple[StandardRevision, Draft]:
    row = _row(row_id)
    draft = _view(row)
    if by.role not in READERS:
        raise NotAllowed(N_("Langkah ini bukan untuk peran Anda."))
    versions.expect(row, seen, _CHANGED)
    if (refusal := _refusal(draft, step, by)) is not None:
        raise refusal
    return row, draft


def _move(row: StandardRevision, **columns: Any) -> None:
    versions.change(row, _CHANGED, **columns)


def _row(row_id: int) -> StandardRevision:
    row = StandardRevision.get_or_none(
        StandardRevision.office == here().id, StandardRevision.id == row_id
    )
    if row is None or row.state not in LABELS:
        raise NotFound(N_("Rancangan ini tidak ada lagi."), code="no-draft")
    return row


def _open_row() -> StandardRevision | None:
    table = StandardRevision
    return table.select().where(table.office == here().id, table.state.in_([*LABELS])).first()


def _next_label(known: Sequence[Revision]) -> str:
    """One more than the highest number that any revision has."""
    numbers = [int(one.label) for one in known if one.label.isdecimal()]
    return f"{max(numbers, default=0) + 1:02d}"


def _view(row: StandardRevision, known: Sequence[Revision] = ()) -> Draft:
    known = known or revisions.every()
    signed = [one for one in (row.made, row.checked) if one]
    return Draft(
        row.id,
        _next_label(known),
        row.state,
        row.version,
        known[0],
        revisions.words_of(row.clauses, clock.service_day()),
        row.note,
        row.returned or "",
        tuple(map(revisions.signed, signed)),
        frozenset((*row.writers, *(one["who"] for one in signed))),
        frozenset(clause.clause for one in known for clause in one.clauses),
    )


def _tidy(number: str, wording: Wording, before: Clause | None) -> dict[str, str]:
    """What was typed, without stray blanks; what says the same words as before stays as it was."""
    found = {"number": number}
    for field, typed in wording._asdict().items():
        said, was = " ".join(typed.split()), str(getattr(before, field, ""))
        most = LONGEST_TEXT if field == "text" else LONGEST_PLAIN
        if len(said) > most:
            raise Invalid(
                N_("Pasal %(number)s terlalu panjang, paling banyak %(most)s huruf."),
                code=f"{field}-{number}",
                number=number,
                most=most,
            )
        found[field] = was if said == " ".join(was.split()) else said
    return found


def _kept(clause: Clause) -> dict[str, str]:
    return {
        "number": clause.clause,
        "text": clause.text,
        "plain": clause.plain,
        "plain_en": clause.plain_en,
    }


def _signature(by: Actor) -> dict[str, Any]:
    name, at = staff.named(by.who), to_ms(clock.now())
    return {"who": by.who, "role": by.signs, "name": name, "at": at}
