"""Groups of numbers to drafts: values shared out over metrics, years and places."""

from __future__ import annotations

import re

from indexer.measures import naming
from indexer.measures.clauses import Clause, follows_place, read_clause
from indexer.measures.drafts import Draft, Memory, TimeSlot
from indexer.measures.ellipsis import is_bare
from indexer.measures.facts import Facts
from indexer.measures.holders import each_holder, holder_of
from indexer.measures.labels import label_of, leads_to_products
from indexer.measures.masking import TIME
from indexer.measures.parts import parts_of_year
from indexer.measures.refusals import refuse
from indexer.measures.regions import (
    NATION,
    Place,
    headed_place,
    nation_speaks,
    opening_place,
    opens_with_place,
    subject_place,
)
from indexer.measures.restated import improved, restate
from indexer.measures.sentences import Sentence
from indexer.measures.sharing import cannot_share, expand, is_joint
from indexer.measures.subjects import names_of
from indexer.measures.timing import base_of, is_done, remember_time, spanned, times_of
from indexer.measures.tokens import Quantity
from kb.models import Passage

__all__ = ["Frames"]

_AT_LEAST = re.compile(rf"(?:^|[，；{TIME}])至少[一-龥]{{2,16}}$")
_CONJUNCTION = re.compile(r"(?:[、和与及]|以及)$")
_NEXT_ITEM = 6
"""Characters between two counts that belong together: 10个方面55件实事."""
_WITHIN_NAMES = ("criterion", "specification")
"""Numbers that belong to the name of what a later number measures."""


_ITEM = re.compile(r"(?:^|[；。])(?:[一二三四五六七八九十]{1,3}是|（\d{1,2}）|\d{1,2}）|[①-⑳])")


_CONJUNCTIONS = ("、", "和", "及", "以及", "与")
_ADDING = ("新增", "净增")
_SAVING_OF = ("节约", "节省")
_DOING = re.compile(
    r"(?:节约|节省)(?!型)|新增|净增|惠及|救助|资助|培训|新?(?:培育|创建|引进|认定)|打造|新建|建设|建成"
)


