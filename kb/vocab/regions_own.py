"""Places that a library adds to the gazetteer: new counties, development zones, townships."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from kb import vocab
from kb.errors import UserError
from kb.vocab import regions
from kb.vocab.regions_derive import short_name

__all__ = ["add_region"]

_FILE = "regions.csv"
_HEAD = ("code", "name", "short", "level", "parent")
_ZONES = ("开发区", "示范区", "园区", "功能区", "实验区", "管理区")
"""Their names are not shortened: 清溪开发区 is not 清溪."""
_BELOW = {"country": "province", "province": "city", "city": "county", "county": "township"}


def add_region(
    folder: Path, name: str, *, parent: regions.Region, code: str | None = None
) -> regions.Region:
    """Write a place into the library's own table, one level below `parent`; the place.

    Without a code it gets one that no place has: those that the state has not given yet are
    many, and they lie at the end of each hundred.
    """
    if (known := regions.find(name, within=parent.code)) and known.parent == parent.code:
        raise UserError(f"“{name}”已在词表中（代码 {known.code}）。")
    if parent.level not in _BELOW:
        raise UserError(f"上级“{parent.name}”应是全国、省、市或县：词表中的行政区划到乡镇为止。")
    level, code = _BELOW[parent.level], code or _free_code(parent)
    size, words = (9, "九") if level == "township" else (6, "六")
    if not (len(code) == size and code.isdecimal()) or regions.region(code):
        raise UserError(f"代码“{code}”应是{words}位数字，且没有别的地区使用。")
    short = "" if level == "township" else _short(name)
    row = (code, name, short, level, parent.code)
    path, before = folder / _FILE, _lines(folder / _FILE)
    folder.mkdir(parents=True, exist_ok=True)
    _write(path, [*(before or [_HEAD]), row])
    vocab.configure(folder)
    if problems := regions.validate():
        path.unlink() if before is None else _write(path, before)
        vocab.configure(folder)
        raise UserError(f"没有加入：{problems[0]}")
    return regions.table().regions[code]


def _short(name: str) -> str:
    return "" if name.endswith(_ZONES) else short_name(name)


def _free_code(parent: regions.Region) -> str:
    codes = _codes_below(parent)
    free = next((code for code in codes if regions.region(code) is None), None)
    if free is None:
        raise UserError(f"“{parent.name}”下没有空的代码，请用 --code 写明。")
    return free


def _codes_below(parent: regions.Region) -> Iterator[str]:
    if parent.level == "county":
        return (f"{parent.code}{number:03d}" for number in range(999, 0, -1))
    head = {"country": "", "province": parent.code[:2], "city": parent.code[:4]}[parent.level]
    return (f"{head}{number:02d}".ljust(6, "0") for number in range(99, 0, -1))


def _lines(path: Path) -> list[tuple[str, ...]] | None:
    if not path.is_file():
        return None
    return [tuple(row) for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))]


def _write(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
