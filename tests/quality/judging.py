"""The judged queries: reading them, and scoring a search system by them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kb.fold import search_text

FOLDER = Path(__file__).parent / "judged"
QUERY_FILES = ("known_items", "facts", "topics", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True)
class Judged:
    """A query, its relevant documents (beginning of `doc` -> grade), the passage to be shown."""

    query: str
    kind: str
    relevant: dict[str, int]
    passage: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Found:
    """A document found: its `doc` and the texts of the passages shown."""

    doc: str
    passages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Score:
    """How a system did on one query; `passage` None where none was asked for."""

    case: Judged
    ndcg: float
    reciprocal_rank: float
    passage: bool | None
    hits: int
    first: tuple[str, ...]

    def explain(self) -> str:
        """What was wanted and what came instead."""
        return (
            f"“{self.case.query}”（{self.case.kind}）nDCG {self.ndcg:.2f}，"
            f"段落 {self.passage}：应为 {self.case.relevant}，{self.case.why}；得到 {self.first}"
        )


def judged_queries(files: Sequence[str] = QUERY_FILES) -> list[Judged]:
    """All judged queries, short names replaced by the beginnings of `doc`."""
    names = yaml.safe_load((FOLDER / "documents.yaml").read_text(encoding="utf-8"))
    cases = []
    for file in files:
        for entry in yaml.safe_load((FOLDER / f"{file}.yaml").read_text(encoding="utf-8")):
            relevant = {str(names[name]): grade for name, grade in entry["relevant"].items()}
            passage = tuple(entry.get("passage", ()))
            cases.append(
                Judged(str(entry["query"]), entry["kind"], relevant, passage, entry["why"])
            )
    return cases


def score(case: Judged, found: Sequence[Found]) -> Score:
    """Score the first ten documents; a document counts once however many parts of it come."""
    wanted = {squeezed(name): grade for name, grade in case.relevant.items()}
    gains, seen = [], set[str]()
    for hit in found[:10]:
        name = next((n for n in wanted if _is(hit.doc, n)), None)
        gains.append(0 if name is None or name in seen else 2 ** wanted[name] - 1)
        if name is not None:
            seen.add(name)
    ideal = sorted((2**grade - 1 for grade in wanted.values()), reverse=True)[:10]
    best = max(wanted.values())
    ranks = [i for i, hit in enumerate(found[:10]) if _grade(hit.doc, wanted) == best]
    return Score(
        case,
        _dcg(gains) / _dcg(ideal),
        1 / (ranks[0] + 1) if ranks else 0.0,
        _passage_shown(case, found, wanted),
        len(found),
        tuple(hit.doc[:30] for hit in found[:4]),
    )


def _is(doc: str, name: str) -> bool:
    return squeezed(doc) == name if len(name) == 1 else squeezed(doc).startswith(name)


def _grade(doc: str, wanted: dict[str, int]) -> int:
    return next((grade for name, grade in wanted.items() if _is(doc, name)), 0)


def _passage_shown(case: Judged, found: Sequence[Found], wanted: dict[str, int]) -> bool | None:
    if not case.passage:
        return None
    needles = [search_text(text) for text in case.passage]
    shown = [p for hit in found[:3] if _grade(hit.doc, wanted) for p in hit.passages[:3]]
    return any(all(needle in search_text(text) for needle in needles) for text in shown)


def squeezed(text: str) -> str:
    return "".join(text.split())


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def figures(scores: Sequence[Score]) -> dict[str, float]:
    """The figures that are gated."""
    known = [s for s in scores if s.case.kind == "known_item"]
    passages = [s for s in scores if s.passage is not None]
    return {
        "ndcg_at_10": _mean([s.ndcg for s in scores]),
        "known_item_mrr": _mean([s.reciprocal_rank for s in known]),
        "right_passage": _mean([float(bool(s.passage)) for s in passages]),
        "with_hits": _mean([float(s.hits > 0) for s in scores]),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / max(1, len(values)), 4)


def evaluate(search: Callable[[str], Sequence[Found]], cases: Sequence[Judged]) -> list[Score]:
    """The scores of a system over the cases."""
    return [score(case, search(case.query)) for case in cases]


def by_kind(scores: Sequence[Score]) -> dict[str, Any]:
    """nDCG@10 of each kind of query."""
    kinds = sorted({s.case.kind for s in scores})
    return {kind: _mean([s.ndcg for s in scores if s.case.kind == kind]) for kind in kinds}
