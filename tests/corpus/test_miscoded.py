"""Marks that a font gives wrong are read as what is printed."""

from __future__ import annotations

import pytest

from tests.corpus.conftest import Read


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("全市优良天数比率达到９３\U001001b0７％。", "全市优良天数比率达到９３.７％。"),
        ("植树四万株\ua3ac育苗三千亩\ua3ae", "植树四万株，育苗三千亩。"),
        ("分工如下\ua3ba水利\ua3a8一处\ua3a9\ua3bb林业\ua3ae", "分工如下：水利（一处）；林业。"),
    ],
)
def test_miscoded_marks(reading: Read, given: str, printed: str) -> None:
    (document,) = reading(given).documents
    assert document.text == printed
