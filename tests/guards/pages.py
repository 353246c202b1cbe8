"""The templates of the house, and which of them only the staff reads."""

import re

from deploy.environment import ROOT

_PARTS = ("kiosk", "printstation", "display", "shared", "deploy")
# All others can be read in another language, or are Indonesian by law.
_STAFF = re.compile(
    r"kiosk/templates/(?!touch/)|shared/web/templates/(?:account|desk|news|no_seat|sign_in|who)|printstation/|deploy/(?:handbook|practice)/"
)


def templates() -> dict[str, str]:
    """Every template's text by its path."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for part in _PARTS
        for path in sorted((ROOT / part).rglob("templates/**/*.html"))
    }


def of_staff(path: str) -> bool:
    """Whether the template is a page of the staff's own, which speaks plain Indonesian."""
    return _STAFF.match(path) is not None
