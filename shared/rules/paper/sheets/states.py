"""A4 paper, accounted for: each print a row with its copy, its reason, its end.

Why an end may be "uncertain": `deploy/decisions/uncertain.md`.

queued ─► submitting ─► held ─► releasing ─► printing ─► printed
  ▲           │           │         │           ├─► needs_person (paper out, jam …) ─► printing
  └───────────┴───────────┘         └───────────┴─► failed · uncertain · cancelled
A job goes back to `queued` by itself only while CUPS was not allowed to print it. From `releasing`
on nothing is ever repeated by itself: an uncertain job waits for a person.
"""

from shared.errors import N_

QUEUED, SUBMITTING, HELD, RELEASING = "queued", "submitting", "held", "releasing"
PRINTING, NEEDS_PERSON = "printing", "needs_person"
PRINTED, FAILED, UNCERTAIN, CANCELLED = "printed", "failed", "uncertain", "cancelled"
IN_FLIGHT = (SUBMITTING, HELD, RELEASING, PRINTING, NEEDS_PERSON)
LIVE = (QUEUED, *IN_FLIGHT)
OVER = (PRINTED, FAILED, CANCELLED)
DEFAULT_PRINTER = "sheet"
A3 = "iso_a3_297x420mm"

REPRINT_REASONS = {
    "KERTAS_MACET": N_("Kertas macet atau sobek"),
    "TINTA": N_("Tinta kurang, cetakan pudar"),
    "SALAH_CETAK": N_("Hasil cetak tidak benar"),
    "DATA_DIPERBAIKI": N_("Data diperbaiki, PDF baru"),
    "RUSAK": N_("Lembar rusak sebelum diserahkan"),
    "LAINNYA": N_("Sebab lain"),
}

NO_PRINTER = N_("Tidak ada pencetak A4. Unduh lembarnya dan cetak di komputer lain.")
NO_PIN = N_("Menunggu PIN berkas PDF ini dari operator.")
MAY = {
    SUBMITTING: (HELD, QUEUED, UNCERTAIN, FAILED, CANCELLED),
    HELD: (RELEASING, QUEUED, CANCELLED, FAILED, UNCERTAIN),
    RELEASING: (PRINTING, UNCERTAIN, CANCELLED, FAILED, PRINTED),
    PRINTING: (PRINTED, NEEDS_PERSON, FAILED, UNCERTAIN, CANCELLED),
    NEEDS_PERSON: (PRINTING, PRINTED, FAILED, UNCERTAIN, CANCELLED),
}
