"""Metric names: long subjects cut to what heads a table column."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indexer.measures.lexing.lexicon import one_of, words
from indexer.measures.lexing.masking import TIME
from indexer.measures.lexing.remembering import remembered
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.names.predicates import verb_kind
from kb.vocab import metrics

__all__ = [
    "core",
    "count_name",
    "count_names",
    "counts_extent",
    "cut_subject",
    "ends_in_head",
    "has_head",
    "is_aside",
    "is_share",
    "joined",
    "last_noun",
    "opening_verb",
    "recounted",
    "says_nothing",
    "tidy",
    "without_aspect",
    "without_verbs",
]
_LONG = 22
_HEAVY_MODIFIER = re.compile(
    rf"^.*(?:{one_of('names', 'having')}|以[^的]{{1,20}}为)[^的]{{1,40}}的(?=.{{3,}})"
)
_ET_AL = re.compile(
    r"^[^等]{4,60}(?<![平均高中初同对优劣特])等(?:\d+种|[一二三四五六七八九十]++(?!大)[个种类]?)?(?=.{4,})"
)
_SEVERAL = re.compile(
    r"^(?:[^、等的]{2,14}、){1,8}[^、等的]{2,14}等(?!级|离子)"
    r"(?:\d+[种个类]|[一二三四五六七八九十]++(?!大)[个种类]?)?(?=[^的、]{4,}$)"
)
"""大数据、集成电路等数字产业: what stands behind 等 holds for all that is listed.

