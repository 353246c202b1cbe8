"""The certificates whose signatures this office believes: added, shown and taken away by the admin.

They lie as files in the folder that the examiner of PDFs reads; who added one stands above it.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from shared import clock, db, files
from shared.discreet import discreet
from shared.errors import N_, Invalid, NotFound, Refused
from shared.rules.common import journal
from shared.rules.common.actor import Actor
from shared.rules.common.office import here

LARGEST = 40_000
_ENDINGS = (".pem", ".crt", ".cer", ".der")
_ADDED = "Added: "

_NONE = N_(
    "Berkas ini bukan sertifikat. Pilih berkas .pem, .crt, .cer, atau .der "
    "dari Dinas Dukcapil atau BSrE."
)
_KEY = N_("Berkas ini memuat kunci rahasia, bukan sertifikat. Jangan dikirim ke mana pun.")
_OVER = N_("Sertifikat “%(name)s” sudah habis masa berlakunya. Minta yang baru.")
_KNOWN = N_("Sertifikat “%(name)s” sudah ada di daftar.")
_GONE = N_("Sertifikat ini tidak ada lagi di daftar.")
_CLOSED = N_("Folder sertifikat tidak dapat ditulis. Periksa setelan applications.trust.")


@dataclass(frozen=True)
class TrustedCertificate:
    """One certificate; without `added_by` it was laid into the folder by hand, as `file`."""

    file: str
    mark: str
    name: str
    issuer: str
    first: datetime
    last: datetime
    added_by: str = ""
    added_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether it holds no longer."""
        return clock.now() > self.last

    @property
    def is_early(self) -> bool:
        """Whether it does not hold yet."""
        return clock.now() < self.first


def everything() -> list[TrustedCertificate]:
    """All that the office believes, by name; a file that holds no certificate is passed over."""
    folder = here().settings.trust_folder
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [one for path in paths if path.suffix.lower() in _ENDINGS for one in _in(path)]
    return sorted(found, key=lambda one: (one.name, one.last))


def add(data: bytes, by: Actor) -> int:
    """Believe the certificates of an uploaded file; how many there were.

    Raises Invalid for anything but certificates that hold, Refused for those known already.
    """
    if b"PRIVATE KEY" in data:
        raise Invalid(_KEY, code="private-key")
    read = [] if len(data) > LARGEST else _read(data)
    if not read:
        raise Invalid(_NONE, code="no-certificate")
    for one in read:
        if clock.now() > one.not_valid_after_utc:
            raise Invalid(_OVER, code="expired", name=_named(one.subject))
        if (here().settings.trust_folder / _file_of(one)).exists():
            raise Refused(_KNOWN, code="known", name=_named(one.subject))
    _require_room()
    with db.transaction():
        for one in read:
            journal.write(by, "certificate.added", _mark(one), name=_named(one.subject))
            db.after_commit(partial(_keep, one, by.who))
    return len(read)


def remove(file: str, by: Actor) -> None:
    """Believe what lies in that file no longer; PDFs judged before keep their judgement."""
    gone = [one for one in everything() if one.file == file]
    if not gone:
        raise NotFound(_GONE, code="no-certificate")
    _require_room()
    with db.transaction():
        for one in gone:
            journal.write(by, "certificate.removed", one.mark, name=one.name)
        db.after_commit(partial((here().settings.trust_folder / file).unlink, missing_ok=True))


def _in(path: Path) -> Iterator[TrustedCertificate]:
    try:
        data = path.read_bytes()
    except OSError:
        return
    moment, _, who = _head(data).partition(" ")
    for one in _read(data):
        yield TrustedCertificate(
            file=path.name,
            mark=_mark(one),
            name=_named(one.subject),
            issuer=_named(one.issuer),
            first=one.not_valid_before_utc,
            last=one.not_valid_after_utc,
            added_by=who,
            added_at=datetime.fromisoformat(moment) if who else None,
        )


def _head(data: bytes) -> str:
    """What `_keep` wrote above the certificate; "" above any other."""
    line = data.partition(b"\n")[0]
    return line.removeprefix(_ADDED.encode()).decode() if line.startswith(_ADDED.encode()) else ""


def _read(data: bytes) -> list[x509.Certificate]:
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except ValueError:
        return []


def _keep(one: x509.Certificate, who: str) -> None:
    head = f"{_ADDED}{clock.now().isoformat()} {who}\n".encode()
    path = here().settings.trust_folder / _file_of(one)
    files.write(path, head + one.public_bytes(Encoding.PEM))


def _require_room() -> None:
    """Raise Refused before the journal tells of a file that cannot be written."""
    folder = here().settings.trust_folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(_CLOSED, code="no-folder") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refused(_CLOSED, code="no-folder")


def _mark(one: x509.Certificate) -> str:
    return one.fingerprint(SHA256()).hex()[:16]


def _file_of(one: x509.Certificate) -> str:
    return f"{_mark(one)}.pem"


def _named(name: x509.Name) -> str:
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return discreet(str(common[0].value) if common else name.rfc4514_string())[:120]
