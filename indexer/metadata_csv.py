"""Facts of many documents as a CSV table: out, mended by hand, in again, and back.

Lists are joined by `；`, places written as 巴中市(511900), kinds and states in Chinese.

The last column remembers each cell as it was exported. So a table that lay about while the library
was read anew changes only the cells that somebody mended, and says so where both have changed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from kb.compare.places import the_place
from kb.csv_cells import as_written, harmless
from kb.errors import NotFoundError, UnknownFieldError, UserError
from kb.models import Document
from kb.os_words import os_words
from kb.store import Override, Store
from kb.store.edits import EDITABLE, laid_over
from kb.words import KINDS, LEVELS, VALIDITIES

__all__ = ["CHINESE", "READ_ONLY", "Edits", "headers", "read_edits", "said", "table"]

READ_ONLY = ("id", "source", "doc")
EXPORTED = "exported"  # the column that remembers
_MARK = 6  # characters of it for each cell
CHINESE: Mapping[str, str] = {
    "id": "标识",
    "source": "来源文件",
    "doc": "文件名",
    "title": "标题",
    "kind": "类型",
    "level": "层级",
    "issuers": "发文机关",
    "authors": "作者",
    "document_number": "发文字号",
    "written_on": "成文日期",
    "published_on": "发布日期",
    "effective_on": "施行日期",
    "validity": "时效",
    "superseded_by": "替代文件",
    "source_name": "来源",
    "url": "网址",
    "regions": "地区",
    "periods": "规划期",
    "topics": "主题",
    "section": "栏目",
    "compilation": "所在汇编",
    "publication": "出版信息",
    "exported": "导出时的各格",
}
"""Heads of the table; the English names are understood, too."""
_ALSO = {"文种": "kind"}
"""Other heads that are understood."""
PUBLICATION: Mapping[str, str] = {
    "container": "刊名",
    "volume": "卷",
    "issue": "期",
    "page": "页",
    "publisher": "出版者",
    "place": "出版地",
    "doi": "DOI",
}
"""What the cell of publication may say: `刊名：巴中学刊；卷：3；期：2；页：12-19`."""
_LISTS = ("issuers", "authors", "periods", "topics")
_DATES = ("written_on", "published_on", "effective_on")
_LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": KINDS,
    "level": {code: words for code, words in LEVELS.items() if code},
    "validity": VALIDITIES,
}
_PLACE = re.compile(r"^(?P<name>[^()（）]*)[(（](?P<code>[\w:.-]+)[)）]$")
_NAMED = re.compile(r"(?P<words>[^：:]+?)\s*[：:]\s*(?P<text>.*)")
_URL = re.compile(r"https?://[^\s/.]+(?:\.[^\s/.]+)*(?:[/?#]\S*)?", re.IGNORECASE)
_DATE = re.compile(r"^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?$")


@dataclass(slots=True)
class Edits:
    """What a mended table changes, and what in it cannot be used."""

    overrides: list[Override] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    documents: int = 0


def headers() -> tuple[str, ...]:
    """The columns of the table."""
    return (*READ_ONLY, *EDITABLE, EXPORTED)


def table(documents: Iterable[Document]) -> Iterator[str]:
    """The table as lines of CSV, with a byte order mark for Excel."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(CHINESE.get(name, name) for name in headers())
    buffer.seek(0)
    yield "\ufeff" + buffer.getvalue()
    for document in documents:
        buffer.seek(0)
        buffer.truncate()
        known = [written(name, getattr(document, name)) for name in READ_ONLY]
        cells = [written(name, getattr(document, name)) for name in EDITABLE]
        writer.writerow([*map(harmless, [*known, *cells]), "".join(map(_mark, cells))])
        yield buffer.getvalue()


def written(name: str, value: Any) -> str:
    """A fact as it stands in the table."""
    if value is None or value == () or value == {}:
        return ""
    if name in _LISTS:
        return "；".join(value)
    if name == "regions":
        return "；".join(f"{place.name}({place.code})" for place in value)
    if name == "publication":
        return "；".join(f"{PUBLICATION.get(key, key)}：{text}" for key, text in value.items())
    return _LABELS.get(name, {}).get(value, str(value))


def said(name: str, value: Any) -> str:
    """The value of an edit in words, as the table writes it."""
    if name == "regions":
        return "；".join(f"{place['name']}({place['code']})" for place in value)
    return written(name, value)


def read_edits(path: Path, store: Store, *, batch: str, at: datetime) -> Edits:
    """Compare a mended table with the library; nothing is changed yet."""
    edits = Edits()
    reader = csv.DictReader(io.StringIO(_decoded(path)), strict=True)
    english = {**_ALSO, **{words: name for name, words in CHINESE.items()}}
    reader.fieldnames = [english.get(name.strip(), name) for name in reader.fieldnames or ()]
    columns, rows = [name for name in reader.fieldnames if name], list(reader)
    if "id" not in columns:
        raise UserError(
            f"{path} 缺少“标识”（id）列；请在 policykb metadata export 导出的表上修改。"
        )
    for name in columns:
        if name not in headers():
            raise UnknownFieldError(name, known=(*headers(), *CHINESE.values()))
    for number, row in enumerate(rows, start=2):
        found, errors = _row_edits(row, store, batch=batch, at=at)
        edits.errors += [f"第 {number} 行：{error}" for error in errors]
        edits.overrides += found
        edits.documents += bool(found)
    return edits


