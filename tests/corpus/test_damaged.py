"""A file for each loader, damaged: read as far as possible or refused, with no other exception."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from corpus import FoundFile, read
from corpus.loaders.protocol import Loader
from corpus.loaders.registry import HEAD, choose, loaders
from corpus.sample.make_pdf import PdfPage, write_pdf
from kb.errors import ReadError
from tests.corpus.conftest import Read
from tests.corpus.test_ofd import ROWS, package, page, table, words
from tests.corpus.test_other_formats import PAGE, SENTENCE, book, letter

ODD = ("", "-1", "99999999", "abc", "NaN", "1e309", "0")


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("社区食堂建设方案", level=1)
    for style in ("List Number", "List Bullet", "Normal"):
        document.add_paragraph(SENTENCE, style=style)
    document.add_table(rows=2, cols=2).cell(0, 0).text = "区"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for number in range(20):
        book.active.append([f"第{number}家", number * 1.5, SENTENCE])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def pdf_file() -> bytes:
    sheet = PdfPage()
    sheet.lines(90, 100, [SENTENCE] * 3)
    sheet.table(90, 300, [100, 60, 60], ROWS)
    return write_pdf([sheet])


FILES: dict[str, Callable[[], bytes]] = {
    "a.docx": word_file,
    "a.ofd": lambda: package([page(words(20, 60, SENTENCE), *table(90, ROWS))]),
    "a.epub": lambda: book(SENTENCE, SENTENCE, spine=(0, 1)),
    "a.eml": lambda: letter(html=True, attached="名单.pdf"),
    "a.pdf": pdf_file,
    "a.html": lambda: PAGE.format(f"{SENTENCE}<table><tr><td>甲<td>1</table>").encode(),
    "a.xlsx": workbook,
    "a.csv": lambda: f"区,米\n甲,1\n乙,{SENTENCE}\n".encode() * 9,
    "a.md": lambda: f"# 题\n\n| 甲 | 乙 |\n|---|---|\n| {SENTENCE} | 3 |\n".encode() * 9,
    "a.txt": lambda: f"{SENTENCE}\n".encode() * 9,
}
WITHOUT_FILE = {"doc", "refused"}
"""One needs LibreOffice, the other reads nothing."""


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file cut off or with bytes changed; in a zip also odd values or bytes of its parts."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return chance.choice([_odd_values, _hurt_parts])(data, chance)
    if chance.random() < 0.3:
        return data[: chance.randrange(1, len(data))]
    return _hurt(data, chance)


def _hurt(data: bytes, chance: random.Random) -> bytes:
    """With bytes changed, or a few cut out."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 5, 40]) if changed else 0):
        at = chance.randrange(len(changed))
        changed[at : at + chance.randrange(1, 9)] = bytes([chance.randrange(256)])
        if not changed:
            break
    return bytes(changed)


def _hurt_parts(data: bytes, chance: random.Random) -> bytes:
    def hurt(content: bytes) -> bytes:
        return _hurt(content, chance) if chance.random() < 0.5 else content

    return _with_parts(data, lambda _, content: hurt(content))


def _odd_values(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        victim = chance.choice(whole.namelist())

    def odd(name: str, content: bytes) -> bytes:
        if name != victim:
            return content
        text = content.decode("utf-8", "replace")
        return re.sub(r'"[^"]*"', lambda m: f'"{chance.choice([*ODD, m[0][1:-1]])}"', text).encode()

    return _with_parts(data, odd)


def _with_parts(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The zip with each part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(stream, "w") as made:
        for name in whole.namelist():
            made.writestr(name, change(name, whole.read(name)))
    return stream.getvalue()


def test_every_loader_has_a_file() -> None:
    chosen = {choose(make()[:HEAD], name) for name, make in FILES.items()}
    named = {loader.name for loader in chosen if loader}
    assert named == {loader.name for loader in loaders()} - WITHOUT_FILE


@pytest.mark.parametrize("loader", loaders(), ids=lambda loader: loader.name)
def test_a_loader_declares_what_it_is(loader: Loader) -> None:
    scores = {loader.score(make()[:HEAD], name) for name, make in FILES.items()}
    assert loader.version
    assert all(ending == ending.lower().strip(".") for ending in loader.formats)
    assert scores <= set(range(101))


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, name: str) -> None:
    chance, whole = random.Random(name), FILES[name]()
    path = tmp_path / name
    outcomes = set()
    for _ in range(40):
        path.write_bytes(damaged(whole, chance))
        try:
            outcomes.add(bool(read(FoundFile(path, None, name)).documents))
        except ReadError as problem:
            outcomes.add(bool(problem.reason))
    assert outcomes == {True}


def test_a_page_with_two_registrations_at_its_foot_is_read(reading: Read) -> None:
    foot = "<div><p>蜀ICP备05001234号</p><p>川公网安备 51190002000001号</p></div>"
    (document,) = reading(PAGE.format(f"{SENTENCE}</p><p>{SENTENCE}</p>{foot}"), "a.html").documents
    assert document.text == f"{SENTENCE}\n{SENTENCE}"
