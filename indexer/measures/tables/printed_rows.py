"""Lists of products printed a line each below a head, as bulletins of the last century have them.

    主要工业产品产量如下：
    1990年 比上年增长％
    布 180 亿米 -4．9

A row says how much there was and, with the head, how that compares with the year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from indexer.measures.lexing.lexicon import words
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.names import naming
from indexer.measures.sentences.drafts import Draft, TimeSlot
from kb.models import Passage
from kb.vocab import units

__all__ = ["PrintedRow", "printed_rows"]

_YEAR = r"(?:\d{4}|[一―][〇○零一二三四五六七八九]{3})年"
_HEAD = re.compile(
    rf"(?P<year>{_YEAR})(?:产量)?(?:(?P<before>{_YEAR})产量)?(?:{_YEAR})?比(?:上年|{_YEAR})增长[%％]"
)
_NUMBER = r"\d{1,3}(?:[，, ]\d{3})+(?:[.．] ?\d+)?|\d+(?:[.．] ?\d+)?"
_ROW = re.compile(
    r"(?:其中[：:])?(?P<name>[一-龥][一-龥、 ]*)(?:[（(](?P<aside>[^（）()]*)[）)])?[①-⑳．]?\s*"
    rf"(?P<amount>{_NUMBER})\s*(?P<unit>[一-龥]{{1,6}})?、?"
    rf"(?:\s+(?P<past>{_NUMBER})\s*(?P=unit))?\s+"
    rf"(?:(?P<sign>[-－]?)(?P<growth>{_NUMBER})(?P<times>倍)?|持\s*平)"
)
_ENDS = re.compile(r"[。；：%％]$|^.{31,}")
"""A sentence, or the head of another list; other lines within a list are passed over."""
_DIGITS = str.maketrans("一二三四五六七八九〇○零―", "1234567890001")
"""The dash stands for 一 where the print was read by machine."""
_CARRIED = "公里"
_BEASTS = re.compile(r"(?:猪|羊|牛|马|牲畜|家禽)$")


class PrintedRow(NamedTuple):
    """What one number of a row says, and where the number stands in its passage."""

    draft: Draft
    start: int
    end: int


@dataclass(slots=True)
class _List:
    """The years a head names, and the last row with a head of its own, for those below it."""

    year: int
    before: int
    owner: str = ""
    unit: str = ""
    common_unit: str = ""
    """货物周转量（亿吨公里）: the unit of this row and of those below it that print none."""


def printed_rows(passages: Sequence[Passage]) -> dict[int, list[PrintedRow]]:
    """The rows of all such lists, by the number of their passage."""
    found: dict[int, list[PrintedRow]] = {}
    listed, last = None, ""
    for passage in passages:
        text = "".join(passage.text.split())
        row = _ROW.fullmatch(passage.text.strip()) if listed is not None else None
        if listed is not None and row is not None:
            shift = passage.text.index(row[0])
            if read := list(_read(row, listed, shift)):
                found[passage.number] = read
        elif head := _HEAD.fullmatch(text) or _HEAD.fullmatch(last + text):
            listed = _List(_year(head["year"]), _year(head["before"] or "") or 0)
        elif passage.kind == "heading" or _ENDS.search(text):
            listed = None
        last = text
    return found


def _year(said: str) -> int:
    return int(said[:4].translate(_DIGITS)) if said else 0


def _read(row: re.Match[str], listed: _List, shift: int) -> Iterator[PrintedRow]:
    name = row["name"].replace(" ", "")
    unit = row["unit"] or _unsaid_unit(name, row["aside"] or "", listed)
    if not unit:
        return
    name = _named(name, unit, listed)
    for group, year in (("amount", listed.year), ("past", listed.before)):
        if row[group] and year:
            yield _made(row, group, shift, Draft(name, None, "level", "table"), unit, year)
    if row["growth"]:
        change = "decrease" if row["sign"] else "increase"
        draft = Draft(name, None, change, "table", base_year=listed.year - 1)
        draft.slots["base_year"] = "column"
        yield _made(row, "growth", shift, draft, "倍" if row["times"] else "%", listed.year)


def _unsaid_unit(name: str, aside: str, listed: _List) -> str:
    """The unit in the bracket behind a name, else the one that a row above has for those below."""
    if aside and (aside.endswith(_CARRIED) or units.lookup(aside) is not None):
        listed.common_unit = aside
        return aside
    return "" if naming.ends_in_head(name) else listed.common_unit


def _made(
    row: re.Match[str], group: str, shift: int, draft: Draft, unit: str, year: int
) -> PrintedRow:
    value = Decimal(re.sub(r"[，, ]", "", row[group]).replace("．", "."))
    kind = {"%": "percent", "倍": "multiple"}.get(unit, "amount")
    draft.quantity = Quantity(0, 0, 0, 0, value, unit, kind)
    draft.time, draft.status = TimeSlot(year, None, "column"), "actual"
    draft.slots["status"] = "column"
    return PrintedRow(draft, shift + row.start(group), shift + row.end(group))


def _named(name: str, unit: str, listed: _List) -> str:
    """棉布产量, 水电发电量, and 铁路货物周转量 below 货物周转量."""
    if naming.ends_in_head(name) or name.endswith("数"):
        listed.owner, listed.unit = name, unit
        return name
    if unit == listed.unit and unit.endswith(_CARRIED):
        return name + listed.owner
    if name in words("names", "powers"):
        return name + "发电量"
    return name + ("数" if _BEASTS.search(name) else "产量")
