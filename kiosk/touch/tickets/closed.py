"""Pages for when no number can be given: each says why, and what to do instead."""

from dataclasses import dataclass

from flask import render_template, url_for

from kiosk.touch.common.translate import _
from kiosk.touch.tickets import services
from shared.rules.queue.touchscreen import Home


@dataclass(frozen=True)
class ClosedReason:
    """Why not, in one breath, and what a person can do now."""

    icon: str
    title: str
    text: str
    steps: tuple[str, ...]


def closed_page(seen: Home, version: str) -> str:
    """The home page of a closed office: when it opens, and what can be done meanwhile."""
    return render_template(
        "touch/tickets/closed.html",
        closed=seen.office,
        version=version,
        title=_(seen.office.title),
        follows=seen.office.follows(_),
        groups=[group for line in seen.services for group in services.groups(line.service)],
    )


def sorry_page(code: str) -> str:
    """The page of one refusal; unknown codes get the general one."""
    reasons = _reasons()
    return render_template(
        "touch/tickets/sorry.html",
        code=code,
        reason=reasons.get(code, reasons["error"]),
        back=url_for("touch.home"),
    )


def _reasons() -> dict[str, ClosedReason]:
    return {
        "quota": ClosedReason(
            "ticket-off",
            _("Nomor hari ini sudah habis"),
            _("Petugas hanya sanggup melayani sejumlah orang sehari."),
            (
                _("Datanglah pada hari kerja berikutnya, lebih pagi."),
                _("Periksa syaratnya dulu: tekan Mulai lagi, lalu pilih keperluan Anda."),
                _("Keperluan mendesak? Tekan Minta bantuan."),
            ),
        ),
        "slow-down": ClosedReason(
            "hand-stop",
            _("Sebentar, ya"),
            _("Sudah banyak yang diminta dari sini dalam waktu singkat."),
            (
                _("Tunggu satu menit, lalu coba lagi."),
                _("Satu orang cukup mengambil satu nomor untuk setiap keperluan."),
                _("Mengantre untuk orang lain? Tekan Minta bantuan."),
            ),
        ),
        "clock-doubted": ClosedReason(
            "clock-question",
            _("Silakan ke petugas dahulu"),
            _("Tanggal dan jam layar ini perlu diperiksa dahulu. Belum ada nomor yang dibuat."),
            (
                _("Silakan langsung ke petugas di meja informasi."),
                _("Tekan Minta bantuan bila perlu."),
            ),
        ),
        "stale-form": ClosedReason(
            "refresh",
            _("Halaman sudah terlalu lama terbuka"),
            _("Belum ada nomor yang dibuat."),
            (_("Tekan Mulai lagi, lalu pilih layanan."), _("Tekan Minta bantuan bila perlu.")),
        ),
        "error": ClosedReason(
            "alert-triangle",
            _("Nomor belum dapat dibuat"),
            _("Belum ada nomor yang diambil."),
            (_("Tekan Mulai lagi, lalu coba sekali lagi."), _("Masih gagal? Tekan Minta bantuan.")),
        ),
    }
