"""The families that films can be set in, and which of them comes nearest to one that is not here."""

# ruff: noqa: E501 (a table is read more easily with one class a line)

from __future__ import annotations

import re

# Families that lie in renderer/look/fonts, by how they are drawn.
HERE = {
    "neutral": "Inter Tight", "geometric": "Jost", "friendly": "Manrope", "humanist": "Hanken Grotesk", "engineered": "IBM Plex Sans",
    "technical": "Space Grotesk", "grotesque": "Archivo", "quirky": "Bricolage Grotesque", "rounded": "Nunito", "soft": "Rubik",
    "bubbly": "Fredoka", "mono": "JetBrains Mono", "serif": "Source Serif 4", "elegant": "Cormorant Garamond",
    "old style": "Fraunces", "sturdy": "Young Serif", "hand": "Caveat", "marker": "Shantell Sans", "poster": "Shrikhand",
    "condensed": "Sofia Sans Extra Condensed",
}  # fmt: skip
# Well-known families, by how they are drawn: the type designers' own classes.
_KNOWN = {
    "neutral": "helvetica|helvetica neue|arial|inter|roboto|san francisco|sf pro|neue haas grotesk|univers|akzidenz|aktiv grotesk|"
    "acumin|suisse|haas|unica|nimbus sans|liberation sans|graphik|neue montreal|instrument sans|geist",
    "geometric": "futura|avenir|avenir next|century gothic|brandon|brandon grotesque|kumbh|league spartan|outfit|urbanist|spartan|josefin sans",
    "friendly": "circular|circular std|gilroy|poppins|montserrat|product sans|google sans|cera|cera pro|sofia pro|airbnb cereal|cereal|"
    "plus jakarta sans|figtree|red hat|red hat display|dm sans|mont|gotham|proxima nova|sora|lexend|be vietnam",
    "humanist": "frutiger|myriad|myriad pro|segoe|segoe ui|open sans|noto sans|source sans|source sans pro|source sans 3|gill sans|"
    "optima|verdana|tahoma|calibri|trebuchet|trebuchet ms|fira sans|work sans|mulish|public sans|cabin|pt sans|lato|carlito",
    "engineered": "din|din next|din pro|ff din|d-din|barlow|ibm plex|titillium|exo|eurostile|rajdhani|saira",
    "technical": "space grotesk|sohne|söhne|neue machina|syne|chakra petch|aeonik",
    "grotesque": "franklin gothic|itc franklin gothic|trade gothic|news gothic|archivo|knockout|libre franklin|national|founders grotesk",
    "rounded": "nunito|arial rounded|vag rounded|varela round|quicksand|comfortaa|baloo|dosis|museo sans rounded",
    "mono": "courier|courier new|menlo|monaco|consolas|sf mono|fira code|fira mono|roboto mono|source code pro|inconsolata|space mono",
    "serif": "times|times new roman|georgia|tiempos|source serif|source serif pro|merriweather|lora|minion|minion pro|noto serif|"
    "pt serif|charter|freight|freight text|cambria|utopia|libre baskerville|baskerville|crimson|sabon|century|palatino|ibm plex serif",
    "elegant": "garamond|adobe garamond|eb garamond|bodoni|didot|playfair|playfair display|cormorant|canela|caslon|noe display|dm serif",
    "old style": "cooper|cooper black|recoleta|souvenir|windsor|fraunces",
    "sturdy": "rockwell|clarendon|museo slab|roboto slab|arvo|zilla slab|sentinel|archer|young serif",
    "hand": "brush script|pacifico|dancing script|caveat|kalam|satisfy|lobster",
    "marker": "comic sans|comic sans ms|comic neue|shantell",
    "condensed": "impact|bebas|bebas neue|oswald|league gothic|anton|din condensed|trade gothic condensed|tungsten|druk",
}  # fmt: skip
_BY_NAME = (
    (r"\bmono\b|\bcode\b|typewriter", "mono"),
    (r"condensed|compressed|narrow", "condensed"),
    (r"\bslab\b|egyptian", "sturdy"),
    (r"script|hand|brush|marker", "hand"),
    (r"round(?:ed)?\b", "rounded"),
    (r"grotes[kq]|gothic", "grotesque"),
    (r"\bsans\b", "humanist"),
    (r"serif|antiqua|roman\b|text\b", "serif"),
    (r"display", "elegant"),
)
_PLAIN = re.compile(r"\b(?:std|pro|next|neue|lt|mt|ot|variable|vf|web|ui|display|text)\b", re.I)


def nearest(family: str) -> str:
    """The family itself where it lies here, else the one drawn most alike; of a name that says nothing, the plainest."""
    plain = " ".join(family.split()).casefold()
    for here in HERE.values():
        if plain == here.casefold() or plain.replace(" ", "") == here.casefold().replace(" ", ""):
            return here
    short = " ".join(_PLAIN.sub(" ", plain).split())
    for names in (plain, short):
        for drawn, known in _KNOWN.items():
            if names in known.split("|"):
                return HERE[drawn]
    drawn = next((drawn for pattern, drawn in _BY_NAME if re.search(pattern, plain)), "neutral")
    return HERE[drawn]


def is_known(name: str) -> bool:
    """Whether this is the name of a family that is here or well known."""
    plain = " ".join(name.split()).casefold()
    short = " ".join(_PLAIN.sub(" ", plain).split())
    names = {one for known in _KNOWN.values() for one in known.split("|")} | {here.casefold() for here in HERE.values()}
    return plain in names or (short in names and bool(short))
