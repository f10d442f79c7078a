"""Mails and web archives (RFC 822, MIME HTML): the page or the words of the letter in them."""

from __future__ import annotations

import email
import email.policy
import re
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart

from corpus.loaders.html import HtmlLoader
from corpus.loaders.protocol import RawDocument
from corpus.loaders.text import TextLoader, head_text
from kb.errors import ReadError
from kb.models import Hint, ReadingNote

__all__ = ["MailLoader"]

_HEADER = re.compile(
    r"^(?:MIME-Version|Content-Type|Received|Return-Path|From|To|Subject|Date|Message-ID"
    r"|Snapshot-Content-Location)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
FEWEST_HEADERS = 3


class MailLoader:
    """`.mht` and `.mhtml` (a web page saved in one file), `.eml`."""

    name = "mail"
    version = "2"
    formats = ("mht", "mhtml", "eml")

    def score(self, head: bytes, name: str) -> int:
        """By the header lines at the start; a few of them do where the name says so too."""
        lines = head_text(head).replace("\r\n", "\n").lstrip().split("\n\n", 1)[0]
        found = len(_HEADER.findall(lines)) if _HEADER.match(lines) else 0
        named = name.lower().endswith(self.formats)
        return 96 if found >= FEWEST_HEADERS or (named and found) else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """Its page, or else its words; attachments are noted as not read."""
        try:
            message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
            body = message.get_body(("html", "plain"))
            html = body is not None and body.get_content_type() == "text/html"
            text = _text(body) if body is not None else b""
        except (MessageError, LookupError, ValueError) as exc:
            raise ReadError(name, "邮件或网页归档无法解析；请另存为 HTML 再加入") from exc
        if not text.strip():
            raise ReadError(name, "邮件或网页归档中没有正文；请另存为 HTML 再加入")
        raw = HtmlLoader().load(text, name) if html else TextLoader().load(text, f"{name}.txt")
        raw.hints.extend(_hints(message))
        raw.notes.extend(_attachments(message))
        return raw


def _text(body: MIMEPart) -> bytes:
    """The bytes of the body: its own words tell the encoding best, but for a stated one."""
    data = body.get_payload(decode=True)
    assert isinstance(data, bytes)  # a body is no multipart
    charset = body.get_content_charset()
    return data.decode(charset, errors="replace").encode() if charset else data


def _hints(message: EmailMessage) -> list[Hint]:
    """The address a page was saved from; the subject of a letter is its title."""
    address = str(message.get("Snapshot-Content-Location") or message.get("Content-Location") or "")
    if address.startswith("http"):
        return [Hint("url", address.strip(), "mail_header")]
    subject = str(message.get("Subject") or "").strip()
    return [Hint("title", subject, "mail_header")] if subject and message.get("To") else []


def _attachments(message: EmailMessage) -> list[ReadingNote]:
    names = [
        part.get_filename() or "（无名称）"
        for part in message.iter_attachments()
        if part.get_content_disposition() == "attachment"
    ]
    text = "邮件附件“{}”未读入，请另存后单独加入"
    return [ReadingNote("attachment_missing", text.format(name)) for name in names]
