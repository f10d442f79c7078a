"""The places a document is for or about, and the level of its issuer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.metadata.organs import organ_at, post_at
from indexer.metadata.zones import Zones, congress_of
from kb.models import CleanText, Level
from kb.vocab.issuers import place_of, resolve
from kb.vocab.regions import CHINA, Region, covers, find, region
from kb.vocab.regions_scan import mentions

__all__ = ["Placing", "level_of", "organ_place", "place_document"]

_WORLD = re.compile(r"联合国|全球|世界|国际社会|各国")
_PAIR = re.compile(r"中(?P<land>[美欧德英法日韩俄印澳加])(?!国|元|文|术|甲|式|度|洲)")
_LANDS = {
    "美": "美国",
    "欧": "欧盟",
    "德": "德国",
    "英": "英国",
    "法": "法国",
    "日": "日本",
    "韩": "韩国",
} | {
    "俄": "俄罗斯",
    "印": "印度",
    "澳": "澳大利亚",
    "加": "加拿大",
}
_NATIONAL = re.compile(
    r"^(?:国务院|全国|国家|中共中央|中央|中华人民共和国|中国(?!共产党.{2,8}[省市]))"
)
_NATION = re.compile(r"我国|全国|中国|党中央|国务院")
_OWN = re.compile(
    r"我省|全省|我市|全市|我县|全县|我区|全区|我州|全州|本省|本市|省委|市委|县委|自治区党委"
)
_MINISTRY = re.compile(r"^[一-龥]{2,14}(?:部|委员会|总局|署|院)(?:办公厅|办公室)?$")
_OPENER = re.compile(r"^(?:中共)?(?:省|市|县|区|州|自治区|自治州)(?=[一-龥]{2})")
_MARKS = {
    "省": {"province"},
    "市": {"city", "province"},
    "县": {"county"},
    "州": {"city"},
    "区": {"county"},
}


@dataclass(frozen=True, slots=True)
class Placing:
    """The document's places, the main one first, and where it was found."""

    places: tuple[Region, ...] = ()
    origin: str = ""


def organ_place(organ: str) -> Region | None:
    """The place of an organ: its own for a local one, the country for a national one."""
    post = post_at(organ)
    place = post[1] if post is not None else place_of(organ)
    if place:
        return place
    organ = resolve(organ)
    if _NATIONAL.match(organ) or _MINISTRY.match(organ):
        return region(CHINA)
    return None


def _title_places(title: str) -> list[Region]:
    found = [mention.region for mention in mentions(title)]
    pair = _PAIR.search(title)
    other = find(_LANDS[pair["land"]]) if pair else None
    home = region(CHINA)
    if other and home and not any(place.level == "foreign" for place in found):
        found = [home, other, *found]
    if any(place.path.startswith(CHINA) and place.code != CHINA for place in found):
        found = [place for place in found if place.code != CHINA]
    distinct = list({place.code: place for place in found}.values())
    world = region("world")
    if not distinct and world and _WORLD.search(title):
        return [world]
    return distinct


def _spoken_places(zones: Zones) -> Iterator[Region]:
    """The place whose congress hears a report or adopts a law."""
    for line in zones.head[:12]:
        congress = congress_of(line.text)
        place = find(congress.place) if congress else None
        if place:
            yield place


def _named_in_path(name: str) -> Region | None:
    """The deepest place that the file's name or its folders give."""
    for piece in reversed(re.split(r"[/!_\-\s]", name)):
        found = [m.region for m in mentions(piece)] or [r for r in [find(piece)] if r]
        if found:
            return found[0]
    return None


def _spoken_of(sample: str) -> tuple[Counter[str], Counter[str]]:
    """How often a text names each province (its places included) and each single place."""
    provinces: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for mention in mentions(sample):
        steps = mention.region.path.split("/")
        if steps[0] == CHINA and len(steps) > 1 and mention.region.level != "area":
            provinces[steps[1]] += 1
            places[mention.region.code] += 1
    return provinces, places


