"""`policykb export`: measures as lines or as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from kb.commands import Shell, emit, emit_line, library_option, progress_option, status_option

if TYPE_CHECKING:
    from decimal import Decimal

    from kb.models import Measure
    from kb.store import Store

__all__ = ["export"]


@click.group()
def export() -> None:
    """导出库中的内容。"""


@export.command("measures")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl")
@click.option("--document", "document_ids", multiple=True, help="只导出这些文件的指标记录。")
@click.option("--metric", "names", multiple=True, help="只导出这些指标（名称或词表中的键）。")
@status_option("statuses")
@click.option("--editions/--no-editions", default=True, help="是否包括同一文本的其他版本。")
@library_option
@progress_option
@click.pass_obj
def export_measures(  # one parameter an option
    shell: Shell,
    form: str,
    document_ids: tuple[str, ...],
    names: tuple[str, ...],
    statuses: tuple[str, ...],
    *,
    editions: bool,
    progress: bool | None,
) -> None:
    """导出指标记录，每行一条；jsonl 的键和代码供程序用，csv 的表头和值是中文。"""
    from itertools import chain

    from kb.cli_wanted import split_metrics
    from kb.measure_table import MeasureTable
    from kb.progress import progress_bar
    from kb.store import MeasureFilter

    with shell.library() as library, progress_bar("导出", wanted=progress) as track:
        ids, surfaces = split_metrics(library.store, names)
        wanted = MeasureFilter(
            document_ids=document_ids, statuses=statuses, include_editions=editions
        )
        parts = [replace(wanted, metric_ids=ids)] if ids or not surfaces else []
        parts += [replace(wanted, metrics=surfaces)] if surfaces else []
        measures = track(chain.from_iterable(map(library.store.measures, parts)))
        if form == "csv":
            table = MeasureTable(library.store)
            emit(map(table.row, measures), "csv", columns={h: h for h in MeasureTable.HEADS})
        else:
            for line in measure_lines(library.store, measures):
                emit_line(line)


def measure_lines(store: Store, measures: Iterable[Measure]) -> Iterator[dict[str, Any]]:
    """Measures as lines of the export: the fields of the guideline, ids, title and evidence."""
    titles: dict[str, str] = {}
    for measure in measures:
        if measure.document_id not in titles:
            titles[measure.document_id] = store.document(measure.document_id).title
        line = measure.model_dump(mode="json")
        for name in ("value", "value_max", "base_value", "canonical_value", "canonical_max"):
            number = getattr(measure, name)
            line[name] = None if number is None else json_number(number)
        yield {**line, "title": titles[measure.document_id]}


def json_number(number: Decimal) -> int | float:
    """A JSON number: whole where the decimal is."""
    return int(number) if number == number.to_integral_value() else float(number)
