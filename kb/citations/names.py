"""Names of responsible persons and bodies by GB/T 7714 (2015: 8.1, 2025: 7.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.citations.editions import Edition
from kb.citations.item import Name

__all__ = ["name_list", "one_name"]

AND_OTHERS = {"zh": "等", "ja": "他", "ko": "외", "ru": "и др."}
SHOWN = 3  # rule of three: with four or more, the first three and 等 / et al.


def one_name(name: Name, edition: Edition) -> str:
    """One name as the edition prints it; bodies and Chinese persons stay as written."""
    if not name.is_western_person:
        return name.plain
    family = name.family.upper() if edition.capital_families else name.family
    given = _initials(_spelled(name), hyphenated=edition.hyphenated)
    whole = " ".join(part for part in (family, given, name.particle) if part)
    suffix = name.suffix.strip(" .,")
    return f"{whole}{edition.suffix_mark}{suffix}" if suffix else whole


def name_list(names: Sequence[Name], edition: Edition, *, language: str) -> str:
    """All names, or the first three and 等 / et al., by the language of the entry."""
    shown = [one_name(name, edition) for name in names[:SHOWN]]
    if len(names) > SHOWN:
        shown.append(AND_OTHERS.get(language, "et al."))
    return edition.comma.join(shown)


def _spelled(name: Name) -> str:
    """The given name; initials run together, `Tolkien JRR`, apart (but `LI WEI` is no `W E I`)."""
    together = re.fullmatch(r"[A-Z]{2,3}", name.given) and not name.family.isupper()
    return " ".join(name.given) if together else name.given


def _initials(given: str, *, hyphenated: bool) -> str:
    """`David E.` → `D E`; `Jean-Luc` and `J.-L.` → `J-L` or `J L`; initials stay."""
    plain = re.sub(r"\.\s*-", "-", given.strip(" ."))
    parts = [part.split("-") for part in re.split(r"[\s.]+", plain)]
    mark = "-" if hyphenated else " "
    return " ".join(mark.join(p[0].upper() for p in part if p) for part in parts if any(part))
