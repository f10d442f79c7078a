"""Telling a network share from a local disk: SQLite's locks are not safe on the former."""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["network_share"]

_KINDS = (
    "nfs",
    "cifs",
    "smb",
    "afp",
    "9p",
    "fuse.sshfs",
    "fuse.glusterfs",
    "davfs",
    "ncpfs",
    "afs",
)
_MOUNTS = Path("/proc/mounts")
_REMOTE_DRIVE = 4  # what GetDriveTypeW says of a network drive


def network_share(folder: Path, *, mounts: Path = _MOUNTS) -> str | None:
    """The kind of network file system the folder lies on, None for a local disk or unknown."""
    path = folder.absolute()
    if str(path).startswith(("\\\\", "//")):
        return "UNC"
    if sys.platform == "win32":
        import ctypes

        drive = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)
        return "network drive" if drive == _REMOTE_DRIVE else None
    return _kind_from_mounts(path, mounts)


def _kind_from_mounts(path: Path, mounts: Path) -> str | None:
    if not mounts.is_file():
        return None  # macOS lists mounts only by a command; nothing is said there
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        inside = path == Path(point) or Path(point) in path.parents
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind if kind.startswith(_KINDS) else None
