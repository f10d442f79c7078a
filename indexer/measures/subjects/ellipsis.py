"""Names that are left out in part or in whole: taken from the clauses before."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import alternation, one_of, word_list, words
from indexer.measures.lexing.masking import TIME
from indexer.measures.lexing.remembering import remembered
from indexer.measures.names import heads, lists, naming
from indexer.measures.names.predicates import read_left, strip_opening
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.drafts import Memory, Named
from indexer.measures.sentences.sentence import Sentence
from indexer.measures.subjects.recalled import ADDED, recalled, takes_share
from kb.vocab import metrics

__all__ = [
    "completed",
    "is_bare",
    "left_out",
    "raised",
    "served",
    "topic_thriving",
]

_BARE_HEAD = re.compile(
    f"(?:{alternation(words('names', 'bare_before'))})*"
    f"(?:{alternation(words('names', 'bare_heads'))})"
)
_TOPIC = re.compile(
    rf"(?:{one_of('names', 'topic_doing')}|(?:基本|持续)?稳定)+(?!性)"
    rf"(?P<topic>(?!{one_of('names', 'no_topics')})[一-龥“”·]{{2,14}}?)"
    rf"{one_of('names', 'topic_ends')}*$"
)
_HEADED = re.compile(
    rf"[一-龥A-Za-z0-9（）、·“”]{{0,20}}?{one_of('names', 'amount_heads')}"
    r"(?=[稳持保继逐不显大明得有控最跨连迈登快高低好优略超与同跑由从创再首屡，。；]|$)"
)
_RECORD = re.compile(
    r"[^，、]{2,20}?(?=[再屡均又]?(?:创下?|创造|刷新)[^，]{0,8}(?:新高|最高|纪录|记录)$)"
)
"""旅游总花费再创历史新高，达到730亿元: what set the record is what amounts to so much."""
_OF_SHARE = re.compile(r"(?P<holder>[^占的]{2,}?)的?占比")


_SERVING = re.compile(
    rf"^(?:为|向|给)[^，]{{2,16}}?(?:组织)?(?={one_of('names', 'served_with')}[^，]{{2,}})"
    r"(?:开展|提供)?"
)


@remembered
def served(subject: str) -> str:
    """为企业组织开展诊断服务 (15000家) is about 诊断服务, not about for whom it is."""
    return _SERVING.sub("", subject)


def completed(subject: str, clause: Clause, sentence: Sentence, memory: Memory) -> str:
    """产值 → 数字经济产值: a bare head takes the topic of the clause before it."""
    if taken := _of_measured(subject, clause, memory):
        return taken
    if not is_bare(subject):
        return subject
    if subject.startswith("排放") and (emitted := _emitted(clause, sentence)):
        return emitted + subject
    if topic := _topic_before(clause, sentence, subject):
        return topic + subject
    for known in memory.metrics:
        if known.endswith(subject) and len(known) <= _LONGEST_KNOWN:
            return known if not clause.places or metrics.match(known) else subject
    if clause.places:
        return subject
    if (
        memory.metrics
        and memory.rule in ("subject", "object")
        and _lacks_owner(subject, clause, memory)
    ):
        return _owned(subject, memory)
    if not memory.metrics and memory.label and memory.label not in subject:
        return memory.label + subject
    return subject


_LONGEST_KNOWN = 24


def _of_measured(subject: str, clause: Clause, memory: Memory) -> str:
    """The subject as said of the thing measured before: its share, what it adds, its sale."""
    if subject.startswith("占") and memory.metrics:
        return naming.core(memory.metrics[0]) + subject
    if share := _share_of_whole(subject, clause, memory):
        return share
    if memory.share and subject == "占比":
        return heads.share_of_whole(memory.share) or subject
    if memory.metrics and (gives := _CONTRIBUTION.fullmatch(subject)):
        giver = heads.contributor(memory.owner or memory.metrics[0])
        return f"{giver}对{gives['what']}" if giver else subject
    return _made_of(clause, subject, memory)


def _lacks_owner(subject: str, clause: Clause, memory: Memory) -> bool:
    """Whether a bare head is of what was measured before, not that thing again."""
    if subject == "总数" or subject in words("names", "paces") or memory.owner.endswith("数"):
        return True
    in_all = subject.startswith("总") and ADDED.match(memory.owner) is not None
    return in_all or memory.unit != clause.group[0].unit


def _owned(subject: str, memory: Memory) -> str:
    """营业收入 of 打造服务平台9个，实现营业收入3亿元 as 服务平台营业收入."""
    if subject in words("names", "paces"):
        return naming.joined(memory.metrics[0], subject)
    owner = naming.core(memory.owner or memory.metrics[0])
    funds = subject.endswith("资金") and "注册" not in subject
    if funds and not owner.endswith(("项目", "工程")):
        return subject
    if subject.endswith(_OF_ALL):
        owner = owner[len(naming.opening_verb(owner)) :] or owner
    alike = _FLOW.search(owner) and _FLOW.search(subject)
    return subject if alike or naming.is_share(owner) else naming.joined(owner, subject)


_OF_ALL = ("率", "总量", "收入", "营收", "产值", "税收", "利润", "增加值")
"""What there is of all of them, not of the making (打造) of them."""


def _made_of(clause: Clause, subject: str, memory: Memory) -> str:
    """猕猴桃出口 of 猕猴桃产值增长8%、出口增长50%: sold is what was made."""
    made = _MADE_THINGS.fullmatch(memory.metrics[0]) if memory.metrics else None
    if made is None or subject not in _SOLD or not clause.raw_left.startswith("、"):
        return ""
    return "" if metrics.match(memory.metrics[0]) else made["thing"] + subject


_MADE_THINGS = re.compile(r"(?P<thing>[一-龥]{2,8}?)(?:综合|总|全产业链)?(?:产值|产量|产销量|产能)")
_SOLD = ("出口", "出口额", "出口量", "进口", "销售", "销售额", "零售额", "税收", "利润")


def raised(clause: Clause, sentence: Sentence, memory: Memory) -> str:
    """脱贫攻坚投入资金 of 大力推进脱贫攻坚，累计投入4亿元."""
    money = clause.left.verb + "资金"
    before = _clauses_before(clause, sentence)[:1]
    told = before and not any(char.isdigit() for char in before[0])
    return completed(money, clause, sentence, memory) if told else money


def _emitted(clause: Clause, sentence: Sentence) -> str:
    """挥发性有机物 of 推进挥发性有机物总量控制，排放总量下降…: the one pollutant named before."""
    text = "".join(_clauses_before(clause, sentence)[:2])
    found = {word for word in word_list("parallel")["pollutants"] if word in text}
    return found.pop() if len(found) == 1 else ""


def _share_of_whole(subject: str, clause: Clause, memory: Memory) -> str:
    """第三产业占GDP比重 of 第三产业占比 behind 第二产业占GDP比重; "" where it means no such."""
    held = _OF_SHARE.fullmatch(subject) if subject.endswith("占比") else None
    lately = memory.share if memory.share in memory.recent else ""
    whole = heads.share_of_whole(lately) if held and lately else ""
    if held is None or not whole or _OWN_AMOUNT.search(held["holder"]):
        return ""
    holder = held["holder"]
    if metrics.match(holder + whole) is not None:
        return holder + whole
    if metrics.match(subject) is not None:
        return subject  # a share of its own: 非化石能源消费占比 is none of 规模以上工业
    clause.scope = holder if len(holder) > _SHORT_HOLDER else ""
    return whole if clause.scope else holder + whole


_CONTRIBUTION = re.compile(
    r"(?P<what>(?:全[国省市区县球])?(?:经济|投资|固定资产投资|全社会固定资产投资|工业|地区生产总值|GDP|税收|外贸|进出口|就业|消费)?"
    r"(?:增长)?的?(?:贡献率|拉动率))"
)
"""对经济增长的贡献率: of what was measured before, where the clause names nothing else."""


_FLOW = re.compile(r"(?:收入|支出|总值|产值|增加值|投资|税收|营收|利润|销售额)$")
"""Sums of money own no other sum: 税收 behind 预算收入 is 税收."""


def is_bare(subject: str) -> bool:
    """Whether a subject is a head that needs an owner: 产生效益, 装机规模."""
    return _BARE_HEAD.fullmatch(subject) is not None


_OWN_AMOUNT = re.compile(
    r"(?:量|值|额|数|面积|车辆?|汽车|里程|人口|收入|投资|机|耗|放|投入|支出|经费|资金|贷款|税收|消费|营收|利润|用电|出口|进口)$"
)
"""Holders of a share of another whole: 货运周转量占比 is none of the electricity before."""
_SHORT_HOLDER = 4
"""A longer holder of a share is its scope, not part of its name."""


def _clauses_before(clause: Clause, sentence: Sentence) -> list[str]:
    borders = [border for border in sentence.masked.borders if border < clause.start]
    texts = [
        sentence.masked.slice(low, high).strip("，；：。 ")
        for low, high in zip(borders, [*borders[1:], clause.start], strict=False)
    ]
    return texts[::-1]


def _topic_before(clause: Clause, sentence: Sentence, subject: str) -> str:
    if thriving := topic_thriving(clause, sentence, subject):
        return thriving
    before = _clauses_before(clause, sentence)[:2]
    if before and subject in _CROPPED and (crop := _HARVEST.fullmatch(before[0])):
        return crop["crop"]
    for text in before:
        if part := _PART_OF.match(text):
            return part["what"]
        if match := _TOPIC.search(text):
            return match["topic"] + ("项目" if match["topic"] in ("重大", "重点") else "")
    return before[0] if before and _ALONE.fullmatch(before[0]) and _MADE_OF.search(subject) else ""


def topic_thriving(clause: Clause, sentence: Sentence, subject: str) -> str:
    """装备制造业 of 装备制造业加快振兴，实现增加值43亿元; "" for a subject with an owner."""
    before = _clauses_before(clause, sentence)[:1] if _MADE.fullmatch(subject) else []
    thriving = _THRIVING.fullmatch(before[0]) if before else None
    return thriving["topic"] if thriving is not None else ""


_CROPPED = ("产量", "总产", "总产量", "单产", "面积")
_HARVEST = re.compile(r"(?P<crop>[一-龥]{2,6}?)(?:生产)?(?:[一-龥]{1,4})?丰收(?:丰产)?")
"""粮食再获丰收，总产达到557亿斤."""
_ALONE = re.compile(
    r"(?!其[中次他]|首先|此外|同时|目前|当前|全[省市县区国年]|[今去明]年|总[体的之])"
    r"(?:(?![获增减稳提升建完推进强化保持丰喜发展])[一-龥]){2,4}(?<![来上中下后前时间年月度面说看此外是有])"
)
_MADE_OF = re.compile(r"(?:产量|单产|总产|产值|面积|增加值)$")
"""糖料，年均产量7372万吨: a noun alone is what is measured next."""


_PART_OF = re.compile(
    r"其中(?P<what>[一-龥]{2,12}?)(?:项目|企业|产业|工程)?(?:实现|继续|持续|发展|稳步|快速|加快)"
)
"""其中垃圾发电项目实现…，装机规模达到…: what the part is."""
_THRIVING = re.compile(
    rf"(?!{one_of('names', 'thriving_made')})"
    r"(?:[^，占的\d]{2,16}?等)?"
    r"(?P<topic>[^，占的\d]{2,12}?(?<!市)(?<!国民)(?<!县域)(?:业|经济|园区|开发区|集群|产业链)(?!集群|链))"
    rf"(?=[^，占的\d]{{0,6}}{one_of('names', 'thriving')})"
    r"[^，占的\d]{2,8}"
)
"""装备制造业加快振兴，实现增加值43亿元: whose value added it is."""
_MADE = re.compile(
    r"(?:工业)?(?:增加值|总产值|产值|营业收入|主营业务收入|销售收入|总收入|收入|利润|利税|税收|销售额)"
)


def left_out(clause: Clause, sentence: Sentence, memory: Memory, subject: str) -> Named:
    """Ellipsis: the metric of the clause before, or what the year compared with belongs to."""
    if clause.base is not None and (inner := _of_base(clause, sentence)):
        return [inner], subject, "subject"
    if clause.left.verb.startswith("减排"):
        return ["碳排放量"], subject, "subject"
    head = clause.group[0]
    if "each" in clause.left.marks and (listed := _each_before(clause, sentence)):
        return naming.count_names(listed, clause.group), subject, "list"
    if takes_share(clause) and (listed := _listed_before(clause, sentence)):
        return listed, subject, "list"
    if several := _several_before(clause, sentence):
        return [several], subject, "ellipsis"
    for text in _clauses_before(clause, sentence)[:1]:
        bare = strip_opening(text.replace(TIME, ""))
        headed = _RECORD.match(bare) or _HEADED.search(bare)
        if headed and not any(char.isdigit() for char in text) and len(headed[0]) >= 3:
            name, scope = naming.cut_subject(strip_opening(naming.without_verbs(headed[0])))
            named = naming.count_name(name, head.unit, head.dimension)
            return [named], subject or scope, "ellipsis"
    return recalled(clause, memory, subject)


def _several_before(clause: Clause, sentence: Sentence) -> str:
    """新增科技型企业数 of 打造一批聚焦主业的科技型企业，年内新增100家以上."""
    before, head = _clauses_before(clause, sentence)[:1], clause.group[0]
    several = _SEVERAL.search(before[0]) if before and head.dimension == "count" else None
    verb = clause.left.verb if clause.left.kind == "object" else ""
    if several is None or not verb:
        return ""
    return naming.count_name(verb + several["thing"].rpartition("的")[2], head.unit, "count")


_SEVERAL = re.compile(r"一大?批(?P<thing>[^，；。\d]{3,40})$")


def _listed_before(clause: Clause, sentence: Sentence) -> list[str]:
    """其次为甲、乙和丙，分别占5%、4%和3%: the shares of what the clause before lists."""
    count = len(clause.group)
    before = _clauses_before(clause, sentence)[:1]
    if count < 2 or not before or any(char.isdigit() for char in before[0]):
        return []
    names = lists.split_list(_LISTING.sub("", before[0]), count)
    return [name + "占比" for name in names]


def _each_before(clause: Clause, sentence: Sentence) -> list[str]:
    """甲总数、乙总数分别居第一、第二，增幅分别达到5%和4%: what the clause before says 分别 of.

    A comma may part the list from 分别: 甲率、乙率，分别达到5%和4%.
    """
    before = _clauses_before(clause, sentence)[:1]
    listed, each, _ = before[0].partition("分别") if before else ("", "", "")
    goes_on = clause.raw_left.startswith("分别") and not clause.left.verb.startswith("占")
    if not (each or goes_on) or any(char.isdigit() for char in listed):
        return []
    told = strip_opening(listed.replace(TIME, ""))
    return lists.split_list(told if each else read_left(told).subject, len(clause.group))


_LISTING = re.compile(r"^.*?(?:分别|依次)?(?:为|是|有|包括)")


def _of_base(clause: Clause, sentence: Sentence) -> str:
    """在1990年温室气体排放水平的基础上下降40% is about 温室气体排放."""
    base = clause.base
    span = sentence.masked.base_times.get(base.start) if base is not None else None
    if base is None or span is None:
        return ""
    inner = re.match(
        r"(?:的)?(?P<name>[一-龥]{3,14}?)(?:水平)?(?:的)?基础上", sentence.text[base.end : span[1]]
    )
    return inner["name"] if inner else ""
