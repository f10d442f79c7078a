"""Images of web pages that cannot hold a table or words of the text: icons, banners, buttons."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

__all__ = ["is_decoration"]

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_SIDE = re.compile(r"^\s*(\d+)(?:\.\d+)?\s*(?:px)?\s*$")


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    data = resources.files("corpus.loaders").joinpath("decorations.yaml").read_text("utf-8")
    rules: dict[str, Any] = yaml.safe_load(data)
    return rules


def is_decoration(
    address: str, *, width: str | None = None, height: str | None = None, style: str = ""
) -> bool:
    """By the words of its address, the folder it comes from, its size, or for being hidden."""
    rules = _rules()
    if re.search(r"display\s*:\s*none", style, re.IGNORECASE):
        return True
    folders, _, name = address.split("?")[0].rpartition("/")
    words = {word.lower() for word in _WORDS.findall(name.rpartition(".")[0] or name)}
    inside = f"/{folders.lower()}/"
    return bool(
        words & set(rules["words"])
        or any(f"/{folder}/" in inside for folder in rules["folders"])
        or _below(width, rules["least_width"])
        or _below(height, rules["least_height"])
    )


def _below(side: str | None, least: int) -> bool:
    found = _SIDE.match(side or "")
    return found is not None and int(found[1]) < least
