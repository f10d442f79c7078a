"""Milestones: checkable end states without a number, by a year (达峰, 全覆盖, 基本建立 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.measures.document.facts import Facts
from indexer.measures.document.regions import NATION, Place, leading_places, nation_speaks
from indexer.measures.lexing.lexicon import alternation, words
from indexer.measures.lexing.masking import TIME
from indexer.measures.names import naming
from indexer.measures.names.predicates import strip_opening
from indexer.measures.peaks import ATTRIBUTE, by_leaders, peaks
from indexer.measures.sentences.clauses import slot_of
from indexer.measures.sentences.drafts import Draft, Setting, TimeSlot
from indexer.measures.sentences.sentence import Sentence

__all__ = ["has_cue", "milestones"]

_OF_A_TIME = (
    r"是[^，。]{0,40}(?:时期|阶段|关键期|[一五]年|之年|时代|期|之后)$|为重点(?!的)"
    r"|(?:小康社会|现代化)[^，]{0,4}(?:打下|进程|提供|具有|新征程|奠定|底色|目标任务)"
    r"|(?<!取得)决定性基础|(?:打下|奠定|夯实)[^，]{0,12}基础|作出[^，]{0,10}贡献"
    r"|是我[国省市县][^，]*(?:小康社会|现代化)|的成果"
    r"|^(?:在|从|向|为|随着)[^，]*(?:小康社会|现代化)[^，]{0,6}$|^为(?:全面|如期|圆满|实现)"
    r"|^以(?![^，]*为(?:主体?|骨干|支撑|基础)的[^，]*(?:体系|网络|格局))[^，]*为"
    r"|完成[^，]{0,6}(?:国家|自治区|省|市|州|区|县|上级)[^，]{0,6}(?:下达|规定|确定|分解)[^，]*(?:目标|任务|指标)"
    r"|(?:完成|建成|实现|达到|投产)后$|^为[^，]*(?:打好|打牢)[^，]*基础|^[^，]{1,12}就是[^，]"
    r"|补[齐上][^，]*短板|^(?:推动|推进)?落实[^，]*政策$"
    r"|的(?:地区|单位|企业|市县?|县|乡镇|村|部门)[^，]{0,2}(?:要|应|须)"
)
"""What a time is, what it is for, whom a task is given, or what another has set: nothing that is
reached, or nothing that can be checked here."""
_VERBAL = ("基本", "全面", "全部", "初步")
_DONE_BEFORE = r"^（|奠定.{0,4}基础|《[^》]*(?:达峰|零增长|全覆盖)[^》]*》|已经?(?:全面|基本|全部)?"
_FRONT = re.compile(
    r"^(?:力争|确保|努力|争取|如期|顺利|率先|尽早|推动|推进|稳步|促进|实现|提前|基本实现(?=碳)|全力|保持(?=.{0,10}增长)"
    r"|高标准|高质量|加快|大力|深入|扎实|切实|做到)+"
)
_LONGEST, _SHORTEST = 60, 4
_DATED = re.compile(r"[前底末到至于起]|不[得能]?超过|持平|水平")
_CAP = re.compile(
    rf"不(?:得|能|应)?(?:超过|高于|突破){TIME}(?:的)?(?:水平|排放量|标准)?|(?:与|同){TIME}(?:[^，]{{0,4}})(?:基本)?持平|达到{TIME}[^，]{{0,14}}水平"
)


@cache
def _any(*names: str) -> re.Pattern[str]:
    return re.compile(alternation([word for name in names for word in words("milestones", name)]))


@cache
def _not_now() -> re.Pattern[str]:
    """Clauses with a condition, a doubt, a purpose: nothing in them is promised."""
    return re.compile(f"{alternation(words('milestones', 'not_now'))}|{_OF_A_TIME}")


@cache
def _apart() -> re.Pattern[str]:
    """Clauses about who is in charge, about titles and about what is done already."""
    return re.compile(f"{alternation(words('milestones', 'apart'))}|{_DONE_BEFORE}")


@cache
def _named(cues: str) -> re.Pattern[str]:
    """What behind a cue makes a name or a ground of it: 碳达峰行动, 全面建成的基础."""
    return re.compile(f"{alternation(words('milestones', cues))}|{ATTRIBUTE}")


@cache
def _gate() -> re.Pattern[str]:
    return _any("peak", "end_state", "built", "level_reached", "state", "held")


@cache
def _clause_gate() -> re.Pattern[str]:
    """What a clause must hold for any rule below to find something."""
    cues = [word for name in _CUES for word in words("milestones", name)]
    return re.compile(f"{alternation([*cues, '全部', '消除', '所有'])}|{_MAY_CAP}")


_CUES = ("peak", "end_state", "built", "level_reached", "dated_done", "state", "held")
_WHEN = re.compile(rf"(?:(?<![由关对至鉴基属])于)?{TIME}")
"""网站于2026年1月开通: when it is to be is no part of what."""
_MAY_CAP = rf"不(?:得|能|应)?(?:超过|高于|突破){TIME}|与|同|达"


def has_cue(text: str, start: int, end: int) -> bool:
    """Whether a sentence without numbers may hold a milestone."""
    return _gate().search(text, start, end) is not None


def milestones(
    sentence: Sentence, setting: Setting, facts: Facts, taken: list[tuple[int, int]]
) -> Iterator[Draft]:
    """Drafts for the clauses of a sentence that state an end state and no other measure.

    News and papers speak of the place last named.
    """
    for draft in _found(sentence, setting, facts, taken):
        if draft.region is None and setting.region is not None:
            draft.region, draft.region_code = setting.region
            draft.slots["region"] = "inherited_clause"
        yield draft


def _found(
    sentence: Sentence, setting: Setting, facts: Facts, taken: list[tuple[int, int]]
) -> Iterator[Draft]:
    masked = sentence.masked
    if not _gate().search(sentence.text) and not (sentence.times and _DATED.search(sentence.text)):
        return
    owner: tuple[str, str | None] | None = None
    for start, end in zip(masked.borders, [*masked.borders[1:], len(masked.text)], strict=True):
        if not _clause_gate().search(masked.text, start, end):
            continue
        full = masked.slice(start, end).strip("，；。：、！— .")
        if _not_now().search(full):
            continue
        found = peaks(sentence, start, end)
        for peak in found:
            slot = slot_of(peak.ref, facts, sentence.text[peak.ref.start : peak.ref.end])
            if slot is not None:
                reached = _made(sentence, peak.name, "peak", slot, (start, end), [])
                owner = _owned(reached, owner, sentence, peak.scope)
                yield reached
        if not found and (draft := _stated(sentence, setting, facts, taken, (start, end))):
            yield draft


def _owned(
    draft: Draft, owner: tuple[str, str | None] | None, sentence: Sentence, scope: str
) -> tuple[str, str | None] | None:
    """Whose peak it is: 我国2030年前达峰、2060年前中和 says both of the nation."""
    if draft.region is None:
        told = owner or (NATION if by_leaders(sentence.text, draft.at) else None)
        if told is not None:
            draft.region, draft.region_code = told
            draft.slots["region"] = "inherited_clause"
    draft.scope = scope
    return (draft.region, draft.region_code) if draft.region is not None else None


def _stated(
    sentence: Sentence,
    setting: Setting,
    facts: Facts,
    taken: list[tuple[int, int]],
    span: tuple[int, int],
) -> Draft | None:
    start, end = span
    masked = sentence.masked
    clause = masked.left_of(start, end).strip("，；。：、！— .")
    if not _SHORTEST <= len(clause) <= _LONGEST + 20 or _apart().search(clause):
        return None
    measured = any(start <= low < end for low, _ in taken)
    rule = _rule(clause, masked.slice(start, end), dated=_dated(sentence, start, end))
    if not rule or (measured and rule not in ("end_state", "cap")):
        return None
    slot = _time(sentence, setting, facts, start, end)
    planned = facts.mode == "plan" and facts.last is not None and rule in _TASKS
    if slot is None and rule != "end_state" and not (planned and _GOAL.search(clause)):
        return None
    return _draft(sentence, clause, rule, slot, start, end)


_TASKS = ("state", "system")
_GOAL = re.compile(r"^(?!.*(?:[《》«]|意见|不能)).*(?:基本(?!公共)|初步|水质|得到|消除|人人|所有)")
"""A plan need not say by when it wants these: by its end (gold/GUIDELINE.md, rule 14).

