"""The admin's pages: people, devices, special days, printers."""

import html
import json
import re
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shared import clock, config
from shared.config import Settings
from shared.records import JournalLine
from shared.rules import queue
from shared.rules.admin import calendar, devices
from shared.rules.common import staff, stand_ins
from shared.rules.common.devices import with_cookie
from shared.rules.complaints import sight
from shared.rules.hours import opening, periods, special_days
from shared.rules.paper import printers, sheets, slips
from shared.rules.queue import story
from tests import kk
from tests.kiosk.seats.desks import enrol, press, sign_in
from tests.office import PASSWORD, take

PAGES = ("orang", "perangkat", "hari", "jam", "pencetak", "sertifikat", "cadangan")
POSTS = (
    "orang",
    "orang/peran",
    "orang/aktif",
    "orang/sandi",
    "orang/coba",
    "orang/nama",
    "orang/pengganti",
    "orang/pengganti/akhiri",
    "perangkat",
    "perangkat/cabut",
    "perangkat/pasang",
    "perangkat/periksa",
    "hari",
    "hari/hapus",
    "hari/isi",
    "jam",
    "jam/hapus",
    "pencetak/uji",
    "sertifikat",
    "sertifikat/hapus",
    "pencetak/lembar",
    "cadangan",
    "cadangan/kunci",
)


def send(client: FlaskClient, path: str, **form: object) -> tuple[int, str]:
    answer = client.post(f"/admin/{path}", data=form, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def secret(page: str) -> str:
    found = re.search(r"<code>([^<]+)</code>", page)
    assert found is not None
    return found[1]


def test_a_new_person_signs_in_with_the_password_shown_once(admin: FlaskClient) -> None:
    status, page = send(admin, "orang", name="Dewi Lestari", username="Dewi", roles=[staff.COUNTER])
    assert status == 200
    password = secret(page)
    assert staff.sign_in("dewi", password, "test").roles == (staff.COUNTER,)
    assert password not in admin.get("/admin/orang").get_data(as_text=True)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"username": "de wi"}, "Nama masuk: huruf kecil dan angka saja, tanpa spasi."),
        ({"name": " "}, "Tulis nama lengkap, paling banyak 80 huruf."),
        ({"roles": ["raja"]}, "Pilih peran yang ada."),
        ({"roles": []}, "Pilih peran yang ada."),
        ({"username": "kepala"}, "Nama masuk ini sudah dipakai."),
    ],
)
def test_a_person_who_does_not_fit_is_refused_and_what_was_typed_stays(
    admin: FlaskClient, form: dict, sentence: str
) -> None:
    typed = {"name": "Dewi Lestari", "username": "dewi", "roles": [staff.COUNTER]} | form
    status, page = send(admin, "orang", **typed)
    assert status in (409, 422)
    assert sentence in page
    assert f'value="{typed["name"]}"' in page
    assert [one.username for one in staff.everybody()] == ["kepala"]


def test_new_roles_count_at_the_next_press(admin: FlaskClient) -> None:
    enrol("dewi", staff.COUNTER)
    assert send(admin, "orang/peran", username="dewi", roles=[staff.CAMAT])[0] == 200
    sign_in(admin, "dewi")
    assert press(admin, "open")[0] == 403


@pytest.mark.clause("11.5")
def test_a_head_of_section_belongs_to_a_section(admin: FlaskClient) -> None:
    kesra = {"username": "tuti", "roles": [staff.ANY_SECTION_HEAD], "unit": "KESRA"}
    status, page = send(admin, "orang", name="Tuti Contoh", **kesra)
    assert status == 200
    assert "Seksi Kesejahteraan Sosial" in page
    (tuti,) = [one for one in staff.everybody() if one.username == "tuti"]
    assert tuti.unit == "KESRA"
    assert send(admin, "orang/peran", **{**kesra, "unit": "LAUT"})[0] == 422
    assert send(admin, "orang/peran", **{**kesra, "unit": "TRANTIB"})[0] == 200
    assert sight.reader(tuti.id).sections_led == {"TRANTIB"}
    assert send(admin, "orang/peran", username="tuti", roles=[staff.COUNTER], unit="")[0] == 200
    assert sight.reader(tuti.id).sections_led == frozenset()


def test_who_may_no_longer_sign_in_is_out_at_once(admin: FlaskClient) -> None:
    enrol("dewi", staff.COUNTER)
    other = admin.application.test_client()
    sign_in(other, "dewi")
    send(admin, "orang/aktif", username="dewi", active="0")
    assert press(other, "open")[0] == 401
    send(admin, "orang/aktif", username="dewi", active="1")
    sign_in(other, "dewi")


