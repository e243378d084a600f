"""What belongs to a look where nobody chose otherwise: its moving ground, its way between scenes, whether it is dark."""

from __future__ import annotations

from typing import NamedTuple

from memory.domain.storyboard import BackgroundName, LookName, TransitionName


class Home(NamedTuple):
    """A look's own surroundings."""

    background: BackgroundName
    transition: TransitionName
    dark: bool = False


HOMES: dict[LookName, Home] = {
    "clean": Home("mesh", "crossfade"),
    "editorial": Home("paper", "crossfade"),
    "bold": Home("pattern", "push"),
    "tech": Home("topo", "wipe"),
    "warm": Home("bokeh", "crossfade"),
    "luxury": Home("dust", "blur", dark=True),
    "playful": Home("shapes", "iris"),
    "corporate": Home("window", "crossfade"),
    "news": Home("bands", "slide"),
    "handmade": Home("paper", "page"),
    "minimal": Home("plain", "cut"),
    "retro": Home("sunburst", "blinds"),
}
