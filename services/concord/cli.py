"""The operator's command line: `concord up`, and everything around it.

Each command loads its own code, so that none waits for what only others need.
"""
# ruff: noqa: PLC0415

import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from concord import directories, granting, policy_files
from concord.importing import command as importing
from concord.keeping import commands as keeping
from concord.options import DEFAULT, Where, Which
from concord.place import Place
from concord.plainly import plainly

app = typer.Typer(
    help="Concord settles professional disagreements about a child or adult at risk.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
)
app.add_typer(policy_files.app, name="policy")
app.add_typer(directories.app, name="directory")
granting.add_to(app)
keeping.add_to(app)
importing.add_to(app)


def main() -> None:
    """Run a command; what goes wrong is told in one sentence (`--debug`: in full)."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    with plainly(debug="--debug" in sys.argv):
        sys.exit(app(arguments, prog_name="concord", standalone_mode=False) or 0)


@app.command()
def up(
    port: Annotated[int, typer.Option(help="Where the service answers.")] = 8000,
    data_dir: Where = DEFAULT,
) -> None:
    """Start PostgreSQL, the API and the worker here; Ctrl-C stops all of them."""
    from concord.up import up as run_all

    asyncio.run(run_all(Place.at(data_dir), port))


@app.command()
def serve() -> None:
    """Run the API alone, as the CONCORD_ variables say."""
    _become("dispute_api")


@app.command()
def work() -> None:
    """Run one worker alone, as the CONCORD_ variables say."""
    _become("deadline_worker")


@app.command()
def migrate(data_dir: Which = None) -> None:
    """Bring the database to the tables of this release (CONCORD_OWNER_URL)."""
    from concord.addresses import find_addresses
    from dispute_core.log.migrate import migrate as bring_up_to_date

    bring_up_to_date(find_addresses(data_dir).of("owner"))
    typer.echo("The database has the tables of this release.")


@app.command()
def new_secrets(
    file: Annotated[Path, typer.Argument(help="Where no file is yet.")],
) -> None:
    """Make the file with the keys that seal what people write."""
    from concord.installing import new_secrets as make

    typer.echo(make(file))


@app.command()
def provision() -> None:
    """Make the database roles (CONCORD_SUPERUSER_URL, CONCORD_PASSWORDS_DIR)."""
    from concord.installing import provision as make

    typer.echo(make())


@app.command()
def publish(
    directory: Annotated[
        Path | None, typer.Option(exists=True, help="Who is who, as a YAML file.")
    ] = None,
    data_dir: Which = None,
) -> None:
    """Put the policies and calendars that come with Concord into the log."""
    from concord.addresses import find_addresses
    from concord.installing import publish as say

    typer.echo(say(find_addresses(data_dir), directory))


@app.command()
def verify(
    dispute: Annotated[
        str | None, typer.Option(help="Also confirm a document about this dispute:")
    ] = None,
    version: Annotated[int | None, typer.Option(help="the version it names,")] = None,
    hash_: Annotated[
        str | None, typer.Option("--hash", help="and the hash that it prints.")
    ] = None,
    data_dir: Which = None,
) -> None:
    """Walk the whole log and recompute every hash."""
    from concord import checking, confirming
    from concord.addresses import find_addresses

    wanted = confirming.printed(dispute, version, hash_) if dispute else None
    addresses = find_addresses(data_dir)
    for line in checking.verify(addresses):
        typer.echo(line)
    if wanted is not None:
        typer.echo(confirming.confirm(addresses, wanted))


@app.command()
def rebuild(data_dir: Which = None) -> None:
    """Build the read models again from the log, while the service runs on."""
    from concord import checking
    from concord.addresses import find_addresses

    for line in checking.rebuild(find_addresses(data_dir)):
        typer.echo(line)


@app.command()
def replay(
    dispute_id: str,
    version: Annotated[int | None, typer.Option(help="As of this version.")] = None,
    as_at: Annotated[
        datetime | None,
        typer.Option(help="As the log knew it at this instant (UTC unless it says)."),
    ] = None,
    data_dir: Which = None,
) -> None:
    """Tell the story of a dispute from its events: who, what, by when and why then."""
    from concord.addresses import find_addresses
    from concord.replaying import asked
    from concord.replaying import replay as tell

    wanted = asked(dispute_id, version, as_at)
    typer.echo(tell(find_addresses(data_dir), wanted))


@app.command()
def policies(data_dir: Which = None) -> None:
    """List the policies that have been released into the log."""
    from concord import checking
    from concord.addresses import find_addresses

    for line in checking.policies(find_addresses(data_dir)):
        typer.echo(line)


@app.command()
def calendars(
    file: Annotated[Path, typer.Argument(help="A file of days off.")],
    data_dir: Which = None,
) -> None:
    """Take in a file of days off: it adds to the calendars and takes nothing away."""
    from concord.addresses import find_addresses
    from concord.calendars import take_in

    typer.echo(take_in(find_addresses(data_dir), file))


def _become(module: str) -> None:
    """Put the service in the place of this process, so that signals reach it."""
    from concord.children import search_path

    os.environ.update(search_path())
    os.execv(sys.executable, [sys.executable, "-m", module])  # noqa: S606 - no shell
