"""Tables for `str.translate` over texts most of whose characters stay."""

from __future__ import annotations

__all__ = ["CharTable"]


class CharTable(dict[int, str | int | None]):
    """Takes down which characters stay as they are, when they are first met.

    For each of them a plain dict raises an exception and drops it: five times as slow.
    """

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code
