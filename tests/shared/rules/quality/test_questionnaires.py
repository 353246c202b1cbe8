"""Questionnaires: one for each ticket, no trace of whose, no flood from a touchscreen."""

from datetime import date
from uuid import uuid4

import pytest

from shared import clock, db
from shared.errors import AppError, Invalid, NotAllowed, Refused, TooMany
from shared.records import TABLES, JournalLine, Questionnaire
from shared.rules import queue
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.quality import periods, questionnaires, results
from tests import complaint_book
from tests.office import take
from tests.survey import BEST, filled, served

NOVEMBER = date(2026, 11, 1)


def everything():
    """Every row of every table, as it is kept."""
    return {one: db.rows(f'SELECT * FROM "{one._meta.table_name}"') for one in TABLES}


def only():
    (row,) = Questionnaire.select()
    return row


def test_a_phone_answers_once_for_its_ticket_and_for_its_service(sari):
    ticket = served(sari, "AMBIL")
    questionnaires.from_phone(filled(about={"USIA": "U30_39"}), ticket.token)
    row = only()
    assert (row.service, row.source, row.answers) == ("AMBIL", questionnaires.PHONE, BEST)
    assert (row.form, row.month, row.about) == ("SKM_2017", NOVEMBER, {"USIA": "U30_39"})
    with pytest.raises(Refused, match="sudah diisi"):
        questionnaires.from_phone(filled("1" * 9), ticket.token)
    assert only().answers == BEST


def test_pressing_twice_is_one_questionnaire(sari):
    one, tickets = filled(), [served(sari), served(sari)]
    for _ in range(2):
        questionnaires.from_phone(one, tickets[0].token)
        questionnaires.from_touchscreen(filled(touch=one.touch))
    assert Questionnaire.select().count() == 1
    assert questionnaires.may_answer(tickets[1])


def test_nobody_is_asked_before_the_visit_is_over_or_on_another_day(sari, later):
    ticket, waiting = served(sari), take()
    assert questionnaires.may_answer(ticket)
    assert not questionnaires.may_answer(waiting)
    with pytest.raises(Refused):
        questionnaires.from_phone(filled(), waiting.token)
    later(days=1)
    assert not questionnaires.may_answer(queue.by_id(ticket.id))
    with pytest.raises(Refused):
        questionnaires.from_phone(filled(), ticket.token)


def test_nothing_that_is_kept_tells_which_ticket_gave_which_answer(sari, still):
    """Two people whose answers are swapped leave the same office behind, in whatever order."""
    first, second = served(sari), served(sari)
    good, bad = filled("4" * 9), filled("1" * 9)
    nine, eleven = clock.now(), clock.now().replace(hour=4)
    left = []
    for pairs in (
        ((first, good), (second, bad)),
        ((first, bad), (second, good)),
        ((second, good), (first, bad)),
    ):
        with pytest.raises(InterruptedError), db.transaction():
            for (ticket, one), moment in zip(pairs, (nine, eleven), strict=True):
                still(moment)
                questionnaires.from_phone(one, ticket.token)
            left.append(everything())
            raise InterruptedError
    assert len(left[0][Questionnaire]) == 2
    assert left[0] == left[1] == left[2]


def test_rows_lie_in_no_order_of_time_and_hold_nothing_finer_than_a_month(sari):
    given = []
    for at in range(12):
        one = filled(f"{at % 4 + 1}" * 9)
        questionnaires.from_phone(one, served(sari).token)
        given.append(one.answers)
    lying = [row.answers for row in Questionnaire.select().order_by(Questionnaire.id)]
    assert sorted(lying) == sorted(given)
    assert lying != given
    columns = set(Questionnaire._meta.fields)
    assert columns == {"id", "office", "form", "month", "service", "source", "answers", "about"}
    assert {row.month for row in Questionnaire.select()} == {NOVEMBER}
    assert not [row for row in JournalLine.select() if "survey" in row.what]


def test_what_was_spent_is_forgotten_the_next_day(sari, later):
    questionnaires.from_phone(filled(), served(sari).token)
    assert questionnaires.purge() == 0
    later(days=1)
    assert (questionnaires.purge(), questionnaires.purge()) == (1, 0)


