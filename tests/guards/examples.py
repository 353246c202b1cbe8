"""One example for each operation of the API: who asks it, what has to be there, what they send."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from shared import clock
from shared.records import (
    ClockRun,
    ClosedPeriod,
    Complaint,
    CorrectiveEvidence,
    OversightCheck,
    OversightSample,
    PaperLoad,
    SheetJob,
    TargetReview,
)
from shared.rules import queue
from shared.rules.applications import (
    intake,
    kk_documents,
    kk_prints,
    outages,
    process,
    register_paper,
)
from shared.rules.applications.kk_documents import Verdict
from shared.rules.applications.states import UNSIGNED, VALID
from shared.rules.common import office as offices
from shared.rules.common import own_account, staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import handling, recap, recap_view, states, suggestion_box
from shared.rules.corrective import actions
from shared.rules.oversight import notice_board, samples
from shared.rules.paper import account, long_papers, sheets, slips
from shared.rules.quality import competence, facilities, incidents
from shared.rules.queue import by_hand
from shared.rules.queue import help as helping
from tests import corrective, kk
from tests.complaint_book import People, entered, named, reported
from tests.devices.signed_pdf import kk_pdf
from tests.office import PASSWORD, take
from tests.photos import small

_PIN = "402857"
_PDF_NAME = "KK 1.pdf"
_TICKS = dict.fromkeys(process.CHECKS, True)
_TAKEN = {
    "taker": "Wati",
    "relation": process.APPLICANT,
    "identity_kind": "ktp",
    "identity": kk.NIK,
    "old_kk": "withdrawn",
    "no_receipt": "left",
    "data_checked": True,
}
_OCTOBER: dict[str, object] = {"year": 2026, "month": 10}
_CARD = {"kind": notice_board.NEWS, "title": "Perekaman keliling", "body": "Rabu pukul 09.00."}
_ON = {"starts_on": "2026-11-23", "ends_on": "2026-12-01"}


class Asked(NamedTuple):
    """What fills the address, and the message."""

    values: dict[str, object] = {}
    body: dict[str, object] | None = None
    form: dict[str, object] | None = None
    before: tuple[str, dict[str, object]] | None = None


class Example(NamedTuple):
    """Who asks, and what makes the office ready for it and tells what to send."""

    who: str | None
    ready: Callable[[], Asked]


def examples(who: People) -> dict[str, Example]:
    """An example by method and address."""
    return {
        **_applications(),
        **_complaints(who),
        **_recaps(who),
        **_corrective(who),
        **_oversight(who),
        **_counters(who),
        **_desk(who),
        **_paper_visits(who),
        **_quality(who),
        **_sheets(),
        **_sign_ins(who),
    }


def _sign_ins(who: People) -> dict[str, Example]:
    def with_pin() -> Asked:
        person = next(one for one in staff.everybody() if one.username == who.sari.who)
        own_account.set_pin(person, PASSWORD, _PIN, "127.0.0.1")
        return Asked(body={"staff": person.id, "pin": _PIN, "page": "/loket"})

    proof = {"username": "sari", "password": PASSWORD, "page": "/loket"}
    return {
        "POST /api/v1/sign-in/here": Example("sari", _just()),
        "POST /api/v1/sign-in/pin": Example("sari", with_pin),
        "POST /api/v1/sign-in/password": Example(None, lambda: Asked(body=dict(proof))),
    }


def _row(make: Callable[[], Any], **body: object) -> Callable[[], Asked]:
    """The address of what is made there and then."""
    return lambda: Asked({"row": make().id}, _fresh(body))


def _version(make: Callable[[], Any], **body: object) -> Callable[[], Asked]:
    """The same, with the version that was seen."""

    def ready() -> Asked:
        row = make()
        return Asked({"row": row.id}, {**body, "seen": row.version})

    return ready


def _just(**body: object) -> Callable[[], Asked]:
    return lambda: Asked(body=_fresh(body))


def _fresh(body: dict[str, object]) -> dict[str, object]:
    """With a touch of its own wherever one is asked for."""
    return {**body, **({"touch": kk.touch()} if "touch" in body else {})}


# --- what the office works with ---


def _quality(who: People) -> dict[str, Example]:
    def broken() -> Asked:
        today = clock.service_day()
        row = facilities.report(kk.touch(), "KURSI", 1, today, "Kakinya patah.", who.yusuf)
        return Asked({"row": row}, {"mended_on": today.isoformat(), "how": "Dilas."})

    counts = [{"facility": "MEJA", "present": 3, "condition": facilities.GOOD}]
    breakage = {"facility": "KURSI", "number": 1, "broke_on": "2026-11-23", "what": "Patah."}

    def struck() -> Asked:
        learner, today = who.dewi.staff_id or 0, clock.service_day()
        competence.train(kk.touch(), learner, "Pelatihan Komputer", today, who.yusuf)
        return Asked({"row": competence.trainings(learner)[0].id}, {})

    def incident(kind: str = "BERKAS_HILANG") -> incidents.IncidentView:
        known = clock.now() - timedelta(hours=1)
        one = incidents.Happened(kk.touch(), kind, known, known, "Map merah hilang.")
        return incidents.write(one, who.yusuf)

    def told() -> Asked:
        one = incident("KEBOCORAN_DATA")
        notice = {"told": "POLISI", "told_at": f"{clock.local(clock.now()):%d-%m-%Y %H.%M}"}
        return Asked({"row": one.id}, {**notice, "how": "Surat nomor 1.", "seen": one.version})

    def review(state: str, **body: object) -> Callable[[], Asked]:
        def ready() -> Asked:
            ClosedPeriod.get_or_create(
                office=here().id,
                period="2026-10",
                defaults={"closed_at": clock.now(), "figures": {}, "views": {"": {}}},
            )
            TargetReview.delete().execute()
            TargetReview.create(
                office=here().id,
                period="2026-10",
                code="SM-17",
                owner=staff.SECRETARY,
                state=state,
                since=clock.now(),
            )
            return Asked({"period": "2026-10", "objective": "SM-17"}, {**body, "seen": 0})

        return ready

    judged = {"decision": "keep", "reason": "Dilihat lagi."}

    def acted() -> Asked:
        one = incident()
        return Asked({"row": one.id}, {**_fresh(action), "seen": one.version})

    moments = {"happened_at": "22-11-2026 15.00", "known_at": "23-11-2026 08.00"}
    action: dict[str, object] = {
        "touch": "",
        "problem": "Map hilang.",
        "severity": "minor",
        "unit": "PELAYANAN",
    }
    known: dict[str, object] = {"row": who.dewi.staff_id}
    course = {"name": "Pelatihan Komputer", "held_on": "2026-03-02"}
    has = {"seen": 0, "education": "SMA", "skills": [], "since": {"operator": "2020-02-01"}}
    return _asked_by(
        "yusuf",
        {
            "POST /api/v1/incidents": _just(
                touch="", kind="BERKAS_HILANG", what="Map merah hilang.", **moments
            ),
            "POST /api/v1/incidents/{row}/notes": _version(incident, text="Dicari."),
            "POST /api/v1/incidents/{row}/notices": told,
            "POST /api/v1/incidents/{row}/corrective-action": acted,
            "POST /api/v1/incidents/{row}/close": _version(incident, conclusion="Ketemu."),
            "POST /api/v1/competence/{row}": lambda: Asked(known, {**has}),
            "POST /api/v1/competence/{row}/trainings": lambda: Asked(
                known, {**course, "touch": kk.touch()}
            ),
            "POST /api/v1/competence/trainings/{row}/strike": struck,
            "POST /api/v1/facilities/checks": _just(day="2026-11-23", counts=counts),
            "POST /api/v1/facilities/breakages": _just(touch="", **breakage),
            "POST /api/v1/facilities/breakages/{row}/mend": broken,
            "POST /api/v1/reviews/{period}/{objective}/analysis": review(
                "analysis", cause="Sekretaris cuti.", done="Diundi pekan ini."
            ),
        },
    ) | _asked_by(
        "ratih",
        {
            "POST /api/v1/reviews/{period}/{objective}/evaluation": review("evaluation", **judged),
        },
    )


# --- KK files ---


def _seen() -> Any:
    file = kk.register()
    kk.all_seen(file)
    return file


def _returned() -> Any:
    return kk.decisions.give_back(kk.register().id, "TIDAK_LENGKAP", kk.COUNTER)


def _begun() -> Any:
    return process.begin(kk.accepted().id, kk.OPERATOR)


def _attached(signature: str = VALID, text: str | None = None) -> Any:
    file = _begun()
    verdict = Verdict(pages=1, signature=signature, signer="Kepala Dinas Uji", text=text)
    kk_documents.attach(file.id, kk_pdf(mark=kk.touch()), verdict, kk.OPERATOR)
    return file


def _late() -> Any:
    file = kk.accepted()
    earlier = clock.now() - timedelta(hours=1)
    ClockRun.update(due_at=earlier).where(ClockRun.application_id == file.id).execute()
    return file


def _copied() -> Any:
    friday = datetime(2026, 11, 20, 9, 0, tzinfo=clock.zone())
    file = intake.register(kk.wish(), kk.COUNTER, received_at=friday).application
    kk.all_seen(file)
    kk.decisions.declare_complete(file.id, kk.KASI)
    return kk.decisions.declare_valid(file.id, kk.KASI)


def _arrived() -> str:
    path = Path(here().settings.watch_folder) / _PDF_NAME
    path.write_bytes(kk_pdf(mark=kk.touch()))
    return path.name


def _uploaded() -> Asked:
    form = {"pdf": (io.BytesIO(kk_pdf(mark=kk.touch())), "kk.pdf"), "pin": ""}
    return Asked({"row": _begun().id}, form=form)


def _book_pages() -> Any:
    return long_papers.ask(register_paper.NAME, "2026-11", kk.touch(), kk.COUNTER)[0]


def _applications() -> dict[str, Example]:
    file = "/api/v1/applications/{row}"
    new = {
        "touch": "",
        "kinds": ["UBAH_LAHIR"],
        "applicant": "Wati Percobaan",
        "nik": kk.NIK,
        "head_of_family": "Joko Percobaan",
        "village": "Jatiroto",
        "rt": "1",
        "rw": "2",
        "submitted_by": "self",
        "seen": list(kk.WARNINGS),
    }
    counter: dict[str, Callable[[], Asked]] = {
        "POST /api/v1/applications": _just(**new),
        "POST /api/v1/applications/check": _just(nik=kk.NIK, kinds=["UBAH_LAHIR"]),
        "POST /api/v1/applications/search": _just(text="Wati"),
        "GET /api/v1/applications/inbox": Asked,
        f"GET {file}": _row(kk.register),
        f"POST {file}/reveal": _row(kk.register, reason="Mencocokkan"),
        f"POST {file}/papers": _row(kk.register, papers=[]),
        f"POST {file}/propose": _row(_seen),
        f"POST {file}/return": _row(kk.register, reason="TIDAK_LENGKAP"),
        f"POST {file}/resubmit": _row(_returned),
        f"POST {file}/refer": _row(kk.register, reason="luar daerah"),
        f"POST {file}/withdraw": _row(kk.register, reason="tidak jadi"),
        f"POST {file}/code": _row(kk.register),
        f"POST {file}/receipt": _row(kk.register, touch=""),
        f"POST {file}/referral": _row(
            lambda: kk.decisions.refer(kk.register().id, "Luar daerah", kk.COUNTER), touch=""
        ),
        f"POST {file}/return-note": _row(_returned, touch=""),
        f"POST {file}/phone": _row(lambda: kk.ready(phone="0812-3456-7890")),
        f"POST {file}/contact": _row(kk.ready, touch="", how="TELEPON", outcome="AKAN_DATANG"),
        f"POST {file}/place": _version(kk.ready, place="LEMARI"),
        f"POST {file}/hand-over": _row(kk.ready, **_TAKEN),
        f"POST {file}/hand-over-receipt": _row(kk.handed, touch=""),
        "GET /api/v1/documents/{row}": _row(_book_pages),
        "POST /api/v1/documents/{row}/cancel": _row(_book_pages),
    }
    kasi: dict[str, Callable[[], Asked]] = {
        f"POST {file}/complete": _row(_seen),
        f"POST {file}/valid": _row(_seen),
        f"POST {file}/take-back": _row(kk.handed, reason="Salah orang"),
        f"POST {file}/late": _row(_late, reason="GANGGUAN_SIAK"),
        f"POST {file}/lift": _row(
            lambda: _attached(text="No. 3508172311200077"), reason="Nomor di berkas salah ketik"
        ),
        f"POST {file}/override": _row(
            lambda: _attached(UNSIGNED), reason="Keluarga sakit, mendesak"
        ),
        f"POST {file}/by-hand": _row(_copied, decided="2026-11-20T10:00"),
        "POST /api/v1/register/{year}/{month}/close": lambda: Asked(
            {"year": 2026, "month": 10}, {}
        ),
    }
    operator: dict[str, Callable[[], Asked]] = {
        f"POST {file}/begin": _row(kk.accepted),
        f"POST {file}/siak": _row(_begun, number="12/KK"),
        f"POST {file}/new-kk": _row(_begun, number=kk.KK_NUMBER),
        f"POST {file}/await": _row(_begun),
        f"POST {file}/compared": _row(lambda: _attached(text="")),
        f"POST {file}/document": _uploaded,
        f"POST {file}/document-from-folder": lambda: Asked(
            {"row": _begun().id}, {"name": _arrived()}
        ),
        f"POST {file}/document-again": _row(lambda: _attached("unknown-signer")),
        f"POST {file}/preview": _row(_attached),
        f"POST {file}/print": _row(_attached, touch=""),
        f"POST {file}/printed-outside": _row(lambda: process.begin(_copied().id, kk.OPERATOR)),
        f"POST {file}/pass": _row(kk.printed, **_TICKS),
        f"POST {file}/fail": _row(kk.printed, fault="TIDAK_TERBACA"),
    }
    return _asked_by("sari", counter) | _asked_by("bambang", kasi) | _asked_by("dewi", operator)


def _asked_by(username: str | None, ready: dict[str, Callable[[], Asked]]) -> dict[str, Example]:
    return {operation: Example(username, make) for operation, make in ready.items()}


# --- sheets of paper ---


def _waiting() -> Any:
    return kk_prints.ask(_attached().id, kk.touch(), kk.OPERATOR)


def _waiting_without_printer() -> Any:
    """From here on the office prints on another computer."""
    job = _waiting()
    offices.open_office(replace(here().settings, printers_sheet="none"), checkpoints=True)
    return job


def _brought_to(*way: str) -> Any:
    """A print that waited alone and came that far."""
    for other in SheetJob.select().where(SheetJob.state == sheets.QUEUED):
        sheets.cancel(other.id, kk.OPERATOR)
    _waiting()
    job = sheets.claim_next("station-1", "sheet")
    assert job is not None
    for state in way:
        job = sheets.step(job, state)
    return job


def _out() -> Any:
    job = _brought_to(sheets.HELD, sheets.RELEASING, sheets.PRINTING)
    sheets.printed(job, "virtual", 1)
    return job


def _out_and_bad() -> Any:
    job = _out()
    process.fail_product(job.application_id or 0, "TIDAK_TERBACA", kk.OPERATOR)
    return job


def _locked() -> Any:
    file = _begun()
    verdict = Verdict(pages=1, signature=VALID, encrypted=True)
    kk_documents.attach(file.id, kk_pdf(mark=kk.touch()), verdict, kk.OPERATOR)
    return kk_prints.ask(file.id, kk.touch(), kk.OPERATOR)


def _noted() -> Any:
    account.note("loaded", 5, kk.OPERATOR)
    return PaperLoad.select().order_by(PaperLoad.id.desc()).first()


def _sheets() -> dict[str, Example]:
    sheet = "/api/v1/sheets/{row}"
    return _asked_by(
        "dewi",
        {
            f"POST {sheet}/cancel": _row(_waiting),
            f"POST {sheet}/move": _row(_waiting, printer="sheet"),
            f"POST {sheet}/answer": _row(
                lambda: _brought_to(sheets.HELD, sheets.RELEASING, sheets.UNCERTAIN), came_out=True
            ),
            f"POST {sheet}/reprint": _row(_out_and_bad, touch="", reason="TINTA"),
            f"POST {sheet}/spoiled": _row(_out, spoiled=1),
            f"POST {sheet}/pin": _row(_locked, pin="123456"),
            "POST /api/v1/paper": _just(what="loaded", sheets=100),
            "POST /api/v1/paper/{row}/cancel": _row(_noted, reason="salah ketik"),
            "POST /api/v1/arrivals/discard": lambda: Asked(body={"name": _arrived()}),
            "POST /api/v1/outages": _just(kind="LISTRIK"),
            "POST /api/v1/outages/{row}/end": _row(lambda: outages.begin("SIAK", kk.OPERATOR)),
            f"POST {sheet}/elsewhere": _row(_waiting_without_printer),
        },
    )


# --- complaints ---


def _complaints(who: People) -> dict[str, Example]:
    one = "/api/v1/complaints/{row}"
    new = {"touch": "", "topic": "LAMA", "text": "Menunggu terlalu lama."}

    def seen(make: Callable[[], Any], **body: object) -> Callable[[], Asked]:
        def ready() -> Asked:
            row = make().id
            return Asked({"row": row}, {**body, "seen": Complaint.get_by_id(row).version})

        return ready

    def answered() -> Any:
        row = reported(who)
        handling.follow_up(row.id, "Loket kedua dibuka.", who.bambang)
        return handling.answer(row.id, "Mohon maaf.", who.bambang)

    def box() -> Any:
        today = clock.service_day()
        return suggestion_box.of(today) or suggestion_box.record(today, 1, who.rina)

    def recounted() -> Any:
        return suggestion_box.correct(box().id, 5, "Salah ketik.", who.rina)

    def after(path: str, body: dict[str, object]) -> Callable[[], Asked]:
        return lambda: Asked(body={"touch": kk.touch()}, before=(path, _fresh(body)))

    desk: dict[str, Callable[[], Asked]] = {
        "POST /api/v1/complaints": _just(**new, channel="TELEPON"),
        "POST /api/v1/complaints/receipt": after(
            "/api/v1/complaints", {**new, "channel": "TELEPON"}
        ),
        "POST /api/v1/complaints/alike": _just(topic="LAMA", text="Menunggu terlalu lama."),
        "POST /api/v1/visitor/complaints": _just(**new),
        "POST /api/v1/visitor/receipt": after("/api/v1/visitor/complaints", new),
        "POST /api/v1/visitor/done": _just(),
        "GET /api/v1/complaints/waiting": Asked,
        f"GET {one}": _row(entered),
        f"POST {one}/classify": seen(entered, kind=states.ORDINARY),
        f"POST {one}/report": seen(
            lambda: handling.classify(entered().id, states.ORDINARY, who.rina), unit="PELAYANAN"
        ),
        f"POST {one}/ask": seen(entered, text="Dusun mana?"),
        f"POST {one}/complete": _row(
            lambda: handling.ask(entered().id, "Dusun mana?", who.rina), text="Dusun Krajan."
        ),
        f"POST {one}/photo": lambda: Asked(
            {"row": entered().id}, form={"file": (io.BytesIO(small()), "foto.jpg")}
        ),
        f"POST {one}/public-text": seen(
            answered, text="Antrean lama", action="Loket kedua dibuka", confirmed=True
        ),
        f"POST {one}/public-text/check": seen(answered, text="Antrean lama"),
        "POST /api/v1/suggestion-box": _just(day="2026-11-23", slips=2),
        "POST /api/v1/suggestion-box/{row}/slips": _version(box, slips=9, reason="Salah ketik."),
        "POST /api/v1/suggestion-box/{row}/undo": _version(recounted),
    }
    kasi: dict[str, Callable[[], Asked]] = {
        f"POST {one}/follow-up": _row(lambda: reported(who), text="Diperiksa."),
        f"POST {one}/answer": seen(lambda: reported(who), text="Mohon maaf."),
        f"POST {one}/close": seen(answered),
        f"POST {one}/refer": seen(lambda: reported(who), text="Ke Dinas."),
        f"POST {one}/archive": seen(
            lambda: reported(who), reason="BUKAN_PENGADUAN", text="Tidak terbaca."
        ),
        f"POST {one}/correct": _row(answered, text="Maksudnya loket dua."),
    }
    camat: dict[str, Callable[[], Asked]] = {
        f"POST {one}/reveal": _row(lambda: entered(**named())),
        f"POST {one}/reinstate": seen(
            lambda: handling.archive(reported(who).id, "DICABUT", "Dicabut.", who.bambang),
            text="Keliru.",
        ),
    }
    return _asked_by("rina", desk) | _asked_by("bambang", kasi) | _asked_by("ratih", camat)


def _oversight(who: People) -> dict[str, Example]:
    month, files = "/api/v1/oversight-samples/{year}/{month}", "/api/v1/oversight-samples/files"

    def drawn() -> Any:
        samples.draw(2026, 9, who.yusuf)
        sample = OversightSample.get(OversightSample.month == 9)
        place, file = OversightCheck.select().count() + 1, kk.register()
        ids = {"sample_id": sample.id, "application_id": file.id}
        return OversightCheck.create(office=here().id, place=place, **ids)

    answers = {one.code: samples.FITS for one in here().standard.questions_on(kk.today())}
    secretary: dict[str, Callable[[], Asked]] = {
        f"POST {month}": lambda: Asked({"year": 2026, "month": 8}, {}),
        f"POST {files}/{{row}}": _version(drawn, answers=answers),
    }
    return _asked_by("yusuf", secretary)


def _recaps(who: People) -> dict[str, Example]:
    path = "/api/v1/recaps/{year}/{quarter}"
    steps = (
        lambda year, quarter: recap.promise(year, quarter, "Loket kedua dibuka.", who.rina),
        lambda year, quarter: recap.submit(year, quarter, who.rina),
        lambda year, quarter: recap.approve(year, quarter, who.ratih),
    )

    def after(done: int, year: int, quarter: int, **body: object) -> Callable[[], Asked]:
        def ready() -> Asked:
            for step in steps[:done]:
                step(year, quarter)
            seen = {"seen": recap_view.of(year, quarter).version} if "seen" in body else {}
            return Asked({"year": year, "quarter": quarter}, {**_fresh(body), **seen})

        return ready

    def described() -> Asked:
        row = entered()
        body = {"text": "Antrean lama", "action": "", "seen": row.version}
        return Asked({"year": 2026, "quarter": 4, "row": row.id}, body)

    desk = {
        f"POST {path}/texts/{{row}}": described,
        f"GET {path}": after(0, 2026, 3),
        f"POST {path}/promise": after(0, 2026, 2, seen=0, text="Loket kedua dibuka."),
        f"POST {path}/submit": after(1, 2026, 1, seen=0),
        f"POST {path}/announce": after(3, 2025, 4, seen=0),
        f"POST {path}/poster": after(3, 2025, 3, media="a4", touch=""),
    }
    camat = {
        f"POST {path}/approve": after(2, 2025, 2, seen=0),
        f"POST {path}/return": after(2, 2025, 1, seen=0, note="Lengkapi."),
    }
    return _asked_by("rina", desk) | _asked_by("ratih", camat)


def _corrective(who: People) -> dict[str, Example]:
    one = "/api/v1/corrective-actions/{row}"
    problem = {
        "touch": "",
        "source": "oversight",
        "problem": "Antrean lama tiap Senin.",
        "severity": "minor",
        "unit": "PELAYANAN",
    }
    plan: dict[str, Any] = {
        "owner": who.sari.staff_id,
        "due_on": "2026-12-01",
        "corrective": "Buka loket kedua.",
        "whys": ["Satu loket saja.", "Tidak ada jadwal."],
        "causes": {"method": "Jadwal"},
    }

    def issued() -> Any:
        wished: dict[str, Any] = _fresh(problem)
        return actions.issue(actions.Problem(**wished), who.yusuf)

    def planned() -> Any:
        owner, due = who.sari.staff_id or 0, date(2026, 12, 1)
        causes = {"method": "Jadwal"}
        wished = actions.Plan(owner, due, "Buka loket kedua.", plan["whys"], causes)
        return actions.plan(issued().id, wished, who.bambang)

    def shown() -> Any:
        return actions.attach(planned().id, corrective.photo(), "image/jpeg", who.sari)

    def uploaded() -> Asked:
        return Asked(
            {"row": planned().id}, form={"file": (io.BytesIO(corrective.photo()), "a.jpg")}
        )

    def removable() -> Asked:
        row = shown().id
        found = CorrectiveEvidence.get(CorrectiveEvidence.action_id == row)
        return Asked({"row": row, "file": found.id})

    def carried_out() -> Any:
        return corrective.carried_out(planned().id, who.sari, long_ago=True)

    return {
        "POST /api/v1/corrective-actions": Example("yusuf", _just(**problem)),
        "GET /api/v1/corrective-actions": Example("yusuf", Asked),
        f"GET {one}": Example("yusuf", _row(issued)),
        f"POST {one}/plan": Example("bambang", _version(issued, **plan)),
        f"POST {one}/done": Example(
            "sari", _version(shown, evidence="Jadwal ditempel.", done_on="2026-11-23")
        ),
        f"POST {one}/evidence": Example("sari", uploaded),
        f"POST {one}/evidence/{{file}}/remove": Example("sari", removable),
        f"POST {one}/verify": Example(
            "ratih", _version(carried_out, effective=True, verdict="Antrean pendek.")
        ),
    }


# --- the queue ---


def _empty(sari: Actor) -> None:
    """Counter 1 is open, and nobody is left there from the press before."""
    seat = queue.seat(1)
    found = queue.by_id(seat.ticket_id) if seat.ticket_id else None
    if seat.state == "closed":
        queue.sit(1, sari)
    if seat.state == "break":
        queue.pause(1, sari, on=False)
    if found is not None and found.state == "called":
        queue.serve(1, sari)
    if found is not None:
        queue.finish(1, sari)


def _counters(who: People) -> dict[str, Example]:
    path = "/api/v1/counters/{counter}"
    at: dict[str, object] = {"counter": 1}

    def pressed(*steps: Callable[..., object], **body: object) -> Callable[[], Asked]:
        """After these steps; `number` in the message is the one that they were made with."""

        def ready() -> Asked:
            _empty(who.sari)
            number = take().number
            if steps:
                queue.call_number(1, number, who.sari)
            for step in steps:
                step(1, who.sari)
            return Asked(at, {**body, **({"number": number} if "number" in body else {})})

        return ready

    def called(*_: object) -> None:
        """The number is called, no more."""

    serve = queue.serve
    return _asked_by(
        "sari",
        {
            f"POST {path}/open": pressed(),
            f"POST {path}/next": pressed(),
            f"POST {path}/recall": pressed(called),
            f"POST {path}/skip": pressed(called),
            f"POST {path}/serve": pressed(called),
            f"POST {path}/finish": pressed(serve),
            f"POST {path}/hold": pressed(serve),
            f"POST {path}/papers": pressed(serve),
            f"POST {path}/transfer": pressed(serve, service="INFO"),
            f"POST {path}/undo": pressed(called),
            f"POST {path}/outcome": pressed(serve, queue.finish, number="", outcome="informed"),
            f"POST {path}/break": pressed(on=True),
            f"POST {path}/call": pressed(number=""),
            f"POST {path}/cancel": pressed(number="", reason="Pulang"),
            f"POST {path}/back": pressed(serve, queue.papers, number=""),
            f"POST {path}/close": pressed(),
        },
    )


def _paper_visits(who: People) -> dict[str, Example]:
    def on_paper(state: str = by_hand.SERVED) -> Any:
        today = clock.service_day()
        cut = next(iter(outages.between(today, today)), None) or outages.begin("TTE", kk.OPERATOR)
        entry = by_hand.PaperEntry(by_hand.of(today).next, "KK", "8.00", state=state)
        return by_hand.enter(today, cut.id, entry, who.rina).visit

    def another_on_paper() -> Asked:
        line = {"number": on_paper().number + 1, "service": "KK", "came": "8.10"}
        cut = by_hand.of(clock.service_day()).visits[-1].outage
        return Asked(body={"day": "23-11-2026", "outage": cut, "lines": [line]})

    def waiting_on_paper() -> Asked:
        on_paper(by_hand.WAITS)
        return Asked(body={"slips": False})

    ready: dict[str, Callable[[], Asked]] = {
        "POST /api/v1/paper-visits": another_on_paper,
        "POST /api/v1/paper-visits/{row}/correct": _version(
            on_paper, service="KK", came="8.05", reason="Salah baca."
        ),
        "POST /api/v1/paper-visits/{row}/withdraw": _version(on_paper, reason="Ganda."),
        "POST /api/v1/paper-visits/tickets": waiting_on_paper,
    }
    return _asked_by("rina", ready)


def _desk(who: People) -> dict[str, Example]:
    ticket = "/api/v1/desk/tickets/{number}"
    note = "/api/v1/notices/{row}"

    def number(**body: object) -> Callable[[], Asked]:
        return lambda: Asked({"number": take().number}, body)

    def missing_papers() -> Asked:
        found = take().number
        queue.sit(2, who.rina, take_over=True)
        queue.call_number(2, found, who.rina)
        queue.serve(2, who.rina)
        queue.papers(2, who.rina)
        return Asked({"number": found}, {})

    def flood() -> Any:
        return [take(origin="10.0.0.9") for _ in range(here().settings.queue_alarm)][0]

    def uncertain() -> Any:
        job = slips.job_of(take().id)
        assert job is not None
        slips.mark_uncertain(job, "station")
        return job

    def card() -> Any:
        today = clock.service_day()
        return notice_board.put(kk.touch(), *_CARD.values(), today, None, who.rina)

    asked: dict[str, Callable[[], Asked]] = {
        "GET /api/v1/seats": Asked,
        "POST /api/v1/desk/tickets": _just(service="KK", touch=""),
        "POST /api/v1/questionnaires": _just(
            touch="", month="2026-11", service="KK", answers="44444444-", about={"USIA": "U30_39"}
        ),
        f"GET {ticket}": number(),
        f"POST {ticket}/back": missing_papers,
        f"POST {ticket}/cancel": number(reason="Pulang"),
        "POST /api/v1/tickets/{row}/reprint": _row(take),
        "POST /api/v1/prints/{row}/answer": _row(uncertain, came_out=True),
        "POST /api/v1/help/{row}/answer": lambda: Asked({"row": helping.call("stand")}, {}),
        "POST /api/v1/floods/{row}/cancel": _row(flood),
        "POST /api/v1/clock": _just(day="2026-11-23"),
        "POST /api/v1/codes": lambda: Asked(body={"code": take().number}),
        "GET /api/v1/notices": Asked,
        "POST /api/v1/notices": _just(**_CARD, **_ON, touch="", confirmed=True),
        "POST /api/v1/notices/check": _just(title="Perekaman", body="Rabu."),
        f"POST {note}": _row(card, **_CARD, **_ON, confirmed=True, seen=0),
        f"POST {note}/withdraw": _row(card),
    }
    everybody: dict[str, Callable[[], Asked]] = {
        "GET /healthz": Asked,
        "GET /readyz": Asked,
        "GET /metrics": Asked,
        "GET /api/v1/board": Asked,
        "POST /api/v1/tickets": _just(service="KK", touch=""),
        "GET /api/v1/tickets/{token}": lambda: Asked({"token": take().token}),
    }
    return _asked_by("rina", asked) | _asked_by(None, everybody)
