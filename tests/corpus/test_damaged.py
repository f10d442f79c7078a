"""Damaged files: read as far as possible or refused, but never with another exception."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from corpus import FoundFile, read
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
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file cut off, with bytes changed, or (in a zip) with odd values in one part."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _odd_values(data, chance)
    if chance.random() < 0.3:
        return data[: chance.randrange(1, len(data))]
    changed = bytearray(data)
    for _ in range(chance.choice([1, 5, 40])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _odd_values(data: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(stream, "w") as made:
        names = whole.namelist()
        victim = chance.choice(names)
        for name in names:
            content = whole.read(name)
            if name == victim:
                text = content.decode("utf-8", "replace")
                text = re.sub(r'"[^"]*"', lambda m: f'"{chance.choice([*ODD, m[0][1:-1]])}"', text)
                content = text.encode()
            made.writestr(name, content)
    return stream.getvalue()


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
