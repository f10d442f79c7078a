from __future__ import annotations

import pytest

from kb.csv_cells import as_written, harmless


@pytest.mark.parametrize("text", ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_looks_like_a_formula_stays_text_and_comes_back(text: str) -> None:
    assert harmless(text) == "'" + text
    assert as_written(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "规划", "-3.5", "+12%", "-", "=", "'引号", "a=1"])
def test_everything_else_is_left_alone(text: str) -> None:
    assert harmless(text) == text
    assert as_written(text) == text
