"""The queue slip: a number that is read from across the room, and what its holder may expect."""

from printstation.layouts import frame
from printstation.layouts.plain import plain
from printstation.printers.roll import Roll
from shared.rules.queue.slip import TicketSlip


def ticket(roll: Roll, slip: TicketSlip) -> None:
    """Put the queue slip on the roll."""
    roll.line("NOMOR ANTREAN", bold=True).gap(4)
    roll.headline(plain(slip.number)).gap(10)
    if slip.priority:
        roll.bar("PRIORITAS").gap(10)
    roll.title(plain(slip.service)).gap(6)
    frame.when(roll, slip.day, slip.time)
    roll.gap(12).rule(1).gap(12)
    roll.pair("Menunggu di depan Anda", f"{slip.ahead} orang" if slip.ahead else "tidak ada")
    if slip.estimate:
        roll.pair("Perkiraan menunggu", plain(slip.estimate))
    elif slip.unserved:
        roll.pair("Perkiraan menunggu", plain(slip.unserved[:1].lower() + slip.unserved[1:]))
    if slip.safe_until:
        roll.pair("Aman ditinggal sampai", plain(slip.safe_until))
    roll.gap(12).rule(1)
    if slip.url:
        roll.gap(28).code(slip.url)
        roll.gap(20).words("Pindai untuk melihat giliran Anda", font="b")
    roll.gap(12).words("Mohon menunggu sampai nomor Anda dipanggil. Nomor berlaku hari ini.")
