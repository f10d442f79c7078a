"""Names listed together, taken apart."""

from __future__ import annotations

import pytest

from indexer.measures.names.lists import split_list


@pytest.mark.parametrize(
    ("subject", "count", "names"),
    [
        ("苹果产量、水稻产量", 2, ["苹果产量", "水稻产量"]),
        ("农民收入", 1, []),
        ("苹果产量、水稻产量", 3, []),
    ],
    ids=["two", "one-is-no-list", "fewer-than-values"],
)
def test_a_list_is_taken_apart_where_it_has_a_name_for_each_value(
    subject: str, count: int, names: list[str]
) -> None:
    assert split_list(subject, count) == names
