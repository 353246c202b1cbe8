"""What the office declares: at the touchscreen, on a phone, and on one A4 page for the wall."""

import html

import pytest
from flask.testing import FlaskClient

from shared.documents import maker
from shared.rules.common.office import here
from shared.rules.oversight import statements
from tests.shared.documents import reading

CODES = ["pledge", "policy", "privacy"]


def read(citizen: FlaskClient, address: str) -> str:
    answer = citizen.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


@pytest.mark.parametrize("code", CODES)
def test_a_statement_says_all_its_points_in_both_languages(citizen: FlaskClient, code: str) -> None:
    for address, language in ((f"/pernyataan/{code}", "id"), (f"/kios/pernyataan/{code}", "en")):
        citizen.get(f"/kios/tampilan?bahasa={language}")
        shown, said = read(citizen, address), statements.of(code, language)
        points = [text for one in said.points for text in (one.title, one.text)]
        assert [text for text in (said.title, said.lead, *points) if text not in shown] == []
        assert said.since in shown


def test_the_pledge_is_signed_by_whoever_was_camat_when_it_came_into_force(
    citizen: FlaskClient,
) -> None:
    (row,) = (one for one in here().standard.statements if one.code == "PLEDGE")
    (camat,) = here().standard.holders("camat", row.valid_from)
    assert f"<strong>{camat.name}</strong>" in read(citizen, "/kios/pernyataan/pledge")
    assert camat.name not in read(citizen, "/kios/pernyataan/privacy")


def test_where_the_standard_speaks_of_safety_the_policy_is_one_touch_away(
    citizen: FlaskClient,
) -> None:
    assert 'href="/kios/pernyataan/policy"' in read(citizen, "/kios/standar/13")
    assert 'href="/kios/pernyataan/policy"' not in read(citizen, "/kios/standar/12")


def test_personal_data_are_kept_as_long_as_is_told(citizen: FlaskClient) -> None:
    days = here().settings.pdf_days, here().settings.slip_days
    shown = read(citizen, "/pernyataan/privacy")
    assert f"{days[0]} hari sesudah KK diserahkan" in shown
    assert f"{days[1]} hari sesudah dicetak" in shown
    assert "{" not in "".join(one.text for one in statements.of("privacy").points)


@pytest.mark.parametrize("door", ["/", "/kios/standar?lain=1"])
def test_the_privacy_notice_is_reached_from(citizen: FlaskClient, door: str) -> None:
    assert "pernyataan/privacy" in read(citizen, door)


def test_a_statement_that_nobody_made_is_not_there(citizen: FlaskClient) -> None:
    assert citizen.get("/kios/pernyataan/tidak-ada").status_code == 404
    assert citizen.get("/pernyataan/tidak-ada").status_code == 404


@pytest.mark.parametrize("code", CODES)
@pytest.mark.usefixtures("office")
def test_a_statement_hangs_on_the_wall_on_one_page(code: str) -> None:
    pdf = maker.make(statements.paper(code))
    assert maker.pages(pdf) == 1
    words, said = reading.text(pdf), statements.of(code)
    assert [one.title for one in said.points if one.title not in words] == []
    assert said.since in words
