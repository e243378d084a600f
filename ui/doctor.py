"""`agency doctor`: every part that a film needs is really tried, not only looked for."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

import psutil

from ui.settings import Settings
from ui.wiring import Places, database_url, model_store

INSTALL = "`./run agency models install {name}` gets it"


@dataclass(frozen=True)
class Check:
    """One part: whether it works, what it is, and how to get it where it does not. `is_needed`: no film without it."""

    name: str
    works: bool
    text: str
    remedy: str = ""
    is_needed: bool = True

    @property
    def mark(self) -> str:
        return "ok" if self.works else "missing" if self.is_needed else "not here"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def examine(settings: Settings) -> list[Check]:
    """All checks, in the order a person would mend them."""
    checks: list[Callable[[], Check]] = [
        _python,
        lambda: _cores(settings),
        lambda: _disk(settings),
        _encoder,
        _ffmpeg,
        _drawing,
        _fonts,
        lambda: _database(settings),
        lambda: _voice(settings),
        lambda: _director(settings),
        lambda: _signing(settings),
        _gpu,
    ]
    return [*(check() for check in checks), *_models(settings)]


def _python() -> Check:
    works = sys.version_info >= (3, 11)
    return Check("python", works, platform.python_version(), "" if works else "install Python 3.11 or newer, then run `./run`")


def _cores(settings: Settings) -> Check:
    memory_gb = psutil.virtual_memory().total / 1e9
    text = f"{os.cpu_count()} here, {settings.worker_count} used for rendering; {memory_gb:.1f} GB of memory"
    return Check("cores", memory_gb > 2, text, "" if memory_gb > 2 else "films need 2 GB of memory")


def _disk(settings: Settings) -> Check:
    folder = next(path for path in (settings.home_dir, *settings.home_dir.parents) if path.exists())
    free_gb = shutil.disk_usage(folder).free / 1e9
    remedy = "" if free_gb > 2 else "free some space, or set AGENCY_HOME to a larger disk"
    return Check("disk", free_gb > 2, f"{free_gb:.1f} GB free for {settings.home_dir}", remedy)


def _encoder() -> Check:
    import av

    works = has_encoder()
    return Check(
        "encoder", works, f"PyAV {av.__version__}, H.264", "" if works else "install the wheel of `av`, not a build of your own"
    )


def has_encoder() -> bool:
    """Whether films can be encoded."""
    import av

    return "libx264" in av.codecs_available


def has_weights(settings: Settings) -> bool:
    """Whether the language model is here: installed, or named at an endpoint, which is not asked."""
    from ui.wiring import LOCAL_MODEL

    return bool(settings.llm_model) if settings.llm_base_url else model_store(settings).installed(LOCAL_MODEL)


def _ffmpeg() -> Check:
    import imageio_ffmpeg

    return Check("ffmpeg", True, f"{imageio_ffmpeg.get_ffmpeg_version()}, from imageio-ffmpeg, for uploads")


def _drawing() -> Check:
    try:
        import skia
    except ImportError as error:
        return Check(
            "drawing", False, f"skia does not load: {error}", "apt-get install libgl1 libegl1, or your system's packages of these"
        )
    return Check("drawing", bool(skia.Surface(8, 8)), f"skia {skia.__version__}")


def _fonts() -> Check:
    from importlib.resources import files

    count = sum(1 for item in (files("renderer") / "look" / "fonts").iterdir() if item.name.endswith(".ttf"))
    return Check("fonts", count > 0, f"{count} shipped", "" if count else "reinstall the package: its fonts are gone")


def _database(settings: Settings) -> Check:
    import psycopg

    from memory.errors import MemoryStoreError

    where = "configured" if settings.database_url else "embedded"
    remedy = "see AGENCY_DATABASE_URL" if settings.database_url else f"see the log in {Places(settings.home_dir).database}"
    try:
        with psycopg.connect(database_url(settings), connect_timeout=5) as connection:
            row = connection.execute(
                "select current_setting('server_version'),"
                " (select default_version from pg_available_extensions where name = 'vector')"
            ).fetchone()
    except (MemoryStoreError, psycopg.OperationalError) as error:
        return Check("database", False, f"{where}, does not answer: {str(error).splitlines()[0]}", remedy)
    server, vector = row or ("", None)
    text = f"PostgreSQL {server}, {where}; pgvector {vector or 'is not there'}"
    return Check("database", vector is not None, text, "" if vector else "install pgvector on that server")


def _voice(settings: Settings) -> Check:
    from ui.wiring import voices

    names = voices(settings).voices()
    text = f"{len(names)} voices, {names[0]} first"
    has_kokoro = "af_heart" in names
    return Check("voice", bool(names), text, "" if has_kokoro else INSTALL.format(name="kokoro-82m-int8 kokoro-voices"))


def _signing(settings: Settings) -> Check:
    from tools.errors import CertificateUnfit
    from ui.provenance import signing

    try:
        used = signing(settings)
    except CertificateUnfit as error:
        return Check("signing", False, str(error), "see AGENCY_C2PA_CERTIFICATE")
    whose = "this installation's own certificate, which nobody outside vouches for" if used.is_self_made else "the one configured"
    return Check("signing", True, f"films are signed with {whose}, until {used.leaf.not_valid_after_utc:%Y-%m-%d}")


def _director(settings: Settings) -> Check:
    if settings.llm_base_url:
        return Check(
            "director", bool(settings.llm_model), f"{settings.llm_model} at {settings.llm_base_url}", "set AGENCY_LLM_MODEL"
        )
    from ui.wiring import LOCAL_MODEL

    try:
        import xllamacpp  # noqa: F401  (only whether it loads)
    except ImportError as error:
        return Check(
            "director", False, f"llama.cpp does not load: {error}", "apt-get install libgomp1, or your system's package of it"
        )
    works = model_store(settings).installed(LOCAL_MODEL)
    text = f"{LOCAL_MODEL} on llama.cpp {version('xllamacpp')}, the small one" if works else f"{LOCAL_MODEL} is not installed"
    remedy = "" if works else f"{INSTALL.format(name=LOCAL_MODEL)}, or set AGENCY_LLM_BASE_URL to any OpenAI-compatible endpoint"
    return Check("director", works, text, remedy)


def _gpu() -> Check:
    import torch

    here = torch.cuda.is_available()
    text = torch.cuda.get_device_name(0) if here else f"none found by torch {torch.__version__}; films render on the CPU"
    return Check("gpu", here, text, is_needed=False)


def _models(settings: Settings) -> Iterator[Check]:
    store = model_store(settings)
    for model in store.models():
        works = store.installed(model.name)
        text = f"{model.name}: {model.purpose}"
        yield Check("model", works, text, "" if works else INSTALL.format(name=model.name), is_needed=False)
