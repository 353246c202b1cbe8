"""What each seat works from."""

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from shared import clock
from shared.records import Application, ApplicationEvent, ApplicationItem, ClockRun
from shared.rules.applications import (
    checklist,
    clock_runs,
    decisions,
    kk_documents,
    kk_prints,
    lists,
    papers,
    process,
    receipt_code,
    states,
    view,
)
from shared.rules.applications.case import Case
from shared.rules.common.office import Here
from shared.rules.paper import own_papers, sheets
from tests.kk import COUNTER, KASI, OPERATOR, accepted, all_seen, ready, touch
from tests.kk import register as file_of
from tests.office import Later, take
from tests.shared.rules.paper.test_sheets import GOOD, with_pdf

pytestmark = pytest.mark.usefixtures("office")


def numbers(files) -> list[int]:
    return [int(one.number[-6:]) for one in files]


def test_each_file_stands_where_it_waits() -> None:
    file_of()
    proposed = file_of()
    all_seen(proposed)
    decisions.propose(proposed.id, COUNTER)
    accepted()
    ready()
    now = lists.inbox()
    assert numbers(now.lists["at_counter"]) == [1, 2]
    assert numbers(now.lists["to_decide"]) == [2]
    assert numbers(now.lists["with_operator"]) == [3]
    assert numbers(now.lists["ready"]) == [4]
    assert lists.ready_numbers() == ["KK-2026-000004"]


def test_due_today_and_late_follow_the_clock(later: Later) -> None:
    accepted()
    assert numbers(lists.inbox().lists["due_today"]) == []
    later(days=1)
    assert numbers(lists.inbox().lists["due_today"]) == [1]
    later(hours=8)
    now = lists.inbox()
    assert (numbers(now.lists["late"]), numbers(now.lists["unexplained"])) == ([1], [1])
    assert lists.pressing() == now.lists["late"]
    clock_runs.explain(now.lists["late"][0].id, "GANGGUAN_SIAK", None, KASI)
    assert numbers(lists.inbox().lists["unexplained"]) == []


def test_what_presses_is_late_or_nearly_so_and_nothing_else(later: Later) -> None:
    accepted()
    ready()
    file_of()
    late = accepted()
    ClockRun.update(due_at=clock.now() - timedelta(hours=1)).where(
        ClockRun.application_id == late.id
    ).execute()
    assert [(one.number, one.light) for one in lists.pressing()] == [(late.number, view.RED)]
    later(hours=29)
    assert [one.light for one in lists.pressing()] == [view.RED, view.AMBER]
    assert lists.counts() == {states.RECEIVED: 1, states.COMPLETE: 2, states.READY: 1}


def test_a_file_returned_before_the_decision_leaves_the_heads_list() -> None:
    file = file_of()
    all_seen(file)
    decisions.propose(file.id, COUNTER)
    decisions.give_back(file.id, "TIDAK_VALID", COUNTER, "nama ayah berbeda")
    assert lists.inbox().lists["to_decide"] == ()


MANY = 600


def many(state: str, *, days: int) -> None:
    """So many more files like the first one, in this state since so many days."""
    at = clock.now() - timedelta(days=days)
    usual = Application.select().dicts().get() | {"year": 2025, "state": state, "ready_at": at}
    del usual["id"]
    Application.insert_many(
        [usual | {"touch": str(uuid4()), "number": n} for n in range(1, MANY + 1)]
    ).execute()
    step = {
        "office": usual["office"],
        "at": at,
        "what": "return",
        "after": state,
        "who": "sari",
        "role": "petugas_loket",
    }
    if state == states.RETURNED:
        rows = Application.select(Application.id).where(Application.year == 2025)
        ApplicationEvent.insert_many([step | {"application_id": row.id} for row in rows]).execute()


@pytest.mark.parametrize("state", states.OPEN)
def test_no_list_loses_a_new_file_however_many_are_open(state: str) -> None:
    file_of()
    many(state, days=10)
    proposed, newest = file_of(), accepted()
    all_seen(proposed)
    decisions.propose(proposed.id, COUNTER)
    now = lists.inbox()
    assert proposed.id in {one.id for one in now.lists["at_counter"]}
    assert numbers(now.lists["to_decide"]) == [2]
    assert newest.id in {one.id for one in now.lists["with_operator"]}
    listed = {
        one.id
        for one in (*now.lists["at_counter"], *now.lists["with_operator"], *now.lists["ready"])
    }
    assert len(listed) == MANY + 3
    assert set(lists.older().values()) == {0}


