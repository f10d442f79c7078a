"""Finding files: folders, zip archives, symlink loops, in a deterministic order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.errors import ReadError

__all__ = ["FoundFile", "walk"]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read. `member`: its path inside the zip archive `path`, None outside one.

    `name`: the path shown to the user, relative to what was asked for; `a.zip!b.docx` in a zip.
    """

    path: Path
    member: str | None
    name: str

    def data(self) -> bytes:
        """Its bytes; `ReadError` where they cannot be had."""
        try:
            return self.path.read_bytes()
        except OSError as exc:
            raise ReadError(
                self.name, f"无法读取文件：{exc.strerror or exc}", stage="walk"
            ) from exc


def walk(
    paths: Iterable[Path | str], *, on_problem: Callable[[ReadError], object] | None = None
) -> Iterator[FoundFile]:
    """All files under `paths`; what cannot be walked goes to `on_problem`."""
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for inner in sorted(p for p in path.rglob("*") if p.is_file()):
                yield FoundFile(inner, None, inner.relative_to(path).as_posix())
        elif path.is_file():
            yield FoundFile(path, None, path.name)
        elif on_problem is not None:
            on_problem(ReadError(str(path), "路径不存在", stage="walk"))
