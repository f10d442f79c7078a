"""Groups of numbers to drafts: which metric, how the values are shared out, level or change."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.measures import naming
from indexer.measures.clauses import Clause, read_clause, slot_of
from indexer.measures.drafts import Draft, Memory, TimeSlot
from indexer.measures.facts import Facts
from indexer.measures.regions import Place
from indexer.measures.sentences import Sentence
from indexer.measures.tokens import Quantity, TimeRef

__all__ = ["Frames", "frames"]

_NOUN = re.compile(r"(?:左右|上下)?(?:的)?[一-龥“A-Za-z（《]{2,}")
_NOT_NOUN = re.compile(
    r"(?:左右|上下)?(?:的时间|时间|时$|用于|来自|其中|是|为|由|在|已|均|都|之间|的速度|的目标|的水平|的要求|增长|提高|下降|和$|及$|且|并|而|但|，|。|；|、|）|：)"
)
_LEADING_VERB = re.compile(
    r"(?:建成|达到|实现|完成|通过|获得|纳入|使用|采用|由|被|用|来自|参加|接入|安装|配备|符合|取得|开展|建立)"
)
_PLACE_ONLY = re.compile(
    r"(?:(?:[一二三四五六七八九十\d]+)?(?:省|市|县|州|区|镇|乡|村)|中心城区|主城区|城区|地区|县城|建成区|城市|农村|城镇|乡镇|东部|西部|中部|北部|南部|沿海|平原|山区|市区|郊区|园区|区域|省会|市州|区县|县区|全域|及以上|县级|市级|省级|以上|其他|其余|、|和|及|等|的|中)+"
)
_BARE_OK = re.compile(
    r"(?:系数|指数|PUE|值|效率|比值|容积率|生师比|之比|R&D|基尼|密度|得分|评分|排名|恩格尔|强度|倍数|税率)(?:（[^）]*）|\(PUE\))?(?:值)?$"
)
_DURATION_OK = re.compile(
    r"(?:时间|时长|周期|年限|寿命|厂龄|期限|天数|工期|时限|年龄|岁|学制|龄|日数|历时|时数)(?:（[^）]*）)?$"
)
_CLUSTER = re.compile(r"[^，。；]{0,12}(?:基地|集群|产业|规模|园区|企业|$)")
_CAPACITY = re.compile(
    r"(?:年产|年处理|日产|日处理|年加工|总投资|年发电|年供|年出栏|装机容量|单机|总库容|建筑面积|占地(?:面积)?|装机)(?:约|达)?$"
)
_OF_GOAL = re.compile(
    r"的(?:总体|预期|年度|奋斗|减排|约束性)*(?:目标|水平|要求|任务|增速|速度|增长|增幅|降幅|比例|比重|份额|规模|左右)(?:任务)?"
)
_OBJECT_MARKS = ("对", "将", "把", "给", "向", "按", "凡", "及", "和")
_FINE = re.compile(r"罚款|处以|罚金|罚没|违约金|滞纳金")
_EQUIVALENT = re.compile(
    r"(?:^|，)?(?:约合|折合|合|相当于|约等于|换算成|等于是|好比|如同)(?:约|了)?$"
)
_EACH_RATE = re.compile(
    r"每((?:[百千万十]*)(?:平方公里|平方米|立方米|公里|千瓦时|亩|公顷|人|户|吨|辆|小时|标准立方米|头|床|度电?|次))$"
)


class Frames:
    """Reads the sentences of one passage after the other, with a memory for what is left out."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.memory = Memory()

    def read(self, sentence: Sentence) -> tuple[list[Draft], dict[int, str]]:
        """Drafts of a sentence; reasons by `number_start` for quantities that are none."""
        drafts: list[Draft] = []
        reasons: dict[int, str] = {}
        left_from = 0
        for index, group in enumerate(sentence.groups):
            following = sentence.groups[index + 1][0] if index + 1 < len(sentence.groups) else None
            clause = read_clause(sentence, group, left_from, following)
            reason = self._refuse(clause, following, sentence)
            if reason:
                reasons.update({quantity.number_start: reason for quantity in group})
                if reason != "criterion":
                    left_from = group[-1].end
                continue
            left_from = group[-1].end
            found = self._drafts(clause, sentence)
            if found and found[0].rule in ("object", "share_of") and following is not None:
                if re.search(r"(?:[、和与及]|以及)$", sentence.text[left_from : following.start]):
                    left_from = following.start
            drafts.extend(found)
            if not found:
                reasons.update({quantity.number_start: "no_metric" for quantity in group})
        _share_operator(drafts, sentence)
        return drafts, reasons

    # --- what is no measure --------------------------------------------------------------
    def _refuse(self, clause: Clause, following: Quantity | None, sentence: Sentence) -> str:
        head = clause.group[-1]
        subject = clause.subject
        if head.graded and (not head.spelled or not _CLUSTER.match(clause.right)):
            return "criterion"
        if (
            _CAPACITY.search(clause.raw_left)
            and clause.right
            and not re.match(r"[，、；）]|(?:以上)?$", clause.right)
        ):
            return "specification"
        if (
            head.dimension == "count"
            and head.spelled
            and head.value < 20
            and head.unit in ("省", "市", "县", "区", "州", "个")
            and clause.places
        ):
            return "list_total"
        if head.dimension == "bare" and not _BARE_OK.search(subject):
            return "bare_number"
        if head.dimension == "duration" and not _DURATION_OK.search(subject):
            return "duration"
        if _FINE.search(sentence.text[clause.start : clause.end]):
            return "fine"
        if _EQUIVALENT.search(clause.raw_left):
            return "equivalent"
        if self._is_criterion(clause, following, sentence):
            return "criterion"
        return ""

    def _is_criterion(self, clause: Clause, following: Quantity | None, sentence: Sentence) -> bool:
        quantity, right = clause.group[-1], clause.right
        if re.match(r"范围|区域(?:内|的|$)", right):
            return True
        bounded = quantity.op_right in ("以上", "以下", "以内") or (
            quantity.op in (">", "<", ">=", "<=") and bool(quantity.op_left)
        )
        if _OF_GOAL.fullmatch(right):
            return False
        if right.startswith("的"):
            if clause.left.kind in ("object", "level", "level_to"):
                return False
            if quantity.dimension == "percent" and not clause.subject:
                return False
            return bool(right[1:] or bounded)
        if not (_NOUN.match(right) and not _NOT_NOUN.match(right)):
            return False
        if following is not None and following.start <= clause.end:
            between = sentence.text[quantity.end : following.start]
            separated = re.search(r"[，；。]|(?:[、和与及]|以及)$", between)
            if not separated and (bounded or quantity.dimension == "count"):
                return True
        if not bounded:
            return False
        if clause.raw_left.endswith(_OBJECT_MARKS):
            return True
        return clause.left.kind != "object" and quantity.dimension != "percent"

    # --- drafts ---------------------------------------------------------------------------
    def _drafts(self, clause: Clause, sentence: Sentence) -> list[Draft]:
        head = clause.group[0]
        if each := _EACH_RATE.search(clause.raw_left):
            for quantity in clause.group:
                if "/" not in quantity.unit:
                    quantity.unit = f"{quantity.unit}/{each[1]}"
            clause.subject = (
                clause.subject[: -len(each[0])]
                if clause.subject.endswith(each[0])
                else clause.subject
            )
        names, scope, rule = self._names(clause, head)
        if not names:
            return []
        change = _change(clause, head)
        names = [_without_change_verb(name, change) for name in names]
        slots = self._times(clause, sentence)
        places = self._places(clause)
        base = self._base(clause)
        drafts = []
        for name, value, slot, place in _expand(clause.group, names, slots, places):
            draft = Draft(
                name, value, change, rule, slot, base, _basis(clause, slot, change), scope
            )
            draft.op, draft.at = value.op, value.number_start
            draft.clause = sentence.text[clause.start : clause.end]
            if place is not None:
                draft.region, draft.region_code = place.name, place.code
                draft.slots["region"] = "stated"
            elif self.memory.region is not None:
                draft.region, draft.region_code = self.memory.region
                draft.slots["region"] = "inherited_clause"
            drafts.append(draft)
        self._remember(clause, names, scope, slots, change, base)
        return drafts

    def _names(self, clause: Clause, head: Quantity) -> tuple[list[str], str, str]:
        """Metric names for the group, one or as many as it has values; scope; rule."""
        subject, right = clause.subject, clause.right
        noun = bool(_NOUN.match(right)) and not _NOT_NOUN.match(right)
        count = len(clause.group)
        counted = head.dimension in ("count", "amount")
        if noun and clause.left.kind == "object" and counted:
            return [_right_name(right, clause, head)], "", "object"
        if noun and not subject and head.dimension == "percent":
            return [_share_name(right)], "", "share_of"
        if noun and not subject and counted:
            return [_right_name(right, clause, head)], "", "object"
        if noun and head.dimension == "percent" and clause.left.kind == "object":
            name, scope = naming.cut_subject(subject + _noun_of(right))
            return [name], scope, "object"
        if noun and head.dimension == "percent" and _LEADING_VERB.match(right):
            return [_right_share(right)], subject, "share_of"
        if not subject or (_PLACE_ONLY.fullmatch(subject) and self.memory.metrics):
            return self._inherited(subject, count, head)
        whole = clause.whole_subject
        if count > 1 and (parts := naming.split_list(whole, count)):
            return (
                [naming.count_name(part, head.unit, head.dimension) for part in parts],
                "",
                "list",
            )
        if count == 1 and "all" in clause.left.marks:
            marks = len(re.findall(r"[、]|和(?!谐)|与|及(?!时|以上)", subject))
            if marks and (parts := naming.split_list(subject, marks + 1)):
                return parts, "", "shared_value"
        if clause.left.kind == "decrease" and clause.left.verb.startswith("减排"):
            subject = subject if subject.endswith(("排放", "量")) else subject + "碳排放"
        name, scope = naming.cut_subject(naming.with_share(subject, head.dimension))
        return (
            ([naming.count_name(name, head.unit, head.dimension)] if name else []),
            scope,
            "subject",
        )

    def _inherited(self, subject: str, count: int, head: Quantity) -> tuple[list[str], str, str]:
        metrics = self.memory.metrics
        if not metrics:
            return [], "", ""
        if count > 1 and len(metrics) == count:
            return list(metrics), subject, "ellipsis"
        return ([metrics[0]] if len(metrics) != count else list(metrics)), subject, "ellipsis"

    def _times(self, clause: Clause, sentence: Sentence) -> list[TimeSlot]:
        """Slots stated in the clause (several for a list), else the remembered one."""
        if not clause.times:
            remembered = self._earlier(clause, sentence)
            return [remembered] if remembered is not None else []
        chosen = _last_list(clause.times, sentence.text)
        slots: list[TimeSlot] = []
        for ref in chosen:
            surface = sentence.text[ref.start : ref.end]
            if ref.kind == "list":
                slots += [
                    TimeSlot(year, None, "stated", "year", ref.edge == "about")
                    for year in ref.years
                ]
            elif (slot := slot_of(ref, self.facts, surface)) is not None:
                slots.append(slot)
        if len(slots) > 1 and chosen[-1].edge == "during":
            slots = [replace(slot, period_start=slot.period_start or slot.year) for slot in slots]
        if not slots and (earlier := self._earlier(clause, sentence)) is not None:
            return [earlier]
        return slots

    def _earlier(self, clause: Clause, sentence: Sentence) -> TimeSlot | None:
        """A time that an earlier clause of the sentence without numbers stated."""
        for ref in reversed(sentence.times):
            if ref.end <= clause.start and ref.start not in sentence.masked.base_times:
                slot = slot_of(ref, self.facts, sentence.text[ref.start : ref.end])
                if slot is not None and slot.kind not in ("past", "since"):
                    return replace(slot, origin="inherited_clause")
        remembered = self.memory.time
        return replace(remembered, origin="inherited_sentence") if remembered is not None else None

    def _places(self, clause: Clause) -> list[Place]:
        return clause.places

    def _base(self, clause: Clause) -> int | None:
        changes = clause.left.kind in ("increase", "decrease")
        if not changes and clause.group[0].base_value is None and clause.group[0].unit != "番":
            return None
        if clause.base is not None and clause.base.years:
            return clause.base.years[-1]
        if clause.base is not None:
            return self.facts.year - 1 if self.facts.year else None
        if "yoy" in clause.left.marks or "上年" in clause.raw_left or "去年" in clause.raw_left:
            year = clause.times[-1].years[-1] if clause.times and clause.times[-1].years else None
            year = year or (self.memory.time.year if self.memory.time else None) or self.facts.year
            return year - 1 if year else None
        return self.memory.base_year

    def _remember(
        self,
        clause: Clause,
        names: list[str],
        scope: str,
        slots: list[TimeSlot],
        change: str,
        base: int | None,
    ) -> None:
        memory = self.memory
        memory.metrics, memory.scope, memory.change = names, scope, change
        if (
            slots
            and slots[-1].origin in ("stated", "inherited_clause")
            and slots[-1].kind not in ("past", "since")
        ):
            memory.time = slots[-1]
        memory.base_year = base or memory.base_year
        memory.verb = clause.left.verb or memory.verb


