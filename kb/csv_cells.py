"""Cells of CSV files, harmless in spreadsheets: text there must not become a formula."""

from __future__ import annotations

import re

__all__ = ["as_written", "harmless"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HARMLESS = re.compile(r"[+-]?\d+(\.\d+)?%?|.{1,2}", re.DOTALL)  # numbers; ≥ and the like


def harmless(text: str) -> str:
    """Text that a spreadsheet would take for a formula, kept as text; numbers as they are."""
    if text.startswith(_FORMULA) and not _HARMLESS.fullmatch(text):
        return "'" + text
    return text


def as_written(cell: str) -> str:
    """The text that `harmless` was given."""
    return cell[1:] if cell[:1] == "'" and harmless(cell[1:]) == cell else cell
