"""What a run did, for summaries and benchmarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.store import Problem

__all__ = ["Report"]


@dataclass(slots=True)
class Report:
    """Counts of files by what became of them, and where the time went."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """(file, the file of equal content that is in the library)."""
    failed: list[Problem] = field(default_factory=list)
    told_before: set[str] = field(default_factory=set)
    """Files among those two for which the last run said the same."""
    documents: int = 0
    measures: int = 0
    passages: int = 0
    characters: int = 0
    seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    """Stage -> processor seconds over all processes; store, families and index in the parent."""

    def spend(self, seconds: Mapping[str, float]) -> None:
        """Add to the time of stages."""
        for stage, spent in seconds.items():
            self.stages[stage] = self.stages.get(stage, 0.0) + spent

    @property
    def found(self) -> int:
        """How many files there were, whatever became of them."""
        return self.changed + self.unchanged + len(self.duplicates) + len(self.failed)

    @property
    def changed(self) -> int:
        """How many files brought something new."""
        return self.added + self.replaced
