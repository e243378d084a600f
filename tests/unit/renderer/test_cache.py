from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from renderer import cache, encode
from renderer.spec import Asset, Canvas, Scene, Text, Utterance

CANVAS = Canvas(width=1920, height=1080)
SCENE = Scene(id="s1", frames=90, layout="title", text=Text(headline="Hello"))


def key(scene: Scene = SCENE, shape: tuple[object, ...] = ("body", 0, 60), canvas: Canvas = CANVAS, crf: int = 20) -> str:
    return cache.segment_key((scene,), shape, canvas, encode.Encoding(1920, 1080, "veryfast", crf, "animation"))


def test_the_key_follows_everything_that_changes_pixels() -> None:
    media = Asset(sha256="a" * 64, path=Path("/one.png"), kind="image")
    changed = [
        key(SCENE.model_copy(update={"text": Text(headline="Hallo")})),
        key(SCENE.model_copy(update={"media": media})),
        key(SCENE.model_copy(update={"media": media.model_copy(update={"sha256": "b" * 64})})),
        key(shape=("body", 60, 30)),
        key(canvas=Canvas(width=1080, height=1920)),
        key(crf=21),
    ]
    assert len({key(), *changed}) == 7


def test_the_key_leaves_out_names_and_folders() -> None:
    here, there = (Asset(sha256="a" * 64, path=Path(name), kind="image") for name in ("/here.png", "/there.png"))
    assert key(SCENE.model_copy(update={"id": "s9"})) == key()
    assert key(SCENE.model_copy(update={"media": here})) == key(SCENE.model_copy(update={"media": there}))


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    shelf = cache.Shelf(tmp_path, ".bin")

    def broken(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("disk is full")

    with pytest.raises(OSError, match="full"):
        shelf.put("ab12", broken)
    assert shelf.find("ab12") is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_beyond_its_bound_the_cache_loses_what_was_used_least_recently_of_every_shelf(tmp_path: Path) -> None:
    shelves = [cache.segments(tmp_path), cache.mixes(tmp_path), cache.segments(tmp_path)]
    for index, (shelf, name) in enumerate(zip(shelves, ("aa", "bb", "cc"), strict=True)):
        path = shelf.put(name, lambda path: path.write_bytes(b"x" * 100))
        os.utime(path, (1000 + index, 1000 + index))
    assert shelves[0].find("aa") is not None
    assert cache.keep_within(tmp_path, 200) == 100
    assert [shelf.find(name) is not None for shelf, name in zip(shelves, ("aa", "bb", "cc"), strict=True)] == [True, False, True]
    assert cache.keep_within(tmp_path, 0) == 0, "a film that is being made has found them"
    assert cache.keep_within(tmp_path, 0, spare_s=-1) == 200


def test_a_line_is_spoken_once(tmp_path: Path) -> None:
    spoken: list[str] = []

    def speak(utterance: Utterance) -> NDArray[np.float32]:
        spoken.append(utterance.text)
        return np.linspace(-1, 1, 50, dtype=np.float32)

    line = Utterance(text="Hello", voice="a")
    first, second = (cache.spoken(tmp_path, line, speak) for _ in range(2))
    cache.spoken(tmp_path, line.model_copy(update={"speed": 1.1}), speak)
    assert np.array_equal(first, second)
    assert spoken == ["Hello", "Hello"]
