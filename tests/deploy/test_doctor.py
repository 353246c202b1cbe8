"""`antrean doctor`: one line for each thing, green or with what to do, and never a traceback."""

import dataclasses
import json
import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy import address, cli, doctor, environment
from deploy.doctor import machine, network, paper, program
from deploy.doctor import office as office_rows
from deploy.upgrade import record
from deploy.upgrade.record import Record, Step
from shared import clock, config, hold, terminal
from shared.config import Settings
from shared.rules.admin import checkup, devices, office_data
from shared.rules.admin.checkup import Observation
from shared.rules.common import backups
from shared.rules.common import devices as machines
from shared.rules.common.actor import SYSTEM
from shared.rules.common.office import Here, here
from tests.devices.upsd import Upsd
from tests.office import Later, having
from tests.running import Running


def run(data: Path, *words: str):
    """`antrean doctor` on that data folder."""
    return CliRunner().invoke(cli.antrean, ["doctor", *words], env={"ANTREAN_DATA": str(data)})


def codes(found) -> dict[str, Observation]:
    """The findings by their codes."""
    return {one.code: one for one in found}


@pytest.fixture
def real(office: Here, monkeypatch: pytest.MonkeyPatch) -> Here:
    """The same office, not practising."""
    having(monkeypatch, practice=False)
    return here()


def test_for_a_program_it_is_one_object_with_a_sentence_for_each_thing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    CliRunner().invoke(cli.antrean, ["setup"], env={"ANTREAN_DATA": str(data)})
    done = run(data, "--json")
    told = json.loads(done.output)
    assert done.exit_code == 1
    assert told["ok"] is False
    found = {one["code"]: one for one in told["findings"]}
    assert {one["group"] for one in told["findings"]} <= checkup.GROUPS.keys()
    assert found["database"]["ok"] is True
    assert (found["web"]["ok"], found["web"]["grave"]) == (False, True)
    assert all(
        set(one) == {"group", "code", "name", "ok", "grave", "text"} for one in found.values()
    )
    assert all("%(" not in one["text"] and one["text"] for one in told["findings"])
    said = run(data).output.splitlines()
    assert [line[2:20].strip() for line in said] == [one["name"] for one in told["findings"]]


