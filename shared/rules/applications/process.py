"""From the decision to the card in the hand: SIAK, product check, hand-over (4.3, 4.4, 7.1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared import clock, db, vault
from shared.errors import N_, Invalid, Refused
from shared.records import Application
from shared.rules.applications import allowed, clock_runs, fields, kk_doubts, moves, states
from shared.rules.applications.case import Case
from shared.rules.applications.view import ApplicationView, number_text, row_by_id, view
from shared.rules.common import codes, identity, tries, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here

CHECKS = {
    "signature": N_("Ada tanda tangan elektronik dan QR"),
    "names": N_("Nama dan nomor benar"),
    "legible": N_("Tercetak jelas dan lengkap"),
    "paper": N_("Kertas A4 putih, tidak rusak"),
}
_NO_CODE = N_("Tanpa kode tanda terima")
_SHORTEST_IDENTITY = 5
APPLICANT, FAMILY, PROXY = "applicant", "family", "proxy"
TAKERS = {APPLICANT: N_("Pemohon"), FAMILY: N_("Keluarga dalam KK"), PROXY: N_("Kuasa")}


@dataclass(frozen=True)
class HandOver:
    """Who took the KK, by which identity card, and what became of the old one.

    `code`: what stands on the receipt of the papers; without it `no_receipt` says why.
    `letter`: what a proxy was sent with, F-1.07 or a power of attorney.
    """

    taker: str
    relation: str
    identity_kind: str
    identity: str
    old_kk: str
    data_checked: bool
    code: str = ""
    no_receipt: str = ""
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
            row,
            ready_at=clock.now(),
            place=here().standard.places_on(clock.service_day())[0].code,
            product_checks={**dict.fromkeys(CHECKS, True), "by": by.who},
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
        moves.move(row, "fail", by, reason=fault, note=note, ready_at=None, place=None)
        clock_runs.reopen(row)
    return view(row)


def hand_over(application_id: int, how: HandOver, by: Actor) -> ApplicationView:
    """The KK is in the taker's hand; the register row is complete.

    Raises Invalid for what is missing or cannot be, TooMany when the code was missed too often.
    """
    taker, letter = words.tidy_note(how.taker), words.tidy_note(how.letter)
    if how.relation not in TAKERS or not taker:
        raise Invalid(N_("Isi siapa yang mengambil dan kartu identitasnya."), code="taker")
    shown = _identity(how)
    if how.relation == PROXY and not letter:
        raise Invalid(
            N_("Kuasa harus membawa Formulir F-1.07 atau surat kuasa. Tulis surat yang dibawa."),
            code="letter",
        )
    if how.old_kk not in fields.OLD_KK:
        raise Invalid(N_("Pilih apa yang terjadi dengan KK lama."), code="old-kk")
    without = _without_receipt(allowed.row_for(application_id, "hand", by), how, by)
    with db.transaction():
        row = moves.move(
            allowed.row_for(application_id, "hand", by),
            "hand",
            by,
            reason=without,
            note=f"{_NO_CODE}: {fields.WITHOUT_RECEIPT[without]}" if without else None,
            handed_at=clock.now(),
            handed_by=by.who,
            taker=taker,
            taker_relation=how.relation,
            taker_identity_kind=how.identity_kind,
            taker_identity=shown,
            old_kk=how.old_kk,
            data_checked=how.data_checked,
            without_receipt=without,
            taker_letter=letter if how.relation == PROXY else None,
        )
    return view(row)


def take_back(application_id: int, reason: str, by: Actor) -> ApplicationView:
    """The head of the section undoes a hand-over of today that was wrong: ready once more."""
    tidy = words.tidy_note(reason)
    with db.transaction():
        row = allowed.row_for(application_id, "take_back", by)
        moves.move(row, "take_back", by, reason=tidy, note=row.taker, **_NOT_HANDED)
    return view(row)


_NOT_HANDED = dict.fromkeys(
    (
        *("handed_at", "handed_by", "data_checked", "old_kk", "without_receipt"),
        *("taker", "taker_relation", "taker_identity_kind", "taker_identity", "taker_letter"),
    )
)


def _identity(how: HandOver) -> str:
    """The number of the card that was shown; Invalid when it can be none."""
    if how.identity_kind not in fields.IDENTITIES:
        raise Invalid(N_("Pilih kartu identitas yang ditunjukkan."), code="identity")
    if how.identity_kind == fields.KTP:
        return identity.tidy(how.identity, N_("Nomor KTP-el"))
    number = "".join(how.identity.split())
    if sum(letter.isalnum() for letter in number) < _SHORTEST_IDENTITY:
        raise Invalid(N_("Tulis nomor kartu identitas yang ditunjukkan."), code="identity")
    return number


def _without_receipt(row: Application, how: HandOver, by: Actor) -> str | None:
    """Why the KK goes without the receipt's code; None when the code is right."""
    if not how.code.strip():
        if how.no_receipt not in fields.WITHOUT_RECEIPT:
            raise Invalid(
                N_("Isi kode di tanda terima, atau pilih mengapa tidak ada."), code="receipt-code"
            )
        return how.no_receipt
    number = number_text(row.year, row.number)
    tried = tries.at_code(number, by.who)
    if not codes.fits(how.code, row.code_hash):
        raise Invalid(
            N_("Kode ini bukan kode berkas ini. Periksa tanda terimanya."), code="receipt-code"
        )
    tries.right(tried)
    return None
