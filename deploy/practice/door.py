"""What the screens of the real office know of the practice office beside it, and press for."""

import secrets
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from urllib.parse import urlsplit

from flask import request

from deploy.practice import beside
from deploy.practice.beside import Practice, Wish
from shared.config import Settings
from shared.errors import N_, Unavailable
from shared.rules.common.office import here
from shared.web import hosts

TLS_PORT = 8443
"""Where the office's own proxy serves the practice office to the office's network."""
_NO_ROOM = N_("Ruang simpan komputer ini penuh, jadi latihan tidak dapat dimulai.")


class Door:
    """Opens and closes the practice office of this office, and tells where it is."""

    def __init__(self) -> None:
        self._one_at_a_time = Lock()

    def look(self) -> Practice:
        """How it is now."""
        return beside.look(here().settings.data)

    def start(self, until: datetime, tell: Callable[[], None], *, anew: bool = False) -> None:
        """Wish it until then, and `tell` of it; whoever presses second changes nothing.

        `anew`: with nothing of what was done in it, in the place of one that runs.
        """
        data = here().settings.data
        with self._one_at_a_time:
            if beside.wish(data) and not anew:
                return
            given = settings_of(here().settings)
            try:
                beside.begin(data, Wish(secrets.token_hex(8), until.isoformat(), anew, given))
            except OSError as error:
                raise Unavailable(_NO_ROOM, code="space") from error
            try:
                tell()
            except BaseException:
                beside.end(data)
                raise

    def stop(self, tell: Callable[[], None]) -> None:
        """Wish it no more, and `tell` of it, where somebody did."""
        data = here().settings.data
        with self._one_at_a_time:
            if beside.wish(data):
                beside.end(data)
                tell()

    def address(self) -> str:
        """Where the browser finds it that asks now, by the name that it calls this office."""
        name = urlsplit(f"//{request.host}").hostname or "localhost"
        host = f"[{name}]" if ":" in name else name
        # Only the office's own proxy gives HTTPS.
        if request.headers.get("X-Forwarded-Proto") == "https":
            return f"https://{host}:{TLS_PORT}"
        return f"http://{host}:{here().settings.practice_port}"


def settings_of(real: Settings) -> dict[str, str]:
    """The settings of the practice office, as the environment says them: none changes in Admin.

    It is found where the real one is, and can reach no printer, no place of backups of the office.
    """
    return {
        "ANTREAN_BIND": real.bind,
        "ANTREAN_PORT": str(real.practice_port),
        "ANTREAN_PROXY": real.proxy,
        "ANTREAN_HOSTS": ",".join(sorted(hosts.names(real))),
        "ANTREAN_PRINTERS_TICKET": "virtual:",
        "ANTREAN_PRINTERS_SHEET": "virtual:",
        "ANTREAN_BACKUP_PLACES": "",
    }
