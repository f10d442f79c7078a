"""Texts and queries made to hurt: their time grows with their length, not faster.

Function calls are counted by the tests; what a regular expression does is seen only by the clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from corpus import FoundFile
from corpus import read as read_file
from indexer.search import SearchEngine, answer, open_engine
from indexer.structure import make_passages
from kb.errors import QueryError
from tests.bench.common import Context
from tests.corpus.test_bad_input import HURTING, hurting_text
from tests.indexer.measures.making import read as read_measures
from tests.indexer.measures.test_work import HOSTILE as HOSTILE_PIECES
from tests.indexer.measures.test_work import PROSE
from tests.indexer.search.test_answer import DOCUMENTS
from tests.indexer.search.test_query import HOSTILE as HOSTILE_QUERIES
from tests.indexer.structure.test_passages import hostile_blocks

SHORT, TIMES = 100_000, 4
GROWTH = 2.0  # how much worse than linear is over the limit
OF_PROSE = 2.0  # of the time that dense prose of the same length takes
QUERY_MS = 200
LEAST_S = 0.02  # a shorter time is mostly the clock's

Figures = dict[str, float]


def run(context: Context) -> dict[str, Any]:
    """The worst of each kind with its figure, and what is over the limit: nothing must be."""
    context.folder.mkdir(parents=True, exist_ok=True)
    read_measures(PROSE)  # the vocabularies are read once
    of_prose, growth = _extraction()
    kinds = {
        "reading, growth": (_reading(context.folder), GROWTH),
        "passages, growth": ({"outlines": _growth(_passages)}, GROWTH),
        "extraction, growth": (growth, GROWTH),
        "extraction, times prose": (of_prose, OF_PROSE),
    }
    for name in ("tantivy", "whoosh"):
        kinds[f"{name}, ms a query"] = (_queries(name, context.folder), QUERY_MS)
    return {
        **{kind: _worst(figures) for kind, (figures, _) in kinds.items()},
        "over the limit": [
            f"{kind}: {name} {figure}"
            for kind, (figures, limit) in kinds.items()
            for name, figure in figures.items()
            if figure > limit
        ],
    }


def _worst(figures: Figures) -> str:
    name = max(figures, key=figures.__getitem__)
    return f"{figures[name]} ({name}; {len(figures)} in all)"


def _seconds(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return time.process_time() - start


def _growth(do: Callable[[int], object]) -> float:
    """Time for a text so many times as long, over that many times the time: 1.0 is linear."""
    short, long = (_seconds(partial(do, size)) for size in (SHORT, SHORT * TIMES))
    return round(long / TIMES / max(short, LEAST_S), 2)


def _reading(folder: Path) -> Figures:
    def read(name: str, unit: str, size: int) -> None:
        path = folder / name
        path.write_text(hurting_text(unit, size), encoding="utf-8")
        read_file(FoundFile(path, None, name))

    return {
        f"{name} {unit.strip()[:4]}": _growth(partial(read, name, unit))
        for name in ("a.txt", "a.md", "a.html")
        for unit in HURTING
    }


def _passages(size: int) -> None:
    make_passages("d", hostile_blocks(size // 10))


def _extraction() -> tuple[Figures, Figures]:
    """Of each piece its time as a multiple of prose, and its growth."""

    def read(piece: str, size: int) -> None:
        read_measures(piece * (size // len(piece)))

    prose = _seconds(partial(read, PROSE, SHORT * TIMES))
    of_prose, growth = {}, {}
    for piece in (*HOSTILE_PIECES, PROSE.replace("。", "，")):
        short, long = (_seconds(partial(read, piece, size)) for size in (SHORT, SHORT * TIMES))
        of_prose[piece[:8]] = round(long / prose, 2)
        growth[piece[:8]] = round(long / TIMES / max(short, LEAST_S), 2)
    return of_prose, growth


def _queries(name: str, folder: Path) -> Figures:
    """Milliseconds of each hostile query; one before it reads the vocabularies."""
    engine = open_engine(name, folder / name)
    engine.rebuild(DOCUMENTS)
    _ask(engine, "森林覆盖率")
    found = dict(_asked(engine))
    engine.close()
    return found


def _asked(engine: SearchEngine) -> Iterator[tuple[str, float]]:
    for name, query in HOSTILE_QUERIES.items():
        yield name, round(_seconds(partial(_ask, engine, query)) * 1000, 1)


def _ask(engine: SearchEngine, query: str) -> None:
    with suppress(QueryError):  # a clear refusal is as good as an answer
        answer(engine, query)
