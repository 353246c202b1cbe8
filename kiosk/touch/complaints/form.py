"""What somebody put into the complaint form, shown again until it is right, then one entry."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import get_locale
from werkzeug.datastructures import MultiDict

from kiosk.touch.common import wording
from kiosk.touch.common.translate import _
from shared import clock, letters
from shared.documents import photos
from shared.errors import N_, AppError, Invalid, NotFound
from shared.rules.common.office import here
from shared.rules.complaints import entry as entries
from shared.rules.complaints import slip
from shared.rules.complaints.entry import LONGEST, Entry, Recorded
from shared.standard import text
from shared.standard.complaints import Topic
from shared.web import limits


@dataclass(frozen=True)
class ComplaintTyped(Entry):
    """The form as somebody left it; `chips` are places in the topic's ready words."""

    chips: tuple[int, ...] = ()


def typed(
    form: MultiDict[str, str], topic: Topic, channel: str, language: str, touch: str = ""
) -> ComplaintTyped:
    """The form as it was sent."""
    return ComplaintTyped(
        touch=touch or form.get("touch", "")[:45],
        channel=channel,
        topic=topic.code,
        text=form.get("isi", ""),
        village=form.get("desa", ""),
        anonymous=form.get("nama_saya", "") != "ya",
        name=form.get("nama", ""),
        phone=form.get("telepon", ""),
        secret=form.get("rahasia", "") == "ya",
        straight=form.get("langsung", "") == "ya",
        language=language,
        chips=tuple(form.getlist("kata", type=letters.whole))[:9],
    )


@limits.complaints(lambda wish: entries.known(wish.touch))
def enter(wish: Entry) -> Recorded:
    """`slip.enter`, as often as somebody who is not signed in may."""
    return slip.enter(wish)


def with_photo(wish: Entry, data: bytes) -> Entry:
    """The wish with a photo made small, unless it is in the book already; Invalid for no photo."""
    if not data or entries.known(wish.touch):
        return wish
    made = _looked_at(data)
    if isinstance(made, AppError):
        raise made
    return replace(wish, photo=made)


@limits.photos()
def _looked_at(data: bytes) -> bytes | AppError:
    # What is no photo is told and not raised: it is counted too, for it costs as much.
    try:
        return photos.small(data)
    except Invalid as refusal:
        return refusal


def entry(sent: ComplaintTyped, topic: Topic) -> Entry:
    """The entry that this form makes: ready words and own words as one text.

    The book reads Indonesian, whatever the ready words spoke.
    """
    ready = [f"{topic.chips[at]}." for at in sorted(set(sent.chips)) if at < len(topic.chips)]
    return replace(sent, text=" ".join([*ready, sent.text.strip()]).strip())


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
    village, language = wording.village(), str(get_locale())
    return {
        "topic": found,
        "heading": text(found, "title", language),
        "typed": sent,
        "chips": found.chips_en if language == "en" else found.chips,
        "villages": [one.name for one in here().standard.office.villages],
        "village": village,
        "where": _("Di %(village)s mana?", village=village.lower()),
        "longest": LONGEST,
        "guarded": found.guarded,
    }
