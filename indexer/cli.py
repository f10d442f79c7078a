"""Commands that read files or ask the index: add, rebuild, restore, search, measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.commands import (
    Shell,
    default_form,
    emit,
    emit_line,
    format_option,
    library_option,
    progress_option,
    say,
    status_option,
)
from kb.words import STATUSES, held_words

if TYPE_CHECKING:
    from indexer.pipeline import Report
    from indexer.search.protocol import SearchEngine
    from kb.library import Library
    from kb.models import Measure
    from kb.store import Store

MOST_LINES = 20  # files named one by one after a run
__all__ = ["add", "measures", "rebuild", "restore", "search"]


@contextmanager
def opened(shell: Shell, *, progress: bool | None = None) -> Iterator[tuple[Library, SearchEngine]]:
    """The library and its engine, with an index that fits this installation."""
    from indexer.pipeline_index import open_index

    with shell.library() as library:
        engine = open_index(library, progress=progress)
        try:
            yield library, engine
        finally:
            engine.close()


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="文件或文件夹…")
@library_option
@progress_option
@click.pass_obj
def add(shell: Shell, paths: tuple[str, ...], *, progress: bool | None) -> None:
    """加入文件、文件夹或 zip 压缩包；未变的文件跳过，变了的替换。没有库时先建库。"""
    from indexer.pipeline import Run
    from indexer.pipeline import add as run_add
    from kb.library import Library
    from kb.progress import progress_bar

    folder = shell.settings.library
    if not Library.exists(folder):
        Library.init(folder, shell.settings).close()
        say(f"没有库，已建立 {folder}。")
    with (
        opened(shell, progress=progress) as (library, engine),
        progress_bar("读取", wanted=progress) as track,
    ):
        run = Run(library, engine, track)
        try:
            report = run_add(run, list(paths))
        except (KeyboardInterrupt, click.Abort):
            saved = run.report.changed
            say(f"已中断。有 {saved} 个文件已经读完并保存，其余没有；重新运行同一命令即可继续。"
                if saved else "已中断。还没有读完任何新文件，没有保存什么。")  # fmt: skip
            raise click.exceptions.Exit(1) from None
        gone = vanished(library.store, map(Path, paths))
    summarise(report)
    if not report.found:
        say("  没有找到文件：文件夹是空的，或其中只有隐藏文件和临时文件。")
    if gone:
        say(f"  有 {len(gone)} 个以前加入的文件已不在原处，库中仍保留（移除用 policykb remove）：")
        for name in gone[:20]:
            say(f"    {name}")
    if report.failed:
        raise click.exceptions.Exit(2)


def vanished(store: Store, paths: Iterable[Path]) -> list[str]:
    """Paths of sources that came from these folders and are no longer there."""
    folders = [path.absolute() for path in paths if path.is_dir()]
    held = ((source.path, Path(source.path.split("!", 1)[0])) for source in store.sources())
    return [
        name
        for name, path in held
        if any(folder in path.parents for folder in folders) and not path.exists()
    ]


def summarise(report: Report) -> None:
    """What a run did, on stderr."""
    say(
        f"新加入 {report.added} 个文件，更新 {report.replaced} 个，未变 {report.unchanged} 个，"
        f"重复 {len(report.duplicates)} 个，失败 {len(report.failed)} 个；"
        f"得到 {report.documents} 份文件、{report.passages} 个段落、{report.measures} 条指标记录，"
        f"用时 {report.seconds:.1f} 秒。"
    )
    old = report.told_before
    for name, twin in [pair for pair in report.duplicates if pair[0] not in old][:MOST_LINES]:
        say(f"  重复：{name} 与库中的 {twin} 内容相同，未再加入")
    for problem in [each for each in report.failed if each.source not in old][:MOST_LINES]:
        say(f"  失败：{problem.source}：{problem.reason}")
    if old:
        say(f"  其中 {len(old)} 个文件的情况与上次相同，不再逐个列出。")
    if report.failed:
        say("  全部问题见 policykb problems；改正后重新运行同一命令即可。")


@click.command()
@click.option("--stale", is_flag=True, help="重新读取由旧版本程序或旧词表处理的文件。")
@click.option("--all", "everything", is_flag=True, help="重新读取全部文件。")
@library_option
@progress_option
@click.pass_obj
def rebuild(shell: Shell, *, stale: bool, everything: bool, progress: bool | None) -> None:
    """重建检索索引；--stale 或 --all 还会从原件重新读取文件。手工修改保持不变。"""
    from indexer.pipeline import Run, rebuild_index
    from indexer.pipeline import rebuild as run_rebuild
    from kb.progress import progress_bar

    if stale and everything:
        raise click.UsageError("--stale 与 --all 只能用一个。")
    with opened(shell, progress=progress) as (library, engine):
        failed = False
        if stale or everything:
            with progress_bar("重新读取", wanted=progress) as track:
                report = run_rebuild(Run(library, engine, track), stale_only=stale)
            summarise(report)
            failed = bool(report.failed)
        else:
            total = library.store.counts()
            with (
                library.writing(),
                progress_bar(
                    "建立索引", total=total["documents"] + total["editions"], wanted=progress
                ) as track,
            ):
                count = rebuild_index(library.store, engine, track=track)
            say(f"索引已重建，共 {count} 份文件。")
    if failed:
        raise click.exceptions.Exit(2)


@click.command()
@click.argument("archive", metavar="备份文件.zip", type=click.Path(path_type=Path))
@library_option
@progress_option
@click.pass_obj
def restore(shell: Shell, archive: Path, *, progress: bool | None) -> None:
    """从备份恢复到一个新的文件夹（用 --library 指明），并重建索引。"""
    from kb.backup import restore as run_restore
    from kb.progress import progress_bar

    with progress_bar("恢复", wanted=progress) as track:
        run_restore(archive, shell.settings.library, shell.settings, track=track).close()
    with opened(shell, progress=progress) as (library, _engine):
        held = held_words(library.store.counts())
    say(f"已恢复到 {shell.settings.library}，共 {held}。")


NOTHING_FOUND = (
    "可少写几个词或去掉“年份:”“地区:”等条件；"
    "题录中没有日期或地区的文件不在这些条件之内，可用 policykb metadata 补全。"
)


@click.command()
@click.argument("query", nargs=-1, required=True, metavar="查询…")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--offset", default=0, type=click.IntRange(0), help="从第几条起。")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance")
@click.option("--no-synonyms", is_flag=True, help="不同时检索同义词和简称。")
@library_option
@format_option
@click.pass_obj
def search(
    shell: Shell,
    query: tuple[str, ...],
    *,
    limit: int,
    offset: int,
    sort: Any,
    no_synonyms: bool,
    form: str | None,
) -> None:
    """检索文件；输出文件及其最相关的段落。"""
    from indexer.search import SearchRequest, answer
    from kb.store import DocumentFilter

    form = form or default_form()
    with opened(shell) as (library, engine):
        request = SearchRequest(None, sort=sort, offset=offset, size=limit, facets=())
        said = answer(engine, " ".join(query), request=request, expand=not no_synonyms)
        page = said.page
        for notice in said.notices:
            say(notice)
        say(f"共 {page.total} 份文件。")
        if not page.total:
            say(NOTHING_FOUND)
        rows = []
        documents = {
            document.id: document
            for document in library.store.documents(
                DocumentFilter(ids=[hit.document_id for hit in page.hits] or [""])
            )
        }
        for hit in page.hits:
            document = documents.get(hit.document_id)
            if document is None:  # removed a moment ago, the index is about to follow
                continue
            rows.append({
                "document_id": hit.document_id, "doc": document.doc, "source": document.source,
                "title": document.title, "score": hit.score, "why": hit.why,
                "passages": [
                    {"start": p.start, "end": p.end, "text": p.text} for p in hit.passages
                ],
                "best": hit.passages[0].text if hit.passages else "",
            })  # fmt: skip
        emit(
            ({k: v for k, v in row.items() if form == "table" or k != "best"} for row in rows),
            form,
            columns={"document_id": "标识", "title": "标题", "source": "来源文件", "best": "段落"},
        )


@click.command()
@click.argument("query", nargs=-1, metavar="[查询…]")
@click.option("--explain", "explained", metavar="文件标识", help="逐个说明一份文件中数字的去向。")
@click.option("--metric", "metric_ids", multiple=True, help="指标的名称或词表中的键。")
@click.option("--region", "region_codes", multiple=True, help="地区的名称或代码。")
@click.option("--year", "years", multiple=True, type=int, help="年份。")
@status_option("statuses")
@click.option("--document", "document_ids", multiple=True, help="文件标识。")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
@library_option
@format_option
@click.pass_obj
def measures(
    shell: Shell,
    /,
    query: tuple[str, ...],
    *,
    explained: str | None,
    limit: int,
    form: str | None,
    **wanted: Any,
) -> None:
    """列出指标记录；--explain 说明一份文件中每个数字成了哪条记录，或为何不是。"""
    from indexer.pipeline_explain import (
        EXPLAINED,
        EXPLAINED_ROW,
        ROW,
        explain,
        explained_row,
        measure_line,
        measure_row,
        reasons,
    )
    from kb.measure_table import MeasureTable

    if explained and (query or any(wanted.values())):
        raise click.UsageError("--explain 不能与其他条件同时使用。")
    form = form or default_form()
    if explained:
        with shell.library() as library:
            lines = explain(library.store, explained)
            if form == "table":
                emit(map(explained_row, lines), form, columns=EXPLAINED_ROW)
            else:
                emit(lines, form, columns=EXPLAINED, words={"reason": reasons()})
        return
    with opened(shell) as (library, engine):
        found = _chosen_measures(library, engine, " ".join(query), wanted, limit)
        if form == "table":
            emit(map(measure_row, found), form, columns=ROW, words={"status": STATUSES})
        elif form == "csv":
            table = MeasureTable(library.store)
            emit(map(table.row, found), form, columns={h: h for h in MeasureTable.HEADS})
        else:
            for measure in found:
                emit_line(measure_line(measure))


def _chosen_measures(
    library: Library, engine: SearchEngine, query: str, wanted: dict[str, Any], limit: int
) -> list[Measure]:
    """The measures asked for by words, names and codes; says why where there are none."""
    from itertools import chain, islice

    from indexer.pipeline_explain import found_measures
    from kb.cli_wanted import nothing_found, region_codes, split_metrics
    from kb.store import MeasureFilter

    store = library.store
    ids, surfaces = split_metrics(store, wanted["metric_ids"])
    wanted = {**wanted, "metric_ids": ids, "region_codes": region_codes(wanted["region_codes"])}
    if query:
        found = found_measures(store, engine, " ".join([query, *surfaces]), wanted, limit)
    else:
        by_name = {**wanted, "metric_ids": (), "metrics": surfaces}
        parts = [wanted] if ids or not surfaces else []
        parts += [by_name] if surfaces else []
        each = (store.measures(MeasureFilter(**part)) for part in parts)
        found = list(islice(chain.from_iterable(each), limit))
    if not found:
        part = wanted if ids or not surfaces else {**wanted, "metric_ids": (), "metrics": surfaces}
        say(nothing_found(store, part) if not query else f"没有符合“{query}”和其他条件的指标记录。")
    return found
