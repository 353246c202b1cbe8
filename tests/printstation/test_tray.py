"""The page of the virtual printer's paper: who may see it, what it shows, what its knobs do."""

import dataclasses
import stat
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from flask.testing import FlaskClient

from printstation import paper_folder
from printstation.printers import open_printer
from shared import bell
from shared.rules.admin import people
from shared.rules.common import office as offices
from shared.rules.common import staff
from tests.office import PASSWORD
from tests.printstation import slips

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def paper(office) -> Path:
    return office.settings.data / "paper"


@pytest.fixture
def printed(office) -> None:
    """Two slips of the virtual printer."""
    printer = open_printer("virtual:", data=office.settings.data, width_mm=80)
    assert printer
    for number in ("A-001", "A-002"):
        printer.print(
            slips.ticket(number=number), f"token-{number}", tell=lambda _: None, stop=Event()
        )
    printer.close()


@pytest.fixture
def serious(office, monkeypatch):
    """The office in earnest, no practice."""

    def become(**settings: object) -> None:
        real = dataclasses.replace(office.settings, practice=False, **settings)
        monkeypatch.setattr(offices, "_here", dataclasses.replace(office, settings=real))

    return become


def test_the_newest_slip_is_shown_first_with_its_words(client: FlaskClient, printed):
    page = client.get("/kertas").text
    assert page.index("A-002") < page.index("A-001")
    assert 'alt="PEMERINTAH KABUPATEN LUMAJANG' in page


def test_its_own_json_tells_slips_knobs_and_state(client: FlaskClient, printed):
    picture = client.get("/kertas/gambaran").get_json()
    assert [slip["name"][-5:] for slip in picture["slips"]] == ["A-002", "A-001"]
    assert picture["pressed"] == ["paper-ok", "cover-closed", "ready", "quick", "stay"]
    assert picture["printer"]["ok"] is False, "no station has been heard of yet"


def test_picture_and_raw_bytes_of_a_slip_can_be_had(client: FlaskClient, printed):
    slip = client.get("/kertas/gambaran").get_json()["slips"][0]
    assert client.get(slip["picture"], buffered=True).data.startswith(b"\x89PNG")
    download = client.get(slip["bytes"], buffered=True)
    assert download.data == slips.ticket(number="A-002")
    assert "attachment" in download.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "path",
    [
        "/kertas/000009-nobody.png",
        "/kertas/control.json",
        "/kertas/000001-token-A-001.json",
        "/kertas/..%2Fsecret.key",
        "/kertas/%2e%2e/secret.key",
    ],
)
def test_nothing_but_slips_comes_out_of_the_folder(client: FlaskClient, printed, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("knob", "reason"),
    [
        ("paper-out", "paper-out"),
        ("paper-near", "paper-near-end"),
        ("cover-open", "cover-open"),
        ("offline", "offline"),
        ("unplugged", "unreachable"),
    ],
)
def test_a_knob_is_felt_by_the_printer_and_rings_the_station(
    client: FlaskClient, office, knob, reason
):
    ear = bell.Listener(office.settings.data, "printstation")
    answer = client.post("/kertas/knop", data={"knob": knob})
    assert (answer.status_code, answer.location) == (303, "/kertas")
    assert "printers" in ear.wait(1)
    ear.close()
    printer = open_printer("virtual:", data=office.settings.data, width_mm=80)
    assert printer
    assert printer.look() == (reason,)
    printer.close()
    assert knob in client.get("/kertas/gambaran").get_json()["pressed"]


def test_knobs_of_different_groups_do_not_undo_each_other(client: FlaskClient, paper):
    for knob in ("paper-out", "slow", "vanish", "paper-ok"):
        client.post("/kertas/knop", data={"knob": knob})
    control = paper_folder.read_control(paper)
    assert (control.paper, control.slow_seconds > 0, control.vanish_next) == ("ok", True, True)


@pytest.mark.parametrize("data", [{}, {"knob": ""}, {"knob": "explode"}, {"knob": "paper"}])
def test_an_unknown_knob_changes_nothing(client: FlaskClient, paper, data):
    answer = client.post("/kertas/knop", data=data)
    assert answer.status_code == 422
    assert paper_folder.read_control(paper) == paper_folder.Control()


def test_knobs_need_the_token_of_the_page(app):
    with app.test_client() as browser:
        assert browser.post("/kertas/knop", data={"knob": "paper-out"}).status_code == 400


@pytest.mark.parametrize("signed_in", [False, True])
def test_in_earnest_there_is_no_tray_whoever_asks(client: FlaskClient, serious, printed, signed_in):
    if signed_in:
        people.add("sari", "Sari Percobaan", staff.ROLES, PASSWORD)
        client.post("/masuk", data={"username": "sari", "password": PASSWORD})
    serious()
    for path in ("/kertas", "/kertas/000001-token-A-001.png", "/kertas/gambaran"):
        assert client.get(path).status_code == 404
    assert client.post("/kertas/knop", data={"knob": "paper-out"}).status_code == 404


def test_only_the_office_itself_reads_the_files_of_the_papers(printed, client, paper):
    client.post("/kertas/knop", data={"knob": "paper-near"})
    kept = [*paper.iterdir()]
    assert len(kept) > 6
    assert {stat.S_IMODE(one.stat().st_mode) for one in kept} == {0o600}


def test_beside_a_real_printer_there_is_no_tray(client: FlaskClient, office, monkeypatch):
    real = dataclasses.replace(office.settings, printers_ticket="net:192.0.2.7")
    monkeypatch.setattr(offices, "_here", dataclasses.replace(office, settings=real))
    assert client.get("/kertas").status_code == 404


def test_the_web_process_loads_no_printer_library():
    code = (
        "import sys, printstation.tray;"
        "print([name for name in ('escpos', 'PIL', 'serial', 'usb') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "[]", done.stderr
