"""The office's data, changed in the browser: judged, kept, in force from a day, and withdrawn."""

import threading
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from shared import config, db, standard
from shared.errors import Invalid, Refused
from shared.records import ClockRun, DataRevision, JournalLine
from shared.rules.admin import data_entries, office_data
from shared.rules.admin.office_data import Unfit
from shared.rules.common import office as offices
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here, here
from shared.rules.hours import opening
from tests import kk
from tests.office import Later, take

ADMIN = Actor("rina", "admin")
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def keep(name: str, **tables: object) -> None:
    """Keep the file with these tables in it."""
    file = office_data.of(name)
    text = standard.toml({**file.content, **tables})
    office_data.keep(name, text, "uji", ADMIN, seen=file.seen)


def renamed(name: str) -> str:
    """The file of the office's identity, with another name in it."""
    raw = office_data.of("office.toml").content
    return standard.toml({**raw, "office": {**raw["office"], "name": name}})


def test_what_is_kept_holds_at_once_and_is_told_in_the_journal(office: Here) -> None:
    office_data.keep("office.toml", renamed("Kecamatan Baru"), "SK 12", ADMIN, seen=0)
    assert here().standard.office.name == "Kecamatan Baru"
    line = JournalLine.select().where(JournalLine.what == "data.kept").get()
    assert (line.who, line.subject) == ("rina", "office.toml")
    (told,) = office_data.history("office.toml")
    assert (told.reason, told.who, told.valid_from) == ("SK 12", "rina", MONDAY)


def test_it_holds_after_a_restart_too(office: Here) -> None:
    office_data.keep("office.toml", renamed("Kecamatan Baru"), "", ADMIN, seen=0)
    offices.close_office()
    found = offices.open_office(office.settings, checkpoints=True)
    assert found.standard.office.name == "Kecamatan Baru"


def test_another_process_learns_of_it_by_looking(office: Here) -> None:
    before = here()
    office_data.keep("office.toml", renamed("Kecamatan Baru"), "", ADMIN, seen=0)
    offices._here = before  # as the print station still has it
    offices.renew()
    assert here().standard.office.name == "Kecamatan Baru"
    same = here()
    offices.renew()
    assert here() is same


def test_a_new_name_waits_for_its_day_and_may_be_withdrawn_until_then(
    office: Here, later: Later
) -> None:
    old = office.standard.office.name
    office_data.keep("office.toml", renamed("Kelak"), "", ADMIN, seen=0, day=TUESDAY)
    assert here().standard.office.name == old
    waiting = office_data.of("office.toml").waiting
    assert waiting
    with pytest.raises(Refused, match="menunggu harinya"):
        office_data.keep("office.toml", renamed("Lain"), "", ADMIN, seen=waiting.id)
    later(days=1)
    offices.renew()
    assert here().standard.office.name == "Kelak"
    with pytest.raises(Refused, match="sudah berlaku"):
        office_data.withdraw(waiting.id, ADMIN)


def test_what_was_withdrawn_never_holds(office: Here, later: Later) -> None:
    old = office.standard.office.name
    office_data.keep("office.toml", renamed("Kelak"), "", ADMIN, seen=0, day=TUESDAY)
    waiting = office_data.of("office.toml").waiting
    assert waiting
    office_data.withdraw(waiting.id, ADMIN)
    later(days=1)
    offices.renew()
    assert here().standard.office.name == old
    assert [one.withdrawn for one in office_data.history("office.toml")] == [True]


def test_what_fails_the_checks_of_setup_is_not_kept_and_says_why(office: Here) -> None:
    raw = office_data.of("counters.toml").content
    raw["counters"][0]["services"] = ["TIDAK_ADA"]
    with pytest.raises(Unfit) as refused:
        office_data.keep("counters.toml", standard.toml(raw), "", ADMIN, seen=0)
    (told,) = refused.value.problems
    assert (told.file, told.key) == ("counters.toml", "counters[1].services")
    assert told.reason == "layanan 'TIDAK_ADA' tidak ada di services.toml"
    assert not DataRevision.select().exists()
    assert here().standard is office.standard


