"""Public addresses: which hosts lie on the public internet, asked of name and address."""

from __future__ import annotations

import ipaddress

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Names that only mean something inside a network (RFC 6761, RFC 6762, RFC 8375, RFC 9476).
_INNER = (".localhost", ".local", ".internal", ".home.arpa", ".alt", ".lan", ".onion")
# Prefixes in which an IPv4 address is the tail: NAT64 (RFC 6052, RFC 8215), ::a.b.c.d.
_CARRIERS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))


def only_public(address: str, name: str) -> str:
    """Return the address a name resolves to. Raises OSError if it is not public."""
    if not _is_public(ipaddress.ip_address(address)):
        raise OSError(f"{name} resolves to the non-public address {address}")
    return address


def is_public(host: str) -> bool:
    """Whether a host may be asked: a name, or a literal address that is public.

    A name in disguise (0x7f.1, 017700000001) has no dot or resolves to what it hides.
    """
    host = host.rstrip(".").casefold()
    if host == "localhost" or host.endswith(_INNER):
        return False
    try:
        return _is_public(ipaddress.ip_address(host.replace("%25", "%")))
    except ValueError:
        return "." in host and not host.replace(".", "").isdigit()


def _is_public(address: _Address) -> bool:
    """Whether an address is on the public internet, and so is the one it carries."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return _is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for, if it stands for one."""
    if found := address.ipv4_mapped or address.sixtofour:
        return found
    if address.teredo:
        return address.teredo[1]
    carried = any(address in network for network in _CARRIERS)
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if carried else None
