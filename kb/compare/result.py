"""The result file: request, values, spans and formulas; and what changed when it is run again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kb.compare.cells import Cell, Entry
from kb.compare.concepts import in_unit, metric_name
from kb.compare.differences import Difference
from kb.compare.matrix import Matrix, build_matrix
from kb.compare.rates import Derived, fixed
from kb.compare.request import LISTS, Request, request_facts
from kb.compare.words import value_words
from kb.errors import UserError
from kb.os_words import os_words
from kb.store import Store
from kb.vocab import regions
from kb.vocab import version as vocabulary_version

__all__ = ["FORMAT", "Change", "read_result", "rerun", "result_bytes", "result_facts"]

FORMAT = "policykb-compare-1"


def number(value: Decimal | None) -> str | None:
    """A decimal as exact text."""
    return None if value is None else fixed(value)


def entry_facts(entry: Entry, unit: str) -> dict[str, Any]:
    """One value with its evidence, its sources and what was derived from it."""
    fact = entry.fact
    return {
        "measure": fact.id,
        "document": fact.document_id,
        "start": fact.start,
        "end": fact.end,
        "evidence": fact.evidence,
        "metric": fact.metric,
        "op": fact.op,
        "value": number(fact.value),
        "value_max": number(fact.value_max),
        "unit": fact.unit,
        "in_common_unit": number(in_unit(fact, unit)),
        "change": fact.change,
        "shape": entry.line.shape,
        "base_year": fact.base_year,
        "base_value": number(fact.base_value),
        "base_origin": fact.slots.get("base_year"),
        "year_origin": fact.slots.get("year"),
        "basis": fact.basis,
        "period_start": fact.period_start,
        "status": fact.status,
        "scope": "；".join(entry.line.narrowed) or None,
        "binding": fact.binding,
        "reported_from": fact.reported_from,
        "confidence": fact.confidence,
        "sources": entry.sources,
        "agreeing": [f.id for f in entry.agreeing[1:]],
        "differing": [_difference_facts(d) for d in entry.differences],
        "derived": [_derived_facts(d) for d in entry.derived if isinstance(d, Derived)],
        "not_derived": [
            {"kind": d.kind, "reason": d.reason}
            for d in entry.derived
            if not isinstance(d, Derived)
        ],
    }


def _difference_facts(found: Difference) -> dict[str, Any]:
    fact = found.fact
    return {
        "measure": fact.id,
        "document": fact.document_id,
        "said": value_words(fact),
        "op": fact.op,
        "value": number(fact.value),
        "value_max": number(fact.value_max),
        "unit": fact.unit,
        "kind": found.kind,
        "why": found.why,
    }


def _derived_facts(derived: Derived) -> dict[str, Any]:
    return {
        "kind": derived.kind,
        "value": number(derived.value),
        "unit": derived.unit,
        "formula": derived.formula,
        "rounding": derived.rounding,
        "inputs": list(derived.inputs),
    }


def cell_facts(cell: Cell, unit: str) -> dict[str, Any]:
    """One cell."""
    found: dict[str, Any] = {"metric": cell.metric, "region": cell.region, "year": cell.year}
    if cell.absence is None:
        found["state"] = "stated"
        found["entries"] = [entry_facts(entry, unit) for entry in cell.entries]
    else:
        found["state"] = cell.absence.kind
        found["looked_into"] = list(cell.absence.documents)
        found["notes"] = list(cell.absence.notes)
        if cell.absence.unset is not None:
            unset = cell.absence.unset
            found["unset"] = {
                "document": unset.document_id,
                "start": unset.start,
                "end": unset.end,
                "evidence": unset.sentence,
            }
    if cell.outdated:
        found["left_out_as_replaced"] = cell.outdated
    return found


def result_facts(matrix: Matrix) -> dict[str, Any]:
    """Everything about a comparison, as plain values in a fixed order."""
    unit = {concept: matrix.unit(concept) for concept in matrix.metrics}
    used = {e.fact.document_id for c in matrix.cells.values() for e in c.entries}
    held = matrix.holdings.by_id
    return {
        "format": FORMAT,
        "request": request_facts(matrix.request),
        "library_version": matrix.library_version,
        "vocabulary_version": vocabulary_version(),
        "metrics": [
            {"id": c, "name": metric_name(c), "unit": unit[c], "pairs": matrix.verdict_counts(c)}
            for c in matrix.metrics
        ],
        "regions": [
            {"code": code, "name": place.name if (place := regions.region(code)) else code}
            for code in matrix.regions
        ],
        "years": list(matrix.years),
        "states": matrix.states(),
        "without_cell": [fact.id for fact in matrix.unplaced],
        "cells": [cell_facts(cell, unit[cell.metric]) for cell in matrix.cells.values()],
        "documents": {
            id_: {
                "title": held[id_].title,
                "document_number": held[id_].document_number,
                "date": held[id_].written_on,
            }
            for id_ in sorted(used)
            if id_ in held
        },
    }


def result_bytes(matrix: Matrix) -> bytes:
    """The result file; the same request on the same library gives the same bytes."""
    text = json.dumps(result_facts(matrix), ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def read_result(path: Path) -> dict[str, Any]:
    """A result file, checked for its format."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise UserError(f"无法读取 {path}：{os_words(exc)}。") from exc
    except ValueError as exc:
        raise UserError(
            f"{path} 不是比较结果文件；请用 policykb compare --format json 写出的文件。"
        ) from exc
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise UserError(f"{path} 不是比较结果文件，或由其他版本生成（应为 {FORMAT}）。")
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a result file and the library of today."""

    metric: str
    region: str
    year: int
    what: str
    before: str
    now: str


def rerun(store: Store, found: dict[str, Any]) -> tuple[Matrix, list[Change]]:
    """Run the request of a result file again; the matrix and every change."""
    given = dict(found["request"])
    for name in LISTS:
        given[name] = tuple(given.get(name, ()))
    # what was open then (all regions, all years) is asked for as it was answered
    given["regions"] = given["regions"] or tuple(r["code"] for r in found["regions"])
    given["years"] = given["years"] or tuple(found["years"])
    matrix = build_matrix(store, Request(**given))
    before = {(c["metric"], c["region"], c["year"]): c for c in found["cells"]}
    now = {(c["metric"], c["region"], c["year"]): c for c in result_facts(matrix)["cells"]}
    changes: list[Change] = []
    for key in [*now, *(k for k in before if k not in now)]:
        changes += _changes(key, before.get(key), now.get(key))
    return matrix, changes


def _changes(
    key: tuple[str, str, int], before: dict[str, Any] | None, now: dict[str, Any] | None
) -> list[Change]:
    if before is None or now is None:
        what = "新增格" if before is None else "不再有此格"
        return [Change(*key, what, _said(before), _said(now))]
    if before["state"] != now["state"]:
        return [Change(*key, "状态", _said(before), _said(now))]
    found = []
    if _said(before) != _said(now):
        found.append(Change(*key, "数值", _said(before), _said(now)))
    places = [
        [(e["document"], e["start"], e["end"], e["evidence"]) for e in c.get("entries", [])]
        for c in (before, now)
    ]
    if places[0] != places[1] and not found:
        found.append(Change(*key, "出处", str(places[0]), str(places[1])))
    return found


def _said(cell: dict[str, Any] | None) -> str:
    if cell is None:
        return ""
    if cell["state"] != "stated":
        return str(cell["state"])
    return "；".join(
        f"{e['status']} {e['change']} {e['op']} {e['value']}"
        f"{'～' + e['value_max'] if e['value_max'] else ''}{e['unit'] or ''}"
        f"（基期 {e['base_year']}，来源 {e['sources']}）"
        for e in cell["entries"]
    )
