"""KKs that are ready and not collected: their age, who was told, where they lie, what is due."""

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest

from shared import clock, db
from shared.calendar import Calendar
from shared.errors import AppError, Invalid, NotAllowed, NotFound, Refused
from shared.records import ContactTry, JournalLine
from shared.records.base import to_ms
from shared.rules.admin import calendar
from shared.rules.applications import collecting, lists, process, seat_lists, view
from shared.rules.common import office as offices
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here
from tests import kk
from tests.office import Later

pytestmark = pytest.mark.usefixtures("office")
SECOND = "3508170504900002"
RINA = Actor("rina", staff.COUNTER, 7)
PHONE, WHATSAPP, VILLAGE = "TELEPON", "WHATSAPP", "TITIP"
NO_ANSWER, REACHED, WRONG = "TIDAK_DIANGKAT", "TERSAMBUNG", "NOMOR_SALAH"


def tried(file: view.ApplicationView, how: str = PHONE, came: str = NO_ANSWER, **other: object):
    """The counter told (or did not reach) the applicant."""
    by = other.pop("by", kk.COUNTER)
    touch = other.pop("touch", None) or kk.touch()
    return collecting.note(file.id, how, came, by, touch=touch, **other)  # type: ignore[arg-type]


def row(file: view.ApplicationView) -> seat_lists.ListedApplication:
    """The file as the lists show it."""
    return seat_lists.picture().files[str(file.id)]


def order() -> list[int]:
    """The ready files in the order of the list."""
    return seat_lists.picture().lists["ready"]


class TestAge:
    """How long a KK has waited, in working days."""

    def test_age_counts_working_days_and_no_holiday(self, later: Later) -> None:
        file = kk.ready()
        assert row(file).waits == "siap hari ini"
        later(days=1)
        assert row(file).waits == "1 hari kerja"
        calendar.put_day(date(2026, 11, 25), "TUTUP_KANTOR", "Rapat", kk.KASI)
        later(days=2)
        assert row(file).waits == "2 hari kerja"
        later(days=4)
        assert row(file).waits == "4 hari kerja"
        assert row(file).ready == "Senin 23-11, 09.00"

    def test_a_day_off_long_before_today_is_no_working_day_either(self, later: Later) -> None:
        file = kk.ready()
        for day in (24, 25, 26, 27):
            calendar.put_day(date(2026, 11, day), "TUTUP_KANTOR", "Banjir", kk.KASI)
        later(days=28)
        assert row(file).waits == "16 hari kerja"


class TestDue:
    """When the applicant is called, and when the head of the section sees it."""

    def test_the_applicant_is_to_be_called_after_the_days_of_the_data(self, later: Later) -> None:
        file = kk.ready()
        later(days=1)
        assert not row(file).call
        later(days=1)
        assert row(file).call

    def test_other_days_in_the_data_are_followed(self, office: Here, later: Later) -> None:
        file = kk.ready()
        rule = replace(
            office.standard.collecting_rules[0], call_after=1, call_again_after=1, long_after=2
        )
        other = replace(office, standard=replace(office.standard, collecting_rules=(rule,)))
        with patch.object(offices, "_here", other):
            later(days=1)
            assert row(file).call
            tried(file)
            assert not row(file).call
            later(days=1)
            assert (row(file).call, row(file).long) == (True, "")
            later(days=1)
            assert row(file).long == "Belum diambil 3 hari"

    def test_days_of_the_office_that_hold_no_service_are_not_waited_for(self, later: Later) -> None:
        file = kk.ready()
        calendar.put_day(date(2026, 11, 24), "TUTUP_KANTOR", "Rapat", kk.KASI)
        later(days=2)
        assert not row(file).call
        later(days=1)
        assert row(file).call

    def test_who_was_tried_is_due_again_only_days_later(self, later: Later) -> None:
        file = kk.ready()
        later(days=2)
        tried(file)
        assert not row(file).call
        later(days=1)
        assert not row(file).call
        later(days=4)  # Friday and Monday are working days
        assert row(file).call

    def test_what_is_due_now_comes_first_then_what_waited_longest(self, later: Later) -> None:
        first = kk.ready()
        later(minutes=1)
        second = kk.ready(nik=SECOND)
        later(days=1)
        third = kk.ready(nik="3508170504900003")
        later(days=1)
        assert order() == [first.id, second.id, third.id]
        tried(first)
        assert order() == [second.id, first.id, third.id]

    def test_past_the_limit_it_is_named_and_counted_and_still_there(self, later: Later) -> None:
        file = kk.ready()
        later(days=7)
        assert seat_lists.picture().lists["uncollected"] == []
        later(days=1)
        assert seat_lists.picture().lists["uncollected"] == [file.id]
        assert row(file).long == "Belum diambil 8 hari"
        tried(file)
        assert seat_lists.picture().lists["uncollected"] == [file.id]

    def test_what_no_list_holds_any_more_is_counted_with_the_uncollected(
        self, later: Later
    ) -> None:
        kk.ready()
        later(days=91)
        kept = kk.ready(nik=SECOND)
        later(days=8)
        assert seat_lists.picture().lists["uncollected"] == [kept.id]
        assert lists.older()["uncollected"] == 1
        assert len(lists.ready_numbers()) == 1


