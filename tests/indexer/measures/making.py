"""Small documents made for the tests of this folder, and records as one readable line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indexer.measures import Extraction, extract
from kb.models import (
    Block,
    CleanText,
    Document,
    Measure,
    Passage,
    RegionRef,
    Table,
    TableRow,
)
from tests.plain import plain_document

PLAN = {
    "title": "湖州市“十四五”综合发展规划",
    "kind": "plan",
    "written_on": "2021-06-01",
    "region": ["330500", "湖州市"],
}
"""The document most cases stand in."""


def document(facts: dict[str, Any], length: int) -> Document:
    """A document with the given title, kind, date and region, and nothing else known."""
    code, name = facts["region"]
    return plain_document(
        "d",
        title=facts["title"],
        kind=facts["kind"],
        written_on=facts["written_on"],
        regions=(RegionRef(code=code, name=name, path=code),),
        length=length,
    )


def prose(text: str) -> tuple[CleanText, tuple[Passage, ...]]:
    """A clean text of paragraphs, one a line."""
    blocks: list[Block] = []
    position = 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", position, position + len(line)))
        position += len(line) + 1
    passages = tuple(
        Passage(f"d:{i}", "d", i, b.kind, b.start, b.end, text[b.start : b.end])
        for i, b in enumerate(blocks)
    )
    return CleanText("", text, tuple(blocks)), passages


def tabular(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str = "", unit_note: str = ""
) -> tuple[CleanText, tuple[Passage, ...]]:
    """A clean text that holds one table."""
    lines = [" | ".join(columns), *(" | ".join(row) for row in rows)]
    table_rows: list[TableRow] = []
    passages: list[Passage] = []
    position = 0
    for number, (cells, line) in enumerate(zip([columns, *rows], lines, strict=True)):
        end = position + len(line)
        table_rows.append(TableRow(tuple(cells), position, end, is_header=number == 0))
        passages.append(
            Passage(
                f"d:{number}", "d", number, "table_row", position, end, line, table=0, row=number
            )
        )
        position = end + 1
    blocks = tuple(Block("table_row", p.start, p.end, table=0, row=p.row) for p in passages)
    table = Table(tuple(columns), tuple(table_rows), caption, unit_note)
    return CleanText("", "\n".join(lines), blocks, (table,)), tuple(passages)


def read(text: str, facts: dict[str, Any] | None = None) -> Extraction:
    """Extract from paragraphs."""
    clean, passages = prose(text)
    return extract(document(facts or PLAN, len(text)), clean, passages)


def lines_of(facts: dict[str, Any], case: dict[str, Any]) -> list[str]:
    """The records of a golden case, which is a text or the rows of a table, as lines."""
    if "rows" in case:
        caption, note = case["caption"], case.get("unit_note", "")
        clean, passages = tabular(case["columns"], case["rows"], caption=caption, unit_note=note)
        found = extract(document(facts, len(clean.text)), clean, passages)
    else:
        found = read(case["text"], facts)
    return [line_of(measure, facts["region"][1]) for measure in found.measures]


def line_of(measure: Measure, region: str) -> str:
    """A record as “metric | op value unit | change | year | …”; what is usual is left out."""
    value = "" if measure.value is None else str(measure.value)
    if measure.value_max is not None:
        value += f"~{measure.value_max}"
    parts = [measure.metric, f"{measure.op}{value}{measure.unit or ''}", measure.change]
    parts.append(
        f"{measure.period_start}-{measure.year}" if measure.period_start else str(measure.year)
    )
    if measure.base_year is not None:
        parts.append(f"base {measure.base_year}")
    if measure.base_value is not None:
        parts.append(f"from {measure.base_value}")
    if measure.basis != "point":
        parts.append(measure.basis)
    if measure.status != "target":
        parts.append(measure.status)
    if measure.slots.get("value") == "expected":
        parts.append("expected")
    if measure.region != region:
        parts.append(f"in {measure.region}")
    if measure.scope:
        parts.append(f"of {measure.scope}")
    if measure.binding:
        parts.append(measure.binding)
    return " | ".join(parts)
