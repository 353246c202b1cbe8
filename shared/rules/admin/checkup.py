"""What was found when computer and office were looked at, kept for the admin's page.

`deploy/doctor` looks, since it knows every part; here is what a finding is and where they lie.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from shared import files
from shared.errors import N_

GROUPS = {
    "data": N_("Data kantor"),
    "backup": N_("Cadangan"),
    "time": N_("Jam dan kalender"),
    "paper": N_("Pencetak"),
    "screens": N_("Layar dan suara"),
    "network": N_("Jaringan"),
    "program": N_("Program dan setelan"),
    "office": N_("Persiapan kantor"),
}
_KEPT = Path("tmp") / "doctor" / "checkup.json"


class Observation(BaseModel):
    """One thing looked at: how it is, or in one sentence what to do.

    `text % values` is what people read. What names somebody or something of the office stands in
    `values`, never in `text`: the support bundle leaves it out. `grave`: it cannot wait.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    ok: bool
    name: str
    text: str
    values: dict[str, int | float | str] = {}
    grave: bool = False
    group: str = ""

    @property
    def said(self) -> str:
        """The sentence as people read it."""
        return self.text % self.values if self.values else self.text


class Checkup(BaseModel):
    """What was found since `at`; `now`: the group that is being looked at, empty once all are."""

    at: datetime
    now: str = ""
    findings: list[Observation] = []

    @property
    def ok(self) -> bool:
        """Nothing is to be mended."""
        return all(one.ok for one in self.findings)

    @property
    def open(self) -> list[Observation]:
        """What is to be mended, the grave first."""
        return sorted((one for one in self.findings if not one.ok), key=lambda one: not one.grave)

    def of(self, group: str) -> list[Observation]:
        """What is well in this group."""
        return [one for one in self.findings if one.ok and one.group == group]


def good(code: str, name: str, text: str, /, **values: int | float | str) -> Observation:
    """All is well with it."""
    return Observation(code=code, ok=True, name=name, text=text, values=values)


def bad(code: str, name: str, text: str, /, **values: int | float | str) -> Observation:
    """Somebody should mend it."""
    return Observation(code=code, ok=False, name=name, text=text, values=values)


def grave(code: str, name: str, text: str, /, **values: int | float | str) -> Observation:
    """Somebody must mend it now."""
    return Observation(code=code, ok=False, name=name, text=text, values=values, grave=True)


def among(group: str, findings: Iterable[Observation]) -> list[Observation]:
    """The findings as those of this group."""
    return [one.model_copy(update={"group": group}) for one in findings]


def keep(data: Path, checkup: Checkup) -> None:
    """Let the page show it."""
    files.write(data / _KEPT, checkup.model_dump_json().encode(), 0o600, lasting=False)


def last(data: Path) -> Checkup | None:
    """The newest that was kept; None before the first, and for one that cannot be read."""
    try:
        return Checkup.model_validate_json((data / _KEPT).read_bytes())
    except (OSError, ValueError):
        return None
