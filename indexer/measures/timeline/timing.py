"""Which year a group of numbers holds for, and which it is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.measures.document.facts import Facts
from indexer.measures.lexing.lexicon import cut_front
from indexer.measures.lexing.numerals import read_numeral
from indexer.measures.lexing.tokens import TimeRef
from indexer.measures.names.naming import opening_verb
from indexer.measures.sentences.clauses import Clause, slot_of
from indexer.measures.sentences.drafts import Memory, TimeSlot
from indexer.measures.sentences.progress import of_a_goal
from indexer.measures.sentences.sentence import Sentence

__all__ = ["base_of", "is_done", "remember_time", "spanned", "times_of"]

_LAST_YEAR_WORDS = ("上年", "去年")
_NOT_KEPT = ("past", "since")


def times_of(clause: Clause, sentence: Sentence, memory: Memory, facts: Facts) -> list[TimeSlot]:
    """Slots stated in the clause (several for a list), else the remembered one."""
    slots: list[TimeSlot] = []
    if (year := _year_of_bracket(clause, sentence)) is not None:
        return [TimeSlot(year)]
    told = [ref for ref in clause.times if not of_a_goal(sentence.text, ref.start, ref.end)]
    if told:
        chosen = _last_list(_dated(told, sentence), sentence.text)
        if (year := _year_of_example(chosen, sentence)) is not None:
            return [TimeSlot(year, None, "inherited_clause")]
        slots = _slots(chosen, sentence, facts)
        if len(chosen) == 1 and (years := _each_year(chosen[0], clause)):
            return [TimeSlot(year) for year in years]
        if len(slots) > 1 and chosen[-1].edge == "during":
            slots = [slot._replace(period_start=slot.period_start or slot.year) for slot in slots]
    return slots or _earlier(clause, sentence, memory, facts)


_WHOLE = ("全年", "年末", "年底")


def _dated(told: list[TimeRef], sentence: Sentence) -> list[TimeRef]:
    """1979年全国职工全年工资总额: 全年 behind a year of the same clause is all of that year."""
    whole = sentence.text[told[-1].start : told[-1].end] in _WHOLE
    return told[:-1] if whole and len(told) > 1 and told[-2].kind == "year" else told


_FOR_EXAMPLE = re.compile("为例")


def _year_of_example(chosen: Sequence[TimeRef], sentence: Sentence) -> int | None:
    """以2014年为例，…占全年的69%: 全年 is all of that year, not of the one the text is of."""
    if [sentence.text[ref.start : ref.end] for ref in chosen] != ["全年"]:
        return None
    before = [ref for ref in sentence.times if ref.end <= chosen[0].start and ref.kind == "year"]
    named = [ref.years[0] for ref in before if _FOR_EXAMPLE.match(sentence.text, ref.end)]
    return named[-1] if named else None


def _year_of_bracket(clause: Clause, sentence: Sentence) -> int | None:
    """比2015年（55万吨）增加41%: the amount in the bracket is of the year before it."""
    at = clause.group[0].start
    around = [span for span in sentence.masked.parens if span[0] < at < span[1]]
    opens = {low for low, high in around if clause.group[0].end + 1 == high}
    before = [ref for ref in sentence.times if ref.end in opens and len(ref.years) == 1]
    return before[0].years[0] if before else None


def _each_year(ref: TimeRef, clause: Clause) -> range | None:
    """2016—2020年分别为 with five values: the year of each; None for a span told at once."""
    if ref.kind not in ("range", "period") or "each" not in clause.left.marks:
        return None
    years = range(ref.years[0], ref.years[-1] + 1)
    return years if len(years) == len(clause.group) > 1 else None


def _slots(refs: Sequence[TimeRef], sentence: Sentence, facts: Facts) -> list[TimeSlot]:
    slots: list[TimeSlot] = []
    for ref in refs:
        if ref.kind == "list":
            about = ref.edge == "about"
            slots += [TimeSlot(year, None, "stated", "year", about) for year in ref.years]
        elif (slot := slot_of(ref, facts, sentence.text[ref.start : ref.end])) is not None:
            slots.append(slot)
    return slots


def _last_list(refs: list[TimeRef], text: str) -> list[TimeRef]:
    """The last time of a clause with those it is listed with."""
    chosen = [refs[-1]]
    for ref in reversed(refs[:-1]):
        if text[ref.end : chosen[0].start] not in ("、", "和", "及", "与"):
            break
        chosen.insert(0, ref)
    return chosen


def _earlier(clause: Clause, sentence: Sentence, memory: Memory, facts: Facts) -> list[TimeSlot]:
    """A time stated in an earlier clause of the sentence, else the one remembered."""
    for ref in reversed(sentence.times):
        if ref.end > clause.start or not _counts(ref, sentence, clause.start):
            continue
        if (year := _year_of_example([ref], sentence)) is not None:
            return [TimeSlot(year, None, "inherited_clause")]
        slot = slot_of(ref, facts, sentence.text[ref.start : ref.end])
        leads = slot is not None and slot.year is None and clause.start - ref.end <= 1
        if (
            slot is not None
            and (leads or slot.kind not in _NOT_KEPT)
            and not _too_late(slot, facts, ref, sentence)
        ):
            listed = [TimeSlot(year) for year in _each_year(ref, clause) or ()]
            listed = listed or _with_listed(ref, clause, sentence, facts) or [slot]
            return [each._replace(origin="inherited_clause") for each in listed]
    if memory.time is None:
        return _behind_event(clause, sentence, facts)
    if memory.time.origin == "inherited_heading":
        return [memory.time]
    return [memory.time._replace(origin="inherited_sentence")]


def _of_an_event(ref: TimeRef, sentence: Sentence) -> bool:
    """博物馆于2012年开馆，藏品9万件: when one thing happened, and not what follows."""
    event = ref.kind == "year" and ref.edge in ("", "date")
    return event and sentence.text.endswith("于", 0, ref.start)


def _behind_event(clause: Clause, sentence: Sentence, facts: Facts) -> list[TimeSlot]:
    """What follows the date of an event is so by now, and since when is not said."""
    now = facts.year or 0
    told = any(
        _of_an_event(ref, sentence) and ref.end <= clause.start and ref.years[0] <= now
        for ref in sentence.times
    )
    return [_SO_BY_NOW] if told and not facts.review else []


_SO_BY_NOW = TimeSlot(None, None, "inherited_clause", "past")


def _with_listed(ref: TimeRef, clause: Clause, sentence: Sentence, facts: Facts) -> list[TimeSlot]:
    """到2022年底和2025年，…分别达到95%、97%: a time with those listed before it, one a value."""
    if ref.kind == "list":
        return _slots([ref], sentence, facts)
    until = [each for each in sentence.times if each.end <= ref.end]
    chain = _last_list(until, sentence.text)
    return _slots(chain, sentence, facts) if len(chain) == len(clause.group) > 1 else []


_OF_WHAT = ("对", "针对", "对照")
"""对“十三五”期间开展的项目进行评估: what is treated, not when."""
_OVERCOME = tuple(
    verb + ending
    for verb in ("摆脱", "扭转", "改变", "克服", "延续", "遏制")
    for ending in ("", "了")
)
"""扭转了上年下滑的局面，…: how it was before."""


_TASKS = re.compile(r"[^，。；\d]{0,20}?(?:目标|任务|指标|开局|计划|规划)")


def _of_a_task(ref: TimeRef, sentence: Sentence) -> bool:
    """全面完成“十三五”搬迁任务，新增就业5万人: whose task it is, not when a report did the rest."""
    if sentence.facts.mode != "report":
        return False
    done = sentence.text.endswith(("完成", "实现", "落实"), 0, ref.start)
    return done and _TASKS.match(sentence.text, ref.start) is not None


def _counts(ref: TimeRef, sentence: Sentence, at: int = -1) -> bool:
    """Not: years that are compared with, that stand in titles or in brackets without `at`, or with
    which a lease or a rule ends: 至2047年6月30日止."""
    if sentence.text.startswith("止", ref.end):
        return False
    if ref.start in sentence.masked.base_times or of_a_goal(sentence.text, ref.start, ref.end):
        return False
    if any(low < ref.start < high and not low < at < high for low, high in sentence.masked.parens):
        return False
    before = sentence.text[: ref.start]
    if _of_an_event(ref, sentence):
        return False
    if ref.kind == "period" and (before.endswith(_OF_WHAT) or _of_a_task(ref, sentence)):
        return False
    if ref.kind == "relative" and before.endswith(_OVERCOME):
        return False
    return before.count("《") <= before.count("》")


def remember_time(sentence: Sentence, memory: Memory, facts: Facts) -> None:
    """At the end of a sentence: what its last year was, for the next sentence of the passage."""
    for ref in reversed(sentence.times):
        if memory.time is None and facts.mode == "plan" and _of_an_event(ref, sentence):
            memory.time = _SO_BY_NOW if ref.years[0] <= (facts.year or 0) else None
        if not _counts(ref, sentence):
            continue
        slot = slot_of(ref, facts, sentence.text[ref.start : ref.end])
        if slot is None or slot.kind in _NOT_KEPT or ref.edge == "before":
            continue
        if _is_aside(slot, facts, ref, sentence):
            continue
        if not _too_late(slot, facts, ref, sentence):
            memory.time = slot
            return


_LONG_BACK = 4
_FRONT = re.compile(r"(?:到|至|截至|截止|在|早在|其中|特别是|，)*")


def _is_aside(slot: TimeSlot, facts: Facts, ref: TimeRef, sentence: Sentence) -> bool:
    """战胜1961年以来最严重的旱情: a year within a sentence of a review is not that of the next one.

    2019年， at its opening is, if it lies among the years that are looked back on.
    """
    if not facts.behind or facts.year is None or slot.year is None or slot.year >= facts.year:
        return False
    first = facts.review[0] if facts.review is not None else facts.year - _LONG_BACK
    fronted = _FRONT.fullmatch(sentence.text, 0, ref.start) is not None
    if facts.review is None and not sentence.text.startswith("，", ref.end):
        return True  # 2021年批准的项目全部开工
    return slot.year < first or not fronted


def _too_late(slot: TimeSlot, facts: Facts, ref: TimeRef, sentence: Sentence) -> bool:
    """A review that names a later year names whose goal was reached, not when; 今年 it means.

    But a sentence that begins with 到2030年， tells a goal, wherever it stands.
    """
    if not facts.behind or slot.year is None or facts.year is None:
        return False
    if ref.edge in ("", "end") and sentence.text[: ref.start].strip() in _BY:
        return False
    return slot.year > facts.year + (slot.kind in ("year", "relative"))


_BY = ("到", "至", "力争到", "争取到", "预计到")


_HELD = ("level", "level_to")
_OVER_YEARS = ("period", "range", "past")


_REACHED = re.compile(r"突破|超过|达到|迈上")


def spanned(
    slot: TimeSlot | None, clause: Clause, sentence: Sentence, change: str, basis: str
) -> TimeSlot | None:
    """A state is reached in the last year of a period; only what is done covers all of it.

    “十四五”期间造林50万亩 covers five years, 森林覆盖率达到19% holds at their end.
    """
    years = clause.left.years
    if slot is not None and slot.year is not None and years and basis == "annual_average":
        return slot._replace(period_start=slot.year - years + 1)
    if slot is None or slot.kind not in _OVER_YEARS or basis != "point":
        return slot
    head = clause.group[0]
    share = head.dimension in ("percent", "fraction", "multiple", "point")
    state = change == "level" and (share or _is_held(clause, sentence))
    counted_only = change == "level" and _is_inventory(clause, sentence)
    since = clause.base is not None and bool(clause.base.years)
    if state or counted_only or since or head.base_value is not None:
        return slot._replace(period_start=None)
    return slot


_STATES = ("增加值", "产值", "总值", "GDP", "余额", "出口总额", "出口额")
"""服务业增加值 begins with a verb by chance."""
_HAVING = (
    "有",
    "共有",
    "现有",
    "已有",
    "拥有",
    "具有",
    "具备",
    "建有",
    "设有",
    "包括",
    "涉及",
    "为",
    "让",
)


_IN_ALL = re.compile(r"(?:一?共|总共|先后|已经?|依法|全面|基本)+")


def _is_held(clause: Clause, sentence: Sentence) -> bool:
    head = clause.group[0]
    bounded = _REACHED.search(sentence.text, head.start, head.number_start) is not None
    return clause.left.kind in _HELD or (bounded and not opening_verb(clause.subject))


def is_done(clause: Clause, sentence: Sentence) -> bool:
    """建设2611个村庄 and the next item of such a list say what was done, 产量1640亿斤 does not."""
    if _is_held(clause, sentence):
        return False
    if "新增" in clause.subject:  # 城镇新增就业
        return True
    if clause.subject.endswith(_STATES):
        return False
    listed = clause.raw_left.startswith(_LISTED) or _counted_next(clause, sentence)
    told = cut_front(_IN_ALL, clause.subject)
    verb = clause.left.verb if clause.left.kind == "object" else opening_verb(told)
    return bool(listed or verb) and verb not in _HAVING


_LISTED = ("、", "和", "及")


def _counted_next(clause: Clause, sentence: Sentence) -> bool:
    """、13座水库 behind 建成8座泵站."""
    alone = not clause.raw_left and clause.group[0].dimension == "count" and bool(clause.right)
    return alone and sentence.text.endswith(_LISTED, 0, clause.start)


def _is_inventory(clause: Clause, sentence: Sentence) -> bool:
    """对63处湿地实行名录管理 and 922家单位通过认证 count what there is, not what was done."""
    doing = clause.left.kind == "object" or clause.raw_left.endswith(_LISTED)
    doing = doing or _counted_next(clause, sentence)
    return clause.group[0].dimension == "count" and not doing and not clause.subject


_YEARS_BEFORE = re.compile(r"(?:前|上一?个)(?P<years>[两二三四五]|\d)年")


def base_of(
    clause: Clause, sentence: Sentence, memory: Memory, facts: Facts, slots: Sequence[TimeSlot]
) -> int | None:
    """The year a change is counted from, where the clause or its sentence states it.

    比前五年增长145% is counted from the last of them.
    """
    head = clause.group[0]
    added = clause.left.verb in ("新增", "净增") or clause.subject.startswith("新增")
    changes = clause.left.kind in ("increase", "decrease") or head.unit == "番" or added
    times_as_much = head.unit == "倍" and clause.base is not None
    if not changes and head.base_value is None and not times_as_much:
        return None
    if clause.base is not None:
        if clause.base.years:
            return clause.base.years[-1]
        several = _YEARS_BEFORE.match(sentence.text, clause.base.start)
        length = int(read_numeral(several["years"]) or 1) if several is not None else 1
        return _year_before(slots, facts, length)
    if clause.left.years and (slots or facts.mode != "plan"):
        return _year_before(slots, facts, clause.left.years)
    if "yoy" in clause.left.marks or any(word in clause.raw_left for word in _LAST_YEAR_WORDS):
        return _year_before(slots, facts)
    if any(ref.kind == "period" for ref in clause.times):
        return None
    if head.unit == "番" and memory.doubled_from is not None:
        return memory.doubled_from
    return None if added else memory.base_year


def _year_before(slots: Sequence[TimeSlot], facts: Facts, years: int = 1) -> int | None:
    """上年 and 同比 mean the year before the one the value holds for; 五年增长, five before."""
    year = slots[-1].year if slots and slots[-1].year is not None else facts.year
    return year - years if year is not None else None
