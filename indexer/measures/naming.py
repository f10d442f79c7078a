"""Metric names: lists split into items, long subjects cut to what heads a table column."""

from __future__ import annotations

import re

from indexer.measures.lexicon import word_list
from indexer.measures.masking import TIME
from kb.vocab import metrics

__all__ = [
    "compared",
    "core",
    "count_name",
    "cut_subject",
    "flow",
    "itemised",
    "last_noun",
    "parallel",
    "separate",
    "share_of_whole",
    "split_list",
    "tidy",
    "with_first_head",
    "with_share",
    "without_verbs",
]

_CONJUNCTION = re.compile(r"[、/]|以及|及其|和(?!谐|平)|与(?!会)|及(?!时|以上|其)|，")
_TAIL = re.compile(
    r"(?:重点工程)?(?:排放(?:总?量|强度|浓度)?|减排|年均|平均|浓度|综合|利用|回收|处理|处置|消费|覆盖|普及|使用|占|产[量值能]|增加值|总产|面积|能耗|水耗|煤耗|电耗|"
    r"总量|总额|余额|收入|比[例重率]|占比|里程|装机|发电|单位|人均|人数|数量|比率|达标|优良|合格|净流入|入学|巩固|毛入学|参保|投资|储量|能力|规模|强度|供应|建设|有效|无害化|资源化|安全|市场|营业|"
    r"使用比例|新能源)"
)
_LONG = 22
_HEAVY_MODIFIER = re.compile(
    r"^.*(?:具有|符合|能够|适应|满足|拥有|涵盖|覆盖|以[^的]{1,20}为)[^的]{1,40}的(?=.{3,})"
)
_ET_AL = re.compile(r"^[^等]{4,60}等(?:\d+种|[一二三四五六七八九十]+[个种类]?)?(?=.{4,})")
_ABBREVIATED = re.compile(r"^(?P<name>[^（）]+)（(?P<short>[A-Za-z&.0-9]{2,8})）")
_MODIFIED = re.compile(
    r"^(?!单位|万元|每|人均|亩均)[^，占]{3,}(?:企业|行业|产业|领域|机构|地区|城市|单位|园区|项目|产品|家庭)的(?=[^的]{4,}$)"
    r"|^[^，占]{0,20}(?:符合|具备|获得|实施|列入|纳入|达到|参加|从事|收录|使用|拥有|开展|通过)[^，占]{2,20}的(?=[^的]{4,}$)"
)


def _without_synonym(match: re.Match[str]) -> str:
    """地区生产总值（GDP）: a bracket that only repeats the name by its short form."""
    whole, short = metrics.match(match["name"]), metrics.match(match["short"])
    return (
        match["name"]
        if whole is not None and short is not None and whole.id == short.id
        else match[0]
    )


_INSIDE = re.compile(
    r"^([一-龥]{2,16}(?:范围内|区内|域内|市内|领域|行业内|行业中))(?:实现|中|的)?(?=.{5,}$)(?!.*占)"
)
_HOLDER = re.compile(
    r"^.{3,}(?:企业|行业|产业|领域|机构|建筑|厂房|单位|园区|地区|城市|城镇|农村|县城|机关|学校|医院|家庭|流域|机组|车辆|船舶|供应业|制造业|制品业|加工业|采矿业|冶炼业)的?"
    r"(?=(?:单位|人均|万元|平均|屋顶|绿色|综合|年均|总|碳排放|二氧化碳|能耗|能源|用水|用电)[^，]{3,}$|(?:碳|二氧化碳)排放量?$)"
)
_GROUP = re.compile(r"^[^占、]{2,}(?:企业|机构)(?=[^，占、]{3,}(?:率|比例|比重)$)")
_BRACKET = re.compile(r"（[^（）]*）|\[[^\[\]]*\]|“|”")


_FOOTNOTE = re.compile(r"\[\d{1,3}\]$")
_TIME_INSIDE = re.compile(rf"(?:截至|[在于至到](?={TIME}))?{TIME}(?:的(?=.{{3,}}))?")
_CLASSES = tuple(word_list("parallel").values())


