"""Sheets that hold more, or less, than one table with one head."""

from __future__ import annotations

import io

import openpyxl
import pytest

from kb.models import Table
from tests.corpus.conftest import Read

FIRST = [["指标", "单位", "2020年", "2025年"], ["造林面积", "万亩", "3.1", "4"]]
SECOND = [["区县", "目标", "目标"], ["", "2023年", "2025年"], ["东区", "12", "18"]]


def as_csv(rows: list[list[str]]) -> bytes:
    return "\r\n".join(",".join(row) for row in rows).encode("gb18030")


def as_xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("目标", 0)
    for y, row in enumerate(rows, 1):
        for x, value in enumerate(row, 1):
            sheet.cell(y, x, value or None)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def tables(reading: Read, rows: list[list[str]], form: str) -> tuple[Table, ...]:
    data = as_xlsx(rows) if form == "xlsx" else as_csv(rows)
    (document,) = reading(data, f"a.{form}").documents
    return document.tables


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_tables_under_each_other_are_parted(reading: Read, form: str) -> None:
    rows = [["表1 造林目标"], *FIRST, [], ["表2 分区目标"], ["单位：公顷"], *SECOND]
    one, two = tables(reading, rows, form)
    assert (one.caption, one.columns) == ("表1 造林目标", ("指标", "单位", "2020年", "2025年"))
    assert (two.caption, two.unit_note) == ("表2 分区目标", "公顷")
    assert two.columns == ("区县", "目标/2023年", "目标/2025年")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_headings_and_blank_rows_inside_a_table_part_nothing(reading: Read, form: str) -> None:
    rows = [*FIRST, ["二、湿地"], ["湿地面积", "万亩", "5", "6"], [], ["湿地公园", "个", "2", "3"]]
    (table,) = tables(reading, rows, form)
    assert [row.cells[0] for row in table.rows if not row.is_header] == [
        "造林面积",
        "二、湿地",
        "湿地面积",
        "湿地公园",
    ]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_table_without_a_head_has_none(reading: Read, form: str) -> None:
    (table,) = tables(reading, [FIRST[1], ["湿地面积", "万亩", "5", "6"]], form)
    assert (table.columns, [row.is_header for row in table.rows]) == (("",) * 4, [False, False])


def test_short_texts_beside_their_titles_are_documents(reading: Read) -> None:
    rows = [
        ["标题", "发文单位", "发文文号", "成文时间", "正文"],
        ["甲市造林办法", "甲市林业局", "甲林发〔2024〕3号", "2024-05-06", "甲" * 50 + "。"],
        ["乙市造林办法", "乙市林业局", "", "2024-05-08", "乙" * 50 + "。"],
    ]
    first, second = reading(as_csv(rows), "a.csv").documents
    assert {hint.field: hint.value for hint in first.hints} == {
        "title": "甲市造林办法",
        "issuer": "甲市林业局",
        "document_number": "甲林发〔2024〕3号",
        "written_on": "2024-05-06",
    }
    assert second.text == "乙" * 50 + "。"


def test_a_column_of_contents_without_titles_is_data(reading: Read) -> None:
    rows = [["任务", "内容"], ["造林", "按年度分到乡镇，" * 8], ["护林", "每村设一人，" * 9]]
    assert len(tables(reading, rows, "csv")) == 1


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_caption_and_the_unit_may_share_a_row(reading: Read, form: str) -> None:
    rows = [["表3 分区目标", "", "单位：公顷"], *SECOND]
    (table,) = tables(reading, rows, form)
    assert (table.caption, table.unit_note) == ("表3 分区目标", "公顷")
    assert table.columns == ("区县", "目标/2023年", "目标/2025年")


def test_all_remarks_below_a_table_stand_apart_from_its_rows(reading: Read) -> None:
    rows = [["造林目标", "", "", ""], *FIRST, ["备注：1.含补植；"], ["2.不含四旁树。"]]
    (table,) = tables(reading, rows, "xlsx")
    assert [row.cells[0] for row in table.rows] == ["指标", "造林面积"]


def test_hidden_rows_and_columns_are_left_out_and_told(reading: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("目标", 0)
    for row in (["指标", "单位", "2019年", "2020年"], ["草稿", "个", 1, 2], ["造林", "亩", 3, 4]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    (document,) = reading(stream.getvalue(), "a.xlsx").documents
    assert [row.cells for row in document.tables[0].rows] == [
        ("指标", "单位", "2020年"),
        ("造林", "亩", "4"),
    ]
    assert [note.message for note in document.notes if note.code == "table_doubtful"] == [
        "工作表“目标”中隐藏的 1 行、1 列未读取"
    ]


@pytest.mark.parametrize(
    ("above", "titles"),
    [
        (["清溪县“十四五”主要指标"], ["清溪县“十四五”主要指标"]),
        (["表1 造林目标"], []),
        (["单位：公顷"], []),
    ],
)
def test_the_line_above_the_only_table_names_the_document(
    reading: Read, above: list[str], titles: list[str]
) -> None:
    (document,) = reading(as_xlsx([above, *SECOND]), "a.xlsx").documents
    assert [hint.value for hint in document.hints if hint.field == "title"] == titles


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_tables_beside_each_other_are_parted(reading: Read, form: str) -> None:
    rows = [
        ["表1 造林", "", "", "表2 湿地", ""],
        ["指标", "2025年", "", "指标", "2025年"],
        ["造林面积（万亩）", "4", "", "湿地面积（万亩）", "6"],
        ["苗圃（个）", "12", "", "湿地公园（个）", "3"],
    ]
    one, two = tables(reading, rows, form)
    assert (one.caption, one.rows[-1].cells) == ("表1 造林", ("苗圃（个）", "12"))
    assert (two.caption, two.rows[-1].cells) == ("表2 湿地", ("湿地公园（个）", "3"))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_blank_column_before_more_figures_parts_nothing(reading: Read, form: str) -> None:
    rows = [
        ["指标", "2020年", "", "2025年", "备注"],
        ["造林面积（万亩）", "4", "", "6", "含补植"],
        ["苗圃（个）", "12", "", "15", ""],
    ]
    (table,) = tables(reading, rows, form)
    assert table.rows[-1].cells == ("苗圃（个）", "12", "15", "")


@pytest.mark.parametrize(
    "text",
    [
        "指标;2025年\n造林面积（万亩）;1,2\n苗圃（个）;3,4\n",
        "造林与苗圃\n指标\t2025年\n造林面积（万亩）\t1,200\n苗圃（个）\t2,000\n",
        "指标|2025年\n造林面积|12\n",
        "sep=;\n指标;2025年\n造林面积;12\n",
    ],
    ids=["semicolons", "tabs under a title", "strokes", "as Excel tells"],
)
def test_the_delimiter_is_what_parts_most_lines_alike(reading: Read, text: str) -> None:
    (document,) = reading(text, "a.csv").documents
    assert document.tables[0].columns == ("指标", "2025年")
