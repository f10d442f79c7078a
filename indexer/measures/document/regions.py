"""Places a sentence speaks of, as far as they stand where a subject begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from indexer.measures.document.facts import Facts
from indexer.measures.document.zones import zone_behind, zones_listed, zones_opening
from indexer.measures.lexing.lexicon import alternation, words
from kb.vocab.regions import Region, find
from kb.vocab.regions import region as find_region
from kb.vocab.regions_scan import may_begin, scan

__all__ = [
    "NATION",
    "Place",
    "headed_place",
    "leading_places",
    "mentioned",
    "nation_speaks",
    "opening_place",
    "opens_with_place",
    "subject_place",
]

_LIST = re.compile(
    r"^(?:[、和与及]|以及|等)*(?:[三四五六七八九十两\d]+(?:省|市|县|区|地|州)(?:市(?!场)|区)?)?"
)
_COUNTED = re.compile(
    r"(?:[三四五六七八九十两]|\d{1,2})个?(?:省|市|县|区|州)(?:市(?!场)|区)?(?![级域城直（])"
)
"""关中5市: how many places an area has."""
NATION = ("全国", "000000")
"""Name and code of the whole country."""


_ENDINGS = {"省": ("省", "自治区"), "区": ("区",), "市": ("市",), "县": ("县",), "州": ("州",)}


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its full name."""

    name: str
    code: str | None
    start: int
    end: int
    own: bool = False
    """Named by a word such as 全市, not by its name."""

    def fits(self, name: str) -> bool:
        """Whether 全省, 全市 … may mean the place called `name`."""
        return bool(self.word) and name.endswith(_ENDINGS.get(self.word[-1], self.word[-1]))

    word: str = ""


@cache
def _own() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternation(words('cues', 'own_region'))})(?!人大|政协|经济社会发展计划)"
    )


_HONOURED = r"[一-龥]{2,10}(?:示范|先进|模范|文明|试点|样板|百强)[一-龥]{0,3}\d"
"""全国乡村治理示范村5个: a rank that the nation gives."""


def _unreached(word: str) -> str:
    """A word for the nation that nothing is measured against; it begins the search for it."""
    return f"{word}(?<![向于占居过较]{'.' * len(word)})"


@cache
def _nation() -> re.Pattern[str]:
    named, honours = (
        alternation(words("cues", name)) for name in ("china_named", "nation_honours")
    )
    return re.compile(
        rf"(?:{'|'.join(map(_unreached, words('cues', 'national')))})(?<![与同和跟向及在]国内)"
        rf"(?:(?<=我国)|(?!{honours}))(?!(?<=中国)(?:{named}))(?!{_HONOURED})"
    )


_COUNTED_HONOUR = re.compile(
    r"(?!共|已|现|约)[^，。；：、\d]{2,16}?\d+[多余]?[个家名枚项所座条件人]"
)
"""全国名特优新农产品60个, 中国好人27人."""


def _names_honour(nation: re.Match[str], facts: Facts) -> bool:
    """In a report or a plan of one place 全国 before what is counted is part of its name, and 国内
    tells its trade and travel from those abroad."""
    local = facts.mode != "account" and (facts.home or NATION[1]) != NATION[1]
    if not local:
        return False
    counted = _COUNTED_HONOUR.match(nation.string, nation.end())
    return nation[0] == "国内" or (nation[0] != "我国" and counted is not None)


_WORLD = ("全球", "world")
_THE_WORLD = re.compile(r"世界(?=经济(?!论坛)|贸易(?!组织)|人口|能源)")


def mentioned(text: str, facts: Facts) -> list[Place]:
    """Every place of a sentence: of the gazetteer, zones, and words such as 全省."""
    home = facts.home if facts.home and facts.home.isdigit() else None
    named = list(scan(text, within=home))
    facilities = {start for start, end, _ in named if _facility().match(text, end)}
    found = [
        _named(text, start, end, region)
        for start, end, region in named
        if region.code != NATION[1]
        and not _means_own(text[start:end], facts)
        and start not in facilities
        and end not in facilities
        and not _LIES_IN.search(text, max(0, start - 6), start)
        and not _gives_name(text, end, region)
    ]
    whole = facts.home is None or facts.home.endswith("0000")
    listed = zones_listed(text, [place.end for place in found], named=whole)
    found += [Place(text[start:end], None, start, end) for start, end in listed]
    found += [Place(text[start:end], None, start, end) for start, end in zones_opening(text)]
    if facts.region:
        ours = (match for match in _own().finditer(text) if not _is_origin(match[0], facts))
        found += [_own_place(match, facts) for match in ours]
    nations = (match for match in _nation().finditer(text) if not _names_honour(match, facts))
    found += [Place(*NATION, *match.span()) for match in nations]
    found += [Place(*_WORLD, *match.span()) for match in _THE_WORLD.finditer(text)]
    found.sort(key=lambda place: (place.start, -place.end))
    kept: list[Place] = []
    for place in found:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


