"""A counter with somebody signed in at it."""

import pytest
from flask.testing import FlaskClient

from shared.rules import queue, staff
from tests.kiosk.seats.desks import enrol, sign_in


@pytest.fixture
def ratna(client: FlaskClient) -> FlaskClient:
    """The browser of Ratna, who sits at counter 1."""
    person = enrol("ratna", staff.COUNTER)
    queue.sit(1, person.acting(staff.COUNTER))
    sign_in(client, "ratna")
    return client
