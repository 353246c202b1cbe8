"""The citizen's own phone: where the ticket stands, in words, kept true by asking again."""

from dataclasses import dataclass

from flask import make_response, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from kiosk.touch.common import wording
from kiosk.touch.common.translate import _
from kiosk.touch.tickets import tickets
from shared import clock
from shared.rules import queue
from shared.rules.hours import opening
from shared.rules.quality import questionnaires
from shared.rules.queue import standing
from shared.rules.queue.ticket import OVER, WAITING


@dataclass(frozen=True)
class Say:
    """The state of a ticket as its owner should read it."""

    tone: str
    icon: str
    title: str
    text: str
    waits: bool = False


def page(token: str) -> Response:
    """The ticket of this token, in the language it was taken in; 404 tells nothing else."""
    ticket = queue.by_token(token)
    with force_locale(ticket.language):
        told = tickets.in_words(ticket)
        said = say(ticket, told)
        asks = questionnaires.may_answer(ticket)
        response = make_response(
            render_template(
                "touch/tickets/phone.html",
                ticket=ticket,
                told=told,
                said=said,
                lang=ticket.language,
                over=ticket.state in OVER,
                asks=asks,
            )
        )
    files = url_for("static", filename="")  # which a page that is kept would name by an old address
    response.set_etag(tickets.fingerprint([vars(ticket), vars(told), vars(said), files, asks]))
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


def say(ticket: queue.TicketView, told: tickets.TicketWords) -> Say:
    """What the state means and what to do now."""
    anew = _("Masih perlu? Ambil nomor baru di kantor.")
    if ticket.state not in OVER and ticket.day != clock.service_day():
        return Say("over", "clock-off", _("Nomor sudah tidak berlaku"), anew)
    office = standing.office(clock.now())
    if ticket.state == WAITING and office.state in opening.SHUT:
        text = f"{anew} {wording.stands(office)}"
        return Say("over", office.icon, _(office.title), text)
    where = tickets.counter(ticket)
    name = where.name if where else _("loket")
    words = {
        "waiting": Say(
            "calm", "hourglass", _("Menunggu"), _waiting(ticket, told.unserved), waits=True
        ),
        "called": Say(
            "now",
            "bell-ringing",
            _("Giliran Anda! Ke %(counter)s", counter=name),
            _("Silakan menuju %(counter)s sekarang.", counter=name),
        ),
        "serving": Say(
            "now", "user-check", _("Sedang dilayani"), _("Anda di %(counter)s.", counter=name)
        ),
        "missed": Say(
            "late",
            "user-question",
            _("Nomor Anda terlewat"),
            _("Lapor kepada petugas. Nomor Anda dipanggil lagi; tidak perlu mengambil baru."),
        ),
        "held": Say(
            "calm",
            "player-pause",
            _("Ditunda sebentar"),
            _("Petugas menyimpan giliran Anda. Lapor bila Anda sudah siap."),
        ),
        "papers": Say(
            "calm",
            "files",
            _("Melengkapi berkas"),
            _("Giliran Anda disimpan. Lapor kepada petugas bila berkas sudah lengkap."),
        ),
        "done": Say("done", "circle-check", _("Selesai"), _("Terima kasih sudah datang.")),
        "cancelled": Say("over", "circle-x", _("Nomor dibatalkan"), anew),
        "released": Say(
            "over",
            "clock-off",
            _("Nomor sudah tidak berlaku"),
            _("Anda dipanggil tetapi tidak datang. Ambil nomor baru di kantor."),
        ),
    }
    return words[ticket.state]


def _waiting(ticket: queue.TicketView, unserved: str) -> str:
    if ticket.ahead == 0:
        how = _("Anda berikutnya. Tetaplah dekat ruang tunggu.")
    else:
        how = _("Halaman ini berubah sendiri. Datanglah kembali sebelum giliran Anda.")
    return f"{unserved}. {how}" if unserved else how
