"""What notes on the reading do to the description: letterheads of scans are mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.models import ReadingNote
from tests.indexer.metadata.readings import clean, described
from tests.reading import read_path, with_texts

SCANNED = (ReadingNote("ocr_text", "文字来自扫描识别"),)


def issuers(*letterhead: str, scanned: bool) -> tuple[str, ...]:
    text = clean(
        *letterhead,
        "关于印发巴中市护林方案的通知",
        "各县（区）：",
        notes=SCANNED if scanned else (),
    )
    return described(text)[0].issuers


@pytest.mark.parametrize(
    ("letterhead", "organ"),
    [
        ("巳中市林业局", "巴中市林业局"),
        ("巴中市财政届 文件", "巴中市财政局"),
        ("巴中市林业局", "巴中市林业局"),
    ],
)
def test_one_wrong_character_in_a_scan_is_mended(letterhead: str, organ: str) -> None:
    assert issuers(letterhead, scanned=True) == (organ,)


@pytest.mark.parametrize("letterhead", ["巳市林业", "某某护林简报"])
def test_what_is_no_organ_stays_unread(letterhead: str) -> None:
    assert issuers(letterhead, scanned=True) == ()


def test_a_document_with_a_text_layer_of_its_own_is_left_as_it_is() -> None:
    assert issuers("巴中市财政届", scanned=False) == ()


def test_a_note_of_the_file_stands_once_on_its_document(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(
        "关于印发护林方案的通知\n\n各县（区）：\n现将方案印发给你们，请认真执行。\n\n附件：护林任务分解表\n\n"
        "巴中市林业局\n2022年3月1日\n",
        "utf-8",
    )
    ((document, _),) = with_texts(read_path(path))
    assert [note["code"] for note in document.notes] == ["attachment_missing"]
