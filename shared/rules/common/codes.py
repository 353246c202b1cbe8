"""The 4-digit code on a receipt that lets its holder, and nobody else, ask how things stand."""

import hmac
import secrets

from shared import vault

_DIGITS = 4


def new() -> str:
    """A fresh code; told once, on the receipt."""
    return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"


def of_press(touch: str) -> str:
    """The code that belongs to one press, so that a press sent twice is told the same one."""
    return f"{int(vault.fingerprint(f'press:{touch}'), 16) % 10**_DIGITS:0{_DIGITS}d}"


def hashed(code: str) -> str:
    """What is kept of a code."""
    return vault.fingerprint(f"code:{code}")


def fits(code: str, kept: str) -> bool:
    """Whether this is the code of which `kept` is kept."""
    return hmac.compare_digest(kept, hashed(code.strip()))