def parallel(metric: str, other: str) -> str:
    """火电平均电价 and 水电 → 水电平均电价: one member of a class takes another's place."""
    for members in _CLASSES:
        if other in members:
            for member in members:
                if metric.startswith(member) and len(metric) > len(member) + 1:
                    return other + metric[len(member) :]
    return ""


def with_first_head(subject: str, first: str) -> str:
    """生物医药 behind 装备制造营业收入: the head of the first item of a list holds for all."""
    head = _INCOME_HEAD.search(first)
    if head is None or not _SECTOR.search(subject) or metrics.match(subject) is not None:
        return subject
    return subject + head[0]


_INCOME_HEAD = re.compile(r"(?:营业收入|主营业务收入|增加值|总产值|产值|产量|装机|销售收入)$")
_SECTOR = re.compile(
    r"^[^，占率量值额入]{2,10}(?:业|制造|装备|材料|能源|医药|航天|电子|信息|化工|汽车|经济|冶金|建材|纺织|轻工)$|^(?:风电|水电|光伏|火电|核电|太阳能|生物质|光热)$"
)


def itemised(subject: str) -> str:
    """发电的排放绩效平均为烟尘 (0.01克) measures 烟尘排放绩效; "" where no such item follows."""
    match = _ITEMISED.fullmatch(subject)
    if match is None or not any(match["item"] in members for members in _CLASSES):
        return ""
    return match["item"] + match["head"].rpartition("的")[2]


_ITEMISED = re.compile(r"(?P<head>.{2,}?)(?:平均|分别)?为(?P<item>[^为的]{2,8})")


def flow(subject: str, unit: str) -> str:
    """成交 (1588万吨) → 成交量, 成交 (8亿元) → 成交额."""
    match = _FLOW.fullmatch(subject)
    return match["verb"] + ("额" if unit.endswith("元") else "量") if match else subject


_FLOW = re.compile(
    r"(?:共计|合计|总计|共)?(?P<verb>成交|发电|供电|供热|供水|用电|用水|销售|出口|进口|排放|消纳|减排)"
)


def share_of_whole(metric: str) -> str:
    """碳排放占总体碳排放份额, without whose share it is; "" for a metric that is no share."""
    match = _SHARE.match(metric)
    return f"{match['what'] or ''}占{match['whole']}" if match else ""


_SHARE = re.compile(
    r"(?P<who>.*?)(?P<what>(?:碳|二氧化碳)?排放量?|产值|增加值|产量|消费量?|面积|人口|收入|投资|用量)?占(?P<whole>.{2,}(?:比重|份额|比例|占比))$"
)


def _same_class(parts: list[str]) -> str:
    """What stands before several members of one class: 主要农作物 of 主要农作物化肥、农药…."""
    for members in _CLASSES:
        first = next((word for word in members if parts[0].endswith(word)), "")
        if first and all(part.startswith(members) for part in parts[1:]):
            return parts[0][: -len(first)]
    return ""


def tidy(name: str) -> str:
    """Without blanks, dangling marks and time fillers."""
    name = (
        _FOOTNOTE.sub("", _TIME_INSIDE.sub("", name))
        .replace("分别", "")
        .strip("、，。；：的 —·-~和及与等")
    )
    if name.count("（") != name.count("）"):
        name = name.replace("（", "").replace("）", "")
    if name.count("“") != name.count("”"):
        name = name.replace("“", "").replace("”", "")
    return name


def _outside(text: str) -> list[tuple[int, int]]:
    """Spans of list marks that stand outside brackets and quotes."""
    spans, depth = [], 0
    depths = []
    for char in text:
        if char in "（“《[":
            depth += 1
        depths.append(depth)
        if char in "）”》]":
            depth = max(0, depth - 1)
    for match in _CONJUNCTION.finditer(text):
        if depths[match.start()] == 0 and match.start() > 0:
            spans.append(match.span())
    return spans


def with_share(subject: str, dimension: str) -> str:
    """“电煤仅占到煤炭消费量的” → 电煤占煤炭消费量比重."""
    if dimension not in ("percent", "fraction") or "占" not in subject:
        return subject
    name = re.sub(r"(?:仅|约|已)?占到?(?=.)", "占", subject, count=1).strip("的")
    if _SHARE_HEAD.search(name) or (name.startswith("占") and len(name) < 3):
        return name
    return name + "比重"


