"""Whose number it is, where only the words around its clause say so: a trade, a project, a unit.

What one hotel saves or one trade emits is never the region's total: such words are the scope.
"""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.measures.document.regions import NATION
from indexer.measures.lexing.lexicon import one_of
from indexer.measures.lexing.masking import FILL, TIME
from indexer.measures.names.naming import opening_verb
from indexer.measures.names.predicates import strip_opening
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.nouns import has_noun
from indexer.measures.sentences.sentence import Sentence
from kb.vocab import metrics

__all__ = ["each_holder", "holder_of", "total_holder"]

_WHO = r"[^，；：。（）、]{2,24}"
_NAME = r"(?:(?![对在按为是等和及与、])[一-龥]){2,8}?"
_TRADES = re.compile(
    rf"(?:^|[对在按为是])(?P<listed>{_NAME}(?:[、和及与]{_NAME})+?)"
    rf"等?(?:[两三四五六七八九十]|\d{{1,2}})?大?个?(?:重点|主要)?"
    rf"(?P<kind>{one_of('names', 'trades')})"
)
_AND = re.compile(r"[、和及与]")
_CLASS = r"(?:城市|县城|建制镇|城镇|农村|城区|乡镇|设区市|县级市|省级|市级|县级)"
_CLASSES = re.compile(rf"(?P<listed>{_CLASS}(?:[、和及]{_CLASS})+)")
"""城市、县城污水全处理，污泥处置率分别达到97%、95%: the classes of place that go on."""
_EXTREME = re.compile(
    rf"最(?:小|大|低|高|少|多|快|慢)的{one_of('names', 'kinds')}?"
    rf"(?:仍然|依然|依旧|仍|还)?(?:是|为)(?P<who>.{{2,40}})$"
)
_SAYING = re.compile(
    rf"(?P<who>.{{2,40}}?{one_of('names', 'trades')})的?(?P<what>[^，占]{{2,12}})占"
)
_PER = re.compile(
    r"每(?:平方米|平方公里|立方米|亩|公顷|吨|户|家|辆|台|床|人)(?=[^，]{0,10}$|[^，]{0,6}(?:折算|计算|测算))"
)
_FOUNDED = re.compile(rf"{_WHO}?(?:{one_of('names', 'completed')})(?:以?后|之后)$")
_ONCE_BUILT = re.compile(
    rf"(?:^|[，；：。])(?:该|此)?(?P<who>[^，；：。、（）{TIME}{FILL}]{{0,16}}"
    rf"(?:{one_of('names', 'completed')})以?后)，?(?:预计|将|可|每|年|能|力争|，)*"
    rf"(?:年|可|实现)*(?:{one_of('names', 'effects')})[^；。]*$"
)
"""项目建成后年节约标准煤3万吨、减排8万吨: what comes of that one work, and all behind it."""
_CARRIED = re.compile(
    rf"(?P<who>[一-龥]{{0,8}}?{one_of('names', 'carriers')}"
    rf"(?:[、和与]{one_of('names', 'carriers')})*)[^；。]{{0,40}}[，、][^，、]{{0,6}}$"
)
"""机场旅客吞吐量达到2000万人次，货运量45万吨: by whom it was carried."""
_IN_BRACKET = re.compile(
    rf"(?:^|[，；：。、（）{TIME}{FILL}]|以及|[和与及])"
    rf"(?P<who>[^，；：。、（）{TIME}{FILL}]{{0,24}}{one_of('names', 'works_built')})$"
)

_BUILDING = re.compile(
    r"^.*(?:建设|建成|新建|投产|实施|推进|新增|扩建|谋划|核准|开工)(?:一[座批个])?(?=.{3,})"
)


def each_holder(clause: Clause, sentence: Sentence) -> list[str]:
    """对电力、石化等两大行业…，分别控制在…: the trade of each value, where listed."""
    count = len(clause.group)
    if count < 2 or "each" not in clause.left.marks:
        return []
    before = _before(clause, sentence)
    if before and (classes := _CLASSES.match(before[0])):
        named = _AND.split(classes["listed"])
        if len(named) == count:
            return named
    for text in (clause.raw_left, *before[:2]):
        for listed in _TRADES.finditer(text):
            named = _AND.split(listed["listed"])
            if len(named) == count:
                return [_of_kind(name, listed["kind"]) for name in named]
    return []


