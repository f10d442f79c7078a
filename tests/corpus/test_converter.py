"""Old office files: by the converter of the machine, and what is said where there is none."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest

from corpus.loaders import doc
from kb.errors import ReadError
from tests.corpus.conftest import Read

OFFICE = doc.office_program()
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def converted(data: bytes, name: str, target: str, folder: Path) -> bytes:
    source = folder / name
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", target, "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=100)
    return source.with_suffix(f".{target}").read_bytes()


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("社区食堂建设方案", level=1)
    document.add_paragraph("三年内建成社区食堂一百二十家，任务见下表。")
    table = document.add_table(rows=3, cols=3)
    values = [("区", "2024年", "2025年"), ("甲", "3", "9"), ("乙", "4", "8")]
    for row, texts in zip(table.rows, values, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("以上任务由各区承担。")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def sheet_file() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["区", "2024年"], ["甲", 12], ["乙", 9]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@needs_office
@pytest.mark.parametrize("target", ["doc", "rtf", "odt"])
def test_an_old_word_file_reads_as_the_new_one(reading: Read, tmp_path: Path, target: str) -> None:
    new = reading(word_file(), "a.docx").documents[0]
    data = converted(word_file(), "a.docx", target, tmp_path)
    old = reading(data, f"a.{target}")
    assert old.source.loader == "doc"
    assert old.documents[0].text == new.text
    assert [t.columns for t in old.documents[0].tables] == [("区", "2024年", "2025年")]


@needs_office
def test_an_old_sheet_reads_as_the_new_one_whatever_its_name(reading: Read, tmp_path: Path) -> None:
    data = converted(sheet_file(), "a.xlsx", "xls", tmp_path)
    assert reading(data, "a.doc").documents[0].text == "区 | 2024年\n甲 | 12\n乙 | 9"


def test_without_a_converter_it_says_what_to_do(
    reading: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doc, "office_program", lambda: None)
    monkeypatch.setattr(doc, "_SIMPLE_TOOLS", ())
    with pytest.raises(ReadError, match=r"DOC 格式.*安装.*另存为"):
        reading(OLD, "a.doc")


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell")
def test_a_converter_that_hangs_is_ended_with_what_it_started(
    reading: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "soffice"
    slow.write_text(f"#!/bin/sh\nsleep 60 && touch {tmp_path}/late & wait\n", "utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(doc, "office_program", lambda: str(slow))
    monkeypatch.setattr(doc, "SECONDS", 1)
    with pytest.raises(ReadError, match="转换超过 1 秒"):
        reading(OLD, "a.doc")
    assert not (tmp_path / "late").exists()
    assert subprocess.run(["pgrep", "-f", str(tmp_path)], check=False).returncode == 1


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell")
def test_a_file_the_converter_cannot_read_says_so(
    reading: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(doc, "office_program", lambda: str(broken))
    with pytest.raises(ReadError, match="未能转换"):
        reading(OLD, "a.doc")
