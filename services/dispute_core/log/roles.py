"""The database roles: who may do what with the log, and for how long.

Roles belong to a whole PostgreSQL cluster, tables to one database; so roles are made
here, once, by a superuser, and rights are granted by the migrations of each database.
Migrations are run by the database's owner, which is none of these.
"""

import base64
import os
from collections.abc import Mapping
from hashlib import pbkdf2_hmac, sha256
from hmac import digest

import asyncpg

WRITER = "concord_writer"
READER = "concord_reader"
API = "concord_api"
"""Reads for callers, and only what the database itself finds that they may see."""

WORKER = "concord_worker"
ERASER = "concord_eraser"
ROLES = (WRITER, READER, API, WORKER, ERASER)

_APPENDING = {
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "transaction_timeout": "5s",
    "idle_in_transaction_session_timeout": "5s",
    "synchronous_commit": "on",
}
"""A process that stops inside a transaction is thrown out by the server itself."""

_READING = {
    "statement_timeout": "10s",
    "lock_timeout": "2s",
    "transaction_timeout": "15s",
    "idle_in_transaction_session_timeout": "5s",
    "default_transaction_read_only": "on",
}
_ERASING = {
    "statement_timeout": "60s",
    "lock_timeout": "2s",
    "transaction_timeout": "120s",
    "idle_in_transaction_session_timeout": "5s",
}
_SETTINGS: dict[str, Mapping[str, str]] = {
    WRITER: _APPENDING,
    READER: _READING,
    API: _READING,
    WORKER: _APPENDING,
    ERASER: _ERASING,
}
_MOST_CONNECTIONS = {API: 64}
"""Five processes' worth: however many readers there are, the worker gets its own."""

_NO_LIMIT = -1
_PROVISIONING = 0x636F6E63  # an advisory lock: two provisioners do not collide
_ITERATIONS = 4096


async def provision(superuser_url: str, passwords: Mapping[str, str]) -> None:
    """Make the roles, or give the ones there are these passwords and settings.

    A password leaves this process only as its SCRAM verifier, so no server log, and
    no statistics of statements, can show it.
    """
    missing = sorted(set(ROLES) - set(passwords))
    if missing:
        message = f"no password for {', '.join(missing)}"
        raise ValueError(message)
    connection = await asyncpg.connect(superuser_url, timeout=10)
    try:
        async with connection.transaction():
            await connection.execute(f"SELECT pg_advisory_xact_lock({_PROVISIONING})")
            for role in ROLES:
                await _make(connection, role, passwords[role])
    finally:
        await connection.close(timeout=5)


async def _make(connection: asyncpg.Connection, role: str, password: str) -> None:
    exists = await connection.fetchval(
        "SELECT true FROM pg_roles WHERE rolname = $1", role
    )
    verb = "ALTER" if exists else "CREATE"
    await connection.execute(
        f"{verb} ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
        f" NOREPLICATION CONNECTION LIMIT {_MOST_CONNECTIONS.get(role, _NO_LIMIT)}"
        f" PASSWORD '{scram_verifier(password)}'"
    )
    for name, value in _SETTINGS[role].items():
        await connection.execute(f"ALTER ROLE {role} SET {name} = '{value}'")


def scram_verifier(password: str) -> str:
    """What PostgreSQL stores of a password (RFC 5803); ASCII passwords only."""
    salt = os.urandom(16)
    salted = pbkdf2_hmac("sha256", password.encode("ascii"), salt, _ITERATIONS)
    stored = sha256(digest(salted, b"Client Key", "sha256")).digest()
    server = digest(salted, b"Server Key", "sha256")
    parts = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${_ITERATIONS}:{parts[0]}${parts[1]}:{parts[2]}"
