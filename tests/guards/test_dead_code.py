"""No function, method or class lies about that nothing uses; what only a test uses is dead too."""

import re

from vulture import Vulture

from deploy.environment import ROOT
from tests.guards import pages

_PARTS = ("kiosk", "printstation", "display", "shared", "deploy")
_KINDS = {"function", "method", "property", "class", "unreachable_code"}
# What these hang up is called by Flask or click.
_DECORATORS = [
    f"@*.{name}"
    for name in (
        "get", "post", "route", "before_request", "after_request", "context_processor",
        "app_context_processor", "errorhandler", "url_value_preprocessor",
        "command",
    )
]  # fmt: skip
_CALLED_BY_OTHERS = [
    "Meta",  # peewee
    "on_connect", "on_disconnect", "on_tick",  # Flask-SocketIO
    "load_config", "handle_error", "finish_request", "murder_keepalived", "_cap_keepalive", "sock",
    "gettimeout", "setup",  # gunicorn
    "incr", "get_expiry",  # limits
    "list_commands", "get_command",  # click
    "get_cookie_name", "get_cookie_secure",  # Flask
    "fetch",  # WeasyPrint
    "broken_at",  # the tests' judge of the journal's chain
]  # fmt: skip


def test_nothing_lies_about_unused():
    house = Vulture(ignore_names=_CALLED_BY_OTHERS, ignore_decorators=_DECORATORS)
    folders = [str(ROOT / part) for part in _PARTS]
    house.scavenge(folders, exclude=["*/node_modules/*", "*/migrations/*"])
    # Templates call what Python only defines.
    house.used_names.update(re.findall(r"\w+", " ".join(pages.templates().values())))
    dead = [
        f"{one.filename.relative_to(ROOT)}:{one.first_lineno}: {one.typ} {one.name}"
        for one in house.get_unused_code()
        if one.typ in _KINDS
    ]
    assert not dead, "\n".join(dead)
