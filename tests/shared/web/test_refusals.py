"""A message that does not fit is refused in the office's words, whatever layer found it."""

from typing import Annotated

import pytest
from flask import Flask
from pydantic import Field

from shared.errors import Invalid
from shared.rules.common.office import Here
from shared.web.api import Body, Nothing, describe

Name = Annotated[str, Field(min_length=1, max_length=5)]


class Paper(Body):
    """One paper."""

    note: Annotated[Name, Field(title="Catatan syarat")]


class Form(Body):
    """A form of the office."""

    applicant: Annotated[Name, Field(title="Nama pemohon")]
    sheets: Annotated[int, Field(title="Jumlah lembar", ge=1, le=9)] = 1
    papers: Annotated[list[Paper], Field(title="Syarat", max_length=2)] = []


@describe("Send a form", body=Form, returns={200: Nothing})
def send(form: Form) -> Nothing:
    return Nothing()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Isi dahulu: Nama pemohon."),
        ({"applicant": ""}, "Isi dahulu: Nama pemohon."),
        ({"applicant": 7}, "Isian Nama pemohon tidak cocok."),
        ({"applicant": "Sukarti"}, "Isian Nama pemohon paling banyak 5 huruf."),
        ({"applicant": "Siti", "sheets": 0}, "Isian Jumlah lembar paling kecil 1."),
        ({"applicant": "Siti", "sheets": 99}, "Isian Jumlah lembar paling besar 9."),
        ({"applicant": "Siti", "papers": [{"note": ""}]}, "Isi dahulu: Catatan syarat."),
        (
            {"applicant": "Siti", "papers": [{"note": "a"}] * 3},
            "Isian Syarat paling banyak 2.",
        ),
        ({"applicant": "Siti", "apa": 1}, "Isian apa tidak dikenal."),
    ],
)
def test_a_refusal_names_the_field_as_the_office_calls_it(
    office: Here, given: dict[str, object], sentence: str
) -> None:
    app = Flask(__name__)
    with app.test_request_context(method="POST", json=given), pytest.raises(Invalid) as refused:
        send()
    assert str(refused.value) == sentence
