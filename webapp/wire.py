"""What arrives on the wire: addresses typed with Chinese characters, as curl sends them."""

from __future__ import annotations

from urllib.parse import quote_from_bytes

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]  # has no types
from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]  # has no types

__all__ = ["accept_chinese_addresses", "plain_address"]

_ASCII = bytes(range(128)).decode()


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # has no types
    """Waitress refuses an address that is not ASCII before the application can answer it."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request, its address percent-encoded where it was not."""
        line, end, rest = header_plus.partition(b"\r\n")
        super().parse_header(plain_address(line) + end + rest)


def plain_address(line: bytes) -> bytes:
    """A request's first line in ASCII; what is no UTF-8 is read as GB18030 (Windows consoles)."""
    if line.isascii():
        return line
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        line = line.decode("gb18030", "replace").encode()
    return quote_from_bytes(line, safe=_ASCII).encode()


def accept_chinese_addresses() -> None:
    """For all servers made from now on."""
    HTTPChannel.parser_class = _Parser
