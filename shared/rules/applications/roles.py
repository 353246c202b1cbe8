"""Who may do what with a file: read it, check its papers, decide on it (clauses 4.1 to 4.3)."""

from shared.rules.common import staff

DECIDERS = (staff.SECTION_HEAD,)
"""The head of the section that serves the KK; the head of another one only answers complaints."""

CHECKERS = (staff.COUNTER, *DECIDERS)
READERS = (staff.COUNTER, staff.OPERATOR, *DECIDERS, *staff.OVERSEERS)
LOOKERS = (staff.OPERATOR, *DECIDERS)
"""Who may look at the signed KK."""
