"""A library's own vocabulary files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.vocab import configure


@pytest.fixture
def own_words(tmp_path: Path) -> Iterator[Path]:
    """A folder for files to `configure`; the built-in vocabularies stand again afterwards."""
    yield tmp_path
    configure(None)
