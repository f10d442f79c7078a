"""The place that an item of a sentence opens with, for its later clauses that name none.

成都市经济持续回升，地区生产总值增长6%: the number is of the city, not of the province around it.
成渝地区双城经济圈建设提速，经济总量超过8万亿元 speaks of work that crosses borders, so the number
may be of the region or of the area: that is its scope, and it stands beside no region's total.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from indexer.measures.document.regions import NATION, Place
from indexer.measures.lexing.lexicon import alternation, one_of, words
from indexer.measures.lexing.masking import FILL, TIME
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.sentence import Sentence
from kb.vocab import metrics
from kb.vocab.regions import region

__all__ = ["Topic", "topic_of"]


class Topic(NamedTuple):
    """Whose the numbers of later clauses are: a place, or an area that is only their scope."""

    place: Place | None = None
    scope: str = ""


_NONE = Topic()
_ITEM = "；。：！？"
_OPENS = re.compile(
    rf"(?:{TIME}|{FILL}|[到至在年底末初，]|目前|其中|同时|近年来|去年|今年|全年|从国际看|从国内看)*"
)
_COMPARED = re.compile(r"(?:[占居列位比于在由经向被获受对与同和跟从超]|高于|低于|优于|快于|入选)$")
"""居全省第2位, 占全市的18%, 高于全国: what is compared with opens no other subject."""
_OF_ANOTHER = re.compile(r"其他|其余|其它|[一-龥]{2,8}?(?:区|园|新城|机场|港|镇|乡|县|市)(?=.{2})")
"""观音机场客运量, 昆冈工业园区总产值: what has an owner of its own."""


@cache
def _goes_on() -> re.Pattern[str]:
    """What may follow a place that does something, or whose whole state is told."""
    lists = ("object", "level", "increase", "adverb")
    verbs = alternation(
        [*{word for name in lists for word in words("cues", name)} - {"的", "在", "首"}]
    )
    return re.compile(f"{one_of('cues', 'whole_state')}|{verbs}")


def topic_of(clause: Clause, name: str, sentence: Sentence, told: list[Place]) -> Topic:
    """The place that the item of a clause opens with; `told`: where the clause before was."""
    place = _opening(clause, sentence)
    if place is None or _OF_ANOTHER.match(name) or name.endswith(_BETWEEN):
        return _NONE
    high = min(sentence.masked.clause(place.start)[1], clause.start)
    said = sentence.text[place.end : high]
    if said.startswith(_LISTED) or not (place in told or _goes_on().match(said)):
        return _NONE
    total = metrics.match(name) is not None
    if not _is_area(place) and _inside(place, sentence.facts.home):
        return Topic(place)
    if not total and place.code != "world":
        return _NONE
    named = sentence.text[place.start : place.end]
    return Topic(scope=named) if _THEME.search(said) else Topic(place)


_LISTED = ("、", "和", "与", "及", "至", "“")
_BETWEEN = ("占比", "比重")
_THEME = re.compile(one_of("cues", "across_borders"))


def _opening(clause: Clause, sentence: Sentence) -> Place | None:
    """The last place before a clause, where its item opens with it, named in full."""
    if not sentence.places:
        return None
    text, start, head = sentence.text, clause.start, clause.group[0].start
    item = max(text.rfind(mark, 0, start) for mark in _ITEM) + 1
    spoken = [
        place
        for place in sentence.places
        if item <= place.start < head and not _COMPARED.search(text, item, place.start)
    ]
    if len(spoken) != 1 or spoken[0].end > start:
        return None
    place = spoken[0]
    other = not place.own and place.code != sentence.facts.home
    opens = _OPENS.fullmatch(sentence.masked.text, item, place.start) is not None
    return place if other and opens and _in_full(place, text) else None


def _in_full(place: Place, text: str) -> bool:
    """成都市, 天府新区, 长三角 and 我国, but not 成都, which begins many another name."""
    if not _is_division(place):
        return True
    return text[place.start : place.end] in (place.name, "我国")


def _is_division(place: Place) -> bool:
    return place.code is not None and place.code.isdigit()


def _is_area(place: Place) -> bool:
    """长三角, 粤港澳大湾区: borders of divisions are crossed there."""
    return place.code is not None and not place.code.isdigit()


def _inside(place: Place, home: str | None) -> bool:
    """Whether a place is a part of the document's; a zone is taken for one."""
    if place.code is None:
        return True
    known = region(place.code)
    parts = known is not None and home is not None and place.code != NATION[1]
    return parts and known is not None and f"/{home}/" in f"/{known.path}/"
