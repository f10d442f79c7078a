"""Words of Chinese text: rjieba with the domain dictionary, jieba where rjieba is absent.

The two cut about one passage in ten differently, so an index says which one made it (`stamp`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files

from kb.fold import SEARCH_FOLD_VERSION, search_text

__all__ = ["Segmenter", "segmenter", "stamp", "words"]

SEGMENT_VERSION = 1
Cut = Callable[[str], list[str]]


@dataclass(frozen=True)
class Segmenter:
    """`cut` gives the words in order; `cut_search` also the words inside long words; `known` only
    words of the dictionary, the rest character by character."""

    name: str
    stamp: str
    cut: Cut
    cut_search: Cut
    known: Cut


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


def _rjieba(extra: tuple[str, ...]) -> tuple[str, Cut, Cut, Cut]:
    import rjieba

    engine = rjieba.Jieba()
    for word in extra:
        engine.add_word(word, None, None)
    known = partial(engine.cut, hmm=False)
    return "rjieba", engine.cut, engine.cut_for_search, known


def _jieba(extra: tuple[str, ...]) -> tuple[str, Cut, Cut, Cut]:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    engine = jieba.Tokenizer()
    engine.initialize()
    for word in extra:
        engine.add_word(word)
    known = partial(engine.lcut, HMM=False)
    return "jieba", engine.lcut, engine.lcut_for_search, known


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


def stamp() -> str:
    """Names segmenter, dictionary and folding; a change of any of them rebuilds an index."""
    return segmenter().stamp
