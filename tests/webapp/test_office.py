"""Files that people open in an office program: converted by LibreOffice and looked into."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

SOFFICE = shutil.which("soffice")
Convert = Callable[[bytes, str, str], str]

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office-profile")


@pytest.fixture
def convert(tmp_path: Path, profile: Path) -> Convert:
    """Opens a file in LibreOffice and gives what it saved as text."""

    def run(content: bytes, name: str, target: str) -> str:
        source = tmp_path / name
        source.write_bytes(content)
        command = [
            str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless",
            *(["--infilter=csv:44,34,76,1"] if name.endswith(".csv") else []),
            "--convert-to", target, "--outdir", str(tmp_path / "out"), str(source),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        (saved,) = (tmp_path / "out").iterdir()
        return saved.read_text(encoding="utf-8-sig")

    return run


def comparison(client: FlaskClient, form: str) -> bytes:
    answer = client.get("/compare/export", query_string={"metric": "forest_cover", "form": form})
    assert (answer.status_code, answer.mimetype != "text/html") == (200, True)
    return answer.get_data()


@pytest.mark.parametrize(
    ("form", "sheet"),
    [("xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1"),
     ("csv", "csv:Text - txt - csv (StarCalc):44,34,76,1")],
)  # fmt: skip
def test_a_comparison_opens_as_a_sheet_with_numbers(
    client: FlaskClient, convert: Convert, form: str, sheet: str
) -> None:
    saved = convert(comparison(client, form), f"比较.{form}", sheet)
    row = next(row for row in csv.reader(saved.splitlines()) if "巴中市" in row)
    assert {"森林覆盖率", "2025", "63", "%", "约束性", "巴府发〔2021〕7号"} <= set(row)


def test_csv_files_say_that_they_are_utf_8(client: FlaskClient) -> None:
    assert comparison(client, "csv").startswith(b"\xef\xbb\xbf")


def test_a_comparison_opens_as_a_report_table(client: FlaskClient, convert: Convert) -> None:
    saved = convert(comparison(client, "docx"), "比较.docx", "txt:Text (encoded):UTF8")
    assert {"森林覆盖率", "巴中市", "63%"} <= set(saved.split())


def test_a_reference_list_opens_in_a_word_processor(client: FlaskClient, convert: Convert) -> None:
    saved = convert(client.get("/cite/s1/docx").get_data(), "参考.docx", "txt:Text (encoded):UTF8")
    assert "参考文献" in saved
    assert "[1] 巴中市人民政府. 巴中市“十四五”林业规划：巴府发〔2021〕7号[Z]. 2021." in saved
