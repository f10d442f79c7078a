"""Parts of a year: what holds for a quarter or some months never stands for the year."""

from __future__ import annotations

import re

__all__ = ["parts_of_year", "without_part"]

_PART = (
    r"前[二三两]个?季度|第?[一二三四]季度|[上下]半年(?!程)"
    r"|(?<!\d)\d{1,2}(?:-|—|~|至|到)\d{1,2}月份?"
)
_TIME = re.compile(
    rf"(?P<part>{_PART})|(?P<whole>全年|年末|年底|年均|\d年(?=[，、]|底|末|度|全|[一-龥]{{2}}))"
)
_MAY_BE = re.compile(r"季度|半年|月")
_BEHIND = re.compile(r"(?:连续|个|每|与|比|较|同)$")
_EDGES = re.compile(rf"^(?:{_PART})|(?:{_PART})$")


def parts_of_year(text: str, before: str = "") -> list[tuple[int, str]]:
    """From which position on a sentence speaks of which quarter, half or months; "" of a year.

    `before`: the part that was spoken of; a sentence that names none changes nothing else.
    """
    if not before and _MAY_BE.search(text) is None:
        return []
    found: list[tuple[int, str]] = []
    for match in _TIME.finditer(text):
        if match["part"] and _BEHIND.search(text, max(0, match.start() - 2), match.start()):
            continue
        found.append((match.end(), match["part"] or ""))
    return found


def without_part(subject: str) -> str:
    """A subject without the quarter it holds for: 开工率一季度."""
    return _EDGES.sub("", subject) if "季度" in subject or "半年" in subject else subject
