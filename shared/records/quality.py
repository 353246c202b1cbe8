"""Tables of the survey: answers, rights that are used up, presses counted by day.

Nothing joins the first to the second: deploy/decisions/survey.md.
"""

from peewee import BigAutoField, DateField, IntegerField, JSONField, TextField

from shared.records.base import OfficeTable


class Questionnaire(OfficeTable):
    """What one respondent answered; `id` is drawn, so that nothing follows from it.

    `month`: its first day, the finest time that is kept. `answers`: one character for each element
    of the form, `-` where none was given. `about`: what the respondent said of themselves.
    """

    id = BigAutoField()
    form = TextField()
    month = DateField()
    service = TextField()
    source = TextField()
    answers = TextField()
    about = JSONField()

    class Meta:
        indexes = ((("office", "month"), False),)


class SpentRight(OfficeTable):
    """A ticket of today that has been answered for; `id` is a keyed mark of it."""

    id = BigAutoField()
    day = DateField()


class DayTally(OfficeTable):
    """How often something was pressed on a day: answers of touchscreens, each of the moods."""

    day = DateField()
    what = TextField()
    number = IntegerField()

    class Meta:
        indexes = ((("office", "day", "what"), True),)
