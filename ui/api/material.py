"""Uploads, brands and reviews: what films are made from, whose they are, and what people decide about them."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
import uuid
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Query, Response, UploadFile
from fastapi import Path as PathName

from memory.domain.api_key import ApiKey
from memory.domain.brand import brand_key
from memory.domain.review import Review, ReviewState
from memory.domain.roles import denial, may
from memory.handed_in import HandedIn
from tools.assets import Accepted, accept
from ui.api.conversing import ProjectId
from ui.api.front import Counted, Done, Front, Parts, Reader, Reviewer, Writer
from ui.api.looking import Cursor, Limit
from ui.api.problems import ApiProblem, Responses, declared
from ui.api.schemas import AssetOut, BrandDetails, BrandOut, Decision, Page, ReviewOut, cursor_of, place
from ui.cleaning import clean

router = APIRouter()
STORED: Responses = {201: {"model": AssetOut, "description": "Opened, checked and stored"}}
ON_RECORD: Responses = {200: {"model": ReviewOut, "description": "On record"}}
NAME_CHARS = 200
BrandName = Annotated[str, PathName(min_length=1, max_length=120, pattern=r"^[^/\\.?#][^/\\?#]*$")]


@router.post("/assets", status_code=201, response_model=None, tags=["assets"], responses=STORED | declared(413))
async def upload(
    parts: Parts,
    key: Writer,
    once: Counted,
    file: Annotated[UploadFile, File(description="a picture, clip, logo or script, named as it is")],
) -> Response:
    """Hands in a file for films to come. It is opened apart from everything else, with bounded memory and time."""
    roles = await asyncio.to_thread(parts.access.roles, key.person)
    if not any(may(role, "upload") for role in roles):
        raise ApiProblem(403, denial(None, "upload").rstrip("."), "upload", "")
    name = clean(Path(file.filename or "upload").name)[-NAME_CHARS:] or "upload"
    with tempfile.TemporaryDirectory(prefix="agency-api-") as folder:
        path = Path(folder) / "upload"
        digest = await _saved(file, path)

        async def take(made: uuid.UUID) -> Done:
            accepted = await asyncio.to_thread(accept, path, name, parts.files, parts.upload_mb)
            kept = await asyncio.to_thread(parts.handed_in.add, made, key.person, key.brands, asdict(accepted))
            return 201, _asset(kept)

        return await once.answer(key, [name, digest], take)


@router.get("/assets", response_model=Page[AssetOut], tags=["assets"], responses=declared())
def assets(parts: Parts, key: Reader, cursor: Cursor = None, limit: Limit = 50) -> Page[AssetOut]:
    """What was handed in, the newest first."""
    found, more = parts.handed_in.page(key.person, key.brands, before=place(cursor, is_uuid=True), limit=limit)
    following = cursor_of(found[-1].created_at, found[-1].id) if more else None
    return Page[AssetOut](items=[_asset(one) for one in found], next=following)


@router.get("/assets/{asset_id}", response_model=AssetOut, tags=["assets"], responses=declared(404))
def asset(asset_id: uuid.UUID, parts: Parts, key: Reader) -> AssetOut:
    """One upload."""
    found = parts.handed_in.get(asset_id, key.person)
    if not key.holds(found.brands):
        raise ApiProblem(404, "there is no such asset", str(asset_id), "look at the list of what there is")
    return _asset(found)


@router.get("/brands", response_model=list[BrandOut], tags=["brands"], responses=declared())
def brands(parts: Parts, key: Reader) -> list[BrandOut]:
    """The brands that the key's person works for, within the key's own."""
    return _brands(parts, key)


@router.get("/brands/{name}", response_model=BrandDetails, tags=["brands"], responses=declared(404))
def brand(name: BrandName, parts: Parts, key: Reader) -> BrandDetails:
    """Everything that is known of a brand, with where it is from."""
    found = [one for one in _brands(parts, key) if one.key == brand_key(clean(name))]
    if not found:
        raise ApiProblem(404, "there is no such brand", name, "look at the list of what there is")
    from ui.brand import item_row, source_row  # it loads what draws logos

    called = found[0].name
    items = [item_row(one) for one in parts.brands().items(called)]
    sources = [source_row(one) for one in parts.brands().sources(called)]
    return BrandDetails(**found[0].model_dump(), items=items, sources=sources)


@router.get("/reviews", response_model=list[ReviewOut], tags=["reviews"], responses=declared())
def reviews(
    parts: Parts,
    key: Reviewer,
    state: Annotated[ReviewState | None, Query(description="which; waiting where none is named")] = "waiting",
) -> list[ReviewOut]:
    """What the key's person may decide: the gravest first, and of those the longest waiting; at most 200."""
    return [_review(one) for one in parts.reviews.list_for(key.person, state) if key.may_see(one.brand)]


@router.post("/reviews/{review_id}/decision", response_model=None, tags=["reviews"], responses=ON_RECORD | declared(404, 409))
async def decide(review_id: ProjectId, asked: Decision, parts: Parts, key: Reviewer, once: Counted) -> Response:
    """Decides a review for the key's person, who needs the role for it. The conversation goes on by itself."""
    found = await asyncio.to_thread(parts.reviews.get, review_id)
    if not key.may_see(found.brand) or not may(await asyncio.to_thread(parts.access.role, key.person, found.brand), "review"):
        raise ApiProblem(404, "there is no such review", review_id, "look at the list of what there is")

    async def put(_: uuid.UUID) -> Done:
        made = await asyncio.to_thread(parts.reviews.decide, review_id, asked.verdict, by=key.person, reason=asked.reason)
        return 200, _review(made)

    return await once.answer(key, asked.model_dump(mode="json"), put)


async def _saved(file: UploadFile, path: Path) -> str:
    """Writes an upload to a file and gives the digest of its bytes."""
    digest = hashlib.sha256()
    with path.open("wb") as target:
        while chunk := await file.read(1 << 20):
            digest.update(chunk)
            await asyncio.to_thread(target.write, chunk)
    return digest.hexdigest()


def _asset(found: HandedIn) -> AssetOut:
    accepted = Accepted(**found.accepted)
    shown: dict[str, Any] = {name: getattr(accepted, name) for name in set(AssetOut.model_fields) - {"id", "created_at"}}
    return AssetOut(id=found.id, created_at=found.created_at, **shown)


def _brands(parts: Front, key: ApiKey) -> list[BrandOut]:
    found = []
    for name in parts.brands().names(key.person):
        role = parts.access.role(key.person, brand_key(name))
        if key.may_see(brand_key(name)) and may(role, "recall"):
            found.append(BrandOut(name=name, key=brand_key(name), role=str(role)))
    return found


def _review(found: Review) -> ReviewOut:
    shared = set(ReviewOut.model_fields) - {"rule", "words"}
    return ReviewOut(**found.model_dump(mode="json", include=shared), rule=found.rule, words=list(found.quoted))
