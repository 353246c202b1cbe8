"""Slips as the rules ask for them."""

from typing import Any

from printstation.layouts import compose

OFFICE = {
    "lines": [
        "PEMERINTAH KABUPATEN LUMAJANG",
        "KECAMATAN JATIROTO",
        "Jl. Gajah Mada No. 02 Jatiroto",
    ]
}
URL = "http://192.0.2.10:8080/t/Jx3vQ0b7aWkLmP2d"

TICKET: dict[str, Any] = {
    "office": OFFICE,
    "number": "A-012",
    "service": "Kartu Keluarga (KK)",
    "day": "Senin, 23 November 2026",
    "time": "09.15 WIB",
    "ahead": 4,
    "estimate": "± 15–30 menit",
    "safe_until": "10.40",
    "priority": False,
    "url": URL,
    "free": "Layanan ini GRATIS (Rp0,00).",
    "complaint": "Pengaduan & saran: Meja Informasi",
    "copy": 0,
    "practice": False,
}

CHECKLIST: dict[str, Any] = {
    "office": OFFICE,
    "title": "Syarat menambah anak ke KK",
    "items": [
        {"text": "Kartu Keluarga (KK) lama", "note": "asli", "where": None},
        {
            "text": "Surat keterangan lahir dari dokter, bidan atau rumah sakit",
            "note": "fotokopi",
            "where": "tempat melahirkan",
        },
    ],
    "day": "Senin, 23 November 2026",
    "time": "09.15 WIB",
    "free": "Layanan ini GRATIS (Rp0,00).",
    "complaint": "Pengaduan & saran: Meja Informasi",
    "number": "A-012",
    "practice": False,
}

_FILE: dict[str, Any] = {
    "office": OFFICE,
    "number": "KK-2026-000123",
    "applicant": "Wati Percobaan",
    "submitter": "",
    "submitted_by": "",
    "kinds": ["Menambah anggota keluarga karena kelahiran"],
    "elements": [],
    "promise": "1 (satu) hari kerja sejak berkas lengkap",
    "officer": "Sari Percobaan",
    "free": "Layanan ini GRATIS (Rp0,00).",
    "complaint": "Pengaduan & saran: Meja Informasi",
    "practice": False,
}

RECEIPT: dict[str, Any] = {
    **_FILE,
    "received": "Senin, 23 November 2026 pukul 09.15 WIB",
    "papers": [
        {"text": "KK asli", "form": "Asli", "number": "", "note": ""},
        {
            "text": "Surat keterangan lahir dari dokter, bidan atau rumah sakit",
            "form": "Fotokopi",
            "number": "445/12/2026",
            "note": "nama ibu disingkat",
        },
    ],
    "due": "Selasa, 24 November 2026 pukul 15.00 WIB",
    "code": "4821",
    "url": "http://192.0.2.10:8080/status",
}

RETURN_NOTE: dict[str, Any] = {
    **_FILE,
    "returned": "Senin, 23 November 2026 pukul 09.40 WIB",
    "times": 2,
    "reason": "Berkas belum lengkap",
    "note": "nama ibu berbeda",
    "unmet": [
        {
            "text": "Surat keterangan lahir dari dokter, bidan atau rumah sakit",
            "why": "belum ada",
            "where": "tempat melahirkan",
        },
        {"text": "Buku nikah atau akta perkawinan", "why": "tidak terbaca", "where": "KUA"},
    ],
}

TEST = {key: TICKET[key] for key in ("office", "day", "time", "free", "complaint", "practice")}

COMPLAINT = {
    **TEST,
    "number": "P-2026-0007",
    "code": "4093",
    "received": "Senin, 23 November 2026 pukul 09.15 WIB",
    "by": "Layar sentuh",
    "due": "Senin, 30 November 2026 pukul 15.00 WIB",
    "secret": True,
    "url": "http://192.0.2.1:8000/status?jenis=P&tahun=2026&nomor=0007",
    "free": "Pengaduan tidak dipungut biaya.",
    "complaint": None,
}


def ticket(width_mm: int = 80, **changes: Any) -> bytes:
    """The bytes of a ticket with some of its values changed."""
    return compose("ticket", {**TICKET, **changes}, width_mm)
