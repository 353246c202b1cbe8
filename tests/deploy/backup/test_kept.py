"""Which backups are kept: by the rule of the settings, whatever the clocks said."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deploy.backup import folder
from shared.config import Settings

_BEGAN = datetime(2026, 1, 1, 8)


def _names(made: list[tuple[int, bool]]) -> list[folder.Name]:
    """Backups in the order in which they were made: hours since the first, and whether daily."""
    found, base = [], 0
    for number, (hour, daily) in enumerate(made, 1):
        when = (_BEGAN + timedelta(hours=hour)).strftime("%Y%m%d-%H%M")
        base = number if daily or not base else base
        file = folder.name("jatiroto", number, when, None if base == number else base, "ab12cd34")
        name = folder.told(file)
        assert name
        found.append(name)
    return found


@given(st.lists(st.tuples(st.integers(0, 24 * 400), st.booleans()), min_size=1, max_size=60))
def test_what_is_kept_can_be_restored_and_is_not_less_than_the_rule_says(made):
    settings = Settings(backup_keep_hourly=5, backup_keep_daily=4, backup_keep_monthly=2)
    every = _names(made)
    kept = folder.kept(every, settings)
    numbers = {one.number for one in every if one.file in kept}
    assert all(one.base in numbers for one in every if one.file in kept and one.base is not None)
    assert every[-1].file in kept
    hourly = [one.file for one in every if one.base is not None]
    assert set(hourly[-5:]) <= kept
    assert len(kept & set(hourly)) <= 5
    days = {one.when[:8] for one in every if one.base is None}
    assert len({one.when[:8] for one in every if one.file in kept and one.base is None}) >= min(
        len(days), 4
    )


def test_of_a_day_the_newest_whole_one_is_kept():
    settings = Settings(backup_keep_hourly=1, backup_keep_daily=2, backup_keep_monthly=1)
    every = _names([(0, True), (1, True), (24, True), (48, True), (49, False)])
    assert folder.kept(every, settings) == {every[2].file, every[3].file, every[4].file}


def test_other_files_and_other_offices_are_left_alone(tmp_path):
    for name in ("foto.jpg", "antrean-lain-000001-20260101-0800-harian-ab12cd34.age"):
        (tmp_path / name).write_text("x")
    place = folder.Folder(str(tmp_path), "jatiroto")
    place.require(first=True)
    assert place.names() == []
    assert place.prune(Settings()) == []
    assert len(list(tmp_path.iterdir())) == 3