_HEAD = re.compile(
    r"(?:播种|种植|养殖|建设|改造)?(?:总)?(?:保有量|拥有量|成交量|成交额|面积|数量|数|量|产值|产量|额|总额|里程|人数|规模)$"
)
_DESCRIBED = re.compile(r"^(?:具有|符合|具备|能够|适应|满足|特色|以|有)[^的]{1,40}的(?=.{3,})")


def core(name: str) -> str:
    """A name without its head: 粮食 of 粮食产量."""
    stem = _HEAD.sub("", re.sub(r"^(?:新增|新建|完成|累计)", "", name))
    return stem if len(stem) >= 2 else name


def last_noun(phrase: str, longest: int) -> str:
    """A noun phrase without what describes it at length."""
    phrase = _DESCRIBED.sub("", phrase)
    cut = phrase.rfind("的")
    if len(phrase) > longest and cut > 0 and len(phrase) - cut > 4:
        return phrase[cut + 1 :]
    return phrase


def without_verbs(phrase: str) -> str:
    """A phrase without the verbs of tending it begins with: 力保常规天然气年产量."""
    phrase = re.sub(r"^.*(?:进行|实行|实施|开展|强化|加强|推进)(?=.{4,})", "", phrase)
    return _TENDING.sub("", phrase)


_TENDING = re.compile(
    r"^(?:力保|确保|保障|提高|提升|增加|扩大|稳定|保持|控制|降低|减少|推动|加快)+"
)


def compared(subject: str, verb: str, unit: str) -> str:
    """甲是乙的3倍 measures 甲与乙之比; 甲比乙高出 measures the difference."""
    if unit == "倍" and (
        ratio := re.fullmatch(
            r"(?P<one>.{2,}?)(?:却|则|竟|仅|约)?(?:是|为|相当于)(?P<other>.{2,}?)(?:的)?", subject
        )
    ):
        return f"{ratio['one']}与{ratio['other']}之比"
    if verb in ("高出", "高于", "多出") and "比" in subject:
        return subject + "高出幅度"
    return subject


_SHARE_HEAD = re.compile(r"(?:率|比重|比例|占比|份额|程度|水平)(?:（[^）]*）)?$")
_URBAN_RURAL = "城乡"


def split_list(subject: str, count: int) -> list[str]:
    """“甲、乙排放总量” split in `count` names that share head or tail; empty if counts disagree."""
    if count == 2 and _URBAN_RURAL in subject and not _outside(subject):
        return [subject.replace(_URBAN_RURAL, word, 1) for word in ("城镇", "农村")]
    subject = (
        re.sub(
            r"(?:等)?(?:\d+|[两二三四五六七八九十]+)(?:项|种|类|个|大)(?=[^、]{2,})",
            "",
            subject,
            count=1,
        )
        if "等" in subject
        else subject
    )
    spans = _outside(subject)
    if len(spans) + 1 < count:
        return []
    for joints in _choices(subject, spans, count):
        parts, position = [], 0
        for start, end in joints:
            parts.append(subject[position:start])
            position = end
        parts.append(subject[position:])
        if all(parts):
            return _share(parts)
    return []


def separate(subject: str, *, every: bool) -> list[str]:
    """Items of a list that share one value: by 均 (`every`), or each with a head of its own."""
    spans = _outside(subject)
    if not spans:
        return []
    if every:
        return split_list(subject, len(spans) + 1)
    parts = [
        subject[low:high]
        for low, high in zip(
            [0, *(end for _, end in spans)],
            [*(start for start, _ in spans), len(subject)],
            strict=True,
        )
    ]
    if all(_OWN_HEAD.search(part) for part in parts) and not any(
        "占" in part for part in parts[1:]
    ):
        return [tidy(part) for part in parts]
    return []


_OWN_HEAD = re.compile(r".{2,}(?:率|比重|比例|占比|面积|浓度|强度|增加值|产值|收入|总额)$")


def _choices(subject: str, spans: list[tuple[int, int]], count: int) -> list[list[tuple[int, int]]]:
    if len(spans) + 1 == count:
        return [spans]
    strong = [
        span for span in spans if subject[span[0]] == "、" or subject[span[0] : span[1]] == "以及"
    ]
    if len(strong) + 1 == count:
        return [strong]
    weak = [span for span in spans if span not in strong]
    if len(weak) + 1 == count:
        return [weak]
    last = strong + weak[-1:]
    if len(last) + 1 == count:
        return [sorted(last)]
    return [spans[: count - 1]]


