"""Where the screens are, for programs and for people."""

import pytest

from deploy import address
from shared import config


@pytest.mark.parametrize(
    ("bind", "reached", "typed"),
    [
        ("127.0.0.1", "http://127.0.0.1:8081", "http://localhost:8081"),
        ("0.0.0.0", "http://127.0.0.1:8081", "http://localhost:8081"),
        ("::", "http://[::1]:8081", "http://localhost:8081"),
        ("192.0.2.7", "http://192.0.2.7:8081", "http://192.0.2.7:8081"),
    ],
)
def test_an_address_can_be_reached_and_typed(tmp_path, bind, reached, typed):
    settings = config.load({}, data=tmp_path, bind=bind, port=8081)
    assert address.base(settings) == reached
    assert address.for_people(settings) == typed


def test_nobody_answers_where_nothing_runs(tmp_path):
    assert not address.answers(config.load({}, data=tmp_path, port=1))
