"""Names of responsible persons and bodies by GB/T 7714 (2015: 8.1, 2025: 7.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.citations.editions import Edition
from kb.citations.item import Name

__all__ = ["name_list", "one_name"]

SHOWN = 3  # rule of three: with four or more, the first three and 等 / et al.


def one_name(name: Name, edition: Edition) -> str:
    """One name as the edition prints it; bodies and Chinese persons stay as written."""
    if not name.is_western_person:
        return name.plain
    family = name.family.upper() if edition.capital_families else name.family
    return f"{family} {_initials(name.given)}".rstrip()


def name_list(names: Sequence[Name], edition: Edition, *, chinese: bool) -> str:
    """All names, or the first three and 等 / et al., by the language of the entry."""
    shown = [one_name(name, edition) for name in names[:SHOWN]]
    if len(names) > SHOWN:
        shown.append("等" if chinese else "et al.")
    return edition.comma.join(shown)


def _initials(given: str) -> str:
    """`David E.` → `D E`; `Jean-Paul` → `J-P`; what is already initials stays."""
    parts = re.split(r"[\s.]+", given.strip(" ."))
    return " ".join("-".join(p[0].upper() for p in part.split("-") if p) for part in parts if part)
