"""What a group of numbers measures: the name left of it, right of it, or left out."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import alternation, one_of, word_list, words
from indexer.measures.lexing.masking import TIME
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.names import analogies, heads, lists, naming
from indexer.measures.names.together import members_of
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.drafts import Memory, Named
from indexer.measures.sentences.nouns import has_noun, sized_base, sized_fund
from indexer.measures.sentences.progress import beside_the_mean, progress_names
from indexer.measures.sentences.sentence import Sentence
from indexer.measures.subjects.counting import counted, funded, placed
from indexer.measures.subjects.ellipsis import (
    completed,
    is_bare,
    left_out,
    raised,
    served,
    topic_thriving,
)
from indexer.measures.subjects.of_total import of_total
from indexer.measures.subjects.parts import without_part
from indexer.measures.subjects.shares import PLACE_ONLY, share_named
from indexer.measures.subjects.two_clauses import behind_clause
from kb.vocab import metrics

__all__ = ["names_of"]

_CLASS = re.compile(rf"(?:其中)?{one_of('names', 'classes')}")
_SAME_AGAIN = re.compile(
    r"(?:这?一|这个|该|此|其)(?:比例|比重|数字|指标|比率|占比|份额|数据|数值|水平)"
)
_AGO = re.compile(r"(?:是|为|相当于)[一二两三四五六七八九十\d]+年前")
"""分别是五年前的7倍: of what was measured before."""
_PER_HEAD = ("月人均", "年人均", "人均每月", "人均每年")
_NUMBER = re.compile(r"\d[\d.]*[万亿]*[元人吨亩户个家项%]")
_BEYOND = re.compile(
    r"(?:高于|低于|高出|优于|快于|慢于|好于)[一-龥]{2,16}$|比[一-龥]{2,20}(?:高|低|快|慢)$"
)
"""，高于全国平均14个百分点: how far what was measured before lies above something else."""


def names_of(clause: Clause, sentence: Sentence, memory: Memory) -> Named:
    """Metric names of a group, the scope that was cut off, and the rule that found them."""
    head = clause.group[0]
    named: Named | None = None
    if fund := sized_fund(clause):
        return [fund], "", "object"
    if head.unit.endswith("元") and (funds := funded(clause, sentence)):
        return [funds], "", "object"
    if progress := progress_names(clause):
        return progress, "", "list" if len(progress) > 1 else "subject"
    if _SEVERAL_STEPS.search(clause.subject) or _pace(clause, head):
        return [], "", ""
    if (beside := beside_the_mean(clause, memory.metrics)) is not None:
        return beside, "", "list" if len(beside) > 1 else "subject"
    if head.dimension in ("percent", "fraction"):
        named = share_named(clause, sentence, head)
    elif head.graded and not head.unit.endswith(_SUMS) and (base := sized_base(clause)):
        return [base + "规模"], "", "object"
    elif head.dimension in ("count", "amount") and has_noun(clause):
        named = counted(clause, head, sentence)
    elif head.dimension == "count" and (place := placed(clause, sentence)):
        named = [place], "", "object"
    return named or _left(clause, sentence, memory, head)


_SUMS = ("元", "万", "亿")


def _pace(clause: Clause, head: Quantity) -> bool:
    """以每年40万辆的速度增长 says how fast, not how many there are."""
    amount = head.dimension in ("count", "amount")
    return amount and clause.right.startswith("的速度") and "以" in clause.raw_left[-6:]


_SEVERAL_STEPS = re.compile(r"(?:跨过?|越过?|迈[上过]|登上|跃上|突破)了?[两三四五几]个$")
"""经济总量跨过两个万亿元台阶: how many steps it took says not how much there is."""


def _left(clause: Clause, sentence: Sentence, memory: Memory, head: Quantity) -> Named:
    subject, count = _subject(clause), len(clause.group)
    amount = head.dimension in ("amount", "count")
    if memory.series and amount and (product := _product(clause, subject)):
        return [product], "", "subject"
    if amount and subject in words("names", "single_things"):
        return [subject] if memory.doing and clause.raw_left.startswith("、") else [], "", "subject"
    if len(subject) < 2 or _is_number(subject) or subject in _PER_HEAD:
        subject = ""
    if _AGO.fullmatch(subject):
        return memory.recent[-count:], "", "ellipsis"
    if memory.metrics and _SAME_AGAIN.fullmatch(subject):
        subject = ""
    if amount and _owns_noun(clause, subject, head):
        return [], "", ""
    subject = _like_first(clause, sentence, memory, subject)
    if known := _after(clause, memory, head, subject):
        return known
    new = bool(clause.places) or bool(topic_thriving(clause, sentence, subject))
    named_before = [] if new else [*memory.metrics, *reversed(memory.recent)]
    subject = analogies.sibling(subject, named_before) or subject
    if not subject and clause.left.verb in words("cues", "funded") and head.unit.endswith("元"):
        return [raised(clause, sentence, memory)], "", "object"
    if not subject or (memory.metrics and PLACE_ONLY.fullmatch(subject)):
        return left_out(clause, sentence, memory, subject)
    if listed := _listed(clause, memory, head):
        return listed, "", "list"
    if (each := _each_of(subject, clause, memory)) is not None:
        return each, "", "list"
    if count == 1:
        subject = behind_clause(subject)
        if parts := _sharing(subject, clause, sentence):
            parts = [_worded(part, clause, head, memory) for part in parts]
            named = [naming.count_name(part, head.unit, head.dimension) for part in parts]
            return named, "", "shared_value"
    return _single(subject, clause, sentence, memory)


def _listed(clause: Clause, memory: Memory, head: Quantity) -> list[str]:
    """As many names as there are values: 甲、乙产量分别达到3万吨、2万吨; [] where they differ."""
    count = len(clause.group)
    parts = lists.split_list(clause.whole_subject, count) if count > 1 else []
    if not parts:
        return []
    parts = lists.lent(parts) if head.unit == "%" else parts
    return naming.count_names([_sector(part, clause, memory) for part in parts], clause.group)


def _single(subject: str, clause: Clause, sentence: Sentence, memory: Memory) -> Named:
    """The one name that a subject gives, completed and without the scope that it carries."""
    head = clause.group[0]
    if item := lists.itemised(subject):
        return [item], "", "subject"
    subject = completed(_worded(subject, clause, head, memory), clause, sentence, memory)
    subject = heads.with_share(subject, head.dimension)
    name, scope = naming.cut_subject(heads.compared(subject, clause.left.verb, head.unit))
    name = of_total(name, clause, memory)
    named = [naming.count_name(name, head.unit, head.dimension)] if name else []
    return named, scope or clause.scope, "subject"


def _sharing(subject: str, clause: Clause, sentence: Sentence) -> list[str]:
    """甲、乙排放均下降10%; of 分别下降10% too, where no second value follows for the second."""
    each = "each" in clause.left.marks
    if each and _NEXT_VALUE.match(sentence.text, clause.group[-1].end):
        return lists.separate(subject, every=False)
    parts = lists.separate(subject, every=each or "all" in clause.left.marks)
    named = not each or all(len(part) >= _SHORTEST_NAMED or metrics.match(part) for part in parts)
    return parts if named else []


_SHORTEST_NAMED = 3
_NEXT_VALUE = re.compile(r"(?:以上|以下|以内|左右)?(?:（[^）]*）)?[、，和与及][^，。；]{0,3}\d")
"""分别达到300家、40万人 with a unit of its own for each."""


def _like_first(clause: Clause, sentence: Sentence, memory: Memory, subject: str) -> str:
    """生物医药营业收入 of 装备制造营业收入5亿元、生物医药3亿元: the head of the first is of all."""
    unit, before = clause.group[0].unit, sentence.text[: clause.start]
    grows = clause.left.kind in ("increase", "decrease") and subject.endswith("业")
    sums = unit.endswith("元") and subject.endswith(_PARTS_OF_ECONOMY)
    listed = clause.raw_left.startswith("、") or before.endswith("其中，")
    listed = listed or ((grows or sums) and before.endswith("，"))
    if not memory.metrics or not (memory.unit == unit or (sums and memory.unit.endswith("元"))):
        return subject
    if listed or memory.total:
        subject = analogies.with_first_head(subject, memory.metrics[0])
    return analogies.of_class(subject, memory.metrics[0])


def _is_number(subject: str) -> bool:
    return subject[0].isdecimal() and _NUMBER.fullmatch(subject) is not None


def _owns_noun(clause: Clause, subject: str, head: Quantity) -> bool:
    """礼县10万千瓦风电…: a short word before an amount with a noun behind it owns that noun."""
    if not subject or len(subject) > _SHORT or not head.unit.endswith(_CAPACITIES):
        return False
    return has_noun(clause) and not is_bare(subject) and not clause.right.startswith("（")


_PARTS_OF_ECONOMY = ("业", "经济", "集群")
_SHORT = 2
_CAPACITIES = ("瓦", "吨", "W")


def _after(clause: Clause, memory: Memory, head: Quantity, subject: str) -> Named | None:
    """A name that goes on from what was measured before; None where the subject stands alone."""
    part = head.dimension == "count"
    if (
        part
        and memory.total_unit == head.unit
        and (member := analogies.member_of(subject, memory.total))
    ):
        return [member], "", "subject"
    if not memory.metrics:
        return None
    metric, bare = memory.metrics[0], subject.replace(TIME, "")
    if head.dimension in ("point", "percent") and _BEYOND.match(subject):
        return [metric + subject], "", "ellipsis"
    if head.dimension == "percent" and _OF_PLAN.fullmatch(bare):
        return [f"{metric}{bare}比例"], "", "ellipsis"
    if subject == "人均":
        return [subject + metric], "", "ellipsis"
    told = part and clause.raw_left and metric.endswith("数") and metric in memory.recent
    if memory.unit != head.unit and not told:
        return None
    if finished := _finished(clause, subject, memory):
        return [naming.count_name(finished, head.unit, head.dimension)], "", "ellipsis"
    if memory.unit != head.unit:
        return None
    if other := analogies.parallel(metric, subject) or analogies.sized(metric, subject):
        return [other], "", "ellipsis"
    if other := analogies.graded_share(metric, clause.raw_left):
        return [other], "", "ellipsis"
    if _SET_ASIDE.fullmatch(bare) and not naming.ends_in_head(bare):
        return [metric], bare, "ellipsis"
    if _CLASS.fullmatch(subject) is None:
        other = analogies.priced(memory.total, subject)
        return ([other], "", "ellipsis") if other else None
    graded = analogies.of_grade(metric, subject)
    return ([graded], "", "ellipsis") if graded else ([metric], subject, "ellipsis")


def _each_of(subject: str, clause: Clause, memory: Memory) -> list[str] | None:
    """甲5个、乙3个，面积分别达20、9公顷: the head of each of what was counted before."""
    count = len(clause.group)
    if "each" not in clause.left.marks or not 1 < count <= len(memory.recent):
        return None
    if len(clause.places) == count:
        return None
    if members := members_of(memory.metrics) if len(memory.metrics) == count else []:
        return [member + subject for member in members]
    if not is_bare(subject):
        return None
    amounts = memory.recent
    if subject.endswith("率"):
        amounts = [name for name in memory.recent if not naming.is_share(name)]
    owners = [naming.core(_COUNT.sub("", name)) for name in amounts[-count:]]
    if len(owners) < count:
        return None
    return [naming.joined(owner, subject) for owner in owners]


_COUNT = re.compile(r"(?<=..)数$")


def _sector(subject: str, clause: Clause, memory: Memory) -> str:
    """第三产业增加值 of 第三产业 where it grows or stands for an amount of money."""
    unit = clause.group[0].unit
    grows = clause.left.kind in ("increase", "decrease") and unit == "%"
    if not grows and not unit.endswith("元"):
        return subject
    return heads.value_added(subject, memory.metrics[0] if memory.metrics else "")


def _worded(subject: str, clause: Clause, head: Quantity, memory: Memory) -> str:
    """The subject with the head that its verb or unit implies: 成交 (8亿元) is 成交额."""
    if clause.left.kind in ("increase", "decrease"):
        subject = heads.growing(subject)
    subject = _sector(subject, clause, memory)
    if clause.left.verb in ("增产", "减产") and not naming.has_head(subject):
        subject += "产量"
    if clause.left.verb.startswith("减排"):
        untold = "" if subject.endswith(("排放", "量")) else "碳排放"
        subject += "排放量" if _POLLUTANT.search(subject) else untold
    if clause.left.verb == "覆盖" and head.dimension == "percent" and len(subject) > 1:
        subject += "覆盖率"
    if "约占" in subject and not head.op_stated:
        head.op, head.op_stated = "~", True
    if head.dimension in ("amount", "count") and not head.unit.endswith("元"):
        subject = heads.produced(subject)
    subject = heads.flow(subject, head.unit) if head.dimension == "amount" else subject
    if head.dimension == "percent" and clause.left.kind in ("", "level"):
        subject = naming.with_entity_share(subject)
        if (
            (clause.left.verb.startswith("占") or head.op_left.endswith("占"))
            and len(subject) > 1
            and not naming.is_share(subject)
        ):
            subject += "占比"
        elif (clause.left.kind or head.op_left) and _WHICH.fullmatch(subject):
            subject += "" if has_noun(clause) else "比例"
    return subject


_WHICH = re.compile(
    r"(?!提高|提升|增加|降低|压减|削减|压缩|减少|上调|核减)"
    r"(?:(?![率比重例量值额数度积力平效入出耗本资占])[^，]){3,}(?<![面性幅定期标速费价级层势线感好差强弱高低快慢])"
)
"""老年友善医疗机构 (达到80%): a name without a head that is told as a share."""
_POLLUTANT = re.compile(
    rf"(?:污染物|重金属|废水|废气|(?!二氧化碳){alternation(word_list('parallel')['pollutants'])})$"
)
_OF_PLAN = re.compile(r"(?:占|完成|为)?(?:年度|全年|年初|年|调整)*(?:预算|计划|目标|任务|总投资)+")
"""完成年度预算的103%: how far a plan was fulfilled."""


def _finished(clause: Clause, subject: str, memory: Memory) -> str:
    """老旧小区完工 of 改造老旧小区742个、完工548个: the thing was named before."""
    done = subject or clause.left.verb
    if done not in words("cues", "finished") or clause.group[0].unit.endswith("元"):
        return ""
    thing = naming.core(memory.metrics[0])
    thing = naming.tidy(thing[len(naming.opening_verb(thing)) :].removeprefix("建设"))
    if memory.unit != clause.group[0].unit:
        thing = _PROJECT.sub("", thing)
    for word in words("cues", "finished"):
        thing = thing.removesuffix(word + "率").removesuffix(word)
    return thing + done if len(thing) > 1 and not has_noun(clause) else ""


_PROJECT = re.compile(r"(?<=[一-龥]{2})(?:项目|工程)$")
"""保障房项目10个，建成1215套: not the projects are counted now."""
_SET_ASIDE = re.compile(r"(?:剔除|扣除|不含|不包括|考虑)[一-龥、]{2,14}?(?:后|因素|外|影响)?")
"""剔除房地产业后增长7.6%: of what was measured before."""
_BARE_PRODUCT = re.compile(r"[一-龥]{1,4}(?:（[^）]{1,6}）)?")


def _product(clause: Clause, subject: str) -> str:
    """油料 behind 粮食产量4亿吨；: a bare noun with an amount is produced too; 改造渔船 is not."""
    alone = clause.raw_left.lstrip("、，；") == subject and not clause.left.verb
    if (
        not alone
        or subject.startswith("折")
        or naming.opening_verb(subject)
        or _BARE_PRODUCT.fullmatch(subject) is None
        or naming.has_head(naming.tidy(subject))
        or is_bare(subject)
    ):
        return ""
    return subject + ("发电量" if subject in words("names", "powers") else "产量")


def _subject(clause: Clause) -> str:
    """The subject; a word taken for a verb goes back where nothing follows the number."""
    left, subject = clause.left, without_part(served(clause.subject))
    noun_verb = (
        left.kind == "object"
        and left.verb not in words("names", "plain_verbs")
        and not has_noun(clause)
    )
    if noun_verb and not subject and left.verb in words("names", "actions"):
        return left.verb
    if left.verb == "完成" and subject and clause.group[0].dimension == "percent":
        return subject + "完成率"
    if noun_verb and subject and len(left.verb) == 2:
        return subject + left.verb
    return subject
