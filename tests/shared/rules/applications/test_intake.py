"""Intake: what blocks, what only warns, and a number without a gap."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from shared import clock, db
from shared.errors import Invalid, Refused
from shared.records import Application, ApplicationEvent, ApplicationItem
from shared.rules.applications import (
    decisions,
    fields,
    intake,
    papers,
    receipt_code,
    unusual,
)
from shared.rules.common import identity
from shared.rules.common.office import Here
from shared.vault import Sealed, opened
from tests import revisions
from tests.complaint_book import people
from tests.kk import COUNTER, KK_NUMBER, NIK, register, story, wish
from tests.office import Later, take

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
    for kinds in (["HILANG"], ["HILANG", "UBAH_LAHIR"]):
        codes = {item.item for item in papers.items(register(kinds=kinds).id)}
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


@pytest.mark.parametrize(
    ("field", "fits", "not_so", "code"),
    [
        ("applicant", "x" * 100, "x" * 101, "name"),
        ("head_of_family", "x" * 100, "x" * 101, "name"),
        ("rt", "999", "1000", "unit"),
        ("rw", "0", "", "unit"),
        ("note", "x" * 500, "x" * 501, "note"),
        ("kk_number", " ", "1", "not-16-digits"),
    ],
)
def test_a_text_is_as_long_as_it_may_be(field: str, fits: str, not_so: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        register(**{field: not_so})
    assert refusal.value.code == code
    register(**{field: fits})


def test_each_text_is_kept_tidied() -> None:
    file = register(
        applicant=" Wati  Percobaan ",
        rt=" 7 ",
        rw="12",
        hamlet=f" Krajan {'x' * 100}",
        submitter="Rudi",
        note=" Titip  salam ",
        kinds=["UBAH_LAHIR", "UBAH_LAHIR"],
    )
    row = Application.get_by_id(file.id)
    assert (row.applicant, row.rt, row.rw, row.kinds) == (
        "Wati Percobaan",
        "007",
        "012",
        ["UBAH_LAHIR"],
    )
    assert row.hamlet == f"Krajan {'x' * 93}"
    assert (row.submitter, row.note, row.phone, row.elements) == (None, "Titip salam", None, [])
    assert fields.told(row) == [("Catatan", "Titip salam")]
    assert (file.has_phone, file.submitter, file.address) == (
        False,
        "",
        f"Dusun Krajan {'x' * 93}, RT 007/RW 012, Desa Kaliboto Lor",
    )
    plain = register(nik="3508170504900002", submitted_by="family", submitter=" Rudi  Misal ")
    assert (plain.submitter, plain.told) == ("Rudi Misal", ())
    assert plain.address == "RT 001/RW 002, Desa Kaliboto Lor"


def test_how_long_the_texts_of_the_form_may_be() -> None:
    longest = {one.name: one.longest for one in fields.FIELDS}
    numbers = {one.name for one in fields.FIELDS if one.is_number}
    assert (longest["applicant"], longest["note"], longest["rt"], longest["phone"]) == (
        *(100, 500),
        *(3, 20),
    )
    assert {name: longest[name] for name in numbers} == {"nik": 24, "kk_number": 24}
    assert fields.LONGEST == {"name": 100, "note": 500, "reason": 200, "siak": 40, "number": 24}
    assert {one.name for one in fields.FIELDS if one.needed} == {
        *("applicant", "nik", "head_of_family", "village", "rt", "rw", "submitted_by"),
    }
    assert {one.name for one in fields.FIELDS if one.of_submitter} == {"submitter"}
    assert {one.name: one.span for one in fields.FIELDS if one.span != 3} == {
        **dict.fromkeys(("applicant", "head_of_family", "submitted_by", "submitter", "note"), 6),
        **dict.fromkeys(("rt", "rw"), 1),
    }


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kinds": ["UBAH_LAHIR", "LAIN"]}, "kinds"),
        ({"kinds": ["UBAH_ELEMEN"], "elements": ["Nama", "Hobi"]}, "elements"),
        ({"kinds": ["UBAH_ELEMEN", "UBAH_LAHIR"]}, "elements"),
        ({"elements": ["Hobi"]}, "elements"),
    ],
)
def test_one_that_is_unknown_among_several_is_refused(wrong: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        register(**wrong)
    assert refusal.value.code == code


def test_a_file_of_a_paper_book_is_taken_from_its_first_minute_until_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = clock.now().replace(microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: now)
    first = intake.earliest()
    assert clock.local(first).isoformat() == "2026-09-24T00:00:00+07:00"
    for n, moment in enumerate((first, now)):
        asked = wish(nik=f"350817050490000{n + 2}")
        done = intake.register(asked, COUNTER, received_at=moment).application
        assert (done.received_at, done.handwritten) == (moment, True)
    for moment in (first - timedelta(seconds=1), now + timedelta(seconds=1)):
        with pytest.raises(Invalid) as refusal:
            intake.register(wish(), COUNTER, received_at=moment)
        assert refusal.value.code == "received"
    usual = register()
    assert (usual.received_at, usual.handwritten, usual.number) == (now, False, "KK-2026-000003")


def test_the_condition_of_a_paper_is_kept_and_its_need_is_not_guessed() -> None:
    file = register(kinds=["BARU_PISAH"])
    asked = papers.items(file.id)
    assert {(item.need, item.applies) for item in asked if item.item != "F107"} == {
        *(("W", True), ("K", None)),
    }
    assert {item.applies for item in asked if item.item == "F107"} == {False}
    assert "" not in {item.condition for item in asked}
    assert "bila pisah karena menikah" in {
        item.condition for item in papers.items(file.id) if item.need == "K"
    }


class TestUnusual:
    """What is unusual about the numbers together with the book."""

    def test_the_newest_open_file_of_the_person_comes_before_the_family_s(self) -> None:
        mine = [register(), register(), register()]
        family = register(nik="3508170504900002")
        decisions.withdraw(mine[2].id, "batal", COUNTER)
        found = unusual.running(NIK, KK_NUMBER)
        assert found is not None
        assert found.id == mine[1].id
        found = unusual.running("3508170504900009", KK_NUMBER)
        assert found is not None
        assert found.id == family.id
        assert unusual.running("", "") is None
        assert unusual.running("3508170504900009", "") is None
        assert unusual.running("", NIK) is None

    def test_the_two_numbers_are_looked_at_each_and_together(self) -> None:
        def codes(nik: str, number: str) -> list[str]:
            return [one.code for one in unusual.findings(nik, number)]

        assert codes(NIK, KK_NUMBER) == []
        assert codes(NIK, "") == []
        assert codes("3508173204900001", "9908172311200001") == ["date", "province", "region"]
        assert "same" in codes(KK_NUMBER, KK_NUMBER)
        register()
        assert codes(NIK, "") == ["live"]

    def test_every_warning_has_to_be_seen_and_no_remark(self) -> None:
        found = [
            identity.Finding("date", "Satu."),
            identity.Finding("live", "Dua."),
            identity.Finding("date", "Satu."),
            identity.Finding("region", "Tiga.", info=True),
        ]
        assert unusual.warnings_seen(found, ["live", "date", "x"]) == "Satu. Dua."
        assert unusual.warnings_seen(found[3:], []) == ""
        for seen in ([], ["date"], ["live"], ["region"]):
            with pytest.raises(Refused, match=r"Satu\. Dua\."):
                unusual.warnings_seen(found, seen)


def test_every_kind_and_every_element_at_once_may_be_asked_for(office: Here) -> None:
    kinds = office.standard.kinds_on(clock.service_day())
    elements = [element for kind in kinds for element in kind.elements]
    file = register(kinds=[kind.code for kind in kinds], elements=[*elements, elements[0]])
    assert file.kinds == tuple(kind.code for kind in kinds)
    assert file.elements == tuple(elements)


def test_only_the_paper_that_is_needed_for_each_element_is_asked_for_by_element() -> None:
    file = register(kinds=["UBAH_ELEMEN"], elements=["Nama", "Alamat"])
    asked = [(one.item, one.wording) for one in papers.items(file.id)]
    title = "Fotokopi surat yang memuat data yang benar"
    assert [wording for item, wording in asked if item == "PENDUKUNG"] == [
        f"{title} untuk nama",
        f"{title} untuk alamat",
    ]
    others = [item for item, _ in asked if item != "PENDUKUNG"]
    assert others == ["KK_ASLI", "F102", "F106", "F107"]
    # The same paper is asked for without any element, once.
    head = register(nik="3508170504900002", kinds=["BARU_GANTI_KEPALA"])
    words = [one.wording for one in papers.items(head.id) if one.item == "PENDUKUNG"]
    assert words == [title]


@pytest.mark.parametrize(("by", "letter"), [("self", False), ("family", False), ("proxy", True)])
def test_each_paper_is_kept_with_all_that_the_standard_says_of_it(
    office: Here, by: str, letter: bool
) -> None:
    kinds = ["BARU_PINDAH_DATANG", "UBAH_ADOPSI"]
    file = register(kinds=kinds, submitted_by=by, submitter="Rudi Misal")
    needs = office.standard.requirements(kinds, clock.service_day())
    kept = papers.items(file.id)
    assert [
        (one.item, one.wording, one.need, one.bring, one.where, one.clause, one.basis, one.groups)
        for one in kept
    ] == [
        (
            *(need.item.code, need.item.title, need.need, need.item.bring),
            *(need.item.where, need.clause, need.basis, list(need.groups)),
        )
        for need in needs
    ]
    for one, need in zip(kept, needs, strict=True):
        told = [part for part in (need.when, need.note) if part]
        assert one.condition == ("; ".join(told) if told else None)
        usual = None if need.need == "K" else True
        assert one.applies is (letter if one.item == "F107" else usual)
        assert (one.seen, one.form, one.fault) == (False, None, None)
    assert "bila masih di Kabupaten Lumajang; bersama fotokopi KK lama" in {
        one.condition for one in kept
    }


def test_a_file_keeps_its_standard_its_names_and_its_numbers(office: Here, later: Later) -> None:
    ticket = take("KK")
    later(hours=1)
    asked = wish(applicant="Wati  Percobaan", note="Titip", ticket_id=ticket.id)
    moment = clock.now().replace(microsecond=0) - timedelta(minutes=30)
    done = intake.register(asked, COUNTER, received_at=moment)
    row = Application.get_by_id(done.application.id)
    assert row.standard == "SP-KEC.JATIROTO-PELY-01 rev. 01"
    assert (row.touch, row.ticket_id, row.state) == (asked.touch, ticket.id, "received")
    assert row.name_key == "watipercobaan jokopercobaan"
    assert (row.nik_print, row.kk_print) == tuple(map(identity.fingerprint, (NIK, KK_NUMBER)))
    assert (row.received_at, row.handwritten) == (moment, True)
    assert receipt_code.is_of(row.id, done.code)
    event = ApplicationEvent.get(ApplicationEvent.what == "register")
    assert (event.application_id, event.who, event.note) == (row.id, COUNTER.who, "Titip")
    plain = Application.get_by_id(register(nik="3508170504900002", kk_number=" ").id)
    assert (plain.kk_number, plain.kk_print, plain.ticket_id) == (None, None, None)


def test_the_same_press_gives_its_own_file_and_asks_no_second_time() -> None:
    asked = [wish(), wish(nik="3508170504900002", kk_number="")]
    made = [intake.register(one, COUNTER) for one in asked]
    for one, first in zip(asked, made, strict=True):
        again = intake.register(replace(one, seen=(), nik=KK_NUMBER), COUNTER)
        told = (again.created, again.application.id, again.code, again.findings)
        assert told == (False, first.application.id, "", ())
    assert [one.created for one in made] == [True, True]
    assert len(made[0].code) >= 4
    assert Application.select().count() == ApplicationEvent.select().count() == 2


def test_a_file_of_the_paper_book_has_the_number_and_the_warnings_of_its_year(
    later: Later,
) -> None:
    later(days=45)  # 7 January
    moment = clock.now() - timedelta(days=10)
    numbers = [register().number for _ in range(2)]
    for _ in range(2):
        done = intake.register(wish(), COUNTER, received_at=moment)
        assert {one.code for one in done.findings} == {"live"}
        numbers.append(done.application.number)
    assert numbers == [
        *("KK-2027-000001", "KK-2027-000002"),
        *("KK-2026-000001", "KK-2026-000002"),
    ]


@pytest.mark.parametrize("unit", ["a1", "ab", "-1", "1.", "\u0661", "\u00b2", "12345", "1 2"])
def test_an_rt_has_one_to_three_digits_and_nothing_else(unit: str) -> None:
    with pytest.raises(Invalid) as refused:
        register(rw=unit)
    assert refused.value.code == "unit"


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        ("hamlet", "x" * 100, "x" * 100),
        ("hamlet", "  ", None),
        ("phone", "", None),
        ("kk_number", "", None),
        ("note", "", None),
        ("submitter", "x" * 100, "x" * 100),
    ],
)
def test_what_may_be_empty_is_kept_as_nothing(field: str, text: str, kept: str | None) -> None:
    file = register(**{"submitted_by": "family", "submitter": "Rudi", field: text})
    row = Application.get_by_id(file.id)
    assert getattr(row, field) == kept
    with pytest.raises(Invalid) as refused:
        register(submitted_by="family", submitter="x" * 101)
    assert refused.value.code == "name"


def test_how_each_text_of_the_form_is_asked_for() -> None:
    found = [(one.name, one.typed, one.told, bool(one.same_as)) for one in fields.FIELDS]
    assert found == [
        ("applicant", "name", False, False),
        ("nik", "digits", False, False),
        ("kk_number", "digits", False, False),
        ("head_of_family", "name", False, True),
        ("village", "choice", False, False),
        ("rt", "digits", False, False),
        ("rw", "digits", False, False),
        ("hamlet", "text", False, False),
        ("phone", "tel", False, False),
        ("submitted_by", "chips", False, False),
        ("submitter", "name", False, False),
        ("note", "text", True, False),
    ]


@pytest.mark.clause("0")
def test_a_file_keeps_the_revision_of_the_day_on_which_it_was_received(
    office: Here, later: Later
) -> None:
    received = clock.now().replace(microsecond=0)
    later(days=1)
    revisions.approved(people())
    copied = intake.register(wish(), COUNTER, received_at=received)
    today = intake.register(wish(), COUNTER)
    kept = [Application.get_by_id(one.application.id).standard for one in (copied, today)]
    assert [one.rpartition(" ")[2] for one in kept] == ["01", "02"]
    later(days=9)
    revisions.approved(people(), _12="Lagi.")
    assert Application.get_by_id(today.application.id).standard == kept[1]