@pytest.mark.parametrize(
    ("path", "form"), [("orang/aktif", {"active": "0"}), ("orang/peran", {"roles": [staff.CAMAT]})]
)
def test_whoever_serves_somebody_is_sent_home_knowingly_and_gives_the_counter_back(
    admin: FlaskClient, path: str, form: dict
) -> None:
    dewi = enrol("dewi", staff.COUNTER).acting(staff.COUNTER)
    queue.sit(1, dewi)
    take(), take()
    queue.call_next(1, dewi)
    queue.serve(1, dewi)
    status, page = send(admin, path, username="dewi", **form)
    assert status == 409
    assert "Dewi Percobaan sedang di Loket 1, dengan A-001." in page
    assert (queue.seat(1).state, queue.by_number("A-001").state) == ("open", "serving")
    queue.finish(1, dewi)
    queue.call_next(1, dewi)
    status, page = send(admin, path, username="dewi", sure="Loket 1, dengan A-001", **form)
    assert (status, "dengan A-002" in page) == (409, True)
    assert send(admin, path, username="dewi", sure="Loket 1, dengan A-002", **form)[0] == 200
    assert (queue.seat(1).state, queue.seat(1).ticket_id) == ("closed", None)
    given_back = queue.by_number("A-002")
    assert (given_back.state, given_back.counter) == ("waiting", None)
    assert "Kembali ke antrean di tempatnya, petugas Loket 1 berhenti." in [
        line.text for line in story.of("A-002")
    ]
    rini = enrol("rini", staff.COUNTER).acting(staff.COUNTER)
    queue.sit(1, rini)
    assert queue.call_next(1, rini).number == "A-002"


def test_the_question_holds_what_was_asked_for(admin: FlaskClient) -> None:
    queue.sit(1, enrol("dewi", staff.COUNTER).acting(staff.COUNTER))
    page = send(admin, "orang/peran", username="dewi", roles=[staff.CAMAT, staff.ADMIN])[1]
    asked = page[page.index("Ya, teruskan") - 1500 : page.index("Ya, teruskan")]
    assert re.findall(r'name="(\w+)" value="([^"]+)"', asked)[-4:] == [
        ("username", "dewi"),
        ("roles", staff.CAMAT),
        ("roles", staff.ADMIN),
        ("sure", "Loket 1"),
    ]


def test_a_substitute_is_named_and_ended_and_never_gets_the_role_for_good(
    admin: FlaskClient,
) -> None:
    enrol("bambang", staff.SECTION_HEAD)
    wulan = enrol("wulan", staff.OPERATOR)
    other = admin.application.test_client()
    sign_in(other, "wulan")
    assert other.get("/kasi").status_code == 403
    named = {"substitute": "wulan", "role": staff.SECTION_HEAD, "instead_of": "bambang"}
    status, page = send(admin, "orang/pengganti", **named, first="2026-11-23", last="kapan")
    assert (status, 'value="wulan" selected' in page) == (422, True)
    status, page = send(admin, "orang/pengganti", **named, first="2026-11-23", last="2026-11-25")
    assert (status, "Plh. Kasi Pelayanan Umum, menggantikan Bambang Percobaan" in page) == (
        200,
        True,
    )
    assert other.get("/kasi").status_code == 200
    roles = re.findall(r'name="roles" value="(\w+)" checked', page)
    assert roles == [staff.SECTION_HEAD, staff.ADMIN, staff.OPERATOR]
    row = stand_ins.everything()[0].id
    assert send(admin, "orang/pengganti/akhiri", row=row)[0] == 409
    assert send(admin, "orang/pengganti/akhiri", row=row, sure="sure")[0] == 200
    assert other.get("/kasi").status_code == 403
    assert staff.row_of(wulan.username).roles == [staff.OPERATOR]


def test_a_misspelt_name_is_corrected_and_told(admin: FlaskClient) -> None:
    enrol("dewi", staff.COUNTER)
    status, page = send(admin, "orang/nama", username="dewi", name="  Dewi   Lestari ")
    assert (status, "Dewi Lestari" in page) == (200, True)
    last = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert (last.what, last.subject, last.who) == ("staff.renamed", "dewi", "kepala")
    assert json.loads(last.detail) == {"before": "Dewi Percobaan", "after": "Dewi Lestari"}
    assert send(admin, "orang/nama", username="dewi", name=" ")[0] == 422
    assert send(admin, "orang/nama", username="siapa", name="Siapa")[0] == 404


