"""A digest of all that is held of a document's text, so that a change behind our back shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

__all__ = ["digest"]


def digest(columns: Iterable[bytes]) -> str:
    """Of the columns of `texts` as they are stored, in their order."""
    made = hashlib.blake2b(digest_size=16)
    for column in columns:
        made.update(len(column).to_bytes(8, "big"))
        made.update(column)
    return made.hexdigest()