@cache
def _facility() -> re.Pattern[str]:
    """宁波港货物吞吐量 is the harbour's, not the city's; so is that of 宁波舟山港."""
    return re.compile(rf"(?:{alternation(words('cues', 'facility'))})(?!澳|珠)")


def _gives_name(text: str, end: int, place: Region) -> bool:
    """粤港澳大湾区“菜篮子”基地, 全球灯塔工厂: the area or the world gives a name or a rank."""
    if place.level == "world":
        return _world_rank().match(text, end) is not None
    return place.level == "area" and text.startswith("“", end)


@cache
def _world_rank() -> re.Pattern[str]:
    return re.compile(rf"“|{alternation(words('cues', 'world_honours'))}")


_LIES_IN = re.compile(r"(?:位于|位居|地处|处于|地属|隶属于?|毗邻|[东南西北]{1,2}[接邻靠连界]于?)$")
"""平昌县位于四川省东北部: what lies there is meant, not where it lies."""


def _means_own(name: str, facts: Facts) -> bool:
    """全州 is also a county, but not in what a 自治州 writes."""
    return name in words("cues", "own_region") and str(facts.region).endswith(name[-1])


def _is_origin(word: str, facts: Facts) -> bool:
    """境内有效发明专利 of the nation: those who hold them are at home, not all there are."""
    return word == "境内" and facts.home == NATION[1]


def _named(text: str, start: int, end: int, region: Region) -> Place:
    """A place of the gazetteer, or the zone whose name begins with it."""
    last = zone_behind(text, end, region)
    if last == end or find(text[start:last]) is not None:
        return Place(region.name, region.code, start, end)
    return Place(text[start:last], None, start, last)


def _own_place(match: re.Match[str], facts: Facts) -> Place:
    """全县 is the document's own county; a clause there may open with 全市 or 全省 above it.

    在全省率先 and 对全省贡献率 are still about the county.
    """
    endings = _ENDINGS.get(match[0][-1], ())
    opens = _OPENS_CLAUSE.search(match.string, 0, match.start()) is not None
    if opens and facts.home and not str(facts.region).endswith(endings):
        above = _above(facts.home, endings)
        if above is not None:
            return Place(above.name, above.code, *match.span(), own=True, word=match[0])
    return Place(str(facts.region), facts.region_code, *match.span(), own=True, word=match[0])


@lru_cache(maxsize=256)
def _above(code: str, endings: tuple[str, ...]) -> Region | None:
    """The nearest place above, or the one itself, that is called a 省, 市 …."""
    home = find_region(code)
    steps = home.path.split("/")[::-1] if home else []
    found = (find_region(step) for step in steps)
    return next((place for place in found if place and place.name.endswith(endings)), None)


_OPENS_CLAUSE = re.compile(r"(?:^|[，。；：“年底]|[高低优好快慢]于)$")


def subject_place(places: list[Place], text: str, start: int, end: int) -> Place | None:
    """The last place a clause names before its number, else the one the sentence opens with.

    A list (香港、澳门和台湾同胞) is about none of its places alone.
    """
    inside = [
        place for place in places
        if start <= place.start and place.end <= end and place.code != NATION[1]
    ]  # fmt: skip
    ours = [
        place
        for place in places
        if start <= place.start and place.end <= end and _ours(place, text)
    ]
    if ours and (not inside or ours[-1].start > inside[-1].start):
        return ours[-1]
    if inside:
        return None if _is_listed(inside[-1], places, text) else inside[-1]
    opening = [
        place for place in places
        if place.end <= start and not place.own and text[place.start : place.end] != "全国"
        and _OPENS.search(text[: place.start])
    ]  # fmt: skip
    last = opening[-1] if opening else None
    return None if last is None or _is_listed(last, places, text) else last


def _is_listed(place: Place, places: list[Place], text: str) -> bool:
    """Whether a place stands in a list with another one."""
    ends, starts = {other.end for other in places}, {other.start for other in places}
    before, after = place.start - 1, place.end
    joined = text[before : before + 1] in _AND and before in ends
    return joined or (text[after : after + 1] in _AND and after + 1 in starts)


