"""What can be set, with default and help; `POLICYKB_<NAME>` in the environment, read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path

from kb.errors import UserError

__all__ = ["RETIRED", "Settings", "load_settings"]

PREFIX = "POLICYKB_"
RETIRED: Mapping[str, str] = {}
"""Names once used -> what to do now; a retired name is refused with this message."""

FOREIGN = frozenset({"POLICYKB_TEST_POSTGRES"})  # read by the tests alone


_NOT_NEGATIVE = ("workers", "file_memory_mb", "index_batch_chars", "busy_timeout_ms", "processes")
MOST_PROCESSES = 2  # unless asked for more: each holds some 110 MB of its own


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Units are in the names."""

    library: Path = field(default=Path("library"), metadata={"help": "库所在的文件夹。"})
    store: str = field(default="", metadata={"help": "数据库地址；空：库文件夹中的 SQLite。"})
    engine: str = field(
        default="",
        metadata={"help": "检索引擎：tantivy、whoosh 或 memory；空：已安装的最快的一种。"},
    )
    workers: int = field(default=0, metadata={"help": "读取文件的进程数；0：与处理器核数相同。"})
    file_timeout_s: int = field(
        default=180, metadata={"help": "读取一个文件最多用多少秒，超过则放弃该文件。"}
    )
    file_memory_mb: int = field(
        default=1024, metadata={"help": "读取一个文件最多用多少内存（MB）；0：不限。"}
    )
    file_size_mb: int = field(default=256, metadata={"help": "一个文件最大多少 MB，超过则不读。"})
    index_batch_chars: int = field(
        default=10_000_000, metadata={"help": "每积累多少字符更新一次检索索引。"}
    )
    busy_timeout_ms: int = field(
        default=15_000, metadata={"help": "数据库正忙时最多等待多少毫秒。"}
    )
    keep_originals: bool = field(
        default=True, metadata={"help": "是否在库中保存原件（供下载和重建）。"}
    )
    host: str = field(default="127.0.0.1", metadata={"help": "网页服务监听的地址。"})
    port: int = field(default=8000, metadata={"help": "网页服务的端口。"})
    threads: int = field(default=8, metadata={"help": "网页服务的线程数，各进程平分。"})
    processes: int = field(
        default=0,
        metadata={
            "help": "网页服务的进程数（Linux 以外只有 1 个），每个约占 110 MB 内存；0：至多 2 个。"
        },
    )

    def __post_init__(self) -> None:
        for name in _NOT_NEGATIVE:
            if getattr(self, name) < 0:
                raise UserError(f"设置 {name} 不能为负数：{getattr(self, name)}。")
        for name in ("file_timeout_s", "file_size_mb", "threads"):
            if getattr(self, name) < 1:
                raise UserError(f"设置 {name} 至少为 1：{getattr(self, name)}。")
        if not 0 <= self.port <= 65535:
            raise UserError(f"端口 {self.port} 不在 0–65535 之间。")

    @property
    def worker_count(self) -> int:
        """How many processes read files."""
        return self.workers or os.cpu_count() or 1

    @property
    def process_count(self) -> int:
        """How many processes answer web requests, where the system can."""
        return self.processes or min(os.cpu_count() or 1, MOST_PROCESSES)


def load_settings(environment: Mapping[str, str] | None = None, **given: object) -> Settings:
    """Settings from `POLICYKB_*` variables, with those `given` (and not None) laid over."""
    variables = os.environ if environment is None else environment
    values: dict[str, object] = {}
    for variable, text in variables.items():
        if variable.startswith(PREFIX) and variable not in FOREIGN:
            name = variable.removeprefix(PREFIX).lower()
            values[name] = _parse(_known(name, shown=variable), text, shown=variable)
    for name, value in given.items():
        if value is not None:
            _known(name, shown=name)
            values[name] = value
    return Settings(**values)  # type: ignore[arg-type]  # each value was parsed to its field's type


def _known(name: str, *, shown: str) -> str:
    if name in RETIRED:
        raise UserError(f"设置 {shown} 已停用：{RETIRED[name]}")
    names = [f.name for f in fields(Settings)]
    if name not in names:
        close = get_close_matches(name, names, n=1)
        guess = f"是否想用 {PREFIX}{close[0].upper()}？" if close else ""
        known = "、".join(PREFIX + known.upper() for known in names)
        raise UserError(f"没有名为 {shown} 的设置。{guess}可用的有：{known}。")
    return name


def _parse(name: str, text: str, *, shown: str) -> object:
    default = next(f.default for f in fields(Settings) if f.name == name)
    if isinstance(default, bool):
        if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
            raise UserError(f"设置 {shown} 应为 0 或 1，而不是“{text}”。")
        return text.lower() in {"1", "true", "yes"}
    if isinstance(default, int):
        try:
            return int(text)
        except ValueError as exc:
            raise UserError(f"设置 {shown} 应为整数，而不是“{text}”。") from exc
    return Path(text) if isinstance(default, Path) else text
