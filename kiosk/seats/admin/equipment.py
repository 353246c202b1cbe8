"""What the office prints and speaks with: printers that were found, the voice, each tried."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import Blueprint, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.admin import pages
from shared import letters
from shared.config import VOICES, WIDTHS
from shared.documents import maker
from shared.errors import N_, Invalid, NotFound
from shared.rules.admin import office_data
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.paper import printers, slips, trials
from shared.web import guards

bp = Blueprint("admin_equipment", __name__, url_prefix="/admin")
bp.before_request(guards.seat(staff.ADMIN))

_SAMPLE = "Nomor antrean A, nol, nol, satu, silakan menuju loket satu."
_VOICES = {
    "auto": N_("Yang terbaik yang terpasang"),
    "clips": N_("Rekaman suara pegawai"),
    "mbrola": N_("Suara mbrola (Bahasa Indonesia)"),
    "espeak": N_("Suara espeak-ng"),
    "off": N_("Tanpa suara"),
}
# What is no address at all is not worth a process that knows printers.
_ADDRESS = re.compile(r"none|(?:usb|net|serial|file|cups|virtual):[!-~ ]{0,200}")
_LEARNT: Mapping[str, Mapping[str, Any]] = {
    "good": {},
    "cut": {"width": 58},
    "narrow": {"width": 80},
    "codes": {"codes": "printer"},
    "no-codes": {"codes": "picture"},
}

_ANSWERS = (
    ("good", N_("Benar semua")),
    ("cut", N_("Terpotong di kanan: kertas 58 mm")),
    ("narrow", N_("Terlalu sempit: kertas 80 mm")),
    ("codes", N_("Kedua kode QR terbaca")),
    ("no-codes", N_("Kode QR kedua rusak")),
)


@bp.get("/suara")
def voice(**values: Any) -> str:
    """Who speaks the calls, to be heard here."""
    return pages.draw("voice", **spoken(), **values)


def spoken() -> dict[str, object]:
    """Who speaks now, and who else could."""
    return {
        "voices": [(one, _VOICES[one]) for one in VOICES],
        "chosen": here().settings.voice,
        "maker": current_app.extensions["antrean.speaker"].maker,
        "pinned": "voice" in here().settings.pinned,
    }


@bp.post("/suara")
@pages.told_on(voice)
def set_voice() -> Response:
    office_data.choose({"board": {"voice": request.form.get("voice", "")}}, guards.actor())
    current_app.extensions["antrean.speaker"].choose(here().settings.voice)
    again = "admin_devices.devices" if pages.MARK in request.args else "admin_equipment.voice"
    return redirect(url_for(again, selesai=1))


@bp.get("/suara/contoh.wav")
def sample() -> Response:
    """A call as it is spoken now."""
    said = current_app.extensions["antrean.speak"](_SAMPLE)
    if said is None:
        raise NotFound(N_("Belum ada suara yang dapat berbicara."), code="no-voice")
    return Response(said.read_bytes(), mimetype="audio/wav")


@bp.get("/pencetak")
def paper(**values: object) -> str:
    """The printers, where each is, its trial print, and others to choose from."""
    settings = here().settings
    found = current_app.extensions["antrean.find-printers"]() if "cari" in request.args else None
    return pages.draw(
        "paper",
        found=found,
        chosen=settings,
        widths=WIDTHS,
        answers=_ANSWERS,
        pinned=bool({"printers_ticket", "printers_sheet"} & settings.pinned),
        addresses=printers.addresses(),
        a4=printers.sheet_names(settings.printers_sheet),
        slips_printed=slips.has_printer(),
        trial=_trial(),
        touch=uuid4(),
        **values,
    )


@bp.post("/pencetak/uji")
@pages.told_on(paper)
def test_slip() -> Response:
    return redirect(url_for("admin_equipment.paper", karcis=slips.ask_for_test(guards.actor())))


@bp.post("/pencetak/lembar")
@pages.told_on(paper)
def test_sheet() -> Response:
    printer, touch = request.form.get("printer", ""), request.form.get("touch", "")
    pdf = maker.make(trials.sheet(printer))
    job = trials.ask_sheet(pdf, printer, touch, guards.actor())
    return redirect(url_for("admin_equipment.paper", lembar=job.id))


@bp.post("/pencetak/pilih")
@pages.told_on(paper)
def choose_printers() -> Response:
    """Which printers the office uses; the print station begins anew with them."""
    form = request.form
    ticket, sheet = (
        (form.get(f"{kind}-other", "").strip() or form.get(kind, ""))
        for kind in ("ticket", "sheet")
    )
    width = form.get("width", 0, type=letters.whole)
    if not (_ADDRESS.fullmatch(ticket) and _ADDRESS.fullmatch(sheet)):
        raise Invalid(N_("Pilih pencetak, atau tulis alamatnya seperti contohnya."), code="address")
    chosen = {"ticket": ticket, "sheet": sheet, "width": width}
    wrong = current_app.extensions["antrean.wrong-addresses"]
    office_data.choose({"printers": chosen}, guards.actor(), wrong)
    return redirect(url_for("admin_equipment.paper", selesai=1))


@bp.post("/pencetak/jawab")
@pages.told_on(paper)
def answer_trial() -> Response:
    """What somebody saw on the trial slip: the program learns how this printer prints."""
    learnt = _LEARNT.get(request.form.get("saw", ""))
    if learnt is None:
        raise Invalid(N_("Pilih apa yang terlihat di karcis uji."), code="saw")
    if learnt:
        office_data.choose({"printers": learnt}, guards.actor())
    return redirect(url_for("admin_equipment.paper", selesai=1))


def _trial() -> trials.Trial | None:
    """How the trial stands that was asked for on this page."""
    for field, stand in (("karcis", trials.of_slip), ("lembar", trials.of_sheet)):
        job = request.args.get(field, type=letters.whole)
        if job is not None:
            return stand(job)
    return None
