"""Column headers of a table that a text dump printed one cell (or a part of one) a line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.cleaning.flat_cells import plain
from corpus.cleaning.lines import Line
from corpus.cleaning.marks import width

__all__ = ["Column", "headers", "is_time", "split_glued", "with_number"]

MOST_PARTS = 5
"""Lines that one header may be broken over."""
MOST_GLUED = 40
"""Characters of a line that may be headers run together."""
MOST_COLUMNS = 10
MOST_WAYS = 40
_YEAR = r"[12]\d{3}\s*(?:年[末底]?)?"
_OF = (
    r"(?:规划|预期|考核|控制)?(?:目标|现状|完成|实际|基准|基期|规划|指标(?=值)|实现)"
    r"(?:目标)?(?:数?值)?(?:实现)?(?:情况)?"
)
_ALONE = (
    r"(?:规划|预期|考核|控制)?(?:目标值?|指标值)|(?:现状|完成|实际|基准|基期|规划)值|(?:完成|达标|实现|进展)情况|是否(?:达标|完成)"
    r"|(?:指标|目标)要求(?:[(（][12]\d{3}年[)）])?"
)
_PLAN = r"[“\"]?十[一二三四五]五[”\"]?(?:期间|时期|期末|末)?"
_OVER = r"规划目标|目标|(?:利用|发展|建设|装机)规模"
_TITLES = {
    "number": r"序号|编号",
    "unit": r"(?:计量|计算)?单位",
    "binding": r"(?:指标)?(?:属性|性质)",
    "note": r"备注|责任(?:单位|部门)|牵头(?:单位|部门)",
    "class": r"一级指标|类别|类型|分类|领域|方面|指标(?:分类|类别|类型|类)|评价内容|重点任务|任务",
    "name": (
        r"(?:具体|主要|规划|[二三]级)?指标(?:名称|项|内容|体系)?(?:[(（]单位[)）])?|项目|名称"
        r"|地区|各?(?:市州|区县|县区|市县|城市|地市|盟市)|[市县][(（][州市区、]{1,5}[)）]"
    ),
    "value": (
        rf"{_YEAR}(?:{_OF}|基[期准]数|值|情况|展望)?(?:[(（]{_OF}[)）])?|{_OF}[(（]{_YEAR}[)）]|{_ALONE}"
        rf"|{_PLAN}(?:{_OF})?|{_OVER}|(?:五年|期间)?累计(?:{_OF})?|[(（\[【]累计[)）\]】]"
        rf"|(?:五年|{_PLAN})?年均(?:增速|增长|增长率|变化)?(?:[(（\[【]?累计[)）\]】]?)?|展望|远景目标|新增(?:或累计)?(?:增长|增加)?"
        rf"|(?:较|比)目标值(?:增加|减少|变化)|{_YEAR}(?:现状)?[/／]十[一二三四五]五期间完成情况"
    ),
}
_KINDS = [(kind, re.compile(pattern)) for kind, pattern in _TITLES.items()]
_GLUED_TITLE = re.compile("|".join(f"(?:{pattern})" for pattern in _TITLES.values()))
_TITLES_ONLY = re.compile(f"(?:{_GLUED_TITLE.pattern}){{2,}}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the lines of its header and what its cells hold.

    `kind`: number, class, name, unit, value, binding or note.
    """

    kind: str
    parts: tuple[Line, ...]
    title: str


def split_glued(line: Line) -> list[Line]:
    """A line, or the parts of headers that were printed on it: 单位 2020 年 2025 年 属性."""
    if not _is_glued(line.text):
        return [line]
    found: list[Line] = []
    for piece in _PIECE.finditer(line.text):
        at = piece.start()
        while at < piece.end():
            end = _longest(line.text, at, piece.end())
            found.append(_part(line, at, end))
            at = end
    return found if len(found) > 1 and _kinds(found) else [line]


def _is_glued(text: str) -> bool:
    if _BLANK_OR_YEARS.search(text):
        return True
    if len(text) > MOST_GLUED:
        return False
    bare = _bare(text)
    return _TITLES_ONLY.fullmatch(bare) is not None and not _kind(bare)


_PIECE = re.compile(r"(?:(?<!\d)[12]\d{3}\s*年|\S)+")
_BLANK_OR_YEARS = re.compile(r"\s|[12]\d{3}年[12]\d{3}年")


def _kinds(parts: Sequence[Line]) -> bool:
    return bool(_ways(tuple(_bare(part.text) for part in parts), fewest=2))


def _longest(text: str, at: int, limit: int) -> int:
    """Where the longest header that begins here ends, where another follows it at once."""
    if not _GLUED_TITLE.match(text, at):
        return limit
    ends = [end for end in range(at + 2, limit) if _GLUED_TITLE.fullmatch(text[at:end])]
    return next((end for end in reversed(ends) if _GLUED_TITLE.match(text, end)), limit)


