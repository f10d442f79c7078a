"""What was done to the things counted: 培育企业20家 counts those fostered, not those there are."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import alternation, words
from indexer.measures.names import naming
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.drafts import Memory
from indexer.measures.sentences.sentence import Sentence

__all__ = ["ADDING", "is_part", "with_doing"]

ADDING = ("新增", "净增")
_MADE_NEW = (*ADDING, "新建", "在建")
_SAVING = ("节约", "节省")
_CONJUNCTIONS = ("、", "和", "及", "以及", "与")
_WORKS = words("names", "built_anew")
_OF_AMOUNTS = frozenset((*ADDING, *_SAVING, *_WORKS, "减排"))
"""What is done to amounts as well as to things counted."""
_MEASURED = ("", "面积", "里程", "数", "户数")
_DOING = re.compile(
    rf"(?:节约|节省)(?!型)|{alternation((*words('names', 'doing'), *_WORKS))}(?!类|型|性|式|费|业)"
)


_LESS_EMITTED = re.compile("减排(?=.{2,})")
"""减排烟尘9吨、二氧化硫20吨: neither is what is emitted."""


def with_doing(
    clause: Clause, names: list[str], rule: str, sentence: Sentence, memory: Memory
) -> list[str]:
    """The names with what was done, in words or before; one for each unit counted in."""
    names = _added(clause, _brought(clause, names), memory)
    names = _doing(clause, names, rule, sentence.text[: clause.group[0].start], memory)
    if len(names) == 1 < len(clause.group) and len({value.unit for value in clause.group}) > 1:
        names = [naming.recounted(names[0], value.unit) for value in clause.group]
    return names


def is_part(clause: Clause, memory: Memory) -> bool:
    """Whether a number is part of a total told before, in the same unit."""
    return bool(memory.total) and clause.group[0].unit == memory.total_unit


def _brought(clause: Clause, names: list[str]) -> list[str]:
    """班列带动进出口415亿元 counts what they brought; 带动产业规模达到1万亿 what there is."""
    brings = not clause.left.kind and clause.raw_left.lstrip("，、").startswith("带动")
    return [f"带动{name.removeprefix('带动')}" for name in names] if brings else names


def _added(clause: Clause, names: list[str], memory: Memory) -> list[str]:
    """新增装机90万千瓦，其中水电30万千瓦: what is added in part too."""
    if not is_part(clause, memory) or not memory.total.startswith(_MADE_NEW):
        return names
    added = next(verb for verb in _MADE_NEW if memory.total.startswith(verb))
    own = added in names[0] or naming.opening_verb(names[0])
    return names if own else [added + name for name in names]


def _doing(clause: Clause, names: list[str], rule: str, before: str, memory: Memory) -> list[str]:
    """The verb of the clause, or of the list it goes on, before each name that lacks it."""
    head = clause.group[0]
    told = clause.left.verb if clause.left.kind == "object" else ""
    if rule == "subject":
        told = naming.opening_verb(clause.subject) or (told if told not in ADDING else "")
    listed = before.endswith(_CONJUNCTIONS) or clause.raw_left.startswith(_CONJUNCTIONS)
    worked = memory.doing in _WORKS and head.unit.endswith("元")
    passed = head.op_left.startswith("突破") and naming.ends_in_head(clause.subject)
    goes_on = listed and not clause.left.verb and not worked and not passed
    own = _DOING.search(told) or _LESS_EMITTED.match(names[0])
    verb = own[0] if own else memory.doing if goes_on and not told else ""
    both = verb in _OF_AMOUNTS or verb.endswith("建")
    listing = ("count", "amount") if both else ("count",)
    memory.doing = verb if head.dimension in listing and rule in ("subject", "object") else ""
    if not memory.doing:
        return names
    if names[0].endswith(tuple(verb + measured for measured in _MEASURED)):
        memory.doing = ""  # 低效林改造200万亩、退耕还林60万亩: the verb stands behind its object
    return [name if verb in name or _DOING.match(name) else verb + name for name in names]
