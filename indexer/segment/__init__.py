"""Words and folding: how a text is taken apart for matching and ranking."""

from indexer.segment.words import Segmenter, segmenter, stamp, words
from kb.fold import Folded, fold, fold_text

__all__ = ["Folded", "Segmenter", "fold", "fold_text", "segmenter", "stamp", "words"]