@pytest.mark.parametrize(
    ("state", "names"), [("returned", {"at_counter"}), ("ready", {"ready", "uncollected"})]
)
def test_what_waits_for_its_citizen_for_long_is_counted_and_not_listed(
    state: str, names: set[str]
) -> None:
    file_of()
    many(state, days=91)
    assert {key for key, count in lists.older().items() if count == MANY} == names
    assert len(lists.inbox().lists["at_counter"]) == 1
    assert lists.inbox().lists["ready"] == ()


def test_a_file_received_long_ago_is_listed_since_it_was_returned(later: Later) -> None:
    file = file_of()
    later(days=100)
    decisions.give_back(file.id, "TIDAK_LENGKAP", COUNTER)
    assert [one.id for one in lists.inbox().lists["at_counter"]] == [file.id]


def test_why_a_file_was_late_is_asked_however_long_its_kk_has_waited(later: Later) -> None:
    file = accepted()
    later(days=3)
    process.begin(file.id, OPERATOR)
    process.mark_printed(file.id, OPERATOR)
    process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    later(days=100)
    now = lists.inbox()
    assert (numbers(now.lists["ready"]), numbers(now.lists["unexplained"])) == ([], [1])


def test_a_kk_that_waits_longest_to_be_collected_comes_first(later: Later) -> None:
    second = accepted()
    ready()
    later(days=1)
    process.begin(second.id, OPERATOR)
    process.mark_printed(second.id, OPERATOR)
    process.pass_product(second.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    assert numbers(lists.inbox().lists["ready"]) == [2, 1]


@pytest.mark.parametrize(
    ("seconds", "listed"), [(-1, True), (0, False), (1, False)], ids=["before", "at", "after"]
)
def test_what_waits_for_its_citizen_is_listed_for_ninety_days(
    monkeypatch: pytest.MonkeyPatch, seconds: int, listed: bool
) -> None:
    now = clock.now().replace(microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: now)
    ready()
    returned = decisions.give_back(file_of(nik="3508170504900002").id, "TIDAK_LENGKAP", COUNTER)
    after = now + timedelta(days=90, seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: after)
    mine = file_of(nik="3508170504900003")
    found = lists.inbox().lists
    assert (len(found["ready"]), len(found["uncollected"])) == (listed, listed)
    counter = [returned.id, mine.id] if listed else [mine.id]
    assert [one.id for one in found["at_counter"]] == counter
    left = 0 if listed else 1
    assert lists.older() == {"at_counter": left, "ready": left, "uncollected": left}


@pytest.mark.parametrize(("seconds", "shown"), [(-1, 1), (0, 0)])
def test_a_number_may_be_collected_on_the_board_for_fourteen_days(
    monkeypatch: pytest.MonkeyPatch, seconds: int, shown: int
) -> None:
    now = clock.now().replace(microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: now)
    ready()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=14, seconds=seconds))
    assert len(lists.ready_numbers()) == shown


def test_twelve_numbers_are_shown_the_newest_first(later: Later) -> None:
    files = []
    for n in range(13):
        files.append(ready(nik=f"35081705049000{n + 10}"))
        later(minutes=1)
    numbers_told = [one.number for one in reversed(files)]
    assert lists.ready_numbers() == numbers_told[:12]
    assert lists.ready_numbers(2) == numbers_told[:2]


def test_what_is_due_first_is_taken_up_first_and_what_has_no_clock_is_no_due(later: Later) -> None:
    later(days=1)
    second = accepted(nik="3508170504900002")
    clock_runs.start(view.row_by_id(file_of(nik="3508170504900003").id))
    later(days=-1)
    first, third = accepted(), accepted(nik="3508170504900004")
    now = lists.inbox().lists
    assert [one.id for one in now["with_operator"]] == [first.id, third.id, second.id]
    later(days=4)
    now = lists.inbox().lists
    assert [one.id for one in now["late"]] == [first.id, third.id, second.id]
    assert [one.id for one in now["unexplained"]][:2] == [first.id, third.id]


def test_files_of_a_number_and_of_ids_are_those_and_no_others() -> None:
    tickets = [take("KK"), take("KK")]
    files = [file_of(nik=f"350817050490000{n + 2}", ticket_id=tickets[n % 2].id) for n in range(4)]
    other = file_of()
    for n, ticket in enumerate(tickets):
        assert [one.id for one in lists.of_ticket(ticket.id)] == [files[n + 2].id, files[n].id]
    assert set(lists.by_ids([files[0].id, None, 0, other.id, 999])) == {files[0].id, other.id}


