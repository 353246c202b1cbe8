"""The description of the API is valid, whole, and holds what other programs rely on."""

import re

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from shared import config
from tests.complaint_book import people
from tests.guards.examples import Example, examples
from tests.kiosk.seats.desks import sign_in

_DESCRIBED = ("/api/v1/", "/healthz", "/readyz", "/metrics")
_CONTRACT = {
    ("POST", "/api/v1/tickets"): {"200", "201"},
    ("GET", "/api/v1/tickets/{token}"): {"200"},
    ("GET", "/api/v1/board"): {"200"},
    **{
        ("POST", f"/api/v1/counters/{{counter}}/{button}"): {"200"}
        for button in ("next", "recall", "skip", "serve", "finish", "transfer")
    },
}


@pytest.fixture
def settings(tmp_path):
    """An office that allows what only some offices do."""
    folder = tmp_path / "unduhan"
    folder.mkdir()
    return config.load(
        {},
        data=tmp_path / "data",
        practice=True,
        voice="off",
        unsigned_override=True,
        watch_folder=str(folder),
    )


@pytest.fixture
def described(client):
    return client.get("/api/openapi.json").get_json()


def test_the_description_is_valid_openapi(described):
    validate(described)  # raises where it is not
    assert described["openapi"].startswith("3.")
    assert len(described["paths"]) > 50


def test_every_address_of_the_api_is_described(app, described):
    served = {
        (method, _as_described(str(rule)))
        for rule in app.url_map.iter_rules()
        if str(rule).startswith(_DESCRIBED)
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    told = {
        (method.upper(), path) for path, methods in described["paths"].items() for method in methods
    }
    assert served == told


@pytest.mark.parametrize("operation", _CONTRACT, ids=" ".join)
def test_the_contract_is_kept(described, operation):
    method, path = operation
    answers = described["paths"][path][method.lower()]["responses"]
    assert _CONTRACT[operation] <= set(answers)


def test_a_ticket_holds_what_the_contract_says(described):
    shapes = described["components"]["schemas"]
    asked = shapes["TicketRequest"]["properties"]
    assert {"service", "touch", "priority", "language"} <= set(asked)
    assert {"number", "token", "service", "day", "issued_at", "ahead", "estimate_minutes"} <= set(
        shapes["TicketIssued"]["required"]
    )
    assert set(shapes["Problem"]["required"]) == {"code", "message"}


def test_every_operation_answers_its_example_as_it_is_described(client, described, monkeypatch):
    monkeypatch.setattr("shared.documents.arrivals.QUIET_SECONDS", 0.0)
    table = examples(people())
    assert set(table) == {
        f"{method.upper()} {path}"
        for path, methods in described["paths"].items()
        for method in methods
    }
    wrong = {
        operation: problem
        for operation, example in table.items()
        if (problem := _problem(client, described, operation, example))
    }
    assert wrong == {}


def _problem(client, described, operation: str, example: Example) -> str:
    """What is wrong with the answer to the example, or nothing."""
    method, path = operation.split()
    asked = example.ready()
    if example.who:
        sign_in(client, example.who)
    if asked.before:
        client.post(asked.before[0], json=asked.before[1])
    answer = client.open(
        path.format(**asked.values), method=method, json=asked.body, data=asked.form
    )
    told = described["paths"][path][method.lower()]["responses"]
    status = str(answer.status_code)
    if status not in told or (answer.status_code >= 300 and path != "/readyz"):
        return f"{status} {answer.text}"
    shape = told[status]["content"].get(answer.mimetype)
    if shape is None:
        return f"{answer.mimetype} is not described"
    if not answer.is_json:
        return ""
    schema = {**shape["schema"], "components": described["components"]}
    return "; ".join(
        f"{one.json_path}: {one.message}"
        for one in Draft202012Validator(schema).iter_errors(answer.json)
    )


def _as_described(rule: str) -> str:
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)