def _share(parts: list[str]) -> list[str]:
    """Give each item the tail of the last one, unless it bears a tail of the same kind itself."""
    last = parts[-1]
    tail = _shared_tail(parts)
    front = _same_class(parts)
    shared = []
    for part in parts[:-1]:
        own = _TAIL.search(part, min(2, len(part)))
        if own and tail.startswith(part[own.start() :]) and len(tail) > len(part) - own.start():
            shared.append(part[: own.start()] + tail)
        elif own or _OWN_HEAD.search(part):
            shared.append(part)
        else:
            shared.append(part + tail)
    shared = [shared[0], *(front + part for part in [*shared[1:], last])]
    return [tidy(part) for part in shared]


_TAIL_HEAD = re.compile(
    r"(?:率|量|重|例|度|额|积|数|值|能|耗|入|力|占比|程|资|面积|水平|规模|放|汽车|车辆|企业|建筑)(?:（[^）]*）)?$"
)


def _shared_tail(parts: list[str]) -> str:
    """What the last item says for all: 排放总量 of 化学需氧量、氨氮排放总量; "" for nothing."""
    last = parts[-1]
    for members in _CLASSES:
        if parts[0].endswith(members):
            size = max(len(member) for member in members if parts[0].endswith(member))
            for member in sorted(members, key=lambda word: abs(len(word) - size)):
                if last.startswith(member):
                    return last[len(member) :]
    found = _TAIL.search(last, min(2, len(last)))
    tail = last[found.start() :] if found else ""
    if not tail and len(parts[-2]) <= _SHORT_ITEM and not _OWN_HEAD.search(parts[-2]):
        tail = last[len(parts[-2]) :]
    return tail if _TAIL_HEAD.search(tail) else ""


_SHORT_ITEM = 6


def cut_subject(subject: str) -> tuple[str, str]:
    """(metric, scope): a long subject without its enumeration and heavy modifiers."""
    name, scope = tidy(subject), ""
    name = _ABBREVIATED.sub(_without_synonym, re.sub(r"（[^（）]{9,}）", "", name))
    name = re.sub(r"(?<=排放)数量$", "量", name)
    if described := _MODIFIED.match(name):
        return name[described.end() :], tidy(described[0])
    if inside := _INSIDE.match(name):
        return name[inside.end() :], inside[1]
    held = _HOLDER.match(name)
    if held is not None and "占" not in held[0] and 2 * len(held[0]) >= len(name):
        return tidy(name[held.end() :]), tidy(held[0])
    if group := _GROUP.match(name):
        return name[group.end() :], group[0]
    if len(name) <= _LONG:
        return name, scope
    if listed := _ET_AL.match(name):
        scope, name = name[: listed.end()], name[listed.end() :]
    if len(name) > _LONG and (heavy := _HEAVY_MODIFIER.match(name)):
        name = name[heavy.end() :]
    if len(name) > _LONG and "、" in name and "占" not in name:
        head, _, rest = name.rpartition("、")
        if len(rest) >= 6:
            scope, name = scope + head, rest
    return tidy(name), tidy(scope)


_MEASURE_SUFFIX = {
    "亩": "面积",
    "公顷": "面积",
    "平方米": "面积",
    "平方公里": "面积",
    "公里": "里程",
}
_HEADS = tuple("率量值额数度比重例耗率产积程力")


def count_name(name: str, unit: str, dimension: str) -> str:
    """“认证机构” counted in 家 is 认证机构数; an area or a length gets its own head."""
    if dimension == "count":
        if name.endswith(("数", "数量", "人次", "量", "总数", "额", "率", "规模", "就业")):
            return name
        return name + ("人数" if unit.endswith(("人", "名")) and not name.endswith("人") else "数")
    if name.endswith("排放") and unit.endswith("吨"):
        return name + "量"
    for surface, head in _MEASURE_SUFFIX.items():
        if "/" not in unit and unit.endswith(surface) and not name.endswith((*_HEADS, "规模")):
            return name + head
    return name
