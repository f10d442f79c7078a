"""Excel workbooks: the tables of each sheet, merged cells resolved."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from corpus.archives import checked_zip, member_data
from corpus.loaders.cells import take_documents, text_column
from corpus.loaders.office_package import MOST_XML, Package, zip_holds
from corpus.loaders.protocol import RawDocument, RawItem, RawPart
from corpus.loaders.sheets import sheet_items, title_of
from corpus.loaders.xlsx_formats import shown_date, shown_number
from kb.errors import ReadError
from kb.models import Hint, ReadingNote

__all__ = ["XlsxLoader"]

# What openpyxl raises on damaged workbooks; its XML parsers raise kinds of SyntaxError.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    EOFError,
    OSError,
    NotImplementedError,
)
MOST_CELLS = 500_000
_PLAIN_SHEET = re.compile(r"(?:sheet|工作表)\s*\d*", re.IGNORECASE)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_NO_RESULT = re.compile(rb"</f>(?:<v\s*/>|<v></v>)?</c>")
Cell = Any


class XlsxLoader:
    """`.xlsx` and `.xlsm`."""

    name = "xlsx"
    version = "8"
    formats = ("xlsx", "xlsm")

    def score(self, head: bytes, name: str) -> int:
        """By the parts named at the start of the zip, or by name."""
        if not head.startswith(b"PK"):
            return 0
        return 95 if b"xl/" in head else 70 if name.lower().endswith(self.formats) else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """The tables of each sheet, headed by the sheet's name where it says something."""
        with checked_zip(data, name) as archive:
            package = Package(archive, name, usual="xl/workbook.xml")
            if not zip_holds(archive, package.main):
                raise ReadError(name, f"不是 Excel 工作簿：压缩包中没有 {package.main}")
            unsaved = _unsaved_formulas(archive, name)
            data = package.rewritten() or data
        book = _opened(data, name)
        raw = RawDocument([])
        if unsaved:
            reason = f"{unsaved} 个公式没有保存结果，未读取；请用 Excel 或 WPS 打开后保存，再加入"
            raw.notes.append(ReadingNote("table_doubtful", reason))
        sheets = [_sheet(sheet, raw) for sheet in _visible(book.worksheets, raw)]
        sheets = [sheet for sheet in sheets if sheet.rows]
        holds_texts = any(text_column(sheet.rows) is not None for sheet in sheets)
        for number, sheet in enumerate(sheets, 1):
            if holds_texts and len(sheets) > 1:
                _take_apart(sheet, number, raw)
            else:
                _take(sheet, raw)
        if not raw.items:
            raise ReadError(name, "工作簿中没有数据")
        if len(sheets) == 1:
            raw.hints.extend(title_of(raw.items))
        return raw


def _opened(data: bytes, name: str) -> Any:
    """The workbook. What reads it takes a quarter of a second to import, and numpy with it."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, *DAMAGED) as exc:
        raise ReadError(name, "Excel 工作簿损坏；请用 Excel 或 WPS 打开并另存后再加入") from exc


def _visible(sheets: Sequence[Any], raw: RawDocument) -> list[Any]:
    """The sheets that Excel shows; hidden ones that hold something are noted."""
    hidden = [sheet for sheet in sheets if sheet.sheet_state != "visible"]
    filled = [sheet.title for sheet in hidden if any(any(row) for row in sheet.values)]
    if filled:
        names = "、".join(f"“{title}”" for title in filled)
        raw.notes.append(ReadingNote("truncated", f"隐藏的工作表{names}未读取"))
    return [sheet for sheet in sheets if sheet.sheet_state == "visible"]


def _unsaved_formulas(archive: zipfile.ZipFile, name: str) -> int:
    """Cells whose formula was never calculated by the program that wrote the workbook."""
    sheets = [part for part in archive.namelist() if _SHEET.fullmatch(part)]
    parts = (member_data(archive, part, name, limit=MOST_XML) for part in sheets)
    return sum(len(_NO_RESULT.findall(part)) for part in parts)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The cells of a sheet, blank rows included; `wide`: rows merged over its whole width."""

    title: str
    grid: list[list[str]]
    wide: set[int]

    @property
    def rows(self) -> list[list[str]]:
        """The rows that are not blank."""
        return [row for row in self.grid if any(row)]


