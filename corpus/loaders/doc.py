"""Files of other and older office programs (DOC, WPS, RTF, XLS, ODT, PPTX …): read by a converter
of this machine, if it has one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus.loaders.docx import DocxLoader
from corpus.loaders.pdf import PdfLoader
from corpus.loaders.protocol import Loader, RawDocument
from corpus.loaders.text import TextLoader
from corpus.loaders.xlsx import XlsxLoader
from kb.errors import ReadError
from kb.os_words import os_words

__all__ = ["DocLoader", "office_program"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STREAMS = (  # what the parts inside are called tells the kind, whatever the file's name says
    ("doc", "WordDocument".encode("utf-16-le")),
    ("ppt", "PowerPoint Document".encode("utf-16-le")),
    ("xls", "Workbook".encode("utf-16-le")),
    ("xls", "Book\0".encode("utf-16-le")),
)
_TARGETS: dict[str, tuple[str, Loader]] = {
    "doc": ("docx", DocxLoader()),
    "rtf": ("docx", DocxLoader()),
    "xls": ("xlsx", XlsxLoader()),
    "ppt": ("pdf", PdfLoader()),
    "odt": ("docx", DocxLoader()),
    "fodt": ("docx", DocxLoader()),
    "ods": ("xlsx", XlsxLoader()),
    "fods": ("xlsx", XlsxLoader()),
    "xlsb": ("xlsx", XlsxLoader()),
    "odp": ("pdf", PdfLoader()),
    "pptx": ("pdf", PdfLoader()),
}
_BY_NAME = {"wps": "doc", "wpt": "doc", "et": "xls", "ett": "xls", "dps": "ppt", "ott": "odt"}
_OPEN = b"mimetypeapplication/vnd.oasis.opendocument."
_OPEN_KINDS = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
_FLAT = b"<office:document"
_XML_OF = {b'progid="Word.Document"': "doc", b'progid="Excel.Sheet"': "xls"}
_SIMPLE_TOOLS = ("antiword", "catdoc")
_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
SECONDS = 120


class DocLoader:
    """What LibreOffice can turn into DOCX, XLSX or PDF; DOC by antiword too."""

    name = "doc"
    version = "3"
    formats = (
        *("doc", "wps", "rtf", "odt", "fodt", "xls", "et", "xlsb", "ods", "fods"),
        *("ppt", "dps", "pptx", "odp"),
    )

    def score(self, head: bytes, name: str) -> int:
        """By the first bytes, or by the name of a zip that is no folder of documents."""
        if (
            head.startswith((_OLE, _RTF))
            or _OPEN in head[:100]
            or _FLAT in head[:500]
            or _office_xml(head)
        ):
            return 95
        ending = name.lower().rpartition(".")[2]
        slides = head.startswith(b"PK") and b"ppt/" in head
        return 95 if slides or (head.startswith(b"PK") and ending in _TARGETS) else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """Convert and read the result; `ReadError` names what to install."""
        if _ENCRYPTED in data:
            raise ReadError(name, "文件已加密，请去掉密码后再加入")
        kind = _kind(data, name)
        office = office_program()
        simple = next(filter(None, map(shutil.which, _SIMPLE_TOOLS)), None)
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"source.{kind}"
            source.write_bytes(data)
            if office:
                target, loader = _TARGETS[kind]
                return loader.load(_by_office(office, source, target, name), name)
            if simple and kind == "doc":
                return TextLoader().load(_run([simple, str(source)], name), name)
        raise ReadError(
            name,
            f"{kind.upper()} 格式需要转换，而本机未安装 LibreOffice：请安装后重新加入，"
            "或在 Word、WPS 中另存为新格式（DOCX、XLSX、PDF）再加入",
        )


def _office_xml(head: bytes) -> str | None:
    """The kind of a file that Word or Excel 2003 saved as XML."""
    return next((kind for mark, kind in _XML_OF.items() if mark in head[:500]), None)


def _kind(data: bytes, name: str) -> str:
    """The kind to convert: by content, else by name."""
    if data.startswith(_RTF):
        return "rtf"
    ending = name.lower().rpartition(".")[2]
    named = _BY_NAME.get(ending, ending)
    if data.startswith(_OLE):
        found = next((kind for kind, stream in _STREAMS if stream in data), None)
        return found or (named if named in ("xls", "ppt") else "doc")
    if (at := data[:100].find(_OPEN)) >= 0:
        kind = data[at + len(_OPEN) :][:20]
        return next((to for key, to in _OPEN_KINDS.items() if kind.startswith(key)), "odt")
    if (kind_of_xml := _office_xml(data)) is not None:
        return kind_of_xml
    if _FLAT in data[:500]:
        return "fods" if b"opendocument.spreadsheet" in data[:20_000] else "fodt"
    return named if named in _TARGETS else "pptx"


def office_program() -> str | None:
    """LibreOffice, where this machine has it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def _by_office(office: str, source: Path, target: str, name: str) -> bytes:
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    folder = str(source.parent)
    _run(
        [office, profile, "--headless", "--convert-to", target, "--outdir", folder, str(source)],
        name,
    )
    made = source.with_suffix(f".{target}")
    if not made.exists():
        raise ReadError(name, "LibreOffice 未能转换此文件，可能已损坏；请打开检查后另存为新格式")
    return made.read_bytes()


def _run(command: list[str], name: str) -> bytes:
    try:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=sys.platform != "win32",  # so that its helpers end with it
        )
    except OSError as exc:
        raise ReadError(name, f"转换程序无法运行：{os_words(exc)}") from exc
    try:
        made, said = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as exc:
        raise ReadError(
            name, f"转换超过 {SECONDS} 秒，已放弃；请在 Word、WPS 中另存为新格式再加入"
        ) from exc
    finally:
        _end(process)
    if process.returncode:
        reason = said.decode("utf-8", errors="replace").strip()[:200]
        raise ReadError(name, f"转换失败：{reason or process.returncode}")
    return made


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the converter and what it started, if it still runs."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
