"""The peer suite of Recognizers-Text, scored by its own scorer."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FLOORS = {"ALL": 0.97, "number": 0.98, "percent": 0.98, "range": 0.9}


@pytest.mark.shared
def test_peer_cases_are_read(shared: Path) -> None:
    folder = shared / "peers" / "recognizers"
    done = subprocess.run(
        [
            sys.executable,
            str(folder / "scorer.py"),
            str(folder / "dev.jsonl"),
            "tests.indexer.measures.recognizers:read",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    exact = {
        match[1]: float(match[2])
        for match in re.finditer(r"^(\w+) .*?\((\d\.\d+)\)", done.stdout, re.M)
    }
    below = {suite: exact[suite] for suite, floor in FLOORS.items() if exact[suite] < floor}
    assert below == {}
