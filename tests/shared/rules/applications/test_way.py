"""The way of a file: checklist, two decisions, clock, product check, hand-over."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from shared import clock, db
from shared.errors import AppError, Invalid, NotAllowed, NotFound, Refused, TooMany
from shared.records import Application, ApplicationEvent, ApplicationItem, ClockRun, JournalLine
from shared.rules.admin import calendar
from shared.rules.applications import (
    allowed,
    checking,
    clock_runs,
    decisions,
    history,
    intake,
    kk_documents,
    kk_prints,
    moves,
    papers,
    process,
    promptness,
    receipt_code,
    states,
)
from shared.rules.applications.case import Case
from shared.rules.applications.view import by_id, row_by_id
from shared.rules.common import chain, staff
from shared.rules.common.actor import Actor
from shared.rules.paper import sheets
from shared.vault import opened
from tests.kk import (
    COUNTER,
    KASI,
    KK_NUMBER,
    NIK,
    OPERATOR,
    accepted,
    all_seen,
    handed,
    printed,
    ready,
    story,
    taken,
    touch,
    wish,
)
from tests.kk import register as file_of
from tests.office import Later
from tests.shared.rules.paper.test_sheets import GOOD, print_kk, with_pdf

pytestmark = pytest.mark.usefixtures("office")
OTHER_KK = "3508172311200077"


class TestChecklist:
    """What is missing, exactly."""

    @pytest.mark.clause("4.2")
    def test_a_new_file_misses_everything_it_needs(self) -> None:
        missing = papers.unmet(papers.items(file_of().id))
        assert [one.wording for one in missing][0] == "KK asli"
        assert all(one.where for one in missing)

    @pytest.mark.clause("2.4")
    def test_one_of_the_birth_papers_is_enough(self) -> None:
        file = file_of()
        birth = [item for item in papers.items(file.id) if "LAHIR" in item.groups]
        assert any("Surat kelahiran" in one.wording for one in papers.unmet(papers.items(file.id)))
        checking.tick(file.id, {birth[1].id: checking.Seen(True, "copy")}, COUNTER)
        assert not any(
            "Surat kelahiran" in one.wording for one in papers.unmet(papers.items(file.id))
        )

    def test_a_paper_with_a_fault_is_unmet_and_says_why(self) -> None:
        file = file_of()
        kk = papers.items(file.id)[0]
        checking.tick(file.id, {kk.id: checking.Seen(True, "original", fault="sobek")}, COUNTER)
        assert papers.unmet(papers.items(file.id))[0].why == "sobek"

    def test_conditional_papers_must_be_decided(self) -> None:
        file = file_of(kinds=["BARU_PISAH"])
        ticks = {item.id: checking.Seen(True) for item in papers.items(file.id) if item.need != "K"}
        checking.tick(file.id, ticks, COUNTER)
        with pytest.raises(Refused) as refusal:
            decisions.propose(file.id, COUNTER)
        assert refusal.value.code == "undecided"

    def test_a_proxy_must_bring_the_power_of_attorney(self) -> None:
        file = file_of(submitted_by="proxy", submitter="Rudi Misal")
        letter = next(item for item in papers.items(file.id) if item.item == "F107")
        assert letter.applies is True
        assert any("F-1.07" in one.wording for one in papers.unmet(papers.items(file.id)))

    @pytest.mark.parametrize("by", ["self", "family"])
    def test_who_comes_in_person_is_not_asked_for_a_power_of_attorney(self, by: str) -> None:
        file = file_of(submitted_by=by, submitter="Rudi Misal")
        assert papers.undecided(papers.items(file.id)) == []

    def test_a_paper_of_another_file_cannot_be_ticked(self) -> None:
        mine, other = file_of(), file_of(nik="3508170504900002")
        stranger = papers.items(other.id)[0].id
        with pytest.raises(NotFound):
            checking.tick(mine.id, {stranger: checking.Seen(True)}, COUNTER)
        assert not ApplicationItem.get_by_id(stranger).seen


class TestDecisions:
    """Complete and valid, by name and time."""

    @pytest.mark.clause("4.2")
    def test_both_decisions_start_the_clock(self) -> None:
        file = file_of()
        all_seen(file)
        decisions.propose(file.id, COUNTER)
        assert decisions.declare_complete(file.id, KASI).state == "checking"
        done = decisions.declare_valid(file.id, KASI)
        assert done.state == "complete"
        assert clock.local(done.due_at).isoformat() == "2026-11-24T15:00:00+07:00"
        events = [e.what for e in ApplicationEvent.select().order_by(ApplicationEvent.id)]
        assert events == ["register", "check", "tick", "propose", "complete", "valid", "accept"]

    def test_the_counter_cannot_decide(self) -> None:
        file = file_of()
        all_seen(file)
        with pytest.raises(NotAllowed):
            decisions.declare_complete(file.id, COUNTER)

    def test_an_incomplete_file_cannot_be_declared_complete(self) -> None:
        file = file_of()
        checking.tick(
            file.id,
            {i.id: checking.Seen(False, applies=False) for i in papers.items(file.id)},
            COUNTER,
        )
        with pytest.raises(Refused, match="KK asli"):
            decisions.declare_complete(file.id, KASI)

    @pytest.mark.clause("4.2")
    def test_a_paper_taken_away_takes_the_decision_with_it(self) -> None:
        file = file_of()
        all_seen(file)
        decisions.propose(file.id, COUNTER)
        decisions.declare_complete(file.id, KASI)
        first = papers.items(file.id)[0]
        checking.tick(file.id, {first.id: checking.Seen(False)}, COUNTER)
        assert (by_id(file.id).proposed_by, by_id(file.id).complete_at) == ("", None)
        assert decisions.declare_valid(file.id, KASI).state == "checking"
        with pytest.raises(Refused, match=first.wording):
            decisions.declare_complete(file.id, KASI)
        steps = [e.what for e in ApplicationEvent.select().order_by(ApplicationEvent.id)]
        assert steps[-3:] == ["complete", "recheck", "valid"]

    def test_the_same_ticks_once_more_leave_the_decision(self) -> None:
        file = file_of()
        all_seen(file)
        decisions.declare_complete(file.id, KASI)
        all_seen(file)
        assert decisions.declare_valid(file.id, KASI).state == "complete"

    def test_a_file_is_not_accepted_while_a_paper_is_missing(self) -> None:
        file = file_of()
        all_seen(file)
        decisions.declare_complete(file.id, KASI)
        ApplicationItem.update(seen=False).where(ApplicationItem.item == "KK_ASLI").execute()
        with pytest.raises(Refused, match="KK asli"):
            decisions.declare_valid(file.id, KASI)
        assert by_id(file.id).state == "checking"

    @pytest.mark.clause("4.2")
    def test_a_returned_file_keeps_its_number_and_its_history(self) -> None:
        file = file_of()
        back = decisions.give_back(file.id, "TIDAK_LENGKAP", COUNTER, "surat lahir")
        assert (back.state, back.returns, back.number) == ("returned", 1, file.number)
        assert decisions.resubmit(file.id, COUNTER).state == "checking"
        all_seen(file)
        decisions.declare_complete(file.id, KASI)
        assert decisions.declare_valid(file.id, KASI).returns == 1

    def test_a_return_after_the_decision_ends_the_clock_and_the_next_one_starts_anew(
        self, later: Later
    ) -> None:
        file = accepted()
        with pytest.raises(NotAllowed):
            decisions.give_back(file.id, "CACAT_KEMUDIAN", COUNTER)
        later(hours=2)
        decisions.give_back(file.id, "CACAT_KEMUDIAN", KASI, "nama ayah berbeda")
        later(days=2)
        decisions.resubmit(file.id, COUNTER)
        decisions.declare_complete(file.id, KASI)
        decisions.declare_valid(file.id, KASI)
        runs = list(ClockRun.select().order_by(ClockRun.id))
        assert [run.stopped_for for run in runs] == ["returned", None]
        assert runs[1].due_at.date() == date(2026, 11, 26)

    @pytest.mark.parametrize("note", [None, "", "  "])
    def test_a_return_with_every_paper_there_says_what_is_wrong(self, note: str | None) -> None:
        file = file_of()
        all_seen(file)
        with pytest.raises(Invalid, match="Tulis apa yang harus diperbaiki"):
            decisions.give_back(file.id, "TIDAK_VALID", COUNTER, note)
        assert by_id(file.id).state == "checking"

    def test_a_return_needs_a_reason_of_the_list(self) -> None:
        with pytest.raises(Invalid):
            decisions.give_back(file_of().id, "MALAS", COUNTER)

    @pytest.mark.parametrize("leave", [decisions.refer, decisions.withdraw])
    def test_side_exits_need_words_and_end_the_clock(self, leave) -> None:
        file = accepted()
        with pytest.raises(Invalid):
            leave(file.id, " ", KASI)
        leave(file.id, "pindah ke luar negeri", KASI)
        assert ClockRun.get().stopped_for == "left"
        with pytest.raises(Refused):
            process.begin(file.id, OPERATOR)


class TestProduct:
    """Printed, looked at, ready, handed over."""

    @pytest.mark.clause("7.1")
    def test_every_tick_is_needed_before_it_is_ready(self) -> None:
        file = printed()
        with pytest.raises(Refused, match="Kertas A4"):
            process.pass_product(
                file.id, {"signature": True, "names": True, "legible": True}, OPERATOR
            )
        ready_file = process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
        assert ready_file.state == "ready"
        assert ClockRun.get().stopped_for == "ready"

    def test_a_failed_product_goes_back_and_the_clock_is_not_reset(self, later: Later) -> None:
        file = ready()
        due = ClockRun.get().due_at
        later(hours=1)
        process.fail_product(file.id, "DATA_SALAH", OPERATOR)
        run = ClockRun.get()
        assert (run.stopped_at, run.due_at) == (None, due)
        assert by_id(file.id).state == "processing"

    @pytest.mark.clause("4.4")
    def test_handed_over_with_name_and_identity(self) -> None:
        file = handed()
        assert file.state == "handed_over"
        assert file.handed_at is not None

    @pytest.mark.clause("4.4")
    def test_nothing_is_handed_over_before_it_was_printed_and_checked(self) -> None:
        how = taken("Wati", process.APPLICANT)
        for file in (accepted(), printed(nik="3508170504900002")):
            with pytest.raises(Refused):
                process.hand_over(file.id, how, COUNTER)

    @pytest.mark.clause("4.4")
    def test_a_proxy_brings_a_letter_and_nobody_else_does(self) -> None:
        file = ready()
        proxy = taken("Rudi Misal", process.PROXY)
        with pytest.raises(Invalid, match="F-1.07 atau surat kuasa"):
            process.hand_over(file.id, proxy, COUNTER)
        process.hand_over(file.id, replace(proxy, letter=" Surat kuasa 20-11-2026 "), COUNTER)
        assert opened(Application.get().taker_letter) == "Surat kuasa 20-11-2026"
        other = ready(nik="3508170504900002")
        own = taken("Joko", process.FAMILY, letter="F-1.07")
        process.hand_over(other.id, own, COUNTER)
        assert Application.get_by_id(other.id).taker_letter is None

    def test_the_taker_must_be_named(self) -> None:
        file = ready()
        with pytest.raises(Invalid):
            process.hand_over(file.id, taken("", "applicant"), COUNTER)

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"identity": "x"}, "not-16-digits"),
            ({"identity_kind": "sim", "identity": "x"}, "identity"),
            ({"identity_kind": "KTP-el"}, "identity"),
            ({"old_kk": ""}, "old-kk"),
            ({"no_receipt": ""}, "receipt-code"),
            ({"code": "no"}, "receipt-code"),
        ],
    )
    def test_nobody_takes_a_kk_without_receipt_identity_and_word_on_the_old_one(
        self, wrong: dict[str, str], code: str
    ) -> None:
        file = ready()
        with pytest.raises(Invalid) as refused:
            process.hand_over(file.id, taken("Orang Lain", process.FAMILY, **wrong), COUNTER)
        assert refused.value.code == code
        assert by_id(file.id).state == "ready"

    def test_the_receipts_code_needs_no_excuse_and_guessing_it_is_stopped(self) -> None:
        file = ready()
        code = receipt_code.renew(file.id, COUNTER)
        wrong = taken("Wati", process.APPLICANT, code="no", no_receipt="")
        for _ in range(5):
            with pytest.raises(Invalid):
                process.hand_over(file.id, wrong, COUNTER)
        with pytest.raises(TooMany):
            process.hand_over(file.id, replace(wrong, code=code), COUNTER)
        other = ready(nik="3508170504900002")
        code = receipt_code.renew(other.id, COUNTER)
        # A reason that was chosen before the receipt turned up is none.
        process.hand_over(other.id, replace(wrong, code=code, no_receipt="left"), COUNTER)
        assert Application.get_by_id(other.id).without_receipt is None

    def test_who_let_it_pass_without_a_receipt_stands_in_the_journal(self) -> None:
        handed()
        line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
        assert (line.what, line.who) == ("application.hand", COUNTER.who)
        assert "left" in json.dumps(line.detail)
        assert NIK not in json.dumps(line.detail)

    def test_a_wrong_hand_over_is_taken_back_the_same_day_by_the_kasi_alone(
        self, later: Later
    ) -> None:
        file = handed()
        with pytest.raises(NotAllowed):
            process.take_back(file.id, "salah orang", COUNTER)
        with pytest.raises(Invalid):
            process.take_back(file.id, " ", KASI)
        assert process.take_back(file.id, "salah orang", KASI).state == "ready"
        row = Application.get_by_id(file.id)
        assert (row.taker, row.taker_identity, row.handed_at, row.old_kk) == (None,) * 4
        assert story(file.id)[-1].note == "Wati Percobaan"
        process.hand_over(file.id, taken("Wati", process.APPLICANT), COUNTER)
        later(days=1)
        with pytest.raises(Refused, match="hari yang sama"):
            process.take_back(file.id, "salah orang", KASI)

    def test_a_hand_over_is_undone_until_midnight_and_nothing_of_it_stays(
        self, later: Later
    ) -> None:
        columns = ("handed_at", "handed_by", "data_checked", "old_kk", "without_receipt")
        columns += ("taker", "taker_relation", "taker_identity_kind", "taker_letter")
        file, other = ready(), ready(nik="3508170504900002")
        before = Application.get_by_id(file.id).__data__
        proxy = taken("Rudi Misal", process.PROXY, letter="Surat kuasa")
        process.hand_over(file.id, proxy, COUNTER)
        process.hand_over(other.id, taken("Wati", process.APPLICANT), COUNTER)
        row = Application.get_by_id(file.id)
        assert all(getattr(row, name) is not None for name in columns)
        later(hours=14)  # 23.00
        process.take_back(file.id, "salah orang", KASI)
        after = Application.get_by_id(file.id).__data__
        assert {name for name in after if after[name] != before[name]} == {
            "version",
            "changed_at",
        } & set(after)
        assert by_id(other.id).state == "handed_over"
        later(hours=2)  # 01.00, sixteen hours after it was handed over
        with pytest.raises(Refused, match="hari yang sama"):
            process.take_back(other.id, "salah orang", KASI)

    def test_the_code_of_another_file_is_not_this_one_s(self) -> None:
        first, second = ready(), ready(nik="3508170504900002")
        codes = {file.id: receipt_code.renew(file.id, COUNTER) for file in (first, second)}
        how = taken("Wati", process.APPLICANT, no_receipt="")
        if codes[first.id] != codes[second.id]:
            for file, other in ((first, second), (second, first)):
                with pytest.raises(Invalid):
                    process.hand_over(file.id, replace(how, code=codes[other.id]), COUNTER)
        for file in (second, first):
            process.hand_over(file.id, replace(how, code=codes[file.id]), COUNTER)

    def test_a_kk_without_any_number_is_not_ready(self) -> None:
        file = printed(kk_number="")
        ticks = dict.fromkeys(process.CHECKS, True)
        with pytest.raises(Refused, match="No. KK"):
            process.pass_product(file.id, ticks, OPERATOR)
        process.note_new_kk(file.id, KK_NUMBER, OPERATOR)
        assert process.pass_product(file.id, ticks, OPERATOR).state == "ready"

    def test_the_siak_number_may_be_noted_until_the_printed_kk_was_checked(self) -> None:
        assert process.note_siak(printed().id, "124/KK", OPERATOR).siak_number == "124/KK"
        with pytest.raises(Refused):
            process.note_siak(ready(nik="3508170504900002").id, "125/KK", OPERATOR)

    def test_siak_number_and_new_kk_number_are_kept(self) -> None:
        file = accepted()
        process.begin(file.id, OPERATOR)
        assert process.note_siak(file.id, " 123/KK ", OPERATOR).siak_number == "123/KK"
        seen, findings = process.note_new_kk(file.id, "3508172311260009", OPERATOR)
        assert seen.new_kk_number == "3508********0009"
        assert findings == []


class TestMoves:
    """A state changes only by a named move."""

    @pytest.mark.parametrize("state", states.STATES)
    @pytest.mark.parametrize("name", states.MOVES)
    def test_every_other_move_is_refused_with_a_sentence(self, state: str, name: str) -> None:
        if state in states.MOVES[name].before:
            assert states.target(state, name) == states.MOVES[name].after
        else:
            with pytest.raises(Refused, match=states.LABELS[state]):
                states.target(state, name)

    def test_no_way_leads_out_of_the_end_but_a_hand_over_that_was_wrong(self) -> None:
        out = {name for name, move in states.MOVES.items() if set(move.before) & set(states.OVER)}
        assert out == {"take_back"}

    def test_every_state_has_its_words(self) -> None:
        assert set(states.LABELS) == set(states.PUBLIC_LABELS) == set(states.STATES)

    def test_every_move_is_in_the_journal_without_personal_data(self) -> None:
        handed()
        text = str([(line.subject, line.detail) for line in JournalLine.select()])
        assert "KK-2026-000001" in text
        for secret in (NIK, "Wati", "Joko"):
            assert secret not in text
        assert chain.verify().broken_at is None


class TestClock:
    """Late, why, gross and net."""

    def test_the_light_turns_amber_then_red(self, later: Later) -> None:
        file = accepted()
        assert by_id(file.id).light == "green"
        later(days=1, hours=4, minutes=30)
        assert by_id(file.id).light == "amber"
        later(hours=2)
        assert by_id(file.id).light == "red"

    def test_a_new_closed_day_moves_the_due_time_of_open_files_only(self) -> None:
        open_file, done = accepted(), ready(nik="3508170504900002")
        before = by_id(done.id).due_at
        assert calendar.put_day(date(2026, 11, 24), "TUTUP_KANTOR", "Banjir") == 1
        assert clock.local(by_id(open_file.id).due_at).date() == date(2026, 11, 25)
        assert by_id(done.id).due_at == before
        assert JournalLine.select().where(JournalLine.what == "clock.recomputed").count() == 1

    def test_gross_and_net(self, later: Later) -> None:
        ready()
        late_inside, late_outside = (
            accepted(nik="3508170504900002"),
            accepted(nik="3508170504900003"),
        )
        later(days=2)
        clock_runs.explain(late_inside.id, "PETUGAS", None, KASI)
        clock_runs.explain(late_outside.id, "GANGGUAN_SIAK", None, KASI)
        day = date(2026, 11, 24)
        figures = promptness.of_days(day, day)
        assert (figures.due, figures.on_time, figures.late, figures.net_due) == (3, 1, 2, 2)

    def test_other_reasons_need_words_and_only_late_files_have_any(self, later: Later) -> None:
        file = accepted()
        with pytest.raises(NotFound):
            clock_runs.explain(file.id, "PRINTER", None, KASI)
        later(days=3)
        with pytest.raises(Invalid):
            clock_runs.explain(file.id, "LAINNYA", " ", KASI)


class TestStatusCode:
    """The citizen's question: number and code, nothing else."""

    def test_number_and_code_tell_the_file(self) -> None:
        done = intake.register(wish(), COUNTER)
        assert (
            receipt_code.application_of("kk 2026 1", done.code, "10.0.0.1").id
            == done.application.id
        )

    def test_a_wrong_code_an_unknown_number_and_nonsense_sound_the_same(self) -> None:
        done = intake.register(wish(), COUNTER)
        wrong = f"{(int(done.code) + 1) % 10000:04d}"
        said = set()
        misses = ((done.application.number, wrong), ("KK-2026-000999", wrong), ("x", ""))
        for number, code in misses:
            with pytest.raises(NotFound) as refusal:
                receipt_code.application_of(number, code, f"10.0.0.{len(said)}")
            said.add(str(refusal.value))
        assert len(said) == 1

    def test_five_wrong_codes_close_this_number_for_a_while(self, later: Later) -> None:
        done = intake.register(wish(), COUNTER)
        wrong = f"{(int(done.code) + 1) % 10000:04d}"
        for n in range(5):
            with pytest.raises(NotFound):
                receipt_code.application_of(done.application.number, wrong, f"10.0.1.{n}")
        with pytest.raises(TooMany):
            receipt_code.application_of(done.application.number, done.code, "10.0.2.1")
        later(minutes=16)
        assert receipt_code.application_of(done.application.number, done.code, "10.0.2.1")

    def test_a_number_spelled_in_five_ways_is_one_number(self) -> None:
        done = intake.register(wish(), COUNTER)
        wrong = f"{(int(done.code) + 1) % 10000:04d}"
        for n, text in enumerate(
            ("KK-2026-000001", "kk 2026 1", "KK-2026-0001", " Kk - 2026 - 01 ", "kk-02026-1")
        ):
            with pytest.raises(NotFound):
                receipt_code.application_of(text, wrong, f"10.0.1.{n}")
        for text in ("KK-2026-000001", "kk 2026 00001"):
            with pytest.raises(TooMany):
                receipt_code.application_of(text, done.code, "10.0.2.1")

    def test_the_code_is_kept_as_a_hash_only(self) -> None:
        done = intake.register(wish(), COUNTER)
        kept = Application.get().code_hash
        assert len(kept) == 64
        assert kept != done.code


