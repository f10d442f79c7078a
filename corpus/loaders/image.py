"""Images: recognised, so that the reason why nothing is read is clear."""

from __future__ import annotations

from corpus.loaders.protocol import RawDocument
from kb.errors import ReadError

__all__ = ["ImageLoader"]

_STARTS = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)


class ImageLoader:
    """JPEG, PNG, GIF, BMP, TIFF, WebP: no text layer, so never loaded."""

    name = "image"
    version = "1"
    formats = ("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp")

    def score(self, head: bytes, name: str) -> int:
        """By the first bytes."""
        webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
        if webp or (head.startswith(_STARTS) and not head.startswith(b"BM")):
            return 95
        return 60 if head.startswith(b"BM") and name.lower().endswith("bmp") else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """Always a `ReadError`."""
        raise ReadError(name, "图片没有文字层，暂不支持文字识别（OCR），请先识别为文本后再加入")
