"""The states of an application, the named moves between them, and their words (DOMAIN 1.3, 7.2).

received ─check─► checking ─accept─► complete ★ ─process─► processing ─await─► awaiting
                   │    ▲                                      │                  │
                return resubmit                                └─print─► printed ◄┘
                   ▼    │                                                 │   │
                  returned                       processing ◄─fail────────┘ ready
                                                                              ▼
                                                 handed_over ◄─hand─────── ready ★
                                                            └─take_back────► (within the day)
side exits: refer, withdraw (until printed). ★ the clock starts, the clock stops.
"""

from collections.abc import Collection
from dataclasses import dataclass

from shared.errors import N_, Refused

RECEIVED, CHECKING, RETURNED = "received", "checking", "returned"
COMPLETE, PROCESSING, AWAITING = "complete", "processing", "awaiting_signature"
PRINTED, READY, HANDED = "printed", "ready", "handed_over"
REFERRED, CANCELLED = "referred", "cancelled"

STATES = (
    RECEIVED,
    CHECKING,
    RETURNED,
    COMPLETE,
    PROCESSING,
    AWAITING,
    PRINTED,
    READY,
    HANDED,
    REFERRED,
    CANCELLED,
)
OVER = (HANDED, REFERRED, CANCELLED)
OPEN = tuple(state for state in STATES if state not in OVER)
BEFORE_PAPER = (RECEIVED, CHECKING, RETURNED, COMPLETE, PROCESSING, AWAITING)
KK_PRINTED_IN = (PROCESSING, AWAITING, PRINTED, READY, HANDED)
CLOCK_RUNS = (COMPLETE, PROCESSING, AWAITING, PRINTED)


@dataclass(frozen=True)
class ApplicationMove:
    """A named move: where it may begin, where it ends, and whether it needs a reason."""

    before: tuple[str, ...]
    after: str
    needs_reason: bool = False


MOVES: dict[str, ApplicationMove] = {
    "check": ApplicationMove((RECEIVED,), CHECKING),
    "return": ApplicationMove(
        (CHECKING, COMPLETE, PROCESSING, AWAITING), RETURNED, needs_reason=True
    ),
    "resubmit": ApplicationMove((RETURNED,), CHECKING),
    "accept": ApplicationMove((CHECKING,), COMPLETE),
    "process": ApplicationMove((COMPLETE,), PROCESSING),
    "await": ApplicationMove((PROCESSING,), AWAITING),
    "print": ApplicationMove((PROCESSING, AWAITING), PRINTED),
    "ready": ApplicationMove((PRINTED,), READY),
    "fail": ApplicationMove((PRINTED, READY), PROCESSING, needs_reason=True),
    "hand": ApplicationMove((READY,), HANDED),
    "take_back": ApplicationMove((HANDED,), READY, needs_reason=True),
    "refer": ApplicationMove(BEFORE_PAPER, REFERRED, needs_reason=True),
    "withdraw": ApplicationMove(BEFORE_PAPER, CANCELLED, needs_reason=True),
}

LABELS = {
    RECEIVED: N_("Diterima"),
    CHECKING: N_("Sedang diperiksa"),
    RETURNED: N_("Dikembalikan untuk dilengkapi"),
    COMPLETE: N_("Lengkap dan valid"),
    PROCESSING: N_("Diproses"),
    AWAITING: N_("Menunggu tanda tangan elektronik"),
    PRINTED: N_("Dicetak"),
    READY: N_("Siap diambil"),
    HANDED: N_("Diserahkan"),
    REFERRED: N_("Dirujuk ke Dinas Dukcapil"),
    CANCELLED: N_("Dibatalkan pemohon"),
}
PUBLIC_LABELS = {
    RECEIVED: N_("Berkas diterima"),
    CHECKING: N_("Berkas sedang diperiksa"),
    RETURNED: N_("Mohon melengkapi berkas"),
    COMPLETE: N_("Berkas lengkap, akan diproses"),
    PROCESSING: N_("Sedang diproses"),
    AWAITING: N_("Menunggu tanda tangan Dinas Dukcapil"),
    PRINTED: N_("KK sedang dicetak"),
    READY: N_("KK siap diambil"),
    HANDED: N_("KK telah diserahkan"),
    REFERRED: N_("Silakan ke Dinas Dukcapil"),
    CANCELLED: N_("Dibatalkan"),
}

RETURN_REASONS = {
    "TIDAK_LENGKAP": N_("Berkas belum lengkap"),
    "TIDAK_VALID": N_("Isi berkas tidak cocok"),
    "CACAT_KEMUDIAN": N_("Kekurangan baru diketahui saat diproses"),
}
PRODUCT_FAULTS = {
    "TTE_TIDAK_ADA": N_("Tanda tangan elektronik atau QR tidak ada"),
    "DATA_SALAH": N_("Nama atau nomor salah"),
    "TIDAK_TERBACA": N_("Cetakan tidak terbaca"),
    "KERTAS_SALAH": N_("Kertas bukan A4 atau rusak"),
}
LATE_REASONS = {
    "GANGGUAN_SIAK": N_("Gangguan SIAK"),
    "MENUNGGU_TTE": N_("Menunggu tanda tangan elektronik"),
    "LISTRIK": N_("Listrik padam"),
    "PRINTER": N_("Pencetak rusak"),
    "KERTAS_TINTA": N_("Kertas atau tinta habis"),
    "PETUGAS": N_("Petugas tidak cukup"),
    "PEMOHON": N_("Menunggu pemohon"),
    "LAINNYA": N_("Sebab lain"),
}
EXTERNAL_REASONS = ("GANGGUAN_SIAK", "MENUNGGU_TTE", "LISTRIK")


VALID, UNKNOWN_SIGNER, CHANGED, UNSIGNED = "valid", "unknown-signer", "changed", "none"
ELSEWHERE, OTHER_NUMBER, UNREAD = "elsewhere", "other-number", "unread"
MAY_BE_ALLOWED = (UNSIGNED, UNKNOWN_SIGNER)
SIGNATURES = {
    VALID: N_("Tanda tangan elektronik sah."),
    UNKNOWN_SIGNER: N_("Penanda tangan tidak dikenal kantor ini."),
    CHANGED: N_("Berkas diubah setelah ditandatangani. Tidak boleh dicetak."),
    UNSIGNED: N_("Berkas ini tidak bertanda tangan elektronik."),
}


def target(state: str, move: str) -> str:
    """Where the move leads from the state; Refused with a sentence when it leads nowhere."""
    require(state, MOVES[move].before)
    return MOVES[move].after


def require(state: str, wanted: Collection[str]) -> None:
    """Raise Refused with a sentence unless the state is one of these."""
    if state not in wanted:
        raise Refused(
            N_("Berkas ini berstatus “%(label)s”, jadi langkah itu tidak dapat dilakukan."),
            code="wrong-state",
            label=LABELS[state],
        )
