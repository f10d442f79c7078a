"""`policykb metadata`: facts of many documents out as a table, mended by hand, in again, undone."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.commands import (
    Shell,
    default_form,
    emit,
    format_option,
    library_option,
    progress_option,
    say,
)
from kb.output_file import OutputFile, force_option, writing

if TYPE_CHECKING:
    from kb.store import Override, Store

__all__ = ["metadata"]

MOST_LISTED = 20  # edits named one by one
TABLE_ENDS = (".csv", ".txt")
CLEARED, LOST = "（清空）", "（已不在库中）"
FACTS_OF_MEASURES = frozenset(
    {"title", "kind", "level", "issuers", "written_on", "published_on", "effective_on"}
    | {"regions", "periods"}
)
"""Fields that measures inherit from; documents whose fields change are extracted anew."""


@click.group()
def metadata() -> None:
    """成批修改题录：导出为 CSV，改好后再导入，可撤销。"""


@metadata.command("export")
@click.argument("target", metavar="文件.csv", default="-", type=OutputFile(allow_dash=True))
@click.option("--source", "source_ids", multiple=True, help="只导出这些来源的文件。")
@force_option
@library_option
@click.pass_obj
def export_table(shell: Shell, target: Path, source_ids: tuple[str, ...]) -> None:
    """导出题录为 CSV（缺省到 stdout）。"""
    from indexer.metadata_csv import table
    from kb.store import DocumentFilter

    if target.suffix.lower() not in ("", *TABLE_ENDS):
        raise click.UsageError("题录表是 CSV，请以 .csv 结尾；Excel 和 WPS 都能打开和修改它。")
    with shell.library() as library:
        lines = table(library.store.documents(DocumentFilter(source_ids=source_ids)))
        if str(target) == "-":
            for line in lines:
                click.echo(line, nl=False)
            return
        with writing(target) as file:
            file.writelines(line.encode() for line in lines)
    say(f"已写入 {target}。可用 Excel 修改，“标识”和最后一列不要动；")
    say("改好后用 policykb metadata import 导入。")


@metadata.command("import")
@click.argument("table", metavar="文件.csv", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只列出将要修改的内容，不写入。")
@library_option
@progress_option
@click.pass_obj
def import_table(shell: Shell, table: Path, *, dry_run: bool, progress: bool | None) -> None:
    """导入改好的 CSV：只写入与库中不同的格子；有一处错误则全部不写。"""
    from indexer.metadata_csv import read_edits, said

    now = datetime.now(UTC)
    batch = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    with shell.library() as library:
        edits = read_edits(table, library.store, batch=batch, at=now)
        for error in edits.errors:
            say(f"错误：{error}")
        if edits.errors:
            say("没有写入任何修改。请改正后重新导入。")
            raise click.exceptions.Exit(2)
        listed = edits.overrides[: None if dry_run else MOST_LISTED]
        titles = _titles(library.store, listed)
        for edit in listed:
            say(f"{_what(edit, titles)} → {said(edit.field, edit.value) or CLEARED}")
        if not dry_run:
            library.store.put_overrides(edits.overrides)
    say(
        f"{edits.documents} 份文件的 {len(edits.overrides)} 处"
        + ("不同。" if dry_run else "已修改。")
    )
    if edits.overrides and not dry_run:
        _follow(shell, edits.overrides, progress=progress)
        say(f"撤销：policykb metadata undo {batch}")


@metadata.command()
@click.argument("batch", metavar="[批次]", required=False)
@library_option
@progress_option
@click.pass_obj
def undo(shell: Shell, batch: str | None, *, progress: bool | None) -> None:
    """撤销一批修改（缺省为最近一批）；以前的修改重新生效。"""
    from indexer.metadata_csv import said

    with shell.library() as library:
        all_edits = [*library.store.overrides(), *library.store.lost_overrides()]
        if batch is None:
            if not all_edits:
                raise click.UsageError("库中没有手工修改，没有可以撤销的。")
            batch = max(all_edits, key=lambda edit: edit.at).batch
        edits = [edit for edit in all_edits if edit.batch == batch]
        if not edits:
            raise click.UsageError(f"没有批次“{batch}”；policykb metadata edits 列出所有修改。")
        titles = _titles(library.store, edits[:MOST_LISTED])
        count = library.store.undo_overrides(batch)
    _follow(shell, edits, progress=progress)
    for edit in edits[:MOST_LISTED]:
        say(f"  {_what(edit, titles)}：撤回“{said(edit.field, edit.value) or CLEARED}”")
    say(f"已撤销批次 {batch} 的 {count} 处修改。")


@metadata.command()
@library_option
@format_option
@click.pass_obj
def edits(shell: Shell, form: str | None) -> None:
    """列出所有手工修改及其批次。"""
    from indexer.metadata_csv import CHINESE, said

    form = form or default_form()
    with shell.library() as library:
        store = library.store
        held, lost = store.overrides(), store.lost_overrides()
        titles = _titles(store, held)
        rows: list[dict[str, Any]] = [
            {
                "batch": edit.batch,
                "document_id": edit.document_id,
                "title": titles.get(edit.document_id),
                "field": edit.field,
                "value": edit.value,
                "at": edit.at.isoformat(),
                "lost": is_lost,
            }
            for some, is_lost in ((held, False), (lost, True))
            for edit in some
        ]
    if form == "jsonl":
        emit(rows, form, columns={})
        return
    shown = (
        {
            **row,
            "title": LOST if row["lost"] else row["title"],
            "field": CHINESE.get(row["field"], row["field"]),
            "value": said(row["field"], row["value"]) or CLEARED,
        }
        for row in rows
    )
    columns = {"batch": "批次", "document_id": "标识", "title": "文件", "field": "字段"}
    emit(shown, form, columns={**columns, "value": "值"})


def _titles(store: Store, edits: Iterable[Override]) -> dict[str, str]:
    """Titles of the documents that edits are about, by their ids."""
    from kb.store import DocumentFilter

    ids = {edit.document_id for edit in edits}
    return {found.id: found.title for found in store.documents(DocumentFilter(ids=ids)) if ids}


def _what(edit: Override, titles: Mapping[str, str]) -> str:
    """What an edit changes: 《巴中市林业规划》（rsbmxznc3l）的发文机关."""
    from indexer.metadata_csv import CHINESE

    title, head = titles.get(edit.document_id), CHINESE.get(edit.field, edit.field)
    document = f"《{title}》（{edit.document_id}）" if title else f"{edit.document_id} "
    return f"{document}的{head}"


def _follow(shell: Shell, edits: list[Override], *, progress: bool | None) -> None:
    """Bring measures and index up to date with the edits."""
    from indexer.cli import opened
    from indexer.pipeline import Run, follow, rebuild
    from kb.progress import progress_bar
    from kb.store import DocumentFilter

    changed = {edit.document_id for edit in edits if edit.field in FACTS_OF_MEASURES}
    with opened(shell) as (library, engine):
        sources = {
            document.source_id
            for document in library.store.documents(DocumentFilter(ids=changed))
            if changed
        }
        if sources:
            with progress_bar("更新指标记录", wanted=progress) as track:
                report = rebuild(Run(library, engine, track), stale_only=False, source_ids=sources)
            for problem in report.failed:
                say(
                    f"注意：{problem.source}：{problem.reason}",
                )
        else:
            with library.writing():
                follow(library.store, engine)
    sys.stdout.flush()
