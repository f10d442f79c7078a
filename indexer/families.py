"""Editions of one text: the same document as PDF, web page and dump forms one family.

Each document has a sketch: the smallest hashes of its runs of Chinese characters (bottom-k MinHash,
cut at digits, marks and line ends, so that layout hardly matters). Documents whose sketches agree
by half or more are editions of one text, unless what they state about themselves contradicts.

The main edition is, in this order: not an article of a compilation; the one that states most of
issuer, number and date; the one read with the fewest doubts; web page and word processor before
PDF before text dump; the longest; the smallest id. It keeps its own family and role, the others
join its family in the role `edition` and are not counted.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import combinations
from pathlib import Path

from kb.models import Document
from kb.store.protocol import Store

__all__ = [
    "SKETCH_VERSION",
    "Sketch",
    "SketchBook",
    "families",
    "find_editions",
    "likeness",
    "sketch",
]

SKETCH_VERSION = 2
SIZE = 64  # hashes kept; the error of the likeness is about 1/sqrt(64) = 0.12
# Measured on 453 real documents: editions (PDF and text dump, scan and its dump) 0.91–1.0; a city's
# plan after its province's 0.55 (told apart by place), other pairs from one template below 0.4.
LIKE = 0.6
FEWEST = 3  # runs; below that nothing can be said
SHORT = 16  # hashes; shorter texts (notices) must agree by SHORT_LIKE and bear the same title
SHORT_LIKE = 0.75
COMMON = 40  # a hash that more documents share is boilerplate and proposes no pairs
_RUN = re.compile(r"[㐀-鿿]{7,}")
_BLANKS = re.compile(r"[ \t\u3000\xa0]+")
_LOADERS = {"html": 0, "docx": 0, "ofd": 0, "markdown": 1, "csv": 1, "pdf": 2, "text": 3}
_PLACES = 3  # steps of a path that must agree: country, province, city

Sketch = tuple[int, ...]


def sketch(text: str) -> Sketch:
    """The fingerprint of a text; empty for one too short to compare."""
    runs = {run.encode() for run in _RUN.findall(_BLANKS.sub("", text))}
    if len(runs) < FEWEST:
        return ()
    return tuple(nsmallest(SIZE, {zlib.crc32(run) for run in runs}))


def likeness(one: Sketch, other: Sketch) -> float:
    """The estimated share of runs that two texts have in common (Jaccard), 0 to 1."""
    if not one or not other:
        return 0.0
    union = nsmallest(min(SIZE, len(one), len(other)), {*one, *other})
    shared = set(one) & set(other)
    return sum(1 for value in union if value in shared) / len(union)


@dataclass(slots=True)
class SketchBook:
    """The sketches of a library, kept in one file that can always be made again.

    `known`: document id -> (stamp of the text it was made from, sketch).
    """

    path: Path
    known: dict[str, tuple[str, Sketch]] = field(default_factory=dict)
    changed: bool = False

    @classmethod
    def read(cls, path: Path) -> SketchBook:
        """The book at `path`; an empty one where there is none or it is of another version."""
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return cls(path)
        if held.get("version") != SKETCH_VERSION:
            return cls(path)
        return cls(path, {key: (stamp, tuple(made)) for key, (stamp, made) in held["of"].items()})

    def put(self, document: Document, made: Sketch) -> None:
        """Remember the sketch of a new or changed document."""
        entry = (_stamp(document), made)
        if self.known.get(document.id) != entry:
            self.known[document.id] = entry
            self.changed = True

    def keep_only(self, ids: Collection[str]) -> None:
        """Forget documents that are no longer held."""
        gone = self.known.keys() - set(ids)
        for key in gone:
            del self.known[key]
        self.changed = self.changed or bool(gone)

    def of(self, document: Document, text: Callable[[str], str]) -> Sketch:
        """The sketch of a document, made from its text where it is not known yet."""
        held = self.known.get(document.id)
        if held is None or held[0] != _stamp(document):
            self.put(document, sketch(text(document.id)))
        return self.known[document.id][1]

    def save(self) -> None:
        """Write the book if it has changed; the old one stays until the new one is whole."""
        if not self.changed:
            return
        beside = self.path.with_name(self.path.name + ".new")
        held = {"version": SKETCH_VERSION, "of": self.known}
        beside.write_text(json.dumps(held), encoding="utf-8")
        os.replace(beside, self.path)
        self.changed = False


def _stamp(document: Document) -> str:
    """Changes whenever the stored text may have changed."""
    return f"{document.sha256[:12]}-{document.length}-{document.versions.get('cleaner', '')}"


def find_editions(store: Store, book: Path) -> dict[str, tuple[str, str]]:
    """Family and role of every document of a library, to hand to `store.set_families`.

    `book`: the file of sketches. What a worker has put there already is not read again.
    """
    documents = list(store.documents())
    sketches = SketchBook.read(book)
    sketches.keep_only({document.id for document in documents})
    made = {
        document.id: sketches.of(document, lambda key: store.text(key).text)
        for document in documents
    }
    sketches.save()
    return families(documents, made)


def families(
    documents: Iterable[Document], sketches: Mapping[str, Sketch]
) -> dict[str, tuple[str, str]]:
    """For every document its family and role, as `Store.set_families` takes them."""
    held = {document.id: document for document in documents}
    found = _own_families(held.values())
    for group in _groups(held, sketches):
        main = min(group, key=lambda key: _rank(held[key], found[key][1]))
        for key in group:
            if key != main:
                found[key] = (found[main][0], "edition")
    return found


def _own_families(documents: Iterable[Document]) -> dict[str, tuple[str, str]]:
    """Families by source alone: articles of a compilation, a notice and its plan, single ones."""
    by_source: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_source[document.source_id].append(document)
    found: dict[str, tuple[str, str]] = {}
    for source_id, parts in by_source.items():
        notice = any(re.fullmatch(r"n\d*", document.part) for document in parts)
        for document in parts:
            if notice:
                role = "notice" if document.part.startswith("n") else "plan"
                found[document.id] = (source_id, role)
            elif re.fullmatch(r"a\d+", document.part):
                found[document.id] = (source_id, "article")
            else:
                found[document.id] = (document.id, "main")
    return found


def _rank(document: Document, role: str) -> tuple[bool, int, int, int, int, str]:
    stated = (document.issuers, document.document_number, document.written_on)
    return (
        role == "article",
        -sum(1 for value in stated if value),
        len(document.notes),
        _LOADERS.get(document.loader, 2),
        -document.length,
        document.id,
    )


def _pairs(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    """Pairs of documents that share several hashes."""
    holders: dict[int, list[str]] = defaultdict(list)
    for key, values in sketches.items():
        for value in values:
            holders[value].append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in holders.values():
        if 1 < len(keys) <= COMMON:
            shared.update(combinations(sorted(keys), 2))
    least = SIZE // 8
    for (one, other), count in shared.items():
        if count >= min(least, len(sketches[one]) // 4, len(sketches[other]) // 4):
            yield one, other


def _groups(held: Mapping[str, Document], sketches: Mapping[str, Sketch]) -> list[list[str]]:
    """Sets of editions, joined pair by pair."""
    usable = {key: sketches[key] for key in sorted(held) if sketches.get(key)}
    leader = {key: key for key in usable}

    def find(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for one, other in _pairs(usable):
        like = likeness(usable[one], usable[other])
        short = min(len(usable[one]), len(usable[other])) < SHORT
        if short and not _same_title(held[one], held[other]):
            continue
        limit = SHORT_LIKE if short else LIKE
        if like >= limit and not _contradict(held[one], held[other]):
            leader[find(other)] = find(one)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in usable:
        groups[find(key)].append(key)
    return [group for group in groups.values() if len(group) > 1]


def _same_title(one: Document, other: Document) -> bool:
    return re.sub(r"\W", "", one.title) == re.sub(r"\W", "", other.title)


def _contradict(one: Document, other: Document) -> bool:
    """Two documents that say of themselves that they are not one: number, day, place, source."""
    if one.source_id == other.source_id:
        return True
    numbers = {one.document_number, other.document_number} - {None}
    if len(numbers) > 1:
        return True
    days = (one.written_on, other.written_on)
    if days[0] and days[1] and days[0][:4] != days[1][:4]:
        return True
    places = [
        document.regions[0].path.split("/")[:_PLACES]
        for document in (one, other)
        if document.regions
    ]
    return len(places) == 2 and not _nested(places[0], places[1])


def _nested(one: list[str], other: list[str]) -> bool:
    """Whether one path leads to the other's place or beyond."""
    size = min(len(one), len(other))
    return one[:size] == other[:size]
