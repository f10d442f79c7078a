"""Values of facets as people write them in an address: names beside the codes pages link to."""

from __future__ import annotations

from indexer.search.places import find_place
from kb.coded import code_of
from kb.compare.request import metric_named
from kb.vocab import regions
from webapp.labels import FACET_NAMES, LABELS

__all__ = ["facet_value", "metric_key", "why_unknown"]


def facet_value(facet: str, given: str) -> str:
    """The code of a value given by its name; itself where no such name is known.

    `region=四川省` means `region=510000`, `status=目标` means `status=target`. Issuers, topics,
    years and metrics are indexed by their names.
    """
    if facet == "region":
        return find_place(given) or given
    return code_of(LABELS.get(facet, {}), given) or given


def why_unknown(facet: str, value: str) -> str:
    """What to tell of a value that no document can have; "" where it may be held."""
    if facet == "region":
        known = regions.region(value) is not None
        return "" if known else f"词表中没有地区“{value[:40]}”，没有文件属于它。"
    words = LABELS.get(facet, {})
    if not words or code_of(words, value) is not None:
        return ""
    listed = "、".join(filter(None, words.values()))
    return f"{FACET_NAMES.get(facet, facet)}没有“{value[:40]}”；可用的有：{listed}。"


def metric_key(given: str) -> str:
    """The vocabulary's key of a metric given by its name; itself where it knows none."""
    found = metric_named(given)
    return found.id if found else given
