"""Makes the sample of the present version: `python -m tests.samples.make`, once, at its release.

A small invented office in the middle of its day lies in `tests/samples/VERSION/data.tar.xz`, made
by that version's program and kept as made, beside it since 0.10.0 a backup of it; the sums of its
migrations in `tests/guards/migrations.toml`. Later versions must open it
(`tests/shared/test_samples.py`) and restore its backup (`tests/deploy/backup/test_earlier.py`).
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from deploy import prepare
from deploy.environment import ROOT
from deploy.practice import files
from deploy.practice.files import GOOD
from deploy.practice.paper import sample_kk
from shared import clock, config, db
from shared.errors import SignInNeeded
from shared.records import SheetJob, TargetReview, migrate
from shared.rules import queue
from shared.rules.admin import calendar, devices, office_data, setup, substitutes
from shared.rules.applications import collecting, kk_documents, outages, process
from shared.rules.common import office, sign_ins, staff
from shared.rules.complaints import handling, recap, suggestion_box
from shared.rules.corrective import actions
from shared.rules.oversight import notice_board, samples
from shared.rules.paper import account, long_papers, printers, sheets, slips
from shared.rules.quality import (
    competence,
    facilities,
    figures,
    incidents,
    objectives,
    periods,
    questionnaires,
    review_view,
    reviews,
)
from shared.rules.queue import by_hand
from shared.rules.queue import help as help_calls
from shared.rules.queue import sums as queue_sums
from tests import complaint_book, corrective, kk, photos, revisions, survey
from tests.complaint_book import People
from tests.office import PASSWORD, seated, take

SAMPLES = Path(__file__).parent
SUMS = ROOT / "tests" / "guards" / "migrations.toml"
QUARTER = (2026, 3)
BACKUP = "backup.age"
RECIPIENT = "age10a0wp8lqnwsex58qj22uj5ce5x008qrl37wuccnlw6nare83hqeqhq68uy"
SECRET = "AGE-SECRET-KEY-12DTUWA4LSK5CZG0WRUQ2SHGJTFYCD77869DL2WCG6FA04VZY4TVSKLTC5S"
"""The key of the samples' backups, of no use anywhere else."""


def main() -> None:
    """Make the office, keep it, and freeze the migrations that made it."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    with tempfile.TemporaryDirectory() as folder:
        _keep(lived(Path(folder) / "data"), SAMPLES / version / "data.tar.xz")
        back_up(ROOT, Path(folder) / "data", SAMPLES / version / BACKUP)
    _freeze(version)


def back_up(program: Path, data: Path, to: Path) -> None:
    """Let the program in that folder make a backup of the office, sealed to the samples' key."""
    (data / "backup.recipient").write_text(f"{RECIPIENT}\n")
    place = data.with_name("backups")
    place.mkdir()
    subprocess.run(
        [sys.executable, "-P", "-m", "deploy.cli", "backup", "--to", str(place)],
        cwd=program,
        env={
            **{name: text for name, text in os.environ.items() if not name.startswith("ANTREAN_")},
            "PYTHONPATH": str(program),
            "ANTREAN_DATA": str(data),
            "ANTREAN_PRACTICE": "true",
            "ANTREAN_VOICE": "off",
        },
        check=True,
        capture_output=True,
        timeout=120,
    )
    (made,) = place.glob("*.age")
    shutil.move(made, to)


def lived(data: Path) -> Path:
    """The data folder of a small office in the middle of its day, made by this program."""
    prepare.database(config.load({}, data=data, practice=True, voice="off"))
    try:
        _live(lambda *moment: clock.move(data, datetime(*moment)))
        for sql in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            db.rows(sql)  # one file, without what was deleted
    finally:
        office.close_office()
    return data


