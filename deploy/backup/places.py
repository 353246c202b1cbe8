"""Where backups could go on this computer: sticks, second disks and network folders in place."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_BELOW = ("/media/", "/mnt/", "/srv/", "/run/media/")
"""Where the office's own service may write."""
_NETWORK = frozenset({"cifs", "nfs", "nfs4", "fuse.sshfs", "smb3"})
_GB = 1_000_000_000


@dataclass(frozen=True)
class OtherDisk:
    """A folder on another disk; `words`: what it is and what is free, `why_not`: what hinders."""

    place: str
    words: str
    why_not: str = ""


def find(data: Path) -> list[OtherDisk]:
    """Each that is not the disk of the data folder, the usable first."""
    own = data.stat().st_dev
    found = []
    for line in _MOUNTS.read_text("utf-8").splitlines():
        source, point, kind = line.split(" ")[:3]
        place = Path(point.encode().decode("unicode_escape"))
        if not f"{place}/".startswith(_BELOW) or not (source[0] == "/" or kind in _NETWORK):
            continue
        try:
            if place.stat().st_dev != own:
                found.append(_told(place, source, network=kind in _NETWORK))
        except OSError:
            continue  # a stick that was pulled out, a folder of a machine that is away
    return sorted(found, key=lambda one: (bool(one.why_not), one.place))


def _told(place: Path, source: str, *, network: bool) -> OtherDisk:
    disk = Path("/sys/class/block", Path(source).name).resolve()
    removable = any(_is_one(one / "removable") for one in (disk, disk.parent))
    kind = "Folder jaringan" if network else "Stik" if removable else "Disk lain"
    free = shutil.disk_usage(place).free / _GB
    why_not = "" if os.access(place, os.W_OK) else "kantor tidak boleh menulis di sana"
    return OtherDisk(str(place), f"{kind}, sisa {free:.1f} GB".replace(".", ","), why_not)


def _is_one(file: Path) -> bool:
    return file.is_file() and file.read_text("ascii").strip() == "1"
