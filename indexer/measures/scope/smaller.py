"""The smaller thing that a sentence speaks of: some of the counties, a park, a basin, one project.

44个县（市）地区生产总值增长23%；财政收入492亿元: the second number is theirs, too, and not the
province's. What opens a sentence or an item is the scope of the totals behind it.
"""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import one_of
from indexer.measures.lexing.masking import FILL, TIME
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.sentence import Sentence
from kb.vocab import metrics

__all__ = ["Smaller", "smaller_of"]

Smaller = tuple[str, str]
"""The name without the words for the smaller thing, and the smaller thing."""

_SOME = r"(?:\d{1,3}|[两三四五六七八九十]{1,3})个?"
_COUNTED = re.compile(
    rf"(?:{TIME}|{FILL}|，|其中)*(?P<who>{_SOME}(?P<what>{one_of('zones', 'parts')}))(?P<rest>.*)"
)
_PARK = re.compile(
    rf"(?:{TIME}|{FILL}|，|其中|全年)*(?P<who>{one_of('zones', 'parks')})"
    r"(?:全年|累计|共)?(?:完成|实现)[一-龥]{2,10}(?:约|超过?)?\d"
)
_BASIN = re.compile(
    r"(?:其中，?)?(?P<who>[一-龥]{1,6}?(?:流域|干流区|[江河]区|水系))"
    r"(?=[一-龥]{0,4}(?:水量|水资源总?量|径流量|水资源)(?:为|达|约)?\d)"
)
_ZONE = re.compile(
    rf"(?P<who>(?!{one_of('zones', 'general')})[一-龥]{{2,5}}(?:{one_of('zones', 'own_kind')}))"
    r"(?=[“一-龥])(?![内外等和与及])"
)
"""湘江新区格局加快形成，…；研发投入占比达5.2%: the whole sentence is about it."""
_PROJECT = re.compile(
    rf"(?:其中，?)?(?P<who>(?!{one_of('zones', 'many')})[^，；、\d]{{2,20}}?"
    r"(?:项目|电站|电厂|工程))"
    r"(?=已|是|为|成为|建成|投产|采用|竣工|全面|正式|顺利|成功)"
)


def smaller_of(clause: Clause, name: str, sentence: Sentence) -> Smaller:
    """What a number belongs to, where its sentence or item opens with less than a region."""
    if any(place.own and place.start in sentence.masked.borders for place in sentence.places):
        return name, ""
    counted = _some_of(clause, name, sentence)
    if counted[1]:
        return counted
    zone = _ZONE.match(sentence.text)
    if zone is not None and zone.end() < clause.start and metrics.match(name) is not None:
        return name, zone["who"]
    item = sentence.text.rfind("；", 0, clause.start) + 1
    opening = sentence.masked.text[item : clause.group[0].start]
    for form in (_PARK, _BASIN, _PROJECT):
        opened = form.match(opening)
        if opened is not None:
            return name, "" if opened["who"] in name else opened["who"]
    return name, ""


def _some_of(clause: Clause, name: str, sentence: Sentence) -> Smaller:
    """44个县（市）: in front of the metric itself, or of the one measured right before."""
    text = sentence.masked.text
    low = clause.start
    for _ in range(_NEAREST):
        opened = _COUNTED.match(text, low, clause.group[0].start)
        if opened is not None:
            bare = name.removeprefix(opened["what"])
            known = metrics.match(bare) is not None and _opens_with_metric(opened["rest"])
            return (bare, opened["who"]) if known else (name, "")
        if low == 0:
            break
        low = sentence.masked.clause(low - 1)[0]
    return name, ""


_NEAREST = 4
_SHORTEST, _LONGEST = 2, 14


def _opens_with_metric(text: str) -> bool:
    """Whether what follows 44个县（市） is measured: 地区生产总值增长, not 完成了改革."""
    text = text.removeprefix("完成").removeprefix("实现")
    sizes = range(_SHORTEST, min(_LONGEST, len(text)) + 1)
    return any(metrics.match(text[:size]) is not None for size in sizes)
