"""How good the extraction is on the second set of documents that no rule was tuned to."""

from __future__ import annotations

from tests.quality import measured_heldout
from tests.quality.gate import Floors

__all__ = ["measure"]


def measure() -> Floors:
    """The gated figures."""
    return measured_heldout.measure("a")
