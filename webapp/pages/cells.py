"""Values and cells of comparisons as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from kb.compare.cells import CONTRADICTING, Cell, Entry
from kb.compare.concepts import in_unit
from kb.compare.facts import Fact
from kb.compare.matrix import Matrix
from kb.compare.rates import Derived
from kb.compare.table_rows import Part
from kb.compare.verdict import REASONS, Verdict
from kb.compare.words import (
    STATUS_WORDS,
    VERDICT_WORDS,
    address_of,
    basis_words,
    inferred_words,
    number_words,
    place_address,
    value_words,
)

__all__ = [
    "Bar",
    "CellView",
    "EntryView",
    "Measuring",
    "cell_view",
    "entry_view",
    "held_title",
    "is_gap",
]

SAID_EMPTY = ("explicitly_not_set", "without_figure")  # a sentence says why there is no value


class Other(NamedTuple):
    """What another source says, and what that is to the value shown."""

    value: str
    href: str
    document: str
    kind: str
    words: str
    why: str


class Bar(NamedTuple):
    """A level as a share of its row's largest, and its base value likewise; in percent."""

    share: str
    base: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """One value as it is shown.

    `because`: in what it differs, in a word or two; `common`, `derived`: (words, formula) of what
    is not stated; `parts`: the cells of a table row with their heads.
    """

    href: str
    value: str
    common: tuple[str, str] | None
    derived: tuple[tuple[str, str], ...]
    not_derived: tuple[str, ...]
    base: str
    base_by_convention: bool
    year_by_convention: bool
    status: str
    binding: str
    narrowed: tuple[str, ...]
    years: str
    sources: int
    contradicting: int
    others: tuple[Other, ...]
    verdict: str
    verdict_words: str
    reasons: tuple[str, ...]
    because: str
    evidence: str
    parts: tuple[Part, ...]
    bar: Bar | None
    document: str
    document_number: str
    date: str
    reported_from: str

    @property
    def striven(self) -> tuple[Other, ...]:
        """What the same sentence strives for beyond the value."""
        return tuple(other for other in self.others if other.kind == "striven")

    @property
    def compatible(self) -> tuple[str, ...]:
        """What the further values are that do not contradict, each kind once."""
        kinds = (o.words for o in self.others if o.kind not in ("striven", *CONTRADICTING))
        return tuple(dict.fromkeys(kinds))


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: its values, or why it is empty and where was looked; `is_gap`: nothing is said."""

    entries: tuple[EntryView, ...]
    absence: str
    absence_kind: str
    absence_links: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    outdated: int
    is_gap: bool


def is_gap(cell: Cell) -> bool:
    """Whether a cell holds no value, no sentence that refuses one and nothing replaced."""
    refused = cell.absence is not None and cell.absence.kind in SAID_EMPTY
    return not (cell.entries or cell.outdated or refused)


class Measuring(NamedTuple):
    """What the values of a row are measured by: the common unit, the largest level for the bars,
    and the value that verdicts are against."""

    unit: str
    scale: Decimal
    anchor: Entry | None


def cell_view(matrix: Matrix, cell: Cell, by: Measuring) -> CellView:
    """One cell as it is shown."""
    if cell.absence is None:
        views = tuple(
            entry_view(matrix, entry, by.unit, by.anchor, bar=_bar(entry, by.scale))
            for entry in cell.entries
        )
        return CellView(views, "", "", (), (), cell.outdated, is_gap(cell))
    absence, held = cell.absence, matrix.holdings.by_id
    links = [(held[id_].title, f"/documents/{id_}") for id_ in absence.documents if id_ in held]
    notes = absence.notes
    if absence.unset is not None:
        unset = absence.unset
        where = place_address(unset.document_id, unset.start, unset.end)
        links = [(held[unset.document_id].title, where)]
        notes = (unset.sentence.strip(),)
    return CellView(
        (), absence.words, absence.kind, tuple(links), notes, cell.outdated, is_gap(cell)
    )


def _bar(entry: Entry, scale: Decimal) -> Bar | None:
    """How long the bar of a level is; None where there is none to draw."""
    fact = entry.fact
    if entry.line.shape != "level" or scale <= 0 or fact.value is None or fact.value <= 0:
        return None
    if fact.canonical_value is None or entry.line.narrowed:
        return None
    share = fact.canonical_value / scale * 100
    base = ""
    if fact.base_value is not None and 0 <= fact.base_value * share <= fact.value * 100:
        base = f"{fact.base_value / fact.value * share:.1f}%"
    return Bar(f"{share:.1f}%", base)


def entry_view(
    matrix: Matrix,
    entry: Entry,
    unit: str,
    anchor: Entry | None,
    *,
    bar: Bar | None = None,
) -> EntryView:
    """One value as it is shown."""
    fact = entry.fact
    held = matrix.holdings.by_id.get(fact.document_id)
    is_anchor = anchor is not None and fact.id == anchor.fact.id
    verdict = matrix.verdict(entry, anchor) if anchor is not None and not is_anchor else None
    return EntryView(
        href=address_of(fact),
        value=value_words(fact),
        common=_common(fact, unit),
        derived=tuple(_derived(d) for d in entry.derived if isinstance(d, Derived)),
        not_derived=tuple(d.reason for d in entry.derived if not isinstance(d, Derived)),
        base=_base(fact),
        base_by_convention="基期" in inferred_words(fact),
        year_by_convention="年份" in inferred_words(fact),
        status=STATUS_WORDS[fact.status],
        binding=fact.binding or "",
        narrowed=entry.line.narrowed,
        years=basis_words(fact).partition("（")[2].rstrip("）"),
        sources=entry.sources,
        contradicting=entry.contradicting,
        others=tuple(
            Other(value_words(d.fact), address_of(d.fact), held_title(matrix, d.fact.document_id),
                  d.kind, d.words, d.why)
            for d in entry.differences
        ),
        verdict="anchor" if is_anchor else verdict.kind if verdict else "",
        verdict_words="对照" if is_anchor else VERDICT_WORDS[verdict.kind] if verdict else "",
        reasons=_reasons(verdict),
        because="、".join(REASONS[reason.code] for reason in verdict.reasons) if verdict else "",
        evidence=fact.evidence,
        parts=matrix.rows.parts(fact),
        bar=bar,
        document=held_title(matrix, fact.document_id),
        document_number=(held.document_number or "") if held else "",
        date=(held.written_on or "") if held else "",
        reported_from=fact.reported_from or "",
    )  # fmt: skip


def _common(fact: Fact, unit: str) -> tuple[str, str] | None:
    """The value in the common unit and how it was converted; None where it needs none."""
    converted = in_unit(fact, unit)
    if converted is None:
        return None
    words = f"{number_words(converted)} {unit}"
    return words, f"换算：{number_words(fact.value)} {fact.unit or ''} = {words}"


def _derived(found: Derived) -> tuple[str, str]:
    """What was derived in words, and its formula."""
    kind = "年均 " if found.kind == "annual_rate" else "约 "
    return f"{kind}{number_words(found.value)}{found.unit}", f"{found.formula}；{found.rounding}"


def _base(fact: Fact) -> str:
    """What a change is counted from, or the base value a level stands beside."""
    if fact.base_year is None:
        return ""
    if fact.change != "level":
        return f"比 {fact.base_year} 年"
    if fact.base_value is None:
        return ""
    gap = "" if fact.unit in ("%", "‰", "") else " "
    return f"{fact.base_year} 年 {number_words(fact.base_value)}{gap}{fact.unit or ''}"


def _reasons(verdict: Verdict | None) -> tuple[str, ...]:
    if verdict is None:
        return ()
    how = (verdict.how,) if verdict.how else ()
    return (*(reason.text for reason in verdict.reasons), *how, *verdict.notes)


def held_title(matrix: Matrix, document_id: str) -> str:
    """The title of a document, its id where it is not known."""
    held = matrix.holdings.by_id.get(document_id)
    return held.title if held else document_id
