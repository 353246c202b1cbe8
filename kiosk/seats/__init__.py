"""The seats: one file for each place where somebody of the office works."""

from flask import Flask

from kiosk.seats import (
    admin,
    admin_hours,
    api,
    complaint_api,
    complaint_book,
    complaint_entry,
    complaint_visitor,
    corrective,
    corrective_api,
    counter,
    desk_api,
    documents,
    files_api,
    head,
    info_desk,
    intake,
    intake_api,
    notices,
    notices_api,
    operator,
    operator_api,
    page,
    paper_book,
    recap,
    recap_api,
    register_book,
    secretary,
    section_head,
    section_head_api,
    sheets_api,
    suggestion_box,
)
from shared.web import complaint_papers, sign_in
from shared.web.app import csrf

_SEATS = (
    counter,
    info_desk,
    operator,
    section_head,
    register_book,
    complaint_book,
    secretary,
    head,
    admin,
)
_PROGRAMS = (
    api.bp,
    desk_api.bp,
    desk_api.floor,
    files_api.reading,
    files_api.checking,
    intake_api.bp,
    section_head_api.bp,
    operator_api.bp,
    operator_api.attaching,
    operator_api.looking,
    sheets_api.bp,
    documents.api,
    complaint_api.bp,
    complaint_entry.api,
    complaint_visitor.api,
    suggestion_box.bp,
    *recap_api.PARTS,
    *corrective_api.PARTS,
    notices_api.bp,
)


def install(app: Flask) -> None:
    """Put every seat and its part of the API into the application."""
    complaint_papers.install(app)
    for part in (page.bp, intake.bp, documents.bp, complaint_entry.bp, complaint_visitor.bp):
        app.register_blueprint(part)
    for pages in (
        recap.bp,
        corrective.bp,
        notices.bp,
        paper_book.bp,
        admin_hours.bp,
        register_book.archive,
    ):
        app.register_blueprint(pages)
    for programs in _PROGRAMS:
        app.register_blueprint(programs)
        csrf.exempt(programs)
    for seat in _SEATS:
        app.register_blueprint(seat.bp)
        if seat.SEAT not in sign_in.SEATS:
            sign_in.SEATS.append(seat.SEAT)
