"""Comparisons as files: CSV for any program, XLSX with types, DOCX for a report, JSON.

The same request on the same library gives the same bytes: no time of writing is recorded.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal

from kb.compare.absence import ABSENCE_WORDS
from kb.compare.matrix import Matrix
from kb.compare.report import report
from kb.compare.result import result_bytes
from kb.compare.table import HEADS, rows
from kb.compare.workbook import workbook
from kb.csv_cells import harmless
from kb.errors import UserError

__all__ = ["FORMATS", "MEDIA_TYPES", "export"]

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
NOTES = (
    "“数值”一栏为原文所载；“推算”一栏不是原文，公式随文列出。",
    "可比性以标为“对照”的一行为准；“惯例推定”的基期不用于推算。",
    "“口径”一栏说明是年均、累计还是每年的数，空着的是当年的数。",
    "带 * 或列在“推定”一栏的年份、基期原文未写，是按惯例推定的。",
    "“有无”一栏写“另有”的行是另一来源的数值，它与上一行的关系写在“可比性”和“理由”两栏。",
)
CHECKED = "数值由程序从原文提取，引用前请按“链接”核对出处。"
CHECKED_WITHOUT_LINKS = (
    "数值由程序从原文提取，引用前请按“文件”和“出处”核对原件；"
    "要带可以点开的链接，用 policykb compare --base-url 给出网页的地址。"
)


def _csv(matrix: Matrix, root: str | None) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEADS.values())
    for line in rows(matrix, root=root):
        writer.writerow([_cell(value) for value in line.values()])
    return "\ufeff".encode() + buffer.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    return harmless(value) if isinstance(value, str) else value


def _notes(matrix: Matrix, root: str | None) -> list[str]:
    states = {"stated": "有数值", **ABSENCE_WORDS}
    counted = "；".join(f"{states[k]} {n} 格" for k, n in matrix.states().items())
    left = [f"{words}。"] if (words := matrix.unplaced_words()) else []
    checked = CHECKED_WITHOUT_LINKS if root is None else CHECKED
    return [f"库版本 {matrix.library_version}；{counted}。", *left, *NOTES, checked]


def _xlsx(matrix: Matrix, root: str | None) -> bytes:
    return workbook(matrix, root, _notes(matrix, root))


def _docx(matrix: Matrix, root: str | None) -> bytes:
    return report(matrix, root, _notes(matrix, root))


def _json(
    matrix: Matrix, root: str | None
) -> bytes:  # links are made from spans by whoever reads it
    del root
    return result_bytes(matrix)


FORMATS: dict[str, Callable[[Matrix, str | None], bytes]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _docx,
    "json": _json,
}


def export(matrix: Matrix, form: str, *, root: str = "") -> bytes:
    """The matrix as a file of this form; `root` is put before links, without it there are none."""
    try:
        write = FORMATS[form]
    except KeyError:
        raise UserError(f"没有导出格式“{form[:20]}”；可用：{'、'.join(FORMATS)}。") from None
    return write(matrix, root or None)
