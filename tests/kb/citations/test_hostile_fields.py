"""Whatever a field holds, it stays inside its own record, in every format."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_bibtex
from pybtex.database import parse_string as parse_pybtex

from kb.citations.csl import item_from_csl
from kb.citations.exports import EXPORTS
from kb.citations.item import TEXT_FIELDS, Item
from kb.citations.listing import reference_docx

VALUES = {
    "left brace": "a { b",
    "right brace": "a } b",
    "backslash at the end": "a\\",
    "a tag of ENW": "x\n%A 假作者",
    "the end of an RIS record": "x\r\nER  - \r\nTY  - JOUR",
    "a BibTeX entry": "@book{x,",
    "line separator": "a\u2028b",
    "half a character": "a\ud800b",
    "no character": "a\ufffeb",
    "NUL and escape": "a\x00\x1bb",
    "end of CDATA": "]]>&amp;<b",
    "a field of NoteExpress": "x\n{Author}: 假作者",
    "beyond the first plane": "𠀀😀👨‍👩‍👧",
}


def filled(value: str) -> Item:
    """An article with the same text in every field."""
    fields = dict.fromkeys(TEXT_FIELDS, value)
    record = {"id": "k1", "type": "article-journal", "author": [{"literal": value}], **fields}
    return item_from_csl(record)


ITEMS = [pytest.param(filled(value), id=name) for name, value in VALUES.items()]
RECORDS: dict[str, Callable[[str], int]] = {
    "ris": lambda text: len(rispy.loads(text)),
    "csl-json": lambda text: len(json.loads(text)),
    "endnote-xml": lambda text: len(list(ElementTree.fromstring(text).iter("record"))),
    "enw": lambda text: text.count("%0 ") * all(_tagged(text, "%")),
    "noteexpress": lambda text: text.count("{Reference Type}") * all(_tagged(text, "{")),
    "bibtex": lambda text: len(parse_pybtex(text, "bibtex").entries),
}


def _tagged(text: str, mark: str) -> list[bool]:
    return [line.startswith(mark) for line in text.split("\n") if line]


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("name", EXPORTS)
def test_one_item_is_one_record(name: str, item: Item) -> None:
    text = "".join(EXPORTS[name].write([item]))
    assert RECORDS[name](text.encode("utf-8").decode("utf-8")) == 1


@pytest.mark.parametrize("item", ITEMS)
def test_both_readers_of_bibtex_find_the_same_fields(item: Item) -> None:
    text = "".join(EXPORTS["bibtex"].write([item]))
    (entry,) = parse_bibtex(text).entries
    fields = {field.key: field.value for field in entry.fields if field.key != "author"}
    other = dict(parse_pybtex(text, "bibtex").entries["k1"].fields)
    assert {key: value.split() for key, value in fields.items()} == {
        key: value.split() for key, value in other.items()
    }


@pytest.mark.parametrize("item", ITEMS)
def test_a_word_file_can_hold_it(item: Item) -> None:
    assert reference_docx([item]).startswith(b"PK")


ARTICLE = {
    "id": "a",
    "type": "article-journal",
    "title": "山区水利",
    "container-title": "水利学刊",
    "container-author": [{"literal": "水利学会"}],
    "issue": "3",
    "number": "e0213",
    "ISSN": "1000-0001",
    "issued": {"literal": "1947（民国三十六年）"},
}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("ris", ["IS  - 3", "M1  - e0213", "SN  - 1000-0001", "A2  - 水利学会,", "PY  - 1947"]),
        ("enw", ["%N 3", "%P e0213", "%@ 1000-0001", "%E 水利学会,", "%D 1947"]),
        ("endnote-xml", ["<number>3</number>", "<pages>e0213</pages>", "<year>1947</year>",
                         "<isbn>1000-0001</isbn>"]),
        ("bibtex", ["number = {3}", "eid = {e0213}", "issn = {1000-0001}", "date = {1947}",
                    "editor = {{水利学会}}"]),
    ],
)  # fmt: skip
def test_issue_and_article_number_are_both_kept(name: str, parts: list[str]) -> None:
    text = "".join(EXPORTS[name].write([item_from_csl(ARTICLE)]))
    assert [part for part in parts if part not in text] == []


def test_keys_are_used_once() -> None:
    items = [item_from_csl({"id": name, "type": "book", "title": "甲"}) for name in ("a b", "a-b")]
    assert list(parse_pybtex("".join(EXPORTS["bibtex"].write(items)), "bibtex").entries) == [
        "a-b",
        "a-b-2",
    ]