def test_two_officers_at_once_one_is_told() -> None:
    from shared.rules.applications.moves import change

    file = accepted()
    mine, theirs = Application.get_by_id(file.id), Application.get_by_id(file.id)
    change(mine, siak_number="1")
    with pytest.raises(AppError, match="diubah orang lain"):
        change(theirs, siak_number="2")


def test_every_step_of_one_file_is_signed_journaled_and_told_and_leaves_the_other(
    rung: list[str], later: Later
) -> None:
    other = accepted(nik="3508170504900002")
    file = file_of()
    all_seen(file)
    untouched = Application.select().where(Application.id == other.id).dicts()
    before = untouched.get()
    rung.clear()
    id_, ticks = file.id, dict.fromkeys(process.CHECKS, True)
    how = taken("Wati Percobaan", process.APPLICANT)
    fault = next(iter(states.PRODUCT_FAULTS))
    steps: list[tuple[str, Callable[[], object], Actor, str | None, str | None]] = [
        ("propose", lambda: decisions.propose(id_, COUNTER), COUNTER, None, None),
        ("complete", lambda: decisions.declare_complete(id_, KASI), KASI, None, None),
        # Both decisions together accept it.
        ("accept", lambda: decisions.declare_valid(id_, KASI), KASI, None, None),
        ("process", lambda: process.begin(id_, OPERATOR), OPERATOR, None, None),
        ("siak", lambda: process.note_siak(id_, " S 1 ", OPERATOR), OPERATOR, None, None),
        ("await", lambda: process.await_signature(id_, OPERATOR), OPERATOR, None, None),
        ("print", lambda: process.mark_printed(id_, OPERATOR), OPERATOR, None, None),
        (
            "fail",
            lambda: process.fail_product(id_, fault, OPERATOR, " Salah  huruf "),
            OPERATOR,
            fault,
            "Salah huruf",
        ),
        ("print", lambda: process.mark_printed(id_, OPERATOR), OPERATOR, None, None),
        ("ready", lambda: process.pass_product(id_, ticks, OPERATOR), OPERATOR, None, None),
        (
            "hand",
            lambda: process.hand_over(id_, how, COUNTER),
            COUNTER,
            "left",
            "Tanpa kode tanda terima: Tidak dibawa",
        ),
        ("take_back", lambda: process.take_back(id_, "Keliru", KASI), KASI, "Keliru", how.taker),
    ]
    for what, step, by, reason, note in steps:
        later(minutes=1)
        step()
        event = ApplicationEvent.select().order_by(ApplicationEvent.id.desc()).get()
        assert (event.application_id, event.what, event.who, event.role) == (
            file.id,
            what,
            by.who,
            by.role,
        )
        assert (event.reason, event.note) == (reason, note)
        lines = JournalLine.select().where(JournalLine.subject == by_id(file.id).number)
        line = lines.order_by(JournalLine.sequence.desc()).get()
        assert (line.what, line.who) == (f"application.{what}", by.who)
        assert "applications" in rung
        rung.clear()
        assert untouched.get() == before
    run, waiting = (ClockRun.get(ClockRun.application_id == one.id) for one in (file, other))
    assert (run.stopped_for, waiting.stopped_for) == (clock_runs.READY, None)
    row = Application.get_by_id(file.id)
    assert (row.state, row.siak_number, row.taker, row.handed_at) == ("ready", "S 1", None, None)


