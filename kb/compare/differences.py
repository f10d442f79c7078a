"""How two values of one line of a cell stand to each other: one answer for every page and file."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple, cast

from kb.compare.concepts import metric_of
from kb.compare.conflict import CLASS_WORDS, ConflictClass, step_of
from kb.compare.facts import Fact
from kb.compare.holdings import Holding, Holdings
from kb.compare.rates import fixed
from kb.compare.wording import is_striven, price_basis
from kb.vocab import scopes
from kb.vocab.regions_scan import scan
from kb.words import OPERATORS

__all__ = [
    "DIFFERENCE_WORDS",
    "Difference",
    "DifferenceKind",
    "difference",
    "is_part_of",
    "why_unsure",
]

DifferenceKind = Literal[ConflictClass, "both_hold", "striven", "beside", "unsure"]
DIFFERENCE_WORDS: dict[str, str] = {
    **CLASS_WORDS,
    "both_hold": "可以同时成立",
    "striven": "力争",
    "beside": "同一处的另一个数",
    "unsure": "推定",
}
NEAR = Decimal("0.05")  # “约” agrees with what differs by no more than this share
_PART_END = re.compile(r"[。；;]")
_PRICE_YEAR = re.compile(r"([〇零一二三四五六七八九\d]{4})年(?:不变|可比)?价")
FULL_NAME = 6  # characters from which a name outside the vocabulary is taken to be whole


class Difference(NamedTuple):
    """A value that is not the one shown, what it is to that one, and why that is said."""

    fact: Fact
    kind: DifferenceKind
    why: str

    @property
    def words(self) -> str:
        """The kind in words."""
        return DIFFERENCE_WORDS[self.kind]

    @property
    def conflict(self) -> ConflictClass | None:
        """The class of the conflict it makes; None where it makes none."""
        return cast(ConflictClass, self.kind) if self.kind in CLASS_WORDS else None


def difference(shown: Fact, other: Fact, held: Holdings) -> Difference:
    """What `other` is to `shown`, where both are of one line and do not state the same."""
    return Difference(other, *_kind(shown, other, held))


def _kind(one: Fact, other: Fact, held: Holdings) -> tuple[DifferenceKind, str]:
    same_sentence = (one.document_id, one.start) == (other.document_id, other.start)
    if same_sentence and is_striven(one) != is_striven(other):
        return "striven", "同一句的力争值"
    if same_sentence or not _are_about_one_thing(one, other):
        return "beside", "所指可能不同"
    if one.canonical_value is None or other.canonical_value is None:
        return "unsure", "没有可比较的数值"
    if _can_both_hold(one, other):
        return "both_hold", f"{_bounded(one)} 与 {_bounded(other)} 按比较符可以同时成立"
    if why := why_unsure(other):
        return "unsure", why
    if why := why_unsure(one):
        return "unsure", f"所示的数值{why}"
    return _class(one, other, held)


def why_unsure(fact: Fact) -> str:
    """Why a value decides nothing against another: a slot was set by convention; "" if none was."""
    if fact.origin("year") == "convention":
        return "年份是按惯例推定的"
    if fact.origin("metric").startswith("inherited"):
        return "指标名承自前句"
    yearly = fact.year is not None and fact.base_year == fact.year - 1
    if fact.change != "level" and not fact.base_is_known and not yearly:
        return "原文未载明基期"
    return ""


def _is_row(fact: Fact) -> bool:
    return " | " in fact.evidence


def _are_about_one_thing(one: Fact, other: Fact) -> bool:
    """Whether two facts of one name may be held against each other.

    Outside the vocabulary a name alone (在校生, 医院数) does not say what it counts, so within a
    document only a table against the text counts, and between documents only a full name.
    """
    if metric_of(one.concept) is not None:
        return True
    if one.document_id == other.document_id:
        return _is_row(one) != _is_row(other) and len(one.metric) >= FULL_NAME
    return len(one.metric) >= FULL_NAME and not one.metric.startswith(("占", "比", "其中"))


def _bounds(fact: Fact) -> tuple[Decimal, Decimal]:
    low = fact.canonical_value if fact.canonical_value is not None else Decimal(0)
    high = fact.canonical_max if fact.canonical_max is not None else low
    far = Decimal("1e30")
    if fact.op in (">=", ">"):
        return low, far
    if fact.op in ("<=", "<"):
        return -far, high
    if fact.op == "~":
        return low - abs(low) * NEAR, high + abs(high) * NEAR
    return low, high


def _can_both_hold(one: Fact, other: Fact) -> bool:
    """Whether some value satisfies both, their comparators taken at their word."""
    if one.op in (">=", ">", "<=", "<") and one.op == other.op and one.status != "actual":
        return False  # two different thresholds of one goal are two different goals
    (low, high), (least, most) = _bounds(one), _bounds(other)
    return max(low, least) <= min(high, most)


def _class(one: Fact, other: Fact, held: Holdings) -> tuple[ConflictClass, str]:
    revision = _revision(one, other, held)
    if revision is not None and _adjusts(one, other, held):
        return "revision", revision
    if (why := _rounding(one, other)) is not None:
        return "rounding", why
    if (why := _scope(one, other)) is not None:
        return "scope", why
    if revision is not None:
        return "revision", revision
    if (one.reported_from is None) != (other.reported_from is None):
        return "scope", f"一处是转述（{one.reported_from or other.reported_from}）"
    return "likely", f"{_figure(one)} 与 {_figure(other)}，范围、基期、年份都相同"


def _figure(fact: Fact) -> str:
    value = fixed(fact.value) if fact.value is not None else ""
    upper = f"～{fixed(fact.value_max)}" if fact.value_max is not None else ""
    return f"{value}{upper}{fact.unit or ''}"


def _bounded(fact: Fact) -> str:
    """The figure with its comparator: ≥ 60%."""
    return _figure(fact) if fact.op == "=" else f"{OPERATORS[fact.op]} {_figure(fact)}"


def _rounding(one: Fact, other: Fact) -> str | None:
    if one.canonical_max is not None or other.canonical_max is not None:
        return None
    a, b = one.canonical_value, other.canonical_value
    if a is None or b is None or abs(a - b) > max(step_of(one), step_of(other)):
        return None
    if step_of(one) == step_of(other):
        return None  # equally precise figures differ, nothing was rounded
    return f"{_figure(one)} 与 {_figure(other)} 按较粗的一个修约后相等"


def _scope(one: Fact, other: Fact) -> str | None:
    if only_one := scopes.telling(_around(one)) ^ scopes.telling(_around(other)):
        only = "、".join(sorted(only_one))
        return f"只有一处写到“{only}”，可能不是同一范围"
    if (one_bodies := _bodies(one)) != (other_bodies := _bodies(other)):
        names = "、".join(sorted(one_bodies ^ other_bodies))
        return f"前面数到的单位不同（{names}），可能只是它们的数"
    if (one_places := _places(one)) != (other_places := _places(other)):
        names = "、".join(sorted(one_places ^ other_places))
        return f"只有一处的句子写到{names}，可能说的不是同一地区"
    if is_named_part(one) or is_named_part(other):
        return "有“其中”的分项，所属的总数可能不同"
    if price_basis(one) != price_basis(other) or _price_years(one) != _price_years(other):
        return "价格基准不同"
    return None


def is_named_part(fact: Fact) -> bool:
    """Whether the value follows “其中” in its own part of the sentence, or all of it does."""
    if fact.evidence.startswith("其中"):
        return True
    at = 2 if fact.value_start is None else fact.value_start - fact.start
    before = _PART_END.split(fact.evidence[:at])[-1]
    return "其中" in before


def is_part_of(fact: Fact, whole: Fact) -> bool:
    """Whether 其中 stands between the whole's value and this one in their sentence."""
    if fact.value_start is None or whole.value_end is None or fact.value_start < whole.value_end:
        return False
    return "其中" in fact.evidence[whole.value_end - fact.start : fact.value_start - fact.start]


