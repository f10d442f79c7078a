"""What a conflict is: facts that cannot all hold as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kb.compare.facts import Fact

__all__ = ["CLASS_WORDS", "KIND_WORDS", "Conflict", "ConflictClass", "ConflictKind", "step_of"]

ConflictClass = Literal["revision", "rounding", "scope", "likely"]
ConflictKind = Literal["value", "average", "parts"]
CLASS_WORDS = {
    "revision": "修订",
    "rounding": "修约",
    "scope": "范围不同",
    "likely": "可能冲突",
}
KIND_WORDS = {"value": "数值不一", "average": "年均与起止值不符", "parts": "分项与总数不符"}


@dataclass(frozen=True)
class Conflict:
    """Two or more facts that cannot all hold as they stand.

    `within`: all in one document. `explanation`: why it was put in its class, with the figures.
    """

    kind: ConflictKind
    cls: ConflictClass
    concept: str
    region: str
    year: int
    facts: tuple[Fact, ...]
    within: bool
    explanation: str

    @property
    def words(self) -> str:
        """Class and kind in words."""
        return f"{CLASS_WORDS[self.cls]}：{KIND_WORDS[self.kind]}"


def step_of(fact: Fact) -> Decimal:
    """Half a unit of the last printed digit, in canonical units."""
    if fact.value is None or fact.canonical_value is None or fact.value == 0:
        return Decimal(0)
    exponent = fact.value.as_tuple().exponent
    last = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(fact.canonical_value / fact.value) * last / 2