def _live(to: Callable[..., None]) -> None:
    to(2026, 9, 28, 9, 0)
    who = complaint_book.people()
    _last_quarter(who)
    to(2026, 10, 2, 9, 0)
    questionnaires.from_paper(survey.filled("34343434-"), who.rina, date(2026, 9, 1))
    recap.promise(*QUARTER, "Loket kedua dibuka setiap hari Senin.", who.rina)
    recap.submit(*QUARTER, who.rina)
    recap.approve(*QUARTER, who.ratih)
    _hand_over()
    _targets(who)
    revisions.approved(who)
    to(2026, 11, 2, 9, 0)
    kk.close_month(2026, 10)
    take("INFO")
    _what_there_is(who)
    figures.close_next()
    _reviewed(who)
    to(2026, 11, 23, 8, 0)
    queue.sweep()
    queue_sums.sum_up(1)
    _a_morning(who)


def _last_quarter(who: People) -> None:
    one = complaint_book.closed(who, photo=photos.small(), **complaint_book.named())
    problem = actions.Problem(
        str(uuid4()), "complaint", "Antrean lama.", "minor", "PELAYANAN", one.id, "WAKTU"
    )
    asked, owner = actions.issue(problem, who.bambang), who.bambang.staff_id or 0
    plan = actions.Plan(owner, clock.service_day(), "Loket kedua.", ["Satu loket buka."])
    actions.plan(asked.id, plan, who.bambang)
    actions.attach(asked.id, corrective.photo(), "image/jpeg", who.bambang)
    suggestion_box.record(clock.service_day(), 0, who.rina)


def _targets(who: People) -> None:
    """The targets of the year, and what was computed of a month that is over."""
    wanted = {one.code: str(one.proposed) for one in objectives.with_target(clock.service_day())}
    objectives.approve(str(uuid4()), 2026, "065/12/2026", wanted, {}, who.ratih, seen=0)


def _reviewed(who: People) -> None:
    """What was missed in that month is handed on; one is analysed and judged."""
    reviews.open_next()
    row = TargetReview.select().order_by(TargetReview.id).get()
    period = periods.read(row.period)
    reviews.analyse(period, row.code, "Bulan pertama.", "Dilatih lagi.", who.bambang)
    reviews.evaluate(period, row.code, review_view.KEEP, "Dilihat lagi bulan depan.", who.ratih)


def _hand_over() -> None:
    """A KK printed and handed over, its paper counted, a sheet spoiled."""
    account.note(account.LOADED, 500, kk.OPERATOR)
    people = {actor.role: actor for actor in (kk.COUNTER, kk.KASI, kk.OPERATOR)}
    files.brought(0, "hand", people)
    sheets.spoil(SheetJob.get().id, 0, 1, kk.OPERATOR)


def _what_there_is(who: People) -> None:
    """Facilities counted, one broken and mended; what somebody has learnt; an incident."""
    today, learner = clock.service_day(), who.dewi.staff_id or 0
    competence.record(learner, "SMA", [], {staff.OPERATOR: today}, who.agus, seen=0)
    competence.train(str(uuid4()), learner, "Pelatihan Komputer", today, who.agus)
    facilities.check({"MEJA": (2, facilities.GOOD)}, today, who.yusuf)
    lost = incidents.Happened(str(uuid4()), "LAINNYA", clock.now(), clock.now(), "Listrik padam.")
    incidents.note(incidents.write(lost, who.sari).id, "Genset dinyalakan.", who.yusuf)
    row = facilities.report(str(uuid4()), "KURSI", 1, today, "Kakinya patah.", who.yusuf)
    facilities.mend(row, today, "Dilas.", who.yusuf)