def test_a_month_counts_the_runs_that_were_due_in_it_however_they_ended(later: Later) -> None:
    """Two months, and in the second of them one of each kind twice."""
    ready()
    later(days=7)
    same_day, outside = [], []
    for n in range(2):
        same_day.append(ready(nik=f"350817050490001{n}"))
        outside.append(accepted(nik=f"350817050490002{n}"))
        file = accepted(nik=f"350817050490003{n}")
        decisions.give_back(file.id, "TIDAK_LENGKAP", KASI, "Surat kurang.")
        decisions.withdraw(accepted(nik=f"350817050490004{n}").id, "Batal.", KASI)
    inside = [accepted(nik=f"350817050490005{n}") for n in range(3)]
    later(days=3)
    for file, reason in (*((one, "GANGGUAN_SIAK") for one in outside), (inside[0], "PETUGAS")):
        clock_runs.explain(file.id, reason, None, KASI)
    assert clock_runs.unexplained_before(date(2026, 12, 2)) == 2
    assert clock_runs.unexplained_before(date(2026, 12, 1)) == 0
    told = promptness.of_month(2026, 12)
    assert (told.due, told.on_time, told.late, told.late_external) == (7, 2, 5, 2)
    assert (told.same_day, told.decided, told.sent_back, told.net_due) == (2, 11, 2, 5)
    assert [share for _, share, _, _ in told.shares()] == [
        told.gross,
        told.net,
        told.sent_back_share,
    ]
    assert (told.gross, told.net, told.same_day_share) == ("28,6 %", "40,0 %", "28,6 %")
    november = promptness.of_month(2026, 11)
    assert (november.due, november.on_time, november.decided) == (1, 1, 1)


