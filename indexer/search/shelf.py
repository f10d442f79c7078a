"""The shelf: folded and clean passages of every document, in one file beside the index.

Engines find documents; what is shown of them (best passages, marks) and what positions cannot
tell (two words in one sentence) is read here. The file is only appended to. A document is known by
the offset of its record.

Record: 8 numbers, a JSON head, arrays of 32-bit numbers (one entry a passage), a JSON outline, the
folded passages and the clean passages, both UTF-8; folded passages are parted by line breaks. What
many passages share (heading paths, heads of columns) is in the outline, an array tells which is
whose. A list of titles reads no further than the heads.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import threading
from array import array
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from indexer.search.record import META_SCOPES, IndexRecord
from kb.fold import search_text

__all__ = ["Record", "ShelfReader", "ShelfWriter"]

_FIXED = struct.Struct("<8I")
_MAGIC = 0x504B4232  # "PKB2": a wrong offset must not pass for a record
_FIRST = 1024  # bytes read at once: most heads are shorter
_BREAK = b"\n"
_KEPT_BYTES = 3_000_000  # of folded text in records that were shown last
Read = Callable[[int, int], bytes]  # offset, how many bytes


class Record:
    """One document on the shelf. Places are byte offsets into `folded`."""

    def __init__(self, read: Read, offset: int) -> None:
        first = read(offset, _FIRST)
        if len(first) < _FIXED.size:
            raise ValueError(f"no record at {offset}")
        magic, count, head, outline, folded, *_ = _FIXED.unpack_from(first)
        if magic != _MAGIC:
            raise ValueError(f"no record at {offset}")
        self.count, self._read = count, read
        self._columns: dict[int, bytes] = {}  # folded heads by table, as far as asked for
        self._arrays = offset + _FIXED.size + head
        self._outline = self._arrays + 4 * (6 * count + 2)
        self._folded: int = self._outline + outline
        self._clean: int = self._folded + folded
        held = first[_FIXED.size : _FIXED.size + head]
        self._head = held if len(held) == head else read(offset + _FIXED.size, head)

    @property
    def size(self) -> int:
        """Bytes of the folded passages, which are the most that is held of a record."""
        return self._clean - self._folded

    @cached_property
    def folded(self) -> bytes:
        """The folded passages, each ended by a line break."""
        return self._read(self._folded, self.size)

    @cached_property
    def _numbers(self) -> array[int]:
        numbers = array("I")
        numbers.frombytes(self._read(self._arrays, self._outline - self._arrays))
        return numbers

    @cached_property
    def head(self) -> dict[str, Any]:
        """id, title, number, group, year, and folded metadata by scope."""
        found: dict[str, Any] = json.loads(self._head)
        return found

    @cached_property
    def outline(self) -> dict[str, Any]:
        """The distinct heading paths and heads of columns."""
        found: dict[str, Any] = json.loads(self._read(self._outline, self._folded - self._outline))
        return found

    @cached_property
    def starts(self) -> array[int]:
        """Where each folded passage begins; one more entry for the end."""
        return self._numbers[: self.count + 1]

    def passage_bytes(self, index: int) -> bytes:
        """A folded passage."""
        return self.folded[self.starts[index] : self.starts[index + 1] - 1]

    def passage(self, index: int) -> tuple[int, str, int | None, tuple[str, ...]]:
        """(clean start, clean text, page, headings) of a passage."""
        count, numbers = self.count, self._numbers
        base = count + 1
        begin, end = numbers[base + index], numbers[base + index + 1]
        clean = self._read(self._clean + begin, end - begin).decode("utf-8")
        base += count + 1
        page, heading = numbers[base + count + index], numbers[base + 2 * count + index]
        path = tuple(self.outline["headings"][heading >> 1])
        return numbers[base + index], clean, page or None, path

    def columns(self, index: int) -> tuple[str, ...]:
        """The heads of the cells of a passage that is a row of a table, else none."""
        table = self._numbers[5 * self.count + 2 + index]
        return tuple(self.outline["columns"][table - 1]) if table else ()

    def column_bytes(self, index: int) -> bytes:
        """The folded heads of the cells of a row, b"" for any other passage."""
        table = self._numbers[5 * self.count + 2 + index]
        if table and table not in self._columns:
            heads = "|".join(self.outline["columns"][table - 1])
            self._columns[table] = search_text(heads).encode("utf-8")
        return self._columns[table] if table else b""

    def is_heading(self, index: int) -> bool:
        """Whether a passage is a heading."""
        return bool(self._numbers[4 * self.count + 2 + index] & 1)

    def holders(self, needle: bytes, most: int) -> list[int]:
        """The passages that hold a needle, the first `most` of them."""
        if not needle:
            return []
        pieces = self.folded.split(needle, 2 * most)  # one call instead of one for each place
        if len(pieces) == 1:
            return []
        found: list[int] = []
        place, size, end, starts = -len(needle), len(needle), 0, self.starts
        for piece in islice(pieces, len(pieces) - 1):
            place += len(piece) + size
            if place >= end:  # in another passage than the last one
                index = bisect_right(starts, place, len(found))
                end = starts[index]
                found.append(index - 1)
        if len(found) < most and len(pieces) > 2 * most:  # many in one passage: look further
            self._further(needle, end, most, found)
        return found[:most]

    def _further(self, needle: bytes, end: int, most: int, found: list[int]) -> None:
        find, starts = self.folded.find, self.starts
        place = find(needle, end)
        while place >= 0 and len(found) < most:
            index = bisect_right(starts, place)
            found.append(index - 1)
            place = find(needle, starts[index])


class ShelfWriter:
    """Appends records; `flush` makes them safe before an index refers to them."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")
        self._file.seek(0, os.SEEK_END)
        self.at = self._file.tell()

    def add(self, record: IndexRecord) -> int:
        """Write a record; its offset."""
        data = encode_record(record)
        offset = self.at
        self._file.write(data)
        self.at += len(data)
        return offset

    def flush(self) -> None:
        """Bring everything to the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Flush and close."""
        self.flush()
        self._file.close()


