"""What the library holds, lightly: which documents speak for which region and years."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from kb.compare.kept import once_for_each_state
from kb.models import Document
from kb.store import DocumentFilter, Store
from kb.vocab import goals, periods

__all__ = ["UNREAD_NOTES", "Holding", "Holdings", "holdings"]

UNREAD_NOTES = frozenset(
    {
        "page_without_text",
        "page_failed",
        "image",
        "table_doubtful",
        "truncated",
        "attachment_missing",
    }
)
OUTDATED = ("superseded", "repealed")
HORIZON = 5  # a policy without a period is asked about the years it was written in and these after


@dataclass(frozen=True, slots=True)
class Holding:
    """The facts about a document that coverage and comparison need.

    `names_goals`: it would name a goal of its region if one were set; its silence says something.
    """

    id: str
    title: str
    kind: str
    level: str | None
    written_on: str | None
    regions: tuple[str, ...]
    periods: tuple[str, ...]
    outdated: bool
    superseded_by: str | None
    unread: tuple[str, ...]
    document_number: str | None
    issuers: tuple[str, ...]
    family_id: str
    url: str | None
    names_goals: bool

    @property
    def year(self) -> int | None:
        """The year it was written or published in."""
        return int(self.written_on[:4]) if self.written_on else None

    def speaks_of(self, year: int, statuses: tuple[str, ...]) -> bool:
        """Whether a value for this year and status would be looked for in it."""
        return any(year in span for span in self._spans(statuses))

    def _spans(self, statuses: tuple[str, ...]) -> list[range]:
        spans: list[range] = []
        wants_target = "target" in statuses or "forecast" in statuses
        if not self.names_goals:
            return spans
        for name in self.periods:
            found = periods.period(name)
            if found is None:
                continue
            first, last = found
            spans += [range(first, last + 1)] if wants_target else []
            spans += [range(first - 1, first)] if "actual" in statuses else []
        if self.year is not None:
            if self.kind in ("report", "statistics"):
                spans += [range(self.year, self.year + 1)] if wants_target else []
                spans += [range(self.year - 1, self.year)] if "actual" in statuses else []
            elif not self.periods and wants_target:
                spans += [range(self.year, self.year + HORIZON + 1)]
        return spans


@dataclass
class Holdings:
    """All documents but other editions of a text, by id and by the region each speaks for."""

    by_id: dict[str, Holding] = field(default_factory=dict)
    by_region: dict[str, list[Holding]] = field(default_factory=lambda: defaultdict(list))

    def outdated_ids(self) -> frozenset[str]:
        """Documents that were replaced or repealed."""
        return frozenset(h.id for h in self.by_id.values() if h.outdated)

    def speaking(self, region: str, year: int, statuses: tuple[str, ...]) -> list[Holding]:
        """The documents in which a value for this region and year would be looked for."""
        return [h for h in self.by_region.get(region, ()) if h.speaks_of(year, statuses)]


def _holding(document: Document) -> Holding:
    dated = document.written_on or document.published_on or document.effective_on
    return Holding(
        id=document.id,
        title=document.title,
        kind=document.kind,
        level=document.level,
        written_on=dated,
        regions=tuple(ref.code for ref in document.regions),
        periods=document.periods,
        outdated=document.validity in OUTDATED or document.superseded_by is not None,
        superseded_by=document.superseded_by,
        unread=tuple(str(n["message"]) for n in document.notes if n.get("code") in UNREAD_NOTES),
        document_number=document.document_number,
        issuers=document.issuers,
        family_id=document.family_id,
        url=document.url,
        names_goals=goals.names_goals(document.kind, document.title),
    )


@once_for_each_state
def holdings(store: Store) -> Holdings:
    """The holdings of a library."""
    made = Holdings()
    documents = [_holding(d) for d in store.documents(DocumentFilter(include_editions=False))]
    members = Counter(found.family_id for found in documents)
    for each in documents:
        is_cover = members[each.family_id] > 1 and goals.is_cover(each.title)
        found = replace(each, names_goals=False) if is_cover else each
        made.by_id[found.id] = found
        if found.regions:
            made.by_region[found.regions[0]].append(found)
    return made
