"""Groups of numbers to drafts: values shared out over metrics, years and places."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from indexer.measures.document.facts import Facts
from indexer.measures.document.regions import (
    NATION,
    Place,
    headed_place,
    nation_speaks,
    opening_place,
    opens_with_place,
    subject_place,
)
from indexer.measures.lexing.lexicon import one_of, words
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.names import naming
from indexer.measures.scope.holders import each_holder, holder_of, total_holder
from indexer.measures.scope.smaller import smaller_of
from indexer.measures.scope.topics import Topic, topic_of
from indexer.measures.sentences.clauses import Clause, follows_place, read_clause
from indexer.measures.sentences.drafts import Draft, Memory, Named, TimeSlot
from indexer.measures.sentences.operators import operator_of, share_operator
from indexer.measures.sentences.refusals import refuse
from indexer.measures.sentences.sentence import Sentence
from indexer.measures.sentences.sharing import cannot_share, expand, is_joint
from indexer.measures.subjects.changes import (
    basis_of,
    carried_change,
    change_of,
    without_change_verb,
)
from indexer.measures.subjects.doing import ADDING, is_part, with_doing
from indexer.measures.subjects.ellipsis import is_bare
from indexer.measures.subjects.labels import label_of, leads_to_products
from indexer.measures.subjects.parts import parts_of_year
from indexer.measures.subjects.restated import improved, restate
from indexer.measures.subjects.subject import names_of
from indexer.measures.timeline.spells import over_years, years_told
from indexer.measures.timeline.timing import base_of, is_done, remember_time, spanned, times_of
from kb.models import Passage

__all__ = ["Frames"]

_CONJUNCTION = re.compile(r"(?:[、和与及]|以及)$")
_NEXT_ITEM = 6
"""Characters between two counts that belong together: 10个方面55件实事."""
_WITHIN_NAMES = ("criterion", "specification")
"""Numbers that belong to the name of what a later number measures."""
_ITEM = re.compile(r"(?:^|[；。])(?:[一二三四五六七八九十]{1,3}是|（\d{1,2}）|\d{1,2}）|[①-⑳])")
_LEAD = 10
"""Characters of a clause short enough to be read with the one behind it: 目前，处置能力仅为…."""


_DONE = frozenset(word[0] for word in words("names", "done_to"))
_DONE_THERE = re.compile(rf"{one_of('names', 'done_to')}[、，和]")
"""宽带100%覆盖、供电可靠率达99%: what was done to the share opens no other name."""


class _Whose(NamedTuple):
    """Places, whether the clause itself tells them (`told`), and the scope inside them."""

    places: list[Place]
    told: str
    scope: str


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
        aside = None
        for index, group in enumerate(sentence.groups):
            if aside is not None and aside[0] <= group[0].start:
                self.memory.go_back_to(aside[1])
                aside = None
            if aside is None and (closed := _explained(index, sentence)):
                aside = closed, self.memory.measured()
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
        if len(drafts) > 1:
            share_operator(drafts, sentence)
        remember_time(sentence, self.memory, self.facts)
        return drafts, reasons

    def _drafts(self, clause: Clause, sentence: Sentence) -> list[Draft]:
        restate(clause)
        names, scope, rule = self._named(clause, sentence)
        if not names:
            return []
        part = is_part(clause, self.memory)
        change = self._change(clause, names, part=part)
        slots = self._slots(clause, sentence, part=part)
        base = base_of(clause, sentence, self.memory, self.facts, slots)
        whose = self._whose(clause, sentence, (names, scope, rule), part=part)
        held = each_holder(clause, sentence) if len(names) == 1 else []
        if cannot_share(clause, names, slots, whose.places, held):
            return []
        drafts, spoken = [], _with_lead(sentence, clause)
        for name, value, slot, place in expand(clause.group, names, slots, whose.places):
            change = improved(clause, name, change)
            name = without_change_verb(name, change)
            basis = basis_of(clause, slot, change)
            slot = spanned(slot, clause, sentence, change, basis)
            draft = Draft(name, value, change, rule, slot, base, basis, whose.scope)
            draft.op, draft.at = operator_of(value, clause), value.number_start
            draft.scope = (
                held[clause.group.index(value)] if held else whose.scope or self.memory.part
            )
            draft.clause = spoken
            draft.done = change == "decrease" or is_done(clause, sentence)
            draft.added = clause.left.kind not in ("increase", "decrease")
            self._locate(draft, place, sentence, whose.told)
            drafts.append(draft)
        self.memory.places = whose.places
        self._remember(clause, names, whose.scope, rule, base)
        if len(whose.places) == 1:
            self._move(whose.places[0])
        return drafts

    def _named(self, clause: Clause, sentence: Sentence) -> Named:
        """What a clause measures; no names where one of them says nothing."""
        names, scope, rule = names_of(clause, sentence, self.memory)
        if names := [name for name in names if name]:
            names = with_doing(clause, names, rule, sentence, self.memory)
        return [] if any(map(naming.says_nothing, names)) else names, scope, rule

    def _change(self, clause: Clause, names: list[str], *, part: bool) -> str:
        """Whether numbers say what is or by how much it changes: 新增 of a quarter is a change."""
        change = carried_change(clause, change_of(clause), self.memory)
        added = change == "level" and part and names[0].startswith(ADDING)
        return "increase" if added and clause.group[0].dimension != "percent" else change

    def _whose(self, clause: Clause, sentence: Sentence, named: Named, *, part: bool) -> _Whose:
        """Of which places its numbers are, and what narrows them to less than those."""
        names, scope, rule = named
        places, told = self._where(clause, sentence, rule)
        topic = self._topic(clause, names, scope, places, sentence)
        if topic.place is not None:
            places, told = [topic.place], "inherited_clause"
        if is_joint(clause, places):
            scope, places = scope or sentence.text[places[0].start : places[-1].end], []
        if not scope and not places:
            scope = self._holder(clause, names, rule, sentence) or topic.scope
            scope = scope or (total_holder(self.memory.total, names[0]) if part else "")
        return _Whose(places, told, scope)

    def _slots(self, clause: Clause, sentence: Sentence, *, part: bool) -> list[TimeSlot]:
        """When the numbers of a clause hold: those of a part, when its whole is summed up."""
        memory = self.memory
        slots = times_of(clause, sentence, memory, self.facts)
        if years := years_told(clause, sentence):
            slots = over_years(slots, years, self.facts)
            memory.summed = slots[-1] if slots and slots[-1].kind == "sum" else None
        elif part and memory.summed is not None and not clause.times:
            slots = [memory.summed]
        elif not part:
            memory.summed = None
        return slots

    def _topic(
        self, clause: Clause, names: list[str], scope: str, places: list[Place], sentence: Sentence
    ) -> Topic:
        """Whose number it is, where only a clause before says so; accounts know by other means."""
        if scope or places or self.facts.mode == "account":
            return Topic()
        return topic_of(clause, names[0], sentence, self.memory.places)

    def _holder(self, clause: Clause, names: list[str], rule: str, sentence: Sentence) -> str:
        """Whose a number is that is not its region's; a name that begins with it is cut."""
        scope = self._still(names, rule)
        if not scope and len(names) == 1:
            names[0], scope = smaller_of(clause, names[0], sentence)
        return scope or holder_of(clause, names[0], sentence)

    def _still(self, names: list[str], rule: str) -> str:
        """脱贫县农民收入14051元，增长11.6%: whose income it was is whose it still is."""
        goes_on = rule == "ellipsis" and names == self.memory.metrics
        return self.memory.scope if goes_on else ""

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
        if memory.unit == "番":
            memory.doubled_from = base


