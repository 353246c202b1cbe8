"""Many boards that listen over WebSocket, and how long until the last of them knows.

Run as `python -m deploy.benchmarks.boards URL COUNT`: so many boards that only listen.
"""

import asyncio
import contextlib
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

SOCKET_IO = "ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"

T = TypeVar("T")
Note = Callable[[tuple[float, str]], None]

_PATIENCE_SECONDS = 20.0
_OPENING_SECONDS = 120.0  # a thousand one after the other, each for its picture
_LOOK_EVERY = 0.02
_COME_BACK_AFTER = 0.1
_PING, _PONG = "2", "3"
_JOIN_BOARD = "40/board,"
_BOARD_EVENT = '42/board,["board",'


class Boards:
    """So many open sockets, kept by a thread of their own.

    Socket.IO is spoken by hand (Engine.IO 4: `0` open,
    `2` ping, `3` pong, `40` join, `42` event); a bare server needs none of it. `lost`: how many
    times a socket ended that nobody here had closed; those that come back do so as a board does.
    """

    def __init__(self, url: str, count: int, *, socket_io: bool, comes_back: bool = False) -> None:
        self._url, self._socket_io, self._comes_back = url, socket_io, comes_back
        self._leaving = False
        self._loop = asyncio.new_event_loop()
        self._messages: list[list[tuple[float, str]]] = [[] for _ in range(count)]
        self._tasks: list[asyncio.Task[None]] = []
        self._sockets: set[ClientConnection] = set()
        self.lost = 0
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._do(self._open(), _OPENING_SECONDS)

    def say(self, text: str) -> None:
        """Let the first board say something to the server."""
        self._do(next(iter(self._sockets)).send(text))

    def until_last_heard(self, what: str, since: float) -> float:
        """Milliseconds from `since` (`perf_counter`) until every board was told `what`."""
        while None in (heard := [_first(each, what, since) for each in self._messages]):
            if time.perf_counter() - since > _PATIENCE_SECONDS:
                raise TimeoutError(f"not every board heard {what}")
            time.sleep(_LOOK_EVERY)  # moments are noted on arrival: looking late costs nothing
        return (max(at for at in heard if at) - since) * 1000

    def forget(self) -> str:
        """Forget what was heard; the last message of the first board."""
        last = self._messages[0][-1][1] if self._messages[0] else ""
        for messages in self._messages:
            messages.clear()
        return last

    def close(self) -> None:
        """Hang up all."""
        self._do(self._hang_up())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, T], seconds: float = _PATIENCE_SECONDS) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    async def _open(self) -> None:
        for messages in self._messages:
            socket = await self._connected(messages.append)
            self._tasks.append(asyncio.create_task(self._listen(socket, messages.append)))

    async def _connected(self, note: Note) -> ClientConnection:
        socket = await connect(self._url, compression=None, proxy=None, max_size=None)
        if self._socket_io:
            await _join(socket, note)
        self._sockets.add(socket)
        return socket

    async def _listen(self, socket: ClientConnection, note: Note) -> None:
        while True:
            with contextlib.suppress(ConnectionClosed):
                async for message in socket:
                    moment = time.perf_counter()
                    if message == _PING:
                        await socket.send(_PONG)
                        continue
                    note((moment, str(message)))
            self._sockets.discard(socket)
            self.lost += not self._leaving
            if self._leaving or not self._comes_back:
                return
            socket = await self._back(note)

    async def _back(self, note: Note) -> ClientConnection:
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                return await self._connected(note)
            await asyncio.sleep(_COME_BACK_AFTER)

    async def _hang_up(self) -> None:
        self._leaving = True
        for socket in list(self._sockets):
            await socket.close()
        await asyncio.gather(*self._tasks)


async def _join(socket: ClientConnection, note: Note) -> None:
    await socket.recv()
    await socket.send(_JOIN_BOARD)
    while not (said := str(await socket.recv())).startswith(_BOARD_EVENT):
        pass
    note((time.perf_counter(), said))


def _first(messages: list[tuple[float, str]], what: str, since: float) -> float | None:
    return next((at for at, text in messages if at >= since and what in text), None)


if __name__ == "__main__":
    with contextlib.closing(Boards(sys.argv[1], int(sys.argv[2]), socket_io=True)) as all_of_them:
        print("listening", flush=True)
        while True:
            time.sleep(1)
            all_of_them.forget()
