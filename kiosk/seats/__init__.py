"""The seats: one file for each place where somebody of the office works."""

from flask import Flask

from kiosk.seats import admin, api, counter, desk_api, info_desk, page
from shared.web import sign_in
from shared.web.app import csrf

_SEATS = (counter, info_desk, admin)


def install(app: Flask) -> None:
    """Put every seat and its part of the API into the application."""
    app.register_blueprint(page.bp)
    for programs in (api.bp, desk_api.bp):
        app.register_blueprint(programs)
        csrf.exempt(programs)
    for seat in _SEATS:
        app.register_blueprint(seat.bp)
        if seat.SEAT not in sign_in.SEATS:
            sign_in.SEATS.append(seat.SEAT)
