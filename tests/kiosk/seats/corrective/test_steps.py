"""Every state, every role, every step: the rule's answer, the page's and the press's are one."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from shared import clock
from shared.records import CorrectiveAction
from shared.rules.common import staff
from shared.rules.complaints import sight
from shared.rules.corrective import actions, allowed, lists
from shared.rules.corrective.view import CorrectiveActionView
from tests import corrective as hands
from tests.complaint_book import People, people
from tests.kiosk.seats.corrective.test_api import API, issued, planned
from tests.kiosk.seats.desks import send, sign_in

pytestmark = pytest.mark.clause("11.7")

STEPS: dict[str, tuple[str, dict[str, Any]]] = {
    allowed.PLAN: ("plan", {}),
    allowed.DO: ("done", {"evidence": "Foto.", "done_on": "2026-11-23"}),
    allowed.VERIFY: ("verify", {"effective": True, "verdict": "Baik."}),
}


def _planned(who: People, owner: str = "sari") -> CorrectiveActionView:
    one, today = issued(who), clock.service_day()
    plan = actions.Plan(getattr(who, owner).staff_id, today, "Jadwal.", ["Tidak ada jadwal."])
    actions.plan(one.id, plan, who.bambang)
    return actions.attach(one.id, hands.photo(), "image/jpeg", getattr(who, owner))


def _done(who: People, owner: str = "sari", by: str = "sari") -> CorrectiveActionView:
    one = _planned(who, owner)
    return hands.carried_out(one.id, getattr(who, by), long_ago=True)


KINDS: dict[str, Any] = {
    "open": issued,
    "planned": _planned,
    "planned for the secretary": lambda who: _planned(who, "yusuf"),
    "planned for the head of the section": lambda who: _planned(who, "bambang"),
    "done": _done,
    "done by the secretary": lambda who: _done(who, "yusuf", "yusuf"),
    "done by the Camat for another": lambda who: _done(who, "sari", "ratih"),
    "closed": lambda who: actions.verify(_done(who).id, True, "Baik.", who.yusuf),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_done_with_a_corrective_action_is_said_by_one(
    client: FlaskClient, kind: str
) -> None:
    who = people()
    one = KINDS[kind](who)
    before = CorrectiveAction.get_by_id(one.id).__data__
    for person in staff.everybody():
        reader = sight.reader(person.id)
        row = lists.find(reader, CorrectiveAction.id == one.id)
        sign_in(client, person.username)
        page = client.get(f"/ptpp/{one.number}").get_data(as_text=True)
        for step, (address, body) in STEPS.items():
            sent = planned(who) if step == allowed.PLAN else body
            path = f"{API}/{one.id}/{address}"
            status, told = send(client, path, {**sent, "seen": before["version"]})
            refusal = allowed.why_not(step, row, reader) if row else None
            offered = f'data-post="/api/v1/{path}"' in page
            assert offered is (status == 200), (person.username, step, told)
            assert (row is not None and refusal is None) is (status == 200), (person.username, step)
            if refusal and status != 403:  # who holds no role of a step is kept out before it
                assert (status, told["code"]) == (refusal.status, refusal.code)
            CorrectiveAction.update(**before).where(CorrectiveAction.id == one.id).execute()
            CorrectiveAction.delete().where(CorrectiveAction.id != one.id).execute()
