"""Mails, saved pages, books, and what nothing can be read from: each is read or refused."""

from __future__ import annotations

import base64
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from corpus import walk
from kb.errors import ReadError
from tests.corpus.conftest import Blocks, Read

PAGE = "<html><head><title>食堂</title></head><body><p>{}</p></body></html>"
SENTENCE = "三年内建成社区食堂一百二十家，账目按月公示，接受居民监督。"


def letter(*, html: bool = False, charset: str = "utf-8", attached: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "a@example.cn", "b@example.cn"
    message["Subject"] = "关于社区食堂建设的通知"
    message.set_content(SENTENCE, charset=charset)
    if html:
        message.add_alternative(PAGE.format(SENTENCE), subtype="html", charset=charset)
    if attached:
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename=attached)
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("html", [True, False], ids=["html", "plain"])
def test_the_words_of_a_mail_are_read(blocks: Blocks, html: bool, charset: str) -> None:
    found = blocks(letter(html=html, charset=charset), "通知.eml")
    assert found == [("paragraph", SENTENCE)]


def test_a_mail_has_its_subject_and_notes_its_attachments(reading: Read) -> None:
    (document,) = reading(letter(attached="名单.pdf"), "a.eml").documents
    assert [(h.field, h.value) for h in document.hints] == [("title", "关于社区食堂建设的通知")]
    assert [(n.code, "名单.pdf" in n.message) for n in document.notes] == [
        ("attachment_missing", True)
    ]


@pytest.mark.parametrize("name", ["页.mht", "页.mhtml", "页.html"])
def test_a_page_saved_in_one_file_is_read_as_the_page(reading: Read, name: str) -> None:
    body = base64.encodebytes(PAGE.format(SENTENCE).encode("gb18030")).decode()
    archive = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.gov.cn/1.html\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{body}\r\n--B\r\nContent-Type: image/png\r\n\r\nPNG\r\n--B--\r\n"
    )
    found = reading(archive, name)
    assert (found.source.loader, found.documents[0].text) == ("mail", SENTENCE)
    assert ("url", "https://www.example.gov.cn/1.html") in [
        (h.field, h.value) for h in found.documents[0].hints
    ]


def book(*pages: str, spine: tuple[int, ...]) -> bytes:
    stream = io.BytesIO()
    items = "".join(f'<item id="p{n}" href="t/{n}.xhtml"/>' for n in range(len(pages)))
    order = "".join(f'<itemref idref="p{n}"/>' for n in spine)
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("mimetype", "application/epub+zip")
        made.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>',
        )
        made.writestr(
            "O/b.opf",
            f"<package><metadata><title>社区食堂手册</title></metadata>"
            f"<manifest>{items}</manifest><spine>{order}</spine></package>",
        )
        for number, text in enumerate(pages):
            made.writestr(f"O/t/{number}.xhtml", PAGE.format(text))
    return stream.getvalue()


def test_a_book_is_one_document_in_the_order_of_its_spine(tmp_path: Path, reading: Read) -> None:
    data = book("后一章的文字。", "前一章的文字。", spine=(1, 0))
    (document,) = reading(data, "手册.epub").documents
    assert document.text == "前一章的文字。\n后一章的文字。"
    assert [found.name for found in walk([tmp_path])] == ["手册.epub"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (book(spine=()), "没有读到文字"),
        (book("甲", spine=(0,))[:200], "^a.epub：文件不完整或已损坏（可能没有下载完整）"),
        (b"MIME-Version: 1.0\r\nSubject: x\r\nFrom: a\r\n\r\n", "没有正文"),
    ],
    ids=["empty book", "broken book", "empty mail"],
)
def test_a_container_without_words_says_so(reading: Read, data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        reading(data, "a.epub" if data.startswith(b"PK") else "a.eml")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.rar", b"Rar!\x1a\x07\x01\x00" + b"0" * 99, "解压"),
        ("a.txt", b"7z\xbc\xaf\x27\x1c" + b"0" * 99, "解压"),
        ("a.tar.gz", b"\x1f\x8b\x08\x00" + b"\x00" * 99, "解压"),
        ("a.caj", b"CAJ\x00" + bytes(range(256)), "打印为 PDF"),
        ("a.pages", b"PK\x03\x04" + b"\x00" * 99, "文件不完整|iWork"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "EML"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 99, "文字稿"),
        ("a.heic", b"\x00\x00\x00\x18\x00ypheic" + b"\x00" * 99, "OCR"),
        ("a.dwg", b"AC1027" + b"\x00" * 99, "导出为"),
        ("a.xml", b"<data><row>1</row></data>", "数据文件"),
        ("a.txt", b'<?xml version="1.0"?><data><row>1</row></data>', "XML"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(
    reading: Read, name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(ReadError, match=reason):
        reading(data, name)


def test_the_folder_a_browser_saves_beside_a_page_is_left_out(tmp_path: Path) -> None:
    for name in ("页.html", "页_files/a.js", "别_files/b.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("甲", "utf-8")
    assert [found.name for found in walk([tmp_path])] == ["页.html", "别_files/b.txt"]
