"""The page of one complaint: its words, its way, its deadlines, what can be done."""

from dataclasses import dataclass

from kiosk.seats.common import page
from kiosk.seats.complaints.progress import ToldStep, along, told
from shared import clock
from shared.documents import photos
from shared.rules.common import words
from shared.rules.common.actor import CITIZEN
from shared.rules.common.office import here
from shared.rules.complaints import allowed, detail, papers, states
from shared.rules.complaints.lists import SignedStep
from shared.rules.complaints.view import ComplaintView
from shared.rules.complaints.way import LONGEST
from shared.rules.corrective import allowed as corrective_allowed
from shared.rules.corrective import lists as corrective
from shared.web import guards

_STAGES = {
    states.RECORDED: "Tercatat",
    states.REPORTED: "Dilaporkan",
    states.FOLLOWED_UP: "Ditindaklanjuti",
    states.CLOSED: "Selesai",
}
_DEEDS = {
    "record": "Dicatat dalam Buku Pengaduan",
    "classify": "Digolongkan: %s",
    "report": "Dilaporkan kepada %s",
    "release": "Dikembalikan ke Meja Informasi untuk dilaporkan kepada Kasi",
    "follow_up": "Ditindaklanjuti",
    "tell": "Kabar untuk pengadu",
    "answer": "Dijawab kepada pengadu",
    "close": "Dinyatakan selesai",
    "refer": "Bukan kewenangan, diteruskan",
    "archive": "Diarsipkan: %s",
    "ask": "Pengadu diminta melengkapi",
    "complete_recorded": "Dilengkapi",
    "complete_reported": "Dilengkapi",
    "lapse": "Diarsipkan: tidak dilengkapi dalam waktunya",
    "unanswered": "Tidak dilengkapi dalam waktunya: kembali ke Meja Informasi untuk dilaporkan",
    "reinstate_recorded": "Dikeluarkan dari arsip",
    "reinstate_reported": "Dikeluarkan dari arsip",
    "reopen": "Dibuka lagi: pengadu belum puas",
    "to_camat": "Dua kali belum selesai: kepada Camat",
    "settled": "Pengadu menyatakan masalahnya selesai",
    "correct": "Perbaikan catatan",
    "photo": "Foto dari pengadu ditambahkan",
    "describe": "Teks untuk umum ditulis",
    "reveal": "Identitas pengadu dibuka",
    "escalate": "Terlambat, dinaikkan kepada %s",
}
_ANSWER_KEYS = ("F2", "F3", "F4", "F6")
_RAISED_TO = {"1": "Sekretaris", "2": "Camat"}
_OVER_ELSEWHERE = {states.REFERRED: "arrow-bear-right", states.ARCHIVED: "archive"}


@dataclass(frozen=True)
class Button:
    """What opens the question before a step; one that leads is also pressed by Ctrl+Enter."""

    step: str
    opens: str
    icon: str
    words: str
    leads: bool = False


_MORE = (
    Button(allowed.DESCRIBE, "untuk-umum-tulis", "speakerphone", "Teks untuk umum"),
    Button(allowed.CORRECT, "perbaiki", "pencil", "Perbaikan"),
    Button(allowed.ASK, "lengkapi", "message-question", "Minta dilengkapi"),
    Button(allowed.REFER, "bukan-wewenang", "arrow-bear-right", "Bukan wewenang"),
    Button(allowed.ARCHIVE, "arsipkan", "archive", "Arsipkan"),
)

_PHOTO = Button(allowed.CORRECT, "tambah-foto", "camera", "Foto")


