"""The description of the JSON interface, for people and as OpenAPI."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["ApiView", "Endpoint", "Parameter", "build_api", "build_openapi"]

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address."""

    name: str
    text: str
    example: str
    type: str
    many: bool


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address. `gives`: what the answer holds, "" where the title says it all."""

    path: str
    title: str
    parameters: tuple[Parameter, ...]
    gives: str
    is_file: bool


@dataclass(frozen=True, slots=True)
class ApiView:
    """The page /api."""

    about: str
    endpoints: tuple[Endpoint, ...]


def build_api(known: Iterable[str]) -> ApiView:
    """The addresses that are described; `known` are further ones that only have a name."""
    about, described = _described()
    others = sorted(set(known) - {endpoint.path for endpoint in described})
    unnamed = tuple(Endpoint(path, "", (), "", is_file=False) for path in others)
    return ApiView(about, described + unnamed)


@lru_cache(maxsize=1)
def _described() -> tuple[str, tuple[Endpoint, ...]]:
    data = yaml.safe_load(files("webapp").joinpath("api.yaml").read_text(encoding="utf-8"))
    parameters = {name: _parameter(name, facts) for name, facts in data["parameters"].items()}
    endpoints = tuple(
        Endpoint(
            path,
            facts["title"],
            tuple(parameters[name] for name in facts["parameters"]),
            facts.get("gives", ""),
            bool(facts.get("file")),
        )
        for path, facts in data["paths"].items()
    )
    return data["about"], endpoints


def _parameter(name: str, facts: Mapping[str, Any]) -> Parameter:
    kind = facts.get("type", "string")
    return Parameter(name, facts["text"], str(facts["example"]), kind, bool(facts.get("list")))


def build_openapi(known: Iterable[str], *, server: str) -> dict[str, Any]:
    """The same as an OpenAPI 3.1 document."""
    view = build_api(known)
    return {
        "openapi": "3.1.0",
        "info": {"title": "政策知识库", "version": VERSION, "description": view.about},
        "servers": [{"url": server}],
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in view.endpoints},
        "components": {"schemas": {"Error": ERROR}},
    }


ERROR = {
    "type": "object",
    "required": ["ok", "errors", "status"],
    "properties": {
        "ok": {"const": False},
        "errors": {"type": "array", "items": {"type": "string"}},
        "status": {"type": "integer"},
    },
}


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    in_path = [part[1:-1] for part in endpoint.path.split("/") if part.startswith("{")]
    held = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in in_path
    ]
    asked = [_described_parameter(parameter) for parameter in endpoint.parameters]
    if not endpoint.is_file:
        asked.append({"name": "format", "in": "query", "schema": {"const": "json"}})
    good = {"description": endpoint.gives or endpoint.title or "页面的内容"}
    media = "application/octet-stream" if endpoint.is_file else "application/json"
    bad = {"schema": {"$ref": "#/components/schemas/Error"}}
    return {
        "summary": endpoint.title or endpoint.path,
        "parameters": [*held, *asked],
        "responses": {
            "200": {**good, "content": {media: {"schema": {}}}},
            "default": {"description": "出错", "content": {"application/json": bad}},
        },
    }


def _described_parameter(parameter: Parameter) -> dict[str, Any]:
    one = {"type": parameter.type}
    schema: dict[str, Any] = {"type": "array", "items": one} if parameter.many else one
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.text,
        "schema": schema,
        "example": [parameter.example] if parameter.many else parameter.example,
    }
