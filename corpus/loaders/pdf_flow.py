"""One page read: lines and tables in reading order, with what is no text set apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from statistics import median

from corpus.loaders.pdf_aligned import find_aligned
from corpus.loaders.pdf_columns import FlowLine, column_gap, column_lines, reading_order
from corpus.loaders.pdf_fractions import with_fractions
from corpus.loaders.pdf_grid import Grid, find_grids, join_rules
from corpus.loaders.pdf_heads import changing_heads
from corpus.loaders.pdf_join import can_join
from corpus.loaders.pdf_ruled import find_ruled
from corpus.loaders.pdf_shapes import Box, Frame, Glyph, PageContent, Rule
from corpus.loaders.pdf_table import PageTable, is_table, read_table, table_lines
from corpus.loaders.pdf_text import WRAPPED, Line, lines_of
from corpus.page_numbers import count_pages

__all__ = ["PageFlow", "mark_furniture", "read_flow"]

PAGE_NUMBER = re.compile(
    r"[-—–－_·•~一\s]{0,4}\d{1,4}[-—–－_·•~一\s]{0,4}|第\d{1,4}页([，,/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}"
    r"|[-—–－\s]{0,3}[ivxIVX]{1,6}[-—–－\s]{0,3}"
)
PROSE = re.compile(r"[，。；]")
MARGIN = 0.13
"""Running heads and page numbers stand in this part of the page, at its top or bottom."""
RUNNING = 3
"""A line at the same height on so many pages is a running head."""


@dataclass(slots=True)
class PageFlow:
    """What a page holds, in reading order."""

    number: int
    entries: list[FlowLine | PageTable] = field(default_factory=list)
    regions: list[Box] = field(default_factory=list)
    page: Box = field(default_factory=lambda: Box(0, 0, 1, 1))
    separators: list[Rule] = field(default_factory=list)
    """Short rules of the page's lower half that may stand above footnotes."""
    gap: float | None = None
    """Where two columns part; None: one column."""

    def lines(self) -> list[FlowLine]:
        """Its lines, tables left out."""
        return [entry for entry in self.entries if isinstance(entry, FlowLine)]

    def last_table(self) -> PageTable | None:
        """The table that ends the page, above its margin."""
        margin = self.page.y1 - MARGIN * self.page.height
        body = [e for e in self.entries if isinstance(e, PageTable) or e.line.middle < margin]
        return body[-1] if body and isinstance(body[-1], PageTable) else None


def read_flow(
    content: PageContent, *, tables: bool = True, before: PageFlow | None = None
) -> PageFlow:
    """Lines and tables of a page; text that runs in another direction follows at the end.

    `before`: the page before, whose columns a short page shares.
    """
    flow = PageFlow(content.number, gap=before.gap if before else None)
    for index, frame in enumerate(content.frames):
        if index and len(frame.glyphs) < 20:
            flow.entries += [FlowLine(line, furniture=True) for line in lines_of(frame.glyphs)]
        else:
            above = before.last_table() if before and not index else None
            _read_frame(flow, frame, tables=tables, first=index == 0, above=above)
    return flow


def _grids(frame: Frame) -> list[Grid]:
    grids = find_grids(frame.across, frame.down) if frame.down else []
    if frame.across:
        grids += find_ruled(frame.across, grids, frame.glyphs, frame.page)
    return grids


