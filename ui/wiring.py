"""The composition root: with ui/running.py the only module that knows every concrete class. What is heavy is imported where it
is built.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ui.errors import DoorError
from ui.settings import Settings

if TYPE_CHECKING:
    from agent.director.contract import Director
    from memory.db import Database
    from memory.domain.consent import Use
    from memory.domain.storyboard import Storyboard
    from memory.files import Files
    from memory.projects import Projects
    from memory.users import Access, Users
    from renderer.farm import Farm
    from renderer.speech.apart import VoicesApart
    from renderer.speech.engines import Voices
    from tools.brand.keeper import BrandKeeper
    from tools.clearance import Cleared, Look
    from tools.models import ModelStore
    from tools.moderation.moderator import Moderator
    from tools.moderation.pictures import Kind
    from tools.moderation.sights import See
    from tools.rendering import Rendering
    from tools.transcribing import Transcriber

LOCAL_MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m"
KOKORO = ("kokoro-82m-int8", "kokoro-voices")


@dataclass(frozen=True)
class Places:
    """Where things lie below the home folder."""

    home: Path

    @property
    def database(self) -> Path:
        return self.home / "database"

    @property
    def files(self) -> Path:
        return self.home / "files"

    @property
    def copies(self) -> Path:
        """Files of a bucket that were used lately; safe to delete."""
        return self.home / "copies"

    @property
    def films(self) -> Path:
        return self.home / "films"

    @property
    def segments(self) -> Path:
        return self.home / "segments"

    @property
    def prompts(self) -> Path:
        """What the embedded model has read; safe to delete, some seconds dearer the next time."""
        return self.home / "prompts"

    @property
    def studio(self) -> Path:
        return self.home / "studio"

    @property
    def keys(self) -> Path:
        return self.home / "keys"

    @property
    def provenance(self) -> Path:
        """The certificate that films are signed with where none is configured."""
        return self.home / "provenance"


def database_source(settings: Settings) -> Callable[[], str]:
    """What gives the database's URL: the one that was configured, or the embedded server's, started if it does not run."""
    configured = settings.database_url
    if configured:
        return lambda: configured
    from memory.server import EmbeddedServer

    return EmbeddedServer(Places(settings.home_dir).database).ensure


def database_url(settings: Settings) -> str:
    """The database's URL, with the embedded server answering."""
    return database_source(settings)()


def open_database(settings: Settings) -> Database:
    """The database with its schema up to date; an embedded server that is killed meanwhile is started by the next request."""
    from memory.db import Database

    source = database_source(settings)
    # Asked once before the pool: making a cluster takes longer than a request may wait, and a failure has a sentence of its own.
    source()
    database = Database(source)
    database.migrate()
    return database


@contextmanager
def open_projects(settings: Settings) -> Iterator[Projects]:
    """The project store, for commands that only look."""
    from memory.projects import Projects

    with open_database(settings) as database:
        yield Projects(database)


def file_store(settings: Settings) -> Files:
    """Where uploads and films that were shown are kept, by their bytes: the configured bucket, else a folder of the home."""
    places = Places(settings.home_dir)
    if not settings.s3_bucket:
        from memory.files import FolderFiles

        return FolderFiles(places.files)
    try:
        from memory.s3_files import Bucket, S3Files
    except ImportError as error:
        raise DoorError("files in a bucket need the package 'obstore'; install it: pip install 'pocket-agency[s3]'") from error
    bucket = Bucket(settings.s3_bucket, settings.s3_endpoint, settings.s3_region, settings.s3_prefix)
    return S3Files(bucket, places.copies, int(settings.s3_cache_gb * 1e9))


def brand_keeper(settings: Settings, database: Database) -> BrandKeeper:
    """The memory of brands; the embedder's weights are loaded when something is first learned or recalled."""
    from memory.brands import Brands
    from memory.embeddings import SentenceModel, packaged_minilm
    from memory.minilm import MiniLM
    from memory.recall import Recall
    from tools.brand.keeper import BrandKeeper
    from tools.brand.videos import learn_videos

    embedder = SentenceModel(settings.embedder_dir) if settings.embedder_dir else MiniLM(packaged_minilm())
    files, videos = file_store(settings), partial(learn_videos, transcribe=transcriber(settings))
    return BrandKeeper(Brands(database, embedder), Recall(database, embedder), files, videos)


@contextmanager
def open_keeper(settings: Settings) -> Iterator[BrandKeeper]:
    """The memory of brands, for commands that work on it alone."""
    with open_database(settings) as database:
        yield brand_keeper(settings, database)


@contextmanager
def open_accounts(settings: Settings) -> Iterator[tuple[Users, Access]]:
    """The accounts and their roles, for commands that work on them alone."""
    from memory.users import Access, Users

    with open_database(settings) as database:
        yield Users(database), Access(database)


def model_store(settings: Settings) -> ModelStore:
    """The weights on this machine."""
    from tools.models import ModelStore

    return ModelStore(settings.models_path, settings.npm_registry)


def transcriber(settings: Settings) -> Transcriber | None:
    """What writes down speech; None where its weights are not installed."""
    from tools.transcribing import Whisper

    ears = _ears(settings)
    return Whisper(ears, settings.worker_count) if ears else None


