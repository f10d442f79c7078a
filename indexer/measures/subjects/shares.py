"""Names of shares: what a percentage stands before, or what it is said to do."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import one_of
from indexer.measures.lexing.masking import TIME
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.names import heads, naming
from indexer.measures.names.predicates import strip_opening
from indexer.measures.names.predication import is_predicate
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.drafts import Named
from indexer.measures.sentences.nouns import has_noun
from indexer.measures.sentences.sentence import Sentence
from indexer.measures.subjects.counting import noun_of, phrase_of

__all__ = ["PLACE_ONLY", "share_named"]

_LEADING_VERB = re.compile(one_of("names", "leading_verbs"))
PLACE_ONLY = re.compile(
    r"(?:(?:[一二三四五六七八九十\d]+)?(?:地级|县级|设区)?(?:省|市|县|州|区|镇|乡|村)|"
    rf"{one_of('names', 'places')})+"
)
_OVER_SHARE = re.compile(
    r"(?P<op>不(?:得|能|应)?(?:超过|高于|低于|少于)|超过|低于|不足)(?P<whole>[^，。；、\d]{2,16})的$"
)
_RATE_BEHIND = re.compile(
    r"的(?P<what>[一-龥]{2,14}?)(?P<head>增速|增长率?|增幅|降速|降幅)(?=支撑|支持|保障|带动|实现|，|。|；|$)"
)
"""以年均2%的能耗增速支撑了年均6%的经济增长: the name stands behind the value."""
_OVER_OPS = {"超过": ">", "低于": "<", "不足": "<"}


def share_named(clause: Clause, sentence: Sentence, head: Quantity) -> Named | None:
    """The name of a share by the noun or the verb behind it; None where the subject names it."""
    if over := _OVER_SHARE.search(clause.raw_left):
        return _over(clause, over)
    if (spent := _SPENT_ON.match(clause.right)) and clause.subject:
        return [f"{clause.subject}用于{spent['what']}比例"], "", "share_of"
    if rate := _RATE_BEHIND.match(clause.right):
        clause.left.kind = "decrease" if rate["head"][0] in "降下" else "increase"
        return [heads.growing(rate["what"])], "", "object"
    predicate = _share_that_does(clause)
    if not has_noun(clause):
        return ([predicate], "", "share_of") if predicate else None
    if not clause.subject and clause.left.verb == "完成":
        return [phrase_of(clause.right) + "完成率"], "", "share_of"
    if not clause.subject and clause.left.verb == "覆盖":
        return [noun_of(clause.right) + "覆盖率"], "", "share_of"
    if not clause.subject:
        return [_share_name(_with_shared_tail(clause, sentence))], "", "share_of"
    if clause.left.verb == "覆盖" and clause.left.kind == "object":
        return [naming.tidy(f"{clause.subject}覆盖{noun_of(clause.right)}比例")], "", "share_of"
    if clause.left.kind == "object":
        name, scope = naming.cut_subject(clause.subject + noun_of(clause.right))
        return [name], scope, "object"
    if reaching := _REACHING.match(clause.right):
        return [f"{clause.subject}{reaching['state']}比例"], "", "share_of"
    if done := _DONE_SHARE.match(clause.right):
        return [clause.subject + done["done"] + "率"], "", "share_of"
    if verb := _LEADING_VERB.match(clause.right):
        thing = noun_of(clause.right[verb.end() :])
        if not thing:
            return [f"{clause.subject}{phrase_of(clause.right)}比例"], "", "share_of"
        return [f"{thing}{verb[0]}率"], clause.subject, "share_of"
    if PLACE_ONLY.fullmatch(clause.subject):
        return [_share_name(clause.right)], clause.subject, "share_of"
    if predicate:
        return [predicate], "", "share_of"
    if head.dimension == "fraction" and not clause.left.kind and not clause.right.startswith("的"):
        return [], "", ""  # 今年春天三分之一城市的…: whose share is said behind it
    return None


def _share_that_does(clause: Clause) -> str:
    """高校毕业生留省就业比例 of 高校毕业生67%留省就业; "" where the share does nothing."""
    subject, told = clause.subject, phrase_of(clause.right)
    bare = not (clause.left.kind or clause.left.verb or clause.raw_left.endswith("的"))
    does = bare and subject and is_predicate(told) and not naming.is_share(subject)
    return naming.tidy(f"{subject}{told}比例") if does else ""


_SPENT_ON = re.compile(r"(?:以上)?(?:要|将|必须)?用于(?P<what>[^，。；、]{2,14})")
"""新增财力的80%用于民生."""
_REACHING = re.compile(
    r"(?:以上)?(?:全部|稳定|均|基本|已)*(?P<state>达到或(?:优于|好于|超过)[^，。；]{2,16})(?=，|。|；|$)"
)
"""监测断面90%稳定达到或优于Ⅲ类水质."""


_DONE_SHARE = re.compile(
    r"(?:全部|均|实现|完成|得到|全(?!域))*"
    rf"(?P<done>[一-龥]{{0,6}}{one_of('names', 'done_to')})(?=，|。|；|、|$)"
)
"""放射源100%安全收贮: what is done to the share."""


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
    noun = phrase_of(right)
    return noun if noun.endswith(("率", "比例", "比重", "能力")) else noun + "比例"
