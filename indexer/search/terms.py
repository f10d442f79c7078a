"""From an unquoted word of a query to the texts that must occur."""

from __future__ import annotations

import re

from indexer.search.lexer import is_punctuation
from indexer.segment import words
from kb.fold import fold_text

__all__ = ["bare_field", "split_words", "unknown_field"]

_FIELD_LIKE = re.compile(r"([㐀-鿿]{1,6}|[A-Za-z]{2,12})[:：](?!//)\S")
_NUMERIC = re.compile(r"[\d.,:/%+\-~a-z]*\d[\d.,:/%+\-~a-z]*")
_UNITS = frozenset("年月日号个项万亿元吨人户")


def unknown_field(typed: str) -> str | None:
    """The name before a colon where it looks like a field; known ones never come here."""
    match = _FIELD_LIKE.match(typed)
    return match[1] if match else None


def bare_field(typed: str, known: frozenset[str]) -> bool:
    """A known field name and a colon with nothing after it."""
    return typed[-1:] in ":：" and fold_text(typed[:-1]) in known


def split_words(typed: str, questions: frozenset[str]) -> tuple[list[str], str]:
    """The folded words that must occur, and a notice about what was left out or read literally."""
    notices: list[str] = []
    cut = _glued(words(fold_text(typed)))
    content = [word for word in cut if not is_punctuation(word)]
    wanted = [word for word in content if word not in questions]
    if wanted and len(wanted) < len(content):
        left = "、".join(dict.fromkeys(word for word in content if word in questions))
        notices.append(f"疑问词“{left}”未作为检索词。")
    literal = [w for w in wanted if re.search(r"\d[:/]\d", w)]
    if literal:
        notices.append(f"“{'、'.join(literal)}”按字面检索。")
    folded = fold_text(typed)
    if folded.count("(") != folded.count(")"):
        notices.append("没有配对的括号按字面处理。")
    if "*" in typed.rstrip("*＊") or "＊" in typed.rstrip("*＊"):
        notices.append("“*”只能写在词尾，其余的已按普通标点处理。")
    return list(dict.fromkeys(wanted or content)), " ".join(notices)


def _glued(cut: list[str]) -> list[str]:
    """Numbers stay whole: 12:30, 13.5%, 2021-2025, 2025年."""
    out: list[str] = []
    for word in cut:
        if out and _belongs(out[-1], word):
            out[-1] += word
        else:
            out.append(word)
    return [part for word in out for part in _trimmed(word)]


def _belongs(before: str, word: str) -> bool:
    if word in _UNITS:
        return before[-1].isdigit()
    whole = _NUMERIC.fullmatch(before + word) is not None
    return whole and (before[-1].isdigit() or not before[-1].isalnum())


def _trimmed(word: str) -> list[str]:
    inner = word.strip(".,:/+-~")
    return [inner] if inner else [word]
