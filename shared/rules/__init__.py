"""The rules of the office, by subject; each asks only what comes before it.

common → hours → paper → queue → applications → complaints → corrective → oversight → admin
"""

# Paper knows no subject. Each tells it, when it is imported, what its kinds of slip and sheet are;
# importing them here leaves no process that asks for a paper, or prints it, without one of them.
from shared.rules.applications import file_slips as _file_slips  # noqa: F401
from shared.rules.applications import kk_prints as _kk_prints  # noqa: F401
from shared.rules.complaints import slip as _complaint_slip  # noqa: F401
from shared.rules.queue import slip as _queue_slip  # noqa: F401
