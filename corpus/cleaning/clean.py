"""Raw items to cleaned units: furniture out, wraps joined, kinds told apart."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.cleaning.blank_tables import take_blank_tables
from corpus.cleaning.draft import PlacedNote, Unit
from corpus.cleaning.dump_pages import forget_pages, page_marks, with_pages
from corpus.cleaning.flat_tables import take_tables
from corpus.cleaning.footnotes import drop_known_marks, drop_numbered_marks, take_notes
from corpus.cleaning.furniture import (
    breadcrumbs,
    contents_lines,
    is_page_number,
    is_website_furniture,
    page_tail,
    running_heads,
    without_buttons,
)
from corpus.cleaning.joining import continues, join_lines, join_note, may_be_heading
from corpus.cleaning.kinds import attach_captions, classify
from corpus.cleaning.lines import measure
from corpus.cleaning.titles import join_titles
from corpus.loaders.protocol import RawDocument, RawItem
from kb.models import BlockKind

__all__ = ["CLEANER_VERSION", "Cleaned", "clean"]

MOST_BETWEEN = 3
CLEANER_VERSION = "9"
"""Raised whenever the same raw document may give another clean text."""


@dataclass(slots=True)
class Cleaned:
    """All units of one file in reading order, and what was doubtful."""

    units: list[Unit]
    notes: list[PlacedNote] = field(default_factory=list)


def clean(raw: RawDocument) -> Cleaned:
    """Clean one raw document; splitting into documents comes afterwards.

    Where the container begins another document, the text before it is cleaned by itself.
    """
    located = list(_located(raw.items))
    notes = _places(raw, [start for _, start in located])
    bounds = sorted({0, *(part.first_item for part in raw.parts), len(located)})
    units = [
        unit
        for first, last in itertools.pairwise(bounds)
        for unit in _clean(located[first:last], notes)
    ]
    return Cleaned(units, notes)


def _clean(located: list[tuple[RawItem, int]], notes: list[PlacedNote]) -> list[Unit]:
    """The units of what belongs together; doubts go to `notes`."""
    items = [item for item, _ in located]
    marks = page_marks(items)
    items = with_pages(items, marks) if marks else items
    dropped = running_heads(items) | contents_lines(items) | breadcrumbs(items) | page_tail(items)
    dropped.update(marks)
    kept = [
        (_trimmed(item), start)
        for i, (item, (_, start)) in enumerate(zip(items, located, strict=True))
        if i not in dropped and not _furniture(item)
    ]
    doubts: list[PlacedNote] = []
    units = _units(kept, doubts)
    notes.extend((at, replace(note, page=None)) if marks else (at, note) for at, note in doubts)
    units = drop_numbered_marks(drop_known_marks(units))
    units = attach_captions(join_titles(_mend_cuts(units)))
    for unit in units:
        classify(unit)
    if marks:
        forget_pages(units)
    return units


def _places(raw: RawDocument, starts: Sequence[int]) -> list[PlacedNote]:
    """The loader's notes on places of the text, by their offset in it."""
    return [(starts[min(at, len(starts) - 1)] if starts else 0, note) for at, note in raw.placed]


def _located(items: Iterable[RawItem]) -> Iterator[tuple[RawItem, int]]:
    offset = 0
    for item in items:
        yield item, offset
        offset += (len(item.text) if item.table is None else len(item.raw_text())) + 1


def _furniture(item: RawItem) -> bool:
    if item.kind == "furniture":
        return True
    if item.kind not in ("line", "paragraph", "list_item") or len(item.text) > 120:
        return False
    text = item.text.strip()
    return bool(text) and (is_page_number(text) or is_website_furniture(text))


def _trimmed(item: RawItem) -> RawItem:
    text = without_buttons(item.text)
    return item if text == item.text else replace(item, text=text)


def _units(located: list[tuple[RawItem, int]], doubts: list[PlacedNote]) -> list[Unit]:
    """Lines joined run by run, everything else as it came."""
    runs: list[tuple[RawItem, int, int]] = []
    whole: list[tuple[RawItem, int]] = []
    footnotes: list[Unit] = []
    for item, start in located:
        if item.kind == "line":
            runs.append((item, start, len(whole)))
        elif item.kind == "footnote":
            footnotes.extend(_whole(item, start))  # at the foot of a page: the text goes on
        else:
            whole.append((item, start))
    lines, layout = measure(runs)
    lines, notes = take_notes(lines)
    lines, aligned = take_blank_tables(lines)
    lines, tables = take_tables(lines)
    joined = notes.without_marks(join_lines(lines, layout))
    joined = sorted([*joined, *aligned, *tables.units], key=lambda u: u.raw_start)
    doubts.extend(tables.notes)
    units: list[Unit] = []
    taken = 0
    for item, start in whole:
        until = taken
        while until < len(joined) and joined[until].raw_start < start:
            until += 1
        units.extend(joined[taken:until])
        taken = until
        units.extend(_whole(item, start))
    units.extend([*joined[taken:], *footnotes])
    for note in notes.notes:
        units.extend(join_note(note))
    return units


def _whole(item: RawItem, start: int) -> Iterator[Unit]:
    """Units of an item that is a whole block; its soft breaks separate paragraphs."""
    if item.kind == "table":
        yield Unit("table_row", "", [], page=item.page, table=item.table, raw_start=start)
        return
    kind: BlockKind = "paragraph"
    if item.kind != "line" and item.kind != "furniture":
        kind = item.kind
    offset = start
    first: Unit | None = None
    for part in item.text.split("\n"):
        text = part.strip()
        if text:
            at = offset + part.index(text)
            unit = Unit(kind, text, [(0, at, len(text))], item.level, item.page, raw_start=at)
            unit.certain, unit.bold = item.kind != "paragraph", item.bold
            if first is not None and (item.kind != "paragraph" or continues(first, unit)):
                first.append(unit)
            else:
                if first is not None:
                    yield first
                first = unit
        offset += len(part) + 1
    if first is not None:
        yield first


def _mend_cuts(units: list[Unit]) -> list[Unit]:
    """Join whole paragraphs that a page break cut in two, be there a table at the break or not."""
    mended: list[Unit] = []
    for unit in units:
        last = _open_paragraph(mended, unit)
        if last is not None and not unit.certain and continues(last, unit):
            last.append(unit)
        else:
            mended.append(unit)
    return mended


def _open_paragraph(mended: list[Unit], unit: Unit) -> Unit | None:
    """The paragraph before `unit`; with tables between them only if it is on another page."""
    if unit.table is not None or unit.kind != "paragraph":
        return None
    for last in mended[: -MOST_BETWEEN - 1 : -1]:
        if last.table is None:
            if unit.run >= 0 and last.run == unit.run and may_be_heading(last):
                return None
            near = last is mended[-1] or (last.page != unit.page and not last.certain)
            return last if near and last.kind in ("paragraph", "list_item") else None
    return None
