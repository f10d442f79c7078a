"""Jinja filters: dates, numbers, values of measures, marked passages."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from html import escape as escape_text
from typing import TYPE_CHECKING

from flask import Flask
from markupsafe import Markup, escape

from kb.compare.concepts import metric_name
from kb.compare.words import address_of, place_name, value_words
from kb.errors import NotFoundError
from kb.measure_table import plain_number
from kb.vocab import metrics
from kb.vocab.units import Unit, lookup
from webapp.labels import FACET_NAMES, FIELD_NAMES, label
from webapp.pages.facet_markup import option_items, option_tree

if TYPE_CHECKING:
    from indexer.search import PassageHit
    from kb.models import Measure

__all__ = [
    "common_text",
    "date_text",
    "evidence",
    "excerpt",
    "headings_text",
    "install",
    "marked",
    "number_text",
    "snippet",
    "year_text",
]

SNIPPET_CHARS = 180
EXCERPT_CHARS = 64
HEADING_CHARS = 60
SHOWN_DIGITS = 8  # of a converted value; 亩 to 公顷 does not come out even


def install(app: Flask) -> None:
    """Give templates the filters and the words."""
    app.jinja_env.filters.update(
        date=date_text,
        number=number_text,
        places=rounded,
        value=value_words,
        address=address_of,
        place_name=place_name,
        metric_name=metric_name,
        when=year_text,
        marked=marked,
        common=common_text,
        snippet=snippet,
        under=headings_text,
        excerpt=excerpt,
        evidence=evidence,
        option_items=option_items,
        option_tree=option_tree,
    )
    app.jinja_env.globals.update(label=label, facet_names=FACET_NAMES, field_names=FIELD_NAMES)


def date_text(date: str | None) -> str:
    """“2022-04-02” as 2022年4月2日, at the precision it has; "" for None."""
    if not date:
        return ""
    parts = [int(part) for part in date[:10].split("-")]
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def number_text(value: Decimal | float | int | None) -> str:
    """A number without exponent or trailing zeros; "" for None."""
    if value is None:
        return ""
    return plain_number(Decimal(str(value)))


def rounded(value: Decimal | None, places: int) -> Decimal | None:
    """A number to so many decimals; None for None."""
    return None if value is None else round(value, places)


def year_text(measure: Measure) -> str:
    """The year or span a measure holds for, "" where the text names none."""
    if measure.year is None:
        return ""
    if measure.period_start is not None and measure.period_start != measure.year:
        return f"{measure.period_start}–{measure.year}"
    return str(measure.year)


def common_text(measure: Measure) -> str:
    """The value in the unit its metric is usually given in; "" where it was stated so anyway."""
    usual = common_unit(measure.metric_id)
    stated = None if measure.unit is None else lookup(measure.unit)
    if usual is None or stated is None or measure.canonical_value is None:
        return ""
    if stated.dimension != usual.dimension or stated.factor == usual.factor:
        return ""
    numbers = [measure.canonical_value, measure.canonical_max]
    with localcontext(prec=SHOWN_DIGITS):
        words = [number_text(value / usual.factor) for value in numbers if value is not None]
    return f"{'～'.join(words)} {usual.symbol}"


def common_unit(metric_id: str | None) -> Unit | None:
    """The unit of a metric of the vocabulary; None for names that it does not know."""
    if metric_id is None:
        return None
    try:
        return lookup(metrics.metric(metric_id).unit)
    except NotFoundError:
        return None


def marked(text: str, marks: Iterable[tuple[int, int]], offset: int = 0) -> Markup:
    """`text`, escaped, with `<mark>` around the `marks`; both counted from `offset`."""
    out: list[str] = []
    at = 0
    for start, end in sorted(marks):
        first, last = max(start - offset, at), min(end - offset, len(text))
        if first >= last:
            continue
        out += (escape_text(text[at:first]), "<mark>", escape_text(text[first:last]), "</mark>")
        at = last
    return Markup("".join([*out, escape_text(text[at:])]))  # every part is escaped above


def snippet(hit: PassageHit, *, longest: int = SNIPPET_CHARS) -> Markup:
    """The passage with its marks; of a long one the part around the first mark, of a row of a
    table each cell with its column's head, of an item what leads in to its list."""
    if len(hit.columns) > 1:
        return Markup(" ").join(_cell(hit, *cell) for cell in hit.cells())
    lead = Markup("<i>{}</i> ").format(hit.columns[0]) if hit.columns else Markup("")
    return lead + _excerpt(hit, longest)


def _excerpt(hit: PassageHit, longest: int) -> Markup:
    if len(hit.text) <= longest:
        return marked(hit.text, hit.marks, hit.start)
    first = min((start - hit.start for start, _ in hit.marks), default=0)
    begin = max(0, min(first - longest // 4, len(hit.text) - longest))
    cut = marked(hit.text[begin : begin + longest], hit.marks, hit.start + begin)
    tail = "…" if begin + longest < len(hit.text) else ""
    return Markup("…" if begin else "") + cut + Markup(tail)


def _cell(hit: PassageHit, head: str, start: int, text: str) -> Markup:
    named = Markup("<i>{}</i> ").format(head) if head else ""
    return Markup('<span class="part">{}{}</span>').format(named, marked(text, hit.marks, start))


def headings_text(hit: PassageHit, title: str, *, longest: int = HEADING_CHARS) -> str:
    """Under which headings a passage stands, the document's title left out, and on which page."""
    path = " › ".join([words for each in hit.headings if (words := each.strip()) != title])
    path = path if len(path) <= longest else f"{path[: longest - 1]}…"
    page = f"第 {hit.page} 页" if hit.page else ""
    return "　".join(filter(None, (path, page)))


def evidence(measure: Measure) -> Markup:
    """The whole sentence or row, with the value set off."""
    return _cut(measure, 0, len(measure.evidence))


def excerpt(measure: Measure, *, longest: int = EXCERPT_CHARS) -> Markup:
    """The part of the evidence around the value, which is set off."""
    if len(measure.evidence) <= longest:
        return evidence(measure)
    at = 0 if measure.value_start is None else measure.value_start - measure.start
    begin = max(0, min(at - longest * 2 // 3, len(measure.evidence) - longest))
    return _cut(measure, begin, begin + longest)


def _cut(measure: Measure, begin: int, stop: int) -> Markup:
    text = measure.evidence
    first = last = begin
    if measure.value_start is not None and measure.value_end is not None:
        first = min(max(measure.value_start - measure.start, begin), stop)
        last = min(max(measure.value_end - measure.start, first), stop)
    parts = ("…" if begin else "", escape(text[begin:first]), "<b>", escape(text[first:last]))
    rest = ("</b>", escape(text[last:stop]), "…" if stop < len(text) else "")
    return Markup("".join((*parts, *rest)))  # the text is escaped, the rest is ours