def _decoded(path: Path) -> str:
    """Text of the table; Excel writes GB18030 where it is not asked for UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"无法读取 {path}：{os_words(error)}。") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"{path} 既不是 UTF-8 也不是 GB18030 编码；请另存为“CSV UTF-8”。")


def _row_edits(
    row: Mapping[str, str | None], store: Store, *, batch: str, at: datetime
) -> tuple[list[Override], list[str]]:
    """What a row changes, and all that is wrong in it."""
    try:
        document = store.document((row.get("id") or "").strip())
    except NotFoundError:
        return [], [f"库中没有标识为“{row.get('id')}”的文件。"]
    changes: dict[str, Any] = {}
    errors: list[str] = []
    exported = _marks(row.get(EXPORTED))
    for name in EDITABLE:
        given = row.get(name)
        if given is None:
            continue
        cell, held = as_written(given.strip()), written(name, getattr(document, name)).strip()
        if cell == held or exported.get(name) == _mark(cell):
            continue
        try:
            value = _parsed(name, cell)
            laid_over(document, {name: value})  # refuses what cannot be
            if said(name, value) == held:  # the same, written in another way
                continue
            if exported and exported[name] != _mark(held):
                raise UserError(_changed_since(cell, held))
            changes[name] = value
        except UserError as error:
            errors.append(f"{CHINESE.get(name, name)}：{error}")
    edits = [Override(document.id, name, value, batch, at) for name, value in changes.items()]
    return edits, errors


def _mark(cell: str) -> str:
    """What tells a cell from what it is after somebody mended it."""
    return sha256(cell.strip().encode()).hexdigest()[:_MARK]


def _marks(exported: str | None) -> dict[str, str]:
    """The marks of a row's cells; none of a table of another version, or without that column."""
    marks = re.findall(f"[0-9a-f]{{{_MARK}}}", exported or "")
    return dict(zip(EDITABLE, marks, strict=True)) if len(marks) == len(EDITABLE) else {}


def _changed_since(cell: str, held: str) -> str:
    return f"表中改成了“{cell}”，但导出之后库中也已变为“{held}”。请重新导出，在新表上改。"


def _parsed(name: str, cell: str) -> Any:
    if name in _LISTS:
        return [part for part in _parts(cell) if part]
    readers: dict[str, Callable[[str], Any]] = {
        "regions": lambda text: [_place(part) for part in _parts(text) if part],
        "publication": _publication,
        "url": _url,
        **dict.fromkeys(_DATES, _date),
    }
    if name in readers:
        return readers[name](cell)
    for value, label in _LABELS.get(name, {}).items():
        if cell in (label, value):
            return value
    if name in _LABELS and cell:
        raise UserError(f"不能是“{cell}”；可用：{'、'.join(_LABELS[name].values())}。")
    if name == "kind":
        return "other"
    if name == "validity":
        return "unknown"
    return cell or None


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[；;]", cell)]


def _date(cell: str) -> str | None:
    if not cell:
        return None
    match = _DATE.match(cell)
    if match is None:
        raise UserError(f"日期“{cell}”无法识别；请写成 2021、2021-05 或 2021-05-03。")
    year, *rest = (int(part) for part in match.groups() if part)
    try:
        date(year, *[*rest, 1, 1][:2])
    except ValueError as error:
        raise UserError(f"日期“{cell}”不存在：月份或日子不对。") from error
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)])


def _url(cell: str) -> str | None:
    if cell and not _URL.fullmatch(cell):
        raise UserError(f"“{cell}”不是网址；应以 http:// 或 https:// 开头。")
    return cell or None


def _place(text: str) -> dict[str, str]:
    match = _PLACE.match(text)
    name, code = (match["name"], match["code"]) if match else (text, text)
    coded = match is not None or re.fullmatch(r"\d{6}(?:\d{3})?|area:[\w-]+", code) is not None
    found = the_place(code if coded else name)
    return {"code": found.code, "name": found.name, "path": found.path}


def _publication(cell: str) -> dict[str, str]:
    """`刊名：巴中学刊；卷：3` as fields; a name without a value says nothing."""
    names = {words: name for name, words in PUBLICATION.items()}
    said: dict[str, str] = {}
    for part in filter(None, _parts(cell)):
        match = _NAMED.match(part)
        name = names.get(match["words"], match["words"]) if match else ""
        if not match or name not in PUBLICATION:
            known = "、".join(PUBLICATION.values())
            raise UserError(f"“{part}”应写成 刊名：巴中学刊；卷：3 的样子；可用：{known}。")
        said[name] = match["text"]
    return {name: text for name, text in said.items() if text}