建立健全 and 全面建立 are instructions more often than goals.
"""
_TO = ("到", "至", "于")
_UNNAMED = re.compile(
    r"各?项|主要|目标|任务|工作|规划|顺利|圆满|如期|实施|实现|完成|全年|年度|、|了"
)
_NOUN = 2
"""What reaches an end state has a name of at least so many characters."""
_NEAR = 12
"""A date that rules its clause stands within its first characters."""


def _dated(sentence: Sentence, start: int, end: int) -> bool:
    return any(
        start <= ref.start < min(end, start + _NEAR) and bool(ref.years)
        and ref.start not in sentence.masked.base_times
        and (ref.edge in ("before", "end", "since") or sentence.text[:ref.start].endswith(_TO))
        for ref in sentence.times
    )  # fmt: skip


_WATER = re.compile(
    r"水质[^，]{0,10}(?:保持|达到|优于|稳定)[^，]{0,6}(?:(?:[ⅠⅡⅢIVX]{1,3}|[一二三])类|优良|良好)(?!.*(?:比例|比重|率|断面数))"
    r"|消除[^，的]{0,8}(?:劣(?:Ⅴ|V|五)类|黑臭水体)"
    r"|所有[^，的]{0,6}(?:具备条件的)?[^，的]{2,16}(?:通(?!过)|纳入|接入|建成|达到)"
)
"""干流水质稳定保持在Ⅱ类: a class of water that holds for all of it; 所有乡镇通公路."""
_COUNTED = re.compile(r"[^，]{0,2}\d")
"""稳定达到85%: no end state, a number."""


_AMOUNT_DONE = re.compile(r"(?:^|，)[一-龥]{0,6}(?:投产|建成|完成|投运)\d")
"""建成投产1500万千瓦: an amount that was read as such, or refused."""
_REACHES = re.compile(r"[^，]{2}(?:达到|接近|优于)[^，]*$")
_MECHANISM = re.compile(
    r"^(?:(?:建立|健全|完善|构建|落实).*(?:机制|制度|办法)|(?:实施|开展).*(?:计划|行动|工程|方案))$"
)


def _is_named(clause: str, cue: re.Match[str]) -> bool:
    """Whether the words of an end state only belong to the name of something else."""
    named = _named("named_verb" if cue[0].startswith(_VERBAL) else "named")
    return named.match(clause, cue.end()) is not None or _MECHANISM.match(clause) is not None


def _rule(clause: str, full: str, *, dated: bool) -> str:
    if _CAP.search(full):
        return "cap"
    if re.search(
        r"(?<!的)全部(?!门|落实|责任|内容|资金|过程|都|的|到位|由|用于|依赖|依靠)[一-龥]{2,}",
        clause,
    ):
        return "all"
    if (cue := _any("end_state").search(clause)) and not _is_named(clause, cue):
        return "" if _COUNTED.match(clause, cue.end()) else "end_state"
    built = _any("built").search(clause)
    if built and built[0] == "建立健全" and not clause.endswith("建立健全"):
        built = None  # an instruction
    if built and _any("system").search(clause) and not _named("named").match(clause, built.end()):
        return "system"
    if _any("level_reached").search(clause) and _REACHES.search(clause):
        return "level"
    state = _any("state").search(clause)
    if (state and not _is_named(clause, state)) or _WATER.search(clause):
        return "state"
    if dated and _any("dated_done").search(clause) and not _AMOUNT_DONE.search(clause):
        return "dated"
    return ""


def _time(
    sentence: Sentence, setting: Setting, facts: Facts, start: int, end: int
) -> TimeSlot | None:
    """The clause's own time, else the nearest one before it, else the remembered one."""
    for own in (True, False):
        for ref in reversed(sentence.times):
            inside = start <= ref.start < end
            if ref.start in sentence.masked.base_times or inside != own or ref.start >= end:
                continue
            slot = slot_of(ref, facts, sentence.text[ref.start : ref.end])
            if slot is not None and slot.kind not in ("past", "since"):
                return slot if own else slot._replace(origin="inherited_clause")
    return setting.time._replace(origin="inherited_sentence") if setting.time is not None else None


