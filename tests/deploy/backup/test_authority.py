"""The office's authority is in its backups: a new machine is believed as the one that died was."""

from ipaddress import ip_address
from pathlib import Path

import pytest

from deploy.doctor import network
from deploy.office_network import certificates, machine_names, spare
from deploy.office_network.__main__ import main
from deploy.office_network.machine_names import Called
from shared import config, terminal
from shared.rules.common import backups as stands
from tests.deploy.backup.stick import backups
from tests.deploy.test_office_network import believed

HERE = Called(("kantor.local",), (ip_address("127.0.0.1"),))


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installed machine's certificates."""
    monkeypatch.setattr(terminal, "is_installed", lambda: True)
    monkeypatch.setattr(machine_names, "called", lambda _settings: HERE)
    return _machine(monkeypatch, tmp_path / "tls")


def _machine(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    monkeypatch.setattr(certificates, "FOLDER", folder)
    assert main([str(folder)]) == 0
    return folder


def _said(data: Path) -> str:
    """What doctor says of the authority and the backups."""
    *_, last = network.certificates(config.load({}, data=data))
    return last.text % last.values


def test_a_machine_that_is_restored_is_the_one_that_the_desks_believe(
    tls, data, antrean, stick, secret, tmp_path, monkeypatch
):
    assert main([str(tls), "--due"]) == 0  # there is a key now: it waits to be sealed
    assert main([str(tls)]) == 0
    assert main([str(tls), "--due"]) == 1
    before = certificates.fingerprint(tls)
    assert antrean("backup", "--to", stick).exit_code == 0
    file = backups(stick)[0]

    new = _machine(monkeypatch, tmp_path / "root-baru" / "tls")
    assert certificates.fingerprint(new) != before
    done = antrean("restore", file, typed=f"{secret}\n")
    assert done.exit_code == 0, (done.output, done.exception)
    assert before in done.output
    assert certificates.fingerprint(new) == before
    assert believed(new, "kantor.local")
    assert (new / "kantor.key").read_bytes() == (tls / "kantor.key").read_bytes()
    assert {path.name: path.stat().st_mode & 0o777 for path in new.iterdir() if path.is_file()} == {
        "kantor.crt": 0o644,
        "kantor.key": 0o600,
        "mesin.crt": 0o644,
        "mesin.key": 0o600,
        "kantor.age": 0o644,
        "kantor.json": 0o644,
    }
    (aside,) = new.glob("sebelum-*")  # what was there is not lost
    assert certificates.fingerprint(aside) not in (before, "")
    assert not (data / spare.PART).exists()
    assert main([str(new), "--due"]) == 1


def test_in_a_checkout_it_is_said_where_the_authority_lies(
    tls, data, antrean, stick, secret, tmp_path, monkeypatch
):
    main([str(tls)])
    assert antrean("backup", "--to", stick).exit_code == 0
    kept = certificates.fingerprint(tls)
    monkeypatch.setattr(terminal, "is_installed", lambda: False)
    done = antrean("restore", backups(stick)[0], "--data", tmp_path / "lain", typed=f"{secret}\n")
    assert str(tmp_path / "lain" / spare.PART) in done.output
    assert (tmp_path / "lain" / spare.PART).read_bytes() == (tls / spare.SEALED).read_bytes()
    assert certificates.fingerprint(tls) == kept


def test_a_part_that_is_not_whole_changes_no_authority(tls, secret, tmp_path):
    main([str(tls)])
    public = spare.found(tls).public
    bad = tmp_path / spare.PART
    whole = (tls / spare.SEALED).read_bytes()
    bad.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    before = {path.name: path.read_bytes() for path in tls.iterdir()}
    with pytest.raises(Exception, match="rusak"):
        spare.put_back(bad, secret, public, tls, HERE)
    assert {path.name: path.read_bytes() for path in tls.iterdir()} == before


def test_whoever_changes_the_key_of_the_backups_does_not_get_the_authority(
    tls, data, antrean, stick, secret
):
    """The office's own user writes the key's public half: only root lets another one be used."""
    main([str(tls)])
    sealed = (tls / spare.SEALED).read_bytes()
    old = stands.recipient(data)
    antrean("backup", "key")
    assert stands.recipient(data) != old
    assert main([str(tls), "--due"]) == 1
    assert main([str(tls)]) == 0
    assert (tls / spare.SEALED).read_bytes() == sealed
    assert f"lembar lama {stands.mark(old)}" in _said(data)

    done = antrean("backup", "authority")
    assert done.exit_code == 0, done.output
    assert stands.mark(stands.recipient(data)) in done.output
    assert spare.found(tls).public == stands.recipient(data)
    key = (tls / "kantor.key").read_bytes()
    readable = [*data.rglob("*"), *(one for one in tls.iterdir() if one.stat().st_mode & 0o044)]
    assert not [one for one in readable if one.is_file() and key in one.read_bytes()]


def test_doctor_says_when_the_authority_is_in_no_backup(tls, data, antrean, stick):
    assert "buat kunci pemulihan di Admin, Cadangan" in _said(data)
    antrean("backup", "key")
    assert "systemctl start antrean-sertifikat" in _said(data)
    main([str(tls)])
    assert "belum ada di cadangan mana pun" in _said(data)
    assert antrean("backup", "--to", stick).exit_code == 0
    assert "ada di cadangan, terbuka dengan lembar" in _said(data)
    (tls / "kantor.key").unlink()  # a new authority: the sealed one is of no use
    main_due = main([str(tls), "--due"])
    certificates.renew(tls, HERE)
    assert (main_due, "tidak ikut cadangan" in _said(data)) == (0, True)
