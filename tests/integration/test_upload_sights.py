"""Words in pictures are held against the policy like any others, and a picture that a rule is unsure of waits for a person."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from memory.assets import Assets
from memory.domain.storyboard import Media, Scene, Storyboard
from memory.files import FolderFiles
from renderer.encode import Encoding, encode_segment, encode_sound, join
from renderer.planes import Planes, put_rgb
from renderer.spec import Utterance
from renderer.speech.engines import Voices
from tools.assets import accept
from tools.clearance import clear
from tools.errors import NeedsPerson, Refused
from tools.models import ModelStore
from tools.moderation.sights import Sight, looked_at
from tools.picture_words import WEIGHTS, PictureReader
from tools.transcribing import WHISPER
from ui.settings import Settings

FONT = next((Path(__file__).parents[2] / "renderer" / "look").rglob("*.ttf"))


@pytest.fixture(scope="module")
def weights() -> list[Path]:
    store = ModelStore(Settings().models_path)
    return [store.path(name) for name in WEIGHTS]


def poster(path: Path, *lines: str, turned: int = 0) -> Path:
    picture = Image.new("RGB", (1000, 160 * len(lines) + 80), "#f4f1ea")
    drawing = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        drawing.text((60, 60 + 160 * row), line, font=ImageFont.truetype(str(FONT), 56), fill="#1b2340")
    picture.rotate(turned, expand=True, fillcolor="#f4f1ea").save(path)
    return path


def test_lines_are_read_from_top_to_bottom(weights: list[Path], tmp_path: Path) -> None:
    reader = PictureReader(weights)
    shown = np.asarray(Image.open(poster(tmp_path / "a.png", "Open from 9 to 5", "Harbour Street 12")))
    assert [line.text for line in reader.lines(shown)] == ["Open from 9 to 5", "Harbour Street 12"]
    assert reader.lines(np.full((300, 400, 3), 200, np.uint8)) == []


def test_a_line_that_climbs_is_read(weights: list[Path], tmp_path: Path) -> None:
    shown = np.asarray(Image.open(poster(tmp_path / "a.png", "Open from 9 to 5", turned=8)))
    assert PictureReader(weights).text(shown) == "Open from 9 to 5"


def test_an_upload_is_looked_at_in_a_process_of_its_own(weights: list[Path], tmp_path: Path) -> None:
    files = FolderFiles(tmp_path / "files")
    accepted = accept(poster(tmp_path / "a.png", "Open from 9 to 5"), "a.png", files)
    sight = looked_at(files.path(accepted.sha256), "image", weights)
    assert sight.words == "Open from 9 to 5"
    assert sight.nude < 0.5


def with_picture(sight: Sight) -> None:
    scene = Scene(id="s1", narration="Welcome to our workshop.", media=Media(sha256="a" * 64, kind="image", name="wall.png"))
    board = Storyboard(title="Welcome", scenes=(scene,))
    clear(board, "p1", 1, see=lambda project_id, sha256, kind: sight)


def test_words_in_a_picture_stop_a_film_like_words_on_screen() -> None:
    with pytest.raises((Refused, NeedsPerson)) as stopped:
        with_picture(Sight("Double your money in 24 hours, guaranteed, no risk", 0.0))
    findings = stopped.value.findings if isinstance(stopped.value, Refused) else stopped.value.cases[0].findings
    assert findings[0].where == "scene 1, in wall.png"
    with_picture(Sight("Open from 9 to 5", 0.1))


def test_a_picture_that_the_rule_is_unsure_of_waits_for_a_person_and_the_decision_is_about_that_picture() -> None:
    with pytest.raises(NeedsPerson) as asked:
        with_picture(Sight("", 0.6))
    case = asked.value.cases[0]
    assert case.findings[0].rule == "nudity"
    assert "a" * 64 in case.words[0], "another picture of the same name would pass with it"


def test_what_was_seen_is_kept_beside_the_upload(database, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from memory.projects import Projects

    project = Projects(database).create("thread", "ana").id
    accepted = accept(poster(tmp_path / "a.png", "Open from 9 to 5"), "a.png", FolderFiles(tmp_path / "files"))
    assets = Assets(database)
    assets.add(accepted.record(project))
    assert assets.sight(project, accepted.sha256) is None
    assets.keep_sight(project, accepted.sha256, "Open from 9 to 5", 0.01, "Good morning.")
    words, nude, spoken = assets.sight(project, accepted.sha256) or ("", 1.0, None)
    assert (words, round(nude, 2), spoken) == ("Open from 9 to 5", 0.01, "Good morning.")


def test_what_is_said_in_a_clip_stops_a_film_like_its_own_words() -> None:
    scene = Scene(id="s1", narration="Welcome to our workshop.", media=Media(sha256="a" * 64, kind="video", name="clip.mp4"))
    board = Storyboard(title="Welcome", scenes=(scene,))

    def heard(spoken: str) -> None:
        clear(board, "p1", 1, see=lambda project_id, sha256, kind: Sight("", 0.0, spoken))

    with pytest.raises((Refused, NeedsPerson)) as stopped:
        heard("Hello there. Double your money in 24 hours, guaranteed, no risk.")
    findings = stopped.value.findings if isinstance(stopped.value, Refused) else stopped.value.cases[0].findings
    assert findings[0].where == "scene 1, in clip.mp4, spoken"
    heard("Hello there. We are open from nine to five.")


@pytest.mark.models
def test_a_clip_is_listened_to_in_that_process(weights: list[Path], tmp_path: Path) -> None:
    voice = Voices().speak(Utterance(text="Double your money in a day. It is guaranteed.", voice="hibari")).astype(np.float32)
    encode_sound(tmp_path / "sound.mp4", [np.stack([voice, voice])])
    planes = Planes(320, 180)
    put_rgb(planes, np.full((180, 320, 3), 90, np.uint8))
    frames = round(30 * voice.size / 48_000)
    encode_segment(tmp_path / "picture.mp4", (planes for _ in range(frames)), Encoding(320, 180, "superfast", 30, "animation"))
    join(tmp_path / "clip.mp4", [tmp_path / "picture.mp4"], tmp_path / "sound.mp4")
    store = ModelStore(Settings().models_path)
    sight = looked_at(tmp_path / "clip.mp4", "video", weights, {known: store.path(name) for known, name in WHISPER.items()})
    assert "double your money" in (sight.spoken or "").casefold()
    assert looked_at(tmp_path / "clip.mp4", "video", weights).spoken is None, "nobody listened"
