"""How the web process and its helpers talk over pipes: one byte of kind, a length, the bytes."""

import struct
from typing import IO

REQUEST, PROGRESS, DONE, FAILED = b"R", b"P", b"D", b"F"
_HEAD = struct.Struct("!cI")


def write(stream: IO[bytes], kind: bytes, body: bytes) -> None:
    """Send one frame; OSError when nobody is there to take it."""
    stream.write(_HEAD.pack(kind, len(body)))
    stream.write(body)
    stream.flush()


def read(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """The next frame; EOFError when the other side is gone."""
    kind, length = _HEAD.unpack(_exactly(stream, _HEAD.size))
    return kind, _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    found = stream.read(length)
    if len(found) < length:
        raise EOFError
    return found
