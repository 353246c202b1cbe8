"""Files as the seats show them; the office's own papers on their way to the printer."""

import os
import time

import pytest

from shared.records import ClockRun, JournalLine
from shared.rules.admin import calendar
from shared.rules.applications import (
    clock_runs,
    closings,
    decisions,
    history,
    intake,
    lists,
    receipt_code,
    seat_lists,
)
from shared.rules.common.office import Here
from shared.rules.paper import own_papers, sheets
from tests import kk
from tests.office import Later, take

pytestmark = pytest.mark.usefixtures("office")
SECOND = "3508170504900002"


class TestPicture:
    """The lists in plain values."""

    def test_each_list_names_its_files_once(self) -> None:
        first, second = kk.accepted(), kk.ready(nik=SECOND)
        picture = seat_lists.picture()
        assert picture.lists["with_operator"] == [first.id]
        assert picture.lists["ready"] == [second.id]
        assert set(picture.files) == {str(first.id), str(second.id)}

    def test_the_mark_changes_with_every_change_and_not_without(self, later: Later) -> None:
        marks = [seat_lists.mark()]
        assert seat_lists.mark() == marks[0]
        file = kk.accepted()
        marks.append(seat_lists.mark())
        sheets.ask_paper("papers/x.pdf", "0" * 64, 1, kk.touch(), kk.OPERATOR)
        marks.append(seat_lists.mark())
        calendar.put_day(kk.today().replace(day=24), "TUTUP_KANTOR", "Rapat", kk.KASI)
        marks.append(seat_lists.mark())
        later(days=3)
        marks.append(seat_lists.mark())
        clock_runs.explain(file.id, "LISTRIK", None, kk.KASI)
        marks.append(seat_lists.mark())
        assert len(set(marks)) == len(marks)

    @pytest.mark.parametrize(
        ("days", "hours", "words"),
        [
            (0, 0, "besok 15.00"),
            (1, 0, "hari ini 15.00"),
            (2, 0, "kemarin 15.00"),
            (3, 0, "Selasa 24-11, 15.00"),
            (40, 0, "Selasa 24-11-2026, 15.00"),
        ],
    )
    def test_a_due_time_is_told_as_people_say_it(
        self, later: Later, days: int, hours: int, words: str
    ) -> None:
        due = kk.accepted().due_at
        later(days=days, hours=hours)
        assert seat_lists.due_words(due) == words
        assert seat_lists.due_words(None) == ""


class TestHistory:
    """The whole story in sentences."""

    def test_a_checklist_filled_in_bit_by_bit_is_told_once(self) -> None:
        file = kk.register()
        for item in kk.papers.items(file.id):
            kk.checking.tick(file.id, {item.id: kk.checking.Seen(True, "copy")}, kk.COUNTER)
        kk.checking.tick(file.id, {}, kk.KASI)
        told = [line.text for line in kk.story(file.id)]
        assert told.count("Daftar syarat diisi.") == 2

    def test_every_step_has_its_sentence(self) -> None:
        file = kk.handed()
        decisions.give_back(kk.register(nik=SECOND).id, "TIDAK_VALID", kk.COUNTER, "sobek")
        for one in (file.id, 2):
            for line in kk.story(one):
                assert (line.text % line.params).endswith(".")
        (*_, last) = kk.story(2)
        assert (last.text % last.params, last.note) == (
            "Dikembalikan untuk dilengkapi: Isi berkas tidak cocok.",
            "sobek",
        )
        assert last.role == "Petugas Loket"

    def test_what_is_kept_of_a_pdf_is_not_told_as_a_note(self) -> None:
        assert "attach" in history._FINGERPRINTS


def test_a_code_is_renewed_with_a_line_that_does_not_hold_it() -> None:
    done = intake.register(kk.wish(), kk.COUNTER)
    fresh = receipt_code.renew(done.application.id, kk.COUNTER)
    assert receipt_code.is_of(done.application.id, fresh)
    assert not receipt_code.is_of(done.application.id, done.code) or fresh == done.code
    line = JournalLine.select().where(JournalLine.what == "application.code").get()
    assert fresh not in str(line.detail)


def test_the_files_of_a_queue_number() -> None:
    ticket = take("KK")
    assert lists.of_ticket(ticket.id) == []
    file = kk.register(ticket_id=ticket.id)
    assert [one.id for one in lists.of_ticket(ticket.id)] == [file.id]


class TestNextToClose:
    """Which month of the book is to be closed."""

    def test_the_oldest_open_month_that_is_over(self, later: Later) -> None:
        assert closings.next_to_close() is None
        kk.register()
        assert closings.next_to_close() is None
        later(days=40)
        kk.register(nik=SECOND)
        assert closings.next_to_close() == (2026, 11)
        kk.close_month(2026, 11)
        assert closings.next_to_close() is None
        later(days=31)
        assert closings.next_to_close() == (2027, 1)


@pytest.mark.clause("5.1")
def test_filling_the_calendar_moves_the_due_times_of_running_files(later: Later) -> None:
    later(days=30)
    kk.accepted()
    before = ClockRun.get().due_at
    assert calendar.fill_year(2026) > 10
    assert ClockRun.get().due_at > before


class TestOfficePapers:
    """Our own A4 papers."""

    def test_a_paper_is_kept_for_its_print_and_deleted_later(self, office: Here) -> None:
        touch = kk.touch()
        job = own_papers.ask(b"%PDF-1.7 x", 1, touch, kk.COUNTER)
        assert own_papers.ask(b"%PDF-1.7 x", 1, touch, kk.COUNTER).id == job.id
        assert sheets.content(job) == b"%PDF-1.7 x"
        path = office.settings.data / job.file
        assert path.stat().st_mode & 0o077 == 0
        assert own_papers.purge() == 0
        old = time.time() - 4 * 24 * 3600
        os.utime(path, (old, old))
        assert own_papers.purge() == 1
        assert not path.exists()