class Frames:
    """Reads the sentences of one passage after the other, with a memory for what is left out."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.memory = Memory()
        self.headed: tuple[str, str | None] | None = None
        """The place that the chapter is about, where it is not the whole document's."""
        self.products = False
        """A lead-in announced amounts of products, which the passages behind it list."""

    def read(self, sentence: Sentence) -> tuple[list[Draft], dict[int, str]]:
        """Drafts of a sentence; reasons by `number_start` for quantities that are none."""
        drafts: list[Draft] = []
        reasons: dict[int, str] = {}
        parts = parts_of_year(sentence.text, self.memory.part)[::-1]
        left_from = 0
        if not sentence.groups and opens_with_place(sentence.text):
            self._move(sentence.places[0] if sentence.places else None)
        for index, group in enumerate(sentence.groups):
            following = sentence.groups[index + 1][0] if index + 1 < len(sentence.groups) else None
            clause = read_clause(sentence, group, left_from, following)
            self._go_on(clause, sentence, left_from)
            while parts and parts[-1][0] <= group[0].start:
                self.memory.part = parts.pop()[1]
            last = self.memory.metrics[0] if self.memory.metrics else ""
            reason = refuse(clause, following, sentence, last)
            found = [] if reason else self._drafts(clause, sentence)
            if not found:
                reason = reason or "no_metric"
                reasons.update({quantity.number_start: reason for quantity in group})
            within = reason in _WITHIN_NAMES or (reason and _is_aside(group[0], sentence))
            if not within and not (reason == "duration" and _spell(clause)):
                left_from = _used_up(group[-1], found, following, sentence, reason)
            drafts.extend(found)
        _share_operator(drafts, sentence)
        remember_time(sentence, self.memory, self.facts)
        return drafts, reasons

    def _drafts(self, clause: Clause, sentence: Sentence) -> list[Draft]:
        restate(clause)
        names, scope, rule = names_of(clause, sentence, self.memory)
        names = [name for name in names if name]
        if not names:
            return []
        names = self._told(clause, names, rule, sentence)
        change = self._carried(clause, _change(clause))
        if change == "level" and self._is_part(clause) and names[0].startswith(_ADDING):
            change = "level" if clause.group[0].dimension == "percent" else "increase"
        slots = times_of(clause, sentence, self.memory, self.facts)
        base = base_of(clause, self.memory, self.facts, slots)
        places, told = self._where(clause, sentence, rule)
        if is_joint(clause, places):
            scope, places = scope or sentence.text[places[0].start : places[-1].end], []
        drafts, spoken = [], _with_lead(sentence, clause)
        if not scope and not places:
            scope = holder_of(clause, names[0], sentence)
        held = each_holder(clause, sentence) if len(names) == 1 else []
        if cannot_share(clause, names, slots, places, held):
            return []
        for name, value, slot, place in expand(clause.group, names, slots, places):
            change = improved(clause, name, change)
            name = _without_change_verb(name, change)
            basis = _basis(clause, slot, change)
            slot = spanned(slot, clause, sentence, change, basis)
            draft = Draft(name, value, change, rule, slot, base, basis, scope)
            draft.op, draft.at = _op(value, clause), value.number_start
            draft.scope = held[clause.group.index(value)] if held else scope or self.memory.part
            draft.clause = spoken
            draft.done = change == "decrease" or is_done(clause, sentence)
            draft.added = clause.left.kind not in ("increase", "decrease")
            self._locate(draft, place, sentence, told)
            drafts.append(draft)
        self.memory.places = places
        self._remember(clause, names, scope, rule, base)
        if len(places) == 1:
            self._move(places[0])
        return drafts

    def _where(self, clause: Clause, sentence: Sentence, rule: str) -> tuple[list[Place], str]:
        """The places a clause speaks of, and whether it says so itself."""
        counted = rule == "object" and clause.raw_left.endswith("等")
        places = [] if counted else clause.places  # the number counts the places listed
        told = "stated" if places else "inherited_clause"
        if not places and follows_place(clause, sentence, rule, self.memory.places):
            places = self.memory.places
        if self.facts.mode == "account" and not places:
            self._move(
                subject_place(sentence.places, sentence.text, clause.start, clause.group[0].start)
            )
        return places, told

    def _go_on(self, clause: Clause, sentence: Sentence, left_from: int) -> None:
        """新增 binds every item of a list; a numbered item (二是…) takes nothing from the last."""
        head, memory = clause.group[0], self.memory
        for ref in sentence.times:
            fronted = left_from <= ref.start and ref.end <= clause.start and bool(ref.years)
            if fronted and ref.start in sentence.masked.base_times:
                memory.base_year = ref.years[-1]
        if _ITEM.search(sentence.text, left_from, head.start):
            memory.forget()
        if memory.metrics and sentence.text.rfind("其中", left_from, head.start) >= 0:
            memory.total = memory.by_unit.get(head.unit, memory.metrics[0])
            memory.total_unit = head.unit if head.unit in memory.by_unit else memory.unit
        listed = left_from == head.start and not clause.raw_left and not clause.left.verb
        if listed and memory.verb in ("新增", "净增") and head.dimension == "count":
            clause.left.verb, clause.left.kind = memory.verb, "object"

    def _told(self, clause: Clause, names: list[str], rule: str, sentence: Sentence) -> list[str]:
        """The names with what was done, in words or before; one for each unit counted in."""
        names = self._added(clause, names)
        names = self._doing(clause, names, rule, sentence.text[: clause.group[0].start])
        if len(names) == 1 < len({value.unit for value in clause.group}):
            names = [naming.recounted(names[0], value.unit) for value in clause.group]
        return names

    def _is_part(self, clause: Clause) -> bool:
        return bool(self.memory.total) and clause.group[0].unit == self.memory.total_unit

    def _added(self, clause: Clause, names: list[str]) -> list[str]:
        """新增装机90万千瓦，其中水电30万千瓦: what is added in part too."""
        total = self.memory.total
        added = next((verb for verb in (*_ADDING, "新建", "在建") if total.startswith(verb)), "")
        if not added or not self._is_part(clause):
            return names
        own = added in names[0] or naming.opening_verb(names[0])
        return names if own else [added + name for name in names]

    def _doing(self, clause: Clause, names: list[str], rule: str, before: str) -> list[str]:
        """培育科技企业20家、龙头企业4家 counts what is fostered, not what there is."""
        memory, head = self.memory, clause.group[0]
        told = clause.left.verb if clause.left.kind == "object" else ""
        if rule == "subject":
            told = naming.opening_verb(clause.subject) or (told if told not in _ADDING else "")
        listed = before.endswith(_CONJUNCTIONS) or clause.raw_left.startswith(_CONJUNCTIONS)
        goes_on = listed and not clause.left.verb
        own = _DOING.search(told)
        verb = own[0] if own else memory.doing if goes_on and not told else ""
        listing = ("count", "amount") if verb in (*_ADDING, *_SAVING_OF, "新建") else ("count",)
        memory.doing = verb if head.dimension in listing and rule in ("subject", "object") else ""
        if not memory.doing:
            return names
        return [name if verb in name or _DOING.match(name) else verb + name for name in names]

    def _carried(self, clause: Clause, change: str) -> str:
        """压减钢铁产能1788万吨、水泥产能1915万吨: the verb before the list holds for each item."""
        goes_on = clause.raw_left.startswith(("、", "和", "及")) and not clause.left.kind
        led_on = goes_on and not naming.opening_verb(clause.subject)
        if change == "level" and led_on and self.memory.leading:
            return self.memory.leading
        led = change != "level" and not clause.left.kind and _LEADING.match(clause.subject)
        led = led or (change == "increase" and _ADDED.match(clause.subject))
        self.memory.leading = change if led else ""
        return change

    def open_passage(self, opening: str, passage: Passage) -> None:
        """What the passage is about; in news and papers also the place its first words name."""
        self.memory.label = label_of(passage, headed=self.facts.mode != "report")
        self.memory.series = self.products
        if passage.kind == "heading" or passage.text.rstrip().endswith(("：", ":")):
            self.products = leads_to_products(passage.text)
        if self.facts.mode != "account":
            self.memory.region = self.headed = headed_place(passage.headings, self.facts.home)
            return
        place = opening_place(opening, self.facts)
        if place is not None:
            self.memory.region = self.memory.topic = (place.name, place.code)

    def _move(self, place: Place | None) -> None:
        """News and papers speak of one place after the other."""
        if self.facts.mode == "account" and place is not None:
            self.memory.region = self._resolved(place)

    def _resolved(self, place: Place) -> tuple[str, str | None]:
        """全市 is the place last spoken of, where that is a city."""
        for known in (self.memory.region, self.memory.topic):
            if place.own and known is not None and place.fits(known[0]):
                return known
        return place.name, place.code

    def _locate(self, draft: Draft, place: Place | None, sentence: Sentence, told: str) -> None:
        remembered = self.memory.region
        if place is not None:
            draft.region, draft.region_code = self._resolved(place)
            draft.slots["region"] = told
        elif self.facts.mode != "account" and nation_speaks(sentence.text[: draft.at]):
            draft.region, draft.region_code = NATION
            draft.slots["region"] = "inherited_clause"
        elif remembered is not None:
            draft.region, draft.region_code = remembered
            headed = remembered == self.headed
            draft.slots["region"] = "inherited_heading" if headed else "inherited_clause"

    def _remember(
        self, clause: Clause, names: list[str], scope: str, rule: str, base: int | None
    ) -> None:
        memory = self.memory
        if naming.is_aside(names[0]):
            return
        memory.metrics, memory.scope = names, scope
        if not is_bare(clause.subject):
            memory.owner = names[0]
        memory.recent += [name for name in names if name not in memory.recent]
        memory.series = names[0].endswith(("产量", "发电量")) or (
            memory.series and rule == "ellipsis"
        )
        memory.rule, memory.unit = rule, clause.group[-1].unit
        memory.by_unit[memory.unit] = names[0]
        if "占" in names[0] and not names[0].endswith("占比"):
            memory.share = names[0]
        if clause.left.kind in ("increase", "decrease", "level_to"):
            memory.base_year = base or memory.base_year
        memory.verb = clause.left.verb or memory.verb