def _of_kind(name: str, kind: str) -> str:
    return name if name.endswith(kind) else name + kind


def holder_of(clause: Clause, name: str, sentence: Sentence) -> str:
    """What narrows the values of a clause to less than their region; "" for nothing."""
    opened = sentence.text[clause.start - 1 : clause.start] == "（"
    if opened:
        amount = clause.group[0].dimension == "amount"
        return _before_bracket(sentence, clause.start - 1, name, amount=amount)
    told_before, before = _item_before(clause, sentence), _before(clause, sentence)
    if "后" in told_before and (built := _ONCE_BUILT.search(told_before)):
        return built["who"]
    if told := _told_beside(clause.raw_left, name):
        return told
    if before and "最" in before[0] and (extreme := _EXTREME.search(before[0])):
        return extreme["who"]
    several = _SEVERAL.match(sentence.masked.text)
    if several is not None and several[0] not in name:
        return several[0]
    if name in _TRAFFIC and (by := _CARRIED.search(told_before)):
        return strip_opening(by["who"].lstrip("条个列家"))
    total = clause.group[0].dimension in ("amount", "count") and metrics.match(name) is not None
    owner = total and (_counted(clause, name) or _owner(before, name))
    return owner or (_spoken_of(clause, sentence) if total else "") or _told_before(before)


def _told_beside(raw: str, name: str) -> str:
    """每亩, 按美元计: what stands left of the number itself."""
    each = _EACH.search(raw) if "每" in raw else None
    if each is not None and each[0] not in name:
        return each[0]
    money = _CURRENCY.search(raw) if "元" in raw or "币" in raw else None
    return money[0] if money is not None else ""


def _told_before(before: list[str]) -> str:
    """每平方米折算下来，用电量…; 项目建成后，年发电量…: what the clauses before narrow it to."""
    per = _PER.search(before[0]) if before and "每" in before[0] else None
    if per is not None and not any(char.isdigit() for char in before[0]):
        return per[0]
    founded = (text for text in before if text.endswith("后") and _FOUNDED.fullmatch(text))
    first = next(founded, "")
    return strip_opening(first) if first else ""


def _spoken_of(clause: Clause, sentence: Sentence) -> str:
    """推动城关区率先发展，经济总量超过…: the part of the region that the clause before promotes."""
    if sentence.facts.mode == "account":
        return ""
    low = sentence.masked.clause(max(0, clause.start - 1))[0]
    parts = [place for place in sentence.places if low <= place.start < clause.start]
    if len(parts) != 1 or parts[0].own or parts[0].code == NATION[1]:
        return ""
    named = sentence.text[parts[0].start : parts[0].end]
    leads = _PROMOTED.fullmatch(sentence.masked.slice(low, parts[0].start)) is not None
    rest = sentence.masked.slice(parts[0].end, sentence.masked.clause(parts[0].start)[1])
    leads = leads and _THRIVING.fullmatch(rest.rstrip("，；")) is not None
    return named if leads and named not in str(sentence.facts.region) else ""


_PROMOTED = re.compile(r"[一-龥]{0,4}(?:推动|支持|推进|促进|加快)")
_THRIVING = re.compile(r"[一-龥]{0,6}(?:发展|振兴|崛起|进位|争先)")


def _counted(clause: Clause, name: str) -> str:
    """流出 of 流出的8万亩耕地, 入选百强 of 3家高新技术企业入选百强: which of all are counted."""
    if not has_noun(clause):
        return ""
    told = _DESCRIBED.search(clause.raw_left)
    if told is not None and not told["what"].startswith(_WHOLE):
        return told["what"]
    noun = name.removesuffix("数")
    did = clause.right.partition(noun)[2] if clause.right.startswith(noun) else ""
    return did if _DID.fullmatch(did) and did not in name else ""


_DID = re.compile(
    r"(?:入选|跻身|受益|获|荣获|被|进入|上榜|通过|入围|登陆|参与|加入|成为|上市|挂牌)[一-龥“”]{0,12}"
)
_DESCRIBED = re.compile(r"(?P<what>[一-龥]{2,12}(?=的$)|[一-龥A-Za-z]{2,12}等$)")
_WHOLE = ("全", "我", "本", "该", "更多", "新")


