"""`policykb vocab`: list and check the vocabularies, see what is not in them, add to them."""

from __future__ import annotations

import click

from kb.commands import Shell, emit, format_option, library_option, say

__all__ = ["vocab"]

LIST_HEADS = {
    "id": "键",
    "name": "名称",
    "unit": "单位",
    "sector": "部门/量纲",
    "better": "好的方向",
    "parent": "上级",
}


@click.group(invoke_without_command=True)
@click.pass_context
def vocab(context: click.Context) -> None:
    """查看和检查词表（指标、单位、地区、规划期），补充本库自己的词。"""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@vocab.command("list")
@click.argument("part", type=click.Choice(["metrics", "units", "regions", "periods"]))
@library_option
@format_option
@click.pass_obj
def list_entries(shell: Shell, part: str, form: str | None) -> None:
    """列出一个词表的全部条目（含本库补充的）。"""
    from kb.vocab.report import listed

    _use_overlay(shell)
    emit(listed(part), form, columns=LIST_HEADS)


@vocab.command("check")
@library_option
@format_option
@click.pass_obj
def check_all(shell: Shell, form: str | None) -> None:
    """检查全部词表：重复、冲突的名称、未知的单位。有问题时退出码为 2。"""
    from kb.vocab.report import check

    _use_overlay(shell)
    problems = check()
    emit(problems, form, columns={"part": "词表", "problem": "问题"})
    say(f"{len(problems)} 个问题。" if problems else "词表没有问题。")
    if problems:
        raise click.exceptions.Exit(2)


@vocab.command("unknown")
@click.option("--at-least", type=click.IntRange(min=1), default=1, help="至少出现几次。")
@library_option
@format_option
@click.pass_obj
def unknown(shell: Shell, at_least: int, form: str | None) -> None:
    """列出库中不在词表里的指标名称及出现次数。"""
    from kb.vocab.report import unknown_names

    heads = {"name": "名称", "count": "次数", "documents": "文件数", "units": "单位"}
    with shell.library() as library:
        emit(unknown_names(library.store, at_least=at_least), form, columns=heads)


@vocab.command("match")
@click.argument("name", metavar="指标名称")
@click.option("--unit", default=None, help="名称旁的单位。")
@library_option
@format_option
@click.pass_obj
def match_name(shell: Shell, name: str, unit: str | None, form: str | None) -> None:
    """看一个名称会被认作哪个指标。"""
    from kb.compare.suggest import near_metrics
    from kb.vocab import metrics

    _use_overlay(shell)
    found = metrics.match(name, unit=unit)
    if found is None:
        near = "、".join(near_metrics(name, {}))
        guess = f"名称相近的有：{near}。" if near else "也没有名称相近的指标。"
        say(f"“{name}”不在词表中，或不能确定是哪个指标。{guess}")
        raise click.exceptions.Exit(2)
    row = {"id": found.id, "name": found.name, "unit": found.unit, "sector": found.sector}
    emit([row], form, columns=LIST_HEADS)


@vocab.command("add")
@click.argument("name", metavar="指标名称")
@click.option("--as", "known", default=None, help="已有指标的键：把名称作为它的别名。")
@click.option("--id", "new_id", default=None, help="新指标的键（字母、数字、下划线）。")
@click.option("--unit", default=None, help="新指标的单位。")
@click.option("--better", type=click.Choice(["higher", "lower", "none"]), default="none",
              show_default=True, help="升、降何者为好。")  # fmt: skip
@click.option("--sector", default=None, help="新指标的部门。")
@click.option("--additive/--not-additive", default=False, help="下级之和是否等于上级。")
@library_option
@click.pass_obj
def add(
    shell: Shell,
    name: str,
    *,
    known: str | None,
    new_id: str | None,
    unit: str | None,
    better: str,
    sector: str | None,
    additive: bool,
) -> None:
    """给本库的词表补充一个别名（--as）或一个新指标（--id、--unit、--sector）。"""
    from kb.vocab.report import add_metric, add_synonym

    if (known is None) == (new_id is None):
        raise click.UsageError("请用 --as 指明已有指标，或用 --id 定义新指标，二者取一。")
    if new_id is not None and (unit is None or sector is None):
        raise click.UsageError("定义新指标需要 --unit 和 --sector。")
    if known is not None and (unit is not None or sector is not None or additive):
        raise click.UsageError("--as 只加别名，不能与 --unit、--sector、--additive 同用。")
    with shell.library() as library:
        if known is not None:
            path = add_synonym(library.vocab, known, name)
        else:
            path = add_metric(
                library.vocab, id=new_id, name=name, unit=unit, better=better, sector=sector,
                additive=additive,
            )  # fmt: skip
    say(f"已写入 {path}。请运行 policykb rebuild --stale，使已有文件按新词表重新匹配。")


@vocab.command("add-region")
@click.argument("name", metavar="地区全称")
@click.option("--in", "above", required=True, metavar="上级", help="上级的名称或代码。")
@click.option("--code", default=None, help="六位代码，乡镇九位；缺省自编一个没用过的。")
@library_option
@click.pass_obj
def add_region(shell: Shell, name: str, *, above: str, code: str | None) -> None:
    """给本库的词表补充一个地区：新设的市县、开发区、乡镇等。"""
    from kb.compare.places import the_place
    from kb.vocab import regions_own

    with shell.library() as library:
        place = regions_own.add_region(library.vocab, name, parent=the_place(above), code=code)
        say(f"已把 {place.name}（{place.code}）写入 {library.vocab / 'regions.csv'}。")
    say("请运行 policykb rebuild --stale，使已有文件按新词表重新读取。")


def _use_overlay(shell: Shell) -> None:
    """Lay the library's own files over, where there is a library."""
    from kb.library import Library

    if Library.exists(shell.settings.library):
        with shell.library():
            pass
