"""Whether citizens' phones find this machine where their tickets say, and officers trust it."""

import socket
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from deploy import address
from deploy.office_network import certificates as of_office
from deploy.office_network import spare
from shared import clock, terminal
from shared.config import Settings
from shared.rules.admin.checkup import Observation, bad, good
from shared.rules.common import backups, words
from shared.web import hosts

_ENDS_SOON = timedelta(days=25)
"""It is made anew a month before its end: with less left nobody does."""
_NEAR = ("127.0.0.1", "::1", "localhost")
_SECONDS = 5
_NAME = "Alamat kantor"
_NO_SHEET = "buat kunci pemulihan di Admin, Cadangan"
_OLD_SHEET = (
    "di cadangan hanya terbuka dengan lembar lama %(old)s; bila %(new)s lembar yang baru, jalankan"
)


def public_address(settings: Settings) -> Iterator[Observation]:
    """Whether the address in the tickets' QR is this machine, and answers."""
    if not settings.public_url:
        yield good("public-url", _NAME, "web.public_url kosong: karcis tanpa kode QR")
        return
    yield _reached(settings, settings.public_url)


def _reached(settings: Settings, url: str) -> Observation:
    host, running = urlsplit(url).hostname or "", address.kept(settings)
    values = {"url": url, "host": host}
    if host in _NEAR:
        text = "%(url)s hanya dikenal komputer ini, ponsel tidak; tulis alamat jaringannya"
        return bad("public-url", _NAME, text, **values)
    if running.bind in _NEAR and not running.proxy:
        text = "ponsel tidak sampai: web.bind hanya untuk komputer ini; tulis 0.0.0.0"
        return bad("public-bind", _NAME, text)
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, None)}
    except OSError:
        text = "nama %(host)s tidak dikenal di jaringan; pakai alamat angka, atau daftarkan namanya"
        return bad("public-name", _NAME, text, **values)
    if not any(hosts.is_present(ip_address(one.partition("%")[0])) for one in found):
        text = "%(url)s bukan komputer ini%(found)s; betulkan web.public_url atau alamatnya"
        where = "" if host in found else f", melainkan {', '.join(sorted(found))}"
        return bad("public-other", _NAME, text, **values, found=where)
    if not _answers(url):
        text = "%(url)s tidak menjawab; periksa port dan tembok api"
        return bad("public-silent", _NAME, text, **values)
    return good("public-url", _NAME, "%(url)s menjawab, di komputer ini", **values)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/healthz", timeout=_SECONDS) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def certificates(settings: Settings) -> Iterator[Observation]:
    """The office's own certificate, where the machine was installed with one."""
    name = "Sertifikat kantor"
    if not (of_office.FOLDER / of_office.MACHINE).exists():
        return
    try:
        ends = of_office.ends(of_office.FOLDER)
    except PermissionError:
        yield good("tls", name, "tidak boleh dibaca oleh pengguna ini")
        return
    day = words.day_of(ends)
    if ends - clock.now() < _ENDS_SOON:
        text = "berakhir %(day)s; jalankan sudo systemctl start antrean-sertifikat"
        yield bad("tls", name, text, day=day)
    else:
        yield good("tls", name, "berlaku sampai %(day)s, dibuat baru sendiri", day=day)
    yield _authority(settings)


def _authority(settings: Settings) -> Observation:
    """Whether a new machine would be believed: the authority in the backups, for today's sheet."""
    name, folder = "Sertifikat kantor", of_office.FOLDER
    sealed, public = spare.found(folder), backups.recipient(settings.data)
    if sealed is None:
        text = "tidak ikut cadangan: komputer baru harus dipercayakan lagi di setiap meja; "
        mend = "jalankan sudo systemctl start antrean-sertifikat" if public else _NO_SHEET
        return bad("tls-backup", name, text + mend)
    values = {"old": backups.mark(sealed.public), "new": backups.mark(public) if public else ""}
    if public and sealed.public != public:
        text = f"{_OLD_SHEET} {terminal.typed('backup authority', root=True)}"
        return bad("tls-backup-key", name, text, **values)
    newest = backups.state(settings.data).newest
    if newest is None or newest.at.timestamp() < (folder / spare.SEALED).stat().st_mtime:
        text = f"belum ada di cadangan mana pun; jalankan {terminal.typed('backup')}"
        return bad("tls-backup-none", name, text)
    return good("tls-backup", name, "ada di cadangan, terbuka dengan lembar %(old)s", **values)
