"""Where a command writes: a file that can be written, or the mistake said before any work."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

__all__ = ["OutputFile"]


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
        return path
