"""A backup restored elsewhere is the same office; one that is not whole is told and makes none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from deploy import data_folder
from deploy.backup import snapshot
from shared.config import Settings
from shared.rules.common.sealed_files import SealedFiles
from tests.deploy.backup.conftest import Antrean
from tests.deploy.backup.stick import backups, inside, paper, rows

_TOLD_AT_RESTORE = ("journal_line", "sqlite_sequence")


def _restored(antrean: Antrean, file: Path, to: Path, secret: str) -> str:
    done = antrean("restore", file, "--data", to, typed=f"{secret}\n")
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def _same(before: dict, after: dict) -> None:
    """Every row is as it was, and the journal tells of the restore and of nothing else."""
    for name in before.keys() - set(_TOLD_AT_RESTORE):
        assert after[name] == before[name], name
    lines, was = after["journal_line"], before["journal_line"]
    assert [line for line in was if line not in lines] == []
    (added,) = [line for line in lines if line not in was]
    assert "backup.restored" in added


def test_an_office_is_restored_with_every_row_key_paper_and_setting(
    antrean, data, stick, secret, tmp_path
):
    paper(data, "a" * 64, b"%PDF KK yang ditandatangani")
    (data / "office.toml").write_text("[web]\nport = 8123\n")
    made = antrean("backup", "--to", stick)
    assert made.exit_code == 0, made.output
    assert "sudah dibaca ulang" in made.output
    before = rows(data)
    (file,) = backups(stick)

    new = tmp_path / "pc-baru"
    said = _restored(antrean, file, new, secret)
    assert "semuanya utuh" in said
    _same(before, rows(new))
    for name in ("personal.key", "office.toml", "backup.recipient"):
        assert (new / name).read_bytes() == (data / name).read_bytes()
    with inside(new) as here:  # the office opens, and reads what is sealed
        assert SealedFiles("kk").read(f"{'a' * 64}.sealed") == b"%PDF KK yang ditandatangani"
        assert here.settings.port == 8123


def test_an_office_in_its_place_is_kept_beside_the_restored_one(antrean, data, stick, secret):
    """On an installed machine the folder is the service's, and a new office lies in it already."""
    assert antrean("backup", "--to", stick).exit_code == 0
    before = rows(data)
    (data / "kantor-baru").write_text("dipasang pagi ini")
    os.chown(data, 65534, 65534)
    file, key = backups(stick)[0], f"{secret}\n"
    with data_folder.kept(data):
        assert "sedang berjalan" in str(antrean("restore", file, typed=key).exception)
    refused = antrean("restore", file, typed="AGE-SECRET-KEY-1" + "Q" * 58)
    assert refused.exit_code != 0
    assert (data / "kantor-baru").exists()
    done = antrean("restore", file, typed=key)
    assert done.exit_code == 0, (done.output, done.exception)
    _same(before, rows(data))
    assert not (data / "kantor-baru").exists()
    (aside,) = data.parent.glob("data-sebelum-*")
    assert (aside / "kantor-baru").exists()
    assert {path.stat().st_uid for path in (data, *data.rglob("*"))} == {65534}


def test_nothing_of_the_data_folder_is_forgotten(antrean, data, stick, secret, tmp_path):
    """What is not in a backup is on the short list of what is made anew."""
    (data / "baru").mkdir()
    (data / "baru" / "sesuatu.txt").write_text("folder yang belum dikenal siapa pun")
    assert antrean("backup", "--to", stick).exit_code == 0
    _restored(antrean, backups(stick)[0], tmp_path / "pc-baru", secret)
    there = {path.name for path in (tmp_path / "pc-baru").iterdir()}
    assert {path.name for path in data.iterdir()} - there <= snapshot.LEFT_OUT
    assert (tmp_path / "pc-baru" / "baru" / "sesuatu.txt").exists()
    assert "rehearsal.key" not in there  # it opens backups: it may not lie in one


def test_the_words_of_the_sheet_open_it_too(antrean, data, stick, tmp_path):
    words = antrean("backup", "key").output.split("\n\n")[1]
    assert len(words.split()) == 29
    assert antrean("backup", "--to", stick).exit_code == 0
    _restored(antrean, backups(stick)[0], tmp_path / "pc-baru", words.upper())
    assert (tmp_path / "pc-baru" / "antrean.sqlite3").exists()