十大产业 keeps its number, which is part of what it is called.
"""
_ABBREVIATED = re.compile(r"^(?P<name>[^（）]+)（(?P<short>[A-Za-z&.0-9]{2,8})）")
_MODIFIED = re.compile(
    rf"^(?!单位|万元|每|人均|亩均)[^，占]{{3,}}{one_of('names', 'kinds')}的(?=[^的]{{4,}}$)"
    rf"|^[^，占]{{0,20}}{one_of('names', 'describing')}[^，占]{{2,20}}的"
    rf"(?!{one_of('names', 'kinds')}[^的]{{,4}}$)(?=[^的]{{4,}}$)"
)
"""Of a mere kind of things (使用余热的企业节能量) the description stays, or nothing tells which."""


def _without_synonym(match: re.Match[str]) -> str:
    """地区生产总值（GDP）: a bracket that only repeats the name by its short form."""
    whole, short = metrics.match(match["name"]), metrics.match(match["short"])
    return (
        match["name"]
        if whole is not None and short is not None and whole.id == short.id
        else match[0]
    )


_INSIDE = re.compile(
    r"^([一-龥]{2,16}(?:范围内|区内|域内|市内|领域|行业内|行业中))(?:实现|中|的)?(?!类)(?=.{5,}$)(?!.*占)"
)
_CITIES = re.compile(
    r"^(?P<who>(?:全国|全省)?(?:重点城市|省会城市|地级及以上城市|中心城市|试点城市|贫困地区|脱贫地区|脱贫县|贫困县|重点县|民族地区|革命老区|贫困村|脱贫村|市本级|县本级))的?(?=(?!数)[^占]{3,}$)"
)
"""重点城市PM2.5浓度: a class of places narrows what holds for them."""
_HOLDER = re.compile(
    rf"^.{{3,}}(?:{one_of('names', 'holders')}|"
    r"单位(?!能耗|产品|工业|地区|国内|面积|建筑|GDP|产值))的?"
    rf"(?={one_of('names', 'held')}[^，]{{3,}}$|(?:碳|二氧化碳)排放量?$)"
)
_GROUP = re.compile(r"^[^占、]{2,}(?:企业|机构)(?=[^，占、和与及][^，占、]{2,}(?:率|比例|比重)$)")
_BRACKET = re.compile(r"（[^（）]*）|\[[^\[\]]*\]|“|”")


_FOOTNOTE = re.compile(r"\[\d{1,3}\]$")
_TIME_INSIDE = re.compile(rf"(?:截至|[在于至到](?={TIME}))?{TIME}(?:的(?=.{{3,}}))?")


_MARKS = "、，。．.；：的 —·-~"
_DANGLING = re.compile(
    r"^(?:和(?![谐美平田睦])|及(?!时)|与(?!会)|等(?!级|离子|量))+|(?:以及|(?<![惠涉普波危触遍顾])及|(?<![共饱缓总中温柔调])和|(?<!参)与|(?<![平对均中高初优])等)+$"
)
"""Conjunctions left over at the ends of a name; 惠及, 参与, 平等 end with none."""
_JOINING = ("和", "与", "及", "等")
_OUTCOME = re.compile(r"(?<=[率量度值额比重例数])的?(?:实际)?(?:完成|达标|实现|执行)情况$")
_TOTAL_YIELD = re.compile(r"总产(?=占|$)")
_NUMBERED = re.compile(
    r"^(?:（(?:[一二三四五六七八九十]{1,3}|\d{1,2})）|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.](?!\d)|[①-⒇])"
)


@remembered
def says_nothing(name: str) -> bool:
    """Whether nothing is left that could be measured: 省, 打造数, 增加到."""
    return len(name) < _SHORTEST or _EMPTY.fullmatch(name) is not None


_SHORTEST = 2
_EMPTY = re.compile(rf"{one_of('names', 'empty')}(?:户|人)?数?(?:里程|面积)?")


@remembered
def tidy(name: str) -> str:
    """Without blanks, dangling marks and time fillers."""
    name = _TIME_INSIDE.sub("", name) if TIME in name else name
    name = _FOOTNOTE.sub("", name).replace("分别", "").strip(_MARKS)
    if name.startswith(_JOINING) or name.endswith(_JOINING):
        name = _DANGLING.sub("", name).strip(_MARKS)
    name = _TOTAL_YIELD.sub("总产量", _NUMBERED.sub("", name))
    name = _OUTCOME.sub("", name) if name.endswith("情况") else name
    if name.count("（") != name.count("）"):
        name = name.replace("（", "").replace("）", "")
    if name.count("“") != name.count("”"):
        name = name.replace("“", "").replace("”", "")
    return name


def with_entity_share(subject: str) -> str:
    """符合标准的在产煤矿 (超过50%) is the share of those among the 煤矿."""
    described = _MODIFIED.match(subject)
    if described is None or _MEASURED.search(subject[described.end() :]):
        return subject
    return subject + "占比"


def has_head(name: str) -> bool:
    """Whether a name says itself what is measured: 产量, 面积, 收入."""
    return _MEASURED.search(name) is not None


def ends_in_head(name: str) -> bool:
    """Whether a name ends with what is measured: 碳排放量, PM2.5浓度."""
    return _ENDS.search(name) is not None


_ENDS = re.compile(r"(?:[率量值额度]|比重|比例|占比|面积|里程|收入|支出|人口|水平|系数|指数)$")
_MEASURED = re.compile(r"[率比重例量值额数度积度力平效入出耗本资占人数]")


_ENROLLED = re.compile(r"(?:招生|在校生|毕业生|在校学生)(?:人数|数)?$")
_HEAD = re.compile(rf"(?:播种|种植|养殖|建设|改造)?(?:总)?{one_of('names', 'core_heads')}$")
_NEW = re.compile(rf"^{one_of('names', 'new_before')}")
_DESCRIBED = re.compile(r"^(?:具有|符合|具备|能够|适应|满足|特色|以|有)[^的]{1,40}的(?=.{3,})")


def core(name: str) -> str:
    """A name without its head: 粮食 of 粮食产量."""
    stem = _ENROLLED.sub("", _HEAD.sub("", _NEW.sub("", name)))
    return stem if len(stem) >= _SHORTEST and stem != "经济" else name


def _without_reaching(name: str) -> str:
    """园区规模工业实现增加值 is 园区规模工业增加值, 完成生产总值 is 生产总值."""
    led = _REACHED.match(name)
    if led is not None and metrics.match(name[led.end() :]) is not None:
        return name[led.end() :]
    inner = _REACHED_INSIDE.fullmatch(name)
    return joined(inner["who"], inner["what"]) if inner else name


_REACHED = re.compile(r"(?:提前|超额|预计|累计|共)*(?:完成|实现)了?")
_REACHED_INSIDE = re.compile(
    rf"(?P<who>[^，占完实]{{2,}}?)(?:盈亏相抵后|预计|累计|共|已|的)*(?:实现|完成)了?的?"
    rf"(?P<what>[^，占]{{0,6}}{one_of('names', 'inner_heads')}(?:占.+)?)"
)


def joined(owner: str, head: str) -> str:
    """汽车销售 and 销售收入 are 汽车销售收入."""
    overlap = next((size for size in range(len(head), 0, -1) if owner.endswith(head[:size])), 0)
    return owner + head[overlap:]


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


_TENDING = re.compile(rf"^{one_of('names', 'tending')}+")


_SHARE_HEAD = re.compile(r"(?:率|比重|比例|占比|份额|程度|水平)(?:（[^）]*）)?$")


@remembered
def is_aside(name: str) -> bool:
    """Whether a name only compares what was measured before: GDP增速高于全国, 收入完成预算比例."""
    return _ASIDE.search(name) is not None


_ASIDE = re.compile(
    r"(?:高于|低于|高出|优于|快于|慢于|好于)[一-龥]{2,16}$|比[一-龥]{2,20}(?:高|低|快|慢)$|"
    r"超过[全一-龥]{0,4}平均[一-龥]{0,6}$|超过全[国省市区县]$|(?:超|超额完成|较|比)[一-龥]{0,8}(?:计划|目标|预算)(?:目标|任务)?[低高]?$|[完占为][一-龥]{0,5}(?:预算|计划|目标|任务|总投资)比例$"
)


def is_share(name: str) -> bool:
    """Whether a name is that of a share or rate, which has no amount of its own."""
    return _SHARE_HEAD.search(name) is not None


@remembered
def opening_verb(text: str) -> str:
    """新增 of 新增风电、光伏, "" where no verb of building or adding begins the text."""
    if text.startswith(_SECURED):
        return ""
    kinds = verb_kind()
    sizes = range(min(_LONGEST_VERB, len(text)), 1, -1)
    return next((text[:size] for size in sizes if kinds.get(text[:size]) == "object"), "")


_SECURED = ("保障房", "保障性")
_LIGHT_VERB = re.compile(
    r"^(?:累计|共|已)?(?:重点|扎实|深入|大力|加快|稳步|有序)*"
    rf"{one_of('names', 'light_verbs')}了?的?(?!率|[^一-龥“])(?=[^占]{{5,}}$)"
    r"|^完成(?![率量度])(?=[^占]{4,}$)"
)
"""Verbs that only say that something took place are no part of its name."""
_LONGEST_VERB = 6
_DUTY = re.compile(r"(?<=.{3})(?:建设)?任务$")
"""营造林任务 (200万亩) is 营造林面积."""
_LONG_BRACKET = re.compile(r"（[^（）]{9,}）")
_ADVERBIAL = re.compile(
    r"^(?:(?:累计|认真|预计|预期|[两三四五]年(?![计规一级制期以内间来前后均级度份])|共(?![同享建青产和性聚育富有计济创赢识商治鸣])|共有(?!产权|制)|[一二两三四五六七八九十]年(?:来|共|累计)?(?=完|新|城|实|累|建|引|投))(?=.{3,}))+"
)
"""累计利用外资, 五年完成投资, 共办理案件: over how long, not what."""
_SIZED_MANY = re.compile(r"^\d+[个家项座条](?=\d)")
"""72个5000万元以上项目总投资: how many there are is no part of the name."""
_KEPT_AT = re.compile(r"^(?:稳定|保持|维持)(?=[一-龥]{4,}(?:率|比重|比例)$)")
"""稳定参保率在97%以上."""
_INNER_TOTAL = re.compile(
    r"(?<=[一-龥]{2})(?:共(?=死亡|受伤|发生|接待|办理|受理|查处|查办)|[两三四五六七八九十\d]年(?=累计))"
)
"""安全事故共死亡, 城市建设五年累计投资: over what a sum was made."""
_COUNTED_EMISSION = re.compile(r"(?<=排放)数量$")


@remembered
def cut_subject(subject: str) -> tuple[str, str]:
    """(metric, scope): a long subject without its enumeration and heavy modifiers."""
    name, scope = _ADVERBIAL.sub("", tidy(subject)), ""
    name = _KEPT_AT.sub("", name)
    name = _INNER_TOTAL.sub("", _SIZED_MANY.sub("", name))
    name = _ABBREVIATED.sub(_without_synonym, _LONG_BRACKET.sub("", name))
    name = _DUTY.sub("", _LIGHT_VERB.sub("", _COUNTED_EMISSION.sub("量", name)))
    name = _without_reaching(name)
    if (described := _MODIFIED.match(name)) and not name.endswith("占比"):
        return name[described.end() :], tidy(described[0])
    if (told := _CITIES.match(name)) and metrics.match(name) is None:
        return tidy(name[told.end() :]), told["who"]
    if inside := _INSIDE.match(name):
        return name[inside.end() :], inside[1]
    held = _HOLDER.match(name)
    if held is not None and "占" not in held[0] and 2 * len(held[0]) >= len(name):
        return tidy(name[held.end() :]), tidy(held[0])
    if group := _GROUP.match(name):
        return tidy(name[group.end() :]), group[0]
    if (listed := _SEVERAL.match(name)) and "占" not in name:
        verb = opening_verb(listed[0])
        kept = verb if verb in words("names", "told_by") or verb[:1] in ("新", "净") else ""
        members = listed[0].rpartition("等")[0].removeprefix(verb)
        return tidy(kept + without_aspect(name[listed.end() :])), tidy(members)
    if len(name) <= _LONG:
        return name, scope
    if listed := _ET_AL.match(name):
        scope, name = name[: listed.end()], name[listed.end() :]
    if len(name) > _LONG and (heavy := _HEAVY_MODIFIER.match(name)):
        name = name[heavy.end() :]
    if len(name) > _LONG and "、" in name and "占" not in name:
        head, _, rest = name.rpartition("、")
        if len(rest) >= 6:
            scope, name = scope + head if _KIND.search(head) else scope, rest
    return tidy(name), tidy(scope)


def without_aspect(text: str) -> str:
    """基础设施项目 of 6个方面的基础设施项目."""
    return _ASPECT.sub("", text)


_ASPECT = re.compile(r"^(?:方面|领域(?!类)|环节)的?(?=.{2,})")
_KIND = re.compile(rf"(?:{one_of('names', 'holders')}|{one_of('names', 'kinds')})$")
_COUNT_NAME = re.compile(r"(?<=..)(?:户|人)?数$")


def recounted(name: str, unit: str) -> str:
    """减贫户数 counted in 人 is 减贫人数."""
    if _COUNT_NAME.search(name) is None:
        return name
    stem = _COUNT_NAME.sub("", name)
    if unit.endswith("户") and not stem.endswith(_FIRMS):
        return stem + "户数"
    return count_name(stem, unit, "amount" if unit.endswith(_EXTENTS) else "count")


def counts_extent(name: str, unit: str) -> bool:
    """Whether things counted before (保护单元数) are measured in this unit (平方公里) now."""
    return _COUNT_NAME.search(name) is not None and unit.endswith(_EXTENTS)


_PUBLISHED = re.compile(r"[一-龥]{0,4}(?:出台|推出|制定)[^，]*(?<![施策举措见定单法例则准线数])$")
"""出台稳外贸16条: what is published and told in 条 are measures."""
_MEASURE_SUFFIX = {
    "亩": "面积",
    "公顷": "面积",
    "平方米": "面积",
    "平方公里": "面积",
    "公里": "里程",
}
_EXTENTS = tuple(_MEASURE_SUFFIX)
_CARRIED = ("吨公里", "人公里", "吨海里")
"""民航 42亿吨公里: what was carried how far."""
_FIRMS = ("企业", "主体", "公司", "商户")
_HEADS = (*"率量值额数度比重例耗产积力长", "里程", "规模")


def count_name(name: str, unit: str, dimension: str) -> str:
    """“认证机构” counted in 家 is 认证机构数; an area or a length gets its own head."""
    if dimension == "count":
        if unit == "条" and _PUBLISHED.match(name):
            return name + "措施数"
        if name.endswith(("排名", "排位", "名次", "位次")):
            return name
        if name.endswith(
            ("数", "数量", "人次", "人口", "量", "总数", "额", "率", "规模", "就业", "产能", "能力")
        ):
            return name
        homes = unit.endswith("户") and not any(firm in name for firm in _FIRMS)
        if homes and name.endswith(words("names", "households")):
            return name + "户数"
        return name + ("人数" if unit.endswith(("人", "名")) and not name.endswith("人") else "数")
    if name.endswith("排放") and unit.endswith("吨"):
        return name + "量"
    if unit.endswith("千瓦") and name.endswith(words("names", "plants")):
        return name + "装机"
    if unit.endswith(_CARRIED) and not name.endswith("量"):
        return name + ("旅客周转量" if unit.endswith("人公里") else "货物周转量")
    if not unit.endswith(_EXTENTS) or "/" in unit or name.endswith(_HEADS):
        return name
    return name + next(head for surface, head in _MEASURE_SUFFIX.items() if unit.endswith(surface))


def count_names(names: Iterable[str], values: Iterable[Quantity]) -> list[str]:
    """The names of several things, each as its own value is counted."""
    named = zip(names, values, strict=True)
    return [count_name(name, value.unit, value.dimension) for name, value in named]
