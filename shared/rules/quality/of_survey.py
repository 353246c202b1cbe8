"""What is measured of the survey: how satisfied they were, and whether enough answered (1.4)."""

from datetime import date
from fractions import Fraction

from shared.rules.common.office import here
from shared.rules.quality import periods, results
from shared.rules.quality.measured import Rows


def satisfied(first: date, last: date) -> Rows:
    """The whole questionnaires: what each comes to; their mean is the IKM."""
    elements = len(here().standard.survey_form_on(last).elements)
    return [
        (id_, Fraction(25 * sum(map(int, answers)), elements))
        for id_, answers in results.whole(periods.between(first, last))
    ]


def answered(first: date, last: date) -> Rows:
    """The places of the sample: whether somebody filled it; one that is empty has no id."""
    period = periods.between(first, last)
    wanted = here().standard.sample_table(last).least(results.served(period.before))
    filled = [(id_, 1) for id_, _ in sorted(results.whole(period))[:wanted]]
    return filled + [(-place, 0) for place in range(len(filled) + 1, wanted + 1)]
