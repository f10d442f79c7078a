"""Words of Chinese text: rjieba with the domain dictionary, jieba where rjieba is absent.

The two cut about one passage in ten differently, so an index says which one made it (`stamp`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files

from kb.fold import SEARCH_FOLD_VERSION, search_text

__all__ = ["Segmenter", "is_long_word", "segmenter", "stamp", "standing_words", "words"]

SEGMENT_VERSION = 1
_HAN = re.compile("[\u4e00-\u9fd5]{3,}")  # of which both segmenters cut words
Cut = Callable[[str], list[str]]


@dataclass(frozen=True)
class Segmenter:
    """`cut` gives the words in order; `cut_search` also the words inside long words; `known` only
    words of the dictionary, the rest character by character; `cut_all` every word of the dictionary
    that stands somewhere in the text, whichever way it is cut."""

    name: str
    stamp: str
    cut: Cut
    cut_search: Cut
    known: Cut
    cut_all: Cut


def domain_words() -> tuple[str, ...]:
    """The words of the domain dictionary, folded, longest last."""
    lines = files("indexer.segment").joinpath("userdict.txt").read_text(encoding="utf-8")
    listed = {line.strip() for line in lines.splitlines() if not line.startswith("#")}
    folded = {search_text(word) for word in listed | set(_vocabulary_words())}
    return tuple(sorted((word for word in folded if len(word) > 1), key=lambda w: (len(w), w)))


def _vocabulary_words() -> list[str]:
    """Names of metrics and places that the vocabulary knows."""
    from indexer.segment.vocabulary import vocabulary_words

    return vocabulary_words()


def _rjieba(extra: tuple[str, ...]) -> tuple[str, Cut, Cut, Cut, Cut]:
    import rjieba

    engine = rjieba.Jieba()
    for word in extra:
        engine.add_word(word, None, None)
    known = partial(engine.cut, hmm=False)
    return "rjieba", engine.cut, engine.cut_for_search, known, engine.cut_all


def _jieba(extra: tuple[str, ...]) -> tuple[str, Cut, Cut, Cut, Cut]:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    engine = jieba.Tokenizer()
    engine.initialize()
    for word in extra:
        engine.add_word(word)
    known = partial(engine.lcut, HMM=False)
    cut_all = partial(engine.lcut, cut_all=True)
    return "jieba", engine.lcut, engine.lcut_for_search, known, cut_all


def build(prefer: str = "rjieba") -> Segmenter:
    """A fresh segmenter; `prefer="jieba"` leaves rjieba aside even where it is installed."""
    extra = domain_words()
    try:
        name, *cuts = _rjieba(extra) if prefer == "rjieba" else _jieba(extra)
    except ModuleNotFoundError:
        name, *cuts = _jieba(extra)
    digest = hashlib.sha256("\n".join(extra).encode()).hexdigest()[:12]
    return Segmenter(name, f"{name}-{SEGMENT_VERSION}-{digest}-{SEARCH_FOLD_VERSION}", *cuts)


@lru_cache(maxsize=2)
def segmenter(prefer: str = "rjieba") -> Segmenter:
    """The segmenter of this process, made at first use."""
    return build(prefer)


def words(text: str) -> list[str]:
    """The words of a text in order, punctuation included; their sum is the text."""
    return segmenter().cut(text)


def standing_words(text: str) -> list[str]:
    """The long words of the dictionary that stand somewhere in a text, as often as they do. What
    `is_long_word` is in here exactly where its characters are in the text."""
    return [word for word in segmenter().cut_all(text) if len(word) > 2 and word[0] >= "一"]


@lru_cache(maxsize=4096)
def is_long_word(text: str) -> bool:
    """Whether a text is a word of the dictionary of three Chinese characters or more."""
    return _HAN.fullmatch(text) is not None and text in segmenter().cut_all(text)


def stamp() -> str:
    """Names segmenter, dictionary and folding; a change of any of them rebuilds an index."""
    return segmenter().stamp
