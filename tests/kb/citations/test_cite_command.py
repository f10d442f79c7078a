"""`policykb cite`: CSL-JSON in, one line or one file out, the order kept."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rispy

from webapp.cli import run

NOTICE = {
    "id": "n",
    "type": "regulation",
    "title": "关于印发甲方案的通知",
    "author": [{"literal": "乙县人民政府"}],
    "number": "乙府发[2020]3号",
    "issued": {"date-parts": [[2020, 5, 6]]},
    "language": "zh-CN",
}
REPORT = {"id": "r", "type": "report", "title": "丙报告", "issued": {"date-parts": [[2019]]}}
Cite = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cite:
    def citing(records: Any, *options: str) -> tuple[int, str, str]:
        file = tmp_path / "items.json"
        file.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8-sig")
        code = run(["cite", "--from-csl", str(file), *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return citing


def test_one_line_an_item_without_labels(cite: Cite) -> None:
    assert cite([NOTICE, REPORT])[1].splitlines() == [
        "乙县人民政府. 关于印发甲方案的通知：乙府发〔2020〕3号[Z]. 2020.",
        "丙报告[R]. 2019.",
    ]


@pytest.mark.parametrize(
    ("options", "want"),
    [
        (["--style", "gbt7714-2015"], "关于印发甲方案的通知: 乙府发〔2020〕3号[A]. 2020."),
        (["--form", "author-date"], "2020. 关于印发甲方案的通知：乙府发〔2020〕3号[Z]."),
        (["--government-code", "G"], "关于印发甲方案的通知：乙府发〔2020〕3号[G]. 2020."),
        (["--no-number"], "关于印发甲方案的通知[Z]. 2020."),
        (["--unknown-imprint"], "关于印发甲方案的通知：乙府发〔2020〕3号[Z]. 2020."),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_choices_of_an_export(cite: Cite, options: list[str], want: str) -> None:
    assert cite([NOTICE], *options)[1].strip().endswith(want)


@pytest.mark.parametrize("wrapped", [{"items": [NOTICE]}, {"references": [NOTICE]}, NOTICE])
def test_a_single_item_or_a_wrapped_list_is_read(cite: Cite, wrapped: Any) -> None:
    assert cite(wrapped)[1].startswith("乙县人民政府. ")


def test_a_reference_file_is_written(cite: Cite) -> None:
    (record,) = rispy.loads(cite([NOTICE], "--format", "ris")[1])
    assert (record["type_of_reference"], record["note"]) == ("STAT", "乙府发〔2020〕3号")


def test_a_word_file_needs_a_name_and_gets_the_list(cite: Cite, tmp_path: Path) -> None:
    assert cite([NOTICE], "--format", "docx")[0] == 2
    file = tmp_path / "参考文献.docx"
    assert cite([NOTICE], "--format", "docx", "--output", str(file))[0] == 0
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as word:
        assert "乙府发〔2020〕3号[Z]" in word.read("word/document.xml").decode("utf-8")


@pytest.mark.parametrize("records", [[{"title": "无类型"}], ["文字"], 5, "文字", [None]])
def test_what_is_no_csl_json_is_refused_with_the_reason(cite: Cite, records: Any) -> None:
    code, _, words = cite(records)
    assert (code, "type" in words) == (2, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "是空的"),
        ("hello", "第 1 行第 1 个字符"),
        ('[{"type": "book",\n "title": "甲\0乙"}]', "第 2 行第 13 个字符"),
        ('[{"type": "book", "title": "甲"}]'.encode("gb18030"), "不是 UTF-8"),
        ("[" * 100_000, "嵌套太深"),
        ('[{"type": "book", "title": "甲"}, {"title": "乙"}]', "第 2 条"),
    ],
    ids=["empty", "no JSON", "NUL", "other encoding", "too deep", "second record"],
)
def test_a_file_that_cannot_be_read_says_where_it_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | bytes, words: str
) -> None:
    file = tmp_path / "items.json"
    file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    code = run(["cite", "--from-csl", str(file)])
    said = capsys.readouterr()
    assert (code, said.out, words in said.err) == (2, "", True)


@pytest.mark.parametrize(
    ("record", "line", "words"),
    [
        ({"type": "banana", "title": "甲"}, "甲[Z].", "banana"),
        ({"type": "book"}, "[M].", "没有题名"),
        ({"type": "book", "title": "甲", "volume": float("nan")}, "甲[M].", ""),
        ({"type": "conferencePaper", "title": "甲"}, "甲[C].", ""),
    ],
    ids=["unknown type", "no title", "no number", "type as Zotero calls it"],
)
def test_an_odd_record_is_printed_and_the_doubt_is_said(
    cite: Cite, record: Any, line: str, words: str
) -> None:
    code, out, err = cite([record])
    assert (code, out.strip(), words in err, bool(words) == bool(err)) == (0, line, True, True)


def test_either_documents_or_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cite"]) == 2
    assert "--from-csl" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("参考文献.docx", b"PK"),
        ("甲.ris", b"TY  - "),
        ("甲.BIB", b"@"),
        ("甲.txt", "乙县".encode()),
    ],
)
def test_the_end_of_the_name_says_what_is_written(
    cite: Cite, tmp_path: Path, name: str, start: bytes
) -> None:
    assert cite([NOTICE], "--output", str(tmp_path / name))[0] == 0
    assert (tmp_path / name).read_bytes().startswith(start)


def test_an_end_that_says_nothing_is_asked_about_before_anything_is_written(
    cite: Cite, tmp_path: Path
) -> None:
    code, _, said = cite([NOTICE], "--output", str(tmp_path / "参考文献.doc"))
    assert code == 2
    assert "、.docx、" in said
    assert not (tmp_path / "参考文献.doc").exists()
