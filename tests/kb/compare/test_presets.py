"""The sets of places that a comparison offers, and what a library adds to them."""

from __future__ import annotations

from pathlib import Path

from kb.compare.presets import presets, validate
from kb.vocab import configure


def test_the_built_in_presets_are_sound() -> None:
    assert validate() == []


def test_a_library_offers_its_own(own_words: Path) -> None:
    (own_words / "presets.yaml").write_text("贵州省各市州: children:520000\n", encoding="utf-8")
    configure(own_words)
    assert presets()[-1] == ("贵州省各市州", "children:520000")


def test_a_place_that_is_none_is_named(own_words: Path) -> None:
    (own_words / "presets.yaml").write_text("某省各市州: children:999999\n", encoding="utf-8")
    configure(own_words)
    assert "999999" in validate()[0]