def _ears(settings: Settings) -> dict[str, Path] | None:
    """The files of the model that hears; None where they are not installed."""
    from tools.transcribing import WHISPER

    store = model_store(settings)
    installed = all(store.installed(name) for name in WHISPER.values())
    return {known: store.path(name) for known, name in WHISPER.items()} if installed else None


def voices(settings: Settings) -> Voices:
    """Every voice that is installed: Kokoro's where its two files are here, and the bundled ones."""
    from renderer.speech.engines import Voices

    store = model_store(settings)
    if all(store.installed(name) for name in KOKORO):
        return Voices(*(store.path(name) for name in KOKORO))
    return Voices()


def voices_apart(settings: Settings) -> VoicesApart:
    """The same voices in a process of their own, for a single film: it ends before encoders take their memory."""
    from renderer.speech.apart import VoicesApart

    store = model_store(settings)
    if all(store.installed(name) for name in KOKORO):
        return VoicesApart(*(store.path(name) for name in KOKORO))
    return VoicesApart()


def rendering(settings: Settings, farm: Farm, speech: Voices | VoicesApart, database: Database | None) -> Rendering:
    """What makes films; with a database, jobs are kept in it."""
    from memory.consents import Consents
    from memory.jobs import Jobs
    from memory.labelling import Labelling
    from renderer.speech.apart import VoicesApart
    from tools.rendering import Rendering
    from ui.provenance import signer

    places = Places(settings.home_dir)
    return Rendering(
        files=file_store(settings),
        speech=speech,
        farm=farm,
        cache=places.segments,
        cache_bytes=int(settings.cache_gb * 1e9),
        films=places.films,
        jobs=Jobs(database) if database else None,
        finish_sound=speech.finish if isinstance(speech, VoicesApart) else None,
        sign=signer(settings),
        is_labelled=Labelling(database).is_shown if database else lambda: True,
        consents=Consents(database) if database else None,
    )


def moderator(settings: Settings) -> Moderator:
    """What reads texts against the policy; an endpoint for moderation and a large director add their opinion where configured."""
    from tools.moderation.endpoint import ModerationEndpoint
    from tools.moderation.judging import EndpointJudge
    from tools.moderation.moderator import Moderator

    others, judge = [], None
    if settings.moderation_base_url:
        key = settings.moderation_api_key.get_secret_value() if settings.moderation_api_key else "none"
        others.append(ModerationEndpoint(settings.moderation_base_url, settings.moderation_model, api_key=key))
    if settings.llm_base_url:
        key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
        judge = EndpointJudge(settings.llm_base_url, settings.llm_model or "default", api_key=key)
    return Moderator(others, judge)


def gate(database: Database, look: Look | None = None, see: See | None = None) -> Callable[[Storyboard, str, int, Use], Cleared]:
    """The gate before rendering, with what people decided and consented to.

    `look` reads the texts; None: the policy alone. `see` looks at uploads; None: they are not looked at again.
    """
    from memory.consents import Consents
    from memory.reviews import Reviews
    from tools.clearance import clear

    consents, reviews = Consents(database), Reviews(database)

    def pass_gate(board: Storyboard, project_id: str, version: int, use: Use) -> Cleared:
        return clear(board, project_id, version, use=use, consents=consents, decisions=reviews.decisions, look=look, see=see)

    return pass_gate


def sights(settings: Settings, database: Database) -> See:
    """Looks at uploads and listens to them once: what was found in a project's own is kept beside it."""
    from functools import lru_cache

    from memory.assets import Assets
    from tools.models import ModelStore
    from tools.moderation.sights import Sight, looked_at
    from tools.picture_words import WEIGHTS

    assets, files, store = Assets(database), file_store(settings), ModelStore(settings.models_path)
    ears = _ears(settings)

    @lru_cache(64)
    def anew(sha256: str, kind: Kind) -> Sight:
        return looked_at(files.path(sha256), kind, [store.path(name) for name in WEIGHTS], ears)

    def see(project_id: str, sha256: str, kind: Kind) -> Sight:
        if (kept := assets.sight(project_id, sha256)) and (kept[2] is not None or ears is None):
            return Sight(*kept)
        sight = anew(sha256, kind)
        assets.keep_sight(project_id, sha256, sight.words, sight.nude, sight.spoken)
        return sight

    return see


def make_director(settings: Settings) -> Director:
    """The configured endpoint; without one, the small model in a process beside this one."""
    from agent.director.endpoint import EndpointDirector
    from agent.director.local import LocalDirector
    from renderer.presenters.cast import PRESENTERS

    cast = {info.name: f"{info.gender}; {info.description}" for info in PRESENTERS.values()}
    if settings.llm_base_url:
        key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
        return EndpointDirector(settings.llm_base_url, settings.llm_model or "default", api_key=key, presenters=cast)
    # Read by OpenMP when the model's library is loaded: threads that spin for each other lose nine tenths of the model's
    # speed as soon as anything else runs on the same cores.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    store = model_store(settings)
    return LocalDirector(
        lambda: store.path(LOCAL_MODEL),
        presenters=cast,
        threads=settings.worker_count,
        states=Places(settings.home_dir).prompts,
    )
