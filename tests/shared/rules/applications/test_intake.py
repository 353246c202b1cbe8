"""Intake: what blocks, what only warns, and a number without a gap."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from shared import db
from shared.errors import Invalid, Refused
from shared.records import Application, ApplicationEvent, ApplicationItem
from shared.rules.applications import intake, papers
from shared.rules.common.office import Here
from shared.vault import Sealed, opened
from tests.kk import COUNTER, KK_NUMBER, NIK, register, story, wish
from tests.office import Later

pytestmark = pytest.mark.usefixtures("office")


@pytest.mark.clause("4.1")
def test_a_file_gets_a_number_and_its_list_of_papers() -> None:
    file = register()
    assert file.number == "KK-2026-000001"
    assert (file.state, file.nik) == ("received", "3508********0001")
    wordings = [item.wording for item in papers.items(file.id)]
    assert "KK asli" in wordings


def test_numbers_are_gap_free_and_start_anew_each_year(later: Later) -> None:
    with pytest.raises(Invalid):
        register(nik="123")
    assert [register().number for _ in range(3)][-1] == "KK-2026-000003"
    later(days=40)
    assert register().number == "KK-2027-000001"


def test_pressing_twice_makes_one_file() -> None:
    twice = wish()
    first, again = intake.register(twice, COUNTER), intake.register(twice, COUNTER)
    assert (first.created, again.created, again.code) == (True, False, "")
    assert first.application.id == again.application.id


def test_many_counters_at_once_leave_no_gap() -> None:
    def counter(_: int) -> None:
        for _ in range(5):
            register()
        db.close_database()

    with ThreadPoolExecutor(6) as counters:
        list(counters.map(counter, range(6)))
    assert sorted(row.number for row in Application.select()) == list(range(1, 31))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"nik": "35O8174504900001"}, "not-16-digits"),
        ({"kk_number": "12"}, "not-16-digits"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["LAIN"]}, "kinds"),
        ({"applicant": "  "}, "name"),
        ({"applicant": "x" * 101}, "name"),
        ({"village": "Atlantis"}, "village"),
        ({"rt": "satu"}, "unit"),
        ({"phone": "panggil saya"}, "phone"),
        ({"submitted_by": "proxy"}, "name"),
        ({"submitted_by": "tetangga"}, "submitted-by"),
        ({"kinds": ["UBAH_ELEMEN"]}, "elements"),
        ({"touch": "x"}, "touch"),
    ],
)
def test_what_cannot_be_kept_changes_nothing(wrong: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        register(**wrong)
    assert refusal.value.code == code
    assert Application.select().count() == ApplicationItem.select().count() == 0


@pytest.mark.parametrize("nik", ["3508173204900001", "3509174504900001", "1111111111111111"])
def test_an_unusual_nik_warns_but_is_taken(nik: str) -> None:
    done = intake.register(wish(nik=nik), COUNTER)
    assert done.created
    assert done.findings


@pytest.mark.parametrize(
    ("nik", "code", "words"),
    [
        ("3508173204900001", "date", "tidak ada di kalender"),
        ("1111111111111111", "pattern", "tampak tidak wajar"),
        (NIK, "live", "KK-2026-000001"),
    ],
)
def test_a_warning_is_told_before_the_file_is_taken(nik: str, code: str, words: str) -> None:
    register(kinds=["HILANG"])
    asked = wish(nik=nik, kk_number="", seen=())
    for seen in ((), ("province",)):
        with pytest.raises(Refused, match=words) as refusal:
            intake.register(replace(asked, seen=seen), COUNTER)
        assert refusal.value.code == "warnings"
    assert Application.select().count() == 1
    done = intake.register(replace(asked, seen=(code,)), COUNTER)
    told = story(done.application.id)[-1]
    assert done.application.number == "KK-2026-000002"
    assert (told.text, words in told.note) == ("Didaftarkan setelah peringatan ini dilihat:", True)


def test_what_is_only_worth_knowing_needs_no_second_press() -> None:
    done = intake.register(wish(nik="3509174504900001", seen=()), COUNTER)
    assert [(one.code, one.info) for one in done.findings] == [("region", True)]
    assert [event.what for event in ApplicationEvent.select()] == ["register"]


def test_a_second_open_file_of_the_family_warns() -> None:
    register()
    second = intake.register(wish(nik="3508170504900002"), COUNTER)
    assert any(finding.code == "live" for finding in second.findings)


@pytest.mark.clause("2.2")
def test_a_lost_kk_asks_for_the_loss_letter_and_not_for_the_kk() -> None:
    codes = {item.item for item in papers.items(register(kinds=["HILANG"]).id)}
    assert "SURAT_HILANG" in codes
    assert "KK_ASLI" not in codes


@pytest.mark.clause("2.5")
def test_each_changed_element_asks_for_its_own_paper() -> None:
    file = register(kinds=["UBAH_ELEMEN"], elements=["Nama", "Alamat"])
    asked = [item.wording for item in papers.items(file.id) if item.item == "PENDUKUNG"]
    assert len(asked) == 2
    assert asked[0] != asked[1]


def test_combined_kinds_ask_each_paper_once() -> None:
    file = register(kinds=["UBAH_KAWIN", "UBAH_LAHIR"])
    codes = [item.item for item in papers.items(file.id)]
    assert len(codes) == len(set(codes))


def test_the_papers_of_a_file_stay_as_they_were_when_the_standard_changes(
    office: Here, monkeypatch
) -> None:
    file = register()
    before = [item.wording for item in papers.items(file.id)]
    monkeypatch.setattr(type(office.standard), "requirements", lambda *_: ())
    assert [item.wording for item in papers.items(file.id)] == before


def test_the_database_file_holds_no_readable_number(office: Here) -> None:
    register(phone="081234567890")
    db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = office.settings.sqlite_path.read_bytes()
    for secret in (NIK, KK_NUMBER, "081234567890"):
        assert secret.encode() not in raw


def test_a_row_holds_personal_numbers_sealed_until_a_rule_opens_them() -> None:
    file = register()
    made = Application(nik=NIK)
    for row in (Application.get_by_id(file.id), made):
        assert isinstance(row.nik, Sealed)
        assert NIK not in f"{row.nik} {row.nik!r} {row.__data__}"
        assert opened(row.nik) == NIK
    Application.get_by_id(file.id).save()
    assert opened(Application.get_by_id(file.id).nik) == NIK
