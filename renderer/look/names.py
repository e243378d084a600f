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
    "presenter_corner",
)
FRAMES_MEDIA = ("product", "device", "testimonial")
"""Layouts that set a picture or clip into themselves; others lay it behind everything or beside a presenter."""
BACKGROUNDS = (
    "mesh", "topo", "bokeh", "paper", "flow", "pattern", "beams", "halftone", "lines", "grid", "shapes", "sunburst", "window",
    "plain", "dust", "bands",
)  # fmt: skip
LOOKS = (
    "clean", "editorial", "bold", "tech", "warm", "luxury", "playful", "corporate", "news", "handmade", "minimal", "retro",
)  # fmt: skip
TRANSITIONS = ("cut", "crossfade", "wipe", "push", "zoom", "slide", "iris", "blur", "whip", "page", "blinds", "tiles")
CAPTIONS = ("word", "karaoke", "boxed", "minimal", "bold")
