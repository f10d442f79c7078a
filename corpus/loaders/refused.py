"""Files nothing is read from: recognised, so that the reason and the way out are clear."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from corpus.encoding import looks_binary
from corpus.loaders.protocol import RawDocument
from kb.errors import ReadError

__all__ = ["RefusedLoader"]

HEAD = 32
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_OUTLOOK = "__nameid_version1.0".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class _Kind:
    formats: tuple[str, ...]
    starts: re.Pattern[str] | None
    reason: str

    def named(self, name: str) -> bool:
        return name.lower().rpartition(".")[2] in self.formats


@cache
def _kinds() -> tuple[_Kind, ...]:
    data = resources.files("corpus.loaders").joinpath("refused.yaml").read_text("utf-8")
    return tuple(
        _Kind(
            tuple(kind["formats"]),
            re.compile("|".join(kind["starts"])) if "starts" in kind else None,
            kind["reason"],
        )
        for kind in yaml.safe_load(data)
    )


class RefusedLoader:
    """Images, archives other than zip, formats of single programs: never loaded."""

    name = "refused"
    version = "1"

    @property
    def formats(self) -> tuple[str, ...]:
        """The endings of all that is recognised."""
        return tuple(ending for kind in _kinds() for ending in kind.formats)

    def score(self, head: bytes, name: str) -> int:
        """By the first bytes; by the name for binary files that no loader knows."""
        if _by_content(head) is not None:
            return 97
        other = head.startswith((_OLE, _ZIP)) or looks_binary(head)
        known = any(kind.named(name) for kind in _kinds())
        return 96 if known and other and not head.startswith(b"%PDF-") else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """Always a `ReadError`."""
        kind = _by_content(data) or next(kind for kind in _kinds() if kind.named(name))
        raise ReadError(name, kind.reason)


def _by_content(head: bytes) -> _Kind | None:
    if head.startswith(_OLE) and _OUTLOOK in head:
        return next(kind for kind in _kinds() if "msg" in kind.formats)
    start = head[:HEAD].hex()
    return next((kind for kind in _kinds() if kind.starts and kind.starts.match(start)), None)
