"""Which passages of a found document to show, and what to mark in them.

A passage scores the sum over the query's groups (a word with its synonyms) of the best text found
in it; quoted text and long words weigh more, headings and bare fragments less.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.search.ast import And, AtLeast, Facet, Near, Node, Not, Or, Text, YearRange, texts
from indexer.search.protocol import DocumentHit, PassageHit
from indexer.search.shelf import Record
from kb.fold import fold

__all__ = ["Wanted", "show_document", "wanted"]

SEEN_PER_NEEDLE = 48  # passages looked at for one text in one document
WHY = {
    "title": "标题",
    "issuer": "发文机关",
    "number": "发文字号",
    "source": "来源",
    "topic": "主题",
    "region": "地区",
}
_DIGIT = re.compile(rb"\d")
Group = tuple[tuple[bytes, float], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query looks for in passages: groups of (UTF-8 needle, weight), and all its texts."""

    groups: tuple[Group, ...]
    texts: tuple[Text, ...]
    whole: bytes  # the unquoted words in a row, a bonus where they stand so


def wanted(node: Node | None) -> Wanted:
    """What to look for in the passages of documents that match a node."""
    if node is None:
        return Wanted((), (), b"")
    parts = node.nodes if isinstance(node, And | AtLeast) else (node,)
    groups = [_group(part) for part in parts if not isinstance(part, Not | Facet | YearRange)]
    typed = [t for t in texts(node) if not t.implied and t.scope in ("any", "body")]
    whole = "".join(t.text for t in typed) if 1 < len(typed) <= 8 else ""
    return Wanted(
        tuple(group for many in groups for group in many if group),
        tuple(texts(node)),
        whole.encode("utf-8"),
    )


def _group(node: Node) -> list[Group]:
    if isinstance(node, Near):
        return [_needles((text,)) for text in node.texts]
    if isinstance(node, Or):
        return [_needles(tuple(texts(node)))]
    if isinstance(node, And | AtLeast):
        return [group for part in node.nodes for group in _group(part)]
    return [_needles((node,))] if isinstance(node, Text) else []


def _needles(found: Sequence[Text]) -> Group:
    return tuple((t.text.encode("utf-8"), _weight(t)) for t in found if t.scope in ("any", "body"))


def _weight(text: Text) -> float:
    """Longer texts are rarer; a synonym counts a little less than what was typed."""
    weight = math.sqrt(min(len(text.text), 9))
    return weight * (0.7 if text.implied else 1.0) * (1.2 if text.exact else 1.0)


def passage_scores(record: Record, want: Wanted) -> dict[int, float]:
    """Scores of the passages that hold any of the texts."""
    scores: dict[int, float] = {}
    for group in want.groups:
        best: dict[int, float] = {}
        for needle, weight in group:
            for index in _holding(record, needle):
                if weight > best.get(index, 0.0):
                    best[index] = weight
        for index, weight in best.items():
            scores[index] = scores.get(index, 0.0) + weight
    if want.whole:
        for index in _holding(record, want.whole):
            scores[index] = scores.get(index, 0.0) + 1.5
    return scores


def _holding(record: Record, needle: bytes) -> list[int]:
    """The passages that hold a needle, the first ones if there are many."""
    found: list[int] = []
    place = record.find(needle)
    while place >= 0:
        index = record.passage_at(place)
        found.append(index)
        if len(found) >= SEEN_PER_NEEDLE:
            break
        place = record.find(needle, record.span(index)[1] + 1)
        if place >= 0 and place >= record.end:
            break
    return found


def _refined(record: Record, want: Wanted, scores: dict[int, float], size: int) -> list[int]:
    """The best `size` passages, in the order of their scores, then of the text."""
    fullest = sorted(scores, key=lambda index: (-scores[index], index))[: max(4 * size, 8)]
    final: dict[int, float] = {}
    for index in fullest:
        begin, end = record.span(index)
        text = record.buffer[begin:end]
        score = sum(max((w for n, w in group if n in text), default=0.0) for group in want.groups)
        score += 1.5 if want.whole and want.whole in text else 0.0
        score *= 0.8 if record.is_heading(index) else 1.0
        score += 0.25 if _DIGIT.search(text) else 0.0
        final[index] = score - 0.0004 * max(0, len(text) - 600)
    return sorted(final, key=lambda index: (-final[index], index))[:size]


def show_document(record: Record, score: float, want: Wanted, size: int) -> DocumentHit:
    """A found document with its best passages, what to mark, and why it was found."""
    scores = passage_scores(record, want) if size and want.groups else {}
    best = _refined(record, want, scores, size) if scores else []
    title = record.head["title"]
    return DocumentHit(
        document_id=record.head["id"],
        score=score,
        passages=tuple(_passage(record, index, want) for index in best),
        why=_why(record, want, found=bool(scores)),
        title_marks=_marks(title, [t.text for t in want.texts if t.scope in ("any", "title")]),
    )


def _passage(record: Record, index: int, want: Wanted) -> PassageHit:
    start, text, page, headings, _ = record.passage(index)
    marks = _marks(text, [t.text for t in want.texts if t.scope in ("any", "body")])
    moved = tuple((start + begin, start + end) for begin, end in marks)
    return PassageHit(index, start, start + len(text), text, headings, page, moved)


def _marks(clean: str, needles: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Clean spans of all occurrences, those that touch made one."""
    folded = fold(clean)
    straight = len(folded.text) == len(clean) and len(clean.split()) < 2  # same offsets
    spans: list[tuple[int, int]] = []
    for needle in needles:
        at = folded.text.find(needle)
        while at >= 0 and needle:
            end = at + len(needle)
            spans.append((at, end) if straight else folded.clean_span(at, end))
            at = folded.text.find(needle, end)
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)


def _why(record: Record, want: Wanted, *, found: bool) -> tuple[str, ...]:
    meta = record.head["meta"]
    fields = [
        label
        for scope, label in WHY.items()
        if any(t.scope in ("any", scope) and t.text in meta.get(scope, "") for t in want.texts)
    ]
    return (*fields, "正文") if found else tuple(fields)
