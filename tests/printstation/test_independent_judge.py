"""Our bytes on a printer not written here: it prints the number, and the QR can be scanned."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from printstation.layouts import compose
from printstation.printers import logo, open_printer
from printstation.printers.printer import Printer
from tests.devices import emupos
from tests.devices.emupos import Emupos
from tests.printstation import slips


@pytest.fixture(scope="module", params=[80, 58])
def judge(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Emupos, int]]:
    """The foreign printer with paper of one width, and that width."""
    with emupos.running(tmp_path_factory.mktemp("emupos"), request.param) as running:
        yield running, request.param


@pytest.fixture(scope="module")
def station(judge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printer]:
    data = tmp_path_factory.mktemp("data")
    printer = open_printer(judge[0].address, data=data, width_mm=judge[1])
    assert printer
    yield printer
    printer.close()


def test_a_foreign_printer_shows_the_number_and_a_qr_that_scans(
    judge, station, tmp_path: Path, ear
):
    simulator, width = judge
    Image.new("RGB", (200, 200), "navy").save(tmp_path / "logo.png")
    data = compose(slips.TICKET, width, logo.raster(str(tmp_path / "logo.png"), width))
    assert b"A-012" in data
    earlier = simulator.count()
    evidence = station.print(data, "token-1", tell=ear, stop=ear.stop)
    text, picture = simulator.receipt(earlier + 1)
    assert evidence == "status"
    assert "A-012" in text
    assert "GRATIS" in text
    assert [found.text for found in zxingcpp.read_barcodes(Image.open(picture))] == [slips.URL]


def test_no_line_of_ours_is_wrapped_by_a_foreign_printer(judge, station, ear):
    simulator, width = judge
    data = compose(slips.CHECKLIST, width)
    earlier = simulator.count()
    station.print(data, "token-1", tell=ear, stop=ear.stop)
    text, _ = simulator.receipt(earlier + 1)
    printed = {line.strip() for line in text.splitlines() if line.strip()}
    assert "[ ] Kartu Keluarga (KK) lama" in printed
    assert len(max(printed, key=len)) <= {80: 56, 58: 42}[width]


@pytest.mark.parametrize("fault", ["paper-out", "paper-near-end", "cover-open", "offline"])
def test_a_foreign_printers_faults_are_understood(judge, station, fault):
    simulator, _ = judge
    assert station.look() == ()
    simulator.fault(fault, on=True)
    assert station.look() == (fault,)
    simulator.fault(fault, on=False)
    assert station.look() == ()
