"""The people who wrote a paper: the line between its title and its abstract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from indexer.metadata.lines import Line, is_body
from kb.vocab.files import forget_on_configure, read_yaml

__all__ = ["authors_beneath"]

_LOOKED_AT = 5  # lines beneath the title
_LABEL = re.compile(r"^(?:作\s*者|执\s*笔\s*人?|撰\s*稿\s*人?|文)\s*[:：/／]\s*|^[□■◎●◆]\s*")
_HOUSE = re.compile(r"\((?:\D|\d(?!\d{3}年))*?\)")  # (某大学经济学院，四川成都 610000)
_MARKS = re.compile(r"[\d*※①-⑨\[\]†‡]+")
_BETWEEN = re.compile(r"[、，,;；·•\s]+")
_APART = re.compile(r"(?<![一-龥])([一-龥])\s+([一-龥])(?![一-龥])")
_AFFILIATION = re.compile(
    r"^\S{2,30}?(?:大学|学院|党校|研究[院所室会]|中心|委员会|[局厅委办院系部所]|公司|学校|协会)\s+(?=\S)"
)


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    entries = read_yaml("surnames.yaml")
    single = "".join("".join(entry.get("single", "").split()) for entry in entries)
    double = "|".join(name for entry in entries for name in entry.get("double", ()))
    return re.compile(rf"(?:{double})[一-龥]{{1,2}}|[{single}][一-龥]{{1,2}}")


forget_on_configure(_name.cache_clear)


def authors_beneath(lines: Sequence[Line]) -> tuple[str, ...]:
    """The authors that one of the first lines beneath a title names and nothing else."""
    for line in lines[:_LOOKED_AT]:
        if is_body(line.text):
            return ()
        if authors := _authors_of(line.text):
            return authors
    return ()


def _authors_of(line: str) -> tuple[str, ...]:
    """The names of a line: 甲大学 张一，李二; 张一1 李二2; 张一（甲大学）."""
    bare = _MARKS.sub(" ", _HOUSE.sub(" ", _LABEL.sub("", line))).strip()
    for text in (bare, _AFFILIATION.sub("", bare)):
        names = [part for part in _BETWEEN.split(_APART.sub(r"\1\2", text)) if part]
        if names and all(_name().fullmatch(name) for name in names):
            return tuple(dict.fromkeys(names))
    return ()
