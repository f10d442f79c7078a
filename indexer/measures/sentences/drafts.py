"""What the rules hand to record making: one draft per statement, with each slot's origin."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from indexer.measures.document.regions import Place
from indexer.measures.lexing.tokens import Quantity

__all__ = ["Draft", "Memory", "Named", "Setting", "TimeSlot"]

Named = tuple[list[str], str, str]
"""Metric names (one, or one for each value), their scope, and the rule that found them."""


class TimeSlot(NamedTuple):
    """When a value holds. `origin` is one of kb.models.SlotOrigin."""

    year: int | None
    period_start: int | None = None
    origin: str = "stated"
    kind: str = "year"
    about: bool = False


@dataclass(slots=True)
class Draft:
    """One statement before status, region names and conventions are settled."""

    metric: str
    quantity: Quantity | None
    change: str
    rule: str
    time: TimeSlot | None = None
    base_year: int | None = None
    basis: str = "point"
    scope: str = ""
    binding: str | None = None
    reported_from: str | None = None
    base_value: Decimal | None = None
    region: str | None = None
    region_code: str | None = None
    op: str = "="
    at: int = 0  # compact position that decides clause-level cues
    start: int = 0  # evidence in the clean text
    end: int = 0
    status: str = ""
    added: bool = False
    """新增, 净增: what is added in a year is counted from no other year."""
    done: bool = False
    """Something was built, closed, paid: in a period, over all of its years together."""
    slots: dict[str, str] = field(default_factory=dict)
    clause: str = ""


class Setting(NamedTuple):
    """What a sentence leaves to the milestones in it: its last year, the place last named."""

    time: TimeSlot | None
    region: tuple[str, str | None] | None


_MEASURED = ("metrics", "scope", "rule", "unit", "places", "base_year", "owner")


@dataclass(slots=True)
class Memory:
    """What later clauses may leave out. `sentence_*` is forgotten at a full stop."""

    metrics: list[str] = field(default_factory=list)
    scope: str = ""
    time: TimeSlot | None = None
    places: list[Place] = field(default_factory=list)
    """Where the last metric of the sentence was measured: …达到324亿元，增长38%."""
    region: tuple[str, str | None] | None = None
    topic: tuple[str, str | None] | None = None
    """The place an earlier passage opened with; it only explains words such as 全市."""
    base_year: int | None = None
    doubled_from: int | None = None
    """What 翻两番 is counted from, and 翻三番 behind it in the sentence."""
    summed: TimeSlot | None = None
    """The years that the last number of the sentence sums up, and its parts too."""
    verb: str = ""
    rule: str = ""
    unit: str = ""
    by_unit: dict[str, str] = field(default_factory=dict)
    """The last metric of each unit: 产量690万吨，占…21.5%，比邻国（520万吨）…."""
    leading: str = ""
    """The change that a verb in front of a list says of each of its items."""
    doing: str = ""
    """培育, 创建 in front of a list: its items are what is done, not what there is."""
    part: str = ""
    """The quarter or months that a passage speaks of."""
    owner: str = ""
    """The last metric with a name of its own, for heads without one."""
    label: str = ""
    """The thing that the item or heading is about, for heads without an owner."""
    recent: list[str] = field(default_factory=list)
    """What the sentence measured so far, for 分别 behind several clauses."""
    series: bool = False
    """Amounts of products follow one another: 粮食产量4亿吨；油料2千万吨；钢…."""
    total: str = ""
    total_unit: str = ""
    """What was counted in whole before 其中 counts it in parts."""
    share: str = ""
    """The last metric that was a share of a whole; 其他行业占比 means the same share."""

    def new_sentence(self) -> None:
        """A base year is inherited inside one sentence only."""
        self.base_year = self.doubled_from = self.summed = None
        self.places = []
        self.verb = self.total = self.total_unit = self.leading = self.doing = ""
        self.recent = []

    def measured(self) -> dict[str, Any]:
        """What was measured last, for `go_back_to` behind a bracket that measures other things."""
        return {name: getattr(self, name) for name in _MEASURED}

    def go_back_to(self, measured: dict[str, Any]) -> None:
        """总量8万吨（其中养殖5万吨），增长4%: the clause behind the bracket goes on before it."""
        for name, value in measured.items():
            setattr(self, name, value)

    def forget(self) -> None:
        """Another item begins: nothing measured before may be meant."""
        self.metrics, self.scope = [], ""
        self.rule = self.unit = self.share = self.total = self.total_unit = ""
        self.recent, self.series = [], False
        self.part = self.owner = ""
        self.by_unit = {}

    def new_passage(self) -> None:
        """Metric, region and time do not cross passages."""
        self.new_sentence()
        self.region = None
        self.forget()
        self.time = None
