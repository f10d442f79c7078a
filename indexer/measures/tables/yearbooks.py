"""Tables of statistical bulletins: heads such as 绝对数 and 比上年增长%, rows that share a noun."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.measures.document.facts import Facts
from kb.models import Table

__all__ = ["Head", "account_year", "caption_noun", "counted", "head_of", "joined"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_BRACKET = re.compile(r"[（(][^（）()]*[)）]$|[%％]$")
_GENERIC = re.compile(
    r"(?:绝对[数值额]|年末[数值]|期末[数值]|数值|指标值|数据|总数|合计|实绩|本年|全年)数?"
)
_NOUN = re.compile(
    r"(?:[一-龥]{0,10}(?:产量|数量|金额|额|数|量|产值|收入|面积|人数|规模|投资|人口))"
)
_ORDINAL = re.compile(r"^(?:序数|编号|页数)$")
_SHARE = re.compile(r"(?:比重|占比|构成)$")
_WHOLE = re.compile(r"总(?=人口|量|额|数)|^(?:全国|全省|全市|全县|各项|全部|本外币)")
_CAPTION_FRONT = re.compile(
    r"^(?:附?表|专栏)?[\d一二三四五六七八九十]*[.：:、]?|(?:19|20)\d\d年(?:年末|末|全年)?"
)
_CAPTION_BACK = re.compile(r"及其.*$|主?要?分类情况.*$|情况.*$|[（(].*$|增长速度$|数$")
_CAPTION_NOUN = re.compile(
    r"(?:固定资产投资|产量|人口|余额|增加值|消费量|(?:外商|对外非金融类|对外)?直接投资额?)$"
)
_LONGEST_SHARED = 6
_SUM = re.compile(r"总计|合计|总额|总数")


class Head(NamedTuple):
    """`kind`: level or share; `noun`: what the head itself counts, "" where it does not say."""

    kind: str
    noun: str


def account_year(table: Table, facts: Facts) -> int | None:
    """The one year a statistical table is about: its caption's, else that of the yearly account."""
    if facts.mode == "plan":
        return None
    named = set(_YEAR.findall(table.caption))
    if len(named) == 1:
        year = int(named.pop())
        return year if facts.year is None or year <= facts.year else None
    return facts.year if facts.yearly and not named else None


def head_of(header: str) -> Head | None:
    """What a column head without a year says in a statistical table; None: nothing known."""
    plain = _BRACKET.sub("", header)
    if _SHARE.search(plain):
        return Head("share", plain if plain.startswith("占") else "")
    if _GENERIC.fullmatch(plain):
        return Head("level", "")
    if _NOUN.fullmatch(plain) and not _ORDINAL.match(plain):
        return Head("level", plain)
    return None


def caption_noun(caption: str) -> str:
    """What the rows of a table have in common: 固定资产投资 of 分行业固定资产投资增长速度."""
    text = _CAPTION_FRONT.sub("", "".join(caption.split()))
    text = _CAPTION_FRONT.sub("", text)
    found = _CAPTION_NOUN.search(_CAPTION_BACK.sub("", _CAPTION_BACK.sub("", text)))
    return found[0] if found else ""


def counted(name: str, column: str, whole: str, table: str, *, measures: bool) -> str:
    """The metric of a row: its name, completed by the row it is part of, by the column or caption.

    `whole`: the row of the same unit above, whose parts are counted here; `column`, `table`: what
    their heads say is counted.
    """
    if column == "金额":
        column = table or column
    if _SUM.fullmatch(name):
        return whole or column or table or name
    if measures or name.endswith("人口"):
        return name
    if whole:
        return joined(name, _WHOLE.sub("", whole))
    if column:
        return name if name.endswith(column) else name + column
    return joined(name, _WHOLE.sub("", table)) if table else name


def joined(name: str, stem: str) -> str:
    """住户存款 under 各项存款余额 is 住户存款余额: what both have is said once."""
    for size in range(min(len(name), _LONGEST_SHARED), 1, -1):
        at = stem.find(name[-size:])
        if at >= 0:
            return name + stem[at + size :]
    return name + stem
