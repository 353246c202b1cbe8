"""What every start of the program works out anew, and always the same, worked out once.

Its addresses, its templates, its packed files, the published standards and the columns of its
tables were most of what a test's office did.
"""

import gc
import mimetypes
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from peewee import Context, Model, ModelSelect
from werkzeug.routing import Rule

from shared import config, standard
from shared.config import Settings
from shared.rules.common import office as offices
from shared.web import weight

_TEXTS = {"text/css", "text/javascript"}
_OFFICES = Settings().standard.parent
_read = standard.load
_published = cache(standard.load)

select = ModelSelect.__sql_selection__
_compile_address = Rule.compile
_addresses: dict[object, tuple[Any, ...]] = {}


def keep() -> None:
    """Work each of it out only once in this process, and in those that are born of it."""
    standard.load = _standard
    Rule.compile = _compile_once  # type: ignore[method-assign]
    Flask.jinja_options = {"bytecode_cache": _CompiledOnce()}
    ModelSelect.__sql_selection__ = _select_once


def work_out() -> None:
    """Do so now, for the processes that will be born of this one."""
    from deploy import app as composition

    keep()
    with tempfile.TemporaryDirectory() as folder:
        settings = config.load({}, data=Path(folder), practice=True, voice="off")
        offices.prepare(settings)
        app = composition.compose(offices.open_office(settings, checkpoints=True))
        for name in app.jinja_env.list_templates():
            app.jinja_env.get_template(name)
        for file in weight._files(app):
            if mimetypes.guess_type(file)[0] in _TEXTS:
                weight._kept(file, weight._stamp(file), "br")
        app.extensions["antrean.speaker"].close()
        offices.close_office()
    gc.collect()
    gc.freeze()


def _standard(folder: Path, *instead: Mapping[str, str]) -> standard.Standard:
    """Published standards do not change, until an office writes some of its files anew."""
    if any(instead) or folder.parent != _OFFICES:
        return _read(folder, *instead)
    return _published(folder)


def _compile_once(rule: Rule) -> None:
    key = (rule.rule, rule.subdomain, repr(rule.defaults), rule.merge_slashes)
    if key not in _addresses:
        _compile_address(rule)
        ways = rule._build.__func__, rule._build_unknown.__func__
        _addresses[key] = rule._parts, rule._trace, rule._converters, *ways
    rule._parts, rule._trace, rule._converters, *ways = _addresses[key]
    rule.arguments.update(rule._converters)
    rule._build, rule._build_unknown = (way.__get__(rule) for way in ways)


def _select_once(query: ModelSelect, ctx: Context, is_subquery: bool = False) -> Context:
    fields = query.model._meta.sorted_fields
    # Fields are compared by what they are: with == they would make an expression.
    if is_subquery or list(map(id, query._returning)) != list(map(id, fields)):
        return select(query, ctx, is_subquery)
    with ctx.scope_column():
        ctx.sql(query.model)
    return ctx.literal(_columns(query.model, ctx._sql.pop()))


@cache
def _columns(table: type[Model], called: str) -> str:
    return ", ".join(f'{called}."{one.column_name}"' for one in table._meta.sorted_fields)


class _CompiledOnce(BytecodeCache):
    """Templates as they were compiled for the test before."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        self._known[bucket.key, bucket.checksum] = bucket.code
