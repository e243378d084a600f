"""The reviewer's page beside the chat, and the watch that lets conversations go on once people have decided."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Literal

from starlette.requests import Request

from memory.domain.roles import denial, may
from memory.errors import AlreadyDecided, MemoryStoreError, NotAllowed, NotFound, ReasonMissing
from memory.reviews import Reviews
from memory.users import Access
from ui.cleaning import clean
from ui.studio.review_page import case_page, queue_page, refusal_page
from ui.studio.room import Heard, Rooms

if TYPE_CHECKING:
    from fastapi import FastAPI

logger = logging.getLogger(__name__)

DECIDED = {
    "allowed": "Allowed. The conversation goes on by itself.",
    "refused": "Refused. They are told why.",
    "waiting": "Your decision is on record; one more person has to look at it.",
}
LATELY = 12


def add_routes(app: FastAPI, reviews: Reviews, access: Access) -> None:
    """`GET /review`, `GET /review/{id}`, `POST /review/{id}`; only for those who may decide. Other sites cannot post here:
    the gate looks at where a request comes from.
    """
    import jwt
    from chainlit.auth import decode_jwt, get_token_from_cookies
    from fastapi import Form
    from fastapi.responses import HTMLResponse, RedirectResponse

    def visitor(request: Request) -> str:
        try:
            return str(decode_jwt(get_token_from_cookies(dict(request.cookies)) or "").identifier)
        except jwt.InvalidTokenError:
            return ""

    def page(html: str, status: int = 200) -> HTMLResponse:
        return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})

    def log_in() -> RedirectResponse:
        return RedirectResponse("/login", 303)

    @app.get("/review", response_model=None)
    def queue(request: Request, done: str = "") -> Any:
        if not (person := visitor(request)):
            return log_in()
        waiting = reviews.list_for(person)
        if not waiting and not may(role := access.role(person), "review"):
            return page(refusal_page(person, denial(role, "review")), 403)
        lately = [one for one in reviews.list_for(person, None) if one.decided_at]
        newest = sorted(lately, key=lambda one: one.decided_at or one.asked_at, reverse=True)[:LATELY]
        return page(queue_page(person, waiting, newest, reviews.median_wait_s(), DECIDED.get(done, "")))

    @app.get("/review/{review_id}", response_model=None)
    def case(request: Request, review_id: str) -> Any:
        if not (person := visitor(request)):
            return log_in()
        return shown(person, review_id)

    def shown(person: str, review_id: str, problem: str = "", reason: str = "") -> Any:
        try:
            review = reviews.get(review_id)
        except NotFound:
            return page(refusal_page(person, "There is no such case; it may have been withdrawn."), 404)
        role = access.role(person, review.brand)
        if not may(role, "review"):
            return page(refusal_page(person, denial(role, "review")), 403)
        return page(case_page(person, review, problem, reason), 409 if problem else 200)

    @app.post("/review/{review_id}", response_model=None)
    def decide(
        request: Request, review_id: str, verdict: Literal["allow", "refuse"] = Form(), reason: str = Form("", max_length=2000)
    ) -> Any:
        if not (person := visitor(request)):
            return log_in()
        try:
            review = reviews.decide(review_id, verdict, by=person, reason=clean(reason))
        except (NotAllowed, AlreadyDecided, ReasonMissing) as problem:
            return shown(person, review_id, f"{str(problem)[:1].upper()}{str(problem)[1:]}.", reason)
        except NotFound:
            return shown(person, review_id)
        return RedirectResponse(f"/review?done={review.state}", 303)


async def go_on_when_decided(reviews: Reviews, rooms: Rooms) -> None:
    """Runs for as long as the server does: each conversation that people have decided about goes on by itself,
    at the door where it was last spoken."""
    begun: set[str] = set()
    async for told in reviews.news():
        if not told:
            begun.clear()  # after an outage, which may have cut off what was begun
        try:
            for due in await asyncio.to_thread(reviews.due):
                if due.turn_id in begun or await asyncio.to_thread(rooms.store.door, due.thread) != rooms.door:
                    continue
                begun.add(due.turn_id)
                rooms.room(due.thread, due.owner).hear(Heard(due.turn_id, due.owner, "", pressed="decided"))
        except MemoryStoreError:
            logger.warning("decisions could not be looked up; they are at the next one", exc_info=True)
