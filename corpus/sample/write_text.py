"""Samples as text, Markdown, HTML and CSV."""

from __future__ import annotations

import csv
import html
import io

from corpus.sample.sources import Part, Sample

__all__ = ["write_csv", "write_html", "write_markdown", "write_plain"]


def filled(rows: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    """Rows with continued cells filled from above."""
    done: list[list[str]] = []
    for row in rows:
        done.append([done[-1][i] if cell == "^" else cell for i, cell in enumerate(row)])
    return done


def write_plain(sample: Sample) -> bytes:
    """Plain text, paragraphs indented by two characters."""
    lines = [sample.title, "", *sample.head(), ""]
    for part in sample.body:
        lines += _plain_part(part)
    lines += ["", *(f"　　{line}" for line in sample.tail())]
    text = "\r\n".join(lines).rstrip() + "\r\n"
    return text.encode(sample.encoding or "utf-8")


def _plain_part(part: Part) -> list[str]:
    if part.kind == "table":
        return ["\t".join(row) for row in filled(part.rows)]
    if part.kind == "sign":
        return [" " * 30 + part.text]
    return [f"　　{part.text}"]


def write_markdown(sample: Sample) -> bytes:
    """Markdown with a table where the body has one."""
    lines = [f"# {sample.title}", "", *sample.head(), ""]
    for part in sample.body:
        lines += [*_markdown_part(part), ""]
    lines += [line + "\n" for line in sample.tail()]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8")


def _markdown_part(part: Part) -> list[str]:
    if part.kind == "table":
        rows = [f"| {' | '.join(row)} |" for row in filled(part.rows)]
        return [rows[0], "|" + " --- |" * len(part.rows[0]), *rows[1:]]
    marks = {"heading1": "## ", "heading2": "### ", "item": "- "}
    return [marks.get(part.kind, "") + part.text]


def write_html(sample: Sample) -> bytes:
    """A page as government sites print it: a table of facts, or the standard meta names."""
    e = html.escape
    issuers, date = " ".join(sample.issuers), sample.written_on or ""
    metas = (
        ("ArticleTitle", sample.title),
        ("PubDate", date),
        ("ContentSource", issuers),
    )
    head = "".join(f'<meta name="{name}" content="{e(value)}">\n' for name, value in metas)
    facts = _facts(sample) if sample.document_number else ""
    body = "\n".join(_html_part(part, sample) for part in sample.body)
    tail = "\n".join(f"<p>{e(line)}</p>" for line in sample.tail())
    page = (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{e(sample.title)}_示例资料</title>\n{head}</head>\n<body>\n"
        f'<div class="nav"><a href="#">首页</a> <a href="#">公开目录</a></div>\n{facts}'
        f'<div class="article">\n<h1>{e(sample.title)}</h1>\n'
        f'<div id="UCAP-CONTENT">\n{_under_title(sample)}{body}\n{tail}\n</div>\n</div>\n'
        f'<div class="footer">版权所有　网站地图</div>\n</body>\n</html>\n'
    )
    return page.encode("utf-8")


def _under_title(sample: Sample) -> str:
    return "".join(f'<p style="text-align:center">{line}</p>\n' for line in sample.head())


def _facts(sample: Sample) -> str:
    date = sample.written_on or ""
    cells = [
        ("索 引 号", f"示例/{date[:4]}-01"),
        ("发文机关", " ".join(sample.issuers)),
        ("成文日期", date),
        ("标　　题", sample.title),
        ("发文字号", sample.document_number or ""),
        ("发布日期", date),
    ]
    rows = "".join(f"<tr><td>{k}：</td><td>{html.escape(v)}</td></tr>\n" for k, v in cells)
    return f'<table class="bd1">\n{rows}</table>\n'


def _html_part(part: Part, sample: Sample) -> str:
    text = html.escape(part.text)
    if part.kind == "table":
        return "<table border>\n" + "".join(map(_html_row, filled(part.rows))) + "</table>"
    if part.kind == "heading1" and part.text == sample.notice:
        return f'<p style="text-align:center"><strong>{text}</strong></p>'
    if part.kind.startswith("heading"):
        return f"<p><strong>{text}</strong></p>"
    align = ' style="text-align:right"' if part.kind == "sign" else ""
    return f"<p{align}>{text}</p>"


def _html_row(row: list[str]) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n"


def write_csv(sample: Sample) -> bytes:
    """The table of the body, with its origin in a last column."""
    (table,) = [part for part in sample.body if part.kind == "table"]
    origin = "、".join(f"《{origin.title}》" for origin in sample.origins)
    out = io.StringIO()
    writer = csv.writer(out)
    for number, row in enumerate(filled(table.rows)):
        writer.writerow([*row, f"摘编自{origin}" if number else "出处"])
    return out.getvalue().encode(sample.encoding or "utf-8-sig")
