"""What Tantivy holds of a document and of a measure."""

from __future__ import annotations

import tantivy

from indexer.search.grams import bigram_text, gram_text
from indexer.search.measure_record import MeasureRecord
from indexer.search.protocol import FACETS, MEASURE_FACETS
from indexer.search.record import META_SCOPES, IndexRecord
from indexer.segment import segmenter, standing_words

__all__ = [
    "SCHEMA_VERSION",
    "WORDS_HELD",
    "document_schema",
    "measure_schema",
    "tantivy_document",
    "tantivy_measure",
]

SCHEMA_VERSION = "tantivy-9"
WORDS_HELD = "held"  # every long word of the dictionary that stands in `g_any`
FACET_FIELDS = (*FACETS, "validity")


def document_schema() -> tantivy.Schema:
    """Grams with positions decide what matches, long words of the dictionary wherever they stand
    spare the search for the grams of these; cut words only rank, fast fields count and sort."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for scope in ("any", *META_SCOPES):
        builder.add_text_field(f"g_{scope}", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field(WORDS_HELD, tokenizer_name="whitespace", index_option="freq")
    for part in ("title", "meta", "head", "body"):
        builder.add_text_field(f"w_{part}", tokenizer_name="whitespace", index_option="freq")
    for facet in FACET_FIELDS:
        builder.add_text_field(f"f_{facet}", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("group", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("edition", indexed=True, fast=True)
    builder.add_unsigned_field("key", indexed=True, fast=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("day", fast=True)
    builder.add_unsigned_field("day_or_last", fast=True)
    return builder.build()


def tantivy_document(record: IndexRecord, key: int) -> tantivy.Document:
    """The document of a record whose place on the shelf is `key`."""
    document = tantivy.Document()
    document.add_text("id", record.id)
    whole = f"{record.meta}\n{record.body}"
    document.add_text("g_any", gram_text(whole))
    document.add_text(WORDS_HELD, " ".join(standing_words(whole)))
    for scope in META_SCOPES:
        if record.texts[scope]:
            document.add_text(f"g_{scope}", gram_text(record.texts[scope]))
    cut = segmenter().cut_search
    title = record.texts["title"]
    document.add_text("w_title", " ".join(cut(title)))
    document.add_text("w_meta", " ".join(cut(record.subject)))
    document.add_text("w_head", " ".join(cut(record.headings)))
    document.add_text("w_body", " ".join(segmenter().cut(record.body)))
    for facet in FACET_FIELDS:
        for value in record.facets[facet]:
            document.add_text(f"f_{facet}", value)
    if record.group:
        document.add_text("group", record.group)
    document.add_unsigned("edition", int(record.is_edition))
    document.add_unsigned("key", key)
    if record.year is not None:
        document.add_integer("year", record.year)
    document.add_unsigned("day", record.day)
    document.add_unsigned("day_or_last", record.day or 99999999)
    return document


def measure_schema() -> tantivy.Schema:
    """Measures: their words, five facets and more, the canonical value."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="position")
    for facet in MEASURE_FACETS:
        builder.add_text_field(f"f_{facet}", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_float_field("value", indexed=True, fast=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("rank", fast=True)
    return builder.build()


def tantivy_measure(record: MeasureRecord) -> tantivy.Document:
    """The document of one measure."""
    document = tantivy.Document()
    document.add_text("id", record.id)
    document.add_text("document", record.document_id)
    document.add_text("grams", bigram_text(record.text))
    places = (record.place,) if record.place else ()
    for facet, values in (record.facets | {"region": places}).items():
        for value in values:
            document.add_text(f"f_{facet}", value)
    if record.value is not None:
        document.add_float("value", record.value)
    if record.year is not None:
        document.add_integer("year", record.year)
    document.add_unsigned("rank", record.rank)
    return document