def test_each_file_in_the_list_tells_its_own_pdf_and_its_own_last_print() -> None:
    plain, one, other = accepted(), with_pdf(nik="3508170504900002"), None
    other = with_pdf(b"%PDF 2", replace(GOOD, signature="none"), nik="3508170504900003")
    jobs = [kk_prints.ask(one.id, touch(), OPERATOR)]
    sheets.cancel(jobs[0].id, OPERATOR)
    jobs.append(kk_prints.ask(one.id, touch(), OPERATOR))
    found = lists.inbox().prints
    told = {id_: (prints.printable, prints.state) for id_, prints in found.items()}
    assert told == {
        plain.id: (None, ""),
        one.id: (True, "queued"),
        other.id: (False, ""),
    }
    case = Case(view.row_by_id(one.id))
    assert [job.id for job in case.prints] == [jobs[1].id, jobs[0].id]
    assert (case.may_print, case.is_printing) == (True, True)
    sheets.cancel(jobs[1].id, OPERATOR)
    assert not Case(view.row_by_id(one.id)).is_printing
    assert (Case(view.row_by_id(plain.id)).may_print, Case(view.row_by_id(other.id)).may_print) == (
        *(False, False),
    )


def _paper(need: str, *, groups: tuple[str, ...] = (), **columns: object) -> ApplicationItem:
    usual: dict[str, object] = {
        "id": next(_IDS),
        "wording": f"Surat {need}",
        "need": need,
        "groups": list(groups),
        "where": "Desa",
        "bring": "FOTOKOPI",
        "clause": "2.1",
        "basis": "",
        "seen": False,
        "applies": None if need == "K" else True,
    }
    return ApplicationItem(**{**usual, **columns})


_IDS = itertools.count(1)


@pytest.mark.parametrize(
    ("paper", "why", "asked", "stands", "how"),
    [
        (_paper("W"), "belum ada", False, "none", "belum ada"),
        (_paper("W", seen=True), None, False, "ok", "ada"),
        (_paper("W", seen=True, form="copy"), None, False, "ok", "Fotokopi"),
        (_paper("W", seen=True, fault="sobek"), "sobek", False, "bad", "ada"),
        (_paper("W", fault="sobek"), "sobek", False, "bad", "belum ada"),
        (_paper("K"), None, True, "none", "belum ada"),
        (_paper("K", applies=True), "belum ada", False, "none", "belum ada"),
        (_paper("K", applies=True, seen=True), None, False, "ok", "ada"),
        (_paper("K", applies=False), None, False, "skip", "tidak perlu"),
        (_paper("K", applies=False, seen=True), None, False, "ok", "ada"),
        (_paper("K", applies=False, fault="buram"), "buram", False, "skip", "tidak perlu"),
        (_paper("K", fault="buram"), "buram", True, "bad", "belum ada"),
        (_paper("O"), None, False, "none", "belum ada"),
        (_paper("O", seen=True), None, False, "ok", "ada"),
        (_paper("O", seen=True, fault="salah"), "salah", False, "bad", "ada"),
    ],
    ids=lambda one: str(one) if isinstance(one, str | bool | None) else one.need,
)
def test_a_paper_is_missing_wrong_or_yet_to_be_asked_about(
    office: object, paper: ApplicationItem, why: str | None, asked: bool, stands: str, how: str
) -> None:
    ok = _paper("W", seen=True)
    rows = [ok, paper, ok]
    assert [one.why for one in papers.unmet(rows)] == ([why] if why else [])
    assert papers.undecided(rows) == ([paper.wording] if asked else [])
    told = [one.why for one in papers.to_bring(rows)]
    assert told == ([why] if why else []) + (["bila diperlukan"] if asked and not why else [])
    (line,) = (
        line for part in checklist.sections(rows) for line in part.papers if line.id == paper.id
    )
    assert (line.stands, line.how, line.usual) == (stands, how, "copy")
    assert (line.is_conditional, line.is_skipped) == (paper.need == "K", paper.applies is False)


