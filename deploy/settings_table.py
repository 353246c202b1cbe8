"""The README's table of settings, written from the settings themselves."""

import dataclasses
import re
from pathlib import Path
from typing import Any

from shared import config

_ROOT = Path(__file__).resolve().parent.parent
README = _ROOT / "README.md"
_BETWEEN = re.compile(r"(<!-- settings -->\n).*?(<!-- /settings -->)", re.DOTALL)


def table() -> str:
    """One Markdown row for each setting: key, variable, default, bounds, meaning."""
    rows = ["| `office.toml` | Variable | Default | Meaning |", "|---|---|---|---|"]
    rows += [
        f"| `{config.key_of(one)}` | `{config.variable_of(one)}` | {_default(one.default)} "
        f"| {_meaning(one)} |"
        for one in config.declared()
    ]
    return "\n".join(rows) + "\n"


def written_into(text: str) -> str:
    """The README with today's table in its place."""
    return _BETWEEN.sub(lambda found: found[1] + table() + found[2], text)


def _default(value: Any) -> str:
    if isinstance(value, Path):
        value = value.relative_to(_ROOT) if value.is_relative_to(_ROOT) else value
    if isinstance(value, tuple):
        value = ",".join(value)
    if isinstance(value, bool):
        value = str(value).lower()
    return f"`{value}`" if value not in ("", None) else "empty"


def _meaning(setting: "dataclasses.Field[Any]") -> str:
    rule = setting.metadata
    text = str(rule["help"]).rstrip(".")
    if "low" in rule:
        text += f" ({rule['low']} to {rule['high']})"
    if "choices" in rule:
        text += f" (one of {', '.join(map(str, rule['choices']))})"
    return text + "."


if __name__ == "__main__":
    README.write_text(written_into(README.read_text()))
