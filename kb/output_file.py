"""Where a command writes: a file that can be written, or the mistake said before any work.

No command overwrites a file unasked: each that takes an `OutputFile` has `force_option`, too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

__all__ = ["OutputFile", "force_option", "form_by_name", "writing"]

Function = TypeVar("Function", bound=Callable[..., Any])
_FORCE = "policykb.force"


def force_option(function: Function) -> Function:
    """`--force`: lets the command's `OutputFile` be one that exists."""
    option = click.option(
        "--force", is_flag=True, is_eager=True, expose_value=False, callback=_note_force,
        help="覆盖已有的同名文件。",
    )  # fmt: skip
    return option(function)


def _note_force(context: click.Context, _option: click.Parameter, value: object) -> None:
    context.meta[_FORCE] = value


@contextmanager
def writing(target: Path) -> Iterator[BinaryIO]:
    """A file that takes the target's place once it is whole; a failure leaves the target alone."""
    target = target.resolve()
    if target.exists() and not target.is_file():  # a pipe, /dev/null
        with target.open("wb") as stream:
            yield stream
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            yield file
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


class OutputFile(click.Path):
    """The file after `--output`; `-` is stdout where `allow_dash` says so.

    Its folder must exist: a command makes no folders, since a slip in a name would make one too.
    """

    def __init__(self, *, allow_dash: bool = False) -> None:
        super().__init__(dir_okay=False, writable=True, allow_dash=allow_dash, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; a usage error says what stands in the way and how to put it right."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if self.allow_dash and str(path) == "-":
            return path
        folder = path.absolute().parent
        if not folder.is_dir():
            what = "不是文件夹" if folder.exists() else "不存在"
            self.fail(f"文件夹“{folder}”{what}，请先建立它，或把文件写到别处。", param, ctx)
        if not os.access(folder, os.W_OK):
            self.fail(f"没有权限写入文件夹“{folder}”，请把文件写到别处。", param, ctx)
        if path.is_file() and not (ctx is not None and ctx.meta.get(_FORCE)):
            self.fail(f"{path} 已经存在。请换一个文件名，或用 --force 覆盖它。", param, ctx)
        return path


def form_by_name(target: Path, forms: Mapping[str, str]) -> str:
    """The form that the end of a file's name asks for; `forms`: by the end, without its dot."""
    end = target.suffix.lower().removeprefix(".")
    if end not in forms:
        raise click.UsageError(
            f"从文件名看不出要写成什么形式，请以 .{'、.'.join(forms)} 结尾，或用 --format 指明。"
        )
    return forms[end]
