"""Amounts in a query and how else texts write them: 1.8亿吨 is 18000万吨 and 180,000,000吨,
百分之十五 is 15%, 度 is 千瓦时; dates likewise. “Also searched for”; can be switched off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any

import yaml

from indexer.measures.lexing.lexer import lex
from indexer.measures.lexing.tokens import Quantity
from indexer.search.dates import dates, in_words, ordinals
from indexer.segment import segmenter
from kb.fold import search_text
from kb.vocab import units

__all__ = ["Piece", "joined", "may_stand_apart", "pieces"]

MOST = 14  # notations of one amount
SMALLEST, THOUSAND, LARGEST = Decimal("0.1"), 1000, 10**6  # of a number before its unit
LONGEST = 10**10  # of one that is written out: 180,000,000吨
APART = 3  # digits of a number that may stand apart from its unit, as in the cells of a table
SHARES = {"%": Decimal(1), "‰": Decimal("0.1"), "成": Decimal(10)}  # in hundredths
SMALL_SHARE, LARGEST_PART = 2, 20
FIGURE, YEAR = re.compile(r"\d[\d.,]*"), re.compile(r"(?:19|20)\d\d")
JUST_YEAR = re.compile(r"\d{4}年")
NUMERALS = frozenset("0123456789一二两三四五六七八九")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what was typed; of an amount the other `ways` to write it, each one or two
    folded texts (a number and its unit, which a table parts). `shown`: those that are told."""

    text: str
    ways: tuple[tuple[str, ...], ...] = ()
    shown: tuple[str, ...] = ()
    is_date: bool = False


def joined(number: str, following: str) -> bool:
    """Whether a number and the word behind a blank are one amount: 1400 亿度, 2025 年. Behind a
    year stands no amount: 2025 万元GDP能耗."""
    figure, word = (unicodedata.normalize("NFKC", text) for text in (number, following))
    if not FIGURE.fullmatch(figure):
        return False
    found = lex(figure + word)[0]
    unit = found[0].unit if found and found[0].number_end == len(figure) else ""
    if YEAR.fullmatch(figure) or len(unit) == 1:
        return word in (unit, "年")
    return bool(unit) and word.startswith(unit)


def pieces(typed: str) -> list[Piece]:
    """What was typed, cut before and after the amounts that have another notation."""
    text = unicodedata.normalize("NFKC", typed)
    if NUMERALS.isdisjoint(text):
        return [Piece(typed)]
    found: list[Piece] = []
    at = 0
    for start, other in _others(text):
        if start >= at:
            found += [Piece(text[at:start]), other]
            at = start + len(other.text)
    return [piece for piece in (*found, Piece(text[at:])) if piece.text] or [Piece(typed)]


def _others(text: str) -> Iterator[tuple[int, Piece]]:
    """Where amounts and dates with other notations begin, in order."""
    dated = [(start, _dated(typed, others)) for start, typed, others in dates(text)]
    dated += [(start, _dated(typed, others)) for start, typed, others in ordinals(text)]
    amounts = [(found.number_start, _amount(text, found)) for found in lex(text)[0]]
    whole = [p for p in amounts if not _ends_within_a_word(text, p[0] + len(p[1].text))]
    yield from sorted((p for p in (*dated, *whole) if p[1].ways), key=lambda place: place[0])


def _ends_within_a_word(text: str, end: int) -> bool:
    """Whether what looks like a unit begins a word: 14亿人民 counts no 人."""
    behind = text[end - 1 : end + 1]
    return len(behind) == 2 and behind.isalpha() and segmenter().known(behind) == [behind]


def _dated(typed: str, others: Sequence[str]) -> Piece:
    """A year in figures is not told of: every report has years, few have them in characters."""
    ways = tuple((search_text(other),) for other in others)
    shown = () if JUST_YEAR.fullmatch(typed) else tuple(others[:1])
    return Piece(typed, ways, shown, is_date=True)


