"""How well the program works: the figures that the quality gate pinned."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["AboutView", "Area", "Figure", "build_about"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, from 0 to 1; the gate lets it rise and never fall."""

    name: str
    words: str
    value: float


@dataclass(frozen=True, slots=True)
class Area:
    """What was measured, and on what."""

    title: str
    measured_on: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class AboutView:
    """The measured figures by area."""

    areas: tuple[Area, ...]


def build_about() -> AboutView:
    """From `quality.json`, a copy of what the quality gate holds; `make docs` renews it."""
    folder = files("webapp")
    held = json.loads(folder.joinpath("quality.json").read_text(encoding="utf-8"))
    said = yaml.safe_load(folder.joinpath("quality.yaml").read_text(encoding="utf-8"))["areas"]
    names = sorted(held, key=lambda name: (list(said).index(name) if name in said else 99, name))
    return AboutView(tuple(_area(name, held[name], said.get(name, {})) for name in names))


def _area(name: str, held: Mapping[str, Any], said: Mapping[str, Any]) -> Area:
    words: Mapping[str, str] = said.get("figures") or {}
    known = [key for key in words if key in held["figures"]]
    order = [*known, *sorted(set(held["figures"]) - set(known))]
    figures = tuple(Figure(key, words.get(key, key), held["figures"][key]) for key in order)
    return Area(said.get("title", name), said.get("measured_on", ""), figures)
