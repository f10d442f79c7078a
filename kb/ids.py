"""Stable identifiers: links, baskets and hand edits hang on them, so they survive re-reading.

A source keeps the id it was given when it was first added, whatever becomes of its content.
A document is a part of a source; a measure is a statement in a document.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Container, Mapping
from functools import lru_cache

from kb.fold import fold_text

__all__ = ["digest", "document_id", "fingerprint", "measure_id", "source_id"]

_SHORTEST = 10  # base-32 characters = 50 bits: one clash in 10^9 pairs of a million sources


def digest(text: str) -> str:
    """A short name for a text: 14 hexadecimal digits (56 bits) of its BLAKE2 hash."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).hexdigest()


def fingerprint(text: str) -> str:
    """The digest of a text as it is matched: width, case, traditional characters, blanks folded."""
    return digest(fold_text(text))


def source_id(sha256: str, *, taken: Container[str] = ()) -> str:
    """The id of a file first added with this content; longer where the short one is taken."""
    name = base64.b32encode(bytes.fromhex(sha256)).decode("ascii").lower().rstrip("=")
    for length in range(_SHORTEST, len(name)):
        if name[:length] not in taken:
            return name[:length]
    number = 2
    while f"{name}{number}" in taken:
        number += 1
    return f"{name}{number}"


def document_id(source: str, part: str) -> str:
    """The id of a part of a source; the whole file bears the id of its source."""
    return f"{source}.{part}" if part else source


def measure_id(
    document: str, evidence: str, slots: Mapping[str, object], *, occurrence: int = 0
) -> str:
    """The id of a measure: its document, its folded evidence and what its slots say.

    `slots`: the facts that tell it from the others of the same sentence (metric, value, unit,
    year, region …); None counts as absent. `occurrence`: for the second of two equal statements.
    """
    stated = [f"{key}={value}" for key, value in slots.items() if value is not None]
    stated.sort()  # in the order of the keys: none of them goes on from another by a digit
    facts = "\x1f".join(stated)
    again = f"\x1f#{occurrence}" if occurrence else ""
    return f"{document}-{digest(_folded(evidence) + chr(30) + facts + again)}"


@lru_cache(maxsize=256)  # the measures of one sentence come one after another
def _folded(evidence: str) -> str:
    return fold_text(evidence)
