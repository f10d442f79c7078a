"""Reading made short for tests: bytes in, a reading out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import FoundFile, read
from kb.models import CleanText, Reading

Read = Callable[..., Reading]
Blocks = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def reading(tmp_path: Path) -> Read:
    """Reads text or bytes as a file of this name."""

    def make(content: str | bytes, name: str = "a.txt") -> Reading:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read(FoundFile(path, None, name))

    return make


@pytest.fixture
def blocks(reading: Read) -> Blocks:
    """The same, as (kind, text) of each block of the one document."""

    def make(content: str | bytes, name: str = "a.txt") -> list[tuple[str, str]]:
        (document,) = reading(content, name).documents
        return block_list(document)

    return make


def block_list(document: CleanText) -> list[tuple[str, str]]:
    return [(block.kind, document.block_text(block)) for block in document.blocks]