@pytest.mark.parametrize(
    "text",
    [
        *("[office\n", "", "x = 1\n", "x = inf", '[office]\nname = ""\n', "\x00"),
        *(f"x = {'[' * 5000}", f"x = {'9' * 5000}"),
    ],
    ids=range(8),
)
def test_text_that_is_no_such_file_is_refused(office: Here, text: str) -> None:
    with pytest.raises(Unfit):
        office_data.keep("office.toml", text, "", ADMIN, seen=0)


def test_what_rows_may_name_is_not_deleted(office: Here) -> None:
    raw = office_data.of("services.toml").content
    raw["services"] = [one for one in raw["services"] if one["code"] != "INFO"]
    with pytest.raises(Unfit) as refused:
        office_data.keep("services.toml", standard.toml(raw), "", ADMIN, seen=0)
    said = [one.reason for one in refused.value.problems]
    assert any("layanan 'INFO' tidak ada" in one for one in said)


def test_the_second_of_two_admins_is_told(office: Here) -> None:
    office_data.keep("office.toml", renamed("Pertama"), "", ADMIN, seen=0)
    with pytest.raises(Refused, match="diubah orang lain"):
        office_data.keep("office.toml", renamed("Kedua"), "", ADMIN, seen=0)
    assert here().standard.office.name == "Pertama"


