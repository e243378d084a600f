"""Pages and files of the web: fetched over TLS from public addresses only, within bounds of size and time."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path

import httpx

from tools.errors import PageUnread

MOST_BYTES = 50_000_000
MOST_SECONDS = 30.0
MOST_HOPS = 5
CHUNK = 1 << 16
AGENT = "pocket-agency/0.1 (reads a page that its owner handed in)"
INSTEAD = "save it and hand in the file."
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")

Address = IPv4Address | IPv6Address


def is_public(address: Address) -> bool:
    """Whether an address is of the open internet. An IPv6 address that carries an IPv4 one is not, whatever that leads to."""
    if isinstance(address, IPv6Address) and (
        address.ipv4_mapped or address.sixtofour or address.teredo or address in _NAT64 or address in _COMPATIBLE
    ):
        return False
    return address.is_global and not address.is_multicast


@dataclass(frozen=True)
class Reach:
    """How far a fetch may go: its schemes, its ports (none named: all of them), and the addresses that it may connect to."""

    schemes: frozenset[str] = frozenset({"https"})
    ports: frozenset[int] = frozenset({443})
    is_allowed: Callable[[Address], bool] = is_public


PUBLIC = Reach()


def fetch(url: str, into: Path, reach: Reach = PUBLIC, most_bytes: int = MOST_BYTES, most_seconds: float = MOST_SECONDS) -> None:
    """Writes what lies at `url` to `into`; text comes out as UTF-8. Raises PageUnread with one sentence.

    A name is looked up once a hop and its address is what is connected to, so that it cannot stand for another one meanwhile;
    redirects are held to the same bounds. Proxies of the environment are not used: they would look up names themselves.
    """
    try:
        charset = asyncio.run(asyncio.wait_for(_fetch(url, into, reach, most_bytes), most_seconds))
    except TimeoutError as error:
        raise PageUnread(f"{url!r} takes longer than {most_seconds:.0f} seconds to come; {INSTEAD}") from error
    _as_utf8(into, charset, url)


async def _fetch(url: str, into: Path, reach: Reach, most_bytes: int) -> str:
    """Writes the bytes, and gives the letters in which the answer says that they are written, '' where they are no text."""
    async with httpx.AsyncClient(trust_env=False, timeout=httpx.Timeout(10.0)) as client:
        asked = _parsed(url)
        for _ in range(MOST_HOPS):
            request = await _request(client, asked, reach)
            try:
                answer = await client.send(request, stream=True)
            except httpx.HTTPError as error:
                raise PageUnread(f"{asked.host!r} does not answer from here, or not as a web server does; {INSTEAD}") from error
            try:
                if not answer.has_redirect_location:
                    return await _save(answer, asked, into, most_bytes)
                asked = asked.join(answer.headers["location"])
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise PageUnread(f"{asked.host!r} broke off in the middle of its answer; try again, or {INSTEAD}") from error
            finally:
                await answer.aclose()
    raise PageUnread(f"{url!r} leads from one address to the next without end; hand in the address of the page itself.")


def _parsed(url: str) -> httpx.URL:
    try:
        return httpx.URL(url)
    except httpx.InvalidURL as error:
        raise PageUnread(f"{url!r} is no address of a page; it reads like https://example.com/brand.") from error


async def _request(client: httpx.AsyncClient, url: httpx.URL, reach: Reach) -> httpx.Request:
    """A request to the very address that was looked up and allowed; the certificate is still held against the name."""
    headers = {
        "User-Agent": AGENT,
        "Accept": "text/html,application/pdf,image/*,*/*;q=0.5",
        "Accept-Encoding": "identity",
    }
    return await pinned(client, "GET", url, reach, headers)


async def pinned(
    client: httpx.AsyncClient, method: str, url: httpx.URL, reach: Reach, headers: Mapping[str, str], content: bytes | None = None
) -> httpx.Request:
    """A request to the address that a name has now, if it is within reach: what is connected to is what was checked.

    Raises PageUnread.
    """
    if url.scheme not in reach.schemes or not url.host:
        raise PageUnread(f"{str(url)!r} is not read: I take pages over https only; hand in such an address, or the saved page.")
    port = url.port or {"http": 80, "https": 443}[url.scheme]
    if (reach.ports and port not in reach.ports) or url.userinfo:
        raise PageUnread(f"{str(url)!r} names a port or a password; hand in the page's plain address, or the saved page.")
    address = await _address(url.host, port, reach)
    named = {"Host": url.netloc.decode("ascii"), **headers}
    there = url.copy_with(host=str(address))
    return client.build_request(method, there, headers=named, content=content, extensions={"sni_hostname": url.host})


async def _address(host: str, port: int, reach: Reach) -> Address:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise PageUnread(
            f"{host!r} cannot be found: there is no such site, or no network here; save the page and hand in the file."
        ) from error
    addresses = [ip_address(str(row[4][0]).split("%")[0]) for row in found]
    if not addresses or not all(reach.is_allowed(address) for address in addresses):
        raise PageUnread(f"{host!r} lies in a private network, and I read public pages only; save the page and hand in the file.")
    return addresses[0]


async def _save(answer: httpx.Response, url: httpx.URL, into: Path, most_bytes: int) -> str:
    if answer.status_code != HTTPStatus.OK:
        raise PageUnread(
            f"{str(url)!r} answers {answer.status_code} {answer.reason_phrase}".rstrip() + f"; open it yourself and {INSTEAD}"
        )
    size = 0
    with into.open("wb") as target:
        async for chunk in answer.aiter_bytes(CHUNK):
            size += len(chunk)
            if size > most_bytes:
                raise PageUnread(
                    f"{str(url)!r} holds more than {most_bytes // 1_000_000} MB; hand in the part that matters as a file."
                )
            target.write(chunk)
    if not size:
        raise PageUnread(f"{str(url)!r} is empty; hand in another address.")
    is_text = answer.headers.get("content-type", "").startswith("text/")
    return answer.charset_encoding or "" if is_text else ""


def _as_utf8(path: Path, charset: str, url: str) -> None:
    if charset.lower() in ("", "utf-8", "utf8"):
        return
    try:
        path.write_text(path.read_bytes().decode(charset), encoding="utf-8")
    except (LookupError, UnicodeDecodeError) as error:
        raise PageUnread(f"{url!r} is not written in the letters it names ({charset!r}); {INSTEAD}") from error
