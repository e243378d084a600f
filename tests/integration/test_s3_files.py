"""Files in a bucket, against a real S3-compatible server whose network is cut and brought back."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import obstore
import pytest
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from memory.errors import FilesUnreachable, NotFound
from memory.s3_files import Bucket, Patience, S3Files

LAMP = b"a lamp"
LAMP_DIGEST = hashlib.sha256(LAMP).hexdigest()
SHORT = Patience(connect_s=1, silence_s=5, whole_s=15, retries=2)


class Server:
    """moto's S3 server in a process of its own, with an empty bucket `films`."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{probe.getsockname()[1]}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        host, port = self.url.removeprefix("http://").split(":")
        program = [str(Path(sys.executable).with_name("moto_server")), "-H", host, "-p", port]
        self._process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(httpx.TransportError):
                httpx.put(f"{self.url}/films", timeout=5).raise_for_status()
                return
            time.sleep(0.1)
        raise AssertionError("the S3 server did not start")

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture(scope="module")
def started() -> Iterator[Server]:
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(started: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server, and the keys where AWS's tools look for them."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "lamp")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret-key")
    return started


@pytest.fixture
def prefix(tmp_path: Path) -> str:
    """A part of the bucket that only this test uses."""
    return hashlib.sha256(str(tmp_path).encode()).hexdigest()[:8]


@pytest.fixture
def opened(server: Server, tmp_path: Path, prefix: str) -> Callable[..., S3Files]:
    """Opens the bucket as one more machine, with copies in a folder of its own."""
    machines = iter(range(100))

    def machine(cache_bytes: int = 1 << 30, patience: Patience = SHORT, endpoint: str = "") -> S3Files:
        bucket = Bucket("films", endpoint or server.url, "us-east-1", prefix)
        return S3Files(bucket, tmp_path / f"machine-{next(machines)}", cache_bytes, patience)

    return machine


def test_what_one_machine_stores_another_reads(opened: Callable[..., S3Files]) -> None:
    one, other = opened(), opened()
    assert one.put(LAMP) == LAMP_DIGEST
    (listed,) = obstore.list(one._store).collect()
    assert listed["path"] == f"{LAMP_DIGEST[:2]}/{LAMP_DIGEST[2:4]}/{LAMP_DIGEST}"
    assert other.exists(LAMP_DIGEST)
    assert other.path(LAMP_DIGEST).read_bytes() == LAMP
    with other.open(LAMP_DIGEST) as stream:
        assert stream.read() == LAMP
    assert list(other.all()) == [LAMP_DIGEST]


def test_a_large_file_goes_up_in_parts_and_comes_back_whole(opened: Callable[..., S3Files], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(os.urandom(20_000_000))
    digest = opened().put(film)
    assert opened().path(digest).read_bytes() == film.read_bytes()


def test_what_is_not_there_is_named_and_what_is_deleted_is_gone(opened: Callable[..., S3Files]) -> None:
    files = opened()
    with pytest.raises(NotFound):
        files.path(LAMP_DIGEST)
    assert not files.exists(LAMP_DIGEST)
    files.put(LAMP)
    files.delete(LAMP_DIGEST)
    files.delete(LAMP_DIGEST)
    assert not files.exists(LAMP_DIGEST)
    assert list(files.all()) == []


def test_a_signed_address_opens_one_file_for_a_while(opened: Callable[..., S3Files]) -> None:
    """The server does not check signatures; so Amazon's own client is asked for the one that this address has to carry."""
    files = opened()
    files.put(LAMP)
    address = files.address(LAMP_DIGEST, 60)
    assert httpx.get(address).content == LAMP
    place, _, query = address.partition("?")
    asked = dict(parse_qsl(query))
    assert asked["X-Amz-Expires"] == "60"
    request = AWSRequest("GET", place)
    request.context["timestamp"] = asked["X-Amz-Date"]
    signer = S3SigV4QueryAuth(Credentials("lamp", "a-secret-key"), "s3", "us-east-1", expires=60)
    signer._modify_request_before_signing(request)
    canonical = signer.canonical_request(request)
    assert asked["X-Amz-Signature"] == signer.signature(signer.string_to_sign(request, canonical), request)


def test_damaged_bytes_in_the_bucket_are_not_handed_out(opened: Callable[..., S3Files]) -> None:
    files = opened()
    place = files._key(LAMP_DIGEST)
    obstore.put(files._store, place, b"a lamb")
    with pytest.raises(FilesUnreachable, match="is damaged; put a good copy there"):
        files.path(LAMP_DIGEST)
    obstore.put(files._store, place, LAMP)
    assert files.path(LAMP_DIGEST).read_bytes() == LAMP


def test_a_bucket_that_does_not_let_us_in_is_one_sentence(opened: Callable[..., S3Files]) -> None:
    class Closed(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(403)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Closed) as closed:
        serving = threading.Thread(target=closed.serve_forever)
        serving.start()
        with pytest.raises(FilesUnreachable, match="the bucket 'films' does not let us in"):
            opened(endpoint=f"http://127.0.0.1:{closed.server_address[1]}").put(LAMP)
        closed.shutdown()
        serving.join()


def test_a_network_that_is_cut_loses_nothing_and_says_so(opened: Callable[..., S3Files], server: Server) -> None:
    files = opened()
    kept = files.put(b"from before")
    server.stop()
    with pytest.raises(FilesUnreachable, match="cannot be reached now; nothing was changed there, try again in a moment"):
        files.put(LAMP)
    assert files.path(kept).read_bytes() == b"from before", "what is here can still be used"
    with pytest.raises(FilesUnreachable):
        files.exists(LAMP_DIGEST)
    server.start()
    assert files.put(LAMP) == LAMP_DIGEST
    assert opened().path(LAMP_DIGEST).read_bytes() == LAMP


def test_a_short_outage_is_waited_out(opened: Callable[..., S3Files], server: Server) -> None:
    files = opened(patience=Patience(connect_s=1, silence_s=5, whole_s=60, retries=60))
    server.stop()
    back = threading.Timer(0.7, server.start)
    back.start()
    assert files.put(LAMP) == LAMP_DIGEST
    back.join()


def test_a_server_that_falls_silent_is_given_up(opened: Callable[..., S3Files]) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        impatient = Patience(connect_s=1, silence_s=0.5, whole_s=1, retries=1)
        files = opened(patience=impatient, endpoint=f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(FilesUnreachable):
            files.put(LAMP)


def test_copies_are_bounded_and_what_may_be_in_use_stays(opened: Callable[..., S3Files]) -> None:
    files = opened(cache_bytes=250_000)
    first, second = files.put(os.urandom(200_000)), files.put(os.urandom(200_001))
    assert {files.path(one).stat().st_size for one in (first, second)} == {200_000, 200_001}
    rested = time.time() - 7200
    os.utime(files.path(first), (rested, rested))
    files.put(LAMP)
    held = {one.sha256 for one in files._copies.copies()}
    assert held == {second, LAMP_DIGEST}
    assert files.path(first).stat().st_size == 200_000, "it is fetched again"
