"""Asking a real IPP printer itself, past CUPS."""

import socket
from collections.abc import Iterator

import pytest

from deploy.benchmarks.office_printer import OfficePrinter
from printstation.printers.sheet_line import NoAnswer, NotOffered, SheetLine


@pytest.fixture(scope="module")
def printer() -> Iterator[OfficePrinter]:
    with OfficePrinter() as printer:
        yield printer


@pytest.mark.parametrize(
    ("uri", "line"),
    [
        ("ipp://192.0.2.9/ipp/print", SheetLine("192.0.2.9", 631, "/ipp/print", False)),
        ("ipps://kantor.local:8631/ipp", SheetLine("kantor.local", 8631, "/ipp", True)),
        ("http://192.0.2.9:631/", SheetLine("192.0.2.9", 631, "/", False)),
    ],
)
def test_a_queues_address_leads_to_its_printer(uri: str, line: SheetLine) -> None:
    assert SheetLine.to(uri) == line


@pytest.mark.parametrize("uri", ["usb://HP/LaserJet", "socket://192.0.2.9", "dnssd://x._ipp._tcp"])
def test_other_connections_lead_to_nothing_that_answers(uri: str) -> None:
    assert SheetLine.to(uri) is None


@pytest.mark.cups
def test_it_says_how_it_is_and_lists_no_job_that_it_never_had(printer: OfficePrinter) -> None:
    line = SheetLine.to(printer.uri)
    assert line
    state = line.state()
    assert not state.stopped
    assert state.up_seconds is not None
    assert line.records("SPD-0000000000") == ()


@pytest.mark.cups
def test_a_wrong_door_is_no_answer(printer: OfficePrinter) -> None:
    line = SheetLine("localhost", printer.port, "/lain", False)
    with pytest.raises((NoAnswer, NotOffered)):
        line.records("SPD-0000000000")


def test_nobody_there_is_no_answer() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        line = SheetLine("127.0.0.1", probe.getsockname()[1], "/", False)
        with pytest.raises(NoAnswer):
            line.state()


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\n\r\nnonsense", b"\x00" * 40])
def test_nonsense_is_no_answer(answer: bytes) -> None:
    import threading

    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        caller, _ = door.accept()
        caller.recv(65536)
        caller.sendall(answer)
        caller.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with pytest.raises(NoAnswer):
            SheetLine("127.0.0.1", door.getsockname()[1], "/", False).state()
    finally:
        thread.join(10)
        door.close()
