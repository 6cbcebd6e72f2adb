"""What the address of a subscriber's endpoint must look like, read one way only.

Where two readers of an address disagree about its host, one of them is attacked. So
whatever is not written in the plain way is refused rather than mended.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address

import idna

from dispute_core.domain.refusals.webhooks import BadUrl
from dispute_core.domain.webhooks.addresses import (
    Address,
    is_loopback,
    may_be_called,
)

LONGEST = 2000
HTTPS = 443
_PLAIN = re.compile(r"[!-~\u00a1-\uffff]+\Z")
"""No blanks and no control characters: some readers drop them, others do not."""

_FORM = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]/?#:@\\%]+)"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<target>(?:/[^#?\\]*)?(?:\?[^#\\]*)?)\Z"
)
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)\Z")
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\Z")
"""Names whose last part looks like a number are read as IPv4 addresses by some."""

_LONGEST_NAME = 253
_HIGHEST_PORT = 65535
_INSIDE = frozenset(
    {
        "alt", "arpa", "corp", "home", "internal", "intranet", "invalid", "lan",
        "local", "localdomain", "localhost", "onion", "private", "test",
    }
)  # fmt: skip
"""Top names that lead nowhere on the internet, or to the inside of somebody's."""


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """What an installation allows beside plain https: ports, and its own machine."""

    ports: Collection[int] = frozenset({HTTPS})
    loopback: bool = False
    """Also http, to this machine by its address: for development and tests."""


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """A good address, taken apart; `host` is in ASCII, without the dot at its end."""

    scheme: str
    host: str
    port: int
    target: str
    address: Address | None
    """Where the host is an address itself."""

    @property
    def authority(self) -> str:
        """The Host header: the port is left out where it is the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.scheme == "https" else 80
        return host if self.port == usual else f"{host}:{self.port}"


def endpoint(url: str, allowed: Allowed) -> Endpoint:
    """Take an address apart; raises `BadUrl`."""
    found = _FORM.match(url) if len(url) <= LONGEST and _PLAIN.match(url) else None
    if found is None:
        raise BadUrl(
            "Give an address such as https://systems.example.org/concord, without "
            "user name, fragment, blanks or backslashes."
        )
    host, address = _host(found["host"])
    scheme = found["scheme"]
    here = address is not None and is_loopback(address) and allowed.loopback
    if scheme != "https" and not here:
        raise BadUrl("Messages are sent by https only.")
    port = int(found["port"] or (HTTPS if scheme == "https" else 80))
    if not (port in allowed.ports or (here and 0 < port <= _HIGHEST_PORT)):
        raise BadUrl("Messages are not sent to this port.")
    if address is not None and not (here or may_be_called(address)):
        raise BadUrl("The host is not an address of the public internet.")
    return Endpoint(
        scheme=scheme,
        host=host,
        port=port,
        target=_target(found["target"]),
        address=address,
    )


def _host(written: str) -> tuple[str, Address | None]:
    if written.startswith("["):
        try:
            v6 = IPv6Address(written[1:-1])
        except AddressValueError:
            raise BadUrl("The host is not an address that can be read.") from None
        return str(v6), v6
    name = _ascii(written)
    if _NUMBER.match(name.rpartition(".")[2]):
        try:
            v4 = IPv4Address(name)  # four decimal numbers without leading zeros only
        except AddressValueError:
            raise BadUrl("Write an address in four decimal numbers.") from None
        return name, v4
    labels = name.split(".")
    good = len(labels) > 1 and all(map(_LABEL.match, labels))
    if not good or len(name) > _LONGEST_NAME or labels[-1] in _INSIDE:
        raise BadUrl("The host is not a name of the public internet.")
    return name, None


def _ascii(written: str) -> str:
    """The name as it is looked up; letters that only look like others fall here."""
    try:
        name = idna.encode(written, uts46=True, std3_rules=True).decode()
    except (idna.IDNAError, UnicodeError):
        raise BadUrl("The host is not a name that can be looked up.") from None
    return name.lower().removesuffix(".")


def _target(written: str) -> str:
    if not written.isascii():
        raise BadUrl("Write path and query in ASCII, with percent signs.")
    return written if written.startswith("/") else f"/{written}"
