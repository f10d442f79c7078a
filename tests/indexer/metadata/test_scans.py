"""Letterheads of scans are mended where one wrong character hides an organ."""

from __future__ import annotations

import pytest

from kb.models import ReadingNote
from tests.indexer.metadata.readings import clean, described

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
