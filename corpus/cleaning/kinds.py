"""What a cleaned unit is: heading, list item, caption or paragraph."""

from __future__ import annotations

import re

from corpus.cleaning.draft import Unit
from corpus.cleaning.marks import CAPTION, ITEM_MARK, SECTION, ends_sentence, width

__all__ = ["attach_captions", "classify"]

LONGEST_HEADING = 45.0
LONGEST_STOPPED = 30.0
_ITEM = re.compile(ITEM_MARK)
_INNER = re.compile(r"[。；;，,：:].")
_CAPTION_ENDS = ("表", "情况", "指标", "一览", "指标体系", "清单")
_NUMBERED = re.compile(r"[（(][^（）()]{1,12}[)）]$")  # 汇总表（二）, 完成情况（2025年）
_UNIT_NOTE = re.compile(r"[（(]?\s*(?:计量)?单位\s*[:：]\s*(?P<unit>[^）)]{1,30})[)）]?")


def classify(unit: Unit) -> None:
    """Set the kind where the container did not state it."""
    if unit.certain or unit.table is not None or unit.kind != "paragraph":
        return
    text = unit.text
    if width(text) <= LONGEST_HEADING:
        if CAPTION.match(text) and not ends_sentence(text):
            unit.kind = "caption"
            return
        if SECTION.match(text) and _is_title(text):
            unit.kind = "heading"
            return
        if unit.bold and not ends_sentence(text) and "，" not in text:
            unit.kind = "heading"
            return
    if _ITEM.match(text):
        unit.kind = "list_item"


def _is_title(text: str) -> bool:
    """No sentence: at most one full stop, at its very end; a 条 with one is its own text."""
    if "。" in text[:-1] or "；" in text or text.endswith(("；", "，", "：")):
        return False
    return not text.endswith("。") or (width(text) <= LONGEST_STOPPED and text[0] != "第")


def attach_captions(units: list[Unit]) -> list[Unit]:
    """Tell each table the caption and the unit line that stand before it."""
    for i, unit in enumerate(units):
        if unit.table is None:
            continue
        for before in reversed(units[max(0, i - 3) : i]):
            if before.table is not None or not _caption_like(unit, before):
                break
    return units


def _caption_like(table: Unit, before: Unit) -> bool:
    """Take `before` as unit note or caption of the table; whether to look further up."""
    note = _UNIT_NOTE.fullmatch(before.text)
    named = table.hints.get("caption", "")
    if note and "unit_note" not in table.hints:
        table.hints["unit_note"] = note["unit"].strip()
    elif width(before.text) > LONGEST_HEADING:
        return False
    elif named:
        if CAPTION.match(named) or not CAPTION.fullmatch(before.text):
            return False
        table.hints["caption"] = f"{before.text} {named}"
    elif CAPTION.match(before.text) or _NUMBERED.sub("", before.text).endswith(_CAPTION_ENDS):
        table.hints["caption"] = before.text
    else:
        return False
    before.kind, before.certain = "caption", True
    return True
