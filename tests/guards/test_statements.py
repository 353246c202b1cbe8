"""A page asks the database few questions, and none of them twice."""

from tests.guards import ratchet
from tests.guards.walk import Visit

_SLACK = 2  # the numbers of a page may fall so far before its allowance has to follow


def test_a_page_asks_as_much_as_it_may_and_no_more(visits: list[Visit]) -> None:
    asked: dict[str, int] = {}
    repeated: dict[str, int] = {}
    for one in visits:
        total = sum(one.statements.values())
        asked[one.endpoint] = max(asked.get(one.endpoint, 0), total)
        again = total - len(one.statements)
        repeated[one.endpoint] = max(repeated.get(one.endpoint, 0), again)
    twice = {endpoint: again for endpoint, again in repeated.items() if again}
    assert ratchet.broken("statements", {"asked": asked, "repeated": twice}, slack=_SLACK) == []
