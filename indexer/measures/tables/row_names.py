"""What a row of a table measures: its name and unit, from its cells, the heads and the caption."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indexer.measures.lexing.compact import compact
from indexer.measures.lexing.lexicon import one_of, words
from indexer.measures.names.naming import is_share
from indexer.measures.tables.layout import Layout, ValueColumn
from indexer.measures.tables.yearbooks import caption_noun, counted
from kb.models import Table, TableRow
from kb.vocab import metrics, units
from kb.vocab.regions import Region
from kb.vocab.regions_scan import scan

__all__ = [
    "POLLUTANTS",
    "RowName",
    "cell_of",
    "clean",
    "directed",
    "for_column",
    "join_parts",
    "measures_itself",
    "name_of",
]

_NUMBERING = re.compile(
    r"^(?:\d{1,3}[.、．]|[（(]\d{1,3}[)）]|[①-⑳]|[*★☆▲△●■#＃]|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|其中：?)+(?!\d)"
    r"|^\d{1,2}(?:[.．]\d{1,2}){1,3}[.、．]?(?=[一-龥])"
)
_COUNTED = re.compile(r"^\s*\d{1,2}")
_OF_WHICH = re.compile(r"^[^一-龥]*其中|^[#＃]")
_MARKS = re.compile(r"(?:[①-⑳*＊※]|(?<=[）)])\d{1,2}|[（(](?:\d{1,2}|[①-⑳]|注\d?)[)）])+$")
_RAISED = re.compile(r"(?<=[率量数度重例额积值])\d$")
_UNIT_IN_NAME = re.compile(r"[（(]([^（）()]{1,16})[)）]\**$")
_NOT_UNIT = re.compile(
    r"^(?:PM|GDP|含|不含|以|按|中|市|省|县|区域|PUE|EQI|AQI|VOCs|COD|累计|[A-Z]{2,}|优|全口径)|(?<!/)年|类|级|国控|占|^\d+[个家项条类处户人所座种名批]$"
)
_LASTS = re.compile(r"(?:年限|年数|寿命|工期|周期)$")
_DOWN = re.compile(r"(?:累计)?(?:下降|降低|减少|削减|消减)(?:率|幅度|比例|比率|幅)?$|降幅$")
_UP = re.compile(r"(?:累计|年均)?(?:增长|增加|提高|上升|提升)(?:率|速度|幅度)?$|增速$|增幅$")
_REACHED = re.compile(
    r"(?:(?:下降|降低|减少|提高|提升|增加|增长|上升|控制|保持|稳定)(?:到|至|在)|降[到至]|达到?|控制)$"
)
"""Words at the end of a name that its cell completes: 浓度下降到 | 30."""
_GENERIC = re.compile(
    r"^(?:主要|重点|各类|其他|全市|全省|全县|城乡)?(?:水|大气|空气)?(?:污染物|指标)?"
)
_METRIC_HEAD = re.compile(rf"{one_of('columns', 'metric_heads')}$")
_OWN = re.compile(r"^(?:全省|全市|全县|全区|全州|我省|我市|本市)")


@dataclass(frozen=True, slots=True)
class RowName:
    """What a row measures. `change`: what its name says of direction: 降低, 增长, or level."""

    metric: str
    unit: str
    scope: str
    change: str
    cumulative: bool
    place: Region | None = None
    part: bool = False
    """其中：风电: a part of the row above."""
    base: int | None = None
    """The year a change is counted from, where the name says it: 比2020年下降."""
    opens: str = ""
    """The general name that this row opens for those below it: 主要污染物排放减少（%）氨氮."""
    number: str = ""
    """The row's own number in an outline: 3.2."""


def for_column(
    name: RowName, layout: Layout, column: ValueColumn, whole: tuple[str, str], caption: str
) -> RowName:
    """The name of a row as one of its columns completes it."""
    name = _completed(name, layout, column, whole, caption)
    if not name.metric:
        stated = _of_header(column.header, caption)
        unit = "" if is_share(stated.metric) and name.unit not in _SHARES else name.unit
        name = replace(stated, unit=stated.unit or unit)
    if _SHARE_COLUMN.search(column.header) and not _SHARE_COLUMN.search(name.metric):
        share = column.part if column.kind == "share" and column.part else "比重"
        name = replace(name, metric=name.metric + share, unit="%")
    return name


_TRADE = re.compile(r"出口|进口")


