"""Document numbers as people write them, and those nearest to one that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.search import answer, open_engine
from indexer.search.numbers import number_forms
from kb.store import DocumentBundle
from tests.indexer.search.library import bundle


@pytest.mark.parametrize(
    "typed",
    [
        "甲发〔2014〕 6 号文件",
        "甲发〔2014〕6号文件全文",
        "甲发〔二〇一四〕六号",
        "甲发2014年第6号文",
        "甲发2014年6号",
        "甲发14年6号",
        "甲发2014-6",
        "甲发2014第6号",
    ],
)
def test_a_number_is_read_in_any_style(typed: str) -> None:
    assert "甲发(2014)6号" in number_forms(typed)


def test_a_number_may_be_called_by_its_office() -> None:
    assert "国发(2014)6号" in number_forms("国务院2014年6号文")


@pytest.mark.parametrize("typed", ["甲发2014-2016", "甲发14年", "甲发2014年"])
def test_years_are_no_numbers(typed: str) -> None:
    assert len(number_forms(typed)) == 1


def numbered(number: str) -> DocumentBundle:
    return bundle(number, f"关于{number}事项的通知", ["请执行。"], document_number=number)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("甲发〔2014〕132号", ["甲发〔2014〕123号"]),
        ("甲发〔2014〕12号", ["甲发〔2014〕123号"]),
        ("甲发〔2015〕123号", ["甲发〔2014〕123号"]),
        ("乙发〔2016〕45号", ["甲办发〔2016〕45号"]),
        ("甲发〔2014〕678号", []),
        ("文号:甲发〔2014〕132号", ["甲发〔2014〕123号"]),
        ("甲发〔2014〕123号 附件", ["甲发〔2014〕123号"]),
    ],
)
def test_the_nearest_number_stands_in_for_one_that_is_not_there(
    typed: str, meant: list[str], tmp_path: Path
) -> None:
    engine = open_engine("memory", tmp_path)
    engine.rebuild([numbered("甲发〔2014〕123号"), numbered("甲办发〔2016〕45号")])
    found = answer(engine, typed)
    assert [hit.document_id for hit in found.page.hits] == meant
    assert any("已按" in told for told in found.notices) == bool(meant)
