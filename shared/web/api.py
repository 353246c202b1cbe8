"""JSON for programs and our own scripts: checked bodies, one error shape, and OpenAPI from it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, get_args

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from flask_babel import gettext
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.routing import Rule

from shared.errors import N_, BadRequest, Invalid

bp = Blueprint("api", __name__)

_MARK = "_antrean_operation"
_SENTENCES = {
    "missing": N_("Isi dahulu: %(field)s."),
    "string_too_short": N_("Isi dahulu: %(field)s."),
    "string_too_long": N_("Isian %(field)s paling banyak %(max_length)s huruf."),
    "greater_than_equal": N_("Isian %(field)s paling kecil %(ge)s."),
    "less_than_equal": N_("Isian %(field)s paling besar %(le)s."),
    "too_long": N_("Isian %(field)s paling banyak %(max_length)s."),
    "extra_forbidden": N_("Isian %(field)s tidak dikenal."),
}


class Body(BaseModel):
    """Base of every message: nothing unknown, no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Problem(Body):
    """Every refusal: `code` for programs, `message` for people."""

    code: str
    message: str


class Nothing(Body):
    """An empty message."""


@dataclass(frozen=True)
class Operation:
    """What the description says of one address and method."""

    summary: str
    body: type[BaseModel] | None
    returns: dict[int, type[BaseModel]]
    signed_in: bool


def describe(
    summary: str,
    *,
    returns: dict[int, type[BaseModel]],
    body: type[BaseModel] | None = None,
    signed_in: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Check the request's JSON against `body` and hand it to the view as its first argument.

    The view may return a message, or (message, status); both are described under
    /api/openapi.json. Raises UnsupportedMediaType, BadRequest or Invalid for a request that
    does not fit.
    """
    operation = Operation(summary, body, returns, signed_in)

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def call(**values: Any) -> Response:
            given = (_read(body),) if body else ()
            return _respond(view(*given, **values))

        setattr(call, _MARK, operation)
        return call

    return wrap


def _read(shape: type[BaseModel]) -> BaseModel:
    # A JSON content type cannot be sent across sites without the browser asking first, so these
    # addresses need no form token. A program may leave an empty message out; a browser, which
    # always says where it comes from, may not.
    if not request.is_json and (request.get_data() or "Origin" in request.headers):
        raise UnsupportedMediaType
    raw = request.get_data() or b"{}"
    try:
        return shape.model_validate_json(raw)
    except ValidationError as error:
        raise _refusal(error, shape) from None


def _refusal(error: ValidationError, shape: type[BaseModel]) -> BadRequest | Invalid:
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        return BadRequest(N_("Isi kiriman bukan JSON yang benar."), code="bad-json")
    bounds = first.get("ctx", {})
    sentence = _SENTENCES.get(first["type"], N_("Isian %(field)s tidak cocok."))
    field = _in_words(first["loc"], shape)
    return Invalid(sentence, code="invalid", **{**bounds, "field": field})


def _in_words(place: tuple[int | str, ...], shape: Any) -> str:
    """The field at that place of a message, in the office's words where it has a title."""
    words = ".".join(map(str, place)) or "-"
    for part in place:
        if part in getattr(shape, "model_fields", {}):
            found = shape.model_fields[part]
            words, shape = found.title or words, found.annotation
        elif isinstance(part, int):
            shape = next(iter(get_args(shape)), None)
    return words


def _respond(result: Any) -> Response:
    message, status = result if isinstance(result, tuple) else (result, 200)
    if isinstance(message, Response):
        return message
    response = jsonify(message.model_dump(mode="json"))
    response.status_code = status
    return response


@bp.get("/api/openapi.json")
def openapi() -> Response:
    """The description of every operation, made from the code."""
    return jsonify(description(current_app))


def description(app: Flask) -> dict[str, Any]:
    """OpenAPI 3.1 of the operations of this application."""
    schemas: dict[str, Any] = {}
    paths: dict[str, Any] = {}
    for rule in app.url_map.iter_rules():
        operation = getattr(app.view_functions[rule.endpoint], _MARK, None)
        if operation is None:
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            path = paths.setdefault(_path(rule), {})
            path[method.lower()] = _describe(operation, rule, method, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Antrean", "version": "1", "description": gettext(_ABOUT)},
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": schemas, "securitySchemes": _SECURITY},
    }


_ABOUT = N_("Nomor antrean, papan, dan loket kantor kecamatan.")
_SECURITY = {
    "device": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": "antrean"},
}


def _path(rule: Rule) -> str:
    return "".join(f"{{{part}}}" if dynamic else part for dynamic, part in rule._trace).lstrip("|")


def _describe(
    operation: Operation, rule: Rule, method: str, schemas: dict[str, Any]
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": f"{rule.endpoint}.{method.lower()}",
        "summary": operation.summary,
        "parameters": [_parameter(rule, name) for name in sorted(rule.arguments)],
        "responses": {
            str(status): {"description": str(shape.__doc__), "content": _content(shape, schemas)}
            for status, shape in operation.returns.items()
        }
        | {"default": {"description": "Ditolak.", "content": _content(Problem, schemas)}},
    }
    if operation.body:
        told["requestBody"] = {"required": True, "content": _content(operation.body, schemas)}
    if operation.signed_in:
        told["security"] = [{"session": []}, {"device": []}]
    return told


def _parameter(rule: Rule, name: str) -> dict[str, Any]:
    kind = type(rule._converters[name]).__name__
    shape = "integer" if kind == "IntegerConverter" else "string"
    return {"name": name, "in": "path", "required": True, "schema": {"type": shape}}


def _content(shape: type[BaseModel], schemas: dict[str, Any]) -> dict[str, Any]:
    schema = shape.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(schema.pop("$defs", {}))
    schemas[shape.__name__] = schema
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}}
