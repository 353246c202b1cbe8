"""The chain of the journal: each line's mark covers it and the one before, with the office's key.

Once a minute its end is noted in a file beside the database, one note for each day, so that lines
cut off at the end show as well. A mark on paper shows even what the holder of the key made anew.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Any, NamedTuple

from shared import clock, db, files, vault
from shared.records.base import from_ms
from shared.rules.common.office import here

START = "0" * 64
COLUMNS = ("sequence", "at", "who", "role", "what", "subject", "detail")
_FILE = "journal.ends"
_KEYED = "k"
_BYTES = 32
_AT_ONCE = 10_000
_SHOWN = 16
_LAST = (
    "SELECT sequence, hash, at FROM journal_line"
    " WHERE office_id = :office ORDER BY sequence DESC LIMIT 1"
)
_FIRST = "SELECT at FROM journal_line WHERE office_id = :office ORDER BY sequence LIMIT 1"
_NEXT = (
    f"SELECT {', '.join(COLUMNS)}, hash FROM journal_line"
    " WHERE office_id = :office AND sequence > :after ORDER BY sequence LIMIT :at_once"
)
# The words of the index `journal_line_closings`.
_CLOSING = (
    "SELECT MAX(sequence) FROM journal_line"
    " WHERE office_id = :office AND subject = :subject AND what = 'register.closed'"
)
_HASH = "SELECT hash FROM journal_line WHERE office_id = :office AND sequence = :sequence"


class End(NamedTuple):
    """The last line, as far as the next one needs it."""

    sequence: int
    hash: str
    at: int


class Note(NamedTuple):
    """The end of the chain as it was noted on a day; without a hash if the note is not ours."""

    day: str
    sequence: int
    hash: str


@dataclass
class Verified:
    """What a walk over the whole journal found; `keyless`: lines of before the key, at its front.

    `broken_at`: the first line that was changed, removed or put in. `lost`: notes of its end that
    the lines do not bear out, of `notes` in all.
    """

    lines: int = 0
    keyless: int = 0
    mark: str = ""
    broken_at: int | None = None
    notes: int = 0
    lost: list[Note] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Nothing was found to be missing or changed."""
        return self.broken_at is None and not self.lost


def end() -> End | None:
    """The last line; None while there is none."""
    found = db.rows(_LAST, office=here().id)
    if not found:
        return None
    sequence, hashed, at = found[0]
    return End(sequence, told(hashed), at)


def began() -> datetime | None:
    """When the first line was written; None while there is none."""
    found = db.value(_FIRST, office=here().id)
    return from_ms(found) if found is not None else None


def link(previous: str, line: tuple[Any, ...]) -> str:
    """The hash of a new line, its `COLUMNS` given, behind the hash before it."""
    return _KEYED + vault.chained(_text(previous, line))


def kept(hashed: str) -> bytes:
    """A hash of `link` as its line keeps it."""
    return bytes.fromhex(hashed.removeprefix(_KEYED))


def told(stored: bytes | str) -> str:
    """A line's hash as it is chained on: with the key 32 bytes, older ones letter by letter."""
    if isinstance(stored, str):
        return stored
    return _KEYED + stored.hex() if len(stored) == _BYTES else stored.decode("utf-8", "replace")


def mark(sequence: int) -> str:
    """A line's hash as people copy it from paper, `7F3A-22B1-…`; empty when there is no such line.

    It holds 64 bits: nobody without the key makes another line with the same one.
    """
    return _shown(_hash_of(sequence))


def closing(subject: str) -> int | None:
    """Sequence of the newest line that closed this month of the register; None if none did."""
    found: int | None = db.value(_CLOSING, office=here().id, subject=subject)
    return found


def note_end() -> None:
    """Note today's end of the chain in the file beside the database.

    A note that the lines do not bear out any more is never replaced: `verify` tells it.
    """
    last = end()
    if last is None:
        return
    day, kept = clock.service_day().isoformat(), _noted()
    if kept:
        note = _read(kept[-1])
        if note.day == day and note.hash and note.hash == _hash_of(note.sequence):
            kept.pop()
    said = f"{day} {last.sequence} {last.hash}"
    text = "\n".join([*kept, f"{said} {vault.chained(said)}"])
    files.write(_file(), f"{text}\n".encode(), 0o600)


def verify() -> Verified:
    """Walk the whole journal: every line, and every note of its end."""
    notes = [_read(line) for line in _noted()]
    found, previous, hashes = Verified(notes=len(notes)), START, {}
    wanted = {note.sequence for note in notes}
    for *line, stored in _lines():
        hashed, whole = told(stored), line[0] == found.lines + 1
        if not (whole and _fits(found, hashed, _text(previous, line))):
            found.broken_at = found.lines + 1
            break
        found.lines, previous = line[0], hashed
        if found.lines in wanted:
            hashes[found.lines] = hashed
    found.lost = [note for note in notes if note.hash != hashes.get(note.sequence)]
    found.mark = _shown(previous) if found.lines else ""
    return found


def _fits(found: Verified, hashed: str, text: str) -> bool:
    if hashed.startswith(_KEYED):
        return hashed == _KEYED + vault.chained(text)
    # Lines of before the key stand at the front only: nobody may add one without it later.
    keyless = found.keyless == found.lines and hashed == sha256(text.encode()).hexdigest()
    found.keyless += keyless
    return keyless


def _lines() -> Iterator[tuple[Any, ...]]:
    after = 0
    while lines := db.rows(_NEXT, office=here().id, after=after, at_once=_AT_ONCE):
        yield from lines
        after = lines[-1][0]


def _text(previous: str, line: Sequence[Any]) -> str:
    return json.dumps([previous, *line], ensure_ascii=False, separators=(",", ":"))


def _hash_of(sequence: int) -> str:
    found = db.value(_HASH, office=here().id, sequence=sequence)
    return told(found) if found else ""


def _shown(hashed: str) -> str:
    digits = hashed.removeprefix(_KEYED)[:_SHOWN].upper()
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _file() -> Path:
    return here().settings.data / _FILE


def _noted() -> list[str]:
    return _file().read_text("utf-8", "replace").splitlines() if _file().exists() else []


def _read(line: str) -> Note:
    said, _, signed = line.rpartition(" ")
    day, _, rest = said.partition(" ")
    sequence, _, hashed = rest.partition(" ")
    if not compare_digest(signed.encode(), vault.chained(said).encode()):
        return Note(day, 0, "")
    return Note(day, int(sequence), hashed)
