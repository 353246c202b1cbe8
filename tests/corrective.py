"""Small hands of the tests of corrective action: a photo of what was done, and time that passed."""

from datetime import timedelta
from io import BytesIO
from itertools import count

from PIL import Image

from shared import clock
from shared.records import CorrectiveAction
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.corrective import actions
from shared.rules.corrective.view import CorrectiveActionView

_WIDTHS = count()


def photo(kind: str = "JPEG") -> bytes:
    """A picture unlike any other."""
    out = BytesIO()
    Image.new("RGB", (40 + next(_WIDTHS), 30), "teal").save(out, kind)
    return out.getvalue()


def carried_out(
    action_id: int, by: Actor, evidence: str = "Foto.", *, long_ago: bool = False
) -> CorrectiveActionView:
    """Done today, with a photo; `long_ago`: so that it may be judged effective already."""
    actions.attach(action_id, photo(), "image/jpeg", by)
    one = actions.done(action_id, evidence, clock.service_day(), by)
    if long_ago:
        wait_for_effect(CorrectiveAction.get_by_id(action_id))
    return one


def wait_for_effect(row: CorrectiveAction) -> None:
    """As if it had been carried out so long ago that it may be judged effective."""
    row.verify_from -= timedelta(days=here().settings.corrective_verify_days)
    row.save()
