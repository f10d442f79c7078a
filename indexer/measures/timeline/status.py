"""Target, actual or forecast: headings and years set the default, words of the clause decide."""

from __future__ import annotations

import re
from functools import cache

from indexer.measures.document.facts import Facts
from indexer.measures.lexing.lexicon import alternation, words
from indexer.measures.lexing.remembering import remembered
from indexer.measures.sentences.drafts import Draft
from indexer.measures.sentences.progress import is_progress

__all__ = ["is_aimed", "may_report", "reported_from", "section_status", "status_of"]

_REPORTED = re.compile(r"(?:提出|宣布|承诺|要求|明确|规定|确定|决定|目标|力争|争取|计划)")
_GOAL_IN_BRACKETS = re.compile(r"（(?:国家|省|年度|规划)?(?:目标|目标值|要求)(?:是|为|：)?$")
"""优良天数比率为87%（目标84.5%）: the number in the bracket was the goal."""
_IN_BRACKETS = 8
"""The longest of those, 年度目标值是, has so many characters with its bracket."""
_ALREADY = r"已(?!经?成为)|连续\d+年"
_BY_AUXILIARY = (
    r"计划(?!单列|生育)|(?<![主重需首必纲摘])要(?!求|素|约|点|道|闻|害|件|地)|将(?!近|军)"
    r"|应(?!急|用|对|届)"
)
"""Words that are part of others too, and so want their neighbours."""


@cache
def _search(name: str) -> re.Pattern[str]:
    return re.compile(alternation(words("status", name)))


@cache
def _done() -> re.Pattern[str]:
    """What is so already."""
    return re.compile(f"{alternation(words('status', 'done'))}|{_ALREADY}")


def _is_done(clause: str, section: str = "") -> bool:
    """今年…比上年下降4% under a heading of goals is none the less a goal."""
    if _done().search(clause):
        return True
    return section != "target" and _search("compared").search(clause) is not None


@cache
def _aimed() -> re.Pattern[str]:
    """What somebody means to reach."""
    return re.compile(f"{alternation(words('status', 'aimed'))}|{_BY_AUXILIARY}")


def is_aimed(text: str) -> bool:
    """Whether some word of a text says that somebody means to reach what it tells."""
    return _aimed().search(text) is not None


_AND_MORE = (
    r"(?:和|与|及|、)?(?:分析)?(?:显著|明显|评估|紧迫|严峻|突出|较大|并存)*(?:[（(].*[）)])?$"
)
_OF_A_PLAN = r"“?十[一二三四]五”?(?:时期|期间)?.{0,12}(?:成效|成就|进展|完成情况|执行情况)"


@cache
def _behind() -> re.Pattern[str]:
    """Headings of what was or is: they end with such a word, or hold one anywhere."""
    ending = alternation(words("status", "behind_heading"))
    anywhere = alternation(words("status", "behind_anywhere"))
    return re.compile(f"(?:{ending}){_AND_MORE}|{anywhere}|{_OF_A_PLAN}")


_NUMBER = r"^(?:第[一二三四五六七八九十]+[章节篇]|[（(]?[\d一二三四五六七八九十]+[）)、.．])*"


@cache
def _task() -> re.Pattern[str]:
    """夯实发展基础 sets a task, 提升能力取得显著成效 tells what was done."""
    verb = alternation(words("status", "task_verb"))
    return re.compile(f"{_NUMBER}(?:{verb})(?!.*(?:取得|显著|明显|突出|紧迫|情况))")


@cache
def _result() -> re.Pattern[str]:
    """Headings such as 保障能力显著增强: what is so, or shall be so."""
    adverb = alternation(words("status", "result_adverb"))
    verb = alternation(words("status", "result_verb"))
    return re.compile(f"(?:{adverb})(?:{verb})$")


@cache
def _review() -> re.Pattern[str]:
    """Headings over an account of what was done."""
    ending = alternation(words("status", "review_heading"))
    return re.compile(f"^(?!.*取得(?:更|新|明显新)).*(?:{ending}){_AND_MORE}|{_OF_A_PLAN}")


@remembered
def section_status(headings: tuple[str, ...]) -> str:
    """Default status under a chain of headings; "" where they do not say."""
    chain = ["".join(heading.split()).rstrip("。：:") for heading in headings]
    while chain:
        heading = chain.pop()
        if _behind().search(heading) and not _task().search(heading):
            return "actual"
        if _search("future_heading").search(heading) and not _result().search(heading):
            goals = _search("goal_heading").search(heading) is not None
            reviewed = any(_review().search(above) for above in chain)
            return "actual" if reviewed and not goals else "target"
    return ""


