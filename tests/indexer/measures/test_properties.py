"""What holds for any text: offsets are right, nothing crashes, blanks and width mean nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.measures import Extraction
from tests.indexer.measures.making import PLAN, line_of, read

FOLDER = Path(__file__).parents[2] / "golden" / "measures"
SENTENCES = [
    json.loads(line)["text"]
    for name in ("quantities", "lists", "changes", "ellipsis", "objects")
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[1:]
]
WORDS = (
    "到2025年|“十四五”期间|比2020年|分别|达到|下降|提高到|、|，|；|。|（|）|《|》|“|"
    "”|1|3.5|12,000|百分之|三分之一|%|个百分点|万吨|亿元|千|万|一|十|以上|以内|左右|"
    "不低于|森林覆盖率|化学需氧量|氨氮排放量|建设|新增|由|从|至|-|~|全市|安吉县|全覆盖|"
    "达峰|每|/|的|等|〔2021〕18号|PM2.5|２|Ⅴ|"
)
FRAGMENTS = [
    *WORDS.split("|"),
    " ",
    "\u3000",
    "\U0001f600",
    "\u200b",
]
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=24).map("".join)
WIDE = {code: chr(code + 0xFEE0) for code in range(ord("0"), ord("9") + 1)}


def records(text: str) -> list[str]:
    return ["".join(line_of(m, PLAN["region"][1]).split()) for m in read(text).measures]


def misplaced(text: str, found: Extraction) -> list[object]:
    """Records and ledger entries whose offsets do not point at what they say."""
    wrong: list[object] = []
    for measure in found.measures:
        inside = measure.value_start is None or (
            measure.start <= measure.value_start < (measure.value_end or 0) <= measure.end
        )
        if text[measure.start : measure.end] != measure.evidence or not inside:
            wrong.append(measure)
    wrong += [entry for entry in found.ledger if not 0 <= entry.start < entry.end <= len(text)]
    return wrong


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS.map(lambda text: text.replace("\n", " ").replace("\r", " ")))
def test_offsets_are_right_for_any_text(text: str) -> None:
    assert misplaced(text, read(text)) == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SENTENCES), st.data())
def test_blanks_and_wraps_inside_a_sentence_change_no_record(
    sentence: str, data: st.DataObject
) -> None:
    places = data.draw(st.sets(st.integers(1, len(sentence) - 1), max_size=6))
    blank = data.draw(st.sampled_from([" ", "\u3000", "  "]))
    spaced = sentence[0]
    for i, char in enumerate(sentence[1:], 1):
        in_number = (sentence[i - 1] + char).isdigit()  # where two blanks part two columns
        spaced += (blank[0] if in_number else blank) * (i in places) + char
    assert records(spaced) == records(sentence)


@pytest.mark.parametrize("sentence", SENTENCES[::3])
def test_full_width_digits_change_no_record(sentence: str) -> None:
    assert records(sentence.translate(WIDE)) == records(sentence)


def test_every_number_is_in_the_ledger() -> None:
    text = "到2025年，培育企业30家，其中2家入选第3批名单，见湖政发〔2021〕18号。"
    found = read(text)
    covered = {i for entry in found.ledger for i in range(entry.start, entry.end)}
    assert [i for i, char in enumerate(text) if char.isdigit() and i not in covered] == []


def test_a_ledger_entry_names_its_record_or_a_reason() -> None:
    found = read("到2025年，培育企业30家，对6000千瓦以上的电厂开展检查。")
    ids = {measure.id for measure in found.measures}
    assert [e for e in found.ledger if (e.measure_id in ids) == bool(e.reason)] == []