def test_whoever_gets_a_password_from_the_admin_changes_it_first(admin: FlaskClient) -> None:
    new = {"name": "Dewi Lestari", "username": "dewi", "roles": [staff.COUNTER]}
    for path, form in (("orang", new), ("orang/sandi", {"username": "dewi"})):
        given, other = secret(send(admin, path, **form)[1]), admin.application.test_client()
        entered = other.post("/masuk", data={"username": "dewi", "password": given})
        assert entered.location == "/akun"


def test_whoever_was_missed_too_often_may_try_again_once_the_admin_says_so(
    admin: FlaskClient,
) -> None:
    enrol("dewi", staff.COUNTER)
    assert "Boleh mencoba lagi" not in admin.get("/admin/orang").get_data(as_text=True)
    far = {"REMOTE_ADDR": "10.0.0.9"}
    typed = {"username": "dewi", "password": "salah-salah"}
    other = admin.application.test_client()
    for _ in range(5):
        assert other.post("/masuk", data=typed, environ_base=far).status_code == 401
    right = {"username": "dewi", "password": PASSWORD}
    refused = other.post("/masuk", data=right, environ_base=far)
    assert (refused.status_code, "Tunggu 5 menit" in refused.get_data(as_text=True)) == (429, True)
    page = admin.get("/admin/orang").get_data(as_text=True)
    assert "5 kali salah sandi atau PIN" in page
    assert send(admin, "orang/coba", username="dewi")[0] == 200
    assert "Boleh mencoba lagi" not in admin.get("/admin/orang").get_data(as_text=True)
    assert other.post("/masuk", data=right, environ_base=far).location == "/loket"
    assert send(admin, "orang/coba", username="siapa")[0] == 404


def test_a_new_password_replaces_the_old_one(admin: FlaskClient) -> None:
    enrol("dewi", staff.COUNTER)
    _status, page = send(admin, "orang/sandi", username="dewi")
    assert staff.sign_in("dewi", secret(page), "test").username == "dewi"
    with pytest.raises(staff.SignInNeeded):
        staff.sign_in("dewi", PASSWORD, "test")


@pytest.mark.parametrize(
    ("path", "form"),
    [("orang/peran", {"roles": [staff.CAMAT]}), ("orang/aktif", {"active": "0"})],
)
def test_the_office_always_keeps_an_admin(admin: FlaskClient, path: str, form: dict) -> None:
    status, page = send(admin, path, username="kepala", **form)
    assert (status, "Harus tetap ada satu admin" in page) == (409, True)
    assert admin.get("/admin/orang").status_code == 200


def test_a_device_gets_its_token_once_and_loses_it_when_revoked(admin: FlaskClient) -> None:
    _status, page = send(admin, "perangkat", name="Kotak tombol 1", counter="1")
    token = secret(page)
    assert press(admin.application.test_client(), "next", token=token)[0] == 409
    status, page = send(admin, "perangkat/cabut", name="Kotak tombol 1")
    assert (status, "Cabut Kotak tombol 1?" in page) == (409, True)
    assert press(admin.application.test_client(), "next", token=token)[0] == 409
    send(admin, "perangkat/cabut", name="Kotak tombol 1", sure="sure")
    assert press(admin.application.test_client(), "next", token=token)[0] == 401


@pytest.mark.parametrize("form", [{"name": " "}, {"name": "x" * 41}, {"counter": "99"}])
def test_a_device_that_does_not_fit_is_refused(admin: FlaskClient, form: dict) -> None:
    assert send(admin, "perangkat", **({"name": "Kotak", "counter": "1"} | form))[0] == 422
    assert devices.everything() == []


def test_a_screen_is_paired_by_the_code_that_it_shows(admin: FlaskClient) -> None:
    code = devices.ask("k" * 32, "192.168.1.20")
    status, page = send(admin, "perangkat/pasang", name="Layar depan", code="12")
    assert (status, "Kode ini tidak ada" in page) == (409, True)
    assert 'value="Layar depan"' in page
    status, page = send(
        admin, "perangkat/pasang", name="Layar depan", code=f"{code[:3]} {code[3:]}"
    )
    assert status == 200
    assert "Layar depan sudah dipasangkan" in page
    assert "192.168.1.20" in page
    assert [one.created_by for one in devices.everything()] == ["kepala"]


