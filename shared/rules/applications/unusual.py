"""What is unusual about a file's numbers: it blocks nothing, but somebody has to have seen it."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from shared.errors import N_, Refused
from shared.records import Application
from shared.rules.applications import states
from shared.rules.applications.view import ApplicationView, view
from shared.rules.common import identity
from shared.rules.common.office import here


def findings(nik: str, number: str) -> list[identity.Finding]:
    """Everything unusual about the numbers, an open file of the same person or family included.

    `number`: of the family card, empty where there is none.
    """
    found = identity.nik_findings(nik)
    if number:
        found += [*identity.kk_findings(number), *identity.pair_findings(nik, number)]
    live = running(nik, number)
    if live is not None:
        found.append(
            identity.Finding("live", N_("Masih ada berkas yang berjalan: ") + f"{live.number}.")
        )
    return found


def running(nik: str, kk_number: str) -> ApplicationView | None:
    """The latest file of this person, or else of this family, that is not over.

    Both numbers as 16 digits, or empty where there is none.
    """
    found = _live(nik, Application.nik_print) if nik else None
    if found is None and kk_number:
        found = _live(kk_number, Application.kk_print, Application.new_kk_print)
    return view(found) if found else None


def _live(digits: str, *columns: Any) -> Application | None:
    mark = identity.fingerprint(digits)
    rows: Any = Application.select().where(
        Application.office == here().id,
        reduce(or_, [column == mark for column in columns]),
        Application.state.in_(states.OPEN),
    )
    # The newest is taken here: for the order of ids SQLite would walk through the files of years.
    return max(rows, key=lambda row: row.id, default=None)


def warnings_seen(found: Sequence[identity.Finding], seen: Sequence[str]) -> str:
    """The warnings among the findings, in words; Refused while one of them was not seen."""
    standing = [one for one in found if not one.info]
    words = " ".join(dict.fromkeys(one.text for one in standing))
    if not {one.code for one in standing} <= set(seen):
        raise Refused(
            N_("%(warnings)s Bila memang benar, tekan Daftarkan sekali lagi."),
            code="warnings",
            warnings=words,
        )
    return words
