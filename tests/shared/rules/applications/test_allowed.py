"""What may be done with a file: by whom, when, why not, and what leads at each seat."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from shared import clock, config
from shared.config import Settings
from shared.errors import AppError, Refused
from shared.records import ApplicationItem
from shared.rules.applications import (
    allowed,
    clock_runs,
    decisions,
    intake,
    kk_documents,
    kk_prints,
    process,
    states,
)
from shared.rules.applications.allowed import Steps
from shared.rules.applications.case import Case
from shared.rules.applications.kk_documents import Verdict
from shared.rules.applications.view import ApplicationView, by_id, row_by_id
from shared.rules.common import staff
from shared.rules.common.actor import NOT_YOURS, Actor
from shared.rules.paper import sheets
from tests import kk
from tests.office import Later, having
from tests.shared.rules.paper.test_sheets import print_kk, released

pytestmark = pytest.mark.usefixtures("office")
VALID = Verdict(pages=1, signature=states.VALID, signer="Kepala Dinas Uji")
UNSIGNED = Verdict(pages=1, signature=states.UNSIGNED)


def checking() -> ApplicationView:
    file = kk.register()
    kk.checking.tick(file.id, {}, kk.COUNTER)
    return by_id(file.id)


def seen() -> ApplicationView:
    file = kk.register()
    kk.all_seen(file)
    return by_id(file.id)


def proposed() -> ApplicationView:
    return decisions.propose(seen().id, kk.COUNTER)


def half_decided() -> ApplicationView:
    return decisions.declare_complete(seen().id, kk.KASI)


def returned() -> ApplicationView:
    return decisions.give_back(kk.register().id, "TIDAK_LENGKAP", kk.COUNTER)


def begun() -> ApplicationView:
    return process.begin(kk.accepted().id, kk.OPERATOR)


def attached(verdict: Verdict = VALID) -> ApplicationView:
    file = begun()
    kk_documents.attach(file.id, kk.touch().encode(), verdict, kk.OPERATOR)
    return file


def unsigned() -> ApplicationView:
    return attached(UNSIGNED)


def of_others() -> ApplicationView:
    return attached(replace(VALID, text="No. 3508172311200077"))


def unread() -> ApplicationView:
    return attached(replace(VALID, text=""))


def printing() -> ApplicationView:
    file = attached()
    kk_prints.ask(file.id, kk.touch(), kk.OPERATOR)
    return file


def awaiting() -> ApplicationView:
    return process.await_signature(begun().id, kk.OPERATOR)


def by_hand() -> ApplicationView:
    wish = kk.wish()
    file = intake.register(
        wish, kk.COUNTER, received_at=clock.now() - timedelta(hours=1)
    ).application
    kk.all_seen(file)
    decisions.declare_complete(file.id, kk.KASI)
    decisions.declare_valid(file.id, kk.KASI)
    return process.begin(file.id, kk.OPERATOR)


def with_phone() -> ApplicationView:
    return kk.ready(phone="0812-3456-7890")


def referred() -> ApplicationView:
    return decisions.refer(kk.register().id, "luar daerah", kk.COUNTER)


def withdrawn() -> ApplicationView:
    return decisions.withdraw(kk.register().id, "tidak jadi", kk.COUNTER)


MAKE: tuple[Callable[[], ApplicationView], ...] = (
    kk.register,
    checking,
    seen,
    proposed,
    half_decided,
    returned,
    kk.accepted,
    begun,
    attached,
    unsigned,
    of_others,
    unread,
    printing,
    awaiting,
    by_hand,
    kk.printed,
    kk.ready,
    with_phone,
    kk.handed,
    referred,
    withdrawn,
)


def changed() -> ApplicationView:
    return attached(replace(VALID, signature=states.CHANGED))


def unknown() -> ApplicationView:
    return attached(replace(VALID, signature=states.UNKNOWN_SIGNER))


def lifted() -> ApplicationView:
    file = of_others()
    kk_documents.lift(file.id, "nomor salah ketik", kk.KASI)
    return file


def compared() -> ApplicationView:
    file = unread()
    kk_documents.compared(file.id, kk.OPERATOR)
    return file


def cancelled() -> ApplicationView:
    file = printing()
    kk_prints.stop(file.id, kk.OPERATOR)
    return file


def ended(state: str) -> ApplicationView:
    file = printing()
    (job,) = kk_prints.of_application(file.id)
    sheets.step(released(job), state)
    return file


def in_doubt() -> ApplicationView:
    return ended(sheets.UNCERTAIN)


def gone_wrong() -> ApplicationView:
    return ended(sheets.FAILED)


def failed_product() -> ApplicationView:
    file = attached()
    print_kk(file)
    return process.fail_product(file.id, "TIDAK_TERBACA", kk.OPERATOR)


def without_number() -> ApplicationView:
    return kk.printed(kk_number="")


def with_new_number() -> ApplicationView:
    file = without_number()
    process.note_new_kk(file.id, kk.KK_NUMBER, kk.OPERATOR)
    return file


def undecided() -> ApplicationView:
    file = kk.register(kinds=["BARU_PISAH"])
    kk.checking.tick(file.id, {}, kk.COUNTER)
    return file


def valid_only() -> ApplicationView:
    return decisions.declare_valid(seen().id, kk.KASI)


def by_hand_printing() -> ApplicationView:
    file = by_hand()
    kk_documents.attach(file.id, kk.touch().encode(), VALID, kk.OPERATOR)
    kk_prints.ask(file.id, kk.touch(), kk.OPERATOR)
    return file


def by_hand_seen() -> ApplicationView:
    wish, moment = kk.wish(), clock.now() - timedelta(hours=1)
    file = intake.register(wish, kk.COUNTER, received_at=moment).application
    kk.all_seen(file)
    return file


MORE: tuple[Callable[[], ApplicationView], ...] = (
    changed,
    unknown,
    lifted,
    compared,
    cancelled,
    in_doubt,
    gone_wrong,
    failed_product,
    without_number,
    with_new_number,
    undecided,
    valid_only,
    by_hand_printing,
    by_hand_seen,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An office whose head of the section may allow a KK without a signature."""
    return config.load(
        {}, data=tmp_path / "data", practice=True, voice="off", unsigned_override=True
    )


