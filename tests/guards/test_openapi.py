"""The description of the API is valid, whole, and holds what other programs rely on."""

import re

import pytest
from openapi_spec_validator import validate

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


def _as_described(rule: str) -> str:
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)
