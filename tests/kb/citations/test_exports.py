"""Reference files are read back by programs nobody here wrote, and nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string as parse_bibtex
from csl_reference import Reference
from pybtex.database import parse_string

from kb.citations.csl import item_from_csl
from kb.citations.exports import EXPORTS
from kb.citations.exports.common import bibliography_key
from kb.citations.item import Item
from tests.kb.citations.hostile import HOSTILE, plain

ITEMS = [
    item_from_csl(
        {
            "id": f"d{number}",
            "type": kind,
            "title": title,
            "author": [{"literal": "中共中央"}, {"literal": "国务院"}],
            "number": "国发〔2021〕4号",
            "issued": {"date-parts": [[2021, 2, 3]]},
            "accessed": {"date-parts": [[2026, 1, 5]]},
            "URL": "https://www.example.gov.cn/a_b.html?x=1&y=%20",
            "language": "zh-CN",
        }
    )
    for number, (title, kind) in enumerate(
        (title, kind)
        for title in HOSTILE
        for kind in ("regulation", "legislation", "report", "webpage", "article-newspaper")
    )
]


def written(name: str, items: list[Item]) -> str:
    return "".join(EXPORTS[name].write(items))


def title_of(item: Item) -> str:
    return item.get("title").replace("\n", " ")


def by_id(item: Item) -> str:
    return f"{item.type}: {title_of(item)[:12]}"


@pytest.mark.parametrize("item", ITEMS, ids=by_id)
def test_ris_comes_back_whole(item: Item) -> None:
    (record,) = rispy.loads(written("ris", [item]))
    found = (record["title"], record["authors"], record["year"], record["date"], record["urls"])
    number = record.get("note") or record.get("notes") or record.get("issn")
    assert found == (
        title_of(item),
        ["中共中央,", "国务院,"],
        "2021",
        "2021/02/03",
        [item.get("URL")],
    )
    assert "国发〔2021〕4号" in (number if isinstance(number, str) else "".join(number or []))


def test_ris_lines_end_as_the_format_says() -> None:
    text = written("ris", ITEMS[:2])
    assert text.count("\r\nER  - \r\n") == 2
    assert "\n" not in text.replace("\r\n", "")
    assert "TY  - GEN" not in text


@pytest.mark.parametrize("item", ITEMS, ids=by_id)
def test_bibtex_comes_back_whole_from_pybtex(item: Item) -> None:
    entry = parse_string(written("bibtex", [item]), "bibtex").entries[bibliography_key(item)]
    people = [str(person) for person in entry.persons["author"]]
    assert people == ["{中共中央}", "{国务院}"]
    assert plain(entry.fields["title"]) == title_of(item)
    assert entry.fields["number"] == "国发〔2021〕4号"
    assert (entry.fields["date"], entry.fields["url"]) == ("2021-02-03", item.get("URL"))


@pytest.mark.parametrize("item", ITEMS, ids=by_id)
def test_bibtex_comes_back_whole_from_bibtexparser(item: Item) -> None:
    (entry,) = parse_bibtex(written("bibtex", [item])).entries
    fields = {field.key: field.value for field in entry.fields}
    assert plain(fields["title"]) == title_of(item)
    assert (fields["number"], fields["date"]) == ("国发〔2021〕4号", "2021-02-03")


@pytest.mark.parametrize(("url", "marked"), [("", True), ("https://www.example.gov.cn/1", False)])
def test_a_paper_document_is_not_marked_as_a_web_page(url: str, marked: bool) -> None:
    item = item_from_csl({"type": "regulation", "title": "通知", "URL": url})
    assert ("mark = {Z}" in written("bibtex", [item])) == marked


def test_csl_json_comes_back_equal() -> None:
    records = json.loads(written("csl-json", ITEMS))
    assert [item_from_csl(record) for record in records] == ITEMS


GOLDEN = Path(__file__).parents[2] / "golden" / "citations"
KINDS = [
    pytest.param(item_from_csl({**case["item"], "id": str(number)}), id=case["why"])
    for file in sorted(GOLDEN.glob("*.yaml"))
    for number, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("item", [*KINDS, *(pytest.param(i, id=by_id(i)) for i in ITEMS)])
def test_csl_json_of_every_kind_is_valid_by_the_schema(item: Item) -> None:
    (record,) = json.loads(written("csl-json", [item]))
    assert Reference.model_validate(record).csl_dump() == record


def test_an_empty_list_is_valid_in_every_format() -> None:
    assert json.loads(written("csl-json", [])) == []
    assert ElementTree.fromstring(written("endnote-xml", [])).find("records") is not None
    assert written("ris", []) == written("bibtex", []) == written("enw", []) == ""


def test_endnote_xml_is_well_formed_and_keeps_the_number() -> None:
    root = ElementTree.fromstring(written("endnote-xml", ITEMS))
    titles = [element.text for element in root.iter("title")]
    numbers: list[Any] = [e.text for e in root.iter("misc1")] + [e.text for e in root.iter("isbn")]
    assert titles == [title_of(item) for item in ITEMS]
    assert set(numbers) == {"国发〔2021〕4号"}


def test_enw_gives_the_full_date_before_the_year() -> None:
    text = written("enw", ITEMS[:1])
    assert text.index("%8 2021-02-03") < text.index("%D 2021")


def test_noteexpress_writes_one_author_a_line() -> None:
    text = written("noteexpress", ITEMS[:1])
    assert text.count("{Author}: ") == 2


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("article-journal", ["{Reference Type}: Journal Article", "{Journal}: 某刊"]),
        (
            "paper-conference",
            ["{Reference Type}: Conference Proceedings", "{Tertiary Title}: 某刊"],
        ),
        ("regulation", ["{Reference Type}: Generic", "{Type of Work}: 政府文件"]),
        ("standard", ["{Reference Type}: Generic", "{Type of Work}: 标准", "{Notes}: GB 1"]),
    ],
)
def test_noteexpress_uses_only_types_seen_in_its_files(kind: str, lines: list[str]) -> None:
    item = {"type": kind, "title": "题", "container-title": "某刊", "number": "GB 1"}
    text = written("noteexpress", [item_from_csl(item)])
    assert [line for line in lines if line not in text.splitlines()] == []


def test_keys_are_ascii() -> None:
    item = item_from_csl({"id": "巴中", "type": "report", "title": "报告"})
    assert bibliography_key(item).isascii()
