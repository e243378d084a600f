"""Chainlit's handlers, and nothing else: each hands over to the studio in one or two lines."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import chainlit as cl
from chainlit.oauth_providers import get_configured_oauth_providers

from agent.verdicts import is_cancel
from agent.wording import sentence
from memory.errors import MemoryStoreError, TooManyAttempts
from memory.users import User
from ui.accounts import OWNER
from ui.cleaning import clean
from ui.studio import taking
from ui.studio.desk import desk, entry
from ui.studio.gate import is_at_this_machine, visit
from ui.studio.room import Heard, Room
from ui.studio.turn_view import progress_id

logger = logging.getLogger(__name__)

PRESSABLE = ("", "approve", "undo", "pick", "script")
_CHECKING = asyncio.Semaphore(2)
STARTERS = [
    (
        "Launch a product",
        "A 30 second launch film for Lumo, a desk lamp that follows the daylight. It costs $89 and ships on 3 June. "
        "For people who work from home. End with lumo.example.",
        "lamp",
    ),
    (
        "Announce a sale",
        "A 20 second upright film for our summer sale: 25 % off every bicycle from 1 to 14 July, in all four shops. "
        "Upbeat, with captions.",
        "percent",
    ),
    (
        "Welcome a new colleague",
        "A warm 45 second welcome for new warehouse staff: where to get the badge, the three safety rules, and whom to ask. "
        "The rules: walk, never run; look up before you lift; vests on in the yard.",
        "hand",
    ),
    (
        "Explain how it works",
        "Explain in 40 seconds how to return a parcel: print the label, tape it over the old one, drop it at any post office "
        "within 30 days. Calm voice, big numbers on screen.",
        "box",
    ),
]


def data_layer() -> Any:
    return desk().data_layer


async def log_in(name: str, password: str) -> cl.User | None:
    """By name and password. Few are checked at once, because each takes 64 MB and a core for a moment."""
    now = visit.get()
    async with _CHECKING:
        try:
            user = await asyncio.to_thread(entry().users.verify, clean(name).strip(), password, now.address)
        except TooManyAttempts as error:
            now.failed = 429, sentence(error)
            return None
    if user is None:
        now.failed = 401, "That name and password do not go together."
        return None
    return _visitor(user)


async def walk_in(headers: Any) -> cl.User | None:
    """Whoever sits at this machine, where the studio can be reached from nowhere else and its owner set no password."""
    user = await asyncio.to_thread(entry().users.get, OWNER)
    is_allowed = user is not None and user.sign_in == "here" and is_at_this_machine(headers)
    return _visitor(user) if user and is_allowed else None


async def come_from(provider: str, token: str, raw: dict[str, Any], default: cl.User) -> cl.User | None:
    """Through an identity provider: only where an account was made for this name at this provider."""
    if raw.get("email_verified", raw.get("verified_email", True)) is False:
        return None
    user = await asyncio.to_thread(entry().users.get, default.identifier)
    return _visitor(user) if user and user.sign_in == provider else None


def _visitor(user: User) -> cl.User:
    return cl.User(identifier=user.name, metadata={"role": user.role, "session": user.session})


async def starters() -> list[cl.Starter]:
    return [cl.Starter(label=label, message=message, icon=f"/public/icons/{icon}.svg") for label, message, icon in STARTERS]


async def start() -> None:
    """Nothing is said: a message here would hide the starters."""


async def resume(thread: dict[str, Any]) -> None:
    session = cl.context.session
    person = session.user.identifier
    room = desk().rooms.room(thread["id"], person)

    async def emit(event: str, data: Any) -> None:
        await session.emit(event, desk().addresses.dressed(data, person))

    async def catch_up() -> None:
        await asyncio.sleep(0.6)  # the page takes the conversation first, and drops what comes before it
        await room.page.refresh(emit)

    desk().keep(asyncio.create_task(catch_up()))


async def hear(message: cl.Message) -> None:
    session = cl.context.session
    room = desk().rooms.room(session.thread_id, session.user.identifier)
    message.content = clean(message.content)
    try:
        await take(message, room, session.user.identifier)
    except MemoryStoreError as error:
        await room.page.tell(sentence(error), progress_id(session.thread_id))


async def take(message: cl.Message, room: Room, owner: str) -> None:
    """Shows a message and queues the turn; a word that stops what is being made does so at once."""
    if room.is_busy and is_cancel(message.content):
        await room.page.show_user(dict(message.to_dict()))
        await room.cancel()
        return
    heard = Heard(message.id, owner, message.content)
    await taking.take(desk(), room, dict(message.to_dict()), heard, message.elements or [])


async def press(action: cl.Action) -> None:
    """A button; what the page sends is a stranger's, so only what people may press is passed on."""
    session = cl.context.session
    if action.payload["action"] not in PRESSABLE:
        logger.warning("a button that nobody has was pressed", extra={"conversation": session.thread_id})
        return
    room = desk().rooms.room(session.thread_id, session.user.identifier)
    step = room.page.user_message(action.payload["words"], session.user.identifier)
    heard = Heard(
        step["id"],
        session.user.identifier,
        action.payload["words"],
        pressed=action.payload["action"],
        version=int(action.payload["version"]),
        script=str(action.payload.get("script", "")),
    )
    try:
        await room.page.show_user(step, heard.doc())
    except MemoryStoreError as error:
        await room.page.tell(sentence(error), progress_id(session.thread_id))
        return
    room.hear(heard)


async def cancel(action: cl.Action) -> None:
    session = cl.context.session
    await desk().rooms.room(session.thread_id, session.user.identifier).cancel()


async def stop() -> None:
    session = cl.context.session
    await desk().rooms.room(session.thread_id, session.user.identifier).cancel()


cl.data_layer(data_layer)
if entry().entrance.walk_in:
    cl.header_auth_callback(walk_in)
else:
    cl.password_auth_callback(log_in)
    if get_configured_oauth_providers():
        cl.oauth_callback(come_from)
cl.set_starters(starters)
cl.on_chat_start(start)
cl.on_chat_resume(resume)
cl.on_message(hear)
cl.on_stop(stop)
cl.action_callback("say")(press)
cl.action_callback("cancel")(cancel)
