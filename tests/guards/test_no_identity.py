"""Names, telephones and numbers planted in the book: none of them comes out where all may read."""

import json
import logging
import re
import secrets
from uuid import uuid4

import pytest

from shared import clock
from shared.errors import Invalid
from shared.records import Complaint, JournalLine
from shared.rules.complaints import (
    citizen,
    entry,
    handling,
    recap,
    recap_view,
    states,
    suggestion_box,
)
from shared.rules.corrective import actions
from shared.rules.queue import board, standing
from shared.web import guards
from tests.complaint_book import People, people, wish
from tests.kiosk.seats.desks import send, sign_in

pytestmark = pytest.mark.clause("11.9")

_VALUES = {
    "service": "KK",
    "group": "baru",
    "kind": "baru-menikah",
    "code": "closed",
    "number": "2",
    "key": "0" * 40,
    "call": "1",
    "filename": "css/base.css",
    "token": "x",
    "part": "11",
    "topic": "LAMA",
    "year": "2026",
    "quarter": "4",
    "revision": "0",
    "period": "2026-11",
    "objective": "SM-09",
}
Q4 = (2026, 4)
_SEEN = ("classify", "report", "answer")


class Planted:
    """Identities that exist nowhere else, and a book that holds them in every field it has."""

    def __init__(self, who: People) -> None:
        mark = secrets.token_hex(3)
        self.name, self.street = f"Zulkarnaen{mark}", f"Gang{mark}"
        self.phone = f"08{secrets.randbelow(10**10):010d}"
        self.nik = f"3508{secrets.randbelow(10**12):012d}"
        self.told = f"Rahasia{mark}"
        self.secrets = (self.name, self.street, self.phone, self.nik, self.told)
        for topic, secret in (("LAMA", True), ("SYARAT", False), ("UANG", True)):
            self._live(who, topic, secret)

    def _live(self, who: People, topic: str, secret: bool) -> None:
        """One complaint from entry to the end, every field of it telling who somebody is."""
        all_of_them = " ".join(self.secrets)
        one = entry.enter(
            wish(
                topic=topic,
                text=all_of_them,
                requested=all_of_them,
                happened=all_of_them,
                anonymous=False,
                secret=secret,
                name=self.name,
                address=self.street,
                phone=self.phone,
                source=self.told,
            )
        ).complaint
        head = who.yusuf if one.guarded else who.bambang
        desk = who.yusuf if one.guarded else who.rina
        handling.classify(one.id, states.SUPERVISORY if one.guarded else states.ORDINARY, desk)
        if not one.guarded:
            handling.report(one.id, "PELAYANAN", who.rina)
        handling.follow_up(one.id, all_of_them, head)
        handling.answer(one.id, all_of_them, head)
        if not one.guarded:
            handling.describe(one.id, "Pelayanan lama", "Loket ditambah", who.rina)
        handling.close(one.id, head)
        citizen.settle(one.id, False, all_of_them)
        handling.correct(one.id, all_of_them, desk)

    def found_in(self, text: str) -> list[str]:
        """Which of them stand in the text; a number also when it is grouped."""
        digits = re.sub(r"[ .-]", "", text)
        return [each for each in self.secrets if each in text or each in digits]


@pytest.fixture
def who(office) -> People:
    return people()


@pytest.fixture
def planted(who, later) -> Planted:
    """The quarter over, its recap announced."""
    found = Planted(who)
    suggestion_box.record(clock.service_day(), 0, who.rina)
    actions.issue(
        actions.Problem(
            "7b2f6f0e-52c5-4b5f-9a5e-000000000001", "oversight", found.told, "minor", "PELAYANAN"
        ),
        who.yusuf,
    )
    later(days=46)
    assert recap.promise(*Q4, "Loket kedua dibuka setiap Senin.", who.rina) == []
    recap.submit(*Q4, who.rina)
    recap.approve(*Q4, who.ratih)
    recap.announced(*Q4, who.ratih)
    return found


