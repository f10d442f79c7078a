"""Words that the vocabularies bring into the domain dictionary."""

from __future__ import annotations

from kb.vocab import issuers, metrics, periods, regions

__all__ = ["vocabulary_words"]

_PATTERN = frozenset("()|[]*? ")  # some names of metrics are patterns, not names
LONGEST = 16  # a longer name is no word but a phrase


def vocabulary_words() -> list[str]:
    """Names of metrics with synonyms, of organs also in short, of places; planning periods."""
    names = [name for metric in metrics.all_metrics() for name in (metric.name, *metric.synonyms)]
    names += [place.name for place in regions.all_regions()]
    names += periods.all_periods()
    names += [name for table in issuers.short_names() for pair in table.items() for name in pair]
    return [name for name in names if len(name) <= LONGEST and not _PATTERN & set(name)]
