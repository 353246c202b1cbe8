"""Files copied from the paper book after a power cut: its times, in place of those of the presses.

The presses themselves stay in the history. A time may only be earlier than its press, so that
nobody gains a later deadline by it.
"""

from collections.abc import Mapping
from datetime import datetime

from shared import clock, db
from shared.errors import N_, Invalid, Refused
from shared.records import Application, ClockRun
from shared.rules.applications import allowed, clock_runs, closings, history, moves
from shared.rules.applications.view import ApplicationView, view
from shared.rules.common import words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here

STEPS = {
    "decided": N_("Diputus lengkap dan valid"),
    "printed": N_("KK tercetak"),
    "ready": N_("Siap diambil"),
    "handed": N_("Diserahkan"),
}
_MOVES = {"decided": "accept", "printed": "print", "ready": "ready", "handed": "hand"}


def copy_times(application_id: int, said: Mapping[str, datetime], by: Actor) -> ApplicationView:
    """Keep the times of the paper for a hand-written file; the clock is counted from them.

    `said`: when each of `STEPS` was really made; one that is left out stays as it was pressed.

    Raises Refused for another file, a step not yet made or a closed month; Invalid for times
    that cannot be: before the file came, after the press, or out of order.
    """
    if not said:
        raise Invalid(N_("Isi paling sedikit satu waktu."), code="times")
    with db.transaction():
        case = allowed.case_for(application_id, "by_hand", by)
        row, made = case.row, case.made
        _require_pressed(row, said, made)
        _require_order(row, {**made, **said})
        for at in (row.received_at, *said.values()):
            closings.require_open_month(at)
        _keep(row, said)
        clock_runs.copy_times(row, said.get("decided"), said.get("ready"), by)
        moves.record(row, "by-hand", by, note=_told(said))
    return view(row)


def printed_outside(application_id: int, by: Actor) -> ApplicationView:
    """The KK of a hand-written file came out of a printer that this program did not drive."""
    with db.transaction():
        row = allowed.row_for(application_id, "printed_outside", by)
        moves.move(
            row,
            "print",
            by,
            note="dicetak di luar aplikasi",
            printed_at=clock.now(),
            printed_by=by.who,
        )
    return view(row)


def _require_pressed(
    row: Application, said: Mapping[str, datetime], made: Mapping[str, datetime]
) -> None:
    for name, at in said.items():
        if name not in made:
            step = STEPS[name]
            raise Refused(N_("Belum dilakukan: %(step)s."), code="not-made", step=step)
        if at > history.last(row.id, _MOVES[name]).at:
            raise Invalid(
                N_("Waktunya sesudah langkah itu dicatat di sini: %(step)s."),
                code="times",
                step=STEPS[name],
            )


def _require_order(row: Application, made: Mapping[str, datetime]) -> None:
    stopped = ClockRun.select().where(
        ClockRun.office == here().id,
        ClockRun.application_id == row.id,
        ClockRun.stopped_for == clock_runs.RETURNED,
    )
    begins = max([row.received_at, *(run.stopped_at for run in stopped)])
    in_order = [begins, *(made[name] for name in STEPS if name in made)]
    if in_order != sorted(in_order):
        raise Invalid(
            N_("Urutan waktunya harus: diterima, diputus, dicetak, siap, diserahkan."), code="order"
        )


def _keep(row: Application, said: Mapping[str, datetime]) -> None:
    columns = {f"{name}_at": at for name, at in said.items() if name != "decided"}
    if "decided" in said:
        columns |= dict.fromkeys(("complete_at", "valid_at"), said["decided"])
    moves.change(row, **columns)


def _told(said: Mapping[str, datetime]) -> str:
    return "; ".join(f"{STEPS[name]} {words.day_and_time(at)}" for name, at in said.items())