class TestTries:
    """What was tried: written down once, corrected by a further note, never taken away."""

    def test_a_try_is_told_with_who_and_when(self, later: Later) -> None:
        file = kk.ready(phone="0812-3456-7890")
        later(minutes=15)
        assert row(file).tried == "Ada telepon, belum dihubungi"
        tried(file, note="minta Pak RT")
        assert row(file).tried == (
            "Ada telepon, dihubungi 1×, terakhir Senin, 23 November 2026 pukul 09.15"
        )
        (line,) = collecting.tries(file.id, staff.usernames())
        assert (line.how, line.came, line.note, line.corrected) == (
            "Telepon",
            "Tidak diangkat",
            "minta Pak RT",
            False,
        )
        assert "Pemohon dihubungi: telepon, tidak diangkat." in [
            one.text % one.params for one in kk.story(file.id)
        ]

    def test_without_a_telephone_the_list_says_so(self) -> None:
        assert row(kk.ready()).tried == "Tanpa telepon, belum dihubungi"

    def test_the_same_press_twice_is_one_try(self) -> None:
        file, touch = kk.ready(), kk.touch()
        tried(file, touch=touch)
        tried(file, touch=touch)
        assert ContactTry.select().count() == 1

    def test_a_touch_of_another_file_is_no_echo(self) -> None:
        one, other, touch = kk.ready(), kk.ready(nik=SECOND), kk.touch()
        tried(one, touch=touch)
        with pytest.raises(Refused):
            tried(other, touch=touch)

    def test_two_officers_who_both_called_are_two_tries(self) -> None:
        file, done = kk.ready(), []

        def call(by: Actor) -> None:
            tried(file, by=by)
            done.append(by)
            db.close_database()

        threads = [threading.Thread(target=call, args=(by,)) for by in (kk.COUNTER, RINA)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert len(done) == 2
        assert ContactTry.select().count() == 2

    def test_a_mistake_is_followed_by_another_note_and_both_stay(self, later: Later) -> None:
        file = kk.ready()
        tried(file)
        first = ContactTry.get()
        later(days=1)
        tried(file, came=REACHED, corrects=first.id, by=RINA)
        new, old = collecting.tries(file.id, staff.usernames())
        assert (old.corrected, new.corrected) == (True, False)
        assert new.came == "Tersambung"
        assert "dihubungi 1×, terakhir Senin, 23 November 2026 pukul 09.00" in row(file).tried

    def test_a_note_on_the_wrong_file_is_taken_off_the_count_and_not_away(self) -> None:
        file = kk.ready()
        tried(file)
        tried(file, came=collecting.MISTAKEN, corrects=ContactTry.get().id)
        assert row(file).tried == "Tanpa telepon, belum dihubungi"
        assert ContactTry.select().count() == 2

    def test_a_note_is_corrected_once_and_only_on_its_own_file(self) -> None:
        file, other = kk.ready(), kk.ready(nik=SECOND)
        tried(file)
        first = ContactTry.get().id
        with pytest.raises(NotFound):
            tried(other, corrects=first)
        tried(file, came=REACHED, corrects=first)
        with pytest.raises(Refused) as second:
            tried(file, came=WRONG, corrects=first, by=RINA)
        assert second.value.code == "changed"
        with pytest.raises(NotFound):
            tried(file, corrects=2_000_000_000)

    @pytest.mark.parametrize(
        ("how", "came"),
        [("", NO_ANSWER), ("FAX", NO_ANSWER), (PHONE, ""), (PHONE, "MARAH"), (PHONE, "KELIRU")],
    )
    def test_what_is_no_way_and_no_outcome_is_refused(self, how: str, came: str) -> None:
        with pytest.raises(Invalid):
            tried(kk.ready(), how, came)
        assert not ContactTry.select().exists()

    def test_a_long_note_is_refused_and_a_note_is_sealed(self) -> None:
        file = kk.ready()
        with pytest.raises(Invalid):
            tried(file, note="x" * 501)
        tried(file, note="Bu Siti, tetangga")
        found = db.rows("SELECT note FROM contact_try")
        assert b"Siti" not in bytes(found[0][0])
        assert "Siti" not in str([(one.what, one.detail) for one in JournalLine.select()])

    def test_only_counter_and_head_of_section_note_and_look_at_the_number(self) -> None:
        file = kk.ready(phone="081234567890")
        with pytest.raises(NotAllowed):
            tried(file, by=kk.OPERATOR)
        with pytest.raises(NotAllowed):
            collecting.telephone(file.id, kk.OPERATOR)
        with pytest.raises(NotAllowed):
            collecting.move_to(file.id, "LEMARI", kk.KASI)
        tried(file, by=kk.KASI)
        assert collecting.telephone(file.id, kk.KASI) == "0812-3456-7890"
        line = JournalLine.select().where(JournalLine.what == "application.phone").get()
        assert "0812" not in str(line.detail)

    def test_no_number_is_shown_where_there_is_none_or_nobody_is_to_be_called(self) -> None:
        with pytest.raises(NotFound):
            collecting.telephone(kk.ready().id, kk.COUNTER)
        with pytest.raises(Refused):
            collecting.telephone(kk.accepted(nik=SECOND, phone="0812345678").id, kk.COUNTER)


class TestMeanwhile:
    """A KK that is handed over, taken back, found wrong or made anew."""

    def test_a_file_handed_over_meanwhile_takes_no_note_and_no_place(self) -> None:
        file = kk.ready()
        seen = view.by_id(file.id).version
        process.hand_over(file.id, kk.taken("Wati", process.APPLICANT), RINA)
        for late in (
            lambda: tried(file),
            lambda: collecting.move_to(file.id, "LEMARI", kk.COUNTER, seen=seen),
        ):
            with pytest.raises(Refused, match="berstatus|baru saja"):
                late()

    def test_taken_back_the_same_day_it_waits_on_where_it_lay(self, later: Later) -> None:
        file = kk.ready()
        later(days=2)
        tried(file)
        collecting.move_to(file.id, "LEMARI", kk.COUNTER)
        process.hand_over(file.id, kk.taken("Wati", process.APPLICANT), kk.COUNTER)
        process.take_back(file.id, "salah orang", kk.KASI)
        again = row(file)
        assert (again.waits, again.place) == ("2 hari kerja", "Loket 1, lemari KK")
        assert "dihubungi 1×" in again.tried

    def test_a_reprint_after_a_fault_begins_to_wait_anew(self, later: Later) -> None:
        file = kk.ready()
        collecting.move_to(file.id, "LEMARI", kk.COUNTER)
        later(days=3)
        tried(file)
        process.fail_product(file.id, "TIDAK_TERBACA", kk.OPERATOR)
        process.mark_printed(file.id, kk.OPERATOR)
        process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), kk.OPERATOR)
        again = row(file)
        assert (again.waits, again.place) == ("siap hari ini", "Loket 1, laci KK")
        assert again.tried == "Tanpa telepon, belum dihubungi"
        assert len(collecting.tries(file.id, staff.usernames())) == 1


