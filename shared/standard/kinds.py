"""The kinds of application, in citizens' words and in the law's, and the groups they stand in."""

from typing import Literal

from shared.standard.schema import Code, Dated, Icon, Words, entry


@entry
class KindGroup(Dated):
    """One page of kinds at the touchscreen."""

    code: Code
    title: Words
    title_en: Words
    subtitle: Words
    subtitle_en: Words
    icon: Icon


@entry
class Kind(Dated):
    """One kind of application; `label` is the official name, `f102` its box on form F-1.02.

    `elements`: the data on a KK of which the applicant says which are to be changed.
    """

    code: Code
    group: Code
    title: Words
    title_en: Words
    subtitle: Words
    subtitle_en: Words
    label: Words
    label_en: Words
    icon: Icon
    f102: str = ""
    kk_number: Literal["BARU", "TETAP", "BARU_BAGI_YANG_KELUAR"]
    note: str = ""
    note_en: str = ""
    elements: tuple[Words, ...] = ()


@entry
class KindsFile:
    groups: tuple[KindGroup, ...]
    kinds: tuple[Kind, ...]
