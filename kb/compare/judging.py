"""Which of two values is better, and whether a later value reaches a target."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from kb.compare.concepts import metric_of
from kb.compare.facts import Fact

__all__ = ["Direction", "Outcome", "direction", "outcome", "stricter"]

Direction = Literal["higher", "lower", "none"]
Outcome = Literal["reached", "missed", "unknown"]


def direction(concept: str) -> Direction:
    """Which direction of the level is an improvement; "none" outside the vocabulary."""
    known = metric_of(concept)
    return known.better if known else "none"


def goal_direction(fact: Fact) -> Direction:
    """Which direction of the fact's own figure is more ambitious.

    A larger decrease of what should fall is more ambitious, so is a larger increase of what
    should rise; a change against the wanted direction is the better the smaller it is.
    """
    wanted = direction(fact.concept)
    if wanted == "none" or fact.change == "level":
        return wanted
    towards = (fact.change == "decrease") == (wanted == "lower")
    return "higher" if towards else "lower"


def stricter(one: Decimal, other: Decimal, towards: Direction) -> int:
    """1 where `one` is the stricter goal, -1 where `other` is, 0 for a tie or no direction."""
    if one == other or towards == "none":
        return 0
    return 1 if (one > other) == (towards == "higher") else -1


def outcome(target: Fact, reached: Decimal) -> tuple[Outcome, str]:
    """Whether a later level or change meets a target, and by which rule."""
    low, high = target.canonical_value, target.canonical_max
    if low is None:
        return "unknown", "目标没有可换算的数值"
    if high is not None:
        inside = low <= reached <= high
        towards = goal_direction(target)
        beyond = (towards == "higher" and reached > high) or (towards == "lower" and reached < low)
        return ("reached" if inside or beyond else "missed"), "目标是区间"
    if target.op in (">=", ">"):
        met = reached >= low if target.op == ">=" else reached > low
        return (
            "reached" if met else "missed"
        ), f"目标为{'不低于' if target.op == '>=' else '超过'}"
    if target.op in ("<=", "<"):
        met = reached <= low if target.op == "<=" else reached < low
        return (
            "reached" if met else "missed"
        ), f"目标为{'不超过' if target.op == '<=' else '低于'}"
    towards = goal_direction(target)
    if towards == "none":
        if reached == low:
            return "reached", "与目标值相等"
        return "unknown", "词表未说明该指标升降何者为好"
    if target.op == "~" and abs(reached - low) * 20 <= abs(low):
        return "reached", "目标为“约”，相差不到 5%"
    met = reached >= low if towards == "higher" else reached <= low
    return ("reached" if met else "missed"), _rule(target, higher=towards == "higher")


def _rule(target: Fact, *, higher: bool) -> str:
    if target.change == "level":
        return f"该指标{'升' if higher else '降'}为好"
    what = "降幅" if target.change == "decrease" else "增幅"
    return f"{what}{'大' if higher else '小'}者为好"
