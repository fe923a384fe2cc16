"""Where webhooks may be sent: to public addresses in https, so that nobody makes us call what only we can reach.

What a name leads to is looked up for each attempt. The addresses that were found good are those that are called, so a
name that leads elsewhere a moment later changes nothing.
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from yarl import URL

PORTS: Final = frozenset({443, 8443})
"""Ports that are called: others belong to mail, databases and the like more often than to a receiver."""

LONGEST: Final = 2_000
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Says to which addresses a name leads."""

_PLAIN: Final = re.compile(r"[!-\[\]-~]+")
"""Visible ASCII without the backslash, which some readers of addresses take for a slash."""

_NUMERIC: Final = re.compile(r"(?:.*\.)?(?:\d+|0[xX][0-9a-fA-F]*)\.?")
"""A host whose last part is a number: every system reads it as an address, in one of several spellings."""

_NOT_PUBLIC: Final = tuple(
    ip_network(each)
    for each in (
        "192.0.0.0/24",  # protocol assignments; a cloud keeps its metadata here
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # Teredo and other assignments
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation
    )
)
_GLOBAL_UNICAST: Final = ip_network("2000::/3")
_NAT64: Final = ip_network("64:ff9b::/96")


@dataclass
class Refused(Exception):
    """An address that is not called: a stable code, and the reason."""

    code: str
    reason: str


class Resolver:
    """Asks the system where a name leads, on threads of its own: a slow answer holds up nothing else."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(8, thread_name_prefix="names")

    def close(self) -> None:
        """Wait for no answer any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """Return the addresses of a host.

        Raises:
            OSError: there are none, or nobody says.
        """

        def ask() -> Sequence[str]:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            return tuple(dict.fromkeys(str(address[0]) for *_, address in found))

        return await asyncio.get_running_loop().run_in_executor(self._threads, ask)


class Destinations:
    """Says whether an address may be called, and where that leads. ``insecure`` allows http and private networks."""

    def __init__(self, insecure: bool, resolve: Resolve) -> None:
        self._insecure = insecure
        self._resolve = resolve

    def read(self, url: str) -> URL:
        """Return an address, once its form is found good.

        Raises:
            Refused: it is none, or none that is called.
        """
        if len(url) > LONGEST or not _PLAIN.fullmatch(url):
            raise Refused("not-a-url", f"it must have up to {LONGEST} visible ASCII characters, and no backslash")
        try:
            read = URL(url)
            port = read.port
        except ValueError as error:
            raise Refused("not-a-url", "it is no address as RFC 3986 has it") from error
        self._require_scheme(read.scheme)
        if not read.host:
            raise Refused("not-a-url", "it names no host")
        if read.raw_user is not None or read.raw_password is not None or "@" in read.raw_authority:
            raise Refused("credentials-in-url", "it must hold no user and no password; the signature says who sends")
        if read.raw_fragment:
            raise Refused("not-a-url", "what follows # is never sent; leave it out")
        if not self._insecure and port not in PORTS:
            raise Refused("port-not-allowed", "the port must be 443 or 8443")
        _require_plain_spelling(read.host)
        return read

    def _require_scheme(self, scheme: str) -> None:
        allowed = ("https", "http") if self._insecure else ("https",)
        if scheme not in allowed:
            raise Refused("not-https", f"it must begin with {' or '.join(f'{each}://' for each in allowed)}")

    async def addresses(self, url: URL) -> Sequence[str]:
        """Return the addresses that ``url`` leads to, once all are found good.

        Raises:
            Refused: the name leads nowhere, or to an address that is not public.
        """
        try:
            found = await self._resolve(url.host or "", url.port or 0)
        except (OSError, UnicodeError) as error:
            raise Refused("name-not-found", "its host is not known to the domain name system") from error
        if not found:
            raise Refused("name-not-found", "its host has no address")
        if not self._insecure and not all(map(is_public, found)):
            raise Refused("address-not-public", "its host is, or leads to, an address that is not public")
        return found


def _require_plain_spelling(host: str) -> None:
    if "%" in host:
        raise Refused("not-a-url", "its host must be written out, without %")
    if not _NUMERIC.fullmatch(host):
        return
    try:
        IPv4Address(host)
    except AddressValueError as error:
        words = "write an IPv4 address as four decimal numbers without leading zeros"
        raise Refused("not-a-url", words) from error


def is_public(address: str) -> bool:
    """Say whether an address, as the system tells it, is one that the whole Internet reaches."""
    try:
        read = ip_address(address)
    except ValueError:
        return False
    if isinstance(read, IPv6Address):
        inside = read.ipv4_mapped or _behind_nat64(read)
        if inside is not None:
            return is_public(str(inside))
        if read not in _GLOBAL_UNICAST or read.scope_id is not None:
            return False
    known = (each for each in _NOT_PUBLIC if each.version == read.version)
    return (
        read.is_global and not read.is_multicast and not read.is_reserved and not any(read in each for each in known)
    )


def _behind_nat64(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that a network without IPv4 reaches by ``address``."""
    return IPv4Address(int(address) & 0xFFFF_FFFF) if address in _NAT64 else None
