"""A small upsd: NUT's protocol on a port of the loopback, for a UPS that a test directs."""

import socketserver
import threading
from types import TracebackType
from typing import Self


class Upsd:
    """Answers LIST UPS and LIST VAR for the UPS `meja`; `error`: what it says instead, if it does.

    `plug` is None where it has no UPS, and `silent` while it takes questions and answers none.
    """

    def __init__(self) -> None:
        self.plug: dict[str, str] | None = {"ups.status": "OL CHRG"}
        self.error = ""
        self.silent = False
        self.asked = 0
        self._free = threading.Event()
        outer = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                for line in self.rfile:
                    outer.asked += 1
                    if outer.silent:
                        outer._free.wait(5)
                        return
                    self.wfile.write(outer._answer(line.decode().strip()).encode())

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self.address = f"127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def on_battery(self, seconds: int | None, *marks: str) -> None:
        """The mains are gone, and the battery lasts so long."""
        runtime = {} if seconds is None else {"battery.runtime": str(seconds)}
        self.plug = {"ups.status": " ".join(("OB", *marks)), "ups.mfr": 'A "B"', **runtime}

    def _answer(self, question: str) -> str:
        if self.error and question != "LIST UPS":
            return f"ERR {self.error}\n"
        rows = {
            "LIST UPS": ['UPS meja "UPS meja"'] if self.plug is not None else [],
            "LIST VAR meja": [
                f'VAR meja {name} "{one}"' for name, one in (self.plug or {}).items()
            ],
        }.get(question)
        if rows is None:
            return "ERR UNKNOWN-COMMAND\n"
        return "\n".join([f"BEGIN {question}", *rows, f"END {question}", ""])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._free.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
