"""The states of a complaint, the named moves between them, and their words (DOMAIN 3.1).

recorded ─report─► reported ─follow_up─► followed_up ─close─► closed ─reopen─► reported
    │ ask ▼            │ release ▼           │
 incomplete ─complete─► recorded or reported; ─lapse─► archived, ─unanswered─► recorded
archived ─reinstate─► recorded or reported
release: what was guarded and is not goes back to the desk, which reports it to a section;
unanswered: what no section has seen is not archived for want of an answer;
side exits from every open state: refer (not our authority), archive.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.errors import N_, Refused

RECORDED, REPORTED, FOLLOWED_UP, CLOSED = "recorded", "reported", "followed_up", "closed"
REFERRED, INCOMPLETE, ARCHIVED = "referred", "incomplete", "archived"

STATES = (RECORDED, REPORTED, FOLLOWED_UP, INCOMPLETE, CLOSED, REFERRED, ARCHIVED)
OVER = (CLOSED, REFERRED, ARCHIVED)
OPEN = (RECORDED, REPORTED, FOLLOWED_UP, INCOMPLETE)
WORKING = (RECORDED, REPORTED, FOLLOWED_UP)


@dataclass(frozen=True)
class ComplaintMove:
    """A named move: where it may begin and where it ends."""

    before: tuple[str, ...]
    after: str


MOVES: dict[str, ComplaintMove] = {
    "report": ComplaintMove(WORKING, REPORTED),
    "release": ComplaintMove((REPORTED, FOLLOWED_UP), RECORDED),
    "follow_up": ComplaintMove((REPORTED, FOLLOWED_UP), FOLLOWED_UP),
    "close": ComplaintMove((REPORTED, FOLLOWED_UP), CLOSED),
    "refer": ComplaintMove(WORKING, REFERRED),
    "archive": ComplaintMove(WORKING, ARCHIVED),
    "ask": ComplaintMove(WORKING, INCOMPLETE),
    "complete_recorded": ComplaintMove((INCOMPLETE,), RECORDED),
    "complete_reported": ComplaintMove((INCOMPLETE,), REPORTED),
    "lapse": ComplaintMove((INCOMPLETE,), ARCHIVED),
    "unanswered": ComplaintMove((INCOMPLETE,), RECORDED),
    "reinstate_recorded": ComplaintMove((ARCHIVED,), RECORDED),
    "reinstate_reported": ComplaintMove((ARCHIVED,), REPORTED),
    "reopen": ComplaintMove((CLOSED,), REPORTED),
}

LABELS = {
    RECORDED: N_("Tercatat"),
    REPORTED: N_("Dilaporkan"),
    FOLLOWED_UP: N_("Ditindaklanjuti"),
    INCOMPLETE: N_("Menunggu pengadu melengkapi"),
    CLOSED: N_("Selesai"),
    REFERRED: N_("Bukan kewenangan, diteruskan"),
    ARCHIVED: N_("Diarsipkan"),
}
PUBLIC_LABELS = {
    RECORDED: N_("Pengaduan Anda sudah dicatat"),
    REPORTED: N_("Pengaduan Anda sudah diteruskan"),
    FOLLOWED_UP: N_("Pengaduan Anda sedang ditindaklanjuti"),
    INCOMPLETE: N_("Kami perlu keterangan tambahan"),
    CLOSED: N_("Pengaduan Anda sudah dijawab"),
    REFERRED: N_("Diteruskan ke instansi lain"),
    ARCHIVED: N_("Pengaduan ditutup"),
}

# So often the complainant may say that it is not settled: the first time it goes back to whoever
# answered, the second to the Camat, and after that only the Ombudsman is left.
TWICE = 2

INFORMATION, SUGGESTION, ORDINARY, SUPERVISORY = (
    "INFORMASI",
    "ASPIRASI",
    "TIDAK_BERKADAR",
    "BERKADAR",
)
KINDS = {
    INFORMATION: N_("Permintaan informasi"),
    SUGGESTION: N_("Saran atau aspirasi"),
    ORDINARY: N_("Pengaduan biasa"),
    SUPERVISORY: N_("Berkadar pengawasan (penyimpangan petugas)"),
}
LAPSED, DUPLICATE = "TIDAK_DILENGKAPI", "SUDAH_ADA"
ARCHIVE_REASONS = {
    DUPLICATE: N_("Sudah dicatat dengan nomor lain"),
    "BUKAN_PENGADUAN": N_("Tidak berisi pengaduan atau saran"),
    "DICABUT": N_("Dicabut oleh pengadu"),
    LAPSED: N_("Tidak dilengkapi dalam waktunya"),
}
# Without the one that the system gives.
GIVEN_REASONS = {code: words for code, words in ARCHIVE_REASONS.items() if code != LAPSED}

# What the complainant reads of it.
PUBLIC_REASONS = {
    DUPLICATE: N_("Masalah ini sudah dicatat dengan nomor lain dan ditangani di sana."),
    "BUKAN_PENGADUAN": N_("Kami tidak menemukan pengaduan atau saran di dalamnya."),
    "DICABUT": N_("Ditutup karena pengaduan dicabut."),
    LAPSED: N_("Keterangan yang kami minta tidak datang sampai batasnya. Anda boleh mengadu lagi."),
}


def target(state: str, move: str) -> str:
    """Where the move leads from the state; Refused with a sentence when it leads nowhere."""
    if refusal := why_not(state, MOVES[move].before):
        raise refusal
    return MOVES[move].after


def why_not(state: str, begins: Sequence[str]) -> Refused | None:
    """Why a step that begins in these states may not be taken from that one."""
    if state in begins:
        return None
    return Refused(
        N_("Pengaduan ini berstatus “%(label)s”, jadi langkah itu tidak dapat dilakukan."),
        code="wrong-state",
        label=LABELS[state],
    )
