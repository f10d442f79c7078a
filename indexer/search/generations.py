"""Index folders: `index/<n>/`, with CURRENT naming the one that answers.

A new index is built in a folder of its own; its stamp is written last, then CURRENT is replaced
atomically. Readers in any process look at CURRENT before each search. Folders that are no longer
current are collected when a writer next works, after a while in which slow readers may finish.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

__all__ = ["Generations"]

STAMP = "stamp.json"
RETIRED = "retired"
GRACE_S = 30.0  # a search that began before the swap is over by then


class Generations:
    """The generations of one index under a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "CURRENT"

    def current(self) -> Path | None:
        """The folder that answers, None before the first build."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        return self.folder / name if name.isdigit() else None

    def pointer_state(self) -> tuple[int, int]:
        """Changes whenever CURRENT is replaced; cheap enough for every search."""
        try:
            state = self._pointer.stat()
        except FileNotFoundError:
            return (0, 0)
        return state.st_mtime_ns, state.st_ino

    def stamp(self) -> Mapping[str, str]:
        """What made the current index; empty where there is none."""
        current = self.current()
        if current is None:
            return {}
        try:
            found: Mapping[str, str] = json.loads((current / STAMP).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found

    def begin(self) -> Path:
        """A fresh folder to build in."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.collect()
        fresh = self.folder / str(max(self._numbers(), default=0) + 1)
        fresh.mkdir()
        return fresh

    def publish(self, fresh: Path, stamp: Mapping[str, str]) -> None:
        """Stamp a complete index and make it the current one."""
        before = self.current()
        _write(fresh / STAMP, json.dumps(dict(stamp), ensure_ascii=False, sort_keys=True))
        _write(self._pointer, fresh.name)
        if before is not None and before.is_dir() and before != fresh:
            _write(before / RETIRED, "")

    def collect(self, *, grace_s: float = GRACE_S) -> None:
        """Remove half-built folders and those retired for a while; call it as the one writer."""
        current = self.current()
        for number in self._numbers():
            folder = self.folder / str(number)
            if folder != current and _age(folder) >= grace_s:
                # a file still open elsewhere (Windows) stays until the next time
                shutil.rmtree(folder, ignore_errors=True)

    def _numbers(self) -> list[int]:
        with suppress(FileNotFoundError):
            return [int(path.name) for path in self.folder.iterdir() if path.name.isdigit()]
        return []


def _age(folder: Path) -> float:
    """Seconds since a folder was retired; a half-built one is as old as can be."""
    try:
        return time.time() - (folder / RETIRED).stat().st_mtime
    except FileNotFoundError:
        return float("inf") if not (folder / STAMP).exists() else 0.0


def _write(path: Path, text: str) -> None:
    """Replace a file at once, so that no reader sees half of it."""
    partial = path.with_name(path.name + ".new")
    with partial.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)
