"""One document of a file, before it is assembled."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.cleaning.draft import Unit
from kb.models import Hint

__all__ = ["Part"]


@dataclass(slots=True)
class Part:
    """`key`: stable within the file, "" where the file is one document."""

    key: str
    units: list[Unit]
    hints: list[Hint]