def said(id_: int, by: Actor) -> Steps:
    """What this person may do with the file."""
    return allowed.allowed(Case(row_by_id(id_)), by)


# What each seat may do (counter, Kasi, operator; all may reveal): * leads, ~ stands there pale,
# + may be made though nobody is asked to.
SHOWN = {
    "register": (
        "tick *~propose return refer withdraw receipt",
        "+tick *~complete ~valid return refer withdraw",
        "+new_kk",
    ),
    "checking": (
        "tick *~propose return refer withdraw receipt",
        "+tick *~complete valid return refer withdraw",
        "+new_kk",
    ),
    "seen": (
        "tick *propose return refer withdraw receipt",
        "+tick +propose *complete valid return refer withdraw",
        "+new_kk",
    ),
    "proposed": (
        "+tick +propose +return refer withdraw receipt",
        "+tick +propose *complete valid return refer withdraw",
        "+new_kk",
    ),
    "half_decided": (
        "tick *propose return refer withdraw receipt",
        "+tick +propose +complete *valid return refer withdraw",
        "+new_kk",
    ),
    "returned": (
        "*resubmit refer withdraw receipt return_note",
        "+resubmit refer withdraw",
        "+new_kk",
    ),
    "accepted": ("refer withdraw receipt", "return refer withdraw", "*process +new_kk"),
    "begun": ("refer withdraw receipt", "return refer withdraw", "siak new_kk await attach"),
    "attached": (
        "refer withdraw receipt",
        "return refer withdraw preview",
        "siak new_kk +await attach +judge *print preview",
    ),
    "unsigned": (
        "refer withdraw receipt",
        "return refer withdraw override preview",
        "siak new_kk +await attach judge preview",
    ),
    "of_others": (
        "refer withdraw receipt",
        "return refer withdraw lift preview",
        "siak new_kk +await attach judge preview",
    ),
    "unread": (
        "refer withdraw receipt",
        "return refer withdraw lift preview",
        "compare siak new_kk +await attach judge preview",
    ),
    "printing": (
        "refer withdraw receipt",
        "return refer withdraw preview",
        "siak new_kk +await attach +judge +print preview",
    ),
    "awaiting": ("refer withdraw receipt", "return refer withdraw", "siak new_kk attach"),
    "by_hand": (
        "refer withdraw receipt",
        "return refer withdraw by_hand",
        "siak new_kk await attach printed_outside",
    ),
    "printed": ("+receipt", "", "siak new_kk *ready fail"),
    "ready": ("*hand contact place +receipt", "contact", "+new_kk fail"),
    "with_phone": ("*hand contact phone place +receipt", "contact phone", "+new_kk fail"),
    "handed": ("+receipt *hand_over_receipt", "take_back", ""),
    "referred": ("+receipt referral", "", ""),
    "withdrawn": ("+receipt", "", ""),
    "changed": (
        "refer withdraw receipt",
        "return refer withdraw preview",
        "siak new_kk +await attach judge preview",
    ),
    "unknown": (
        "refer withdraw receipt",
        "return refer withdraw override preview",
        "siak new_kk +await attach judge preview",
    ),
    "lifted": (
        "refer withdraw receipt",
        "return refer withdraw preview",
        "siak new_kk +await attach +judge *print preview",
    ),
    "compared": (
        "refer withdraw receipt",
        "return refer withdraw preview",
        "siak new_kk +await attach +judge *print preview",
    ),
    "cancelled": (
        "refer withdraw receipt",
        "return refer withdraw preview",
        "siak new_kk +await attach +judge *print preview",
    ),
    "in_doubt": (
        "refer withdraw receipt",
        "return refer withdraw preview",
        "siak new_kk +await attach +judge preview",
    ),
    "gone_wrong": (
        "refer withdraw receipt",
        "return refer withdraw preview",
        "siak new_kk +await attach +judge *print preview",
    ),
    "failed_product": (
        "refer withdraw receipt",
        "return refer withdraw preview",
        "siak new_kk +await attach +judge *~print preview",
    ),
    "without_number": ("+receipt", "", "siak new_kk *~ready fail"),
    "with_new_number": ("+receipt", "", "siak new_kk *ready fail"),
    "undecided": (
        "tick *~propose return refer withdraw receipt",
        "+tick *~complete valid return refer withdraw",
        "+new_kk",
    ),
    "valid_only": (
        "tick *propose return refer withdraw receipt",
        "+tick +propose *complete +valid return refer withdraw",
        "+new_kk",
    ),
    "by_hand_printing": (
        "refer withdraw receipt",
        "return refer withdraw by_hand preview",
        "siak new_kk +await attach +judge +printed_outside +print preview",
    ),
    "by_hand_seen": (
        "tick *propose return refer withdraw receipt",
        "+tick +propose *complete valid return refer withdraw +by_hand",
        "+new_kk",
    ),
}
# Why the other steps are not made now, told to those whose steps they are: usually for its state.
USUAL = {
    "late": "not-late",
    "by_hand": "not-by-hand",
    "printed_outside": "not-by-hand",
    "override": "no-document",
    "lift": "no-document",
    "compare": "no-document",
    "preview": "no-document",
}
WHY = {
    "register": "incomplete: propose complete",
    "checking": "incomplete: propose complete",
    "seen": "",
    "proposed": "",
    "half_decided": "",
    "returned": "not-allowed: return",
    "accepted": "not-allowed: return",
    "begun": "not-allowed: return / no-document: judge print",
    "attached": "not-allowed: return / signature: override / no-doubt: lift compare",
    "unsigned": "not-allowed: return / no-doubt: lift compare / signature: print",
    "of_others": "not-allowed: return / signature: override print / no-doubt: compare",
    "unread": "not-allowed: return / signature: override print",
    "printing": "not-allowed: return / signature: override / no-doubt: lift compare",
    "awaiting": "not-allowed: return / no-document: judge print",
    "by_hand": "not-allowed: return / no-document: judge print",
    "printed": "not-allowed: return",
    "ready": "not-allowed: return / no-phone: phone",
    "with_phone": "not-allowed: return",
    "handed": "not-allowed: return",
    "referred": "not-allowed: return",
    "withdrawn": "not-allowed: return",
    "changed": "not-allowed: return / signature: override print / no-doubt: lift compare",
    "unknown": "not-allowed: return / no-doubt: lift compare / signature: print",
    "lifted": "not-allowed: return / signature: override / no-doubt: lift compare",
    "compared": "not-allowed: return / signature: override / no-doubt: lift compare",
    "cancelled": "not-allowed: return / signature: override / no-doubt: lift compare",
    "in_doubt": "not-allowed: return / signature: override / no-doubt: lift compare / tray: print",
    "gone_wrong": "not-allowed: return / signature: override / no-doubt: lift compare",
    "failed_product": "not-allowed: return / signature: override / no-doubt: lift compare"
    " / again: print",
    "without_number": "not-allowed: return / new-kk: ready",
    "with_new_number": "not-allowed: return",
    "undecided": "undecided: propose complete",
    "valid_only": "",
    "by_hand_printing": "not-allowed: return / signature: override / no-doubt: lift compare",
    "by_hand_seen": "wrong-state: printed_outside",
}
SEATS = (kk.COUNTER, kk.KASI, kk.OPERATOR)