def test_touchscreens_have_no_more_of_a_day_than_people_came_to_the_counters(sari, later):
    with pytest.raises(TooMany):
        questionnaires.from_touchscreen(filled())
    served(sari)
    take()
    queue.call_next(1, sari)
    queue.serve(1, sari)
    for _ in range(2):
        assert questionnaires.has_room()
        questionnaires.from_touchscreen(filled())
    assert not questionnaires.has_room()
    with pytest.raises(TooMany, match="sudah cukup"):
        questionnaires.from_touchscreen(filled())
    assert Questionnaire.select().count() == 2


def test_paper_is_typed_by_the_information_desk_for_this_month_or_the_last(office):
    who = complaint_book.people()
    for by in (who.sari, who.bambang, who.yusuf, who.ratih, who.agus):
        with pytest.raises(NotAllowed):
            questionnaires.from_paper(filled(), by, NOVEMBER)
    with pytest.raises(Invalid, match="bulan ini atau bulan lalu"):
        questionnaires.from_paper(filled(), who.rina, date(2026, 9, 1))
    questionnaires.from_paper(filled("4-4444444"), who.rina, date(2026, 10, 1))
    row = only()
    assert (row.source, row.month, row.answers) == (
        questionnaires.PAPER,
        date(2026, 10, 1),
        "4-4444444",
    )
    line = JournalLine.select().order_by(JournalLine.id.desc()).get()
    assert (line.who, line.what, line.subject, line.detail) == (
        who.rina.who,
        "survey.typed",
        "2026-10",
        "{}",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        *({"answers": given} for given in ("", "4" * 8, "4" * 14, "5" * 9, "44444444 ", "-" * 9)),
        {"service": "PASPOR"},
        {"touch": "bukan"},
    ],
)
def test_what_is_no_questionnaire_of_today_is_refused_and_nothing_is_kept(sari, wrong):
    ticket = served(sari)
    with pytest.raises(Invalid):
        questionnaires.from_touchscreen(filled(**wrong))
    if "service" not in wrong:
        with pytest.raises(Invalid):
            questionnaires.from_phone(filled(**wrong), ticket.token)
    assert Questionnaire.select().count() == 0
    assert questionnaires.may_answer(ticket)


def test_what_is_not_asked_of_oneself_is_not_kept(sari):
    served(sari)
    about = {"NIK": "3508174504900002", "USIA": "ratusan", "JENIS_KELAMIN": "P"}
    questionnaires.from_touchscreen(filled(about=about))
    assert only().about == {"JENIS_KELAMIN": "P"}


def test_a_mood_is_counted_by_day_and_is_no_questionnaire(office, later):
    for mood in (4, 4, 1):
        questionnaires.feel(mood)
    today = clock.service_day()
    later(days=1)
    questionnaires.feel(3)
    assert questionnaires.moods(today, today)[questionnaires.PHONE] == [1, 0, 0, 2]
    whole = {questionnaires.PHONE: [1, 0, 1, 2], questionnaires.TOUCHSCREEN: [0] * 4}
    assert questionnaires.moods(today, clock.service_day()) == whole
    assert Questionnaire.select().count() == 0
    for wrong in (0, 5):
        with pytest.raises(AppError, match="gambar"):
            questionnaires.feel(wrong)


def test_touchscreens_have_no_more_moods_of_a_day_than_people_came_and_no_index_knows_them(sari):
    year = periods.of(clock.service_day(), 12)
    camat = Actor("ratih", staff.CAMAT)
    with pytest.raises(TooMany):
        questionnaires.feel(1, questionnaires.TOUCHSCREEN)
    for answers in (BEST, "3" * 9):
        questionnaires.from_phone(filled(answers), served(sari).token)
    before = results.of(year, camat)
    for _ in range(2):
        assert questionnaires.has_room_to_feel()
        questionnaires.feel(1, questionnaires.TOUCHSCREEN)
        questionnaires.feel(1)
    assert not questionnaires.has_room_to_feel()
    with pytest.raises(TooMany, match="sudah cukup"):
        questionnaires.feel(1, questionnaires.TOUCHSCREEN)
    assert questionnaires.has_room(), "a touch takes no room from the questions"
    pressed = questionnaires.moods(year.first, year.last)
    assert [times[0] for times in pressed.values()] == [2, 2]
    assert results.of(year, camat) == before
    assert before.all.ikm == "87,50"


def test_the_id_of_a_questionnaire_follows_from_its_press_alone(sari):
    served(sari)
    touch = str(uuid4())
    questionnaires.from_touchscreen(filled(touch=touch.upper()))
    assert questionnaires.is_known(filled(touch=touch))
    assert not questionnaires.is_known(filled())
