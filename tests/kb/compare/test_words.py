"""Values in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kb.compare.words import value_words
from tests.contracts.store_samples import clean_text, measure


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("0.3333333333", "", "1/3"),
        ("0.1666666667", "", "1/6"),
        ("0.25", "", "0.25"),
        ("0.1234567891", "", "0.1234567891"),
        ("33.3333", "%", "33.3333%"),
    ],
)
def test_a_fraction_without_an_end_is_written_as_one(value: str, unit: str, words: str) -> None:
    said = measure("s1", clean_text(), value=Decimal(value), unit=unit, op="=")
    assert value_words(said) == words