def test_a_copied_cookie_is_told_with_what_to_do_until_somebody_looked(admin: FlaskClient) -> None:
    devices.accept(devices.ask("k" * 32, "192.168.1.20"), "Layar depan")
    assert "dipakai di dua tempat" not in admin.get("/admin/perangkat").get_data(as_text=True)
    for place in ("192.168.1.20 aaaaaaaa", "192.168.1.66 bbbbbbbb", "192.168.1.20 aaaaaaaa"):
        with_cookie("k" * 32, place)
    page = admin.get("/admin/perangkat").get_data(as_text=True)
    assert "Kuki Layar depan dipakai di dua tempat" in page
    assert "bergantian dari 192.168.1.20 dan 192.168.1.66" in page
    assert "Cabut, lalu pasangkan lagi layar yang benar" in page
    _status, page = send(admin, "perangkat/periksa", name="Layar depan")
    assert "dipakai di dua tempat" not in page


def test_a_program_that_only_takes_numbers_calls_at_no_counter(admin: FlaskClient) -> None:
    _status, page = send(admin, "perangkat", name="Papan kota", counter="")
    assert press(admin.application.test_client(), "next", token=secret(page))[0] == 401
    assert [one.counter for one in devices.everything()] == [None]


def test_a_day_closes_the_office_until_it_is_removed(admin: FlaskClient) -> None:
    day = clock.service_day().isoformat()
    send(admin, "hari", day=day, kind="TUTUP_KANTOR", name="Rapat", tahun="2026")
    assert opening.at(clock.now()).open is False
    send(admin, "hari/hapus", day=day, tahun="2026", sure="sure")
    assert opening.at(clock.now()).open is True


def test_removing_a_holiday_asks_and_is_undone_as_it_was(admin: FlaskClient) -> None:
    calendar.fill_year(2026)
    christmas = clock.service_day().replace(month=12, day=25)
    was, gone = special_days.on(christmas), {"day": christmas.isoformat(), "tahun": "2026"}
    assert was is not None
    status, page = send(admin, "hari/hapus", **gone)
    assert (status, f"Hapus {was.name}, Jumat, 25 Desember 2026?" in page) == (409, True)
    assert special_days.on(christmas) == was
    status, page = send(admin, "hari/hapus", **gone, sure="sure")
    assert (status, "Urungkan" in page) == (200, True)
    assert special_days.on(christmas) is None
    block = page[page.index('class="row sure"') : page.index("Urungkan")]
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html.unescape(block)))
    form.pop("csrf_token", None)
    assert send(admin, "hari", **form)[0] == 200
    assert special_days.on(christmas) == was
    assert send(admin, "hari", **{**form, "source": "langit"}, sure="sure")[0] == 422


def test_a_day_that_is_known_is_not_replaced_unasked(admin: FlaskClient) -> None:
    calendar.fill_year(2026)
    form = {"day": "2026-12-25", "kind": "HARI_KERJA_KHUSUS", "name": "Lembur", "tahun": "2026"}
    status, page = send(admin, "hari", **form)
    assert (status, "sudah dicatat" in page) == (409, True)
    assert special_days.on(date(2026, 12, 25)).works is False
    assert send(admin, "hari", **form, sure="sure")[0] == 200
    assert special_days.on(date(2026, 12, 25)).works is True


@pytest.mark.parametrize(
    "form",
    [{"day": "besok"}, {"day": "0001-01-01"}, {"kind": "X"}, {"name": ""}, {"name": "x" * 81}],
)
def test_a_day_that_does_not_fit_is_refused(admin: FlaskClient, form: dict) -> None:
    typed = {"day": "2026-12-01", "kind": "DAERAH", "name": "Hari jadi", "tahun": "2026"} | form
    status, page = send(admin, "hari", **typed)
    assert (status, 'role="alert"' in page) == (422, True)
    assert special_days.days(2026) == []


def test_the_holidays_of_a_year_are_filled_in_and_shown(admin: FlaskClient) -> None:
    status, page = send(admin, "hari/isi", tahun="2027")
    assert status == 200
    assert "Hari Kemerdekaan" in page
    assert len(special_days.days(2027)) > 10


@pytest.mark.parametrize("year", ["0", "99999", "x", "-5", ""])
def test_a_year_that_is_none_shows_this_one(admin: FlaskClient, year: str) -> None:
    assert ">2026<" in admin.get(f"/admin/hari?tahun={year}").get_data(as_text=True)


