"""One PDF, one family: what its text and signature say is compared with the file."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from shared.errors import NotAllowed, Refused
from shared.records import ApplicationEvent, Document
from shared.rules.applications import kk_documents, kk_prints, process, states
from shared.rules.applications.view import ApplicationView
from tests.kk import KASI, KK_NUMBER, OPERATOR, accepted, touch
from tests.shared.rules.paper.test_sheets import GOOD, PDF, print_kk, with_pdf

pytestmark = pytest.mark.usefixtures("office")

OTHER_KK = "3508172311200077"
OTHER_NIK = "3508170504900002"
RIGHT = f"KARTU KELUARGA\r\nNo. {KK_NUMBER}\r\nNama Kepala Keluarga : JOKO PERCOBAAN\r\n"
READ = replace(GOOD, text=RIGHT, seals=("a" * 64,))


def of(number: str, head: str = "JOKO PERCOBAAN") -> str:
    """The text of a KK."""
    return f"KARTU KELUARGA No. {number}\nNama Kepala Keluarga : {head}\n1 WATI 3508174504900001"


def attached(text: str, **other: object) -> tuple[ApplicationView, Document]:
    """A file with a PDF that reads so."""
    file = with_pdf(verdict=replace(READ, text=text), **other)
    return file, kk_documents.of_application(file.id)


def refused(file: ApplicationView) -> str:
    """Why its KK is not printed; empty when it is."""
    try:
        kk_prints.ask(file.id, touch(), OPERATOR)
    except Refused as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        f"No : {KK_NUMBER} JOKO PERCOBAAN",
        f"NOMOR KK {' '.join(KK_NUMBER[at : at + 4] for at in range(0, 16, 4))} Joko Percobaan",
        f"JOKO PERCOBAAN 3508174504900001 {KK_NUMBER}",
    ],
)
def test_the_family_s_own_pdf_is_printed(text: str) -> None:
    file, document = attached(text)
    assert (document.doubt, document.verdict["warnings"]) == (None, [])
    assert refused(file) == ""


def test_another_family_s_number_stops_until_the_head_of_the_section_lifts_it() -> None:
    file, document = attached(of(OTHER_KK))
    assert document.doubt == states.OTHER_NUMBER
    sentence = refused(file)
    assert "3508********0077" in sentence
    assert "3508********0001" in sentence
    with pytest.raises(NotAllowed):
        kk_documents.lift(file.id, "sudah dicek", OPERATOR)
    with pytest.raises(Refused):
        kk_documents.compared(file.id, OPERATOR)
    kk_documents.lift(file.id, "KK lama salah ketik", KASI)
    assert refused(file) == ""
    event = ApplicationEvent.get(ApplicationEvent.what == "lift")
    assert (event.who, event.reason or event.note) == (KASI.who, "KK lama salah ketik")


def test_no_whole_number_of_a_pdf_is_kept() -> None:
    _, document = attached(of(OTHER_KK))
    kept = repr(document.__data__)
    assert OTHER_KK not in kept
    assert "JOKO" not in kept
    assert OTHER_KK not in repr(replace(READ, text=of(OTHER_KK)))


def test_the_new_number_noted_afterwards_clears_it() -> None:
    file, _ = attached(of(OTHER_KK))
    assert refused(file)
    process.note_new_kk(file.id, OTHER_KK, OPERATOR)
    assert refused(file) == ""
    process.note_new_kk(file.id, "3508172311200088", OPERATOR)
    assert refused(file)


def test_another_head_of_family_is_told() -> None:
    _, document = attached(of(KK_NUMBER, "ORANG LAIN"))
    assert document.doubt is None
    assert "kepala keluarga" in document.verdict["warnings"][0]


@pytest.mark.parametrize("text", ["", "  \r\n ", "hasil pindai tanpa nomor"])
def test_a_scan_asks_a_person_to_compare(text: str) -> None:
    file, document = attached(text)
    assert document.doubt == states.UNREAD
    assert "Bandingkan" in refused(file)
    kk_documents.compared(file.id, OPERATOR)
    assert refused(file) == ""
    assert ApplicationEvent.select().where(ApplicationEvent.what == "compare").count() == 1


def test_a_file_without_a_number_asks_a_person_too() -> None:
    file, document = attached(of(OTHER_KK), kk_number="")
    assert document.doubt == states.UNREAD
    assert "belum dicatat" in refused(file)


def another(data: bytes, seals: tuple[str, ...]) -> ApplicationView:
    """A second family's file with a PDF that names it."""
    file = accepted(nik=OTHER_NIK, kk_number=OTHER_KK)
    process.begin(file.id, OPERATOR)
    verdict = replace(READ, text=of(OTHER_KK), seals=seals)
    kk_documents.attach(file.id, data, verdict, OPERATOR)
    return file


@pytest.mark.parametrize(
    ("data", "seals"), [(PDF, ("b" * 64,)), (b"%PDF saved elsewhere", READ.seals)]
)
def test_the_same_pdf_or_signature_at_another_file_stops(
    data: bytes, seals: tuple[str, ...]
) -> None:
    with_pdf(verdict=READ)
    file = another(data, seals)
    assert "sudah dipakai untuk KK-2026-000001" in refused(file)
    kk_documents.lift(file.id, "dua berkas, satu keluarga", KASI)
    assert refused(file) == ""


def _nothing(_: ApplicationView) -> None:
    """It only lay there."""


@pytest.mark.parametrize(("before", "stops"), [(_nothing, False), (print_kk, True)])
def test_one_that_was_let_go_of_stops_only_where_it_may_have_been_printed(
    before: Callable[[ApplicationView], object], stops: bool
) -> None:
    first = with_pdf(verdict=READ)
    before(first)
    kk_documents.retire(first.id)
    assert bool(refused(another(PDF, READ.seals))) is stops


def test_judged_again_what_was_lifted_stays_lifted() -> None:
    file, document = attached(of(OTHER_KK))
    kk_documents.lift(file.id, "sudah dicek", KASI)
    verdict = replace(READ, text=of(OTHER_KK))
    kk_documents.judge_again(file.id, document.sha256, verdict, OPERATOR)
    assert refused(file) == ""
