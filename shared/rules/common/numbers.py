"""Numbers of the office's books: gap-free for each book and year, never used twice."""

from shared import db
from shared.rules.common.office import here

_NEXT = (
    "INSERT INTO year_counter (office_id, book, year, last) VALUES (?, ?, ?, 1)"
    " ON CONFLICT (office_id, book, year) DO UPDATE SET last = last + 1 RETURNING last"
)


def next_in_year(book: str, year: int) -> int:
    """The book's next number of that year, inside the present transaction."""
    return int(db.rows(_NEXT, here().id, book, year)[0][0])
