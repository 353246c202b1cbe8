"""A revision of the standard: made, checked and approved by three people, in force from a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import clock, db
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import StandardRevision
from shared.rules.common import office as offices
from shared.rules.common import revisions
from shared.rules.common.actor import Actor
from shared.rules.quality import drafts
from shared.rules.quality.drafts import Wording
from shared.standard.clauses import Clause
from tests import revisions as made
from tests.complaint_book import people
from tests.revisions import NOTE, PLEDGE

pytestmark = pytest.mark.clause("0")
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def who(office):
    return people()


def words_of(revision):
    return {one.clause: one.text for one in revision.clauses}


def journal():
    return db.rows("SELECT what, who, subject FROM journal_line WHERE what LIKE 'revision.%'")


def test_a_fresh_office_has_exactly_the_printed_revision_in_force(office):
    document = office.standard.documents[0]
    (only,) = revisions.every()
    assert only == replace(revisions.in_force(TODAY), until=None)
    assert (only.label, only.number) == (document.revision, document.number)
    assert [one.name for one in only.signers] == [
        one.name for one in (document.made_by, document.checked_by, document.approved_by)
    ]
    printed = {one.clause: one.text for one in office.standard.clauses}
    printed |= {one.clause: one.text for one in office.standard.legal_basis if one.clause}
    assert words_of(only) == printed
    assert drafts.in_work() is None


def test_it_goes_from_who_made_it_to_who_checks_and_who_approves_and_all_three_are_kept(who):
    before = revisions.in_force(TODAY)
    revision = made.approved(who, TOMORROW)
    assert (revision.label, revision.valid_from, revision.note) == ("02", TOMORROW, NOTE)
    assert [(one.name, one.post, one.on) for one in revision.signers] == [
        ("Bambang Percobaan", "Kasi Pelayanan Umum", TODAY),
        ("Yusuf Percobaan", "Sekretaris Kecamatan", TODAY),
        ("Ratih Percobaan", "Camat", TODAY),
    ]
    assert words_of(revision) == {**words_of(before), "12": PLEDGE}
    assert journal() == [
        ("revision.prepared", "bambang", "02"),
        ("revision.changed", "bambang", "02"),
        ("revision.offered", "bambang", "02"),
        ("revision.checked", "yusuf", "02"),
        ("revision.approved", "ratih", "02"),
    ]


def test_it_holds_from_its_day_on_and_the_one_before_stays_readable(who, later):
    printed = revisions.in_force(TODAY)
    made.approved(who, TOMORROW)
    assert revisions.in_force(TODAY).label == "01"
    assert revisions.in_force(TOMORROW).label == "02"
    newest, oldest = revisions.every()
    assert (newest.label, newest.until) == ("02", None)
    assert (oldest.label, oldest.until) == ("01", TODAY)
    assert words_of(revisions.labelled("01")) == words_of(printed)
    later(days=1)
    assert revisions.pledge(revisions.in_force(clock.service_day())) == [PLEDGE]
    third = made.approved(who, TOMORROW + timedelta(days=3), _4_3="Operator mencetak KK di A4.")
    assert third.label == "03"
    assert words_of(third)["12"] == PLEDGE
    for day, label in ((0, "02"), (2, "02"), (3, "03"), (300, "03")):
        assert revisions.in_force(TOMORROW + timedelta(days=day)).label == label


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), date(2023, 1, 2), date(2040, 1, 1)])
def test_it_is_put_in_force_neither_in_the_past_nor_in_a_far_year(who, day):
    with pytest.raises(Invalid, match="paling cepat Senin, 23 November 2026"):
        made.approved(who, day)
    assert len(revisions.every()) == 1


def test_a_day_has_one_revision(who):
    made.approved(who, TOMORROW)
    with pytest.raises(Invalid, match="paling cepat Rabu, 25 November 2026"):
        made.approved(who, TOMORROW, _12="Lain.")


def test_the_next_one_begins_as_a_copy_of_the_newest_though_its_day_is_yet_to_come(who):
    made.approved(who, TOMORROW)
    draft = drafts.prepare(who.yusuf)
    assert (draft.label, draft.base.label, draft.changes) == ("03", "02", [])
    assert {one.clause: one.text for one in draft.clauses}["12"] == PLEDGE


STEPS = {
    "prepare": lambda row, by: drafts.prepare(by),
    "change": lambda row, by: drafts.change(row, {}, "x", by, seen=None),
    "offer": lambda row, by: drafts.offer(row, by, seen=None),
    "withdraw": lambda row, by: drafts.withdraw(row, by, seen=None),
    "check": lambda row, by: drafts.check(row, by, seen=None),
    "give_back": lambda row, by: drafts.give_back(row, "x", by, seen=None),
    "approve": lambda row, by: drafts.approve(row, TODAY, by, seen=None),
}
MAY = {
    (drafts.WRITING, "bambang"): {"prepare", "change", "offer", "withdraw"},
    (drafts.WRITING, "yusuf"): {"prepare", "change", "offer", "withdraw"},
    (drafts.OFFERED, "bambang"): {"prepare"},
    (drafts.OFFERED, "yusuf"): {"prepare", "check", "give_back"},
    (drafts.CHECKED, "bambang"): {"prepare"},
    (drafts.CHECKED, "yusuf"): {"prepare"},
    (drafts.CHECKED, "ratih"): {"approve", "give_back"},
}


@pytest.mark.parametrize(
    ("state", "maker"),
    [
        (drafts.WRITING, made.written),
        (drafts.OFFERED, made.offered),
        (drafts.CHECKED, made.checked),
    ],
)
def test_each_step_is_for_its_own_post_and_its_own_time(who, state, maker):
    draft = maker(who)
    for by in who.everybody().values():
        may = {*drafts.allowed(draft, by), *(("prepare",) if by.role in drafts.MAKERS else ())}
        assert may == MAY.get((state, by.who), set()), by.who
        for step in STEPS.keys() - may:
            with pytest.raises((NotAllowed, Refused)):
                STEPS[step](draft.id, by)
    assert drafts.of(draft.id) == draft


def test_nobody_checks_what_they_wrote_though_somebody_else_offers_it(who):
    draft = made.written(who)
    more = drafts.change(draft.id, {"10.1": Wording("Lain.")}, NOTE, who.yusuf, seen=draft.version)
    drafts.offer(draft.id, who.bambang, seen=more.version)
    assert drafts.allowed(drafts.of(draft.id), who.yusuf) == ("give_back",)
    with pytest.raises(Refused, match="untuk orang lain"):
        drafts.check(draft.id, who.yusuf, seen=None)
    assert drafts.of(draft.id).state == drafts.OFFERED


def test_nobody_signs_twice_though_they_stand_in_for_the_camat(who):
    draft = made.checked(who)
    acting = Actor("yusuf", "camat", who.yusuf.staff_id, "Plh.")
    with pytest.raises(Refused, match="untuk orang lain"):
        drafts.approve(draft.id, TODAY, acting, seen=draft.version)
    other = Actor("tuti", "camat", who.tuti.staff_id, "Plh.")
    revision = drafts.approve(draft.id, TODAY, other, seen=draft.version)
    assert revision.signers[-1].post == "Plh. Camat"


def test_what_changes_nothing_or_does_not_say_what_is_not_offered(who):
    begun = drafts.prepare(who.bambang)
    with pytest.raises(Refused, match="belum mengubah apa pun"):
        drafts.offer(begun.id, who.bambang, seen=begun.version)
    silent = drafts.change(begun.id, {"12": Wording(PLEDGE)}, " ", who.bambang, seen=begun.version)
    with pytest.raises(Invalid, match="apa yang berubah"):
        drafts.offer(begun.id, who.bambang, seen=silent.version)


def test_what_was_given_back_is_signed_anew(who):
    draft = made.checked(who)
    with pytest.raises(Invalid):
        drafts.give_back(draft.id, "  ", who.ratih, seen=draft.version)
    drafts.give_back(draft.id, "Pasal 12 terlalu umum.", who.ratih, seen=draft.version)
    back = drafts.of(draft.id)
    assert (back.state, back.returned) == (drafts.WRITING, "Pasal 12 terlalu umum.")
    assert back.signers == ()
    again = drafts.change(draft.id, {"12": Wording("Baru.")}, NOTE, who.bambang, seen=back.version)
    drafts.offer(draft.id, who.bambang, seen=again.version)
    assert drafts.of(draft.id).returned == ""


def test_a_withdrawn_draft_is_gone_and_the_next_takes_its_number(who):
    draft = made.written(who)
    drafts.withdraw(draft.id, who.bambang, seen=draft.version)
    with pytest.raises(NotFound):
        drafts.of(draft.id)
    assert drafts.in_work() is None
    fresh = drafts.prepare(who.bambang)
    assert (fresh.label, fresh.changes, fresh.id != draft.id) == ("02", [], True)


def test_two_who_prepare_get_one_draft(who):
    assert drafts.prepare(who.bambang).id == drafts.prepare(who.yusuf).id
    assert StandardRevision.select().count() == 1


def test_of_two_who_write_the_second_is_told_and_nothing_of_the_first_is_lost(who):
    begun = drafts.prepare(who.bambang)
    first, second = {"12": Wording("Satu.")}, {"12": Wording("Dua."), "13": Wording("Tiga.")}
    drafts.change(begun.id, first, NOTE, who.bambang, seen=begun.version)
    with pytest.raises(Refused, match="diubah orang lain"):
        drafts.change(begun.id, second, NOTE, who.yusuf, seen=begun.version)
    now = drafts.of(begun.id)
    assert {one.clause: one.text for one in now.clauses}["12"] == "Satu."
    assert [one.number for one in now.changes] == ["12", "12", "12"]
    drafts.change(begun.id, second, NOTE, who.yusuf, seen=now.version)
    assert {one.clause: one.text for one in drafts.of(begun.id).clauses}["12"] == "Dua."


@pytest.mark.parametrize("step", ["offer", "withdraw"])
def test_nobody_signs_what_changed_since_they_looked(who, step):
    draft = made.written(who)
    drafts.change(draft.id, {"13": Wording("Lain.")}, NOTE, who.yusuf, seen=draft.version)
    with pytest.raises(Refused, match="diubah orang lain"):
        getattr(drafts, step)(draft.id, who.bambang, seen=draft.version)


def test_a_clause_is_added_at_the_end_of_its_part_and_dropped_without_words(who):
    begun = drafts.prepare(who.bambang)
    numbers = [one if isinstance(one, str) else one.clause for one in drafts.writable(begun)]
    fresh = [one for one in drafts.writable(begun) if isinstance(one, str)]
    assert numbers == sorted(numbers, key=lambda one: [int(part) for part in one.split(".")])
    assert {"1.13", "2.6", "3.2", "4.5", "11.10", "14.4"} <= set(fresh)
    assert not {one.partition(".")[0] for one in fresh} & {"8", "9", "12", "13"}
    typed = {"4.5": Wording("KK disimpan 30 hari."), "2.5": Wording("  ", "tetap", "stays")}
    after = drafts.change(begun.id, typed, NOTE, who.bambang, seen=begun.version)
    known = {one.clause: one.text for one in after.clauses}
    assert known["4.5"] == "KK disimpan 30 hari."
    assert "2.5" not in known
    assert list(known) == sorted(known, key=lambda one: [int(part) for part in one.split(".")])
    assert "2.5" in drafts.writable(after)
    for wrong in ("4.7", "8.1", "15", "x", "", "9.1"):
        with pytest.raises(Invalid, match="tidak ada"):
            drafts.change(begun.id, {wrong: Wording("x")}, NOTE, who.bambang, seen=after.version)


def test_the_number_of_a_dropped_clause_is_given_to_no_other(who):
    made.approved(who, TODAY, _4_4="")
    draft = drafts.prepare(who.bambang)
    numbers = [one if isinstance(one, str) else one.clause for one in drafts.writable(draft)]
    assert [one for one in numbers if one.startswith("4.")] == ["4.1", "4.2", "4.3", "4.5"]


def test_what_is_too_long_is_refused_and_changes_nothing(who):
    begun = drafts.prepare(who.bambang)
    for typed in (Wording("x" * 2001), Wording("x", "y" * 301), Wording("x", "y", "z" * 301)):
        with pytest.raises(Invalid, match="Pasal 12 terlalu panjang"):
            drafts.change(begun.id, {"12": typed}, NOTE, who.bambang, seen=begun.version)
    assert drafts.of(begun.id) == begun


def test_typing_a_clause_as_it_is_changes_nothing(who):
    begun = drafts.prepare(who.bambang)
    same = {one.clause: Wording(f" {one.text} ", one.plain, one.plain_en) for one in begun.clauses}
    after = drafts.change(begun.id, same, NOTE, who.bambang, seen=begun.version)
    assert after.note == NOTE
    assert (after.clauses, after.changes) == (begun.clauses, [])
    silent = drafts.change(begun.id, same, NOTE, who.yusuf, seen=after.version)
    assert drafts.had_a_hand(silent, "bambang")
    assert not drafts.had_a_hand(silent, "yusuf")


def _clauses(texts):
    day = date(2026, 1, 1)
    return [Clause(valid_from=day, clause=n, text=t, plain=p) for n, (t, p) in texts.items()]


_LINE = st.lists(st.sampled_from(["satu", "dua", "tiga", "empat"]), max_size=6).map(" ".join)
_TEXTS = st.dictionaries(
    st.sampled_from(["4.1", "4.2", "4.10", "12"]),
    st.tuples(_LINE.filter(bool), _LINE),
)


@given(old=_TEXTS, new=_TEXTS)
def test_two_revisions_are_compared_line_by_line_as_their_lines_say(old, new):
    def lines(texts):
        both = ((n, "Bunyi pasal", t) for n, (t, _) in texts.items())
        easy = ((n, "Kata mudah", p) for n, (_, p) in texts.items())
        return {one for one in (*both, *easy) if one[2]}

    found = drafts.differences(_clauses(old), _clauses(new))
    sides = ([(one, getattr(one, at)) for one in found] for at in ("before", "after"))
    told = [
        [(one.number, one.what, " ".join(p.text for p in pieces)) for one, pieces in side if pieces]
        for side in sides
    ]
    assert set(told[0]) == lines(old) - lines(new)
    assert set(told[1]) == lines(new) - lines(old)
    assert [len(side) for side in told] == [len(set(side)) for side in told]
    for one in found:
        kept = [[p.text for p in side if not p.changed] for side in (one.before, one.after)]
        assert kept[0] == kept[1]
    assert [d.number for d in found] == sorted(
        (d.number for d in found), key=lambda n: [int(part) for part in n.split(".")]
    )


def test_an_edition_of_the_data_that_begins_later_holds_from_its_day(who, monkeypatch):
    made.approved(who, TODAY)
    here = offices.here()
    fresh = replace(here.standard.documents[0], revision="07", valid_from=TOMORROW)
    documents = (*here.standard.documents, fresh)
    standard = replace(here.standard, documents=documents)
    monkeypatch.setattr(offices, "_here", replace(here, standard=standard))
    assert [revisions.in_force(day).label for day in (TODAY, TOMORROW)] == ["02", "07"]
    assert [one.label for one in revisions.every()] == ["07", "02", "01"]
    assert drafts.prepare(who.bambang).label == "08"
