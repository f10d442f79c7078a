"""Bad input gives a clear reason, never a crash, and work that grows with its size."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from pathlib import Path

import docx
import pytest

from corpus import FoundFile, ReadLimits, read
from kb.errors import ReadError
from tests.corpus.conftest import Read
from tests.work import calls

SENTENCE = "本市三年内改造老旧水管二百公里，漏损率下降到百分之八以内。"


def word_bytes() -> bytes:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def other_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.bin", b"1")
    return stream.getvalue()


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 2
REFUSED = [
    ("empty file", b"", "空.txt", "0 字节"),
    ("only blanks", "　 \n\n".encode(), "a.txt", "只有空白"),
    ("random bytes", bytes(range(256)) * 64, "a.txt", "二进制"),
    ("random bytes named docx", bytes(range(256)) * 64, "a.docx", "二进制"),
    ("truncated docx", word_bytes()[:4000], "a.docx", "损坏"),
    ("zip that is no docx", other_zip(), "a.docx", "不是 Word 文档"),
    ("zip that is no xlsx", other_zip(), "a.xlsx", "不是 Excel"),
    ("zip that is no ofd", other_zip(), "a.ofd", "不是 OFD"),
    ("encrypted office file", ENCRYPTED, "a.docx", "加密"),
    ("photo", b"\xff\xd8\xff\xe0" + b"\x00" * 100, "a.jpg", "OCR"),
    ("photo named pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "a.pdf", "OCR"),
    (
        "page without text",
        b"<html><body><script>1</script></body></html>",
        "a.html",
        "没有找到正文",
    ),
    ("data file", b'{"a": 1}\n{"a": 2}\n', "a.jsonl", "数据文件"),
    ("csv without rows", b",,\n,,\n", "a.csv", "空的"),
]


@pytest.mark.parametrize(("why", "data", "name", "reason"), REFUSED, ids=[r[0] for r in REFUSED])
def test_it_is_refused_with_its_reason(
    reading: Read, why: str, data: bytes, name: str, reason: str
) -> None:
    with pytest.raises(ReadError) as caught:
        reading(data, name)
    assert caught.value.source == name
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("data", "name", "loader"),
    [
        (word_bytes(), "规划.pdf", "docx"),
        (word_bytes(), "规划", "docx"),
        (f"<!DOCTYPE html><html><body><p>{SENTENCE}</p></body></html>".encode(), "a.txt", "html"),
        (f"# 标题\n\n## 小节\n\n{SENTENCE}".encode(), "a.txt", "markdown"),
        (SENTENCE.encode(), "a.docx", "text"),
        (SENTENCE.encode("gb18030"), "a.pdf", "text"),
    ],
)
def test_content_counts_more_than_the_name(
    reading: Read, data: bytes, name: str, loader: str
) -> None:
    found = reading(data, name)
    assert (found.source.loader, SENTENCE in found.documents[0].text) == (loader, True)


def test_a_file_over_the_limit_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FoundFile, "data", lambda _: pytest.fail("the file was read"))
    path = tmp_path / "大.txt"
    with path.open("wb") as stream:
        stream.truncate(201_000_000)
    with pytest.raises(ReadError, match=r"201 MB.*上限 200 MB"):
        read(FoundFile(path, None, "大.txt"))


def test_the_limit_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    with pytest.raises(ReadError, match="上限"):
        read(FoundFile(path, None, "a.txt"), limits=ReadLimits(max_bytes=10))


def test_a_document_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_bytes())
    with pytest.raises(ReadError, match="解压后约"):
        read(FoundFile(path, None, "a.docx"), limits=ReadLimits(max_unpacked=10_000))


HURTING = [
    "为了公园\n",
    "《\n",
    "一、\n",
    "①\n",
    "| 1 |\n",
    "—\n",
    "[" * 50,
    "**" * 20,
    "（" * 50,
    "1" * 50,
    "— " * 20,
    "<p>" * 10,
    "|" * 30,
    ". " * 30,
    "《" * 40,
]


def hurting_text(unit: str, size: int) -> str:
    """The unit over and over, so many characters of it, between two sentences."""
    return f"{SENTENCE}\n{unit * (size // len(unit))}\n{SENTENCE}\n"


@pytest.mark.parametrize("unit", HURTING)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_twice_the_text_is_twice_the_work(reading: Read, unit: str, name: str) -> None:
    """In calls; what the regular expressions do is timed by `python -m tests.bench hostile`."""
    once, twice = (
        calls(partial(reading, hurting_text(unit, size), name)) for size in (6_000, 12_000)
    )
    assert twice < 2.1 * once
