"""Names that a storyboard may use for the look of a film; pure, so validation can import it cheaply."""

from __future__ import annotations

LAYOUTS = (
    "presenter_full",
    "presenter_left",
    "presenter_right",
    "title_card",
    "big_number",
    "quote",
    "picture",
    "list",
    "closing",
)
BACKGROUNDS = ("mesh", "topo", "bokeh", "paper", "flow", "pattern")
LOOKS = ("clean", "editorial", "bold", "tech", "warm")
TRANSITIONS = ("cut", "crossfade", "wipe", "push", "zoom")
