"""Whatever somebody writes of themselves, recap and poster tell nobody; the book masks it."""

import re
import string

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from shared import clock
from shared.documents import maker
from shared.records import Complaint, QuarterlyRecap
from shared.rules.common.office import Here
from shared.rules.complaints import handling, recap, recap_papers, sight
from shared.rules.complaints import papers as complaint_papers
from tests.complaint_book import People, entered, people, reported
from tests.office import Later
from tests.shared.documents.reading import text

_NAMES = st.text(string.ascii_lowercase, min_size=7, max_size=12).map(lambda name: f"Zz{name}")
# Figures are full of zeros: what is planted must not look like several of them in a row.
_PHONES = st.text(string.digits, min_size=5, max_size=6).map(lambda digits: f"7391{digits}")
_NIKS = st.text(string.digits, min_size=12, max_size=12).map(lambda digits: f"9173{digits}")


@pytest.fixture
def who(office: Here) -> People:
    """Everybody who has to do with complaints."""
    return people()


def _forget() -> None:
    Complaint.delete().execute()
    QuarterlyRecap.delete().execute()


@settings(
    max_examples=4,
    derandomize=True,
    phases=[Phase.generate],  # each example draws papers: it would shrink for minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=_NAMES,
    street=_NAMES,
    phone=_PHONES,
    nik=_NIKS,
    secret=st.booleans(),
    guarded=st.booleans(),
)
def test_no_planted_identity_comes_out(
    who: People,
    later: Later,
    name: str,
    street: str,
    phone: str,
    nik: str,
    secret: bool,
    guarded: bool,
) -> None:
    _forget()
    today = clock.service_day()
    one = _planted(who, name, street, f"08{phone}", nik, secret, guarded)
    year, quarter = today.year, (today.month - 1) // 3 + 1
    later(days=95)
    recap.promise(year, quarter, "Loket kedua dibuka.", who.rina)
    recap.submit(year, quarter, who.rina)
    recap.approve(year, quarter, who.ratih)
    papers = [
        maker.make(recap_papers.recap(year, quarter, who.tuti)),
        maker.make(recap_papers.poster(year, quarter)),
    ]
    for pdf in papers:
        said = text(pdf)
        for planted in (name, street, "dimarahi"):
            assert planted.casefold() not in said.casefold()
        digits = re.sub(r"\D", "", said)
        assert phone not in digits
        assert nik not in digits
        assert phone.encode() not in pdf
    book = text(maker.make(complaint_papers.book(today, today, _reader(who), {})))
    assert f"P-{today.year}-{one:04d}" in book
    told = re.sub(r"\D", "", book)
    assert nik not in told
    assert f"08{phone}" not in told
    assert f"Nama: {name}" not in book


def _planted(
    who: People, name: str, street: str, phone: str, nik: str, secret: bool, guarded: bool
) -> int:
    """A complaint with somebody in every field; its number in the book."""
    fields = {
        "anonymous": False,
        "secret": secret,
        "name": name,
        "address": f"Jalan {street}",
        "phone": phone,
        "text": f"Saya dimarahi. NIK saya {nik}.",
        "happened": f"di rumah {street}",
        "requested": f"Hubungi {nik}",
    }
    if guarded:
        row = entered(topic="UANG", **fields)
        handling.answer(row.id, f"Kami menemui {name}.", who.yusuf)
    else:
        row = reported(who, **fields)
        handling.follow_up(row.id, "Sudah kami periksa.", who.bambang)
        handling.answer(row.id, f"Kepada {name}: mohon maaf.", who.bambang)
        handling.describe(row.id, "Petugas kurang ramah", "Petugas dibina", who.rina)
    return int(row.number.rpartition("-")[2])


def _reader(who: People) -> sight.Reader:
    return sight.reader(who.yusuf.staff_id)
