"""How well the program works: the scores that the quality gate measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

__all__ = ["AboutView", "Score", "build_about"]


@dataclass(frozen=True, slots=True)
class Score:
    """One measured figure, from 0 to 1."""

    area: str
    name: str
    value: float


@dataclass(frozen=True, slots=True)
class AboutView:
    """The measured figures; none where this copy came without them."""

    scores: tuple[Score, ...]


def build_about() -> AboutView:
    """From the file that the quality gate writes."""
    found = files("webapp").joinpath("quality.json")
    if not found.is_file():
        return AboutView(())
    held: Mapping[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return AboutView(
        tuple(
            Score(area, name, float(value))
            for area, many in held.items()
            for name, value in many.items()
        )
    )
