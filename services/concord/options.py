"""Options that several commands have, each said once."""

from pathlib import Path
from typing import Annotated

import typer

DEFAULT = Path(".data")

Where = Annotated[Path, typer.Option("--data-dir", help="The data folder.")]
"""Where a data folder is needed."""

Which = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="The data folder; without it, the addresses in CONCORD_ variables, "
        "or .data if there are none.",
    ),
]
"""Where a database is needed, whoever runs it."""
