"""The wires other than the network: serial lines and device files."""

import errno
import os
from pathlib import Path

import pytest
from PIL import Image

from printstation.layouts import compose
from printstation.printers import logo
from printstation.printers.links import FileLink, SendFailed, SerialLink
from printstation.printers.printer import NothingSent, Uncertain
from tests.devices.thermal_printer import LinePrinter
from tests.printstation import slips


def test_a_serial_printer_is_asked_and_confirms(opened, put):
    with LinePrinter() as device:
        assert put(opened(f"serial:{device.path}:38400"), slips.ticket()) == "process-id"
        assert device.slips == [slips.ticket()]


def test_a_serial_printer_out_of_paper_gets_nothing(opened, put):
    with LinePrinter() as device:
        device.set(paper="out")
        printer = opened(f"serial:{device.path}")
        assert printer.look() == ("paper-out",)
        with pytest.raises(NothingSent):
            put(printer, slips.ticket())


def test_a_device_file_that_answers_is_asked_like_any_other(opened, put):
    with LinePrinter() as device:
        assert put(opened(f"file:{device.path}"), slips.ticket()) == "process-id"
        assert device.slips == [slips.ticket()]


def test_a_mute_device_file_prints_unconfirmed(opened, put, hasty):
    with LinePrinter(mute=True) as device:
        assert put(opened(f"file:{device.path}"), slips.ticket()) == "sent"
        assert device.printed(1)
        assert device.slips == [slips.ticket()]


def test_a_plain_file_takes_slips_one_after_the_other(opened, put, tmp_path: Path):
    paper = tmp_path / "paper"
    paper.touch()
    printer = opened(f"file:{paper}")
    assert printer.look() == ("no-status",)
    assert put(printer, slips.ticket()) == "sent"
    assert put(printer, slips.ticket(number="A-013"), "token-2") == "sent"
    assert paper.read_bytes() == slips.ticket() + slips.ticket(number="A-013")


def test_an_unplugged_device_file_is_not_made_up(opened, put, tmp_path: Path):
    missing = tmp_path / "lp0"
    printer = opened(f"file:{missing}")
    assert printer.look() == ("not-found",)
    with pytest.raises(NothingSent):
        put(printer, slips.ticket())
    assert not missing.exists()


def test_a_missing_serial_port_is_not_found(opened):
    assert opened("serial:/dev/ttyNOBODY").look() == ("not-found",)


def test_a_serial_port_that_another_program_holds_is_in_use(opened, put):
    with LinePrinter() as device:
        other = SerialLink(device.path, 9600)
        printer = opened(f"serial:{device.path}")
        assert printer.look() == ("in-use",)
        other.close()
        assert put(printer, slips.ticket()) == "process-id"


@pytest.mark.parametrize("kind", ["serial", "file"])
def test_what_is_no_device_at_all_is_said(opened, tmp_path: Path, kind):
    (tmp_path / "notes.txt").touch()
    (tmp_path / "folder").mkdir()
    place = {"serial": "notes.txt", "file": "folder"}[kind]
    assert opened(f"{kind}:{tmp_path / place}").look() == ("wrong-device",)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM])
def test_a_device_that_we_may_not_open_is_said(opened, tmp_path: Path, monkeypatch, number):
    (tmp_path / "lp0").touch()

    def refuse(*_):
        raise OSError(number, "refused")

    printer = opened(f"file:{tmp_path / 'lp0'}")
    with monkeypatch.context() as here:
        here.setattr("printstation.printers.links.os.open", refuse)
        assert printer.look() == ("no-permission",)


def test_a_device_that_takes_nothing_is_known_to_have_got_nothing(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("printstation.printers.links._FILE_SEND_SECONDS", 0.1)
    link, reader = _full_pipe(tmp_path)
    with pytest.raises(SendFailed) as failure:
        link.send(b"a slip")
    assert not failure.value.sent
    link.close()
    os.close(reader)


def test_a_device_that_stops_within_a_slip_may_have_printed(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("printstation.printers.links._FILE_SEND_SECONDS", 0.1)
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    link = FileLink(str(path))
    with pytest.raises(SendFailed) as failure:
        link.send(bytes(1_000_000))
    assert failure.value.sent
    link.close()
    os.close(reader)


def test_a_picture_cut_in_half_does_not_swallow_the_next_slip(
    opened, put, tmp_path: Path, monkeypatch
):
    Image.new("1", (320, 100), 0).save(tmp_path / "logo.png")
    emblem = logo.raster(str(tmp_path / "logo.png"), 80)
    whole = compose(slips.TICKET, 80, emblem)
    with LinePrinter() as device:
        printer = opened(f"file:{device.path}")
        printer.look()
        with monkeypatch.context() as broken:
            broken.setattr(FileLink, "send", _break_off_at(600))
            with pytest.raises(Uncertain):
                put(printer, whole)
        assert put(printer, slips.ticket(number="A-013"), "token-2") == "process-id"
        assert slips.ticket(number="A-013") in device.slips[-1]


def _full_pipe(folder: Path) -> tuple[FileLink, int]:
    path = folder / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    link = FileLink(str(path))
    filler = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    while True:
        try:
            os.write(filler, bytes(4096))
        except BlockingIOError:
            os.close(filler)
            return link, reader


def _break_off_at(length: int):
    whole_send = FileLink.send

    def send(link: FileLink, data: bytes) -> None:
        if len(data) < length:
            return whole_send(link, data)
        whole_send(link, data[:length])
        raise SendFailed("unplugged")

    return send
