"""An office whose complaint book holds one of everything, for the tests that look at pages."""

from shared import clock
from shared.rules.complaints import escalation, handling, states, suggestion_box
from tests import complaint_book
from tests.complaint_book import People, closed, entered, named, people, reported
from tests.running import Running

LONG = (
    "Saya datang pukul tujuh pagi bersama ibu saya yang sudah lanjut usia. Kami menunggu sampai"
    " siang, lalu diberi tahu bahwa jaringan mati dan diminta datang lagi besok.\n\n"
    "Besoknya sama saja. Tidak ada yang memberi tahu kapan selesai, kursinya penuh, dan kami"
    " berdiri hampir dua jam. Mohon ada pemberitahuan di pintu, supaya orang tidak menunggu"
    " percuma, dan ada kursi untuk orang tua. "
) * 3
DAY = 24


def filled(made: Running) -> dict[str, str]:
    """Complaints of every state, late ones too, by name; seen on Tuesday at 09.00."""
    who = people()
    monday = clock.now().date()
    suggestion_box.record(monday, 5, who.rina)
    numbers = {
        "plain": entered().number,
        "long": reported(who, text=LONG, requested="Kursi dan pemberitahuan", **named()).number,
        "elsewhere": reported(who, "KESRA", topic="BANTUAN", text="Bantuan belum tiba.").number,
        "closed": closed(who, text="Kamar kecil kotor.", topic="TEMPAT").number,
        "guarded": _guarded(who),
        "asked": _asked(who),
        "referred": _referred(who),
    }
    clock.move(made.settings.data, clock.now().replace(day=DAY, hour=2))
    escalation.sweep()
    numbers["fresh"] = entered(topic="SISTEM", text="Listrik padam lagi.").number
    return numbers


def _guarded(who: People) -> str:
    one = entered(topic="UANG", text="Diminta Rp50.000 di loket.", **named(secret=True))
    handling.follow_up(one.id, "Rekaman kamera diperiksa.", who.yusuf)
    return one.number


def _asked(who: People) -> str:
    one = reported(who, text="Tidak dilayani.")
    return handling.ask(one.id, "Hari apa, dan di loket berapa?", who.bambang).number


def _referred(who: People) -> str:
    one = entered(topic="LINGKUNGAN", text="Lampu jalan kabupaten mati.")
    handling.classify(one.id, states.ORDINARY, who.rina)
    return handling.refer(one.id, "Dinas Perhubungan Kabupaten.", who.yusuf).number


def full(count: int) -> None:
    """So many complaints more."""
    for place in range(count):
        complaint_book.entered(text=f"Antrean lama sekali, nomor {place}.")
