"""How documents are ranked: what is scored, and the measured weights.

A document's score is a sum over the query's texts of BM25 in its title, headings, metadata and
body (jieba words, and the text as contiguous characters), plus a bonus where the words stand in
one row and where a place named in the query is the document's own. Ties go to the newer document,
then to the higher level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from indexer.search.ast import And, AtLeast, Facet, Near, Node, Or, Text, leading
from indexer.search.lexer import is_punctuation
from indexer.search.places import find_place
from indexer.search.synonyms import synonyms
from indexer.segment import segmenter
from kb.vocab import periods

YEAR = re.compile(r"((?:19|20)\d\d)年?")
YEARS = re.compile(r"((?:19|20)\d\d)年?[-~至到]((?:19|20)\d\d)年?")

__all__ = ["WEIGHTS", "RankedText", "Weights", "joints", "ranked_texts", "whole_phrase"]


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors of the parts of a score. See docs/search.md for how they were measured."""

    fields: tuple[tuple[str, float], ...] = (
        ("w_title", 4.0),
        ("w_meta", 1.0),
        ("w_head", 1.0),
        ("w_body", 0.7),
    )
    phrase_title: float = 1.2
    phrase_any: float = 0.4
    whole_title: float = 2.0
    whole_any: float = 2.0
    joint: float = 3.0
    aspect: float = 0.3
    place: float = 12.0
    period: float = 6.0
    country: float = 2.0
    implied: float = 0.4


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class RankedText:
    """A text of the query with its words and, where it names a place or time, the facets of the
    documents that are about it, with what each counts."""

    text: str
    words: tuple[str, ...]
    own: tuple[tuple[Facet, float], ...]
    weight: float
    implied: bool = False  # a synonym: scored as a whole, not word by word
    aspect: bool = False  # what of it is asked: 目标 in a title says nothing of 森林覆盖率 目标

    @property
    def fields(self) -> list[tuple[str, float]]:
        """The fields its words score in, with what each counts."""
        fields = WEIGHTS.fields[1:] if self.aspect else WEIGHTS.fields
        return [(field, weight * self.weight) for field, weight in fields]

    @property
    def in_title(self) -> float:
        """What it counts as a whole in a title."""
        return 0.0 if self.aspect else WEIGHTS.phrase_title * self.weight


def ranked_texts(node: Node | None) -> list[RankedText]:
    """The texts that score, each once; what is excluded does not."""
    found: dict[str, RankedText] = {}
    texts = _positive(node)
    of_something = not all(map(_is_aspect, texts))
    for text in texts:
        if text.text not in found:
            aspect = of_something and _is_aspect(text)
            weight = WEIGHTS.aspect if aspect else 1.0
            found[text.text] = RankedText(
                text.text,
                words_of(text.text),
                _own(text),
                WEIGHTS.implied if text.implied else weight,
                text.implied,
                aspect,
            )
    return list(found.values())


def _is_aspect(text: Text) -> bool:
    return text.text in synonyms().aspects and not text.exact


def _positive(node: Node | None) -> list[Text]:
    if isinstance(node, Text):
        return [node]
    if isinstance(node, And | Or | AtLeast):
        return [text for part in node.nodes for text in _positive(part)]
    return list(node.texts) if isinstance(node, Near) else []


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text of the query, inner words of long ones included."""
    cut = segmenter().cut_search(text)
    return tuple(dict.fromkeys(word for word in cut if not is_punctuation(word)))


@lru_cache(maxsize=4096)
def _place(text: str) -> str | None:
    return find_place(text) if 2 <= len(text) <= 12 else None


def places_of(text: Text) -> tuple[str, ...]:
    """The code of the place that a text names, if it names one."""
    code = _place(text.text) if text.scope in ("any", "region") and not text.implied else None
    return (code,) if code else ()


def _own(text: Text) -> tuple[tuple[Facet, float], ...]:
    """A place's documents, and plans for a year: who asks for 2025年 does not want a report that
    mentions it."""
    places = tuple((Facet("region", code), WEIGHTS.place) for code in places_of(text))
    period = period_of(text)
    return (*places, (Facet("period", period), WEIGHTS.period)) if period else places


def period_of(text: Text) -> str | None:
    """The planning period that a text names or that holds the year it names."""
    if text.scope != "any" or text.implied:
        return None
    if year := YEAR.fullmatch(text.text):
        return periods.name_for(int(year[1]))
    if years := YEARS.fullmatch(text.text):
        span = int(years[1]), int(years[2])
        return next((name for name, held in periods.all_periods().items() if held == span), None)
    return text.text if text.text in periods.all_periods() else None


def whole_phrase(node: Node | None) -> str:
    """The words of a plain query in a row, "" if there is but one or the query is not plain."""
    return "".join(_row(node))


def joints(node: Node | None) -> list[tuple[int, str]]:
    """Where the words of a plain query meet in `whole_phrase`: the last character of each with the
    first of the next. In a document that holds the words they tell, quicker than the words
    themselves do, whether these stand in a row."""
    row = _row(node)
    ends = list(accumulate(map(len, row)))[:-1]
    whole = "".join(row)
    return [(end - 1, whole[end - 1 : end + 1]) for end in ends]


def _row(node: Node | None) -> list[str]:
    node = leading(node)
    if not isinstance(node, And) or not 1 < len(node.nodes) <= 12:
        return []
    typed = [_typed(part) for part in node.nodes]
    return typed if all(typed) else []


def _typed(node: Node) -> str:
    if isinstance(node, Or) and isinstance(node.nodes[0], Text):
        return node.nodes[0].text
    return node.text if isinstance(node, Text) and node.scope == "any" else ""