def _share_operator(drafts: list[Draft], sentence: Sentence) -> None:
    """An operator behind the last item of a list joined by 、 binds every item."""
    for later, earlier in zip(reversed(drafts), reversed(drafts[:-1]), strict=False):
        last, first = later.quantity, earlier.quantity
        if last is None or first is None or first is last or first.op_stated or not last.op_right:
            continue
        between = sentence.text[first.end : last.number_start]
        if (
            between.startswith("、")
            and not re.search(r"[，；。]", between)
            and first.dimension == last.dimension
        ):
            first.op, first.op_stated, first.op_right = last.op, True, last.op_right
            earlier.op = first.op


def frames(facts: Facts) -> Frames:
    """A reader for one document."""
    return Frames(facts)


def _noun_of(right: str) -> str:
    right = re.sub(r"^(?:左右|上下)?的?", "", right)
    return naming.tidy(re.split(r"[，；。：]", right)[0])


def _right_name(right: str, clause: Clause, head: Quantity) -> str:
    noun = _noun_of(right)
    if len(noun) > 18 and (cut := noun.rfind("的")) > 0 and len(noun) - cut > 4:
        noun = noun[cut + 1 :]
    prefix = "新增" if clause.left.verb in ("新增", "净增") else ""
    return naming.count_name(prefix + noun, head.unit, head.dimension)