def _read_frame(
    flow: PageFlow, frame: Frame, *, tables: bool, first: bool, above: PageTable | None
) -> None:
    frame = with_fractions(frame)
    grids = _grids(frame) if tables else []
    taken, rest = _share_out(frame.glyphs, grids)
    entries: list[FlowLine | PageTable] = []
    boxes: list[Box] = []
    for grid, glyphs in zip(grids, taken, strict=True):
        if not glyphs:
            continue
        table = read_table(grid, glyphs, flow.number)
        if is_table(table) or _is_rest(table, above, frame.page):
            entries.append(table)
        else:
            boxes.append(grid.box)
            entries += [FlowLine(line, len(flow.regions)) for line in table_lines(grid, glyphs)]
            flow.regions.append(grid.box)
    lines = lines_of(rest)
    guessed = find_aligned(lines) if tables else []
    if guessed:
        taken, rest = _share_out(rest, guessed)
        for grid, glyphs in zip(guessed, taken, strict=True):
            entries.append(replace(read_table(grid, glyphs, flow.number), guessed=True))
        lines = lines_of(rest)
    entries += _flow_lines(flow, lines, _text_frames(grids))
    flow.entries += reading_order(entries, flow.gap)
    if first:
        flow.page = frame.page
        flow.separators = _separators(frame, grids)


def _is_rest(table: PageTable, above: PageTable | None, page: Box) -> bool:
    """Whether it is the rest of the last row of the table at the foot of the page before."""
    high = table.box.y0 < page.y0 + 2 * MARGIN * page.height
    return high and above is not None and len(table.rows) == 1 and can_join(above, table)


def _flow_lines(flow: PageFlow, lines: list[Line], frames: list[Box]) -> list[FlowLine]:
    """Lines outside tables; those in a ruled box or a column carry its number."""
    numbered = list(enumerate(frames, start=len(flow.regions)))
    flow.regions += frames
    flow.gap = column_gap(lines, flow.gap)
    whole, stretches = column_lines(lines, flow.gap)
    found = []
    for line in whole:
        region = next((i for i, box in numbered if box.holds(line.x0 + 1, line.middle)), -1)
        found.append(FlowLine(line, region))
    for stretch in stretches:
        top = min((line.middle for column in stretch for line in column), default=0.0)
        for column in filter(None, stretch):
            found += [FlowLine(line, len(flow.regions), top) for line in column]
            flow.regions.append(_around(column))
    return found


def _around(lines: list[Line]) -> Box:
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return Box(x0, lines[0].y0, x1, lines[-1].y1)


def _text_frames(grids: list[Grid]) -> list[Box]:
    return [grid.box for grid in grids if grid.columns == 1]


