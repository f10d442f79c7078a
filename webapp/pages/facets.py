"""Facets as lists and trees of options, each with its count and the address that toggles it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from webapp.labels import FACET_NAMES, LABELS
from webapp.pages.places import place_name, place_path
from webapp.requests import Asked

if TYPE_CHECKING:
    from indexer.search import FacetCount

__all__ = [
    "PAGE_VALUES",
    "Chosen",
    "Facet",
    "Option",
    "build_facets",
    "chosen_options",
    "facet_facts",
    "facet_label",
]

ORDERED = {
    "level": tuple(LABELS["level"]),
    "period": ("十一五", "十二五", "十三五", "十四五", "十五五"),
}
AREA = "area:"  # codes of named areas
VALUES_KEPT = 400  # values of one facet, in the JSON form
MOST_SHOWN, TREE_SHOWN = 60, 150  # of these on a page: in a list, in the tree of regions
PAGE_VALUES = 150  # as many as any of them shows
FOLDED_AFTER = 8  # options shown before “更多”
SHORTEST_HISTOGRAM, LONGEST_HISTOGRAM = 8, 60  # years drawn; the list below it has them all


class Option(NamedTuple):
    """One value of a facet. `count` 0: nothing would be found; `url` toggles it."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # a tuple's own `count` is of no use here
    chosen: bool
    url: str
    children: tuple[Option, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether something below is chosen, so that the branch must be open."""
        return any(child.chosen or child.opens for child in self.children)


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet. `options`: its values, `size` how many there are, of which a page may have asked
    for the commonest only; `first` and `rest`: what a page shows, folded or not.

    In a tree `first` holds the roots; in a histogram every year from the first to the last.
    """

    name: str
    title: str
    options: tuple[Option, ...]
    chosen: int = 0
    shape: str = "list"
    first: tuple[Option, ...] = field(default=())
    rest: tuple[Option, ...] = field(default=())
    size: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chosen value and the address without it."""

    facet: str
    label: str
    url: str


Counts = Mapping[str, Sequence["FacetCount"]]


def build_facets(
    asked: Asked,
    counts: Counts,
    everything: Counts,
    *,
    names: Iterable[str],
    label: Callable[[str, str], str],
    most: int = VALUES_KEPT,
) -> tuple[Facet, ...]:
    """Facets with live counts, at most so many options of each; chosen ones always.

    What `everything` has and `counts` lacks is there with 0."""
    built = []
    for name in names:
        chosen, toggled = asked.filters.get(name, ()), asked.toggler(name)
        live = dict(counts.get(name, ()))
        others = [value for value, _ in everything.get(name, ()) if value not in live]
        commonest = sorted(live, key=live.__getitem__, reverse=True)[:VALUES_KEPT]
        values = dict.fromkeys([*commonest, *others[: VALUES_KEPT - len(commonest)], *chosen])
        options = [
            Option(value, label(name, value), live.get(value, 0), value in chosen, toggled(value))
            for value in dict.fromkeys([*islice(values, most), *chosen])
        ]
        if options:
            built.append(replace(_facet(asked, name, options), size=len(values)))
    return tuple(built)


def _facet(asked: Asked, name: str, options: list[Option]) -> Facet:
    chosen = sum(option.chosen for option in options)
    title = FACET_NAMES[name]
    if name == "region":
        shown = options[:TREE_SHOWN] + [o for o in options[TREE_SHOWN:] if o.chosen]
        return Facet(name, title, tuple(options), chosen, "tree", _tree(shown))
    if name == "year":
        ordered = tuple(sorted(options, key=lambda option: option.value))
        return Facet(name, title, ordered, chosen, "histogram", first=_every_year(asked, ordered))
    order = ORDERED.get(name, ())
    rank = {value: place for place, value in enumerate(order)}
    options.sort(key=lambda o: (rank.get(o.value, len(rank)), -o.count, o.label))
    top = options if len(options) <= FOLDED_AFTER + 2 else options[:FOLDED_AFTER]
    hidden = [option for option in options[len(top) : MOST_SHOWN] if not option.chosen]
    top = [*top, *(option for option in options[len(top) :] if option.chosen)]
    return Facet(name, title, tuple(options), chosen, "list", tuple(top), tuple(hidden))


def _every_year(asked: Asked, options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The years from the first to the last without gaps, a few at least, for the histogram."""
    known = {int(option.value): option for option in options if option.value.isdecimal()}
    if not known:
        return ()
    last = max(known)
    first = max(min(*known, last - SHORTEST_HISTOGRAM + 1), last - LONGEST_HISTOGRAM + 1)
    return tuple(
        known.get(year) or Option(str(year), f"{year}年", 0, chosen=False, url=asked.url)
        for year in range(first, last + 1)
    )


def _tree(options: Sequence[Option]) -> tuple[Option, ...]:
    """Options below the nearest ancestor that is an option too, largest counts first."""
    areas = [option for option in options if option.value.startswith(AREA)]
    known = {o.value: o for o in options if not o.value.startswith(AREA)}
    below: dict[str, list[str]] = {}
    for value in known:
        ancestors = place_path(value)[:-1]
        parent = next((code for code in reversed(ancestors) if code in known), "")
        below.setdefault(parent, []).append(value)

    def branch(value: str) -> Option:
        own = known[value]
        return Option(own.value, own.label, own.count, own.chosen, own.url, twigs(value))

    def twigs(parent: str) -> tuple[Option, ...]:
        found = [branch(value) for value in below.get(parent, ())]
        return tuple(sorted(found, key=lambda o: (-o.count, o.value)))

    return (*twigs(""), *_named_areas(areas))


def _named_areas(areas: Sequence[Option]) -> tuple[Option, ...]:
    """秦巴山区 and the like in a branch of their own: they cut across the tree."""
    if not areas:
        return ()
    ranked = tuple(sorted(areas, key=lambda o: (-o.count, o.value)))
    return (Option("", "特定区域", 0, chosen=False, url="", children=ranked),)


def chosen_options(asked: Asked, label: Callable[[str, str], str]) -> tuple[Chosen, ...]:
    """What is chosen, in the order of the address."""
    return tuple(
        Chosen(FACET_NAMES[name], label(name, value), asked.toggled(name, value).url)
        for name, values in asked.filters.items()
        for value in values
    )


def facet_facts(facets: Iterable[Facet]) -> dict[str, list[dict[str, Any]]]:
    """Facets for the JSON form: flat lists."""
    return {
        facet.name: [
            {"value": o.value, "label": o.label, "count": o.count, "chosen": o.chosen}
            for o in facet.options
        ]
        for facet in facets
    }


def facet_label(name: str, value: str) -> str:
    """The word a page shows for a facet's value."""
    if name == "region":
        return place_name(value)
    if name == "year":
        return f"{value}年"
    return LABELS.get(name, {}).get(value, value)
