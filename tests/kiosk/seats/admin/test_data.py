"""The office's data in Admin: names, services, counters, hours, any file, printers, the voice."""

import html
import io
import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage

from shared.records import DataRevision
from shared.rules.admin import office_data
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.hours import opening
from tests.kiosk.seats.desks import enrol, sign_in

MONDAY = date(2026, 11, 23)
FORMS = ("kantor", "layanan", "loket")


def fields(page: str, action: str) -> dict[str, list[str]]:
    """What the form with that action would send if it were pressed at once."""
    form = page.split(f'action="{action}"')[1].split("</form>")[0]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told.get("type") != "checkbox" or " checked" in tag:
            found.setdefault(told["name"], []).append(html.unescape(told.get("value", "")))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', form):
        found[name] = [html.unescape(text)]
    for name, inner in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        found[name] = [chosen[1] if chosen else re.findall(r'<option value="([^"]*)"', inner)[0]]
    return found


def drawn(admin: FlaskClient, page: str, action: str = "") -> dict[str, list[str]]:
    """The fields of a page's form as they are filled in."""
    text = admin.get(f"/admin/{page}").get_data(as_text=True)
    return fields(text, f"/admin/{action or page}")


def send(admin: FlaskClient, path: str, form: dict[str, object]) -> tuple[int, str]:
    answer = admin.post(f"/admin/{path}", data=form, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize("page", FORMS)
def test_a_form_sent_as_it_was_drawn_changes_nothing(admin: FlaskClient, page: str) -> None:
    status, text = send(admin, page, drawn(admin, page))
    assert (status, "Tidak ada yang diubah." in text) == (422, True)
    assert not DataRevision.select().exists()


def test_another_name_is_looked_at_before_it_holds(admin: FlaskClient) -> None:
    form = drawn(admin, "kantor") | {"name": ["Kecamatan Baru"], "reason": ["SK Camat 12"]}
    status, page = send(admin, "kantor", form)
    assert status == 409
    assert "Periksa dahulu: 1 hal akan berubah mulai Senin, 23 November 2026." in page
    assert "<ins>Kecamatan Baru</ins>" in page
    assert not DataRevision.select().exists()
    status, page = send(admin, "kantor", form | {"sure": ["sure"]})
    assert (status, "Sudah disimpan." in page) == (200, True)
    assert here().standard.office.name == "Kecamatan Baru"
    assert "<strong>Kecamatan Baru</strong>" in page  # the frame of every page
    assert office_data.history("office.toml")[0].reason == "SK Camat 12"


def test_what_does_not_fit_is_said_beside_its_field_and_stays_typed(admin: FlaskClient) -> None:
    form = drawn(admin, "kantor") | {"region_code": ["35.08.17"], "slip_lines": ["x" * 60]}
    status, page = send(admin, "kantor", form)
    assert status == 422
    assert "Belum disimpan: 2 hal harus dibetulkan." in page
    beside = page.split('name="region_code"')[1][:300]
    assert 'value="35.08.17"' in beside
    assert "harus enam angka tanpa titik" in beside
    assert "isinya terlalu banyak" in page.split('name="slip_lines"')[1][:900]


def test_a_service_is_renamed_from_a_day_on(admin: FlaskClient) -> None:
    form = drawn(admin, "layanan")
    form |= {"0-title": ["KK dan perubahannya"], "from": ["24-11-2026"], "sure": ["sure"]}
    assert send(admin, "layanan", form)[0] == 200
    found = here().standard
    code = found.services_on(MONDAY)[0].code
    titles = [one.title for one in found.services if one.code == code]
    assert titles[-1] == "KK dan perubahannya"
    assert found.services_on(MONDAY)[0].title == titles[0] != titles[-1]


def test_two_services_with_one_letter_are_refused_beside_the_letter(admin: FlaskClient) -> None:
    form = drawn(admin, "layanan")
    first = form["0-letter"]
    status, page = send(admin, "layanan", form | {"1-letter": first, "sure": ["sure"]})
    assert status == 422
    assert f"huruf &#39;{first[0]}&#39; sudah dipakai" in page.split('name="1-letter"')[1][:400]


@pytest.mark.parametrize("typed", ["9" * 5000, "banyak"])
def test_a_number_that_is_none_is_refused_beside_its_field(admin: FlaskClient, typed: str) -> None:
    form = drawn(admin, "layanan") | {"0-daily_quota": [typed], "sure": ["sure"]}
    status, page = send(admin, "layanan", form)
    assert status == 422
    assert typed in page
    assert not DataRevision.select().exists()


def test_a_counter_is_added_and_another_closed(admin: FlaskClient) -> None:
    form = drawn(admin, "loket")
    new = max(int(name.partition("-")[0]) for name in form if name.endswith("-name"))
    form |= {
        f"{new}-name": ["Loket Khusus"],
        f"{new}-name_en": ["Special counter"],
        f"{new}-spoken": ["loket khusus"],
        f"{new}-services": form["0-services"],
        "1-stop": ["1"],
        "sure": ["sure"],
    }
    before = {one.id for one in here().standard.counters_on(MONDAY)}
    assert send(admin, "loket", form)[0] == 200
    after = {one.name: one.id for one in here().standard.counters_on(MONDAY)}
    assert after["Loket Khusus"] == max(before) + 1
    assert len(after) == len(before)


@pytest.mark.parametrize("value", ["", "lama", "20-8", "0-0", "9" * 300, "\x00"])
def test_odd_minutes_are_refused_in_words(admin: FlaskClient, value: str) -> None:
    form = drawn(admin, "layanan") | {"0-expected_minutes": [value], "sure": ["sure"]}
    status, page = send(admin, "layanan", form)
    assert status == 422
    assert 'class="wrong"' in page or 'class="problems"' in page


def test_the_ordinary_week_is_changed_and_special_stretches_stay(admin: FlaskClient) -> None:
    form = drawn(admin, "jam", "jam/biasa")
    assert form["buka0"] == ["08.00"]
    form |= {"buka0": ["07.30"], "from": ["30-11-2026"]}
    status, page = send(admin, "jam/biasa", form)
    assert status == 409
    assert "<ins>07.30–" in page
    assert send(admin, "jam/biasa", form | {"sure": ["sure"]})[0] == 200
    week = opening.hours()
    assert str(week.on(date(2026, 11, 30)).open) == "07:30:00"  # type: ignore[union-attr]
    assert str(week.on(MONDAY).open) == "08:00:00"  # type: ignore[union-attr]
    ramadan = week.period_on(date(2027, 2, 15))
    assert ramadan is not None
    assert "Ramadan" in ramadan.title


def test_any_file_is_changed_as_text_and_judged_like_the_set_up(admin: FlaskClient) -> None:
    text = office_data.of("queue.toml").text
    wrong = text.replace('priority_letter = "U"', 'priority_letter = "O"')
    status, page = send(admin, "data/queue.toml", {"text": wrong, "seen": "0"})
    assert status == 422
    assert "mudah tertukar" in page
    right = text.replace("max_calls = 3", "max_calls = 4")
    status, page = send(admin, "data/queue.toml", {"text": right, "seen": "0"})
    assert status == 409
    assert "<ins>4</ins>" in page
    form = {"text": right, "seen": "0", "sure": "sure"}
    assert send(admin, "data/queue.toml", form)[0] == 200
    assert here().standard.queue_rule(MONDAY).max_calls == 4
    assert office_data.of("queue.toml").text.startswith("# Aturan memanggil")  # comments stay


def test_a_second_admin_is_told_that_somebody_was_quicker(admin: FlaskClient) -> None:
    form = drawn(admin, "kantor") | {"sure": ["sure"]}
    assert send(admin, "kantor", form | {"name": ["Satu"]})[0] == 200
    status, page = send(admin, "kantor", form | {"name": ["Dua"]})
    assert status == 409
    assert "diubah orang lain" in page
    assert here().standard.office.name == "Satu"


def test_a_change_that_waits_is_told_and_can_be_withdrawn(admin: FlaskClient) -> None:
    form = drawn(admin, "kantor")
    form |= {"name": ["Kelak"], "from": ["01-12-2026"], "sure": ["sure"]}
    status, page = send(admin, "kantor", form)
    assert status == 200
    assert "mulai berlaku" in page
    row = re.search(r'name="row" value="(\d+)"', page)
    assert row
    status, page = send(admin, "data/office.toml/tarik", {"row": row[1]})
    assert (status, "(ditarik)" in page) == (200, True)


def test_what_a_new_version_ships_is_shown_and_chosen_by_a_person(
    admin: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = office_data.of("queue.toml")
    own = file.text.replace("max_calls = 3", "max_calls = 4")
    office_data.keep("queue.toml", own, "", seen=0)
    newer = file.text.replace("max_calls = 3", "max_calls = 5")
    monkeypatch.setattr(office_data, "_shipped", lambda _name: newer)
    assert "Versi baru membawa isi lain" in admin.get("/admin/data").get_data(as_text=True)
    page = admin.get("/admin/data/queue.toml").get_data(as_text=True)
    assert "<del>4</del>" in page
    assert "<ins>5</ins>" in page
    assert here().standard.queue_rule(MONDAY).max_calls == 4
    seen = office_data.of("queue.toml").seen
    form = {"which": "shipped", "seen": seen}
    assert send(admin, "data/queue.toml/pakai", form)[0] == 200
    assert here().standard.queue_rule(MONDAY).max_calls == 5


def test_a_file_that_nobody_knows_is_no_page(admin: FlaskClient) -> None:
    assert admin.get("/admin/data/rahasia.toml").status_code == 404
    assert admin.post("/admin/data/..%2Foffice.toml", data={}).status_code == 404
    assert admin.post("/admin/data/rahasia.toml", data={"text": "x"}).status_code == 404


def test_printers_that_were_found_are_offered_and_chosen(admin: FlaskClient, app: Flask) -> None:
    found = [{"key": "ticket", "address": "usb:0416:5011", "name": "POS-80"}]
    app.extensions["antrean.find-printers"] = lambda: found
    page = admin.get("/admin/pencetak?cari=1").get_data(as_text=True)
    assert "POS-80 (usb:0416:5011)" in page
    form = {"ticket": "usb:0416:5011", "sheet": "none", "width": "58"}
    assert send(admin, "pencetak/pilih", form)[0] == 200
    now = here().settings
    assert (now.printers_ticket, now.printers_sheet, now.printers_width) == (
        "usb:0416:5011",
        "none",
        58,
    )
    assert send(admin, "pencetak/jawab", {"saw": "narrow"})[0] == 200
    assert (here().settings.printers_width, here().settings.printers_ticket) == (
        80,
        "usb:0416:5011",
    )


@pytest.mark.parametrize(
    "form",
    [
        {"ticket": "usb:xyz", "sheet": "none", "width": "80"},
        {"ticket": "none", "sheet": "cups:", "width": "80"},
        {"ticket": "none", "sheet": "none", "width": "70"},
        {"ticket": "", "sheet": "", "width": ""},
    ],
)
def test_an_address_that_would_stop_the_print_station_is_not_kept(
    admin: FlaskClient, form: dict[str, object]
) -> None:
    assert send(admin, "pencetak/pilih", form)[0] == 422
    assert not DataRevision.select().exists()


def test_the_voice_is_chosen_and_heard(admin: FlaskClient, app: Flask, tmp_path: Path) -> None:
    assert send(admin, "suara", {"voice": "espeak"})[0] == 200
    assert here().settings.voice == "espeak"
    assert send(admin, "suara", {"voice": "gong"})[0] == 422
    app.extensions["antrean.speak"] = lambda _text: None
    assert admin.get("/admin/suara/contoh.wav").status_code == 404
    sound = tmp_path / "contoh.wav"
    sound.write_bytes(b"RIFF")
    app.extensions["antrean.speak"] = lambda _text: sound
    with admin.get("/admin/suara/contoh.wav") as heard:
        assert heard.data == b"RIFF"


def test_only_the_admin_comes_here(admin: FlaskClient, app: Flask) -> None:
    enrol("sari", staff.COUNTER)
    other = app.test_client()
    sign_in(other, "sari")
    pages = (*FORMS, "data", "data/office.toml", "suara", "kurang")
    assert {other.get(f"/admin/{page}").status_code for page in pages} == {403}


def test_the_emblem_is_hung_up_and_shown_on_the_board(admin: FlaskClient) -> None:
    form = {"picture": FileStorage(io.BytesIO(b"GIF89a"), filename="lambang.gif")}
    assert admin.post("/admin/kantor/lambang", data=form).status_code == 422
    assert admin.post("/admin/kantor/lambang", data={}).status_code == 422
    picture = b"\x89PNG\r\n\x1a\n" + bytes(64)
    form = {"picture": FileStorage(io.BytesIO(picture), filename="lambang.png")}
    assert admin.post("/admin/kantor/lambang", data=form).status_code == 302
    with admin.get("/papan/lambang") as shown:
        assert shown.data == picture
    assert Path(here().settings.logo).parent.parent == here().settings.data