def encode_record(record: IndexRecord) -> bytes:
    """The bytes of a record."""
    passages = record.passages
    folded = [part.encode("utf-8") for part in record.body.split("\n")] if passages else []
    clean = [passage.text.encode("utf-8", "replace") for passage in passages]
    paths: dict[tuple[str, ...], int] = {}
    tables: dict[tuple[str, ...], int] = {(): 0}
    kinds = [
        paths.setdefault(p.headings, len(paths)) << 1 | (p.kind == "heading") for p in passages
    ]
    numbers = array("I", _starts(folded, gap=1) + _starts(clean, gap=0))
    numbers.extend(passage.start for passage in passages)
    numbers.extend(passage.page or 0 for passage in passages)
    numbers.extend(kinds)
    numbers.extend(tables.setdefault(heads, len(tables)) for heads in record.columns)
    meta = {scope: record.texts[scope] for scope in META_SCOPES if record.texts[scope]}
    head = _json(
        {"id": record.id, "meta": meta, "title": record.title, "number": record.number}
        | {"group": record.group, "year": record.year}
    )
    outline = _json({"headings": list(paths), "columns": list(tables)[1:]})
    body, whole = _BREAK.join(folded) + _BREAK * bool(folded), b"".join(clean)
    sizes = (len(head), len(outline), len(body), len(whole))
    fixed = _FIXED.pack(_MAGIC, len(passages), *sizes, 0, 0)
    return b"".join((fixed, head, numbers.tobytes(), outline, body, whole))


def _json(facts: dict[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace")


def _starts(parts: list[bytes], *, gap: int) -> list[int]:
    starts, at = [0], 0
    for part in parts:
        at += len(part) + gap
        starts.append(at)
    return starts


class _File:
    """A file that threads read from by offset; closed when nobody holds it any more."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._lock = threading.Lock()

    def read(self, offset: int, size: int) -> bytes:
        """`size` bytes, fewer at the end of the file."""
        if sys.platform != "win32":
            return os.pread(self._descriptor, size, offset)
        with self._lock:
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            return os.read(self._descriptor, size)

    def __del__(self) -> None:
        os.close(self._descriptor)


class ShelfReader:
    """Reads records by offset. The file is not mapped: its pages would count as this process's
    memory, and touching ten documents' first pages takes longer than reading them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: _File | None = None
        self._lock = threading.Lock()
        self._kept: dict[int, Record] = {}  # the latest last
        self._kept_bytes = 0

    def shown(self, offset: int) -> Record:
        """A record that is to be shown: people turn pages, so the last ones are kept."""
        with self._lock:
            record = self._kept.pop(offset, None)
            if record is not None:
                self._kept[offset] = record
                return record
        record = self.record(offset)
        with self._lock:
            if self._kept.setdefault(offset, record) is record:
                self._kept_bytes += record.size
            while self._kept_bytes > _KEPT_BYTES:
                oldest = self._kept.pop(next(iter(self._kept)))
                self._kept_bytes -= oldest.size
        return record

    def record(self, offset: int) -> Record:
        """The record at an offset that an index holds."""
        if self._file is None:
            self._file = _File(self._path)
        return Record(self._file.read, offset)

    def close(self) -> None:
        """Let the file and what was kept go."""
        with self._lock:
            self._file, self._kept, self._kept_bytes = None, {}, 0
