"""What can be chosen at the touchscreen: services with their queues, groups and kinds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from flask import url_for

from kiosk.touch.common import wording
from kiosk.touch.common.translate import _
from shared import clock
from shared.errors import N_, NotFound
from shared.rules.common.office import here
from shared.rules.queue.touchscreen import Home, ServiceNow
from shared.standard import text
from shared.standard.kinds import Kind, KindGroup
from shared.standard.services import Service
from shared.web import languages

_TONES = ("nila", "daun", "ungu", "soga", "mengkudu")


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=_Coded)


@dataclass(frozen=True)
class Choice:
    """One thing to touch: words, picture, and where it leads."""

    code: str
    title: str
    subtitle: str
    icon: str
    url: str = ""

    @property
    def spoken(self) -> str:
        """The choice as the voice reads it."""
        return f"{self.title}. {self.subtitle}."


@dataclass(frozen=True)
class ServiceCard:
    """A service on the home page, with how its queue stands; `now`: one may go there at once."""

    choice: Choice
    line: ServiceNow
    tone: str
    now: bool
    people: str
    minutes: str
    left: str | None
    groups: tuple[Choice, ...]
    spoken: str
    unserved: str


def cards(home: Home) -> list[ServiceCard]:
    """The services of today, from the touchscreen's whole picture."""
    return [
        _card(service(line.service), line, _TONES[at % len(_TONES)])
        for at, line in enumerate(home.services)
    ]


def service(code: str) -> Service:
    """The service of that code today."""
    return _find(here().standard.services_on(clock.service_day()), code)


def groups(code: str) -> tuple[Choice, ...]:
    """The groups of kinds that a service asks about; none for a service without kinds."""
    if not service(code).kinds:
        return ()
    return tuple(
        choice(one, url_for("touch.kinds", service=code, group=one.code.lower()))
        for one in here().standard.kind_groups_on(clock.service_day())
    )


def group(code: str) -> KindGroup:
    """The group of that code, in large or small letters."""
    return _find(here().standard.kind_groups_on(clock.service_day()), code)


def kinds(code: str, of: KindGroup) -> tuple[Choice, ...]:
    """The kinds of one group, for the service of that code."""
    return tuple(
        choice(one, url_for("touch.papers", service=code, kind=one.code.lower()))
        for one in here().standard.kinds_on(clock.service_day())
        if one.group == of.code
    )


def kind(code: str) -> Kind:
    """The kind of that code, in large or small letters."""
    return _find(here().standard.kinds_on(clock.service_day()), code)


def priority_groups() -> tuple[Choice, ...]:
    """Who may be served first, on their own word."""
    return tuple(choice(one) for one in here().standard.priority_on(clock.service_day()))


def priority() -> Choice:
    """The way to the priority queue, as the standard's data name it."""
    rule, tongue = here().standard.queue_rule(clock.service_day()), languages.chosen()
    return Choice(
        code=rule.priority_letter,
        title=text(rule, "priority_title", tongue),
        subtitle=text(rule, "priority_subtitle", tongue),
        icon="",
        url=url_for("touch.priority"),
    )


def choice(entry: Any, url: str = "") -> Choice:
    """An entry of the standard that has title, subtitle and icon, in the visitor's language."""
    tongue = languages.chosen()
    title, subtitle = text(entry, "title", tongue), text(entry, "subtitle", tongue)
    return Choice(entry.code, title, subtitle, entry.icon, url)


def _card(entry: Service, line: ServiceNow, tone: str) -> ServiceCard:
    words = choice(entry)
    now, people = line.at_once and not line.sold_out, wording.people(line.ahead)
    minutes = wording.wait(line.estimate_minutes)
    ahead = _("Ada %(people)s di depan Anda.", people=people)
    queue = _("Bisa langsung.") if now else f"{ahead} {minutes}".strip()
    return ServiceCard(
        choice=words,
        line=line,
        tone=tone,
        now=now,
        people=people,
        minutes=minutes,
        left=wording.left(line.left_today),
        groups=groups(entry.code),
        spoken=f"{words.title}. {queue}",
        unserved=line.unserved.text(_) if line.unserved else "",
    )


def _find(entries: Iterable[C], code: str) -> C:
    for entry in entries:
        if entry.code.lower() == code.lower():
            return entry
    raise NotFound(N_("Halaman ini tidak ada. Mulai lagi dari awal."))
