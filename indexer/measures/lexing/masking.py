"""A sentence with its times blanked out, its clause borders and the years compared with."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from indexer.measures.lexing.tokens import Quantity, TimeRef

__all__ = ["FILL", "TIME", "Masked", "mask"]

TIME, FILL = "\ue011", "\ue012"
_BORDER = re.compile(r"，|；|：|。|！|？|——")  # literals: found without trying each character
_PAREN = re.compile(r"（[^（）]{0,200}）")
_BASE = re.compile(
    rf"(?:相比于?|相较于?|相对于|对比|比|较)(?:全国|全省|全市|当年|同期)?{TIME}{FILL}*(?:同期|水平|末|底|的)?(?:相比|水平)?"
    rf"|(?:与|同|跟|和){TIME}{FILL}*(?:同期|末)?(?:的)?(?:水平)?(?:相比较|相比|比较|持平|基本持平)"
    rf"|(?:在|以){TIME}{FILL}*(?:[^，。；]{{0,14}})(?:基础上|为基期|为基数|为基准年?)"
    rf"|(?:超过|突破|达到){TIME}{FILL}*(?:的)?(?:同期)?(?:水平|排放水平)"
    rf"|(?:[低高好优快慢大小多少]于|不及){TIME}{FILL}*(?:的)?(?:同期)?(?:排放)?(?:水平)?"
    rf"|(?:是|为|相当于|达到|(?<=[到至])){TIME}{FILL}*的(?=[\d一两二三四五六七八九十百]+(?:\.\d+)?[多余]?倍|一半)"
    rf"|相当于{TIME}{FILL}*"
    rf"|按(?:照)?{TIME}{FILL}*(?:不变)?价格?(?:计算|核算)?的?"
    rf"|(?:从|由|自){TIME}{FILL}*(?:的|初的|末的|底的)?(?=[\d百]|[^，。；]{{0,12}}(?:提高|提升|增加|下降|降低|减少|上升|扩大|增|降)(?:到|至|了))"
)
_ON_TOP = re.compile(
    r"(?<![存现所潜内])在(?![建校岗册线职孵园])[^，。；：、]{0,30}?\d[^，。；：]{0,20}?的?高?(?:基础|基数)之?上，?"
)
"""在上年增长6.8%的基础上再增长3%: what the number behind it is added to."""


@dataclass(slots=True)
class Masked:
    """`text` has the length of the sentence; times are `TIME` followed by `FILL`."""

    text: str
    borders: list[int]
    """Positions after each clause border, the start of the sentence first."""
    parens: list[tuple[int, int]]
    tops: list[tuple[int, int]] = field(default_factory=list)
    """What something is added to: 在上年增长7%的基础上."""
    base_times: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Start of a `TimeRef` that is compared with -> span of the whole phrase."""

    def clause(self, at: int) -> tuple[int, int]:
        """Start and end of the clause that holds position `at`."""
        for open_, close in self.parens:
            if open_ < at < close:
                return self._inside(open_ + 1, close - 1, at)
        start, end = 0, len(self.text)
        for border in self.borders:
            if border <= at:
                start = border
            else:
                end = border
                break
        return start, end

    def _inside(self, start: int, end: int, at: int) -> tuple[int, int]:
        """The clause of `at` within a bracket; numbers with thousands marks hold no comma here."""
        for match in _BORDER.finditer(self.text, start, end):
            if match.end() <= at:
                start = match.end()
            else:
                return start, match.end()
        return start, end

    def left_of(self, start: int, end: int) -> str:
        """Like `slice`, without the phrases that name what is compared with."""
        if not self.base_times and not self.tops:
            return self.slice(start, end)
        kept, position = [], start
        for low, high in sorted({*self.base_times.values(), *self.tops}):
            if start <= low and high <= end:
                kept.append(self.text[position:low])
                position = high
        kept.append(self.text[position:end])
        return "".join(kept).replace(FILL, "")

    def slice(self, start: int, end: int) -> str:
        """Masked text without the filling."""
        return self.text[start:end].replace(FILL, "")


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a position lies in one of the spans, which are in order and do not overlap."""
    index = bisect_right(spans, (at, _FAR)) - 1
    return index >= 0 and at < spans[index][1]


_FAR = 1 << 40


def _without_times(text: str, found: list[TimeRef]) -> str:
    pieces: list[str] = []
    position = 0
    for ref in found:
        pieces.append(text[position : ref.start])
        pieces.append(TIME + FILL * (ref.end - ref.start - 1))
        position = ref.end
    pieces.append(text[position:])
    return "".join(pieces)


def mask(text: str, found: list[TimeRef], quantities: list[Quantity]) -> Masked:
    """Blank out the times of a sentence and find its borders."""
    masked = _without_times(text, found) if found else text
    parens = [match.span() for match in _PAREN.finditer(masked)] if "（" in masked else []
    tops = _on_top(masked, found)
    numbers = [
        (
            quantity.number_start if quantity.base_start is None else quantity.base_start,
            quantity.end,
        )
        for quantity in quantities
    ]  # no border within a number, nor between the two of 从A，下降到B
    borders = [0]
    for match in _BORDER.finditer(masked):
        start = match.start()
        if not (_within(start, numbers) or _within(start, parens) or _within(start, tops)):
            borders.append(match.end())
    result = Masked(masked, borders, parens, tops)
    if found:
        for match in _BASE.finditer(masked):
            start = masked.index(TIME, match.start())
            if not _within(start, tops):
                result.base_times[start] = match.span()
        result.base_times.update(
            {ref.start: top for top in tops for ref in found if top[0] <= ref.start < top[1]}
        )
    return result


def _on_top(masked: str, found: list[TimeRef]) -> list[tuple[int, int]]:
    """Spans of what something is added to; with a year of its own it is a statement of that year:
    在2030年达到25%的基础上."""
    if "基" not in masked:
        return []
    dated = [ref.start for ref in found if ref.years]
    spans = [match.span() for match in _ON_TOP.finditer(masked)]
    return [(low, high) for low, high in spans if not any(low <= at < high for at in dated)]
