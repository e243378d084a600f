"""What tells one member of the cast from another: colours, forms and proportions, as plain data.

Three tones for skin and hair (base, shadow, light); shadows of skin are redder and more saturated, never grey.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from renderer.presenters.colour import Color

Hairdo = Literal["bob", "short", "curls", "hijab", "coils", "long", "swept", "wavy", "bald", "afro", "crop", "braid"]
Outfit = Literal[
    "blazer", "shirt", "turtleneck", "tunic", "tee", "cardigan", "suit", "denim", "vest", "wrap", "polo", "blouse"
]  # fmt: skip
FaceShape = Literal["oval", "round", "square", "heart", "long", "diamond"]
EyeForm = Literal["round", "almond", "hooded", "mono", "deep", "down"]
NoseForm = Literal["button", "straight", "broad", "aquiline", "soft"]
Beard = Literal["none", "full", "short", "stubble", "moustache"]
Glasses = Literal["none", "square", "round"]
Earrings = Literal["none", "pearl", "hoop"]
Bottom = Literal["trousers", "skirt"]


@dataclass(frozen=True)
class Appearance:
    """One person's colours and proportions; numbers are factors on the common skeleton unless told.

    `shoulders` and `neck` are half widths in units, `belly` and `waist` scale the trunk at the ribs and above the hips,
    `short_neck` is how many units nearer the head sits to the shoulders. `sleeve` None is the cloth's own colour.
    """

    skin: Color
    skin_shadow: Color
    skin_light: Color
    lip: Color
    blush: Color
    hair: Color
    hair_light: Color
    hair_shadow: Color
    brow: Color
    iris: Color
    cloth: Color
    cloth_second: Color
    accent: Color
    hairdo: Hairdo
    outfit: Outfit
    trousers: Color = 0x39405A
    shoes: Color = 0x2B2A33
    sleeve: Color | None = None
    bottom: Bottom = "trousers"
    face: FaceShape = "oval"
    eye_form: EyeForm = "round"
    nose_form: NoseForm = "straight"
    beard: Beard = "none"
    glasses: Glasses = "none"
    earrings: Earrings = "none"
    has_freckles: bool = False
    has_short_sleeves: bool = False
    jaw: float = 1.0
    chin: float = 1.0
    length: float = 1.0
    cheekbone: float = 1.0
    crown: float = 1.0
    shoulders: float = 128.0
    waist: float = 1.0
    belly: float = 1.0
    neck: float = 32.0
    short_neck: float = 14.0
    lash: float = 0.85
    brow_weight: float = 1.0
    brow_arch: float = 1.0
    brow_slant: float = 0.0
    lips: float = 1.0
    mouth: float = 1.0
    age: float = 0.0
    eye: float = 1.13
    eye_height: float = 1.0
    eye_tilt: float = 0.0
    eye_gap: float = 33.5
    nose: float = 1.0
    nose_length: float = 1.0
    hand: float = 1.2
    yaw: float = 0.2
    yaw_limit: float = 0.3

    @property
    def is_bearded(self) -> bool:
        """Whether hair covers the chin and the corners of the mouth."""
        return self.beard in ("full", "short")


# Half widths of the skull at eight heights from crown to chin, as factors on the common one.
FACES: dict[FaceShape, tuple[float, ...]] = {
    "oval": (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
    "round": (1.0, 1.01, 1.02, 1.03, 1.06, 1.09, 1.12, 1.05),
    "square": (1.02, 1.01, 1.0, 1.0, 1.02, 1.09, 1.2, 1.3),
    "heart": (1.02, 1.02, 1.02, 1.01, 0.97, 0.9, 0.84, 0.86),
    "long": (0.98, 0.99, 1.0, 0.98, 0.95, 0.95, 1.0, 1.05),
    "diamond": (0.96, 0.98, 1.0, 1.02, 1.03, 0.95, 0.9, 0.92),
}


@dataclass(frozen=True)
class EyeShape:
    """`peak` is where the upper lid is highest (-1 inner, 1 outer), `gap` units from lid to crease, 0 draws none.

    `hood` 0..1 is the skin that lies over the lid, `inner` and `outer` lower the corners by units, `flat` the lower lid.
    """

    peak: float = 0.0
    gap: float = 6.4
    hood: float = 0.0
    inner: float = 0.0
    outer: float = 0.0
    flat: float = 1.0
    socket: float = 1.0


EYES: dict[EyeForm, EyeShape] = {
    "round": EyeShape(),
    "almond": EyeShape(peak=0.18, gap=5.4, outer=-1.6, flat=0.8),
    "hooded": EyeShape(peak=-0.05, gap=3.4, hood=0.6, outer=1.6, flat=0.9, socket=1.3),
    "mono": EyeShape(peak=0.1, gap=0.0, inner=1.4, outer=-2.2, flat=0.7, socket=0.5),
    "deep": EyeShape(peak=0.05, gap=8.0, outer=0.6, flat=0.9, socket=1.9),
    "down": EyeShape(peak=-0.15, gap=6.0, outer=3.2, flat=1.1, socket=1.2),
}


@dataclass(frozen=True)
class NoseShape:
    """Half widths of bridge, tip and wings as factors, units the tip hangs (`drop`) and the bridge stands out (`bump`)."""

    bridge: float = 1.0
    tip: float = 1.0
    wings: float = 1.0
    drop: float = 0.0
    bump: float = 0.0
    nostrils: float = 0.6


NOSES: dict[NoseForm, NoseShape] = {
    "straight": NoseShape(),
    "button": NoseShape(0.8, 1.12, 0.86, -3.0, 0.0, 0.75),
    "broad": NoseShape(1.1, 1.3, 1.24, 0.0, 0.0, 0.9),
    "aquiline": NoseShape(1.15, 0.95, 1.0, 5.0, 5.0, 0.4),
    "soft": NoseShape(0.85, 1.0, 0.94, -1.0, 0.0, 0.6),
}