def _public_addresses(app):
    for rule in app.url_map.iter_rules():
        part = rule.endpoint.rpartition(".")[0] or rule.endpoint
        if part in guards.PUBLIC and "GET" in rule.methods:
            yield re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda n: _VALUES.get(n[1], "x"), str(rule))


def test_no_public_page_tells_who_complained(app, client, planted):
    read = 0
    for address in sorted(set(_public_addresses(app))):
        page = client.get(address)
        assert planted.found_in(page.get_data(as_text=True)) == [], address
        read += page.status_code == 200
        page.close()
    assert read > 15


def test_the_board_and_its_recap_tell_nothing_of_anybody(office, planted):
    moment = clock.now()
    counters = board.counters(clock.service_day(), standing.office(moment))
    shown = [board.calls(moment), counters]
    told = json.dumps([*shown, recap_view.of(*Q4).figures], default=str)
    assert planted.found_in(told) == []


def test_the_journal_and_the_logs_tell_nothing_of_anybody(app, client, planted, caplog):
    caplog.set_level(logging.DEBUG)
    client.get("/status")
    client.post("/status", data={"tahun": "2026", "nomor": "P-2026-0001", "kode": "0000"})
    lines = [f"{line.subject} {line.detail}" for line in JournalLine.select()]
    assert planted.found_in("\n".join([*lines, caplog.text])) == []


def test_no_step_of_a_complaint_leaves_anybody_in_the_journal_or_the_logs(
    app, client, planted, caplog
):
    """Written down, searched, answered, revealed, taken away: in the logs that the office keeps."""
    caplog.set_level(logging.INFO)
    all_of_them = " ".join(planted.secrets)
    sign_in(client, "rina")
    status, one = send(
        client,
        "complaints",
        {
            "touch": str(uuid4()),
            "channel": "TELEPON",
            "topic": "LAMA",
            "text": all_of_them,
            "requested": all_of_them,
            "source": planted.told,
            "named": True,
            "secret": False,
            "name": planted.name,
            "address": planted.street,
            "phone": planted.phone,
        },
    )
    assert status == 201, one
    row = Complaint.select().order_by(Complaint.recorded_at.desc()).get()
    path = f"complaints/{row.id}"
    client.post("/pengaduan-kantor", data={"cari": all_of_them[:100]})
    steps = [
        ("rina", "classify", {"kind": states.ORDINARY}),
        ("rina", "report", {"unit": "PELAYANAN"}),
        ("bambang", "follow-up", {"text": all_of_them}),
        ("bambang", "answer", {"text": all_of_them}),
        ("bambang", "reveal", {}),
        ("ratih", "reveal", {}),
    ]
    for username, step, body in steps:
        sign_in(client, username)
        seen = {"seen": Complaint.get_by_id(row.id).version} if step in _SEEN else {}
        status, answer = send(client, f"{path}/{step}", {**body, **seen})
        assert status == 200, (step, answer)
    assert client.get("/pengaduan-kantor/buku.csv").status_code == 200
    lines = [f"{line.subject} {line.detail}" for line in JournalLine.select()]
    assert planted.found_in("\n".join([*lines, caplog.text])) == []


def test_a_refusal_never_repeats_what_was_written(app, client, planted):
    for body in ({"text": planted.told}, {"text": planted.told, "touch": "1"}, {"x": planted.nik}):
        for address in ("/api/v1/complaints", "/kios/pengaduan", "/pengaduan"):
            answer = client.post(address, json=body, headers={"Accept": "application/json"})
            assert planted.found_in(answer.get_data(as_text=True)) == [], address


def test_an_error_in_a_rule_names_nobody(who, planted):
    with pytest.raises(Invalid) as refusal:
        handling.correct(Complaint.get().id, planted.told * 400, who.ratih)
    assert planted.found_in(str(refusal.value)) == []
