"""The story of a ticket."""

import pytest

from shared.errors import NotFound
from shared.rules import queue
from shared.rules.common.actor import Actor
from shared.rules.paper import slips
from shared.rules.queue import slip, story
from tests.office import Later, take


def told(number: str) -> list[str]:
    return [line.text for line in story.of(number)]


def test_the_story_tells_everything_in_order(sari: Actor, tono: Actor, later: Later) -> None:
    take("KK")
    later(minutes=1)
    queue.call_next(1, sari)
    later(minutes=1)
    queue.recall(1, sari)
    later(minutes=1)
    queue.serve(1, sari)
    later(minutes=1)
    queue.transfer(1, sari, service="INFO")
    later(minutes=1)
    queue.call_next(2, tono)
    later(minutes=1)
    queue.skip(2, tono)
    later(minutes=1)
    queue.bring_back("A-001", tono)
    later(minutes=1)
    queue.cancel("A-001", "Salah ambil nomor.", tono)
    assert told("a1") == [
        "Nomor diambil di layar sentuh.",
        "Dipanggil ke Loket 1.",
        "Dipanggil ke Loket 1 lagi, panggilan ke-2.",
        "Mulai dilayani di Loket 1.",
        "Dialihkan dari Loket 1 ke layanan Informasi dan pengaduan.",
        "Dipanggil ke Meja Informasi.",
        "Tidak datang ke Meja Informasi, nomor terlewat.",
        "Sudah kembali, masuk antrean lagi.",
        "Dibatalkan: Salah ambil nomor.",
    ]


def test_a_press_taken_back_stays_in_the_story_as_undone(sari: Actor) -> None:
    take()
    queue.call_next(1, sari)
    queue.undo(1, sari)
    assert [line.undone for line in story.of("A-001")] == [False, True]


def test_the_story_names_the_officer_and_never_the_citizen(sari: Actor) -> None:
    take()
    queue.call_next(1, sari)
    assert [line.who for line in story.of("A-001")] == ["", "Sari Percobaan"]


def test_the_story_tells_of_the_paper_too(sari: Actor, later: Later) -> None:
    ticket = take()
    job = slips.claim_next("station-1", slips.TICKET_PRINTER)
    assert job is not None
    later(seconds=1)
    slips.store_bytes(job, b"x")
    slips.mark_sending(job)
    slips.mark_uncertain(job, "putus")
    later(seconds=1)
    slip.reprint(ticket.id, sari)
    assert told("A-001") == [
        "Nomor diambil di layar sentuh.",
        "Karcis belum pasti keluar, perlu dilihat.",
        "Karcis diminta dicetak ulang.",
    ]


def test_a_number_that_nobody_took_has_no_story(sari: Actor) -> None:
    with pytest.raises(NotFound):
        story.of("A-099")


def test_of_several_numbers_each_has_its_own_story_and_paper(
    sari: Actor, tono: Actor, later: Later
) -> None:
    first, other = take(channel="desk"), take("INFO", channel="api")
    for n, end in enumerate((slips.mark_printed, slips.mark_failed)):
        later(minutes=1)
        job = slips.claim_next("station-1", slips.TICKET_PRINTER)
        assert job is not None
        slips.store_bytes(job, b"x")
        slips.mark_sending(job)
        end(job, f"x{n}")
    steps = (
        lambda: queue.call_next(2, tono),
        lambda: queue.finish(2, tono),
        lambda: queue.call_next(1, sari),
        lambda: queue.hold(1, sari),
        lambda: queue.bring_back(first.number, tono),
        lambda: queue.call_next(1, sari),
        lambda: queue.papers(1, sari),
    )
    for step in steps:
        later(minutes=1)
        step()
    assert [(line.time, line.text, line.who) for line in story.of(first.number)] == [
        ("09.00", "Nomor diambilkan petugas.", ""),
        ("09.01", "Karcis tercetak.", ""),
        ("09.05", "Dipanggil ke Loket 1.", "Sari Percobaan"),
        ("09.06", "Ditunda di Loket 1, tempatnya disimpan.", "Sari Percobaan"),
        ("09.07", "Sudah kembali, masuk antrean lagi.", "Tono Contoh"),
        ("09.08", "Dipanggil ke Loket 1.", "Sari Percobaan"),
        ("09.09", "Melengkapi berkas, tempatnya disimpan.", "Sari Percobaan"),
    ]
    assert told(other.number) == [
        "Nomor diambil lewat program.",
        "Karcis tidak dapat dicetak.",
        "Dipanggil ke Meja Informasi.",
        "Selesai dilayani di Meja Informasi.",
    ]
    slip.reprint(other.id, tono)
    assert told(other.number)[-1] == "Karcis diminta dicetak ulang."
    assert not any(line.undone for line in story.of(other.number))
