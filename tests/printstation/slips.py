"""Slips as the rules ask for them."""

from typing import Any

from printstation.layouts import compose
from shared.rules.applications.file_slips import ChecklistSlip, ReceiptSlip, ReturnSlip, Wanted
from shared.rules.applications.receipts import PaperSeen, Receipt, ReturnNote, ToBring
from shared.rules.complaints.slip import ComplaintSlip
from shared.rules.paper.slips import TrialSlip
from shared.rules.queue.slip import TicketSlip

OFFICE: dict[str, Any] = {
    "office": (
        "PEMERINTAH KABUPATEN LUMAJANG",
        "KECAMATAN JATIROTO",
        "Jl. Gajah Mada No. 02 Jatiroto",
    ),
    "practice": False,
}
TODAY: dict[str, Any] = {**OFFICE, "day": "Senin, 23 November 2026", "time": "09.15 WIB"}
URL = "http://192.0.2.10:8080/t/Jx3vQ0b7aWkLmP2d"

TICKET = TicketSlip(
    **TODAY,
    number="A-012",
    service="Kartu Keluarga (KK)",
    ahead=4,
    estimate="sekitar 15–30 menit",
    safe_until="10.40 WIB",
    priority=False,
    url=URL,
)

CHECKLIST = ChecklistSlip(
    **TODAY,
    title="Syarat menambah anak ke KK",
    items=(
        Wanted(text="Kartu Keluarga (KK) lama", note="asli", where=None),
        Wanted(
            text="Surat keterangan lahir dari dokter, bidan atau rumah sakit",
            note="fotokopi",
            where="tempat melahirkan",
        ),
    ),
    number="A-012",
)

_FILE: dict[str, Any] = {
    "number": "KK-2026-000123",
    "applicant": "Wati Percobaan",
    "submitter": "",
    "submitted_by": "",
    "kinds": ("Menambah anggota keluarga karena kelahiran",),
    "elements": (),
    "promise": "1 (satu) hari kerja sejak berkas lengkap",
    "officer": "Sari Percobaan",
}

RECEIPT = ReceiptSlip(
    **OFFICE,
    said=Receipt(
        **_FILE,
        received="Senin, 23 November 2026 pukul 09.15 WIB",
        papers=(
            PaperSeen(text="KK asli", form="Asli", number="", note=""),
            PaperSeen(
                text="Surat keterangan lahir dari dokter, bidan atau rumah sakit",
                form="Fotokopi",
                number="445/12/2026",
                note="nama ibu disingkat",
            ),
        ),
        due="Selasa, 24 November 2026 pukul 15.00 WIB",
        code="4821",
        status_url="http://192.0.2.10:8080/status",
    ),
)

RETURN_NOTE = ReturnSlip(
    **OFFICE,
    said=ReturnNote(
        **_FILE,
        returned="Senin, 23 November 2026 pukul 09.40 WIB",
        times=2,
        reason="Berkas belum lengkap",
        note="nama ibu berbeda",
        unmet=(
            ToBring(
                text="Surat keterangan lahir dari dokter, bidan atau rumah sakit",
                why="belum ada",
                where="tempat melahirkan",
            ),
            ToBring(text="Buku nikah atau akta perkawinan", why="tidak terbaca", where="KUA"),
        ),
    ),
)

TRIAL = TrialSlip(**TODAY)

COMPLAINT = ComplaintSlip(
    **OFFICE,
    number="P-2026-0007",
    code="4093",
    received="Senin, 23 November 2026 pukul 09.15 WIB",
    by="Layar sentuh",
    due="Senin, 30 November 2026 pukul 15.00 WIB",
    secret=True,
    url="http://192.0.2.1:8000/status?jenis=P&tahun=2026&nomor=0007",
)

UNPERSONAL = {"ticket": TICKET, "checklist": CHECKLIST, "test": TRIAL}
PERSONAL = {"receipt": RECEIPT, "return-note": RETURN_NOTE, "complaint": COMPLAINT}


def ticket(width_mm: int = 80, *, copy: int = 0, **changes: Any) -> bytes:
    """The bytes of a ticket with some of its values changed."""
    return compose(TICKET.model_copy(update=changes), width_mm, copy=copy)


def saying(slip: Any, **changes: Any) -> Any:
    """The slip of a file with some of what it says changed."""
    return slip.model_copy(update={"said": slip.said.model_copy(update=changes)})
