"""What click says in English, in Chinese: help pages, and errors with the way out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import click

__all__ = ["ChineseFormatter", "complaint"]

_HEADINGS = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}
_HELP = {"Show this message and exit.": "显示这段说明。"}
_METAVARS = {
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]…",
    "[COMMAND] [ARGS]...": "[命令] [参数]…",
    "INTEGER": "整数",
    "RANGE": "",
    "TEXT": "文字",
    "FLOAT": "数",
}
_EXTRAS = re.compile(r"\[(default: |required|x[<>]=)")
_MESSAGES: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"'(.*)' is not a valid integer.*", r"“\1”不是整数。"),
        (r"'(.*)' is not a valid (?:float|number).*", r"“\1”不是数字。"),
        (r"'(.*)' is not a valid boolean.*", r"“\1”应为 true 或 false。"),
        (r"(\S+) is not in the range (.*?)\.?", r"\1 不在范围内（应为 \2）。"),
        (r"'(.*)' is not one of (.*?)\.?", r"没有“\1”；可选：\2。"),
        (r"'(.*)' is not '(.*)'\.", r"没有“\1”；只能是 \2。"),
        (r"\S+ '(.*)' does not exist\.", r"“\1”不存在。"),
        (r"\S+ '(.*)' is a directory\.", r"“\1”是文件夹，这里要一个文件。"),
        (r"\S+ '(.*)' is a file\.", r"“\1”是文件，这里要一个文件夹。"),
        (r"\S+ '(.*)' is not readable\.", r"“\1”没有读取权限。"),
        (r"\S+ '(.*)' is not writable\.", r"“\1”没有写入权限。"),
        (r"Could not open file '(.*)': .*", r"无法打开文件“\1”。"),
        (r"Got unexpected extra arguments? \((.*)\)\.?",
         r"多出了 \1。名称中有空格时请加引号，并检查选项的写法。"),
        (r"Option '(.*)' requires an argument\.?", r"选项 \1 后面要写一个值。"),
        (r"Option '(.*)' requires (\d+) arguments\.?", r"选项 \1 后面要写 \2 个值。"),
        (r"Option '(.*)' does not take a value\.?", r"选项 \1 不带值。"),
        (r"Argument '(.*)' takes (\d+) values?\.?", r"参数 \1 要写 \2 个值。"),
        (r"Missing command\.?", "还要写明用哪个命令。"),
        (r"Value must be an iterable\.?", "这里可以写多个值。"),
    )
)  # fmt: skip


class ChineseFormatter(click.HelpFormatter):
    """Help pages with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line 用法."""
        super().write_usage(prog, _metavars(args), prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """A heading such as 选项."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """A list of options or commands with what they mean."""
        made = [(_metavars(name), _extras(_HELP.get(help_, help_))) for name, help_ in rows]
        super().write_dl(made, col_max, col_spacing)


def _metavars(text: str) -> str:
    for english, words in _METAVARS.items():
        text = text.replace(english, words)
    return re.sub(r" +$", "", text)


def _extras(text: str) -> str:
    named = {"default: ": "[缺省 ", "required": "[必填"}
    return _EXTRAS.sub(lambda found: named.get(found[1], found[0]), text)


def complaint(error: click.ClickException, commands: Sequence[str]) -> str:
    """A usage error in Chinese, with the way out. `commands`: of the program, for a slip."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    where = f"用法见 {context.command_path} --help。" if context is not None else ""
    return f"错误：{_what(error, context, commands)}{where}"


def _what(
    error: click.ClickException, context: click.Context | None, commands: Sequence[str]
) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"是否想用 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}。{near}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_named(error.param, context)}。"
    if isinstance(error, click.BadParameter):
        return f"{_named(error.param, context)}的值不对：{_chinese(error.message)}"
    text = error.format_message()
    unknown = re.match(r"No such command '(.*?)'\.", text)
    if unknown:
        return _no_command(unknown[1], context, commands)
    return _chinese(text)


def _named(param: click.Parameter | None, context: click.Context | None) -> str:
    if param is None or context is None:
        return "参数"
    if isinstance(param, click.Option):
        return f"选项 {param.opts[0]}"
    return f"参数 {_metavars(param.make_metavar(context))}"


def _no_command(name: str, context: click.Context | None, commands: Sequence[str]) -> str:
    """What a group has instead; `commands` where it is the program itself."""
    group = context.command if context is not None else None
    held = group.list_commands(context) if isinstance(group, click.Group) and context else commands
    near = get_close_matches(name, held, n=1)
    guess = f"是否想用 {near[0]}？" if near else ""
    return f"没有命令 {name}。{guess}可用的命令：{'、'.join(held)}。"


def _chinese(message: str) -> str:
    """A sentence of click's in Chinese; our own as they are."""
    for pattern, words in _MESSAGES:
        found = pattern.fullmatch(message)
        if found:
            return found.expand(words).replace("', '", "、").replace("'", "")
    return message
