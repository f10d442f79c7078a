"""What a group of numbers measures: the name left of it, right of it, or left out."""

from __future__ import annotations

import re

from indexer.measures import naming
from indexer.measures.clauses import Clause
from indexer.measures.drafts import Memory
from indexer.measures.masking import TIME
from indexer.measures.predicates import strip_opening, verb_kind
from indexer.measures.refusals import has_noun
from indexer.measures.sentences import Sentence
from indexer.measures.tokens import Quantity

__all__ = ["Named", "names_of"]

Named = tuple[list[str], str, str]
"""Names (one, or one for each value), scope, rule."""

_LEADING_VERB = re.compile(
    r"(?:建成|达到|实现|完成|通过|获得|纳入|使用|采用|由|被|用|来自|参加|接入|安装|配备|符合|取得|开展|建立|执行|实行|实施|推行)"
)
_MIDDLE_VERB = re.compile(
    r"(?<=[一-龥）”]{2})(?:大力|共同|已|均|都|还|将|率先)*(?:开展|实施|推进|进行|完成|获得|编制完成|编制|设立了?|设立|纳入|达到|执行|研究提出|提出|成立|建立|建设|使用|实现|被|(?<![应针])对|将|围绕)(?=[一-龥“《（]{2,})"
)
_CLASS = re.compile(
    r"(?:其中)?(?:大型|中型|小型|微型|特大型|国家级|省级|市级|县级|男性|女性|农村|城镇|城市|新建|其他)"
)
_PLACE_ONLY = re.compile(
    r"(?:(?:[一二三四五六七八九十\d]+)?(?:省|市|县|州|区|镇|乡|村)|中心城区|主城区|城区|地区|县城|建成区|城市|农村|城镇|乡镇|东部|西部|中部|北部|"
    r"南部|沿海|平原|山区|市区|郊区|园区|区域|省会|市州|区县|县区|全域|及以上|县级|市级|省级|以上|其他|其余|、|和|及|等|的|中)+"
)
_BARE_HEAD = re.compile(
    r"(?:年|总|年均|合计|综合|回收|资源化|建筑|占地|供热|完成|累计)*(?:装机容量|装机规模|装机|产值|产量|利用量|节能量|利用率|规模|占比|比重|份额|抵消量|成交量|成交额|金额|面积|投资|均价|价格|数量|产能|"
    r"成交金额|收入|销售额|营业收入|能力|储量|总量|里程|覆盖率|处理率|回收利用率)"
)
_TOPIC = re.compile(
    r"(?:大力|加快|积极|做大|做强|培育|壮大|发展|推进|推动|打造|促进|提升|完善|加强|抓好|深化|开展|实施|推广|建设|力保|确保|保障)+"
    r"(?P<topic>[一-龥“”·]{2,14}?)(?:产业|行业|工作|建设|发展|工程|项目|稳中有升|分类|改造|持续增长|稳步增长|提质增效)*$"
)
_HEADED = re.compile(
    r"[一-龥A-Za-z0-9（）、·“”]{0,20}?(?:量|率|比重|比例|浓度|面积|强度|总额|排放|产值|能耗|规模|水平|指数|收入|投资|煤耗|生产总值|增加值|人口|里程)(?=[稳持保继逐不显大明得有控最，。；]|$)"
)
_OVER_SHARE = re.compile(
    r"(?P<op>不(?:得|能|应)?(?:超过|高于|低于|少于)|超过|低于|不足)(?P<whole>[^，。；、\d]{2,16})的$"
)
_HAVING = re.compile(r"(?<=[^，。；]{3})的(?:共|一共|总共|分别|各)?有(?:共)?$")
_SAME_AGAIN = re.compile(
    r"(?:这?一|这个|该|此|其)(?:比例|比重|数字|指标|比率|占比|份额|数据|数值|水平)"
)
_OF_SHARE = re.compile(r"(?P<holder>[^占的]{2,}?)的?占比")
_OVER_OPS = {"超过": ">", "低于": "<", "不足": "<"}


def names_of(clause: Clause, sentence: Sentence, memory: Memory) -> Named:
    """Metric names of a group, the scope that was cut off, and the rule that found them."""
    head = clause.group[0]
    named: Named | None = None
    if head.dimension in ("percent", "fraction"):
        named = _share(clause, sentence, head)
    elif head.dimension in ("count", "amount") and has_noun(clause):
        named = _counted(clause, head, sentence)
    return named or _left(clause, sentence, memory, head)


