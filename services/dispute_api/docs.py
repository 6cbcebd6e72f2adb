"""The contract as a page to read and try, without the internet.

The bundled viewer reads OpenAPI 3.0 only, so it is given the contract with the few
things of 3.1 put in older words; the contract itself is served untouched.
"""

import asyncio
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic_core import to_json

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Concord: the contract</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<noscript>This page needs scripts. The contract itself is at
<a href="/openapi.yaml">/openapi.yaml</a>.</noscript>
<div id="contract"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
START = """SwaggerUIBundle({
  url: "/docs/contract.json",
  dom_id: "#contract",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  persistAuthorization: false,
  validatorUrl: null
});
"""

PLAIN_PAGE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
}
"""A page of text, with its few rules of style inside."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
}
CACHED = {"Cache-Control": "public, max-age=3600"}

_FOLDER = ("vendor", "swagger-ui-4.15.5")
_BUNDLED = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
}
_SCHEMA_NULLS = ("anyOf", "oneOf")


@dataclass(frozen=True)
class Asset:
    """A file of the page."""

    content: bytes
    media_type: str


async def asset(name: str, contract: bytes) -> Asset | None:
    """One of the few files that the page is made of."""
    if name == "start.js":
        return Asset(START.encode(), "text/javascript")
    if name == "contract.json":
        content = await asyncio.to_thread(in_older_words, contract)
        return Asset(content, "application/json")
    if name in _BUNDLED:
        return Asset(await asyncio.to_thread(_bundled, name), _BUNDLED[name])
    return None


@cache
def in_older_words(contract: bytes) -> bytes:
    """The contract as OpenAPI 3.0 says it, for the viewer alone."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document = _older(yaml.load(contract, Loader=loader))  # noqa: S506 - both are safe
    document["openapi"] = "3.0.3"
    document["info"].pop("summary", None)
    return to_json(document)


@cache
def _bundled(name: str) -> bytes:
    return files("swagger_ui_bundle").joinpath(*_FOLDER, name).read_bytes()


def _older(node: Any) -> Any:
    if isinstance(node, list):
        return [_older(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node and isinstance(node["$ref"], str):
        return {"$ref": node["$ref"]}
    older = {name: _older(value) for name, value in node.items()}
    _say_in_older_words(older)
    return older


def _say_in_older_words(schema: dict[str, Any]) -> None:
    """`[x, 'null']` and `anyOf: [x, null]` become `nullable`, `examples` one."""
    examples = schema.get("examples")
    if isinstance(examples, list):
        schema["example"] = schema.pop("examples")[0]
    kinds = schema.get("type")
    if isinstance(kinds, list):
        schema["type"] = next(kind for kind in kinds if kind != "null")
        schema["nullable"] = "null" in kinds
    for name in _SCHEMA_NULLS:
        choices = schema.get(name)
        if isinstance(choices, list) and {"type": "null"} in choices:
            schema[name] = [one for one in choices if one != {"type": "null"}]
            schema["nullable"] = True
