"""Copies the front-end files named here from node_modules into the static folder."""

import hashlib
import io
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "shared" / "web" / "static" / "vendor"
STAMP = ".stamp"
AS_OWNER = "Jalankan ./deploy/run sebagai pemilik folder program."

FILES = {
    "@fontsource-variable/lexend/files/lexend-latin-wght-normal.woff2": "fonts",
    "@fontsource-variable/lexend/files/lexend-latin-ext-wght-normal.woff2": "fonts",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "fonts",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "fonts",
    "@fontsource/noto-sans-javanese/files/noto-sans-javanese-javanese-400-normal.woff2": "fonts",
    "socket.io-client/dist/socket.io.esm.min.js": "socket.io.esm.min.js",
    "simple-keyboard/build/index.modern.esm.js": "simple-keyboard.esm.js",
    "simple-keyboard/build/css/index.css": "simple-keyboard.css",
    "@fontsource-variable/lexend/LICENSE": "licences/lexend.txt",
    "@fontsource-variable/inter/LICENSE": "licences/inter.txt",
    "@fontsource/noto-sans-javanese/LICENSE": "licences/noto-sans-javanese.txt",
    "socket.io-client/LICENSE": "licences/socket.io-client.txt",
    "simple-keyboard/LICENSE": "licences/simple-keyboard.txt",
    "@tabler/icons/LICENSE": "licences/tabler-icons.txt",
}
CUT = ("lexend-latin-wght-normal.woff2", "inter-latin-wght-normal.woff2")
"""Fonts that every first visit fetches; the others come when a letter asks for them."""
WEIGHTS = (400, 700)
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "cv05"]
FOLDERS = {"@tabler/icons/icons/outline": "icons"}


def wanted_stamp(root: Path = ROOT) -> str:
    """Change when the lock file or this list changes."""
    parts = (root / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def is_current(target: Path = TARGET) -> bool:
    """Say whether the copied files are those of today's lock file."""
    stamp = target / STAMP
    return stamp.is_file() and stamp.read_text() == wanted_stamp()


def copy(modules: Path = MODULES, target: Path = TARGET) -> None:
    """Replace the whole vendor folder; the old one stays until the new one is complete."""
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    for source, place in FILES.items():
        path = fresh / place
        path = path if path.suffix else path / Path(source).name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, path)
    for source, place in FOLDERS.items():
        shutil.copytree(modules / source, fresh / place, copy_function=shutil.copyfile)
    for name in CUT:
        path = fresh / "fonts" / name
        path.write_bytes(cut(path.read_bytes()))
    (fresh / STAMP).write_text(wanted_stamp())
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def cut(font: bytes) -> bytes:
    """A variable font of all its letters, with the weights and features that our pages use."""
    whole = TTFont(io.BytesIO(font))
    options = subset.Options(layout_features=FEATURES, hinting=False)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=whole.getBestCmap())
    worker.subset(whole)
    less = instancer.instantiateVariableFont(whole, {"wght": WEIGHTS})
    packed = io.BytesIO()
    less.flavor = "woff2"
    less.save(packed)
    return packed.getvalue()


def main() -> int:
    """Copy when something changed; say what is missing in one sentence otherwise."""
    if is_current():
        return 0
    try:
        copy()
    except OSError as error:
        print(f"Berkas layar {error.filename}: {error.strerror}. {AS_OWNER}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
