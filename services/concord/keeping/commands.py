"""The commands that erase, export, back up and restore."""
# ruff: noqa: PLC0415

from pathlib import Path
from typing import Annotated

import typer

from concord.keeping.of import Of
from concord.options import Which

Keys = Annotated[
    Path, typer.Option("--keys", help="The folder of the keys, apart from the rest.")
]
Code = Annotated[str, typer.Option(help="For example worcestershire.")]


def add_to(app: typer.Typer) -> None:
    """Let the command line know them."""
    everything = (erase, export_subject, backup, restore, destroy_again, record_restore)
    for command in everything:
        app.command()(command)


def erase(  # noqa: PLR0917 - every one of them is an option
    partnership: Code,
    of: Annotated[
        Of, typer.Option(help="What people wrote in disputes or concerns, or who read.")
    ] = Of.DISPUTES,
    due: Annotated[
        bool, typer.Option("--due", help="Only what may be erased today.")
    ] = False,
    carry_out: Annotated[
        bool, typer.Option("--carry-out", help="Erase it; there is no way back.")
    ] = False,
    decided_by: Annotated[
        str | None, typer.Option(help="The office that decided on it.")
    ] = None,
    checked_by: Annotated[
        str | None, typer.Option(help="Another office, which has looked at the list.")
    ] = None,
    data_dir: Which = None,
) -> None:
    """List what the retention schedule lets go of; with --carry-out, erase it."""
    from concord.addresses import find_addresses
    from concord.errors import CannotGoOn
    from concord.keeping.asking import Asked
    from concord.keeping.erasing_any import erase_records
    from dispute_core.bootstrap import now
    from dispute_core.domain.working_time import local_date

    if carry_out and not (due and decided_by and checked_by):
        message = "Erasing needs --due, and --decided-by and --checked-by an office."
        raise CannotGoOn(message)
    asked = Asked(
        partnership=partnership,
        today=local_date(now()),
        due_only=due,
        decided_by=decided_by if carry_out else None,
        checked_by=checked_by if carry_out else None,
    )
    for line in erase_records(of, find_addresses(data_dir), asked):
        typer.echo(line)


def export_subject(  # noqa: PLR0917 - every one of them is an option
    file: Annotated[Path, typer.Argument(help="A ZIP file that is not there yet.")],
    partnership: Code,
    agency: Annotated[
        str | None,
        typer.Option(help="Whose answer it is; left out, the board's."),
    ] = None,
    held_by: Annotated[
        str | None, typer.Option(help="Whose reference it is, if that must be said.")
    ] = None,
    redactions: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="What is to be taken out."),
    ] = None,
    data_dir: Which = None,
) -> None:
    """Write down all that is held about a person, by the reference that it asks for.

    It asks, because what stands in a command can be read by others on the machine.
    """
    import asyncio

    from concord.addresses import find_addresses
    from concord.keeping.redacting import read_marks
    from concord.keeping.subject import Person
    from concord.keeping.subject_file import export_subject as write

    reference = typer.prompt("The person's reference", err=True)
    person = Person(
        partnership=partnership, reference=reference, agency=agency, held_by=held_by
    )
    marks = read_marks(redactions) if redactions else None
    typer.echo(asyncio.run(write(find_addresses(data_dir), person, marks, file)))


def backup(
    folder: Annotated[Path, typer.Argument(help="Where the backups of the log lie.")],
    *,
    keys: Keys,
    data_dir: Which = None,
) -> None:
    """Back up the log, and its keys into a folder of their own."""
    from concord.addresses import find_addresses
    from concord.keeping.backing_up import back_up

    typer.echo(back_up(find_addresses(data_dir), folder, keys))


def restore(
    folder: Annotated[Path, typer.Argument(help="One backup of the log.", exists=True)],
    *,
    keys: Keys,
    data_dir: Annotated[
        Path | None,
        typer.Option(
            "--data-dir",
            help="A data folder without a database; without it, the empty database "
            "of the CONCORD_ variables.",
        ),
    ] = None,
) -> None:
    """Restore a backup, destroy again what was erased since, and verify it."""
    from concord.addresses import given_addresses
    from concord.keeping import restoring
    from concord.place import Place

    if data_dir is not None:
        lines = restoring.restore_folder(Place.at(data_dir), folder, keys)
    else:
        lines = restoring.restore(given_addresses(), folder, keys)
    for line in lines:
        typer.echo(line)


def destroy_again(data_dir: Which = None) -> None:
    """After a restore by other tools: destroy every key that is on the list."""
    from concord.addresses import find_addresses
    from concord.keeping.restoring import destroy_listed

    for line in destroy_listed(find_addresses(data_dir)):
        typer.echo(line)


def record_restore(
    partnership: Code,
    decided_by: Annotated[str, typer.Option(help="The office that decided on it.")],
    data_dir: Which = None,
) -> None:
    """After a restore: put on record up to when the log reaches, and who decided."""
    import asyncio

    from concord.addresses import find_addresses
    from concord.keeping.recording_restores import record_restore as record
    from dispute_core.bootstrap import now
    from dispute_core.domain.working_time import local_date

    done = record(find_addresses(data_dir), partnership, decided_by, local_date(now()))
    for line in asyncio.run(done):
        typer.echo(line)