def test_a_flipped_bit_is_found_and_no_office_is_made(antrean, data, stick, secret, tmp_path):
    assert antrean("backup", "--to", stick).exit_code == 0
    (file,) = backups(stick)
    good = file.read_bytes()
    last = len(good) - 1
    for place in (0, 60, 200, last // 10, last // 2, last - 40, last):
        bad = bytearray(good)
        bad[place] ^= 4
        file.write_bytes(bad)
        done = antrean("restore", file, "--data", tmp_path / "pc-baru", typed=f"{secret}\n")
        assert done.exit_code == 1, place
        # In the few bytes that hold the key itself a bit makes it another one.
        assert "rusak" in str(done.exception) or (place < 300 and "kunci" in str(done.exception))
        assert [path.name for path in tmp_path.iterdir() if "pc-baru" in path.name] == []


def test_a_backup_that_was_cut_off_is_found(antrean, data, stick, secret, tmp_path):
    assert antrean("backup", "--to", stick).exit_code == 0
    (file,) = backups(stick)
    good = file.read_bytes()
    for left in (0, 20, 400, len(good) - 1):
        file.write_bytes(good[:left])
        done = antrean("restore", file, "--data", tmp_path / "pc-baru", typed=f"{secret}\n")
        assert "rusak atau terpotong" in str(done.exception), left
        assert not (tmp_path / "pc-baru").exists()


def test_settings_and_a_standard_that_lie_elsewhere_come_along(
    antrean, tmp_path, monkeypatch, stick
):
    standard, elsewhere = tmp_path / "kantor" / "jatiroto", tmp_path / "etc" / "office.toml"
    shutil.copytree(Settings().standard, standard)
    elsewhere.parent.mkdir()
    elsewhere.write_text(f'standard = "{standard}"\ndata = "{tmp_path / "data"}"\n')
    monkeypatch.setenv("ANTREAN_CONFIG", str(elsewhere))
    assert antrean("setup").exit_code == 0
    key = antrean("backup", "key").output.split()[-1]
    assert antrean("backup", "--to", stick).exit_code == 0
    shutil.rmtree(standard)
    new = tmp_path / "pc-baru"
    said = _restored(antrean, backups(stick)[0], new, key)
    assert f'standard = "{new}/standard/jatiroto"' in said
    assert (new / "office.toml").read_text() == elsewhere.read_text()
    assert (new / "standard" / "jatiroto" / "office.toml").is_file()


def test_another_key_is_told(antrean, data, stick, secret, tmp_path):
    assert antrean("backup", "--to", stick).exit_code == 0
    other = antrean("backup", "key").output.split()[-1]
    done = antrean("restore", backups(stick)[0], "--data", tmp_path / "baru", typed=f"{other}\n")
    assert "kuncinya lain" in str(done.exception)
    assert not (tmp_path / "baru").exists()


def test_a_word_that_is_none_is_named(antrean, data, stick, secret, tmp_path):
    assert antrean("backup", "--to", stick).exit_code == 0
    done = antrean("restore", backups(stick)[0], "--data", tmp_path / "b", typed="budi bxdi\n")
    assert "Kata ke-2" in str(done.exception)


def test_a_folder_that_holds_something_is_refused(antrean, data, stick, secret, tmp_path):
    assert antrean("backup", "--to", stick).exit_code == 0
    taken = tmp_path / "berisi"
    taken.mkdir()
    (taken / "catatan.txt").write_text("milik orang")
    done = antrean("restore", backups(stick)[0], "--data", taken, typed=f"{secret}\n")
    assert "sudah berisi" in str(done.exception)
    assert [path.name for path in taken.iterdir()] == ["catatan.txt"]


def test_the_restored_office_starts(antrean, data, stick, secret, tmp_path):
    assert antrean("backup", "--to", stick).exit_code == 0
    _restored(antrean, backups(stick)[0], tmp_path / "pc-baru", secret)
    shutil.rmtree(data)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "deploy.prepare"],
        env={"ANTREAN_DATA": str(tmp_path / "pc-baru"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
