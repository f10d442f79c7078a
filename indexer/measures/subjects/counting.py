"""Names of what is counted: the noun behind a number, without what became of it."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import one_of, words
from indexer.measures.lexing.masking import TIME
from indexer.measures.lexing.remembering import remembered
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.names import naming
from indexer.measures.names.predicates import strip_opening
from indexer.measures.names.predication import actor_and_act, tells_trait
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.drafts import Named
from indexer.measures.sentences.nouns import laden, rest_of
from indexer.measures.sentences.sentence import Sentence

__all__ = ["counted", "funded", "noun_of", "phrase_of", "placed"]

_HAVING = re.compile(r"(?<=[^，。；]{3})的(?:共|一共|总共|分别|各)?有(?:共)?$")


def counted(clause: Clause, head: Quantity, sentence: Sentence) -> Named | None:
    """The name of a count or amount with a noun behind it; None where the subject names it."""
    bounded = bool(head.op_left or head.op_right) and head.op_right != "余"
    bare_verb = head.dimension == "count" and (len(clause.subject) <= 3 or not bounded)
    extent = head.dimension == "amount" and head.unit.endswith(_EXTENTS)
    bare_verb = bare_verb or (extent and len(clause.subject) <= _GENERIC)
    listed = bare_verb or clause.raw_left.endswith(_JOINS)
    if having := _HAVING.search(clause.raw_left):
        described = strip_opening(clause.raw_left[: having.start()].replace(TIME, ""))
        noun = naming.last_noun(noun_of(clause.right), 18)
        return [naming.count_name(f"{described}的{noun}", head.unit, head.dimension)], "", "object"
    if among := _AMONG.search(clause.raw_left):
        noun = strip_opening(clause.raw_left[: among.start()].replace(TIME, ""))
        state = noun_of(clause.right).replace("了", "")
        return [naming.count_name(f"{state}的{noun}", head.unit, head.dimension)], "", "object"
    if clause.subject == "人均":
        return [clause.subject + noun_of(clause.right)], "", "object"
    whole, noun = clause.whole_subject, noun_of(clause.right)
    if noun and whole.endswith(noun) and len(whole) > len(noun) + 2:
        return [naming.count_name(whole, head.unit, head.dimension)], "", "subject"
    if clause.subject.startswith("每") and head.op_left.startswith("至少"):
        return [_right_name(clause, head, sentence)], clause.subject, "object"
    if clause.left.kind == "object" or not clause.subject or listed or _described(clause, head):
        return [_right_name(clause, head, sentence)], laden(clause, sentence)[1], "object"
    return None


def _described(clause: Clause, head: Quantity) -> str:
    """开展噪声监测 of 在开展噪声监测的320个城市中: what the things counted do."""
    if head.dimension != "count" or not clause.raw_left.endswith("的") or clause.places:
        return ""
    told = _DOING.sub("", strip_opening(clause.raw_left[:-1].replace(TIME, "")))
    return told if _DESCRIBING.fullmatch(told) else ""


_DOING = re.compile(r"^(?:完成|推进|加快|抓好|实施|包括|来自|有)+(?=.{2,})")
_DESCRIBING = re.compile(
    r"(?!全|其|我|本|每|各|个|这|上述|第|在|充分|突出|圆满|努力|大力|切实|与|把|将|从)(?!.*[列作成]为)(?:(?![的、了])[一-龥“”]){2,10}"
)
_AMONG = re.compile(r"(?<=[^，。；其]{3})中(?:已)?有$")
"""部门网站中有31个开通了英文版 counts the sites."""


_EXTENTS = ("亩", "公顷", "公里", "方米", "万", "亿")
"""续建5万亩森林公园, 帮助36万灾区群众: of so short a word the noun behind is the object."""


def funded(clause: Clause, sentence: Sentence) -> str:
    """就业工程筹措资金 of 筹措7亿元实施就业工程: what is done with money is no noun behind it."""
    verb, subject = clause.left.verb, clause.subject
    raised = verb in words("cues", "funded") and not subject
    if not raised and (clause.left.kind or subject not in words("names", "sums")):
        return ""
    money = verb + "资金" if raised else subject
    if raised and clause.right.startswith(words("cues", "levers")):
        return money
    behind = _PURPOSE.match(sentence.text, clause.group[-1].end) if not clause.right else None
    if behind is not None:
        return str(behind["what"]) + money
    done = _SPENT.match(clause.right)
    if done is None:
        return ""
    purpose = naming.tidy(_STOP.split(clause.right[done.end() :], 1)[0])
    return (purpose if len(purpose) <= _LONGEST_PURPOSE else "") + money


_SPENT = re.compile(rf"(?:专项)?(?:资金)?{one_of('cues', 'spent_on')}")
_PURPOSE = re.compile(
    r"，(?:重点|全力|全面|系统性|基本)*(?:实施|支持|开展|建设|新建|扩建|改造|维修|完成|办好|保障(?!性|房)|推进|解决)+了?"
    r"(?:\d[\d.]*万?[项所个件处条座家户]|十大|一批)?(?P<what>[一-龥“”]{2,12})(?=[，。；\d])"
)
"""投入3亿元，实施33项民生工程: what the money is for stands behind the comma."""
_LONGEST_PURPOSE = 14


_JOINS = ("等", "和", "及", "与", "、", "在", "的")
_ABOUT = re.compile(r"^(?:左右|上下)?的?")
_STOP = re.compile(r"[，；。：]")


def placed(clause: Clause, sentence: Sentence) -> str:
    """脱贫村数 of 5个村6000人全部脱贫: what became of the villages stands behind their people."""
    became = _PLACE_BECAME.match(rest_of(clause, sentence))
    return f"{became['done']}{became['place']}数" if became is not None else ""


_PLACE_BECAME = re.compile(
    rf"(?P<place>[村乡镇县])[、和]?(?:\d[\d.]*万?[户人名口][、和]?){{1,2}}(?:到?{TIME}[底末前]*)?"
    rf"{one_of('names', 'manners')}*(?P<done>脱贫|摘帽|出列|退出|搬迁)"
)


@remembered
def noun_of(right: str) -> str:
    """The noun phrase a number counts, from the text behind the number."""
    return _counted_noun(_AS_BASE.sub("", _AMONG_THEM.sub("", phrase_of(right))))


_AMONG_THEM = re.compile(r"(?<![高初集之其途空手])中$")
"""704个监测断面中，…: how many there are."""


def phrase_of(right: str) -> str:
    """All that is said behind a number up to the end of its clause."""
    return naming.tidy(_STOP.split(_ABOUT.sub("", right), 1)[0])


_TELLING, _BEHIND = one_of("names", "telling_states"), one_of("names", "states_behind")
_DONE = (
    rf"(?:{one_of('names', 'done_states')}|{_TELLING}|{_BEHIND}"
    r"|向[^，、]{1,6}(?:突破|迈进|推进|延伸|开放)"
    r"|(?:大幅|显著|明显|进一步|持续)+(?:提升|提高|改善))"
)
_RANK = (
    rf"{one_of('names', 'honoured')}了?[^，、了]{{2,}}"
    rf"|在[^，、的]{{2,12}}?(?:{_TELLING}|{_BEHIND})"
)
_TOLD = re.compile(
    rf"(?P<noun>[^的]{{1,}}?){one_of('names', 'manners')}*"
    rf"(?:(?P<told>{_TELLING})|(?P<state>{_BEHIND})|(?P<rank>{_RANK})"
    rf"|(?P<done>{_DONE}(?:[或和并、]?(?:{_DONE}|达标|运行|运营|开放)){{0,2}}))"
    r"(?:、(?:数量|居|列|位|增|总数|累计)[^，]*)?"
)
_BECAME = re.compile(
    r"(?:全部|全面|已经?|均|都|又|到|成功|顺利|如期|提前|实现了?|得以|直接|稳定)*(?P<done>脱贫|脱困|(?:转移|再|稳岗)?就业|参保|受益|返乡|搬迁|入住|上岗|入学|升学|摘帽|达标|投产|开工|竣工)"
)
"""6000人全部脱贫: nothing but what became of the people or things counted."""
_GENERIC = 2
"""A noun of so few characters (项目, 企业) says nothing without what became of it."""


def _counted_noun(noun: str) -> str:
    """What is counted, without what became of it: 3部影片入选…, 15件实事全部兑现."""
    if tells_trait(noun):
        return noun
    if became := _BECAME.fullmatch(noun):
        return became["done"]
    told = _TOLD.fullmatch(noun)
    if told is None or naming.ends_in_head(told["noun"]):
        return noun
    if told["state"]:
        return told["noun"] + told["state"]
    if told["rank"]:
        return _honoured(told["noun"], told["rank"].replace("了", "", 1))
    if told["told"] or len(told["noun"]) <= _GENERIC:
        return f"{told['told'] or told['done']}{told['noun']}"
    return told["noun"]


def _honoured(noun: str, rank: str) -> str:
    """入选省级名录的合作社; of a long honour with a title only the verb is told: 入选纪录片."""
    honour = next((verb for verb in words("names", "honours") if rank.startswith(verb)), "")
    if honour and "“" in rank and len(rank) > _LONGEST_TITLED:
        return honour + noun
    return f"{rank}的{noun}" if len(rank) <= _LONGEST_RANK else noun


_LONGEST_TITLED, _LONGEST_RANK = 12, 24
_AS_BASE = re.compile(r"(?<=[一-龥]{2})(?:的?基础上|为(?:重点|主|载体|抓手|骨干|依托|支撑))$")
"""以3个开发区为重点, 在5个试点的基础上."""
_GRADE = re.compile(
    r"(?:国家|省|自治区|市|县|区|区域|乡镇?|村|部|世界|[一二三四五]星|A{2,5}|\d{0,5}[十百千万亿]{1,3})级|[百千万]亿|特?[大中小微]{1,2}型"
)


def _right_name(clause: Clause, head: Quantity, sentence: Sentence) -> str:
    noun = laden(clause, sentence)[0] or noun_of(clause.right)
    if _GRADE.fullmatch(noun):
        noun += _graded_noun(clause, sentence)
    if head.dimension == "amount":
        noun = _TASK.sub("", noun)
    task = _SET_TASK.fullmatch(noun) if head.unit != "项" else None
    if worked := _WORKED.fullmatch(noun) or task:
        noun = f"{worked['work']}的{worked['who']}"
        return naming.count_name(noun, head.unit, head.dimension)
    bettered = _BETTERED.fullmatch(noun) if clause.left.verb in words("cues", "bettering") else None
    if bettered:
        noun = f"{clause.left.verb}{bettered['what']}的{bettered['who']}"
        return naming.count_name(noun, head.unit, head.dimension)
    if described := _described(clause, head):
        noun = _DONE_FIRST.sub("", _QUALITY.sub("", naming.last_noun(noun, 18)))
        noun = f"{described}的{noun}"
        return naming.count_name(noun, head.unit, head.dimension)
    noun = _shortened(noun, clause)
    reaches = clause.left.kind == "level_to" and clause.left.verb.startswith(_REACHING)
    if reaches and 2 <= len(clause.subject) <= _LONGEST_REACHING and len(noun) <= _SHORT_NOUN:
        noun = naming.joined(clause.subject, noun)
    doing = clause.left.kind == "object" and clause.left.verb not in words("cues", "causing")
    if doing and 2 <= len(clause.subject) <= 6 and len(noun) <= 6:
        noun = clause.subject + clause.left.verb + noun
    verb = clause.left.verb
    told = verb in words("cues", "reached") and verb not in noun
    told = told or (noun == "资金" and verb in words("cues", "funded"))
    prefix = "新增" if verb in ("新增", "净增") else verb if told else ""
    named = noun if noun.startswith(prefix) else prefix + noun
    return naming.count_name(named, head.unit, head.dimension)


def _shortened(noun: str, clause: Clause) -> str:
    """The noun with what it does in front of it, and without what describes it at length."""
    if _RANKED.match(noun):
        return noun
    if clause.group[0].dimension == "count" and clause.group[0].unit != "项":
        noun = _QUALITY.sub("", noun)
    actor, act = ("", "") if _FRONTED.match(noun) else actor_and_act(noun, clause.raw_left)
    if actor:
        act = _DID.sub("", _LIGHT.sub("", act), count=1)
        return f"{naming.last_noun(act, 18)}的{naming.last_noun(actor, 10)}"
    noun = naming.last_noun(noun, 18)
    if len(noun) <= _GENERIC and (verb_first := _first_verb(clause.raw_left)):
        noun = verb_first + noun
    return noun


_REACHING = ("扩展", "拓展", "扩大", "延伸", "推广", "覆盖")
_LONGEST_REACHING, _SHORT_NOUN = 12, 6
"""合作医疗扩展到8个区县 counts those of it."""
_RANKED = re.compile(rf"(?:{_RANK})的")
_DONE_FIRST = re.compile(rf"^{one_of('names', 'done_states')}(?=.{{2}}$)")
"""惠民行动的20件实事全部落实: what became of all of them names none."""
_QUALITY = re.compile(r"(?<=[一-龥]{3})(?:规模|(?<!完成)进度|(?<!前期)工作)$")
"""做大5个产业集群规模: the size is not what is counted."""


def _graded_noun(clause: Clause, sentence: Sentence) -> str:
    """8个国家级、36个省级重点专科: the noun behind the last grade belongs to all."""
    tail = clause.group[-1]
    rest = sentence.masked.slice(tail.end, clause.end)
    shared = re.search(
        rf"[、和及与](?:[\d两二三四五六七八九十]+|若干)(?:个|家|项|处|座|所|条)(?:{_GRADE.pattern})([一-龥“”]{{2,14}})",
        rest,
    )
    return noun_of(shared[1]) if shared else ""


_BETTERED = re.compile(rf"(?P<who>[^的、]{{2,14}}?)的?(?P<what>{one_of('names', 'circumstances')})")
"""改善30所幼儿园办园条件 counts the kindergartens whose conditions get better."""
_WORKED = re.compile(
    rf"(?P<who>[^的、]{{0,10}}{one_of('names', 'sites')})的"
    rf"(?P<work>[^的]{{0,14}}?{one_of('names', 'works')})(?:工作|任务)?"
)
"""1000个行政村的环境整治 counts the villages."""

_TASK = re.compile(r"(?<=建设|整治|改造|治理|搬迁|修复|绿化|造林|发行|征收|收购|施工|培训)任务$")
"""32万亩山体绿化任务: done is the work."""
_SET_TASK = re.compile(
    r"(?P<who>[^的、]{2,12})的(?P<work>(?!重点|具体|主要|目标|改革|试点|相关)[一-龥]{2,4})任务"
)
"""6万青壮年的脱盲任务 counts those it is about."""
_FRONTED = re.compile(
    r"(?:加快|启动|新?开工|竣工|建成|投产|投入|落地|荣获|获评|入选|列入|跻身|入围)"
)
_DID = re.compile("了(?!解)")
_LIGHT = re.compile(
    r"^(?:大力|共同|已经?|均|都|还|将|全部|全面|陆续|相继|顺利)*(?:(?:开展|实施|进行)了)?"
)


def _first_verb(text: str) -> str:
    """竣工投产 of 竣工投产甲公司年产15万吨铝材等70个项目."""
    return naming.opening_verb(strip_opening(text.replace(TIME, "")))
