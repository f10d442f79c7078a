"""Plain search systems to compare with: what one gets without this project."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import rjieba
import tantivy
from whoosh import fields, index, qparser

from kb.store import DocumentBundle
from tests.quality.judging import Found

__all__ = ["PLAIN", "PlainFts5", "PlainTantivy", "PlainWhoosh"]

SIZE = 10


def rows(bundles: Sequence[DocumentBundle]) -> list[tuple[str, str, str]]:
    return [(b.document.doc, b.document.title, b.text.text) for b in bundles]


class PlainFts5:
    """SQLite FTS5 with its trigram tokenizer, the query's blank-parted words, BM25."""

    name = "SQLite FTS5 trigram"

    def __init__(self, bundles: Sequence[DocumentBundle], folder: Path) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute(
            "CREATE VIRTUAL TABLE d USING fts5(doc UNINDEXED, title, body, tokenize='trigram')"
        )
        self._db.executemany("INSERT INTO d VALUES (?, ?, ?)", rows(bundles))

    def search(self, query: str) -> list[Found]:
        words = [word.replace('"', "") for word in query.split()]
        asked = " ".join(f'"{word}"' for word in words if word)
        sql = "SELECT doc FROM d WHERE d MATCH ? ORDER BY bm25(d, 0, 5, 1) LIMIT ?"
        return [Found(doc) for (doc,) in self._db.execute(sql, (asked, SIZE))]

    def close(self) -> None:
        self._db.close()


class PlainWhoosh:
    """Whoosh with jieba's ChineseAnalyzer and its default query parser."""

    name = "Whoosh ChineseAnalyzer"

    def __init__(self, bundles: Sequence[DocumentBundle], folder: Path) -> None:
        from jieba.analyse import ChineseAnalyzer

        analyzer = ChineseAnalyzer()
        schema = fields.Schema(
            doc=fields.STORED(),
            title=fields.TEXT(analyzer=analyzer, field_boost=5.0),
            body=fields.TEXT(analyzer=analyzer),
        )
        folder.mkdir(parents=True, exist_ok=True)
        self._index: Any = index.create_in(str(folder), schema)
        writer = self._index.writer(limitmb=256)
        for doc, title, body in rows(bundles):
            writer.add_document(doc=doc, title=title, body=body)
        writer.commit()

    def search(self, query: str) -> list[Found]:
        parser = qparser.MultifieldParser(["title", "body"], self._index.schema)
        with self._index.searcher() as searcher:
            return [Found(hit["doc"]) for hit in searcher.search(parser.parse(query), limit=SIZE)]

    def close(self) -> None:
        self._index.close()


class PlainTantivy:
    """Tantivy with jieba words in two fields and its own query parser."""

    name = "Tantivy with jieba words"

    def __init__(self, bundles: Sequence[DocumentBundle], folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("doc", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", tokenizer_name="whitespace")
        builder.add_text_field("body", tokenizer_name="whitespace")
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(60_000_000, 1)
        for doc, title, body in rows(bundles):
            cut = {"title": " ".join(rjieba.cut(title)), "body": " ".join(rjieba.cut(body))}
            writer.add_document(tantivy.Document(doc=doc, **cut))
        writer.commit()
        self._index.reload()

    def search(self, query: str) -> list[Found]:
        words = " ".join(f'"{word}"' for word in rjieba.cut(query) if word.strip().isalnum())
        asked = self._index.parse_query(words, ["title", "body"], field_boosts={"title": 5.0})
        searcher = self._index.searcher()
        hits = searcher.search(asked, SIZE).hits
        return [Found(str(searcher.doc(address)["doc"][0])) for _, address in hits]

    def close(self) -> None:
        """Nothing to let go of."""


PLAIN = (PlainFts5, PlainWhoosh, PlainTantivy)
