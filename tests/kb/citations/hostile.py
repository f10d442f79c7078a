"""Titles that break careless writers, and LaTeX escapes read back."""

from __future__ import annotations

import re

__all__ = ["HOSTILE", "plain"]

HOSTILE = [
    "节能 & 降碳 100% 方案",
    "关于印发《<十四五>“节能”规划》的通知",
    "第一行\n第二行",
    "带{花括号}和\\反斜线_下划线#井号$元^~",
    "只有左括号{和@book{x, 与末尾反斜线\\",
    "绿色🌲低碳 'quotes' \"double\"",
]
LATEX = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    **{f"\\{mark}": mark for mark in "&%$#_"},
}
_ESCAPES = re.compile("|".join(re.escape(m) for m in sorted(LATEX, key=len, reverse=True)))


def plain(text: str) -> str:
    """What LaTeX would print of an escaped text."""
    return _ESCAPES.sub(lambda match: LATEX[match.group()], text)
