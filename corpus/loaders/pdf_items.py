"""From pages to raw items: tables joined over pages, lines with their indents, footnotes."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from statistics import median

from corpus.loaders.pdf_columns import FlowLine
from corpus.loaders.pdf_flow import PageFlow
from corpus.loaders.pdf_join import can_join, join_tables
from corpus.loaders.pdf_table import PageTable, header_rows, take_title
from corpus.loaders.pdf_text import Line, drop_marks, keep_marks
from corpus.loaders.protocol import MARK_CLOSE, MARK_OPEN, RawItem, RawTable
from kb.models import ReadingNote

__all__ = ["flow_items"]

AGAIN = re.compile(r"[（(]?(续|接)(上)?表.*|.*[（(]续[)）一二三四五\d]*[)）]?|单位[:：].{1,12}")
FOOT_MARK = re.compile(
    rf"{MARK_OPEN}(.*?){MARK_CLOSE}|([①-⑳*＊※]|\d{{1,2}}(?![\d年月日%.．])|\[\d{{1,2}}\])"
)
NOTES = re.compile(r"\s*(备?注|说明)\s*\d?[:：]|[a-z①-⑳][.．、]")
NARROWER = 4.0
"""A page whose text is narrower than usual by so many characters holds no running text."""
NOTE_LINES = 4
"""A note under a table is looked through for marks over so many lines."""
NOTES_MARK = re.compile(r"(?:^|[；;。：:，\s])([a-z①-⑳]|\d{1,2})[.．、]?(?=[\u4e00-\u9fff为\d\[])")


def flow_items(flows: list[PageFlow]) -> tuple[list[RawItem], list[ReadingNote]]:
    """Raw items of all pages in order, and notes on tables that could not be told for sure."""
    marks = {flow.number: _note_marks(flow) for flow in flows}
    _join_over_pages(flows)
    usual = _body_width(flows)
    edges = _all_edges(flows, usual)
    items: list[RawItem] = []
    doubts: list[ReadingNote] = []
    for flow in flows:
        for entry in flow.entries:
            if isinstance(entry, FlowLine):
                edge = edges.get((flow.number, entry.region), (entry.line.x0, entry.line.x1))
                items.append(_line_item(entry, flow.number, edge, usual, marks[flow.number]))
                continue
            if entry.odd or entry.guessed:
                doubts.append(_doubt(entry))
            items += _table_items(entry, set().union(*(marks[p] for p in set(entry.pages))))
    return _join_footnotes(items), doubts


def _doubt(table: PageTable) -> ReadingNote:
    why = "没有框线，行列按文字位置推断" if table.guessed else "有不规则的合并单元格"
    text = f"第{table.pages[0]}页的表格{why}，请核对原件"
    return ReadingNote("table_doubtful", text, table.pages[0])


def _join_over_pages(flows: list[PageFlow]) -> None:
    """A table that ends a page and one that begins the next become one, where they fit."""
    for flow in flows:
        _join_over_columns(flow)
    carried: PageTable | None = None
    for before, after in itertools.pairwise(flows):
        last = _last_table(before) or (carried if _only_furniture(before) else None)
        first = _first_table(after)
        carried = None
        if last is None or first is None or after.number != before.number + 1:
            continue
        if not can_join(last, first):
            continue
        for entry in after.entries[: after.entries.index(first)]:
            if isinstance(entry, FlowLine):
                entry.furniture = True
        join_tables(last, first)
        after.entries.remove(first)
        carried = last


def _join_over_columns(flow: PageFlow) -> None:
    """A table that ends one column and one that begins the next become one, where they fit."""
    for first, second in itertools.pairwise(list(flow.entries)):
        if not (isinstance(first, PageTable) and isinstance(second, PageTable)):
            continue
        beside = first.box.x1 < second.box.x0 and second.box.y0 < first.box.y0
        if beside and can_join(first, second):
            join_tables(first, second)
            flow.entries.remove(second)


def _only_furniture(flow: PageFlow) -> bool:
    """Nothing is left on the page but what is no text: its table went to an earlier page."""
    return all(
        isinstance(entry, FlowLine) and (entry.furniture or entry.footnote)
        for entry in flow.entries
    )


def _last_table(flow: PageFlow) -> PageTable | None:
    for entry in reversed(flow.entries):
        if isinstance(entry, PageTable):
            return entry
        if not (entry.furniture or entry.footnote):
            return None
    return None


def _first_table(flow: PageFlow) -> PageTable | None:
    for entry in flow.entries:
        if isinstance(entry, PageTable):
            return entry
        if not entry.furniture and not AGAIN.fullmatch("".join(entry.line.text.split())):
            return None
    return None


def _table_items(table: PageTable, marks: set[str]) -> list[RawItem]:
    take_title(table)
    page = table.pages[0]
    items = _inner_lines(table.above, page, marks)
    raw = RawTable(
        rows=[[drop_marks(cell.text, marks) for cell in row] for row in table.rows],
        header_rows=header_rows(table),
        pages=list(table.pages),
    )
    items.append(RawItem("table", page=page, table=raw))
    return items + _inner_lines(table.below, table.pages[-1], marks)


def _inner_lines(cells: list[str], page: int, marks: set[str]) -> list[RawItem]:
    """Title and note cells as lines; one wraps into the next like other lines."""
    texts = [keep_marks(text, marks) for cell in cells for text in cell.split("\n")]
    return [RawItem("line", text, page) for text in texts]


def _body_width(flows: list[PageFlow]) -> float:
    """Width of a full character in the body text."""
    lines = [entry.line for flow in flows for entry in flow.lines()]
    ems = [ln.em for ln in lines if len(ln.glyphs) > 8] or [ln.em for ln in lines]
    return median(ems) if ems else 1.0


def _all_edges(flows: list[PageFlow], em: float) -> dict[tuple[int, int], tuple[float, float]]:
    """Left and right edge of the text of each page and of each frame around text.

    A page without running text, such as a cover, takes the edges usual on pages of its size.
    """
    found: dict[tuple[int, int], tuple[float, float]] = {}
    pages: dict[int, list[PageFlow]] = {}
    for flow in flows:
        for region in {entry.region for entry in flow.lines()}:
            lines = [e.line for e in flow.lines() if e.region == region and not e.furniture]
            if lines:
                found[flow.number, region] = (
                    _common([ln.x0 for ln in lines], low=True),
                    _right(lines),
                )
        if (flow.number, -1) in found and flow.gap is None:
            pages.setdefault(round(flow.page.width), []).append(flow)
    for alike in pages.values():
        widest = sorted((found[f.number, -1] for f in alike), key=lambda edge: edge[1] - edge[0])
        usual = widest[len(widest) // 2]
        for flow in alike:
            left, right = found[flow.number, -1]
            if right - left < usual[1] - usual[0] - NARROWER * em:
                found[flow.number, -1] = (min(left, usual[0]), max(right, usual[1]))
    return found


def _common(values: list[float], *, low: bool) -> float:
    """The outermost value that several lines share, else the outermost."""
    bins = Counter(round(value / 4) for value in values)
    shared = [place for place in bins if bins[place] + bins[place + 1] > 1]
    chosen = (min if low else max)(shared or bins)
    near = [value for value in values if abs(round(value / 4) - chosen) <= 1]
    return (min if low else max)(near)


def _right(lines: list[Line]) -> float:
    return _common([line.x1 for line in lines], low=False)


def _note_marks(flow: PageFlow) -> set[str]:
    """Marks that footnotes and table notes of this page explain."""
    found: set[str] = set()
    lines = flow.lines()
    for index, entry in enumerate(lines):
        text = entry.line.text
        if entry.footnote:
            match = FOOT_MARK.match(text)
            found |= {match.group(1) or match.group(2)} if match else set()
        elif NOTES.match(text):
            for note in lines[index : index + NOTE_LINES]:
                found.update(NOTES_MARK.findall(note.line.text))
    for table in flow.entries:
        if isinstance(table, PageTable):
            found.update(mark for text in table.below for mark in NOTES_MARK.findall(text))
    return found


def _line_item(
    entry: FlowLine,
    page: int,
    edge: tuple[float, float],
    usual: float,
    marks: set[str],
) -> RawItem:
    line = entry.line
    left, right = edge
    em = max(line.em, 1.0)
    text = _footnote_text(line.text) if entry.footnote else keep_marks(line.text, marks)
    return RawItem(
        "furniture" if entry.furniture else "footnote" if entry.footnote else "line",
        text,
        page,
        indent=round(max(line.x0 - left, 0.0) / em, 1),
        slack=round(max(right - line.x1, 0.0) / em, 1),
        bold=line.bold,
        size=round(line.em / usual, 2),
    )


def _footnote_text(text: str) -> str:
    """A footnote with its mark in the brackets of the protocol."""
    match = FOOT_MARK.match(text)
    if not match:
        return keep_marks(text, ())
    mark, rest = match.group(1) or match.group(2), keep_marks(text[match.end() :], ())
    return f"{MARK_OPEN}{mark}{MARK_CLOSE}{rest.lstrip()}"


def _join_footnotes(items: list[RawItem]) -> list[RawItem]:
    """Lines of one footnote become one item."""
    joined: list[RawItem] = []
    for item in items:
        last = joined[-1] if joined else None
        follows = last is not None and last.kind == "footnote" and last.page == item.page
        if item.kind == "footnote" and follows and last and not item.text.startswith(MARK_OPEN):
            last.text += "\n" + item.text
        else:
            joined.append(item)
    return joined
