"""The gallery shows every layout there is, and its reel leads from one scene to the next."""

from pathlib import Path

import av
import pytest

from renderer import gallery
from renderer.look import names
from tools.layouts import misfit


def test_every_layout_has_a_sample_that_it_can_show(tmp_path: Path) -> None:
    from memory.domain.storyboard import OnScreen

    media = gallery.drawn_props(tmp_path)
    dress = gallery.Dress("#3B5BDB", "mesh", "crossfade")
    for layout in names.LAYOUTS:
        text = gallery.sample(layout, dress, media).text
        shown = OnScreen(headline=text.headline, body=text.body, figure=text.figure, points=text.points)
        assert misfit(layout, shown, has_media=True, has_logo=True) == "", layout  # type: ignore[arg-type]


@pytest.mark.parametrize("transition", ["cut", "iris"])
def test_a_part_of_the_reel_is_as_long_as_its_scenes(tmp_path: Path, transition: str) -> None:
    dress = gallery.Dress("#D9542B", "sunburst", transition)
    media = gallery.drawn_props(tmp_path)
    out = gallery.reel_part("retro", dress, ("title_card", "quote"), "16x9", media, tmp_path / "part.mp4")
    with av.open(str(out)) as film:
        frames = sum(1 for _ in film.decode(video=0))
    assert frames == 2 * gallery.sample("quote", dress, media).frames
