"""What all commands share: the library option, output forms, exit codes. Libraries never import it.

A command module defines click commands with these decorators and is named in `webapp/cli.py`:

    @click.command("vocab")
    @library_option
    @format_option
    @click.pass_obj
    def vocab_command(shell: Shell, form: str) -> None:
        with shell.library() as library:
            emit(rows(library.store), form, columns={"id": "标识", "title": "标题"})
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kb.coded import coded
from kb.settings import Settings, load_settings
from kb.words import STATUSES

if TYPE_CHECKING:
    from kb.library import Library

__all__ = [
    "Shell",
    "csv_lines",
    "default_form",
    "emit",
    "emit_line",
    "format_option",
    "json_line",
    "library_option",
    "progress_option",
    "say",
    "status_option",
]

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass
class Shell:
    """What a command was started with."""

    folder: Path | None = None
    _settings: Settings | None = None

    @property
    def settings(self) -> Settings:
        """Settings from the environment, with `--library` laid over."""
        if self._settings is None or (self.folder and self._settings.library != self.folder):
            self._settings = load_settings(library=self.folder)
        return self._settings

    def library(self) -> Library:
        """The library asked for, open; `LibraryError` where there is none."""
        from kb import vocab
        from kb.library import Library

        library = Library.open(self.settings.library, self.settings)
        if vocab.configured_folder() != library.overlay:
            vocab.configure(library.overlay)
        warning = library.warning()
        if warning:
            say(f"注意：{warning}")
        return library


def _set_folder(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    shell = context.ensure_object(Shell)
    if value is not None:
        shell.folder = value


def status_option(name: str, *, note: str = "") -> Callable[[Function], Function]:
    """`--status 目标`, as often as wanted: the codes, handed to the command as `name`."""
    return click.option(
        "--status",
        name,
        multiple=True,
        callback=coded("性质", STATUSES),
        help=f"目标、现状值或预测（target、actual、forecast）{note}。",
    )


def library_option(function: Function) -> Function:
    """`--library DIR`, before or after the command's name."""
    option = click.option(
        "--library",
        metavar="文件夹",
        type=click.Path(path_type=Path),
        callback=_set_folder,
        expose_value=False,
        is_eager=True,
        help="库所在的文件夹（也可用 POLICYKB_LIBRARY；缺省 ./library）。",
    )
    return option(function)


def format_option(function: Function) -> Function:
    """`--format table|jsonl|csv`, as the parameter `form`; a table on a terminal, else lines."""
    option = click.option(
        "--format",
        "form",
        type=click.Choice(["table", "jsonl", "csv"]),
        default=None,
        help="输出形式：表格、每行一个 JSON 或 CSV。缺省：终端上为表格，否则为 jsonl。",
    )
    return option(function)


def progress_option(function: Function) -> Function:
    """`--progress/--no-progress`, as the parameter `progress`; by default only on a terminal."""
    option = click.option(
        "--progress/--no-progress", default=None, help="是否在 stderr 显示进度条。"
    )
    return option(function)


def say(text: str) -> None:
    """A message for people: to stderr, so that stdout holds data alone."""
    click.echo(text, err=True)


def json_line(row: Mapping[str, Any]) -> str:
    """A row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False, default=str)


def emit_line(row: Mapping[str, Any]) -> None:
    """One JSON line to stdout."""
    click.echo(json_line(row))


def default_form() -> str:
    """A table for a person at a terminal, lines for a program."""
    return "table" if sys.stdout.isatty() else "jsonl"


def emit(
    rows: Iterable[Mapping[str, Any]],
    form: str | None,
    *,
    columns: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Rows to stdout. `columns`: the keys a table or CSV shows, with their Chinese heads; JSON
    lines hold every key. `words`: for a key, what a table and CSV show for its codes."""
    form = form or default_form()
    if form == "jsonl":
        for row in rows:
            emit_line(row)
    elif form == "csv":
        for line in csv_lines(rows, columns, words):
            click.echo(line, nl=False)
    else:
        _emit_table(rows, columns, words or {})


def _said(
    row: Mapping[str, Any], columns: Mapping[str, str], words: Mapping[str, Mapping[str, str]]
) -> list[str]:
    """The cells of a row, with words for its codes."""
    cells = ((key, cell(row.get(key))) for key in columns)
    return [words.get(key, {}).get(text, text) for key, text in cells]


def csv_lines(
    rows: Iterable[Mapping[str, Any]],
    columns: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> Iterator[str]:
    """Rows as CSV that Excel opens: a byte order mark and the heads, then a piece for each row."""
    import csv
    import io

    from kb.csv_cells import harmless

    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns.values())
    yield "\ufeff" + buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(map(harmless, _said(row, columns, words or {})))
        yield buffer.getvalue()


_NARROW = {
    "数字": 12,
    "文件": 16,
    "来源文件": 16,
    "发文字号": 14,
    "指标": 12,
    "地区": 10,
    "数值": 12,
    "性质": 8,
}
LONGEST_CELL = 100  # characters; JSON lines and CSV hold all


def _emit_table(
    rows: Iterable[Mapping[str, Any]],
    columns: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]],
) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for head in columns.values():
        single = head in ("标识", "日期")
        table.add_column(head, overflow="fold", no_wrap=single, max_width=_NARROW.get(head))
    for row in rows:
        table.add_row(*map(shortened, _said(row, columns, words)))
    Console(file=sys.stdout, soft_wrap=False, markup=False, highlight=False).print(table)


def shortened(text: str) -> str:
    """A text as long as a table bears."""
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


def cell(value: object) -> str:
    """A value as a person reads it in a table: lists with 、, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return str(value.get("name") or json.dumps(value, ensure_ascii=False))
    if isinstance(value, list | tuple):
        return "、".join(cell(each) for each in value)
    return str(value)
