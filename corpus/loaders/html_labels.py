"""The labels of a document's metadata on web pages: 发文机关：, [成文日期], 索 引 号."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

import yaml

__all__ = ["OTHER", "any_label", "field_of", "is_strong", "label_pattern", "labelled"]

OTHER = "other"
"""What a label stands for whose value nobody asks for."""
_NOISE = re.compile(r"[\s\u3000\xa0：:\[\]【】]+")
_BLANKS = r"[\s\u3000\xa0]*"


@cache
def _rules() -> dict[str, Any]:
    data = resources.files("corpus.loaders").joinpath("html_labels.yaml").read_text("utf-8")
    rules: dict[str, Any] = yaml.safe_load(data)
    return rules


@cache
def _fields() -> dict[str, str]:
    known = {label: field for field, labels in _rules()["fields"].items() for label in labels}
    return dict.fromkeys(_rules()["others"], OTHER) | known


def field_of(text: str) -> str | None:
    """The field that a text names if it is a label and nothing else; None for any other text."""
    return _fields().get(_NOISE.sub("", text)) if len(text) <= 2 * LONGEST_LABEL else None


def is_strong(field: str) -> bool:
    """Whether only the metadata of a document has this field, and not the head of any article."""
    return field in _rules()["strong"]


@cache
def any_label() -> re.Pattern[str]:
    """A label of a field, wherever it stands; group 1: the label."""
    words = sorted((w for w, f in _fields().items() if f != OTHER), key=len, reverse=True)
    return re.compile("(" + "|".join(_BLANKS.join(word) for word in words) + ")")


@cache
def labelled() -> re.Pattern[str]:
    """A label with the colon behind it or the brackets around it; its words are a group."""
    words = sorted(_fields(), key=len, reverse=True)
    framed = "|".join(_BLANKS.join(word) for word in words)
    plain = "|".join(_alone(word) + _BLANKS.join(word) for word in words)
    return re.compile(
        rf"[\[【]{_BLANKS}(?P<framed>{framed}){_BLANKS}[\]】]{_BLANKS}[:：]?"
        rf"|(?P<plain>{plain}){_BLANKS}[:：]"
    )


@cache
def label_pattern() -> str:
    """The labels, the longest first, blanks allowed within; short ones open other lines too."""
    words = [w for w, field in _fields().items() if len(w) >= SHORT or is_strong(field)]
    return "|".join(_BLANKS.join(word) for word in sorted(words, key=len, reverse=True))


def _alone(label: str) -> str:
    """A short label may be the end of another word: 资金来源."""
    return "" if len(label) > SHORT else "(?<![\u4e00-\u9fff])"


LONGEST_LABEL, SHORT = 14, 3