def _part(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    return replace(line, text=text, start=line.start + start, width=width(text))


def headers(parts: Sequence[Line]) -> Iterator[list[Column]]:
    """Every way to read lines as a row of headers that has one name and some values."""
    for sizes in _ways(tuple(_bare(part.text) for part in parts)):
        columns, at = [], 0
        for size in sizes:
            lines = tuple(parts[at : at + size])
            title = "".join(_bare(line.text) for line in lines)
            columns.append(Column(_kind(title), lines, title))
            at += size
        if _parted(columns):
            continue
        for arranged in _arranged(columns):
            kinds = [column.kind for column in arranged]
            if kinds.count("name") == 1 and "value" in kinds and len(kinds) <= MOST_COLUMNS:
                yield arranged


def with_number(columns: list[Column]) -> Iterator[list[Column]]:
    """The columns, and before them a number, or a class and a number, that no header tells of."""
    yield columns
    kinds = {column.kind for column in columns}
    if "number" not in kinds:
        number = Column("number", (), "")
        yield [number, *columns]
        if "class" not in kinds:
            yield [Column("class", (), ""), number, *columns]
        elif columns[0].kind == "class":
            yield [columns[0], number, *columns[1:]]


def is_time(line: Line) -> bool:
    """Whether a line is a head that is just a year or its role, so that figures stand below it."""
    text = _bare(line.text).strip("()")
    return bool(_YEAR_ALONE.fullmatch(text) or _ROLE_ALONE.fullmatch(text))


_YEAR_ALONE = re.compile(r"[12]\d{3}年")
_ROLE_ALONE = re.compile(r"(?:目标|现状|完成|实际|规划)值")


def _parted(columns: Sequence[Column]) -> bool:
    """Whether 2020年 and 完成值, which are one head, were read as two columns."""
    return any(
        _YEAR_ALONE.fullmatch(one.title) and _ROLE_ALONE.fullmatch(two.title)
        for one, two in itertools.pairwise(columns)
    )


def _ways(parts: tuple[str, ...], *, fewest: int = 3) -> list[tuple[int, ...]]:
    @cache
    def ways(at: int) -> tuple[tuple[int, ...], ...]:
        if at == len(parts):
            return ((),)
        found: list[tuple[int, ...]] = []
        for size in range(1, MOST_PARTS + 1):
            if at + size <= len(parts) and _kind("".join(parts[at : at + size])):
                found.extend((size, *rest) for rest in ways(at + size))
        return tuple(found[:MOST_WAYS])

    return [sizes for sizes in ways(0) if len(sizes) >= fewest]


def _kind(title: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(title)), "")


def _arranged(columns: list[Column]) -> Iterator[list[Column]]:
    """The columns in the order of their cells, where a dump may have printed them otherwise."""
    kinds = [column.kind for column in columns]
    if "name" not in kinds and kinds.count("class"):
        last = len(kinds) - 1 - kinds[::-1].index("class")  # 序号, 类别, 单位, 2020年, …
        columns[last] = replace(columns[last], kind="name")
        kinds[last] = "name"
    for i in [i for i, kind in enumerate(kinds) if kind == "name"][:-1]:
        if columns[i].title in ("项目", "二级指标"):  # over 指标 and 三级指标
            columns[i] = replace(columns[i], kind="class")
            kinds[i] = "class"
    if "name" not in kinds:
        return
    name = kinds.index("name")
    behind = [i for i in range(name + 1, len(kinds)) if kinds[i] == "class"]
    for i in behind:
        columns[i] = replace(columns[i], kind="binding")  # 类型 behind the name: 约束性, 预期性
    yield columns
    group = next((i for i, c in enumerate(columns) if re.fullmatch(_OVER, c.title)), None)
    if group is None:
        return
    # a head over several columns is printed before the columns below it
    rest = [c.kind for c in columns[group + 1 :]]
    if rest[:1] == ["binding"] and set(rest[1:]) == {"value"}:
        yield [*columns[:group], *columns[group + 2 :], columns[group + 1]]
    below = len(columns)
    while below > group + 1 and _BELOW.search(columns[below - 1].title):
        below -= 1
    if "binding" in kinds[group:below] and below < len(columns):
        yield [*columns[:group], *columns[below:], *columns[group + 1 : below]]


_BELOW = re.compile(r"[12]\d{3}年目标|累计")
"""Heads that stand below 规划目标 and are printed after all the others."""


def _bare(text: str) -> str:
    """As compared: half-width, without blanks and marks of footnotes."""
    return _MARK.sub("", plain(_CIRCLED.sub("", text)))


_CIRCLED = re.compile(r"[①-⑳]")
_MARK = re.compile(r"\*+$")