def _spell(clause: Clause) -> bool:
    """粮食总产连续14年稳定在42亿斤, 城市建设五年累计投资: for how long cuts no name off."""
    if len(clause.raw_left) > 1 and clause.right.startswith("累计"):
        return True
    return clause.raw_left.endswith("连续") and clause.right[:1] not in ("", "、")


def _is_aside(quantity: Quantity, sentence: Sentence) -> bool:
    """0-14岁（含不满15周岁）人口, 产量在增长7%的基础上再增长3%: no end of the name around it."""
    at, masked = quantity.number_start, sentence.masked
    return any(low < at < high for low, high in (*masked.parens, *masked.tops))


def _explained(index: int, sentence: Sentence) -> int:
    """Where the bracket ends that stands right behind the number before and holds the one of
    `index`: 35万辆（包括低速货车7万辆）; 0 for a number outside of such a bracket."""
    if not index or not sentence.masked.parens:
        return 0
    at, before = sentence.groups[index][0].start, sentence.groups[index - 1][-1].end
    return next((high for low, high in sentence.masked.parens if low == before and at < high), 0)


def _with_lead(sentence: Sentence, clause: Clause) -> str:
    """The clause with a short one before it: 目前，处置能力仅为…."""
    borders, start = sentence.masked.borders, clause.start
    before = bisect_left(borders, start) - 1
    if before >= 0 and start - borders[before] <= _LEAD:
        start = borders[before]
    return sentence.text[start : clause.end]


def _used_up(
    last: Quantity, found: list[Draft], following: Quantity | None, sentence: Sentence, reason: str
) -> int:
    """Where the left context of the next group begins."""
    if reason in ("text_structure", "list_total") and following is not None:
        between = sentence.text[last.end : following.start]
        if len(between) <= _NEXT_ITEM and not re.search(r"[，；。]", between):
            return following.start
    done_there = found and sentence.text[last.end : last.end + 1] in _DONE
    if done_there and (done := _DONE_THERE.match(sentence.text, last.end)):
        return done.end()
    behind = bool(found) and found[0].rule in ("object", "share_of") and following is not None
    if behind and following and _CONJUNCTION.search(sentence.text[last.end : following.start]):
        return following.start
    return last.end
