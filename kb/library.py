"""A library: one folder with everything that belongs together.

library.json        format version and where the record is kept
policykb.sqlite     the record (unless a database URL was given)
index/              the search index, a copy that can be made again
originals/          the files as they were added, by content
vocab/              the library's own vocabulary files, laid over the built-in ones
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from kb.errors import LibraryError, StoreError
from kb.locking import file_lock, replace_file
from kb.netshare import network_share
from kb.os_words import os_words
from kb.settings import Settings
from kb.store import SourceRecord, Store, open_store

__all__ = ["FORMAT", "Library", "keep_original", "now", "without_password"]

FORMAT = 1
_FILE = "library.json"
_FOLDERS = ("index", "originals", "vocab")
_OURS = {_FILE, *_FOLDERS, "library.lock", "originals.lock"}


@dataclass
class Library:
    """An open library. Close it, or use it in a `with` statement."""

    folder: Path
    settings: Settings = field(default_factory=Settings)
    recorded_store: str = ""
    _store: Store | None = None

    @classmethod
    def init(cls, folder: Path, settings: Settings | None = None) -> Library:
        """Make an empty library; a folder that holds anything else is refused."""
        settings = settings or Settings()
        if (folder / _FILE).exists():
            raise LibraryError(f"{folder} 已经是一个库。")
        if folder.exists() and not folder.is_dir():
            raise LibraryError(f"{folder} 是一个文件，不能用作库文件夹。")
        if folder.is_dir():
            foreign = sorted(p.name for p in folder.iterdir() if not _is_ours(p.name))
            if foreign:
                raise LibraryError(
                    f"文件夹 {folder} 不是空的（例如 {foreign[0]}），也不是库。请另选文件夹。"
                )
        try:
            for name in _FOLDERS:
                (folder / name).mkdir(parents=True, exist_ok=True)
            library = cls(folder, settings, without_password(settings.store))
            library.store.counts()
            facts = {"format": FORMAT, "created": now(), "store": library.recorded_store}
            replace_file(folder / _FILE, json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
        except OSError as error:
            raise LibraryError(
                f"无法在 {folder} 建库：{os_words(error)}。请检查权限和磁盘空间。"
            ) from error
        return library

    @classmethod
    def open(cls, folder: Path, settings: Settings | None = None) -> Library:
        """Open a library, bringing an older one up to date."""
        file = folder / _FILE
        if not file.is_file():
            raise LibraryError(
                f"{folder} 不是库（没有 {_FILE}）。"
                "请用 --library 指明库文件夹，或先运行 policykb add 加入文件。"
            )
        try:
            facts = json.loads(file.read_text(encoding="utf-8"))
            held, store = int(facts["format"]), str(facts.get("store") or "")
        except (ValueError, KeyError, TypeError) as error:
            raise LibraryError(f"{file} 已损坏。请用 policykb restore 从备份恢复。") from error
        except OSError as error:
            raise LibraryError(f"无法读取 {file}：{os_words(error)}。") from error
        if held > FORMAT:
            raise LibraryError(
                f"{folder} 由较新的 policykb 建立（格式 {held}，本程序支持到 {FORMAT}）。"
                "请升级 policykb。"
            )
        return cls(folder, settings or Settings(), store)

    @classmethod
    def exists(cls, folder: Path) -> bool:
        """Whether there is a library in this folder."""
        return (folder / _FILE).is_file()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- where things are --------------------------------------------------------------------

    @property
    def store_url(self) -> str:
        """Where the record is kept."""
        return self.settings.store or self.recorded_store or f"sqlite:///{self.sqlite_file}"

    @property
    def sqlite_file(self) -> Path:
        """The record of a library without a database URL."""
        return self.folder / "policykb.sqlite"

    @property
    def index_folder(self) -> Path:
        """Where the search index lives."""
        return self.folder / "index"

    @property
    def originals(self) -> Path:
        """Where the files are kept as they were added."""
        return self.folder / "originals"

    @property
    def vocab(self) -> Path:
        """Vocabulary files laid over the built-in ones."""
        return self.folder / "vocab"

    @property
    def overlay(self) -> Path | None:
        """The vocabulary folder where it holds any file, for `kb.vocab.configure`."""
        return self.vocab if self.vocab.is_dir() and any(self.vocab.iterdir()) else None

    @property
    def store(self) -> Store:
        """The record, opened at first use."""
        if self._store is None:
            if not self.folder.is_dir():
                raise LibraryError(f"库文件夹 {self.folder} 不存在。")
            self._store = open_store(self.store_url, busy_timeout_ms=self.settings.busy_timeout_ms)
        return self._store

    def original(self, source: SourceRecord) -> Path | None:
        """The library's own copy of a source file; None where there is none."""
        if source.stored is None:
            return None
        path = self.folder / source.stored
        return path if path.is_file() else None

    # --- care --------------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        """Whether this process may not write into the library's folder."""
        return self.folder.is_dir() and not os.access(self.folder, os.W_OK)

    def warning(self) -> str | None:
        """What a user should know about where the library lies."""
        kind = network_share(self.folder) if self.store_url.startswith("sqlite") else None
        if kind is None:
            return None
        return (
            f"库 {self.folder} 在网络共享（{kind}）上：数据库的锁在那里不可靠，"
            "多人同时使用可能损坏库。请把库放在本机磁盘，用 policykb serve 供他人访问。"
        )

    @contextmanager
    def writing(self, *, wait_s: float = 5.0) -> Iterator[None]:
        """Be the one process that adds, rebuilds or restores."""
        if self.read_only:
            raise LibraryError(
                f"库文件夹 {self.folder} 是只读的：可以检索、阅读和导出，不能加入、修改或重建。"
                "请取得写权限，或把整个文件夹复制到可写的地方再运行。"
            )
        with file_lock(self.folder / "library.lock", wait_s=wait_s):
            yield

    def close(self) -> None:
        """Close the record."""
        if self._store is not None:
            self._store.close()
            self._store = None


def now() -> str:
    """The present moment, ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def keep_original(folder: Path, data: bytes, name: str) -> str:
    """Put a file among the originals of a library; its path within the library.

    Named by content, so that equal files are kept once and a half-written one is never taken
    for whole.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    suffix = "".join(c for c in Path(name).suffix.lower() if c.isalnum() or c == ".")[:10]
    stored = f"originals/{sha256[:2]}/{sha256}{suffix}"
    path = folder / stored
    if path.is_file() and path.stat().st_size == len(data):
        return stored
    draft = path.with_name(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreError(
            f"无法保存 {name} 的原件：{os_words(error)}。请检查磁盘空间后重新运行同一命令。"
        ) from error
    return stored


def _is_ours(name: str) -> bool:
    return name in _OURS or name.startswith(("policykb.sqlite", ".library.json."))


def without_password(url: str) -> str:
    """A database URL as it may be written into a file."""
    if "@" not in url:
        return url
    parts = urlsplit(url)
    user = (parts.username or "") + "@" if parts.username else ""
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=f"{user}{host}{port}"))
