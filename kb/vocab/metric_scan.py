"""Which metrics a text names as a whole: 单位地区生产总值能耗 does not name 地区生产总值."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.vocab.absences import not_whole, short_names
from kb.vocab.files import forget_on_configure
from kb.vocab.metric_names import expand, name_key
from kb.vocab.metrics import all_metrics

__all__ = ["named_in"]

SHORTEST = 3  # characters of a name that is looked for inside a text
_CLAUSES = re.compile(r"[，,；;：:。\n]| \| ")


def named_in(text: str, *, also: str = "") -> frozenset[str]:
    """The ids of the metrics a text names; `also`: a surface name, given back as "=" and its key.

    At each place the longest name counts, and none that is only a part of what is named there.
    """
    other = name_key(also) if also else ""
    return frozenset(
        found for clause in _CLAUSES.split(text) for found in _in_clause(clause, other)
    )


def _in_clause(clause: str, other: str) -> Iterator[str]:
    previous = ""
    for part in clause.split("、"):
        key, at = name_key(part), 0
        while at < len(key):
            name = _longest(key, at, other)
            whole = name and not not_whole(key[:at], key[at + len(name) :])
            if whole and not _may_be_short(name, previous):
                yield "=" + other if name == other else _names()[name[:SHORTEST]][name]
            at += len(name) or 1
            previous = name or previous


def _may_be_short(name: str, previous: str) -> bool:
    """Whether a name may go on from the one before: 单位地区生产总值能耗、二氧化碳排放."""
    longer = (previous[:at] + name for at in range(1, len(previous)))
    return any(each in _names().get(each[:SHORTEST], ()) for each in longer)


def _longest(key: str, at: int, other: str) -> str:
    """The longest name that begins at a place of a key; "" where none does."""
    known = [*_names().get(key[at : at + SHORTEST], ()), *([other] if other else [])]
    return max((name for name in known if key.startswith(name, at)), key=len, default="")


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, str]]:
    """The metric of each name, names by their first characters."""
    found: dict[str, dict[str, str]] = {}
    for known in all_metrics():
        patterns = (known.name, *known.synonyms, *short_names(known.id))
        for key in {name_key(name) for pattern in patterns for name in expand(pattern)}:
            if len(key) >= SHORTEST:
                found.setdefault(key[:SHORTEST], {})[key] = known.id
    return found


forget_on_configure(_names.cache_clear)
