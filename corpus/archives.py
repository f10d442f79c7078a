"""Zip containers (archives, DOCX, OFD, XLSX), opened with limits against zip bombs."""

from __future__ import annotations

import io
import threading
import zipfile
import zlib
from pathlib import Path

from kb.errors import ReadError

__all__ = [
    "MOST_OF_ARCHIVE",
    "MOST_UNPACKED",
    "checked_zip",
    "kept_open",
    "member_data",
    "member_name",
    "release",
]

# What zipfile raises on damaged members.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # also NotImplementedError: an unknown compression
)
MOST_UNPACKED = 1_000_000_000
MOST_OF_ARCHIVE = 200_000_000_000  # its members are read one by one, each within its own limit
MOST_RATIO = 200
RATIO_MATTERS_FROM = 50_000_000
MOST_MEMBERS = 50_000


def checked_zip(
    data: bytes | io.BufferedReader, name: str, *, most: int = MOST_UNPACKED
) -> zipfile.ZipFile:
    """An open zip that unpacks to at most `most` bytes; `ReadError` otherwise."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as exc:
        raise ReadError(name, f"{_damaged(name)}；请重新下载或复制后再加入") from exc
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    bomb = total > RATIO_MATTERS_FROM and total > MOST_RATIO * packed
    if total > most or len(members) > MOST_MEMBERS or bomb:
        archive.close()
        raise ReadError(
            name,
            f"解压后约 {total // 1_000_000} MB、{len(members)} 个文件，疑为压缩炸弹，已拒绝",
        )
    return archive


def _damaged(name: str) -> str:
    """Who adds a spreadsheet or a text knows of no zip inside it."""
    if name.lower().endswith(".zip"):
        return "压缩包损坏或不完整"
    return "文件不完整或已损坏（可能没有下载完整）"


_kept = threading.local()


def kept_open(path: Path, name: str) -> zipfile.ZipFile:
    """The archive at `path`, open until another is asked for: its members come one after another.

    Opening reads the list of all members, which for thousands of them takes longer than reading
    one. An archive that has changed since is opened anew.
    """
    facts = path.stat()
    key = (str(path), facts.st_mtime_ns, facts.st_size)
    if getattr(_kept, "key", None) != key:
        release()
        stream = path.open("rb")
        try:
            _kept.archive = checked_zip(stream, name, most=MOST_OF_ARCHIVE)
        except ReadError:
            stream.close()
            raise
        _kept.key, _kept.stream = key, stream
    archive: zipfile.ZipFile = _kept.archive
    return archive


def release() -> None:
    """Close the archive that this thread keeps open, if any."""
    if getattr(_kept, "key", None) is not None:
        _kept.key = None
        _kept.archive.close()
        _kept.stream.close()


def member_data(archive: zipfile.ZipFile, member: str, name: str, *, limit: int) -> bytes:
    """One member's bytes, never more than `limit` whatever its header says."""
    try:
        info = archive.getinfo(member)
        if info.flag_bits & 0x1:
            raise ReadError(name, "压缩包已加密，请解密后再加入")
        with archive.open(info) as stream:
            data = stream.read(limit + 1)
    except KeyError as exc:
        raise ReadError(name, f"压缩包中没有 {member}") from exc
    except DAMAGED as exc:
        raise ReadError(name, f"其中的 {member} 已损坏；请重新下载或复制后再加入") from exc
    if len(data) > limit:
        raise ReadError(name, f"解压后超过 {limit // 1_000_000} MB，已拒绝")
    return data


def member_name(info: zipfile.ZipInfo) -> str:
    """The member's name as its maker wrote it: old Windows tools store GBK without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
