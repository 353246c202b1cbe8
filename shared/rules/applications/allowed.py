"""What may be done with an application now, by whom, and why not: asked here and nowhere else.

Rules, addresses, pages, key hints and tests ask it. A step may be made (`ok`) when nothing refuses
it. It is `shown` at the seat whose step it is while it waits to be made: what is proposed already
may be proposed again, yet nobody is asked to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shared import clock
from shared.errors import N_, AppError, NotAllowed, NotFound, Refused
from shared.records import Application, ApplicationEvent, Document
from shared.rules.applications import papers, states, view
from shared.rules.applications.case import Case, unprintable
from shared.rules.applications.roles import CHECKERS, DECIDERS, LOOKERS, READERS
from shared.rules.common import staff
from shared.rules.common.actor import NOT_YOURS, SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.paper import sheets

Check = Callable[[Case, Actor], None]
Asked = Callable[[Case, Actor], object]
COUNTER, OPERATOR = (staff.COUNTER,), (staff.OPERATOR,)
IN_SIAK = (states.PROCESSING, states.AWAITING)


@dataclass(frozen=True)
class Step:
    """One step for one person: whether it may be made and why not; how the page of a seat has it.

    A step that is shown and may not be made stands there pale. `lead`: the step that comes next.
    """

    ok: bool
    why: str
    shown: bool
    lead: bool


Steps = Mapping[str, Step]


def allowed(case: Case, by: Actor) -> Steps:
    """Every step, as it stands for this person in the role in which they act."""
    found: dict[str, Step] = {}
    for name, rule in _RULES.items():
        refusal = _refusal(case, rule, by)
        waits = by.role in (rule.seats or rule.roles) and bool(rule.asked(case, by))
        shown = waits and (refusal is None or rule.pale)
        lead = shown and rule.leads and not any(one.lead for one in found.values())
        found[name] = Step(refusal is None, str(refusal or ""), shown, lead)
    return found


def require(case: Case, step: str, by: Actor) -> None:
    """Raise the refusal unless this person may make the step now."""
    if refusal := _refusal(case, _RULES[step], by):
        raise refusal


def require_time(case: Case, step: str) -> None:
    """Raise the refusal unless the step may be made now, by whoever may."""
    _RULES[step].check(case, SYSTEM)


def case_for(application_id: int, step: str, by: Actor) -> Case:
    """The application of that id for whoever may make the step; else NotFound or the refusal."""
    case = Case(view.row_by_id(application_id))
    require(case, step, by)
    return case


def row_for(application_id: int, step: str, by: Actor) -> Application:
    """The row of `case_for`."""
    return case_for(application_id, step, by).row


def _refusal(case: Case, rule: "_Rule", by: Actor) -> AppError | None:
    try:
        if by.role not in rule.roles:
            raise NotAllowed(NOT_YOURS)
        if by.standing and rule.roles == DECIDERS and _took_in(case, by):
            raise Refused(N_("Berkas ini Anda sendiri yang menerima. Minta orang lain memutuskan."))
        rule.check(case, by)
    except AppError as refusal:
        return refusal
    return None


def _took_in(case: Case, by: Actor) -> bool:
    """Whether this person brought the file as far as the decision: two people look at each."""
    steps = ApplicationEvent.select().where(
        ApplicationEvent.office == here().id,
        ApplicationEvent.application_id == case.row.id,
        ApplicationEvent.what.in_(("register", "propose")),
        ApplicationEvent.who == by.who,
    )
    return bool(steps.exists())


def _in(*wanted: str) -> Check:
    return lambda case, _: states.require(case.row.state, wanted)


def _from(move: str) -> Check:
    return _in(*states.MOVES[move].before)


def _always(_case: Case, _by: Actor) -> None:
    """Nothing refuses it."""


def _only(is_so: Callable[[Case], object], sentence: str, code: str = "wrong-state") -> Check:
    """Refused with the sentence unless the application is so."""

    def check(case: Case, _by: Actor) -> None:
        if not is_so(case):
            raise Refused(sentence, code=code)

    return check


_checked = _only(lambda case: case.is_checked, N_("Berkas ini tidak sedang diperiksa."))
_returned = _only(
    lambda case: case.row.state == states.RETURNED, N_("Berkas ini tidak sedang dikembalikan.")
)
_referred = _only(
    lambda case: case.row.state == states.REFERRED, N_("Berkas ini tidak dirujuk ke Dinas.")
)
_handed = _only(lambda case: case.row.handed_at, N_("Catat dahulu siapa yang mengambil KK."))
_not_over = _only(lambda case: case.row.state not in states.OVER, N_("Berkas ini sudah selesai."))
_handwritten = _only(
    lambda case: case.row.handwritten,
    N_("Berkas ini tidak disalin dari catatan tangan."),
    "not-by-hand",
)


def _papers(case: Case, by: Actor) -> None:
    untouched = case.row.state == states.RECEIVED
    if not untouched:
        _from("accept")(case, by)
    undecided = papers.undecided(case.items)
    # Where nothing was looked at yet, what is surely needed is named first.
    if undecided and not (untouched and case.unmet):
        raise Refused(
            N_("Tentukan dahulu apakah perlu: %(papers)s."),
            code="undecided",
            papers="; ".join(undecided),
        )
    if case.unmet:
        raise Refused(
            N_("Belum lengkap: %(papers)s."),
            code="incomplete",
            papers="; ".join(one.wording for one in case.unmet),
        )
    _from("accept")(case, by)


def _valid(case: Case, by: Actor) -> None:
    """The second of the two decisions makes the application complete and valid."""
    (_papers if case.row.complete_at else _from("accept"))(case, by)


def _return(case: Case, by: Actor) -> None:
    """Before the decisions the counter may do it; afterwards only the head of the section."""
    if not case.is_checked and by.role not in DECIDERS:
        raise NotAllowed(N_("Hanya Kepala Seksi yang dapat mengembalikan berkas ini sekarang."))
    _in(states.RECEIVED, *states.MOVES["return"].before)(case, by)


def _late(case: Case, _by: Actor) -> None:
    if case.late is None:
        raise NotFound(N_("Berkas ini tidak terlambat."), code="not-late")


def _take_back(case: Case, by: Actor) -> None:
    _from("take_back")(case, by)
    if clock.service_day(case.row.handed_at) != clock.service_day():
        raise Refused(
            N_("Penyerahan hanya dapat dibatalkan pada hari yang sama."), code="not-today"
        )


def _ready(case: Case, by: Actor) -> None:
    _from("ready")(case, by)
    if not (case.row.new_kk_number or case.row.kk_number):
        raise Refused(N_("Tulis dahulu No. KK yang tercetak."), code="new-kk")


def _phone(case: Case, by: Actor) -> None:
    _in(states.READY)(case, by)
    if case.row.phone is None:
        raise NotFound(N_("Pemohon tidak meninggalkan nomor telepon."), code="no-phone")


def _printed_outside(case: Case, by: Actor) -> None:
    _handwritten(case, by)
    _from("print")(case, by)


def _document(case: Case) -> Document:
    if case.document is None:
        raise NotFound(N_("Belum ada PDF untuk berkas ini."), code="no-document")
    return case.document


def _override(case: Case, _by: Actor) -> None:
    if not here().settings.unsigned_override:
        raise NotAllowed(
            N_(
                "Kantor ini tidak mengizinkan KK tanpa tanda tangan sah. Minta PDF yang sah dari "
                "Dinas Dukcapil; bila penanda tangannya benar, minta admin menambah sertifikatnya."
            )
        )
    signature = _document(case).signature
    if signature not in states.MAY_BE_ALLOWED:
        raise Refused(states.SIGNATURES[signature], code="signature")


def _doubted(*doubts: str) -> Check:
    """Refused unless one of these is doubted of the document, and nobody lifted it."""

    def check(case: Case, _by: Actor) -> None:
        document = _document(case)
        if document.doubt not in doubts or document.doubt_by:
            raise Refused(N_("PDF berkas ini tidak diragukan."), code="no-doubt")

    return check


def _judge(case: Case, by: Actor) -> None:
    _from("print")(case, by)
    _document(case)


def _print(case: Case, by: Actor) -> None:
    """The first print; a live one is asked for again in vain, and does no harm."""
    _from("print")(case, by)
    if why := unprintable(_document(case)):
        raise Refused(why, code="signature")
    last = case.prints[0].state if case.prints else sheets.FAILED
    if last == sheets.UNCERTAIN:
        raise Refused(
            N_("Cetakan sebelumnya belum pasti keluar. Lihat baki kertas dahulu."), code="tray"
        )
    if last not in (*sheets.LIVE, sheets.CANCELLED, sheets.FAILED):
        raise Refused(
            N_("KK ini sudah pernah dicetak. Pakai Cetak ulang dengan alasannya."), code="again"
        )


def _look(case: Case, _by: Actor) -> None:
    _document(case)


def _unproposed(case: Case, _by: Actor) -> bool:
    return case.is_checked and not case.row.proposed_by


def _may_print(case: Case, _by: Actor) -> bool:
    """Whether the operator's next press is a print, or one more copy of it."""
    return case.row.state in IN_SIAK and case.may_print and not case.is_printing