@pytest.mark.parametrize("make", [*MAKE, *MORE], ids=lambda make: make.__name__)
def test_a_step_is_made_or_shown_where_it_is_somebody_s_turn_or_refused_with_why(make) -> None:
    case, refused = Case(row_by_id(make().id)), {}

    def told(by: Actor) -> str:
        steps = allowed.allowed(case, by)
        for name, one in steps.items():
            if not one.ok and one.why != NOT_YOURS:
                with pytest.raises(AppError, match=re.escape(one.why)) as refusal:
                    allowed.require(case, name, by)
                refused.setdefault(name, refusal.value.code)
        marks = {
            name: f"{'*' * one.lead}{'~' * (not one.ok)}{'+' * (not one.shown)}{name}"
            for name, one in steps.items()
            if one.ok or one.shown
        }
        assert marks.pop("reveal") == "reveal"
        return " ".join(marks.values())

    assert tuple(map(told, (kk.COUNTER, kk.KASI, kk.OPERATOR))) == SHOWN[make.__name__]
    own = dict(told.split(": ") for told in WHY[make.__name__].split(" / ") if told)
    whys = USUAL | {name: code for code, names in own.items() for name in names.split()}
    assert refused == {name: whys.get(name, "wrong-state") for name in refused}
    for role in staff.OVERSEERS:
        assert told(Actor("citra", role)) == ""
    for role in (staff.INFO_DESK, staff.ANY_SECTION_HEAD, staff.ADMIN):
        steps = allowed.allowed(case, Actor("lain", role)).values()
        assert {(one.ok, one.shown, one.why) for one in steps} == {(False, False, NOT_YOURS)}


