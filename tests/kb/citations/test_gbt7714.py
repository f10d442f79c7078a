"""Entries by GB/T 7714, against golden cases and cases of other projects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.citations.csl import item_from_csl, item_to_csl
from kb.citations.editions import EDITIONS, KINDS
from kb.citations.gbt7714 import Form, Style, format_item
from kb.citations.item import DATES, NAME_LISTS, OTHER_ROLES, TEXT_FIELDS
from kb.citations.listing import reference_lines, reference_text
from kb.errors import UnknownFieldError, UserError

GOLDEN = Path(__file__).parents[2] / "golden" / "citations"
CASES = [
    pytest.param(case["item"], key, want, id=f"{case['why']} ({key})")
    for file in sorted(GOLDEN.glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    for key, want in case["entry"].items()
]
NOTICE: dict[str, Any] = {
    "id": "n1",
    "type": "regulation",
    "title": "关于加强节水工作的通知",
    "author": [{"literal": "广元市人民政府"}],
    "number": "广府发〔2019〕6号",
    "issued": {"date-parts": [[2019, 3, 4]]},
    "URL": "https://www.example.gov.cn/n1",
    "language": "zh-CN",
}


def style(key: str) -> Style:
    form, year = key.rsplit(" ", 1)
    forms: dict[str, Form] = {"numeric": "numeric", "author-date": "author-date", "note": "note"}
    return Style(f"gbt7714-{year}", forms[form])


@pytest.mark.parametrize(("item", "key", "want"), CASES)
def test_entry_is_printed_as_the_edition_wants(item: dict[str, Any], key: str, want: str) -> None:
    assert format_item(item_from_csl(item), style(key)) == want


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 300


KEYS = [*TEXT_FIELDS, *NAME_LISTS, *OTHER_ROLES, *DATES, "date-parts", "raw", "literal", "circa",
        "family", "given", "suffix", "dropping-particle", "non-dropping-particle"]  # fmt: skip
ODD_DATES = {
    "words in Chinese": ({"raw": "2011年3月5日"}, "2011-03-05"),
    "year in Chinese": ({"literal": "2011年"}, "2011"),
    "slashes": ({"raw": "2011/3/5"}, "2011-03-05"),
    "moment": ({"raw": "2011-03-05T08:00:00Z"}, "2011-03-05"),
    "plain string": ("2011-03", "2011-03"),
    "plain year": (2011, "2011"),
    "flat parts": ({"date-parts": [2011, 3]}, "2011-03"),
    "zeros for unknown": ({"date-parts": [[2011, 0, 0]]}, "2011"),
    "impossible month": ({"date-parts": [[2011, 13, 1]]}, "2011"),
    "empty parts": ({"date-parts": [[]]}, ""),
    "range": ({"date-parts": [[2011, 3], [2012, 4]]}, "2011-03/2012-04"),
}


@pytest.mark.parametrize(("issued", "want"), ODD_DATES.values(), ids=ODD_DATES)
def test_dates_in_odd_forms_are_read(issued: Any, want: str) -> None:
    assert item_from_csl({"type": "webpage", "issued": issued}).issued.iso == want


ODD_NAMES = {
    "one name instead of a list": ({"literal": "国务院"}, "国务院. 甲[M]."),
    "plain string": ("国务院", "国务院. 甲[M]."),
    "strings in a list": (["国务院", "教育部"], "国务院，教育部. 甲[M]."),
    "empty name": ([{"family": "", "given": ""}, {"literal": "国务院"}], "国务院. 甲[M]."),
}


@pytest.mark.parametrize(("author", "want"), ODD_NAMES.values(), ids=ODD_NAMES)
def test_names_in_odd_forms_are_read(author: Any, want: str) -> None:
    assert format_item(item_from_csl({"type": "book", "title": "甲", "author": author})) == want


def test_a_title_given_as_a_list_is_read() -> None:
    assert format_item(item_from_csl({"type": "book", "title": ["甲"], "volume": 2})) == (
        "甲：第2卷[M]."
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(kind=st.sampled_from(sorted(KINDS)), fields=st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_whatever_a_file_holds_is_printed_or_refused(kind: str, fields: dict[str, Any]) -> None:
    item = item_from_csl({**fields, "type": kind})
    lines = [format_item(item, Style(name)) for name in EDITIONS]
    assert all(line.endswith(".") and "\n" not in line for line in lines)
    assert item_from_csl(item_to_csl(item)) == item


@pytest.mark.parametrize("language", ["zh-CN", "zh_TW", "chi", "zho", "中文", "Chinese", ""])
def test_the_language_of_a_chinese_entry_is_known_however_written(language: str) -> None:
    names = [{"literal": name} for name in "甲乙丙丁"]
    item = {"type": "book", "title": "题", "author": names, "language": language}
    assert format_item(item_from_csl(item)).startswith("甲，乙，丙，等. ")


def test_footnotes_print_what_numeric_entries_print() -> None:
    item = item_from_csl(NOTICE)
    assert format_item(item, style("note 2015")) == format_item(item, style("numeric 2015"))


@pytest.mark.parametrize(
    ("choice", "want"),
    [
        (Style(government_code="A"), "广府发〔2019〕6号[A/OL]"),
        (Style("gbt7714-2015", government_code="EB"), "广府发〔2019〕6号[EB/OL]"),
        (Style(with_number=False), "关于加强节水工作的通知[EB/OL]"),
    ],
    ids=["archive code by choice", "web code by choice", "without number"],
)
def test_what_journals_disagree_on_can_be_chosen(choice: Style, want: str) -> None:
    assert want in format_item(item_from_csl(NOTICE), choice)


@pytest.mark.parametrize(
    ("known", "language", "want"),
    [
        ({"publisher": "蜀南出版社"}, "zh-CN", "甲[M]. [出版地不详]: 蜀南出版社, 1990."),
        ({"publisher-place": "成都"}, "zh-CN", "甲[M]. 成都: [出版者不详], 1990."),
        ({}, "zh-CN", "甲[M]. [出版地不详: 出版者不详], 1990."),
        ({}, "en-US", "甲[M]. [S.l.: s.n.], 1990."),
        ({"URL": "https://a.example"}, "zh-CN", "甲[M/OL]. 1990. https://a.example."),
    ],
    ids=["no place", "no publisher", "neither", "neither, Western", "online"],
)
def test_an_unknown_place_or_publisher_is_said_by_choice(
    known: dict[str, str], language: str, want: str
) -> None:
    book = {"type": "book", "title": "甲", "issued": 1990, "language": language, **known}
    assert format_item(item_from_csl(book), Style("gbt7714-2015", with_unknown=True)) == want


def test_part_of_a_compilation_can_take_the_code_g() -> None:
    part = {"type": "chapter", "title": "试点进展", "container-title": "文件选编"}
    assert format_item(item_from_csl(part), Style(part_code="G")) == "试点进展[G]//文件选编."


def test_works_of_one_author_and_year_get_letters() -> None:
    other = {**NOTICE, "id": "n2", "title": "关于节电的通知"}
    lines = list(reference_lines(map(item_from_csl, [NOTICE, other]), style("author-date 2025")))
    assert [line.split(".")[0] for line in lines] == [
        "广元市人民政府，2019a",
        "广元市人民政府，2019b",
    ]


def test_letters_go_by_editors_where_no_author_is_named() -> None:
    books = [{"type": "book", "title": "甲", "editor": [name], "issued": 2019} for name in "乙丙乙"]
    lines = reference_lines(map(item_from_csl, books), style("author-date 2025"))
    assert [line.split(".")[0] for line in lines] == ["乙，2019a", "丙，2019", "乙，2019b"]


def test_the_letter_of_an_undated_work_stands_inside_the_brackets() -> None:
    page = {"type": "webpage", "title": "甲", "author": ["乙"], "URL": "https://a.example",
            "accessed": "2026-09-01"}  # fmt: skip
    line, _ = reference_lines(map(item_from_csl, [page, page]), style("author-date 2015"))
    assert line.startswith("乙, [2026a]. 甲")


def test_numeric_lists_are_labelled_in_order() -> None:
    other = {**NOTICE, "id": "n2", "title": "关于节电的通知"}
    lines = list(reference_text(map(item_from_csl, [NOTICE, other])))
    assert [line[:3] for line in lines] == ["[1]", "[2]"]


def test_an_unknown_style_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownFieldError, match="gbt7714-2025"):
        format_item(item_from_csl(NOTICE), Style("gbt7714-2005"))


def test_an_item_without_type_is_refused_with_the_reason() -> None:
    with pytest.raises(UserError, match="type"):
        item_from_csl({"title": "无类型"})


@pytest.mark.shared
@pytest.mark.parametrize("year", ["2015", "2025"])
def test_peer_cases_are_accepted(shared: Path, year: str) -> None:
    folder = shared / "peers" / "citations"
    items = json.loads((folder / "items.json").read_text(encoding="utf-8"))
    expected = json.loads((folder / f"expected-{year}.json").read_text(encoding="utf-8"))
    accepted = {entry["id"]: entry["accept"] for entry in expected["entries"]}
    printed = {
        item["id"]: format_item(item_from_csl(item), Style(f"gbt7714-{year}")) for item in items
    }
    assert {key: text for key, text in printed.items() if text not in accepted[key]} == {}
