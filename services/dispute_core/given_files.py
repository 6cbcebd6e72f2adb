"""Settings that are given as files: secrets stay out of variables and process lists."""

import os
from pathlib import Path

from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
)

FOLDER = "CONCORD_SETTINGS_DIR"
"""Names a folder with a file for each setting, called as its variable in small letters.

A variable of the same name goes before the file.
"""


def folder() -> Path | None:
    """Where settings lie as files; None where the variables say everything."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else None


def given(variable: str) -> str | None:
    """A setting, from its variable or from its file."""
    found = os.environ.get(variable)
    where = folder()
    if found is not None or where is None:
        return found
    file = where / variable.lower()
    return file.read_text("utf-8").strip() if file.is_file() else None


class GivenSettings(BaseSettings):
    """What a process is told: by variables that begin with CONCORD_, or by files."""

    model_config = SettingsConfigDict(
        env_prefix="CONCORD_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings, file_secret_settings
        where = folder()
        if where is None:
            return init_settings, env_settings
        files = SecretsSettingsSource(settings_cls, secrets_dir=where)
        return init_settings, env_settings, files
