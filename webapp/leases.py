"""Who still uses what was opened: a library that was replaced is closed after its last reader."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

__all__ = ["Leases"]


class Leases:
    """Counts the requests that began with each state of what is open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = 0
        self._users: Counter[int] = Counter()
        self._closers: dict[int, Callable[[], None]] = {}

    def enter(self) -> int:
        """A request begins; give the number back to `leave`."""
        with self._lock:
            self._users[self._now] += 1
            return self._now

    def leave(self, lease: int) -> None:
        """A request has ended."""
        with self._lock:
            self._users[lease] -= 1
            closers = self._done()
        for close in closers:
            close()

    def retire(self, close: Callable[[], None]) -> None:
        """What was open is replaced: `close` it when no request uses it any more."""
        with self._lock:
            self._closers[self._now] = close
            self._now += 1
            closers = self._done()
        for each in closers:
            each()

    def _done(self) -> list[Callable[[], None]]:
        """What may be closed. An older request may have come to use a newer state: all before the
        oldest one in use goes."""
        oldest = min((lease for lease, count in self._users.items() if count), default=self._now)
        gone = [lease for lease in self._closers if lease < oldest]
        for lease in gone:
            self._users.pop(lease, None)
        return [self._closers.pop(lease) for lease in sorted(gone)]
