"""The queue remembered on its pages: who sees what, on screen, on paper and as a spreadsheet."""

import io
import re
from datetime import date
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from shared import db
from shared.documents import maker
from shared.rules import queue
from shared.rules.common import spans, staff
from shared.rules.queue import history, sums
from shared.rules.queue.ticket import OUTCOMES
from tests.complaint_book import People, people
from tests.kiosk.seats.desks import sign_in
from tests.office import Later, take
from tests.shared.documents.reading import text
from tests.shared.rules.queue.past import Past, generated, kept

PAGES = ("", "/tabel.xlsx", "/lembar.pdf")
ADDRESS = "/riwayat-antrean"
OCTOBER = "?rentang=bulan&hari=2026-10-05"
READERS = {staff.SECTION_HEAD, staff.SECRETARY, staff.CAMAT}


@pytest.fixture
def who(office: object) -> People:
    return people()


@pytest.fixture
def past(who: People) -> list[Past]:
    """October, with an officer of each counter."""
    found = generated(date(2026, 10, 1), date(2026, 10, 30), 4)
    with db.transaction():
        kept(found)
    while sums.sum_up():
        pass
    return found


def page(client: FlaskClient, username: str, path: str) -> str:
    sign_in(client, username)
    answer = client.get(f"{ADDRESS}{path}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def cells(page: str, caption: str) -> list[list[str]]:
    """The rows of the table with that name."""
    body = page.partition(f'aria-label="{caption}"')[2].partition("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]


def workbook(client: FlaskClient, username: str) -> Any:
    sign_in(client, username)
    answer = client.get(f"{ADDRESS}/tabel.xlsx{OCTOBER}")
    return openpyxl.load_workbook(io.BytesIO(answer.data))


def paper(client: FlaskClient, username: str) -> bytes:
    sign_in(client, username)
    answer = client.get(f"{ADDRESS}/lembar.pdf{OCTOBER}")
    assert answer.mimetype == "application/pdf"
    return answer.data


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are what they are made of: drawing one takes longer than everything else."""
    monkeypatch.setattr(maker, "make", lambda one: one.to_json().encode())


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("role", staff.ROLES)
def test_each_page_opens_for_its_own_roles_alone(
    who: People, client: FlaskClient, role: str
) -> None:
    sign_in(client, {one.role: one.who for one in who.everybody().values()}[role])
    found = [client.get(f"{ADDRESS}{path}").status_code for path in PAGES]
    assert found == [200 if role in READERS else 403] * 3
    own = client.get(f"{ADDRESS}/saya").status_code
    assert own == (200 if role in (staff.COUNTER, staff.INFO_DESK) else 403)


def test_the_page_tells_the_figures_of_the_rule_as_indonesians_write_them(
    past: list[Past], client: FlaskClient
) -> None:
    found = history.of(spans.of(spans.MONTH, date(2026, 10, 1)), officers=False).total
    shown = page(client, "ratih", OCTOBER)
    head, *_, total = cells(shown, "Per layanan")
    row = dict(zip(head, total, strict=True))
    assert "Antrean, Oktober 2026" in shown
    assert (row["Nomor"], row["Dilayani"]) == (str(found.taken), str(found.served))
    assert row["Menunggu, terlama"] == f"{found.waits.longest}".replace(".", ",")
    assert row["Bagiannya"] == found.within_share
    svg = re.findall(r'<svg class="chart".*?</svg>', shown, re.DOTALL)
    assert len(svg) == 3
    assert all("<title" in one and "<desc" in one for one in svg)


def test_page_paper_and_spreadsheet_tell_how_visits_ended_and_how_many_must_come_again(
    past: list[Past], client: FlaskClient, undrawn: None
) -> None:
    served = [one.ended for one in past if one.outcome == "served"]
    said = [end for end in served if end]
    again = served.count("lacking")
    ends = [served.count(end) for end in ("accepted", "lacking", "informed", "handed", "other")]
    head, *_, total = cells(page(client, "ratih", OCTOBER), "Hasil kunjungan")
    assert head[2:7] == list(OUTCOMES.values())
    assert total[1:8] == [str(count) for count in (len(served), *ends, len(served) - len(said))]
    share = f"{again / len(said) * 100:.1f} %".replace(".", ",")
    assert total[8] == share
    told = f"{again} dari {len(said)} yang hasilnya ditulis"
    for shown in (page(client, "ratih", OCTOBER), paper(client, "ratih").decode()):
        assert told in shown
        assert share in shown
    [*_, last] = workbook(client, "ratih")["Hasil kunjungan"].iter_rows(values_only=True)
    assert list(last[1:7]) == [len(served), *ends]


class TestOfficers:
    """Per officer for the Kasi and the officer's own eyes, nobody else's."""

    def test_the_kasi_alone_sees_each_officer_by_name(
        self, past: list[Past], client: FlaskClient
    ) -> None:
        _, *rows = cells(page(client, "bambang", OCTOBER), "Per petugas")
        names = [row[0] for row in rows]
        assert names == sorted(names, key=str.casefold)
        assert {"Sari Percobaan", "budi", "tono"} == set(names)
        served = {one.officer: 0 for one in past if one.officer}
        for one in past:
            if one.outcome == "served":
                served[one.officer] += 1
        assert {row[1] for row in rows} == {str(count) for count in served.values()}

    @pytest.mark.usefixtures("undrawn")
    @pytest.mark.parametrize("username", ["yusuf", "ratih"])
    def test_nobody_else_does_on_screen_on_paper_or_in_the_spreadsheet(
        self, past: list[Past], client: FlaskClient, username: str
    ) -> None:
        told = [page(client, username, OCTOBER), paper(client, username).decode()]
        book = workbook(client, username)
        told.append(str([[cell.value for cell in row] for one in book for row in one.iter_rows()]))
        for one in told:
            assert "Kartu Keluarga" in one
            assert not [name for name in ("budi", "Sari Percobaan", "Per petugas") if name in one]

    def test_an_officer_sees_the_own_work_and_no_other_time_or_name(
        self, past: list[Past], client: FlaskClient
    ) -> None:
        shown = page(client, "sari", f"/saya{OCTOBER}")
        mine = [one for one in past if one.officer == "sari"]
        head, *_, total = cells(shown, "Per layanan")
        row = dict(zip(head, total, strict=True))
        assert row["Dilayani"] == str(sum(one.outcome == "served" for one in mine))
        assert "budi" not in shown
        assert "Per loket" not in shown
        own = history.of_officer(spans.of(spans.MONTH, date(2026, 10, 1)), "sari").total
        assert row["Melayani, terlama"] == f"{own.services.longest}".replace(".", ",")

    def test_the_way_there_is_on_the_own_seat(self, who: People, client: FlaskClient) -> None:
        sign_in(client, "sari")
        assert f'href="{ADDRESS}/saya"' in client.get("/loket").get_data(as_text=True)


class TestSpans:
    """Which days are shown, and what is said of those that are not."""

    def test_what_cannot_be_a_day_is_said_and_this_month_shown(
        self, past: list[Past], client: FlaskClient
    ) -> None:
        shown = page(client, "ratih", "?rentang=dekade&hari=besok")
        assert "Tulis hari dengan hari-bulan-tahun" in shown
        assert "Antrean, November 2026" in shown
        assert client.get(f"{ADDRESS}/tabel.xlsx?hari=besok").status_code == 422

    def test_no_way_leads_to_days_that_have_not_begun(
        self, past: list[Past], client: FlaskClient
    ) -> None:
        shown = page(client, "ratih", "?rentang=tahun&hari=2027-05-01")
        assert "Antrean, Tahun 2026" in shown
        assert "Berikutnya" not in shown
        assert "Berikutnya" in page(client, "ratih", OCTOBER)

    def test_days_that_are_still_to_be_summed_are_left_out_and_counted(
        self, past: list[Past], client: FlaskClient
    ) -> None:
        sums.forget(past[-1].day)
        assert "1 hari belum dijumlah" in page(client, "ratih", OCTOBER)

    def test_today_is_told_until_now(self, who: People, client: FlaskClient, later: Later) -> None:
        take(), take()
        later(minutes=10)
        queue.sit(1, who.sari)
        queue.call_next(1, who.sari), queue.serve(1, who.sari), queue.finish(1, who.sari)
        shown = page(client, "ratih", "?rentang=hari")
        assert re.search(r"Hari ini dihitung sampai pukul 09\.1\d WIB, 1 nomor masih", shown)
        assert cells(shown, "Per layanan")[1][1:3] == ["2", "1"]


def test_the_spreadsheet_has_numbers_that_can_be_summed(
    past: list[Past], client: FlaskClient
) -> None:
    book = workbook(client, "ratih")
    assert book.sheetnames == [
        *("Per layanan", "Per loket", "Per hari", "Per jam", "Hasil kunjungan"),
        "Perkiraan di karcis",
    ]
    rows = [[cell.value for cell in row] for row in book["Per hari"].iter_rows()]
    days, total = rows[1:-1], rows[-1]
    assert sum(row[1] for row in days) == total[1] == len(past)
    assert all(isinstance(cell, int | float) for cell in total[1:10])


def test_the_paper_says_the_same_as_the_page(past: list[Past], client: FlaskClient) -> None:
    found = history.of(spans.of(spans.MONTH, date(2026, 10, 1)), officers=True)
    told = text(paper(client, "bambang"))
    assert "Oktober 2026" in told
    for one in (found.total, *found.services, *found.counters, *found.officers):
        assert one.title in told
        assert f"{one.services.longest or 0}".replace(".", ",") in told
    assert found.total.inside_share in told
    assert "Per petugas" in workbook(client, "bambang").sheetnames
