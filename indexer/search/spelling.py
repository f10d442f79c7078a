"""Did you mean: known words one slip away from what was typed and is nowhere in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby

import yaml

from indexer.search.pinyin import sounds
from indexer.search.synonyms import synonyms
from indexer.segment import segmenter
from indexer.segment.words import domain_words
from kb.fold import search_text
from kb.vocab import forget_on_configure

__all__ = ["corrected", "falls_apart"]

SHORTEST, LONGEST = 3, 10  # words of two characters are one slip from too many others
WINDOW = 4  # characters that tell whether one among them is a slip
SOUNDED, LIKELY = 16, 16  # longest text whose sounds are looked at; characters of a sound tried
PLACE_ENDS = "省市县区州盟旗"
Count = Callable[[str], int]


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], dict[str, list[str]]]:
    """The words, and for each word with one character left out the words it came from."""
    known = {*domain_words(), *synonyms().meanings} - synonyms().questions
    words = frozenset(word for word in known if len(word) >= SHORTEST)
    shorter: dict[str, list[str]] = {}
    for word in words:
        if len(word) <= LONGEST:
            for cut in _cuts(word):
                shorter.setdefault(cut, []).append(word)
    return words, shorter


def _cuts(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def corrected(text: str, count: Count) -> str | None:
    """The text with one slip put right, None if there is nothing to put right.

    `count(text)` tells how many documents hold a text. A stretch is replaced only where it is in
    no document and the known word is; the longest stretch and the commonest word win.
    """
    folded, once = search_text(text), cache(count)
    return _unconfused(folded, once) or _sounded(folded, once) or _near_word(folded, once)


def falls_apart(typed: str, words: Sequence[str], count: Count) -> bool:
    """Whether characters of a word of their own were typed beside words with which no document has
    them: of 新行储能 each part is common, but 新型储能 was meant."""
    pieces = [search_text(piece) for piece in typed.split()]
    alone = [len(word) == 1 and word not in synonyms().functions for word in words]
    at = 0
    for single, group in groupby(alone):
        end = at + len(list(group))
        stretches = ["".join(words[max(0, at - 1) : end]), "".join(words[at : end + 1])]
        sides = [s for s in stretches if len(s) > end - at and any(s in p for p in pieces)]
        if single and sides and not any(map(count, sides)):
            return True
        at = end
    return False


def _near_word(folded: str, count: Count) -> str | None:
    for length in range(min(LONGEST, len(folded)), SHORTEST - 2, -1):
        for start in range(len(folded) - length + 1):
            best = _best(folded[start : start + length], count)
            if best:
                better = folded[:start] + best + folded[start + length :]
                if not _changes_a_word(folded, better, count):
                    return better
    return None


def _changes_a_word(typed: str, better: str, count: Count) -> bool:
    """Whether the only character that differs is in a word that documents hold or that is known:
    of 封山育林面积 nothing is a slip for 森林面积, of 湖北供水 nothing for 湖北省."""
    changed = [at for at, (a, b) in enumerate(zip(typed, better, strict=False)) if a != b]
    if len(typed) != len(better) or len(changed) != 1:
        return False
    end = 0
    for word in segmenter().known(typed):
        end += len(word)
        if changed[0] < end:
            return len(word) > 1 and (word in _known()[0] or count(word) > 0)
    return False


def _unconfused(folded: str, count: Count) -> str | None:
    """The text with a character in the place of one it is taken for."""
    for at, typed in enumerate(folded):
        for meant in _confused().get(typed, ""):
            better = f"{folded[:at]}{meant}{folded[at + 1 :]}"
            if _stands_better(folded, better, at, count):
                return better
    return None


def _sounded(folded: str, count: Count) -> str | None:
    """The text with a character in the place of one of its sound, where that makes a word."""
    for at, typed in enumerate(folded if len(folded) <= SOUNDED else ""):
        for meant in _homophones().get(typed, ""):
            better = f"{folded[:at]}{meant}{folded[at + 1 :]}"
            if _in_a_word(better, at) and _stands_better(folded, better, at, count, 3):
                return better
    return None


def _in_a_word(text: str, at: int) -> bool:
    """Whether the character at a place belongs to a word of the dictionary."""
    end = 0
    for word in segmenter().known(text):
        end += len(word)
        if at < end:
            return len(word) > 1
    return False


def _stands_better(typed: str, better: str, at: int, count: Count, shortest: int = 2) -> bool:
    """Whether the longest stretch around a place that is in some document is that of `better`."""
    for length in range(WINDOW, shortest - 1, -1):
        begins = range(max(0, at - length + 1), min(at, len(typed) - length) + 1)
        if any(count(typed[begin : begin + length]) for begin in begins):
            return False
        if any(count(better[begin : begin + length]) for begin in begins):
            return True
    return False


@lru_cache(maxsize=1)
def _confused() -> dict[str, str]:
    """Characters -> those they are taken for."""
    path = files("indexer.search").joinpath("data").joinpath("confused.yaml")
    others: dict[str, str] = {}
    for group in yaml.safe_load(path.read_text(encoding="utf-8"))["confused"]:
        for char in group:
            others[char] = others.get(char, "") + group.replace(char, "")
    return others


@lru_cache(maxsize=1)
def _homophones() -> dict[str, str]:
    """Characters -> the commonest others of their sound."""
    groups = sounds().values()
    return {char: group.replace(char, "")[:LIKELY] for group in groups for char in group}


def _best(stretch: str, count: Count) -> str | None:
    """The known word that a stretch is a slip for. Of letters a sign may be missing or two be
    swapped (pm25, GPD): NOT is no slip for NOx."""
    words, _ = _known()
    if stretch in words or not stretch.isalnum():
        return None
    near = [word for word in dict.fromkeys(_near(stretch)) if word not in stretch]
    if stretch.isascii():
        near = [word for word in near if sorted(filter(str.isalnum, word)) == sorted(stretch)]
    if not near or count(stretch):
        return None
    counts = {word: count(word) for word in near[:12]}
    best = max(counts, key=lambda word: (counts[word], word))
    return best if counts[best] else None


def _near(stretch: str) -> Iterator[str]:
    """Known words one insertion, deletion, replacement or swap away."""
    words, shorter = _known()
    if len(stretch) >= SHORTEST:
        yield from (word for word in shorter.get(stretch, ()) if len(word) > SHORTEST)
    if len(stretch) > SHORTEST:
        yield from (cut for cut in _cuts(stretch) if cut in words)
        for cut in _cuts(stretch):
            yield from (word for word in shorter.get(cut, ()) if _one_slip(word, stretch))
    elif len(stretch) == SHORTEST:
        for cut in _cuts(stretch):
            yield from (word for word in shorter.get(cut, ()) if _one_slip(word, stretch))


def _one_slip(known: str, typed: str) -> bool:
    """One character differs, or two neighbours are swapped. 长沙磁 is no slip for 长沙市."""
    if len(known) != len(typed):
        return False
    places = [at for at, (a, b) in enumerate(zip(known, typed, strict=True)) if a != b]
    if len(places) == 1:
        return places[0] < len(known) - 1 or known[-1] not in PLACE_ENDS
    swapped = len(places) == 2 and places[1] == places[0] + 1
    return swapped and [known[at] for at in places] == [typed[at] for at in reversed(places)]


forget_on_configure(_known.cache_clear)
