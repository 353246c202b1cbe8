"""The pages of the survey: at the touchscreen, and on the phone of a ticket whose visit is over."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from kiosk.touch.quality import form
from shared import letters
from shared.errors import AppError
from shared.rules.quality import questionnaires
from shared.rules.queue import by_token
from shared.web import errors

_PHONE = "touch/quality/phone.html"


def add_to(bp: Blueprint) -> None:
    """Give the touchscreen and phones their pages of the survey."""
    for where, name, view, method in (
        ("/kios/suasana", "mood", ask_mood, "GET"),
        ("/kios/suasana", "feel", feel, "POST"),
        ("/kios/survei", "survey", touchscreen, "GET"),
        ("/kios/survei", "answer_survey", answered, "POST"),
        ("/kios/survei/selesai", "survey_done", done, "GET"),
        ("/t/<token>/survei", "phone_survey", phone, "GET"),
        ("/t/<token>/survei", "answer_phone_survey", phone_answered, "POST"),
        ("/t/<token>/suasana", "phone_mood", mood, "POST"),
    ):
        bp.add_url_rule(where, name, view, methods=[method])


def asks() -> str:
    """Where somebody who was served says how it was: one touch, else the questions; "" nowhere."""
    if questionnaires.has_room_to_feel():
        return url_for("touch.mood")
    return url_for("touch.survey") if questionnaires.has_room() else ""


def ask_mood() -> str:
    """Four faces, one touch; the questions are a way further."""
    if not questionnaires.has_room_to_feel():
        return _later()
    return render_template("touch/quality/mood.html", questions=questionnaires.has_room())


def feel() -> Response:
    """One touch of how it was, of nobody in particular."""
    form.feel(_pressed(), questionnaires.TOUCHSCREEN)
    return redirect(url_for("touch.survey_done", lagi=1), 303)


def touchscreen() -> str:
    """Every question, one after the other; or why nobody is asked now."""
    if not questionnaires.has_room():
        return _later()
    return render_template("touch/quality/survey.html", steps=form.steps(service=True))


def answered() -> Response:
    """Keep what was answered at the touchscreen."""
    form.enter_at_touchscreen(form.filled())
    return redirect(url_for("touch.survey_done"), 303)


def done() -> str:
    """Thanks, where words can be left, and the questions after one touch."""
    more = "lagi" in request.args and questionnaires.has_room()
    return render_template("touch/quality/done.html", more=more)


def phone(token: str) -> str:
    """The same on the phone, for the service of its ticket."""
    ticket = by_token(token)
    with force_locale(ticket.language):
        return _on_phone(token, ticket.language, asked=questionnaires.may_answer(ticket))


def phone_answered(token: str) -> Response | tuple[str, int]:
    """Keep what was answered on the phone."""
    ticket = by_token(token)
    with force_locale(ticket.language):
        try:
            form.enter_from_phone(form.filled(ticket.service), token)
        except AppError as refusal:
            if errors.wants_json():
                raise
            said, still = errors.say(refusal), questionnaires.may_answer(ticket)
            page = _on_phone(token, ticket.language, asked=still, refusal=said)
            return page, refusal.status
    return redirect(url_for("touch.phone_survey", token=token), 303)


def mood(token: str) -> Response:
    """One press of how it was; the ticket itself remembers nothing of it."""
    by_token(token)
    form.feel(_pressed(), questionnaires.PHONE)
    return redirect(url_for("touch.phone_survey", token=token), 303)


def _on_phone(token: str, language: str, *, asked: bool, refusal: str = "") -> str:
    steps = form.steps(service=False) if asked else []
    return render_template(_PHONE, token=token, steps=steps, lang=language, refusal=refusal)


def _later() -> str:
    return render_template("touch/quality/later.html", back=url_for("touch.home"))


def _pressed() -> int:
    """Which face was touched; none of them where that cannot be."""
    return int(request.form.get("suasana", 0, type=letters.whole))