@pytest.mark.parametrize(
    ("number", "kept"),
    [("", None), ("  ", None), ("1", "1"), ("x" * 40, "x" * 40), ("x" * 41, None)],
)
def test_a_number_of_siak_has_one_to_forty_letters(number: str, kept: str | None) -> None:
    file = accepted()
    process.begin(file.id, OPERATOR)
    if kept is None:
        with pytest.raises(Invalid):
            process.note_siak(file.id, number, OPERATOR)
    else:
        assert process.note_siak(file.id, number, OPERATOR).siak_number == kept


@pytest.mark.parametrize(
    ("kind", "number", "kept"),
    [
        ("sim", "12-34", None),
        ("sim", "12-345", "12-345"),
        ("sim", "1234", None),
        ("passport", " B 12 34 ", "B1234"),
        ("other", "-----", None),
        ("ktp", "1234567890", None),
        ("ktp", "3508 1745 0490 0001", NIK),
    ],
)
def test_a_card_that_is_shown_has_a_number_of_at_least_five_signs(
    kind: str, number: str, kept: str | None
) -> None:
    file = ready()
    how = taken(" Wati  Percobaan ", process.FAMILY, identity_kind=kind, identity=number)
    if kept is None:
        with pytest.raises(Invalid):
            process.hand_over(file.id, how, COUNTER)
        return
    done = process.hand_over(file.id, how, COUNTER)
    row = Application.get_by_id(file.id)
    assert (opened(row.taker_identity), row.taker, row.taker_identity_kind) == (
        *(kept, "Wati Percobaan"),
        kind,
    )
    assert (row.taker_relation, row.old_kk, row.data_checked, row.handed_by) == (
        *("family", "withdrawn"),
        *(True, "sari"),
    )
    assert (done.taker, done.taker_identity, done.has_letter) == (
        "Wati Percobaan",
        {"sim": "SIM", "passport": "Paspor", "ktp": "KTP-el"}[kind],
        False,
    )


