"""Words for several things at once, which 分别 takes apart: 城乡, 产销量, 三次产业, 粮肉奶."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.measures.lexing.lexicon import word_list, words

__all__ = ["members_of", "taken_apart"]

_SIZED = re.compile(r"(?P<sizes>(?:[大中小微]、)+[大中小微])型(?P<thing>.+)")
"""大、中、小型矿山建设率."""
_THREE = "一二三"
_ALL_THREE = re.compile(r"(?:一二三次?产业?|三次产业)(?P<amount>[^，]{0,8})")
"""三次产业分别增长3%、6%、7%."""
_SHORTEST = 2


def taken_apart(subject: str, count: int, *, listed: bool) -> list[str]:
    """`count` names of a subject that says them in one word; empty where it does not.

    `listed`: the subject lists things by marks besides.
    """
    if count == 2 and not listed:
        for pair, (one, other) in word_list("pairs").items():
            if pair in subject:
                return [subject.replace(pair, word, 1) for word in (one, other)]
    if count == len(_THREE) and (sectors := _ALL_THREE.fullmatch(subject)):
        return [f"第{number}产业{sectors['amount']}" for number in _THREE]
    if sized := _SIZED.fullmatch(subject):
        names = [f"{size}型{sized['thing']}" for size in sized["sizes"].split("、")]
        return names if len(names) == count else []
    things, rest = subject[:count], subject[count:]
    single = len(rest) >= _SHORTEST and set(things) <= set(words("names", "single_things"))
    return [thing + rest for thing in things] if single else []


def members_of(metrics: Sequence[str]) -> list[str]:
    """第一产业, 第二产业 … of metrics that begin with members of one class; else empty."""
    for members in word_list("parallel").values():
        named = [next((m for m in members if metric.startswith(m)), "") for metric in metrics]
        if all(named) and len(set(named)) == len(named):
            return named
    return []
