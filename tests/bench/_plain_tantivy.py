"""The reference for speed: Tantivy with jieba words as its manual has it, with the same facets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import tantivy

from indexer.search import FACETS, And, Facet, Near, Node, Not, Or, Text, parse_query
from indexer.search.ranking import words_of
from indexer.search.record import make_record
from indexer.search.tantivy_counts import REGION_VALUES, terms_of
from indexer.segment import segmenter
from kb.store import DocumentBundle

__all__ = ["Depth", "PlainTantivy"]

Depth = Literal["count", "texts", "marks"]
"""Ten best and facets; with the stored texts of the ten; with Tantivy's own marked snippets too."""
MUST, SHOULD, MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
SIZE, FACET_SIZE, HEAP = 10, 50, 160_000_000


class PlainTantivy:
    """One field of words, stored; facets as ours. Words decide, so it finds less than we do."""

    def __init__(self, bundles: Iterable[DocumentBundle], folder: Path) -> None:
        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", stored=True, tokenizer_name="whitespace")
        for facet in FACETS:
            name = f"f_{facet}"
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema, path=str(folder))
        writer = index.writer(HEAP, 2)
        for bundle in bundles:
            writer.add_document(_document(bundle))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        sizes = {f: REGION_VALUES if f == "region" else FACET_SIZE for f in FACETS}
        self._facets = {f: terms_of(f"f_{f}", size) for f, size in sizes.items()}

    def ask(self, query: str, depth: Depth) -> object:
        """Ten best documents and all facet counts."""
        wanted = self._query(parse_query(query).node)
        hits = self._searcher.search(wanted, limit=SIZE).hits
        counts = self._searcher.aggregate(wanted, self._facets)
        if depth == "count":
            return hits, counts
        documents = [self._searcher.doc(address) for _, address in hits]
        if depth == "texts":
            return [document["body"] for document in documents], counts
        maker = tantivy.SnippetGenerator.create(self._searcher, wanted, self._schema, "body")
        shown = [maker.snippet_from_doc(document) for document in documents]
        return [(each.fragment(), each.highlighted()) for each in shown], counts

    def _query(self, node: Node | None) -> tantivy.Query:
        """The same expression, synonyms included, on words instead of characters."""
        make = tantivy.Query.boolean_query
        if isinstance(node, Text):
            words = words_of(node.text) or (node.text,)
            terms = [tantivy.Query.term_query(self._schema, "body", word) for word in words]
            return make([(MUST, term) for term in terms])
        if isinstance(node, Or):
            return make([(SHOULD, self._query(part)) for part in node.nodes])
        if isinstance(node, And | Near):
            return make([self._clause(part) for part in _parts(node)])
        if isinstance(node, Facet):
            return tantivy.Query.term_query(self._schema, f"f_{node.facet}", node.value)
        return tantivy.Query.all_query()

    def _clause(self, node: Node) -> tuple[tantivy.Occur, tantivy.Query]:
        if isinstance(node, Not):
            return MUST_NOT, self._query(node.node)
        return MUST, self._query(node)


def _parts(node: And | Near) -> tuple[Node, ...]:
    return node.texts if isinstance(node, Near) else node.nodes


def _document(bundle: DocumentBundle) -> tantivy.Document:
    record = make_record(bundle)
    document = tantivy.Document()
    document.add_text("body", " ".join(segmenter().cut(f"{record.title}\n{record.body}")))
    for facet in FACETS:
        for value in record.facets[facet]:
            document.add_text(f"f_{facet}", value)
    return document