def _body_place(text: str, mark: str = "") -> Region | None:
    """The place a text speaks of: the commonest one, or the country where none stands out.

    `mark`: 省, 市, 县 … where the issuer's name begins so; then the country is not meant.
    """
    sample = text[:12000].replace("新疆生产建设兵团", "")
    provinces, places = _spoken_of(sample)
    own = [mark] * 5 if mark else _OWN.findall(sample)
    if own and provinces:
        return _dominant(provinces, places, own)
    if mark:
        return None
    top = provinces.most_common(1)
    most = top[0][1] if top else 0
    stands_out = most >= 3 and most * 10 >= sum(provinces.values()) * 7
    if stands_out and most > 3 * len(_NATION.findall(sample)):
        return region(top[0][0])
    if _NATION.search(sample) or len(provinces) >= 3:
        return region(CHINA)
    return None


def _dominant(provinces: Counter[str], places: Counter[str], own: Sequence[str]) -> Region | None:
    """The commonest place at the level that 我市 / 全省 … speak of."""
    province = provinces.most_common(1)[0][0]
    mark = Counter(word[-1] if word[0] in "我全本" else word[0] for word in own).most_common(1)[0][
        0
    ]
    wanted = _MARKS.get(mark, {"province"})
    for code, _ in places.most_common():
        place = region(code)
        if place and place.level in wanted and covers(province, code):
            return place
    return region(province)


def place_document(
    text: CleanText, zones: Zones, organs: Sequence[str], source: str, file_name: str
) -> Placing:
    """The places of a document. `organs`: its issuers as printed; `source`: who published it."""
    title = _title_places(zones.title.text)
    stated = next((h for h in text.hints if h.field == "region"), None)
    home = find(stated.value) if stated else None
    if stated and home:
        return Placing((home,), stated.origin)
    issuing = [place for organ in organs if (place := organ_place(organ))]
    if issuing:
        others = [place for place in title if not covers(place.code, issuing[0].code)]
        return Placing(_distinct([issuing[0], *others]), "issuer")
    mark = next((m.group()[-1] for organ in organs if (m := _OPENER.match(organ))), "")
    if mark and (home := _local_home(text, title, mark)):
        return Placing((home,), "text")
    if title:
        return Placing(_distinct(title), "title")
    spoken = next(_spoken_places(zones), None)
    if spoken:
        return Placing((spoken,), "title_note")
    if _names_a_stranger(zones.title.text):
        return Placing()
    if re.match(r"国家|全国|中国|中华人民共和国", zones.title.text) and (home := region(CHINA)):
        return Placing((home,), "title")
    publisher = place_of(source) if organ_at(source) else None
    if publisher:
        return Placing((publisher,), "source_name")
    named = _named_in_path(file_name)
    if named:
        return Placing((named,), "file_name")
    body = _body_place(text.text)
    return Placing((body,), "text") if body else Placing()


_STRANGER = re.compile(
    r"(?:中共)?(?!设区|县级|地级|[超特]?大|[全各我本城])(?P<name>[一-龥]{2,3}[市县州旗])"
    r"(?=人民政府|人大|委员会|国民经济|“|《|十[一二三四五]五|(?:19|20)\d\d年?|关于)"
)


def _names_a_stranger(title: str) -> bool:
    """Whether a title begins with a place that the gazetteer lacks: no other place will do."""
    named = _STRANGER.match(title)
    return named is not None and find(named["name"]) is None


def _local_home(text: CleanText, title: Sequence[Region], mark: str) -> Region | None:
    """The place of an organ that names none (市林业局): the title's own, else the text's."""
    if any(place.code != CHINA for place in title):
        return None
    return _body_place(text.text, mark)


def _distinct(places: Sequence[Region]) -> tuple[Region, ...]:
    return tuple({place.code: place for place in places}.values())


def level_of(place: Region | None) -> Level | None:
    """The level of an organ of this place."""
    if place is None:
        return None
    levels: dict[str, Level] = {
        "country": "national",
        "province": "province",
        "city": "city",
        "county": "county",
        "township": "township",
    }
    return levels.get(place.level)
