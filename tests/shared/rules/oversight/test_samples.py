"""The monthly sample: drawn by a kept seed, looked at file by file, and what a finding opens."""

import hashlib
from dataclasses import replace
from datetime import datetime

import pytest

from shared import clock
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import JournalLine, OversightSample
from shared.rules.applications import intake
from shared.rules.applications.view import ApplicationView
from shared.rules.common.actor import Actor
from shared.rules.complaints import sight
from shared.rules.corrective import lists
from shared.rules.oversight import facts, sample_paper, samples
from tests import kk
from tests.complaint_book import People, people
from tests.office import Later

NOVEMBER = (2026, 11)
FINDING = {"WAKTU": samples.FINDING, "TTE": samples.NOTHING}


@pytest.fixture
def who(office: object) -> People:
    return people()


@pytest.fixture
def files(who: People, later: Later) -> list[ApplicationView]:
    """A dozen files of November, which is over."""
    made = [kk.register() for _ in range(11)]
    made.append(kk.handed())
    later(days=14)
    return made


def answered(**other: str) -> dict[str, str]:
    codes = ("BERKAS", "KEPUTUSAN", "WAKTU", "JURNAL", "CETAK", "TTE", "SERAH")
    return {**dict.fromkeys(codes, samples.FITS), **other}


def looked_at(number: int, by: Actor, note: str = "", **answers: str) -> samples.CheckView:
    """The file in that place of the draw, looked at."""
    one = samples.of(*NOVEMBER).checks[number]
    return samples.check(one.id, answered(**answers), note, "minor", by, seen=one.version)


@pytest.mark.clause("10.1")
def test_a_month_is_drawn_once_and_anybody_can_draw_it_again_by_its_seed(
    who: People, files: list[ApplicationView]
) -> None:
    first = samples.draw(*NOVEMBER, who.yusuf)
    second = samples.draw(*NOVEMBER, who.yusuf)
    by_hand = sorted(
        (hashlib.sha256(f"{first.seed} {one.number}".encode()).hexdigest(), one.number)
        for one in files
    )
    assert [one.number for one in first.checks] == [number for _, number in by_hand[:10]]
    assert first == second
    assert (first.size, first.population) == (10, 12)
    assert OversightSample.select().count() == 1
    [line] = JournalLine.select().where(JournalLine.what == "oversight.drawn")
    assert first.seed in line.detail


def test_two_months_are_not_drawn_by_the_same_seed(who: People, later: Later) -> None:
    kk.register()
    later(days=45)
    seeds = {samples.draw(2026, month, who.yusuf).seed for month in (10, 11, 12)}
    assert len(seeds) == 3


def test_every_file_has_the_same_chance() -> None:
    numbers = [f"KK-2026-{nth:06d}" for nth in range(1, 41)]
    times = dict.fromkeys(numbers, 0)
    for seed in range(2000):
        for number in samples.drawn(str(seed), numbers, 10):
            times[number] += 1
    # 500 expected, and five standard deviations of a binomial around it.
    assert all(403 < count < 597 for count in times.values())


@pytest.mark.clause("10.1")
def test_a_finding_opens_a_corrective_action_of_the_section(
    who: People, files: list[ApplicationView]
) -> None:
    samples.draw(*NOVEMBER, who.yusuf)
    found = looked_at(0, who.yusuf, "Sebab terlambat tidak dicatat.", **FINDING)
    [action] = lists.actions(sight.reader(who.bambang.staff_id))
    assert found.action == action.number
    assert (action.source, action.unit, action.severity) == (
        "Pengawasan internal",
        "PELAYANAN",
        "Minor",
    )
    assert action.problem == (
        f"Pengawasan internal November 2026, {found.number}: Batas waktu."
        " Sebab terlambat tidak dicatat."
    )
    assert (found.result, found.checked_by) == ("Temuan", "Yusuf Percobaan")


@pytest.mark.clause("10.1")
def test_the_record_of_the_month_is_kept_and_the_year_tells_it(
    who: People, files: list[ApplicationView]
) -> None:
    samples.draw(*NOVEMBER, who.yusuf)
    looked_at(0, who.yusuf, "Salah.", CETAK=samples.FINDING)
    assert [one.title for one in samples.waiting()] == ["November 2026"]
    for place in range(1, 10):
        looked_at(place, who.yusuf)
    told = {one.month: one for one in samples.of_year(2026)}
    assert told[11].is_done
    assert (told[11].size, told[11].left, len(told[11].findings)) == (10, 0, 1)
    assert clock.service_day(told[11].done_at) == clock.service_day()
    assert set(told) == {11, 12}
    assert not told[12].over
    assert samples.waiting() == []