def draw(number: str) -> str:
    """The complaint of that number; NotFound unless whoever is signed in may see it."""
    person = guards.require_officer()
    found = detail.of(number, person)
    one, may = found.one, found.may
    takes_photo = allowed.CORRECT in may and one.state in states.OPEN and not found.photo
    standard, way = here().standard, [_told(step) for step in found.steps]
    follow_ups = [one for one in way if one.step.what == "follow_up" and one.step.text]
    return page.draw(
        "seats/complaints/complaint.html",
        found=found,
        one=one,
        may=may,
        way=way[::-1],
        follow_ups=follow_ups,
        completions=[one for one in way if one.step.what.startswith("complete_")],
        corrections=[one for one in way if one.step.what == "correct"],
        stages=_stages(one),
        over_elsewhere=_OVER_ELSEWHERE.get(one.state, ""),
        unclassified=allowed.FOLLOW_UP in may and not one.kind and allowed.CLASSIFY not in may,
        more=[button for button in _MORE if button.step in may] + ([_PHOTO] if takes_photo else []),
        takes_photo=takes_photo,
        photo_kinds=",".join(photos.KINDS),
        buttons=[button for button in _buttons(found, bool(follow_ups)) if button.step in may],
        kinds=states.KINDS,
        kind=one.kind or states.ORDINARY,
        units=standard.units_on(clock.service_day()),
        archive_reasons=states.GIVEN_REASONS,
        answers=standard.answers_on(clock.service_day(), one.category_code),
        answer_keys=_ANSWER_KEYS,
        recorded_by=_recorded_by(one),
        about=standard.unit(one.about_unit).name if one.guarded and one.about_unit else "",
        received_long=words.plain_date(one.received_on),
        longest=LONGEST,
        receipt_too=not set(papers.DESK).isdisjoint(person.roles),
        corrective_actions=corrective.of_complaint(one.id, found.who),
        may_issue=corrective_allowed.issues(found.who),
        role=guards.actor().role,
    )


def _told(step: SignedStep) -> ToldStep:
    deed = _DEEDS.get(step.what, step.what)
    return told(step, deed % _what(step) if "%s" in deed else deed)


def _what(step: SignedStep) -> str:
    if step.what == "report":
        return here().standard.unit(step.reason).name if step.reason else papers.OVERSIGHT
    said = {"classify": states.KINDS, "archive": states.ARCHIVE_REASONS, "escalate": _RAISED_TO}
    return said[step.what].get(step.reason, step.reason)


def _stages(one: ComplaintView) -> list[tuple[str, str]]:
    stands = states.REPORTED if one.reported_at else states.RECORDED
    state = one.state if one.state in _STAGES else stands
    return along(_STAGES, state, state == states.CLOSED)


def _recorded_by(one: ComplaintView) -> str:
    if one.by_visitor:
        return "ditulis sendiri oleh tamu"
    return "oleh pengadu sendiri" if one.recorded_by == CITIZEN.who else one.recorded_by


def _buttons(found: detail.ComplaintDetail, followed_up: bool) -> tuple[Button, ...]:
    """The steps of the way itself, in its order."""
    one, may = found.one, found.may
    begun = followed_up or bool(one.answer)
    again = "Golongkan lagi" if one.classified_at else "Golongkan"
    first = not one.classified_at and allowed.FOLLOW_UP not in may
    section = "Alihkan seksi" if one.unit else "Laporkan kepada Kasi"
    to_report = one.classified_at is not None and not one.unit
    answer = "Ubah jawaban" if one.answered else "Jawab"
    return (
        Button(allowed.REINSTATE, "keluarkan", "archive-off", "Keluarkan dari arsip"),
        Button(allowed.CLASSIFY, "golongkan", "category", again, first),
        Button(allowed.REPORT, "laporkan", "send", section, to_report),
        Button(allowed.COMPLETE, "dilengkapi", "message-plus", "Sudah dilengkapi", True),
        Button(allowed.FOLLOW_UP, "tindaklanjuti", "writing", "Tindak lanjut", not begun),
        Button(allowed.ANSWER, "jawab", "message-reply", answer, begun and not one.answered),
        Button(allowed.CLOSE, "selesaikan", "check", "Selesai", True),
    )
