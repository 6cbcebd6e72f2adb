"""`concord policy ...`: what can be asked of a policy file before it is released."""
# ruff: noqa: PLC0415

import json
from pathlib import Path
from typing import Annotated

import typer

PASSES, HAS_ERRORS = 0, 1

app = typer.Typer()


@app.callback()
def policy() -> None:
    """Check a policy file before it is released."""


@app.command()
def lint(
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, readable=True, metavar="FILE"),
    ],
    *,
    over: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            readable=True,
            help="A file from which this one takes parts; those that come with "
            "Concord are known.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON, for another program.")
    ] = False,
) -> int:
    """Say what is wrong in a policy file, and what its document leaves unsaid.

    The exit code is 0 without errors and 1 with errors; what a document leaves unsaid
    is reported, and is no error.
    """
    from dispute_core.policies import read_policy, shipped
    from dispute_core.policies.lint import lint as check

    held = {policy.ref: policy.content for policy in shipped()}
    for above in over or ():
        policy = read_policy(above.read_bytes(), held)
        held[policy.ref] = policy.content
    result = check(file.read_bytes(), held)
    if as_json:
        typer.echo(json.dumps(result.as_json(), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(result.lines()))
    return PASSES if result.passes else HAS_ERRORS
