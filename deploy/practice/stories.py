"""What people complain of in the practice office, and what became of it."""

from dataclasses import dataclass

from shared.rules.complaints import states

NEXT_DAY = "next day"
_LAMA = "Saya menunggu dari jam delapan sampai jam sebelas, padahal hanya mengantar satu berkas."
_CLOSED = ("classify", "report", NEXT_DAY, "follow", "answer", "close")
_ORDINARY, _IDEA = states.ORDINARY, states.SUGGESTION


@dataclass(frozen=True)
class Story:
    """A complaint: so many working days ago, by which channel, and what became of it."""

    ago: int
    channel: str
    topic: str
    text: str
    way: tuple[str, ...] = ()
    kind: str = _ORDINARY
    name: str = ""
    public: tuple[str, str] = ("", "")


EARLIER = (
    Story(
        0,
        "LAYAR_SENTUH",
        "LAMA",
        "Antrean lama. Petugas tidak di tempat.",
        _CLOSED,
        public=("Antrean lama pada Senin pagi", "Petugas pengganti dijadwalkan"),
    ),
    Story(
        0,
        "MEJA_INFORMASI",
        "SYARAT",
        "Syarat di papan berbeda dengan yang diminta loket.",
        _CLOSED,
        public=("Syarat di papan tidak sama", "Papan syarat diganti"),
    ),
    Story(
        0,
        "KOTAK_SARAN",
        "TEMPAT",
        "Kursi tunggu kurang bila hari pasaran.",
        _CLOSED,
        _IDEA,
        public=("Kursi tunggu kurang", "Dua puluh kursi ditambah"),
    ),
    Story(
        0,
        "WHATSAPP",
        "SALAH",
        "Tanggal lahir anak saya di KK keliru.",
        _CLOSED,
        name="Yuni Percobaan",
        public=("Salah tulis di KK", "KK dicetak ulang gratis"),
    ),
)
NOW = (
    Story(
        12,
        "LAYAR_SENTUH",
        "LAMA",
        "Antrean lama. KK belum jadi.",
        (*_CLOSED, NEXT_DAY, "settled"),
        public=("Antrean lama", "Loket kedua dibuka setiap Senin"),
    ),
    Story(
        11,
        "MEJA_INFORMASI",
        "SYARAT",
        "Disuruh kembali dua kali karena syarat kurang jelas.",
        _CLOSED,
        name="Wati Percobaan",
        public=("Syarat kurang jelas", "Lembar syarat ada"),
    ),
    Story(
        9,
        "WHATSAPP",
        "LINGKUNGAN",
        "Lampu jalan di dekat pasar mati sudah satu bulan.",
        ("classify", "report", "refer"),
        name="Hadi Contoh",
        public=("Lampu jalan mati", "Diteruskan"),
    ),
    Story(8, "LAYAR_SENTUH", "LAMA", _LAMA, ("classify", "report")),
    Story(
        7,
        "TELEPON",
        "SALAH",
        "Nama saya di KK kurang satu huruf.",
        (*_CLOSED, NEXT_DAY, "reopen"),
        name="Slamet Contoh",
    ),
    Story(6, "LAPOR", "BANTUAN", "Bantuan di dusun kami salah sasaran.", ("classify", "ask")),
    Story(
        5,
        "KOTAK_SARAN",
        "TEMPAT",
        "Kamar kecil sebaiknya dibersihkan siang hari juga.",
        ("classify", "report", NEXT_DAY, "follow"),
    ),
    Story(
        5,
        "KOTAK_SARAN",
        "LAIN",
        "Terima kasih, petugas loket satu sabar sekali.",
        _CLOSED,
        _IDEA,
        public=("Terima kasih untuk petugas", "Disampaikan kepada petugas"),
    ),
    Story(
        3,
        "PONSEL",
        "UANG",
        "Ada orang di tempat parkir yang meminta uang untuk mengurus KK.",
        name="Lestari Contoh",
    ),
    Story(
        2,
        "MEJA_INFORMASI",
        "LAMA",
        "KK saya dijanjikan kemarin, hari ini belum selesai.",
        ("classify", "report"),
        name="Eko Percobaan",
    ),
    Story(
        1,
        "SURAT",
        "SYARAT",
        "Mohon petugas menjelaskan dengan bahasa yang mudah.",
        ("classify", "report", "follow", "answer"),
        _IDEA,
        name="Agus Misal",
    ),
    Story(0, "LAYAR_SENTUH", "SISTEM", "Pencetak rusak. Jaringan mati."),
    Story(0, "PONSEL", "PETUGAS", "Tidak menjelaskan.", name="Rina Contoh"),
)
