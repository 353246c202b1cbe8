"""Numbers of the office's books: gap-free for each book and year, never used twice."""

from shared import db
from shared.rules.common.office import here

_NEXT = (
    "INSERT INTO year_counter (office_id, book, year, last) VALUES (:office, :book, :year, 1)"
    " ON CONFLICT (office_id, book, year) DO UPDATE"
    " SET last = year_counter.last + 1 RETURNING last"
)


def next_in_year(book: str, year: int) -> int:
    """The book's next number of that year, inside the present transaction."""
    db.require_transaction()
    return int(db.value(_NEXT, office=here().id, book=book, year=year))
