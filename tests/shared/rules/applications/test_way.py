"""The way of a file: checklist, two decisions, clock, product check, hand-over."""

import json
from dataclasses import replace
from datetime import date

import pytest

from shared import clock
from shared.errors import AppError, Invalid, NotAllowed, NotFound, Refused, TooMany
from shared.records import Application, ApplicationEvent, ApplicationItem, ClockRun, JournalLine
from shared.rules.admin import calendar
from shared.rules.applications import (
    checking,
    clock_runs,
    decisions,
    intake,
    papers,
    process,
    promptness,
    receipt_code,
    states,
)
from shared.rules.applications.view import by_id
from shared.rules.common import journal
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
    wish,
)
from tests.kk import register as file_of
from tests.office import Later

pytestmark = pytest.mark.usefixtures("office")


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
        process.hand_over(other.id, replace(wrong, code=code), COUNTER)
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
        assert journal.broken_at() is None


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
