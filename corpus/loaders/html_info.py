"""The lines of a web page that say when and by whom a text was put up, and its buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

import yaml

from corpus.loaders.html_labels import OTHER, field_of, label_pattern
from corpus.loaders.protocol import RawDocument, RawItem
from kb.dates import parse_date
from kb.models import Hint

__all__ = ["read_info", "take_info"]

HEAD_ITEMS, TAIL_ITEMS = 16, 12
LONGEST_INFO, LONGEST_VALUE, SENTENCE = 200, 60, 40
_DATE = (
    r"(?P<date>(?:19|20)\d\d\s*(?:[-/.．]\s*\d{1,2}\s*[-/.．]\s*\d{1,2}"
    r"|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日))(?:T|\s*)(?P<hour>\d{1,2}\s*[:：时]\s*\d{1,2}(?:[:：分]\s*\d{0,2}\s*秒?)?)?"
)


@cache
def _grammar() -> re.Pattern[str]:
    """One piece of such a line: a date, a source, a counter, a button, the name of the site."""
    data = resources.files("corpus.loaders").joinpath("html_info.yaml").read_text("utf-8")
    words = {kind: "|".join(lines) for kind, lines in yaml.safe_load(data).items()}
    plain = f"{words['dates']}|{words['sources']}|{words['others']}"
    known = label_pattern()
    ends = (
        rf"(?=\s*(?:{plain}|{known})\s*[:：]|\s+(?:{words['buttons']})(?![一-龥])"
        r"|\s*[【】\[\]|｜]|\s+(?:19|20)\d\d[-年/]|$)"
    )
    value = rf"[^:：。]{{0,{LONGEST_VALUE}}}?"
    return re.compile(
        rf"(?:(?P<dated>{words['dates']})\s*[:：]\s*)?{_DATE}"
        rf"|(?:{words['sources']})\s*[:：]\s*(?P<source>{value}){ends}"
        rf"|(?P<known>{known})\s*[:：]\s*(?P<value>{value}){ends}"
        rf"|(?:{plain})\s*[:：]\s*{value}{ends}"
        rf"|(?:{words['buttons']})(?![一-龥])|(?:{words['sites']})(?=[\s|｜]|$)"
    )


_COUNT = re.compile(r"\d+")
"""A figure alone is the value of a counter only behind its label; else the text says it."""
_GAP = re.compile(r"[\s\u3000|｜,，;；·•/\[\]【】()（）<>＜＞-]*")


def read_info(text: str) -> list[Hint] | None:
    """What a line says of when and where the text was put up; None where it says more than that.

    A date alone may be that of the document itself: it is no such line.
    """
    if len(text) > LONGEST_INFO:
        return None
    hints: list[Hint] = []
    alone = True
    at = _skip(text, 0)
    while at < len(text):
        piece = _grammar().match(text, at)
        if piece is None or piece.end() == at:
            return None
        alone = alone and piece["date"] is not None and not (piece["dated"] or piece["hour"])
        hints.extend(_said(piece))
        at = _skip(text, piece.end())
    return None if alone else hints


def _skip(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap is not None else at


def _said(piece: re.Match[str]) -> Iterator[Hint]:
    if piece["date"] is not None and (day := parse_date(piece["date"])) is not None:
        yield Hint("published_on", day, "article_head")
    if source := (piece["source"] or "").strip():
        yield Hint("source_name", source, "article_head")
    field, value = field_of(piece["known"] or ""), (piece["value"] or "").strip()
    if field is not None and field != OTHER and value:
        yield Hint(field, value, "article_head")


def take_info(raw: RawDocument) -> None:
    """Take these lines out of the head and the tail of a page, and keep what they say."""
    filled = [i for i, item in enumerate(raw.items) if item.table is None and item.text.strip()]
    long = [i for i in filled if _is_sentence(raw.items[i])]
    first, last = (long[0], long[-1]) if long else (len(raw.items), -1)
    near = [i for i in filled if i < first][:HEAD_ITEMS]
    near += [i for i in filled if i > last][-TAIL_ITEMS:]
    taken: list[int] = []
    for i in dict.fromkeys(near):
        item = raw.items[i]
        text = " ".join(item.text.split())
        found = None if item.kind == "heading" else read_info(text)
        counted = _COUNT.fullmatch(text) is None or i - 1 in taken
        if found is not None and counted:
            raw.hints.extend(found)
            taken.append(i)
    _drop(raw, taken)


def _is_sentence(item: RawItem) -> bool:
    return item.kind != "heading" and (len(item.text) >= SENTENCE and "。" in item.text)


def _drop(raw: RawDocument, taken: list[int]) -> None:
    """Without these items; notes on places behind them move with the text."""
    raw.placed = [(at - sum(i < at for i in taken), note) for at, note in raw.placed]
    dropped = set(taken)
    raw.items = [item for i, item in enumerate(raw.items) if i not in dropped]
