"""`policykb remove`: says what goes, asks where that is more than was named, and takes it back."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from indexer.cli import opened, summarise
from kb.commands import Shell, library_option, progress_option, say
from kb.errors import NotFoundError, UserError

if TYPE_CHECKING:
    from kb.models import Document
    from kb.store import SourceRecord, Store

__all__ = ["remove"]

TITLES = 10  # told of each file, the rest counted
OFFERED = 5  # files named where a name is none


@dataclass(slots=True)
class Chosen:
    """The sources that go, with all their documents; `unnamed` were not asked for themselves."""

    sources: list[SourceRecord] = field(default_factory=list)
    documents: dict[str, list[Document]] = field(default_factory=dict)
    unnamed: int = 0

    @property
    def count(self) -> int:
        """How many documents go."""
        return sum(map(len, self.documents.values()))


@click.command()
@click.argument("names", nargs=-1, metavar="标识或文件名…")
@click.option("--yes", "-y", is_flag=True, help="不再询问：连同未点名的文件一起移除。")
@click.option("--purge", is_flag=True, help="原件也立即删除，此后不能撤销。")
@click.option("--undo", is_flag=True, help="撤销上一次移除。")
@library_option
@progress_option
@click.pass_obj
def remove(
    shell: Shell,
    names: tuple[str, ...],
    *,
    yes: bool,
    purge: bool,
    undo: bool,
    progress: bool | None,
) -> None:
    """从库中移除来源文件（按来源标识、文件标识或文件名）。

    移除以来源文件为单位：点名其中一份文件，同一来源的其他文件也一起移除（先列出并询问）。原件保留到下一次移除，
    其间可用 --undo 撤销；手工修改会保留，重新加入时恢复。
    """
    if undo:
        if names or purge:
            raise click.UsageError("--undo 不能与标识、文件名或 --purge 同时使用。")
        _undo(shell, progress=progress)
        return
    if not names:
        raise click.UsageError(
            "请写明要移除的来源标识、文件标识或文件名，或用 --undo 撤销上一次移除。"
        )
    _remove(shell, names, yes=yes, purge=purge)


def _remove(shell: Shell, names: Collection[str], *, yes: bool, purge: bool) -> None:
    from indexer.pipeline import Run
    from indexer.pipeline import remove as run_remove

    with opened(shell) as (library, engine):
        chosen = _chosen(library.store, names)
        _list(chosen)
        if chosen.unnamed and not yes:
            _ask(chosen)
        ids = [source.id for source in chosen.sources]
        run_remove(Run(library, engine), ids, undoable=not purge)
    files = "、".join(source.name for source in chosen.sources[:TITLES])
    say(f"已移除 {len(ids)} 个来源文件（{files}），共 {chosen.count} 份文件。")
    if not purge:
        say("撤销：policykb remove --undo（原件保留到下一次移除）。")


def _chosen(store: Store, names: Collection[str]) -> Chosen:
    sources = {source.id: source for source in store.sources()}
    named: dict[str, set[str]] = {}  # source id -> ids of the documents named; empty: all of it
    for name in names:
        for source_id, document_id in _meant(sources, store, name):
            parts = named.setdefault(source_id, set())
            parts.update([document_id] if document_id else ())
            if not document_id:
                named[source_id] = set()
    chosen = Chosen([sources[source_id] for source_id in named])
    for source_id, parts in named.items():
        held = chosen.documents[source_id] = _documents(store, source_id)
        chosen.unnamed += len(held) - len(parts) if parts else 0
    return chosen


def _meant(
    sources: Mapping[str, SourceRecord], store: Store, name: str
) -> Iterator[tuple[str, str]]:
    """(id of a source, id of the one document of it that was named or "")."""
    same = [s for s in sources.values() if name in (s.id, s.name, s.path)]
    if len(same) > 1:
        raise _many(name, same)
    inside = [
        s
        for s in sources.values()
        if s.name.startswith(f"{name}!") or s.path.startswith(f"{name}!")
    ]
    found = same or inside or _called(sources.values(), name)
    if found:
        yield from ((source.id, "") for source in found)
        return
    source_id = name.split(".")[0]
    if source_id not in sources or name not in {d.id for d in _documents(store, source_id)}:
        raise NotFoundError("来源", name, hint=_hint(sources, store, name))
    yield source_id, name


def _called(sources: Collection[SourceRecord], name: str) -> list[SourceRecord]:
    """The source whose file has this name, without its folders; all of an archive of this name."""
    files: dict[str, list[SourceRecord]] = defaultdict(list)
    for source in sources:
        archive, _, member = source.path.partition("!")
        if _file_name(source.name) == name:
            files[source.path].append(source)
        elif member and _file_name(source.name.partition("!")[0]) == name:
            files[archive].append(source)
    if len(files) > 1:
        raise _many(name, [each[0] for each in files.values()])
    return next(iter(files.values()), [])


def _file_name(name: str) -> str:
    return PurePosixPath(name.rpartition("!")[2]).name


def _many(name: str, found: Collection[SourceRecord]) -> UserError:
    return UserError(
        f"有 {len(found)} 个文件都叫“{name}”，请用来源标识写明哪一个：{_listed(found)}。"
    )


def _hint(sources: Mapping[str, SourceRecord], store: Store, name: str) -> str:
    """What may have been meant by a name that no source has: a part of one, a title, a slip."""
    near = [source for source in sources.values() if name and name in source.name]
    near = near or _titled(sources, store, name)
    if not near:
        files = {source.id: _file_name(source.name) for source in sources.values()}
        close = get_close_matches(name, files.values(), n=OFFERED)
        near = [sources[source_id] for source_id, file in files.items() if file in close]
    if near:
        return f"库中没有来源“{name}”。是不是：{_listed(near[:OFFERED])}？"
    return f"库中没有来源“{name}”。标识和文件名见 policykb list。"


def _titled(sources: Mapping[str, SourceRecord], store: Store, name: str) -> list[SourceRecord]:
    """The sources of documents with this in their title: one sees titles, and files have names."""
    ids = dict.fromkeys(d.source_id for d in store.documents() if name and name in d.title)
    return [sources[source_id] for source_id in ids if source_id in sources]


def _listed(sources: Collection[SourceRecord]) -> str:
    return "、".join(f"{source.id}（{source.name}）" for source in sources)


def _documents(store: Store, source_id: str) -> list[Document]:
    from kb.store import DocumentFilter

    return list(store.documents(DocumentFilter(source_ids=[source_id])))


def _list(chosen: Chosen) -> None:
    """What goes, on stderr."""
    for source in chosen.sources:
        held = chosen.documents[source.id]
        say(f"{source.name}（{source.id}，{len(held)} 份文件）：")
        for document in held[:TITLES]:
            say(f"    {document.id}  {document.title}")
        if len(held) > TITLES:
            say(f"    ……另有 {len(held) - TITLES} 份，见 policykb list --source {source.id}")


def _ask(chosen: Chosen) -> None:
    """Go on only where a person agrees to lose what was not named."""
    more = f"移除以来源文件为单位：除点名的以外，还有 {chosen.unnamed} 份同一来源的文件会一起移除。"
    if not sys.stdin.isatty():
        raise UserError(f"{more}没有移除任何文件；确认一起移除请加 --yes。")
    say(more)
    if not click.confirm("一起移除？（y 移除，n 不移除）", default=False, err=True):
        say("没有移除任何文件。")
        raise click.exceptions.Exit(2)


def _undo(shell: Shell, *, progress: bool | None) -> None:
    from indexer.pipeline import Run, bring_back
    from kb import removed
    from kb.progress import progress_bar

    with (
        opened(shell, progress=progress) as (library, engine),
        progress_bar("恢复", wanted=progress) as track,
    ):
        held = removed.held(library.store)
        if not held:
            raise UserError(
                "没有可以撤销的移除：只能撤销最近一次，且用 --purge 移除的不能撤销。"
                "请用 policykb add 重新加入原来的文件。"
            )
        report = bring_back(Run(library, engine, track))
    if report.failed:
        summarise(report)
        raise click.exceptions.Exit(2)
    again = len(held) - report.added
    if report.added:
        say(f"已恢复 {report.added} 个来源文件，共 {report.documents} 份文件。")
    if again:
        say(f"上次移除的来源文件中，有 {again} 个移除后又加入过，已在库中，不必恢复。")
