"""The vocabulary as lists, its check, the names it does not know, and additions by a library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kb import vocab
from kb.compare import presets
from kb.errors import UserError, VocabularyError
from kb.store import MeasureFilter, Store
from kb.vocab import (
    absences,
    bases,
    goals,
    issuers,
    kinds,
    lists,
    metrics,
    periods,
    regions,
    scopes,
    topics,
    units,
)
from kb.vocab.forms import FORMS
from kb.vocab.metric_names import name_key

__all__ = ["PARTS", "add_metric", "add_synonym", "check", "listed", "unknown_names"]

TABLES = ("regions.csv", "regions_former.csv", "countries.csv")
CHECKED = (
    units, metrics, regions, issuers, periods, kinds, topics, scopes, absences, bases, goals, lists,
    presets,
)  # fmt: skip


def _metric_rows() -> Iterator[dict[str, Any]]:
    for found in metrics.all_metrics():
        yield {
            "id": found.id, "name": found.name, "unit": found.unit, "sector": found.sector,
            "better": found.better, "parent": found.parent, "additive": found.additive,
            "synonyms": list(found.synonyms),
        }  # fmt: skip


def _unit_rows() -> Iterator[dict[str, Any]]:
    for surface in (*units.surfaces(), *units.common_rates()):
        found = units.lookup(surface)
        if found is not None:
            name = units.dimension_name(found.dimension)
            yield {
                "id": surface, "name": found.symbol, "unit": found.unit, "sector": name,
                "factor": format(found.factor.normalize(), "f"),
            }  # fmt: skip


def _region_rows() -> Iterator[dict[str, Any]]:
    for place in regions.all_regions():
        yield {"id": place.code, "name": place.name, "sector": place.level, "parent": place.parent}


def _period_rows() -> Iterator[dict[str, Any]]:
    for name, (first, last) in periods.all_periods().items():
        yield {"id": name, "name": f"{first}—{last}"}


PARTS = {
    "metrics": _metric_rows,
    "units": _unit_rows,
    "regions": _region_rows,
    "periods": _period_rows,
}


def listed(part: str) -> Iterator[dict[str, Any]]:
    """The entries of one vocabulary."""
    return PARTS[part]()


def check() -> list[dict[str, str]]:
    """Every problem of every vocabulary, once; empty when all are sound."""
    found = list(_own_files())
    for module in CHECKED:
        name = module.__name__.rpartition(".")[2]
        try:
            found += [{"part": name, "problem": problem} for problem in module.validate()]
        except VocabularyError as exc:
            found.append({"part": name, "problem": str(exc)})
    return list({row["problem"]: row for row in reversed(found)}.values())[::-1]


def _own_files() -> Iterator[dict[str, str]]:
    """What is wrong with the library's own files as files: their names, their form."""
    folder = vocab.configured_folder()
    for path in sorted(folder.iterdir()) if folder else []:
        if path.name in FORMS:
            try:
                vocab.read_yaml(path.name)
            except VocabularyError as exc:
                yield {"part": path.name, "problem": str(exc)}
        elif path.name not in TABLES:
            known = "、".join(sorted((*FORMS, *TABLES)))
            yield {"part": path.name, "problem": f"没有叫“{path.name}”的词表；可用的有：{known}"}


def unknown_names(store: Store, *, at_least: int = 1) -> list[dict[str, Any]]:
    """Metric names outside the vocabulary, unified, with how often and in what unit they occur."""
    counted: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    found_units: dict[str, Counter[str]] = {}
    columns = ("metric", "metric_id", "unit", "document_id")
    documents: dict[str, set[str]] = {}
    for name, metric_id, unit, document_id in store.measure_rows(MeasureFilter(), columns):
        if metric_id is not None:
            continue
        key = name_key(name)
        counted[key] += 1
        names.setdefault(key, Counter())[name] += 1
        found_units.setdefault(key, Counter())[unit or ""] += 1
        documents.setdefault(key, set()).add(document_id)
    return [
        {
            "name": names[key].most_common(1)[0][0],
            "count": count,
            "documents": len(documents[key]),
            "units": [unit for unit, _ in found_units[key].most_common(3)],
        }
        for key, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        if count >= at_least
    ]


def add_synonym(folder: Path, metric_id: str, name: str) -> Path:
    """Teach a library another name of a known metric; the file it was written to."""
    known = metrics.metric(metric_id)
    entry = {
        "id": known.id, "name": known.name, "unit": known.unit, "better": known.better,
        "sector": known.sector, "additive": known.additive, "synonyms": [name],
    }  # fmt: skip
    if known.also:
        entry["also"] = list(known.also)
    if known.parent is not None:
        entry["parent"] = known.parent
    return _append(folder, entry)


def add_metric(folder: Path, **fields: Any) -> Path:
    """Teach a library a metric of its own; the file it was written to."""
    if any(known.id == fields["id"] for known in metrics.all_metrics()):
        raise UserError(f"指标“{fields['id']}”已在词表中；要加别名请用 --as。")
    return _append(folder, {name: value for name, value in fields.items() if value is not None})


def _append(folder: Path, entry: dict[str, Any]) -> Path:
    """Write an entry into the library's own file; taken back if the vocabulary refuses it."""
    path = folder / metrics.FILE
    old = path.read_text(encoding="utf-8") if path.is_file() else None
    content: dict[str, Any] = (yaml.safe_load(old) if old else None) or {}
    entries: list[dict[str, Any]] = content.setdefault("metrics", [])
    same = next((e for e in entries if e.get("id") == entry["id"]), None)
    if same is None:
        entries.append(entry)
    else:
        merged = [*same.get("synonyms", []), *entry.get("synonyms", [])]
        same["synonyms"] = list(dict.fromkeys(merged))
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, default_flow_style=None)
    path.write_text(text, encoding="utf-8")
    vocab.configure(folder)
    try:
        problems = metrics.validate()
    except VocabularyError as exc:
        problems = [str(exc)]
    if problems:
        if old is None:
            path.unlink()
        else:
            path.write_text(old, encoding="utf-8")
        vocab.configure(folder)
        raise UserError(f"没有加入：{problems[0]}")
    return path
