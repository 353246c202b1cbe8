"""From the decision to the card in the hand: SIAK, product check, hand-over (4.3, 4.4, 7.1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared import clock, db, vault
from shared.errors import N_, Invalid, Refused
from shared.rules.applications import allowed, clock_runs, fields, kk_doubts, moves, states
from shared.rules.applications.case import Case
from shared.rules.applications.view import ApplicationView, row_by_id, view
from shared.rules.common import identity, words
from shared.rules.common.actor import Actor

CHECKS = {
    "signature": N_("Ada tanda tangan elektronik dan QR"),
    "names": N_("Nama dan nomor benar"),
    "legible": N_("Tercetak jelas dan lengkap"),
    "paper": N_("Kertas A4 putih, tidak rusak"),
}
APPLICANT, FAMILY, PROXY = "applicant", "family", "proxy"
TAKERS = {APPLICANT: N_("Pemohon"), FAMILY: N_("Keluarga dalam KK"), PROXY: N_("Kuasa")}


@dataclass(frozen=True)
class HandOver:
    """Who took the KK, by which identity card, and what was done with the old one.

    `letter`: what a proxy was sent with, F-1.07 or a power of attorney.
    """

    taker: str
    relation: str
    identity: str
    old_kk_withdrawn: bool
    data_checked: bool
    letter: str = ""


def begin(application_id: int, by: Actor) -> ApplicationView:
    """The operator starts the entry into SIAK."""
    with db.transaction():
        return view(moves.move(allowed.row_for(application_id, "process", by), "process", by))


def note_siak(application_id: int, number: str, by: Actor) -> ApplicationView:
    """Keep the number under which SIAK knows the file, as free text."""
    tidy = " ".join(number.split())
    if not tidy or len(tidy) > fields.LONGEST_SIAK:
        raise Invalid(N_("Tulis nomor SIAK, paling banyak 40 huruf."), code="siak")
    with db.transaction():
        row = allowed.row_for(application_id, "siak", by)
        moves.change(row, siak_number=tidy)
        moves.record(row, "siak", by)
    return view(row)


def note_new_kk(
    application_id: int, number: str, by: Actor
) -> tuple[ApplicationView, list[identity.Finding]]:
    """Keep the number of the new KK; the file and what is unusual about the number."""
    digits = identity.tidy(number, "No. KK baru")
    with db.transaction():
        row = allowed.row_for(application_id, "new_kk", by)
        moves.change(row, new_kk_number=digits, new_kk_print=identity.fingerprint(digits))
        if (document := Case(row).document) is not None:
            kk_doubts.doubt_again(row, document)
            document.save()
        moves.record(row, "new-kk", by)
    return view(row), identity.kk_findings(digits, new=digits != vault.opened(row.kk_number))


def await_signature(application_id: int, by: Actor) -> ApplicationView:
    """Entered in SIAK; the Dinas has yet to sign. The clock runs on."""
    with db.transaction():
        return view(moves.move(allowed.row_for(application_id, "await", by), "await", by))


def mark_printed(application_id: int, by: Actor) -> ApplicationView:
    """The print account knows that the KK came out of the printer."""
    with db.transaction():
        row = row_by_id(application_id)
        if row.state in states.MOVES["print"].before:
            moves.move(row, "print", by, printed_at=clock.now(), printed_by=by.who)
    return view(row)


def pass_product(application_id: int, ticks: Mapping[str, bool], by: Actor) -> ApplicationView:
    """Every tick of the product check is there: ready to collect; the clock stops."""
    missing = [text for check, text in CHECKS.items() if not ticks.get(check)]
    if missing:
        raise Refused(
            N_("Belum dicentang: %(checks)s."), code="unticked", checks="; ".join(missing)
        )
    with db.transaction():
        row = moves.move(allowed.row_for(application_id, "ready", by), "ready", by)
        moves.change(
            row, ready_at=clock.now(), product_checks={**dict.fromkeys(CHECKS, True), "by": by.who}
        )
        clock_runs.stop(row, clock_runs.READY)
    return view(row)


def fail_product(
    application_id: int, fault: str, by: Actor, note: str | None = None
) -> ApplicationView:
    """The printed KK is not right: back to the operator; the clock is not reset."""
    if fault not in states.PRODUCT_FAULTS:
        raise Invalid(N_("Pilih apa yang salah."), code="fault")
    with db.transaction():
        row = allowed.row_for(application_id, "fail", by)
        moves.move(row, "fail", by, reason=fault, note=note, ready_at=None)
        clock_runs.reopen(row)
    return view(row)


def hand_over(application_id: int, how: HandOver, by: Actor) -> ApplicationView:
    """The KK is in the taker's hand; the register row is complete."""
    taker, shown = words.tidy_note(how.taker), words.tidy_note(how.identity)
    if how.relation not in TAKERS or not taker or not shown:
        raise Invalid(N_("Isi siapa yang mengambil dan kartu identitasnya."), code="taker")
    letter = words.tidy_note(how.letter) if how.relation == PROXY else None
    if how.relation == PROXY and not letter:
        raise Invalid(
            N_("Kuasa harus membawa Formulir F-1.07 atau surat kuasa. Tulis surat yang dibawa."),
            code="letter",
        )
    with db.transaction():
        row = moves.move(
            allowed.row_for(application_id, "hand", by),
            "hand",
            by,
            handed_at=clock.now(),
            handed_by=by.who,
            taker=taker,
            taker_relation=how.relation,
            taker_identity=shown,
            old_kk_withdrawn=how.old_kk_withdrawn,
            data_checked=how.data_checked,
            taker_letter=letter,
        )
    return view(row)
