"""The index of satisfaction out of answers: exact, rounded half upwards only at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

SCORES = (1, 2, 3, 4)
_PLACES = 2


@dataclass(frozen=True)
class OfElement:
    """How often each score was given to an element, from 1 to 4, by those who filled it in."""

    counts: tuple[int, int, int, int]

    @property
    def filled(self) -> int:
        """How many filled it in."""
        return sum(self.counts)

    @property
    def total(self) -> int:
        """The sum of their scores."""
        return sum(score * number for score, number in zip(SCORES, self.counts, strict=True))

    @property
    def mean(self) -> Fraction | None:
        """NRR; None where nobody filled it in."""
        return Fraction(self.total, self.filled) if self.filled else None


def of_elements(answers: Sequence[str], number: int) -> list[OfElement]:
    """Each of so many elements, of all who filled it in."""
    # One string, of which every `number`-th character is of the same element.
    written = "".join(answers)
    return [
        OfElement(tuple(written[at::number].count(str(score)) for score in SCORES))  # type: ignore[arg-type]
        for at in range(number)
    ]


def index(means: Sequence[Fraction]) -> Fraction:
    """IKM of the elements' means: each weighs the same (exact ninths, DOMAIN 4.4), times 25."""
    return sum(means, Fraction(0)) / len(means) * 25


def rounded(exact: Fraction, places: int = _PLACES) -> Decimal:
    """Half upwards, with so many places."""
    scale: int = 10**places
    return Decimal((2 * exact.numerator * scale + exact.denominator) // (2 * exact.denominator)) / (
        Decimal(scale)
    )


def written(exact: Fraction | None, places: int = _PLACES) -> str:
    """`88,31`, `1.210,0`; `–` where there is nothing to tell."""
    if exact is None:
        return "–"
    return f"{rounded(exact, places):,.{places}f}".translate(str.maketrans(",.", ".,"))
