"""The seat of the only admin."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.rules.common import staff
from tests.kiosk.seats.desks import enrol, sign_in


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    """The browser of the only admin."""
    app.config["WTF_CSRF_ENABLED"] = False
    enrol("kepala", staff.ADMIN)
    browser = app.test_client()
    sign_in(browser, "kepala")
    return browser
