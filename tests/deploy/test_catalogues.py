"""Translation catalogues are compiled when they changed."""

import gettext
import os

import pytest

from deploy import catalogues

_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
_PO = f'{_HEADER}\nmsgid "Kembali"\nmsgstr "Back"\n'


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "shared" / "web" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(_PO)
    return path


def test_a_new_catalogue_is_stale_and_then_speaks(catalogue, tmp_path):
    assert catalogues.stale(tmp_path) == [catalogue]
    catalogues.compile_catalogue(catalogue)
    with catalogue.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Kembali") == "Back"
    assert catalogues.stale(tmp_path) == []


def test_an_edited_catalogue_is_stale_again(catalogue, tmp_path):
    catalogues.compile_catalogue(catalogue)
    later = catalogue.with_suffix(".mo").stat().st_mtime + 5
    os.utime(catalogue, (later, later))
    assert catalogues.stale(tmp_path) == [catalogue]