def test_a_choice_is_met_by_as_many_as_it_needs_and_stands_between_duties_and_conditions(
    office: Here,
) -> None:
    group = next(one for one in office.standard.matrix.groups if one.blocking)
    loose = [one for one in office.standard.matrix.groups if not one.blocking]

    def told(*rows: ApplicationItem) -> tuple[list[str], list[str]]:
        return [one.wording for one in papers.unmet(rows)], papers.reminders(rows)

    first, second = (
        _paper("1", groups=(group.code,), wording=name, where=name) for name in ("Satu", "Dua")
    )
    assert told(first, second) == ([f"{group.title}: Satu / Dua"], [])
    (unmet,) = papers.unmet([first, second])
    assert (unmet.where, unmet.why) == ("Satu; Dua", "belum ada")
    first.seen = True
    assert told(first, second) == ([], [])
    first.fault = "sobek"
    assert told(first, second) == (["Satu", f"{group.title}: Satu / Dua"], [])
    for one in loose:
        paper = _paper("O", groups=(one.code,))
        assert told(paper) == ([], [one.title])
        paper.seen = True
        assert told(paper) == ([], [])
    rows = [_paper(need) for need in ("O", "K", "W")] + [first, second]
    parts = checklist.sections(rows)
    assert [(one.title, len(one.papers), one.enough, one.met) for one in parts] == [
        ("Wajib", 1, 0, 0),
        (group.title, 2, 1, 0),
        ("Bila syaratnya ada", 1, 0, 0),
        ("Bila ada", 1, 0, 0),
    ]
    second.seen = True
    found = checklist.sections([first, second, _paper("K")])
    assert [(one.title, one.met) for one in found] == [(group.title, 1), ("Bila syaratnya ada", 0)]


def test_a_line_of_the_checklist_tells_what_was_written_and_nothing_of_what_was_not(
    office: object,
) -> None:
    plain = _paper("K")
    full = _paper(
        "K",
        seen=True,
        form="original",
        number="12",
        note="asli di rumah",
        fault="buram",
        condition="bila pisah",
        basis="Perpres",
        bring="TUNJUKKAN",
        applies=True,
    )
    (part,) = checklist.sections([plain, full])
    columns = ("form", "number", "note", "fault", "condition", "basis", "clause", "where")
    told = [[getattr(line, name) for name in columns] for line in part.papers]
    assert told == [
        ["", "", "", "", "", "", "2.1", "Desa"],
        ["original", "12", "asli di rumah", "buram", "bila pisah", "Perpres", "2.1", "Desa"],
    ]
    assert [(line.usual, line.bring, line.seen, line.applies) for line in part.papers] == [
        ("copy", "Fotokopi", False, None),
        ("shown", "Ditunjukkan saja", True, True),
    ]
    assert [line.icon for line in part.papers] == ["circle-dashed", "alert-triangle"]
    parts = checklist.sections([_paper(need) for need in ("O", "W", "K")])
    assert [one.title for one in parts] == ["Wajib", "Bila syaratnya ada", "Bila ada"]


def test_what_is_due_first_comes_first_also_when_it_was_decided_later() -> None:
    files = [accepted(nik=f"350817050490000{n + 2}") for n in range(3)]
    days = {files[0].id: 26, files[1].id: 24, files[2].id: 25}
    for id_, day in days.items():
        due = datetime(2026, 11, day, 15, tzinfo=clock.zone())
        ClockRun.update(due_at=due).where(ClockRun.application_id == id_).execute()
    order = [one.id for one in lists.inbox().lists["with_operator"]]
    assert order == [files[1].id, files[2].id, files[0].id]
    same = datetime(2026, 11, 23, 8, tzinfo=clock.zone())
    ClockRun.update(due_at=same).execute()
    now = lists.inbox().lists
    for name in ("with_operator", "late", "due_today", "unexplained"):
        assert [one.id for one in now[name]] == [file.id for file in files]


def test_a_kk_that_is_ready_is_neither_due_nor_late(later: Later) -> None:
    done, running = ready(), accepted(nik="3508170504900002")
    later(days=1)
    now = lists.inbox().lists
    assert (numbers(now["due_today"]), numbers(now["late"])) == ([2], [])
    later(days=1)
    now = lists.inbox().lists
    assert (numbers(now["due_today"]), numbers(now["late"])) == ([], [2])
    assert ([one.id for one in now["ready"]], running.id != done.id) == ([done.id], True)


