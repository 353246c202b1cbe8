"""Intake at the counter: a file, its registration number, its list of papers (clause 4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shared import clock, db, letters
from shared.errors import N_, Invalid
from shared.records import Application, ApplicationItem
from shared.rules.applications import closings, fields, moves, states, unusual
from shared.rules.applications.view import ApplicationView, view
from shared.rules.common import codes, identity, numbers, presses, revisions, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.standard.requirements import RequiredItem

_COPIED_WITHIN = timedelta(days=60)


@dataclass(frozen=True)
class Registered:
    """The file, whether this press made it, its status code (told once), and what is unusual."""

    created: bool
    application: ApplicationView
    code: str
    findings: tuple[identity.Finding, ...]


def register(
    intake: fields.Intake, by: Actor, *, received_at: datetime | None = None
) -> Registered:
    """Enter a file into the register and give it its number.

    `received_at`: for a file written by hand since `earliest`, whose month is still open.
    Only a NIK or KK number without 16 digits, an unknown kind or village, or an empty name
    blocks (Invalid). Everything unusual comes back as findings; a warning that the officer has not
    seen yet is told first (Refused). The same press gives the same file.
    """
    columns: dict[str, Any] = _checked(intake) | _by_hand(received_at)
    with db.transaction():
        known = Application.get_or_none(
            Application.office == here().id, Application.touch == columns["touch"]
        )
        if known is not None:
            return Registered(False, view(known), "", ())
        closings.require_open_month(columns["received_at"])
        found = unusual.findings(columns["nik"], columns["kk_number"] or "")
        warned = unusual.warnings_seen(found, intake.seen)
        code = codes.new()
        row = _add(columns, code)
        _snapshot(row, intake)
        moves.record(row, "register", by, note=intake.note)
        if warned:
            moves.record(row, "warned", by, note=warned)
    return Registered(True, view(row), code, tuple(found))


def earliest() -> datetime:
    """The first moment of which a file written by hand may still be entered."""
    midnight = clock.local().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - _COPIED_WITHIN


def _checked(intake: fields.Intake) -> dict[str, object]:
    today = clock.service_day()
    kinds = here().standard.kinds_on(today)
    if not intake.kinds or not set(intake.kinds) <= {one.code for one in kinds}:
        raise Invalid(N_("Pilih jenis permohonan."), code="kinds")
    if intake.submitted_by not in fields.SUBMITTERS:
        raise Invalid(N_("Pilih siapa yang mengajukan."), code="submitted-by")
    if intake.village not in {village.name for village in here().standard.office.villages}:
        raise Invalid(N_("Pilih %(village)s."), code="village", village=words.local("{desa}"))
    if not set(intake.elements) <= {element for one in kinds for element in one.elements}:
        raise Invalid(N_("Pilih data yang diubah dari daftar."), code="elements")
    if not intake.elements and any(one.elements for one in kinds if one.code in intake.kinds):
        raise Invalid(N_("Pilih data apa yang diubah."), code="elements")
    texts = fields.tidied(intake)
    number = texts["kk_number"]
    return {
        **texts,
        "touch": presses.tidy(intake.touch),
        "kinds": list(dict.fromkeys(intake.kinds)),
        "elements": list(dict.fromkeys(intake.elements)),
        "ticket_id": intake.ticket_id,
        "nik_print": identity.fingerprint(texts["nik"] or ""),
        "kk_print": identity.fingerprint(number) if number else None,
    }


def _by_hand(received_at: datetime | None) -> dict[str, object]:
    if received_at is None:
        return {"received_at": clock.now(), "handwritten": False}
    if received_at > clock.now():
        raise Invalid(N_("Tanggal terima belum tiba."), code="received")
    if received_at < earliest():
        raise Invalid(
            N_("Tanggal terima lebih dari %(days)s hari yang lalu. Periksa tanggal dan tahunnya."),
            code="received",
            days=_COPIED_WITHIN.days,
        )
    return {"received_at": received_at, "handwritten": True}


def _add(columns: dict[str, Any], code: str) -> Application:
    day = clock.service_day(columns["received_at"])
    return Application.create(
        office=here().id,
        year=day.year,
        number=numbers.next_in_year("register", day.year),
        state=states.RECEIVED,
        standard=revisions.in_force(day).name,
        code_hash=codes.hashed(code),
        name_key=f"{letters.key(columns['applicant'])} {letters.key(columns['head_of_family'])}",
        **columns,
    )


def _snapshot(row: Application, intake: fields.Intake) -> None:
    """Keep the papers asked for in the words of today, however the standard changes later."""
    for need in here().standard.requirements(list(row.kinds), clock.service_day()):
        for wording in _wordings(need, row.elements):
            ApplicationItem.create(
                office=here().id,
                application_id=row.id,
                item=need.item.code,
                wording=wording,
                need=need.need,
                groups=list(need.groups),
                bring=need.item.bring,
                where=need.item.where,
                clause=need.clause,
                basis=need.basis,
                condition="; ".join(part for part in (need.when, need.note) if part) or None,
                applies=_applies(need, intake),
            )


def _wordings(need: RequiredItem, elements: Sequence[str]) -> list[str]:
    if need.item.repeatable and elements:
        return [f"{need.item.title} untuk {element.lower()}" for element in elements]
    return [need.item.title]


def _applies(need: RequiredItem, intake: fields.Intake) -> bool | None:
    """Whether a paper is needed; None where somebody has yet to say."""
    if need.item.for_proxy:
        return intake.submitted_by == fields.PROXY
    return None if need.need == "K" else True
