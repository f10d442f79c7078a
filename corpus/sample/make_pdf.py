"""A small PDF writer: Chinese text and ruled tables, without embedded fonts.

The sample corpus and the tests need PDF files whose every word and rule is known. The fonts are
the predefined Chinese ones (STSong-Light), which every reader replaces by one of its own.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["PdfPage", "Row", "write_pdf"]

A4 = (595.0, 842.0)

Row = Sequence[str | None]
"""Cells of a table row: None continues the cell to the left, "^" the cell above."""


@dataclass(slots=True)
class PdfPage:
    """One page; coordinates are points from the top left corner."""

    size: tuple[float, float] = A4
    rotate: int = 0
    parts: list[str] = field(default_factory=list)
    picture: bool = False

    def text(self, x: float, y: float, words: str, size: float = 12.0, *, rise: float = 0) -> float:
        """Print words with their baseline at `y`; return where they end."""
        code = words.encode("utf-16-be").hex()
        place = f"1 0 0 1 {x:.2f} {self.size[1] - y:.2f} Tm"
        self.parts.append(f"BT /F {size:.2f} Tf {rise:.2f} Ts {place} <{code}> Tj ET")
        return x + sum(size * (0.5 if char.isascii() else 1.0) for char in words)

    def sideways(self, x: float, y: float, words: str, size: float = 12.0) -> None:
        """Print words that run upwards."""
        code = words.encode("utf-16-be").hex()
        place = f"0 1 -1 0 {x:.2f} {self.size[1] - y:.2f} Tm"
        self.parts.append(f"BT /F {size:.2f} Tf {place} <{code}> Tj ET")

    def hidden(self, x: float, y: float, words: str, size: float = 12.0) -> None:
        """Invisible words, as a recognised text layer has them."""
        self.parts.append("3 Tr")
        self.text(x, y, words, size)
        self.parts.append("0 Tr")

    def lines(self, x: float, y: float, rows: Sequence[str], size: float = 16.0) -> float:
        """Lines of a paragraph under each other; return the baseline of the next one."""
        for words in rows:
            self.text(x, y, words, size)
            y += size * 1.8
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """A straight line."""
        top = self.size[1]
        self.parts.append(f"{width:.2f} w {x0:.2f} {top - y0:.2f} m {x1:.2f} {top - y1:.2f} l S")

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        rows: Sequence[Row],
        *,
        height: float = 24.0,
        size: float = 10.0,
        sides: bool = True,
    ) -> float:
        """A ruled table with merged cells; return its lower edge. `sides`: with outer uprights."""
        xs = [x]
        for width in widths:
            xs.append(xs[-1] + width)
        ys = [y + height * i for i in range(len(rows) + 1)]
        for i in range(len(rows) + 1):
            for j in range(len(widths)):
                if i in (0, len(rows)) or rows[i][j] != "^":
                    self.rule(xs[j], ys[i], xs[j + 1], ys[i])
        for i, row in enumerate(rows):
            for j in range(len(widths) + 1):
                inner = 0 < j < len(widths)
                if (inner and row[j] is not None) or (not inner and sides):
                    self.rule(xs[j], ys[i], xs[j], ys[i + 1])
            self._cells(row, xs, ys[i], height, size)
        return ys[-1]

    def _cells(self, row: Row, xs: list[float], y: float, height: float, size: float) -> None:
        for j, words in enumerate(row):
            if not words or words == "^":
                continue
            parts = words.split("\n")
            base = y + (height - len(parts) * size * 1.1) / 2 + size * 0.9
            for k, part in enumerate(parts):
                self.text(xs[j] + 3, base + k * size * 1.1, part, size)


def write_pdf(pages: Sequence[PdfPage], *, title: str = "") -> bytes:
    """The bytes of a PDF with these pages."""
    objects: list[bytes] = [b"", b"", *_font()]
    kids = []
    for page in pages:
        content = "\n".join(page.parts).encode("ascii")
        if page.picture:
            content = b"q %d 0 0 %d 0 0 cm /I Do Q\n" % page.size + content
        number = len(objects) + 1
        objects += [_page(page, number + 1), _stream(content)]
        kids.append(f"{number} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    info = b""
    if title:
        objects.append(b"<< /Title <feff" + title.encode("utf-16-be").hex().encode() + b"> >>")
        info = b" /Info %d 0 R" % len(objects)
    return _assemble(objects, info)


def _font() -> list[bytes]:
    """Objects 3 to 6: the font, its descendant, its descriptor, a picture of one grey dot."""
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
        b" /DW 1000 /W [1 95 500 814 939 500] >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8 /Length 1 >>\nstream\n\xee\nendstream",
    ]


def _page(page: PdfPage, content: int) -> bytes:
    width, height = page.size
    turn = f" /Rotate {page.rotate}" if page.rotate else ""
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:g} {height:g}]{turn}"
        f" /Resources << /Font << /F 3 0 R >> /XObject << /I 6 0 R >> >>"
        f" /Contents {content} 0 R >>"
    ).encode()


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
    return head + packed + b"\nendstream"


def _assemble(objects: Sequence[bytes], info: bytes) -> bytes:
    data, places = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    data += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (size, info, start)
    return bytes(data)
