"""What somebody put into the complaint form, shown again until it is right, then one entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask_babel import get_locale
from werkzeug.datastructures import MultiDict

from kiosk.touch.common import wording
from kiosk.touch.common.translate import _
from shared import clock
from shared.errors import N_, NotFound
from shared.rules.common.office import here
from shared.rules.complaints.entry import LONGEST, Entry
from shared.standard import text
from shared.standard.complaints import Topic


@dataclass(frozen=True)
class ComplaintTyped:
    """The form as somebody left it; `chips` are places in the topic's ready words."""

    touch: str
    chips: tuple[int, ...] = ()
    text: str = ""
    village: str = ""
    named: bool = False
    name: str = ""
    phone: str = ""
    secret: bool = True
    straight: bool = False


@dataclass(frozen=True)
class Chip:
    """Ready words, in the visitor's language."""

    place: int
    title: str
    chosen: bool


def fresh() -> ComplaintTyped:
    """An empty form, which a press of its own will send."""
    return ComplaintTyped(str(uuid4()))


def typed(form: MultiDict[str, str]) -> ComplaintTyped:
    """The form as it was sent."""
    return ComplaintTyped(
        touch=form.get("touch", "")[:45],
        chips=tuple(int(place) for place in form.getlist("kata") if place.isdecimal())[:9],
        text=form.get("isi", ""),
        village=form.get("desa", ""),
        named=form.get("nama_saya", "") == "ya",
        name=form.get("nama", ""),
        phone=form.get("telepon", ""),
        secret=form.get("rahasia", "") == "ya",
        straight=form.get("langsung", "") == "ya",
    )


def entry(
    sent: ComplaintTyped, topic: Topic, channel: str, language: str, touch: str = ""
) -> Entry:
    """The entry that this form makes; the book reads Indonesian, whatever the ready words spoke."""
    return Entry(
        touch=touch or sent.touch,
        channel=channel,
        topic=topic.code,
        text=said(sent, topic),
        village=sent.village,
        anonymous=not sent.named,
        secret=sent.secret,
        name=sent.name if sent.named else "",
        phone=sent.phone if sent.named else "",
        straight=sent.straight,
        language=language,
    )


def said(sent: ComplaintTyped, topic: Topic) -> str:
    """Ready words and own words as one text."""
    ready = [f"{topic.chips[at]}." for at in sorted(set(sent.chips)) if at < len(topic.chips)]
    return " ".join([*ready, sent.text.strip()]).strip()


def chips(topic: Topic, sent: ComplaintTyped) -> list[Chip]:
    """The ready words of a topic."""
    words = topic.chips_en if str(get_locale()) == "en" else topic.chips
    return [Chip(at, word, at in sent.chips) for at, word in enumerate(words)]


def topics() -> tuple[Topic, ...]:
    """What one can complain of today."""
    return here().standard.topics_on(clock.service_day())


def topic(code: str) -> Topic:
    """The topic of that code, in large or small letters."""
    for one in topics():
        if one.code.lower() == code.lower():
            return one
    raise NotFound(N_("Halaman ini tidak ada. Mulai lagi dari awal."))


def known(code: str) -> str | None:
    """The code itself if it is a topic of today."""
    return next((one.code for one in topics() if one.code == code), None)


def page(found: Topic, sent: ComplaintTyped) -> Mapping[str, Any]:
    """What every page of the form shows."""
    village = wording.village()
    return {
        "topic": found,
        "heading": text(found, "title", str(get_locale())),
        "typed": sent,
        "chips": chips(found, sent),
        "villages": [one.name for one in here().standard.office.villages],
        "village": village,
        "where": _("Di %(village)s mana?", village=village.lower()),
        "longest": LONGEST,
        "guarded": found.guarded,
    }
