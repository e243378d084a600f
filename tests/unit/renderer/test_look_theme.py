"""Colours that are read keep their contrast whatever the brand's colour is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer import spec
from renderer.errors import FontMissing, UnknownLook
from renderer.look import color, theme
from renderer.look.names import LOOKS

hexes = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


@given(brand=hexes, ground=st.none() | hexes, name=st.sampled_from(LOOKS), dark=st.booleans(), shouts=st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_text_role_reads_on_everything_it_may_lie_on(
    brand: str, ground: str | None, name: str, dark: bool, shouts: bool
) -> None:
    made = theme.derive(spec.Look(name=name, color=brand, dark=dark), ground, shouts=shouts)
    for role in (made.text, made.muted, made.accent_text):
        assert min(color.contrast(role, behind) for behind in made.grounds()) >= 4.49
    assert color.contrast(made.on_accent, made.accent) >= 4.49


@given(brand=hexes, name=st.sampled_from(LOOKS))
@settings(max_examples=60, deadline=None)
def test_text_on_a_picture_reads_on_white_and_on_black_under_the_scrim(brand: str, name: str) -> None:
    made = theme.on_picture(theme.derive(spec.Look(name=name, color=brand)))
    alpha = theme.scrim_alpha(made.ink, made.paper)
    for picture in (color.WHITE, color.BLACK):
        behind = color.over(made.ink, picture, alpha)
        assert min(color.contrast(role, behind) for role in (made.text, made.muted, made.accent_text)) >= 4.4


def test_a_ground_asked_for_by_colour_is_that_colour() -> None:
    made = theme.derive(spec.Look(), "#102A43")
    assert color.rgb8(made.bg) == (0x10, 0x2A, 0x43)
    assert made.is_dark


def test_dark_looks_are_dark_and_light_ones_light() -> None:
    assert color.luminance(theme.derive(spec.Look(dark=True)).bg) < 0.03
    assert color.luminance(theme.derive(spec.Look(dark=False)).bg) > 0.8


def test_unknown_look_names_the_choices() -> None:
    with pytest.raises(UnknownLook, match=r"'neon'.*clean, editorial"):
        theme.derive(spec.Look(name="neon"))


@given(brand=hexes)
@settings(max_examples=100, deadline=None)
def test_oklch_round_trip_keeps_a_colour(brand: str) -> None:
    parsed = color.parse(brand)
    again = color.oklch(*color.to_oklch(parsed))
    assert max(abs(one - other) for one, other in zip(parsed, again, strict=True)) < 0.006


def test_contrast_of_black_and_white_is_twenty_one() -> None:
    assert color.contrast(color.BLACK, color.WHITE) == pytest.approx(21)


def test_short_colour_is_refused() -> None:
    with pytest.raises(ValueError, match="#RRGGBB"):
        color.parse("#ABC")


def test_a_brand_s_families_replace_the_look_s_own() -> None:
    style = theme.derive(spec.Look(name="clean", headline="Source Serif 4", body="Jost")).style
    assert (style.display.font, style.title.font) == ("SourceSerif4_500Medium", "SourceSerif4_500Medium")
    assert style.body.font == "Jost_400Regular"


def test_a_family_that_is_not_here_is_refused() -> None:
    with pytest.raises(FontMissing, match="Circular"):
        theme.derive(spec.Look(name="clean", headline="Circular"))
