"""Who does something: a signed-in person in a role, a device, a citizen, or the system."""

from dataclasses import dataclass

from shared.errors import N_

NOT_YOURS = N_("Halaman ini bukan untuk peran Anda.")


@dataclass(frozen=True)
class Actor:
    """Somebody in a role; `who` goes into the journal and names no private person.

    `standing`: "Plh." or "Plt." of whoever stands in for the holder of the role.
    """

    who: str
    role: str
    staff_id: int | None = None
    standing: str = ""

    @property
    def signs(self) -> str:
        """The role as it is written down: `camat`, or `Plh. camat` of whoever stands in."""
        return f"{self.standing} {self.role}".strip()


CITIZEN = Actor("warga", "warga")
SYSTEM = Actor("sistem", "sistem")
