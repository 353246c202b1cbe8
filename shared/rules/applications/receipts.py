"""What the papers of one file say, in plain values for slips and A4 alike (DOMAIN 7.3)."""

from typing import Any

from shared import clock, vault
from shared.discreet import discreetly
from shared.records import Application, Document
from shared.rules.applications import allowed, clock_runs, fields, history, papers, process, states
from shared.rules.applications.case import Case
from shared.rules.applications.view import address, latest_run, number_text, row_by_id
from shared.rules.common import identity, office, staff, words
from shared.rules.common.office import here
from shared.rules.paper.said import Said


class FilePaper(Said):
    """Whose file it is, who brought it, what is asked for; `submitter` is empty for oneself."""

    number: str
    applicant: str
    submitter: str
    submitted_by: str
    kinds: tuple[str, ...]
    elements: tuple[str, ...]
    officer: str


class PaperSeen(Said):
    """One paper that was handed in or shown."""

    text: str
    form: str
    number: str
    note: str


class Receipt(FilePaper):
    """Tanda Terima Berkas; `due` is None before the file is found complete and valid.

    `status_url`: where to ask how it stands; None where no phone reaches the office.
    """

    received: str
    papers: tuple[PaperSeen, ...]
    due: str | None
    promise: str
    code: str
    status_url: str | None


class ToBring(Said):
    """One paper that is missing or wrong, and where it is had."""

    text: str
    why: str
    where: str | None


class ReturnNote(FilePaper):
    """Lembar Pengembalian Berkas."""

    returned: str
    times: int
    reason: str
    note: str
    unmet: tuple[ToBring, ...]
    promise: str


class Referral(FilePaper):
    """Surat Rujukan to the Dinas; `head` is empty where nobody or more than one has the post."""

    kk_number: str
    head_of_family: str
    address: str
    referred: str
    reason: str
    papers: tuple[PaperSeen, ...]
    regency: str
    date: str
    post: str
    head: str


class HandOverReceipt(FilePaper):
    """Tanda Terima Penyerahan KK."""

    kk_number: str
    head_of_family: str
    address: str
    sheets: str
    handed: str
    date: str
    time: str
    taker: str
    relation: str
    identity: str
    letter: str
    receipt: str
    data_checked: bool
    old_kk: str


def receipt(application_id: int, code: str = "") -> Receipt:
    """Tanda Terima Berkas; `code` is the status code, known only in the moment of intake."""
    row = row_by_id(application_id)
    return discreetly(
        Receipt(
            **_file(row),
            received=words.day_and_time(row.received_at),
            papers=_seen(row),
            due=_due(row),
            promise=_promise(),
            code=code,
            status_url=office.public_address(
                f"status?jenis=KK&tahun={row.year}&nomor={row.number}"
            ),
            officer=staff.named(history.last(row.id, "register").who),
        )
    )


def return_note(application_id: int) -> ReturnNote:
    """Lembar Pengembalian Berkas; Refused unless the file is with the applicant now."""
    case = Case(row_by_id(application_id))
    allowed.require_time(case, "return_note")
    row = case.row
    event = history.last(row.id, "return")
    return discreetly(
        ReturnNote(
            **_file(row),
            returned=words.day_and_time(event.at),
            times=row.returns,
            reason=states.RETURN_REASONS[event.reason or ""],
            note=event.note or "",
            unmet=tuple(
                ToBring(text=one.wording, why=one.why, where=one.where)
                for one in papers.to_bring(case.items)
            ),
            promise=_promise(),
            officer=staff.named(event.who),
        )
    )


