"""Compiles the translation catalogues (.po to .mo) that changed."""

import io
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from deploy.vendor import AS_OWNER
from shared import files

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("shared", "kiosk", "display")


def stale(root: Path = ROOT) -> list[Path]:
    """Catalogues whose compiled form is missing or older."""
    found = [path for part in PARTS for path in (root / part).rglob("LC_MESSAGES/*.po")]
    return [path for path in found if _age(path.with_suffix(".mo")) < _age(path)]


def compile_catalogue(path: Path) -> None:
    """Write the .mo beside the .po, whole or not at all."""
    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.parent.parent.name)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    files.write(path.with_suffix(".mo"), compiled.getvalue())


def _age(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0


def main() -> int:
    """Compile what changed; say in one sentence what cannot be written."""
    try:
        for catalogue in stale():
            compile_catalogue(catalogue)
    except OSError as error:
        print(f"Terjemahan {error.filename}: {error.strerror}. {AS_OWNER}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
