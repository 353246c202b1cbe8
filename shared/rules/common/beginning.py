"""Since when the office works with this system; nobody is scolded for the days before."""

from datetime import date

from peewee import fn

from shared import clock
from shared.records import Complaint, Staff
from shared.rules.common.office import here


def of_the_book() -> date:
    """The day of the first complaint that all readers see, or of the first who could sign in."""
    complaints = Complaint.select(fn.MIN(Complaint.day)).where(
        Complaint.office == here().id, ~Complaint.guarded
    )
    return _served(min(filter(None, (complaints.scalar(), of_the_office()))))


def of_the_office() -> date:
    """The day on which the first person could sign in; today when nobody can yet."""
    began = Staff.select(fn.MIN(Staff.created_at)).where(Staff.office == here().id).scalar()
    return _served(clock.service_day(began))


def _served(day: date) -> date:
    """That day, or the first of which service hours are known: before it no day is a working day.

    So it is where the computer's clock was wrong when the first person was added.
    """
    return max(day, min(period.valid_from for period in here().standard.hours.periods))
