"""Small hands of the tests of KK applications: a file, its papers seen, its decisions made."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from shared import clock
from shared.rules.applications import checking, decisions, fields, history, intake, papers, process
from shared.rules.applications import register as book
from shared.rules.applications.case import Case
from shared.rules.applications.history import HistoryLine
from shared.rules.applications.view import ApplicationView, row_by_id
from shared.rules.common import staff
from shared.rules.common.actor import Actor

COUNTER = Actor("sari", "petugas_loket", 1)
KASI = Actor("bambang", "kasi_pelayanan_umum", 2)
OPERATOR = Actor("dewi", "operator", 3)

WARNINGS = ("date", "future", "live", "pattern", "province", "same")
NIK, KK_NUMBER = "3508174504900001", "3508172311200001"


def touch() -> str:
    """A fresh press."""
    return str(uuid4())


def today() -> date:
    """The office's day."""
    return clock.service_day()


def wish(**other: object) -> fields.Intake:
    """What the counter writes down for a newborn."""
    usual: dict[str, object] = {
        "touch": str(uuid4()),
        "kinds": ["UBAH_LAHIR"],
        "applicant": "Wati Percobaan",
        "nik": NIK,
        "kk_number": KK_NUMBER,
        "head_of_family": "Joko Percobaan",
        "village": "Kaliboto Lor",
        "rt": "1",
        "rw": "02",
        "seen": WARNINGS,
    }
    return fields.Intake(**{**usual, **other})  # type: ignore[arg-type]


def register(**other: object) -> ApplicationView:
    """A new file."""
    return intake.register(wish(**other), COUNTER).application


def all_seen(file: ApplicationView) -> None:
    """Every paper of the file lies on the counter; what need not apply does not."""
    checking.tick(
        file.id,
        {
            item.id: checking.Seen(seen=item.need != "K", form="original", applies=item.need != "K")
            for item in papers.items(file.id)
        },
        COUNTER,
    )


def accepted(**other: object) -> ApplicationView:
    """A file decided complete and valid just now."""
    file = register(**other)
    all_seen(file)
    decisions.declare_complete(file.id, KASI)
    return decisions.declare_valid(file.id, KASI)


def printed(**other: object) -> ApplicationView:
    """A file whose KK has come out of the printer."""
    file = accepted(**other)
    process.begin(file.id, OPERATOR)
    return process.mark_printed(file.id, OPERATOR)


def ready(**other: object) -> ApplicationView:
    """A file whose KK may be collected."""
    return process.pass_product(printed(**other).id, dict.fromkeys(process.CHECKS, True), OPERATOR)


def taken(taker: str, relation: str, **other: Any) -> process.HandOver:
    """Somebody with a KTP-el and the old KK, who left the receipt at home."""
    how = process.HandOver(taker, relation, "ktp", NIK, "withdrawn", True, no_receipt="left")
    return replace(how, **other)


def handed(**other: object) -> ApplicationView:
    """A file whose KK has been handed over."""
    how = taken("Wati Percobaan", process.APPLICANT)
    return process.hand_over(ready(**other).id, how, COUNTER)


def close_month(year: int, month: int) -> None:
    """Close the book of a month."""
    book.close_month(year, month, KASI)


def story(id_: int) -> list[HistoryLine]:
    """What happened to a file."""
    names = staff.usernames()
    return history.of(Case(row_by_id(id_)), names)
