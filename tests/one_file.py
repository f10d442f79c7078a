"""A library that holds one text, made by the command."""

from __future__ import annotations

from pathlib import Path

from webapp.cli import run

__all__ = ["library_of"]


def library_of(folder: Path, text: str, *, name: str = "规划.txt") -> Path:
    """The folder of the library, below the given one."""
    (folder / name).write_text(text, encoding="utf-8")
    assert run(["add", str(folder / name), "--library", str(folder / "库")]) == 0
    return folder / "库"
