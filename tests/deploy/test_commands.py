"""The commands of `antrean`: what they do, and what they say about bad input."""

import os
import re
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date

import peewee
import pytest
from click.testing import CliRunner

from deploy import cli, prepare
from deploy.commands import doctor
from shared import config
from shared.rules.admin import calendar, devices, setup
from shared.rules.common import office, staff
from shared.rules.common.devices import with_cookie
from tests.devices.upsd import Upsd
from tests.office import having, take


@pytest.fixture
def antrean(tmp_path, monkeypatch):
    """Run `antrean …` on a data folder of the test; gives the finished run."""
    monkeypatch.setenv("ANTREAN_DATA", str(tmp_path / "data"))

    def run(*words: str, typed: str | None = None):
        return CliRunner().invoke(cli.antrean, words, input=typed)

    return run


@pytest.fixture
def ready(antrean):
    """The same, once the office is set up."""
    assert antrean("setup").exit_code == 0
    return antrean


def test_setup_makes_a_first_sign_in_that_only_the_owner_may_read(ready, tmp_path):
    note = tmp_path / "data" / staff.FIRST_SIGN_IN
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    assert note.read_text().split()[0] == prepare.FIRST_USER
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_setup_again_changes_nothing(ready, tmp_path):
    before = (tmp_path / "data" / staff.FIRST_SIGN_IN).read_text()
    done = ready("setup")
    assert done.exit_code == 0
    assert "Masuk pertama" not in done.output
    assert (tmp_path / "data" / staff.FIRST_SIGN_IN).read_text() == before


FROM = """
finished = true

[office]
name = "Kecamatan Rekaan"

[settings.printers]
ticket = "net:192.0.2.7"
sheet = "none"

[[people]]
username = "sari"
name = "Sari Dewi"
roles = ["petugas_loket", "operator"]
"""


def test_setup_from_a_file_does_what_the_pages_do_and_the_second_time_nothing(antrean, tmp_path):
    file = tmp_path / "persiapan.toml"
    file.write_text(FROM)
    done = antrean("setup", "--from", str(file))
    assert done.exit_code == 0, done.output
    password = re.search(r"sari: sandi (\S+)", done.output)
    assert password
    settings = config.load({"ANTREAN_DATA": str(tmp_path / "data")})
    here = office.open_office(settings, checkpoints=False)
    try:
        assert here.standard.office.name == "Kecamatan Rekaan"
        assert here.standard.office.kecamatan == "Jatiroto"  # what was not said stays
        assert here.settings.printers_ticket == "net:192.0.2.7"
        assert staff.sign_in("sari", password[1], "uji").must_change
        assert not setup.offered()
    finally:
        office.close_office()
    again = antrean("setup", "--from", str(file))
    assert again.exit_code == 0
    assert "disimpan" not in again.output
    assert "sandi" not in again.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[office\n", "salah tulis"),
        ('[kantor]\nname = "X"\n', "kunci ini tidak dikenal"),
        ('[office]\nregion_code = "35"\n', "harus enam angka"),
        ('[settings.printers]\nticket = "usb:xyz"\n', "printers.ticket"),
    ],
)
def test_setup_from_a_file_that_does_not_fit_says_why(antrean, tmp_path, text, said):
    file = tmp_path / "persiapan.toml"
    file.write_text(text)
    done = antrean("setup", "--from", str(file))
    assert done.exit_code != 0
    assert said in f"{done.output}{done.exception}"


def test_setup_says_every_problem_with_file_key_and_reason(antrean, tmp_path, monkeypatch):
    folder = tmp_path / "kantor"
    folder.mkdir()
    (folder / "office.toml").write_text("[office\n")
    (folder / "hours.toml").write_text("nonsense = 1\n")
    monkeypatch.setenv("ANTREAN_STANDARD", str(folder))
    done = antrean("setup")
    assert done.exit_code == 1
    assert "office.toml" in done.output
    assert "hours.toml" in done.output
    assert not (tmp_path / "data").exists()


def test_a_year_without_holidays_is_not_counted_in_silence(ready):
    done = ready("deadline", "2030-12-24T10:00")
    assert done.exit_code == 0
    assert "libur tahun 2030 belum ada di kalender" in done.output
    assert ready("calendar", "fill", "2030").exit_code == 0
    assert "belum ada" not in ready("deadline", "2030-12-24T10:00").output


def test_other_hours_are_listed_with_the_days(ready):
    office.open_office(config.load(os.environ), checkpoints=False)
    try:
        week = {"Senin": ["08.00", "12.00", "11.30"]}
        calendar.add_period("Ramadan", date(2027, 2, 7), date(2027, 3, 8), week)
    finally:
        office.close_office()
    assert "2027-02-07 sampai 2027-03-08: Ramadan, Senin 08.00–12.00" in (
        ready("calendar", "list", "2027").output
    )


