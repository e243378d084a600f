"""What a client asks for in one film after another: recognised in their edits, proposed once, then done from the start."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from memory.domain.apply import apply
from memory.domain.brand import Preference
from memory.domain.brand_kit import BrandKit
from memory.domain.brief import Brief
from memory.domain.edits import Edit, parse_edit
from memory.domain.storyboard import Storyboard
from memory.errors import CannotApply
from tools.brand.apply import Applied

# Edits that are about films in general, and the field of a brief that says the same.
GENERAL = {
    "change_music": "music_mood",
    "change_captions": "captions",
    "change_presenter": "presenter",
    "change_voice": "voice",
    "change_aspect_ratio": "aspect",
    "change_transition": "",
    "change_pace": "",
    "change_logo": "",
    "change_background": "",
}
_WORDS = {
    "change_music": "music", "change_captions": "captions", "change_presenter": "presenter", "change_voice": "voice",
    "change_aspect_ratio": "shape", "change_transition": "transitions", "change_pace": "pace", "change_logo": "logo",
    "change_background": "background",
}  # fmt: skip


@dataclass(frozen=True)
class Habit:
    """An edit without its place, under a key that is the same whenever it is made. `sentence` says what it does."""

    key: str
    sentence: str
    edit: str


def habit_of(edit: Edit) -> Habit | None:
    """The habit that an edit may be a sign of; None for what is about one scene or one film's words."""
    row: dict[str, Any] = edit.model_dump(mode="json", by_alias=True)
    if row["op"] not in GENERAL or row.get("scene") not in (None, "all"):
        return None
    value = {key: said for key, said in row["value"].items() if said not in (None, "", {}, ())}
    if "sha256" in value or "gain_db" in value or "direction" in value:
        return None
    plain = json.dumps({"op": row["op"], "scene": None, "value": value}, sort_keys=True)
    return Habit(plain, _sentence(row["op"], value), plain)


def preferred(board: Storyboard, kit: BrandKit, brief: Brief) -> tuple[Storyboard, tuple[Applied, ...]]:
    """The film with every kept preference in it, but for those that the brief speaks against."""
    used: list[Applied] = []
    for item, preference in kit.of(Preference):
        for text in preference.edits:
            row = json.loads(text)
            field = GENERAL.get(row["op"], "")
            said = getattr(brief, field) if field else None
            if said is not None and said.source == "said":
                continue
            try:
                after = apply(board, parse_edit(row)).board
            except CannotApply:
                continue  # this film has nothing that it could be done to
            if after != board:
                board = after
                used.append(Applied(preference.text, item))
    return board, tuple(used)


def _sentence(op: str, value: dict[str, Any]) -> str:
    """'always without music', 'captions: boxed'."""
    what = _WORDS[op]
    if value.get("action") in ("remove", "off") or value.get("visible") is False:
        return f"always without {what}"
    said = [str(part).replace("_", " ") for key, part in value.items() if key != "action" and not isinstance(part, bool)]
    return f"always {what}: {', '.join(said)}" if said else f"always with {what}"
