"""The notice board: the office's own cards, each from one day to another (11.9, 12)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, NotAllowed, NotFound
from shared.records import Notice
from shared.rules.common import journal, presses, public_text, staff, versions
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import public_words, quarters, sight

NEWS, PLEDGE, STANDARD, TARGETS, RECAP = "news", "pledge", "standard", "targets", "recap"
KINDS = {
    NEWS: (N_("Berita"), "news"),
    PLEDGE: (N_("Maklumat pelayanan"), "writing-sign"),
    STANDARD: (N_("Standar pelayanan"), "file-text"),
    TARGETS: (N_("Capaian target"), "chart-bar"),
    RECAP: (N_("Rekap pengaduan"), "report"),
}
# What is computed is not typed by hand; cards of before stay.
CHOSEN = {kind: words for kind, words in KINDS.items() if kind not in (TARGETS, RECAP)}
AUTHORS = (staff.INFO_DESK, staff.CAMAT)
_CHANGED = N_("Kartu ini baru saja diubah orang lain. Muat ulang.")
LONGEST_TITLE, LONGEST_BODY = 60, 300


@dataclass(frozen=True)
class Card:
    """A card of the notice board."""

    id: int
    kind: str
    kind_label: str
    title: str
    body: str
    icon: str
    starts_on: date
    ends_on: date | None
    shown: bool
    version: int


def put(
    touch: str,
    kind: str,
    title: str,
    body: str,
    starts_on: date,
    ends_on: date | None,
    by: Actor,
    *,
    confirmed: bool = False,
) -> Card:
    """Pin a card; the same press pins one. Invalid for a wrong kind, empty text or turned dates.

    Complainants and numbers like a NIK never pass; other names and telephones once confirmed.
    """
    columns = _checked(kind, title, body, starts_on, ends_on, by)
    public_text.require_fit(check(title, body, by), confirmed=confirmed)
    return _pin(touch, columns, by)


def put_targets(
    touch: str, title: str, body: str, starts_on: date, ends_on: date, by: Actor
) -> Card:
    """Pin a card of what was reached, in words that the program made of computed figures."""
    columns = _checked(TARGETS, title, body, starts_on, ends_on, by, kinds=(TARGETS,))
    return _pin(touch, columns, by)


def _pin(touch: str, columns: dict[str, Any], by: Actor) -> Card:
    with db.transaction():
        touch = presses.tidy(touch)
        row = Notice.get_or_none(Notice.office == here().id, Notice.touch == touch)
        if row is None:
            row = Notice.create(
                office=here().id, touch=touch, created_at=clock.now(), created_by=by.who, **columns
            )
            journal.write(by, "notice.put", str(row.id))
            announce("notices")
    return _card(row)


def change(
    notice_id: int,
    kind: str,
    title: str,
    body: str,
    starts_on: date,
    ends_on: date | None,
    by: Actor,
    *,
    seen: int,
    confirmed: bool = False,
) -> Card:
    """Change a card; Refused when somebody else changed it meanwhile."""
    columns = _checked(kind, title, body, starts_on, ends_on, by)
    public_text.require_fit(check(title, body, by), confirmed=confirmed)
    with db.transaction():
        row = _row(notice_id)
        versions.expect(row, seen, _CHANGED)
        versions.change(row, _CHANGED, **columns)
        journal.write(by, "notice.changed", str(row.id))
        announce("notices")
    return _card(row)


def check(title: str, body: str, by: Actor) -> list[public_text.Remark]:
    """Names and numbers in the words of a card; the people of two quarters' book are known.

    Those of complaints that whoever writes may know of.
    """
    today = clock.service_day()
    first = quarters.span(*quarters.before(*quarters.of(today)))[0]
    who = public_words.complainants(first, today, sight.reader(by.staff_id))
    return public_text.contacts_may_pass(public_words.look(f"{title}\n{body}", who))


def withdraw(notice_id: int, by: Actor) -> None:
    """Take a card down; it stays in the records."""
    _require(by)
    with db.transaction():
        row = _row(notice_id)
        if row.withdrawn_at is None:
            row.withdrawn_at = clock.now()
            row.save()
            journal.write(by, "notice.withdrawn", str(row.id))
            announce("notices")


def shown_on(day: date) -> list[Card]:
    """The cards of that day, newest first."""
    until = Notice.ends_on
    return cards(Notice.starts_on <= day, until.is_null() | (until >= day))


def cards(*where: Any) -> list[Card]:
    """The cards that fit and were not taken down, newest first, those of other days too."""
    rows = Notice.select().where(Notice.office == here().id, Notice.withdrawn_at.is_null(), *where)
    return [_card(row) for row in rows.order_by(Notice.id.desc())]


def _checked(
    kind: str,
    title: str,
    body: str,
    starts_on: date,
    ends_on: date | None,
    by: Actor,
    kinds: Collection[str] = CHOSEN,
) -> dict[str, Any]:
    _require(by)
    if kind not in kinds:
        raise Invalid(N_("Pilih jenis kartu."), code="kind")
    title, body = " ".join(title.split()), " ".join(body.split())
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid(
            N_("Tulis judul, paling banyak %(most)s huruf."), code="title", most=LONGEST_TITLE
        )
    if not body or len(body) > LONGEST_BODY:
        raise Invalid(
            N_("Tulis isi kartu, paling banyak %(most)s huruf."), code="body", most=LONGEST_BODY
        )
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(N_("Hari terakhir lebih awal daripada hari pertama."), code="ends-on")
    return {
        "kind": kind,
        "title": title,
        "body": body,
        "icon": KINDS[kind][1],
        "starts_on": starts_on,
        "ends_on": ends_on,
    }


def _require(by: Actor) -> None:
    if by.role not in AUTHORS:
        raise NotAllowed(N_("Papan pengumuman diisi Petugas Layanan Informasi dan Camat."))


def _row(notice_id: int) -> Notice:
    row = Notice.get_or_none(Notice.office == here().id, Notice.id == notice_id)
    if row is None:
        raise NotFound(N_("Kartu ini tidak ada."), code="no-notice")
    return row


def _card(row: Notice) -> Card:
    today = clock.service_day()
    shown = row.starts_on <= today and (row.ends_on is None or row.ends_on >= today)
    return Card(
        row.id,
        row.kind,
        KINDS[row.kind][0],
        row.title,
        row.body,
        row.icon,
        row.starts_on,
        row.ends_on,
        shown and row.withdrawn_at is None,
        row.version,
    )