def test_checking_only_makes_nothing(antrean, tmp_path):
    assert antrean("setup", "--check-only").exit_code == 0
    assert not (tmp_path / "data").exists()


def test_a_wrong_address_of_a_printer_is_seen_by_the_check(antrean, monkeypatch):
    monkeypatch.setenv("ANTREAN_PRINTERS_TICKET", "usb:epson")
    monkeypatch.setenv("ANTREAN_PRINTERS_SHEET", "lpr:KK")
    done = antrean("setup", "--check-only")
    assert done.exit_code == 1
    for said in (done.output, antrean("doctor").output):
        assert "printers.ticket" in said
        assert "printers.sheet" in said


def test_the_finder_says_what_to_write_and_where_it_is_read(antrean, tmp_path):
    done = antrean("printer", "find")
    assert done.exit_code == 0
    file = tmp_path / "data" / "office.toml"
    assert f"Tulis di {file}, lalu" in done.output
    file.parent.mkdir()
    file.write_text('[printers]\nticket = "lpr:192.0.2.9"')
    assert "printers.ticket" in antrean("setup", "--check-only").output


def test_the_doctor_names_the_printers_that_nobody_chose(ready):
    said = ready("doctor").output
    assert "✗ Pencetak ticket" in said
    assert "✗ Pencetak sheet" in said


def test_a_new_officer_is_listed_and_can_be_disabled(ready):
    added = ready(
        "staff", "add", "budi", "--name", "Budi Contoh", "--role", staff.COUNTER, "--generate"
    )
    assert added.exit_code == 0
    assert added.output.startswith("budi: sandi ")
    assert "Budi Contoh" in ready("staff", "list").output
    assert ready("staff", "disable", "budi").exit_code == 0
    assert "nonaktif" in ready("staff", "list").output


@pytest.mark.clause("11.5")
def test_the_head_of_another_section_is_added_with_it(ready):
    added = ready(
        "staff",
        "add",
        "tuti",
        "--name",
        "Tuti Contoh",
        "--role",
        staff.ANY_SECTION_HEAD,
        "--unit",
        "KESRA",
        "--generate",
    )
    assert added.exit_code == 0
    assert "[KESRA]" in ready("staff", "list").output


def test_a_typed_password_is_not_shown(ready):
    secret = "kata-sandi-panjang"
    ready("staff", "add", "budi", "--name", "Budi", "--role", staff.COUNTER, "--generate")
    done = ready("staff", "password", "budi", typed=f"{secret}\n{secret}\n")
    assert done.exit_code == 0
    assert secret not in done.output


def test_an_unknown_role_is_refused_with_those_that_exist(ready):
    done = ready("staff", "add", "budi", "--name", "Budi", "--role", "raja", "--generate")
    assert done.exit_code == 2
    assert staff.COUNTER in done.output


def test_a_token_is_told_once_and_never_listed(ready):
    token = ready("device", "add", "tombol-1", "--counter", "1").output.strip()
    assert len(token) > 20
    listed = ready("device", "list").output
    assert "tombol-1" in listed
    assert token not in listed
    assert ready("device", "revoke", "tombol-1").exit_code == 0
    assert "dicabut" in ready("device", "list").output


def test_a_screen_is_paired_by_its_code_and_listed(ready, tmp_path):
    office.open_office(config.load({"ANTREAN_DATA": str(tmp_path / "data")}), checkpoints=False)
    code = devices.ask("k" * 32, "192.168.1.20")
    office.close_office()
    done = ready("device", "pair", code, "Layar depan")
    assert (done.exit_code, done.output) == (0, "Layar depan dipasangkan (alamat 192.168.1.20).\n")
    assert "Layar depan" in ready("device", "list").output
    again = ready("device", "pair", code, "Layar lain")
    assert again.exit_code != 0
    assert "sudah dipakai" in str(again.exception)
    assert "✓ Perangkat         1 dikenal" in ready("doctor").output


def test_a_copied_cookie_is_found_by_the_doctor_and_in_the_list(ready, tmp_path):
    office.open_office(config.load({"ANTREAN_DATA": str(tmp_path / "data")}), checkpoints=False)
    devices.accept(devices.ask("k" * 32, "192.168.1.20"), "Layar depan")
    for place in ("192.168.1.20 a", "192.168.1.66 a", "192.168.1.20 a"):
        with_cookie("k" * 32, place)
    office.close_office()
    assert "✗ Perangkat         kuki Layar depan dipakai di dua tempat" in ready("doctor").output
    assert "dipakai di dua tempat" in ready("device", "list").output


def test_a_day_that_the_office_took_out_stays_out(ready):
    assert "2026-08-17" in ready("calendar", "list", "2026").output
    assert ready("calendar", "remove", "2026-08-17").exit_code == 0
    ready("setup")
    assert "2026-08-17" not in ready("calendar", "list", "2026").output
    ready("calendar", "fill", "2026")
    assert "2026-08-17" in ready("calendar", "list", "2026").output


