"""The rules and the log, shared by the API and the worker; it has no process."""

VERSION = "0.1.0"
"""As pyproject.toml says it; a test holds the two together."""
