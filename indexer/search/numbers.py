"""Document numbers (发文字号) in any style: 国发〔2021〕23号, 国发[2021]23号, 国发2021 23."""

from __future__ import annotations

import re

from kb.fold import search_text

__all__ = ["NUMBER", "number_forms"]

_MISREAD = "j"  # what character recognition makes of 〕; the 号 behind it is often lost

_OPEN, _CLOSE = r"[〔\[［【〖（(]", r"[〕\]］】〗）)]"
_HAN = r"[㐀-鿿A-Za-z]"
_BARE_END = r"(?:发|函|字|令|办|规|电|通|综|告|议|任|政|党|委|厅|秘|建|环)"
NUMBER = re.compile(
    rf"(?P<a>{_HAN}{{1,14}}?)?\s*{_OPEN}\s*(?P<year>(?:19|20)\d\d)\s*{_CLOSE}\s*第?\s*"
    rf"(?P<seq>\d{{1,5}})\s*(?P<hao>号)?(?!\d)"
    rf"|(?P<b>{_HAN}{{0,13}}?{_BARE_END})\s*(?P<year2>(?:19|20)\d\d)\s*(?:年\s*)?"
    rf"(?:\s|第)\s*(?P<seq2>\d{{1,5}})\s*(?P<hao2>号)?(?=\s|$|[)）])"
)


def number_forms(typed: str) -> tuple[str, ...]:
    """The folded texts to look for: the number as printed, as scans have it, and as typed."""
    match = NUMBER.fullmatch(typed.strip())
    literal = search_text(typed)
    if match is None:
        return (literal,)
    if match["year"]:
        organ, year = match["a"] or "", match["year"]
        rest = f"{match['seq']}{match['hao'] or ''}"
    else:
        organ, year, rest = match["b"], match["year2"], f"{match['seq2']}号"
    printed, scanned = f"{organ}({year}){rest}", f"{organ}({year}{_MISREAD}{rest.rstrip('号')}"
    return tuple(dict.fromkeys((search_text(printed), literal, search_text(scanned))))
