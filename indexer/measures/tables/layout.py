"""What the columns of an indicator table are, once its heads have been read."""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.measures.tables.row_places import Whose

__all__ = ["Layout", "ValueColumn"]


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values. `role`: target or actual; `kind`: level, cumulative, annual or change."""

    index: int
    role: str
    kind: str
    year: int | None
    first: int | None
    header: str
    unit: str = ""
    change: str = ""
    part: str = ""
    """The lower head where one time has several columns: 实物量, 标准量."""
    dated: bool = True
    """Its own head says which year or plan it is about."""
    noun: str = ""
    """What its own head says is counted: 产量, 出口额."""
    base: int | None = None
    """The year its changes are counted from."""
    past: bool = False
    """What became of the goals of a plan, printed beside them."""
    whose: Whose | None = None
    """The place that its head names."""


@dataclass(slots=True)
class Layout:
    """Where things stand in a table. `names`: columns of the metric's name, general to special."""

    names: list[int] = field(default_factory=list)
    unit: int | None = None
    binding: int | None = None
    places: list[int] = field(default_factory=list)
    """Columns of the place each row is about, 市州 before 区县."""
    whose: dict[int, Whose | None] = field(default_factory=dict)
    """The places that heads of columns name; None for one that cannot be told."""
    values: list[ValueColumn] = field(default_factory=list)
    account: int | None = None
    """The year a statistical table gives an account of."""
    partners: bool = False
    """Rows are the countries traded with, not places the table is about."""
    counted: bool = False
    """The names begin with their numbers: 1 森林覆盖率, 2 湿地保护率."""
    years: int | None = None
    """The column of years, where each row is about another one."""

    def taken(self) -> set[int | None]:
        """The columns whose meaning is known."""
        known = {self.unit, self.binding, self.years, *self.places, *self.names}
        return known | {column.index for column in self.values}