def test_settings_that_stop_the_start_are_one_finding_for_a_program(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_text("[web]\nprot = 3\n")
    env = {"ANTREAN_DATA": str(tmp_path / "data"), "ANTREAN_CONFIG": str(file)}
    done = CliRunner().invoke(cli.antrean, ["doctor", "--json"], env=env)
    (one,) = json.loads(done.output)["findings"]
    assert (one["ok"], "web.prot" in one["text"]) == (False, True)
    assert not (tmp_path / "data").exists()


def test_a_look_that_breaks_or_waits_for_ever_hides_no_other(
    settings: Settings, office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = threading.Event()

    def hangs(settings: Settings):
        stuck.wait()
        yield checkup.good("late", "Terlambat", "sesudah")

    def breaks(settings: Settings):
        yield checkup.good("first", "Dahulu", "sebelum")
        raise RuntimeError("boom")

    monkeypatch.setattr(doctor, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(doctor, "_OF_THE_OFFICE", (("data", breaks),))
    monkeypatch.setattr(doctor, "_OF_THE_MACHINE", (("paper", hangs), ("data", machine.disk)))
    found = [one for _, many in doctor.examine(settings) for one in many]
    stuck.set()
    assert [one.code for one in found] == ["first", "breaks", "hangs", "disk"]
    assert [one.ok for one in found] == [True, False, False, True]
    assert "tidak menjawab" in found[2].said


def test_the_screens_are_looked_for_at_the_port_that_they_were_started_with(
    tmp_path: Path,
) -> None:
    office = Running(tmp_path)
    office.web.start()
    try:
        office.wait_for_web()
        environ = {**office.environ, "ANTREAN_PORT": None}
        done = CliRunner().invoke(cli.antrean, ["doctor", "--json"], env=environ)
    finally:
        office.drop()
    port = office.settings.port
    found = {one["code"]: one for one in json.loads(done.output)["findings"]}
    assert (found["web"]["ok"], found["web"]["text"]) == (True, f"port {port}")


def test_the_disk_tells_in_how_many_days_it_is_full(
    real: Here, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    devices.add("tombol", None)
    assert list(office_rows.room(real.settings)) == []
    later(days=100)
    (one,) = office_rows.room(real.settings)
    assert one.ok
    grown = sum(path.stat().st_size for path in real.settings.data.rglob("*") if path.is_file())
    monkeypatch.setattr("shared.space.left", lambda _: grown // 2)
    (one,) = office_rows.room(real.settings)
    assert not one.ok
    assert one.values["days"] in (49, 50)
    (one,) = machine.disk(real.settings)
    assert (one.ok, one.grave, "disk yang lebih besar" in one.said) == (False, True, True)


def test_a_machine_in_another_zone_or_with_two_clocks_is_told(
    real: Here, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TZ", "Asia/Jayapura")
    machine.machine_time.tzset()
    hardware = tmp_path / "since_epoch"
    hardware.write_text(f"{machine.machine_time.time() - 3600:.0f}\n")
    monkeypatch.setattr(machine, "_HARDWARE_CLOCK", hardware)
    ahead = machine.machine_time.time() + 5000
    os.utime(real.settings.sqlite_path, (ahead, ahead))
    monkeypatch.setattr(machine, "_timedatectl", lambda: {"NTP": "yes", "NTPSynchronized": "no"})
    try:
        found = codes(machine.time(real.settings))
    finally:
        monkeypatch.delenv("TZ")
        machine.machine_time.tzset()
    assert {code for code, one in found.items() if not one.ok} == {
        *("zone", "clock-hardware", "clock-behind", "clock-server")
    }
    assert "set-timezone Asia/Jakarta" in found["zone"].said


@pytest.mark.parametrize(
    ("url", "bind", "code"),
    [
        ("", "127.0.0.1", "public-url"),
        ("http://localhost:8080", "0.0.0.0", "public-url"),
        ("http://192.0.2.10:8080", "127.0.0.1", "public-bind"),
        ("http://192.0.2.10:8080", "0.0.0.0", "public-other"),
        ("http://tidak-ada.invalid", "0.0.0.0", "public-name"),
    ],
)
def test_the_address_of_the_tickets_must_be_this_machine(
    url: str, bind: str, code: str, tmp_path: Path
) -> None:
    settings = config.load({}, data=tmp_path, public_url=url, bind=bind, port=1)
    (one,) = network.public_address(settings)
    assert one.code == code
    assert one.ok == (not url)


def test_a_screen_that_was_long_away_is_named(real: Here, later: Later) -> None:
    devices.accept(devices.ask("k" * 32, "192.168.1.20"), "Layar depan")
    machines.with_cookie("k" * 32, "192.168.1.20 a")
    assert codes(office_rows.screens(real.settings))["screen"].ok
    later(days=8)
    away = codes(office_rows.screens(real.settings))["screen"]
    assert (away.ok, "Layar depan terakhir terlihat" in away.said) == (False, True)


def test_settings_that_say_nothing_are_named_with_their_key(
    real: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "office.toml"
    file.write_text('languages = ["id"]\n[board]\ninches = 50\n')
    environ = {"ANTREAN_CONFIG": str(file), "ANTREAN_LANGUAGES": "id,en"}
    monkeypatch.setenv("ANTREAN_CONFIG", str(file))
    odd = config.load(environ, data=tmp_path, watch_folder="/tidak/ada")
    found = list(program.settings_written(odd))
    assert [one.values["key"] for one in found] == ["languages", "applications.watch_folder"]
    assert not any(one.ok for one in found)


def test_a_setting_of_the_file_that_admin_chose_otherwise_is_named(
    office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = dataclasses.replace(office.settings, written=frozenset({"board_inches", "voice"}))
    monkeypatch.setattr(
        "shared.rules.common.office._here", dataclasses.replace(office, given=given)
    )
    office_data.choose({"board": {"inches": 55}}, SYSTEM)
    found = list(office_rows.overruled(here().settings))
    assert [(one.ok, one.values["key"]) for one in found] == [(False, "board.inches")]


def test_a_restore_that_was_never_or_long_ago_tried_is_told(
    real: Here, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    having(monkeypatch, practice=False, backup_places=str(tmp_path))
    settings = here().settings
    backups.use_recipient(settings.data, "age1contoh")
    made = backups.Made(
        kind="daily", place=str(tmp_path), file="a", at=clock.now(), size=1, seconds=1, lines=1
    )
    backups.keep(settings.data, backups.State(daily=made))
    assert "belum pernah dicoba" in codes(office_rows.backup(settings))["rehearsal"].said
    for ago, ok in ((timedelta(days=1), True), (timedelta(days=30), False)):
        tried = backups.HowItWent(at=clock.now() - ago, sentence="Berhasil.", whole=True)
        backups.keep(settings.data, backups.State(daily=made, rehearsal=tried))
        assert codes(office_rows.backup(settings))["rehearsal"].ok == ok


def test_cups_is_compared_with_what_the_office_asks_of_it(
    real: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups = dataclasses.replace(real.settings, printers_sheet="cups:KK")
    monkeypatch.delenv("CUPS_SERVER", raising=False)
    for differing, ok in (({}, True), ({"etc/cups/cupsd.conf": "MaxJobTime 0"}, False)):
        monkeypatch.setattr(paper.machine, "differing", lambda _, found=differing: found)
        (one,) = paper.cups_settings(cups)
        assert one.ok == ok
    assert "/etc/cups/cupsd.conf" in one.said
    assert list(paper.cups_settings(real.settings)) == []


def test_the_note_of_a_process_that_ended_is_not_believed(tmp_path: Path) -> None:
    settings = config.load({}, data=tmp_path, port=1)
    address.keep(dataclasses.replace(settings, port=2))
    assert address.kept(settings).port == 1


def test_it_tells_of_the_ups_or_that_there_is_none(office, monkeypatch):
    with Upsd() as ups:
        having(monkeypatch, power_nut=ups.address)

        def told() -> Observation:
            (found,) = machine.ups(here().settings)
            return found

        assert (told().ok, told().said) == (True, "listrik menyala")
        ups.on_battery(745)
        assert not told().ok
        assert "baterai cukup 12 menit" in told().said
        ups.error = "DRIVER-NOT-CONNECTED"
        assert "tidak memberi kabar" in told().said
    assert told().ok
    assert "tidak ada" in told().said


def test_an_upgrade_that_was_killed_is_told_with_what_ends_it(
    real: Here, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert list(program.unfinished(real.settings)) == []
    hold.begin(real.settings.data, "0.12.0-1a2b3c4d")
    os.utime(real.settings.data / hold.FILE, (1_700_000_000, 1_700_000_000))
    (held,) = program.unfinished(real.settings)
    said = held.text % held.values
    assert held.grave
    assert "ke 0.12.0-1a2b3c4d sejak 15-11-2023 05.13" in said
    assert said.endswith("antrean upgrade --continue")
    hold.end(real.settings.data)
    # Before the office was held, only root's own record tells of it.
    (tmp_path / "opt").mkdir()
    monkeypatch.setattr(terminal, "is_installed", lambda: True)
    monkeypatch.setattr(environment, "ROOT", tmp_path / "opt" / "0.11.0-0a0b0c0d")
    record.write(tmp_path / "opt", Record(step=Step.STOPPING, before="0.11.0-0a0b0c0d"))
    (cut,) = program.unfinished(real.settings)
    assert "dari 0.11.0-0a0b0c0d belum selesai" in cut.text % cut.values
    assert (tmp_path / "opt" / "upgrade.json").stat().st_mode & 0o004
