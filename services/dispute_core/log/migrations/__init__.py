"""Alembic's scripts, run by `dispute_core.log.migrate`."""

from importlib.resources import files


def newest() -> str:
    """The newest migration that this release knows, by the names of the scripts.

    Alembic would say the same, at the cost of loading it into every process.
    """
    scripts = (files(__package__) / "versions").iterdir()
    names = (script.name for script in scripts if script.name.startswith("v"))
    return max(names).removeprefix("v").removesuffix(".py")
