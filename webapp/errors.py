"""Every error as a page and as JSON `{"ok": false, "errors": [...], "status": n}`."""

from __future__ import annotations

from flask import Flask, jsonify, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from kb.errors import NotFoundError, PolicyKBError, SystemFailure
from webapp.answers import wants_json

__all__ = ["install"]

HEADINGS = {
    400: "请求有误",
    403: "不能这样提交",
    404: "没有找到",
    405: "不能这样访问",
    413: "提交的内容太大",
    500: "程序出错了",
    503: "暂时不能回答",
}
REASONS = {
    404: "这个地址没有页面。请检查网址，或用上面的检索框查找文件。",
    405: "这个地址不接受这种请求方式。",
    413: "提交的内容超过了限度，请分几次提交。",
    500: "这是程序的错误，已记入日志。请稍后再试，或把网址告诉管理员。",
}


def install(app: Flask) -> None:
    """Answer our own errors, HTTP errors, and anything unforeseen."""

    def ours(error: PolicyKBError) -> ResponseReturnValue:
        if isinstance(error, SystemFailure):
            app.logger.error("system failure", exc_info=error)
        return answer_error(status_of(error), str(error))

    def http(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if error.response is not None and status < 400:
            return error
        own_words = error.description if status in (400, 403) else None
        return answer_error(status, own_words or REASONS.get(status, error.name))

    def unforeseen(error: Exception) -> ResponseReturnValue:
        app.logger.error("unforeseen error", exc_info=error)
        return answer_error(500, REASONS[500])

    app.register_error_handler(PolicyKBError, ours)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(500, unforeseen)


def status_of(error: PolicyKBError) -> int:
    """404 for what is not held, 503 where the system failed, else 400."""
    if isinstance(error, NotFoundError):
        return 404
    return 503 if isinstance(error, SystemFailure) else 400


def answer_error(status: int, message: str) -> ResponseReturnValue:
    """The error in the form the request asked for."""
    if wants_json():
        return jsonify({"ok": False, "errors": [message], "status": status}), status
    heading = HEADINGS.get(status, "出错了")
    page = render_template("errors/error.html", status=status, heading=heading, message=message)
    return page, status
