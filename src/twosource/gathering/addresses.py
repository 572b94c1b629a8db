"""Which network addresses may be reached.

Strategy: what an address *is* decides, after DNS, at the moment of connection, so that neither a redirect nor a name
that resolves anew (rebinding) leads past it. IPv4 carried inside IPv6 (mapped, NAT64, 6to4, Teredo) is judged as the
IPv4 that it reaches.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))  # RFC 6052, RFC 8215


def is_public(address: str) -> bool:
    """Whether `address`, an IP address in text, is one of the open internet. What does not parse is not."""
    try:
        parsed = ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    return all(map(_is_global, _reached(parsed)))


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified


def _reached(address: IPv4Address | IPv6Address) -> tuple[IPv4Address | IPv6Address, ...]:
    """The address, and the IPv4 addresses that it leads to; a mapped one is nothing but its IPv4."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    found = [address, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in NAT64):
        found.append(IPv4Address(int(address) & 0xFFFF_FFFF))
    return tuple(a for a in found if a is not None)
