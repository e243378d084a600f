"""Names that a storyboard may use for the look of a film; pure, so validation can import it cheaply."""

from __future__ import annotations

LAYOUTS = (
    "presenter_full",
    "presenter_left",
    "presenter_right",
    "presenter_split",
    "title_card",
    "kinetic",
    "question",
    "big_number",
    "bar_chart",
    "line_chart",
    "donut_chart",
    "comparison",
    "timeline",
    "agenda",
    "list",
    "map",
    "quote",
    "testimonial",
    "price",
    "code",
    "picture",
    "product",
    "device",
    "logo_reveal",
    "closing",
)
FRAMES_MEDIA = ("product", "device", "testimonial")
"""Layouts that set a picture or clip into themselves; others lay it behind everything or beside a presenter."""
BACKGROUNDS = ("mesh", "topo", "bokeh", "paper", "flow", "pattern")
LOOKS = ("clean", "editorial", "bold", "tech", "warm")
TRANSITIONS = ("cut", "crossfade", "wipe", "push", "zoom")
