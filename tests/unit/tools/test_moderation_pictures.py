"""Pictures are held against the rule on nakedness by the score of their worst frame."""

import av
import numpy as np
import pytest
from PIL import Image

from memory.files import FolderFiles
from tools import assets
from tools.errors import AssetRefused
from tools.moderation import pictures


def picture(folder, color=(200, 30, 30)):
    path = folder / "mug.png"
    Image.new("RGBA", (64, 48), (*color, 255)).save(path)
    return path


def clip(folder):
    path = folder / "clip.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(20):
            shade = 255 if number > 14 else 0
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), shade, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


@pytest.mark.parametrize(("score", "action"), [(0.2, None), (0.6, "review"), (0.95, "refuse")])
def test_the_score_decides(tmp_path, monkeypatch, score, action):
    monkeypatch.setattr(pictures, "_score", lambda shown: score)
    found = pictures.seen(picture(tmp_path), "image", "mug.png")
    assert (found and (found.rule, found.action, found.confidence)) == (action and ("nudity", action, score))


def test_the_worst_frame_of_a_clip_counts(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "_score", lambda shown: 0.9 if np.asarray(shown).mean() > 200 else 0.0)
    assert pictures.seen(clip(tmp_path), "video", "clip.mp4").action == "refuse"


def test_an_upload_that_breaks_the_rule_is_refused_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "_score", lambda shown: 0.95)
    with pytest.raises(AssetRefused, match=r"mug.png.*nudity"):
        assets.accept(picture(tmp_path), "mug.png", FolderFiles(tmp_path / "files"))


def test_a_plain_picture_passes_the_real_model(tmp_path):
    assert pictures.seen(picture(tmp_path), "image", "mug.png") is None
