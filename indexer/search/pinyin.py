"""Pinyin that was left in letters (tandafeng for 碳达峰): the characters that the library's own
texts make of it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from heapq import nlargest
from importlib.resources import files

from indexer.search.places import find_place
from indexer.segment import segmenter

__all__ = ["in_characters", "is_pinyin", "sounds"]

LETTERS = re.compile(r"[a-z]+(?:'[a-z]+)*", re.IGNORECASE)
LONGEST = 40  # letters; longer ones are a sentence of another language
LONGEST_SOUND = 6
LIKELY = 20  # characters of a sound that are tried
BEAM = 30  # ways kept to write what stands before a place
WORD, PLACE, RANKED = 2.0, 2.5, 0.05  # what a pair counts, and each character commoner than one
Count = Callable[[str], int]
Way = tuple[int, float, str]  # sounds (negative), how common its pairs are, the characters


@lru_cache(maxsize=1)
def sounds() -> Mapping[str, str]:
    """Each sound and its characters, the commoner first."""
    path = files("indexer.search").joinpath("data").joinpath("homophones.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))


def in_characters(text: str, count: Count) -> str | None:
    """The text with its pinyin in characters, None where there is none, or nothing comes of it.

    `count(text)` tells how many documents hold a text: letters that some document holds are a name.
    """
    if len(text) > LONGEST or not LETTERS.search(text):
        return None
    pieces = text.split()
    if all(piece.lower() in sounds() for piece in pieces):  # tan da feng
        pieces = ["'".join(pieces)]
    written = [_written(piece.lower(), cache(count)) for piece in pieces]
    whole = " ".join(new or old for new, old in zip(written, pieces, strict=True))
    return whole if any(written) else None


def is_pinyin(text: str) -> bool:
    """Whether a text is letters that are made of sounds, of two at the least."""
    pieces = text.lower().split()
    return bool(pieces) and len(text) <= LONGEST and all(map(_has_sounds, pieces))


def _has_sounds(letters: str) -> bool:
    """Whether letters are two sounds or more."""
    if not LETTERS.fullmatch(letters):
        return False
    reached = {0}
    for at, end in _stretches(letters):
        if at in reached and letters[at:end].lstrip("'") in sounds():
            reached.add(end)
    return len(letters) in reached and letters not in sounds()


def _written(letters: str, count: Count) -> str | None:
    """The characters for the fewest sounds that letters are made of, in the commonest pairs."""
    if not _has_sounds(letters) or count(letters):
        return None
    ways: dict[int, list[Way]] = {0: [(0, 0.0, "")]}
    for at, end in _stretches(letters):
        chars = sounds().get(letters[at:end].lstrip("'"), "")[:LIKELY]
        longer = (
            _with(way, char, rank, count)
            for way in ways.get(at, ())
            for rank, char in enumerate(chars)
        )
        ways[end] = nlargest(BEAM, (*ways.get(end, ()), *filter(None, longer)))
    best = max(ways.get(len(letters), ()), default=(0, 0.0, ""))[2]
    return best if len(best) > 1 else None


def _stretches(letters: str) -> Iterator[tuple[int, int]]:
    """Where sounds may begin and end; an apostrophe belongs to the one behind it."""
    for at in range(len(letters)):
        for end in range(at + 1, min(at + LONGEST_SOUND, len(letters)) + 1):
            yield at, end


def _with(way: Way, char: str, rank: int, count: Count) -> Way | None:
    """A way with one more character; None where no document has the two in a row."""
    fewest, score, before = way
    pair = before[-1:] + char
    held = count(pair)
    if not held:
        return None
    common = math.log1p(held) * _sense(pair) if before else 0.0
    if before[:-1] and _is_word(longer := before[-2:] + char):
        common += WORD * math.log1p(count(longer))
    return fewest - 1, score + common - RANKED * rank, before + char


def _sense(pair: str) -> float:
    """A place or another word is meant rather than the end of one and the beginning of the next."""
    if find_place(pair):
        return PLACE
    return WORD if _is_word(pair) else 1.0


def _is_word(text: str) -> bool:
    return len(text) > 1 and segmenter().known(text) == [text]
