"""A matrix as rows of a table: one line a value or an empty cell; for every export and picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kb.compare.anchor import anchor_of
from kb.compare.cells import Cell, Entry
from kb.compare.concepts import in_unit, metric_name
from kb.compare.facts import Fact
from kb.compare.matrix import Matrix
from kb.compare.rates import Derived
from kb.compare.table_rows import row_words
from kb.compare.verdict import Verdict
from kb.compare.words import (
    OPERATORS,
    STATUS_WORDS,
    VERDICT_WORDS,
    address_of,
    basis_words,
    change_words,
    inferred_words,
    place_address,
    place_name,
    value_words,
)

__all__ = ["HEADS", "OTHERWISE", "STATED", "TableLine", "Value", "nothing_words", "rows"]

Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class TableLine:
    """One row of an export: a value, another source's value, or an empty cell and why it is so.

    The fields stand in the order of `HEADS`. `under_heads`: evidence from a table, with its heads;
    `said`: the value in the words of the page.
    """

    metric: str
    region: str
    year: int
    state: str
    status: str = ""
    basis: str = ""
    op: str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    common_value: Decimal | None = None
    common_unit: str = ""
    change: str = ""
    base_year: int | None = None
    base_origin: str = ""
    inferred: str = ""
    scope: str = ""
    binding: str = ""
    verdict: str = ""
    reasons: str = ""
    derived: str = ""
    sources: int = 0
    differing: int = 0
    document: str = ""
    document_number: str = ""
    date: str = ""
    evidence: str = ""
    column: str = ""
    link: str = ""
    under_heads: str = ""
    said: str = ""

    def values(self) -> tuple[Value, ...]:
        """The cells of the row."""
        return tuple(getattr(self, name) for name in HEADS)


HEADS: dict[str, str] = {
    "metric": "指标",
    "region": "地区",
    "year": "年份",
    "state": "有无",
    "status": "性质",
    "basis": "口径",
    "op": "比较符",
    "value": "数值",
    "value_max": "上限",
    "unit": "单位",
    "common_value": "统一单位数值",
    "common_unit": "统一单位",
    "change": "增减",
    "base_year": "基期",
    "base_origin": "基期来源",
    "inferred": "推定（*）",
    "scope": "范围",
    "binding": "约束力",
    "verdict": "可比性",
    "reasons": "理由",
    "derived": "推算（非原文）",
    "sources": "一致来源数",
    "differing": "不一致来源数",
    "document": "文件",
    "document_number": "发文字号",
    "date": "日期",
    "evidence": "出处",
    "column": "所在列（表格）",
    "link": "链接",
}
STATED, OTHERWISE = "有", "另有"
ORIGINS = {
    "stated": "原文",
    "column": "表头",
    "convention": "惯例推定",
    "document": "文件",
    "inherited_clause": "承前句",
    "inherited_sentence": "承前句",
    "inherited_heading": "标题",
}


def rows(matrix: Matrix, *, root: str | None = "") -> Iterator[TableLine]:
    """All rows; `root` is put before links, None: no links. Verdicts are against `anchor_of`."""
    for concept in matrix.metrics:
        unit = matrix.unit(concept)
        anchor = anchor_of(matrix, concept)
        for cell in matrix.row(concept):
            if cell.absence is not None:
                yield _empty(matrix, cell, root)
            for entry in cell.entries:
                yield _stated(matrix, entry, unit, anchor, root)
                yield from _otherwise(matrix, entry, unit, root)


def nothing_words(matrix: Matrix) -> str:
    """Why a matrix without any value is so, in words."""
    if not matrix.cells and any(fact.region_code is None for fact in matrix.unplaced):
        return _unplaced_words(matrix)
    if not matrix.cells:
        return "库中没有这些指标的数值，或都被所选的条件排除了（年份、性质、类型、规划期）。"
    counted = Counter(c.absence.words for c in matrix.cells.values() if c.absence)
    outdated = sum(cell.outdated for cell in matrix.cells.values())
    why = "，".join(f"{words} {n} 格" for words, n in counted.most_common())
    replaced = f"；另有 {outdated} 个数值在已被替代的文件中，未计入" if outdated else ""
    return f"所选范围没有数值：{why}{replaced}。"


def _unplaced_words(matrix: Matrix) -> str:
    held, ids = matrix.holdings.by_id, sorted({fact.document_id for fact in matrix.unplaced})
    titles = [f"《{held[id_].title}》" for id_ in ids if id_ in held]
    named = "、".join(titles[:3]) + (f"等 {len(titles)} 份文件" if len(titles) > 3 else "")
    return (
        f"{named}有这些指标的数值，但没有认出是哪个地区，不能比较。"
        "文件没有写明地区的，用 policykb metadata 补上；地区不在词表中的，"
        "加进库文件夹的 vocab/regions.csv，再运行 policykb rebuild --stale。"
    )


def _link(root: str | None, address: str) -> str:
    return "" if root is None else root + address


def _empty(matrix: Matrix, cell: Cell, root: str | None) -> TableLine:
    absence, held = cell.absence, matrix.holdings.by_id
    assert absence is not None
    unset, evidence, link = absence.unset, "", ""
    if unset is not None:
        evidence = unset.sentence
        link = _link(root, place_address(unset.document_id, unset.start, unset.end))
    note = "；".join(absence.notes)
    titles = "、".join(held[id_].title if id_ in held else id_ for id_ in absence.documents)
    if cell.outdated:
        note = f"有 {cell.outdated} 个已被替代文件的数值未计入" + (f"；{note}" if note else "")
    return TableLine(
        metric=metric_name(cell.metric),
        region=place_name(cell.region),
        year=cell.year,
        state=absence.words,
        reasons=note,
        document=titles,
        evidence=evidence,
        link=link,
    )


def _stated(
    matrix: Matrix, entry: Entry, unit: str, anchor: Entry | None, root: str | None
) -> TableLine:
    against = anchor if anchor is not None and anchor.fact.id != entry.fact.id else None
    verdict = matrix.verdict(entry, against) if against is not None else None
    return replace(
        _said(matrix, entry.fact, unit, root),
        state=STATED,
        scope="；".join(entry.line.narrowed),
        verdict=VERDICT_WORDS[verdict.kind] if verdict else "对照",
        reasons=_reasons(verdict) if verdict else "",
        derived="；".join(d.formula for d in entry.derived if isinstance(d, Derived)),
        sources=entry.sources,
        differing=entry.contradicting,
    )


def _otherwise(matrix: Matrix, entry: Entry, unit: str, root: str | None) -> Iterator[TableLine]:
    """What other sources say instead, each with what it is to the value shown."""
    for found in entry.differences:
        yield replace(
            _said(matrix, found.fact, unit, root),
            state=OTHERWISE,
            scope="；".join(entry.line.narrowed),
            verdict=found.words,
            reasons=found.why,
        )


def _said(matrix: Matrix, fact: Fact, unit: str, root: str | None) -> TableLine:
    """What one source says and where."""
    held = matrix.holdings.by_id.get(fact.document_id)
    common = in_unit(fact, unit)
    return TableLine(
        metric=metric_name(fact.concept),
        region=place_name(fact.region_code or ""),
        year=fact.year or 0,
        state="",
        status=STATUS_WORDS[fact.status],
        basis=basis_words(fact),
        op=OPERATORS[fact.op],
        value=fact.value,
        value_max=fact.value_max,
        unit=fact.unit or "",
        common_value=common,
        common_unit=unit if common is not None else "",
        change=change_words(fact),
        base_year=fact.base_year,
        base_origin=ORIGINS[fact.origin("base_year")] if fact.base_year is not None else "",
        inferred="、".join(inferred_words(fact)),
        binding=fact.binding or "",
        document=held.title if held else fact.document_id,
        document_number=(held.document_number or "") if held else "",
        date=(held.written_on or "") if held else "",
        evidence=fact.evidence,
        column=matrix.rows.column(fact),
        link=_link(root, address_of(fact)),
        under_heads=row_words(matrix.rows.parts(fact)),
        said=value_words(fact),
    )


def _reasons(verdict: Verdict) -> str:
    return "；".join(filter(None, (*(reason.text for reason in verdict.reasons), verdict.how)))
