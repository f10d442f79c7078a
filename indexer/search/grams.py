"""Characters decide what matches: a text as unigrams and bigrams, and a phrase as bigrams.

Every bigram of a text stands at the position of its first character, so that a phrase of bigrams
that overlap or adjoin is exactly a run of contiguous characters. The last character of a text is
followed by `BREAK`, so that every character begins a bigram.
"""

from __future__ import annotations

from array import array
from functools import lru_cache

__all__ = ["BREAK", "bigram_text", "gram_text", "phrase_grams"]

BREAK = "\x01"  # stands for a line break; no folded text and no query holds it


def gram_text(folded: str) -> str:
    """Bigrams, then after a gap the distinct characters, which answer queries of one character."""
    single = " ".join(dict.fromkeys(folded.replace("\n", "")))
    return f"{bigram_text(folded)} {single}"


def bigram_text(folded: str) -> str:
    """Bigrams parted by blanks: for a whitespace tokenizer."""
    first, _, last = folded.rpartition("\n")
    return _bigrams(first.replace("\n", BREAK) + BREAK + last[:1]) + _line_grams(last)


@lru_cache(maxsize=16)  # the measures of one sentence, each with it as its last line
def _line_grams(line: str) -> str:
    return _bigrams(line + BREAK)


def _bigrams(text: str) -> str:
    """Each pair of characters followed by a blank, ten times faster than by `str.join`."""
    count = len(text) - 1
    raw = text.encode("utf-32-le", "surrogatepass")
    wide = array("I", b"\x20\x00\x00\x00") * (3 * count)
    wide[0::3] = array("I", raw[:-4])
    wide[1::3] = array("I", raw[4:])
    return wide.tobytes().decode("utf-32-le", "surrogatepass")


def phrase_grams(folded: str) -> list[tuple[int, str]]:
    """(position, gram) pairs that together say: these characters, in a row. Every other pair says
    so, and the last; of an even number of characters, which so are cut like the words, the second
    pair too: hundreds of documents hold 垃圾 and 分类, but few of them 圾分, and the rarest pair
    is looked for first. This halves the time."""
    last = len(folded) - 2
    if last < 0:
        return [(0, folded)]
    places = {*range(0, last, 2), last} | ({1} if last and last % 2 == 0 else set())
    return [(place, folded[place : place + 2]) for place in sorted(places)]