_AND = ("、", "和", "及", "与")


def _ours(place: Place, text: str) -> bool:
    """煤炭在我国能源消费中的比例: whose share it is, whatever country was spoken of before."""
    named = text[place.start : place.end] == "我国"
    return named and (text[place.start - 1 : place.start] in ("", "在", "，", "；", "，", "（"))


def opening_place(text: str, facts: Facts) -> Place | None:
    """The place within the first words of a passage; None where it opens with a list of places."""
    places = mentioned(text, facts)
    for place in places:
        if not place.own and place.start <= _FIRST_WORDS and place.code != NATION[1]:
            return None if _is_listed(place, places, text) else place
    return None


def opens_with_place(text: str) -> bool:
    """Whether a sentence is about the place it begins with: 甲市坚持…, not 甲市的…, 甲市、乙市…."""
    if not may_begin(text):
        return False
    found = scan(text)
    return bool(found) and found[0][0] == 0 and text[found[0][1] : found[0][1] + 1] not in _GOES_ON


_GOES_ON = (*"的、等和与及至到-—·，在港", "")
_HEADING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.．篇章节]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|\s)*"
    r"(?:推动|推进|促进|支持|加快|大力|深入|深化|积极|全面|纵深|协同|建设|打造|振兴)*"
)


@lru_cache(maxsize=4096)
def headed_place(headings: tuple[str, ...], home: str | None) -> tuple[str, str | None] | None:
    """The part of a document's place that a chapter is about: 推动京津冀协同发展, 3.泌阳县水库.

    Named areas cross the borders of provinces: only what the nation plans holds for the whole area.
    """
    for heading in reversed(headings):
        text = "".join(heading.split())
        opened = _HEADING.match(text)
        at = opened.end() if opened is not None else 0
        found = [place for place in scan(text, within=home) if place[2].code != NATION[1]]
        if len({place.code for _, _, place in found}) == 1 and found[0][0] == at:
            place = found[0][2]
            full = text[at:].startswith(place.name) and not _facility().match(text, found[0][1])
            if full and _is_part(place, home):
                return place.name, place.code
    return None


def _is_part(place: Region, home: str | None) -> bool:
    if home in (None, NATION[1]):
        return place.level in _PARTS_OF_NATION
    return place.code != home and f"/{home}/" in f"/{place.path}"


_PARTS_OF_NATION = ("area", "province", "city", "county", "township")
_NATION_SAYS = re.compile(
    r"(?:^|[，。；：“”])(?:(?:近年来|其中|目前|同时|日前|随后|为此|去年|今年|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)，?)?"
    r"(?:我国|中国|国家|党中央|国务院|中央|习近平|总书记|国家主席)(?![一-龥]{0,8}(?:局|委|部)[^，]{0,2}(?:印发|下达))[^。；]{0,80}?"
    r"(?:宣布|承诺|宣示|提出|明确(?!要求)|确定)"
    r"|^(?:随后|此后|其后|之后)(?:又|再)?(?:进一步)?(?:宣布|承诺|宣示)"
)
"""随后又宣布…: the sentence before named the nation."""
_MAY_SAY = re.compile(r"我国|中国|国家|党中央|国务院|中央|习近平|总书记|随后|此后|其后|之后")
"""Who may speak, found sooner than what is said."""
_OWN_AGAIN = re.compile(r"(?:我|全|本|该)(?:省|市|县|区|州|盟)|下达|本规划|本方案")


def nation_speaks(before: str) -> bool:
    """国家提出到2030年…: what a plan quotes of the nation holds for the nation."""
    said = _NATION_SAYS.search(before) if _MAY_SAY.search(before) else None
    return said is not None and _OWN_AGAIN.search(before, said.start()) is None


_FIRST_WORDS = 12
_OPENS = re.compile(r"(?:^|[，；：《“（]|^.{0,8})(?:在|于|据|从|由|而|但|如|和|、)?$")


def leading_places(places: list[Place], text: str, start: int, end: int) -> tuple[list[Place], int]:
    """Places that begin a subject at `start`, as a list joined by 、 and 和; where they end."""
    taken: list[Place] = []
    position = start
    for place in places:
        if place.start < position or place.end > end:
            continue
        gap = text[position : place.start]
        if taken and not re.fullmatch(r"[、和与及]|以及", gap):
            break
        if not taken and gap:
            break
        taken.append(place)
        position = place.end
    counted = _LIST if len(taken) > 1 else _COUNTED
    if taken and (listed := counted.match(text[position:end])):
        position += listed.end()
    return taken, position
