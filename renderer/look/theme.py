"""A look and a brand colour become colour roles, type and motion; pairs that are read have 4.5:1 by construction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from renderer import spec
from renderer.errors import FontMissing, UnknownLook
from renderer.look import color
from renderer.look.color import Rgb

FONTS = Path(__file__).parent / "fonts"
READABLE = 4.5
SEEN = 2.0  # contrast of a shape with its ground
# Thin letters lose some of their tone to the pixels at their edges.
_SMALL = 5.0
_NIGHT_HUE = 266.0
_NEAR = 26.0  # degrees

Shadow = Literal["soft", "hard", "none"]


@dataclass(frozen=True)
class Face:
    """How one role of text is set: a font file's stem, tracking in em, line pitch in em, capitals or not.

    `grow` makes up for letters that are small in their body, such as handwriting.
    """

    font: str
    track: float = 0.0
    lead: float = 1.3
    upper: bool = False
    grow: float = 1.0


@dataclass(frozen=True)
class Style:
    """What a look decides beyond the brand's colour. Lengths are layout units, times seconds.

    `tint` scales the chroma of neutrals; `light` is the OKLab lightness of a light ground and `night` that of a dark one,
    `night_hue` its hue where it is the look's own;
    `ground` is a hue and chroma that light grounds have whatever the brand is (cream, ivory); `second` an accent of the look's
    own as OKLCH, in place of the brand's hue turned by `turn`.
    """

    display: Face
    title: Face
    body: Face
    label: Face
    figure: Face
    caption: Face
    radius: float
    tint: float
    turn: float
    enter_s: float
    stagger_s: float
    rise: float
    overshoot: float
    stage: str
    mark: str
    shout: tuple[str, ...]
    light: float = 0.968
    night: float = 0.18
    night_hue: float | None = None
    ground: tuple[float, float] | None = None
    second: tuple[float, float, float] | None = None
    shadow: Shadow = "soft"


STYLES: dict[str, Style] = {
    "clean": Style(
        display=Face("Manrope_800ExtraBold", -0.03, 1.1),
        title=Face("Manrope_700Bold", -0.02, 1.2),
        body=Face("Manrope_500Medium", -0.005, 1.4),
        label=Face("Manrope_700Bold", 0.0, 1.3),
        figure=Face("Manrope_800ExtraBold", -0.04, 1.0),
        caption=Face("Manrope_800ExtraBold", -0.005, 1.25),
        radius=28, tint=1.0, turn=40, enter_s=0.55, stagger_s=0.08, rise=44, overshoot=0.0, stage="disc", mark="dot",
        shout=("closing",),
    ),
    "editorial": Style(
        display=Face("Fraunces_400Regular", -0.025, 1.08),
        title=Face("Fraunces_600SemiBold", -0.012, 1.18),
        body=Face("HankenGrotesk_500Medium", 0.0, 1.42),
        label=Face("HankenGrotesk_700Bold", 0.005, 1.3),
        figure=Face("Fraunces_400Regular", -0.04, 1.0),
        caption=Face("HankenGrotesk_700Bold", 0.0, 1.25),
        radius=6, tint=0.9, turn=55, enter_s=0.6, stagger_s=0.09, rise=36, overshoot=0.0, stage="arch", mark="rule",
        shout=("closing",),
    ),
    "bold": Style(
        display=Face("SofiaSansExtraCondensed_900Black", -0.01, 0.9, True),
        title=Face("BricolageGrotesque_700Bold", -0.015, 1.15),
        body=Face("BricolageGrotesque_600SemiBold", -0.005, 1.32),
        label=Face("BricolageGrotesque_700Bold", 0.0, 1.25),
        figure=Face("SofiaSansExtraCondensed_900Black", -0.02, 0.9, True),
        caption=Face("BricolageGrotesque_700Bold", 0.0, 1.2),
        radius=36, tint=1.6, turn=-60, enter_s=0.45, stagger_s=0.06, rise=60, overshoot=0.07, stage="block", mark="square",
        shout=("title_card", "big_number", "closing"),
    ),
    "tech": Style(
        display=Face("SpaceGrotesk_600SemiBold", -0.035, 1.1),
        title=Face("SpaceGrotesk_600SemiBold", -0.02, 1.2),
        body=Face("Manrope_500Medium", -0.005, 1.42),
        label=Face("JetBrainsMono_500Medium", -0.01, 1.3),
        figure=Face("SpaceGrotesk_600SemiBold", -0.05, 1.0),
        caption=Face("Manrope_700Bold", 0.0, 1.25),
        radius=16, tint=1.5, turn=-45, enter_s=0.4, stagger_s=0.07, rise=30, overshoot=0.0, stage="frame", mark="number",
        shout=(),
    ),
    "warm": Style(
        display=Face("YoungSerif_400Regular", -0.02, 1.12),
        title=Face("Nunito_800ExtraBold", -0.01, 1.2),
        body=Face("Nunito_600SemiBold", 0.0, 1.38),
        label=Face("Nunito_800ExtraBold", 0.0, 1.3),
        figure=Face("Nunito_800ExtraBold", -0.03, 1.0),
        caption=Face("Nunito_800ExtraBold", 0.0, 1.25),
        radius=40, tint=2.2, turn=50, enter_s=0.6, stagger_s=0.08, rise=40, overshoot=0.05, stage="blob", mark="dot",
        shout=("closing",),
    ),
    "luxury": Style(
        display=Face("CormorantGaramond_600SemiBold", -0.012, 1.02, grow=1.18),
        title=Face("CormorantGaramond_600SemiBold", -0.004, 1.12, grow=1.18),
        body=Face("Jost_400Regular", 0.012, 1.42),
        label=Face("Jost_500Medium", 0.10, 1.3, True),
        figure=Face("CormorantGaramond_600SemiBold", -0.03, 1.0, grow=1.18),
        caption=Face("Jost_500Medium", 0.02, 1.28),
        radius=2, tint=0.5, turn=20, enter_s=0.9, stagger_s=0.13, rise=22, overshoot=0.0, stage="arch", mark="rule",
        shout=(), light=0.962, night=0.165, night_hue=62, ground=(84, 0.014), second=(0.80, 0.075, 84), shadow="none",
    ),
    "playful": Style(
        display=Face("Fredoka_600SemiBold", -0.015, 1.04),
        title=Face("Fredoka_600SemiBold", -0.008, 1.14),
        body=Face("Nunito_600SemiBold", 0.0, 1.36),
        label=Face("Fredoka_600SemiBold", 0.005, 1.25),
        figure=Face("Fredoka_600SemiBold", -0.02, 0.98),
        caption=Face("Fredoka_600SemiBold", 0.0, 1.22),
        radius=52, tint=2.6, turn=-110, enter_s=0.5, stagger_s=0.07, rise=64, overshoot=0.09, stage="blob", mark="dot",
        shout=("title_card", "closing"), light=0.955,
    ),
    "corporate": Style(
        display=Face("IBMPlexSans_600SemiBold", -0.025, 1.12),
        title=Face("IBMPlexSans_600SemiBold", -0.015, 1.2),
        body=Face("IBMPlexSans_500Medium", 0.0, 1.4),
        label=Face("IBMPlexSans_600SemiBold", 0.005, 1.3),
        figure=Face("IBMPlexSans_600SemiBold", -0.04, 1.0),
        caption=Face("IBMPlexSans_600SemiBold", 0.0, 1.28),
        radius=12, tint=0.8, turn=-32, enter_s=0.6, stagger_s=0.08, rise=28, overshoot=0.0, stage="disc", mark="square",
        shout=("closing",), light=0.978,
    ),
    "news": Style(
        display=Face("Archivo_800ExtraBold", -0.028, 1.02),
        title=Face("Archivo_700Bold", -0.018, 1.12),
        body=Face("SourceSerif4_500Medium", 0.0, 1.36),
        label=Face("Archivo_700Bold", 0.035, 1.2, True),
        figure=Face("Archivo_800ExtraBold", -0.045, 0.96),
        caption=Face("Archivo_700Bold", -0.005, 1.22),
        radius=0, tint=0.35, turn=-150, enter_s=0.32, stagger_s=0.05, rise=24, overshoot=0.0, stage="block", mark="square",
        shout=("title_card",), light=0.962, shadow="none",
    ),
    "handmade": Style(
        display=Face("Caveat_700Bold", -0.01, 0.98, grow=1.34),
        title=Face("ShantellSans_700Bold", -0.01, 1.16),
        body=Face("ShantellSans_500Medium", 0.0, 1.36),
        label=Face("ShantellSans_700Bold", 0.0, 1.25),
        figure=Face("Caveat_700Bold", -0.02, 0.95, grow=1.2),
        caption=Face("ShantellSans_700Bold", 0.0, 1.25),
        radius=22, tint=1.4, turn=-70, enter_s=0.55, stagger_s=0.1, rise=34, overshoot=0.06, stage="blob", mark="dot",
        shout=("closing",), light=0.955, ground=(82, 0.026), second=(0.72, 0.13, 42),
    ),
    "minimal": Style(
        display=Face("InterTight_600SemiBold", -0.035, 1.06),
        title=Face("InterTight_600SemiBold", -0.022, 1.16),
        body=Face("InterTight_500Medium", -0.005, 1.4),
        label=Face("InterTight_600SemiBold", 0.0, 1.3),
        figure=Face("InterTight_500Medium", -0.055, 1.0),
        caption=Face("InterTight_600SemiBold", 0.0, 1.28),
        radius=8, tint=0.25, turn=24, enter_s=0.7, stagger_s=0.1, rise=18, overshoot=0.0, stage="disc", mark="rule",
        shout=(), light=0.982, night=0.165, shadow="none",
    ),
    "retro": Style(
        display=Face("Shrikhand_400Regular", -0.008, 1.04),
        title=Face("Rubik_700Bold", -0.012, 1.14),
        body=Face("Rubik_500Medium", 0.0, 1.36),
        label=Face("Rubik_700Bold", 0.03, 1.25, True),
        figure=Face("Shrikhand_400Regular", -0.015, 1.0),
        caption=Face("Rubik_700Bold", 0.0, 1.22),
        radius=18, tint=2.0, turn=45, enter_s=0.5, stagger_s=0.09, rise=48, overshoot=0.05, stage="arch", mark="square",
        shout=("title_card", "closing"), light=0.935, ground=(83, 0.048), second=(0.62, 0.09, 190), shadow="hard",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """Colours by role. `fields` are the tones a background may take; text, muted and accent_text read on all of them."""

    style: Style
    is_dark: bool
    brand: Rgb
    bg: Rgb
    fields: tuple[Rgb, ...]
    surface: Rgb
    line: Rgb
    text: Rgb
    muted: Rgb
    accent: Rgb
    accent_text: Rgb
    on_accent: Rgb
    accent2: Rgb
    ink: Rgb
    paper: Rgb

    def grounds(self) -> tuple[Rgb, ...]:
        """Everything that text may lie on."""
        return (self.bg, self.surface, *self.fields)


def derive(look: spec.Look, ground: str | None = None, *, shouts: bool = False) -> Theme:
    """Theme of a look. `ground` ('#RRGGBB') is a background asked for by name; `shouts` puts the brand colour itself behind.

    Raises UnknownLook for a name without a style.
    """
    if look.name not in STYLES:
        raise UnknownLook(f"look {look.name!r} is not one of ours; choose one of {', '.join(STYLES)}")
    style = _set_in(STYLES[look.name], look.headline, look.body)
    brand = color.parse(look.color)
    second = color.parse(look.accent) if look.accent else _second(brand, style)
    if ground is not None:
        return _accented(_on(color.parse(ground), style, brand, second), look)
    if shouts:
        return _on(_own_ground(brand), style, brand, second, shouts=True)
    _, chroma, hue = color.to_oklch(brand)
    if not look.dark:
        own_hue, own_chroma = style.ground or (hue, min(chroma, 0.16) * 0.085 * style.tint)
        return _accented(_on(color.oklch(style.light, own_chroma, own_hue), style, brand, second), look)
    # A dark yellow or red is brown: warm brands stand on blue-black, which also makes them glow.
    cool = style.night_hue if style.night_hue is not None else hue if 150 < hue < 330 else _NIGHT_HUE
    night = color.oklch(style.night, min(0.03, 0.016 * style.tint + 0.06 * chroma), cool)
    return _accented(_on(night, style, brand, second), look)


def _accented(made: Theme, look: spec.Look) -> Theme:
    """With the brand's own accent on shapes (rules, chips, the word that is spoken); letters keep the main colour."""
    if look.accent is None or color.distance(made.brand, made.bg) < 0.14:
        return made
    accent = _solid(made.accent2, made.paper)
    if color.contrast(accent, made.bg) < SEEN:
        return made
    return replace(made, accent=accent, on_accent=_on_accent(accent, accent, made.ink, made.paper, is_own=False))


