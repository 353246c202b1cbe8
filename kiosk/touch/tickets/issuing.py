"""From a press on a screen to the rule that gives the number, the same for forms and for JSON."""

from collections.abc import Mapping

from kiosk.touch.common import visit
from shared.rules.queue import API, KIOSK, Issued, Press, is_known, take
from shared.web import guards, languages, limits


@limits.numbers(is_known)
def issue(asked: Press) -> Issued:
    """`queue.take`, as often as somebody who is not signed in may."""
    return take(asked)


def from_form(form: Mapping[str, str]) -> Press:
    """The press of a form without script; empty fields count as not given."""
    return press(
        service=form.get("service", ""),
        touch=form.get("touch", ""),
        priority=form.get("priority") or None,
        kind=form.get("kind") or None,
        language=languages.chosen(),
    )


def press(
    *, service: str, touch: str, priority: str | None, kind: str | None, language: str
) -> Press:
    """One press, marked with the touchscreen it came from; without one it is a program's."""
    screen = visit.device()
    return Press(
        service=service,
        touch=touch,
        priority=priority,
        kind=kind,
        language=language,
        channel=KIOSK if screen else API,
        device=screen,
        origin=guards.origin(),
    )
