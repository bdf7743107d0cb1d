"""Where feeds may be asked for: a feed is written by strangers, and so is the address that it redirects to.

DECISION: what is checked is the address that is then connected to. A name is resolved here, once, and the connection goes
to the address that was looked at: asked a second time, a hostile name server says 127.0.0.1. Any spelling of a host
(`2130706433`, `0x7f.1`, `localhost.`) is resolved as a connection would resolve it.

Behind a proxy (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY) the proxy resolves and connects. What this machine's resolver
says is then refused as well, and what it does not know is left to the proxy, which has to refuse internal addresses itself.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import urllib.request
from collections.abc import Awaitable, Callable, Sequence

import httpx

from streams.errors import ConfigurationError

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host, the best first; raises OSError where it has none."""

SETTING = "TOCSIN_FEED_NETWORKS"
ATTEMPTS = 3
"""Addresses of one host that are tried: one that is down and one of a protocol that is not routed here leave a third."""
_TRANSLATED = {"64:ff9b::/96": 0, "2002::/16": 80}
"""Networks whose addresses lead to an IPv4 address, and how many bits stand behind it: NAT64 (RFC 6052), 6to4 (RFC 3056)."""


class RefusedError(httpx.RequestError):
    """An address that is not asked; says why, and never what stands behind the host in the URL."""


class Networks:
    """What may be asked: the public internet, and what the operator lists: hosts, addresses, networks."""

    def __init__(self, listed: str = "") -> None:
        entries = [entry.strip().lower() for entry in listed.split(",") if entry.strip()]
        self._networks = [network for entry in entries if (network := _network(entry)) is not None]
        self._hosts = {entry for entry in entries if _network(entry) is None}

    def refusal(self, host: str, address: str) -> str | None:
        """Why an address of a host is not asked; None where it is."""
        found = ipaddress.ip_address(address)
        meant = _meant(found)
        if host.lower().rstrip(".") in self._hosts or any(
            one in network for network in self._networks for one in meant
        ):
            return None
        kind = next(filter(None, map(_kind, meant)), None)
        if kind is None:
            return None
        told = host if host == address else f"{host}, which is {address},"
        return f"{told} is {kind}, and not asked; where it should be, list it in {SETTING}"


def _network(entry: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return None


def _meant(address: IP) -> tuple[IP, ...]:
    """The address, and the IPv4 address inside it that a packet to it would reach."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    for network, behind in _TRANSLATED.items():
        if address in ipaddress.IPv6Network(network):
            return (ipaddress.IPv4Address(int(address) >> behind & 0xFFFFFFFF),)
    return (address,)


def _kind(address: IP) -> str | None:
    """What keeps an address from being a public one; None for a public one."""
    kinds = {
        "this machine": address.is_loopback or address.is_unspecified,
        "a link-local address": address.is_link_local,
        "a multicast address": address.is_multicast,
        "a private address": address.is_private or getattr(address, "is_site_local", False),
        "a reserved address": address.is_reserved or not address.is_global,
    }
    return next((kind for kind, so in kinds.items() if so), None)


class CheckedTransport(httpx.AsyncBaseTransport):
    """Sends requests to addresses that may be asked, each redirect's too; `Host` and the certificate stay the host's."""

    def __init__(
        self, networks: Networks, *, resolve: Resolve | None = None, verify: ssl.SSLContext | bool = True
    ) -> None:
        self._networks = networks
        self._resolve = resolve or _resolved
        # No connection is kept: in the pool it would be known by its address alone, which several hosts may share.
        self._direct = httpx.AsyncHTTPTransport(verify=verify, limits=httpx.Limits(max_keepalive_connections=0))
        self._proxies = {
            scheme: _proxied(scheme, url, verify)
            for scheme, url in urllib.request.getproxies().items()
            if scheme in {"http", "https", "all"}
        }

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request.

        Raises:
            RefusedError: neither http nor https, or the host has no address that may be asked.
            httpx.TransportError: it cannot be reached.
        """
        host = request.url.raw_host.decode("ascii")
        if request.url.scheme not in {"http", "https"} or not host:
            raise RefusedError("only http and https addresses are asked", request=request)
        proxy = self._proxy(request.url)
        if proxy is not None:
            await self._addresses(request, host, known=False)
            return await proxy.handle_async_request(request)
        return await self._ask(request, host, await self._addresses(request, host, known=True))

    async def _addresses(self, request: httpx.Request, host: str, *, known: bool) -> list[str]:
        """The addresses of the host that may be asked; at least one, unless it need not be ``known`` here."""
        port = request.url.port or {"http": 80, "https": 443}[request.url.scheme]
        try:
            found = list(dict.fromkeys(await self._resolve(host, port)))
        except (OSError, UnicodeError) as error:
            if known:
                raise httpx.ConnectError(f"no address is known of {host}", request=request) from error
            return []
        refusals = [self._networks.refusal(host, address) for address in found]
        allowed = [address for address, refusal in zip(found, refusals, strict=True) if refusal is None]
        if not allowed:
            raise RefusedError(next(filter(None, refusals), f"no address is known of {host}"), request=request)
        return allowed

    async def _ask(self, request: httpx.Request, host: str, addresses: Sequence[str]) -> httpx.Response:
        failed: httpx.TransportError | None = None
        for address in addresses[:ATTEMPTS]:
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
            try:
                return await self._direct.handle_async_request(pinned)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        assert failed is not None
        raise failed

    def _proxy(self, url: httpx.URL) -> httpx.AsyncHTTPTransport | None:
        """The way to a proxy, where the environment names one for this address."""
        if not self._proxies or urllib.request.proxy_bypass(f"{url.host}:{url.port}" if url.port else url.host):
            return None
        return self._proxies.get(url.scheme) or self._proxies.get("all")

    async def aclose(self) -> None:
        """Close what is open."""
        for transport in (self._direct, *self._proxies.values()):
            await transport.aclose()


def _proxied(scheme: str, url: str, verify: ssl.SSLContext | bool) -> httpx.AsyncHTTPTransport:
    try:
        return httpx.AsyncHTTPTransport(verify=verify, proxy=url if "://" in url else f"http://{url}")
    except (ValueError, ImportError, httpx.InvalidURL):  # none of their texts: a proxy's address may hold a password
        raise ConfigurationError(
            f"{scheme.upper()}_PROXY cannot be used: an address such as http://host:3128 is expected"
        ) from None


async def _resolved(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(where[0]) for *_, where in found]