def _set_in(style: Style, headline: str | None, body: str | None) -> Style:
    """The style in a brand's own families: words that are shown large in its heaviest face, running text in its lightest."""
    if headline:
        heavy = _faces_of(headline)[-1]
        display, title, figure, label, caption = (
            replace(face, font=heavy, grow=1.0) for face in (style.display, style.title, style.figure, style.label, style.caption)
        )
        style = replace(style, display=display, title=title, figure=figure, label=label, caption=caption)
    if body:
        style = replace(style, body=replace(style.body, font=_faces_of(body)[0], grow=1.0))
    return style


def _faces_of(family: str) -> list[str]:
    """File stems of a family's faces, the lightest first; raises FontMissing."""
    start = family.replace(" ", "") + "_"
    found = sorted((path.stem for path in FONTS.glob(f"{start}*.ttf")), key=lambda stem: stem.removeprefix(start))
    if not found:
        raise FontMissing(f"no face of {family!r} is in the renderer's fonts folder; choose one of the families that are")
    return found


def on_picture(theme: Theme) -> Theme:
    """The same look for text on a picture that `scrim_alpha` has darkened."""
    _, chroma, hue = color.to_oklch(theme.bg)
    dark = _on(color.oklch(0.17, min(chroma, 0.03), hue), theme.style, theme.brand, theme.accent2)
    # The picture may be anything from black to what the scrim leaves of white, so both ends must carry the text.
    worst = color.over(dark.ink, color.WHITE, scrim_alpha(dark.ink, dark.paper))
    return replace(
        dark,
        text=dark.paper,
        muted=color.readable(dark.muted, worst, dark.ink),
        accent_text=color.readable(theme.brand, worst, dark.ink),
    )


