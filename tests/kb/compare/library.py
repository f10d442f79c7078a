"""A library written statement by statement, for tests of comparisons."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from kb.ids import document_id
from kb.models import Measure
from kb.store import DocumentBundle, SourceBundle, Store, open_store
from kb.vocab import metrics, regions, units
from tests.contracts.store_samples import clean_text, document, measure, passages, source


class Library:
    """Documents of places with the values they state; each value gets a line of its own."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = open_store(f"sqlite:///{folder / 'library.sqlite'}")

    def add(
        self,
        name: str,
        region: str,
        *statements: dict[str, Any],
        lines: tuple[str, ...] = (),
        **facts: Any,
    ) -> str:
        """A document of a region with statements; gives back its id."""
        place = regions.region(region)
        assert place is not None
        texts = [said(statement) for statement in statements]
        text = clean_text(lines=("目标", *texts, *lines))
        refs = (regions.ref(place),)
        defaults = {"title": name, "regions": refs, "periods": (), "written_on": "2021-03"}
        made = document(name, **{**defaults, **facts})
        found = tuple(
            stated(made.id, text, at, statement, region, place.name)
            for at, statement in enumerate(statements, 1)
        )
        bundle = DocumentBundle(made, text, passages(made.id, text), found)
        self.store.put_source(SourceBundle(replace(source(name), name=name), (bundle,)))
        return document_id(name, "")

    def close(self) -> None:
        self.store.close()


def said(statement: dict[str, Any]) -> str:
    """The sentence of a statement."""
    if "say" in statement:
        return str(statement["say"])
    value = statement.get("v", "")
    return f"到{statement.get('y', '某')}年，{statement['m']}为{value}{statement.get('u', '')}。"


def stated(
    document: str, text: Any, at: int, given: dict[str, Any], region: str, name: str
) -> Measure:
    """One statement as a measure: `m` metric, `v` value, `u` unit, `c` change, `y` year …"""
    value = Decimal(str(given["v"])) if "v" in given else None
    high = Decimal(str(given["w"])) if "w" in given else None
    unit = given.get("u")
    known = metrics.match(given["m"], unit=unit)
    low = units.canonical(value, unit) if value is not None and unit is not None else None
    top = units.canonical(high, unit) if high is not None and unit is not None else None
    block = text.blocks[at]
    code = given.get("region", region)
    place = regions.region(code) if code else None
    inside = text.block_text(block).rfind(str(given.get("v", "")))
    slots = {"year": given.get("yo", "stated"), "metric": given.get("mo", "stated")}
    if given.get("b") is not None:
        slots["base_year"] = given.get("bo", "stated")
    change = given.get("c", "level" if value is not None else "milestone")
    return measure(
        document, text, block=at, id=f"{document}-{at}", metric=given["m"],
        metric_id=known.id if known else None, value=value, value_max=high,
        op=given.get("op", "="), unit=unit, change=change, base_year=given.get("b"),
        base_value=Decimal(str(given["bv"])) if "bv" in given else None, year=given.get("y"),
        period_start=given.get("p"), basis=given.get("basis", "point"),
        status=given.get("st", "target"), region=place.name if place else given.get("called", name),
        region_code=code, scope=given.get("s"),
        binding=given.get("binding"), reported_from=given.get("from"), shape="level",
        canonical_value=low[0] if low else None, canonical_max=top[0] if top else None,
        canonical_unit=low[1] if low else None, value_start=block.start + max(inside, 0),
        value_end=block.start + max(inside, 0) + len(str(given.get("v", ""))), slots=slots,
    )  # fmt: skip
