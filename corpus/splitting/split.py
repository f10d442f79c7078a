"""Which documents a file holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from corpus.cleaning.draft import Unit
from corpus.loaders.protocol import RawDocument, RawPart
from corpus.splitting.heads import head_hints
from corpus.splitting.newsletter import articles
from corpus.splitting.part import Part
from corpus.splitting.printed import notice_and_plans, several

__all__ = ["Family", "split"]

Family = Literal["", "compilation", "notice"]


def split(units: list[Unit], raw: RawDocument, name: str) -> tuple[list[Part], Family]:
    """The documents of one file, and why they belong together."""
    if raw.parts:
        return _by_container(units, raw), ""
    if parts := articles(units):
        return _with_file_hints(parts, raw, keep_title=False), "compilation"
    if parts := notice_and_plans(units):
        return _with_file_hints(parts, raw, keep_title=True), "notice"
    if parts := several(units, name):
        return _with_file_hints(parts, raw, keep_title=False), ""
    return [Part("", units, [*raw.hints, *head_hints(units)])], ""


def _with_file_hints(parts: list[Part], raw: RawDocument, *, keep_title: bool) -> list[Part]:
    """What the container states about the file holds for its parts too, but for their titles."""
    for part in parts:
        own = {hint.field for hint in part.hints}
        own.add("" if keep_title and part.key == "n" else "title")
        part.hints.extend(hint for hint in raw.hints if hint.field not in own)
        if part.key == "n":
            part.hints.extend(head_hints(part.units))
    return parts


def _by_container(units: Sequence[Unit], raw: RawDocument) -> list[Part]:
    """Parts that begin where the loader says."""
    offsets, position = [], 0
    for item in raw.items:
        offsets.append(position)
        position += len(item.raw_text()) + 1
    parts: list[Part] = []
    rows: list[RawPart] = raw.parts
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        first = offsets[row.first_item]
        last = offsets[after.first_item] if after is not None else position + 1
        mine = [unit for unit in units if first <= unit.raw_start < last]
        if mine:
            parts.append(Part(row.key, mine, [*row.hints, *raw.hints, *head_hints(mine)]))
    return parts
