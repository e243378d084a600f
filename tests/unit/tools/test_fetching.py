"""Pages of the web: what comes, what may not be reached, and the sentence for each that does not come."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from tests.local_web import LOCAL, local_web
from tools.brand.material import addresses_in
from tools.documents import read_document
from tools.errors import PageUnread
from tools.fetching import PUBLIC, Reach, fetch, is_public

PAGE = b"<!doctype html><nav><p>Menu</p></nav><header><p>Cookies</p></header><main><h1>Colours</h1><p>%s</p></main>"


@pytest.fixture
def web() -> Iterator[str]:
    pages = {
        "/brand": ("text/html; charset=utf-8", PAGE % (b"Primary: #1D4ED8. " * 30)),
        "/latin": ("text/html; charset=iso-8859-1", "Grün".encode("latin-1")),
        "/empty": ("text/html", b""),
        "/big": ("text/plain", b"x" * 3000),
        "/slow": ("slow", b""),
        "/moved": ("to /brand", b""),
        "/round": ("to /round", b""),
        "/inside": ("to http://127.0.0.2/secret", b""),
        "/cloud": ("to http://169.254.169.254/latest/meta-data", b""),
        "/plain": ("to file:///etc/passwd", b""),
    }
    with local_web(pages) as root:
        yield root


def test_a_page_comes_by_its_main_text_and_over_redirects(web: str, tmp_path: Path) -> None:
    fetch(f"{web}/moved", tmp_path / "page", LOCAL)
    lines = [line.text for line in read_document(tmp_path / "page", "page").lines]
    assert lines[0] == "# Colours" and lines[1].startswith("Primary: #1D4ED8") and len(lines) == 2
    fetch(f"{web}/latin", tmp_path / "page", LOCAL)
    assert (tmp_path / "page").read_text() == "Grün"


@pytest.mark.parametrize(
    "path, says",
    [
        ("/nowhere", "answers 404"),
        ("/empty", "is empty"),
        ("/big", "more than 0 MB"),
        ("/slow", "longer than 1 seconds"),
        ("/round", "without end"),
        ("/inside", "'127.0.0.2' lies in a private network"),
        ("/cloud", "'169.254.169.254' lies in a private network"),
        ("/plain", "over https only"),
    ],
)
def test_what_does_not_come_is_told_in_a_sentence(web: str, tmp_path: Path, path: str, says: str) -> None:
    with pytest.raises(PageUnread, match=says):
        fetch(f"{web}{path}", tmp_path / "page", LOCAL, most_bytes=2000, most_seconds=1)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
        "fe80::1", "fd00::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2001:0:808:808::1", "::127.0.0.1", "::",
    ],
)  # fmt: skip
def test_only_the_open_internet_is_public(address: str) -> None:
    assert not is_public(ip_address(address))
    assert is_public(ip_address("1.1.1.1")) and is_public(ip_address("2606:4700::1111"))


@pytest.mark.parametrize(
    "url", ["http://example.com/", "ftp://example.com/", "https://127.0.0.1/", "https://[::1]/", "https://localhost/"]
)
def test_by_default_neither_plain_http_nor_this_machine_is_reached(url: str, tmp_path: Path) -> None:
    with pytest.raises(PageUnread, match=r"over https only|private network"):
        fetch(url, tmp_path / "page")


@pytest.mark.parametrize("url", ["https://example.com:8443/", "https://me:secret@example.com/", "https://[::1/"])
def test_ports_passwords_and_nonsense_are_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(PageUnread, match=r"a port or a password|no address"):
        fetch(url, tmp_path / "page")


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Names stand for these addresses, one after the other; gives the names that were looked up."""
    asked: list[str] = []

    def lookup(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        address = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        if not address:
            raise socket.gaierror("no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return asked


def test_a_name_is_looked_up_once_and_cannot_become_another_address(
    web: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, "127.0.0.1", "10.0.0.1")
    fetch(f"{web.replace('127.0.0.1', 'brand.example')}/brand", tmp_path / "page", LOCAL)
    assert asked == ["brand.example"] and (tmp_path / "page").stat().st_size > 400


def test_a_name_of_a_private_address_and_a_missing_network_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "10.0.0.1")
    with pytest.raises(PageUnread, match=r"'intranet\.example' lies in a private network"):
        fetch("https://intranet.example/", tmp_path / "page", PUBLIC)
    answering(monkeypatch, "")
    with pytest.raises(PageUnread, match=r"no such site, or no network here; save the page"):
        fetch("https://brand.example/", tmp_path / "page", PUBLIC)
    answering(monkeypatch, "127.0.0.1")
    with pytest.raises(PageUnread, match="does not answer from here"):
        fetch("http://brand.example:9/", tmp_path / "page", Reach(frozenset({"http"}), frozenset({9}), LOCAL.is_allowed))


def test_addresses_are_found_in_messages() -> None:
    text = "Learn us from https://acme.example/brand, and (https://acme.example/a_b?c=1)."
    assert addresses_in(text) == ["https://acme.example/brand", "https://acme.example/a_b?c=1"]
