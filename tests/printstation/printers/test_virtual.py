"""The virtual printer: its paper, and the knobs by which it is made to fail."""

import json
import time
from pathlib import Path
from threading import Thread

import pytest
import zxingcpp
from PIL import Image

from printstation import paper_folder
from printstation.paper_folder import Control
from printstation.printers.printer import NothingSent, Uncertain
from tests.printstation import slips


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "paper"


@pytest.fixture
def printer(opened, paper: Path):
    return opened("virtual:")


def knob(folder: Path, /, **state: object) -> None:
    paper_folder.write_control(folder, Control(**state))  # type: ignore[arg-type]


def test_a_slip_is_kept_as_bytes_picture_and_words(printer, put, paper):
    assert put(printer, slips.ticket()) == "picture"
    printer.close()
    [slip] = paper_folder.slips(paper, 10)
    assert slip.name == "000001-token-1"
    assert "A-012" in slip.text
    assert not slip.torn
    assert (paper / f"{slip.name}.bin").read_bytes() == slips.ticket()
    picture = Image.open(paper / f"{slip.name}.png")
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [slips.URL]


@pytest.mark.parametrize(
    ("state", "reasons"),
    [
        ({"paper": "out"}, ("paper-out",)),
        ({"cover_open": True}, ("cover-open",)),
        ({"online": False}, ("offline",)),
        ({"present": False}, ("unreachable",)),
    ],
)
def test_its_knobs_stop_it_like_a_real_one(printer, put, paper, state, reasons):
    knob(paper, **state)
    assert printer.look() == reasons
    with pytest.raises(NothingSent):
        put(printer, slips.ticket())
    knob(paper)
    assert printer.look() == ()
    assert put(printer, slips.ticket()) == "picture"


def test_with_little_paper_it_prints_on(printer, put, paper):
    knob(paper, paper="near")
    assert printer.look() == ("paper-near-end",)
    assert put(printer, slips.ticket()) == "picture"


def test_vanishing_leaves_half_a_slip_and_no_printer(printer, put, paper):
    knob(paper, vanish_next=True)
    with pytest.raises(Uncertain):
        put(printer, slips.ticket())
    assert printer.look() == ("unreachable",)
    printer.close()
    [slip] = paper_folder.slips(paper, 10)
    assert slip.torn
    knob(paper)
    assert printer.look() == ()


def test_a_slow_slip_stuck_without_paper_goes_on_when_paper_is_back(printer, put, paper, ear):
    knob(paper, slow_seconds=0.3, paper="near")

    def take_paper_out_and_put_it_back() -> None:
        time.sleep(0.1)
        knob(paper, slow_seconds=0.3, paper="out")
        while ("paper-out",) not in ear.heard:
            time.sleep(0.01)
        knob(paper, slow_seconds=0.3)

    helper = Thread(target=take_paper_out_and_put_it_back)
    helper.start()
    assert put(printer, slips.ticket()) == "picture"
    helper.join()
    assert len(paper_folder.names(paper)) == 1


def test_only_the_newest_slips_are_kept(printer, put, paper, monkeypatch):
    monkeypatch.setattr(paper_folder, "KEPT", 3)
    for number in range(5):
        put(printer, slips.ticket(), f"token-{number}")
    printer.close()
    assert [name[-7:] for name in paper_folder.names(paper)] == ["token-2", "token-3", "token-4"]
    assert len(list(paper.glob("*.png"))) == 3


def test_pictures_missing_after_a_crash_are_drawn_at_the_next_start(opened, put, paper):
    printer = opened("virtual:")
    put(printer, slips.ticket())
    printer.close()
    for ending in ("png", "json"):
        (paper / f"000001-token-1.{ending}").unlink()
    again = opened("virtual:")
    again.close()
    assert len(paper_folder.slips(paper, 10)) == 1


def test_spoiled_knobs_mean_a_healthy_printer(printer, paper):
    (paper / "control.json").write_text('{"paper": ')
    assert printer.look() == ()
    (paper / "control.json").write_text(json.dumps(["paper"]))
    assert printer.look() == ()


def test_a_name_from_outside_never_leaves_the_folder(paper):
    for name in ("../secret", "000001-../x", "control", ""):
        assert paper_folder.file_of(paper, name, "json") is None
