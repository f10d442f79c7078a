"""How the sheets of an export print."""

from __future__ import annotations

from typing import Any

__all__ = ["set_page"]

A4 = 9  # Excel's number of the paper
MARGIN_INCHES = 0.4


def set_page(sheet: Any, name: str) -> None:
    """A4 across, one page wide, the head on every page, name and page number at the foot."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(MARGIN_INCHES, MARGIN_INCHES, 0.6, 0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{name}&R第 &P 页，共 &N 页")