# --- percentages with a noun behind them -------------------------------------------------
def _share(clause: Clause, sentence: Sentence, head: Quantity) -> Named | None:
    if over := _OVER_SHARE.search(clause.raw_left):
        return _over(clause, over)
    if not has_noun(clause):
        return None
    if not clause.subject:
        return [_share_name(_with_shared_tail(clause, sentence))], "", "share_of"
    if clause.left.kind == "object":
        name, scope = naming.cut_subject(clause.subject + _noun_of(clause.right))
        return [name], scope, "object"
    if verb := _LEADING_VERB.match(clause.right):
        return [f"{_noun_of(clause.right)[verb.end() :]}{verb[0]}率"], clause.subject, "share_of"
    return None


def _over(clause: Clause, over: re.Match[str]) -> Named:
    """不超过总数的30%: the comparator stands before the whole."""
    subject = strip_opening(clause.raw_left[: over.start()].replace(TIME, ""))
    word = over["op"].replace("得", "").replace("能", "").replace("应", "")
    op = {"不超过": "<=", "不高于": "<=", "不低于": ">=", "不少于": ">="}.get(
        word, _OVER_OPS.get(word)
    )
    for quantity in clause.group:
        if op and not quantity.op_stated:
            quantity.op, quantity.op_stated = op, True
    name, scope = naming.cut_subject(f"{subject.removesuffix('占比')}占{over['whole']}比重")
    return [name], scope, "subject"


def _with_shared_tail(clause: Clause, sentence: Sentence) -> str:
    """95%的省级、90%的市级和70%的县级机关达标: the first items share the tail of the last."""
    listed = re.fullmatch(r"(的?)([一-龥（）]{1,12}?)(?:、|和|及|与|以及)", clause.right)
    last = sentence.groups[-1][-1]
    if listed is None or last.end <= clause.group[-1].end or last.dimension != "percent":
        return clause.right
    tail = sentence.masked.slice(last.end, sentence.masked.clause(last.number_start)[1])
    own, size = listed[2], len(listed[2])
    tail = tail.removeprefix("的")
    if tail[size - 1 : size] == own[-1] and own[-1] != "）":
        return own + tail[size:]
    verb = _SHARED_VERB.search(tail)
    return own + tail[verb.start() :] if verb else clause.right


_SHARED_VERB = re.compile(r"建立|达到|建成|实现|完成|通过|开展|配备|设立|创建|纳入")


def _share_name(right: str) -> str:
    noun = _noun_of(right)
    return noun if noun.endswith(("率", "比例", "比重", "能力")) else noun + "比例"


# --- counts and amounts with a noun behind them --------------------------------------------
def _counted(clause: Clause, head: Quantity, sentence: Sentence) -> Named | None:
    bounded = bool(head.op_left or head.op_right)
    bare_verb = head.dimension == "count" and (len(clause.subject) <= 3 or not bounded)
    listed = bare_verb or re.search(r"(?:等|和|及|与|、|在|的|以及)$", clause.raw_left)
    if having := _HAVING.search(clause.raw_left):
        described = strip_opening(clause.raw_left[: having.start()].replace(TIME, ""))
        noun = naming.last_noun(_noun_of(clause.right), 18)
        return [naming.count_name(f"{described}的{noun}", head.unit, head.dimension)], "", "object"
    whole, noun = clause.whole_subject, _noun_of(clause.right)
    if noun and whole.endswith(noun) and len(whole) > len(noun) + 2:
        return [naming.count_name(whole, head.unit, head.dimension)], "", "subject"
    if clause.left.kind == "object" or not clause.subject or listed:
        return [_right_name(clause, head, sentence)], "", "object"
    return None


def _noun_of(right: str) -> str:
    right = re.sub(r"^(?:左右|上下)?的?", "", right)
    noun = naming.tidy(re.split(r"[，；。：]", right)[0])
    return _counted_noun(noun)


