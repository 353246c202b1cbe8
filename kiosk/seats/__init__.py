"""The seats, a room for each subject: what officers see and press."""

from flask import Flask

from kiosk.seats.admin import (
    backups,
    certificates,
    checkups,
    data,
    days,
    devices,
    equipment,
    hours,
    people,
    practice,
    setup,
)
from kiosk.seats.admin import pages as admin
from kiosk.seats.applications import api as files_api
from kiosk.seats.applications import (
    intake,
    intake_api,
    operator,
    operator_api,
    register,
    section_head,
    section_head_api,
)
from kiosk.seats.common import page
from kiosk.seats.complaints import api as complaint_api
from kiosk.seats.complaints import (
    book,
    code_reader,
    entry,
    recap,
    recap_api,
    suggestion_box,
    visitor,
)
from kiosk.seats.corrective import api as corrective_api
from kiosk.seats.corrective import pages as corrective
from kiosk.seats.oversight import desk as oversight
from kiosk.seats.oversight import journal, notices, notices_api, samples, samples_api
from kiosk.seats.paper import account, long_papers, sheets_api
from kiosk.seats.quality import (
    competence,
    facilities,
    incidents,
    month_reports,
    objectives,
    results,
    reviews,
    revisions,
    typed,
)
from kiosk.seats.queue import (
    counter,
    counter_api,
    desk_api,
    history,
    info_desk,
    paper_visits,
)
from shared.web import complaint_papers, sign_in
from shared.web.app import csrf

_SEATS = (
    (counter.bp, counter.SEAT),
    (info_desk.bp, info_desk.SEAT),
    (operator.bp, operator.SEAT),
    (section_head.bp, section_head.SEAT),
    (register.bp, register.SEAT),
    (book.bp, book.SEAT),
    *oversight.SEATS,
    (admin.bp, admin.SEAT),
)
_PROGRAMS = (
    counter_api.bp,
    desk_api.bp,
    desk_api.floods,
    desk_api.floor,
    files_api.reading,
    files_api.check_bp,
    intake_api.bp,
    section_head_api.bp,
    operator_api.bp,
    operator_api.attaching,
    operator_api.looking,
    sheets_api.bp,
    long_papers.api,
    complaint_api.bp,
    complaint_api.attaching,
    code_reader.bp,
    entry.api,
    visitor.api,
    suggestion_box.bp,
    *recap_api.PARTS,
    *corrective_api.PARTS,
    notices_api.bp,
    samples_api.bp,
    typed.api,
    paper_visits.api,
    facilities.api,
    competence.api,
    *incidents.PARTS,
    *reviews.PARTS,
)


def install(app: Flask) -> None:
    """Put every seat and its part of the API into the application."""
    complaint_papers.install(app)
    for part in (page.bp, intake.bp, long_papers.bp, entry.bp, visitor.bp):
        app.register_blueprint(part)
    for pages in (
        recap.bp,
        corrective.bp,
        corrective.forms,
        notices.bp,
        journal.bp,
        samples.bp,
        typed.bp,
        paper_visits.bp,
        results.bp,
        facilities.bp,
        competence.bp,
        incidents.bp,
        objectives.bp,
        objectives.papers,
        objectives.setting,
        reviews.bp,
        revisions.bp,
        revisions.beginning,
        revisions.drafting,
        month_reports.bp,
        account.bp,
        history.bp,
        history.own,
        hours.bp,
        data.bp,
        people.bp,
        devices.bp,
        days.bp,
        equipment.bp,
        setup.bp,
        setup.door,
        certificates.bp,
        backups.bp,
        checkups.bp,
        practice.bp,
        register.archive,
    ):
        app.register_blueprint(pages)
    for programs in _PROGRAMS:
        app.register_blueprint(programs)
        csrf.exempt(programs)
    for bp, seat in _SEATS:
        app.register_blueprint(bp)
        if seat not in sign_in.SEATS:
            sign_in.SEATS.append(seat)
