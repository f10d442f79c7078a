"""Every error this project raises on purpose.

PolicyKBError
├── UserError                the caller can fix it: HTTP 400, exit code 2
│   ├── UnknownFieldError    a query or option named a field that does not exist
│   ├── QueryError           a search query that cannot be answered at all
│   ├── ReadError            a file that could not be read; `reason` says why
│   ├── NotFoundError        an id that the library does not hold: HTTP 404
│   ├── LibraryError         the library folder is missing, foreign, newer or locked
│   ├── VocabularyError      a vocabulary file (YAML, CSV) is malformed
│   └── MissingExtraError    an optional package is needed; names the extra to install
└── SystemFailure            the system failed: HTTP 503, exit code 1
    ├── StoreError           the SQL store failed (disk full, damaged file …)
    └── EngineError          the search engine failed

A message says what failed, on which value, and what to do; the same facts are attributes.
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

__all__ = [
    "EngineError",
    "LibraryError",
    "MissingExtraError",
    "NotFoundError",
    "PolicyKBError",
    "QueryError",
    "ReadError",
    "StoreError",
    "SystemFailure",
    "UnknownFieldError",
    "UserError",
    "VocabularyError",
]


class PolicyKBError(Exception):
    """Root of the tree; its text is always safe to show to a user."""


class UserError(PolicyKBError):
    """The request was wrong, and the message says how to put it right."""


class SystemFailure(PolicyKBError):
    """The system failed; the same request may succeed later or after a repair."""


class UnknownFieldError(UserError):
    """A field or option name that does not exist; the message offers the nearest one."""

    def __init__(self, field: str, *, known: Collection[str]) -> None:
        self.field, self.known = field, tuple(sorted(known))
        close = get_close_matches(field, self.known, n=1)
        guess = f"是否想用“{close[0]}”？" if close else ""
        super().__init__(f"没有名为“{field}”的字段。{guess}可用的有：{'、'.join(self.known)}。")


class QueryError(UserError):
    """A search query that cannot be answered, for instance because it is too long."""


class ReadError(UserError):
    """A file that could not be read.

    `source` is the name shown to the user, `reason` the cause and its cure, `stage` where it
    happened (walk, load, clean, split, describe, extract, store).
    """

    def __init__(self, source: str, reason: str, *, stage: str = "load") -> None:
        self.source, self.reason, self.stage = source, reason, stage
        super().__init__(f"{source}：{reason}")

    def __reduce__(self) -> tuple[object, ...]:  # keeps the attributes across processes
        return (_read_error, (self.source, self.reason, self.stage))


def _read_error(source: str, reason: str, stage: str) -> ReadError:
    return ReadError(source, reason, stage=stage)


class NotFoundError(UserError):
    """An id that the library does not hold; `hint` says what may have been meant instead."""

    def __init__(self, kind: str, key: str, *, hint: str = "") -> None:
        self.kind, self.key = kind, key
        super().__init__(hint or f"库中没有{kind}“{key}”。")


class LibraryError(UserError):
    """The library folder cannot be used as it is."""


class VocabularyError(UserError):
    """A vocabulary file is malformed; names the file, the entry and the rule it breaks."""

    def __init__(self, file: str, problem: str) -> None:
        self.file, self.problem = file, problem
        super().__init__(f"词表 {file}：{problem}")


class MissingExtraError(UserError):
    """An optional package is not installed."""

    def __init__(self, package: str, *, extra: str, purpose: str) -> None:
        self.package, self.extra = package, extra
        super().__init__(f"{purpose}需要 {package}：请运行 pip install 'policykb[{extra}]'。")


class StoreError(SystemFailure):
    """The SQL store failed."""


class EngineError(SystemFailure):
    """The search engine failed."""
