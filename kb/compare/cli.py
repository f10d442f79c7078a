"""`policykb compare` and `policykb conflicts`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.coded import coded
from kb.commands import Shell, emit, format_option, library_option, say, status_option
from kb.compare.conflict import CLASS_WORDS
from kb.output_file import OutputFile, force_option, form_by_name, writing
from kb.words import KINDS

if TYPE_CHECKING:
    from kb.compare.matrix import Matrix
    from kb.store import Store

__all__ = ["compare", "conflicts"]

FORMS = ("table", "jsonl", "csv", "xlsx", "docx", "json")


@click.command()
@click.option("--metric", "metric", multiple=True, help="指标的名称或词表中的键；可多次。")
@click.option(
    "--region",
    "region",
    multiple=True,
    help="地区全称或代码；“四川省各市州”“秦巴山区各市”“巴中市周边”（它的上级和同级）“各省”；可多次。",
)
@click.option("--children", is_flag=True, help="所选地区之外，再加上它们的下一级或成员。")
@click.option("--year", "year", multiple=True, help="年份：2025 或 2020-2025；可多次。")
@status_option("status", note="；缺省为目标")
@click.option("--binding", "binding", multiple=True, help="约束性或预期性。")
@click.option("--period", "period", multiple=True, help="规划期，如 十四五。")
@click.option(
    "--kind", "kind", multiple=True, callback=coded("类型", KINDS), help="类型，如 规划（plan）。"
)
@click.option("--document", "document", multiple=True, help="只用这些文件。")
@click.option("--superseded", is_flag=True, help="也用已被替代、废止的文件。")
@click.option("--ours", default="", help="以此地区为对照。")
@click.option(
    "--rerun", "rerun_file", type=click.Path(path_type=Path), help="重算结果文件并报告变化。"
)
@click.option(
    "--output", "-o", type=OutputFile(allow_dash=True), metavar="文件",
    help="写入文件；- 或缺省为标准输出。",
)  # fmt: skip
@click.option(
    "--base-url", default="", metavar="网址",
    help="网页服务的地址，如 http://127.0.0.1:8000，写在链接之前；不给则文件里没有链接。",
)  # fmt: skip
@force_option
@click.option("--format", "form", type=click.Choice(FORMS), default=None, help="输出形式。")
@library_option
@click.pass_obj
def compare(
    shell: Shell,
    /,
    *,
    rerun_file: Path | None,
    output: Path | None,
    base_url: str,
    form: str | None,
    superseded: bool,
    children: bool,
    ours: str,
    **lists: tuple[str, ...],
) -> None:
    """跨地区、跨年份比较指标；每格给出数值、出处，或空缺的原因。"""
    from kb.compare.matrix import build_matrix
    from kb.compare.request import parse_request, with_children
    from kb.compare.table import nothing_words

    if rerun_file is not None:
        if any([*lists.values(), ours, superseded, children, output, base_url]):
            raise click.UsageError("--rerun 不能与其他选择条件、--output 或 --base-url 同用。")
        _rerun(shell, rerun_file, form)
        return
    given = {name: list(values) for name, values in lists.items() if values}
    given |= {"ours": [ours]} if ours else {}
    given |= {"superseded": ["1"]} if superseded else {}
    with shell.library() as library:
        asked = parse_request(given)
        if children:
            asked = with_children(asked)
        _say_unknown(library.store, asked.metrics)
        matrix = build_matrix(library.store, asked)
        _write(matrix, form, output, root=base_url.rstrip("/"))
    if not any(matrix.entries(concept) for concept in matrix.metrics):
        say(nothing_words(matrix))
    elif words := matrix.unplaced_words():
        say(f"{words}。")


def _say_unknown(store: Store, concepts: tuple[str, ...]) -> None:
    """Names nothing is known by are said; an error where there is no other."""
    from kb.compare.suggest import unknown_metrics
    from kb.errors import UserError

    unknown = unknown_metrics(store, concepts)
    if unknown and len(unknown) == len(concepts):
        raise UserError("".join(name.words for name in unknown))
    for name in unknown:
        say(name.words)


def _write(matrix: Matrix, form: str | None, output: Path | None, *, root: str) -> None:
    from kb.compare.exports import FORMATS, export
    from kb.compare.table import HEADS, rows

    to_file = output is not None and str(output) != "-"
    if to_file and output is not None:
        form = form or form_by_name(output, {end: end for end in FORMATS})
    if form in ("xlsx", "docx", "json") or (to_file and form == "csv"):
        data = export(matrix, form or "json", root=root)
        if to_file and output is not None:
            with writing(output) as file:
                file.write(data)
            say(f"已写入 {output}。")
        elif form in ("xlsx", "docx") and sys.stdout.isatty():
            raise click.UsageError(f"{form} 不能显示在终端上，请用 --output 指明文件。")
        else:
            sys.stdout.buffer.write(data)
        return
    if to_file:
        raise click.UsageError("--output 只用于 csv、xlsx、docx、json。")
    found = rows(matrix, root=None if form == "csv" and not root else root)
    lines = ({name: getattr(line, name) for name in HEADS} for line in found)
    shown = (
        "metric", "region", "year", "state", "basis", "change", "op", "value", "unit", "base_year",
        "document",
    )  # fmt: skip
    emit(lines, form, columns=HEADS if form == "csv" else {name: HEADS[name] for name in shown})


def _rerun(shell: Shell, file: Path, form: str | None) -> None:
    from kb.compare.result import read_result, rerun

    if form not in (None, "table", "jsonl", "csv"):
        raise click.UsageError("--rerun 的输出形式只能是 table、jsonl 或 csv。")
    found = read_result(file)
    with shell.library() as library:
        _, changes = rerun(library.store, found)
    names = ("metric", "region", "year", "what", "before", "now")
    heads = dict(zip(names, ("指标", "地区", "年份", "变化", "原来", "现在"), strict=True))
    emit([{n: getattr(change, n) for n in names} for change in changes], form, columns=heads)
    say(f"共 {len(changes)} 处变化。" if changes else "与结果文件一致，没有变化。")


@click.command()
@click.option("--region", "region", multiple=True, help="只看这些地区（写法同 compare）。")
@click.option("--metric", "metric", multiple=True, help="只看这些指标。")
@click.option(
    "--class",
    "classes",
    multiple=True,
    callback=coded("类别", CLASS_WORDS),
    help=f"{'、'.join(CLASS_WORDS.values())}（{'、'.join(CLASS_WORDS)}）。",
)
@library_option
@format_option
@click.pass_obj
def conflicts(
    shell: Shell,
    *,
    region: tuple[str, ...],
    metric: tuple[str, ...],
    classes: tuple[str, ...],
    form: str | None,
) -> None:
    """列出同一地区、指标、年份的不同数值；只分类，不代为选定。"""
    from kb.compare.conflict import KIND_WORDS

    with shell.library() as library:
        rows = conflict_rows(library.store, regions=region, metrics=metric, classes=classes)
        heads = {"class": "类别", "kind": "性质", "metric": "指标", "region": "地区",
                 "year": "年份", "explanation": "说明", "values": "数值"}  # fmt: skip
        emit(rows, form, columns=heads, words={"class": CLASS_WORDS, "kind": KIND_WORDS})
    say(f"共 {len(rows)} 处。")


def conflict_rows(
    store: Store,
    *,
    regions: tuple[str, ...] = (),
    metrics: tuple[str, ...] = (),
    classes: tuple[str, ...] = (),
) -> list[dict[str, object]]:
    """Conflicts as lines, with both places."""
    from kb.compare.concepts import metric_name
    from kb.compare.conflicts import find_conflicts
    from kb.compare.request import parse_request
    from kb.compare.suggest import surface_names
    from kb.compare.words import place_name, value_words
    from kb.store import MeasureFilter

    asked = parse_request({"region": list(regions), "metric": list(metrics)})
    ids = tuple(m for m in asked.metrics if not m.startswith("="))
    outside = tuple(m for m in asked.metrics if m.startswith("="))
    _say_unknown(store, asked.metrics)
    held = surface_names(store) if outside else {}
    names = tuple(name for m in outside for name in held.get(m, ()))
    everywhere = MeasureFilter(region_codes=asked.regions)
    wanted = [replace(everywhere, metric_ids=ids)] if ids or not outside else []
    wanted += [replace(everywhere, metrics=names)] if names else []
    return [
        {
            "class": found.cls,
            "kind": found.kind,
            "metric": metric_name(found.concept),
            "region": place_name(found.region),
            "year": found.year,
            "explanation": found.explanation,
            "values": [value_words(fact) for fact in found.facts],
            "places": [
                {"document_id": f.document_id, "doc": f.doc, "start": f.start, "end": f.end,
                 "evidence": f.evidence, "measure": f.id}
                for f in found.facts
            ],
        }
        for some in wanted
        for found in find_conflicts(store, some)
        if not classes or found.cls in classes
    ]  # fmt: skip