class TestPlace:
    """Where a finished KK lies: a place of the office's data."""

    def test_it_lies_where_the_data_says_until_somebody_moves_it(self) -> None:
        file = kk.ready()
        assert row(file).place == "Loket 1, laci KK"
        collecting.move_to(file.id, "LEMARI", kk.COUNTER)
        assert row(file).place == "Loket 1, lemari KK"
        told = [one.text % one.params for one in kk.story(file.id)]
        assert "Tempat simpan KK diganti: Loket 1, lemari KK." in told

    def test_a_place_that_the_office_does_not_have_is_refused(self) -> None:
        with pytest.raises(Invalid):
            collecting.move_to(kk.ready().id, "BAWAH_MEJA", kk.COUNTER)

    def test_who_is_second_to_move_it_is_told(self) -> None:
        file = kk.ready()
        seen = view.by_id(file.id).version
        collecting.move_to(file.id, "LEMARI", kk.COUNTER, seen=seen)
        with pytest.raises(AppError) as second:
            collecting.move_to(file.id, "LACI", RINA, seen=seen)
        assert second.value.code == "changed"

    def test_a_place_that_is_gone_from_the_data_is_the_first_one_there(self, office: Here) -> None:
        file = kk.ready()
        collecting.move_to(file.id, "LEMARI", kk.COUNTER)
        left = tuple(one for one in office.standard.places if one.code != "LEMARI")
        other = replace(office, standard=replace(office.standard, places=left))
        with patch.object(offices, "_here", other):
            assert row(file).place == "Loket 1, laci KK"

    @pytest.mark.parametrize(("chosen", "counter"), [(None, "Loket 4"), (1, "Loket 1")])
    def test_a_place_belongs_to_the_first_counter_that_hands_over(
        self, office: Here, chosen: int | None, counter: str
    ) -> None:
        one, two = office.standard.counters[:2]
        counters = (
            replace(one, services=("KK",)),
            replace(two, id=4, name="Loket 4", services=("INFO", "AMBIL")),
            replace(two, id=5, name="Loket 5", services=("AMBIL",)),
        )
        laid = (replace(office.standard.places[0], counter=chosen),)
        other = replace(office.standard, counters=counters, places=laid)
        with patch.object(offices, "_here", replace(office, standard=other)):
            assert collecting.place_words(laid[0]) == f"{counter}, laci KK"

    def test_a_kk_that_became_ready_before_places_were_kept_lies_in_the_first(self) -> None:
        file = kk.ready()
        db.value("UPDATE application SET place = NULL")
        assert row(file).place == "Loket 1, laci KK"