def _sheet(sheet: Any, raw: RawDocument) -> _Sheet:
    height, size = sheet.max_row or 0, sheet.max_column or 0
    if height * size > MOST_CELLS:
        height = max(1, MOST_CELLS // max(1, size))
        raw.notes.append(
            ReadingNote("truncated", f"工作表“{sheet.title}”过大，只读取前 {height} 行")
        )
    grid = [[_text(cell) for cell in row] for row in sheet.iter_rows(max_row=height, max_col=size)]
    wide = _spread(sheet, grid, size)
    grid, wide = _shown(sheet, grid, wide, raw)
    title = "" if _PLAIN_SHEET.fullmatch(sheet.title) else sheet.title
    return _Sheet(title, grid, wide)


def _spread(sheet: Any, grid: list[list[str]], size: int) -> set[int]:
    """Repeat the text of merged cells in each place they cover; rows merged over their width."""
    wide: set[int] = set()
    for merged in sheet.merged_cells.ranges:
        top, left = merged.min_row - 1, merged.min_col - 1
        if top >= len(grid):
            continue
        if merged.max_col - left >= size - 1 and merged.max_row == merged.min_row:
            wide.add(top)
        for y in range(top, min(merged.max_row, len(grid))):
            for x in range(left, merged.max_col):
                grid[y][x] = grid[top][left]
    return wide


def _shown(
    sheet: Any, grid: list[list[str]], wide: set[int], raw: RawDocument
) -> tuple[list[list[str]], set[int]]:
    """The grid without hidden rows and columns: what a reader of the workbook does not see."""
    rows = {at - 1 for at, size in sheet.row_dimensions.items() if size.hidden}
    width = max(map(len, grid), default=0)
    columns = {
        at - 1
        for size in sheet.column_dimensions.values()
        if size.hidden and size.min is not None
        for at in range(size.min, min(size.max or size.min, width) + 1)
    }
    lost = [at for at in sorted(rows) if at < len(grid) and any(grid[at])]
    gone = [at for at in columns if any(at < len(row) and row[at] for row in grid)]
    if lost or gone:
        told = f"工作表“{sheet.title}”中隐藏的 {len(lost)} 行、{len(gone)} 列未读取"
        raw.notes.append(ReadingNote("table_doubtful", told))
    kept = [at for at in range(len(grid)) if at not in rows]
    shown = [[cell for x, cell in enumerate(grid[at]) if x not in columns] for at in kept]
    return shown, {new for new, old in enumerate(kept) if old in wide}


def _take(sheet: _Sheet, raw: RawDocument, *, prefix: str = "r") -> None:
    column = text_column(sheet.rows)
    if column is not None:
        take_documents(sheet.rows, column, raw, prefix=prefix)
        return
    if sheet.title:
        raw.items.append(RawItem("heading", sheet.title, level=1))
    raw.items.extend(sheet_items(sheet.grid, sheet.wide))


def _take_apart(sheet: _Sheet, number: int, raw: RawDocument) -> None:
    """A sheet among others that hold whole texts: a document, or several, of its own."""
    if text_column(sheet.rows) is None:
        hints = [Hint("title", sheet.title, "sheet_title")] if sheet.title else []
        raw.parts.append(RawPart(f"s{number}", len(raw.items), hints))
    _take(sheet, raw, prefix=f"s{number}r")


def _text(cell: Cell) -> str:
    """A cell as Excel shows it; "" where it is struck through."""
    value = cell.value
    if value is None or cell.font.strike:
        return ""
    if isinstance(value, datetime | date):
        return shown_date(value, cell.number_format or "")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | int):
        return shown_number(value, cell.number_format or "")
    return str(value).strip()