_TOLD = re.compile(
    r"(?P<noun>[^的]{1,}?)(?:全部|件件|已|均|都|相继|陆续|先后|成功|顺利|全面|如期|深入|加快|有序|扎实|首次|提前|建成|基本|稳步|抓紧|集中|实现)*"
    r"(?:(?P<done>落实|兑现|建成投入使用|投入使用|投入运行|投入运营|落地见效|落地|新?开工(?:建设)?|竣工(?:投产)?|建成投[产用]|建成交付|投产|通车|"
    r"上线|挂牌|完工|投用|启用|达产|建成开馆|开馆|落地实施|落地推进|实施|推进)"
    r"|(?P<rank>(?:入选|享誉|跻身|入围|获评|列入|荣获|荣膺|上榜)[^，、]{2,}))"
)
_GENERIC = 2
"""A noun of so few characters (项目, 企业) says nothing without what became of it."""


def _counted_noun(noun: str) -> str:
    """What is counted, without what became of it: 3部影片入选…, 15件实事全部兑现."""
    told = _TOLD.fullmatch(noun)
    if told is None:
        return noun
    if len(told["noun"]) > _GENERIC:
        return told["noun"]
    return f"{told['rank']}的{told['noun']}" if told["rank"] else f"{told['done']}{told['noun']}"


_GRADE = re.compile(r"(?:国家|省|自治区|市|县|区|乡镇?|村|部|世界|[一二三四五]星|A{2,5})级")


def _right_name(clause: Clause, head: Quantity, sentence: Sentence) -> str:
    noun = _noun_of(clause.right)
    if _GRADE.fullmatch(noun):
        noun += _graded_noun(clause, sentence)
    if verb := _MIDDLE_VERB.search(noun):
        actor, action = noun[: verb.start()], _LIGHT.sub("", noun[verb.start() :])
        noun = f"{naming.last_noun(action, 18)}的{naming.last_noun(actor, 10)}"
    else:
        noun = naming.last_noun(noun, 18)
        if len(noun) <= 2 and (verb_first := _first_verb(clause.raw_left)):
            noun = verb_first + noun
    if clause.left.kind == "object" and 2 <= len(clause.subject) <= 6 and len(noun) <= 6:
        noun = clause.subject + clause.left.verb + noun
    prefix = "新增" if clause.left.verb in ("新增", "净增") else ""
    return naming.count_name(prefix + noun, head.unit, head.dimension)


def _graded_noun(clause: Clause, sentence: Sentence) -> str:
    """8个国家级、36个省级重点专科: the noun behind the last grade belongs to all."""
    tail = clause.group[-1]
    rest = sentence.masked.slice(tail.end, clause.end)
    shared = re.search(
        rf"[、和及与]\d+(?:个|家|项|处|座|所|条){_GRADE.pattern}([一-龥“”]{{2,14}})", rest
    )
    return _noun_of(shared[1]) if shared else ""


_LIGHT = re.compile(r"^(?:开展|实施|进行)了")


def _first_verb(text: str) -> str:
    """竣工投产 of 竣工投产甲公司年产15万吨铝材等70个项目."""
    opened = strip_opening(text.replace(TIME, ""))
    kinds = verb_kind()
    for size in range(min(6, len(opened)), 1, -1):
        if kinds.get(opened[:size]) == "object":
            return opened[:size]
    return ""


# --- names left of the number, or left out --------------------------------------------------
def _left(clause: Clause, sentence: Sentence, memory: Memory, head: Quantity) -> Named:
    subject, count = _subject(clause), len(clause.group)
    if len(subject) < 2 or (memory.metrics and _SAME_AGAIN.fullmatch(subject)):
        subject = ""
    alike = bool(memory.metrics) and memory.unit == head.unit
    if alike and (other := naming.parallel(memory.metrics[0], subject)):
        return [other], "", "ellipsis"
    listed = clause.raw_left.startswith("、") or sentence.text[: clause.start].endswith("其中，")
    if alike and listed:
        subject = naming.with_first_head(subject, memory.metrics[0])
    if not subject or (_PLACE_ONLY.fullmatch(subject) and memory.metrics):
        return _left_out(clause, sentence, memory, subject)
    if _CLASS.fullmatch(subject) and memory.metrics and memory.unit == head.unit:
        return [memory.metrics[0]], subject, "ellipsis"
    if count > 1 and (parts := naming.split_list(clause.whole_subject, count)):
        return [naming.count_name(part, head.unit, head.dimension) for part in parts], "", "list"
    if count == 1 and (parts := naming.separate(subject, every="all" in clause.left.marks)):
        return parts, "", "shared_value"
    if clause.left.verb.startswith("减排") and not subject.endswith(("排放", "量")):
        subject += "碳排放"
    if item := naming.itemised(subject):
        return [item], "", "subject"
    subject = naming.flow(subject, head.unit) if head.dimension == "amount" else subject
    subject = naming.with_share(_completed(subject, clause, sentence, memory), head.dimension)
    name, scope = naming.cut_subject(naming.compared(subject, clause.left.verb, head.unit))
    named = [naming.count_name(name, head.unit, head.dimension)] if name else []
    return named, scope or clause.scope, "subject"


