"""How good the extraction is: the gold records, scored by the scorer that comes with them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kb.models import Measure
from tests.quality.gate import Floors, digest
from tests.reading import measures, read_path

__all__ = ["measure", "score_sources"]

SHARED = Path(__file__).parents[3] / "shared"
GOLD, SCORER = SHARED / "gold", SHARED / "tools" / "score_records.py"
RUNS = {
    "targets": ("records", "target", "quantity"),
    "milestones": ("records", "target", "milestone"),
    "actuals": ("records", "actual", "quantity"),
    "tables": ("tables", "target", "quantity"),
}
FIGURES = {
    "targets": ("found_f1", "exact_f1"),
    "milestones": ("found_f1",),
    "actuals": ("found_precision", "found_recall", "metric"),
    "tables": ("exact_f1",),
}


def sources() -> list[Path]:
    """The files that the gold records were made from."""
    gold = [*(GOLD / "records").glob("*.jsonl"), *(GOLD / "tables").glob("*.jsonl")]
    lines = [
        line for path in gold for line in path.read_text(encoding="utf-8").splitlines() if line
    ]
    stems = {str(json.loads(line)["doc"]).split("#")[0] for line in lines}
    files = [*(SHARED / "seeds").iterdir(), *(SHARED / "corpus").iterdir()]
    return sorted(path for path in files if path.is_file() and "".join(path.stem.split()) in stems)


def records(path: Path) -> Iterator[Measure]:
    """All measures of one file, as the pipeline makes them."""
    for _, measure in measures(read_path(path)):
        yield measure


def _exported(found: Iterable[Measure]) -> Iterator[str]:
    for one in found:
        row = one.model_dump(mode="json")
        for key in ("value", "value_max", "base_value"):
            row[key] = None if row[key] is None else float(row[key])
        row["doc"] = "".join(str(row["doc"]).split())
        yield json.dumps(row, ensure_ascii=False)


def score_sources(paths: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """The scorer's report for each run."""
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "records.jsonl"
        lines = (line for path in paths for line in _exported(records(path)))
        predicted.write_text("\n".join(lines), encoding="utf-8")
        return {name: _score(predicted, *run) for name, run in RUNS.items()}


def _score(predicted: Path, gold: str, status: str, kind: str) -> dict[str, Any]:
    command = [sys.executable, str(SCORER), "--gold", str(GOLD / gold), "--pred", str(predicted)]
    command += ["--status", status, "--kind", kind, "--json"]
    command += ["--within"] if gold == "tables" else []
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _figure(report: dict[str, Any], figure: str) -> float:
    part, _, field = figure.partition("_")
    return float(report[part][field]) if field else float(report["fields"][figure])


def measure() -> Floors:
    """The gated figures."""
    paths = sources()
    reports = score_sources(paths)
    figures = {
        f"{name}_{figure}": _figure(reports[name], figure)
        for name, wanted in FIGURES.items()
        for figure in wanted
    }
    gold = [*(GOLD / "records").glob("*.jsonl"), *(GOLD / "tables").glob("*.jsonl")]
    return Floors(digest([*gold, *paths]), figures)
