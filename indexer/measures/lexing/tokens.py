"""What the lexer finds in a sentence: quantities, times and the numbers that are neither."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

__all__ = ["Op", "Quantity", "TimeRef", "Trap"]

Op = str  # one of = >= <= > < ~


@dataclass(slots=True)
class Quantity:
    """A number with its unit; `start` and `end` span its comparators too."""

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    unit: str
    dimension: str  # percent, point, count, amount, duration, multiple, fraction, bare
    value_max: Decimal | None = None
    op: Op = "="
    op_stated: bool = False
    op_left: str = ""
    op_right: str = ""
    spelled: bool = False  # written in Chinese numerals
    base_value: Decimal | None = None  # 由A提高到B
    base_start: int | None = None  # where A begins
    graded: bool = False  # 万亿级


class TimeRef(NamedTuple):
    """A time expression; `years`: one year, the years of a list, or the ends of a period."""

    start: int
    end: int
    kind: str  # year, list, range, period, within (5年内), relative
    years: tuple[int, ...]
    edge: str = ""  # end, before, since, during, start, first_half …


class Trap(NamedTuple):
    """A number that measures nothing, and why (a reason code of the ledger)."""

    start: int
    end: int
    reason: str
