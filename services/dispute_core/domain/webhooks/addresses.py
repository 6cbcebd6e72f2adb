"""Which addresses of the internet may be called: public ones, and nothing inside.

A message is sent wherever a subscriber says. Without this rule whoever may subscribe
could have us speak to our own database, to the machine's metadata service, or to a
neighbour behind the same firewall (OWASP API7:2023).
"""

from collections.abc import Iterable, Iterator
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

Address = IPv4Address | IPv6Address

_V4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",  # this network, and the unspecified address (RFC 1122)
        "10.0.0.0/8",  # private (RFC 1918)
        "100.64.0.0/10",  # carrier-grade NAT (RFC 6598)
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, with the metadata services of clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and the broadcast address
        "168.63.129.16/32",  # the metadata service of one cloud, in public space
    )
)
_V6_PUBLIC = IPv6Network("2000::/3")
"""All that is given out as global unicast; whatever lies elsewhere is refused."""

_V6 = tuple(
    IPv6Network(net)
    for net in (
        "2001::/23",  # protocol assignments, Teredo and ORCHID among them
        "2001:db8::/32",  # documentation
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation (RFC 9637)
        "3ffe::/16",  # the old test network
    )
)
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_6TO4 = IPv6Network("2002::/16")


def may_be_called(address: Address) -> bool:
    """Whether an address is public, and so is what it stands for inside another."""
    if isinstance(address, IPv4Address):
        return not any(address in net for net in _V4)
    if address.scope_id is not None or any(address in net for net in _NAT64):
        return False
    if address in _6TO4:  # nobody's own network any longer (RFC 7526)
        return False
    public = address in _V6_PUBLIC and not any(address in net for net in _V6)
    return public and all(map(may_be_called, _inside(address)))


def is_loopback(address: Address) -> bool:
    """Whether it is this machine itself, by its plain loopback address."""
    return address in IPv4Network("127.0.0.0/8") or address == IPv6Address("::1")


def checked(
    found: Iterable[str], *, loopback: bool = False
) -> tuple[Address, ...] | None:
    """All addresses of a name, or None if there is one that may not be called.

    One bad address among good ones is enough: which of them a connection takes is
    chance. `loopback` is for development and tests.
    """
    addresses = tuple(_addresses(found))
    good = all(
        may_be_called(one) or (loopback and is_loopback(one)) for one in addresses
    )
    return addresses if addresses and good else None


def _addresses(found: Iterable[str]) -> Iterator[Address]:
    for text in found:
        yield ip_address(text)


def _inside(address: IPv6Address) -> Iterator[IPv4Address]:
    """IPv4 addresses that other ways of writing hide in the last 32 bits (ISATAP)."""
    low = int(address) & (2**64 - 1)
    if low >> 32 in (0x0000_5EFE, 0x0200_5EFE):
        yield IPv4Address(low & (2**32 - 1))
