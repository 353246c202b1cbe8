"""By which names this office may be called: its own, and none that somebody else made to lead here.

A page of a stranger whose name suddenly leads to this machine would press as its readers do.
"""

import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.wrappers import Response

from shared.config import Settings
from shared.web import errors

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def install(app: Flask, settings: Settings) -> None:
    """Refuse whatever calls this office by a name that is not its own, WebSockets too."""
    inner = app.wsgi_app

    def checked(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        called = environ.get("HTTP_HOST")
        # Only a program leaves it out: a browser always says where it thinks it is.
        if called is None or is_ours(called, settings):
            return inner(environ, start_response)
        kind, body = errors.outside(errors.MISDIRECTED, environ.get("PATH_INFO", ""))
        return Response(body, errors.MISDIRECTED, mimetype=kind)(environ, start_response)

    app.wsgi_app = checked  # type: ignore[method-assign]


def is_ours(called: str, settings: Settings) -> bool:
    """Whether this machine or the office's settings have that name or address now."""
    name = _name_in(f"//{called}")
    try:
        return is_present(ip_address(name)) or name in _set(settings)
    except ValueError:
        return name.removesuffix(".") in names(settings)


def names(settings: Settings) -> set[str]:
    """What this machine and the office's settings are called; settings may hold addresses too."""
    return _own_names() | _set(settings)


def _own_names() -> set[str]:
    full = socket.gethostname().lower()
    short = full.partition(".")[0]
    return {"localhost", full, short, f"{short}.local"}


def _set(settings: Settings) -> set[str]:
    addresses = (settings.public_url, f"//{settings.bind}")
    further = {one.strip().lower() for one in settings.hosts.split(",")}
    return ({_name_in(one) for one in addresses} | further) - {""}


def _name_in(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_present(address: IPv4Address | IPv6Address) -> bool:
    """Whether this machine has that address now.

    Asked of it each time, so that a new address never locks the office out.
    """
    if address.is_unspecified or address.is_multicast:
        return False
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((str(address), 0))
        except OSError:
            return False
    return True
