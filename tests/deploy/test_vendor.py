"""Front-end files are copied from where npm put them, whole or not at all."""

import pytest
from fontTools.ttLib import TTFont

from deploy import vendor


@pytest.fixture
def modules(tmp_path):
    """A node_modules with every file that is named, and one icon."""
    for source in vendor.FILES:
        path = tmp_path / "node_modules" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.name in vendor.CUT:
            path.write_bytes((vendor.MODULES / source).read_bytes())
        else:
            path.write_text(source)
    for source in vendor.FOLDERS:
        folder = tmp_path / "node_modules" / source
        folder.mkdir(parents=True)
        (folder / "ticket.svg").write_text("<svg/>")
    return tmp_path / "node_modules"


def test_named_files_and_licences_arrive(modules, tmp_path):
    target = tmp_path / "vendor"
    vendor.copy(modules, target)
    assert (target / "icons" / "ticket.svg").exists()
    assert (target / "fonts" / "lexend-latin-wght-normal.woff2").exists()
    assert (target / "licences" / "tabler-icons.txt").exists()
    assert vendor.is_current(target)


def test_a_font_is_cut_to_our_weights_and_keeps_every_letter(modules, tmp_path):
    source = next(name for name in vendor.FILES if name.endswith(vendor.CUT[0]))
    whole, target = modules / source, tmp_path / "vendor"
    vendor.copy(modules, target)
    less = target / "fonts" / vendor.CUT[0]
    assert less.stat().st_size < whole.stat().st_size * 0.6
    found, before = TTFont(less), TTFont(whole)
    assert found.getBestCmap().keys() == before.getBestCmap().keys()
    (axis,) = found["fvar"].axes
    assert (axis.minValue, axis.maxValue) == vendor.WEIGHTS
    assert _features(found) == _features(before) & set(vendor.FEATURES)


def _features(font):
    return {one.FeatureTag for one in font["GSUB"].table.FeatureList.FeatureRecord}


def test_a_missing_file_leaves_the_old_copy_in_place(modules, tmp_path):
    target = tmp_path / "vendor"
    vendor.copy(modules, target)
    (modules / next(iter(vendor.FILES))).unlink()
    with pytest.raises(FileNotFoundError):
        vendor.copy(modules, target)
    assert vendor.is_current(target)


def test_files_of_another_lock_are_not_current(modules, tmp_path):
    target = tmp_path / "vendor"
    vendor.copy(modules, target)
    (target / vendor.STAMP).write_text("another lock")
    assert not vendor.is_current(target)
