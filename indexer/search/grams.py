"""Characters decide what matches: a text as unigrams and bigrams, and a phrase as bigrams.

Every bigram of a text stands at the position of its first character, so that a phrase of bigrams
at positions 0, 2, 4 … (and the last one) is exactly a run of contiguous characters. The last
character of a text is followed by `BREAK`, so that every character begins a bigram.
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
    """(position, gram) pairs that together say: these characters, in a row."""
    if len(folded) < 2:
        return [(0, folded)]
    places = list(range(0, len(folded) - 1, 2))
    if places[-1] != len(folded) - 2:
        places.append(len(folded) - 2)
    return [(place, folded[place : place + 2]) for place in places]
