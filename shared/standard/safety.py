"""Safety and security of the service: kinds of incidents, who is told of a leak, what to mind."""

from shared.standard.schema import Coded, Dated, Words, entry
from shared.standard.services import Count


@entry
class IncidentKind(Coded):
    """A kind of incident; `notice_hours`: within so many those concerned are told in writing."""

    title: Words
    notice_hours: Count | None = None


@entry
class ToBeTold(Coded):
    """Somebody who is told of a leak of personal data in writing; without `needed`, others too."""

    title: Words
    needed: bool = False


@entry
class SafetyAdvice(Dated):
    """What visitors mind to be safe, read where the clause stands."""

    text: Words
    text_en: Words


@entry
class SafetyFile:
    kinds: tuple[IncidentKind, ...]
    told: tuple[ToBeTold, ...]
    advice: tuple[SafetyAdvice, ...]
