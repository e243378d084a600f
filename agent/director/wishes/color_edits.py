"""The edits that frames make of colours, grounds and looks."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls

from agent.director.wishes.bag import Bag
from agent.director.wishes.clause import Clause, Draft, edit
from agent.director.wishes.frame_edits import GROUNDS, LOOKS, WANTS, ref_of


def background(bag: Bag, about: Clause) -> Draft | None:
    color, kinds = _color_wished(bag), [kind for name, kind in GROUNDS.items() if bag.has(name)]
    if len(kinds) > 1:
        kinds = [kind for kind in kinds if kind != "plain"] if len(kinds) == 2 else []
    if len(kinds) > 1 or not (color or kinds) or (bag.has("color") and not color):
        return None
    value = {"color": color} if color else {}
    plain = kinds and not (color and kinds == ["plain"])
    return edit("change_background", ref_of(bag), **value, **({"kind": kinds[0]} if plain else {}))


def color(bag: Bag, about: Clause) -> Draft | None:
    color = _color_wished(bag)
    return edit("change_color", color=color, role="accent" if bag.has("accent") else "brand") if color else None


def one_color(bag: Bag, about: Clause) -> Draft | None:
    """'change blue to red' may be about anything that is blue; one colour alone is the brand's."""
    return color(bag, about) if len(bag.all("color")) == 1 else None


def _color_wished(bag: Bag) -> str | None:
    """The colour to have: the only one, or the new one of two; none where a clause only says what is there or was."""
    colors = list(dict.fromkeys(thing.value for thing in bag.all("color")))
    if len(colors) == 2 and not (bag.has("instead", "replace", "swap", "to", "wrong", "not", "make")):
        return None
    denied = {
        bag.things[place + 1].value
        for place, thing in enumerate(bag.things[:-1])
        if thing.kinds & {"wrong", "not", "instead"} and "color" in bag.things[place + 1].kinds
    }
    if len(colors) == 2 and len(denied) == 1:
        return str(next(color for color in colors if color not in denied))
    if len(colors) == 2:
        return str(colors[0 if re.search(r"\b(?:instead of|rather than|not)\b", bag.text) else 1])
    told = re.search(r"\b(?:is|it is|was|are|looks?) (?:just |so |too |all |a bit |very )*(?:\.+ ?)?[a-z]+[ ?!.]*$", bag.text)
    if len(colors) != 1 or bag.has("wrong", "too") or (told and not WANTS.search(bag.text) and not bag.has("color_word")):
        return None
    return str(colors[0])


def dark(bag: Bag, about: Clause) -> Draft | None:
    dark = bag.has("dark", "dark_mode")
    return edit("change_color", dark=dark != bag.has("too", "less")) if dark != bag.has("light", "light_mode") else None


def look(bag: Bag, about: Clause) -> Draft | None:
    found = [look for kind, look in LOOKS.items() if bag.has(kind)]
    return edit("change_color", look=found[0]) if len(found) == 1 else None


PALETTES = {
    "palette_warm": "palette_cool",
    "palette_cool": "palette_warm",
    "palette_bold": "palette_soft",
    "palette_soft": "palette_bold",
}
"""How a palette is wished for, and the opposite of it."""
_DISLIKED = re.compile(r"\b(?:washed out|bland|dull|drab|faded|garish|screaming|flashy)\b")
_WARM, _COOL = "#C2571A", "#2B6CB0"


def palette(bag: Bag, about: Clause) -> Draft | None:
    """'warmer colours', 'the palette is too cold', 'more vivid': such a colour; what is too much wants the opposite."""
    kinds = [kind for kind in PALETTES if bag.has(kind)]
    if len(kinds) != 1:
        return None
    wish = PALETTES[kinds[0]] if bag.has("too", "less", "not") or _DISLIKED.search(bag.text) else kinds[0]
    return edit("change_color", color=_colored(wish, about.board.theme.color))


def _colored(wish: str, color: str) -> str:
    """Warm and cool are colours of their own; bold and soft are the film's colour with more or less of it."""
    if wish in ("palette_warm", "palette_cool"):
        return _WARM if wish == "palette_warm" else _COOL
    hue, light, strength = rgb_to_hls(*(int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    if wish == "palette_bold":
        light, strength = min(max(light, 0.42), 0.55), max(0.9, strength)
    else:
        light, strength = min(max(light, 0.52), 0.66), strength * 0.45
    return "#" + "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, strength))
