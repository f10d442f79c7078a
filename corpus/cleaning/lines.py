"""Lines as laid out: how wide, how far indented, how much room is left at the right."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.cleaning.marks import SECTION, ends_sentence, starts_block, width
from corpus.loaders.protocol import RawItem
from kb.chars import CharTable

__all__ = ["Layout", "Line", "measure"]

BLANKS = " \t\u3000\xa0\u2002\u2003\u2009\u202f\ufeff\u200b"
Located = tuple[RawItem, int, int]
"""An item, its raw offset, and the number of the run of lines it belongs to."""
_MISCODED = CharTable(
    str.maketrans("\U001001b0\ua3ac\ua3ae\ua3bb\ua3ba\ua3a8\ua3a9", ".，。；：（）")
)
"""Marks that fonts of printed gazettes give wrong: the point of decimals as private use, the marks
of GB 2312 (A3AC …) as the Yi syllables of that number."""
WINDOW = 20
HALF, FEW = 0.5, 0.01
LEAST_INDENT, NEARLY_FULL = 1.5, 3.0
NARROWEST_COLUMN = 15.0
SOFT_WIDTH = 75.0
"""Lines wider than this were not wrapped for a page."""


@dataclass(slots=True)
class Line:
    """One raw line without its outer blanks. `start`: raw offset of `text`."""

    text: str
    start: int
    page: int | None
    width: float
    indent: float
    slack: float
    gap: int = 0
    """Blank lines before it."""
    new_page: bool = False
    form_feed: bool = False
    """It has the single blank that dumps of PDF files put where a form feed was."""
    bold: bool = False
    size: float | None = None
    run: int = 0
    leads: bool = False
    """It is indented and runs on in a line that is not: the first line of a paragraph."""
    alone: bool = False
    """It is a date, a document number or the like, and joined with nothing."""
    tail: list[tuple[int, int, int]] = field(default_factory=list)
    """Pieces of `text` from elsewhere: (offset in it, raw offset, length)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What holds for all lines: does an indent, does a blank line begin a paragraph?

    `lost_indent`: how much narrower the first line of a paragraph is, because the indent it had
    on the page is gone.
    """

    wrapped: bool
    indents: bool
    gaps: bool
    lost_indent: float = 0.0


def measure(items: Sequence[Located]) -> tuple[list[Line], Layout]:
    """Lines with their measures from raw items and the raw offset of each."""
    lines = _lines(items)
    if not lines:
        return [], Layout(wrapped=False, indents=False, gaps=True)
    given = any(item.slack is not None for item, _, _ in items)
    wrapped = True if given else _set_slack(lines)
    _mark_leads(lines)
    gaps, indents = _gaps_tell(lines), _indents_tell(lines)
    if not gaps:
        _mark_pages(lines)
    lost = _lost_indent(lines) if wrapped and not given else 0.0
    return lines, Layout(wrapped, indents, gaps, lost)


def _mark_leads(lines: Sequence[Line]) -> None:
    for line, after in itertools.pairwise(lines):
        flush = after.indent < line.indent - 1.0 and not starts_block(after.text)
        line.leads = flush and line.indent >= LEAST_INDENT and line.slack <= NEARLY_FULL


def _lines(items: Sequence[Located]) -> list[Line]:
    lines: list[Line] = []
    gap, page = 0, None
    for item, start, run in items:
        raw = _MISCODED.over(item.text)
        body = raw.lstrip(BLANKS)
        text = body.rstrip()
        if not text:
            gap += 1
            continue
        lead = raw[: len(raw) - len(body)]
        indent = item.indent if item.indent is not None else width(lead) + lead.count("\t") * 1.5
        new_page = bool(lines) and item.page != page
        form_feed = lead == " " and not gap and item.indent is None
        line = Line(
            text,
            start + len(lead),
            item.page,
            width(text),
            0.0 if form_feed else indent,
            item.slack if item.slack is not None else 0.0,
            0 if new_page else gap,
            new_page,
            form_feed,
            item.bold,
            item.size,
            run,
        )
        lines.append(line)
        gap, page = 0, item.page
    return lines


def _set_slack(lines: list[Line]) -> bool:
    """Room at the right, from how wide the lines around are; False: the lines are not wrapped."""
    widths = [line.width + line.indent for line in lines]
    counts = [float(len(line.text)) + line.indent for line in lines]
    if _by_count(counts, widths):
        widths = counts
    peak, share = _peak(widths)
    if share < 0.3 or peak > SOFT_WIDTH:
        return False
    bins = [round(w) for w in widths]
    full = [b for b in bins if NARROWEST_COLUMN <= b <= SOFT_WIDTH]
    if not full:
        return False
    fallback = peak
    local: Counter[int] = Counter()
    for i in range(min(WINDOW, len(bins))):
        local[bins[i]] += 1
    best = fallback
    for i, line in enumerate(lines):
        if i + WINDOW < len(bins):
            local[bins[i + WINDOW]] += 1
        if i > WINDOW:
            local[bins[i - WINDOW - 1]] -= 1
        if i % 5 == 0:
            best = _local_width(local, fallback)
        line.slack = best - widths[i]
    return True


def _by_count(counts: Sequence[float], widths: Sequence[float]) -> bool:
    """Whether lines end after so many characters, however wide these are: none has more."""
    usual, share = _commonest(counts)
    longer = sum(count > usual for count in counts)
    return share > max(HALF, _commonest(widths)[1]) and longer <= FEW * len(counts)


def _commonest(measures: Sequence[float]) -> tuple[float, float]:
    """The length of most text, and its share."""
    lines = Counter(measures)
    total = sum(measures)
    if not total:
        return 0.0, 0.0
    length = max(lines, key=lambda measure: measure * lines[measure])
    return length, length * lines[length] / total


def _local_width(local: Counter[int], fallback: float) -> float:
    """The width most lines around reach; the document's where there are few long lines."""
    best, most = fallback, 0.0
    for value in local:
        if not NARROWEST_COLUMN <= value <= SOFT_WIDTH:
            continue
        near = local[value] + local[value - 1] + 0.5 * local[value - 2] + 0.5 * local[value + 1]
        if near * value > most:
            best, most = float(value), near * value
    return best if most >= 4 * best else fallback


