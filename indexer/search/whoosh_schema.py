"""What Whoosh holds of a document: counted grams and words, and the facts for facets."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import fields, formats
from whoosh.system import pack_uint

from indexer.search.record import IndexRecord
from indexer.segment import segmenter

__all__ = ["SCHEMA_VERSION", "schema", "whoosh_fields"]

SCHEMA_VERSION = "whoosh-6"


class Counted(fields.FieldType):  # type: ignore[misc]  # Whoosh has no type information
    """A field that is given its terms already counted, which spares Whoosh's analysis."""

    def __init__(self) -> None:
        super().__init__(formats.Frequency(), None, scorable=True)

    def index(
        self, value: Iterable[tuple[str, int]], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, encoded frequency) of each distinct term."""
        for term, count in value:
            yield term.encode("utf-8"), count, float(count), pack_uint(count)


def schema() -> fields.Schema:
    """Distinct grams find candidates, words rank, `facts` are kept as JSON."""
    return fields.Schema(
        id=fields.ID(unique=True),
        grams=Counted(),
        w_title=Counted(),
        w_meta=Counted(),
        w_head=Counted(),
        w_body=Counted(),
        facts=fields.STORED(),
    )


def whoosh_fields(record: IndexRecord, key: int) -> dict[str, Any]:
    """The fields of a record whose place on the shelf is `key`."""
    whole = f"{record.meta}\n{record.body}"
    grams = set(map(str.__add__, whole, whole[1:])) | set(whole)
    cut = segmenter().cut_search
    facts = {
        "id": record.id,
        "key": key,
        "facets": record.facets,
        "year": record.year,
        "day": record.day,
        "level": record.level_rank,
        "group": record.group,
        "edition": record.is_edition,
    }
    return {
        "id": record.id,
        "grams": [(gram, 1) for gram in grams if "\n" not in gram],
        "w_title": Counter(cut(record.texts["title"])).items(),
        "w_meta": Counter(cut(record.subject)).items(),
        "w_head": Counter(cut(record.headings)).items(),
        "w_body": Counter(segmenter().cut(record.body)).items(),
        "facts": json.dumps(facts, ensure_ascii=False),
    }
