"""The office's authority in its backups, so that a new machine is believed as the old one was.

Root seals it to the recovery key, and lays it where whoever makes backups may read it. The key is
the first that the office had: another one, which the office's own user could have put there, is
believed when root says so.
"""

import re
import shutil
from io import BytesIO
from pathlib import Path

from pydantic import BaseModel, ValidationError

from deploy.office_network import certificates
from deploy.office_network.machine_names import Called
from shared import clock, files
from shared.errors import N_, Refused

PART = "sertifikat-kantor.age"
"""Its name in a backup, and in the folder of an office that was restored elsewhere."""
SEALED, _TOLD = "kantor.age", "kantor.json"
_PEM = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----\n", re.DOTALL)
_NO_KEY = N_("Kunci pemulihan di folder data tidak terbaca; buat yang baru di Admin, Cadangan.")


class Spare(BaseModel):
    """Which authority is sealed, and to which key."""

    public: str
    fingerprint: str


def found(folder: Path) -> Spare | None:
    """What is sealed there; None while there is nothing, or when it is an older authority."""
    try:
        spare = Spare.model_validate_json((folder / _TOLD).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    is_there = (folder / SEALED).is_file()
    return spare if is_there and spare.fingerprint == certificates.fingerprint(folder) else None


def is_due(folder: Path, public: str) -> bool:
    """Whether the authority waits to be sealed; `public`: the office's recovery key, if any."""
    return bool(public) and found(folder) is None


def seal(folder: Path, public: str, *, anew: bool = False) -> str:
    """Seal the authority to the key that it was sealed to before, else to this one; to which.

    `anew`: to this one whatever was before. Raises Refused for what is no key.
    """
    import pyrage

    from deploy.backup import sealing

    if not anew:
        public = _known(folder) or public
    out = BytesIO()
    try:
        with sealing.sealed(out, [public]) as inside:
            for name in (certificates.AUTHORITY, certificates.AUTHORITY_KEY):
                inside.write((folder / name).read_bytes())
    except pyrage.RecipientError as error:
        raise Refused(_NO_KEY, code="no-key") from error
    files.write(folder / SEALED, out.getvalue(), 0o644)
    told = Spare(public=public, fingerprint=certificates.fingerprint(folder))
    files.write(folder / _TOLD, told.model_dump_json().encode(), 0o644)
    return public


def put_back(part: Path, secret: str, public: str, folder: Path, called: Called) -> str:
    """Make the authority of a backup that of this machine, sealed to its key; its fingerprint.

    What was there is kept beside it. Raises Refused, with nothing changed, for a part that is not
    whole.
    """
    from deploy.backup import sealing

    with part.open("rb") as source, sealing.opened(source, secret, part.name) as inside:
        pem = inside.read()
    blocks = [one.group() for one in _PEM.finditer(pem)]
    if b"".join(blocks) != pem or len(blocks) != 2:
        raise Refused(sealing.DAMAGED, code="damaged", name=part.name)
    aside = folder / f"sebelum-{clock.now():%Y%m%d-%H%M%S}"
    files.make_folder(aside)
    for path in folder.iterdir():
        if path.is_file():
            shutil.copy2(path, aside)
    authority, key = blocks
    files.write(folder / certificates.AUTHORITY_KEY, key, 0o600)
    files.write(folder / certificates.AUTHORITY, authority, 0o644)
    certificates.renew(folder, called)
    seal(folder, public, anew=True)
    return certificates.fingerprint(folder)


def _known(folder: Path) -> str:
    """The key to which an authority was sealed here before, this one or an older."""
    try:
        return Spare.model_validate_json((folder / _TOLD).read_bytes()).public
    except (FileNotFoundError, ValidationError):
        return ""
