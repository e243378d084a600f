"""What belongs to a look where nobody chose otherwise: colour, moving ground, way between scenes, dark or light."""

from __future__ import annotations

from typing import NamedTuple

from memory.domain.storyboard import BackgroundName, LookName, TransitionName


class Home(NamedTuple):
    """A look's own surroundings. `color` as '#RRGGBB'."""

    color: str
    background: BackgroundName
    transition: TransitionName
    dark: bool = False


HOMES: dict[LookName, Home] = {
    "clean": Home("#3B5BDB", "mesh", "crossfade"),
    "editorial": Home("#24505F", "paper", "crossfade"),
    "bold": Home("#E8470A", "pattern", "push"),
    "tech": Home("#6741D9", "topo", "wipe"),
    "warm": Home("#C2571A", "bokeh", "crossfade"),
    "luxury": Home("#B08D57", "dust", "blur", dark=True),
    "playful": Home("#F25C9A", "shapes", "iris"),
    "corporate": Home("#1F5FA8", "window", "crossfade"),
    "news": Home("#C8102E", "bands", "slide"),
    "handmade": Home("#2F7D5B", "paper", "page"),
    "minimal": Home("#1B1F24", "plain", "cut"),
    "retro": Home("#D9542B", "sunburst", "blinds"),
}
