"""Refuses to reach beyond this machine: Python reads this first in every process of the tests.

`tests/conftest.py` lets what the tests start find it, and reads it in their own process.
"""

from __future__ import annotations

import ipaddress
import os
import sys

_NAMES = {"", "localhost", "localhost.localdomain"}
_CONNECTS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_RESOLVES = {"socket.getaddrinfo", "socket.gethostbyname"}


def is_here(host: object) -> bool:
    """Tell whether a host is this machine; a name that would have to be looked up is not."""
    if _plain(host) in _NAMES:
        return True
    address = _address(host)
    return address is not None and (address.is_loopback or address.is_unspecified)


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what would leave this machine, before it does.

    Raises:
        ConnectionRefusedError: It would.
    """
    if event in _CONNECTS:
        address = arguments[1]
        if isinstance(address, tuple) and not is_here(address[0]):
            raise _refusal(f"{event} to {address[0]}: nothing leaves this machine")
    elif event in _RESOLVES and not is_here(arguments[0]) and _address(arguments[0]) is None:
        raise _refusal(f"{event} of {arguments[0]!r}: nothing is looked up")


def _refusal(told: str) -> ConnectionRefusedError:
    """Return the refusal; a test may ask for a note of each, since a program can pass over it."""
    if place := os.environ.get("WORKBENCH_TESTS_REFUSED"):
        with open(place, "a", encoding="utf-8") as notes:  # noqa: PTH123 - spare an import
            notes.write(f"{told}\n")
    return ConnectionRefusedError(told)


def _plain(host: object) -> str:
    return host.decode() if isinstance(host, bytes) else str(host or "")


def _address(host: object) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(_plain(host).partition("%")[0])
    except ValueError:
        return None


sys.addaudithook(refuse)
