"""Sealed streams in the age format (age-encryption.org): written to keys, read with one of them."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any

import pyrage
from pyrage import x25519

from shared.errors import N_, Refused

DAMAGED = N_("Berkas cadangan %(name)s rusak atau terpotong; pakai cadangan lain.")
_OTHERS = N_("Berkas cadangan %(name)s tidak terbuka dengan kunci ini: kuncinya lain.")


@contextmanager
def sealed(out: IO[bytes], publics: Sequence[str]) -> Iterator[IO[bytes]]:
    """What is written inside comes sealed into `out`, for whoever holds the secret of any key."""
    keys = [x25519.Recipient.from_str(public) for public in publics]
    target = _Remembering(out)
    with _piped("wb", lambda end: pyrage.encrypt_io(end, target, keys), target) as inside:
        yield inside


@contextmanager
def opened(source: IO[bytes], secret: str, name: str) -> Iterator[IO[bytes]]:
    """What `sealed` was given, read inside; whole only once this has ended without an error.

    Raises Refused when it was sealed to other keys, or when any bit of it is not as it was.
    """
    key, origin = x25519.Identity.from_str(secret), _Remembering(source)
    try:
        with _piped("rb", lambda end: pyrage.decrypt_io(origin, end, [key]), origin) as inside:
            yield inside
    except (pyrage.DecryptError, _Broken) as error:
        is_other = "matching keys" in str(error)
        text, code = (_OTHERS, "other-key") if is_other else (DAMAGED, "damaged")
        raise Refused(text, code=code, name=name) from error


class _Broken(Exception):
    """The stream ended with an error that is not of the file system."""


class _Remembering:
    """A file that keeps the first error of the system, which would be told as a text only."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.error: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        return bytes(self._told(self._file.read, size))

    def write(self, data: bytes) -> int:
        return int(self._told(self._file.write, data))

    def flush(self) -> None:
        self._told(self._file.flush)

    def _told(self, call: Callable[..., Any], *values: Any) -> Any:
        try:
            return call(*values)
        except OSError as error:
            self.error = self.error or error
            raise


@contextmanager
def _piped(mode: str, work: Callable[[IO[bytes]], object], file: _Remembering) -> Iterator[Any]:
    """Our end of a pipe, while a thread works at its other end; raises what went wrong there."""
    ends = dict(zip(("rb", "wb"), os.pipe(), strict=True))
    ours, theirs = ends.pop(mode), ends.popitem()
    failed: list[Exception] = []

    def run() -> None:
        with suppress(BrokenPipeError), os.fdopen(theirs[1], theirs[0]) as end:
            try:
                work(end)
            except Exception as error:
                failed.append(error)

    thread = threading.Thread(target=run, name="sealing")
    thread.start()
    end = os.fdopen(ours, mode)
    try:
        yield end
        if mode == "rb":
            while end.read(1 << 16):  # the last piece tells whether all was there
                pass
        end.close()
    except Exception as error:
        with suppress(OSError):
            end.close()
        thread.join()
        _raise(file, failed)
        raise error
    except BaseException:
        with suppress(OSError):
            end.close()
        thread.join()
        raise
    thread.join()
    _raise(file, failed)


def _raise(file: _Remembering, failed: list[Exception]) -> None:
    if file.error:
        raise file.error
    if failed and isinstance(failed[0], pyrage.DecryptError):
        raise failed[0]
    if failed and not isinstance(failed[0], BrokenPipeError):
        raise _Broken(str(failed[0])) from failed[0]