def _share_out(glyphs: list[Glyph], grids: list[Grid]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Glyphs of each grid with columns, and those in the flow of text."""
    taken: list[list[Glyph]] = [[] for _ in grids]
    rest: list[Glyph] = []
    inner = [(i, grid.box) for i, grid in enumerate(grids) if grid.columns > 1]
    for glyph in glyphs:
        for index, box in inner:
            if box.holds(glyph.centre, glyph.middle):
                taken[index].append(glyph)
                break
        else:
            rest.append(glyph)
    return taken, rest


def _separators(frame: Frame, grids: list[Grid]) -> list[Rule]:
    page = frame.page
    low = page.y0 + page.height / 2
    return [
        rule
        for rule in join_rules(frame.across)
        if rule.at > low
        and 0.1 * page.width < rule.high - rule.low < 0.5 * page.width
        and not any(grid.box.holds(rule.low, rule.at, 3) for grid in grids)
    ]


def mark_furniture(flows: list[PageFlow]) -> None:
    """Mark running heads, page numbers and footnotes of all pages."""
    margins = [(flow, _margin_lines(flow)) for flow in flows]
    repeated = _repeated(margins)
    for flow, lines in margins:
        for entry in lines:
            text = _shape(entry)
            often = any((key, entry.line.text) in repeated for key in _keys(flow, entry))
            if often or PAGE_NUMBER.fullmatch("".join(entry.line.text.split())):
                entry.furniture = bool(text)
    for entry in changing_heads([_from_top(flow) for flow in flows]):
        entry.furniture = True
    _mark_footnotes(flows)


def _from_top(flow: PageFlow) -> list[FlowLine]:
    """The lines of a page from its top on, if the first stands in its margin; those that are
    nothing but a number left out."""
    lines = [e for e in flow.lines() if not PAGE_NUMBER.fullmatch("".join(e.line.text.split()))]
    lines.sort(key=lambda entry: entry.line.middle)
    limit = flow.page.y0 + MARGIN * flow.page.height
    return lines if lines and lines[0].line.middle < limit else []


def _repeated(margins: list[tuple[PageFlow, list[FlowLine]]]) -> set[tuple[tuple[str, int], str]]:
    """Lines at the same height on many pages, as (place, text): the same text each time, or one
    that differs by the number of the page."""
    places: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for flow, lines in margins:
        for key, text in {(key, e.line.text) for e in lines for key in _keys(flow, e)}:
            places.setdefault(key, []).append((flow.number, text))
    found = set()
    for key, held in places.items():
        counts = Counter(text for _, text in held)
        prose = PROSE.search(key[0]) is not None  # a sentence, which no head is
        running = len({page for page, _ in held}) >= RUNNING and not prose and count_pages(held)
        found |= {(key, text) for text in counts if running or counts[text] >= RUNNING}
    return found | _on_both(margins)


def _on_both(margins: list[tuple[PageFlow, list[FlowLine]]]) -> set[tuple[tuple[str, int], str]]:
    """The same words at the outer edge of both pages of a paper of two pages full of text."""
    if len(margins) != 2 or any(len(flow.entries) <= RUNNING for flow, _ in margins):
        return set()
    one, other = (
        {(key, e.line.text) for e in lines for key in _keys(flow, e)} for flow, lines in margins
    )
    return one & other


def _margin_lines(flow: PageFlow) -> list[FlowLine]:
    """The outermost lines of a page that stand in its margins."""
    depth = MARGIN * flow.page.height
    lines = [entry for entry in flow.lines() if not entry.furniture]
    lines.sort(key=lambda entry: entry.line.middle)
    top = [e for e in lines[:3] if e.line.middle < flow.page.y0 + depth]
    bottom = [e for e in lines[-3:] if e.line.middle > flow.page.y1 - depth]
    tables = [entry.box for entry in flow.entries if isinstance(entry, PageTable)]
    highest = min((box.y0 for box in tables), default=flow.page.y1)
    lowest = max((box.y1 for box in tables), default=flow.page.y0)
    top = [e for e in top if e.line.middle < highest]
    return top + [e for e in bottom if e.line.middle > lowest and e not in top]


def _shape(entry: FlowLine) -> str:
    text = "".join(entry.line.text.split())
    return "".join("0" if char.isdigit() else char for char in text)


def _keys(flow: PageFlow, entry: FlowLine) -> list[tuple[str, int]]:
    height = round(entry.line.middle - flow.page.y0) // 6
    return [(_shape(entry), height), (_shape(entry), height + 1)]


def _mark_footnotes(flows: list[PageFlow]) -> None:
    ems = [entry.line.em for flow in flows for entry in flow.lines() if len(entry.line.glyphs) > 8]
    if not ems:
        return
    body = median(ems)
    for flow in flows:
        for rule in flow.separators:
            below = [
                entry
                for entry in flow.lines()
                if entry.line.middle > rule.at and not entry.furniture and entry.region < 0
            ]
            tables = [e for e in flow.entries if isinstance(e, PageTable) and e.box.y1 > rule.at]
            if not below or tables:
                continue
            if all(entry.line.em < 0.93 * body for entry in below) or _explained(flow, below[0]):
                for entry in below:
                    entry.footnote = True


def _explained(flow: PageFlow, note: FlowLine) -> bool:
    """Whether a line begins with a mark that hangs on a word higher up on the page."""
    above = (entry.line for entry in flow.lines() if entry.line.middle < note.line.middle)
    marks = {mark for line in above for mark in WRAPPED.findall(line.text)}
    return any(note.line.text.startswith(mark) for mark in marks)
