"""Zip containers (archives, DOCX, OFD, XLSX), opened with limits against zip bombs."""

from __future__ import annotations

import io
import zipfile
import zlib

from kb.errors import ReadError

__all__ = ["checked_zip", "member_data", "member_name"]

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
MOST_RATIO = 200
RATIO_MATTERS_FROM = 50_000_000
MOST_MEMBERS = 50_000


def checked_zip(data: bytes | io.BufferedReader, name: str) -> zipfile.ZipFile:
    """An open zip whose unpacked size is bearable; `ReadError` otherwise."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as exc:
        raise ReadError(name, f"压缩包损坏或不完整：{exc}") from exc
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    bomb = total > RATIO_MATTERS_FROM and total > MOST_RATIO * packed
    if total > MOST_UNPACKED or len(members) > MOST_MEMBERS or bomb:
        archive.close()
        raise ReadError(
            name,
            f"解压后约 {total // 1_000_000} MB、{len(members)} 个文件，疑为压缩炸弹，已拒绝",
        )
    return archive


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
        raise ReadError(name, f"压缩包中的文件损坏：{exc}") from exc
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
