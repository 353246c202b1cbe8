"""A thermal printer that works: how a slip is confirmed, by what each make can tell."""

from pathlib import Path

import pytest

from printstation.printers.printer import NothingSent, Uncertain
from tests.devices.thermal_printer import ThermalPrinter
from tests.printstation import slips


def test_a_slip_is_confirmed_by_its_own_process_id(device, printer, put):
    assert put(printer, slips.ticket()) == "process-id"
    assert [b"A-012" in slip for slip in device.slips] == [True]
    assert printer.capability == "process-id"


def test_the_slip_comes_out_byte_for_byte(device, printer, put):
    data = slips.ticket()
    put(printer, data)
    assert device.slips == [data]


def test_a_printer_without_process_ids_confirms_by_status(opened, put, hasty):
    with ThermalPrinter(process_id=False) as device:
        printer = opened(device.address)
        assert put(printer, slips.ticket()) == "status"
        assert device.slips == [slips.ticket()], "the unknown question was printed as text"


def test_a_printer_that_only_tells_its_status_leaves_the_slip_unconfirmed(opened, put, hasty):
    with ThermalPrinter(process_id=False, paper_query=False) as device:
        assert put(opened(device.address), slips.ticket()) == "sent"
        assert device.printed(1)


def test_a_mute_printer_still_prints(opened, put, hasty):
    with ThermalPrinter(mute=True) as device:
        printer = opened(device.address)
        assert printer.look() == ("no-status",)
        assert put(printer, slips.ticket()) == "sent"
        assert device.printed(1)
        assert device.slips == [slips.ticket()]


def test_a_printer_that_answers_only_two_questions_is_understood(opened, put):
    with ThermalPrinter(status_numbers=(1, 4)) as device:
        printer = opened(device.address)
        assert printer.look() == ()
        device.set(paper="out")
        assert printer.look() == ("paper-out",)


def test_hundred_slips_come_out_once_each_and_in_order(device, printer, put):
    for number in range(100):
        put(printer, slips.ticket(number=f"A-{number:03}"), f"token-{number}")
    numbers = [slip.count(f"A-{at:03}".encode()) for at, slip in enumerate(device.slips)]
    assert numbers == [1] * 100


def test_the_printer_is_asked_before_every_slip(device, printer, put):
    put(printer, slips.ticket())
    before = device.received
    device.set(cover_open=True)
    with pytest.raises(NothingSent):
        put(printer, slips.ticket())
    assert device.received - before == len(b"\x10\x04\x01") * 4


def test_a_slow_printer_is_waited_for(opened, put):
    with ThermalPrinter(bytes_per_second=2000) as device:
        assert put(opened(device.address), slips.ticket()) == "process-id"
        assert len(device.slips) == 1


def test_an_idle_connection_that_the_printer_closed_is_no_fault(device, printer, put):
    put(printer, slips.ticket())
    device.hang_up()
    assert printer.look() == ()
    assert put(printer, slips.ticket(), "token-2") == "process-id"
    assert len(device.slips) == 2


def test_what_a_printer_can_tell_is_remembered(device, printer, put, opened):
    put(printer, slips.ticket())
    printer.close()
    asked = device.received
    again = opened(device.address)
    assert again.capability == "process-id"
    again.look()
    assert device.received - asked == 12, "four questions about its state and nothing else"


def test_a_printer_that_used_to_answer_is_not_printed_on_blindly(device, printer, put):
    put(printer, slips.ticket())
    device.set(mute=True)
    assert printer.look() == ("unreachable",)
    with pytest.raises(NothingSent):
        put(printer, slips.ticket(), "token-2")
    assert len(device.slips) == 1


def test_a_test_slip_makes_way_for_another_printer_at_the_same_address(device, printer, put, hasty):
    put(printer, slips.ticket())
    device.set(mute=True)
    printer.forget()
    assert put(printer, slips.ticket(), "token-2") == "sent"
    assert device.printed(2)


def test_a_spoiled_memory_is_learned_anew(device, printer, put, opened, tmp_path: Path):
    put(printer, slips.ticket())
    printer.close()
    (tmp_path / "printers.json").write_text("{half")
    assert put(opened(device.address), slips.ticket(), "token-2") == "process-id"


def test_a_confirmation_that_never_comes_leaves_the_slip_uncertain(
    device, printer, put, hasty, monkeypatch
):
    monkeypatch.setattr("printstation.printers.thermal._RECEIPT_SECONDS", 0.3)
    put(printer, slips.ticket())
    device.set(process_id=False)
    with pytest.raises(Uncertain, match="no-answer"):
        put(printer, slips.ticket(), "token-2")
    assert put(printer, slips.ticket(), "token-3") == "status", "it was not asked anew"
