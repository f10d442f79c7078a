"""What always holds for clean text, and the same sentence from every format."""

from __future__ import annotations

import io

import docx
import pytest

from corpus.loaders.text import decoded
from kb.models import CleanText
from tests.corpus.conftest import Read

SENTENCE = (
    "到2028年，全市公共图书馆馆舍总面积达到45.6万平方米，比2023年增加12%，"
    "每万人拥有藏书量超过9800册，其中少儿图书占比不低于三成。"
)
FILLER = "图书馆按照分级管理的办法运行，开放时间每周不少于五十六小时，经费列入本级预算予以保障。"


def wrapped() -> bytes:
    body = FILLER + SENTENCE + FILLER
    return "\n".join(body[i : i + 22] for i in range(0, len(body), 22)).encode()


def word() -> bytes:
    document = docx.Document()
    document.add_heading("图书馆建设", level=1)
    for text in (FILLER, SENTENCE):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


FORMS = {
    "wrapped.txt": wrapped(),
    "a.gbk.txt": f"{FILLER}\n{SENTENCE}\n".encode("gb18030"),
    "a.md": f"# 图书馆建设\n\n{FILLER}\n\n**{SENTENCE[:8]}**{SENTENCE[8:]}\n".encode(),
    "a.html": f"<body><p>{FILLER}</p><p>到<b>2028</b>{SENTENCE[5:]}</p></body>".encode(),
    "a.docx": word(),
    "a.csv": f'标题,正文\n图书馆建设,"{FILLER * 8}\n{SENTENCE}"\n'.encode("utf-8-sig"),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_sentence_comes_out_of_every_format(reading: Read, name: str) -> None:
    (document,) = reading(FORMS[name], name).documents
    assert SENTENCE in document.text


@pytest.mark.parametrize("name", FORMS)
def test_blocks_cover_the_text_in_order(reading: Read, name: str) -> None:
    (document,) = reading(FORMS[name], name).documents
    check_invariants(document)


def check_invariants(document: CleanText) -> None:
    assert "\n".join(document.block_text(block) for block in document.blocks) == document.text
    assert all("\n" not in document.block_text(block) for block in document.blocks)
    assert all(
        len(table.columns) == len(row.cells) for table in document.tables for row in table.rows
    )


def test_segments_lead_back_to_the_raw_text(reading: Read) -> None:
    data = wrapped()
    (document,) = reading(data).documents
    raw = decoded(data, "a.txt").text
    for segment in document.segments:
        end = segment.clean_start + segment.length
        piece = raw[segment.raw_start : segment.raw_start + segment.length]
        assert document.text[segment.clean_start : end] == piece
    assert sum(s.length for s in document.segments) == len(document.text.replace("\n", ""))
