"""`policykb metadata`: facts of many documents out as a table, mended by hand, in again, undone."""

from __future__ import annotations

import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.commands import Shell, format_option, library_option, progress_option, say
from kb.output_file import OutputFile, force_option, writing

if TYPE_CHECKING:
    from kb.store import Override

__all__ = ["metadata"]

MOST_LISTED = 20  # edits named one by one
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
    from indexer.metadata_csv import CHINESE, read_edits, said

    now = datetime.now(UTC)
    batch = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    with shell.library() as library:
        edits = read_edits(table, library.store, batch=batch, at=now)
        for error in edits.errors:
            say(f"错误：{error}")
        if edits.errors:
            say("没有写入任何修改。请改正后重新导入。")
            raise click.exceptions.Exit(2)
        for edit in edits.overrides[: None if dry_run else MOST_LISTED]:
            head = CHINESE.get(edit.field, edit.field)
            say(f"{edit.document_id} 的{head} → {said(edit.field, edit.value) or '（清空）'}")
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
    from indexer.metadata_csv import CHINESE, said

    with shell.library() as library:
        all_edits = [*library.store.overrides(), *library.store.lost_overrides()]
        if batch is None:
            if not all_edits:
                raise click.UsageError("库中没有手工修改，没有可以撤销的。")
            batch = max(all_edits, key=lambda edit: edit.at).batch
        edits = [edit for edit in all_edits if edit.batch == batch]
        if not edits:
            raise click.UsageError(f"没有批次“{batch}”；policykb metadata edits 列出所有修改。")
        count = library.store.undo_overrides(batch)
    _follow(shell, edits, progress=progress)
    for edit in edits[:MOST_LISTED]:
        head = CHINESE.get(edit.field, edit.field)
        say(f"  {edit.document_id} 的{head}：撤回“{said(edit.field, edit.value)}”")
    say(f"已撤销批次 {batch} 的 {count} 处修改。")


@metadata.command()
@library_option
@format_option
@click.pass_obj
def edits(shell: Shell, form: str | None) -> None:
    """列出所有手工修改及其批次。"""
    from kb.commands import emit

    with shell.library() as library:
        lost = [(edit, True) for edit in library.store.lost_overrides()]
        rows = [
            {
                "batch": edit.batch,
                "document_id": edit.document_id,
                "field": edit.field,
                "value": edit.value,
                "at": edit.at.isoformat(),
                "lost": is_lost,
            }
            for edit, is_lost in [*((edit, False) for edit in library.store.overrides()), *lost]
        ]
        columns = {"batch": "批次", "document_id": "文件", "field": "字段", "value": "值"}
        emit(rows, form, columns=columns)


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
