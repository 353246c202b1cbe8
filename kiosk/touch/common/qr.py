"""An address as a QR code, to be read by a phone's camera."""

import segno
from markupsafe import Markup


def drawn(address: str | None) -> Markup | None:
    """The QR of an address; None for none, where phones cannot reach the office."""
    if address is None:
        return None
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(omitsize=True, border=2, dark="#0a1830", light="#fff"))
