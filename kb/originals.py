"""The originals of a library: which are still named, and the collection of those that are not.

A library keeps the file of each source as it is now. When a source is replaced, its former file is
collected once the record no longer names it; the files of the last removal are held until the next
(`kb.removed`). Who wants to keep a former state makes a backup before (`policykb backup`), which
holds the files of that state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kb.errors import LibraryError
from kb.library import Library
from kb.locking import file_lock
from kb.removed import held

__all__ = ["collect", "kept"]

_OURS = re.compile(r"[0-9a-f]{64}(?:\.[a-z0-9.]+)?|\.\d+\.part")


@contextmanager
def kept(library: Library) -> Iterator[None]:
    """Nothing is collected while this block reads originals."""
    if library.read_only:
        yield
        return
    with file_lock(_lock(library), wait_s=60.0):
        yield


def collect(library: Library) -> int:
    """Delete the originals that no source names; how many. Call it as the one writer.

    Nothing is removed while a backup reads them; the next run does it.
    """
    count = 0
    with suppress(LibraryError), file_lock(_lock(library), wait_s=0):
        sources = (*library.store.sources(), *held(library.store))
        named = {source.stored for source in sources if source.stored}
        for path in _files(library.originals):
            stored = path.relative_to(library.folder).as_posix()
            if stored not in named and _OURS.fullmatch(path.name):
                with suppress(OSError):  # open elsewhere (Windows): the next run does it
                    path.unlink()
                    count += 1
    return count


def _files(folder: Path) -> list[Path]:
    """All files two levels deep, where originals lie."""
    shelves = [shelf for shelf in folder.iterdir() if shelf.is_dir()] if folder.is_dir() else []
    return [path for shelf in sorted(shelves) for path in sorted(shelf.iterdir()) if path.is_file()]


def _lock(library: Library) -> Path:
    return library.folder / "originals.lock"
