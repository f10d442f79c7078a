"""Sets of places that a comparison offers at once (presets.yaml)."""

from __future__ import annotations

from kb.compare.places import region_codes
from kb.errors import UserError, VocabularyError
from kb.vocab import read_yaml

__all__ = ["presets", "validate"]


def presets() -> tuple[tuple[str, str], ...]:
    """Each name with what `region_codes` reads."""
    found: dict[str, str] = {}
    for part in read_yaml("presets.yaml"):
        found |= part
    return tuple(found.items())


def validate() -> list[str]:
    """What is wrong with the presets, in words; an empty list if nothing is."""
    return [problem for name, spec in presets() if (problem := _problem(name, spec))]


def _problem(name: str, spec: str) -> str:
    try:
        return "" if region_codes(str(spec)) else f"“{name}”（{spec}）没有地区"
    except VocabularyError:  # not the preset's fault
        raise
    except UserError as exc:
        return f"“{name}”（{spec}）：{exc}"