def test_a_closure_is_listed_and_a_bad_date_refused(ready):
    assert ready("calendar", "add", "2026-12-01", "Pilkades").exit_code == 0
    assert "Pilkades" in ready("calendar", "list", "2026").output
    assert ready("calendar", "add", "2026-13-01", "Pilkades").exit_code == 2


def test_the_doctor_says_what_is_not_running(ready):
    done = ready("doctor")
    assert done.exit_code == 1
    assert "✓ SQLite" in done.output
    assert "✓ Basis data" in done.output
    assert "✗ Penjaga pencetak" in done.output
    assert "✓ Pengaduan" in done.output


@pytest.mark.parametrize("what", ["complaint", "application_item", "ticket_not_over"])
def test_the_doctor_reads_the_whole_database_through(ready, tmp_path, what):
    file = tmp_path / "data" / "antrean.sqlite3"
    with closing(peewee.sqlite3.connect(file)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = db.execute("PRAGMA page_size").fetchone()[0]
        found = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [what])
        page = found.fetchone()[0]
    with file.open("r+b") as whole:
        whole.seek((page - 1) * size)
        whole.write(b"\x77" * size)
    said = ready("doctor").output
    assert "✗ Basis data" in said
    assert "cadangan" in said
    assert "Error" not in said


def test_the_doctor_tells_the_size_and_what_a_year_adds_once_that_can_be_said(office, later):
    take()
    assert re.fullmatch(r"1 MB \(0 MB di antaranya kosong\), catatan \d MB", doctor._size().text)
    later(days=73)
    assert re.search(r"; tumbuh [3-9] MB setahun$", doctor._size().text)


def test_the_doctor_tells_of_the_ups_or_that_there_is_none(office, monkeypatch):
    with Upsd() as ups:
        having(monkeypatch, power_nut=ups.address)
        assert doctor._ups() == doctor.Finding(True, "UPS", "listrik menyala")
        ups.on_battery(745)
        assert not doctor._ups().ok
        assert "baterai cukup 12 menit" in doctor._ups().text
        ups.error = "DRIVER-NOT-CONNECTED"
        assert "tidak memberi kabar" in doctor._ups().text
    assert doctor._ups().ok
    assert "tidak ada" in doctor._ups().text


def test_the_doctor_sees_a_folder_that_was_never_set_up(antrean):
    assert "✗ Basis data" in antrean("doctor").output


@pytest.mark.parametrize("words", [["staff", "list"], ["doctor"], ["serve"], ["printstation"]])
def test_looking_into_a_folder_that_was_never_set_up_makes_nothing(antrean, tmp_path, words):
    done = antrean(*words)
    assert done.exit_code == 1
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["serve"],
        ["printstation"],
        ["setup"],
        ["doctor"],
        ["staff"],
        ["staff", "add"],
        ["device", "add"],
        ["printer", "find"],
        ["calendar", "add"],
    ],
)
def test_every_command_explains_itself(antrean, words, monkeypatch):
    monkeypatch.setenv("ANTREAN_PRINTR", "a setting that nobody knows")
    assert antrean(*words, "--help").exit_code == 0


def test_real_data_are_never_used_for_practice(ready, monkeypatch):
    monkeypatch.setenv("ANTREAN_PRACTICE", "true")
    done = ready("setup")
    assert "kantor sungguhan" in str(done.exception)


def test_a_deadline_is_told_with_every_day_that_was_counted(ready):
    done = ready("deadline", "2026-11-27T13:55")
    assert done.exit_code == 0
    assert done.output.startswith("Batas waktu: Senin, 30 November 2026 pukul 15.00 WIB\n")
    assert "Sabtu, 28 November 2026: tidak dihitung, bukan hari kerja kantor" in done.output


def test_a_deadline_after_closing_begins_on_the_next_working_day(ready):
    done = ready("deadline", "2026-11-27 14:05")
    assert "Selasa, 1 Desember 2026" in done.output.splitlines()[0]
    assert "mulai dihitung 08.00" in done.output
    assert ready("deadline").exit_code == 0
    assert ready("deadline", "besok").exit_code == 2


def test_each_command_loads_only_what_it_needs() -> None:
    asked = "import sys; from deploy.cli import antrean; antrean.get_command(None, 'printstation');"
    told = "print('deploy.commands.doctor' in sys.modules, 'flask' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", asked + told], capture_output=True, check=True)
    assert found.stdout.split() == [b"False", b"False"]


def test_the_web_process_loads_no_client_of_http() -> None:
    asked = "import sys; from deploy.serve import _without\nwith _without('aiohttp', 'requests'):"
    told = " import deploy.app\nprint({'aiohttp', 'requests'} & sys.modules.keys())"
    found = subprocess.run([sys.executable, "-c", asked + told], capture_output=True, check=True)
    assert found.stdout == b"set()\n"
