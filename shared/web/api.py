"""JSON for programs and our own scripts: checked bodies, one error shape, and OpenAPI from it."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, get_args

from flask import Blueprint, Flask, Response, current_app, jsonify, make_response, request
from flask_babel import gettext
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import from_json, to_json, to_jsonable_python
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.routing import IntegerConverter, Rule

from shared import letters
from shared.errors import N_, BadRequest, Invalid
from shared.rules.common import words
from shared.web import guards

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


_names: dict[str, str] = {}


Row = Annotated[int, Field(ge=-letters.LARGEST, le=letters.LARGEST)]
"""A whole number that the office has a place for: a row, a counter, how many."""


class Body(BaseModel):
    """Base of every message: nothing unknown, no silent conversion, and a name of its own.

    A second message of the same name raises TypeError: the description could tell only one.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        module = _names.setdefault(cls.__name__, cls.__module__)
        if module != cls.__module__:
            raise TypeError(f"{cls.__name__} of {cls.__module__} is a message of {module} already")


class Problem(Body):
    """Every refusal: `code` for programs, `message` for people."""

    code: str
    message: str


class Nothing(Body):
    """An empty message."""


class Printing(Body):
    """The print that was asked for."""

    job: int
    label: str


Shape = type[Any] | str
"""What an operation answers: a message, a view of the rules, or something of that media type."""


@dataclass(frozen=True)
class Operation:
    """What the description says of one address and method."""

    summary: str
    body: type[Body] | None
    form: type[Body] | None
    returns: dict[int, Shape]
    known_by: tuple[str, ...]


def describe(
    summary: str,
    *,
    returns: Mapping[int, Shape],
    body: type[Body] | None = None,
    form: type[Body] | None = None,
    known_by: tuple[str, ...] = (),
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Check the request's JSON against `body` and hand it to the view as its first argument.

    The view may return a message or a dataclass, or (message, status); all is described under
    /api/openapi.json. A `form` is only described: the view reads it itself; so is `known_by`, how
    an asker says who they are, where no guard of the part tells it. Raises UnsupportedMediaType,
    BadRequest or Invalid for a request that does not fit.
    """
    operation = Operation(summary, body, form, dict(returns), known_by)

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def call(**values: Any) -> Response:
            given = (_read(body),) if body else ()
            return _respond(view(*given, **values))

        setattr(call, _MARK, operation)
        return call

    return wrap


def _read(shape: type[Body]) -> Body:
    # A JSON content type cannot be sent across sites without the browser asking first, so these
    # addresses need no form token. A program may leave an empty message out; a browser, which
    # always says where it comes from, may not.
    if not request.is_json and (request.get_data() or "Origin" in request.headers):
        raise UnsupportedMediaType
    raw = request.get_data() or b"{}"
    # What is no JSON at all is told by the check below, like every other mistake.
    with suppress(ValueError):
        raw = to_json(letters.cleaned(from_json(raw)))
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
    said = ".".join(map(str, place)) or "-"
    for part in place:
        if part in getattr(shape, "model_fields", {}):
            found = shape.model_fields[part]
            said, shape = found.title or said, found.annotation
        elif isinstance(part, int):
            shape = next(iter(get_args(shape)), None)
    return words.local(said)


def _respond(result: Any) -> Response:
    message, status = result if isinstance(result, tuple) else (result, 200)
    if isinstance(message, Response):
        return message
    return make_response(jsonify(to_jsonable_python(message)), status)


@bp.get("/api/openapi.json")
def openapi() -> Response:
    """The description of every operation, made from the code."""
    told = words.local(json.dumps(description(current_app)))
    return Response(told, mimetype="application/json")


def description(app: Flask) -> Mapping[str, object]:
    """OpenAPI 3.1 of the operations of this application."""
    paths: dict[str, Any] = {}
    shapes: set[Shape | None] = {Problem}
    for rule in sorted(app.url_map.iter_rules(), key=_path):
        operation: Operation | None = getattr(app.view_functions[rule.endpoint], _MARK, None)
        if operation is None:
            continue
        shapes |= {operation.body, operation.form, *operation.returns.values()}
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            path = paths.setdefault(_path(rule), {})
            path[method.lower()] = _describe(app, operation, rule, method)
    told = sorted((one for one in shapes if isinstance(one, type)), key=lambda one: one.__name__)
    _, schemas = TypeAdapter.json_schemas(
        [(one.__name__, "validation", TypeAdapter(one)) for one in told], ref_template=_REF
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Antrean", "version": "1", "description": gettext(_ABOUT)},
        "paths": paths,
        "components": {"schemas": schemas["$defs"], "securitySchemes": _SECURITY},
    }


_ABOUT = N_("Nomor antrean, papan, dan loket kantor kecamatan.")
_FORM, _JSON = "multipart/form-data", "application/json"
_REF = "#/components/schemas/{model}"
_SECURITY = {
    "device": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": "antrean"},
    "screen": {"type": "apiKey", "in": "cookie", "name": guards.DEVICE_COOKIE},
}


def _path(rule: Rule) -> str:
    return "".join(f"{{{part}}}" if dynamic else part for dynamic, part in rule._trace).lstrip("|")


def _describe(app: Flask, operation: Operation, rule: Rule, method: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": f"{rule.endpoint}.{method.lower()}",
        "summary": operation.summary,
        "parameters": [_parameter(rule, name) for name in sorted(rule.arguments)],
        "responses": {
            str(status): {"description": _about(shape), "content": _content(shape)}
            for status, shape in operation.returns.items()
        }
        | {"default": {"description": "Ditolak.", "content": _content(Problem)}},
    }
    for asked, media in ((operation.body, _JSON), (operation.form, _FORM)):
        if asked:
            told["requestBody"] = {"required": True, "content": _content(asked, media)}
    if accepted := operation.known_by or _accepted(app, rule.endpoint.rpartition(".")[0]):
        told["security"] = [{scheme: []} for scheme in accepted]
    return told


def _accepted(app: Flask, part: str) -> list[str]:
    """How an asker may say who they are to the part's guard; nothing where all may ask."""
    hung = [one for one in app.before_request_funcs.get(part, []) if hasattr(one, "guard")]
    if not hung:
        return []
    return ["session", "device"] if any(hasattr(one, "devices") for one in hung) else ["session"]


def _parameter(rule: Rule, name: str) -> dict[str, Any]:
    number = isinstance(rule._converters[name], IntegerConverter)
    shape = {"type": "integer", "maximum": letters.LARGEST} if number else {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": shape}


def _about(shape: Shape) -> str:
    return shape if isinstance(shape, str) else str(shape.__doc__)


def _content(shape: Shape, media: str = _JSON) -> dict[str, Any]:
    if isinstance(shape, str):
        return {shape: {"schema": {"type": "string"}}}
    return {media: {"schema": {"$ref": _REF.format(model=shape.__name__)}}}
