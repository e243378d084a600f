"""A flat edit that a language model can fill in under a grammar, and its way to a typed one."""

from __future__ import annotations

from typing import Any, get_args

from memory.domain.edits import Edit, Op, parse_edit
from memory.domain.frozen import Frozen
from memory.domain.storyboard import Framing, LookName

# Where `choice`, `text` and `number` land in the value of each operation.
_CHOICE = {
    "rewrite_tone": "tone",
    "edit_text": "field",
    "change_voice": "name",
    "change_background": "kind",
    "change_captions": "action",
    "change_aspect_ratio": "aspect",
    "change_language": "language",
    "add_scene": "where",
    "replace_media": "action",
    "change_logo": "size",
    "change_transition": "name",
    "change_pace": "direction",
}
_TEXT = {"edit_text": "to", "change_cta": "text", "add_scene": "narration"}
_NUMBER = {"change_duration": "target_s", "change_pace": "pace", "change_music": "gain_db", "undo": "steps"}
# How the number of a length is meant.
_LENGTH = {"by": "by_s", "times": "factor"}
_MUSIC = {
    "off": {"action": "remove"},
    "remove": {"action": "remove"},
    "on": {"action": "add"},
    "add": {"action": "add"},
    "quieter": {"action": "volume", "direction": "down"},
    "down": {"action": "volume", "direction": "down"},
    "louder": {"action": "volume", "direction": "up"},
    "up": {"action": "volume", "direction": "up"},
}
_CAPTION_STYLES = {name: {"action": "style", "style": name} for name in ("word", "karaoke", "boxed", "minimal", "bold")}
_LOOKS = get_args(LookName)
_FRAMINGS = get_args(Framing)
_CAPTION_PLACES = {"top": {"action": "position", "position": "top"}, "bottom": {"action": "position", "position": "bottom"}}


class EditDraft(Frozen):
    """One row: what, where, and at most a choice, a text, the text it replaces, a colour, a number.

    Every field is required, so that a grammar always writes the same keys; empty means not said.
    """

    op: Op
    scene: str
    choice: str
    find: str
    text: str
    color: str
    number: float

    def to_edit(self) -> Edit:
        """The typed edit. Raises EditError where the row does not make sense."""
        value: dict[str, Any] = {}
        if self.choice:
            value |= self._from_choice(self.choice.strip())
        if self.text and self.op in _TEXT:
            value[_TEXT[self.op]] = self.text
        if self.find and self.op in ("edit_text", "add_scene"):
            value["from" if self.op == "edit_text" else "about"] = self.find
        if self.color:
            value["color"] = self.color
        if self.number and self.op in _NUMBER:
            value[_LENGTH.get(self.choice.strip().lower(), _NUMBER[self.op])] = self.number
        if self.op == "undo":
            value = self._version(value)
        return parse_edit({"op": self.op, "scene": _reference(self.scene), "value": value})

    def _from_choice(self, choice: str) -> dict[str, Any]:
        lower = choice.lower()
        match self.op:
            case "change_music":
                return dict(_MUSIC.get(lower, {"action": "replace", "mood": lower}))
            case "change_captions":
                return dict({**_CAPTION_STYLES, **_CAPTION_PLACES}.get(lower, {"action": lower}))
            case "change_duration":
                return self._length(lower)
            case "change_presenter":
                return _presenter(choice)
            case "change_color":
                return {"role": lower} if lower in ("brand", "accent") else _ground(lower)
            case "change_logo" if lower in ("hide", "off", "show", "on"):
                return {"visible": lower in ("show", "on")}
            case "reorder_scenes":
                return _order(lower)
            case op if op in _CHOICE:
                return {_CHOICE[op]: choice}
            case _:
                return {}

    def _length(self, choice: str) -> dict[str, Any]:
        match choice:
            case "shorter" | "longer":
                return {} if self.number else {"relative": choice}
            case "max" | "about":
                return {"mode": choice}
            case "each":
                return {"each": True}
            case _:
                return {}

    def _version(self, value: dict[str, Any]) -> dict[str, Any]:
        number = int(self.number)
        if self.choice.strip().lower() == "version":
            return {"version": number}
        return {"steps": max(1, number)} if value else {}


def _presenter(choice: str) -> dict[str, Any]:
    """'nobody', how much of them is seen, 'brand colour', or a name."""
    match choice.lower():
        case "nobody":
            return {"visible": False}
        case "brand colour":
            return {"in_brand": True}
        case framing if framing in _FRAMINGS:
            return {"framing": framing}
        case _:
            return {"name": choice}


def _ground(choice: str) -> dict[str, Any]:
    """'dark', 'light' or a look; anything else stays empty."""
    if choice in ("dark", "light"):
        return {"dark": choice == "dark"}
    return {"look": choice} if choice in _LOOKS else {}


def _reference(scene: str) -> int | str | None:
    text = scene.strip()
    if not text:
        return None
    return int(text) if text.isdecimal() else text


def _order(choice: str) -> dict[str, Any]:
    """'swap 2 4', 'move 3 1' and 'order 2 1 3' as the value of reorder_scenes; anything else stays empty and is refused."""
    word, *rest = choice.replace(",", " ").split()
    places = [int(part) if part.isdecimal() else part for part in rest]
    match word, len(places):
        case "swap", 2:
            return {"swap": places}
        case "move", 2:
            return {"move": places[0], "to": places[1]}
        case "order", count if count > 1:
            return {"order": places}
        case _:
            return {}
