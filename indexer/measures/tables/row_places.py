"""The places that rows, heads and captions of a table are about: 白云区, 经开区, 全市合计.

Guideline, field `region`: the place a value holds for. Of a place that cannot be told nothing is
said: a value is never given to the document's own region for want of a better one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from indexer.measures.document.facts import Facts
from indexer.measures.document.regions import mentioned
from kb.models import TableRow
from kb.vocab.regions import find, region

__all__ = [
    "NOWHERE",
    "Whose",
    "about",
    "caption_place",
    "headed_place",
    "is_known",
    "is_place",
    "mostly_places",
    "row_place",
    "whose_row",
]

_NUMBERED = re.compile(
    r"^(?:\d{1,3}[.、．]|[一二三四五六七八九十]{1,3}[、.．]|[（(][^（）()]{1,3}[)）])"
)
_MARKED = re.compile(r"[*＊※①-⑳]+$")
_TOTAL = re.compile(r"(?:总计|合计|平均|总数|汇总|总体|总)")
_WHOLE = re.compile(
    rf"(?:[全本我各](?P<level>[国省市县区州盟旗])?)?{_TOTAL.pattern}?(?:水平|数|值)?"
)
_SO_CALLED = re.compile(
    r"(?!.{0,3}(?:地区|区域|社区|小区|片区|分区)$)"
    r"[一-龥]{1,10}(?:[区县市州旗盟省镇乡]|新城|园区|街道|苏木)"
)
_LEVELS = {"省": ("省", "自治区", "市"), "区": ("区",), "市": ("市",), "县": ("县",), "州": ("州",)}


class Whose(NamedTuple):
    """Name and code of a place; no code for one the gazetteer lacks, neither where none is told."""

    name: str | None
    code: str | None


NOWHERE = Whose(None, None)


def _label(text: str) -> str:
    return _MARKED.sub("", _NUMBERED.sub("", "".join(text.split())))


def is_known(label: str, facts: Facts) -> bool:
    """Whether the gazetteer has a Chinese place of this name."""
    found = find(_label(label), within=facts.home)
    return found is not None and found.code.isdigit()


def is_place(label: str, facts: Facts) -> bool:
    """Whether a cell under a head such as 区县 names a place, or the whole of them."""
    text = _label(label)
    if not text:
        return False
    known = find(text, within=facts.home) is not None
    return known or _WHOLE.fullmatch(text) is not None or _SO_CALLED.fullmatch(text) is not None


def mostly_places(cells: Sequence[str], facts: Facts, *, headed: bool) -> bool:
    """Whether a column holds places; under a head that does not say so, the gazetteer has to."""
    filled = [cell for cell in cells if cell.strip()]
    places = sum(is_place(cell, facts) for cell in filled)
    if headed:
        return places * 2 >= len(filled) > 0
    known = len({cell for cell in filled if is_known(cell, facts)})
    return (
        known >= _FEWEST_KNOWN and known * 2 >= len(set(filled)) and places * 3 >= len(filled) * 2
    )


_FEWEST_KNOWN = 2


def row_place(label: str, facts: Facts) -> Whose | None:
    """The place of a row, the document's own where it is the whole; None: no place."""
    text = _label(label)
    if not is_place(text, facts):
        return None
    if (whole := _WHOLE.fullmatch(text)) is not None:
        return _whole(whole["level"] or "", facts)
    found = find(text, within=facts.home)
    if found is None or (not found.name.startswith(text[:2]) and not _near(found.path, facts)):
        return Whose(text, None)  # a name that another place once had says nothing of this one
    return Whose(found.name, found.code)


def whose_row(row: TableRow, columns: Sequence[int], facts: Facts) -> Whose | None:
    """The place of a row by its columns of places, 市州 before 区县; None: no known one."""
    place = NOWHERE
    for index in columns:
        label = row.cells[index] if index < len(row.cells) else ""
        told = row_place(label, facts)
        if told is None and not (label.strip() in _NO_PLACE and place.name):
            return None
        if told is not None:
            place = told
            facts = about(facts, told)
    return place


_NO_PLACE = ("", "小计", "-", "—", "/")


def about(facts: Facts, place: Whose) -> Facts:
    """What is known of a document, for a part of it that is about another place."""
    if place.name is None:
        return facts
    home = place.code if place.code and place.code.isdigit() else facts.home
    return replace(facts, region=place.name, region_code=place.code, home=home)


def _whole(level: str, facts: Facts) -> Whose | None:
    """全市 in what a district writes is the city above it; a total is that of the document."""
    own = Whose(facts.region, facts.region_code)
    endings = _LEVELS.get(level, (level,))
    if level == "国":
        return Whose("全国", "000000")
    if not level or facts.region is None or facts.region.endswith(endings) or not facts.home:
        return own
    home = region(facts.home)
    above = [region(code) for code in home.path.split("/")[::-1]] if home else []
    found = next((each for each in above if each and each.name.endswith(endings)), None)
    return Whose(found.name, found.code) if found is not None else None


def _near(path: str, facts: Facts) -> bool:
    """Whether a place lies in the province of the document."""
    home = region(facts.home) if facts.home else None
    return home is not None and path.split("/")[1:2] == home.path.split("/")[1:2]


_FRONT = re.compile(
    r"^(?:附?表|专栏|附件|附)?[\d一二三四五六七八九十]*(?:[-－—.]\d+)*[.．：:、]?"
    r"(?:(?:19|20)\d\d年?)?(?:[-－—至](?:19|20)\d\d年)?(?:末|底|度)?"
)


def caption_place(caption: str, facts: Facts) -> Whose | None:
    """The other place that a caption opens with: 表3 利州区主要指标, in a plan of 广元市."""
    text = _FRONT.sub("", "".join(caption.split()), count=1)
    if len(text) > _LONGEST_CAPTION or _SENTENCE.search(text):
        return None
    end, told = 0, None
    for place in mentioned(text, facts):
        if place.start != end:
            break
        end, told = place.end, Whose(place.name, place.code)
    return told if text[end : end + 1] not in _LISTED else None


def headed_place(headings: Sequence[str], facts: Facts) -> Whose:
    """The place that is itself the title above a table, as the name of a sheet may be."""
    named = next((title for title in reversed(headings) if is_known(title, facts)), "")
    return row_place(named, facts) or NOWHERE


_LONGEST_CAPTION = 40
_SENTENCE = re.compile(r"[，。；：！？]")
_LISTED = (*"、和与及至到-—", "")
