"""Who does something: a signed-in person in a role, a device, a citizen, or the system."""

from dataclasses import dataclass

from shared.errors import N_

NOT_YOURS = N_("Halaman ini bukan untuk peran Anda.")


@dataclass(frozen=True)
class Actor:
    """Somebody in a role; `who` goes into the journal and names no private person."""

    who: str
    role: str
    staff_id: int | None = None


CITIZEN = Actor("warga", "warga")
SYSTEM = Actor("sistem", "sistem")