def _completed(
    name: RowName, layout: Layout, column: ValueColumn, whole: tuple[str, str], caption: str
) -> RowName:
    """In a statistical table a row may need the noun of its column, or of the row above it."""
    if not name.metric or layout.account is None or (column.dated and column.kind == "level"):
        return name
    if layout.partners and "口" in column.noun:
        front = "自" if "进口" in column.noun else "对"
        return replace(name, metric=f"{front}{name.metric}{column.noun}")
    listed = set(_TRADE.findall(caption))
    trade = listed.pop() if len(listed) == 1 and "进出口" not in caption else ""
    noun = trade + column.noun if column.noun in ("数量", "金额") else column.noun
    above = whole[0] if whole[1] == name.unit else ""
    measures = measures_itself(name.metric)
    table = caption_noun(caption)
    if table and column.noun in _COUNTED_HEADS:
        own = "" if name.metric == table else name.metric
        return replace(name, metric=own + table + column.noun)
    return replace(name, metric=counted(name.metric, noun, above, table, measures=measures))


_COUNTED_HEADS = ("企业数", "项目数")
"""Below a caption about 直接投资 a head of its own counts those who invest, not what they do."""


def cell_of(row: TableRow, index: int) -> str:
    """The text of a cell; "" where a row is too short."""
    return row.cells[index] if index < len(row.cells) else ""


def clean(text: str) -> str:
    """A cell as the rules see it, its brackets of one kind."""
    return compact(text, 0, len(text)).text.replace("[", "（").replace("]", "）")


def _unit_of(layout: Layout, row: TableRow, table: Table) -> str:
    """The unit a column of its own or a note above the table states."""
    stated = clean(cell_of(row, layout.unit)) if layout.unit is not None else ""
    if stated and stated not in ("/", "-", "—", "无"):
        return stated
    return _noted(clean(table.unit_note).removeprefix("单位："), row, layout)


def _noted(note: str, row: TableRow, layout: Layout) -> str:
    """A note with several units (亿元、%) gives a row the one its name calls for, or none."""
    if not layout.names:
        return "" if re.search(r"[、，,；;]", note) else note
    listed = [unit for unit in re.split(r"[、，,；;]", note) if unit]
    if len(listed) < _TWO_UNITS:
        return note
    shares = [unit for unit in listed if unit in _SHARES]
    others = [unit for unit in listed if unit not in _SHARES]
    names = [_split_unit(clean(cell_of(row, index)))[0] for index in layout.names]
    share = any(_SHARE_NAME.search(name) for name in names)
    fitting = shares if share else others
    return fitting[0] if len(fitting) == 1 else ""


_TWO_UNITS = 2
_SHARES = ("%", "％", "‰")
_SHARE_NAME = re.compile(r"(?:率|比重|占比|比例|增长|增速|增幅|下降|降低|降幅)$")


def _of_header(header: str, caption: str) -> RowName:
    """Where rows are places, the metric stands in the column's header or in the caption."""
    for text in (header, caption):
        bare = _WHOSE.sub("", clean(text)) if text is caption else clean(text)
        plain = _HEADER_NOISE.sub("", bare).strip("/")
        name, unit = _split_unit(plain)
        known = metrics.match(name, unit=unit) is not None
        general = (_OF_SEVERAL if text is caption else _TASKS).search(name) is not None
        fits = known or (len(name) >= _SHORTEST_NAME and not general)
        if fits and not name.startswith(("比", "较", "同比")) and "、" not in name:
            return directed(name, unit, "")
    return RowName("", "", "", "level", cumulative=False)


