"""From an unquoted word of a query to the texts that must occur."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.search.lexer import is_punctuation
from indexer.segment import words
from kb.fold import search_text

__all__ = ["Words", "bare_field", "split_words", "unknown_field"]

_FIELD_LIKE = re.compile(r"([㐀-鿿]{1,6}|[A-Za-z]{2,12})[:：](?!//)\S")
_NUMERIC = re.compile(r"[\d.,:/%+\-~a-z]*\d[\d.,:/%+\-~a-z]*")
_LETTER = re.compile(r"[a-z]")
_CLOCK = re.compile(r"\d[:/]\d")
_LISTING = re.compile(r"(?<!\d)[、，；。（）！？]|[、，；。（）！？](?!\d)")
_HELD = re.compile(r"(?<![0-9a-z])[0-9a-z]++(?:[!-/:-@\[-`{-~]+[0-9a-z]++)+")
_SIGNS = frozenset("!\"#$&'()*/:;<=>?@[\\]^_`{|}~")  # letters on both sides: no words of their own
SHORT_NAME = 3  # GB/T and I/M are one name, COD/BOD5 are two
_UNITS = frozenset("年月日号个项万亿元吨人户")


def unknown_field(typed: str) -> str | None:
    """The name before a colon where it looks like a field; known ones never come here."""
    match = _FIELD_LIKE.match(typed)
    return match[1] if match else None


def bare_field(typed: str, known: frozenset[str]) -> bool:
    """A known field name and a colon with nothing after it."""
    return typed[-1:] in ":：" and search_text(typed[:-1]) in known


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words that must occur; those of `literal` stand for themselves, as typed."""

    wanted: tuple[str, ...]
    literal: frozenset[str]
    notice: str


def split_words(
    typed: str, questions: frozenset[str], functions: frozenset[str] = frozenset()
) -> Words:
    """The words of what was typed, and a notice about what was left out or read literally.

    Of a question the particles (是, 了) are left out with the question word."""
    notices: list[str] = []
    cut: list[str] = []
    literal: set[str] = set()
    for piece in _LISTING.sub(" ", typed).split():
        for part, is_literal in _parts(search_text(piece)):
            found = [part] if is_literal else _glued(words(part))
            cut += found
            literal.update(word for word in found if is_literal or _CLOCK.search(word))
    content = [word for word in cut if not is_punctuation(word)]
    wanted = [word for word in content if word not in questions]
    if wanted and len(wanted) < len(content):
        left = "、".join(dict.fromkeys(word for word in content if word in questions))
        notices.append(f"疑问词“{left}”未作为检索词。")
        wanted = [word for word in wanted if word not in functions] or wanted
    shown = list(dict.fromkeys(word for word in wanted if word in literal))
    if shown:
        notices.append(f"“{'、'.join(_as_typed(word, typed) for word in shown)}”按字面检索。")
    folded = search_text(typed)
    if folded.count("(") != folded.count(")"):
        notices.append("没有配对的括号按字面处理。")
    if "*" in typed.rstrip("*＊") or "＊" in typed.rstrip("*＊"):
        notices.append("“*”只能写在词尾，其余的已按普通标点处理。")
    return Words(tuple(dict.fromkeys(wanted or content)), frozenset(literal), " ".join(notices))


def _as_typed(word: str, typed: str) -> str:
    at = typed.lower().find(word)
    return typed[at : at + len(word)] if at >= 0 else word


def _parts(folded: str) -> Iterator[tuple[str, bool]]:
    """What is to be segmented, and between it what signs hold together: a@b.com, <b>x</b>."""
    at = 0
    for match in _HELD.finditer(folded):
        if _is_literal(match.group()):
            yield folded[at : match.start()], False
            yield match.group(), True
            at = match.end()
    yield folded[at:], False


def _is_literal(held: str) -> bool:
    """Not numbers, names like PM2.5 and low-carbon, nor two names with a slash between."""
    if not _LETTER.search(held) or not set(held) & _SIGNS:
        return False
    if set(held) & _SIGNS == {"/"}:
        return min(map(len, held.split("/"))) < SHORT_NAME
    return True


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
