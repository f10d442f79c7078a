"""One group of numbers in its clause: what stands left and right of it, and which years count."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from indexer.measures.document.facts import Facts
from indexer.measures.document.regions import Place, leading_places
from indexer.measures.lexing.lexicon import cut_front, one_of
from indexer.measures.lexing.masking import FILL, TIME
from indexer.measures.lexing.times import COMING, resolve_relative
from indexer.measures.lexing.tokens import Quantity, TimeRef
from indexer.measures.names.naming import ends_in_head, opening_verb, without_aspect
from indexer.measures.names.predicates import Left, read_left, strip_opening
from indexer.measures.sentences.drafts import TimeSlot
from indexer.measures.sentences.sentence import Sentence

__all__ = ["Clause", "follows_place", "read_clause", "slot_of"]


_INCLUDING = re.compile(r"(?:其中)?(?:包括|包含|含(?![氧水量税碳硫糖油沙盐]))")
_BRACKET = re.compile(r"（[^（）]*\d[^（）]*）")
_EACH_YEAR = re.compile(r"[\ue011，]每年")
_YEARLY = ("每年", "年均每年")


@dataclass(slots=True)
class Clause:
    """What the rules know about one group of numbers."""

    group: list[Quantity]
    start: int
    end: int
    left: Left
    subject: str
    right: str
    raw_left: str
    times: list[TimeRef] = field(default_factory=list)
    base: TimeRef | None = None
    places: list[Place] = field(default_factory=list)
    scope: str = ""
    whole_subject: str = ""
    """The subject before a bounded modifier (城区人口100万以上的…) was taken off."""


def read_clause(
    sentence: Sentence, group: list[Quantity], left_from: int, following: Quantity | None
) -> Clause:
    """Cut out the clause of `group`; `left_from` is where an earlier group of it was used up."""
    masked, head, tail = sentence.masked, group[0], group[-1]
    low, end = masked.clause(head.number_start)
    cut = max(low, min(left_from, head.start))
    start = _out_of_bracket(sentence, cut, head, low)
    right_end = min(end, following.start) if following is not None else end
    raw = _raw_left(sentence, head, start)
    bracketed = sentence.text[start - 1 : start] == "（"
    if bracketed:
        raw = cut_front(_INCLUDING, raw)
    elif start < cut:
        raw = _BRACKET.sub("", raw, count=1)
    left = read_left(raw)
    if raw.startswith(_YEARLY) or ("每年" in raw and _EACH_YEAR.search(raw)):
        left.marks.add("per_year")
    subject, places = _subject(sentence, left, start, head)
    if not raw and bracketed:
        counts = head.dimension == "count" and sentence.text[tail.end : tail.end + 1] == "）"
        subject, places = _before_bracket(sentence, start - 1, counts=counts)
    clause = Clause(
        group,
        start,
        end,
        left,
        subject,
        _right(sentence, tail, max(tail.end, right_end)),
        raw,
    )
    clause.places = places
    clause.whole_subject = subject
    clause.subject, clause.scope = _without_modifier(subject)
    for ref in sentence.times:
        if low <= ref.start < head.number_start and ref.end <= head.number_start:
            if ref.start in masked.base_times:
                clause.base = ref
            elif ref.start >= start or not clause.times:
                clause.times.append(ref)
    if clause.base is not None and clause.base.years and clause.right.startswith("的基础上"):
        clause.times, clause.base = [clause.base], None  # 在2030年达到25%的基础上
    return clause


def _out_of_bracket(sentence: Sentence, start: int, head: Quantity, low: int) -> int:
    """Where a clause (which is one from `low` on) begins that was cut within a bracket.

    Behind it, or, where it only explains the words before it, where those begin:
    规模养殖（年出栏500头以上）设施配套率.
    """
    text = sentence.text
    closed, opened = text.find("）", start, head.start), text.find("（", start, head.start)
    if closed < 0 or 0 <= opened < closed:
        return start
    opened = text.rfind("（", low, closed)
    counted = any(low <= group[0].number_start < opened for group in sentence.groups)
    only_place = any(place.end == opened for place in sentence.places)
    return closed + 1 if opened < 0 or counted or only_place else low


def _right(sentence: Sentence, tail: Quantity, end: int) -> str:
    """What stands behind the number; a bracket with numbers of its own is read over.

    154个（含5个涉金属矿山）历史遗留矿山 counts 历史遗留矿山.
    """
    masked = sentence.masked
    text = masked.slice(tail.end, end)
    before, opened, inside = text.rpartition("（")
    closed = sentence.text.find("）", end) if opened and "）" not in inside else -1
    if closed >= 0:
        later = (group[0].start for group in sentence.groups if group[0].start > closed)
        end = min(next(later, len(sentence.text)), masked.clause(closed + 1)[1])
        text = before + masked.slice(closed + 1, max(end, closed + 1))
    text = text.rstrip("，；。：！？—")
    if text.startswith("（"):
        text = cut_front(_REFERENCE, text)
    if text.startswith(_MORE) and tail.unit.endswith(("万", "亿")):
        text = text[1:]
    return cut_front(_BY_THEN, text) if text.startswith(_BY) else text


_MORE = ("多", "余")
"""4万多农户: nothing of the noun."""
_BY = ("到", "至", "在", TIME)
_BY_THEN = re.compile(rf"(?:到|至|在)?{TIME}[底末前内]*(?=全部|基本|全面|实现)")
"""6000人到年底全部脱贫."""
_REFERENCE = re.compile(r"（(?:详?见|参见|如)[^（）]{0,4}[表图件栏](?:[^（）]{0,6}）|$)")
"""上涨1.6%（见表1）: where more is said."""


def _raw_left(sentence: Sentence, head: Quantity, start: int) -> str:
    """Masked text left of the number, without the starting value of 由A提高到B."""
    masked = sentence.masked
    if head.base_value is None:
        return masked.left_of(start, head.start)
    window = masked.text[start : head.start]
    cut = max(window.rfind("由"), window.rfind("从"), window.rfind("自"))
    if cut < 0:
        return masked.left_of(start, head.start)
    after = re.search(
        r"\d[^一-龥]*(?:[一-龥]{0,4}?)(?=提|增|降|下|减|上|扩|发|升|跃|到|至|缩|压|调|变)",
        window[cut:],
    )
    low = start + cut
    high = low + after.end() if after else head.start
    return masked.left_of(start, low) + masked.left_of(high, head.start)


def _subject(sentence: Sentence, left: Left, start: int, head: Quantity) -> tuple[str, list[Place]]:
    """The subject without opening words and without the places it begins with."""
    subject = strip_opening(left.subject)
    each = "each" in left.marks or "分别" in left.subject
    if each and (run := _places_inside(sentence, start, head)):
        last = run[-1].end
        listed = strip_opening(_COUNTED_PLACES.sub("", sentence.masked.left_of(last, head.start)))
        return read_left(listed).subject or listed, run
    if not subject:
        found = [
            place for place in sentence.places if start <= place.start and place.end <= head.start
        ]
        only = left.subject.replace(TIME, "")
        return "", [place for place in found if sentence.text[place.start : place.end] in only]
    front = subject[:12].partition(TIME)[0] or subject[:4]
    at = sentence.text.find(front, start, head.start)
    if at < 0:
        at = sentence.text.find(front[:4], start, head.start)
    if at < 0:
        return subject, []
    before = [place for place in sentence.places if place.end == at and place.start >= start]
    places, position = leading_places(sentence.places, sentence.text, at, head.start)
    stripped = strip_opening(subject[position - at :]) if places else subject
    if stripped.startswith(_OF_PLACES):
        return subject, []
    return (stripped, places) if places else (subject, before)


_OF_PLACES = ("同胞", "段")
"""香港、澳门和台湾同胞, 黄河流域甘肃段: people from there and parts of a river are no places."""
_BRACKETED = re.compile(
    rf"(?:^|.*(?:[，；：。、（）{TIME}{FILL}]|高于|低于|优于|达到|为|是|和|与|及|占))"
    rf"(?P<name>[^，；：。、（）{TIME}{FILL}]{{2,24}})$"
)
_LETTERED = re.compile(r"[A-Za-z]+[\d.]+")


def _before_bracket(sentence: Sentence, bracket: int, *, counts: bool) -> tuple[str, list[Place]]:
    """人均碳排放量（8.7吨） is about what stands before the bracket, where that measures.

    What is counted (水源地（2个）) need not bear a head.
    """
    found = _BRACKETED.match(sentence.masked.text, 0, bracket)
    name = _LETTERED.sub("", found["name"]) if found is not None else ""
    if found is None or any(char.isdigit() for char in name):
        return "", []
    if not (ends_in_head(name) and len(name) >= _SHORTEST_HEADED) and not (
        counts and _UNCOUNTED.search(name) is None
    ):
        return "", []
    start = found.start("name") + (len(opening_verb(name)) if counts else 0)
    places, position = leading_places(sentence.places, sentence.text, start, bracket)
    if not places and _AND.search(sentence.text, 0, start):
        earlier = sentence.text.rindex("（", 0, start)
        places = _before_bracket(sentence, earlier, counts=counts)[1]
    return strip_opening(sentence.text[position:bracket]), places


_SHORTEST_HEADED = 3
_UNCOUNTED = re.compile(rf"{one_of('names', 'text_parts')}$")
"""重点任务（8项）: what a text is made of."""
_AND = re.compile(r"）[和与及、]$")


_MODIFIER = re.compile(
    r".*(?:以上|以下|以内|超过[^的，]{1,12}|不足[^的，]{1,12})(?:（[^）]*）)?的(?=.{4,})"
)
_TOTAL = re.compile(
    r"\d(?<![\d.+]\d)\d*(?:个|家|项|种|类|条|所|处|座|户|名|大类|批|件|起|宗|套)(?=[^\d]{4,})"
)


def _without_modifier(subject: str) -> tuple[str, str]:
    """绿色出行比例, and 城区常住人口100万以上的城市 as the scope that the bounded modifier sets."""
    if "的" in subject and (match := _MODIFIER.match(subject)):
        noun = _CLASS.match(subject, match.end())
        cut = noun.end() if noun is not None else match.end()
        described = subject[:cut].removesuffix("的")
        return subject[cut:], described if _SIZED.search(described) else ""
    if match := _TOTAL.search(subject):
        counted = subject[: match.end()]
        listed = counted.rpartition("、")[2] if "等" in counted else ""
        return without_aspect(subject[match.end() :]), listed
    return without_aspect(subject), ""


_SIZED = re.compile(r"[一-龥]{2,}\d")
_CLASS = re.compile(rf"{one_of('names', 'sized_things')}的?(?=.{{3,}})")
"""What the bounded modifier describes, and what is measured is of."""


_COUNTED_PLACES = re.compile(
    r"^(?:[两三四五六七八九十]+(?:地|省|市|县|区|国)(?:市(?!场))?)?(?:在|的)?"
)


def _places_inside(sentence: Sentence, start: int, head: Quantity) -> list[Place]:
    """A list of at least two places before 分别, as many as the list of values may have."""
    inside = [
        place for place in sentence.places if start <= place.start and place.end <= head.start
    ]
    gaps = [sentence.text[one.end : two.start] for one, two in itertools.pairwise(inside)]
    listed = len(inside) > 1 and all(gap in ("、", "和", "与", "及") for gap in gaps)
    return inside if listed else []


_OTHERS = re.compile(r"其他|其余|其它")
_TIME_ONLY = re.compile(rf"(?:[到至在]?{TIME}[底末]?，?)*")


def follows_place(clause: Clause, sentence: Sentence, rule: str, places: list[Place]) -> bool:
    """Whether a clause without a place goes on about those of the one before.

    It leaves out the metric too (…达到324亿元，增长38%), or only says what else the place that
    opens the sentence does: 江北新区新建变电站7座，改造变电站4座.
    """
    if not places or _OTHERS.search(clause.raw_left):
        return False
    if rule == "ellipsis" or _listed_there(clause, sentence, places):
        return True
    first, between = places[0], sentence.text[places[-1].end : clause.start]
    opens = _TIME_ONLY.fullmatch(sentence.masked.text, 0, first.start) is not None
    does = opening_verb(clause.subject) or (clause.left.kind == "object" and not clause.subject)
    return bool(opens and does and not first.own and "；" not in between)


def _listed_there(clause: Clause, sentence: Sentence, places: list[Place]) -> bool:
    """甲县接待游客9万人次、旅游收入3亿元: the second item of the list is the county's too."""
    listed = clause.raw_left.startswith(("、", "和", "以及"))
    home = (sentence.facts.home or "").rstrip("0")
    below = all(place.own or (place.code or "").startswith(home) for place in places)
    return listed and below and not clause.subject.endswith(("区", "市", "县", "州"))


