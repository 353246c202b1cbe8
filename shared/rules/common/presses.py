"""One press of a button and its UUID: what lets a press that is sent twice act once."""

from uuid import UUID

from shared.errors import N_, Invalid


def tidy(touch: str) -> str:
    """The press's UUID in its one spelling; Invalid when it is none."""
    try:
        return str(UUID(touch))
    except ValueError as error:
        raise Invalid(N_("Tekan tombol sekali lagi."), code="touch") from error