def _amount(text: str, quantity: Quantity) -> Piece:
    end = text.find(quantity.unit, quantity.number_end) + len(quantity.unit)
    typed = text[quantity.number_start : max(end, quantity.number_end)]
    if not (quantity.unit or quantity.dimension == "fraction") or NUMERALS.isdisjoint(typed):
        return Piece(typed)
    if quantity.dimension == "percent":
        forms = [(form, "") for form in _shares(quantity)]
    elif quantity.dimension == "fraction":
        forms = [(form, "") for form in _fractions(quantity.value)]
    else:
        forms = list(islice(_notations(quantity.value, quantity.unit), MOST))
    others = [form for form in forms if search_text("".join(form)) != search_text(typed)]
    ways = dict.fromkeys(way for form in others for way in _ways(*form))
    shown = tuple(number + unit for number, unit in others if "," not in number)
    return Piece(typed, tuple(ways), shown)


def may_stand_apart(number: str) -> bool:
    """Whether a number tells enough to be looked for beside its unit rather than before it."""
    figure = FIGURE.search(number)
    return figure is not None and sum(map(str.isdigit, figure[0].strip("0.,"))) >= APART


def _ways(number: str, unit: str) -> Iterator[tuple[str, ...]]:
    yield (search_text(number + unit),)
    if unit and may_stand_apart(number):
        yield (search_text(number), search_text(unit))


def _shares(quantity: Quantity) -> Iterator[str]:
    """A share with its sign, a small one in thousandths too, and a whole one in words."""
    if quantity.unit not in SHARES:
        return
    share = quantity.value * SHARES[quantity.unit]
    yield f"{share.normalize():f}%"
    if share < SMALL_SHARE:
        yield f"{(10 * share).normalize():f}‰"
    if share == int(share) and 0 < share < 100:
        yield f"百分之{in_words(int(share))}"


def _fractions(value: Decimal) -> Iterator[str]:
    """A fraction in words and in figures: 四分之一, 1/4."""
    simple = Fraction(value).limit_denominator(LARGEST_PART)
    if abs(Fraction(value) - simple) < Fraction(1, 10**6) and simple.denominator > 1:
        part, whole = simple.numerator, simple.denominator
        yield f"{in_words(whole)}分之{in_words(part)}"
        yield f"{part}/{whole}"


def _notations(value: Decimal, surface: str) -> Iterator[tuple[str, str]]:
    """Numbers with units that mean the same: of a handy size, or with no multiplier at all."""
    digits = len(value.normalize().as_tuple().digits)
    for other in _surfaces(surface):
        number = units.convert(value, surface, other)
        if number is None or len(number.normalize().as_tuple().digits) > digits:
            continue
        if SMALLEST <= number < (LONGEST if other == _base(surface) else LARGEST):
            yield f"{number.normalize():f}", other
            if number >= THOUSAND:
                yield f"{number.normalize():,f}", other


@lru_cache(maxsize=1024)
def _surfaces(surface: str) -> tuple[str, ...]:
    """The surface's unit and those of its family, with each multiplier before them."""
    base, table = _base(surface), _table()
    family = next((group for group in table["families"] if base in group), ())
    return tuple(
        times + name for name in dict.fromkeys((base, *family)) for times in _multipliers(name)
    )


def _multipliers(unit: str) -> tuple[str, ...]:
    table = _table()
    if unit in table["unmultiplied"]:
        return ("",)
    return (*table["multipliers"], *(["万亿"] if unit in table["trillions"] else []))


@lru_cache(maxsize=1024)
def _base(surface: str) -> str:
    """The unit without the multiplier before it."""
    known = sorted(units.multipliers(), key=len, reverse=True)
    rests = (surface.removeprefix(times) for times in known if surface.startswith(times))
    return next((rest for rest in rests if units.lookup(rest)), surface)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    path = files("indexer.search").joinpath("data").joinpath("amounts.yaml")
    table: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return table
