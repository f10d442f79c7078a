"""What stands left of a number: subject, verb, direction and adverbs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from indexer.measures.lexing.lexicon import cut_front, words
from indexer.measures.lexing.masking import TIME
from indexer.measures.lexing.remembering import remembered
from kb.vocab.regions_scan import scan

__all__ = ["Left", "read_left", "strip_opening", "verb_kind"]

_LONGEST = 6
_DIRECTION = re.compile(
    rf"(?:了)?(?:到|至|为|成|达到|达|在){TIME}?(?:的|底|末)?(?:了)?(?:{TIME}的?)?"
    r"(?:每人每[月年]|每[日天月年人]|[月年]人均|人均)?$"
)
_CHANGE_NOUN = re.compile(
    rf"(?:的)?(?:(?P<up>(?<!自然)(?<!潜在)(?<!机械)增长率|增长幅度|增长速度|增幅|增速|提升幅度|提高幅度|上升幅度|年增长率|涨幅|增长)|"
    rf"(?P<down>下降率|降低率|下降幅度|降低幅度|削减率|削减幅度|减少率|减排比例|下降比例|减少比例|削减比例|核减比例|降幅|跌幅|降低比例))"
    r"(?:预期|目标|预期目标)?(?:值)?(?:设定|确定|安排)?"
    rf"(?:{TIME}|累计|分别|均|力争|要|应|总体|平均)*(?:达到|达|为|在|保持在|控制在|稳定在|实现|保持|超过|是|约为)?(?:{TIME})?(?:年均|平均)?$"
)
_COMPARED = re.compile(
    rf"(?:比|较|与|同|跟|相比|相较)(?:(?:上|去|前|往)(?:年|一?年度?)|{TIME}|年初|“?[^，。；、]{{1,8}}”?(?:以前|之前|之初|前|初期))(?:[^，。；、]{{0,10}}?(?:水平|同期|相比|末|底|期))?(?:的)?$"
)
_ON_BASIS = re.compile(r"(?<=[一-龥]{2})在[^，；。、在]{2,14}基础上$")
"""公用经费在年初预算基础上压减5%."""
_HELD_UP = re.compile(
    r"(?<=[一-龥]{2})(?:仍|均|也|都|又|还|继续|持续|总体|稳定)*(?:实现|保持|维持|呈现|取得)了?"
    r"(?:较快|稳定|稳步|快速|平稳)?的?$"
)
"""进出口仍实现增长, 收入保持较快增长: how it grew is no part of what did."""
_BASIS = {
    "年均": "annual_average",
    "平均每年": "annual_average",
    "每年平均": "annual_average",
    "累计": "cumulative",
    "每年": "per_year",
    "共计": "total",
    "分别": "each",
    "均": "all",
    "都": "all",
    "各": "all",
    "同比": "yoy",
    "环比": "mom",
}


_PER_YEARS = re.compile(
    r"(?:平均)?每\d{1,3}(?:年|个月|天)$|(?:已|均|实现)*连续\d{1,2}(?:年|个月|个季度)(?:均|都)?$"
    r"|(?<=[金准助费障入保资])(?:每?[月年])?人?均$"
)
_PRICED = re.compile(
    r"按?(?:(?:可比|同|不变|现行|自然)(?:口径|价格?)|当年价格?)(?:计算|测算|核算)?，?$"
    r"|[按以](?:美元|人民币|欧元)(?:计价|计算|计)?，?$"
)
"""按可比口径增长8%: how a change is reckoned is no part of what changes."""


_DIGITS = "一二三四五六七八九十"
_OVER_YEARS = re.compile(
    rf"(?<![第连续\d{_DIGITS}])(?P<years>[两二三四五六七八九十])年[来间]?(?P<mean>平均|年均)?(?:累计|共|合计)?$"
)
"""两年平均增长5%, 五年增长31%: over how many years, which 两 and 二 both may count."""


@dataclass(slots=True)
class Left:
    """`subject` is what remains when verb, adverbs and comparison are taken off the end."""

    subject: str
    verb: str = ""
    kind: str = ""  # level, level_to, increase, decrease, object
    marks: set[str] = field(default_factory=set)
    years: int = 0
    """Over how many years something changed: 五年增长30%; 0 where it is not told so."""


@cache
def verb_kind() -> dict[str, str]:
    """Verb → what it says about the number behind it."""
    kinds = {word: "object" for word in words("cues", "object")}
    for kind in ("level", "increase", "decrease"):
        kinds |= {word: kind for word in words("cues", kind)}
    return kinds


def _by_char(entries: Iterable[str], at: int) -> dict[str, tuple[str, ...]]:
    """Words by their first (0) or last (-1) character, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(set(entries), key=len, reverse=True):
        if len(word) <= _LONGEST:
            found.setdefault(word[at], []).append(word)
    return {char: tuple(listed) for char, listed in found.items()}


