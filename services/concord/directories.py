"""`concord directory ...`: importing, exporting and checking a partnership's directory.

For whoever runs the service; boards do the same over the API.
"""
# ruff: noqa: PLC0415

from pathlib import Path
from typing import Annotated

import typer

from concord.options import Which

app = typer.Typer()

Code = Annotated[str, typer.Argument(metavar="PARTNERSHIP")]


@app.callback()
def directory() -> None:
    """Import, export and check who is who in a partnership."""


@app.command(name="import")
def take_in(
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, readable=True, metavar="FILE"),
    ],
    *,
    reason: Annotated[str, typer.Option(help="Why; it is sealed in the record.")],
    data_dir: Which = None,
) -> None:
    """Say the directories of a file anew: each is taken in whole, or none of them."""
    import asyncio

    from concord.addresses import find_addresses
    from concord.directory_work import import_file

    found = find_addresses(data_dir)
    typer.echo(asyncio.run(import_file(found, file.read_bytes(), reason)))


@app.command(name="export")
def write_out(
    partnership: Code,
    *,
    names: Annotated[
        bool, typer.Option("--names", help="With the names of those who hold offices.")
    ] = False,
    data_dir: Which = None,
) -> None:
    """Print a directory as a file that can be imported again."""
    import asyncio

    from concord.addresses import find_addresses
    from concord.directory_work import export_file

    found = find_addresses(data_dir)
    text = asyncio.run(export_file(found, partnership, names=names))
    typer.echo(text, nl=False)


@app.command()
def gaps(partnership: Code, data_dir: Which = None) -> None:
    """List what a directory leaves open today."""
    import asyncio

    from concord.addresses import find_addresses
    from concord.directory_work import open_gaps

    for line in asyncio.run(open_gaps(find_addresses(data_dir), partnership)):
        typer.echo(line)