def scrim_alpha(ink: Rgb, text: Rgb, behind: Rgb = color.WHITE) -> float:
    """Least opacity (steps of 0.01) of `ink` that gives `text` 4.5:1 over a picture no lighter than `behind`."""
    for percent in range(101):
        if color.contrast(text, color.over(ink, behind, percent / 100)) >= READABLE:
            return percent / 100
    raise ValueError(f"text {text!r} is not readable on {ink!r} itself; pick a lighter text")


def _own_ground(brand: Rgb) -> Rgb:
    """The brand colour as a ground: deep enough for white letters unless it is a bright one, which carries dark ones."""
    lightness, chroma, hue = color.to_oklch(brand)
    ground = color.oklch(min(0.9, max(0.34, lightness)), chroma, hue)
    if lightness < 0.66:
        ground = color.readable(ground, color.oklch(0.975, 0.005, hue), ratio=5.2)
    return ground


def _second(brand: Rgb, style: Style) -> Rgb:
    """A second accent: the brand's hue turned by the look, never duller than a colour should be."""
    if style.second:
        return color.oklch(*style.second)
    lightness, chroma, hue = color.to_oklch(brand)
    return color.oklch(min(0.82, max(0.62, lightness + 0.12)), max(0.09, min(0.17, chroma * 0.9)), hue + style.turn)


