"""Commands that need only the record: init, list, show, problems, stats, backup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.coded import coded
from kb.commands import (
    Shell,
    default_form,
    emit,
    emit_line,
    format_option,
    library_option,
    progress_option,
    say,
)
from kb.output_file import OutputFile, force_option
from kb.words import KINDS

if TYPE_CHECKING:
    from kb.models import Document

__all__ = ["backup", "init", "list_documents", "problems", "show", "stats"]

LIST_KEYS = (
    "id",
    "doc",
    "source",
    "title",
    "kind",
    "level",
    "issuers",
    "document_number",
    "written_on",
    "published_on",
    "source_name",
    "url",
    "regions",
    "periods",
    "family",
    "section",
    "family_role",
    "effective_on",
    "validity",
    "topics",
    "compilation",
    "length",
)
WIDE = {
    "id": "标识",
    "title": "标题",
    "kind": "类型",
    "issuers": "发文机关",
    "document_number": "发文字号",
    "written_on": "成文日期",
    "published_on": "发布日期",
    "regions": "地区",
    "source": "来源文件",
}
NARROW = {
    "id": "标识",
    "title": "标题",
    "regions": "地区",
    "date": "日期",
    "document_number": "发文字号",
}
"""What a table shows of these, and its heads; `date`: written, else published."""


@click.command()
@library_option
@click.pass_obj
def init(shell: Shell) -> None:
    """建立一个空库。"""
    from kb.library import Library

    with Library.init(shell.settings.library, shell.settings) as library:
        say(f"已建立库 {library.folder}。下一步：policykb add 文件或文件夹")
        warning = library.warning()
        if warning:
            say(f"注意：{warning}")


def listed(document: Document) -> dict[str, Any]:
    """One line of `policykb list`: the facts of a document, by the keys of the contract."""
    facts = document.model_dump(mode="json")
    facts["family"] = facts["family_id"]
    return {key: facts[key] for key in LIST_KEYS}


@click.command("list")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    callback=coded("类型", KINDS),
    help="只列这些类型（规划、政策文件 … 或 plan、policy …）。",
)
@click.option("--region", "region_names", multiple=True, help="只列这些地区（名称或代码）及下级。")
@click.option("--source", "source_ids", multiple=True, help="只列这些来源标识的文件。")
@click.option("--wide", is_flag=True, help="表格中列出全部栏目（缺省只列最要紧的几栏）。")
@library_option
@format_option
@click.pass_obj
def list_documents(
    shell: Shell,
    kinds: tuple[str, ...],
    region_names: tuple[str, ...],
    source_ids: tuple[str, ...],
    *,
    wide: bool,
    form: str | None,
) -> None:
    """列出库中的文件。"""
    from kb.cli_wanted import region_codes
    from kb.store import DocumentFilter

    form = form or default_form()
    with shell.library() as library:
        codes = region_codes(region_names)
        wanted = DocumentFilter(kinds=kinds, region_codes=codes, source_ids=source_ids)
        rows: Iterator[dict[str, Any]] = map(listed, library.store.documents(wanted))
        if form == "table":
            rows = ({**row, "date": row["written_on"] or row["published_on"],
                     "regions": row["regions"][:1]} for row in rows)  # fmt: skip
        columns = NARROW if form == "table" and not wide else WIDE
        emit(rows, form, columns=columns, words={"kind": KINDS})


@click.command()
@click.argument("document_id", metavar="文件标识")
@click.option("--text", "with_text", is_flag=True, help="输出正文，而不是题录。")
@click.option("--passages", "with_passages", is_flag=True, help="输出段落，每行一段。")
@library_option
@click.pass_obj
def show(shell: Shell, document_id: str, *, with_text: bool, with_passages: bool) -> None:
    """显示一个文件的题录、正文或段落。"""
    if with_text and with_passages:
        raise click.UsageError("--text 与 --passages 只能用一个。")
    with shell.library() as library:
        if with_text:
            click.echo(library.store.text(document_id).text)
        elif with_passages:
            for passage in library.store.passages(document_id):
                emit_line({
                    "number": passage.number, "kind": passage.kind, "start": passage.start,
                    "end": passage.end, "page": passage.page, "headings": passage.headings,
                    "text": passage.text,
                })  # fmt: skip
        else:
            emit_line(library.store.document(document_id).model_dump(mode="json"))


@click.command()
@click.option("--clear", is_flag=True, help="清空问题记录（不影响库中的文件）。")
@library_option
@format_option
@click.pass_obj
def problems(shell: Shell, *, clear: bool, form: str | None) -> None:
    """列出没能加入的文件及原因。"""
    from kb.words import STAGES

    form = form or default_form()
    with shell.library() as library:
        if clear:
            library.store.clear_all_problems()
            say("已清空问题记录。")
            return
        rows = [
            {"source": p.source, "stage": p.stage, "reason": p.reason, "at": p.at}
            for p in library.store.problems()
        ]
        rows += [
            {
                "source": lost.document_id,
                "stage": "metadata",
                "reason": f"手工修改 {lost.field} 找不到原来的文件（批次 {lost.batch}）",
                "at": lost.at.isoformat(),
            }
            for lost in library.store.lost_overrides()
        ]
        columns = {"source": "文件", "stage": "环节", "reason": "原因"}
        emit(rows, form, columns=columns, words={"stage": STAGES})


@click.command()
@library_option
@format_option
@click.pass_obj
def stats(shell: Shell, form: str | None) -> None:
    """库中有多少内容：总数、按类型、年份、地区层级。"""
    from collections import Counter

    from kb.store import DocumentFilter

    with shell.library() as library:
        kinds: Counter[str] = Counter()
        years: Counter[str] = Counter()
        levels: Counter[str] = Counter()
        for document in library.store.documents(DocumentFilter(include_editions=False)):
            kinds[document.kind] += 1
            years[(document.published_on or document.written_on or "")[:4]] += 1
            levels[document.level or ""] += 1
        facts = {
            "library": str(library.folder),
            **library.store.counts(),
            "version": library.store.version(),
            "by_kind": dict(kinds.most_common()),
            "by_year": dict(sorted(years.items())),
            "by_level": dict(levels.most_common()),
        }
    form = form or default_form()
    if form == "jsonl":
        emit_line(facts)
    else:
        emit(stat_rows(facts), form, columns={"part": "类别", "name": "项目", "count": "数量"})


def stat_rows(facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The numbers of `stats` as rows of a table, in Chinese."""
    from kb.words import COUNTS, KINDS, LEVELS

    for name, count in facts.items():
        if name in COUNTS:
            yield {"part": "全库", "name": COUNTS[name], "count": count}
    parts = {
        "by_kind": ("类型", KINDS),
        "by_level": ("层级", LEVELS),
        "by_year": ("年份", {"": "不详"}),
    }
    for key, (part, words) in parts.items():
        for name, count in facts[key].items():
            yield {"part": part, "name": words.get(name, name), "count": count}


@click.command()
@click.argument("target", metavar="备份文件.zip", type=OutputFile())
@force_option
@library_option
@progress_option
@click.pass_obj
def backup(shell: Shell, target: Path, *, progress: bool | None) -> None:
    """把整个库备份为一个文件；其间他人可以照常使用。"""
    from kb.backup import save
    from kb.progress import progress_bar

    with shell.library() as library, progress_bar("备份", wanted=progress) as track:
        missing = save(library, target, track=track)
    for name in missing:
        say(f"注意：原件 {name} 不在库中，备份里也没有。")
    say(f"已备份到 {target}（{target.stat().st_size / 1_048_576:.1f} MB）。")
