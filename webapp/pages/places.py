"""Names and paths of regions, from the vocabulary."""

from __future__ import annotations

from functools import lru_cache

from kb.vocab import regions

__all__ = ["place_name", "place_path"]


@lru_cache(maxsize=8192)
def place_name(code: str) -> str:
    """The full name of a region code; the code itself where the vocabulary has none."""
    found = regions.region(code)
    return code if found is None else found.name


@lru_cache(maxsize=8192)
def place_path(code: str) -> tuple[str, ...]:
    """Codes from the country down to this one; just the code where it is not known."""
    found = regions.region(code)
    return (code,) if found is None else tuple(found.path.split("/"))
