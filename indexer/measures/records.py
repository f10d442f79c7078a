"""Drafts to measure records: conventions of rule 14, canonical values, ids and confidence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from indexer.measures.document.facts import Facts
from indexer.measures.sentences.drafts import Draft, TimeSlot
from kb import ids
from kb.models import Document, Measure, Passage
from kb.vocab import metrics, units

__all__ = ["CONFIDENCE", "settle", "to_measure"]

CONFIDENCE = {
    "table": 0.95,
    "subject": 0.9,
    "list": 0.9,
    "shared_value": 0.85,
    "object": 0.8,
    "share_of": 0.75,
    "ellipsis": 0.75,
    "milestone": 0.7,
}
"""Confidence by rule tier; docs/measures.md says how it was measured."""
_INHERITED = 0.05
"""Taken off for a year that was inherited or set by convention."""


def settle(draft: Draft, facts: Facts) -> None:
    """Fill what the text leaves to convention (rule 14), and note where each slot came from."""
    time = draft.time
    if draft.status == "target" and (time is None or time.year is None) and facts.mode != "account":
        year = facts.last
        if year is not None and not _outlasts(draft, facts):
            draft.time = time = TimeSlot(year, None, "convention")
    if draft.status == "actual" and time is not None and time.origin == "convention":
        draft.time = time = None
    if _of_review(draft, facts) and facts.review is not None:
        first, last = facts.review
        draft.time = time = TimeSlot(last, first, "inherited_heading", "period")
    if draft.basis == "point" and _done_over_years(draft):
        draft.basis = "cumulative"
    if draft.change in ("increase", "decrease") and draft.rule != "table":
        _settle_base(draft, facts)
    elif draft.base_year is not None and draft.rule != "table":
        draft.slots["base_year"] = "stated"
    _settle_start(draft, facts)
    if draft.region is None and facts.region:
        draft.region, draft.region_code = facts.region, facts.region_code
        draft.slots["region"] = "document"
    if time is not None and time.year is not None:
        draft.slots["year"] = time.origin
        if time.period_start is not None:
            draft.slots["period_start"] = time.origin


def _outlasts(draft: Draft, facts: Facts) -> bool:
    """年均增长9% is no goal of the one year that a report plans for: whose it is, is not said."""
    return facts.first == facts.last and draft.basis == "annual_average"


def _done_over_years(draft: Draft) -> bool:
    """“十三五”期间关闭企业4454家 was done in all of the five years together."""
    time = draft.time
    spans = time is not None and time.period_start is not None and time.kind != "within"
    return draft.status == "actual" and _is_amount_done(draft) and spans


def _is_amount_done(draft: Draft) -> bool:
    amount = draft.quantity is not None and draft.quantity.dimension in ("count", "amount")
    return amount and draft.done and draft.rule != "table"


def _settle_start(draft: Draft, facts: Facts) -> None:
    """年均增长7% and 累计下降13% in a plan are counted over its years (rule 14)."""
    time = draft.time
    if draft.basis not in ("annual_average", "cumulative") or draft.rule == "table":
        return
    if draft.status != "target" or time is None or time.period_start is not None:
        return
    if facts.first is not None and time.year is not None and facts.first < time.year:
        draft.time = time._replace(period_start=facts.first)


def _of_review(draft: Draft, facts: Facts) -> bool:
    """Averages, sums and what was done under 五年来 are of those years, where they state none."""
    time = draft.time
    open_ = time is None or (time.period_start is None and not time.origin.startswith("stated"))
    open_ = (open_ or _at_end_of_review(time, facts)) and (time is None or time.kind != "sum")
    summed = draft.basis in ("annual_average", "cumulative")
    told = time is None or time.origin == "inherited_heading"
    return draft.status == "actual" and open_ and (summed or (told and _is_amount_done(draft)))


def _at_end_of_review(time: TimeSlot | None, facts: Facts) -> bool:
    """…“十四五”收官。五年来，…: the year that a sentence before states is that of the account."""
    carried = time is not None and time.origin == "inherited_sentence"
    return (
        carried and facts.review is not None and time is not None and time.year == facts.review[1]
    )


def _settle_base(draft: Draft, facts: Facts) -> None:
    if draft.base_year is not None:
        draft.slots["base_year"] = "stated"
        return
    quantity = draft.quantity
    relative = quantity is not None and quantity.dimension in ("percent", "point", "multiple")
    told = facts.mode == "account" and facts.yearly and draft.status == "actual" and not draft.added
    if not relative and not told:
        return
    base = _base_by_convention(draft, facts)
    if base is not None:
        draft.base_year = base
        draft.slots["base_year"] = "convention"


def _base_by_convention(draft: Draft, facts: Facts) -> int | None:
    """The year before the period, the plan, or in an account of one year before that year."""
    doubles = draft.quantity is not None and draft.quantity.unit == "番"
    if doubles and "提前" in draft.clause:
        return None  # 提前翻番: the doubling was set as a goal before this plan
    time = draft.time
    start = time.period_start if time is not None else None
    reckoned = facts.mode == "report" or facts.five_year or draft.basis != "annual_average"
    reckoned = reckoned or draft.status == "actual"
    spans = ("period", "past", "range") if draft.basis != "point" else ("period", "past")
    inherited = draft.status == "actual" and _at_end_of_review(time, facts)
    if time is not None and time.kind in spans and start is not None and reckoned and not inherited:
        return start - 1
    if draft.status == "target":
        later = doubles and time is not None and (time.year or 0) > (facts.last or 0) > 0
        return None if later or (time is None and _outlasts(draft, facts)) else facts.base
    if doubles:
        return None  # 60年来翻了七番: what has doubled did not do so since the year before
    if draft.status == "actual" and facts.review is not None:
        told = time is None or time.origin == "inherited_heading"
        return facts.review[0] - 1 if told or _at_end_of_review(time, facts) else None
    if draft.basis == "cumulative" and draft.status == "actual" and facts.five_year:
        return _before_last_plan(draft, facts)
    if draft.basis == "annual_average" and draft.status == "actual":
        return None
    if draft.status == "actual" and facts.yearly and facts.year is not None:
        year = time.year if time is not None else facts.year
        return year - 1 if year is not None else None
    return None


def _before_last_plan(draft: Draft, facts: Facts) -> int | None:
    """累计降低20% by the year before a plan was brought about in the plan before it."""
    year = draft.time.year if draft.time is not None else None
    if facts.first is None or facts.span is None or year != facts.first - 1:
        return None
    return year - facts.span


def _shape(draft: Draft) -> str:
    quantity = draft.quantity
    if quantity is None:
        return "milestone"
    relative = quantity.dimension in ("percent", "multiple", "fraction")
    if draft.change in ("increase", "decrease"):
        if draft.basis == "annual_average" and relative:
            return "annual_rate"
        return "relative_change" if relative else "absolute_change"
    if draft.basis == "cumulative":
        return "cumulative"
    return "share" if quantity.dimension in ("percent", "fraction") else "level"


def _canonical(value: Decimal | None, unit: str | None) -> tuple[Decimal | None, str | None]:
    if value is None or unit is None:
        return None, None
    found = units.canonical(value, unit)
    return found if found is not None else (None, None)


def _facts_of(draft: Draft) -> dict[str, Any]:
    """What the record states, by field of `Measure`; its identity, which a better vocabulary must
    not change."""
    quantity, time = draft.quantity, draft.time
    return {  # in the order of the alphabet, as its identity has them
        "base_value": quantity.base_value if quantity else draft.base_value,
        "base_year": draft.base_year,
        "basis": draft.basis,
        "binding": draft.binding,
        "change": draft.change,
        "metric": draft.metric,
        "op": draft.op,
        "period_start": time.period_start if time else None,
        "region": draft.region,
        "scope": draft.scope or None,
        "status": draft.status,
        "unit": quantity.unit if quantity else None,
        "value": quantity.value if quantity else None,
        "value_max": quantity.value_max if quantity else None,
        "year": time.year if time else None,
    }


def _origins(draft: Draft, facts: dict[str, Any]) -> dict[str, str]:
    """Where each filled slot came from; what the rules did not note stands in the clause or row."""
    usual = "column" if draft.rule == "table" else "stated"
    noted = {"metric": "inherited_clause" if draft.rule == "ellipsis" else "stated", **draft.slots}
    slots = ("value", "unit", "base_value", "scope", "binding")
    filled = {name: usual for name in slots if facts[name] is not None}
    if facts["unit"] == "":
        del filled["unit"]
    if facts["op"] != "=":
        filled["op"] = usual
    return {**filled, **noted}


def _known(draft: Draft) -> metrics.Metric | None:
    """The metric of the vocabulary; none for a price index of 103 or 103%, which is no rate."""
    quantity = draft.quantity
    known = metrics.match(draft.metric, unit=quantity.unit if quantity else None)
    if known is None or quantity is None or known.unit != "%":
        return known
    index = draft.metric.endswith("指数") and draft.change == "level"
    return None if quantity.unit == "" or (index and quantity.value > _INDEXED) else known


_INDEXED = 50
"""Per cent: an index of more is of the year before as 100, a rate of price change never is."""


def to_measure(
    draft: Draft,
    document: Document,
    passage: Passage,
    evidence: str,
    value_span: tuple[int, int] | None,
) -> Measure:
    """One settled draft as a record."""
    known, facts = _known(draft), _facts_of(draft)
    low, canonical_unit = _canonical(facts["value"], facts["unit"])
    high, _ = _canonical(facts["value_max"], facts["unit"])
    slots = _origins(draft, facts)
    confidence = CONFIDENCE[draft.rule.partition(":")[0]]
    if slots.get("year") not in (None, "stated", "column"):
        confidence -= _INHERITED
    return Measure.model_validate(
        {
            **facts,
            "id": ids.measure_id(document.id, evidence, facts),
            "document_id": document.id,
            "doc": document.doc,
            "passage": passage.number,
            "metric_id": known.id if known is not None else None,
            "region_code": draft.region_code,
            "reported_from": draft.reported_from,
            "sector": known.sector if known is not None else None,
            "shape": _shape(draft),
            "canonical_value": low,
            "canonical_max": high,
            "canonical_unit": canonical_unit,
            "start": draft.start,
            "end": draft.end,
            "evidence": evidence,
            "value_start": value_span[0] if value_span else None,
            "value_end": value_span[1] if value_span else None,
            "slots": slots,
            "rule": draft.rule,
            "confidence": round(confidence, 2),
        }
    )