def test_two_admins_at_once_keep_one_text(office: Here) -> None:
    told: list[Exception | None] = []

    def press(name: str) -> None:
        db.connect()
        try:
            office_data.keep("office.toml", renamed(name), "", ADMIN, seen=0)
            told.append(None)
        except Refused as error:
            told.append(error)
        finally:
            db.close_database()

    both = [threading.Thread(target=press, args=(name,)) for name in ("Satu", "Dua")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len([one for one in told if one is None]) == 1
    assert DataRevision.select().count() == 1


def test_rows_win_over_a_program_that_ships_another_text_which_is_shown(
    tmp_path: Path, office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    office_data.keep("office.toml", renamed("Milik kantor"), "", ADMIN, seen=0)
    shipped = office_data.of("office.toml").shipped.replace("Jalan Gajah Mada", "Jalan Lain")
    monkeypatch.setattr(office_data, "_shipped", lambda _name: shipped)
    file = office_data.of("office.toml")
    assert file.newer
    assert here().standard.office.name == "Milik kantor"
    office_data.keep("office.toml", file.text, "tetap", ADMIN, seen=file.seen)
    assert not office_data.of("office.toml").newer


def test_a_newer_file_of_the_program_is_said_by_what_differs() -> None:
    before = '[[services]]\ncode = "KK"\ntitle = "Lama"\nkinds = true\n'
    after = before.replace("Lama", "Baru").replace("true", "false")
    found = office_data.differences(before, after)
    assert [(one.where, one.before, one.after) for one in found] == [
        ("services KK title", "Lama", "Baru"),
        ("services KK kinds", "ya", "tidak"),
    ]


def test_a_service_written_anew_keeps_its_past(office: Here) -> None:
    raw = office_data.of("services.toml").content
    new = {**raw["services"][0], "title": "Kartu Keluarga baru"}
    keep("services.toml", **data_entries.rewritten(raw, "services", {0: new}, [], TUESDAY).content)
    standard_ = here().standard
    (today,) = [one for one in standard_.services_on(MONDAY) if one.code == new["code"]]
    (tomorrow,) = [one for one in standard_.services_on(TUESDAY) if one.code == new["code"]]
    assert (today.title, tomorrow.title) == (raw["services"][0]["title"], "Kartu Keluarga baru")
    assert standard_.service(new["code"]).title == "Kartu Keluarga baru"


def test_a_counter_that_is_not_opened_any_more_has_served_until_yesterday(office: Here) -> None:
    raw = office_data.of("counters.toml").content
    last = len(raw["counters"]) - 1
    keep(
        "counters.toml", **data_entries.rewritten(raw, "counters", {last: None}, [], MONDAY).content
    )
    gone = raw["counters"][last]["id"]
    assert gone not in [one.id for one in here().standard.counters_on(MONDAY)]
    assert gone in [one.id for one in here().standard.counters_on(MONDAY - timedelta(days=1))]


def test_other_hours_move_the_deadlines_that_run(office: Here) -> None:
    kk.accepted()
    run = ClockRun.get()
    before = run.due_at
    raw = office_data.of("hours.toml").content
    place = data_entries.usual_period(raw, TUESDAY)
    week = [{**one, "days": ["Senin"]} for one in raw["periods"][place]["week"][:1]]
    new = {**raw["periods"][place], "week": week}
    found = data_entries.rewritten(raw, "periods", {place: new}, [], TUESDAY).content
    keep("hours.toml", **found)
    assert opening.hours().on(TUESDAY) is None
    assert opening.hours().on(MONDAY) is not None
    assert ClockRun.get().due_at > before


def test_a_new_week_does_not_end_a_special_stretch(office: Here) -> None:
    raw = {
        "periods": [
            {"title": "Biasa", "valid_from": date(2023, 1, 2), "week": []},
            {
                "title": "Ramadan",
                "valid_from": date(2027, 2, 8),
                "valid_to": date(2027, 3, 9),
                "week": [],
            },
        ]
    }
    with pytest.raises(Refused, match="Ramadan berlaku sampai"):
        data_entries.usual_period(raw, date(2027, 3, 1))
    assert data_entries.usual_period(raw, date(2027, 3, 10)) == 0


def test_numbers_go_on_under_a_service_that_was_added(office: Here) -> None:
    raw = office_data.of("services.toml").content
    said = {"code": "SURAT", "letter": "H", "title": "Surat", "short": "Surat"}
    new = {**raw["services"][-1], **said}
    del new["clause"]
    keep("services.toml", **data_entries.rewritten(raw, "services", {}, [new], MONDAY).content)
    assert take("SURAT").number.startswith("H-")


def test_days_that_are_past_and_texts_without_end_are_refused(office: Here) -> None:
    yesterday = MONDAY - timedelta(days=1)
    with pytest.raises(Invalid, match="paling cepat hari ini"):
        office_data.keep("office.toml", renamed("X"), "", ADMIN, seen=0, day=yesterday)
    with pytest.raises(Invalid, match="paling cepat hari ini"):
        text = office_data.of("hours.toml").text
        office_data.keep("hours.toml", text, "", ADMIN, seen=0, day=TUESDAY)
    with pytest.raises(Invalid, match="terlalu panjang"):
        office_data.keep("office.toml", renamed("X"), "x" * 201, ADMIN, seen=0)


def test_settings_chosen_in_the_browser_hold_beside_those_of_the_file(office: Here) -> None:
    text = standard.toml({"printers": {"ticket": "net:192.0.2.7", "width": 58}})
    office_data.keep(offices.SETTINGS, text, "", ADMIN, seen=0)
    now = here().settings
    assert (now.printers_ticket, now.printers_width) == ("net:192.0.2.7", 58)
    assert now.data == office.settings.data
    assert "printers_ticket" in now.written


def test_what_the_environment_says_nobody_changes_from_inside(tmp_path: Path) -> None:
    given = config.load({"ANTREAN_PRINTERS_TICKET": "none", "ANTREAN_DATA": str(tmp_path)})
    text = '[printers]\nticket = "net:192.0.2.7"\nwidth = 58\n'
    now = config.chosen(given, text, "settings.toml")
    assert (now.printers_ticket, now.printers_width) == ("none", 58)


def test_settings_that_nobody_knows_are_refused(office: Here) -> None:
    others = "[web]\nport = 81\n", 'standard = "/lain"\n'
    for text in ("[printers]\nink = 1\n", "[printers]\nwidth = 70\n", "[printers", *others):
        with pytest.raises(Unfit):
            office_data.keep(offices.SETTINGS, text, "", ADMIN, seen=0)


def test_every_file_of_the_standard_can_be_written_anew_and_holds(office: Here) -> None:
    for file in office_data.every():
        office_data.judge(file.name, standard.toml(tomllib.loads(file.text)), MONDAY)
    assert {one.name for one in office_data.every()} == {*standard.FILES}
