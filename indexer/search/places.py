"""Names of places and offices in queries, resolved by the vocabulary."""

from __future__ import annotations

__all__ = ["find_place", "full_issuer"]


def find_place(name: str) -> str | None:
    """The code of a place, None where the vocabulary does not know it."""
    return None


def full_issuer(name: str) -> str | None:
    """The full name of an office, None where it is not an abbreviation."""
    return None
