"""Tables of quality: the survey; facilities, what people have learnt, incidents; the targets.

Of the survey nothing joins the answers to the rights that are used up: deploy/decisions/survey.md.
"""

from peewee import BigAutoField, DateField, IntegerField, JSONField, TextField

from shared.records.base import BookRow, InstantField, OfficeTable, Step


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


class FacilityCheck(OfficeTable):
    """How many of a facility were there on a day, as somebody counted them, and in what state."""

    facility = TextField()
    day = DateField()
    present = IntegerField()
    condition = TextField()
    checked_at = InstantField()
    checked_by = TextField()

    class Meta:
        indexes = ((("office", "facility", "day"), True),)


class Breakage(OfficeTable):
    """So many of a facility were out of order, from the day it broke until it was mended."""

    touch = TextField()
    facility = TextField()
    number = IntegerField()
    broke_on = DateField()
    what = TextField()
    reported_at = InstantField()
    reported_by = TextField()
    mended_on = DateField(null=True)
    how = TextField(null=True)
    mended_by = TextField(null=True)

    class Meta:
        indexes = (
            (("office", "touch"), True),
            (("office", "mended_on", "broke_on"), False),
        )


class Qualification(OfficeTable):
    """What a person has of what posts ask: education, skills, `since` when they do which work."""

    staff_id = IntegerField()
    education = TextField(null=True)
    skills = JSONField()
    since = JSONField()
    changed_at = InstantField()
    changed_by = TextField()
    version = IntegerField(default=0)

    class Meta:
        indexes = ((("office", "staff_id"), True),)


class Training(OfficeTable):
    """A training that a person has had; `struck_at`: written down by mistake, it counts no more."""

    touch = TextField()
    staff_id = IntegerField()
    name = TextField()
    organiser = TextField()
    held_on = DateField()
    valid_until = DateField(null=True)
    added_at = InstantField()
    added_by = TextField()
    struck_at = InstantField(null=True)

    class Meta:
        indexes = (
            (("office", "touch"), True),
            (("office", "staff_id"), False),
        )


class Incident(BookRow):
    """Something that put people, papers or data at risk; `notice_due`: of a leak, told by then."""

    kind = TextField()
    happened_at = InstantField()
    known_at = InstantField()
    place = TextField()
    what = TextField()
    harm = TextField()
    written_by = IntegerField()
    written_at = InstantField()
    notice_due = InstantField(null=True)
    action_id = IntegerField(null=True)

    class Meta:
        indexes = (
            (("office", "year", "number"), True),
            (("office", "touch"), True),
        )


class IncidentEvent(Step):
    """One step of an incident, never changed; `told`, `told_at`: who was told of a leak, when."""

    incident_id = IntegerField()
    name = TextField()
    text = TextField(null=True)
    told = TextField(null=True)
    told_at = InstantField(null=True)

    class Meta:
        indexes = ((("office", "incident_id"), False),)


class TargetPaper(OfficeTable):
    """A revision of a year's Sasaran Mutu, as the Camat approved it; never changed."""

    year = IntegerField()
    revision = IntegerField()
    touch = TextField()
    number = TextField()
    valid_from = DateField()
    approved_at = InstantField()
    approved_by = TextField()
    role = TextField()
    name = TextField()

    class Meta:
        indexes = (
            (("office", "year", "revision"), True),
            (("office", "touch"), True),
        )


class QualityTarget(OfficeTable):
    """A target of such a paper, written as a number, and the one that it replaces."""

    paper_id = IntegerField()
    code = TextField()
    target = TextField()
    replaces = IntegerField(null=True)
    reason = TextField(null=True)

    class Meta:
        indexes = ((("office", "paper_id", "code"), True),)


class ClosedPeriod(OfficeTable):
    """What was computed of a month, quarter or year once it was over.

    `figures`: by code, alike for everybody. `views`: those of complaints and what follows from
    them, as far as a reader may know: by staff id, under an empty key for all who do not oversee.
    `reviewed_at`: when what was missed was handed to those who analyse it.
    """

    period = TextField()
    closed_at = InstantField()
    figures = JSONField()
    views = JSONField()
    reviewed_at = InstantField(null=True)

    class Meta:
        indexes = ((("office", "period"), True),)


class TargetReview(OfficeTable):
    """What follows from a figure of a closed period (14.3): its analysis, the Camat's judgement.

    `state`: for what it waits, `since` when. `owner`: whose target it is. `action_id`: the
    corrective action that was asked for; `measure`: what else is done. `target_id`: the target
    that answered.
    """

    period = TextField()
    code = TextField()
    owner = TextField()
    state = TextField()
    since = InstantField()
    cause = TextField(null=True)
    done = TextField(null=True)
    analysed_at = InstantField(null=True)
    analysed_by = TextField(null=True)
    decision = TextField(null=True)
    reason = TextField(null=True)
    action_id = IntegerField(null=True)
    measure = TextField(null=True)
    evaluated_at = InstantField(null=True)
    evaluated_by = TextField(null=True)
    role = TextField(null=True)
    target_id = IntegerField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = ((("office", "period", "code"), True),)


# Only the few that wait: every seat asks for them.
TargetReview.add_index(
    TargetReview.index(
        TargetReview.office,
        TargetReview.state,
        name="target_review_open",
        where=TargetReview.state != "done",
    )
)
