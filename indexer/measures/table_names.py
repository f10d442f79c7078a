"""What a row of a table measures: its name and unit, from its cells, the heads and the caption."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indexer.measures.compact import compact
from indexer.measures.layout import Layout, ValueColumn
from indexer.measures.lexicon import words
from indexer.measures.yearbooks import caption_noun, counted, joined
from kb.models import Table, TableRow
from kb.vocab import metrics
from kb.vocab.regions import Region
from kb.vocab.regions_scan import scan

__all__ = ["Parents", "RowName", "cell_of", "clean", "for_column", "name_of"]

_NUMBERING = re.compile(
    r"^(?:\d{1,3}[.、．]|[（(]\d{1,3}[)）]|[①-⑳]|[*★☆▲△●■]|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|其中：?)+(?!\d)"
    r"|^\d{1,2}(?:[.．]\d{1,2}){1,3}[.、．]?(?=[一-龥])"
)
_COUNTED = re.compile(r"^\s*\d{1,2}")
_OF_WHICH = re.compile(r"^[^一-龥]*其中")
_MARKS = re.compile(r"(?:[①-⑳*＊※]|(?<=[）)])\d{1,2}|[（(](?:\d{1,2}|[①-⑳]|注\d?)[)）])+$")
_RAISED = re.compile(r"(?<=[率量数度重例额积值])\d$")
_COUNT_NOUN = re.compile(
    r"(?:比重|占比|比例|比率|装机(?:容量|规模|总量)?|面积|里程|产值|增加值|收入|投资|规模|浓度"
    r"|强度|能力|人口|[一-龥]{2}总?[率量数额])$"
)
_UNIT_IN_NAME = re.compile(r"[（(]([^（）()]{1,16})[)）]\**$")
_NOT_UNIT = re.compile(
    r"^(?:PM|GDP|含|不含|以|按|中|市|省|县|区域|PUE|EQI|AQI|VOCs|COD|累计|[A-Z]{2,}|优|全口径)|(?<!/)年|类|级|国控|占"
)
_DOWN = re.compile(r"(?:累计)?(?:下降|降低|减少|削减|消减)(?:率|幅度|比例|比率|幅)?$|降幅$")
_UP = re.compile(r"(?:累计|年均)?(?:增长|增加|提高|上升|提升)(?:率|速度|幅度)?$|增速$|增幅$")
_GENERIC = re.compile(
    r"^(?:主要|重点|各类|其他|全市|全省|全县|城乡)?(?:水|大气|空气)?(?:污染物|指标)?(?:排放(?!总?量|强度))?"
)
_METRIC_HEAD = re.compile(
    r"(?:率|量|浓度|比例|比重|占比|面积|数|强度|能耗|指数|程度|水平|规模|额|里程|系数|覆盖|装机|产值|收入|产能|长度|能力|增加值|投资|寿命|时间|年限|床位|人口)$"
)
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


@dataclass(slots=True)
class Parents:
    """The rows above that complete the names of those below them."""

    completes: bool = True
    """Parts take their noun from the whole; bulletins name theirs by column and caption."""
    head: RowName | None = None
    """A row with a name and no values."""
    whole: tuple[str, str] = ("", "")
    """A row that measures, and its unit: 旅客运输总量 above 铁路, 公路."""
    inside: bool = False
    """Rows below 其中 go on until one measures by itself."""

    def enter(self, name: RowName) -> RowName:
        """The name of the next row, under the head it belongs to."""
        listed = name.metric in _POLLUTANTS
        if (_measures(name.metric) and not listed) or name.scope:
            self.head = None
        elif self.head is not None:
            name = _under(self.head, name)
        if _measures(name.metric) or name.metric.endswith("人口"):
            self.inside = self.inside and name.part
            self.whole = (name.metric, name.unit)
            return name
        self.inside = self.inside or name.part
        metric, unit = self.whole
        if self.completes and self.inside and metric and name.unit in ("", unit):
            return replace(name, metric=_as_part(name.metric, metric), unit=unit)
        return name


def _under(head: RowName, name: RowName) -> RowName:
    metric, scope = _join([head.metric, name.metric])
    if metric == name.metric:
        metric, scope = head.metric, name.metric
    change = head.change if name.change == "level" else name.change
    return replace(
        name, metric=metric, scope=scope, change=change, unit=name.unit or head.unit,
        cumulative=name.cumulative or head.cumulative,
    )  # fmt: skip


def _as_part(name: str, whole: str) -> str:
    """风电 under 可再生能源装机 is 风电装机, 大宗固废 under 工业固废利用率 is 大宗固废利用率."""
    shared = joined(name, whole)
    if shared != name + whole:
        return shared
    noun = _COUNT_NOUN.search(whole)
    return name + noun[0] if noun is not None else name


def for_column(
    name: RowName, layout: Layout, column: ValueColumn, whole: tuple[str, str], caption: str
) -> RowName:
    """The name of a row as one of its columns completes it."""
    name = _completed(name, layout, column, whole, caption)
    if not name.metric:
        stated = _of_header(column.header, caption)
        name = replace(stated, unit=stated.unit or name.unit)
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
    measures = _measures(name.metric)
    table = caption_noun(caption)
    return replace(name, metric=counted(name.metric, noun, above, table, measures=measures))


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
    listed = [unit for unit in re.split(r"[、，,；;]", note) if unit]
    if len(listed) < _TWO_UNITS:
        return note
    shares = [unit for unit in listed if unit in ("%", "％")]
    others = [unit for unit in listed if unit not in ("%", "％")]
    names = [_split_unit(clean(cell_of(row, index)))[0] for index in layout.names]
    share = any(_SHARE_NAME.search(name) for name in names)
    fitting = shares if share else others
    return fitting[0] if len(fitting) == 1 else ""


_TWO_UNITS = 2
_SHARE_NAME = re.compile(r"(?:率|比重|占比|比例|增长|增速|增幅|下降|降低|降幅)$")


def _of_header(header: str, caption: str) -> RowName:
    """Where rows are places, the metric stands in the column's header or in the caption."""
    for text in (header, caption):
        plain = _HEADER_NOISE.sub("", clean(text)).strip("/")
        name, unit = _split_unit(plain)
        if (
            len(name) >= _SHORTEST_NAME
            and not name.startswith(("比", "较", "同比"))
            and "、" not in name
        ):
            return _direction(name, unit, "")
    return RowName("", "", "", "level", cumulative=False)