def _a_morning(who: People) -> None:
    """People wait, are served, were missed; slips on paper and not yet; files and complaints."""
    sari = seated(1, "sari-loket", "Sari Contoh", staff.COUNTER)
    devices.add("tombol-1", 1)
    devices.accept(devices.ask("k" * 32, "192.168.1.20"), "Layar depan")
    devices.ask("m" * 32, "192.168.1.21")
    for service, priority in (("KK", None), ("KK", "LANSIA"), ("KK", None), ("AMBIL", None)):
        take(service, priority=priority, origin="127.0.0.1")
    printers.heartbeat("station-1")
    printers.report("station-1", slips.TICKET_PRINTER, [printers.PAPER_LOW])
    for _ in range(3):
        slip = slips.claim_next("station-1", slips.TICKET_PRINTER)
        assert slip is not None
        slips.store_bytes(slip, b"\x1b@slip")
        slips.mark_sending(slip)
        slips.mark_printed(slip, "status")
    queue.call_next(1, sari)
    queue.skip(1, sari)
    served = queue.call_next(1, sari)
    queue.serve(1, sari)
    queue.finish(1, sari)
    questionnaires.from_phone(survey.filled(about={"USIA": "U30_39"}), served.token)
    questionnaires.feel(4)
    queue.call_next(1, sari)
    queue.serve(1, sari)
    help_calls.call("kios-1")
    calendar.add_period(
        "Ramadan", date(2027, 2, 8), date(2027, 3, 9), {"senin": ("08.00", "14.00", "13.30")}
    )
    today = clock.service_day()
    notice_board.put(
        str(uuid4()), notice_board.NEWS, "Jadwal", "Rabu di Balai Desa.", today, None, who.rina
    )
    drawn = samples.draw(2026, 10, who.yusuf).checks[0]
    answers = {one.code: samples.FITS for one in drawn.questions} | {"WAKTU": samples.FINDING}
    samples.check(drawn.id, answers, "Sebab terlambat tidak dicatat.", "minor", who.yusuf)
    kk.register(nik="3508174504900002", kk_number="")
    file = kk.accepted(nik="3508174504900003", kk_number="", phone="0812-0000-0002")
    process.begin(file.id, kk.OPERATOR)
    kk_documents.attach(file.id, sample_kk(kk.KK_NUMBER, "Joko Percobaan", "2"), GOOD, kk.OPERATOR)
    waiting = kk.ready(nik="3508174504900004", phone="0812-0000-0003")
    collecting.note(
        waiting.id, "TELEPON", "AKAN_DATANG", kk.COUNTER, touch=kk.touch(), note="Datang Rabu."
    )
    still = outages.begin("TTE", kk.OPERATOR)
    by_hand.enter(clock.service_day(), still.id, by_hand.PaperEntry(1, "KK"), who.rina)
    long_papers.ask("register", "2026-10", "1", kk.KASI)
    with suppress(SignInNeeded):
        staff.sign_in("rina", "kata sandi yang salah", "127.0.0.1")
    sign_ins.remember("", staff.sign_in("sari-loket", PASSWORD, "127.0.0.1"), "127.0.0.1")
    called_four_times = office_data.of("queue.toml").text.replace("max_calls = 3", "max_calls = 4")
    office_data.keep("queue.toml", called_four_times, "SK Camat 12", seen=0)
    setup.go_through(setup.FINISHED, who.agus)
    substitutes.name("yusuf", staff.CAMAT, today, today, instead_of="ratih")
    one = complaint_book.reported(who, **complaint_book.named(text="Pintu utara terkunci."))
    handling.follow_up(one.id, "Kunci pintu sedang dibuat.", who.bambang)


def _keep(data: Path, sample: Path) -> None:
    sample.parent.mkdir(exist_ok=True)
    with tarfile.open(sample, "w:xz", preset=9) as kept:
        kept.add(data, "data", filter=lambda info: None if "/bell" in info.name else info)


def _freeze(version: str) -> None:
    """The sums of the scripts that no earlier version had."""
    known = tomllib.loads(SUMS.read_text("utf-8"))
    frozen = {of: scripts for of, scripts in known.items() if of != version}
    earlier = {name for scripts in frozen.values() for name in scripts}
    frozen[version] = {name: sum_ for name, sum_ in sums().items() if name not in earlier}
    head = SUMS.read_text("utf-8").partition("\n[")[0].rstrip()
    tables = (
        "\n".join([f'["{of}"]', *(f'{name} = "{sum_}"' for name, sum_ in scripts.items())])
        for of, scripts in frozen.items()
    )
    SUMS.write_text("\n\n".join([head, *tables]) + "\n", "utf-8")


def sums() -> dict[str, str]:
    """The SHA-256 of every migration, by its name."""
    scripts = sorted((Path(migrate.__file__).parent / "migrations").glob("[0-9]*.py"))
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in scripts}


if __name__ == "__main__":
    main()
