"""How good the search is: judged queries over the seeds and the real documents."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from indexer.pipeline import Run, add
from indexer.search import SearchEngine, SearchRequest, answer, open_engine
from kb.library import Library
from kb.store import DocumentBundle
from tests.quality.gate import Floors, digest
from tests.quality.judging import FOLDER, Found, Score, evaluate, figures, judged_queries
from tests.quality.plain import PLAIN

__all__ = ["measure", "measure_bundles", "read_bundles", "score_engine"]

SHARED = Path(__file__).parents[3] / "shared"


def read_bundles(folder: Path) -> list[DocumentBundle]:
    """The seeds and the real documents, read by the pipeline itself."""
    library = Library.init(folder)
    add(Run(library), [SHARED / "seeds", SHARED / "corpus"])
    bundles = list(library.store.bundles())
    library.close()
    return bundles


def score_engine(engine: SearchEngine, bundles: Sequence[DocumentBundle]) -> list[Score]:
    """The scores of an engine with all that stands before it."""
    docs = {bundle.document.id: bundle.document.doc for bundle in bundles}

    def search(query: str) -> list[Found]:
        page = answer(engine, query, request=SearchRequest(None, size=10)).page
        shown = [(hit.document_id, hit.passages) for hit in page.hits]
        return [Found(docs[name], tuple(p.text for p in passages)) for name, passages in shown]

    return evaluate(search, judged_queries())


def measure_bundles(bundles: Sequence[DocumentBundle], folder: Path) -> tuple[Floors, list[Score]]:
    """The gated figures and the single scores."""
    engine = open_engine("tantivy", folder / "index")
    engine.rebuild(bundles)
    scores = score_engine(engine, bundles)
    engine.close()
    best = 0.0
    for system in PLAIN:
        plain = system(bundles, folder / system.__name__)
        best = max(best, figures(evaluate(plain.search, judged_queries()))["ndcg_at_10"])
        plain.close()
    reached = figures(scores)
    reached["margin_over_best_plain"] = round(reached["ndcg_at_10"] - best, 4)
    return Floors(digest([*FOLDER.glob("*.yaml"), *inputs()]), reached), scores


def inputs() -> list[Path]:
    """The documents that the figures are measured on."""
    found = [p for name in ("seeds", "corpus") for p in (SHARED / name).iterdir()]
    return [path for path in found if path.is_file()]


def measure() -> Floors:
    """Read everything and measure; for the command."""
    with tempfile.TemporaryDirectory() as folder:
        bundles = read_bundles(Path(folder) / "library")
        return measure_bundles(bundles, Path(folder))[0]
