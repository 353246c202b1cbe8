"""Where the office's screens are, and whether they answer."""

import urllib.error
import urllib.request

from shared.config import Settings

_ANYWHERE = ("0.0.0.0", "::", "127.0.0.1")


def base(settings: Settings) -> str:
    """The address as somebody at this machine types it."""
    host = "localhost" if settings.bind in _ANYWHERE else settings.bind
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def answers(settings: Settings, path: str = "/healthz") -> bool:
    """Whether the web process answers 200 now."""
    try:
        with urllib.request.urlopen(f"{base(settings)}{path}", timeout=1) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False