def test_what_is_surely_needed_is_named_before_what_may_be() -> None:
    file = kk.register(kinds=["BARU_PISAH"])

    def why() -> str:
        return allowed.allowed(Case(row_by_id(file.id)), kk.COUNTER)["propose"].why

    assert why().startswith("Belum lengkap: ")
    kk.checking.tick(file.id, {}, kk.COUNTER)
    assert why().startswith("Tentukan dahulu apakah perlu: ")


def test_without_the_setting_nobody_allows_what_is_not_signed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    having(monkeypatch, unsigned_override=False)
    step = said(unsigned().id, kk.KASI)["override"]
    assert (step.ok, step.shown, "tidak mengizinkan" in step.why) == (False, False, True)


def test_what_is_late_asks_the_head_of_the_section_why_until_it_is_said(later: Later) -> None:
    files = [kk.accepted(), kk.accepted(nik="3508170504900002")]
    later(days=3)

    def late(file: ApplicationView, by: Actor) -> tuple[bool, bool]:
        step = said(file.id, by)["late"]
        return step.ok, step.shown

    assert late(files[0], kk.KASI) == (True, True)
    clock_runs.explain(files[0].id, "LISTRIK", None, kk.KASI)
    assert (late(files[0], kk.KASI), late(files[1], kk.KASI)) == ((True, False), (True, True))
    assert late(files[1], kk.COUNTER) == (False, False)