_SHORTEST_NAME = 3
_SHORTEST_PART = 2
_SHARE_COLUMN = re.compile(r"(?:比重|占比|构成)(?:[（(]%[)）]|[%％])?$")
_HEADER_NOISE = re.compile(
    r"(?:(?:19|20)\d\d年?(?:底|末)?(?:的|度)?|目标值?|规划值?|指标值?|[表专栏]+\d*|各?(?:县|市|区|地区)+(?:指标)?(?:分解|分配)表?|分解表?|情况|（[县市区、]+）)"
)


def _split_unit(text: str) -> tuple[str, str]:
    """“森林覆盖率①（%）” → name and unit, without marks of notes."""
    text = _MARKS.sub("", text)
    match = _UNIT_IN_NAME.search(text)
    if match and not _NOT_UNIT.search(match[1]):
        return _RAISED.sub("", _MARKS.sub("", text[: match.start()])), _MARKS.sub("", match[1])
    return text, ""


def name_of(layout: Layout, row: TableRow, table: Table) -> RowName | None:
    """The name of a row by its own cells; None: it has none."""
    parts: list[str] = []
    unit = clean(cell_of(row, layout.unit)) if layout.unit is not None else ""
    if not layout.names:
        return RowName("", _unit_of(layout, row, table), "", "level", cumulative=False)
    for index in layout.names:
        cell = cell_of(row, index)
        if layout.counted and index == layout.names[-1]:
            cell = _COUNTED.sub("", cell)
        part = _NUMBERING.sub("", clean(cell)).lstrip("：")
        part, inner = _split_unit(part)
        unit = unit or inner
        shortest = 1 if layout.account is not None else _SHORTEST_PART
        if len(re.findall(r"[一-龥]", part)) >= shortest and part not in parts:
            parts.append(part)
    if not parts or parts[0] in ("/", "-", "—"):
        return None
    unit = unit if unit not in ("/", "-", "—", "无") else _unit_of(layout, row, table)
    unit = unit or _unit_of(layout, row, table)
    metric, scope = _join(parts)
    metric = _one_of_two(metric, unit)
    if own := _OWN.match(metric):
        metric = metric[own.end() :]
    place, metric = _placed(metric)
    if _TOTAL.fullmatch(metric):
        metric = caption_noun(table.caption)
    part_of = _OF_WHICH.match(clean(cell_of(row, layout.names[-1]))) is not None
    named = _direction(metric, unit, scope)
    return replace(named, place=place, part=part_of) if metric else None


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


_TOTAL = re.compile(r"合计|总计|小计|总和")


def _placed(name: str) -> tuple[Region | None, str]:
    """四川森林覆盖率: a known metric behind the name of a place."""
    first = next(iter(scan(name)), None)
    if first is None or first[0] > 0 or metrics.match(name[first[1] :]) is None:
        return None, name
    return first[2], name[first[1] :]


def _join(parts: list[str]) -> tuple[str, str]:
    """(metric, scope) of a general name and its subdivision."""
    general, special = parts[0], parts[-1]
    if len(parts) == 1:
        return general, ""
    if re.match(r"(?:主要|重点).{0,6}(?:污染物|指标)", general) and special in _POLLUTANTS:
        return special + _GENERIC.sub("", general, count=1), ""
    if _measures(special) and special not in _POLLUTANTS:
        return special, ""
    if not _measures(_DOWN.sub("", general)) or _HEADING.search(general):
        return special, ""
    return general, special


_HEADING = re.compile(r"(?:环境|生态|空气|发展|生活)?质量$|水平$")


def _measures(name: str) -> bool:
    """Whether a name ends in a head such as 率 or 浓度, brackets behind it aside."""
    return _METRIC_HEAD.search(re.sub(r"[（(][^（）()]*[)）]$", "", name)) is not None


_POLLUTANTS = frozenset(words("parallel", "pollutants"))


def _direction(metric: str, unit: str, scope: str) -> RowName:
    cumulative = "累计" in metric
    if down := _DOWN.search(metric):
        stem = metric[: down.start()].removesuffix("年均").removesuffix("排放总量控制")
        return RowName(stem, unit, scope, "decrease", cumulative)
    if (up := _UP.search(metric)) and len(metric) - len(up[0]) >= 3:
        return RowName(metric[: up.start()], unit, scope, "increase", cumulative)
    if metric.startswith(("新增", "净增")) and "%" not in unit and "就业" not in metric:
        return RowName(metric, unit, scope, "increase", cumulative)
    return RowName(metric.removesuffix("控制"), unit, scope, "level", cumulative)
