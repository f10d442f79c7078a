"""Files that people really have: empty, cut off, locked, mislabelled, huge, hostile."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

GOOD = "关于加强古树保护的通知\n\n各乡镇：请于2024年底前完成古树普查1200株，挂牌率达到98%。\n"


def minimal_pdf(body: bytes = b"") -> bytes:
    """A PDF of one page with a line of Latin text."""
    stream = b"BT /F1 24 Tf 72 700 Td (Forest cover 61 percent by 2025) Tj ET" + body
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body_of in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body_of)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (table, len(out))
    )


def encrypted_pdf() -> bytes:
    """A PDF that names an encryption dictionary whose password nobody has."""
    locked = (
        b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >> /ID [<00><00>] >>"
    )
    return minimal_pdf().replace(b"/Root 1 0 R >>", b"/Root 1 0 R " + locked)


def zip_bomb(path: Path) -> None:
    """400 MB of zeros in 400 kB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.txt", bytes(100_000_000))


def write_all(folder: Path) -> None:
    """A good file among bad ones."""
    folder.mkdir()
    (folder / "好 文件.txt").write_text(GOOD, "utf-8")
    (folder / "空.pdf").write_bytes(b"")
    (folder / "截断.pdf").write_bytes(minimal_pdf()[:300])
    (folder / "加密.pdf").write_bytes(encrypted_pdf())
    (folder / "乱码.bin").write_bytes(bytes(range(256)) * 64)
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)))
    (folder / "乱码.txt").write_bytes(os.urandom(20_000))
    (folder / "名不符实.docx").write_bytes(minimal_pdf())
    mixed = "上半段用一种编码。\n".encode() + "下半段用另一种编码，完成投资35亿元。\n".encode(
        "gb18030"
    )
    (folder / "混合编码.txt").write_bytes(mixed)
    (folder / "坏压缩包.zip").write_bytes(b"PK\x03\x04" + b"junk" * 50)
    zip_bomb(folder / "炸弹.zip")
    inner = folder / "子 文件夹"
    inner.mkdir()
    (inner / "环").symlink_to(folder, target_is_directory=True)
    (inner / "副本.txt").write_text(GOOD, "utf-8")
    (inner / "断链.txt").symlink_to(inner / "不存在.txt")
