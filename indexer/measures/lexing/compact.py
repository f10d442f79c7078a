"""Text as the rules see it: width folded, blanks and tags dropped, with the way back.

Every rule works on compact text, so that blanks, line wraps and full-width forms inside a
sentence change no record; positions are mapped back to the clean text at the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Compact", "compact", "compact_folded", "fold"]

_FOLD = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= {
    wide: narrow
    for wide, narrow in {
        "\u3000": " ",
        "\u00a0": " ",
        "％": "%",
        "﹪": "%",
        "℅": "%",
        "／": "/",
        "∕": "/",
        "⁄": "/",
        "－": "-",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "−": "-",
        "～": "~",
        "∼": "~",
        "〜": "~",
        "﹤": "<",
        "﹥": ">",
        "≧": "≥",
        "≦": "≤",
        "⩾": "≥",
        "⩽": "≤",
        "(": "（",
        ")": "）",
        "（": "（",
        "）": "）",
        ",": "，",
        "，": "，",
        ";": "；",
        "；": "；",
        ":": "：",
        "：": "：",
        "∶": "：",
        "?": "？",
        "？": "？",
        "!": "！",
        "！": "！",
        "．": ".",
        "·": "·",
        "㎡": "㎡",
        "〔": "[",
        "〕": "]",
        "【": "[",
        "】": "]",
        "［": "[",
        "］": "]",
        "「": "“",
        "」": "”",
        "『": "“",
        "』": "”",
        "＂": '"',
        "㎞": "km",
        "µ": "μ",
    }.items()
    if len(narrow) == 1
}
_FOLD = {wide: narrow for wide, narrow in _FOLD.items() if wide != narrow}
_DROP = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad*_]+|</?[A-Za-z]{1,6}>")
_MAY_DROP = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad*_<]")
_COMMA = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")
_QUOTE = re.compile(r'"([^"“”]{1,80})"')
_COLUMNS = re.compile(r"[ \t]{2,}")
_LONG_BEFORE = re.compile(r"\d[\d.]\Z")
"""Digits that are set wide apart (2  0  2  5) stand alone."""
_DECIMAL, _DECIMAL_BEFORE = re.compile(r"\d+\.\d"), re.compile(r"\d\.\d+\Z")
_DIGITS_AHEAD, _DIGITS_BEFORE = re.compile(r"\d{2,}"), re.compile(r"\d{2,12}\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_AHEAD = re.compile(r"(?:19|20)\d\d年")


@dataclass(frozen=True, slots=True)
class Compact:
    """`text[i]` stood at `offsets[i]` of the clean text; a range if nothing fell out."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The clean text's span of compact characters `start` up to `end`."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> str:
    """Characters brought to one width, one for one: positions stay."""
    for wide in _FOLD.keys() & set(text):
        text = text.replace(wide, _FOLD[wide])
    return text


def compact(clean: str, start: int, end: int) -> Compact:
    """`clean[start:end]` for the rules."""
    return compact_folded(fold(clean[start:end]), start)


def compact_folded(piece: str, start: int) -> Compact:
    """A folded piece that begins at `start` of the clean text, for the rules."""
    if '"' in piece:
        piece = _QUOTE.sub(r"“\1”", piece)
    if not _MAY_DROP.search(piece):
        return Compact(_thousands(piece), range(start, start + len(piece)))
    kept: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in _DROP.finditer(piece):
        kept.append(piece[position : match.start()])
        offsets.extend(range(start + position, start + match.start()))
        if _keeps_apart(piece, match.start(), match.end()):
            kept.append(" ")
            offsets.append(start + match.start())
        position = match.end()
    kept.append(piece[position:])
    offsets.extend(range(start + position, start + len(piece)))
    return Compact(_thousands("".join(kept)), offsets)


def _thousands(text: str) -> str:
    """1，250 with a comma of either width is one number."""
    return _COMMA.sub(",", text) if "，" in text else text


def _keeps_apart(piece: str, start: int, end: int) -> bool:
    """A blank between a number and a year that follows it is no wrap inside one number.

    Nor are two blanks in a line (88  95万亩), or any between decimals (5.2 6.4) or beside four
    digits (55 10400), where columns end; 2016 2020年 lost its dash.
    """
    if start == 0 or end >= len(piece) or not (piece[start - 1].isdigit() and piece[end].isdigit()):
        return False
    if _YEAR_AHEAD.match(piece, end) is not None:
        return True
    if _COLUMNS.fullmatch(piece, start, end) and _LONG_BEFORE.search(piece, 0, start):
        return True
    if _beside_long(piece, start, end):
        return True
    return (
        _DECIMAL.match(piece, end) is not None
        and _DECIMAL_BEFORE.search(piece, 0, start) is not None
    )


def _beside_long(piece: str, start: int, end: int) -> bool:
    before = _DIGITS_BEFORE.search(piece, max(0, start - 12), start)
    ahead = _DIGITS_AHEAD.match(piece, end)
    if before is None or ahead is None or "\n" in piece[start:end]:
        return False
    years = _YEAR.fullmatch(before[0]) and _YEAR.fullmatch(ahead[0])
    return not years and max(len(before[0]), len(ahead[0])) > _THOUSANDS


_THOUSANDS = 3
"""1 234 is one number: a blank parts off three digits at most."""
