"""Where the office's data and settings are, for every command alike: options become ANTREAN_*."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = "contoh-kk"
"""Folder of the practice office's sample PDFs, in its data: it is watched for new ones."""
SETTINGS = "office.toml"
PRACTICE = "latihan"
"""Folder of the practice office beside the real one, in the data of the real one."""
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
    (`.data-demo` for the practice office, which never shares a folder with the real one). Without
    ANTREAN_CONFIG the settings are `office.toml` in the data folder, once it is there.
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
    return _with_its_file(result)


def settings_file(environ: Mapping[str, str]) -> Path:
    """Where the office of this environment writes its settings, whether or not it did already."""
    return Path(environ.get("ANTREAN_CONFIG") or Path(environ["ANTREAN_DATA"]) / SETTINGS)


def _with_its_file(environ: dict[str, str]) -> dict[str, str]:
    with suppress(OSError):  # of somebody else: what comes next says so
        if settings_file(environ).exists():
            environ.setdefault("ANTREAN_CONFIG", str(settings_file(environ)))
    return environ
