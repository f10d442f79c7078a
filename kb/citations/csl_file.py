"""A file of CSL-JSON, read and checked whole before anything is printed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from kb.citations.csl import item_from_csl
from kb.citations.editions import KINDS
from kb.citations.item import Item
from kb.commands import say
from kb.errors import UserError
from kb.os_words import os_words

__all__ = ["items_in_file"]

WRAPPERS = ("items", "references")  # some programs wrap the list


def items_in_file(file: Path) -> list[Item]:
    """The items in their order; `UserError` names the record that is none."""
    return [_item(record, number) for number, record in enumerate(_records(file), start=1)]


def _records(file: Path) -> list[Any]:
    found = _json(_text(file), file)
    if isinstance(found, dict):
        found = next((found[key] for key in WRAPPERS if key in found), found)
    return found if isinstance(found, list) else [found]


def _text(file: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise UserError(f"无法读取 {file}：{os_words(error)}。") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{file} 不是 UTF-8 编码，请另存为 UTF-8 后再试。") from error


def _json(text: str, file: Path) -> Any:
    if not text.strip():
        raise UserError(f"{file} 是空的。")
    try:
        return json.loads(text, parse_constant=lambda _: None)  # NaN is no value of JSON
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 个字符"
        raise UserError(f"{file} 不是有效的 JSON，{place}处有误（{error.msg}）。") from error
    except (ValueError, RecursionError) as error:
        raise UserError(f"{file} 不是有效的 JSON：数字太长或嵌套太深。") from error


def _item(record: Any, number: int) -> Item:
    """The item; `UserError` where a record cannot be one, doubts are said."""
    try:
        item = item_from_csl(record)
    except UserError as error:
        raise UserError(f"第 {number} 条：{error}") from error
    if not item.get("title"):
        say(f"第 {number} 条没有题名。")
    if item.type not in KINDS:
        say(f"第 {number} 条的类型“{item.type}”不是 CSL 的类型，按“其他”输出。")
    return item