def _subject(clause: Clause) -> str:
    """The subject; a word taken for a verb goes back where nothing follows the number."""
    left = clause.left
    noun_verb = left.kind == "object" and left.verb not in _PLAIN_VERBS and not has_noun(clause)
    if noun_verb and clause.subject and len(left.verb) == 2:
        return clause.subject + left.verb
    return clause.subject


_PLAIN_VERBS = frozenset(
    [
        "新增",
        "净增",
        "完成",
        "实现",
        "达成",
        "推广",
        "覆盖",
        "共有",
        "现有",
        "已有",
        "为",
        "有",
        "提升",
        "突破",
    ]
)


def _completed(subject: str, clause: Clause, sentence: Sentence, memory: Memory) -> str:
    """产值 → 数字经济产值: a bare head takes the topic of the clause before it."""
    if subject.startswith("占") and memory.metrics:
        return naming.core(memory.metrics[0]) + subject
    held = _OF_SHARE.fullmatch(subject)
    whole = naming.share_of_whole(memory.share) if held and memory.share else ""
    if held and whole:
        clause.scope = held["holder"] if len(held["holder"]) > _SHORT_HOLDER else ""
        return whole if len(held["holder"]) > _SHORT_HOLDER else held["holder"] + whole
    if memory.share and subject == "占比":
        return naming.share_of_whole(memory.share) or subject
    if not _BARE_HEAD.fullmatch(subject):
        return subject
    if topic := _topic_before(clause, sentence):
        return topic + subject
    for known in memory.metrics:
        if known.endswith(subject) and len(known) <= 24:
            return known
    own = memory.rule in ("subject", "object") and memory.unit != clause.group[0].unit
    if memory.metrics and own:
        return naming.core(memory.metrics[0]) + subject
    return subject


_SHORT_HOLDER = 4
"""A longer holder of a share is its scope, not part of its name."""


def _clauses_before(clause: Clause, sentence: Sentence) -> list[str]:
    borders = [border for border in sentence.masked.borders if border < clause.start]
    texts = [
        sentence.masked.slice(low, high).strip("，；：。 ")
        for low, high in zip(borders, [*borders[1:], clause.start], strict=False)
    ]
    return texts[::-1]


def _topic_before(clause: Clause, sentence: Sentence) -> str:
    for text in _clauses_before(clause, sentence)[:2]:
        if match := _TOPIC.search(text):
            return match["topic"] + ("项目" if match["topic"] in ("重大", "重点") else "")
    return ""


def _left_out(clause: Clause, sentence: Sentence, memory: Memory, subject: str) -> Named:
    """Ellipsis: the metric of the clause before, or what the year compared with belongs to."""
    count = len(clause.group)
    if clause.base is not None and (inner := _of_base(clause, sentence)):
        return [inner], subject, "subject"
    if clause.left.verb.startswith("减排"):
        return ["碳排放量"], subject, "subject"
    for text in _clauses_before(clause, sentence)[:1]:
        headed = _HEADED.search(strip_opening(text.replace(TIME, "")))
        if headed and not any(char.isdigit() for char in text) and len(headed[0]) >= 3:
            name, _ = naming.cut_subject(strip_opening(naming.without_verbs(headed[0])))
            head = clause.group[0]
            return [naming.count_name(name, head.unit, head.dimension)], subject, "ellipsis"
    metrics = memory.metrics
    unit = clause.group[0].unit
    if unit != memory.unit and memory.unit == "%" and unit in memory.by_unit:
        return [memory.by_unit[unit]], subject, "ellipsis"
    if not metrics:
        return [], "", ""
    if len(metrics) == count:
        return list(metrics), subject, "ellipsis"
    return [metrics[0]], subject, "ellipsis"


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
