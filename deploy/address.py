"""Where the office's screens are, and whether they answer."""

import dataclasses
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from shared import files
from shared.config import Settings

_KEPT = Path("tmp") / "web" / "address"
_REACHED_AT = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def base(settings: Settings) -> str:
    """The address at which a program on this machine reaches the screens; asks no name service."""
    host = _REACHED_AT.get(settings.bind, settings.bind)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def for_people(settings: Settings) -> str:
    """The same as somebody at this machine types it."""
    near = ("//127.0.0.1:", "//[::1]:")
    shown = base(settings)
    return next((shown.replace(one, "//localhost:") for one in near if one in shown), shown)


def answers(settings: Settings, path: str = "/healthz") -> bool:
    """Whether the web process answers 200 now."""
    try:
        with urllib.request.urlopen(f"{base(settings)}{path}", timeout=1) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def keep(settings: Settings) -> None:
    """Note where this web process serves; the note goes with its temporary folder."""
    said = f"{settings.bind} {settings.port}\n"
    files.write(settings.data / _KEPT, said.encode(), 0o600, lasting=False)


def kept(settings: Settings) -> Settings:
    """The settings as the running web process has them: whoever started it may have said others."""
    with suppress(OSError, ValueError):
        bind, port = (settings.data / _KEPT).read_text("utf-8").split()
        started = dataclasses.replace(settings, bind=bind, port=int(port))
        return started if answers(started) else settings
    return settings
