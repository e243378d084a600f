"""A bucket behind a network that is cut at every moment of an upload and of a download, and comes back."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from evals.faults.ground import Ground, Trials
from memory.errors import FilesUnreachable, NotFound
from memory.files import digest_of
from memory.s3_files import Bucket, Patience, S3Files

BYTES = 12 << 20  # two parts of an upload
SHORT = Patience(connect_s=1, silence_s=2, whole_s=3, retries=2)


class Network:
    """Passes bytes on to `to`, until it is cut: `after` bytes from now, or never."""

    def __init__(self, to: tuple[str, int]) -> None:
        self._to, self._left, self._lock = to, float("inf"), threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, count: float) -> None:
        """From so many bytes on nothing passes."""
        with self._lock:
            self._left = count

    @property
    def is_cut(self) -> bool:
        """Whether nothing passes any more."""
        return self._left <= 0

    def close(self) -> None:
        """No connection is taken any more."""
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if self.is_cut:
                    near.close()
                    continue
                far = socket.create_connection(self._to)
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 15):
                with self._lock:
                    self._left -= len(data)
                if self.is_cut:
                    break
                to.sendall(data)
        for one in (source, to):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def bucket_cut(ground: Ground, moments: int) -> Trials:
    """The network gone in the middle of an upload or a download; back again, the same call goes through, the bytes are whole."""
    trials = Trials("network cut to the bucket in the middle of an upload or a download")
    if find_spec("moto") is None:
        trials.skipped = "the stand-in of the bucket is not installed: pip install 'moto[s3]'"
        return trials
    os.environ |= {"AWS_ACCESS_KEY_ID": "lamp", "AWS_SECRET_ACCESS_KEY": "a-secret-key"}
    with TemporaryDirectory(prefix="agency-bucket-") as name, _server() as to:
        for number in range(moments):
            network = Network(to)
            near, far = (_machine(Path(name) / f"{number}-{who}", network.url) for who in ("near", "far"))
            content = os.urandom(BYTES)
            wrong = _cut(network, ground.chance.uniform(0, BYTES), lambda: near.put(content))  # noqa: B023  # called at once
            sha256 = near.put(content)
            wrong += _cut(network, ground.chance.uniform(0, BYTES), lambda: far.path(sha256))  # noqa: B023  # called at once
            wrong += [] if digest_of(far.path(sha256)) == sha256 else ["what was fetched is not whole"]
            trials.count(True, 2)
            trials.note(str(number), wrong)
            network.close()
    return trials


def _cut(network: Network, after: float, call: Callable[[], object]) -> list[str]:
    network.cut_after(after)
    try:
        call()
        return [] if not network.is_cut else ["it was said to be done while the network was gone"]
    except (FilesUnreachable, NotFound) as error:
        return [] if isinstance(error, FilesUnreachable) else ["a file that is there was said not to be"]
    finally:
        network.cut_after(float("inf"))


def _machine(folder: Path, endpoint: str) -> S3Files:
    return S3Files(Bucket("films", endpoint, "us-east-1", "faults"), folder, 1 << 30, SHORT)


@contextmanager
def _server() -> Iterator[tuple[str, int]]:
    """moto's S3 server in a process of its own, with an empty bucket `films`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = [str(Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(httpx.TransportError):
                httpx.put(f"http://127.0.0.1:{port}/films", timeout=5).raise_for_status()
                break
            time.sleep(0.1)
        yield "127.0.0.1", port
    finally:
        process.kill()
        process.wait()
