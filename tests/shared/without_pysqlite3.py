"""A pytest plugin: as on a machine for which pysqlite3 has no wheel."""

import sys

sys.modules["pysqlite3"] = None  # type: ignore[assignment]
