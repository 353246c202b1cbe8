"""Addresses of printers in the office's settings, right and wrong."""

from pathlib import Path

import pytest

from printstation.printers import open_printer, sheet_address
from printstation.printers.address import parse
from shared.errors import SetupError


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("net:192.0.2.7", "net:192.0.2.7:9100"),
        ("net:pencetak.kantor:9200", "net:pencetak.kantor:9200"),
        ("usb:04b8:0E15", "usb:04b8:0E15"),
        ("serial:/dev/ttyS0", "serial:/dev/ttyS0:9600"),
        ("serial:/dev/ttyUSB0:38400", "serial:/dev/ttyUSB0:38400"),
        ("file:/dev/usb/lp0", "file:/dev/usb/lp0"),
        ("virtual:", "virtual:"),
        ("virtual:kertas", "virtual:kertas"),
        ("none", "none:"),
    ],
)
def test_an_address_is_read_with_its_usual_port_or_speed(written, meant):
    assert str(parse(written)) == meant


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "lp0",
        "net:",
        "net:a b",
        "net:kantor:0",
        "net:kantor:70000",
        "usb:04b8",
        "usb:1:2",
        "serial:ttyS0",
        "file:lp0",
        "none:x",
        "cups:Kantor",
        "NET:192.0.2.7",
    ],
)
def test_a_wrong_address_stops_the_start_with_its_key(wrong):
    with pytest.raises(SetupError) as refusal:
        parse(wrong)
    assert refusal.value.key == "printers.ticket"


def test_without_a_printer_nothing_is_opened(tmp_path: Path):
    assert open_printer("none", data=tmp_path, width_mm=80) is None


@pytest.mark.parametrize(
    ("setting", "names"),
    [
        ("none", {}),
        ("virtual:", {"sheet": "virtual:"}),
        ("virtual:lembar", {"sheet": "virtual:lembar"}),
        ("cups:KK", {"sheet": "cups:KK"}),
        ("cups:KK, cups:Cadangan", {"sheet": "cups:KK", "sheet-2": "cups:Cadangan"}),
    ],
)
def test_sheets_go_to_one_printer_or_several_or_none(setting, names):
    assert sheet_address.addresses(setting) == names


@pytest.mark.parametrize(
    "address",
    ["net:192.0.2.7", "", "cups:", "cups:KK/2", "cups:KK,cups:KK", "none,cups:KK", "cups:KK,"],
)
def test_other_printers_of_sheets_are_refused_at_the_start(address):
    with pytest.raises(SetupError) as refusal:
        sheet_address.addresses(address)
    assert refusal.value.key == "printers.sheet"
