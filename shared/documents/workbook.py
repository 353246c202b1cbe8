"""Spreadsheets: numbers are numbers, every text stays the text that it is, nothing is a formula."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

Cell = str | int | float | Decimal | date | None
"""None is an empty cell; a `datetime` is written without its zone, as the wall clock shows it."""

_WIDTH = 18
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_A4 = 9


@dataclass(frozen=True)
class Table:
    """A table of a workbook: its name, its headings, its rows; `widths` by place, in letters.

    `fixed`: how many columns stay in sight while the others move.
    """

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Mapping[int, int] = field(default_factory=dict)
    fixed: int = 1


def make(title: str, office: str, made_at: datetime, sheets: Sequence[Table]) -> bytes:
    """The tables as one XLSX, each with its heading fixed and filterable, made for A4."""
    import xlsxwriter  # only the few who ask for a spreadsheet pay for it

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": title, "author": office, "created": made_at})
        styles = {name: workbook.add_format(style) for name, style in _STYLES.items()}
        for table in sheets:
            _fill(workbook.add_worksheet(_name(table.name)), table, styles)
    return out.getvalue()


_TOP = {"valign": "top"}
_STYLES = {
    "head": {**_TOP, "bold": True, "text_wrap": True, "bottom": 2},
    "text": {**_TOP, "text_wrap": True, "num_format": "@"},
    "whole": {**_TOP, "num_format": "#,##0"},
    "part": {**_TOP, "num_format": "#,##0.0"},
    "day": {**_TOP, "num_format": "dd/mm/yyyy"},
    "moment": {**_TOP, "num_format": "dd/mm/yyyy hh:mm"},
}


def _fill(sheet: Any, table: Table, styles: Mapping[str, Any]) -> None:
    for at in range(len(table.columns)):
        sheet.set_column(at, at, table.widths.get(at, _WIDTH))
    for at, heading in enumerate(table.columns):
        sheet.write_string(0, at, heading, styles["head"])
    for row, cells in enumerate(table.rows, 1):
        for at, cell in enumerate(cells):
            _write(sheet, row, at, cell, styles)
    sheet.freeze_panes(1, table.fixed)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Any, row: int, at: int, cell: Cell, styles: Mapping[str, Any]) -> None:
    # Never `write`, which makes formulas, links and numbers of what looks like one.
    match cell:
        case None:
            sheet.write_blank(row, at, None, styles["text"])
        case str():
            sheet.write_string(row, at, cell, styles["text"])
        case datetime():
            sheet.write_datetime(row, at, cell.replace(tzinfo=None), styles["moment"])
        case date():
            sheet.write_datetime(row, at, cell, styles["day"])
        case int():
            sheet.write_number(row, at, cell, styles["whole"])
        case _:
            sheet.write_number(row, at, cell, styles["part"])


def _name(name: str) -> str:
    """What a spreadsheet allows as the name of a sheet."""
    return _NOT_IN_A_NAME.sub("-", name)[:_LONGEST_NAME].strip("'")
