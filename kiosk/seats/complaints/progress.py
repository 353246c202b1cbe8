"""How far something is on its way, and who did what on it, as pages tell it."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.rules.common import staff
from shared.rules.complaints.lists import SignedStep


@dataclass(frozen=True)
class ToldStep:
    """One step of a way in words, signed by name and post."""

    step: SignedStep
    text: str
    who: str


def told(step: SignedStep, text: str) -> ToldStep:
    """The step in these words; the citizen and the system hold no post, their names say it."""
    post = staff.post_title(step.role)
    return ToldStep(step, text, " · ".join(part for part in (step.name, post) if part))


def along(stages: Mapping[str, str], state: str, passed: bool) -> list[tuple[str, str]]:
    """The stretches of a way that stands in that state, and whether it has passed that one too."""
    at = list(stages).index(state) + passed
    looks = ["done"] * at + ["now"] + ["later"] * len(stages)
    return list(zip(stages.values(), looks, strict=False))
