"""The one factory of stores; SQLAlchemy is imported only when one is opened."""

from __future__ import annotations

from kb.store.protocol import Store

__all__ = ["open_store"]


def open_store(url: str, *, busy_timeout_ms: int = 15_000) -> Store:
    """Open `sqlite:///file`, `postgresql://…` or any SQLAlchemy URL; makes missing tables."""
    from kb.store.sql import SqlStore

    return SqlStore(url, busy_timeout_ms=busy_timeout_ms)
