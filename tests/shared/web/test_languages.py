"""Refusals in the reader's language."""

from uuid import uuid4

from flask.testing import FlaskClient


def test_a_refusal_is_english_for_who_reads_english(client: FlaskClient) -> None:
    client.set_cookie("latihan_bahasa", "en")
    wish = {"service": "PASPOR", "touch": str(uuid4())}
    said = client.post("/api/v1/tickets", json=wish).get_json()
    assert said["message"] == "There is no such service. Choose another one."


def test_a_practice_office_reads_no_cookie_of_the_real_one_at_the_same_host(
    client: FlaskClient,
) -> None:
    client.set_cookie("bahasa", "en")
    assert '<html lang="id"' in client.get("/kios").text


def test_an_unknown_language_reads_indonesian(client: FlaskClient) -> None:
    client.set_cookie("latihan_bahasa", "xx")
    wish = {"service": "PASPOR", "touch": str(uuid4())}
    said = client.post("/api/v1/tickets", json=wish).get_json()
    assert said["message"] == "Layanan ini tidak ada. Pilih layanan lain."
