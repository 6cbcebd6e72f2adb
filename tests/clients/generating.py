"""Generates each client anew, and has its language's own tools look at it."""

import shutil
import sys
from pathlib import Path

from contracts.lint.run import install

from tests.clients.places import BUILT, CONTRACT, KEPT, NODE, PYTHON, run

IMPORT_ALL = """
import concord_client, importlib, pkgutil
for found in pkgutil.walk_packages(concord_client.__path__, "concord_client."):
    importlib.import_module(found.name)
"""


def python_client() -> str:
    """By openapi-python-client; every module of it imports, and the story fits it."""
    package = emptied("python") / "concord_client"
    said = run(
        *(PYTHON, "-m", "openapi_python_client", "generate", "--path", CONTRACT),
        *("--config", KEPT / "python.yaml", "--meta", "none"),
        *("--output-path", package),
    )
    if "WARNING" in said:
        sys.exit(f"openapi-python-client left something out:\n{said}")
    told = {"PYTHONPATH": str(package.parent), "MYPYPATH": str(package.parent)}
    run(PYTHON, "-c", IMPORT_ALL, told=told)
    run(
        *(sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent"),
        *("--config-file=", "--python-executable", PYTHON),
        *("--cache-dir", package.parent / "mypy", KEPT / "story.py"),
        told=told,
    )
    modules = len(list(package.rglob("*.py")))
    return f"{modules} modules, all imported; the story passes mypy --strict"


def typescript_client() -> str:
    """By openapi-typescript; compiled with its story as strictly as tsc can."""
    install(KEPT)
    types = emptied("typescript") / "concord.d.ts"
    modules = KEPT / "node_modules"
    run(
        *(NODE, modules / "openapi-typescript" / "bin" / "cli.js"),
        *(CONTRACT, "--output", types),
    )
    run(NODE, modules / "typescript" / "bin" / "tsc", "--project", KEPT)
    lines = len(types.read_text("utf-8").splitlines())
    return f"{lines} lines of types; the story passes tsc --strict"


def emptied(name: str) -> Path:
    """A folder of build/clients without what an earlier run left there."""
    folder = BUILT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
