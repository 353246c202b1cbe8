"""The seats: one file for each place where somebody of the office works."""

from flask import Flask

from kiosk.seats import (
    admin,
    api,
    counter,
    desk_api,
    documents,
    files_api,
    info_desk,
    intake,
    intake_api,
    operator,
    operator_api,
    page,
    register_book,
    section_head,
    section_head_api,
    sheets_api,
)
from shared.web import sign_in
from shared.web.app import csrf

_SEATS = (counter, info_desk, operator, section_head, register_book, admin)
_PROGRAMS = (
    api.bp, desk_api.bp, desk_api.floor, files_api.reading, files_api.checking, intake_api.bp,
    section_head_api.bp, operator_api.bp, operator_api.attaching, sheets_api.bp, documents.api,
)  # fmt: skip


def install(app: Flask) -> None:
    """Put every seat and its part of the API into the application."""
    for part in (page.bp, intake.bp, documents.bp):
        app.register_blueprint(part)
    for programs in _PROGRAMS:
        app.register_blueprint(programs)
        csrf.exempt(programs)
    for seat in _SEATS:
        app.register_blueprint(seat.bp)
        if seat.SEAT not in sign_in.SEATS:
            sign_in.SEATS.append(seat.SEAT)