def _before(fact: Fact) -> str:
    """The sentence up to the value."""
    at = len(fact.evidence) if fact.value_start is None else fact.value_start - fact.start
    return fact.evidence[:at]


def _bodies(fact: Fact) -> frozenset[str]:
    """The bodies counted before the value in its own part of the sentence."""
    return scopes.bodies(_PART_END.split(_before(fact))[-1])


def _price_years(fact: Fact) -> frozenset[str]:
    """The years whose prices the text says it counts at: 按1990年不变价格计算."""
    return frozenset(_PRICE_YEAR.findall(_PART_END.split(_before(fact))[-1]))


def _places(fact: Fact) -> frozenset[str]:
    """Other places the sentence names before the value."""
    found = scan(_before(fact), within=fact.region_code)
    return frozenset(place.name for _, _, place in found if place.code != fact.region_code)


def _around(fact: Fact) -> str:
    if fact.value_start is None:
        return fact.metric
    at = fact.value_start - fact.start
    return fact.metric + fact.evidence[max(0, at - 40) : at]


def _revision(one: Fact, other: Fact, held: Holdings) -> str | None:
    if one.document_id == other.document_id:
        return None
    a, b = held.by_id[one.document_id], held.by_id[other.document_id]
    if a.outdated != b.outdated:
        return f"《{(a if a.outdated else b).title}》已被替代"
    if a.written_on is None or b.written_on is None or a.written_on[:7] == b.written_on[:7]:
        return None
    earlier, later = (a, b) if a.written_on < b.written_on else (b, a)
    if one.region_code not in later.regions[:1]:
        return None  # the later text speaks of another place's figure, it cannot revise it
    return f"先后发布（{_dated(earlier)}，{_dated(later)}），后者可能修订了前者"


def _adjusts(one: Fact, other: Fact, held: Holdings) -> bool:
    """Whether one of the documents says in its title that it changes goals: 关于调整…目标的通知."""
    titles = (held.by_id[fact.document_id].title for fact in (one, other))
    return any(_ADJUSTING.search(title) for title in titles)


_ADJUSTING = re.compile(r"调整|修订|修改|修编")


def _dated(held: Holding) -> str:
    return f"{held.written_on}《{held.title}》"
