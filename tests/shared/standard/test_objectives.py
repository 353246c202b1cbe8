"""The quality targets that are measured are those of the domain (DOMAIN 8), each once."""

from decimal import Decimal

from shared import standard
from shared.config import Settings

_PROPOSED = {
    "SM-01": (">=", "95"),
    "SM-01n": (">=", "99"),
    "SM-02": (">=", "80"),
    "SM-03": ("<=", "15"),
    "SM-03p": ("<=", "30"),
    "SM-04": ("<=", "15"),
    "SM-05": ("<=", "30"),
    "SM-06": ("<=", "15"),
    "SM-07": ("<=", "1"),
    "SM-08": ("<=", "5"),
    "SM-09": (">=", "100"),
    "SM-10": (">=", "100"),
    "SM-11": (">=", "100"),
    "SM-12": (">=", "100"),
    "SM-13": (">=", "90"),
    "SM-14": (">=", "88.31"),
    "SM-15": (">=", "100"),
    "SM-16": ("<=", "0"),
    "SM-17": (">=", "100"),
    "SM-18": (">=", "100"),
    "SM-19": (">=", "100"),
    "SM-20": ("", None),
    "SM-21": ("<=", "0"),
}
_WAYS = {">=": "at_least", "<=": "at_most", "": "trend"}


def test_every_indicator_of_the_domain_is_measured_with_its_proposed_target():
    known = standard.load(Settings().standard).objectives
    assert {one.code: (one.direction, one.proposed) for one in known} == {
        code: (_WAYS[way], target and Decimal(target)) for code, (way, target) in _PROPOSED.items()
    }
    assert len(known) == len(_PROPOSED)


def test_what_fewer_than_five_show_is_not_judged_but_where_few_are_all_there_are():
    least = {one.code: one.least for one in standard.load(Settings().standard).objectives}
    few = {"SM-12", "SM-15", "SM-16", "SM-17", "SM-18", "SM-19", "SM-20", "SM-21"}
    assert {code for code, number in least.items() if number != 5} == few