@pytest.mark.parametrize("relation", ["", "tetangga"])
def test_who_takes_it_is_the_applicant_the_family_or_a_proxy(relation: str) -> None:
    file = ready()
    with pytest.raises(Invalid) as refused:
        process.hand_over(file.id, taken("Wati", relation), COUNTER)
    assert refused.value.code == "taker"
    with pytest.raises(Invalid) as refused:
        process.fail_product(file.id, "LAINNYA", OPERATOR)
    assert refused.value.code == "fault"


def test_a_new_kk_from_elsewhere_is_told_and_the_old_one_kept_is_only_worth_knowing() -> None:
    file = accepted(kk_number="3509172311200001")
    process.begin(file.id, OPERATOR)
    for number, info in (("3509172311200001", True), ("3509172311200002", False)):
        _, found = process.note_new_kk(file.id, number, OPERATOR)
        assert [(one.code, one.info) for one in found] == [("region", info)]


def test_what_came_out_of_the_printer_twice_moves_the_file_once(later: Later) -> None:
    file = printed()
    first = Application.get_by_id(file.id)
    later(minutes=5)
    process.mark_printed(file.id, OPERATOR)
    again = Application.get_by_id(file.id)
    assert (again.printed_at, again.printed_by, again.version) == (
        *(first.printed_at, "dewi"),
        first.version,
    )
    with pytest.raises(Refused, match="Nama dan nomor benar; Kertas A4"):
        process.pass_product(
            file.id, {"signature": True, "legible": True, "names": False}, OPERATOR
        )
    process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    row = Application.get_by_id(file.id)
    assert row.product_checks == {**dict.fromkeys(process.CHECKS, True), "by": "dewi"}
    assert row.place == "LACI"
    assert row.ready_at - first.printed_at < timedelta(minutes=6)