def _share_name(right: str) -> str:
    noun = _noun_of(right)
    return noun if noun.endswith(("率", "比例", "比重", "能力")) else noun + "比例"


def _right_share(right: str) -> str:
    noun = _noun_of(right)
    verb = _LEADING_VERB.match(noun)
    return f"{noun[verb.end() :]}{verb[0]}率" if verb else noun


def _change(clause: Clause, head: Quantity) -> str:
    kind, subject = clause.left.kind, clause.subject
    if head.unit == "番":
        return "increase"
    if kind in ("increase", "decrease"):
        return kind
    if (
        kind == "object"
        and clause.left.verb in ("新增", "净增", "新增加", "增设")
        and head.dimension != "percent"
    ):
        return "increase"
    if kind == "level_to":
        return "level"
    if re.match(r"(?:新增|净增)(?!及|和|、|就业|或|更新)", subject) and head.dimension not in (
        "percent",
        "fraction",
    ):
        return "increase"
    if kind == "" and re.match(r"(?:减少|核减|削减|压减|降低)", subject):
        return "decrease"
    return "level"


def _without_change_verb(name: str, change: str) -> str:
    if change == "decrease":
        return re.sub(r"^(?:核减|压减|削减)(?=.{3,})", "", name)
    return name


def _basis(clause: Clause, slot: TimeSlot | None, change: str) -> str:
    for mark in ("annual_average", "cumulative", "per_year"):
        if mark in clause.left.marks:
            return mark
    if re.match(r"(?:累计)", clause.subject):
        return "cumulative"
    if re.match(r"年均(?!浓度|气温|降)", clause.subject):
        return "annual_average"
    if slot is not None and (
        slot.kind == "within"
        or (change == "increase" and slot.kind in ("period", "range") and slot.period_start)
    ):
        if clause.group[0].dimension in ("count", "amount"):
            return "cumulative"
    return "point"


