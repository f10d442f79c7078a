"""Extraction: its scores on the labelled documents, and its speed in one process.

The speed is also told as a ratio to segmenting the same texts once, in the same run.
"""

from __future__ import annotations

import time
from typing import Any

from indexer.measures import extract
from indexer.segment import words
from indexer.structure import make_passages
from kb.models import CleanText, Document
from tests.bench.common import Context
from tests.quality import measured_heldout, measured_measures
from tests.reading import read_path, with_texts

EVERY = 18  # one file of so many: 3.4 million characters
SETS = ("first", "a", "c", "d")


def run(context: Context) -> dict[str, Any]:
    """Scores of each labelled set; characters a second of processor time on one core."""
    files = sorted(path for path in context.bulk().rglob("*") if path.is_file())
    texts = [pair for path in files[::EVERY] for pair in with_texts(read_path(path))]
    characters = sum(len(text.text) for _, text in texts)
    measures, extracting = _extracting(texts)
    segmenting = _segmenting(texts)
    return {
        "files": len(files[::EVERY]),
        "characters": characters,
        "measures": measures,
        "characters_per_s": round(characters / extracting),
        "times_segmenting": round(extracting / segmenting, 1),
        "gold": dict(measured_measures.measure().figures),
        **{f"heldout {name}": dict(measured_heldout.measure(name).figures) for name in SETS},
    }


def _extracting(texts: list[tuple[Document, CleanText]]) -> tuple[int, float]:
    start, measures = time.process_time(), 0
    for document, text in texts:
        found = extract(document, text, make_passages(document.id, text))
        measures += len(found.measures)
    return measures, time.process_time() - start


def _segmenting(texts: list[tuple[Document, CleanText]]) -> float:
    start = time.process_time()
    for _, text in texts:
        words(text.text)
    return time.process_time() - start
