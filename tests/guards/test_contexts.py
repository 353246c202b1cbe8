"""What a template is given holds no sealed value and no row of a table, whoever looks at it."""

from tests.guards import ratchet
from tests.guards.walk import Visit


def test_templates_are_given_views(visits: list[Visit]) -> None:
    assert len({one.endpoint for one in visits}) > 30
    found = {
        "sealed": {f"{one.endpoint}: {trail}": 1 for one in visits for trail in one.sealed},
        "rows": {f"{one.endpoint}: {trail}": 1 for one in visits for trail in one.rows},
    }
    assert ratchet.broken("contexts", found) == []
