"""Figures of one document that do not follow from each other: averages and parts of a total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kb.compare.cells import Line, line_of
from kb.compare.concepts import metric_of
from kb.compare.conflict import Conflict, ConflictKind, step_of
from kb.compare.facts import Fact
from kb.compare.rates import annual_rate, fixed, rounded, signed
from kb.compare.request import below
from kb.compare.signature import shape_of
from kb.compare.wording import scope_of

__all__ = ["averages", "parts"]


def averages(facts: Iterable[Fact]) -> Iterator[Conflict]:
    """An average annual rate printed beside the base and target it should follow from."""
    groups: dict[tuple[str, str, str | None, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.document_id, fact.concept, fact.region_code, scope_of(fact)].append(fact)
    for (_, concept, region, _), members in groups.items():
        rates = [f for f in members if shape_of(f) == "annual_rate" and f.canonical_max is None]
        levels = [f for f in members if shape_of(f) == "level" and f.base_value and f.base_is_known]
        for rate in rates:
            for level in levels:
                if rate.year != level.year or (why := _disagree(rate, level)) is None:
                    continue
                pair = (rate, level)
                yield _inside("average", concept, region, rate.year, pair, why)


def _disagree(rate: Fact, level: Fact) -> str | None:
    printed, base, last = signed(rate), level.base_value, level.value
    years = (level.year or 0) - (level.base_year or 0)
    if printed is None or not base or not last or years < 2 or base <= 0 or last <= 0:
        return None
    if level.canonical_unit in ("%", "个百分点"):
        return None
    computed = annual_rate((last / base - 1) * 100, years)
    tolerance = max(step_of(rate) * 2, Decimal("0.1"))
    if rate.op in (">=", ">"):
        agrees = computed >= printed - tolerance
    else:
        agrees = abs(computed - printed) <= tolerance
    if agrees:
        return None
    formula = f"({fixed(last)}/{fixed(base)})^(1/{years})-1 = {fixed(rounded(computed))}%"
    return f"文中年均 {fixed(printed)}%，由起止值算得 {formula}"


def parts(facts: Iterable[Fact]) -> Iterator[Conflict]:
    """All places below a region add up to something else than the region, in one document."""
    groups: dict[tuple[str, str, int | None, Line], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        known = metric_of(fact.concept)
        if known is None or not known.additive or fact.canonical_max is not None:
            continue
        if shape_of(fact) in ("level", "absolute_change", "cumulative"):
            key = (fact.document_id, fact.concept, fact.year, line_of(fact))
            groups[key].setdefault(fact.region_code or "", fact)
    for (_, concept, year, _), by_region in groups.items():
        for code, whole in by_region.items():
            children = below(code)
            if len(children) < 2 or any(child not in by_region for child in children):
                continue
            below_it = [by_region[child] for child in children]
            total = sum((part.canonical_value or Decimal(0) for part in below_it), Decimal(0))
            slack = sum((step_of(part) for part in below_it), step_of(whole))
            if whole.canonical_value is None or abs(total - whole.canonical_value) <= slack:
                continue
            held = f"{fixed(whole.canonical_value)}{whole.canonical_unit}"
            why = f"各部分之和 {fixed(total)}，总数 {held}"
            yield _inside("parts", concept, code, year, (whole, *below_it), why)


def _inside(
    kind: ConflictKind,
    concept: str,
    region: str | None,
    year: int | None,
    facts: tuple[Fact, ...],
    why: str,
) -> Conflict:
    """A contradiction inside one document."""
    return Conflict(
        kind, "likely", concept, region or "", year or 0, facts, within=True, explanation=why
    )
