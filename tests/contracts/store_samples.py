"""Small literal bundles for tests of the store and of what stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kb.ids import document_id
from kb.models import (
    Block,
    CleanText,
    Document,
    Hint,
    Measure,
    Passage,
    ReadingNote,
    RegionRef,
    Segment,
    Table,
    TableRow,
)
from kb.store import DocumentBundle, LedgerEntry, SourceBundle, SourceRecord
from tests.plain import plain_document, plain_measure

BAZHONG = RegionRef(code="511900", name="四川省巴中市", path="000000/510000/511900")
HUNAN = RegionRef(code="430000", name="湖南省", path="000000/430000")
LINES = ("第一章 总则", "到2025年，森林覆盖率达到63%。", "指标 | 2025年", "湿地面积 | 12万亩")


def clean_text(part: str = "", lines: Sequence[str] = LINES) -> CleanText:
    """A text of a heading, a sentence and, in the default lines, a table of two rows."""
    text, blocks, at = "\n".join(lines), [], 0
    for number, line in enumerate(lines):
        table_row = " | " in line
        kind = "heading" if number == 0 else "table_row" if table_row else "paragraph"
        table, row = (0, number - 2) if table_row else (None, None)
        blocks.append(Block(kind, at, at + len(line), page=1, table=table, row=row))  # type: ignore[arg-type]  # a literal
        at += len(line) + 1
    rows = tuple(
        TableRow(tuple(text[b.start : b.end].split(" | ")), b.start, b.end, 1, b.row == 0)
        for b in blocks
        if b.table is not None
    )
    tables = (Table(("指标", "2025年"), rows, "表1 主要指标"),) if rows else ()
    return CleanText(
        part,
        text,
        tuple(blocks),
        tables,
        (Segment(0, 3, 6), Segment(6, 12, len(text) - 6)),
        (Hint("issuer", "某市人民政府", "html_meta"),),
        (ReadingNote("image", "第1页有图片", 1),),
    )


def passages(document: str, text: CleanText) -> tuple[Passage, ...]:
    """One passage a block, under the heading."""
    return tuple(
        Passage(
            f"{document}:{number}",
            document,
            number,
            block.kind,
            block.start,
            block.end,
            text.block_text(block),
            () if number == 0 else (text.block_text(text.blocks[0]),),
            block.page,
            block.table,
            block.row,
        )
        for number, block in enumerate(text.blocks)
    )


def document(source: str = "s1", part: str = "", **changed: Any) -> Document:
    """A document whose facts are those of a small plan of 巴中."""
    name = document_id(source, part)
    facts: dict[str, Any] = {
        "source_id": source,
        "part": part,
        "doc": f"文件{source}",
        "source": f"文件{source}.txt",
        "title": f"生态规划{source}{part}",
        "level": "city",
        "issuers": ("巴中市人民政府",),
        "written_on": "2021-05",
        "regions": (BAZHONG,),
        "periods": ("十四五",),
        "origins": {"title": "title_line"},
        "versions": {"loader": "text 1"},
        "length": 40,
        "encoding": "utf-8",
    }
    return plain_document(name, **{**facts, **changed})


def measure(document_id: str, text: CleanText, *, block: int = 1, **changed: Any) -> Measure:
    """森林覆盖率 63 % by 2025, standing in the given block."""
    place = text.blocks[block]
    facts: dict[str, Any] = {
        "id": f"{document_id}-m{block}",
        "doc": "文件",
        "passage": block,
        "metric": "森林覆盖率",
        "metric_id": "forest_coverage",
        "value": Decimal("63"),
        "unit": "%",
        "year": 2025,
        "region": "巴中市",
        "region_code": "511900",
        "binding": "约束性",
        "sector": "forest",
        "shape": "share",
        "canonical_value": Decimal("0.63"),
        "canonical_unit": "1",
        "start": place.start,
        "end": place.end,
        "evidence": text.block_text(place),
        "value_start": place.start,
        "value_end": place.start + 2,
        "slots": {"year": "stated"},
        "rule": "level",
        "confidence": 0.9,
    }
    return plain_measure(document_id, **{**facts, **changed})


def bundle(source: str = "s1", part: str = "", **changed: Any) -> DocumentBundle:
    """One document with passages, two measures and a ledger."""
    lines = changed.pop("lines", LINES)
    text, made = clean_text(part, lines), document(source, part, **changed)
    first = measure(made.id, text)
    second = measure(
        made.id, text, block=len(lines) - 1, metric="湿地面积", metric_id=None, year=2030
    )
    ledger = (LedgerEntry(8, 12, "date"), LedgerEntry(20, 22, "", first.id))
    return DocumentBundle(made, text, passages(made.id, text), (first, second), ledger)


def source(source_id: str = "s1", **changed: Any) -> SourceRecord:
    """The record of a text file."""
    facts: dict[str, Any] = {
        "id": source_id,
        "name": f"文件{source_id}.txt",
        "path": f"data/文件{source_id}.txt",
        "sha256": "0" * 64,
        "size": 120,
        "loader": "text",
        "added_at": "2026-01-02T03:04:05Z",
        "versions": {"loader": "text 1"},
    }
    return SourceRecord(**{**facts, **changed})


def source_bundle(source_id: str = "s1", *documents: DocumentBundle) -> SourceBundle:
    """A source with these documents, or with one."""
    return SourceBundle(source(source_id), documents or (bundle(source_id),))
