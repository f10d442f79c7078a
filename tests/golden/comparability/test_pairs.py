"""The verdicts against hand-labelled pairs."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.compare.facts import Fact
from kb.compare.verdict import REASONS, Verdict, compare
from kb.vocab import metrics, units

FILE = Path(__file__).with_name("pairs.yaml")
KINDS = {True: "comparable", "conv": "after_conversion", False: "not_comparable"}
PAIRS: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def sentence(given: dict[str, Any]) -> str:
    if "v" not in given:
        return f"到{given.get('y')}年实现{given['m']}"
    return f"到{given.get('y', '')}年，{given.get('s', '')}{given['m']}{given['v']}{given['u']}"


def fact(given: dict[str, Any], name: str) -> Fact:
    text = given.get("e", sentence(given))
    value = Decimal(str(given["v"])) if "v" in given else None
    high = Decimal(str(given["w"])) if "w" in given else None
    unit = given.get("u")
    known = metrics.match(given["m"], unit=unit)
    canonical = units.canonical(value, unit) if value is not None and unit is not None else None
    top = units.canonical(high, unit) if high is not None and unit is not None else None
    at = text.rfind(str(given["v"])) if "v" in given else None
    slots = {"year": given.get("yo", "stated"), "base_year": given.get("bo", "stated")}
    return Fact(
        id=name, document_id=name, doc=name, metric=given["m"],
        metric_id=known.id if known else None, value=value, value_max=high,
        op=given.get("op", "="), unit=unit, change=given.get("c", "level"),
        base_year=given.get("b"), base_value=None, year=given.get("y"),
        period_start=given.get("p"), basis=given.get("basis", "point"),
        status=given.get("st", "target"), region=name, region_code=name, scope=given.get("s"),
        binding=None, reported_from=None, shape="level",
        canonical_value=canonical[0] if canonical else None,
        canonical_max=top[0] if top else None,
        canonical_unit=canonical[1] if canonical else None, start=0, end=len(text), evidence=text,
        value_start=at, value_end=None, slots=slots, confidence=1.0,
    )  # fmt: skip


def judged(pair: dict[str, Any]) -> Verdict:
    return compare(fact(pair["a"], "甲"), fact(pair["b"], "乙"))


def expected(pair: dict[str, Any]) -> tuple[str, set[str]]:
    return KINDS[pair["verdict"]], set(pair.get("reasons", ()))


def label(pair: dict[str, Any]) -> str:
    return f"{pair['a']['m']}-{pair['b']['m']}-{'+'.join(pair.get('reasons', ['yes']))}"


@pytest.mark.parametrize("pair", PAIRS, ids=label)
def test_verdict_is_the_labelled_one(pair: dict[str, Any]) -> None:
    found = judged(pair)
    assert (found.kind, {reason.code for reason in found.reasons}) == expected(pair)


@pytest.mark.parametrize("pair", PAIRS, ids=label)
def test_verdict_does_not_depend_on_the_order(pair: dict[str, Any]) -> None:
    one, other = fact(pair["a"], "甲"), fact(pair["b"], "乙")
    assert compare(one, other).kind == compare(other, one).kind


def test_there_are_enough_pairs_and_each_reason_often_enough() -> None:
    counted = Counter(reason for pair in PAIRS for reason in pair.get("reasons", ()))
    assert len(PAIRS) >= 150
    assert {reason for reason in REASONS if counted[reason] < 8} == set()


def test_precision_of_comparable_and_accuracy() -> None:
    results = [(judged(pair).kind, expected(pair)[0]) for pair in PAIRS]
    called = [wanted for found, wanted in results if found == "comparable"]
    right = sum(found == wanted for found, wanted in results)
    assert called.count("comparable") / len(called) >= 0.99
    assert right / len(results) >= 0.95
