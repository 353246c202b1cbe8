"""How a complaint stands, for whoever has its code: state, question, answer, settled or not."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from kiosk.touch.common.translate import _
from shared import clock
from shared.errors import N_, AppError
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.complaints import citizen, states
from shared.rules.complaints.way import LONGEST
from shared.web import errors, guards

_OPEN_SECONDS = 3600
_LOOKS = {
    states.RECORDED: ("calm", "clipboard-text"),
    states.REPORTED: ("calm", "send"),
    states.FOLLOWED_UP: ("calm", "progress-check"),
    states.INCOMPLETE: ("late", "message-question"),
    states.CLOSED: ("done", "circle-check"),
    states.REFERRED: ("late", "arrow-bear-right"),
    states.ARCHIVED: ("over", "archive"),
}
_DOUBTS = (
    N_("Belum ada perubahan"),
    N_("Jawabannya tidak jelas"),
    N_("Terulang lagi"),
    N_("Bukan itu yang saya adukan"),
)


@dataclass(frozen=True)
class Place:
    """Where it is read: a touchscreen or a phone, each with its own addresses and page."""

    stand: str
    form: str
    template: str


KIOSK = Place("touch.complaint_stand", "touch.status", "touch/status/complaint_stand.html")
PHONE = Place(
    "touch.phone_complaint_stand", "touch.phone_status", "touch/status/complaint_stand_phone.html"
)


def ask(place: Place, year: str, number: str, code: str) -> Response:
    """Look a complaint up and go to its page; AppError when number and code do not fit."""
    person = guards.maybe_officer()
    row = citizen.find(
        f"P-{year}-{number}", code, guards.address(), officer=person.id if person else 0
    )
    return redirect(url_for(place.stand, token=_seals().dumps(row.id)), 303)


def kiosk(token: str) -> Response | str | tuple[str, int]:
    """The complaint on the touchscreen; a sent form completes it or says whether it is settled."""
    return _page(KIOSK, token)


def phone(token: str) -> Response | str | tuple[str, int]:
    """The same on a phone."""
    return _page(PHONE, token)


def _page(place: Place, token: str) -> Response | str | tuple[str, int]:
    complaint_id = _opened(token)
    if complaint_id is None:
        return redirect(url_for(place.form, pesan="over", jenis="P"), 303)
    if request.method == "POST":
        try:
            _act(complaint_id)
        except AppError as refusal:
            if errors.wants_json():
                raise
            return _draw(place, complaint_id, token, errors.say(refusal)), refusal.status
        return redirect(url_for(place.stand, token=token), 303)
    return _draw(place, complaint_id, token)


def _act(complaint_id: int) -> None:
    chosen, typed = request.form.get("aksi", ""), request.form.get("isi", "").strip()
    said = " ".join([*(f"{one}." for one in request.form.getlist("kata")), typed]).strip()
    if chosen == "lengkapi":
        citizen.complete(complaint_id, said)
    elif chosen in ("sudah", "belum"):
        citizen.settle(complaint_id, chosen == "sudah", said)


def _draw(place: Place, complaint_id: int, token: str, refusal: str = "") -> str:
    stand = citizen.stand(complaint_id)
    tone, sign = _LOOKS[stand.state]
    return render_template(
        place.template,
        stand=stand,
        tone=tone,
        sign=sign,
        title=_(stand.label),
        received=_moment(stand.received),
        due=_moment(stand.due_at) if stand.state in states.WORKING else "",
        due_words=_("Diselesaikan paling lambat")
        if stand.finishing
        else _("Dijawab paling lambat"),
        complete_by=words.long_date(stand.complete_by) if stand.complete_by else "",
        reason=_(stand.reason) if stand.reason else "",
        settled=_settled(stand),
        last_word=_(citizen.OMBUDSMAN) if stand.last_word else "",
        here=url_for(place.stand, token=token),
        refusal=refusal,
        typed=request.form.get("isi", ""),
        doubting=request.form.get("aksi") == "belum",
        most=LONGEST,
        doubts=_DOUBTS,
        back=url_for(place.form, jenis="P"),
    )


def _settled(stand: citizen.Stand) -> tuple[str, str] | None:
    """What became of the citizen's own answer, with its picture."""
    if stand.with_camat:
        return "building-bank", _("Pengaduan ini dibuka lagi dan sekarang ada pada Camat.")
    if stand.opened_again:
        return "refresh", _("Pengaduan ini dibuka lagi atas permintaan Anda.")
    return ("thumb-up", _("Terima kasih atas penilaian Anda.")) if stand.settled else None


def _moment(moment: datetime) -> str:
    return f"{words.long_date(clock.service_day(moment))}, {words.time_with_zone(moment)}"


def _opened(token: str) -> int | None:
    try:
        return int(_seals().loads(token, max_age=_OPEN_SECONDS))
    except BadData:
        return None


def _seals() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"status-p-{here().id}")
