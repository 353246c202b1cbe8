"""Where the office's screens are, and whether they answer."""

import urllib.error
import urllib.request

from shared.config import Settings

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