def _owner(before: list[str], name: str) -> str:
    """The zone, plant or group of firms that the clauses before speak of, whose total this is."""
    for text in before[:_NEAREST]:
        if built := _BUILT_THERE.search(text):
            return built["who"]
        group = _GROUP.match(text)
        if group is not None and name.startswith(group["what"]):
            return group["who"]
    return ""


_NEAREST = 3
_SEVERAL = re.compile(
    r"[两三四五六七八九十]{1,3}(?:县（市、?区?）|县区|区县|市县|县市|县|区)"
    rf"(?={TIME}?{FILL}*(?:全年|共|合计|预计)?(?:完成|实现))"
)
"""四县（市）完成生产总值…，实现财政收入…: those counties together."""
_BUILT_THERE = re.compile(
    r"(?:^(?:[一-龥]{0,4}(?:推进|加快|抓好|创建|建设))?|创建|建成|新建|为|是)(?![为是]|(?:全面|大力|积极|着力|加快|各|省级|国家|工业园|产业园|开发区))"
    r"(?P<who>[一-龥]{2,8}(?:新区|产业园|工业园|开发区|经开区|高新区|保税区|自贸区|水电站|火电厂|核电站))"
    r"(?:建设|规划)?(?:[一-龥]{0,6}(?:启动|推进|获批|成立|建成|投产|投运|开工|竣工|运营|运行))?$"
)
"""天府新区建设全面启动，完成投资12亿元: what is invested there."""
_GROUP = re.compile(
    r"(?P<who>[一-龥]{0,10}?(?:企业|单位|机构|公司|集团|农村|乡村|县域))(?P<what>[一-龥]{2,4}?)"
    r"(?:继续|持续|大幅|快速|较快|稳步|明显|平稳|保持|加快|蓬勃)"
)
"""外商投资企业出口继续上升，出口额347亿美元: whose exports these are."""
_CURRENCY = re.compile(r"[按以](?:美元|人民币|欧元)(?:计价|计算|计)?")
"""按美元计算增长20.2%: another rate of growth than in the currency of the country."""


@lru_cache(maxsize=1024)
def total_holder(total: str, part: str) -> str:
    """东盟 of 东盟进出口总额100亿元，其中出口60亿元: what holds for a total holds for its parts."""
    if metrics.match(part) is None:
        return ""
    starts = (at for at in range(len(total) - 1) if metrics.match(total[at:]) is not None)
    holder = total[: next(starts, 0)]
    whose = len(holder) >= _SHORTEST and holder not in part and not opening_verb(holder)
    return holder if whose else ""


_SHORTEST = 2
_EACH = re.compile(r"每[户村镇乡县区市省家](?![一-龥]{0,2}均)")


_TRAFFIC = ("货运量", "客运量", "货物周转量", "旅客周转量", "周转量", "货运总量", "货物吞吐量")


def _item_before(clause: Clause, sentence: Sentence) -> str:
    """The text of the same item before what a clause measures."""
    item = sentence.text.rfind("；", 0, clause.start) + 1
    return sentence.masked.slice(item, clause.group[0].start)


def _before(clause: Clause, sentence: Sentence) -> list[str]:
    """The clauses of the same item before this one, the nearest first."""
    if not clause.start:
        return []
    item = sentence.text.rfind("；", 0, clause.start) + 1
    text = sentence.masked.slice(item, clause.start).replace(TIME, "")
    return _MARK.split(text.rstrip("，："))[::-1]


_MARK = re.compile(r"[，：。！？]")


def _before_bracket(sentence: Sentence, bracket: int, name: str, *, amount: bool) -> str:
    """The project or trade that stands before a bracket: 一批电站项目（装机约9万千瓦）."""
    built = _IN_BRACKET.search(sentence.masked.text[:bracket])
    if built is not None and amount:
        return _BUILDING.sub("", built["who"])
    said = _SAYING.search(sentence.masked.slice(*sentence.masked.clause(bracket)))
    return said["who"] if said is not None and name.startswith(said["what"][:2]) else ""
