"""The years a part of a report looks back on: 五年来, 本届政府, the plan that has ended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.measures.numerals import read_numeral
from indexer.measures.times import plan_period

__all__ = ["Lookback"]

_SPAN = re.compile(
    r"(?:过去的?|回首|回顾|这)(?P<past>[三四五])年(?!规划|计划)|(?P<since>[三四五])年[来间](?=[，,的])|(?P<term>本届政府|五年工作)"
    r"|[“\"]?(?P<plan>十[一二三四五六七]五)[”\"]?(?:时期|期间|以来|规划)"
)
_ONE = re.compile(r"^[^，。；：]{0,12}?(?:过去(?:的)?一年|一年来|(?:19|20)\d\d年|[去今]年|上一?年)")
_OPENING = 30
"""Characters in which a paragraph says which years it looks back on."""
_LEAD = 90
"""A longer paragraph speaks for itself and leads nothing in."""
_TERM = 5


@dataclass(slots=True)
class Lookback:
    """Follows the passages of a review; `period` holds for the passage entered last."""

    headed: tuple[int, int] | None = None
    period: tuple[int, int] | None = None

    def enter(self, text: str, year: int | None, *, is_heading: bool) -> None:
        """Look at the opening of a passage, its text without white space."""
        opening = text[:_OPENING]
        if _ONE.match(opening):
            self.headed = self.period = None
            return
        found = _SPAN.search(opening)
        self.period = _years(found, year) if found is not None else self.headed
        leads = is_heading or (len(text) <= _LEAD and text.endswith(("：", ":")))
        if leads:
            self.headed = self.period


def _years(found: re.Match[str], year: int | None) -> tuple[int, int] | None:
    """First and last year, if they lie behind the report."""
    if year is None:
        return None
    if found["plan"]:
        period = plan_period(found["plan"])
        return period if period is not None and period[1] < year else None
    count = read_numeral(found["past"] or found["since"] or "")
    return year - int(count or _TERM), year - 1
