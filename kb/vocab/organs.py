"""The names of organs and units that follow a place: where such a name ends.

`organ_end` reads only state and party organs made of known words, and units (schools, firms).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from kb.vocab.files import forget_on_configure, read_yaml

__all__ = ["organ_end", "organ_name_end"]

# What makes a head part of another word: 部门, 委托, 局面, 办法, 中心城区, 政府性.
_NOT_HEAD = (
    r"(?!(?<=部)[门分署队委件位长])(?!(?<=委)[托派员培])(?!(?<=局)[面部势限域])"
    r"(?!(?<=办)[理法公学事案好])(?!(?<=中心)[城镇村任])(?!(?<=政府)[性引])(?!(?<=处)[理于在])"
    r"(?!(?<=站)[点位])(?!(?<=社)[会区保])(?!(?<=院)[士校])(?!(?<=厅)[级局])"
)
_BETWEEN = r"[^\W\d_a-zA-Z的在是为到对将把有等年达了含其个以至，。；：、]{0,8}?"


def _vocabulary(key: str) -> list[str]:
    words: list[str] = []
    for document in read_yaml("organs.yaml"):
        found: Any = document.get(key, [])
        words.extend(found)
    return sorted(set(words), key=lambda word: (-len(word), word))


@lru_cache(maxsize=1)
def _organ() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _vocabulary("words")))
    heads = "|".join(map(re.escape, _vocabulary("heads")))
    one = rf"(?:{words}){{0,9}}?(?:{heads}){_NOT_HEAD}"
    return re.compile(rf"(?:省|市|县|区)?(?:{one}){{1,3}}")


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    return re.compile(_BETWEEN + "(?:" + "|".join(map(re.escape, _vocabulary("units"))) + ")")


forget_on_configure(_organ.cache_clear)
forget_on_configure(_unit.cache_clear)


def organ_name_end(text: str, start: int) -> int | None:
    """Where the organ's name that begins at `start` (after its place) ends; None if none does."""
    found = _organ().match(text, start)
    return found.end() if found else None


def organ_end(text: str, start: int) -> int | None:
    """As `organ_name_end`, for units such as schools, banks and firms too."""
    found = organ_name_end(text, start)
    if found is not None:
        return found
    unit = _unit().match(text, start)
    return unit.end() if unit else None
