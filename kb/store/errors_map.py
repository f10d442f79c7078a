"""What SQLAlchemy and the databases raise, as `StoreError` with the cure."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError
from sqlalchemy import exc

from kb.errors import StoreError

__all__ = ["explain", "mapped_errors"]

_BY_SQLITE = {  # beginning of sqlite_errorname -> what happened and what to do
    "SQLITE_FULL": "磁盘空间已满。请清理磁盘后重新运行同一命令，已写入的内容完好。",
    "SQLITE_BUSY": "数据库正被另一个程序写入。请稍后重试。",
    "SQLITE_LOCKED": "数据库正被另一个程序写入。请稍后重试。",
    "SQLITE_CORRUPT": "数据库文件已损坏。请用 policykb restore 从备份恢复。",
    "SQLITE_NOTADB": "文件不是数据库，或已损坏。请用 policykb restore 从备份恢复。",
    "SQLITE_READONLY": (
        "数据库是只读的：可以检索、阅读和导出，不能修改。"
        "请取得库文件夹的写权限，或把整个文件夹复制到可写的地方再运行。"
    ),
    "SQLITE_CANTOPEN": "无法打开数据库文件。请检查库文件夹是否存在、是否有权限、磁盘是否已满。",
    "SQLITE_PERM": "没有权限访问数据库文件。请检查库文件夹的权限。",
    "SQLITE_IOERR": "读写数据库文件失败。请检查磁盘是否已满或损坏。",
    "SQLITE_NOMEM": "内存不足。请关闭其他程序后重试。",
    "SQLITE_TOOBIG": "一份文件的内容超过数据库允许的大小。",
    "SQLITE_CONSTRAINT": "写入的内容与库中已有的内容冲突（程序错误，请报告）。",
}

_BY_CLASS: tuple[tuple[type[exc.SQLAlchemyError], str], ...] = (
    (exc.IntegrityError, "写入的内容与库中已有的内容冲突（程序错误，请报告）。"),
    (exc.TimeoutError, "等待数据库连接超时。请稍后重试。"),
    (exc.OperationalError, "数据库暂时不可用。请检查数据库服务、磁盘空间和网络后重试。"),
    (exc.DBAPIError, "数据库报告错误。"),
    (exc.SQLAlchemyError, "数据库访问出错（程序错误，请报告）。"),
)


def explain(error: BaseException) -> str:
    """What happened, in words for the user; the database's own where the cause is a rare one."""
    inner = getattr(error, "orig", None) or error
    name = getattr(inner, "sqlite_errorname", "") or ""
    for start, words in _BY_SQLITE.items():
        if name.startswith(start):
            return words
    for kind, words in _BY_CLASS:
        if isinstance(error, kind):
            return f"{words}（{type(inner).__name__}：{inner}）"
    return f"数据库访问出错：{inner}"


@contextmanager
def mapped_errors(doing: str) -> Iterator[None]:
    """Turns what the database raises into `StoreError`; `doing` says what was being done."""
    try:
        yield
    except (zlib.error, ValidationError) as error:  # what is held cannot be decoded
        raise StoreError(
            f"{doing}时出错：库中的内容已损坏（{type(error).__name__}）。"
            "请用 policykb rebuild --all 从原件重新读取，或用 policykb restore 从备份恢复。"
        ) from error
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"{doing}时出错：{explain(error)}") from error