def test_a_hand_over_is_taken_back_on_its_day_and_no_later(later: Later) -> None:
    file = kk.handed()
    later(hours=14, minutes=59)
    assert said(file.id, kk.KASI)["take_back"].shown
    later(minutes=1)
    step = said(file.id, kk.KASI)["take_back"]
    assert (step.ok, step.shown, "hari yang sama" in step.why) == (False, False, True)


def test_whoever_stands_in_and_took_the_file_in_only_decides_nothing_of_it() -> None:
    file, other = seen(), decisions.propose(seen().id, Actor("rina", staff.COUNTER, 7))
    mine = replace(kk.KASI, who=kk.COUNTER.who, standing="Plh.")

    def may(file: ApplicationView, by: Actor) -> set[str]:
        return {name for name, one in said(file.id, by).items() if one.ok}

    all_of_them = may(file, kk.KASI)
    assert may(file, mine) == all_of_them - {"complete", "valid"}
    assert may(file, replace(mine, standing="")) == all_of_them
    assert may(file, replace(mine, who="tono")) == all_of_them
    assert may(other, replace(mine, who="rina")) == all_of_them - {"complete", "valid"}
    assert may(file, replace(mine, who="rina")) == all_of_them
    for step in ("complete", "valid"):
        assert "Anda sendiri yang menerima" in said(file.id, mine)[step].why


def test_a_case_is_for_whoever_may_make_the_step_now() -> None:
    file, other = kk.register(), kk.accepted(nik="3508170504900002")
    assert allowed.row_for(file.id, "tick", kk.COUNTER).id == file.id
    assert allowed.case_for(other.id, "process", kk.OPERATOR).row.id == other.id
    for id_, step, by, code in (
        (99, "tick", kk.COUNTER, "no-application"),
        (file.id, "tick", kk.OPERATOR, "not-allowed"),
        (other.id, "tick", kk.COUNTER, "wrong-state"),
    ):
        with pytest.raises(AppError) as refusal:
            allowed.row_for(id_, step, by)
        assert refusal.value.code == code
    # The papers are asked for when the time is, whoever asks.
    allowed.require_time(Case(row_by_id(file.id)), "receipt")
    with pytest.raises(Refused, match="tidak sedang dikembalikan"):
        allowed.require_time(Case(row_by_id(file.id)), "return_note")


def test_papers_that_nobody_looked_at_yet_are_decided_on_by_nobody() -> None:
    file = kk.register()
    ApplicationItem.update(seen=True, applies=True).execute()
    case = Case(row_by_id(file.id))
    for step, by in (("propose", kk.COUNTER), ("complete", kk.KASI), ("valid", kk.KASI)):
        with pytest.raises(Refused) as refused:
            allowed.require(case, step, by)
        assert refused.value.code == "wrong-state"


def test_the_decision_that_comes_second_asks_for_every_paper() -> None:
    for first, second in (("complete", "valid"), ("valid", "complete")):
        file = seen()
        {"complete": decisions.declare_complete, "valid": decisions.declare_valid}[first](
            file.id, kk.KASI
        )
        ApplicationItem.update(seen=False).where(ApplicationItem.need == "W").execute()
        step = said(file.id, kk.KASI)[second]
        assert (step.ok, step.shown, step.lead) == (False, True, True)
        assert step.why.startswith("Belum lengkap: ")
