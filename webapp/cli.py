"""The `policykb` command: mounts the groups of all packages when they are asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from kb.commands import Shell, library_option, say
from kb.errors import PolicyKBError, UserError
from kb.os_words import os_words
from webapp.cli_words import ChineseFormatter, complaint

__all__ = ["main", "policykb"]

COMMANDS = {  # name -> where it is defined; imported only when it is run
    "init": "kb.cli:init",
    "add": "indexer.cli:add",
    "remove": "indexer.cli_remove:remove",
    "list": "kb.cli:list_documents",
    "show": "kb.cli:show",
    "problems": "kb.cli:problems",
    "metadata": "indexer.cli_metadata:metadata",
    "rebuild": "indexer.cli:rebuild",
    "verify": "indexer.cli_verify:verify_command",
    "backup": "kb.cli:backup",
    "restore": "indexer.cli:restore",
    "search": "indexer.cli:search",
    "measures": "indexer.cli:measures",
    "vocab": "kb.vocab.cli:vocab",
    "compare": "kb.compare.cli:compare",
    "conflicts": "kb.compare.cli:conflicts",
    "cite": "kb.citations.cli:cite",
    "export": "kb.cli_export:export",
    "stats": "kb.cli:stats",
    "serve": "webapp.cli_serve:serve",
}

HELP = {  # one line each, so that the list of commands imports nothing
    "init": "建立一个空库",
    "add": "加入文件、文件夹或 zip 压缩包",
    "remove": "移除来源文件，或撤销上一次移除",
    "list": "列出库中的文件",
    "show": "显示一个文件",
    "problems": "列出没能加入的文件及原因",
    "metadata": "成批修改题录（导出、导入、撤销）",
    "rebuild": "重建索引，或重新读取文件",
    "verify": "检查整个库是否自洽",
    "backup": "备份整个库",
    "restore": "从备份恢复",
    "search": "检索文件和段落",
    "measures": "列出指标记录，说明数字的去向",
    "vocab": "查看和检查词表",
    "compare": "跨地区、跨年份比较指标",
    "conflicts": "列出相互矛盾的数字",
    "cite": "生成参考文献",
    "export": "导出指标记录等",
    "stats": "库中有多少内容",
    "serve": "启动网页服务",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of a working day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        return with_progress(getattr(import_module(module), attribute))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands."""
        with formatter.section("命令"):
            formatter.write_dl(list(HELP.items()))


def with_progress(command: click.Command) -> click.Command:
    """The command with `--no-progress`, which each takes, also where there is no bar."""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            with_progress(each)
    elif "progress" not in {parameter.name for parameter in command.params}:
        option = click.Option(
            ["--progress/--no-progress"], default=None, expose_value=False, hidden=True
        )
        command.params.append(option)
    return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="policykb", message="policykb %(version)s", help="显示版本。")
@library_option
@click.pass_context
def policykb(context: click.Context) -> None:
    """中文政策文本知识库：检索、指标提取、目标比较与引文。

    数据输出到 stdout，其余到 stderr。退出码：0 完成，1 系统故障，2 需要您改正。
    """
    context.ensure_object(Shell)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit code."""
    click.Context.formatter_class = ChineseFormatter
    for stream in (sys.stdout, sys.stderr):  # Windows consoles may be set to a small character set
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    try:
        code = policykb.main(arguments, prog_name="policykb", standalone_mode=False, obj=Shell())
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("已中断。重新运行同一命令即可继续。")
        return 1
    except click.ClickException as error:
        say(complaint(error, list(COMMANDS)))
        return 2
    except UserError as error:
        say(f"错误：{error}")
        return 2
    except PolicyKBError as error:
        say(f"错误：{error}")
        return 1
    except BrokenPipeError:  # the reader of stdout has seen enough
        sys.stderr.close()
        return 0
    except OSError as error:
        say(f"错误：{os_words(error)}：{error.filename or ''}。请检查磁盘空间和权限后重试。")
        return 1
    except Exception as error:  # noqa: BLE001  # the command's last stand: say it, keep the trace
        import traceback

        traceback.print_exc()
        say(f"程序错误：{type(error).__name__}：{error}。请把以上内容报告给开发者。")
        return 1
