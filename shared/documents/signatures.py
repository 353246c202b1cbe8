"""The electronic signatures of a PDF against the office's trust list, offline. In the examiner."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from shared.discreet import discreet
from shared.documents.kk_check import CHANGED, UNKNOWN_SIGNER, UNSIGNED, VALID, Findings
from shared.errors import N_

_ENDINGS = (".pem", ".crt", ".cer", ".der")
# Worst first: a file is as good as its worst signature.
_WORST = (CHANGED, UNKNOWN_SIGNER, VALID)

_CHANGED = N_("Berkas ini diubah setelah ditandatangani. Jangan dicetak; unduh ulang dari SIAK.")
_UNSIGNED = N_(
    "PDF ini tidak bertanda tangan elektronik. Unduh KK yang sudah ditandatangani dari SIAK."
)
_NO_TRUST = N_(
    "Kantor ini belum punya sertifikat tepercaya. Minta admin menambahkannya di halaman "
    "Admin, Sertifikat, lalu tekan Periksa lagi."
)
_STRANGER = N_(
    "Penanda tangan “%(name)s” tidak ada di daftar tepercaya kantor ini. Tanyakan kepada "
    "Dinas Dukcapil; bila sah, minta admin menambahkan sertifikatnya, lalu tekan Periksa lagi."
)
_EXPIRED = N_(
    "Sertifikat “%(name)s” habis masa berlakunya %(day)s. Minta Dinas Dukcapil "
    "menandatangani ulang."
)
_NOT_YET = N_("Sertifikat “%(name)s” baru berlaku %(day)s. Periksa tanggal komputer ini.")
_REVOKED = N_("Sertifikat “%(name)s” sudah dicabut. Laporkan kepada Dinas Dukcapil.")
_ALL_VALID = N_("Ditandatangani %(count)s kali: %(names)s. Semuanya sah.")


@dataclass(frozen=True)
class _Signature:
    """One signature and what to say about it."""

    name: str
    verdict: str
    sentence: str
    at: datetime | None
    seal: str


def examine(data: bytes, found: Findings, trust: Path, moment: datetime, pin: str) -> None:
    """Add to `found` what the signatures are worth."""
    logging.disable(logging.CRITICAL)
    reader = PdfFileReader(BytesIO(data), strict=False)
    if reader.encrypted:
        reader.decrypt(pin)
    roots = list(_certificates(trust))
    embedded = list(reader.embedded_signatures)
    signed = [_judge(one, roots, moment, last=one is embedded[-1]) for one in embedded]
    _conclude(signed, found, anybody_trusted=bool(roots))


def _conclude(signed: list[_Signature], found: Findings, *, anybody_trusted: bool) -> None:
    if not signed:
        found.signature = UNSIGNED
        found.warnings.append(_UNSIGNED)
        return
    found.signature = min((one.verdict for one in signed), key=_WORST.index)
    found.signer = "; ".join(dict.fromkeys(one.name for one in signed))
    found.signed_at = max(
        (one.at for one in signed if one.at), key=datetime.isoformat, default=None
    )
    found.seals = [one.seal for one in signed]
    found.details["signatures"] = [
        {"name": one.name, "verdict": one.verdict, "at": one.at.isoformat() if one.at else None}
        for one in signed
    ]
    if found.signature == CHANGED:
        found.problems.insert(0, _CHANGED)
    elif found.signature == UNKNOWN_SIGNER and not anybody_trusted:
        found.warnings.append(_NO_TRUST)
    else:
        found.warnings += dict.fromkeys(one.sentence for one in signed if one.sentence)
    if found.signature == VALID and len(signed) > 1:
        found.warnings.append(
            _ALL_VALID % {"count": len(signed), "names": ", ".join(one.name for one in signed)}
        )


def _judge(embedded: Any, roots: list[Any], moment: datetime, *, last: bool) -> _Signature:
    status = _validated(embedded, roots, moment)
    name = _name(status.signing_cert)
    verdict, sentence = VALID, ""
    if not (status.intact and status.valid and status.docmdp_ok) or _grown(status, last):
        verdict = CHANGED
    elif not status.bottom_line:
        verdict = UNKNOWN_SIGNER
        sentence = _why(status, moment) % {"name": name, "day": _day(status, moment)}
    seal = hashlib.sha256(embedded.pkcs7_content).hexdigest()
    return _Signature(name, verdict, sentence, status.signer_reported_dt, seal)


def _validated(embedded: Any, roots: list[Any], moment: datetime) -> Any:
    """The status now; or, with a trusted timestamp, as it was when the file was signed."""
    status = validate_pdf_signature(embedded, _context(roots, moment))
    stamp = status.timestamp_validity
    if not status.bottom_line and stamp and stamp.valid and stamp.intact and stamp.trusted:
        return validate_pdf_signature(embedded, _context(roots, stamp.timestamp))
    return status


def _context(roots: list[Any], moment: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail", moment=moment
    )


def _grown(status: Any, last: bool) -> bool:
    """Whether anything but archive data came after the last signature, a filled field included."""
    level = status.modification_level
    return last and level not in (None, ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)


def _why(status: Any, moment: datetime) -> str:
    problem = str(status.trust_problem_indic)
    if "REVOKED" in problem:
        return _REVOKED
    if moment < status.signing_cert.not_valid_before:
        return _NOT_YET
    return _EXPIRED if "OUT_OF_BOUNDS" in problem else _STRANGER


def _day(status: Any, moment: datetime) -> str:
    certificate = status.signing_cert
    early = moment < certificate.not_valid_before
    bound = certificate.not_valid_before if early else certificate.not_valid_after
    return str(bound.astimezone(moment.tzinfo).strftime("%d-%m-%Y"))


def _name(certificate: Any) -> str:
    subject = certificate.subject.native
    return discreet(str(subject.get("common_name") or certificate.subject.human_friendly))[:120]


def _certificates(folder: Path) -> Iterator[Any]:
    """Every certificate of the folder; a file that holds none is passed over."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _ENDINGS and path.is_file():
            try:
                yield from load_certs_from_pemder_data(path.read_bytes())
            except (ValueError, TypeError, OSError):
                continue
