"""Which passages of a found document to show, and what to mark in them.

A passage scores the sum over the query's groups (a word with its synonyms) of the best text found
in it, its best sentence once more. Rare and long texts weigh more, headings less, and a figure
soon after the weightiest text counts: who asks for a metric wants its value. Earlier passages are
preferred: what a document says in general comes before its annexes and footnotes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TypeGuard

from indexer.search.ast import (
    And,
    AtLeast,
    Facet,
    Near,
    Node,
    Not,
    Or,
    Text,
    YearRange,
    texts,
)
from indexer.search.marks import has_latin_edge, marked_texts, marks, stands_whole
from indexer.search.protocol import DocumentHit, PassageHit, Shown
from indexer.search.ranking import words_of
from indexer.search.shelf import Record

__all__ = ["Wanted", "show_document", "wanted"]

SEEN_PER_NEEDLE = 16  # passages looked at for one text in one document
WHY = {
    "title": "标题",
    "issuer": "发文机关",
    "author": "作者",
    "number": "发文字号",
    "source": "来源",
    "topic": "主题",
    "region": "地区",
}
DIGIT, SENTENCE_END = re.compile(rb"\d"), re.compile("。|!|\\?|;".encode())
PAIR = 0.4  # of two words in a row; 0.25 to 0.5 are the same on the judged queries
CANDIDATES = 3  # more passages than are shown, looked at closely in one document
ABOUT, HEADING, FIGURE = 0.2, 0.5, 0.5  # factors, measured on the judged queries (docs/search.md)
EARLY, INNER, LONG_WORD = 0.3, 0.5, 4
ENOUGH = 2  # passages that hold a long word; with fewer the words inside it count too
YEAR = re.compile("((?:19|20)[0-9]{2})年?".encode())
SAID_IN = {0: ("今年",), 1: ("去年", "过去一年")}  # what a text calls a year so many before its own
NEARBY, LONG = 60, 6000  # bytes: how far a figure may be; the length that halves a score
Held = tuple[bytes, float, list[int], bool]  # needle, weight, passages, inside a long word
Best = tuple[float, bytes]  # of the texts of a group in a passage: weight, needle
Weighed = tuple[list[Held], dict[int, Best]]
Group = tuple[tuple[bytes, float, bool], ...]  # needle, weight, inside a long word


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query looks for in passages: groups of (UTF-8 needle, weight), and all its texts."""

    groups: tuple[Group, ...]
    whole: bytes  # the unquoted words in a row, a bonus where they stand so
    in_title: tuple[Text, ...]  # what to mark in titles
    in_body: tuple[Text, ...]  # what to mark in passages
    inside: tuple[Text, ...]  # words inside long ones: what to mark where there is nothing else
    latin: frozenset[bytes]  # needles that begin or end with a letter or digit
    told: tuple[tuple[str, tuple[str, ...]], ...]  # field of a document -> what is looked for in it


def wanted(node: Node | None) -> Wanted:
    """What to look for in the passages of documents that match a node."""
    if node is None:
        return Wanted((), b"", (), (), (), frozenset(), ())
    asked = list(dict.fromkeys(_asked(node)))
    groups = [*map(_group, _with_neighbours(asked)), _pairs(asked)]
    found = texts(node)
    typed = [t for t in found if not t.implied and t.scope in ("any", "body")]
    whole = "".join(t.text for t in typed) if 1 < len(typed) <= 8 else ""
    needed = tuple(group for many in groups for group in many if group)
    return Wanted(
        needed,
        whole.encode("utf-8"),
        marked_texts(found, "title"),
        marked_texts(found, "body"),
        tuple(Text(n.decode("utf-8")) for group in needed for n, _, inner in group if inner),
        frozenset(needle for group in needed for needle, *_ in group if has_latin_edge(needle)),
        tuple((scope, _of_scope(found, scope)) for scope in WHY if _of_scope(found, scope)),
    )


def _asked(node: Node) -> Iterator[Node]:
    """What is looked for: of (a b) OR (a c) all three, of a word and its synonyms one."""
    several = isinstance(node, Or) and any(_is_typed(way) for way in node.nodes)
    if isinstance(node, And | AtLeast) or (isinstance(node, Or) and several):
        for part in node.nodes:
            yield from _asked(part)
    elif not isinstance(node, Not | Facet | YearRange):
        yield node


def _is_typed(way: Node) -> bool:
    return isinstance(way, And | AtLeast) and not all(text.implied for text in texts(way))


def _with_neighbours(parts: Sequence[Node]) -> Iterator[Node]:
    """Of 新 污染物 治理 the single character is looked for as 新污染物 first: alone it is
    everywhere."""
    typed = [part.text if _is_word(part) else "" for part in parts]
    for at, (part, text) in enumerate(zip(parts, typed, strict=True)):
        beside = ["".join(typed[at - 1 : at + 1]) if at else "", "".join(typed[at : at + 2])]
        joined = [Text(pair) for pair in beside if len(text) == 1 < len(pair)]
        yield Or((*joined, part)) if joined else part