@cache
def _verbs() -> dict[str, tuple[str, ...]]:
    return _by_char(verb_kind(), -1)


@cache
def _adverbs() -> dict[str, tuple[str, ...]]:
    further = ("年均", "每年", TIME, "于", "由", "从", "于是")
    return _by_char([*words("cues", "adverb"), *further], -1)


@cache
def _openings() -> dict[str, tuple[str, ...]]:
    return _by_char([*words("cues", "opening"), TIME], 0)


@cache
def _openings_kept() -> dict[str, tuple[str, ...]]:
    return _by_char(words("cues", "opening_kept"), 0)


@cache
def _adverbs_kept() -> dict[str, tuple[str, ...]]:
    return _by_char(words("cues", "adverb_kept"), -1)


def _strip_adverbs(text: str, marks: set[str]) -> str:
    adverbs, kept = _adverbs(), _adverbs_kept()
    if text.endswith("比重要"):
        text = text[:-1]  # 比重 and 要, not 重要
    while text and not text.endswith(kept.get(text[-1], ())):
        for word in adverbs.get(text[-1], ()):
            if text.endswith(word):
                if word in _BASIS:
                    marks.add(_BASIS[word])
                text = text[: -len(word)]
                break
        else:
            break
    return text


def _verb_at_end(text: str) -> tuple[str, str]:
    for word in _verbs().get(text[-1:], ()):
        if text.endswith(word):
            return word, verb_kind()[word]
    return "", ""


def read_left(text: str) -> Left:
    """Take the predicate off the end of the text before a number."""
    read = _read(text)
    return Left(read.subject, read.verb, read.kind, set(read.marks), read.years)


@remembered
def _read(text: str) -> Left:
    left = Left(text)
    if noun := _CHANGE_NOUN.search(text):
        left.kind = "increase" if noun["up"] else "decrease"
        left.verb, left.subject = noun["up"] or noun["down"], text[: noun.start()]
        _note_basis(noun[0], left.marks)
        left.subject = _HELD_UP.sub("", left.subject)
    else:
        _take_verb(left)
    if left.kind in ("increase", "decrease") and (over := _OVER_YEARS.search(left.subject)):
        left.years = _DIGITS.find(over["years"].replace("两", "二")) + 1
        left.marks |= {"annual_average"} if over["mean"] else set()
    left.subject = _strip_adverbs(left.subject, left.marks)
    left.subject = _PER_YEARS.sub("", left.subject)
    if priced := _PRICED.search(left.subject):
        left.subject = _strip_adverbs(left.subject[: priced.start()], left.marks)
    changes = left.kind in ("increase", "decrease", "level_to") or not left.verb
    if changes and (compared := _COMPARED.search(left.subject)):
        left.marks.add("compared")
        left.subject = _strip_adverbs(left.subject[: compared.start()], left.marks)
    if changes and left.subject.endswith("基础上"):
        left.subject = _ON_BASIS.sub("", left.subject)
    return left