@dataclass(frozen=True)
class _Rule:
    """Who may make a step, what refuses it, and when the page of a seat has it.

    `pale`: it is shown before it may be made. `seats`: whose pages have it, if not all of `roles`.
    """

    roles: tuple[str, ...]
    check: Check
    asked: Asked = lambda _case, _by: True
    seats: tuple[str, ...] = ()
    pale: bool = False
    leads: bool = False


# In the order in which one step of a page leads before another.
_RULES: dict[str, _Rule] = {
    "tick": _Rule(CHECKERS, _checked, _unproposed, COUNTER),
    "propose": _Rule(CHECKERS, _papers, _unproposed, COUNTER, pale=True, leads=True),
    "complete": _Rule(
        DECIDERS,
        _papers,
        lambda case, _: case.is_checked and not case.row.complete_at,
        pale=True,
        leads=True,
    ),
    "valid": _Rule(
        DECIDERS,
        _valid,
        lambda case, _: case.is_checked and not case.row.valid_at,
        pale=True,
        leads=True,
    ),
    "return": _Rule(
        CHECKERS, _return, lambda case, by: by.role in DECIDERS or not case.row.proposed_by
    ),
    "resubmit": _Rule(CHECKERS, _from("resubmit"), seats=COUNTER, leads=True),
    "refer": _Rule(CHECKERS, _from("refer")),
    "withdraw": _Rule(CHECKERS, _from("withdraw")),
    "late": _Rule(DECIDERS, _late, lambda case, _: case.late and not case.late.late_reason),
    "by_hand": _Rule(DECIDERS, _handwritten, lambda case, _: case.made),
    "override": _Rule(DECIDERS, _override, lambda case, _: not case.may_print),
    "lift": _Rule(DECIDERS, _doubted(states.ELSEWHERE, states.OTHER_NUMBER, states.UNREAD)),
    "compare": _Rule(OPERATOR, _doubted(states.UNREAD)),
    "process": _Rule(OPERATOR, _from("process"), leads=True),
    "siak": _Rule(OPERATOR, _in(*IN_SIAK, states.PRINTED)),
    "new_kk": _Rule(
        OPERATOR, _not_over, lambda case, _: case.row.state in (*IN_SIAK, states.PRINTED)
    ),
    "await": _Rule(OPERATOR, _from("await"), lambda case, _: case.document is None),
    "attach": _Rule(OPERATOR, _from("print")),
    "judge": _Rule(OPERATOR, _judge, lambda case, _: not case.may_print),
    "printed_outside": _Rule(OPERATOR, _printed_outside, lambda case, _: not case.is_printing),
    "print": _Rule(OPERATOR, _print, _may_print, pale=True, leads=True),
    "ready": _Rule(
        OPERATOR, _ready, lambda case, _: case.row.state == states.PRINTED, pale=True, leads=True
    ),
    "fail": _Rule(OPERATOR, _from("fail")),
    "hand": _Rule(COUNTER, _from("hand"), leads=True),
    "contact": _Rule(CHECKERS, _in(states.READY)),
    "phone": _Rule(CHECKERS, _phone),
    "place": _Rule(COUNTER, _in(states.READY)),
    "take_back": _Rule(DECIDERS, _take_back),
    "receipt": _Rule(COUNTER, _always, lambda case, _: case.row.state in states.BEFORE_PAPER),
    "return_note": _Rule(COUNTER, _returned),
    "referral": _Rule(COUNTER, _referred),
    "hand_over_receipt": _Rule(COUNTER, _handed, leads=True),
    "reveal": _Rule(READERS, _always),
    "preview": _Rule(LOOKERS, _look),
}
