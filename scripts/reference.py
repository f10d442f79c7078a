"""Write docs/reference/ from the code: `make docs`. A test compares the pages with the code."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import click
from pydantic import BaseModel

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"


def settings_page() -> Iterator[str]:
    """Every setting with its environment variable, default and help."""
    from kb.settings import Settings

    yield "# 设置\n\n环境变量在启动时读一次；名字写错会被拒绝。\n"
    yield "| 环境变量 | 默认 | 说明 |\n|---|---|---|"
    for field in fields(Settings):
        default = str(field.default) if field.default != "" else ""
        yield f"| `POLICYKB_{field.name.upper()}` | {default} | {field.metadata.get('help', '')} |"


def commands_page() -> Iterator[str]:
    """Every command with its options."""
    from webapp.cli import policykb

    yield "# 命令\n\n`policykb` 的全部命令；数据写到标准输出，其余写到标准错误。"
    context = click.Context(policykb, info_name="policykb")
    yield from _command(policykb, context, "policykb")


def _command(command: click.Command, context: click.Context, path: str) -> Iterator[str]:
    yield f"\n## `{path}`\n\n{inspect.cleandoc(command.help or '')}".rstrip()
    named = [p for p in command.params if not getattr(p, "hidden", False)]  # --help is not named
    rows = [_parameter(parameter, context) for parameter in named]
    if rows:
        yield "\n| 参数 | 说明 |\n|---|---|\n" + "\n".join(rows)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield from _command(child, click.Context(child, parent=context), f"{path} {name}")


def _parameter(parameter: click.Parameter, context: click.Context) -> str:
    if isinstance(parameter, click.Option):
        names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
        return f"| {names} | {(parameter.help or '').replace('|', '／')} |"
    return f"| `{parameter.make_metavar(context)}` | |"


def routes_page() -> Iterator[str]:
    """Every address of the web application."""
    import tempfile

    from kb.library import Library
    from kb.settings import Settings
    from webapp import create_app

    yield "# 网页与接口\n\n每个网页加 `?format=json` 得到同样内容的 JSON。\n"
    yield "| 地址 | 方法 | 说明 |\n|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(library=Path(folder) / "library")
        Library.init(settings.library, settings).close()
        app = create_app(settings)
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
            view = inspect.cleandoc(app.view_functions[rule.endpoint].__doc__ or "")
            methods = "、".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
            if not rule.endpoint.endswith("static"):
                yield f"| `{rule.rule}` | {methods} | {view.splitlines()[0] if view else ''} |"


def errors_page() -> Iterator[str]:
    """The error tree and what each error means."""
    import kb.errors

    yield "# 错误\n\n```text\n" + inspect.cleandoc(kb.errors.__doc__ or "") + "\n```\n"
    yield "| 错误 | 含义 |\n|---|---|"
    for name in kb.errors.__all__:
        summary = inspect.cleandoc(getattr(kb.errors, name).__doc__ or "").splitlines()[0]
        yield f"| `{name}` | {summary} |"


def loaders_page() -> Iterator[str]:
    """Every loader with the formats it reads."""
    from corpus.loaders.registry import loaders

    yield "# 读取器\n\n按内容和文件名选择；版本记在文件上。\n"
    yield "| 读取器 | 版本 | 格式 |\n|---|---|---|"
    for loader in sorted(loaders(), key=lambda found: found.name):
        yield f"| `{loader.name}` | {loader.version} | {'、'.join(loader.formats)} |"


def models_page() -> Iterator[str]:
    """Every field of the stored models."""
    import kb.models

    yield "# 模型\n\n空值只表示“文中没有说”。"
    for name in kb.models.__all__:
        model = getattr(kb.models, name)
        if inspect.isclass(model) and issubclass(model, BaseModel):
            summary = inspect.cleandoc(model.__doc__ or "").splitlines()[0]
            yield f"\n## {name}\n\n{summary}\n\n| 字段 | 说明 |\n|---|---|"
            for field, facts in model.model_fields.items():
                yield f"| `{field}` | {facts.description or ''} |"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "settings.md": settings_page,
    "commands.md": commands_page,
    "routes.md": routes_page,
    "errors.md": errors_page,
    "loaders.md": loaders_page,
    "models.md": models_page,
}


def render(page: str) -> str:
    """The text of one reference page."""
    return "\n".join(PAGES[page]()) + "\n"


def main() -> None:
    """Write all pages, and the copy of the measured figures that the page /about shows."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for page in PAGES:
        (FOLDER / page).write_text(render(page), encoding="utf-8")
    shutil.copyfile(ROOT / "tests" / "quality" / "baseline.json", ROOT / "webapp" / "quality.json")


if __name__ == "__main__":
    main()
