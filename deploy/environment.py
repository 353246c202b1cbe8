"""Where the office's data and settings are, for every command alike: options become ANTREAN_*."""

from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = "contoh-kk"
"""Folder of the practice office's sample PDFs, in its data: it is watched for new ones."""
DEMO_STANDARD = ROOT / "shared" / "standard" / "offices" / "sumberkerta"


def chosen(
    environ: Mapping[str, str],
    *,
    data: str | None = None,
    port: int | None = None,
    demo: bool = False,
    now: str | None = None,
) -> dict[str, str]:
    """The environment of every process of the office.

    Without a settings file and without ANTREAN_DATA the data lie in `.data` beside the program
    (`.data-demo` for the practice office, which never shares a folder with the real one).
    """
    result = dict(environ)
    if demo:
        result |= {"ANTREAN_PRACTICE": "true", "ANTREAN_STANDARD": str(DEMO_STANDARD)}
    if data is not None:
        result["ANTREAN_DATA"] = str(Path(data).expanduser().resolve())
    elif demo:
        result["ANTREAN_DATA"] = str(ROOT / ".data-demo")
    elif "ANTREAN_CONFIG" not in environ:
        result.setdefault("ANTREAN_DATA", str(ROOT / ".data"))
    if demo:
        result.setdefault("ANTREAN_WATCH_FOLDER", f"{result['ANTREAN_DATA']}/{SAMPLES}")
    if port is not None:
        result["ANTREAN_PORT"] = str(port)
    if now is not None:
        result["ANTREAN_PRACTICE_START"] = now
    return result
