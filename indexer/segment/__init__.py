"""Words and folding: how a text is taken apart for matching and ranking."""

from indexer.segment.words import (
    Segmenter,
    is_long_word,
    segmenter,
    stamp,
    standing_words,
    words,
)
from kb.fold import Folded, fold, fold_text

__all__ = [
    "Folded",
    "Segmenter",
    "fold",
    "fold_text",
    "is_long_word",
    "segmenter",
    "stamp",
    "standing_words",
    "words",
]
