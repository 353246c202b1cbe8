"""The kinds of application, in citizens' words and in the law's, and the groups they stand in."""

from typing import Literal

from shared.standard.schema import Code, Tile, Words, entry


@entry
class KindGroup(Tile):
    """One page of kinds at the touchscreen."""


@entry
class Kind(Tile):
    """One kind of application; `label` is the official name, `f102` its box on form F-1.02.

    `elements`: the data on a KK of which the applicant says which are to be changed.
    """

    group: Code
    label: Words
    label_en: Words
    f102: str = ""
    kk_number: Literal["BARU", "TETAP", "BARU_BAGI_YANG_KELUAR"]
    note: str = ""
    note_en: str = ""
    elements: tuple[Words, ...] = ()