def _spell(clause: Clause) -> bool:
    """粮食总产连续14年稳定在42亿斤: for how long something held cuts no name off."""
    return clause.raw_left.endswith("连续") and clause.right[:1] not in ("", "、")


def _is_aside(quantity: Quantity, sentence: Sentence) -> bool:
    """0-14岁（含不满15周岁）人口: what a bracket explains does not end the name around it."""
    at = quantity.number_start
    return any(low < at < high for low, high in sentence.masked.parens)


def _op(value: Quantity, clause: Clause) -> str:
    """至少新建公园3个: the bound may stand before the verb."""
    return ">=" if value.op == "=" and _AT_LEAST.search(clause.raw_left) else value.op


def _with_lead(sentence: Sentence, clause: Clause) -> str:
    """The clause with a short one before it: 目前，处置能力仅为…."""
    before = [border for border in sentence.masked.borders if border < clause.start]
    start = before[-1] if before and clause.start - before[-1] <= _LEAD else clause.start
    return sentence.text[start : clause.end]


_LEAD = 10


def _used_up(
    last: Quantity, found: list[Draft], following: Quantity | None, sentence: Sentence, reason: str
) -> int:
    """Where the left context of the next group begins."""
    if reason in ("text_structure", "list_total") and following is not None:
        between = sentence.text[last.end : following.start]
        if len(between) <= _NEXT_ITEM and not re.search(r"[，；。]", between):
            return following.start
    behind = bool(found) and found[0].rule in ("object", "share_of") and following is not None
    if behind and following and _CONJUNCTION.search(sentence.text[last.end : following.start]):
        return following.start
    return last.end


