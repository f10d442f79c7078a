"""Values shared out over metrics, years and places."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.measures.document.regions import Place
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.drafts import TimeSlot

__all__ = ["Share", "cannot_share", "expand", "is_joint"]

Share = tuple[str, Quantity, TimeSlot | None, Place | None]


def is_joint(clause: Clause, places: list[Place]) -> bool:
    """在甲、乙建成380万千瓦风电 is one total of both; 甲、乙均…, and a rate, hold for each."""
    head = clause.group[0]
    each = clause.left.marks & {"each", "all"} or "每" in clause.raw_left
    amount = head.dimension in ("count", "amount") and "/" not in head.unit
    passed = head.op in (">", ">=") and clause.left.kind != "object"
    return len(places) > 1 and len(clause.group) == 1 and amount and not each and not passed


def cannot_share(clause: Clause, *shares: Sequence[object]) -> bool:
    """Whether 分别 shares out several values, but no list of whom or of when is as long."""
    count = len(clause.group)
    told = {len(share) for share in shares}
    return count > 1 and "each" in clause.left.marks and count not in told


def expand(
    group: list[Quantity], names: list[str], slots: list[TimeSlot], places: list[Place]
) -> list[Share]:
    """Every value with its metric, time and place."""
    count = len(group)
    slot = slots[-1] if slots else None
    place = places[-1] if len(places) == 1 else None
    if count > 1 and len(names) == count:
        return [(name, value, slot, place) for name, value in zip(names, group, strict=True)]
    if count > 1 and len(places) == count:
        return [(names[0], value, slot, where) for value, where in zip(group, places, strict=True)]
    if count > 1 and len(slots) == count:
        return [(names[0], value, when, place) for value, when in zip(group, slots, strict=True)]
    whens: list[TimeSlot | None] = [*slots] or [None]
    wheres: list[Place | None] = [*places] or [None]
    return [
        (name, value, when, where)
        for value in group
        for name in names
        for when in whens
        for where in wheres
    ]
