"""Builds documents for search tests from plain text, and engines that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

from indexer.search import SearchEngine, open_engine
from indexer.search.opening import ENGINES
from kb.models import Block, CleanText, Measure, Passage, RegionRef
from kb.models.text import BlockKind
from kb.store import DocumentBundle
from tests.plain import plain_document, plain_measure

__all__ = ["bundle", "engines_over", "measure"]


def engines_over(documents: Sequence[DocumentBundle]) -> Any:
    """A fixture: every engine in turn, holding these documents."""

    @pytest.fixture(scope="module", params=ENGINES)
    def opened(
        request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[SearchEngine]:
        engine = open_engine(request.param, tmp_path_factory.mktemp("index"))
        engine.rebuild(documents)
        yield engine
        engine.close()

    return opened


def bundle(
    document_id: str,
    title: str,
    lines: Iterable[str] = (),
    *,
    headings: Iterable[int] = (),
    **facts: Any,
) -> DocumentBundle:
    """A document whose passages are the lines; `headings` numbers those that are headings."""
    lines = list(lines)
    blocks, passages, at = [], [], 0
    for number, line in enumerate(lines):
        kind: BlockKind = "heading" if number in set(headings) else "paragraph"
        blocks.append(Block(kind, at, at + len(line)))
        passages.append(
            Passage(f"{document_id}:{number}", document_id, number, kind, at, at + len(line), line)
        )
        at += len(line) + 1
    text = "\n".join(lines)
    plainest = {"title": title, "kind": "policy", "encoding": "utf-8"}
    facts = {**plainest, **_given(facts), "length": len(text)}
    document = plain_document(document_id, **facts)
    return DocumentBundle(document, CleanText("", text, tuple(blocks)), tuple(passages))


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    given = dict(facts)
    if "places" in given:
        given["regions"] = tuple(_place(path) for path in given.pop("places"))
    return given


def _place(path: str) -> RegionRef:
    code = path.rsplit("/", 1)[-1]
    return RegionRef(code=code, name=code, path=path)


def measure(document_id: str, number: int, metric: str, **facts: Any) -> Measure:
    """A measure of a document; what is not given is the plainest there is."""
    plainest = {"id": f"{document_id}.m{number}", "metric": metric, "evidence": metric}
    return plain_measure(document_id, **{**plainest, "unit": "%", "end": 1, **facts})