def _pairs(parts: Sequence[Node]) -> list[Group]:
    """Words beside each other in the query, looked for in a row: where both are common, the
    passages that hold 新能源外送 are not among the first that hold the one or the other."""
    typed = [part.text if _is_word(part) else "" for part in parts]
    joined = [Text(a + b) for a, b in pairwise(typed) if min(len(a), len(b)) > 1]
    return [((text.text.encode("utf-8"), PAIR * _weight(text), False),) for text in joined]


def _is_word(part: Node) -> TypeGuard[Text]:
    return isinstance(part, Text) and not part.exact and part.scope == "any"


def _of_scope(found: Sequence[Text], scope: str) -> tuple[str, ...]:
    return tuple(t.text for t in found if t.text and t.scope in ("any", scope))


def _group(node: Node) -> list[Group]:
    if isinstance(node, Near):
        return [_needles((text,)) for text in node.texts]
    if isinstance(node, Or):
        return [_needles(tuple(text for way in node.nodes for text in _figures(way)))]
    if isinstance(node, And | AtLeast):
        return [group for part in node.nodes for group in _group(part)]
    return [_needles((node,))] if isinstance(node, Text) else []


def _figures(way: Node) -> list[Text]:
    """The texts of a way; of a number and its unit the number, since the unit alone is anywhere."""
    found = texts(way)
    return [text for text in found if text.text[:1].isdigit()] or found


def _needles(found: Sequence[Text]) -> Group:
    """The texts, and at half the weight the words inside long ones that were not quoted."""
    here = [text for text in found if text.scope in ("any", "body")]
    needles = {t.text.encode("utf-8"): (_weight(t), False) for t in here}
    for text in here:
        if len(text.text) >= LONG_WORD and not (
            text.implied or text.exact or text.text[0].isdigit()
        ):
            for word in _inner_words(text.text):
                share = INNER * _weight(text) * math.sqrt(len(word) / len(text.text))
                needles.setdefault(word.encode("utf-8"), (share, True))
    return tuple((needle, weight, inner) for needle, (weight, inner) in needles.items())


def _inner_words(text: str) -> list[str]:
    """The words in a long word, those within others of them left out."""
    inner = [word for word in words_of(text) if 1 < len(word) < len(text)]
    return [word for word in inner if not any(word in other != word for other in inner)]


def _weight(text: Text) -> float:
    """Longer texts are rarer; a synonym counts a little less than what was typed."""
    weight = math.sqrt(min(len(text.text), 9))
    return weight * (0.9 if text.implied else 1.0) * (1.2 if text.exact else 1.0)


def _weighed(record: Record, want: Wanted) -> list[list[Held]]:
    """For each group the texts that stand in the document, their weights and passages.

    A text that most passages hold says little; one that the title or the document's places hold
    is true of the whole document, so that passages need not repeat it. What is inside a long word
    is looked for only where the word itself is nowhere.
    """
    meta = record.head["meta"]
    about = f"{meta.get('title', '')}\n{meta.get('region', '')}".encode()
    groups = []
    for group in want.groups:
        given = ABOUT if any(needle in about for needle, _, inner in group if not inner) else 1.0
        found: list[Held] = []
        for needle, weight, inner in group:
            seen = sum(len(held) for _, _, held, within in found if not within)
            if seen >= (ENOUGH if inner else SEEN_PER_NEEDLE) or (inner and given < 1):
                break
            held = record.holders(needle, SEEN_PER_NEEDLE)
            if needle in want.latin:
                held = _whole(record, needle.decode("utf-8"), held)
            if held:
                found.append((needle, weight * given * _rare(record, held), held, inner))
        groups.append(found + _said_otherwise(record, group))
    return groups


def _rare(record: Record, held: Sequence[int]) -> float:
    return math.log(1 + record.count / (len(held) + 0.5))


def _said_otherwise(record: Record, group: Group) -> list[Held]:
    """Where a text speaks of the year asked for without naming it: what a report of 2025 says of
    今年. Its title may name the year, these passages tell what is said of it."""
    year, own = YEAR.fullmatch(group[0][0]) if group else None, record.head.get("year")
    if year is None or own is None:
        return []
    words = (word.encode("utf-8") for word in SAID_IN.get(own - int(year[1]), ()))
    places = ((word, record.holders(word, SEEN_PER_NEEDLE)) for word in words)
    return [(word, group[0][1] * _rare(record, held), held, False) for word, held in places if held]


def _whole(record: Record, needle: str, held: list[int]) -> list[int]:
    """The passages that hold a name or number as a whole, all where none does."""
    return [index for index in held if stands_whole(record.passage(index)[1], needle)] or held


