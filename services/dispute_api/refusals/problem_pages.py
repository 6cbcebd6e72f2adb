"""The page behind each problem's `type`: what happened, and what to do about it."""

from functools import cache
from importlib.resources import files

import yaml
from jinja2 import Environment

from dispute_api.refusals.problems import TYPES

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ kind.title }}</title>
<style>
body { font: 1.1rem/1.5 sans-serif; max-width: 40rem; margin: 3rem auto }
main { padding: 0 1rem }
code { background: #eee; padding: 0 .2rem }
</style>
</head>
<body>
<main>
<h1>{{ kind.title }}</h1>
<p>{{ words.happened }}</p>
<h2>What to do</h2>
<p>{{ words.do }}</p>
<p><small>Problem <code>{{ kind.code }}</code>, HTTP status {{ kind.status }}.
<a href="/docs">The contract</a> lists every address and every problem.</small></p>
</main>
</body>
</html>
"""


@cache
def explanations() -> dict[str, dict[str, str]]:
    """Our words for each problem, by its code."""
    source = files("dispute_api.refusals").joinpath("problem_pages.yaml")
    text = source.read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded


@cache
def page(code: str) -> str | None:
    """The page for a code, or nothing where there is no such problem."""
    kind = TYPES.get(code)
    if kind is None:
        return None
    template = Environment(autoescape=True).from_string(_PAGE)
    return template.render(kind=kind, words=explanations()[code])
