"""What a place counts under in the index."""

from __future__ import annotations

import pytest

from indexer.search.places import codes_below, codes_of

QINBA = "area:qinba"


@pytest.mark.parametrize(
    ("code", "wanted"),
    [("511923", True), ("511900", True), ("510800", False), ("510000", False)],
    ids=["a member", "a city of members only", "a city of which a part belongs", "the province"],
)
def test_what_wholly_belongs_to_an_area_counts_under_it(code: str, wanted: bool) -> None:
    assert (QINBA in codes_of(code)) is wanted
    assert (code in codes_below(QINBA)) is wanted
