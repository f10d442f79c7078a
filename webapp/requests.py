"""Query strings to requests: what a list page was asked for, and the addresses that change it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kb.errors import UserError
from webapp.facet_values import facet_value, why_unknown
from webapp.navigation import address, quoted

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

__all__ = ["MAX_SIZE", "Asked", "parse_asked", "whole_number"]

MAX_SIZE = 200  # results on one page; more are reached by paging
COMMON = ("q", "sort", "page", "size", "format", "expand")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list page shows. `options`: further parameters such as the bounds of a value."""

    path: str
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    size: int = 20
    default_size: int = 20
    expand: bool = True
    options: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    @property
    def offset(self) -> int:
        """How many results stand on the pages before this one."""
        return (self.page - 1) * self.size

    @property
    def is_narrowed(self) -> bool:
        """Whether any facet value or option is chosen."""
        return any(self.filters.values()) or any(self.options.values())

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that lead to this page; defaults are left out."""
        found = [("q", self.text)] if self.text else []
        found += [(name, value) for name, chosen in self.filters.items() for value in chosen]
        found += [(name, value) for name, value in self.options.items() if value]
        found += [("sort", self.sort)] if self.sort != "relevance" else []
        found += [("expand", "0")] if not self.expand else []
        found += [("size", str(self.size))] if self.size != self.default_size else []
        found += [("page", str(self.page))] if self.page > 1 else []
        return found

    def page_free_pairs(self) -> list[tuple[str, str]]:
        """The parameters without those of paging: what the whole list is."""
        return [(name, value) for name, value in self.pairs() if name not in ("page", "size")]

    @property
    def url(self) -> str:
        """The address of this page."""
        return address(self.path, self.pairs())

    def toggled(self, name: str, value: str) -> Asked:
        """With a facet value chosen, or no longer chosen; back on the first page."""
        chosen = self.filters.get(name, ())
        rest = tuple(kept for kept in chosen if kept != value)
        new = rest if value in chosen else (*chosen, value)
        return replace(self, filters={**self.filters, name: new}, page=1)

    def toggler(self, name: str) -> Callable[[str], str]:
        """Gives the address with a value of one facet chosen or no longer chosen.

        The same as `toggled(name, value).url`, for the hundreds of values of a page.
        """
        chosen = self.filters.get(name, ())
        others = {key: values for key, values in self.filters.items() if key != name}
        base = replace(self, filters={**others, name: chosen}, page=1).url
        joint = "&" if "?" in base else "?"
        return lambda value: (
            self.toggled(name, value).url
            if value in chosen
            else f"{base}{joint}{name}={quoted(value)}"
        )

    def chosen_only(self, name: str, values: Collection[str]) -> Asked:
        """With just these values of one facet."""
        return replace(self, filters={**self.filters, name: tuple(values)}, page=1)

    def without_filters(self) -> Asked:
        """With all facet values and options taken away."""
        return replace(self, filters={}, options={}, page=1)

    def with_option(self, name: str, value: str) -> Asked:
        """With one option set, or taken away by ""."""
        return replace(self, options={**self.options, name: value}, page=1)

    def with_text(self, text: str) -> Asked:
        """With other words; facets stay."""
        return replace(self, text=text, page=1)

    def sorted_by(self, sort: str) -> Asked:
        """In another order, from the first page."""
        return replace(self, sort=sort, page=1)

    def sized(self, size: int) -> Asked:
        """With so many results on a page, from the first page."""
        return replace(self, size=size, page=1)

    def on_page(self, page: int) -> Asked:
        """Another page of the same list."""
        return replace(self, page=page)

    def literal(self) -> Asked:
        """Without synonyms."""
        return replace(self, expand=False, page=1)


def whole_number(text: str, *, name: str, lowest: int = 1) -> int:
    """A parameter that must be a whole number; the error says which and what was given."""
    try:
        number = int(text)
    except ValueError as exc:
        raise UserError(f"参数 {name} 应为整数，而不是“{text[:40]}”。") from exc
    if number < lowest:
        raise UserError(f"参数 {name} 至少为 {lowest}，而不是 {number}。")
    return number


def _values(facet: str, given: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(facet_value(facet, value) for value in given if value))


def parse_asked(
    path: str,
    given: MultiDict[str, str],
    *,
    facets: Collection[str],
    sorts: Collection[str],
    options: Collection[str] = (),
    size: int = 20,
) -> Asked:
    """Read a list page's parameters; what is unknown or too large is said in `notices`."""
    notices = [
        f"网址中的参数“{name[:40]}”无法识别，未起作用。"
        for name in given
        if name not in {*COMMON, *facets, *options}
    ]
    sort = given.get("sort", "relevance")
    if sort not in sorts:
        raise UserError(f"参数 sort 可用的值：{'、'.join(sorts)}；而不是“{sort[:40]}”。")
    wanted = whole_number(given.get("size", str(size)), name="size")
    if wanted > MAX_SIZE:
        notices.append(f"每页最多 {MAX_SIZE} 条，其余请翻页。")
    chosen = {name: _values(name, given.getlist(name)) for name in facets}
    for year in chosen.get("year", ()):
        whole_number(year, name="year")
    unknown = (why_unknown(name, value) for name, values in chosen.items() for value in values)
    notices += filter(None, unknown)
    return Asked(
        path=path,
        text=given.get("q", "").strip(),
        filters={name: values for name, values in chosen.items() if values},
        sort=sort,
        page=whole_number(given.get("page", "1"), name="page"),
        size=min(wanted, MAX_SIZE),
        default_size=size,
        expand=given.get("expand", "1") != "0",
        options={name: given[name].strip() for name in options if given.get(name, "").strip()},
        notices=tuple(notices),
    )
