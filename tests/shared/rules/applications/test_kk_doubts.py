"""One PDF, one family: what its text and signature say is compared with the file."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from shared.errors import Invalid, NotAllowed, Refused
from shared.records import ApplicationEvent, Document
from shared.rules.applications import kk_documents, kk_prints, process, states
from shared.rules.applications.view import ApplicationView
from shared.rules.paper import sheets
from tests.kk import KASI, KK_NUMBER, OPERATOR, accepted, touch
from tests.shared.rules.paper.test_sheets import GOOD, PDF, print_kk, released, with_pdf

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
    with pytest.raises(Refused):  # to compare is no answer to this
        kk_documents.compared(file.id, OPERATOR)
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


def test_the_same_pdf_attached_to_its_own_file_once_more_is_no_other_s() -> None:
    file = with_pdf(verdict=READ)
    kk_documents.attach(file.id, PDF, READ, OPERATOR)
    assert refused(file) == ""
    job = print_kk(file)
    process.fail_product(file.id, "TIDAK_TERBACA", OPERATOR)
    kk_documents.attach(file.id, PDF, READ, OPERATOR)
    assert kk_documents.of_application(file.id).doubt is None
    assert sheets.reprint(job.id, "TINTA", None, touch(), OPERATOR).copy == 2


@pytest.mark.parametrize("state", [sheets.QUEUED, sheets.PRINTING, sheets.UNCERTAIN])
def test_one_whose_sheet_may_still_come_out_stops_at_another_file(state: str) -> None:
    first = with_pdf(verdict=READ)
    job = kk_prints.ask(first.id, touch(), OPERATOR)
    if state != sheets.QUEUED:
        job = released(job)
    if state == sheets.UNCERTAIN:
        sheets.step(job, state, "listrik padam")
    kk_documents.retire(first.id)
    assert "sudah dipakai untuk KK-2026-000001" in refused(another(PDF, READ.seals))


def test_another_pdf_that_was_printed_for_that_file_is_nobody_s_doubt() -> None:
    """What its file printed later came from another PDF: this one never lay anywhere."""
    first = with_pdf(data=b"%PDF wrong", verdict=replace(READ, seals=("c" * 64,)))
    kk_documents.attach(first.id, PDF, READ, OPERATOR)
    print_kk(first)
    assert refused(another(b"%PDF wrong", ("c" * 64,))) == ""


def test_what_was_lifted_is_doubted_again_once_it_is_another_doubt() -> None:
    file, _ = attached(of(OTHER_KK))
    kk_documents.lift(file.id, "KK lama salah ketik", KASI)
    assert refused(file) == ""
    process.note_new_kk(file.id, "3508172311200088", OPERATOR)
    assert "3508********0088" in refused(file)
    document = kk_documents.of_application(file.id)
    assert (document.doubt_by, document.doubt_reason) == (None, None)
    kk_documents.lift(file.id, "sudah dicek lagi", KASI)
    assert refused(file) == ""


def test_a_new_pdf_inherits_no_word_of_the_kasi() -> None:
    file, _ = attached(of(OTHER_KK))
    kk_documents.lift(file.id, "KK lama salah ketik", KASI)
    verdict = replace(READ, text=of(OTHER_KK), seals=("d" * 64,))
    kk_documents.attach(file.id, b"%PDF another", verdict, OPERATOR)
    assert refused(file)


def test_judged_again_what_its_text_says_now_is_compared() -> None:
    file, document = attached(RIGHT)
    assert refused(file) == ""
    verdict = replace(READ, text=of(OTHER_KK))
    kk_documents.judge_again(file.id, document.sha256, verdict, OPERATOR)
    assert "3508********0077" in refused(file)


def test_the_number_noted_as_new_counts_and_the_old_one_no_more() -> None:
    file, _ = attached(RIGHT)
    assert refused(file) == ""
    process.note_new_kk(file.id, OTHER_KK, OPERATOR)
    assert "3508********0077" in refused(file)


def test_a_copy_of_what_is_doubted_is_not_printed_either() -> None:
    file, _ = attached(RIGHT)
    job = print_kk(file)
    process.fail_product(file.id, "DATA_SALAH", OPERATOR)
    process.note_new_kk(file.id, OTHER_KK, OPERATOR)
    with pytest.raises(Refused, match="bukan nomor KK berkas ini"):
        sheets.reprint(job.id, "SALAH_CETAK", None, touch(), OPERATOR)
    kk_documents.lift(file.id, "sudah dicek", KASI)
    assert sheets.reprint(job.id, "SALAH_CETAK", None, touch(), OPERATOR).copy == 2


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_lifted_without_a_reason(reason: str) -> None:
    file, document = attached(of(OTHER_KK))
    with pytest.raises(Invalid):
        kk_documents.lift(file.id, reason, KASI)
    assert refused(file)
    assert kk_documents.of_application(file.id).doubt_by is document.doubt_by is None


@pytest.mark.parametrize("text", [None, "", "hasil pindai"])
def test_a_pdf_without_a_number_in_its_text_warns_of_no_head_of_family(text: str | None) -> None:
    file = with_pdf(verdict=replace(READ, text=text))
    document = kk_documents.of_application(file.id)
    assert (document.verdict["warnings"], document.verdict["read"]) == ([], [])
    assert document.doubt == (None if text is None else states.UNREAD)
    assert document.kk_marks == (None if text is None else [])
    assert bool(refused(file)) is (text is not None)


def test_of_two_numbers_one_that_is_the_file_s_is_enough_and_else_the_first_is_told() -> None:
    third = "3508172311200088"
    _, document = attached(f"No. {third} No. {KK_NUMBER} JOKO PERCOBAAN")
    assert (document.doubt, len(document.kk_marks)) == (None, 2)
    text = f"No. {OTHER_KK} JOKO PERCOBAAN No. {third} No. {OTHER_KK} {KK_NUMBER}"
    verdict = replace(READ, text=text, seals=("e" * 64,))
    file = with_pdf(b"%PDF 2", verdict, nik=OTHER_NIK)
    sentence = refused(file)
    assert "3508********0077" in sentence
    assert "3508********0088" not in sentence
    marks = kk_documents.of_application(file.id).verdict["read"]
    assert marks == ["3508********0077", "3508********0088"]


@pytest.mark.parametrize("state", [sheets.CANCELLED, sheets.FAILED])
def test_one_that_surely_never_came_out_stops_at_no_other_file(state: str) -> None:
    first = with_pdf(verdict=READ)
    job = kk_prints.ask(first.id, touch(), OPERATOR)
    if state == sheets.CANCELLED:
        sheets.cancel(job.id, OPERATOR)
    else:
        sheets.step(released(job), state)
    kk_documents.retire(first.id)
    assert refused(another(PDF, READ.seals)) == ""


def test_a_pdf_without_a_signature_is_another_s_only_by_its_bytes() -> None:
    """Two that have no signature have nothing in common by that."""
    with_pdf(b"%PDF 1", replace(READ, signature=states.UNSIGNED, seals=()))
    file = another(b"%PDF 2", ())
    assert kk_documents.of_application(file.id).doubt is None
    kk_documents.attach(file.id, b"%PDF 1", replace(READ, text=of(OTHER_KK), seals=()), OPERATOR)
    assert kk_documents.of_application(file.id).doubt == states.ELSEWHERE


def test_who_lifted_a_doubt_and_why_is_kept_with_its_step() -> None:
    file, _ = attached("")
    kk_documents.compared(file.id, OPERATOR)
    document = kk_documents.of_application(file.id)
    assert (document.doubt_by, document.doubt_reason) == ("dewi", "Dibandingkan dengan berkas.")
    event = ApplicationEvent.select().order_by(ApplicationEvent.id.desc()).get()
    assert (event.what, event.who, event.note) == (
        *("compare", "dewi"),
        "Dibandingkan dengan berkas.",
    )


def test_who_attaches_a_pdf_is_told_what_is_doubted_before_what_is_signed() -> None:
    file = process.begin(accepted().id, OPERATOR)
    unsigned = replace(READ, text=of(OTHER_KK), signature=states.UNSIGNED)
    for verdict, sentence in (
        (READ, states.SIGNATURES[states.VALID]),
        (unsigned, states.SIGNATURES[states.UNSIGNED]),
        (replace(READ, text=""), "Nomor KK tidak terbaca di PDF ini"),
        (replace(READ, text=of(OTHER_KK)), "Nomor KK di PDF (3508********0077)"),
    ):
        told = kk_documents.attach(file.id, PDF, verdict, OPERATOR)
        assert told.sentence.startswith(sentence)
        assert told.printable is (verdict is READ)
