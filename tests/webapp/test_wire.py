"""Addresses that arrive with characters where the standard wants percent signs."""

from __future__ import annotations

import pytest

from webapp.wire import plain_address

EXPECTED = b"GET /search?q=%E6%A3%AE%E6%9E%97 HTTP/1.1"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_in_an_address_is_understood(encoding: str) -> None:
    assert plain_address("GET /search?q=森林 HTTP/1.1".encode(encoding)) == EXPECTED


def test_an_encoded_address_is_left_alone() -> None:
    assert plain_address(EXPECTED) == EXPECTED
