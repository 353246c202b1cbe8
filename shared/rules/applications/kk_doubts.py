"""Whether a signed PDF is of this family: its text and its signature compared with the file."""

import re

from shared import letters, vault
from shared.errors import N_
from shared.records import Application, Document, SheetJob
from shared.rules.applications import states, view
from shared.rules.common import identity
from shared.rules.common.office import here
from shared.rules.paper import sheets

_DIGITS = r"((?:\d[ .\-]?){15}\d)(?!\d)"
_HEADING = re.compile(r"\bNo(?:mor)?(?:\s*KK)?\b[\s.:]*" + _DIGITS, re.IGNORECASE)
_ANY = re.compile(r"(?<!\d)" + _DIGITS)
_MAY_LIE_SOMEWHERE = (*sheets.LIVE, sheets.PRINTED, sheets.UNCERTAIN)

_ELSEWHERE = N_(
    "KK ini sudah dipakai untuk %(other)s. Lampirkan PDF keluarga ini, "
    "atau minta Kepala Seksi memutuskan."
)
_OTHER = N_(
    "Nomor KK di PDF (%(read)s) bukan nomor KK berkas ini (%(wanted)s). Bila berganti nomor, catat "
    "No. KK baru; bila tidak, lampirkan PDF keluarga ini atau minta Kepala Seksi memutuskan."
)
_UNREAD = N_(
    "Nomor KK tidak terbaca di PDF ini, mungkin hasil pindai. Bandingkan nomor dan nama di gambar "
    "dengan berkas, lalu tekan Sudah saya bandingkan."
)
_UNKNOWN = N_(
    "Nomor KK berkas ini belum dicatat. Catat No. KK baru, atau bandingkan gambar dengan berkas, "
    "lalu tekan Sudah saya bandingkan."
)
_HEAD = N_("Nama kepala keluarga berkas ini tidak ditemukan di PDF. Bandingkan dahulu.")


def raise_doubt(row: Application, document: Document, text: str | None) -> None:
    """Keep in the unsaved document which KK its text names, and what is doubted of it.

    Without a text (None: nobody read it) only the signature and the bytes are compared.
    """
    found = _numbers(text) if text is not None else []
    document.kk_marks = [identity.fingerprint(one) for one in found] if text is not None else None
    document.verdict["read"] = [identity.mask(one) for one in found]
    if found and letters.key(row.head_of_family) not in letters.key(text or ""):
        document.verdict["warnings"].append(_HEAD)
    doubt_again(row, document)


def doubt_again(row: Application, document: Document) -> None:
    """Compare again with what the file says now; what was lifted stays so while nothing changed."""
    code, sentence = _doubt(row, document)
    if (code, sentence) != (document.doubt, document.verdict.get("doubt", "")):
        document.doubt_by = document.doubt_reason = None
    document.doubt, document.verdict["doubt"] = code, sentence


def _doubt(row: Application, document: Document) -> tuple[str | None, str]:
    if other := _used_at(row, document):
        return states.ELSEWHERE, _ELSEWHERE % {"other": other}
    if document.kk_marks is None:
        return None, ""
    if not document.kk_marks:
        return states.UNREAD, _UNREAD
    wanted = vault.opened(row.new_kk_number or row.kk_number)
    if not wanted:
        return states.UNREAD, _UNKNOWN
    if identity.fingerprint(wanted) in document.kk_marks:
        return None, ""
    read = document.verdict["read"][0]
    return states.OTHER_NUMBER, _OTHER % {"read": read, "wanted": identity.mask(wanted)}


def _used_at(row: Application, document: Document) -> str:
    """The number of another file that has this PDF, or may have printed it; else empty."""
    same = Document.sha256 == document.sha256
    if document.signature_mark:
        same |= Document.signature_mark == document.signature_mark
    twins = Document.select().where(
        Document.office == here().id, same, Document.application_id != row.id
    )
    for twin in twins:
        if twin.removed_at is None or _may_lie_somewhere(twin):
            other = Application.get_by_id(twin.application_id)
            return view.number_text(other.year, other.number)
    return ""


def _may_lie_somewhere(document: Document) -> bool:
    return bool(
        SheetJob.select()
        .where(
            SheetJob.office == here().id,
            SheetJob.application_id == document.application_id,
            SheetJob.document_id == document.id,
            SheetJob.state.in_(_MAY_LIE_SOMEWHERE),
        )
        .exists()
    )


def _numbers(text: str) -> list[str]:
    """The KK numbers that the text gives as such; without any heading every number of sixteen."""
    found = _HEADING.findall(text) or _ANY.findall(text)
    return list(dict.fromkeys(re.sub(r"\D", "", one) for one in found))
