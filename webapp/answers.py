"""One page, two forms: HTML by default, the same facts with `?format=json`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from flask import jsonify, render_template, request
from flask.json.provider import DefaultJSONProvider
from flask.typing import ResponseReturnValue
from pydantic import BaseModel

__all__ = ["ExactJSON", "answer", "wants_json"]


class ExactJSON(DefaultJSONProvider):
    """JSON with Chinese as it is, keys in their order, models and decimals as plain values."""

    ensure_ascii = False
    sort_keys = False

    @staticmethod
    def default(value: Any) -> Any:
        """What `json` cannot write by itself."""
        if isinstance(value, BaseModel):
            return value.model_dump()
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        if isinstance(value, set | frozenset):
            return sorted(value)
        return DefaultJSONProvider.default(value)


def wants_json() -> bool:
    """Whether this request asked for JSON, by `format=json` or by its Accept header alone."""
    if "format" in request.args:
        return request.args["format"] == "json"
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def answer(template: str, page: object, *, status: int = 200) -> ResponseReturnValue:
    """Render `template` with `page`, or give the page's facts as JSON.

    The facts are `page.facts()` where the page has that method, else its public fields.
    """
    if wants_json():
        return jsonify({"ok": True, **facts_of(page)}), status
    return render_template(template, page=page), status


def facts_of(page: object) -> dict[str, Any]:
    """What the JSON form of `page` says."""
    own = getattr(page, "facts", None)
    if callable(own):
        facts: dict[str, Any] = own()
        return facts
    if is_dataclass(page):
        return {field.name: getattr(page, field.name) for field in fields(page)}
    raise TypeError(f"{type(page).__name__} has neither facts() nor dataclass fields")