def test_ticks_are_kept_as_they_were_seen_and_only_a_change_takes_back_a_word(
    later: Later,
) -> None:
    file = file_of(kinds=["BARU_PISAH"])
    items = papers.items(file.id)
    duty = next(item for item in items if item.need == "W")
    maybe = next(item for item in items if item.need == "K" and item.item != "F107")
    with pytest.raises(Invalid) as refused:
        checking.tick(file.id, {duty.id: checking.Seen(True, "foto")}, COUNTER)
    assert refused.value.code == "form"
    assert by_id(file.id).state == "received"
    checking.tick(
        file.id,
        {
            duty.id: checking.Seen(True, "copy", " 12 ", " a  b ", " sobek ", applies=False),
            maybe.id: checking.Seen(False, applies=False),
        },
        COUNTER,
    )
    row = ApplicationItem.get_by_id(duty.id)
    assert (row.seen, row.form, row.number, row.note, row.fault, row.applies, row.by) == (
        *(True, "copy", "12", "a b", "sobek"),
        *(True, "sari"),
    )
    assert ApplicationItem.get_by_id(maybe.id).applies is False
    checking.tick(file.id, {maybe.id: checking.Seen(False)}, COUNTER)
    assert ApplicationItem.get_by_id(maybe.id).applies is False
    checking.tick(file.id, {maybe.id: checking.Seen(True, applies=False)}, COUNTER)
    assert ApplicationItem.get_by_id(maybe.id).applies is True
    assert [one.what for one in ApplicationEvent.select().order_by(ApplicationEvent.id)] == [
        *("register", "check", "tick", "tick", "tick"),
    ]


@pytest.mark.parametrize("word", ["propose", "complete", "valid"])
def test_each_of_the_three_words_falls_with_a_paper_and_stays_without(word: str) -> None:
    file = file_of()
    all_seen(file)
    if word == "propose":
        decisions.propose(file.id, COUNTER)
    elif word == "complete":
        decisions.declare_complete(file.id, KASI)
    else:
        decisions.declare_valid(file.id, KASI)
    first, second = papers.items(file.id)[:2]
    same = checking.Seen(True, "original", applies=first.applies)
    checking.tick(file.id, {first.id: same}, COUNTER)
    row = Application.get_by_id(file.id)
    assert [bool(value) for value in (row.proposed_by, row.complete_by, row.valid_by)] == [
        word == name for name in ("propose", "complete", "valid")
    ]
    changed = replace(same, note="buram")
    checking.tick(file.id, {first.id: same, second.id: changed}, COUNTER)
    row = Application.get_by_id(file.id)
    names = ("proposed_at", "proposed_by", "complete_at", "complete_by", "valid_at", "valid_by")
    assert [getattr(row, name) for name in names] == [None] * 6
    last = ApplicationEvent.select().order_by(ApplicationEvent.id.desc()).get()
    assert last.what == "recheck"


def test_whoever_stands_in_decides_no_file_that_they_took_in_themselves() -> None:
    files = [file_of(nik=f"350817050490000{n + 2}") for n in range(3)]
    for file in files:
        all_seen(file)
    mine = Actor("sari", staff.SECTION_HEAD, 1, "Plh.")
    other = Actor("rina", staff.SECTION_HEAD, 7, "Plh.")
    with pytest.raises(Refused, match="Anda sendiri yang menerima"):
        decisions.declare_complete(files[0].id, mine)
    decisions.declare_complete(files[0].id, replace(mine, standing=""))
    decisions.declare_complete(files[1].id, other)
    decisions.propose(files[2].id, Actor("rina", staff.COUNTER, 7))
    with pytest.raises(Refused, match="Anda sendiri yang menerima"):
        decisions.declare_complete(files[2].id, other)
    third = Actor("tono", staff.SECTION_HEAD, 8, "Plh.")
    decisions.declare_complete(files[2].id, third)


