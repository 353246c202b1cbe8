"""The results of the survey at the seats of those who lead and oversee; paper typed at the desk."""

import io
from datetime import date
from uuid import uuid4

import openpyxl
import pytest
from flask.testing import FlaskClient

from shared.records import Questionnaire
from shared.rules.common import staff
from shared.rules.quality import questionnaires, results
from tests.complaint_book import People, people
from tests.kiosk.seats.desks import desk, sign_in
from tests.office import Later
from tests.survey import kept


@pytest.fixture
def who(office: object) -> People:
    return people()


def told(client: FlaskClient, username: str, path: str) -> str:
    sign_in(client, username)
    return " ".join(client.get(path).get_data(as_text=True).split())


@pytest.mark.parametrize("role", staff.ROLES)
def test_results_are_for_those_who_lead_or_oversee_and_typing_for_the_desk(
    who: People, client: FlaskClient, role: str
) -> None:
    sign_in(client, {one.role: one.who for one in who.everybody().values()}[role])
    files = ("laporan.pdf", "kartu.pdf", "jawaban.xlsx")
    for path in ("2026-T4", *(f"2026-T4/{name}" for name in files)):
        may = client.get(f"/survei/{path}").status_code == 200
        assert may == (role in results.READERS), path
    assert (client.get("/survei/isian").status_code == 200) == (role == staff.INFO_DESK)
    typed = desk(client, "questionnaires", sheet())
    assert (typed[0] == 201) == (role == staff.INFO_DESK)


def sheet(**other: object) -> dict[str, object]:
    usual = {"touch": str(uuid4()), "month": "2026-11", "service": "KK", "answers": "4" * 9}
    return {**usual, **other}


@pytest.mark.clause("1.4")
def test_a_quarter_shows_its_index_its_elements_and_the_three_lowest(
    who: People, client: FlaskClient
) -> None:
    kept("344444444", "344244434", "3--------", source=questionnaires.PHONE)
    kept("444444444", service="AMBIL", source=questionnaires.PAPER, month=date(2026, 10, 1))
    page = told(client, "bambang", "/survei/2026-T4")
    assert "<strong>95,37</strong>" in page  # 103 of 27 scores, times 25
    assert "A · Sangat Baik" in page
    assert "1 tidak lengkap" in page
    assert "25,0 %" in page
    assert "Persyaratan (3,25), Biaya/Tarif (3,33), Sarana dan Prasarana (3,67)" in page
    assert "Oktober 2026" in page
    assert "Terbitkan PTPP" in page
    newest = client.get("/survei")
    assert newest.location == "/survei/2026-T4"


def test_the_lowest_elements_begin_a_corrective_action(who: People, client: FlaskClient) -> None:
    kept("144444444")
    page = told(client, "bambang", "/survei/2026-11")
    link = page.partition('href="/ptpp/baru?')[2].partition('"')[0].replace("&amp;", "&")
    form = client.get(f"/ptpp/baru?{link}").get_data(as_text=True)
    assert "Survei kepuasan November 2026: nilai terendah Persyaratan (1,00)," in form
    assert 'value="survey" checked' in form
    sign_in(client, "ratih")
    problem = {"source": "survey", "problem": "Persyaratan (1,00)", "severity": "minor"}
    made = {**problem, "unit": "PELAYANAN", "touch": str(uuid4()), "complaint": "", "category": ""}
    assert desk(client, "corrective-actions", made)[0] == 201


def test_a_period_without_answers_says_so(who: People, client: FlaskClient) -> None:
    page = told(client, "yusuf", "/survei/2026-09")
    assert "belum ada kuesioner lengkap" in page
    assert "Tiga unsur terendah" not in page
    assert client.get("/survei/2026-13").status_code == 404


def test_the_spreadsheet_holds_every_answer_as_a_number_and_no_time(
    who: People, client: FlaskClient
) -> None:
    kept("4-4444443", "1234-----", about={"USIA": "U20_29"})
    sign_in(client, "ratih")
    answer = client.get("/survei/2026-11/jawaban.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    heads, *rows = ([cell.value for cell in row] for row in book["Jawaban"].iter_rows())
    assert heads[:5] == ["Bulan", "Layanan", "Cara mengisi", "U1", "U2"]
    assert heads[12:] == ["L/P", "Usia", "Pendidikan", "Pekerjaan"]
    assert sorted(map(str, rows)) == sorted(
        map(
            str,
            [
                ["2026-11", "Kartu Keluarga (KK)", "Ponsel", *given, None, "20–29 tahun"]
                + [None, None]
                for given in ([4, None, *[4] * 6, 3], [1, 2, 3, 4, *[None] * 5])
            ],
        )
    )
    sums = [[cell.value for cell in row] for row in book["Unsur"].iter_rows()]
    assert sums[1] == ["U1", "Persyaratan", 2, 5, "2,50"]


def test_a_sheet_is_kept_once_and_a_wrong_one_not_at_all(
    who: People, client: FlaskClient, later: Later
) -> None:
    sign_in(client, "rina")
    one = sheet(answers="43-444444", about={"PEKERJAAN": "SWASTA"}, month="2026-10")
    assert [desk(client, "questionnaires", one)[0] for _ in range(2)] == [201, 201]
    (row,) = Questionnaire.select()
    assert (row.source, row.month, row.answers) == ("paper", date(2026, 10, 1), "43-444444")
    assert row.about == {"PEKERJAAN": "SWASTA"}
    for wrong in (
        {"answers": "4"},
        {"answers": "-" * 9},
        {"month": "2026-09"},
        {"month": "2026-1"},
        {"service": "PASPOR"},
        {"about": {"a" * 41: "x"}},
    ):
        assert desk(client, "questionnaires", sheet(**wrong))[0] == 422, wrong
    assert Questionnaire.select().count() == 1
