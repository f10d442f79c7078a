"""The tables. `migrations` brings an older library to this shape; `verify` counts on its keys.

Facts that are asked for by SQL have columns; what is only read back whole (text, blocks,
passages, the ledger) lives in compressed columns of `texts`, see `codec`.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

__all__ = [
    "documents",
    "history",
    "measures",
    "memos",
    "meta",
    "metadata",
    "outbox",
    "overrides",
    "problems",
    "regions",
    "sources",
    "texts",
]

metadata = MetaData()

meta = Table(
    "meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False)
)

sources = Table(
    "sources",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False, index=True),
    Column("sha256", String, nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("loader", String, nullable=False),
    Column("added_at", String, nullable=False),
    Column("stored", Text),
    Column("versions", Text, nullable=False),
)

history = Table(  # ids once given; a file that comes back gets its own again
    "history",
    metadata,
    Column("id", String, primary_key=True),
    Column("path", Text, nullable=False, index=True),
    Column("sha256", String, nullable=False, index=True),
    Column("name", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("source_id", String, nullable=False, index=True),
    Column("kind", String, nullable=False, index=True),
    Column("family_id", String, nullable=False, index=True),
    Column("family_role", String, nullable=False, index=True),
    Column("length", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("measures", Integer, nullable=False),
    Column("fingerprint", String, nullable=False, index=True),  # of the folded text's beginning
    Column("title", Text, nullable=False),
    Column("read", Text, nullable=False),  # the model as read, JSON
    Column("shown", Text, nullable=False),  # with hand edits laid over, JSON
)

regions = Table(  # every code on the paths of a document's regions, as shown
    "document_regions",
    metadata,
    Column(
        "document", Integer, ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True
    ),
    Column("code", String, primary_key=True),
    Index("ix_document_regions_code", "code"),
)

texts = Table(
    "texts",
    metadata,
    Column(
        "document", Integer, ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True
    ),
    Column("body", LargeBinary, nullable=False),
    Column("layout", LargeBinary, nullable=False),
    Column("segments", LargeBinary, nullable=False),
    Column("passages", LargeBinary, nullable=False),
    Column("ledger", LargeBinary, nullable=False),
    Column("digest", String),  # of the columns before it
)

measures = Table(
    "measures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("document_id", String, nullable=False),
    Column("doc", Text, nullable=False),
    Column("passage", Integer, nullable=False),
    Column("metric", Text, nullable=False, index=True),
    Column("metric_id", String),
    Column("value", String),  # decimals as written, exact
    Column("value_max", String),
    Column("op", String, nullable=False),
    Column("unit", Text),
    Column("change", String, nullable=False),
    Column("base_year", Integer),
    Column("base_value", String),
    Column("year", Integer),
    Column("period_start", Integer),
    Column("basis", String, nullable=False),
    Column("status", String, nullable=False),
    Column("region", Text),
    Column("region_code", String),
    Column("scope", Text),
    Column("binding", String),
    Column("reported_from", Text),
    Column("sector", String),
    Column("shape", String, nullable=False),
    Column("canonical_value", String),
    Column("canonical_max", String),
    Column("canonical_unit", String),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("value_start", Integer),
    Column("value_end", Integer),
    Column("slots", Text, nullable=False),
    Column("rule", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Index("ix_measures_cell", "metric_id", "region_code", "year", "status"),
    Index("ix_measures_place", "document_id", "start"),
    Index("ix_measures_region", "region_code", "year"),
)

problems = Table(
    "problems",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("stage", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("sha256", String),
)

overrides = Table(  # hand edits; never mixed into what was read
    "overrides",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_id", String, nullable=False, index=True),
    Column("source_id", String, nullable=False, index=True),
    Column("field", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("batch", String, nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("title", Text, nullable=False),  # the anchor: title and fingerprint when edited
    Column("fingerprint", String, nullable=False),
    Column("lost", Boolean, nullable=False),  # its document could not be found again
)

outbox = Table(
    "outbox",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("action", String, nullable=False),
    Column("document_ids", Text, nullable=False),  # JSON: documents that left with this write
    sqlite_autoincrement=True,  # a sequence number is never used twice
)

memos = Table(  # small things users keep on the server, such as baskets
    "memos",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", String, nullable=False),
)
