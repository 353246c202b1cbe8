"""`_`: our words in the visitor's language, with a type that checks."""

from flask_babel import gettext


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))