def test_a_wait_of_years_is_told_without_an_error(later: Later) -> None:
    file = kk.ready()
    later(days=900)
    found = collecting.waiting(view.row_by_id(file.id))
    assert (found.is_long, found.long_days) == (True, 900)


@pytest.mark.parametrize(
    ("days", "tried_before", "call", "long"),
    [
        # Monday the 23rd; a try so many days before today.
        (1, None, False, False),
        (2, None, True, False),
        (2, 0, False, False),
        (4, 2, False, False),
        (7, 4, False, False),
        (7, 5, True, False),
        (7, None, True, False),
        (8, 0, False, True),
        (8, None, True, True),
    ],
)
def test_what_is_due_by_the_days_since_it_is_ready_and_since_the_last_try(
    later: Later, days: int, tried_before: int | None, call: bool, long: bool
) -> None:
    file = kk.ready()
    later(days=days)
    last = None
    if tried_before is not None:
        last = to_ms(clock.now() - timedelta(days=tried_before))
    told = collecting.waiting(view.row_by_id(file.id), collecting.Tried(1, last))
    assert (told.call, told.is_long, told.long_days) == (call, long, days)
    assert (told.tried.times, told.tried.last_ms) == (1, last)


def test_of_two_files_each_counts_its_own_tries_since_its_kk_is_ready(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = clock.now().replace(microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: now)
    first, second = kk.ready(), kk.ready(nik=SECOND)
    for file, times in ((first, 3), (second, 1)):
        for number in range(times):
            moment = now + timedelta(minutes=number)
            monkeypatch.setattr(clock, "now", lambda at=moment: at)
            tried(file)

    def told(file: view.ApplicationView) -> tuple[int, datetime | None]:
        found = collecting.waiting(view.row_by_id(file.id)).tried
        return found.times, found.last

    assert (told(first), told(second)) == ((3, now + timedelta(minutes=2)), (1, now))
    newest = collecting.tries(first.id, {})[0]
    assert (newest.at, newest.who, newest.corrects) == (now + timedelta(minutes=2), "sari", False)
    tried(first, came="KELIRU", corrects=newest.id)
    assert (told(first), told(second)) == ((2, now + timedelta(minutes=1)), (1, now))
    lines = collecting.tries(first.id, staff.usernames())
    assert [(one.corrected, one.corrects) for one in lines] == [
        *((False, True), (True, False)),
        *((False, False), (False, False)),
    ]
    row = view.row_by_id(second.id)
    row.ready_at = now + timedelta(milliseconds=1)
    row.save()
    assert told(second) == (0, None)


def test_the_same_press_on_another_file_and_a_way_that_is_none() -> None:
    one, other, touch = kk.ready(), kk.ready(nik=SECOND), kk.touch()
    tried(one, touch=touch)
    tried(one, touch=touch.upper())
    with pytest.raises(Refused) as refused:
        tried(other, touch=touch)
    assert refused.value.code == "touch"
    for how, came in ((PHONE, "MARAH"), ("FAX", NO_ANSWER)):
        with pytest.raises(Invalid) as wrong:
            tried(other, how, came)
        assert wrong.value.code == "contact"
    assert ContactTry.select().count() == 1


def test_the_ways_of_telling_somebody_are_said_in_the_words_of_the_region() -> None:
    assert collecting.hows() == {
        "TELEPON": "Telepon",
        "WHATSAPP": "WhatsApp",
        "TITIP": "Titip pesan ke RT/desa",
    }
    assert collecting.usual_how(True) == "Telepon"
    assert collecting.usual_how(False) == "Titip pesan ke RT/desa"
    assert collecting.places() == {
        "LACI": "Loket 1, laci KK",
        "LEMARI": "Loket 1, lemari KK",
    }


def test_a_message_left_and_its_correction_stand_in_the_history() -> None:
    file = kk.ready(phone="0812-3456-7890")
    tried(file, VILLAGE, "DISAMPAIKAN")
    tried(file, WHATSAPP, WRONG, corrects=ContactTry.get().id)
    told = [one.text % one.params for one in kk.story(file.id)][-2:]
    assert told == [
        "Pemohon dihubungi: titip pesan ke rt/desa, pesan disampaikan.",
        "Catatan menghubungi pemohon diperbaiki: whatsapp, nomor salah.",
    ]
    collecting.telephone(file.id, RINA)
    line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert (line.what, line.who, line.subject) == ("application.phone", "rina", file.number)


def test_the_days_that_a_page_knows_already_are_not_counted_out_again(
    monkeypatch: pytest.MonkeyPatch, later: Later
) -> None:
    file = kk.ready()
    later(days=1)
    known, asked = view.today(), []

    def days() -> Calendar:
        asked.append(1)
        return known

    monkeypatch.setattr(view, "today", lambda: pytest.fail("the office's days were asked for"))
    row = view.row_by_id(file.id)
    told = collecting.waiting(row, collecting.Tried(0, None), days)
    assert (told.days, asked) == (1, [1])
    assert view.light(row, view.latest_run(file.id), days) == ""
    assert asked == [1], "no light, no hours"


@pytest.mark.parametrize("corrects", [False, True])
def test_a_try_is_written_down_as_it_was_told_and_tells_every_screen(
    later: Later, rung: list[str], corrects: bool
) -> None:
    file = kk.ready()
    tried(file, note="pertama")
    first = ContactTry.get()
    later(days=1)
    rung.clear()
    other = {"corrects": first.id} if corrects else {}
    tried(file, VILLAGE, REACHED, note="  lewat  Pak RT ", by=RINA, **other)
    assert "applications" in rung
    new, old = collecting.tries(file.id, {"sari": "Sari"})
    assert (new.how, new.came, new.note, new.who) == (
        *("Titip pesan ke RT/desa", "Tersambung"),
        *("lewat Pak RT", "rina"),
    )
    assert (old.note, old.who, old.corrected, new.corrects) == (
        *("pertama", "Sari"),
        *(corrects, corrects),
    )
    assert (new.at == old.at) is corrects
    row = ContactTry.select().order_by(ContactTry.id.desc()).get()
    assert (row.role, row.who, row.application_id) == (RINA.signs, "rina", file.id)


@pytest.mark.parametrize("state", ["printed", "handed_over", "complete"])
def test_only_a_kk_that_is_ready_waits_for_its_family(state: str) -> None:
    row = view.row_by_id(kk.ready().id)
    row.state = state
    with pytest.raises(Refused) as refused:
        collecting.waiting(row)
    assert refused.value.code == "wrong-state"
