"""The commands that give tokens of the development issuer: to people and to systems."""
# ruff: noqa: PLC0415

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from concord.options import DEFAULT, Where
from concord.place import Place

Partnership = Annotated[str, typer.Option(help="For example worcestershire.")]
Agency = Annotated[
    str | None,
    typer.Option(help="For example school; with --role auditor, whom they audit."),
]
Role = Annotated[str | None, typer.Option(help="board, auditor, monitor or admin.")]
Office = Annotated[
    str | None,
    typer.Option(
        help="The office that they hold, the board's unless --agency says whose. One "
        "of the kind emergency-access may open hidden disputes in an emergency."
    ),
]
Begins = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="An auditor's mandate: its first day,"),
]
Ends = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="its last day,")
]
Purpose = Annotated[
    str | None, typer.Option(help="and what it is for, such as case-review.")
]
Certificate = Annotated[
    Path | None,
    typer.Option(
        exists=True,
        dir_okay=False,
        help="The client's certificate (PEM) without which the token is worth nothing.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Let the command line know them."""
    for command in (token, client):
        app.command()(command)


def token(  # noqa: PLR0917 - every one of them is an option
    partnership: Partnership,
    agency: Agency = None,
    role: Role = None,
    office: Office = None,
    mandate_from: Begins = None,
    mandate_to: Ends = None,
    mandate_purpose: Purpose = None,
    client_id: Annotated[
        str | None, typer.Option("--client", help="By which system they ask.")
    ] = None,
    subject: Annotated[
        str | None, typer.Option(help="Who they are to their issuer.")
    ] = None,
    certificate: Certificate = None,
    hours: Annotated[float, typer.Option(help="How long it is good for.")] = 12,
    data_dir: Where = DEFAULT,
) -> None:
    """Print a token of the development issuer."""
    from concord import tokens

    asked = tokens.Asked(
        partnership=partnership,
        agency=agency,
        role=role,
        office=office,
        mandate=tokens.mandated(_day(mandate_from), _day(mandate_to), mandate_purpose),
        client=client_id,
        subject=subject,
        certificate=certificate,
        hours=hours,
    )
    typer.echo(tokens.mint(Place.at(data_dir), asked))


def client(  # noqa: PLR0917 - every one of them is an option
    name: Annotated[str, typer.Argument(help="As which it asks for tokens.")],
    key_file: Annotated[Path, typer.Argument(help="Where its key goes; no file yet.")],
    partnership: Partnership,
    agency: Agency = None,
    role: Role = None,
    office: Office = None,
    mandate_from: Begins = None,
    mandate_to: Ends = None,
    mandate_purpose: Purpose = None,
    data_dir: Where = DEFAULT,
) -> None:
    """Make a key with which a system asks the development issuer for its tokens."""
    from concord import tokens
    from concord.clients import register

    asked = tokens.Asked(
        partnership=partnership,
        agency=agency,
        role=role,
        office=office,
        mandate=tokens.mandated(_day(mandate_from), _day(mandate_to), mandate_purpose),
    )
    typer.echo(register(Place.at(data_dir), name, key_file, asked))


def _day(said: datetime | None) -> date | None:
    return said.date() if said else None
