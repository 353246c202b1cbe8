"""The child that draws: started when needed, and whatever happens to it is one clear sentence."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from shared.documents import maker
from shared.errors import Unavailable

SENTENCE = "belum berhasil dibuat. Coba lagi"
SAID: dict[str, Any] = {
    "office": "Kecamatan Contoh",
    "letterhead": ["KABUPATEN CONTOH", "KECAMATAN CONTOH"],
    "logo": "",
    "place": "Contoh",
    "practice": False,
    "made_at": "2026-11-23T09:00:00+07:00",
    "printed": "Senin, 23 November 2026 pukul 09.00 WIB",
    "free": "GRATIS",
    "complaint": "Meja Informasi",
    "number": "KK-2026-000001",
    "applicant": "Wati",
    "submitter": "",
    "submitted_by": "",
    "kinds": ["KK rusak"],
    "elements": [],
    "received": "Senin",
    "papers": [],
    "due": None,
    "promise": "1 (satu) hari kerja",
    "code": "",
    "officer": "Sari",
    "status_url": "",
}
# A child that reads the request and then does what the test wants.
CHILD = """
import os, sys, time, signal
from shared.documents import frames
asks, answers = sys.stdin.buffer, sys.stdout.buffer
while True:
    frames.read(asks)
    {what}
"""


@pytest.fixture(autouse=True)
def _no_child_before_or_after() -> Iterator[None]:
    maker.close()
    yield
    maker.close()


def child(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Put such a child in the place of the real one."""
    monkeypatch.setattr(maker, "_COMMAND", (sys.executable, "-c", CHILD.format(what=what)))


@dataclass(frozen=True)
class Paper:
    """A paper that says what the test wants."""

    template: str
    said: dict[str, Any]

    def to_json(self) -> str:
        return json.dumps(self.said)


def draw(**changes: object) -> bytes:
    return maker.make(Paper("receipt", {**SAID, **changes}))


def pid() -> int:
    assert maker._quick.child
    return maker._quick.child.pid


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_one_child_draws_paper_after_paper() -> None:
    assert draw().startswith(b"%PDF-")
    first = pid()
    assert draw().startswith(b"%PDF-")
    assert pid() == first


def test_a_child_killed_between_two_papers_is_not_missed() -> None:
    draw()
    os.kill(pid(), signal.SIGKILL)
    assert maker._quick.child
    maker._quick.child.wait()
    assert draw().startswith(b"%PDF-")


@pytest.mark.parametrize(
    "what",
    [
        "os._exit(1)",
        "os.kill(os.getpid(), signal.SIGSEGV)",
        "answers.write(b'D'); answers.flush(); os._exit(0)",
        "answers.write(b'D' + (99).to_bytes(4, 'big') + b'%PDF'); answers.flush(); os._exit(0)",
    ],
)
def test_a_child_that_dies_at_work_is_one_sentence_and_the_next_paper_comes(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as only_here:
        child(only_here, what)
        with pytest.raises(Unavailable, match=SENTENCE):
            draw()
    assert draw().startswith(b"%PDF-")


def test_a_child_that_hangs_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maker, "HANG_SECONDS", 0.5)
    child(monkeypatch, "print('x', file=sys.stderr); time.sleep(600)")
    with pytest.raises(Unavailable, match=SENTENCE):
        draw()
    assert maker._quick.child is None


def test_a_child_that_never_reads_is_killed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maker, "HANG_SECONDS", 0.5)
    monkeypatch.setattr(maker, "_COMMAND", (sys.executable, "-c", "import time; time.sleep(600)"))
    with pytest.raises(Unavailable, match=SENTENCE):
        draw(applicant="x" * 2**20)


def test_long_work_that_shows_signs_of_life_is_not_killed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(maker, "HANG_SECONDS", 1.5)
    child(
        monkeypatch,
        "[(time.sleep(0.5), frames.write(answers, b'P', b'[%d, 5]' % n)) for n in range(1, 6)];"
        "frames.write(answers, b'D', b'%PDF-done')",
    )
    heard: list[tuple[int, int]] = []
    done = maker.make(Paper("register", {}), progress=lambda at, of: heard.append((at, of)))
    assert (done, heard) == (b"%PDF-done", [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)])


def test_stopping_the_work_ends_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "frames.write(answers, b'P', b'[1, 9]'); time.sleep(600)")
    at_work: list[int] = []

    def stop(done: int, total: int) -> None:
        assert maker._long.child
        at_work.append(maker._long.child.pid)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        maker.make(Paper("register", {}), progress=stop)
    assert is_gone(at_work[0])


def test_a_paper_that_cannot_be_drawn_is_one_sentence_without_what_people_typed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(Unavailable, match=SENTENCE):
        draw(papers="Wati Percobaan")
    assert "Wati" not in caplog.text
    first = pid()
    assert draw().startswith(b"%PDF-")
    assert pid() == first


def test_a_paper_that_eats_memory_hurts_only_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    small = "from shared.documents import drawing; drawing._MEMORY = 2**28; drawing.main()"
    monkeypatch.setattr(maker, "_COMMAND", (sys.executable, "-c", small))
    bomb = [{"text": "x", "form": "Asli", "number": "", "note": ""}] * 20_000
    with pytest.raises(Unavailable, match=SENTENCE):
        draw(papers=bomb)


def test_papers_asked_for_at_once_all_come_out() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: draw(), range(8)))
    assert len(set(made)) == 1


def test_a_receipt_does_not_wait_for_a_month_of_the_register() -> None:
    with maker._long.turn:
        assert draw().startswith(b"%PDF-")


def test_who_waits_too_long_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maker, "TURN_SECONDS", 0.1)
    with maker._quick.turn, pytest.raises(Unavailable, match="Lembar lain sedang dibuat"):
        draw()


def test_an_idle_child_ends_and_another_one_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    draw()
    first = pid()
    monkeypatch.setattr(maker, "STALE_SECONDS", 0)
    assert draw().startswith(b"%PDF-")
    assert pid() != first
    assert is_gone(first)


def test_the_child_leaves_when_nobody_asks_or_the_office_is_gone() -> None:
    code = "from shared.documents import drawing; drawing.IDLE_SECONDS = 0.2; drawing.main()"
    idle = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
    assert idle.wait(60) == 0
    assert idle.stdin
    idle.stdin.close()
    orphan = subprocess.run(
        [sys.executable, "-m", "shared.documents.drawing"],
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    assert orphan.returncode == 0


def test_no_setting_or_secret_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTREAN_DATABASE_URL", "postgresql://rahasia")
    assert "ANTREAN_DATABASE_URL" not in maker._environment()


def test_the_web_process_never_loads_weasyprint_or_a_parser_of_foreign_pdfs() -> None:
    code = (
        "import sys, shared.web.application_papers, deploy.app;"
        "heavy = {'weasyprint', 'pyhanko', 'pypdfium2', 'xlsxwriter'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_watch_that_was_not_needed_is_put_away() -> None:
    draw()
    watches = [one for one in threading.enumerate() if isinstance(one, threading.Timer)]
    for one in watches:
        one.join(5)
    assert not any(one.is_alive() for one in watches)
