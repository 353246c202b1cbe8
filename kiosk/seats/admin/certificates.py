"""The admin's page of certificates `/admin/sertifikat`: whose signatures on KK are believed."""

from contextlib import closing

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.admin import pages
from shared.errors import N_, Invalid
from shared.rules.admin import certificates
from shared.rules.common import staff
from shared.web import guards

bp = Blueprint("admin_certificates", __name__, url_prefix="/admin/sertifikat")
bp.before_request(guards.seat(staff.ADMIN))


@bp.get("")
def trusted(**values: object) -> str:
    """The certificates with their issuer, how long they hold, and who added them."""
    return pages.draw(
        "certificates", found=certificates.everything(), names=staff.usernames(), **values
    )


@bp.post("")
@pages.told_on(trusted)
def add() -> Response:
    given = request.files.get("certificate")
    if given is None or not given.filename:
        raise Invalid(N_("Pilih berkas sertifikatnya dahulu."), code="no-file")
    with closing(given):
        certificates.add(given.read(), guards.actor())
    return redirect(url_for("admin_certificates.trusted", selesai=1))


@bp.post("/hapus")
@pages.told_on(trusted)
def remove() -> Response:
    pages.ask(N_("Hapus sertifikat ini? KK yang bertanda tangan dengannya tidak dipercaya lagi."))
    certificates.remove(request.form.get("file", ""), guards.actor())
    return redirect(url_for("admin_certificates.trusted", selesai=1))