_UNTIL_NOW = ("以来", "至今")
_LONG_AGO = 20


def _is_slogan(ref: TimeRef, facts: Facts, surface: str) -> bool:
    """养殖“三五”工程 in a text of 2021: a quoted name that is no plan of 1966."""
    bare = surface.endswith(("”", '"'))
    return bare and facts.year is not None and ref.years[-1] < facts.year - _LONG_AGO


def slot_of(ref: TimeRef, facts: Facts, surface: str) -> TimeSlot | None:
    """The slot a time expression fills; None where it names no year."""
    if ref.kind == "relative":
        if surface.startswith(("当年", "同期")):
            return None
        years, kind = resolve_relative(surface, facts.year, facts.spoken)
        if not years:
            return None
        if kind == "past":
            first = years[0] + 1 if facts.behind else years[0]
            return TimeSlot(years[-1], first, "document", "past")
        if kind == "within":
            length = years[-1] - years[0] + surface.startswith(COMING)
            if facts.five_year and facts.span == length:  # 五年内 in a five-year plan
                return TimeSlot(facts.last, facts.first, "document", "within")
            return TimeSlot(years[-1], years[0], "document", "within")
        return TimeSlot(years[0], None, "document", "relative")
    if ref.edge == "name":
        return None
    if ref.kind == "period" and _is_slogan(ref, facts, surface):
        return None
    over = ref.kind == "period" and (facts.year is None or facts.year >= ref.years[-1])
    if surface.endswith(_UNTIL_NOW) and not over:
        return TimeSlot(None, ref.years[0], "stated", "past")
    if ref.kind in ("period", "range"):
        start = ref.years[0] if ref.edge not in ("end",) else None
        return TimeSlot(ref.years[-1], start, "stated", ref.kind)
    if ref.edge in ("since", "after"):
        return TimeSlot(ref.years[0], None, "stated", "since")
    return TimeSlot(ref.years[0], None, "stated", "year", ref.edge == "about")