def referral(application_id: int) -> Referral:
    """Surat Rujukan; Refused unless the applicant is referred to the Dinas."""
    case = Case(row_by_id(application_id))
    allowed.require_time(case, "referral")
    row, event = case.row, history.last(application_id, "refer")
    today = clock.service_day()
    heads = [one for one in staff.at_work() if staff.SECTION_HEAD in one.roles]
    heads = [one for one in heads if dict(one.stands_in).get(staff.SECTION_HEAD)] or heads
    signs = heads[0].acting(staff.SECTION_HEAD).signs if heads else staff.SECTION_HEAD
    return discreetly(
        Referral(
            **_file(row),
            kk_number=identity.mask(vault.opened(row.kk_number)),
            head_of_family=row.head_of_family,
            address=address(row),
            referred=words.day_and_time(event.at),
            reason=event.note or "",
            papers=_seen(row),
            regency=here().standard.office.regency,
            date=words.plain_date(today),
            post=staff.post_title(signs),
            head=heads[0].name if len(heads) == 1 else "",
            officer=staff.named(event.who),
        )
    )


def handover(application_id: int) -> HandOverReceipt:
    """Tanda Terima Penyerahan KK; Refused before the hand-over is written down."""
    case = Case(row_by_id(application_id))
    allowed.require_time(case, "hand_over_receipt")
    row = case.row
    return discreetly(
        HandOverReceipt(
            **_file(row),
            kk_number=identity.mask(vault.opened(row.new_kk_number or row.kk_number)),
            head_of_family=row.head_of_family,
            address=address(row),
            sheets=words.with_words(_sheets(row.id)),
            handed=words.day_and_time(row.handed_at),
            date=words.plain_date(clock.service_day(row.handed_at)),
            time=words.time_with_zone(row.handed_at),
            taker=row.taker or "",
            relation=process.TAKERS.get(row.taker_relation or "", ""),
            identity=_identity(row),
            letter=vault.opened(row.taker_letter),
            receipt=fields.WITHOUT_RECEIPT.get(row.without_receipt or "", ""),
            data_checked=bool(row.data_checked),
            old_kk=fields.OLD_KK.get(row.old_kk or "", ""),
            officer=staff.named(row.handed_by),
        )
    )


def _file(row: Application) -> dict[str, Any]:
    labels = {kind.code: kind.label for kind in here().standard.matrix.kinds}
    by_other = row.submitted_by != fields.SELF
    return {
        "number": number_text(row.year, row.number),
        "applicant": row.applicant,
        "submitter": row.submitter or "" if by_other else "",
        "submitted_by": fields.SUBMITTERS[row.submitted_by] if by_other else "",
        "kinds": [labels.get(code, code) for code in row.kinds],
        "elements": list(row.elements),
    }


def _seen(row: Application) -> tuple[PaperSeen, ...]:
    """The papers that were handed in or shown."""
    return tuple(
        PaperSeen(
            text=item.wording,
            form=papers.FORMS[item.form or papers.SHOWN],
            number=item.number or "",
            note=item.note or "",
        )
        for item in papers.items(row.id)
        if item.seen
    )


def _promise() -> str:
    """`1 (satu) hari kerja sejak berkas lengkap`."""
    limit = here().standard.time_limit(clock.service_day())
    return f"{words.with_words(limit.working_days)} hari kerja sejak berkas lengkap"


def _identity(row: Application) -> str:
    """The card that was shown and the end of its number; what was written before 0.3 as it is."""
    number = vault.opened(row.taker_identity)
    if row.taker_identity_kind is None:
        return number
    return f"{fields.IDENTITIES[row.taker_identity_kind]}, nomor berakhir {number[-4:]}"


def _due(row: Application) -> str | None:
    """By when the KK is ready; None while the file waits to be found complete and valid."""
    run = latest_run(row.id)
    if run is None or run.stopped_for in (clock_runs.RETURNED, clock_runs.LEFT):
        return None
    return words.day_and_time(run.due_at)


def _sheets(application_id: int) -> int:
    """Pages of the KK that was printed last; 1 when none was ever attached."""
    found = (
        Document.select()
        .where(Document.office == here().id, Document.application_id == application_id)
        .order_by(Document.id.desc())
        .first()
    )
    return found.pages if found else 1
