"""An index in a folder that may not be written to: looked at through a folder of links.

Tantivy makes a lock file beside an index before it reads it, so a read-only index cannot be opened
where it lies. The links take no room; where the system has none, the files are copied.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from indexer.search.generations import Generations

__all__ = ["is_read_only", "through_links"]


def is_read_only(folder: Path) -> bool:
    """Whether the folder is there and this process may not write to it."""
    return folder.is_dir() and not os.access(folder, os.W_OK)


def through_links(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder that holds what answers now in an index folder; removed when it is let go of."""
    made = tempfile.TemporaryDirectory(prefix="policykb-index-", ignore_cleanup_errors=True)
    current = Generations(folder).current()
    if current is not None and current.is_dir():
        target = Path(made.name) / current.name
        target.mkdir()
        for file in current.iterdir():
            _link(file, target / file.name)
        shutil.copyfile(folder / "CURRENT", Path(made.name) / "CURRENT")
    return made


def _link(file: Path, target: Path) -> None:
    if file.is_dir():
        target.mkdir()
        for inner in file.iterdir():
            _link(inner, target / inner.name)
    elif not file.name.endswith(".lock"):
        try:
            target.symlink_to(file.resolve())
        except (OSError, NotImplementedError):  # Windows without the right to make links
            shutil.copyfile(file, target)
