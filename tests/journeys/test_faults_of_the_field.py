"""What was measured to go wrong in other queue systems does not go wrong here.

Beside these: `test_crowd` (numbers twice, a ticket at two counters), `tests/display` (a board that
stays stale or empty, sound that the browser forbids, voice programs that fail).
"""

import json
import re
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime
from functools import partial

import pytest
import requests

from deploy.environment import ROOT
from printstation.printers import open_printer
from shared import clock
from tests.devices.thermal_printer import ThermalPrinter
from tests.journeys import paper_trail
from tests.journeys.people import Person, all_at_once, press
from tests.office import PASSWORD
from tests.running import until

PEOPLE = 8
TUESDAY = datetime(2026, 11, 24, 9, 0)


@contextmanager
def _offline():
    with ThermalPrinter() as device:
        device.set(online=False)
        yield device.address


@contextmanager
def _crawling():
    with ThermalPrinter(bytes_per_second=1) as device:
        yield device.address


@contextmanager
def _unreachable():
    with ThermalPrinter() as device:
        device.unplug()
        yield device.address


@contextmanager
def _never_answering():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        yield f"net:127.0.0.1:{door.getsockname()[1]}"


@pytest.mark.parametrize("stuck", [_offline, _crawling, _unreachable, _never_answering])
def test_a_stuck_printer_keeps_nobody_from_a_number(run, stuck):
    with stuck() as address:
        office = run(printers_ticket=address)
        people = [Person(office) for _ in range(PEOPLE)]
        answers = all_at_once([partial(one.sends, press()) for one in people])
        assert [answer.status_code for answer in answers] == [201] * PEOPLE
        assert requests.get(f"{office.url}/healthz", timeout=5).ok
        with office.inside():
            assert paper_trail.waiting_for_paper() == PEOPLE
        office.stop()


def test_a_printer_that_comes_back_prints_for_all_who_waited(run, printer):
    printer.unplug()
    office = run(printers_ticket=printer.address)
    person = Person(office)
    for _ in range(PEOPLE):
        person.sends(press())
    printer.plug_in()
    with office.inside():
        until(lambda: not paper_trail.waiting_for_paper(), 30, "paper for all who waited")
    assert set(paper_trail.on_paper(printer).first) == set(person.given.values())


def test_a_printer_that_is_off_all_night_does_not_fill_the_log(tmp_path, printer, caplog):
    printer.unplug()
    seen = open_printer(printer.address, data=tmp_path, width_mm=80)
    with caplog.at_level("INFO", "antrean.printstation"):
        assert {seen.look() for _ in range(50)} == {("unreachable",)}
    assert len(caplog.records) == 1


def test_without_any_printer_numbers_are_given_and_nothing_waits_for_paper(run):
    office = run(printers_ticket="none")
    person = Person(office)
    answer = person.sends(press())
    assert answer.status_code == 201
    assert answer.json()["number"] == "A-001"
    assert person.follows(answer.json()["token"])["paper"] == "none"
    with office.inside():
        assert paper_trail.waiting_for_paper() == 0


def test_numbers_begin_at_one_every_day(run):
    office = run(printers_ticket="none")
    person = Person(office)
    assert [person.sends(press()).json()["number"] for _ in range(2)] == ["A-001", "A-002"]
    clock.move(office.settings.data, TUESDAY)
    assert person.sends(press()).json()["number"] == "A-001"


def test_a_restart_signs_nobody_out(run):
    office = run(printers_ticket="none")
    with requests.Session() as browser:
        form = browser.get(f"{office.url}/masuk", timeout=10).text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
        assert token
        entry = {"username": "sari", "password": PASSWORD, "csrf_token": token[1]}
        assert browser.post(f"{office.url}/masuk", data=entry, timeout=10).ok
        office.web.kill()
        office.web.start()
        office.wait_for_web()
        answer = browser.get(f"{office.url}/loket", timeout=10, allow_redirects=False)
        assert answer.status_code == 200


def test_numbers_paper_and_voice_need_no_internet(tmp_path):
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rn", "true"]).returncode:
        pytest.skip("this machine does not let a test make a network of its own")
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-m", "tests.journeys.without_internet", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["interfaces"] == ["lo"]
    assert told["number"] == told["given"] == "A-001"
