"""`policykb export`: measures as lines or as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.commands import (
    Shell,
    csv_lines,
    json_line,
    library_option,
    progress_option,
    say,
    status_option,
)
from kb.output_file import OutputFile, force_option, form_by_name, writing

if TYPE_CHECKING:
    from decimal import Decimal

    from kb.models import Measure
    from kb.store import Store

__all__ = ["export"]

FORMS = ("jsonl", "csv", "xlsx")


@click.group()
def export() -> None:
    """导出库中的内容。"""


@export.command("measures")
@click.option("--format", "form", type=click.Choice(FORMS), help="缺省按文件名的结尾，或 jsonl。")
@click.option("--output", "-o", type=OutputFile(allow_dash=True), default="-", metavar="文件",
              help="写入文件；- 或缺省为标准输出。")  # fmt: skip
@force_option
@click.option("--document", "document_ids", multiple=True, help="只导出这些文件的指标记录。")
@click.option("--metric", "names", multiple=True, help="只导出这些指标（名称或词表中的键）。")
@status_option("statuses")
@click.option("--editions/--no-editions", default=True, help="是否包括同一文本的其他版本。")
@library_option
@progress_option
@click.pass_obj
def export_measures(  # one parameter an option
    shell: Shell,
    form: str | None,
    output: Path,
    document_ids: tuple[str, ...],
    names: tuple[str, ...],
    statuses: tuple[str, ...],
    *,
    editions: bool,
    progress: bool | None,
) -> None:
    """导出指标记录，每行一条；jsonl 的键和代码供程序用，csv、xlsx 的表头和值是中文。"""
    from itertools import chain

    from kb.cli_wanted import split_metrics
    from kb.progress import progress_bar
    from kb.store import MeasureFilter

    to_stdout = str(output) == "-"
    form = form or ("jsonl" if to_stdout else form_by_name(output, {end: end for end in FORMS}))
    if form == "xlsx" and to_stdout:
        raise click.UsageError("xlsx 不能写到标准输出，请用 --output 指明文件。")

    with shell.library() as library, progress_bar("导出", wanted=progress) as track:
        ids, surfaces = split_metrics(library.store, names)
        wanted = MeasureFilter(
            document_ids=document_ids, statuses=statuses, include_editions=editions
        )
        parts = [replace(wanted, metric_ids=ids)] if ids or not surfaces else []
        parts += [replace(wanted, metrics=surfaces)] if surfaces else []
        measures = track(chain.from_iterable(map(library.store.measures, parts)))
        _write(library.store, measures, form, output)


def _write(store: Store, measures: Iterable[Measure], form: str, output: Path) -> None:
    """The measures to stdout or into the file."""
    from kb.measure_book import write_book
    from kb.measure_table import MeasureTable

    if str(output) == "-":
        for piece in _pieces(store, measures, form):
            click.echo(piece, nl=False)
        return
    with writing(output) as file:
        if form == "xlsx":
            write_book(map(MeasureTable(store).row, measures), file)
        else:
            file.writelines(piece.encode() for piece in _pieces(store, measures, form))
    say(f"已写入 {output}。")


def _pieces(store: Store, measures: Iterable[Measure], form: str) -> Iterator[str]:
    from kb.measure_table import MeasureTable

    if form == "csv":
        rows = map(MeasureTable(store).row, measures)
        yield from csv_lines(rows, {head: head for head in MeasureTable.HEADS})
    else:
        yield from (f"{json_line(line)}\n" for line in measure_lines(store, measures))


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
