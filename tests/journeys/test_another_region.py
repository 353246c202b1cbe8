"""An office in another time zone, with its own words for its villages, made by data alone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from printstation import layouts
from printstation.printers import slip_image, slip_reader
from shared import clock, config, db
from shared.config import Settings
from shared.documents import maker
from shared.records import Application, Complaint, SlipJob
from shared.rules.applications import register_paper
from shared.rules.common import staff
from shared.rules.common.office import Here
from shared.rules.complaints.names import number_of
from shared.rules.paper import slips
from tests.kiosk.seats.desks import seated_as
from tests.shared.documents import reading

OFFICE = Path(__file__).parents[1] / "offices" / "tanahangan"
_OTHERS = re.compile(r"\b(WIB|WIT|desa|dusun|Jatiroto|Sumberkerta)\b", re.IGNORECASE)
_ROLES = (
    staff.COUNTER,
    staff.INFO_DESK,
    staff.OPERATOR,
    staff.SECTION_HEAD,
    staff.SECRETARY,
    staff.CAMAT,
)
# What programs are told: names of fields and addresses, which nobody reads.
_NOT_READ = re.compile(r"<script.*?</script>|<!--.*?-->|<[^>]*>", re.DOTALL)
_SPOKEN = re.compile(r'(?:data-say|aria-label|placeholder|title|alt)="([^"]*)"')


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return config.load(
        {},
        data=tmp_path / "data",
        practice=True,
        voice="off",
        standard=OFFICE,
        public_url="http://antrean.tanahangan.example",
    )


@pytest.fixture(autouse=True)
def _no_child_left() -> Iterator[None]:
    yield
    maker.close()


@pytest.fixture
def read(client: FlaskClient) -> Callable[..., str]:
    """What is read at an address; nothing of it is another region's."""

    def read(address: str, **form: object) -> str:
        answer = client.post(address, data=form) if form else client.get(address)
        if answer.status_code in (302, 303):
            return read(answer.location)
        assert answer.status_code == 200, (address, answer.status_code)
        if answer.mimetype == "application/pdf":
            return ours(address, reading.text(answer.get_data()))
        page = answer.get_data(as_text=True)
        if answer.mimetype == "text/html":
            page = " ".join([_NOT_READ.sub(" ", page), *_SPOKEN.findall(page)])
        return ours(address, page)

    return read


def ours(where: str, text: str) -> str:
    """The text, which names nothing of another region."""
    found = _OTHERS.search(text)
    assert found is None, f"{where}: …{text[max(0, found.start() - 60) : found.end() + 40]}…"
    return text


def printed(here: Here) -> list[str]:
    """What stands on every slip that was asked for."""
    return [
        ours(
            f"slip {job.kind}",
            slip_image.text(
                slip_reader.read(layouts.compose(slips.says(job), here.settings.printers_width))
            ),
        )
        for job in SlipJob.select().order_by(SlipJob.id)
    ]


def test_a_number_goes_its_whole_way(
    office: Here, client: FlaskClient, read: Callable[..., str]
) -> None:
    assert str(clock.zone()) == "Asia/Makassar"
    for address in ("/kios", "/kios/prioritas", "/kios/syarat/KK", "/kios/syarat/KK/BARU"):
        read(address)
    for kind in office.standard.kinds_on(clock.service_day()):
        read(f"/kios/syarat/KK/jenis/{kind.code.lower()}")
    assert "WITA" in read("/kios/nomor", service="KK", touch=str(uuid4()))
    asked = {"service": "KK", "touch": str(uuid4()), "language": "id"}
    token = client.post("/api/v1/tickets", json=asked).get_json()["token"]
    read(f"/t/{token}")
    assert all(" WITA" in text for text in printed(office))

    seat = seated_as(client, *_ROLES)
    assert seat.post("/api/v1/counters/1/open", json={}).status_code == 200
    assert seat.post("/api/v1/counters/1/next", json={}).get_json()["number"] == "A-001"
    for address in ("/loket", "/informasi", "/papan", "/api/v1/board", "/api/v1/seats"):
        read(address)
    assert "Nomor antrean A, nol, nol, satu" in read("/api/v1/board")


def test_a_family_card_is_asked_for(
    office: Here, client: FlaskClient, read: Callable[..., str]
) -> None:
    seat = seated_as(client, *_ROLES)
    form = read("/loket/berkas")
    assert "Lembang" in form
    assert "Kampung" in form
    wanted = {
        "touch": str(uuid4()),
        "kinds": ["UBAH_ELEMEN"],
        "elements": ["Nama"],
        "applicant": "Wati Karangan",
        "nik": "9902024504900001",
        "head_of_family": "Joko Karangan",
        "village": "Airbening",
        "hamlet": "Ujung",
        "rt": "1",
        "rw": "2",
        "submitted_by": "self",
        "seen": ["date", "future", "live", "pattern", "province", "same"],
    }
    wrong = seat.post("/api/v1/applications", json={**wanted, "village": "Kaliboto Lor"})
    assert wrong.get_json()["message"] == "Pilih lembang."
    answer = seat.post("/api/v1/applications", json=wanted)
    assert answer.status_code in (200, 201), answer.get_json()
    row = Application.get()
    number = f"KK-{row.year}-{row.number:06d}"
    place = "Kampung Ujung, RT 001/RW 002, Lembang Airbening"
    assert place in read(f"/loket/berkas/{number}")
    for address in (f"/kasi/{number}", f"/register/berkas/{number}", "/register", "/kasi"):
        read(address)
    month = clock.service_day()
    book = read(f"/register/{month.year}/{month.month}/buku.csv")
    assert place in book
    assert "WITA" in read(f"/loket/berkas/{number}/receipt.pdf")
    month_of_book = register_paper.month(month.year, month.month)
    assert place in ours("register", reading.text(maker.make(month_of_book)))


def test_somebody_complains(office: Here, client: FlaskClient, read: Callable[..., str]) -> None:
    form = read("/kios/pengaduan/lama")
    assert "Di lembang mana?" in form
    assert "Airbening" in form
    said = {"isi": "Jalan berlubang.", "desa": "Batumenari", "touch": str(uuid4())}
    assert "WITA" in read("/kios/pengaduan/lama", **said)
    wrong = {"isi": "Jalan berlubang.", "desa": "Rojopolo", "touch": str(uuid4())}
    refused = client.post("/kios/pengaduan/lama", data=wrong)
    assert "Pilih lembang." in refused.get_data(as_text=True)
    assert all(" WITA" in text for text in printed(office))

    seated_as(client, *_ROLES)
    row = Complaint.get()
    number = number_of(row)
    assert "Lembang" in read("/informasi/pengaduan")
    read(f"/pengaduan-kantor/{number}")
    for address in ("/pengaduan-kantor", "/pengaduan-kantor/buku.csv", "/informasi/pengaduan/tamu"):
        read(address)
    for paper in ("lembar-kosong.pdf", f"{number}/tanda-terima.pdf"):
        read(f"/pengaduan-kantor/{paper}")
    assert db.rows("SELECT village FROM complaint") == [("Batumenari",)]
