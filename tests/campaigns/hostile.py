"""Every hostile request that there is, at every address, by everybody who may: minutes.

`python -m tests.campaigns.hostile` says what was answered wrongly; with `--every 5` it makes each
fifth attack. The suite makes each 43rd (`tests/guards/test_no_fault.py`).
"""

import argparse
import sys
import tempfile
from pathlib import Path

import tests.conftest  # noqa: F401  # what the suite spares, this does too
from tests.guards import sieges


def main() -> None:
    """Attack, tell, and exit with 1 where something was wrong."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--every", type=int, default=1)
    every, wrong = asked.parse_args().every, False
    for part in (sieges.of_messages, sieges.of_pages):
        with tempfile.TemporaryDirectory() as folder:
            siege = part(Path(folder), every)
        sys.stdout.write(f"{part.__name__}: {siege.asked} attacks\n")
        for what, requests in siege.wrong.items():
            wrong = True
            sys.stdout.write(f"{len(requests)}x {what}\n    {requests[0]}\n")
    sys.exit(wrong)


if __name__ == "__main__":
    main()
