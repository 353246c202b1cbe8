"""The description of the API is valid, whole, and holds what other programs rely on."""

import re
from functools import cache

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from tests.complaint_book import people
from tests.guards import sieges
from tests.guards.examples import examples

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


def test_a_number_is_described_with_who_may_take_it(described):
    told = described["paths"]["/api/v1/tickets"]["post"]
    assert [name for way in told["security"] for name in way] == ["screen", "device", "session"]
    assert "practice anybody" in told["summary"]
    assert "403" in told["responses"]


def test_every_operation_has_an_example(office, described):
    assert set(examples(people())) == {
        f"{method.upper()} {path}"
        for path, methods in described["paths"].items()
        for method in methods
    }


def test_every_whole_number_that_is_asked_for_has_an_end(described):
    asked = [
        body["schema"]["$ref"].rpartition("/")[2]
        for methods in described["paths"].values()
        for operation in methods.values()
        for body in operation.get("requestBody", {"content": {}})["content"].values()
    ]
    shapes = described["components"]["schemas"]
    endless = {
        f"{shape}.{name}"
        for shape in asked
        for name, field in shapes[shape]["properties"].items()
        for kind in (field, *field.get("anyOf", ()))
        if kind.get("type") == "integer" and "maximum" not in kind
    }
    assert endless == set()


def test_every_operation_answers_its_example_as_described_and_no_hostile_one_with_a_fault(tmp_path):
    siege = sieges.of_messages(tmp_path, judge=_problem)
    assert siege.wrong == {}
    assert siege.asked > 500


def _problem(browser, operation: str, answer) -> str:
    """What is wrong with the answer to the example, or nothing."""
    method, path = operation.split()
    described = _description(browser)
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


@cache
def _description(browser):
    return browser.get("/api/openapi.json").get_json()


def _as_described(rule: str) -> str:
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)
