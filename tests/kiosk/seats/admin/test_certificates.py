"""The certificates that the office believes: added, shown, taken away, and what they change."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage

from shared.config import Settings
from shared.records import JournalLine
from shared.rules.admin import certificates
from shared.rules.applications import process
from shared.rules.common import staff
from tests import kk
from tests.devices.signed_pdf import SignedPapers
from tests.kiosk.seats.desks import enrol, send, sign_in
from tests.office import Later
from tests.shared.documents.stamped import Party

YEAR = timedelta(days=365)


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> SignedPapers:
    """Signed KK files of a test CA."""
    return SignedPapers(tmp_path_factory.mktemp("pdf"))


@pytest.fixture
def root(pdfs: SignedPapers) -> bytes:
    """The root certificate behind them, as PEM."""
    return (pdfs.roots / "root.pem").read_bytes()


def browser(app: Flask, username: str, *roles: str) -> FlaskClient:
    """Somebody signed in."""
    app.config["WTF_CSRF_ENABLED"] = False
    enrol(username, *roles)
    found = app.test_client()
    sign_in(found, username)
    return found


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    """The browser of the only admin."""
    return browser(app, "kepala", staff.ADMIN)


def add(admin: FlaskClient, data: bytes, name: str = "akar.pem") -> tuple[int, str]:
    """Upload a certificate as the page does it."""
    form = {"certificate": FileStorage(io.BytesIO(data), filename=name)}
    answer = admin.post("/admin/sertifikat", data=form, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def remove(admin: FlaskClient, file: str) -> int:
    """Press *Hapus*, and say that it is meant."""
    form = {"file": file, "sure": "sure"}
    return admin.post("/admin/sertifikat/hapus", data=form).status_code


def journal() -> list[tuple[str, str]]:
    """What was done with certificates, and by whom."""
    rows = JournalLine.select().where(JournalLine.what.startswith("certificate."))
    return [(row.what, row.who) for row in rows.order_by(JournalLine.sequence)]


def test_a_new_office_comes_to_its_first_printable_kk_by_the_doors_it_is_told_of(
    app: Flask, admin: FlaskClient, pdfs: SignedPapers, root: bytes
) -> None:
    """Refused without a certificate; admin adds it; the same PDF is judged again."""
    dewi = browser(app, "dewi", staff.OPERATOR)
    file = process.begin(kk.accepted().id, kk.OPERATOR)
    form = {"pdf": FileStorage(io.BytesIO(pdfs.signed), filename="kk.pdf"), "pin": ""}
    told = dewi.post(f"/api/v1/applications/{file.id}/document", data=form).get_json()
    assert not told["printable"]
    assert "Admin, Sertifikat" in told["warnings"][0]
    page = dewi.get(f"/operator/{file.number}").get_data(as_text=True)
    assert "Periksa lagi" in page
    assert "Kepala Seksi dapat mengizinkannya" not in page  # the office has shut that door

    assert "Belum ada sertifikat" in admin.get("/admin/sertifikat").get_data(as_text=True)
    status, page = add(admin, root)
    assert status == 200
    assert "Root CA Uji" in page
    assert "Kepala Percobaan" in page  # who added it

    status, told = send(dewi, f"applications/{file.id}/document-again", {})
    assert (status, told["printable"], told["warnings"]) == (200, True, [])
    page = dewi.get(f"/operator/{file.number}").get_data(as_text=True)
    assert "Tanda tangan elektronik sah." in page
    assert "Periksa lagi" not in page
    assert "PDF diperiksa lagi." in page
    assert send(dewi, f"applications/{file.id}/print", {"touch": kk.touch()})[0] == 200


def test_what_is_added_stands_in_the_journal_and_can_be_taken_away(
    admin: FlaskClient, root: bytes, settings: Settings
) -> None:
    add(admin, root)
    (kept,) = (settings.data / "trust").iterdir()
    assert add(admin, root)[0] == 409
    assert remove(admin, kept.name) == 302
    assert not kept.exists()
    assert remove(admin, kept.name) == 404
    assert journal() == [("certificate.added", "kepala"), ("certificate.removed", "kepala")]


def test_before_seven_in_the_morning_it_was_added_today(
    app: Flask, root: bytes, later: Later
) -> None:
    later(hours=21, minutes=50)
    admin = browser(app, "kepala", staff.ADMIN)
    assert "Kepala Percobaan<br>Selasa, 24 November 2026" in add(admin, root)[1]


def test_of_several_certificates_each_is_added_named_and_taken_away_alone(
    app: Flask, admin: FlaskClient, root: bytes, settings: Settings
) -> None:
    second = browser(app, "admin2", staff.ADMIN)
    assert (
        add(admin, Party("Akar Satu", ends=YEAR).pem + Party("Akar Dua", ends=YEAR).pem)[0] == 200
    )
    assert add(second, root)[0] == 200
    kept = {one.name: one for one in certificates.everything()}
    assert set(kept) == {"Akar Satu", "Akar Dua", "Root CA Uji"}
    assert {name: one.added_by for name, one in kept.items()} == {
        **dict.fromkeys(("Akar Satu", "Akar Dua"), "kepala"),
        "Root CA Uji": "admin2",
    }
    assert remove(second, kept["Akar Satu"].file) == 302
    assert {one.name for one in certificates.everything()} == {"Akar Dua", "Root CA Uji"}
    lines = JournalLine.select().where(JournalLine.what.startswith("certificate."))
    told = [(row.what, row.who, row.subject) for row in lines.order_by(JournalLine.sequence)]
    assert told[2:] == [
        ("certificate.added", "admin2", kept["Root CA Uji"].mark),
        ("certificate.removed", "admin2", kept["Akar Satu"].mark),
    ]


def test_one_bad_certificate_among_several_adds_none(
    admin: FlaskClient, root: bytes, settings: Settings
) -> None:
    over = Party("Akar Lama", ends=timedelta(days=-60)).pem
    for data in (root + over, over + root):
        assert add(admin, data)[0] == 422
    add(admin, root)
    assert add(admin, Party("Akar Dua", ends=YEAR).pem + root)[0] == 409
    assert [one.name for one in certificates.everything()] == ["Root CA Uji"]
    assert journal() == [("certificate.added", "kepala")]


def test_a_key_that_travels_with_its_certificate_is_refused(
    admin: FlaskClient, root: bytes, settings: Settings
) -> None:
    key = b"-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----\n"
    for data in (root + key, key + root):
        status, page = add(admin, data)
        assert (status, "kunci rahasia" in page) == (422, True)
    assert certificates.everything() == []


def test_nobody_but_the_admin_adds_or_takes_away(
    app: Flask, admin: FlaskClient, root: bytes
) -> None:
    add(admin, root)
    (kept,) = certificates.everything()
    for role in (*staff.ROLES, None):
        if role == staff.ADMIN:
            continue
        other = browser(app, f"orang-{role}", role) if role else app.test_client()
        add(other, Party("Akar Palsu", ends=YEAR).pem)
        remove(other, kept.file)
        assert [one.name for one in certificates.everything()] == ["Root CA Uji"]


def test_der_is_as_good_as_pem(admin: FlaskClient, root: bytes, settings: Settings) -> None:
    der = x509.load_pem_x509_certificate(root).public_bytes(Encoding.DER)
    assert add(admin, der, "akar.cer")[0] == 200
    assert len(list((settings.data / "trust").iterdir())) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "bukan sertifikat"),
        (b"%PDF-1.7 KK", "bukan sertifikat"),
        (b"-----BEGIN CERTIFICATE-----\nrusak\n-----END CERTIFICATE-----\n", "bukan sertifikat"),
        (b"-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n", "kunci rahasia"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(
    admin: FlaskClient, settings: Settings, data: bytes, sentence: str
) -> None:
    status, page = add(admin, data)
    assert (status, sentence in page) == (422, True)
    assert not (settings.data / "trust").exists()
    assert journal() == []


def test_one_that_holds_no_longer_is_refused(admin: FlaskClient) -> None:
    status, page = add(admin, Party("Akar Lama", ends=timedelta(days=-60)).pem)
    assert (status, "habis masa berlakunya" in page) == (422, True)


def test_one_laid_into_the_folder_by_hand_is_shown_with_its_file(
    admin: FlaskClient, root: bytes, settings: Settings
) -> None:
    folder = settings.data / "trust"
    folder.mkdir()
    (folder / "dinas.pem").write_bytes(root)
    (folder / "catatan.pem").write_text("bukan sertifikat")
    page = admin.get("/admin/sertifikat").get_data(as_text=True)
    assert "Ditaruh di folder: dinas.pem" in page
    assert len(re.findall(r"Root CA Uji</strong>", page)) == 1
    assert remove(admin, "../antrean.sqlite3") == 404
    assert remove(admin, "dinas.pem") == 302


def test_a_folder_that_cannot_be_made_is_told(
    admin: FlaskClient, root: bytes, settings: Settings
) -> None:
    Path(settings.data / "trust").write_text("a file in its place")
    status, page = add(admin, root)
    assert (status, "tidak dapat ditulis" in page) == (409, True)
    assert journal() == []
