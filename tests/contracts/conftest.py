"""Every search engine, built over the small library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.search import SearchEngine, open_engine
from indexer.search.opening import ENGINES
from tests.contracts.engine_library import LIBRARY
from tests.indexer.search.library import engines_over

engine = engines_over(LIBRARY)
"""Engines that hold the small library; tests that write use `fresh_engine`."""


@pytest.fixture(params=ENGINES)
def fresh_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """An engine without an index."""
    opened = open_engine(request.param, tmp_path / "索引 文件夹")
    yield opened
    opened.close()