def test_a_move_without_its_reason_changes_nothing() -> None:
    file = ready()
    row = Application.get_by_id(file.id)
    for name in ("fail", "return"):
        with pytest.raises(AppError), db.transaction():
            moves.move(row, name, KASI)
    assert by_id(file.id).version == row.version
    with pytest.raises(Invalid) as refused, db.transaction():
        moves.move(Application.get_by_id(file.id), "fail", KASI, reason="")
    assert refused.value.code == "reason"


def test_the_history_of_a_print_tells_each_sheet_and_each_copy_of_its_own_file(
    later: Later,
) -> None:
    file, other = with_pdf(), with_pdf(b"%PDF 2", nik="3508170504900002")
    names = {"dewi": "Dewi Contoh"}
    job = print_kk(file)
    later(minutes=1)
    kk_prints.ask(other.id, touch(), OPERATOR)
    again = sheets.reprint(job.id, "LAINNYA", "Terlipat", touch(), OPERATOR)
    later(minutes=1)
    sheets.cancel(again.id, OPERATOR)
    lines = history.of(Case(row_by_id(file.id)), names)
    told = [line for line in lines if "etak" in line.text and "copy" in line.params]
    assert [(line.text % line.params, line.who, line.note) for line in told] == [
        ("Cetakan ke-1 keluar dari pencetak.", "", ""),
        (
            f"Diminta cetak ulang (ke-2): {sheets.REPRINT_REASONS['LAINNYA']}.",
            "Dewi Contoh",
            "Terlipat",
        ),
        ("Cetakan ke-2 dibatalkan.", "", ""),
    ]
    texts = [line.text for line in history.of(Case(row_by_id(other.id)), names)]
    assert not any(text.startswith(("Cetakan", "Diminta")) for text in texts)
    assert {line.who for line in history.of(Case(row_by_id(other.id)), names)} == {
        *("", "Dewi Contoh"),
    }


def test_the_last_step_of_that_name_of_that_file() -> None:
    first, second = file_of(), file_of(nik="3508170504900002")
    for note, file in (("satu", first), ("dua", first), ("tiga", second)):
        decisions.give_back(file.id, "TIDAK_LENGKAP", COUNTER, note)
        decisions.resubmit(file.id, COUNTER)
    assert [history.last(file.id, "return").note for file in (first, second)] == ["dua", "tiga"]
    assert history.last(first.id, "register").what == "register"
    for file, notes in ((first, ["satu", "dua"]), (second, ["tiga"])):
        told = [line.note for line in story(file.id) if "Dikembalikan" in line.text]
        assert told == notes


def test_ticks_of_two_people_are_told_each_and_those_of_one_once() -> None:
    file = file_of()
    for by in (COUNTER, COUNTER, KASI, KASI, COUNTER):
        checking.tick(file.id, {}, by)
    told = [(line.text, line.role) for line in story(file.id)][2:]
    assert told == [
        ("Daftar syarat diisi.", "Petugas Loket"),
        ("Daftar syarat diisi.", "Kasi Pelayanan Umum"),
        ("Daftar syarat diisi.", "Petugas Loket"),
    ]


def test_an_empty_field_of_a_file_is_told_as_empty_and_a_full_one_as_it_is() -> None:
    file = file_of()
    empty = by_id(file.id)
    told = ("submitter", "proposed_by", "siak_number", "taker", "taker_identity", "place")
    told += ("new_kk_number",)
    assert [getattr(empty, name) for name in told] == [""] * 7
    assert (empty.has_letter, empty.elements, empty.version) == (False, (), 0)
    columns = {
        "submitter": "Rudi",
        "proposed_by": "sari",
        "siak_number": "S 1",
        "taker": "Wati",
        "place": "LEMARI",
    }
    row = row_by_id(file.id)
    for name, value in columns.items():
        setattr(row, name, value)
    row.taker_identity_kind, row.new_kk_number, row.taker_letter = "sim", OTHER_KK, "F-1.07"
    row.save()
    full = by_id(file.id)
    assert {name: getattr(full, name) for name in columns} == columns
    assert (full.taker_identity, full.new_kk_number, full.has_letter) == (
        *("SIM", "3508********0077"),
        True,
    )


@pytest.mark.parametrize(
    ("by", "steps"),
    [
        (COUNTER, {"propose", "return", "tick"}),
        (KASI, {"complete", "valid", "return"}),
        (OPERATOR, set()),
    ],
    ids=["counter", "head of the section", "operator"],
)
def test_a_step_that_may_be_made_has_no_why_and_one_that_may_not_has(
    by: Actor, steps: set[str]
) -> None:
    file = file_of()
    all_seen(file)
    told = allowed.allowed(Case(row_by_id(file.id)), by)
    assert {name for name, step in told.items() if step.ok} >= steps
    assert all((step.why == "") is step.ok for step in told.values())
    assert {type(step.why) for step in told.values()} == {str}
    assert [name for name, step in told.items() if step.lead] == [
        *(["propose"] if by is COUNTER else ["complete"] if by is KASI else [])
    ]
    assert not any(step.shown for step in told.values() if not step.ok)


@pytest.mark.parametrize(
    ("need", "before", "seen", "said", "after"),
    [
        ("K", None, False, None, None),
        ("K", None, False, True, True),
        ("K", None, False, False, False),
        ("K", True, False, None, True),
        ("K", False, False, None, False),
        ("K", False, True, None, True),
        ("K", None, True, False, True),
        ("W", True, False, False, True),
        ("W", True, True, False, True),
        ("1", True, False, False, True),
    ],
)
def test_only_of_a_conditional_paper_is_said_whether_it_is_needed(
    later: Later, need: str, before: bool | None, seen: bool, said: bool | None, after: bool | None
) -> None:
    file = file_of(kinds=["BARU_NIKAH"])
    rows = [item for item in papers.items(file.id) if item.need == need]
    ApplicationItem.update(applies=before).where(ApplicationItem.id == rows[0].id).execute()
    later(minutes=5)
    ticked = checking.Seen(seen, "copy", " 12  A ", " asli di rumah ", " buram ", said)
    checking.tick(file.id, {rows[0].id: ticked}, COUNTER)
    row = ApplicationItem.get_by_id(rows[0].id)
    assert (row.applies, row.seen, row.form) == (after, seen, "copy")
    assert (row.number, row.note, row.fault) == ("12 A", "asli di rumah", "buram")
    assert (row.by, row.at > file.received_at + timedelta(minutes=4)) == (COUNTER.who, True)
    others = [item for item in papers.items(file.id) if item.id != row.id]
    assert {(item.seen, item.by, item.form) for item in others} == {(False, None, None)}


