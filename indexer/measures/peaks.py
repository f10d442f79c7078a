"""Peaks and neutrality: the year by which the emissions of somebody are to turn (2030年前达峰).

A peak counts only where it is what is reached: plans mention 碳达峰 for many other reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from indexer.measures.lexing.lexicon import alternation, words
from indexer.measures.lexing.masking import TIME
from indexer.measures.lexing.tokens import TimeRef
from indexer.measures.names.predicates import strip_opening
from indexer.measures.sentences.sentence import Sentence

__all__ = ["ATTRIBUTE", "Peak", "by_leaders", "peaks"]

ATTRIBUTE = r"(?:、[^，的]{1,14})?的(?!目标|愿景)"
"""多层次、全覆盖、人性化的服务网络: one of the attributes of something."""
_GOAL = re.compile(
    r"(?:左右|前后|前|底|之前|以前|年)*(?:，)?(?:在[^，]{1,6}内)?(?:力争|争取|率先|努力|要|实现|使|全面)*[“]?(?P<subject>[^，。；\d《》“”]{0,16}?)(?:要|将|基本|努力|争取)?"
    r"(?P<goal>碳达峰|达到[^，。；]{0,8}峰值|达峰(?!后)|[^，。；]{0,2}峰值(?=目标|水平)|碳中和|进入拐点|实现峰值)(?:[、和]?碳中和)?(?:目标|愿景)?"
)
_MONTH = re.compile(r"\d{1,2}月")
_EMITTED = re.compile(r"[一-龥]{0,10}(?:排放总量|排放量|排放|消费总量|消费量|消费|能耗)$")
_WHO = re.compile(
    r"(?P<who>[^，；：]{2,40}?(?:行业|领域|企业|产业|部门|园区|地区|区域|机组|城市|市县))"
    r"(?=的?(?:二氧化碳|温室气体|碳|煤炭|能源)?(?:排放|消费|能耗)|[在于要应将须力率]|提前|$)"
)
_LISTED = re.compile(rf"(?=[^，]*(?:、|等)){_WHO.pattern}")
"""Several trades are a scope; that of one trade is a measure of its own: 工业领域碳排放."""
_LED = re.compile(r"(?:力争|争取|确保|努力|推动|推进|支持|鼓励|引导|促进|加快|率先|实现)*")
_WHOLE = re.compile(r"[全各本我该]")
_URGED = re.compile(r"(?:推进|推动|支持|鼓励|促进|加快)(?P<who>[^，；：、]{4,24}区)")
"""推进某示范区，2025年前实现达峰: who is to reach it."""
_LEADERS = re.compile(
    r"(?:习近平|总书记|党中央|全会)[^。；]{0,90}(?:强调|宣布|宣示|提出|作出|承诺|指出)"
)
_DECIDED = re.compile(
    r"[^。；]{0,30}，是[^，。；]{0,30}(?:党中央|国家)[^，。；]{0,8}(?:作出|决策|部署)"
)
_OWN = re.compile(r"(?:我|全|本|该)(?:省|市|县|区|州|盟)")


class Peak(NamedTuple):
    """What reaches its peak, the year it does, and the trades or parts it holds for; "" for all."""

    name: str
    ref: TimeRef
    scope: str


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile(alternation(words("milestones", name)))


@cache
def _named() -> re.Pattern[str]:
    """What behind a peak makes a name of it or a ground: 碳达峰行动, 与碳达峰相适应."""
    listed = [*words("milestones", "named"), *words("milestones", "named_peak")]
    return re.compile(f"{alternation(listed)}|{ATTRIBUTE}")


def peaks(sentence: Sentence, start: int, end: int) -> list[Peak]:
    """Every year of a clause that a peak or neutrality belongs to."""
    if not _any("peak").search(sentence.text, start, end):
        return []
    if any(start <= ref.start < end for ref in sentence.times):
        return list(_dated(sentence, start, end))
    # 到2030年，…达到峰值: the year stands in the clause before.
    before = [ref for ref in sentence.times if ref.end <= start and start - ref.end <= 2]
    goal = _reached(sentence, start, end) if before else None
    return [_peak(goal["subject"] or "", goal, before[-1], sentence, start)] if goal else []


def _dated(sentence: Sentence, start: int, end: int) -> Iterator[Peak]:
    for ref in sentence.times:
        if not (start <= ref.start < end) or ref.start in sentence.masked.base_times:
            continue
        titled = sentence.text[ref.start : ref.end].endswith(("规划", "计划", "年度"))
        if titled or ref.kind == "relative" or _MONTH.match(sentence.text, ref.end):
            continue
        goal = _reached(sentence, ref.end, end)
        if goal is None:
            continue
        subject = goal["subject"] or _subject_before(sentence.masked.slice(start, ref.start))
        if not _any("aside").search(subject):
            yield _peak(subject, goal, ref, sentence, start)


def _reached(sentence: Sentence, at: int, end: int) -> re.Match[str] | None:
    """The peak that follows `at`, unless it is only named or only what something else is about."""
    goal = _GOAL.match(sentence.text, at, end)
    if goal is None or _named().match(sentence.text, goal.end()):
        return None
    return None if _any("aside").search(goal[0]) else goal


def _subject_before(text: str) -> str:
    stripped = re.sub(r"(?:力争|争取|确保|努力|在|于|到|将|率先|实现)+$", "", text)
    return strip_opening(stripped.replace(TIME, "")) if len(stripped) <= 24 else ""


def _peak(subject: str, goal: re.Match[str], ref: TimeRef, sentence: Sentence, start: int) -> Peak:
    before = sentence.masked.slice(start, ref.start) if start < ref.start else ""
    name, whose = _name(subject, goal["goal"]), _whose(before, goal["subject"], sentence, start)
    return Peak(name, ref, "" if whose in name else whose)


def _whose(before: str, subject: str, sentence: Sentence, start: int) -> str:
    """The trades or the part of a region that a peak holds for; "" where it is the region's."""
    for text in (before, subject):
        told = _WHO.match(_LED.sub("", text.replace(TIME, "").lstrip("，"), count=1))
        if told is not None and not _WHOLE.match(told["who"]):
            return told["who"]
    low, high = sentence.masked.clause(start - 1) if start else (0, 0)
    urged = _URGED.fullmatch(sentence.text[low:high].rstrip("，")) if high else None
    return urged["who"] if urged is not None else ""


def _name(subject: str, goal: str) -> str:
    if "中和" in goal:
        return "碳中和"
    inner = re.search(r"(?:达到)?([^，达]{0,10}?)(?:达到)?峰值", goal)
    subject = re.sub(
        r"(?:要|将|基本|努力|力争|率先|的)+$", "", (inner[1] if inner else "") or subject
    )
    emitted = _EMITTED.search(_LISTED.sub("", subject))
    opening = r"^(?:使|让|提出|宣布|[一-龥]*承诺|推动|实现|确保|推进|全国|全省|全市|本市|我国)+"
    name = re.sub(opening, "", emitted[0]) if emitted else ""
    return (name or "碳") + ("进入拐点" if "拐点" in goal else "达峰")


def by_leaders(text: str, at: int) -> bool:
    """Whether the leaders of the nation say so, in front of `at` or behind: 是党中央作出的决策."""
    said = _LEADERS.search(text, 0, at)
    if said is not None:
        return _OWN.search(text, said.start(), at) is None
    return _DECIDED.match(text, at) is not None and _OWN.search(text, 0, at) is None
