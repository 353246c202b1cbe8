"""A backup that an earlier version made is restored by this one, and so is an earlier office's."""

from pathlib import Path

import pytest

from tests.campaigns import old_backups
from tests.samples.make import BACKUP, SAMPLES

_WITH_BACKUP = sorted(path.parent.name for path in SAMPLES.glob(f"*/{BACKUP}"))


@pytest.mark.parametrize("version", _WITH_BACKUP)
def test_a_backup_of_an_earlier_version_opens_with_every_row(version: str, tmp_path: Path) -> None:
    before, after = old_backups.restored(version, SAMPLES / version / BACKUP, tmp_path)
    assert before.keys() <= after.keys()
    assert [name for name in before if before[name] != after[name]] == []
    assert len(before["ticket"]) > 0


def test_an_office_of_the_first_version_is_backed_up_and_restored_by_this_one(
    tmp_path: Path,
) -> None:
    backup = old_backups.backed_up("0.2.0", tmp_path)
    before, after = old_backups.restored("0.2.0", backup, tmp_path)
    assert [name for name in before if before[name] != after[name]] == []
    assert len(before["ticket"]) > 0


def test_every_version_that_makes_backups_left_one() -> None:
    """At length, with each version's own program: `python -m tests.campaigns.old_backups`."""
    assert [one for one in old_backups.VERSIONS if old_backups.makes_backups(one)] == _WITH_BACKUP
