"""Whether citizens' phones find this machine where their tickets say, and officers trust it."""

import socket
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from deploy import address
from deploy.office_network import certificates as of_office
from shared import clock
from shared.config import Settings
from shared.rules.admin.checkup import Observation, bad, good
from shared.rules.common import words
from shared.web import hosts

TLS = Path("/etc/antrean/tls")
_ENDS_SOON = timedelta(days=25)
"""It is made anew a month before its end: with less left nobody does."""
_NEAR = ("127.0.0.1", "::1", "localhost")
_SECONDS = 5
_NAME = "Alamat kantor"


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
    if not (TLS / of_office.MACHINE).exists():
        return
    try:
        ends = of_office.ends(TLS)
    except PermissionError:
        yield good("tls", name, "tidak boleh dibaca oleh pengguna ini")
        return
    day = words.day_of(ends)
    if ends - clock.now() < _ENDS_SOON:
        text = "berakhir %(day)s; jalankan sudo systemctl start antrean-sertifikat"
        yield bad("tls", name, text, day=day)
    else:
        yield good("tls", name, "berlaku sampai %(day)s, dibuat baru sendiri", day=day)