def _note_basis(text: str, marks: set[str]) -> None:
    for word, mark in _BASIS.items():
        if word in text:
            marks.add(mark)


def _take_verb(left: Left) -> None:
    directed = _DIRECTION.search(left.subject)
    if directed:
        head = left.subject[: directed.start()]
        verb, kind = _verb_at_end(head)
        if kind in ("increase", "decrease"):
            left.subject, left.verb, left.kind = head[: -len(verb)], verb + directed[0], "level_to"
            _note_basis(directed[0], left.marks)
            return
        if moved := _moved(head, directed[0]):
            left.subject, left.verb, left.kind = head[: -len(moved)], moved, "level_to"
            return
    verb, kind = _verb_at_end(left.subject)
    if not kind:
        left.subject = _strip_adverbs(left.subject, left.marks)
        verb, kind = _verb_at_end(left.subject)
    if kind:
        left.subject, left.verb, left.kind = left.subject[: -len(verb)], verb, kind
        if kind == "level":
            _second_verb(left)


def _moved(head: str, direction: str) -> str:
    """调整 of 失业保险金调整至1089元, which is where the value stands now."""
    if direction[0] not in "到至":
        return ""
    found = (word for word in words("cues", "moved") if head.endswith(word))
    return next((word for word in found if len(head) > len(word) + 1), "")


def _second_verb(left: Left) -> None:
    """比例提高达到, 累计完成达到: a change verb before the level verb decides."""
    stripped = _strip_adverbs(left.subject, left.marks)
    verb, kind = _verb_at_end(stripped)
    if kind in ("increase", "decrease") and len(verb) > 1:
        left.subject, left.verb = stripped[: -len(verb)], verb + left.verb
        left.kind = "level_to" if left.verb.endswith(("到", "至", "达")) else kind
    elif kind == "object" and left.verb in ("实现", "完成") and len(verb) > 1:
        left.subject = stripped


_MARKS = "、，。；：“”‘’）—-·"


_COUNTING = frozenset("（一二三四五六七八九十提").union(map(chr, range(ord("①"), ord("⒇") + 1)))
"""What the items below begin with."""
_COUNTED_ITEM = re.compile(
    r"（(?:\d{1,2}|[一二三四五六七八九十]{1,3})）|[①-⒇]|[一二三四五六七八九十]{1,3}是(?=[一-龥]{2})|提前(?:[一二两三四五]|\d)个?[年月]"
)


_UNTIL = re.compile(
    rf"(?:截至|截止到?)(?:{TIME}|今年|去年|目前)*\d{{1,2}}月(?:份|\d{{1,2}}日|[底末初])?|\d{{1,2}}月[底末]"
)
_LONGEST_DATE = 12
"""截至今年11月28日 (突破1000万人次): until when, not what; 12月价格 is none of the year."""


@remembered
@lru_cache(maxsize=4096)
def _in_place(text: str) -> bool:
    """在鄂尔多斯, 在苏州: a place, not the short name of a province (在鄂企业)."""
    return text[0] == "在" and any(start == 1 for start, _, _ in scan(text))


def strip_opening(text: str) -> str:
    """Take adverbials and conjunctions off the front of a subject."""
    openings, kept = _openings(), _openings_kept()
    if text[:1] in _COUNTING:
        text = cut_front(_COUNTED_ITEM, text)
    text = cut_front(_UNTIL, text) if "月" in text[:_LONGEST_DATE] else text
    while text:
        first = text[0]
        listed = openings.get(first)
        if listed is None and first not in _MARKS:
            return text
        if text.startswith(kept.get(first, ())) and not _in_place(text[:8]):
            return text
        for word in listed or ():
            if text.startswith(word):
                text = text[len(word) :]
                break
        else:
            if first not in _MARKS:
                return text
            text = text[1:]
    return text
