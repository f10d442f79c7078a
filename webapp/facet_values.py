"""Values of facets as people write them in an address: names beside the codes pages link to."""

from __future__ import annotations

from indexer.search.places import find_place
from kb.coded import code_of
from kb.compare.request import metric_named
from webapp.labels import LABELS

__all__ = ["facet_value", "metric_key"]


def facet_value(facet: str, given: str) -> str:
    """The code of a value given by its name; itself where no such name is known.

    `region=四川省` means `region=510000`, `status=目标` means `status=target`. Issuers, topics,
    years and metrics are indexed by their names.
    """
    if facet == "region":
        return find_place(given) or given
    return code_of(LABELS.get(facet, {}), given) or given


def metric_key(given: str) -> str:
    """The vocabulary's key of a metric given by its name; itself where it knows none."""
    found = metric_named(given)
    return found.id if found else given
