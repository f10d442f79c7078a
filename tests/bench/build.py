"""Build the whole library from ../shared/bulk on two cores; compare with the floor on one.

Goal: at most 8 times the floor (moonshot: 3), at most 1.5 GB whatever the size of the corpus.
"""

from __future__ import annotations

import json
from typing import Any

from tests.bench.common import Context, run_pinned


def run(context: Context) -> dict[str, Any]:
    library = context.folder / "library"
    built = run_pinned("tests.bench._build_library", str(library), str(context.bulk()), cores=2)
    report = json.loads(built.output)
    floor = json.loads(run_pinned("tests.bench._floor", str(library), cores=1).output)
    least = floor["segmenting"] + floor["adding"]
    stages = report["stages"]
    spent = sum(stages.values())
    size = sum(path.stat().st_size for path in library.rglob("*") if path.is_file())
    return {
        "files": report["added"],
        "documents": report["documents"],
        "characters": report["characters"],
        "measures": report["measures"],
        "failed": report["failed"],
        "seconds": round(built.seconds, 1),
        "documents_per_s": round(report["documents"] / built.seconds, 1),
        "characters_per_s": round(report["characters"] / built.seconds),
        "cpu_seconds": round(built.cpu_seconds, 1),
        "peak_mb": round(built.peak_mb),
        "library_mb": round(size / 1e6),
        "stage_seconds": {name: round(value, 1) for name, value in stages.items()},
        "stage_share_%": {name: round(100 * value / spent, 1) for name, value in stages.items()},
        "floor_segmenting_s": round(floor["segmenting"], 1),
        "floor_adding_s": round(floor["adding"], 1),
        "ratio_to_floor": round(built.seconds / least, 2),
        "goal": "ratio <= 8, peak <= 1500 MB",
    }
