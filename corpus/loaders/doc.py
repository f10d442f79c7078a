"""Old Word and Excel files (DOC, XLS, WPS): read by a converter of this machine, if it has one."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from corpus.loaders.docx import DocxLoader
from corpus.loaders.protocol import RawDocument
from corpus.loaders.text import TextLoader
from kb.errors import ReadError

__all__ = ["DocLoader"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SECONDS = 120


class DocLoader:
    """`.doc`, `.wps`, `.rtf`, `.xls`: by soffice, antiword or catdoc."""

    name = "doc"
    version = "1"
    formats = ("doc", "wps", "rtf", "xls", "et", "ppt")

    def score(self, head: bytes, name: str) -> int:
        """By the first bytes."""
        return 95 if head.startswith((_OLE, b"{\\rtf")) else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """Convert and read the result; `ReadError` names what to install."""
        if _ENCRYPTED in data:
            raise ReadError(name, "文件已加密，请去掉密码后再加入")
        ending = next((e for e in self.formats if name.lower().endswith(f".{e}")), "doc")
        if data.startswith(b"{\\rtf"):
            ending = "rtf"
        office = shutil.which("soffice") or shutil.which("libreoffice")
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"source.{ending}"
            source.write_bytes(data)
            if office and ending not in ("xls", "et", "ppt"):
                return DocxLoader().load(_by_office(office, source, name), name)
            for tool in ("antiword", "catdoc"):
                found = shutil.which(tool)
                if found and ending in ("doc", "wps"):
                    text = _run([found, str(source)], name)
                    return TextLoader().load(text, name)
        raise ReadError(
            name,
            f"旧版 {ending.upper()} 格式需要转换：本机未安装 LibreOffice，"
            "请安装后重试，或另存为新格式（DOCX、XLSX）再加入",
        )


def _by_office(office: str, source: Path, name: str) -> bytes:
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    target = str(source.parent)
    _run(
        [office, profile, "--headless", "--convert-to", "docx", "--outdir", target, str(source)],
        name,
    )
    made = source.with_suffix(".docx")
    if not made.exists():
        raise ReadError(name, "LibreOffice 未能转换此文件，可能已损坏")
    return made.read_bytes()


def _run(command: list[str], name: str) -> bytes:
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as exc:
        raise ReadError(name, f"转换超过 {SECONDS} 秒，已放弃") from exc
    except OSError as exc:
        raise ReadError(name, f"转换程序无法运行：{exc}") from exc
    if done.returncode:
        reason = done.stderr.decode("utf-8", errors="replace").strip()[:200]
        raise ReadError(name, f"转换失败：{reason or done.returncode}")
    return done.stdout