def status_of(
    draft: Draft, facts: Facts, section: str, sentence: str, before: Draft | None = None
) -> str:
    """The status of one draft; `before` is the draft made last of the same sentence."""
    status = _status(draft, facts, section, sentence)
    if before is not None and _goes_on_to(draft, before, sentence):
        return before.status
    shares = draft.time is not None and draft.time.origin == "inherited_clause"
    follows = shares and before is not None and before.status == "target"
    if follows and status == "actual" and facts.mode == "account":
        return status if _is_done(draft.clause) else "target"
    return status


def _goes_on_to(draft: Draft, before: Draft, sentence: str) -> bool:
    """同比下降12.1%至33微克: where a change ends is told with it."""
    changed, reached = before.quantity, draft.quantity
    if changed is None or reached is None or before.change not in ("increase", "decrease"):
        return False
    return sentence[changed.end : reached.start] in ("至", "到")


def _status(draft: Draft, facts: Facts, section: str, sentence: str) -> str:
    clause = draft.clause
    year = draft.time.year if draft.time is not None else None
    stated = draft.time is not None and draft.time.origin in (
        "stated",
        "inherited_clause",
        "inherited_sentence",
        "document",
    )
    if _GOAL_IN_BRACKETS.search(sentence, max(0, draft.at - _IN_BRACKETS), draft.at):
        return "target"
    if draft.time is not None and draft.time.kind == "past":
        return "actual"
    if year is None and _UNTIL_NOW.search(sentence, 0, draft.at):
        return "actual"
    if facts.mode == "account":
        return _account(draft, facts, sentence, year)
    if _is_progress(draft, facts, section, sentence):
        return "actual"
    if (
        facts.mode == "report"
        and draft.time is not None
        and draft.time.origin == "inherited_sentence"
    ):
        passing = draft.basis != "annual_average"
        if passing and year is not None and facts.year is not None and year > facts.year:
            draft.time, stated = None, False
    if facts.mode == "plan" and _PROJECTED.search(clause):
        return "forecast"
    if stated and year is not None and (dated := _by_year(draft, facts, section, year, sentence)):
        return dated
    if _is_done(clause, section) and not _aimed().search(clause):
        return "actual"
    if section:
        return section
    has = _HAS.search(sentence[: draft.at]) is not None and not _aimed().search(clause)
    return "actual" if facts.mode == "report" or has else "target"


def _is_progress(draft: Draft, facts: Facts, section: str, sentence: str) -> bool:
    """What came of a goal by now, unless somebody means to get so far, as 以上 says."""
    quantity = draft.quantity
    if quantity is None or not is_progress(sentence, quantity.number_start, quantity.end):
        return False
    meant = is_aimed(draft.clause.replace("目标", "").replace("计划", "")) or draft.op == ">="
    return not meant and not (facts.mode == "report" and section == "target")


_HAS = re.compile(
    r"(?:(?:全[国省市县区州盟]|境内|辖区内?|我[国省市县区州盟])(?:共|现|拥)?有"
    r"|(?:^|[，。；])(?:现|拥)有)[一-龥（）“”]{0,16}$"
    r"|(?:人口|海岛总面积|岸线总长度?|岸线全长|(?:国土|陆域|海域|土地|流域)(?:总)?面积)(?:约为?|为)$"
    r"|(?:^|[，。；、])(?!新增|净增)[^，。；、]{0,16}(?:可开发|蕴藏|(?:理论|保有|探明|地质)储)量(?:约|达到?|超过?|为)*$"
)
"""全市有海岛600余个, 乡村人口约90万人 in a plan that does not say by when: what there is.

So is what nature holds: 风能技术可开发量约5000万千瓦.
"""


_UNTIL_NOW = re.compile(r"(?:\d年|五[”\"]?)(?:以来|至今)")
"""2018年以来，…: what a sentence tells of the years behind it."""
_INTENDED = re.compile(r"计划(?:累计)?(?:完成|新增|建设|建成|投资|下达|改造|治理|实施)")
"""2020年计划完成投资1.1亿元 in an account of the years behind: what was meant, not done."""
_PROJECTED = re.compile(r"预计(?!年)|预测|有望")


