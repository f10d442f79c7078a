"""A row that states two metrics gives each its own values, found where they stand."""

from __future__ import annotations

from indexer.measures import extract
from tests.indexer.measures.making import PLAN, document, tabular

ROWS = [["湿地保有量/湿地保护率（万亩/%）", "16.5/52", "≥17/55"]]


def test_values_of_a_pair_stand_where_the_ledger_says() -> None:
    clean, passages = tabular(["指标", "2020年", "2025年"], ROWS, caption="表1 主要指标")
    found = extract(document(PLAN, len(clean.text)), clean, passages)
    measured = [e for e in found.ledger if e.measure_id is not None]
    assert [clean.text[e.start : e.end] for e in measured] == ["16.5", "52", "17", "55"]
    assert {m.evidence for m in found.measures} == {" | ".join(ROWS[0])}
