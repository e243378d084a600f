"""Thumbnails exist for every shape of film on every ground."""

import pytest

from renderer.look import names
from renderer.spec import Background, Canvas, Scene, Text
from renderer.stills import thumbnail


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350)])
@pytest.mark.parametrize("kind", names.BACKGROUNDS)
def test_a_thumbnail_has_the_shape_of_its_film(width: int, height: int, kind: str) -> None:
    scene = Scene(id="s1", frames=60, layout="title_card", text=Text(headline="Hello"), background=Background(kind=kind))
    picture = thumbnail(scene, Canvas(width=width, height=height))
    assert picture[:2] == b"\xff\xd8"
    assert len(picture) > 1000
