"""Settings: one file, variables, and a clear sentence for whatever is wrong."""

from pathlib import Path

import pytest

from shared import config
from shared.errors import SetupError


def written(folder: Path, text: str) -> dict[str, str]:
    file = folder / "office.toml"
    file.write_text(text, "utf-8")
    return {"ANTREAN_CONFIG": str(file)}


def test_defaults_need_no_file() -> None:
    settings = config.load({})
    assert settings.port == 8080
    assert settings.sqlite_path == Path("/var/lib/antrean/antrean.sqlite3")


def test_the_file_speaks_and_variables_speak_louder(tmp_path: Path) -> None:
    environ = written(tmp_path, '[printers]\nticket = "net:192.0.2.7"\nwidth = 58\n')
    environ["ANTREAN_PRINTERS_TICKET"] = "none"
    settings = config.load(environ)
    assert (settings.printers_ticket, settings.printers_width) == ("none", 58)


def test_only_practice_prints_on_virtual_printers_unless_another_is_chosen() -> None:
    real, practice = config.load({}), config.load({}, practice=True)
    assert (real.printers_ticket, real.printers_sheet) == ("none", "none")
    assert (practice.printers_ticket, practice.printers_sheet) == ("virtual:", "virtual:")
    chosen = config.load({"ANTREAN_PRACTICE": "1", "ANTREAN_PRINTERS_SHEET": "none"})
    assert (chosen.printers_ticket, chosen.printers_sheet) == ("virtual:", "none")


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("[printers]\nticket = 'virtual:'", "printers.ticket", "latihan"),
        ("[printers]\nsheet = 'cups:KK,virtual:x'", "printers.sheet", "latihan"),
        ("[printers]\ntiket = 'x'", "printers.tiket", "tidak dikenal"),
        ("[web]\nport = 0", "web.port", "antara 1 dan 65535"),
        ("[web]\nport = '80a'", "web.port", "harus bilangan bulat"),
        ("[web]\nport = true", "web.port", "bilangan bulat"),
        ("[printers]\nwidth = 57", "printers.width", "58, 80"),
        ("practice = 'ya'", "practice", "true atau false"),
        ("languages = ['en']", "languages", "bahasa pertama"),
        ("languages = ['id', 'fr']", "languages", "salah satu dari"),
        ("data = 3", "data", "teks"),
        ("data = 'relatif'", "data", "mutlak"),
        ("database_url = 'postgresql://x'", "database_url", "sqlite:////"),
        ("practice_start = 'besok'", "practice_start", "harus waktu seperti 2026-11-23T09:00"),
        ("practice_start = 2026-11-23T09:00:00", "practice_start", "latihan"),
        ("[web\nport = 1", "-", "salah tulis pada baris 1"),
    ],
)
def test_a_wrong_file_is_refused_with_file_key_and_reason(
    tmp_path: Path, text: str, key: str, reason: str
) -> None:
    with pytest.raises(SetupError) as refusal:
        config.load(written(tmp_path, text))
    assert refusal.value.key == key
    assert reason in refusal.value.reason
    assert refusal.value.file in str(refusal.value)


def test_an_unknown_variable_is_refused() -> None:
    with pytest.raises(SetupError, match="ANTREAN_PRINTR"):
        config.load({"ANTREAN_PRINTR": "x"})


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="tidak dapat dibaca"):
        config.load({"ANTREAN_CONFIG": str(tmp_path / "tidak-ada.toml")})
