"""Numbers of a sentence that measure nothing the product keeps, and why."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import one_of
from indexer.measures.lexing.masking import TIME
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.comparisons import is_compared_with
from indexer.measures.sentences.criteria import is_criterion
from indexer.measures.sentences.nouns import (
    COUNTED_BEFORE,
    has_noun,
    laden,
    rest_of,
    sized_base,
    sized_fund,
)
from indexer.measures.sentences.sentence import Sentence

__all__ = ["refuse"]

_BARE_OK = re.compile(
    r"(?:系数|指数|PUE|值|效率|比值|容积率|生师比|之比|基尼|密度|得分|评分|恩格尔|强度|倍数|税率)"
    r"(?:（[^）]*）)?(?:值)?$"
)
_DURATION_OK = re.compile(
    r"(?:时间|时长|周期|年限|寿命|厂龄|期限|天数|工期|时限|年龄|岁|学制|日数|时数)(?:（[^）]*）)?$"
)
_CLUSTER = re.compile(
    r"(?![^，。；]{0,12}(?:力度|步伐))(?:[^，。；]{0,12}(?:基地|集群|产业|规模|园区|企业)|大?(?:台阶|关口|大关)?$)"
)
_CAPACITY = re.compile(
    r"(?:年产|年处理|日产|日处理|年加工|总投资|年发电|年供|年出栏|装机容量|单机|总库容|建筑面积|占地(?:面积)?|装机|总长|全长|时速)(?:约|达)?$"
)
_FINE = re.compile(r"罚款|处以|罚金|罚没|违约金|滞纳金|处罚|追缴|扣除(?!.{0,8}(?:因素|影响))")
_SUBSIDY = re.compile(
    r"(?:给予|予以|按|一次性|最高|不超过|每[年个家户人项亩辆台套])[^，。；]{0,30}(?:补助|补贴|奖励|奖补|资助|贴息|奖金)"
    r"|(?:补助|补贴|奖励|奖补|资助|奖金)(?:标准)?(?:为|最高|不超过|可达|上限)*\d"
)
_EQUIVALENT = tuple(
    word + ending
    for word in ("合", "相当于", "约等于", "换算成", "等于是", "好比", "如同")
    for ending in ("", "约", "了")
)
_STRUCTURE = re.compile(
    r"(?:[一二三]级|主要|核心|约束性|预期性|具体|量化)?指标|等次|档次|等级|方面|部分|阶段|步骤|环节|层面|维度|原则|问题|要素|因素|关键词|特点|特征|转变|关系|意识|类型|类别|"
    r"基本点|方向|部门|全会|党代会|目标|章节|角度|层次|梯队|专题|议题|抓手|突破口|着力点"
)
_CLASSING = frozenset(["类", "大类", "方面", "批", "领域", "级"])
_RANKING = re.compile(r"[一-龥]{0,8}[中里内](?:综合|总)?(?:排|位居|位列|名列|居第|居于?[前后末])")
"""21个市州中排名靠后: among how many something is ranked."""
_PROJECT = re.compile(r"[^，。；、]{0,20}(?:项目|工程|生产线|机组|电站|装置|水库)")
_CAPACITY_VERBS = frozenset(["新增", "形成", "完成", "建成", "新建", "改造", "实现", "净增"])
_REACH = re.compile(r"(?:服务|步行)?(?:覆盖率|范围|半径|服务圈|见园|见绿|高度|深度|高程|海拔)")
_MONEY = ("元", "亿", "万")
_UNCOUNTED = ("若干", "若干个", "一批", "多个", "几个", "数个", "一系列")
_LIST_UNITS = frozenset("省市县区州个")


def refuse(clause: Clause, following: Quantity | None, sentence: Sentence, before: str = "") -> str:
    """The reason code why a group of numbers is no measure; "" where it may be one.

    `before` is the metric measured last, which may be left out before a number of years.
    """
    head = clause.group[-1]
    if reason := _no_amount(clause, head, before) or _of_name(clause, head, following, sentence):
        return reason
    if _FINE.search(sentence.text, clause.start, clause.end):
        return "fine"
    if head.unit.endswith(("元", "%")) and _SUBSIDY.search(sentence.text, clause.start, clause.end):
        return "subsidy"
    if clause.raw_left.endswith(_EQUIVALENT):
        return "equivalent"
    if is_compared_with(clause, following, sentence):
        return "base"
    if wording := _only_said(clause, head, sentence):
        return wording
    if structure := _of_text(clause, head, following):
        return structure
    if _is_specification(clause, head, sentence):
        return "specification"
    if _is_list_total(clause, head, sentence):
        return "list_total"
    if laden(clause, sentence)[0] or sized_fund(clause):
        return ""
    if is_criterion(clause, following, sentence):
        return "criterion"
    return ""


def _no_amount(clause: Clause, head: Quantity, before: str) -> str:
    """Numbers without a unit and lengths of time that nothing is measured by; else ""."""
    if head.dimension == "bare" and clause.right.startswith("级以"):
        return "specification"
    if head.dimension == "bare" and not _BARE_OK.search(clause.subject):
        return "bare_number"
    goes_on = clause.left.kind in ("increase", "decrease", "level", "level_to")
    timed = before if goes_on and not clause.subject else clause.subject
    if head.dimension == "duration" and _within_name(clause, head):
        return "criterion"
    if head.dimension == "duration" and timed in ("期限", "时间", "工期", "学制"):
        return "duration"
    if head.dimension == "duration" and not _DURATION_OK.search(timed):
        return "duration"
    return ""


def _of_name(clause: Clause, head: Quantity, following: Quantity | None, sentence: Sentence) -> str:
    """Numbers of titles, grades, places, ranks and formulas; else ""."""
    titled = sentence.text.rfind("《", 0, head.number_start)
    if titled >= 0 and sentence.text.find("》", titled, head.number_start) < 0:
        return "specification"
    if head.unit == "倍" and clause.right.startswith("增"):
        return "specification"
    if head.graded and following is not None and following.start <= clause.end:
        return "criterion"
    if _within_place(head, sentence):
        return "name"
    if head.unit == "度" and clause.raw_left.endswith(_LATITUDES):
        return "name"
    if head.unit == "所" and clause.right == "示":
        return "list_number"
    if clause.raw_left.endswith(_RANKED_LAST):
        return "rank"
    if clause.raw_left.endswith(_FACTORS):
        return "specification"
    if head.dimension == "count" and clause.right and _RATE_OF.match(clause.right):
        return "criterion"
    if head.graded and clause.raw_left.endswith("向"):
        return "criterion"
    if "指" in clause.raw_left and _DEFINED.search(clause.raw_left):
        return "glossary"
    if "指标" in clause.subject and _INDICATORS.match(clause.subject):
        return "text_structure"
    if head.dimension == "amount" and _EACH_SIZED.search(clause.raw_left):
        return "criterion"
    if head.graded and clause.raw_left.endswith(_UNCOUNTED):
        return "criterion"
    if head.graded and _LEANT_ON.search(clause.raw_left + clause.right):
        return "specification"
    sized = head.graded and head.dimension == "amount" and not head.unit.endswith(_MONEY)
    if sized and not sized_base(clause):
        return "specification"
    if head.graded and (not head.spelled or not _CLUSTER.match(clause.right)):
        return "criterion"
    return ""


_LEANT_ON = re.compile(r"^(?:[^，]*[，、])?(?:围绕|依托|聚焦)|为(?:依托|支撑|龙头)")
"""围绕千万千瓦级基地建设，发挥…: what something else leans on."""
_LATITUDES = ("北纬", "南纬", "东经", "西经")
"""位于北纬45度: where something lies."""
_RATE_OF = re.compile(r"(?!.*[的，。；])[一-龥]{2,20}(?:率|比重|比例)(?=[、，。；]|$)")
"""44个断面水质优良率: how many there are that the rate is of."""
_DEFINED = re.compile(r"指(?<=[一-龥]指)(?![数标导挥令引定])")
"""高速铁路是指最高营运速度达到200公里…: what a word means."""
_INDICATORS = re.compile(r"[两三四五六七八九十\d]+[项个](?:主要|核心|经济)*指标")
"""三项指标增长同时超过30%: which ones is said elsewhere."""
_EACH_SIZED = re.compile(
    r"\d[多余]?[个家户条](?:以上|左右)?(?:年|主营业务|营业|销售)*(?:产值|收入|营收|投资额?|产量|利润|利税|税收|产能|规模)(?:超过?|过|达到?|突破)?$"
)
"""3个产值超百亿元的园区: how large each of them is."""


def _of_text(clause: Clause, head: Quantity, following: Quantity | None) -> str:
    """Counts of what a text or a piece of work is made of; else ""."""
    if following is not None and head.unit in _CLASSING and following.start == head.end:
        return "criterion"  # 5类100项事项
    if head.dimension == "count" and _RANKING.match(clause.right):
        return "rank"
    if head.dimension == "count" and _ONE_OF.match(clause.right):
        return "list_total"
    if head.unit == "%" and _STANDARD.match(clause.right):
        return "specification"
    if head.dimension == "count" and _STRUCTURE.match(clause.right.removeprefix("的")):
        return "text_structure"
    if clause.raw_left.endswith("以") and _SERVES_AS.search(clause.right):
        return "text_structure"
    if head.dimension == "count" and clause.subject.endswith("方面") and not clause.right:
        return "text_structure"
    if head.unit in ("人", "名") and _SEATS.search(
        (clause.subject + clause.right).rstrip("、和及")
    ):
        return "text_structure"
    if clause.raw_left.endswith(("分", "分为", "分成")) and _DIVISION.match(clause.right):
        return "text_structure"
    return ""


_ONE_OF = re.compile(r"[^，。；、]{1,20}之一(?:$|[，。；、])")
"""全国20个魅力湿地之一: how many others there are."""
_STANDARD = re.compile(r"的?(?:节能|设计|强制性?|建筑|国家|地方|统一)*标准")
"""居住建筑节能65%标准: the number names a standard."""
_SEATS = re.compile(rf"{one_of('names', 'seats')}(?:组成)?$|(?:代表|成员)组成$")
"""设召集人1人、副召集人2人: the seats of a committee."""


def _within_place(head: Quantity, sentence: Sentence) -> bool:
    """九台区, 七台河市: a numeral that belongs to the name of a place."""
    if not head.spelled or head.dimension != "count":
        return False
    at, home = head.number_start, (sentence.facts.region or "")[:-1]
    if len(home) > 1 and sentence.text.startswith(home, at):
        return True
    return any(place.start <= at < place.end for place in sentence.places)


_NEAR = 24
_RANKED_LAST = ("排名后", "排名前", "倒数", "倒数后", "排名第", "位列后")
_FACTORS = ("×", "*", "÷", "置信区间为")
"""年度配额×96%: a factor of a formula, the precision of an estimate."""


def _only_said(clause: Clause, head: Quantity, sentence: Sentence) -> str:
    """Numbers of a name (万泉河), a list, the clock or an address to the people; else ""."""
    ordinal = head.unit == "次" and head.spelled and clause.left.kind != "object"
    if ordinal and _MEETING.match(clause.right):
        return "text_structure"
    alone = sentence.text[clause.start - 1 : clause.start] == "（" and not clause.raw_left
    if alone and not clause.subject and not clause.right:
        return "text_structure" if head.dimension == "count" else _in_bracket(clause, sentence)
    if head.unit == "点" and _CLOCK.search(clause.raw_left):
        return "date"
    if head.unit == "番" and "翻" not in sentence.text[max(0, head.start - 6) : head.end]:
        return "rhetorical"
    if head.spelled and sentence.text[head.start : head.end] in ("万", "亿"):
        return "name"
    if head.unit in ("万", "亿", "万名") and _PEOPLE.match(clause.right):
        return "rhetorical"
    if head.unit == "万" and head.spelled and _PROGRAMME.match(clause.right):
        return "name"
    opened = sentence.text.rfind("“", 0, head.start)
    quoted = _SLOGAN.match(sentence.text, opened) if opened >= 0 and head.spelled else None
    return "slogan" if quoted is not None and quoted.end() > head.end else ""


def _in_bracket(clause: Clause, sentence: Sentence) -> str:
    """煤耗（300克/千瓦时）: nothing before is meant where the words before it name nothing."""
    opened = clause.start - 1
    told = any(group[-1].end == opened for group in sentence.groups)
    named = _NAMED_BEFORE.search(sentence.masked.text, max(0, opened - _NEAR), opened) is not None
    return "no_metric" if named and not told else ""


_NAMED_BEFORE = re.compile(r"(?:^|[，。；：、（）\d%])(?!比|较|与|同)[一-龥]+$")
"""But 比邻国（520万吨）高出三成 sets beside it what was measured before."""


_SERVES_AS = re.compile(
    r"为(?:总?抓手|重点|目标|突破口?|载体|契机|依托|支撑|核心|主体|引领|牵引|主线|龙头|主导|骨干|基础|中心|主)"
)
"""以33项民生工程为抓手: what the work leans on."""
_MEETING = re.compile(
    r"(?:[一-龥]{0,4}(?:全委会|全会|代表大会|党代会|委员会|常委会))|(?:全体)?会议"
)
_CLOCK = re.compile(rf"(?:早上?|晚上?|上午|下午|中午|凌晨|夜间|傍晚|清晨|每天|日|{TIME})$")
_PEOPLE = re.compile(
    r"[一-龥]{0,4}(?:人民(?!币|法院|检察|团体|调解|医院|教师|政府|警察)|儿女|父老)"
)
"""为830万…人民谋幸福: those who are spoken to, not how many there are."""
_PROGRAMME = re.compile(
    r"(?:[一-龥（）]{2,14}?)(?:工程|计划|行动|活动|竞赛|培训)(?![一-龥]{0,2}\d)"
)
"""十万大学生留城计划: the number belongs to a name."""
_COUNTED = r"[一二两三四五六七八九十百千多]{1,3}[一-龥]{1,4}"
_SLOGAN = re.compile(rf"“{_COUNTED}(?:[、，]{_COUNTED})+”")
"""“一环、三源、六区、十八点”."""


def _within_name(clause: Clause, head: Quantity) -> bool:
    """3岁以下婴幼儿托位数, 气温每10年上升0.3℃: a number that belongs to what is said around it."""
    if head.unit.endswith("岁"):
        return has_noun(clause)
    return clause.raw_left.endswith("每") and bool(clause.subject.removesuffix("每"))


_DIVISION = re.compile(r"(?:大)?(?:领域|板块|专题|批次?|步|期|阶段|类)")


def _is_specification(clause: Clause, head: Quantity, sentence: Sentence) -> bool:
    right = clause.right
    if right and _CAPACITY.search(clause.raw_left):
        return not re.match(r"[，、；）]|(?:以上)?$", right)
    if head.unit.endswith("伏") and has_noun(clause):
        return True
    if head.unit in ("亿", "万亿") and _ROUND.match(right):
        return True
    if head.unit.endswith("亿元") and _SIZED.fullmatch(right):
        return True
    if head.dimension == "amount" and clause.subject in _STRIVING and has_noun(clause):
        return True
    if head.dimension in ("amount", "count") and _example(clause, head, sentence):
        return True
    made = clause.left.kind == "object" and clause.left.verb in _CAPACITY_VERBS
    if head.dimension != "amount" or head.op_right or made or head.unit.endswith(_MONEY):
        return False
    if _REACH.match(right) and head.unit.endswith("米"):
        return True
    if not (clause.raw_left or clause.start):
        return False
    if right.startswith("的") and COUNTED_BEFORE.search(
        sentence.text, max(0, head.start - _NEAR), head.start
    ):
        return True
    if _PROJECT.match(right) is not None:
        return True
    named = len(clause.subject) >= _SHORTEST_NAME and clause.left.kind in ("", "object")
    return named and has_noun(clause) and _PROJECTS.search(rest_of(clause, sentence)) is not None


def _example(clause: Clause, head: Quantity, sentence: Sentence) -> bool:
    """甲公司30万吨饲料加工等63个项目: the size of a project that is named as an example."""
    sized = head.dimension == "amount" or head.unit.startswith(("万", "亿"))
    return (
        sized
        and not head.unit.endswith(_MONEY)
        and _EXAMPLE.match(rest_of(clause, sentence)) is not None
    )


_EXAMPLE = re.compile(
    r"[一-龥“][^，。；\d]{1,24}等(?:\d+|[一二三四五六七八九十]+)?(?:个|项|家|大)?[^，。；\d]{0,8}"
    r"(?:项目|工程|机组|电站|装置|生产线)"
)
_ROUND = re.compile(r"(?:级)?(?:企业|产业|园区|集群|强?[县镇乡村区])")
"""百亿企业, 千亿产业: the size is part of the name."""
_SIZED = re.compile(r"级?(?:以上)?(?:企业|园区|集群|强镇)")
"""10亿元企业5户: the number behind counts what this one sizes."""
_STRIVING = frozenset(["加大", "加快", "加强", "强化", "推进", "推广"])
_SHORTEST_NAME = 3
_PROJECTS = re.compile(
    r"^[^，。；]*?(?:技改|改造|扩建|扩能|扩产|新建|产能置换|、)[^，。；]*(?:项目|工程|装置|生产线|技改)(?:建设|投产|开工|建成|竣工|实施|前期)*[，。；]?$"
)
"""甲公司60万吨钾肥复合造粒、乙公司40万吨熔盐等项目建设: capacities that name projects."""


def _is_list_total(clause: Clause, head: Quantity, sentence: Sentence) -> bool:
    """三市 behind 长沙市、株洲市、湘潭市 adds nothing."""
    if head.dimension == "count" and _PLACES_LISTED.match(head.unit + clause.right):
        before = [place for place in sentence.places if place.end <= head.start]
        if len(before) > 1 and before[-1].end == head.start and not before[-1].own:
            return True
    if head.dimension == "count" and head.unit in _SMALL_PLACES and head.value < _FEW_PLACES:
        return has_noun(clause) and _LISTED_NAMES.search(clause.raw_left) is not None
    unit = head.unit.partition("（")[0]
    if head.dimension != "count" or unit not in _LIST_UNITS or not clause.places:
        return False
    if head.spelled and head.value < 20:
        return True
    return len(clause.places) > 1 and not clause.raw_left.endswith("等")


_PLACES_LISTED = re.compile(r"个?(?:城市|省|市|县|区|州|地区|直辖市|试点)")
"""选择甲、乙和丙11个城市 only says how many are listed."""
_SMALL_PLACES = frozenset(["乡", "镇", "村", "乡镇", "街道", "社区"])
_FEW_PLACES = 20
_LISTED_NAMES = re.compile(r"[一-龥]{2,}[、和][一-龥]{2,6}$")