@pytest.mark.parametrize("form", ["", "Asli", "original "])
def test_a_paper_is_brought_as_original_or_copy_or_shown(form: str) -> None:
    file = file_of()
    first = papers.items(file.id)[0]
    with pytest.raises(Invalid) as refused:
        checking.tick(file.id, {first.id: checking.Seen(True, form)}, COUNTER)
    assert refused.value.code == "form"
    assert by_id(file.id).state == "received"
    for fits in (*papers.FORMS, None):
        checking.tick(file.id, {first.id: checking.Seen(True, fits)}, COUNTER)
        assert ApplicationItem.get_by_id(first.id).form == fits


def test_a_file_given_back_by_the_counter_was_looked_at_first_and_once() -> None:
    file = file_of()
    for _ in range(2):
        decisions.give_back(file.id, "TIDAK_LENGKAP", COUNTER)
        decisions.resubmit(file.id, COUNTER)
    events = ApplicationEvent.select().order_by(ApplicationEvent.id)
    assert [(one.what, one.before, one.after) for one in events] == [
        ("register", None, "received"),
        ("check", "received", "checking"),
        *[("return", "checking", "returned"), ("resubmit", "returned", "checking")] * 2,
    ]
    assert by_id(file.id).returns == 2


def test_what_was_said_of_a_file_is_gone_when_it_is_given_back() -> None:
    files = [file_of(nik=f"350817050490000{n + 2}") for n in range(2)]
    for file in files:
        all_seen(file)
        decisions.propose(file.id, COUNTER)
        decisions.declare_valid(file.id, KASI)
    decisions.give_back(files[0].id, "TIDAK_VALID", COUNTER, " nama  ibu ")
    said = [[getattr(row_by_id(file.id), name) for name in moves.UNDECIDED] for file in files]
    assert said[0] == [None] * 6
    assert [value is not None for value in said[1]] == [True, True, False, False, True, True]
    event = history.last(files[0].id, "return")
    assert (event.reason, event.note) == ("TIDAK_VALID", "nama ibu")


def test_what_is_kept_of_a_pdf_is_no_note_of_its_history() -> None:
    file = with_pdf()
    document = kk_documents.of_application(file.id)
    kk_documents.judge_again(file.id, document.sha256, GOOD, OPERATOR)
    told = {line.text: line.note for line in story(file.id)}
    assert told["PDF dari SIAK dilampirkan."] == told["PDF diperiksa lagi."] == ""
    notes = {what: history.last(file.id, what).note for what in ("attach", "judge")}
    assert notes == dict.fromkeys(("attach", "judge"), document.sha256[:12])


def test_the_story_of_a_file_is_told_in_the_order_of_the_clock(later: Later) -> None:
    file = with_pdf()
    later(minutes=1)
    job = print_kk(file)
    later(minutes=1)
    process.fail_product(file.id, "TIDAK_TERBACA", OPERATOR)
    later(minutes=1)
    sheets.reprint(job.id, "TINTA", None, touch(), OPERATOR)
    told = [line.text % line.params for line in story(file.id)][-4:]
    assert set(told[:2]) == {"KK tercetak.", "Cetakan ke-1 keluar dari pencetak."}
    assert told[2:] == [
        "Hasil cetak tidak benar: Cetakan tidak terbaca.",
        f"Diminta cetak ulang (ke-2): {sheets.REPRINT_REASONS['TINTA']}.",
    ]
    lines = [(line.who, line.role, line.note) for line in story(file.id)]
    assert lines[0] == ("", "Petugas Loket", "")
    assert lines[-1] == ("", "", "")


def test_a_file_is_moved_inside_a_transaction_only() -> None:
    row = row_by_id(file_of().id)
    with pytest.raises(RuntimeError):
        moves.move(row, "check", COUNTER)
    assert by_id(row.id).state == "received"


def test_a_sentence_of_the_history_has_its_reason_or_none() -> None:
    file = file_of()
    decisions.give_back(file.id, "TIDAK_LENGKAP", COUNTER)
    decisions.refer(file.id, "luar daerah", COUNTER)
    assert [line.params for line in story(file.id)] == [
        *[{"reason": ""}] * 2,
        {"reason": "Berkas belum lengkap"},
        {"reason": "DI_LUAR_KEWENANGAN"},
    ]
    assert story(file.id)[-1].note == "luar daerah"


def test_a_new_number_is_a_step_of_its_own_file_and_no_number_is_told() -> None:
    file, other = accepted(), accepted(nik="3508170504900002")
    process.begin(file.id, OPERATOR)
    process.note_new_kk(file.id, " 3508 1723 1126 0009 ", OPERATOR)
    rows = [row_by_id(one.id) for one in (file, other)]
    assert [opened(row.new_kk_number) for row in rows] == ["3508172311260009", ""]
    event = ApplicationEvent.select().order_by(ApplicationEvent.id.desc()).get()
    assert (event.application_id, event.what, event.note, event.reason) == (
        *(file.id, "new-kk"),
        *(None, None),
    )
    for number in ("", "350817231126000", "35081723112600091"):
        with pytest.raises(Invalid) as refused:
            process.note_new_kk(file.id, number, OPERATOR)
        assert refused.value.code == "not-16-digits"