def _best_passages(record: Record, want: Wanted, size: int) -> list[int]:
    """The best `size` passages, in the order of their scores, then of the text."""
    held: dict[int, list[Best]] = {}  # passage -> best text of each group in it
    groups = [(group, _best_of(group)) for group in _weighed(record, want)]
    for _, best in groups:
        for index, found in best.items():
            held.setdefault(index, []).append(found)
    for index, besides in held.items():
        besides += _held_besides(record, index, groups)
    sums = {index: sum(weight for weight, _ in found) for index, found in held.items()}
    fullest = sorted(sums, key=lambda index: (-sums[index], index))[: CANDIDATES + size]
    final = {index: _passage_score(record, index, held[index], want.whole) for index in fullest}
    return sorted(final, key=lambda index: (-final[index], index))[:size]


def _held_besides(record: Record, index: int, groups: Sequence[Weighed]) -> Iterator[Best]:
    """Of the groups in which a passage was not seen: the heads of a row's columns (of 森林覆盖率
    2025年 the one stands in the row, the other above it), and words too common to be looked for
    to the end of the document."""
    columns = record.column_bytes(index)
    rare = any(index in best and not _is_common(group) for group, best in groups)
    for group, best in groups:
        if index in best or not group:
            continue
        text = columns + record.passage_bytes(index) if rare and _is_common(group) else columns
        told = [(weight, needle) for needle, weight, _, _ in group if needle in text]
        if told:
            yield max(told)


def _is_common(group: list[Held]) -> bool:
    """Whether a group was not looked for to the end of the document."""
    return any(len(places) >= SEEN_PER_NEEDLE for _, _, places, _ in group)


def _best_of(group: list[Held]) -> dict[int, Best]:
    """For each passage the heaviest text of a group in it; words inside a long word add up."""
    best: dict[int, Best] = {}
    for needle, weight, places, inner in sorted(reversed(group), key=_by_weight):  # heaviest last
        for place in places:
            before = best[place][0] if inner and place in best else 0.0
            best[place] = (before + weight, needle)
    return best


def _by_weight(found: Held) -> float:
    return found[1]


def _passage_score(record: Record, index: int, held: list[Best], whole: bytes) -> float:
    """The texts of the passage, once more those of its best sentence, and figures near them."""
    text, columns = record.passage_bytes(index), record.column_bytes(index)
    score: float = 0.0
    for weight, _ in held:
        score += weight
    score += score if len(held) == 1 else _best_sentence(columns + text, held, score)
    if whole and whole in text:
        score *= 1.3
    score *= 1 + FIGURE * _figure_near(text, max(held)[1])
    score *= 1 + EARLY * (1 - index / record.count)
    return score * (HEADING if record.is_heading(index) else 1.0) / (1 + len(text) / LONG)


def _best_sentence(text: bytes, held: list[Best], most: float) -> float:
    best = 0.0
    for sentence in SENTENCE_END.split(text):
        score = 0.0
        for weight, needle in held:
            if needle in sentence:
                score += weight
        if score > best:
            best = score
            if best >= most:  # all of them: no sentence holds more
                break
    return best


def _figure_near(text: bytes, needle: bytes) -> float:
    """How soon a figure follows a text: 1 at once, 0 never."""
    at = text.find(needle) + len(needle)
    figure = DIGIT.search(text, at, at + NEARBY)
    return 1 - (figure.start() - at) / NEARBY if figure else 0.0


def show_document(record: Record, score: float, want: Wanted, size: int) -> DocumentHit:
    """A found document with its best passages, what to mark, and why it was found."""
    return DocumentHit(record.head["id"], score, partial(_shown, record, want, size))


def _shown(record: Record, want: Wanted, size: int) -> Shown:
    best = _best_passages(record, want, size) if size and want.groups else []
    title, folded = record.head["title"], record.head["meta"].get("title", "")
    return Shown(
        passages=tuple(_passage(record, index, want) for index in best),
        why=_why(record, want, found=bool(best)),
        title_marks=marks(title, folded, want.in_title),
    )


def _passage(record: Record, index: int, want: Wanted) -> PassageHit:
    start, text, page, headings = record.passage(index)
    folded = record.passage_bytes(index).decode("utf-8")
    spans = marks(text, folded, want.in_body) or marks(text, folded, want.inside)
    moved = tuple((start + begin, start + end) for begin, end in spans)
    columns = record.columns(index)
    return PassageHit(index, start, start + len(text), text, headings, page, moved, columns)


def _why(record: Record, want: Wanted, *, found: bool) -> tuple[str, ...]:
    meta = record.head["meta"]
    fields = []
    for scope, wanted_here in want.told:
        value = meta.get(scope)
        if value and any(text in value for text in wanted_here):
            fields.append(WHY[scope])
    return (*fields, "正文") if found else tuple(fields)
