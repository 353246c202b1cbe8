"""Nobody on the Wi-Fi issues paper: every public address, asked by browsers nobody let in."""

from uuid import uuid4

import pytest

from deploy import app as composition
from shared import config
from shared.records import HelpCall, SheetJob, SlipJob, Ticket
from shared.rules.admin import devices
from shared.rules.common.devices import BOARD, TOUCHSCREEN
from shared.web import guards
from shared.web.screens import COOKIES
from tests.office import take

PAPER = (Ticket, SlipJob, SheetJob, HelpCall)
_THERE = {"REMOTE_ADDR": "192.168.1.99"}
_VALUES = {
    "service": "KK",
    "group": "baru",
    "kind": "baru-menikah",
    "topic": "LAMA",
    "code": "lama",
}
_BODY = {"service": "KK", "kind": "KK_HILANG", "topik": "LAMA", "isi": "Lama sekali sampai siang."}


@pytest.fixture
def settings(tmp_path):
    """A real office: in practice anybody takes a number."""
    printer = "file:/dev/usb/lp0"  # that prints the checklists, too
    return config.load({}, data=tmp_path / "data", voice="off", printers_ticket=printer)


def strangers():
    """The cookies of whoever is not let in: none, invented ones, a revoked screen's, a board's."""
    codes = {kind: devices.ask(kind[0] * 32, "192.168.1.20", kind) for kind in COOKIES}
    for kind, code in codes.items():
        devices.accept(code, kind)
    devices.revoke(TOUCHSCREEN)
    cookie = COOKIES[TOUCHSCREEN]
    yield {}
    yield {cookie: "x" * 32, "session": "e30.invented.here"}
    yield {cookie: TOUCHSCREEN[0] * 32}
    yield {cookie: BOARD[0] * 32, COOKIES[BOARD]: BOARD[0] * 32}


def test_no_address_gives_a_number_paper_or_a_ring_to_a_browser_that_nobody_let_in(office):
    app = composition.compose(office)
    app.config.update(PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    values = _VALUES | {"token": take().token, "media": "a4"}
    before = {table: table.select().count() for table in PAPER}
    # The other doors ask for a sign-in: test_routes.py.
    public = [
        one for one in app.url_map.iter_rules() if one.endpoint.split(".")[0] in guards.PUBLIC
    ]
    asked = 0
    for cookies in strangers():
        client = app.test_client()
        for name, value in cookies.items():
            client.set_cookie(name, value)
        for rule in public:
            with app.test_request_context():
                filled = {one: values.get(one, "1") for one in rule.arguments}
                _, path = rule.build(filled, append_unknown=False) or ("", "")
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                body = {**_BODY, "touch": str(uuid4())}
                sent = {"json": body} if path.startswith("/api/") else {"data": body}
                told = client.open(
                    path,
                    method=method,
                    environ_base=_THERE,
                    **({} if method == "GET" else sent),
                )
                told.close()
                after = {table: table.select().count() for table in PAPER}
                assert after == before, f"{method} {path} {cookies}"
                asked += 1
    app.extensions["antrean.speaker"].close()
    assert asked > 200