def test_what_was_written_down_is_not_changed_any_more(
    who: People, files: list[ApplicationView]
) -> None:
    samples.draw(*NOVEMBER, who.yusuf)
    one = looked_at(0, who.yusuf)
    with pytest.raises(Refused) as told:
        samples.check(one.id, answered(), "", "minor", who.yusuf)
    assert told.value.code == "checked"
    assert lists.actions(sight.reader(who.yusuf.staff_id)) == []


@pytest.mark.parametrize(
    ("answers", "note"),
    [
        ({}, ""),
        (answered(LAIN="fits"), ""),
        (answered(WAKTU="perhaps"), ""),
        (answered(WAKTU=samples.FINDING), "  "),
        (answered(), "x" * 601),
    ],
)
def test_every_question_has_an_answer_and_every_finding_its_words(
    who: People, files: list[ApplicationView], answers: dict[str, str], note: str
) -> None:
    one = samples.draw(*NOVEMBER, who.yusuf).checks[0]
    with pytest.raises(Invalid):
        samples.check(one.id, answers, note, "minor", who.yusuf)
    assert samples.of(*NOVEMBER).checks[0].is_open


@pytest.mark.clause("10.1")
def test_only_the_secretary_draws_and_writes(who: People, files: list[ApplicationView]) -> None:
    for by in vars(who).values():
        if by != who.yusuf:
            with pytest.raises(NotAllowed):
                samples.draw(*NOVEMBER, by)
    one = samples.draw(*NOVEMBER, who.yusuf).checks[0]
    with pytest.raises(NotAllowed):
        samples.check(one.id, answered(), "", "minor", who.ratih)
    assert samples.of(*NOVEMBER).left == 10


def test_whoever_stands_in_for_the_secretary_signs_so(
    who: People, files: list[ApplicationView]
) -> None:
    samples.draw(*NOVEMBER, replace(who.yusuf, standing="Plh."))
    [line] = JournalLine.select().where(JournalLine.what == "oversight.drawn")
    assert line.role == "Plh. sekretaris"


def test_a_month_that_is_not_over_cannot_be_drawn(who: People) -> None:
    with pytest.raises(Refused) as told:
        samples.draw(2026, 11, who.yusuf)
    assert told.value.code == "not-over"
    with pytest.raises(NotFound):
        samples.one(2026, 11, "KK-2026-000001")


def test_a_month_without_files_has_its_record_too(who: People) -> None:
    found = samples.draw(2026, 10, who.yusuf)
    assert (found.population, found.is_done) == (0, True)
    assert sample_paper.record(2026, 10).said.model_dump()["lines"] == []


def test_a_file_that_was_copied_in_later_changes_nothing_of_what_was_drawn(
    who: People, files: list[ApplicationView]
) -> None:
    before = samples.draw(*NOVEMBER, who.yusuf)
    moment = datetime(2026, 11, 24, 12, 0, tzinfo=clock.zone())
    late = intake.register(kk.wish(), kk.COUNTER, received_at=moment).application
    assert late.received_at == moment
    assert samples.draw(*NOVEMBER, who.yusuf) == before


def test_what_the_records_say_stands_beside_each_question(
    who: People, files: list[ApplicationView]
) -> None:
    told = facts.of(files[-1].number)
    assert told["BERKAS"].endswith("Tidak ada yang kurang.")
    assert told["KEPUTUSAN"].startswith("Lengkap oleh Bambang Percobaan, Senin 23-11, 09.00.")
    assert told["WAKTU"].endswith("dalam batas waktu.")
    assert "catatan jurnal oleh 3 orang" in told["JURNAL"]
    assert told["CETAK"] == "Tidak ada cetakan lewat sistem."
    assert told["SERAH"].startswith("Diserahkan Senin 23-11, 09.00 kepada pemohon oleh Sari")
    open_file = facts.of(files[0].number)
    assert open_file["SERAH"] == "Belum diserahkan: diterima."
    assert open_file["KEPUTUSAN"] == "Belum diputuskan. Tidak pernah dikembalikan."


def test_the_paper_counts_what_fits_of_what_applies(
    who: People, files: list[ApplicationView]
) -> None:
    samples.draw(*NOVEMBER, who.yusuf)
    looked_at(0, who.yusuf, "Lambat.", **FINDING)
    said = sample_paper.record(*NOVEMBER).said.model_dump()
    first, second = said["lines"][:2]
    assert (first["process"], first["product"], first["result"]) == ("3/4", "2/2", "Temuan")
    assert first["note"] == "Batas waktu. Lambat."
    assert (second["process"], second["result"]) == ("", "")
    assert (said["left"], said["findings"], said["population"]) == (9, 1, 12)
    with pytest.raises(Refused):
        sample_paper.record(2026, 9)
