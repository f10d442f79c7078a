"""Fixtures every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and gold data; the test is skipped where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip(f"the folder of real documents {SHARED} is not here")
    return SHARED
