"""Finds the server a TCP port that stays its own from start to start."""

import random
import socket

from concord.embedded.server import ADDRESS

# Below the ports that Linux gives to outgoing connections, which come and go.
_OWN_RANGE = range(20_000, 32_000)
_TRIES = 50


def choose(preferred: int | None) -> int:
    """Keep the port of the last start while nobody else listens on it."""
    if preferred is not None and is_free(preferred):
        return preferred
    candidates = random.sample(_OWN_RANGE, _TRIES)
    # 0 lets the system pick, should somebody have filled our range.
    return next((port for port in candidates if is_free(port)), 0) or _any_free()


def is_free(port: int) -> bool:
    try:
        _bind(port).close()
    except OSError:
        return False
    return True


def _any_free() -> int:
    with _bind(0) as bound:
        port: int = bound.getsockname()[1]
        return port


def _bind(port: int) -> socket.socket:
    """Bind as PostgreSQL does: past connections still fading away do not matter."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((ADDRESS, port))
        bound.listen(1)
    except OSError:
        bound.close()
        raise
    return bound
