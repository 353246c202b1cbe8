"""A complaint at the touchscreen: picture, words, who, check, number; kept nowhere before that."""

from uuid import uuid4

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.touch.common import qr
from kiosk.touch.complaints import carried as complaint_carried
from kiosk.touch.complaints import form as complaint_form
from kiosk.touch.complaints import links
from kiosk.touch.tickets import tickets
from shared.errors import N_, AppError, NotFound
from shared.rules.complaints import entry, slip
from shared.standard import text
from shared.standard.complaints import Topic
from shared.web import errors, languages

# Whoever comes next must not find this person's number behind an old address.
_SHOWN_SECONDS = 15 * 60


def add_to(bp: Blueprint) -> None:
    """Give the touchscreen its pages of complaints."""
    for where, name, view, method in (
        ("", "complaint", topics, "GET"),
        ("/<code>", "complaint_form", form, "GET"),
        ("/<code>", "complain", send, "POST"),
        ("/<code>/ponsel", "complaint_link", link, "GET"),
        ("/<code>/ponsel", "carry_complaint", carry, "POST"),
        ("/nomor/<token>", "complaint_done", done, "GET"),
        ("/nomor/<token>/kertas", "complaint_paper", paper_of, "GET"),
    ):
        bp.add_url_rule(f"/kios/pengaduan{where}", name, view, methods=[method])


def topics() -> str:
    """What it is about, by pictures."""
    return render_template(
        "touch/complaints/topics.html",
        topics=[
            (one.code.lower(), text(one, "title", languages.chosen()), one.icon)
            for one in complaint_form.topics()
        ],
        back=url_for("touch.home"),
    )


def form(code: str) -> str:
    """Words, who, check: one page whose steps a script shows one after another."""
    topic = complaint_form.topic(code)
    return _form(topic, complaint_form.ComplaintTyped(str(uuid4()), entry.TOUCH, topic.code, ""))


def send(code: str) -> Response | tuple[str, int]:
    """Into the book; what is wrong is said beside what was typed."""
    topic = complaint_form.topic(code)
    sent = _typed(topic)
    try:
        made = complaint_form.enter(complaint_form.entry(sent, topic))
    except AppError as refusal:
        if errors.wants_json():
            raise
        return _form(topic, sent, refusal), refusal.status
    return redirect(url_for("touch.complaint_done", token=links.receipt(made.complaint.id)), 303)


def carry(code: str) -> Response:
    """Go on with one's own phone, with what was typed here."""
    topic = complaint_form.topic(code)
    touch = complaint_carried.keep(_typed(topic))
    return redirect(url_for("touch.complaint_link", code=topic.code.lower(), tulisan=touch), 303)


def link(code: str) -> str | Response:
    """The way to go on with one's own phone."""
    topic = complaint_form.topic(code)
    back = url_for("touch.complaint_form", code=code)
    if not links.phones():
        return redirect(back, 303)
    touch = request.args.get("tulisan", "")
    carried = touch if complaint_carried.known(touch) else ""
    address = links.to_phone(topic.code, languages.chosen(), carried)
    return render_template(
        "touch/complaints/link.html",
        heading=text(topic, "title", languages.chosen()),
        qr=qr.drawn(address),
        minutes=links.OPEN_SECONDS // 60,
        back=back,
    )


def done(token: str) -> str | Response:
    """Number, code and answer-by date, on the screen and, where there is a printer, on paper."""
    complaint_id = links.of_receipt(token, _SHOWN_SECONDS)
    if complaint_id is None:
        return redirect(url_for("touch.home"), 303)
    made = entry.recorded(complaint_id)
    return draw("touch/complaints/done.html", made, paper=_paper(complaint_id), token=token)


def paper_of(token: str) -> Response:
    """How the slip of a complaint stands, for the page that waits for it."""
    complaint_id = links.of_receipt(token, _SHOWN_SECONDS)
    if complaint_id is None:
        raise NotFound(N_("Halaman ini tidak ada. Mulai lagi dari awal."))
    return jsonify(paper=_paper(complaint_id))


def draw(template: str, made: entry.Recorded, **more: object) -> str:
    """The page that tells of a complaint that was just recorded."""
    address = qr.drawn(slip.address(made.complaint.number))
    return render_template(template, complaint=made.complaint, code=made.code, qr=address, **more)


def _typed(topic: Topic) -> complaint_form.ComplaintTyped:
    return complaint_form.typed(request.form, topic, entry.TOUCH, languages.chosen())


def _form(
    topic: Topic, sent: complaint_form.ComplaintTyped, refusal: AppError | None = None
) -> str:
    return render_template(
        "touch/complaints/form.html",
        **complaint_form.page(topic, sent),
        refusal=errors.say(refusal) if refusal else "",
        phones=links.phones(),
        back=url_for("touch.complaint"),
    )


def _paper(complaint_id: int) -> str:
    job = slip.job_of(complaint_id)
    return tickets.paper_in(job.state if job else None)
