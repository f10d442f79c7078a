"""The words pages use for the codes of the models (labels.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

import yaml

from kb.words import BASES, CHANGES, KINDS, LEVELS, SLOTS, STATUSES, VALIDITIES

__all__ = ["FACET_NAMES", "FIELD_NAMES", "LABELS", "label"]

_WORDS = yaml.safe_load(files("webapp").joinpath("labels.yaml").read_text(encoding="utf-8"))
LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": KINDS,
    "level": LEVELS,
    "validity": VALIDITIES,
    "status": STATUSES,
    "change": CHANGES,
    "basis": BASES,
    "slot": SLOTS,
    **_WORDS["labels"],
}
FACET_NAMES: Mapping[str, str] = _WORDS["facets"]
FIELD_NAMES: Mapping[str, str] = _WORDS["fields"]


def label(group: str, code: str | None) -> str:
    """The word for `code` in `group`; the code itself where there is none, "" for None."""
    if code is None:
        return ""
    return LABELS.get(group, {}).get(code, code)
