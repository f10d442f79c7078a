"""How good the extraction is on documents that no rule was tuned to."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.quality.gate import Floors, digest
from tests.quality.heldout import label_files, load, score

__all__ = ["measure"]

FIGURES = {
    "targets": ("found_f1", "exact_f1"),
    "milestones": ("found_f1",),
    "actuals": ("found_f1", "exact_f1"),
}


def measure(chosen: str = "first") -> Floors:
    """The gated figures of one set."""
    with tempfile.TemporaryDirectory() as folder:
        reports = score(load(Path(folder), chosen), Path(folder))
    figures = {
        f"{run}_{figure}": float(reports[run][part][field])
        for run, wanted in FIGURES.items()
        for figure in wanted
        for part, field in [figure.split("_")]
    }
    return Floors(digest(label_files(chosen)), figures)
