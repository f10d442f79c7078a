"""Characters decide what matches: a text as unigrams and bigrams, and a phrase as bigrams.

Every bigram of a text stands at the position of its first character, so that a phrase of bigrams
at positions 0, 2, 4 … (and the last one) is exactly a run of contiguous characters. The distinct
single characters come after a gap; they answer queries of one character.
"""

from __future__ import annotations

from array import array
from functools import lru_cache

__all__ = ["BREAK", "gram_text", "phrase_grams"]

BREAK = "\x01"  # stands for a line break; no folded text and no query holds it


def gram_text(folded: str) -> str:
    """Bigrams, then the distinct characters, parted by blanks: for a whitespace tokenizer."""
    if not folded:
        return ""
    first, _, last = folded.rpartition("\n")
    single = " ".join(dict.fromkeys(first.replace("\n", "") + _distinct(last)))
    if len(folded) == 1:
        return single
    head = folded[: len(folded) - len(last) + 1].replace("\n", BREAK)
    parts = [_bigrams(head)] if len(head) > 1 else []
    if len(last) > 1:
        parts.append(_line_grams(last))
    return f"{''.join(parts)}{BREAK} {single}"


@lru_cache(maxsize=16)  # the measures of one sentence, each with it as its last line
def _line_grams(line: str) -> str:
    return _bigrams(line)


@lru_cache(maxsize=16)
def _distinct(line: str) -> str:
    return "".join(dict.fromkeys(line))


def _bigrams(text: str) -> str:
    """What " ".join(a + b for each pair) gives, ten times faster."""
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
