"""Sentences of a passage: where they end, and what the rules see of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.measures.document.facts import Facts
from indexer.measures.document.regions import Place, mentioned
from indexer.measures.lexing.compact import Compact, compact_folded
from indexer.measures.lexing.lexer import lex
from indexer.measures.lexing.masking import Masked, mask
from indexer.measures.lexing.quantities import assemble, groups
from indexer.measures.lexing.tokens import Quantity, TimeRef, Trap

__all__ = ["Sentence", "read_sentences", "spans"]

_END = re.compile(r"[。！？!?.．](?:(?<=[。！？!?])[”’」』）)]?|(?<=[一-龥”）%][.．])(?=[一-龥“]))")
"""Some sheets print their full stops as points. It begins with all marks at once: found sooner."""
_SEMICOLON = re.compile(r"[；;]")
_LONGEST = 420
"""Longer sentences are cut at semicolons: evidence has to stay readable."""


_ENDLESS = 800
"""No clause of the texts at hand is longer; it bounds the time a hostile text can take."""


@dataclass(slots=True)
class Sentence:
    """`text` is the compact text all positions below refer to; `start`, `end` the clean span."""

    start: int
    end: int
    source: Compact
    text: str
    quantities: list[Quantity]
    groups: list[list[Quantity]]
    times: list[TimeRef]
    traps: list[Trap]
    facts: Facts
    masked: Masked
    """The text without its times, its borders and what years are compared with."""
    _places: list[Place] | None = None

    @property
    def places(self) -> list[Place]:
        """Every place named."""
        if self._places is None:
            self._places = mentioned(self.text, self.facts)
        return self._places


def spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`."""
    position = start
    for match in _END.finditer(text, start, end):
        after = match.end()
        if after - position <= _LONGEST:
            yield position, after
        else:
            yield from _pieces(text, position, after)
        position = after
    if position < end:
        yield from _pieces(text, position, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A long sentence cut at its semicolons, an endless one at commas or anywhere."""
    if end - start <= _LONGEST:
        yield start, end
        return
    position = start
    for match in _SEMICOLON.finditer(text, start, end):
        yield from _bounded(text, position, match.end())
        position = match.end()
    if position < end:
        yield from _bounded(text, position, end)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces short enough that work within one of them stays small, whatever the text."""
    while end - start > _ENDLESS:
        cut = text.rfind("，", start + _LONGEST, start + _ENDLESS)
        cut = cut + 1 if cut > 0 else start + _ENDLESS
        yield start, cut
        start = cut
    yield start, end


def _without_grades(text: str, found: list[Quantity]) -> tuple[list[Quantity], list[Trap]]:
    """2个百亿级产业, 3个35千伏项目, 20个5亿元以上的集群: such a size is part of what is counted."""
    kept: list[Quantity] = []
    traps: list[Trap] = []
    for quantity in found:
        if _sizes(quantity, kept[-1] if kept else None, text):
            traps.append(Trap(quantity.number_start, quantity.number_end, "name"))
        else:
            kept.append(quantity)
    return kept, traps


def _sizes(quantity: Quantity, last: Quantity | None, text: str) -> bool:
    """Whether a number is the size of what the count right before it (`last`, or 三大) counts."""
    if quantity.graded and _SPELLED_COUNT.fullmatch(text, quantity.start - 2, quantity.start):
        return True
    if last is None or last.dimension != "count":
        return False
    bounded = quantity.dimension == "amount" and text.startswith(_BOUNDED, quantity.end)
    sized = quantity.graded or bounded or quantity.unit.endswith("伏")
    return sized and _NOTHING_BETWEEN.fullmatch(text, last.end, quantity.start) is not None


_NOTHING_BETWEEN = re.compile(r"(?:余|以上|左右|以内)?")
_SPELLED_COUNT = re.compile(r"[两三四五六七八九十几多数][个大家条座]")
_BOUNDED = ("以上", "以下", "及以上", "及以下")


def read_sentences(folded: str, found: Sequence[tuple[int, int]], facts: Facts) -> list[Sentence]:
    """Lex and mask sentences of a text that `fold` went over: all take one step, then the next."""
    sources = [compact_folded(folded[start:end], start) for start, end in found]
    lexed = [lex(source.text) for source in sources]
    numbers = [
        _quantities(source.text, quantities, traps)
        for source, (quantities, _, traps) in zip(sources, lexed, strict=True)
    ]
    masks = [
        mask(source.text, times, quantities)
        for source, (_, times, _), quantities in zip(sources, lexed, numbers, strict=True)
    ]
    places = [
        mentioned(source.text, facts) if quantities else None
        for source, quantities in zip(sources, numbers, strict=True)
    ]
    return [
        Sentence(
            start, end, source, source.text, quantities, groups(source.text, quantities),
            times, traps, facts, masked, named,
        )
        for (start, end), source, (_, times, traps), quantities, masked, named in zip(
            found, sources, lexed, numbers, masks, places, strict=True
        )
    ]  # fmt: skip


def _quantities(text: str, found: list[Quantity], traps: list[Trap]) -> list[Quantity]:
    """The quantities of a sentence put together; numbers within names go to the traps."""
    kept, graded = _without_grades(text, found)
    traps += graded
    return assemble(text, kept)