def _by_year(draft: Draft, facts: Facts, section: str, year: int, sentence: str) -> str:
    """What a stated year decides: ahead of the text a target, behind it a fact."""
    now = facts.year if facts.year is not None else facts.first
    if now is None:
        return ""
    spoken_of = facts.mode == "report" and year == now and draft.time is not None
    if spoken_of and draft.time is not None and draft.time.kind == "relative":
        partly = section == "actual" and _PART_OF_YEAR.search(draft.scope) is not None
        return "" if partly or _is_done(draft.clause) else "target"  # 今年 of a report
    if year > now:
        return "target"
    ahead_of_plan = facts.mode == "plan" and facts.five_year and facts.first is not None
    behind = year < (facts.first if ahead_of_plan and facts.first else now)
    if not behind:
        return ""
    towards = (
        re.search(rf"(?<![高低升降加少长展大小缩])[到至]{year}年", sentence[: draft.at]) is not None
    )
    aimed = _aimed().search(draft.clause) and not _FULFILLED.search(sentence[: draft.at])
    if facts.mode == "plan" and section == "actual" and _INTENDED.search(draft.clause):
        return "target"
    if facts.mode == "plan" and (towards or aimed) and section != "actual":
        return "target"
    if facts.mode == "report" and section == "target" and _aimed().search(draft.clause):
        return ""
    return "actual"


_PART_OF_YEAR = re.compile(r"上半年|季度|月")
"""今年上半年 in the account of a report of August was over when it was given."""
_FULFILLED = re.compile(r"完成[^，。；]{0,10}(?:目标|任务|计划)[^，。；]{0,4}的$")
"""完成目标任务的126%: what came of a goal is none."""
_COMMITTED = re.compile(
    r"力争|争取|确保|承诺|拟(?!议)|不[能得]超过|计划(?!单列|生育|》)(?=[^，]*?(?:到|在|于|将|新|建|投|完|实))|目标(?:是|为|：|$)|"
    r"将(?=[^，]{0,6}(?:达|完成|增|减|下降|提高|降|建成|建设|实现|新|投|启动|超过|突破|成为|继续|努力|培|推广|不低|不超|占|控制))"
)


def _account(draft: Draft, facts: Facts, sentence: str, year: int | None) -> str:
    """News and papers: facts by default; a year ahead or words of commitment make a target."""
    if _search("forecast").search(sentence[: draft.at]) and _search("forecast").search(
        draft.clause
    ):
        return "forecast"
    left = sentence[max(0, draft.at - len(draft.clause)) : draft.at]
    if facts.year is not None and year is not None:
        carried = draft.time is not None and draft.time.origin == "inherited_sentence"
        if year > facts.year and carried and not _COMMITTED.search(sentence):
            draft.time = None
            return "actual"
        if year > facts.year:
            foretold = _PROJECTED.search(sentence, 0, draft.at)
            return "forecast" if foretold and not _COMMITTED.search(left) else "target"
    elif facts.year is None and year is not None and _sets_goal(sentence, draft.at, left):
        return "target"
    if _is_done(draft.clause):
        return "actual"
    if _COMMITTED.search(left) and (year is None or facts.year is None or year >= facts.year):
        return "target"
    if (
        _REPORTED.search(sentence)
        and year is not None
        and facts.year
        and year == facts.year
        and draft.time is not None
        and draft.time.kind == "within"
    ):
        return "target"
    return "actual"


_BY_YEAR = re.compile(r"(?:^|[；：])(?:[一-龥]{0,4}，)?(?:到|至)(?:19|20)\d\d年[底末]?，")


def _sets_goal(sentence: str, at: int, left: str) -> bool:
    """到2025年，…达到45% in a text without a date, unless it says that this is so already."""
    if _BY_YEAR.search(sentence, 0, at) and not _is_done(sentence[:at]):
        return True
    return bool(re.search(r"(?:到|至|前|底)", left) and _REPORTED.search(sentence))


_PLAN_SAYS = re.compile(
    r"《(?P<plan>[^《》]{2,50})》[^。；《]{0,14}?(?:提出|明确|要求|规定|指出|确定|部署|强调)"
)
_PARTY_SAYS = re.compile(
    r"(?:^|[，。；：])(?P<party>[一-龥]{2,16}?)(?:公开|明确|率先|首次|郑重)?(?:宣布|承诺|表示|称)"
)


_MAY_SAY = re.compile(r"》|宣布|承诺|表示|称")


def may_report(sentence: str) -> bool:
    """Whether a sentence has a word that every report has: quicker to tell than what it reports."""
    return _MAY_SAY.search(sentence) is not None


def reported_from(before: str, title: str) -> str | None:
    """The plan or party whose statement the text reports; None: the text speaks for itself."""
    plans = [match["plan"] for match in _PLAN_SAYS.finditer(before)]
    if plans and plans[-1] not in title:
        return f"《{plans[-1]}》"
    party = _PARTY_SAYS.search(before)
    return party["party"] if party is not None else None
