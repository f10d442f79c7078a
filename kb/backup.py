"""One archive that holds a whole library in one consistent state, and the way back."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path

from kb.errors import LibraryError, StoreError
from kb.library import FORMAT, Library, now, without_password
from kb.locking import replace_file
from kb.originals import kept
from kb.os_words import os_words
from kb.progress import Track, untracked
from kb.settings import Settings
from kb.store import open_store

__all__ = ["restore", "save"]

_MANIFEST = "backup.json"
_STORE = "policykb.sqlite"
_KEPT = ("originals/", "vocab/")


def save(library: Library, target: Path, *, track: Track = untracked) -> list[str]:
    """Write the archive; the names of originals that the library itself has lost.

    The record is copied first, in one state, while others read and write; originals never change
    and none is collected meanwhile, so those it names belong to that state. The search index is
    left out: it can be made again.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent) as folder:
            copy = Path(folder) / _STORE
            with kept(library):
                library.store.copy_to(f"sqlite:///{copy}")
                missing = _write(library, copy, draft, track)
        os.replace(draft, target)
    except OSError as error:
        raise StoreError(
            f"无法写备份 {target}：{os_words(error)}。请检查磁盘空间和权限。"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return missing


def _write(library: Library, copy: Path, draft: Path, track: Track) -> list[str]:
    store = open_store(f"sqlite:///{copy}")
    try:
        sources, counts = list(store.sources()), store.counts()
    finally:
        store.close()
    missing = []
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        facts = {"format": FORMAT, "created": now(), "counts": counts}
        archive.writestr(_MANIFEST, json.dumps(facts, ensure_ascii=False))
        archive.write(copy, _STORE)
        kept = {source.stored: source.name for source in sources if source.stored}
        for stored, name in track(kept.items()):
            path = library.folder / stored
            if path.is_file():
                archive.write(path, stored)
            else:
                missing.append(name)
        for path in sorted(p for p in library.vocab.rglob("*") if p.is_file()):
            archive.write(path, path.relative_to(library.folder).as_posix())
    return missing


def restore(
    archive: Path, folder: Path, settings: Settings, *, track: Track = untracked
) -> Library:
    """Make a library from an archive in an empty or missing folder; its index must be rebuilt.

    All is unpacked and checked beside the target first, so a bad archive leaves nothing behind.
    """
    if folder.exists() and any(folder.iterdir()):
        raise LibraryError(f"文件夹 {folder} 不是空的。请恢复到新文件夹，确认无误后再替换。")
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".restore-", dir=folder.absolute().parent))
    try:
        _unpack(archive, draft, track)
        for name in ("index", "originals", "vocab"):
            (draft / name).mkdir(exist_ok=True)
        _fill_database(draft, settings)
        store = without_password(settings.store)
        facts = {"format": FORMAT, "created": now(), "store": store}
        replace_file(draft / "library.json", json.dumps(facts, indent=2) + "\n")
        if folder.exists():
            folder.rmdir()
        draft.chmod(0o755)
        os.replace(draft, folder)
    except OSError as error:
        raise StoreError(f"无法恢复到 {folder}：{os_words(error)}。") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Library.open(folder, settings)


def _unpack(archive: Path, draft: Path, track: Track) -> None:
    try:
        with zipfile.ZipFile(archive) as packed:
            if _MANIFEST not in packed.namelist() or _STORE not in packed.namelist():
                raise LibraryError(f"{archive} 不是 policykb 的备份文件。")
            held = int(json.loads(packed.read(_MANIFEST))["format"])
            if held > FORMAT:
                raise LibraryError(f"{archive} 由较新的 policykb 备份，请先升级。")
            for info in track(packed.infolist()):
                wanted = info.filename == _STORE or info.filename.startswith(_KEPT)
                if wanted and ".." not in Path(info.filename).parts:
                    packed.extract(info, draft)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError) as error:
        raise LibraryError(
            f"{archive} 不是完整的备份文件（内容已损坏，或根本不是 zip）。"
            "请另选 policykb backup 写出的文件。"
        ) from error
    except FileNotFoundError as error:
        raise LibraryError(f"备份文件 {archive} 不存在。") from error


def _fill_database(draft: Path, settings: Settings) -> None:
    """Check the record by opening it; where a database is set, move it there."""
    store = open_store(f"sqlite:///{draft / _STORE}")
    try:
        store.counts()
        if settings.store:
            store.copy_to(settings.store)
    finally:
        store.close()
    if settings.store:
        (draft / _STORE).unlink()
