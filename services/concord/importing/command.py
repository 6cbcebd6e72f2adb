"""The command that enters a board's old log."""
# ruff: noqa: PLC0415

from pathlib import Path
from typing import Annotated

import typer

from concord.options import Which


def add_to(app: typer.Typer) -> None:
    """Let the command line know it."""
    app.command()(import_log)


def import_log(
    file: Annotated[
        Path | None, typer.Argument(exists=True, dir_okay=False, help="A CSV file.")
    ] = None,
    partnership: Annotated[
        str | None, typer.Option(help="For example worcestershire.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only look for mistakes.")
    ] = False,
    template: Annotated[
        bool, typer.Option("--template", help="Print a file to fill in.")
    ] = False,
    data_dir: Which = None,
) -> None:
    """Enter a board's old spreadsheet of disputes (docs/importing.md)."""
    import asyncio

    from concord.addresses import find_addresses
    from concord.errors import CannotGoOn
    from concord.importing import entering, lines

    if template:
        typer.echo(lines.template(), nl=False)
        return
    if file is None or partnership is None:
        message = "Name a CSV file and --partnership, or ask for --template."
        raise CannotGoOn(message)
    where, content = find_addresses(data_dir), file.read_bytes()
    entered = entering.import_log(where, partnership, content, dry_run=dry_run)
    for line in asyncio.run(entered):
        typer.echo(line)