def _draft(
    sentence: Sentence, clause: str, rule: str, slot: TimeSlot | None, start: int, end: int
) -> Draft | None:
    name = strip_opening(_WHEN.sub("", clause))
    name = strip_opening(_FRONT.sub("", name))
    at = sentence.text.find(name[:4], start, end) if len(name) >= 4 else -1
    places, position = (
        leading_places(sentence.places, sentence.text, at, end) if at >= 0 else ([], 0)
    )
    if places and len(name) > position - at + 3:
        name = strip_opening(name[position - at :])
    name = re.sub(r"不(?:得|能|应)?$", "", name) if rule == "cap" else name
    name = naming.tidy(re.sub(r"^(?:的|了|前|底前|底|实现|左右|并|年)+", "", name))
    named = _UNNAMED.sub("", _any("end_state", "state", "dated_done").sub("", name))
    if not _SHORTEST - 1 <= len(name) <= _LONGEST or len(named) < _NOUN:
        return None
    return _made(sentence, name, rule, slot, (start, end), places)


def _made(
    sentence: Sentence,
    name: str,
    rule: str,
    slot: TimeSlot | None,
    span: tuple[int, int],
    places: list[Place],
) -> Draft:
    start, end = span
    slot = slot._replace(period_start=None) if slot is not None else None
    draft = Draft(name, None, "milestone", f"milestone:{rule}", slot)
    draft.at, draft.clause = start, sentence.text[start:end]
    if slot is not None and slot.about:
        draft.op = "~"
    if rule == "cap":
        bases = [
            ref for ref in sentence.times
            if start <= ref.start < end and ref.years and ref.start in sentence.masked.base_times
        ]  # fmt: skip
        draft.base_year = bases[-1].years[-1] if bases else None
        draft.op = "~" if "持平" in draft.clause else "<=" if "不" in draft.clause else "="
    inside = [place for place in sentence.places if start <= place.start < end and not place.own]
    named = places[0] if len(places) == 1 else inside[0] if rule == "peak" and inside else None
    if named is not None:
        draft.region, draft.region_code = named.name, named.code
        draft.slots["region"] = "stated"
    elif sentence.facts.mode != "account" and nation_speaks(sentence.text[:end]):
        draft.region, draft.region_code = NATION
        draft.slots["region"] = "inherited_clause"
    return draft
