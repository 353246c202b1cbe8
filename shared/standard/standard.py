"""The whole standard of one office, and what can be asked of it for a given day."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from shared.calendar import DayHours
from shared.errors import N_, NotFound
from shared.standard.hours import Hours
from shared.standard.office import Document, Holder, Office, Post
from shared.standard.schema import Dated, valid
from shared.standard.services import Counter, PriorityGroup, QueueRule, Service


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=_Coded)
D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Standard:
    """The office's service standard as data; read-only, safe to share between threads."""

    office: Office
    documents: tuple[Document, ...]
    posts: tuple[Post, ...]
    holder_list: tuple[Holder, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    queue_rules: tuple[QueueRule, ...]
    priority_groups: tuple[PriorityGroup, ...]
    hours: Hours

    def service(self, code: str) -> Service:
        """The service of that code, its newest entry; NotFound when there is none."""
        return _newest(self.services, code, N_("Layanan %(wanted)s tidak ada."), "unknown-service")

    def services_on(self, day: date) -> tuple[Service, ...]:
        """The services given on that day, in the order of the file."""
        return valid(self.services, day)

    def counter(self, number: int) -> Counter:
        """The counter of that number; NotFound when there is none."""
        found = [each for each in self.counters if each.id == number]
        if not found:
            raise NotFound(
                N_("Loket nomor %(wanted)s tidak ada."), code="unknown-counter", wanted=number
            )
        return found[-1]

    def counters_on(self, day: date) -> tuple[Counter, ...]:
        """The counters of that day, in the order of the file."""
        return valid(self.counters, day)

    def queue_rule(self, day: date) -> QueueRule:
        """How people are called on that day."""
        return _in_force(self.queue_rules, day)

    def priority_on(self, day: date) -> tuple[PriorityGroup, ...]:
        """Who may ask to be served first on that day."""
        return valid(self.priority_groups, day)

    def hours_on(self, day: date) -> DayHours | None:
        """The service hours of that weekday and period; None on a free weekday."""
        return self.hours.on(day)

    def document_on(self, day: date) -> Document:
        """The edition of the standard in force on that day."""
        return _in_force(self.documents, day)

    def holders(self, role: str, day: date) -> tuple[Holder, ...]:
        """Who holds the post on that day."""
        return tuple(each for each in valid(self.holder_list, day) if each.role == role)


def _in_force(entries: tuple[D, ...], day: date) -> D:
    # A rule that ran out without a successor goes on: the office still has to call people.
    return (valid(entries, day) or entries)[-1]


def _newest(entries: tuple[C, ...], code: str, missing: str, error: str) -> C:
    found = [each for each in entries if each.code == code]
    if not found:
        raise NotFound(missing, code=error, wanted=code)
    return found[-1]
