"""A complaint on one's own phone: a link that is good for one complaint, one page, the number."""

from contextlib import ExitStack, closing
from typing import Any
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from kiosk.touch.common.translate import _
from kiosk.touch.complaints import carried, links, touchscreen
from kiosk.touch.complaints import form as complaint_form
from shared.documents import photos
from shared.errors import N_, AppError, NotFound
from shared.rules.complaints import entry
from shared.web import errors, uploads

# So much more is read than a photo may have, so that who sends too much keeps what was typed.
_ROOM_TO_REFUSE = 5 * 2**20
_PAGE = "touch/complaints/phone.html"
NEEDED, OLD, USED, NOT_HERE = "needed", "old", "used", "not-here"


def add_to(bp: Blueprint) -> None:
    """Give phones their pages of complaints."""
    for where, name, view, method in (
        ("", "phone_how", how, "GET"),
        ("", "phone_complain", send, "POST"),
        ("/<token>", "phone_complaint", form, "GET"),
        ("/nomor/<token>", "phone_complaint_done", done, "GET"),
    ):
        bp.add_url_rule(f"/pengaduan{where}", name, view, methods=[method])
    bp.url_value_preprocessor(_make_room)


def _make_room(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    if endpoint == "touch.phone_complain":
        uploads.make_room(photos.LARGEST + _ROOM_TO_REFUSE)


def how() -> str:
    """How one gets a link."""
    return _sorry(NEEDED if links.phones() else NOT_HERE)


def form(token: str) -> str | tuple[str, int]:
    """The form of a link that is still good."""
    link = links.opened(token)
    if link is None:
        return _gone(OLD)
    if entry.known(link.touch):
        return _gone(USED)
    holder = session.setdefault("ponsel", uuid4().hex)
    with force_locale(link.language):
        empty = complaint_form.ComplaintTyped(link.touch, entry.PHONE, link.topic, "")
        return _form(link, carried.handed(link.touch, holder) or empty)


def send() -> Response | str | tuple[str, int]:
    """Into the book; the same words sent twice are one complaint, others are one too many."""
    with ExitStack() as came:
        for each in request.files.values():
            came.enter_context(closing(each))
        return _sent()


def _sent() -> Response | str | tuple[str, int]:
    link = links.written(request.form.get("tautan", ""))
    if link is None:
        return _gone(OLD)
    topic = complaint_form.topic(link.topic)
    sent = complaint_form.typed(request.form, topic, entry.PHONE, link.language, link.touch)
    wish = complaint_form.entry(sent, topic)
    with force_locale(link.language):
        try:
            made = complaint_form.enter(complaint_form.with_photo(wish, _photo()))
        except AppError as refusal:
            if errors.wants_json():
                raise
            return _form(link, sent, refusal), refusal.status
    carried.forget(link.touch)
    if not made.created and not entry.says(made.complaint.id, wish.text):
        return _gone(USED)
    token = links.receipt(made.complaint.id)
    return redirect(url_for("touch.phone_complaint_done", token=token), 303)


def _photo() -> bytes:
    """The bytes of the photo that was chosen; none where there is none."""
    given = request.files.get("foto")
    return given.read() if given else b""


def done(token: str) -> str | tuple[str, int]:
    """Number, code and answer-by date."""
    complaint_id = links.of_receipt(token)
    if complaint_id is None:
        return _gone(OLD)
    made = entry.recorded(complaint_id)
    with force_locale(made.language):
        return touchscreen.draw(_PAGE, made, step="done", lang=made.language)


def _form(
    link: links.Link, sent: complaint_form.ComplaintTyped, refusal: AppError | None = None
) -> str:
    return render_template(
        _PAGE,
        step="form",
        lang=link.language,
        token=links.writing(link),
        refusal=errors.say(refusal) if refusal else "",
        photo_again=bool(refusal and request.files.get("foto")),
        photo_kinds=",".join(photos.KINDS),
        **complaint_form.page(complaint_form.topic(link.topic), sent),
    )


def _gone(step: str) -> tuple[str, int]:
    """The page of a link that leads nowhere any more; programs get one sentence."""
    if errors.wants_json():
        raise NotFound(N_("Tautan ini sudah habis waktunya atau sudah dipakai."))
    return _sorry(step), 410


def _sorry(step: str) -> str:
    tone, sign, title, words = {
        USED: (
            "done",
            "circle-check",
            _("Tautan ini sudah dipakai"),
            _("Satu tautan untuk satu pengaduan. Pengaduan itu sudah tercatat."),
        ),
        OLD: ("over", "qrcode", _("Tautan ini sudah habis waktunya"), _("Belum ada yang dicatat.")),
        NEEDED: (
            "over",
            "qrcode",
            _("Mengadu dari ponsel"),
            _("Pengaduan dimulai di layar sentuh kantor, lalu dilanjutkan di sini."),
        ),
        NOT_HERE: (
            "over",
            "message-report",
            _("Pengaduan & saran"),
            _("Pengaduan disampaikan di kantor. Gratis, dan boleh tanpa nama."),
        ),
    }[step]
    return render_template(_PAGE, step=step, tone=tone, sign=sign, title=title, words=words)
