"""What Slack sends, read into what somebody wants: pure, so that every shape of it can be tested without a server."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ui.cleaning import clean
from ui.studio.page import stable_id

Doc = Mapping[str, Any]
PRESSES = ("approve", "undo", "pick", "stop")
# A join, a changed or deleted message and the like carry a subtype; only these are something that a person says.
SPOKEN = (None, "file_share", "thread_broadcast", "me_message")
_LINK = re.compile(r"<(?P<kind>[@#!]?)(?P<target>[^|<>]*)(?:\|(?P<label>[^<>]*))?>")


@dataclass(frozen=True)
class Wish:
    """One turn that somebody asks for. The same thing sent again has the same `turn`, whatever it arrives as.

    `root` is the first message of the Slack thread, '' where there is none yet; `thread` is the conversation, for buttons.
    `is_start` may begin a film; `files` are Slack's own descriptions, as far as they are needed to fetch them.
    """

    turn: str
    team: str
    member: str
    channel: str = ""
    root: str = ""
    thread: str = ""
    text: str = ""
    pressed: str = ""
    version: int = 0
    script: str = ""
    files: tuple[dict[str, Any], ...] = ()
    is_start: bool = False

    @property
    def is_direct(self) -> bool:
        """Said to the app alone, where nobody else reads."""
        return self.channel.startswith("D")

    def doc(self) -> dict[str, Any]:
        """As plain values, to keep."""
        return asdict(self)

    @classmethod
    def of(cls, doc: Doc) -> Wish:
        """The wish that was kept."""
        return cls(**{**doc, "files": tuple(doc["files"])})


def read(body: Doc, me: str) -> tuple[Wish, ...]:
    """What this request of Slack's asks for; nothing where it is no turn. `me` is the app's own member id."""
    if body.get("type") == "event_callback":
        return _said(body, me)
    if body.get("type") == "block_actions":
        return _pressed(body)
    if body.get("type") == "view_submission":
        return _submitted(body)
    if "command" in body:
        return _commanded(body)
    return ()


def event_id(body: Doc) -> str:
    """What Slack calls an event each time it sends it; '' for what is no event."""
    return str(body.get("event_id") or "")


def team_of(body: Doc) -> str:
    """Whose workspace it comes from."""
    return str(body.get("team_id") or (body.get("team") or {}).get("id") or "")


def member_of(body: Doc) -> str:
    """Who did it, of a button, a box or a command."""
    return str(body.get("user_id") or (body.get("user") or {}).get("id") or "")


def _said(body: Doc, me: str) -> tuple[Wish, ...]:
    event = body["event"]
    if event.get("type") not in ("app_mention", "message") or event.get("subtype") not in SPOKEN:
        return ()
    if event.get("bot_id") or not event.get("user") or event["user"] == me:
        return ()
    text = str(event.get("text") or "")
    mentioned = f"<@{me}>" in text
    if not mentioned and re.match(r"\s*<@", text):
        return ()  # said to somebody else in the thread
    channel, ts = event["channel"], event["ts"]
    return (
        Wish(
            turn=stable_id("slack", team_of(body), channel, ts),
            # Whoever writes from another workspace is not one of ours, whatever their id is there.
            team=str(event.get("user_team") or event.get("team") or team_of(body)),
            member=event["user"],
            channel=channel,
            root=event.get("thread_ts") or ts,
            text=plain(text, me),
            files=tuple(
                {key: one.get(key) for key in ("id", "name", "size", "url_private_download", "mode", "file_access")}
                for one in event.get("files") or ()
            ),
            is_start=mentioned or event.get("channel_type") == "im" or channel.startswith("D"),
        ),
    )


def _pressed(body: Doc) -> tuple[Wish, ...]:
    action = body["actions"][0]
    if action.get("action_id", "").split(":")[0] not in PRESSES:
        return ()
    value, member = json.loads(action["value"]), body["user"]["id"]
    pressed = action["action_id"].split(":")[0]
    return (
        Wish(
            turn=stable_id("slack press", team_of(body), member, pressed, action["action_ts"]),
            team=str(body["user"].get("team_id") or team_of(body)),
            member=member,
            channel=str((body.get("channel") or {}).get("id") or ""),
            thread=value["thread"],
            pressed=pressed,
            version=int(value["version"]),
            text={"approve": "Approve", "undo": "Undo", "stop": "Stop"}.get(pressed, f"Show version {value['version']}"),
        ),
    )


def _submitted(body: Doc) -> tuple[Wish, ...]:
    view = body["view"]
    if view.get("callback_id") not in ("change", "brief"):
        return ()
    meta, member = json.loads(view["private_metadata"]), body["user"]["id"]
    team = str(body["user"].get("team_id") or team_of(body))
    told = {key: (field.get("value") or "").strip() for block in view["state"]["values"].values() for key, field in block.items()}
    turn = stable_id("slack view", team, view["id"])
    if view["callback_id"] == "brief":
        text = clean(told.get("brief", ""))
        return (Wish(turn, team, member, meta["channel"], text=text, is_start=True),) if text else ()
    wishes = []
    script = told.get("script", "")
    if script and digest(script) != meta["script"]:
        script_turn = stable_id(turn, "script")
        wishes.append(
            Wish(
                script_turn,
                team,
                member,
                thread=meta["thread"],
                text="I changed the script.",
                pressed="script",
                script=clean(script),
            )
        )
    if told.get("feedback"):
        wishes.append(Wish(turn, team, member, thread=meta["thread"], text=clean(told["feedback"])))
    return tuple(wishes)


def _commanded(body: Doc) -> tuple[Wish, ...]:
    text = clean(html.unescape(body.get("text") or "")).strip()
    if not text:
        return ()
    turn = stable_id("slack command", team_of(body), body["trigger_id"])
    return (Wish(turn, team_of(body), body["user_id"], body["channel_id"], text=text, is_start=True),)


def digest(script: str) -> str:
    """Tells whether a script was changed; how its lines end makes no difference."""
    lines = [line.rstrip() for line in script.strip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def plain(text: str, me: str) -> str:
    """A message as its author sees it: links and names without Slack's brackets, and without the app's own name."""

    def spelled(match: re.Match[str]) -> str:
        kind, target, label = match["kind"], match["target"], match["label"]
        if kind == "@":
            return "" if target == me else f"@{label or target}"
        if kind == "!":
            return label or f"@{target.split('^')[0]}"
        if kind == "#":
            return f"#{label or target}"
        return label if label and label in target else target.removeprefix("mailto:")

    return clean(html.unescape(_LINK.sub(spelled, text))).strip()