def _on(bg: Rgb, style: Style, brand: Rgb, second: Rgb, *, shouts: bool = False) -> Theme:
    lightness, chroma, hue = color.to_oklch(bg)
    trace = min(chroma, 0.03) * min(style.tint, 1.5)
    ink, paper = color.oklch(0.19, trace, hue), color.oklch(0.975, min(trace, 0.012), hue)
    is_dark = color.contrast(paper, bg) >= color.contrast(ink, bg)
    away = 0.05 if is_dark else -0.045
    text = color.readable(paper if is_dark else ink, bg, ratio=5.6)
    fields = tuple(_field(bg, tone, share, text) for tone, share in _tones(bg, brand, second, is_dark=is_dark))
    surface = _surface(bg, lightness, chroma, hue, away, text)
    grounds = (bg, surface, *fields)
    # On the brand's own colour an accent is light or dark, as print has it: one ink and the paper.
    is_own = shouts or color.distance(brand, bg) < 0.14
    accent = (paper if is_dark else ink) if is_own else _solid(brand, paper)
    return Theme(
        style=style,
        is_dark=is_dark,
        brand=brand,
        bg=bg,
        fields=fields,
        surface=surface,
        line=color.mix(bg, text, 0.16),
        text=text,
        muted=color.readable(color.mix(text, bg, 0.32), *grounds, ratio=_SMALL),
        accent=accent,
        accent_text=text if is_own else color.readable(brand, *grounds, ratio=_SMALL),
        on_accent=_on_accent(accent, brand, ink, paper, is_own=is_own),
        accent2=second,
        ink=ink,
        paper=paper,
    )


