"""Whoosh as its manual shows it, with jieba's analyzer: the same work, for comparing speed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, index, qparser, sorting

from indexer.search import FACETS
from indexer.search.record import make_record
from kb.store import DocumentBundle

__all__ = ["PlainWhoosh"]

SIZE, WRITER_MB = 10, 256


class PlainWhoosh:
    """Title and body stored; facets counted by `groupedby`, passages marked by `highlights`."""

    def __init__(self, bundles: Iterable[DocumentBundle], folder: Path) -> None:
        from jieba.analyse import ChineseAnalyzer

        analyzer = ChineseAnalyzer()
        kinds = {facet: fields.KEYWORD(commas=True) for facet in FACETS}
        text = {name: fields.TEXT(analyzer=analyzer, stored=True) for name in ("title", "body")}
        schema = fields.Schema(**text, **kinds)
        folder.mkdir(parents=True)
        self._index: Any = index.create_in(str(folder), schema)
        writer = self._index.writer(limitmb=WRITER_MB)
        for bundle in bundles:
            record = make_record(bundle)
            facets = {facet: ",".join(record.facets[facet]) for facet in FACETS}
            writer.add_document(title=record.title, body=bundle.text.text, **facets)
        writer.commit()
        self._searcher = self._index.searcher()
        self._parser = qparser.MultifieldParser(["title", "body"], schema)

    def ask(self, query: str, *, marks: bool) -> object:
        """Ten best documents with their texts, or marked extracts of them, and all facet counts.

        Marking by default analyses each text anew, which takes most of the time."""
        groups = sorting.Facets()
        for facet in FACETS:
            groups.add_facet(facet, sorting.FieldFacet(facet, allow_overlap=True))
        wanted = self._parser.parse(query)
        found = self._searcher.search(wanted, limit=SIZE, groupedby=groups, maptype=sorting.Count)
        counts = {facet: found.groups(facet) for facet in FACETS}
        shown = [hit.highlights("body") if marks else hit["body"] for hit in found]
        return shown, counts

    def close(self) -> None:
        """Let go of files."""
        self._searcher.close()
        self._index.close()
