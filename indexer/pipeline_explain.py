"""What became of each number of a document, and measures as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from kb.compare.words import value_words
from kb.models import Measure
from kb.store import MeasureFilter, Store

if TYPE_CHECKING:
    from indexer.search.protocol import SearchEngine

__all__ = [
    "EXPLAINED",
    "EXPLAINED_ROW",
    "ROW",
    "explain",
    "explained_row",
    "found_measures",
    "measure_line",
    "measure_row",
    "reasons",
]

EXPLAINED = {
    "number": "数字", "context": "前后文", "reason": "不是记录的原因", "metric": "指标",
    "value": "数值", "unit": "单位", "year": "年份", "region": "地区", "measure_id": "指标记录",
}  # fmt: skip
"""Columns of what became of each number in CSV, with their heads."""
EXPLAINED_ROW = {"number": "数字", "context": "前后文", "became": "去向"}
"""The same on a terminal."""
ROW = {
    "metric": "指标", "said": "数值", "year": "年份", "region": "地区", "status": "性质",
    "document": "文件", "around": "出处",
}  # fmt: skip
"""Columns of a measure on a terminal."""
_BEFORE, _SHOWN = 20, 40  # characters of the evidence before the value, and in all
_AROUND = 12  # characters of context shown on each side of a number
_FACETS = {
    "metric_ids": "metric",
    "region_codes": "region",
    "years": "year",
    "statuses": "status",
}


def explain(store: Store, document_id: str) -> Iterator[dict[str, Any]]:
    """One line a number: its place, and the measure made of it or the reason why none was."""
    text = store.text(document_id).text
    wanted = MeasureFilter(document_ids=[document_id], include_editions=True)
    measures = {measure.id: measure for measure in store.measures(wanted)}
    for entry in store.ledger(document_id):
        measure = measures.get(entry.measure_id) if entry.measure_id else None
        line: dict[str, Any] = {
            "start": entry.start,
            "end": entry.end,
            "number": text[entry.start : entry.end],
            "context": text[max(0, entry.start - _AROUND) : entry.end + _AROUND],
            "reason": entry.reason,
            "measure_id": entry.measure_id,
        }
        if measure is not None:
            line |= {
                name: measure_line(measure)[name]
                for name in ("metric", "value", "unit", "year", "region", "rule", "slots")
            }
        yield line


@lru_cache(maxsize=1)
def reasons() -> Mapping[str, str]:
    """The word for each reason why a number is no measure."""
    path = files("indexer").joinpath("reasons.yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def explained_row(line: Mapping[str, Any]) -> dict[str, str]:
    """A line of `explain` in a few words: the number, where it stands, what became of it."""
    if line["measure_id"]:
        number = f"{line['value'] or ''}{line['unit'] or ''}"
        said = (line["metric"], number, f"{line['year']}年" if line["year"] else "", line["region"])
        became = " ".join(filter(None, said))
    else:
        became = f"（{reasons().get(line['reason'], line['reason'])}）"
    context = line["context"].replace("\n", " ")
    return {"number": line["number"], "context": context, "became": became}


def measure_line(measure: Measure) -> dict[str, Any]:
    """A measure as one JSON-able row; decimals as they are written."""
    line = measure.model_dump(mode="json")
    for name in ("value", "value_max", "base_value", "canonical_value", "canonical_max"):
        number = getattr(measure, name)
        line[name] = None if number is None else format(number, "f")
    return line


def measure_row(measure: Measure) -> dict[str, Any]:
    """A measure in a few words, for a terminal: the value as stated, and the words around it."""
    at = measure.start if measure.value_start is None else measure.value_start
    first = max(0, at - measure.start - _BEFORE)
    around = measure.evidence[first : first + _SHOWN]
    return {
        "metric": measure.metric,
        "said": value_words(measure),
        "year": measure.year,
        "region": measure.region,
        "status": measure.status,
        "document": measure.doc,
        "around": f"{'…' if first else ''}{around}",
    }


def found_measures(
    store: Store, engine: SearchEngine, query: str, wanted: Mapping[str, Any], limit: int
) -> list[Measure]:
    """Measures a query finds, best first."""
    from indexer.search import MeasureRequest, parse_query

    filters = {
        facet: tuple(str(value) for value in wanted[name])
        for name, facet in _FACETS.items()
        if wanted.get(name)
    }
    request = MeasureRequest(parse_query(query).node, filters, size=limit, facets=())
    ids = engine.search_measures(request).ids
    held = {m.id: m for m in store.measures(MeasureFilter(ids=ids, include_editions=True))}
    documents = set(wanted.get("document_ids") or ())
    return [
        held[name]
        for name in ids
        if name in held and (not documents or held[name].document_id in documents)
    ]
