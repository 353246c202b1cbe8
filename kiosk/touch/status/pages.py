"""How a file or a complaint stands, for whoever holds its receipt: number and code in."""

from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from kiosk.touch.common.translate import _
from kiosk.touch.status import complaint
from shared import clock, letters
from shared.errors import N_, AppError
from shared.rules.applications import collecting, receipt_code, states
from shared.rules.applications.view import ApplicationView, by_id
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.standard import text
from shared.web import guards, languages
from shared.web.formats import long_date

_OPEN_FOR = 12 * 3600
_DIGITS = 8
FILE, COMPLAINT = "KK", "P"
_SORRY = {
    "no-match": N_("Nomor atau kode tidak cocok. Periksa tanda terima Anda."),
    "slow-down": N_("Terlalu sering salah. Tunggu 15 menit, lalu coba lagi."),
    "over": N_("Halaman tadi sudah ditutup. Masukkan nomor dan kode lagi."),
}
_LOOKS = {
    states.RECEIVED: ("calm", "file-check"),
    states.CHECKING: ("calm", "search"),
    states.RETURNED: ("late", "file-alert"),
    states.COMPLETE: ("calm", "list-check"),
    states.PROCESSING: ("calm", "keyboard"),
    states.AWAITING: ("calm", "signature"),
    states.PRINTED: ("calm", "printer"),
    states.READY: ("now", "file-check"),
    states.HANDED: ("done", "circle-check"),
    states.REFERRED: ("late", "arrow-bear-right"),
    states.CANCELLED: ("over", "circle-x"),
}


@dataclass(frozen=True)
class Stand:
    """A file as its applicant should read it; nothing of any person."""

    number: str
    tone: str
    icon: str
    title: str
    text: str
    due: str
    over: bool


@dataclass(frozen=True)
class Screen:
    """Where it is read: a touchscreen or a phone, each with its own addresses and pages."""

    complaint: complaint.Place
    answer: str
    form_page: str
    answer_page: str


_KIOSK = Screen(
    complaint.KIOSK,
    "touch.status_of",
    "touch/status/status_form.html",
    "touch/status/status.html",
)
_PHONE = Screen(
    complaint.PHONE,
    "touch.phone_status_of",
    "touch/status/status_phone.html",
    "touch/status/status_phone.html",
)


def add_to(bp: Blueprint) -> None:
    """Give the touchscreen and the phone their pages of it."""
    for where, name, screen in (("/kios/status", "", _KIOSK), ("/status", "phone_", _PHONE)):
        on = {"screen": screen}
        bp.add_url_rule(where, f"{name}status", _form, defaults=on)
        bp.add_url_rule(where, f"{name}ask_status", _ask, defaults=on, methods=["POST"])
        bp.add_url_rule(f"{where}/<token>", f"{name}status_of", _stand, defaults=on)


def stand(file: ApplicationView) -> Stand:
    """The state in public words, and by when it is ready."""
    tone, icon = _LOOKS[file.state]
    return Stand(
        number=file.number,
        tone=tone,
        icon=icon,
        title=_(states.PUBLIC_LABELS[file.state]),
        text=_collect(file) or _hint(file.state),
        due=_due(file),
        over=file.state in states.OVER,
    )


def _form(screen: Screen) -> str:
    """Number and code."""
    year = clock.service_day().year
    sorry = _SORRY.get(request.args.get("pesan", ""))
    return render_template(
        screen.form_page,
        stand=None,
        kind=COMPLAINT if request.args.get("jenis") == COMPLAINT else FILE,
        years=[year, year - 1],
        year=request.args.get("tahun", type=letters.whole) or year,
        number=request.args.get("nomor", "")[:_DIGITS],
        sorry=_(sorry) if sorry else "",
        back=url_for("touch.home"),
    )


def _ask(screen: Screen) -> Response:
    """Look it up."""
    year, number = request.form.get("tahun", "")[:4], request.form.get("nomor", "")[:_DIGITS]
    code, kind = request.form.get("kode", "")[:_DIGITS], request.form.get("jenis", FILE)[:2]
    try:
        if kind == COMPLAINT:
            return complaint.ask(screen.complaint, year, number, code)
        row = receipt_code.application_of(f"KK-{year}-{number}", code, guards.address())
    except AppError as refusal:
        form = screen.complaint.form
        again = url_for(form, pesan=refusal.code, tahun=year, nomor=number, jenis=kind)
        return redirect(again, 303)
    return redirect(url_for(screen.answer, token=_seals().dumps(row.id)), 303)


def _stand(screen: Screen, token: str) -> Response | str:
    """How the file stands."""
    try:
        found = stand(by_id(_seals().loads(token, max_age=_OPEN_FOR)))
    except (BadData, AppError):
        return redirect(url_for(screen.complaint.form, pesan="over"), 303)
    return render_template(screen.answer_page, stand=found, back=url_for(screen.complaint.form))


def _seals() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"status-{here().id}")


def _due(file: ApplicationView) -> str:
    if file.due_at is None or file.state not in states.CLOCK_RUNS:
        return ""
    day = words.long_date(clock.service_day(file.due_at))
    return f"{day}, {words.time_with_zone(file.due_at)}"


def _collect(file: ApplicationView) -> str:
    """Since when a KK is ready, where it is handed out, and when next; empty for another file."""
    if not file.is_ready or file.ready_at is None:
        return ""
    counter = collecting.counter_of(collecting.place_of(file))
    said = {"counter": text(counter, "name", languages.chosen())}
    since = _("KK Anda siap sejak %(day)s.", day=long_date(file.ready_at))
    where = _("Ambil di %(counter)s.", **said)
    if found := opening.takes_numbers_next():
        day, hours = found
        where = _(
            "Ambil di %(counter)s, %(day)s pukul %(opens)s–%(closes)s (nomor terakhir %(last)s).",
            day=_("hari ini") if day == clock.service_day() else long_date(day),
            opens=f"{hours.open:%H.%M}",
            closes=f"{hours.close:%H.%M}",
            last=f"{hours.last_ticket:%H.%M}",
            **said,
        )
    return f"{since} {where} {_hint(file.state)}"


def _hint(state: str) -> str:
    return {
        states.RETURNED: _("Bawa yang tertulis di Lembar Pengembalian. Nomor ini tetap berlaku."),
        states.READY: _("Ambil nomor di kantor, lalu tunjukkan kartu identitas di loket."),
        states.REFERRED: _("Petugas sudah menjelaskan apa yang perlu dibawa ke sana."),
    }.get(state, "")