_WHOSE = re.compile(
    r"^(?:附?[表专栏]+[\d一二三四五六七八九十]+(?:[-－—.]\d+)*[.．：:、]?)?(?:(?:19|20)\d\d年)?"
    r"[一-龥]{0,6}?(?:[省市县区州](?:及其?|和|的)?)?(?:各(?:地区?|[县市区州（）、]{1,6})|分(?:地区|[市县区]+))的?"
    r"|(?<=[率量数度额积值重例])任务(?=$|（)|(?:测算|预测|分布)(?:表|值)?(?=$|（)|（(?:19|20)\d\d年）$"
)
"""Whose figures a caption announces, and how they were found: 湖州市及各区县 … 测算."""
_TASKS = re.compile(r"^(?:[总分]|年度|目标|下达|分解)*任务[数量]?$")
"""Heads that say no more than the caption: 年度任务 below 造林任务."""
_OF_SEVERAL = re.compile(r"(?:指标|情况|数据|对比|成效|一览|统计|概况|发展|经济|成果|进展)$")
"""Captions that name no metric of their own."""
_SHORTEST_NAME = 3
_SHORTEST_PART = 2
_SHARE_COLUMN = re.compile(r"(?:比重|占比|构成)(?:[（(]%[)）]|[%％])?$")
_HEADER_NOISE = re.compile(
    r"(?:“?十[一二三四五]五”?(?:时期|期间|末)?|(?:19|20)\d\d年?(?:底|末)?(?:的|度)?|^各(?:地区?|[县市区州、]+)|目标值?|规划值?|指标值?|[表专栏]+\d*|各?(?:县|市|区|地区)+(?:指标)?(?:分解|分配)表?|分解表?|情况|（[县市区、]+）)"
)


def _split_unit(text: str) -> tuple[str, str]:
    """“森林覆盖率①（%）” → name and unit, without marks of notes."""
    text = _MARKS.sub("", text)
    match = _UNIT_IN_NAME.search(text)
    in_years = match is not None and match[1] == "年" and _LASTS.search(text[: match.start()])
    if match and (in_years or not _NOT_UNIT.search(match[1])):
        return _RAISED.sub("", _MARKS.sub("", text[: match.start()])), _unit_said(match[1])
    return text, ""


def _unit_said(text: str) -> str:
    """万亩 of 单位：万亩, in the brackets behind a name."""
    return _MARKS.sub("", re.sub(r"^(?:计量)?单位[：:]", "", text))


def name_of(layout: Layout, row: TableRow, table: Table) -> RowName | None:
    """The name of a row by its own cells; None: it has none."""
    parts: list[str] = []
    unit = clean(cell_of(row, layout.unit)) if layout.unit is not None else ""
    if not layout.names:
        return RowName("", _unit_of(layout, row, table), "", "level", cumulative=False)
    opens = ""
    for index in layout.names:
        cell = cell_of(row, index)
        if layout.counted and index == layout.names[-1]:
            cell = _COUNTED.sub("", cell)
        part = _NUMBERING.sub("", clean(cell)).lstrip("：")
        if (opened := _OPENING.fullmatch(part)) and units.lookup(opened["unit"]) is not None:
            opens, unit, part = opened["general"], unit or opened["unit"], opened["item"]
            parts.append(opens)
        part, inner = _split_unit(part)
        unit = unit or inner
        shortest = 1 if layout.account is not None else _SHORTEST_PART
        if len(re.findall(r"[一-龥]", part)) >= shortest and part not in parts:
            parts.append(part)
    if not parts or parts[0] in ("/", "-", "—"):
        return None
    unit = unit if unit not in ("/", "-", "—", "无") else _unit_of(layout, row, table)
    unit = unit or _unit_of(layout, row, table)
    metric, scope = join_parts([*_pollutant(layout, row), *parts])
    metric = _without_group(_one_of_two(metric, unit))
    if own := _OWN.match(metric):
        metric = metric[own.end() :]
    place, metric = _placed(metric)
    if _TOTAL.fullmatch(metric):
        metric = caption_noun(table.caption)
    part_of = _OF_WHICH.match(clean(cell_of(row, layout.names[-1]))) is not None
    named = directed(metric, unit, scope)
    if not named.metric:
        return None
    return replace(named, place=place, part=part_of, opens=opens, number=_number_of(row, layout))


def _pollutant(layout: Layout, row: TableRow) -> list[str]:
    """The pollutant in a column without a head before the name: 氨氮 | 10 | 重点工程减排量."""
    return [cell for cell in map(clean, row.cells[: layout.names[0]]) if cell in POLLUTANTS]


_OPENING = re.compile(
    r"(?P<general>[一-龥Ⅰ-Ⅴ]{2,30}(?:减少|下降|降低|削减|[率量数度]|比例|比重|浓度|面积))"
    r"（(?P<unit>[^（）]{1,8})）(?P<item>[一-龥][一-龥（）\w.]{1,20})"
)
"""One cell where the page shows two: the general name with its unit, and the first of its items."""


