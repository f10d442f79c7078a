"""`policykb cite`: references of documents, or of any CSL-JSON file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import click

from kb.citations.csl_file import items_in_file
from kb.citations.document_item import gaps, item_from_document
from kb.citations.editions import CODES, EDITIONS
from kb.citations.exports import EXPORTS
from kb.citations.gbt7714 import Form, Style
from kb.citations.item import Item
from kb.citations.listing import reference_docx, reference_lines, reference_text
from kb.citations.named import named_documents
from kb.commands import Shell, library_option, say
from kb.errors import UserError
from kb.output_file import OutputFile, force_option, form_by_name, writing

__all__ = ["cite"]

TYPE_CODE = click.Choice(CODES)
FORMATS = ("text", *EXPORTS, "docx")
BY_NAME = {"txt": "text", "docx": "docx"} | {
    export.extension: kind for kind, export in EXPORTS.items()
}
"""The format that the end of a file's name asks for."""


@click.command()
@click.argument("names", nargs=-1, metavar="标识或题名…")
@click.option("--style", type=click.Choice(list(EDITIONS)), default="gbt7714-2025",
              show_default=True, help="GB/T 7714 的版本。")  # fmt: skip
@click.option("--form", type=click.Choice(get_args(Form)), default="numeric",
              show_default=True, help="顺序编码、著者—出版年或脚注。")  # fmt: skip
@click.option("--format", "kind", type=click.Choice(FORMATS),
              help="输出格式。缺省按文件名的结尾，或 text。")  # fmt: skip
@click.option("--from-csl", type=click.Path(path_type=Path, allow_dash=True), metavar="文件",
              help="改从 CSL-JSON 文件（- 为标准输入）读条目，每条一行，次序不变。")  # fmt: skip
@click.option("--government-code", type=TYPE_CODE, metavar="代码",
              help="政府文件的类型码（EB、A、Z、G …）。")  # fmt: skip
@click.option("--part-code", type=TYPE_CODE, metavar="代码",
              help="汇编中文章的类型码（缺省 M）。")  # fmt: skip
@click.option("--no-number", is_flag=True, help="不印发文字号。")
@click.option("--unknown-imprint", is_flag=True,
              help="印刷图书缺出版地、出版者时写明 [出版地不详]、[s.n.] 等。")  # fmt: skip
@click.option("--output", "-o", type=OutputFile(), metavar="文件",
              help="写入文件；docx 必须给出。")  # fmt: skip
@force_option
@library_option
@click.pass_obj
def cite(
    shell: Shell, /, names: tuple[str, ...], from_csl: Path | None, kind: str | None,
    output: Path | None, **choices: str | bool | None,
) -> None:  # fmt: skip
    """生成参考文献：按文件标识（见 policykb list）、来源标识或题名；同一文件只印一条。"""
    if bool(names) == bool(from_csl):
        raise UserError("请给出文件标识或题名，或用 --from-csl 给出 CSL-JSON 文件，二者选一。")
    kind = kind or (form_by_name(output, BY_NAME) if output else "text")
    items = items_in_file(from_csl) if from_csl else _from_library(shell, names)
    style = _style(**choices)  # type: ignore[arg-type]  # click checks the choices
    if kind == "docx":
        if output is None:
            raise UserError("Word 文件不能写到标准输出，请加 --output 参考文献.docx。")
        with writing(output) as file:
            file.write(reference_docx(items, style))
    else:
        _write(_pieces(items, kind, style, labelled=from_csl is None), output)
    if output is not None:
        say(f"已写入 {output}。")


def _style(
    *, style: str, form: Form, no_number: bool, unknown_imprint: bool, **codes: str | None
) -> Style:
    return Style(style, form, with_number=not no_number, with_unknown=unknown_imprint, **codes)


def _from_library(shell: Shell, names: Iterable[str]) -> Iterator[Item]:
    today = date.today().isoformat()
    with shell.library() as library:
        for document in named_documents(library.store, names):
            missing = gaps(document)
            if missing:
                say(f"{document.title}：{'、'.join(missing)}（可用 policykb metadata 补全）。")
            yield item_from_document(document, accessed=today)


def _pieces(items: Iterable[Item], kind: str, style: Style, *, labelled: bool) -> Iterator[str]:
    if kind in EXPORTS:
        return EXPORTS[kind].write(items)
    if labelled:
        return reference_text(items, style)
    return (f"{line}\n" for line in reference_lines(items, style))


def _write(pieces: Iterable[str], output: Path | None) -> None:
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    with writing(output) as file:
        file.writelines(piece.encode() for piece in pieces)