def _peak(widths: list[float]) -> tuple[float, float]:
    """The commonest width and the share of all text that stands in lines about that wide."""
    weight: Counter[int] = Counter()
    for w in widths:
        weight[round(w)] += round(w)
    total = sum(weight.values())
    if not total:
        return 0.0, 0.0
    near = {w: sum(weight[w + d] for d in (-2, -1, 0, 1)) for w in list(weight)}
    peak = max(near, key=lambda w: (near[w], w))
    return float(peak), near[peak] / total


def _indents_tell(lines: list[Line]) -> bool:
    """Whether paragraphs begin with an indent and other lines, headings apart, do not."""
    starts = inside = starts_in = inside_in = 0
    for a, b in itertools.pairwise(lines):
        indented = 1.0 <= b.indent <= 6.0
        if a.slack > 3 and ends_sentence(a.text) and (indented or not SECTION.match(b.text)):
            starts += 1
            starts_in += indented
        elif a.slack <= 1.5 and not ends_sentence(a.text):
            inside += 1
            inside_in += b.indent >= 1.0
    return starts >= 3 and starts_in >= 0.6 * starts and inside_in <= 0.15 * max(1, inside)


def _gaps_tell(lines: list[Line]) -> bool:
    """Whether a blank line means more than that a line has ended."""
    open_ends = [
        b.gap > 0
        for a, b in itertools.pairwise(lines)
        if a.slack <= 1.5 and not ends_sentence(a.text) and not b.new_page
    ]
    return not open_ends or sum(open_ends) < 0.3 * len(open_ends)


def _mark_pages(lines: list[Line]) -> None:
    """Where every line is followed by a blank one, a line without it and with a leading blank
    begins a page."""
    for line in lines[1:]:
        if line.form_feed:
            line.new_page = True


def _lost_indent(lines: list[Line]) -> float:
    slacks = sorted(
        b.slack
        for a, b in itertools.pairwise(lines)
        if a.slack > 3 and ends_sentence(a.text) and not ends_sentence(b.text) and -2 < b.slack < 6
    )
    if len(slacks) < 3:
        return 0.0
    middle = slacks[len(slacks) // 2]
    return middle if 1.0 <= middle <= 3.0 else 0.0
