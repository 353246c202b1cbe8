"""Taking a number without script: one press, one number, and its page by GET."""

from uuid import uuid4

import pytest

from shared.records import SlipJob, Ticket
from shared.rules import queue
from shared.rules.paper import printers, slips
from tests.office import take


def press(citizen, **fields):
    data = {"service": "KK", "touch": str(uuid4()), "priority": "", "kind": "", **fields}
    return citizen.post("/kios/nomor", data=data)


def number_page(citizen, pressed):
    return citizen.get(pressed.location).get_data(as_text=True)


def test_one_press_gives_a_number_and_its_page(citizen, sari):
    pressed = press(citizen)
    assert pressed.status_code == 303
    assert "A-001" in number_page(citizen, pressed)


def test_pressing_twice_gives_one_ticket(citizen, sari):
    touch = str(uuid4())
    first, second = press(citizen, touch=touch), press(citizen, touch=touch)
    assert first.location == second.location
    assert Ticket.select().count() == 1


def test_looking_at_the_number_again_takes_none(citizen, sari):
    pressed = press(citizen)
    for _ in range(3):
        assert citizen.get(pressed.location).status_code == 200
    assert Ticket.select().count() == 1


def test_the_kind_chosen_travels_with_the_number(citizen, sari):
    press(citizen, kind="UBAH_LAHIR")
    assert Ticket.get().kind == "UBAH_LAHIR"


def test_priority_is_taken_on_ones_own_word_and_no_reason_is_kept(citizen, sari):
    pressed = press(citizen, priority=queue.OWN_WORD)
    assert "U-001" in number_page(citizen, pressed)
    assert Ticket.get().priority == queue.OWN_WORD
    assert "PENGAKUAN" not in str(SlipJob.get().payload)


def test_the_priority_page_asks_for_no_proof(citizen, sari):
    shown = citizen.get("/kios/prioritas").get_data(as_text=True)
    assert "Tidak perlu bukti" in shown
    assert f'name="priority" value="{queue.OWN_WORD}"' in shown


@pytest.mark.parametrize(
    "fields",
    [
        {"service": "TIDAK_ADA"},
        {"service": ""},
        {"touch": "bukan-uuid"},
        {"priority": "RAJA"},
        {"kind": "KTP"},
        {"service": "K" * 5000},
    ],
)
def test_a_strange_press_takes_nothing_and_says_what_to_do(citizen, sari, fields):
    pressed = press(citizen, **fields)
    shown = number_page(citizen, pressed)
    assert "Mulai lagi" in shown
    assert Ticket.select().count() == 0


def test_an_eager_touchscreen_is_slowed_down(citizen, sari, monkeypatch):
    from dataclasses import replace

    from shared.rules.common import office

    strict = replace(office.here().settings, queue_touch_limit=2)
    monkeypatch.setattr(office, "_here", replace(office.here(), settings=strict))
    citizen.get("/kios")
    pressed = [press(citizen) for _ in range(3)]
    assert "Sebentar, ya" in number_page(citizen, pressed[-1])
    assert Ticket.select().count() == 2


def test_the_page_follows_its_slip(citizen, sari):
    pressed = press(citizen)
    assert 'data-paper="printing"' in number_page(citizen, pressed)
    job = slips.claim_next("station-1", "ticket")
    slips.store_bytes(job, b"x")
    slips.mark_sending(job)
    slips.mark_printed(job, "status")
    assert 'data-paper="printed"' in number_page(citizen, pressed)


def test_without_paper_the_page_asks_to_photograph_it(citizen, sari):
    printers.report("station-1", "ticket", [printers.PAPER_OUT])
    shown = number_page(citizen, press(citizen))
    assert 'data-paper="stuck"' in shown
    assert "Foto layar ini" in shown


def test_the_page_tells_how_many_are_ahead_and_until_when_one_may_leave(citizen, sari):
    for _ in range(6):
        take("KK")
    shown = number_page(citizen, press(citizen))
    assert "6 orang" in shown
    assert "aman ditinggal sampai" in shown


def test_the_qr_appears_only_where_phones_reach_the_office(citizen, sari, monkeypatch):
    from dataclasses import replace

    from shared.rules.common import office

    assert "Pantau dari ponsel" not in number_page(citizen, press(citizen))
    open_to_phones = replace(office.here().settings, public_url="http://192.0.2.1:8080")
    monkeypatch.setattr(office, "_here", replace(office.here(), settings=open_to_phones))
    assert "<svg" in number_page(citizen, press(citizen)).split("Pantau dari ponsel")[0]