def test_a_file_that_was_returned_long_ago_is_not_listed_for_what_happened_since(
    later: Later,
) -> None:
    old = decisions.give_back(file_of().id, "TIDAK_LENGKAP", COUNTER)
    later(days=91)
    new = decisions.give_back(file_of(nik="3508170504900002").id, "TIDAK_LENGKAP", COUNTER)
    receipt_code.renew(old.id, COUNTER)
    assert [one.id for one in lists.inbox().lists["at_counter"]] == [new.id]
    assert lists.older() == {"at_counter": 1, "ready": 0, "uncollected": 0}
    again = decisions.resubmit(old.id, COUNTER)
    decisions.give_back(again.id, "TIDAK_LENGKAP", COUNTER)
    assert [one.id for one in lists.inbox().lists["at_counter"]] == [old.id, new.id]


def test_a_kk_that_has_waited_long_is_not_listed_though_it_was_returned_lately(
    later: Later,
) -> None:
    decisions.give_back(file_of().id, "TIDAK_LENGKAP", COUNTER)
    long_ago = clock.now() - timedelta(days=91)
    Application.update(state=states.READY, ready_at=long_ago).execute()
    assert lists.inbox().lists["ready"] == ()
    assert lists.older()["ready"] == 1


def test_what_is_over_is_in_no_list_but_that_of_the_unexplained(later: Later) -> None:
    for n, state in enumerate(states.OVER):
        file = file_of(nik=f"350817050490000{n + 2}")
        Application.update(state=state).where(Application.id == file.id).execute()
    waiting = file_of()
    found = lists.inbox().lists
    assert {name: [one.id for one in files] for name, files in found.items() if files} == {
        "at_counter": [waiting.id]
    }


def test_a_pdf_that_was_let_go_and_a_print_of_another_paper_are_no_kk(office: Here) -> None:
    file, other = with_pdf(), with_pdf(b"%PDF 2", nik="3508170504900002")
    kk_documents.attach(other.id, b"%PDF 3", replace(GOOD, signature="none"), OPERATOR)
    kk_documents.retire(file.id)
    job = own_papers.ask_receipt(b"%PDF", 1, touch(), COUNTER, file.id)
    assert job.application_id == file.id
    found = lists.inbox().prints
    assert (found[file.id].printable, found[file.id].state) == (None, "")
    assert (found[other.id].printable, found[other.id].state) == (False, "")
    case = Case(view.row_by_id(file.id))
    assert (case.document, case.prints, case.may_print, case.is_printing) == (
        *(None, []),
        *(False, False),
    )
    assert kk_prints.of_application(file.id) == []
    document = Case(view.row_by_id(other.id)).document
    assert document is not None
    assert document.signature == "none"


@pytest.mark.parametrize(
    ("columns", "made"),
    [
        ({}, {}),
        ({"complete_at": 2}, {}),
        ({"valid_at": 2}, {}),
        ({"complete_at": 2, "valid_at": 3}, {"decided": 3}),
        ({"complete_at": 3, "valid_at": 2, "printed_at": 4}, {"decided": 3, "printed": 4}),
        ({"ready_at": 5, "handed_at": 6}, {"ready": 5, "handed": 6}),
    ],
    ids=str,
)
def test_a_file_is_decided_with_the_second_decision(
    columns: dict[str, int], made: dict[str, int]
) -> None:
    def at(hour: int) -> datetime:
        return datetime(2026, 11, 23, hour, tzinfo=clock.zone())

    row = view.row_by_id(file_of().id)
    for name, hour in columns.items():
        setattr(row, name, at(hour))
    assert Case(row).made == {name: at(hour) for name, hour in made.items()}


def test_a_paper_of_two_choices_stands_once_and_one_that_is_no_choice_in_none(
    office: Here,
) -> None:
    one, two = [group for group in office.standard.matrix.groups if group.blocking][:2]
    both = _paper("1", groups=(one.code, two.code))
    assert [part.title for part in checklist.sections([both])] == [one.title]
    rows = [
        _paper("O", groups=(one.code,)),
        _paper("1", groups=(two.code,)),
        both,
        _paper("1", groups=(one.code,)),
        _paper("W"),
    ]
    told = [(part.title, [line.id for line in part.papers]) for part in checklist.sections(rows)]
    assert told == [
        ("Wajib", [rows[4].id]),
        (two.title, [rows[1].id, both.id]),
        (one.title, [rows[3].id]),
        ("Bila ada", [rows[0].id]),
    ]
    assert checklist.sections([]) == []
