"""The kinds of print: where their bytes are, and what each means to the subject that owns it.

A subject whose prints mean more than paper makes a `SheetKind` of its own. `shared.rules` imports
every such module, so whoever asks for a print or prints it knows all kinds.

A receipt tells a citizen's code, and that of a complaint its words too: it lies sealed until its
only print is over, and nobody has it printed again from the list of prints.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from shared import vault
from shared.errors import N_, NotFound, Refused
from shared.records import SheetJob
from shared.rules.common.actor import Actor
from shared.rules.common.office import here

PAPER, RECEIPT = "paper", "receipt"
KINDS: dict[str, "SheetKind"] = {}


@dataclass(frozen=True)
class Original:
    """The document of a print: its file and fingerprint; `media` is None for A4."""

    file: str
    sha256: str
    pages: int
    media: str | None = None
    needs_pin: bool = False
    document_id: int | None = None


class SheetKind:
    """A paper of ours, kept in the data folder; `priority` says what is printed first."""

    def __init__(self, name: str, priority: int) -> None:
        if name in KINDS:
            raise TypeError(f"two kinds of print of one name: {name}")
        KINDS[name] = self
        self.priority = priority

    def may_go(self, row: SheetJob) -> bool:
        """Whether it is still to be printed, as its subject stands now."""
        return True

    def content(self, row: SheetJob) -> bytes:
        """The document as it is kept; NotFound or Refused when it is gone or damaged."""
        try:
            plain = self.opened(_path(row).read_bytes())
        except FileNotFoundError as error:
            raise NotFound(N_("Lembar ini sudah dihapus. Buat lagi."), code="removed") from error
        if hashlib.sha256(plain).hexdigest() != row.sha256:
            raise Refused(N_("Lembar ini rusak. Buat lagi."), code="damaged")
        return plain

    def opened(self, kept: bytes) -> bytes:
        """The document in the bytes of its file."""
        return kept

    def once_more(self, old: SheetJob) -> Original:
        """What one more copy shows; Refused where there may be none."""
        return Original(old.file, old.sha256, old.pages, old.media)

    def came_out(self, row: SheetJob, by: Actor) -> None:
        """The print is in the tray: its subject goes on."""

    def ended(self, row: SheetJob) -> None:
        """The print is over, whatever came of it; called once that is durable."""


class _Receipt(SheetKind):
    def opened(self, kept: bytes) -> bytes:
        return vault.unseal_bytes(kept)

    def once_more(self, old: SheetJob) -> Original:
        raise Refused(N_("Tanda terima hanya dicetak lagi oleh yang mencatatnya."), code="receipt")

    def ended(self, row: SheetJob) -> None:
        _path(row).unlink(missing_ok=True)


SheetKind(PAPER, priority=50)
_Receipt(RECEIPT, priority=50)


def may_go(row: SheetJob) -> bool:
    """Whether this print is still to be made, as its subject stands now."""
    return KINDS[row.kind].may_go(row)


def content(row: SheetJob) -> bytes:
    """The document as it is kept, byte for byte; NotFound or Refused when it is gone or damaged."""
    return KINDS[row.kind].content(row)


def desk_only(row: SheetJob) -> bool:
    """Whether only the desk that asked for this receipt may look at it: it is of no KK file."""
    return row.kind == RECEIPT and row.application_id is None


def _path(row: SheetJob) -> Path:
    return here().settings.data / row.file
