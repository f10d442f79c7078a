"""Finding files: folders, zip archives, symlink loops, in a deterministic order."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.archives import MOST_OF_ARCHIVE, checked_zip, kept_open, member_data, member_name
from kb.errors import ReadError
from kb.os_words import os_words

__all__ = ["FoundFile", "readable", "walk"]

OnProblem = Callable[[ReadError], object]
SKIPPED = frozenset(("Thumbs.db", "desktop.ini", "__MACOSX"))
MOST_BYTES = 2_000_000_000
INSIDE = "!"
_IRREGULAR = "不是普通文件（管道、设备等），已跳过"
# Containers that are zips themselves but one document each.
_PACKAGES = (
    *("word/", "xl/", "ppt/", "OFD.xml", "[Content_Types].xml"),
    *("META-INF/manifest.xml", "META-INF/container.xml", "Index/Document.iwa"),
)
_PACKAGE_ENDINGS = (
    *(".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xlsb", ".pptx", ".ofd", ".epub"),
    *(".odt", ".ods", ".odp", ".ott", ".pages", ".numbers", ".key", ".jar", ".apk"),
)
_SAVED_WITH_PAGE = re.compile(r"(.+)(?:_files|\.files)")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read. `member`: its path inside the zip archive `path`, None outside one.

    `name`: the path shown to the user, relative to what was asked for; `a.zip!b.docx` in a zip.
    """

    path: Path
    member: str | None
    name: str
    unpacked: int | None = None
    """Bytes of a member as the archive states them; None where that was not looked up."""

    def size(self) -> int:
        """Bytes it holds, without reading it; `ReadError` where that cannot be told."""
        try:
            if self.member is None:
                return self.path.stat().st_size
            if self.unpacked is not None:
                return self.unpacked
            return kept_open(self.path, self.name).getinfo(self.member).file_size
        except (OSError, KeyError) as exc:
            raise ReadError(self.name, _cause(exc), stage="walk") from exc

    def data(self, *, limit: int = MOST_BYTES) -> bytes:
        """Its bytes; `ReadError` where they cannot be had."""
        try:
            if self.member is None:
                with self.path.open("rb") as stream:
                    data = stream.read(limit + 1)
                if len(data) > limit:  # it grew since it was found
                    reason = f"文件超过 {limit // 1_000_000} MB，已拒绝"
                    raise ReadError(self.name, reason, stage="walk")
                return data
            archive = kept_open(self.path, self.name)
            return member_data(archive, self.member, self.name, limit=limit)
        except OSError as exc:
            raise ReadError(self.name, _cause(exc), stage="walk") from exc


def walk(
    paths: Iterable[Path | str], *, on_problem: OnProblem | None = None
) -> Iterator[FoundFile]:
    """All files under `paths`, each once; what cannot be walked goes to `on_problem`."""
    report: OnProblem = on_problem if on_problem is not None else _ignore
    seen: set[tuple[int, int]] = set()
    for given in paths:
        path = Path(given)
        try:
            if path.is_dir():
                yield from _folder(path, path, seen, report)
            elif path.is_file():
                yield from _file(path, readable(path.name), report)
            else:
                reason = _IRREGULAR if path.exists() else "路径不存在"
                report(ReadError(readable(str(given)), reason, stage="walk"))
        except (OSError, ValueError) as exc:  # ValueError: a path with a NUL
            report(ReadError(readable(str(given)), _cause(exc), stage="walk"))


def readable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 are read as GB18030, else written as \\xff."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "surrogateescape")
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "backslashreplace")
    return name


def _ignore(problem: ReadError) -> None:
    """Used where the caller does not ask for problems."""


def _cause(exc: Exception) -> str:
    if isinstance(exc, PermissionError):
        return "没有读取权限"
    return f"无法读取：{os_words(exc) if isinstance(exc, OSError) else exc}"


def _folder(
    top: Path, folder: Path, seen: set[tuple[int, int]], report: OnProblem
) -> Iterator[FoundFile]:
    """Files of a folder in name order, then its folders; a folder reached twice is left out."""
    shown = readable(folder.relative_to(top).as_posix())
    try:
        facts = folder.stat()
        key = (facts.st_dev, facts.st_ino)
        if facts.st_ino and key in seen:
            return
        seen.add(key)
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as exc:
        report(ReadError(shown, _cause(exc), stage="walk"))
        return
    folders = []
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name in SKIPPED or entry.name.startswith((".", "~$")) or _of_page(entry, names):
            continue
        path = Path(entry.path)
        name = readable(path.relative_to(top).as_posix())
        try:
            if entry.is_dir():
                folders.append(path)
            elif entry.is_file():
                yield from _file(path, name, report)
            elif entry.is_symlink() and not path.exists():
                report(ReadError(name, "符号链接指向不存在的文件或自身", stage="walk"))
            else:
                report(ReadError(name, _IRREGULAR, stage="walk"))
        except OSError as exc:
            report(ReadError(name, _cause(exc), stage="walk"))
    for inner in folders:
        yield from _folder(top, inner, seen, report)


def _of_page(entry: os.DirEntry[str], names: Collection[str]) -> bool:
    """Whether a folder holds the scripts and images of a web page that a browser saved beside."""
    found = _SAVED_WITH_PAGE.fullmatch(entry.name)
    pages = {f"{found[1]}{ending}" for ending in (".html", ".htm", ".mht")} if found else set()
    return not pages.isdisjoint(names) and entry.is_dir()


def _file(path: Path, name: str, report: OnProblem) -> Iterator[FoundFile]:
    """The file itself, or the members of a zip archive."""
    if not _is_archive(path):
        yield FoundFile(path, None, name)
        return
    try:
        with (
            path.open("rb") as stream,
            checked_zip(stream, name, most=MOST_OF_ARCHIVE) as archive,
        ):
            if any(info.filename.startswith(_PACKAGES) for info in archive.infolist()):
                yield FoundFile(path, None, name)
                return
            members = sorted(archive.infolist(), key=lambda info: info.filename)
    except (ReadError, OSError) as exc:
        report(
            ReadError(name, exc.reason if isinstance(exc, ReadError) else _cause(exc), stage="walk")
        )
        return
    for info in members:
        shown = member_name(info)
        parts = PurePosixPath(shown).parts
        if info.is_dir() or any(p in SKIPPED or p.startswith((".", "~$")) for p in parts):
            continue
        if shown.lower().endswith(".zip"):
            report(
                ReadError(
                    f"{name}{INSIDE}{shown}", "压缩包中的压缩包不展开，请先解压", stage="walk"
                )
            )
            continue
        yield FoundFile(path, info.filename, f"{name}{INSIDE}{shown}", info.file_size)


def _is_archive(path: Path) -> bool:
    if path.name.lower().endswith(_PACKAGE_ENDINGS):
        return False
    if path.suffix.lower() == ".zip":
        return True
    try:
        with path.open("rb") as stream:
            return stream.read(4) == b"PK\x03\x04"
    except OSError:
        return False  # reading it reports the cause
