"""Colours by name or hex value, as '#RRGGBB'."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from colorsys import rgb_to_hsv

# Plain hue words mean a colour one would print, not the fully saturated corner of the RGB cube; the rest follows CSS.
_HUES = {
    "#1D4ED8": "blue azul blau bleu",
    "#DC2626": "red rojo roja rot rouge",
    "#16A34A": "green verde grün vert",
    "#FACC15": "yellow amarillo gelb jaune",
    "#F97316": "orange naranja",
    "#7C3AED": "purple morado lila violett",
    "#EC4899": "pink rosa rose",
    "#0D9488": "teal",
    "#000000": "black negro schwarz noir",
    "#FFFFFF": "white blanco weiß weiss blanc",
    "#6B7280": "gray grey gris grau",
    "#1E3A8A": "navy darkblue",
    "#78350F": "brown marrón braun marron",
    "#991B1B": "darkred",
    "#166534": "darkgreen",
    "#93C5FD": "lightblue",
    "#86EFAC": "lightgreen",
    "#FF7F50": "coral",
    "#DC143C": "crimson",
    "#00FFFF": "cyan aqua",
    "#FFD700": "gold",
    "#4B0082": "indigo",
    "#FFFFF0": "ivory",
    "#F0E68C": "khaki",
    "#E6E6FA": "lavender",
    "#00FF00": "lime",
    "#FF00FF": "magenta fuchsia",
    "#800000": "maroon",
    "#808000": "olive",
    "#DDA0DD": "plum",
    "#FA8072": "salmon",
    "#C0C0C0": "silver",
    "#87CEEB": "skyblue",
    "#708090": "slategray slategrey",
    "#D2B48C": "tan",
    "#FF6347": "tomato",
    "#40E0D0": "turquoise türkis",
    "#EE82EE": "violet",
    "#F5DEB3": "wheat",
    "#F5F5DC": "beige",
    "#4169E1": "royalblue",
    "#4682B4": "steelblue",
    "#2E8B57": "seagreen",
    "#228B22": "forestgreen",
    "#191970": "midnightblue",
    "#FF69B4": "hotpink",
    "#FF8C00": "darkorange",
    "#483D8B": "darkslateblue",
    "#6495ED": "cornflowerblue",
    "#B22222": "firebrick brick",
    "#DAA520": "goldenrod",
    "#98FF98": "mint",
    "#36454F": "charcoal",
    "#FFFDD0": "cream",
    "#800020": "burgundy",
    "#FFBF00": "amber",
    "#50C878": "emerald",
    "#E1AD01": "mustard senfgelb",
    "#9CAF88": "sage salbei",
    "#B7410E": "rust",
    "#E2725B": "terracotta terrakotta",
    "#CC7722": "ochre ocker",
    "#005F6A": "petrol",
    "#0047AB": "cobalt kobalt",
    "#F4E3B2": "sand",
    "#FFDAB9": "peach apricot",
    "#C8A2C8": "lilac",
    "#6D071A": "bordeaux wine",
    "#D2042D": "cherry ruby scarlet",
    "#B87333": "copper bronze",
    "#F7E7CE": "champagne eggshell offwhite",
    "#383E42": "anthracite graphite anthrazit",
    "#E0B0FF": "mauve",
    "#614051": "aubergine eggplant",
    "#7FFF00": "chartreuse",
    "#93C572": "pistachio avocado",
}
NAMES = {name: value for value, names in _HUES.items() for name in names.split()}
_SPELLED = sorted(NAMES, key=len, reverse=True)
# 'dark blue', 'sky-blue' and 'skyblue' are one name; a shade that has no name of its own is read as its hue.
_SHADE = r"(?:(?:dark|light|bright|deep|pale|sky|royal|steel|forest|midnight|hot|sea|navy|cornflower|dusty|soft|warm|cool|muted|pastel|neon|electric|baby|bottle|racing|olive|moss|mint|lime|sage|teal|rose|salmon|blood|burnt|brick|mustard|lemon|canary|golden|ice|powder|petrol|cobalt|ocean|turquoise|charcoal|slate|ripe|rich|vivid|strong|subtle)[\s-]?)"
COLOR = rf"(?:#[0-9a-fA-F]{{6}}\b|#[0-9a-fA-F]{{3}}\b|{_SHADE}?(?:{'|'.join(_SPELLED)})\b)"
_OURS = re.compile(r"\b(?:our|the brand'?s?|brand|company|corporate|house|same|my)\s+$", re.I)
_FOUND = re.compile(rf"(?<!\w){COLOR}", re.I)


def hex_of(text: str) -> str | None:
    """'#RRGGBB' of one colour phrase, None where it is none ('our blue' depends on the brand, so it is none)."""
    plain = text.strip().strip("\"'").removesuffix(" colour").removesuffix(" color").strip()
    for article in ("a ", "an ", "the "):
        plain = plain.removeprefix(article)
    if re.fullmatch(r"#[0-9a-fA-F]{6}", plain):
        return plain.upper()
    if re.fullmatch(r"#[0-9a-fA-F]{3}", plain):
        return "#" + "".join(2 * digit for digit in plain[1:]).upper()
    joined = re.sub(r"[\s-]+", "", plain.lower())
    if joined in NAMES:
        return NAMES[joined]
    if re.fullmatch(_FOUND.pattern, plain, re.I):
        return NAMES[re.split(r"[\s-]+", plain.lower())[-1]] if re.search(r"[\s-]", plain) else None
    return None


def same_hue(one: str, other: str) -> bool:
    """Whether two '#RRGGBB' colours go by one name: hues within 30 degrees, or both without much colour."""
    if not one or not other:
        return False
    left, left_s, _ = rgb_to_hsv(*_parts(one))
    right, right_s, _ = rgb_to_hsv(*_parts(other))
    if min(left_s, right_s) < 0.15:
        return max(left_s, right_s) < 0.15
    apart = abs(left - right)
    return min(apart, 1 - apart) <= 30 / 360


def _parts(color: str) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    return int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255


def brand_color(text: str) -> str | None:
    """A brand colour said in a brief: a hex value anywhere, or a name next to 'brand colour', 'in our colour', 'theme'."""
    if found := re.search(r"(?<!\w)#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", text):
        return hex_of(found[0])
    cue = r"(?:(?:brand|main|primary|theme|corporate|our)\s+)?(?:colou?rs?|farbe|couleur)\s*(?:is|are|:|=|should be|to)?\s*"
    if found := re.search(rf"\b{cue}(?P<color>{COLOR})", text, re.I):
        return None if _OURS.search(text[: found.start("color")]) else hex_of(found["color"])
    return None