def _last_list(refs: list[TimeRef], text: str) -> list[TimeRef]:
    """The last time of a clause with those it is listed with."""
    chosen = [refs[-1]]
    for ref in reversed(refs[:-1]):
        if text[ref.end : chosen[0].start] in ("、", "和", "及", "与"):
            chosen.insert(0, ref)
        else:
            break
    return chosen


def _expand(
    group: list[Quantity], names: list[str], slots: list[TimeSlot], places: list[Place]
) -> list[tuple[str, Quantity, TimeSlot | None, Place | None]]:
    """Every value with its metric, time and place."""
    count = len(group)
    slot = slots[-1] if slots else None
    place = places[-1] if len(places) == 1 else None
    if count > 1 and len(names) == count:
        return [(name, value, slot, place) for name, value in zip(names, group, strict=True)]
    if count > 1 and len(places) == count:
        return [(names[0], value, slot, where) for value, where in zip(group, places, strict=True)]
    if count > 1 and len(slots) == count:
        return [(names[0], value, when, place) for value, when in zip(group, slots, strict=True)]
    made: list[tuple[str, Quantity, TimeSlot | None, Place | None]] = []
    for value in group:
        for name in names:
            for when in slots or [None]:
                made += [(name, value, when, where) for where in (places or [None])]
    return made