def test_a_test_slip_is_asked_for(admin: FlaskClient) -> None:
    assert send(admin, "pencetak/uji")[0] == 200
    job = slips.claim_next("station-1", slips.TICKET_PRINTER)
    assert job is not None
    assert job.kind == "test"


def test_a_test_slip_is_said_to_wait_while_its_printer_is_dead(admin: FlaskClient) -> None:
    printers.heartbeat("station-1")
    printers.report("station-1", slips.TICKET_PRINTER, ["unreachable"])
    page = send(admin, "pencetak/uji")[1]
    assert "Sudah disimpan" not in page
    assert "Pencetak karcis: menunggu pencetak. Pencetak tidak tersambung." in page
    assert "Lihat lagi" in page


class TestTwoSheetPrinters:
    """An office with two A4 printers behind CUPS."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return config.load(
            {},
            data=tmp_path / "data",
            practice=True,
            voice="off",
            printers_sheet="cups:KK,cups:KASI",
        )

    def test_each_has_its_address_its_device_and_a_test_page(self, admin: FlaskClient) -> None:
        printers.heartbeat("station-1")
        printers.report("station-1", "sheet", [], "printer", "ipp://192.0.2.9/ipp/print")
        printers.report("station-1", "sheet-2", ["tray-empty"])
        page = admin.get("/admin/pencetak").get_data(as_text=True)
        for words in ("cups:KK<", "ipp://192.0.2.9/ipp/print", "cups:KASI", "Pencetak A4 ke-2"):
            assert words in page
        touch = kk.touch()
        status, page = send(admin, "pencetak/lembar", printer="sheet-2", touch=touch)
        assert status == 200
        assert "Pencetak A4 ke-2: menunggu pencetak. Kertas A4 habis." in page
        (job,) = sheets.queue()
        assert (job.printer, job.pages) == ("sheet-2", 1)
        assert b"%PDF" in sheets.content(job)
        send(admin, "pencetak/lembar", printer="sheet-2", touch=touch)
        assert len(sheets.queue()) == 1
        assert send(admin, "pencetak/lembar", printer="sheet-3", touch=touch)[0] == 422


@pytest.mark.parametrize("role", [staff.COUNTER, staff.CAMAT, staff.SECRETARY])
def test_only_the_admin_manages(client: FlaskClient, role: str) -> None:
    enrol("dewi", role)
    sign_in(client, "dewi")
    assert {client.get(f"/admin/{page}").status_code for page in PAGES} == {403}
    assert {client.post(f"/admin/{path}").status_code for path in POSTS} == {403}


def test_empty_forms_change_nothing_and_never_break(admin: FlaskClient) -> None:
    before = list(staff.everybody())
    for path in POSTS:
        assert admin.post(f"/admin/{path}").status_code < 500, path
    assert staff.everybody() == before


def test_other_hours_for_a_stretch_of_days(admin: FlaskClient) -> None:
    typed = {
        "title": "Ramadan",
        "first": "24112026",
        "last": "30-11-2026",
        "buka0": "0800",
        "tutup0": "12:00",
        "akhir0": "11:30",
    }
    page = admin.get("/admin/jam").get_data(as_text=True)
    assert 'id="tutup4" name="tutup4" value="14.00"' in page
    status, page = send(admin, "jam", **{**typed, "akhir0": ""})
    assert (status, "Lengkapi tiga jam hari Senin." in page) == (422, True)
    assert 'value="Ramadan"' in page
    status, page = send(admin, "jam", **{**typed, "last": "30112062"})
    assert (status, "Kamis, 30 November 2062 tidak di antara" in page) == (422, True)
    assert 'value="30112062"' in page
    status, page = send(admin, "jam", **typed)
    assert (status, "Senin 08.00–12.00" in page) == (200, True)
    row = periods.periods()[0]
    status, page = send(admin, "jam/hapus", id=row.id)
    assert (status, "Hapus jam pelayanan Ramadan?" in page) == (409, True)
    status, page = send(admin, "jam/hapus", id=row.id, sure="sure")
    assert (status, "Senin 08.00–12.00" in page) == (200, False)
    assert send(admin, "jam/hapus", id=row.id)[0] == 404


def test_a_change_of_days_tells_how_many_due_times_moved(admin: FlaskClient) -> None:
    page = admin.get("/admin/hari?selesai=1&berkas=3").get_data(as_text=True)
    assert "Sudah disimpan. Batas waktu 3 berkas ikut berubah." in page
