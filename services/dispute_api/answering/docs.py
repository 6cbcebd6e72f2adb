"""The contract as a page to read and try, without the internet.

The viewer's two files come from a package; nothing else of that package is used.
"""

import asyncio
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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
  url: "/openapi.yaml",
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

_BUNDLED = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
}


@dataclass(frozen=True)
class Asset:
    """A file of the page."""

    content: bytes
    media_type: str


async def asset(name: str) -> Asset | None:
    """One of the few files that the page is made of."""
    if name == "start.js":
        return Asset(START.encode(), "text/javascript")
    if name in _BUNDLED:
        return Asset(await asyncio.to_thread(_bundled, name), _BUNDLED[name])
    return None


@cache
def _bundled(name: str) -> bytes:
    return files("fastapi_swagger").joinpath("resources", name).read_bytes()