def _number_of(row: TableRow, layout: Layout) -> str:
    """The number of a row in its outline, in a cell before its name or in front of it."""
    *before, name = (cell.strip() for cell in row.cells[: layout.names[-1] + 1])
    found = next(filter(None, map(_ORDINAL.fullmatch, before)), _OUTLINE_NUMBER.match(name))
    return found[0].replace("．", ".") if found is not None else ""


_OUTLINE_NUMBER = re.compile(r"\d{1,2}(?:[.．]\d{1,2}){1,3}(?![\d%])")
_ORDINAL = re.compile(r"\d{1,3}(?:[.．]\d{1,2}){0,3}")

_TWO = re.compile(r"(?P<amount>.{2,}?)(?:及|和|与|、|/)其?(?P<share>(?:占.+)?(?:比重|占比|比例))")


def _one_of_two(name: str, unit: str) -> str:
    """煤炭消费量及比重, over a row in 吨 and a row in %: each row measures one of the two."""
    both = _TWO.fullmatch(name)
    if both is None or not unit:
        return name
    if unit not in ("%", "％"):
        return both["amount"]
    share = both["share"]
    return (both["amount"] if share[0] == "占" else both["amount"].removesuffix("量")) + share


def _without_group(name: str) -> str:
    """空气质量 is the group in 空气质量全市PM2.5浓度, where a page's two cells were read as one."""
    group = _GROUP.match(name)
    if group is None or metrics.match(name) is not None:
        return name
    return name[group.end() :] if metrics.match(name[group.end() :]) is not None else name


_GROUP = re.compile(r"[一-龥]{0,4}?(?:质量|状况|环境|保护|治理|发展)(?=[一-龥A-Z]{4})")
_TOTAL = re.compile(r"合计|总计|小计|总和")


def _placed(name: str) -> tuple[Region | None, str]:
    """四川森林覆盖率: a known metric behind the name of a place."""
    first = next(iter(scan(name)), None)
    if first is None or first[0] > 0 or metrics.match(name[first[1] :]) is None:
        return None, name
    return first[2], name[first[1] :]


def join_parts(parts: list[str]) -> tuple[str, str]:
    """(metric, scope) of a general name and its subdivision."""
    general, special = parts[0], parts[-1]
    if len(parts) == 1:
        return general, ""
    if re.match(r"(?:主要|重点).{0,6}(?:污染物|指标)", general) and special in POLLUTANTS:
        return special + _GENERIC.sub("", general, count=1), ""
    if general in POLLUTANTS and not any(name in special for name in POLLUTANTS):
        return general + special, ""  # 氨氮 | 重点工程减排量
    if measures_itself(special) and special not in POLLUTANTS:
        return special, ""
    if not measures_itself(_DOWN.sub("", general)) or _HEADING.search(general):
        return special, ""
    return general, special


_HEADING = re.compile(r"(?:环境|生态|空气|发展|生活)?质量$|水平$")


def measures_itself(name: str) -> bool:
    """Whether a name ends in a head such as 率 or 浓度, brackets behind it aside."""
    return _METRIC_HEAD.search(re.sub(r"[（(][^（）()]*[)）]$", "", name)) is not None


POLLUTANTS = frozenset(words("parallel", "pollutants"))
_SINCE = re.compile(r"(?:较|比|与)(?P<year>(?:19|20)\d\d)年?(?:末|底)?(?:相比|水平)?$")
"""The year a change in a name is counted from: 排放总量较2020年减少."""


def directed(metric: str, unit: str, scope: str) -> RowName:
    """A name without its words of direction, and what they say: 氨氮排放量 falls, since 2020."""
    cumulative = "累计" in metric
    if down := _DOWN.search(metric):
        stem, base = _since(metric[: down.start()])
        stem = stem.removesuffix("年均").removesuffix("排放总量控制")
        return RowName(stem, unit, scope, "decrease", cumulative, base=base)
    if (up := _UP.search(metric)) and len(metric) - len(up[0]) >= 3:
        stem, base = _since(metric[: up.start()])
        return RowName(stem, unit, scope, "increase", cumulative, base=base)
    if metric.startswith(("新增", "净增")) and "%" not in unit and "就业" not in metric:
        return RowName(metric, unit, scope, "increase", cumulative)
    return RowName(_REACHED.sub("", metric), unit, scope, "level", cumulative)


def _since(name: str) -> tuple[str, int | None]:
    found = _SINCE.search(name)
    return (name, None) if found is None else (name[: found.start()], int(found["year"]))
