"""Addresses that name a place or a metric by its Chinese name lead to the one with its code."""

from __future__ import annotations

from kb.compare.concepts import metric_of
from kb.compare.places import the_place
from kb.compare.request import metric_named
from kb.compare.suggest import surface_names, unknown_metrics
from kb.errors import NotFoundError, UserError
from kb.store import Store
from kb.vocab import regions
from kb.vocab.metric_names import name_key

__all__ = ["code_of", "concept_of"]


def code_of(name: str) -> str:
    """The code of a place; what may have been meant is said where there is none."""
    if regions.region(name) is not None or name.isascii():
        return name  # a code, though perhaps one that only the library knows
    try:
        return the_place(name).code
    except UserError as unknown:
        raise NotFoundError("地区", name, hint=str(unknown)) from None


def concept_of(name: str, store: Store) -> str:
    """The id of a metric, or "=" and the name that only texts know it by."""
    if metric_of(name) is not None:
        return name
    if not name.startswith("=") and (known := metric_named(name)) is not None:
        return known.id
    concept = "=" + name_key(name.removeprefix("="))
    if concept in surface_names(store):
        return concept
    (unknown,) = unknown_metrics(store, (concept,))
    raise NotFoundError("指标", name, hint=unknown.words)
