"""What must be true of A4 paper after anything: none lost, none twice, doubts shown."""

from shared.records import SheetEvent, SheetJob
from shared.rules.paper import sheets
from tests.devices.print_room import PrintRoom
from tests.running import until

_SETTLED_SECONDS = 90


def check_everything(room: PrintRoom) -> None:
    """Every job has come to an end, no paper is there twice, and what is in doubt is shown."""
    until(lambda: not under_way(), _SETTLED_SECONDS, "last sheet")
    shown = {row.id for row in sheets.queue()}
    for job in SheetJob.select():
        papers = len(room.printer.came_out(job.token))
        story = f"{job.token} {job.state} {job.trouble}, {papers} papers, {_steps(job)}"
        assert papers <= 1, story
        assert job.state in (sheets.PRINTED, sheets.UNCERTAIN), story
        assert papers == 1 or job.state == sheets.UNCERTAIN, story
        assert job.state == sheets.PRINTED or job.id in shown, story
    assert len(room.printer.came_out()) <= SheetJob.select().count()


def under_way() -> list[SheetJob]:
    """Sheets that are still to come."""
    return [row for row in sheets.queue() if row.state in sheets.LIVE]


def _steps(job: SheetJob) -> list[str]:
    return [row.state for row in SheetEvent.select().where(SheetEvent.job_id == job.id)]