_OWN_VERB = re.compile(
    r"[，；。]|(?:稳定|保持|维持|控制|压减|提高|提升|增加|下降|降低)(?:在|到|至)$"
)
"""The later item says by a verb of its own what holds for it alone."""


def _share_operator(drafts: list[Draft], sentence: Sentence) -> None:
    """An operator behind the last item of a list joined by 、 binds every item."""
    for later, earlier in zip(reversed(drafts), reversed(drafts[:-1]), strict=False):
        last, first = later.quantity, earlier.quantity
        if last is None or first is None or first is last:
            continue
        if first.op_stated or not last.op_right or first.dimension != last.dimension:
            continue
        if last.op_right == "余":
            continue
        between = sentence.text[first.end : last.number_start]
        if between.startswith("、") and not _OWN_VERB.search(between):
            first.op, first.op_stated, first.op_right = last.op, True, last.op_right
            earlier.op = first.op


_ADDED = re.compile(r"(?:新增|净增)(?!及|和|、|(?:城镇|农村)?就业|或|更新|劳动力)")
_ADDED_INSIDE = re.compile(
    r"[^新净，。；]{0,10}(?<!城镇)(?<!和)(?:新增|净增)(?!及|和|、|就业|或|更新|劳动力|城镇)[^率比]{2,}$"
)
_LEADING = re.compile(
    r"(?:年均|累计|每年|平均|年(?=可?[减削]))*可?(?:(?P<down>减少|调减|裁减|核减|削减|压减|降低|下降)|(?P<up>增加|提高|提升|扩大))(?=.{2,})"
)


def _change(clause: Clause) -> str:
    kind, verb, head = clause.left.kind, clause.left.verb, clause.group[0]
    if head.unit == "番":
        return "increase"
    if clause.subject.endswith("增收") and head.unit.endswith("元"):
        return "increase"
    if kind in ("increase", "decrease"):
        return "level" if verb in ("高出", "高于") and not clause.base else kind
    if kind == "level_to":
        return "level"
    share = head.dimension in ("percent", "fraction")
    if kind == "object" and verb in ("新增", "净增", "增设") and not share:
        return "increase"
    if _ADDED.match(clause.subject) and not share and head.dimension != "duration":
        return "increase"
    bare = kind in ("", "object") and head.dimension in ("amount", "count")
    if bare and _ADDED_INSIDE.match(clause.subject):
        return "increase"
    if kind == "" and (leading := _LEADING.match(clause.subject)):
        return "decrease" if leading["down"] else "increase"
    return "level"


_CHANGE_VERB = re.compile(r"^(?:年均|累计)?(?:核减|压减|削减|降低|提高|提升)(?=.{3,})")


def _without_change_verb(name: str, change: str) -> str:
    if change not in ("increase", "decrease"):
        return name
    return _CHANGE_VERB.sub("", name)


_YEARLY = re.compile(r"年均(?!浓度|气温|降水|降雨)")


def _basis(clause: Clause, slot: TimeSlot | None, change: str) -> str:
    for mark in ("annual_average", "cumulative", "per_year"):
        if mark in clause.left.marks:
            return mark
    if clause.subject.startswith("累计"):
        return "cumulative"
    if clause.subject.startswith("年均") and _YEARLY.match(clause.subject):
        return "annual_average"
    amount = clause.group[0].dimension in ("count", "amount")
    if slot is not None and amount:
        over_period = slot.kind in ("period", "range") and slot.period_start is not None
        if slot.kind == "within" or (change == "increase" and over_period):
            return "cumulative"
    return "point"
