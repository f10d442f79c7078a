"""Rows that complete the names of those below them: heads, wholes, sections."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indexer.measures.lexing.lexicon import word_list, words
from indexer.measures.tables.row_names import (
    POLLUTANTS,
    RowName,
    clean,
    directed,
    join_parts,
    measures_itself,
)
from indexer.measures.tables.yearbooks import joined
from kb.models import TableRow
from kb.vocab import metrics

__all__ = ["Parents", "section_of"]

_COUNT_NOUN = re.compile(
    r"(?:比重|占比|比例|比率|装机(?:容量|规模|总量)?|面积|里程|产值|增加值|收入|投资|规模|浓度"
    r"|强度|能力|人口|[一-龥]{2}总?[率量数额])$"
)
_HOLDER = re.compile(r"(?:城镇|农村|城乡|全体)(?:常住)?居民")
"""Whose income or spending a row counts, and so those do that are parts of it."""
_SUBDIVISIONS = frozenset(words("tables", "subdivisions"))
_SECTION_NOUNS = word_list("table_sections")


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
    section: str = ""
    """A row that is one cell across the table: 可再生能源发电装机 above 风电, 水电."""
    last: RowName | None = None

    def begin(self, section: str) -> None:
        """Go on below a row that is one cell across the table."""
        self.section, self.head, self.last = clean(section), None, None

    def enter(self, name: RowName) -> RowName:
        """The name of the next row, under the rows above that complete it."""
        if name.metric in _SUBDIVISIONS and self.last is not None:
            unit = name.unit or self.last.unit
            return replace(self.last, scope=name.metric, unit=unit, part=name.part)
        self.last = _counted_in(self.section, self._below(name))
        return self.last

    def _below(self, name: RowName) -> RowName:
        listed = name.metric in POLLUTANTS
        if name.opens:
            self.head = directed(name.opens, name.unit, "")
        elif (_stands_alone(name) and not listed) or name.scope or self._is_over(name):
            self.head = None
        elif self.head is not None:
            name = _under(self.head, name)
        if measures_itself(name.metric) or name.metric.endswith("人口"):
            holder = _HOLDER.match(self.whole[0]) if name.part and not name.scope else None
            if holder is not None and not name.metric.startswith(holder[0]):
                return replace(name, scope=holder[0])
            self.inside = self.inside and name.part
            self.whole = (name.metric, name.unit)
            return name
        self.inside = self.inside or name.part
        metric, unit = self.whole
        if self.completes and self.inside and metric and name.unit in ("", unit):
            return replace(name, metric=_as_part(name.metric, metric), unit=unit)
        return name

    def _is_over(self, name: RowName) -> bool:
        """Whether a row's number (3.3) is of the rank of the head's (3.2)."""
        if self.head is None or not self.head.number or not name.number:
            return False
        return self.head.number.count(".") >= name.number.count(".")


def _stands_alone(name: RowName) -> bool:
    """Whether a name says what it measures without the head above it."""
    return measures_itself(name.metric) or metrics.match(name.metric, unit=name.unit) is not None


def _under(head: RowName, name: RowName) -> RowName:
    metric, scope = join_parts([head.metric, name.metric])
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


def _counted_in(section: str, name: RowName) -> RowName:
    """风电 under 可再生能源发电量 is 风电发电量, if its unit says so too."""
    noun = max((noun for noun in _SECTION_NOUNS if section.endswith(noun)), key=len, default="")
    if not noun or not name.unit.endswith(_SECTION_NOUNS[noun]) or measures_itself(name.metric):
        return name
    return replace(name, metric=joined(name.metric, noun))


def section_of(row: TableRow) -> str | None:
    """The text of a row that is one cell across the table, a number before it aside."""
    texts = set(row.cells)
    if len(texts) > 1 and _ORDINAL.fullmatch(row.cells[0].strip()) and len(row.cells) > _TWO_CELLS:
        texts = set(row.cells[1:])
    return texts.pop() if len(texts) == 1 else None


_TWO_CELLS = 2
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}")
