"""What printers and CUPS say about themselves by keyword, as the reasons that our seats know."""

from collections.abc import Iterable

from printstation.printers.printer import Reasons

_SUFFIXES = ("-error", "-warning", "-report")
_STEMS = {
    "media-empty": "tray-empty",
    "media-needed": "tray-empty",
    "media-low": "tray-low",
    "media-jam": "paper-jam",
    "input-tray-missing": "tray-missing",
    "output-tray-missing": "tray-missing",
    "output-area-full": "output-full",
    "cover-open": "door-open",
    "door-open": "door-open",
    "interlock-open": "door-open",
    "marker-supply-low": "ink-low",
    "toner-low": "ink-low",
    "marker-supply-empty": "ink-empty",
    "toner-empty": "ink-empty",
    "marker-waste-full": "waste-full",
    "paused": "paused",
    "moving-to-paused": "paused",
    "shutdown": "not-ready",
    "offline": "unreachable",
    "timed-out": "unreachable",
    "connecting-to-device": "unreachable",
    "cups-missing-filter": "filter-missing",
    "cups-insecure-filter": "filter-missing",
    "other": "not-ready",
}


def reasons(keywords: Iterable[str], *, stopped: bool = False) -> Reasons:
    """Our reasons for these keywords, each once; one that is stopped without any is not ready.

    The suffix is each maker's choice (a mere `-report` may stop the paper), so only stems count.
    """
    found = dict.fromkeys(_STEMS[stem] for stem in map(_stem, keywords) if stem in _STEMS)
    if stopped and not found:
        return ("not-ready",)
    return tuple(found)


def _stem(keyword: str) -> str:
    for suffix in _SUFFIXES:
        if keyword.endswith(suffix):
            return keyword.removesuffix(suffix)
    return keyword
