"""Personal data at rest: sealed with a key that lies beside the data, found again by a keyed hash.

Whoever has the database file alone reads no NIK, KK number or telephone number.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared import files
from shared.errors import N_, SetupError

_FILE = "personal.key"
_LENGTH = 32
_NONCE = 12

_seal_key: AESGCM | None = None
_find_key = b""
_chain_key = b""


@dataclass(frozen=True)
class Sealed:
    """Personal text as a row holds it: it shows nothing until a rule asks for it with `opened`."""

    kept: bytes = field(repr=False)


def use(data: Path, *, fresh: bool) -> None:
    """Take the office's key from its data folder; made there while the office is `fresh`.

    Raises SetupError when it is damaged, or gone: with a new one nobody would read what is kept.
    """
    global _seal_key, _find_key, _chain_key
    path = data / _FILE
    if not fresh and not path.exists():
        raise SetupError(str(path), "-", N_("kunci data pribadi hilang; pulihkan dari cadangan"))
    master = files.made_once(path, lambda: secrets.token_bytes(_LENGTH))
    if len(master) != _LENGTH:
        raise SetupError(str(path), "-", N_("kunci data pribadi rusak; pulihkan dari cadangan"))
    _seal_key, _find_key = AESGCM(_derive(master, b"seal")), _derive(master, b"find")
    _chain_key = _derive(master, b"chain")


def seal(text: str) -> bytes:
    """The text, unreadable without the key; different each time."""
    return seal_bytes(text.encode())


def unseal(sealed: bytes) -> str:
    """The text of `seal`; SetupError when the key is not the one that sealed it."""
    return unseal_bytes(sealed).decode()


def opened(text: Sealed | None) -> str:
    """What a sealed field of a row says; empty where it says nothing."""
    return unseal(text.kept) if text else ""


def seal_bytes(plain: bytes) -> bytes:
    """The bytes, unreadable without the key; different each time."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _key().encrypt(nonce, plain, None)


def unseal_bytes(sealed: bytes) -> bytes:
    """The bytes of `seal_bytes`; SetupError when the key is not the one that sealed them."""
    try:
        return _key().decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except InvalidTag as error:
        raise SetupError(
            _FILE, "-", N_("kunci data pribadi bukan milik data ini; pulihkan dari cadangan")
        ) from error


def fingerprint(text: str) -> str:
    """A keyed hash: the same text gives the same one, nobody without the key can guess it."""
    _key()
    return hmac.new(_find_key, text.encode(), hashlib.sha256).hexdigest()


def chained(text: str) -> str:
    """The mark of a line of the journal: nobody without the key can make one."""
    _key()
    return hmac.new(_chain_key, text.encode(), hashlib.sha256).hexdigest()


def _key() -> AESGCM:
    if _seal_key is None:
        raise SetupError(_FILE, "-", N_("kunci data pribadi belum dibuka"))
    return _seal_key


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), _LENGTH, None, b"antrean:" + purpose).derive(master)