def _solid(brand: Rgb, paper: Rgb) -> Rgb:
    """The brand colour as a shape that carries words: a middling one goes a shade deeper, so that they can be white."""
    return color.readable(brand, paper, ratio=5.2) if color.to_oklch(brand)[0] < 0.66 else brand


def _on_accent(accent: Rgb, brand: Rgb, ink: Rgb, paper: Rgb, *, is_own: bool) -> Rgb:
    if is_own:
        return color.readable(brand, accent, ratio=_SMALL)
    return color.readable(max((ink, paper), key=lambda tone: color.contrast(tone, accent)), accent, ratio=5.0)


def _tones(bg: Rgb, brand: Rgb, second: Rgb, *, is_dark: bool) -> tuple[tuple[Rgb, float], ...]:
    """Which colours a background mixes in, and how much: a warm one over a blue night is a glimmer, or it turns to mud."""
    lightness, chroma, hue = color.to_oklch(bg)
    away = abs((color.to_oklch(brand)[2] - hue + 180) % 360 - 180)
    if is_dark and lightness < 0.3 and chroma > 0.005 and away > 70:
        night = color.oklch(0.52, 0.13, hue + 8)
        return (night, 0.40), (brand, 0.20), (night, 0.18), (second, 0.12)
    return (brand, 0.34), (_beside(second, brand), 0.30), (brand, 0.14), (_beside(second, brand), 0.14)


def _beside(second: Rgb, brand: Rgb) -> Rgb:
    """The second accent as a ground has it: near the brand on the wheel and quieter, or two colours would have equal say."""
    lightness, chroma, hue = color.to_oklch(second)
    own = color.to_oklch(brand)[2]
    turn = (hue - own + 180) % 360 - 180
    if 20 < own < 110:
        # Dark yellows are olive: beside an orange a ground goes towards red.
        turn = -abs(turn)
    return color.oklch(lightness, min(chroma, 0.11), own + max(-_NEAR, min(_NEAR, turn)))


def _field(bg: Rgb, tone: Rgb, share: float, text: Rgb) -> Rgb:
    """`tone` seen through `bg` as strongly as leaves text (and, with a margin, an accent of its own) readable."""
    for step in range(24):
        field = color.mix(bg, tone, share * (1 - step / 24))
        lift = color.to_oklch(field)[0] - color.to_oklch(bg)[0]
        if color.contrast(text, field) >= READABLE + 0.3 and -0.12 <= lift <= 0.19:
            return field
    return bg


def _surface(bg: Rgb, lightness: float, chroma: float, hue: float, away: float, text: Rgb) -> Rgb:
    """A card's tone: lighter than a light ground (as paper on a desk), lighter than a dark one too; else the ground's."""
    lift = 0.022 if away < 0 and lightness > 0.9 else 0.05
    for level in (lightness + lift, lightness - 0.05, lightness):
        surface = color.oklch(level, chroma * 0.8, hue)
        if color.contrast(text, surface) >= READABLE + 0.3:
            return surface
    return bg
