"""Before cupsd starts: stop every queue in printers.conf, so that nothing prints by itself.

    python3 stopped_queues.py /etc/cups/printers.conf

systemd runs it (`antrean-queues.conf`). After a power cut CUPS would print an unfinished job once
more; a stopped queue waits until the print station has looked into it. Uses the standard library
only: it runs under the system's own Python.
"""

import os
import sys
from pathlib import Path

MARK = "antrean: menunggu pemeriksaan"


def stop(path: Path) -> int:
    """Stop the queues that are not stopped yet; how many. Harmless without the file."""
    if not path.exists():
        return 0
    kept: list[str] = []
    stopped = 0
    ours = False  # whether the queue at hand is one that we stop
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(("<Printer", "<DefaultPrinter")):
            ours = False
        if line.strip() == "State Idle":
            kept += ["State Stopped", f"StateMessage {MARK}", "Reason paused"]
            stopped += 1
            ours = True
        elif not (ours and line.startswith("StateMessage")):
            kept.append(line)
    if stopped:
        _replace(path, "\n".join(kept) + "\n")
    return stopped


def _replace(path: Path, text: str) -> None:
    found = path.stat()
    draft = path.with_name(f"{path.name}.antrean")
    draft.touch(0o600)
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.chown(draft, found.st_uid, found.st_gid)
    draft.chmod(found.st_mode & 0o777)
    draft.replace(path)


if __name__ == "__main__":
    stop(Path(sys.argv[1]))
