"""What an upload shows and says that is held against the policy: the words in it, its speech, and how naked it is.

It is looked at in a process of its own, whose memory goes when it ends; what it needs is handed over as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from memory.domain.findings import Finding
from memory.domain.storyboard import Storyboard
from tools.bounded import Bounds, OutOfBounds, ask
from tools.errors import UploadUnseen
from tools.moderation.pictures import Kind, frames, judged, nakedness
from tools.moderation.rules import Policy

# Its sound is decoded by a program of tools.takeapart.decode with bounds of its own, which these may not be below.
BOUNDS = Bounds(memory=4_000_000_000, cpu_s=3600, written=1_000_000)
MOST_S = 300.0
READ_FRAMES = 4  # of a clip
MOST_HEARD_S = 300.0  # of a clip, from its beginning; a film shows less of it


@dataclass(frozen=True)
class Sight:
    """The words in an upload, a line each, how naked its worst frame is, 0 to 1, and its speech; None where nobody listened."""

    words: str
    nude: float
    spoken: str | None = None


See = Callable[[str, str, Kind], Sight]
"""Looks at an upload of a project: its id, the upload's sha256, and what it is."""


def looked_at(path: Path, kind: Kind, weights: Sequence[Path], ears: Mapping[str, Path] | None = None) -> Sight:
    """Looks at a picture or clip that was stored by us, and listens to it; `weights` are those of tools.picture_words, `ears`
    those of tools.transcribing, None where they are not installed. Raises UploadUnseen.
    """
    asked: dict[str, Any] = {"path": str(path), "kind": kind, "weights": [str(one) for one in weights]}
    asked |= {"ears": {known: str(one) for known, one in ears.items()}} if ears else {}
    try:
        _, answer = ask(__name__, asked, BOUNDS, MOST_S)
    except OutOfBounds as error:
        raise UploadUnseen("an upload of this film could not be checked; hand it in again, smaller or shorter") from error
    return Sight(**json.loads(answer))


def in_uploads(board: Storyboard, see: Callable[[str, Kind], Sight], policy: Policy) -> tuple[dict[str, str], dict[str, Finding]]:
    """What a film's uploads show: words and speech by place, and by sha256 what is wrong with a picture itself."""
    shown: dict[str, tuple[str, str, Kind]] = {}
    for number, scene in enumerate(board.scenes, 1):
        if scene.media is not None:
            name = scene.media.name or scene.media.kind
            shown.setdefault(scene.media.sha256, (f"scene {number}, in {name}", name, scene.media.kind))
    if board.logo is not None:
        shown.setdefault(board.logo.sha256, ("in the logo", "the logo", "image"))
    words, wrong = {}, {}
    for sha256, (where, name, kind) in shown.items():
        sight = see(sha256, kind)
        if sight.words:
            words[where] = sight.words
        if sight.spoken:
            words[f"{where}, spoken"] = sight.spoken
        if found := judged(sight.nude, name, policy):
            wrong[sha256] = found
    return words, wrong


def main() -> int:
    """The process: a request as JSON on standard input, what was seen as JSON on standard output."""
    asked: Mapping[str, Any] = json.load(sys.stdin)
    from tools.picture_words import PictureReader

    path, kind = Path(asked["path"]), asked["kind"]
    reader = PictureReader([Path(one) for one in asked["weights"]])
    lines: dict[str, None] = {}
    for picture in frames(path, kind, READ_FRAMES):
        lines |= dict.fromkeys(line.text for line in reader.lines(np.asarray(picture)))
    sight = Sight("\n".join(lines), round(nakedness(path, kind), 3), _heard(path, kind, asked.get("ears")))
    sys.stdout.write(json.dumps(asdict(sight)))
    return 0


def _heard(path: Path, kind: Kind, ears: Mapping[str, str] | None) -> str | None:
    if kind == "image" or not ears:
        return "" if kind == "image" else None
    from tools.transcribing import Whisper

    hear = Whisper({known: Path(one) for known, one in ears.items()}, threads=1)
    return "\n".join(said.text for said in hear(path, [(0.0, MOST_HEARD_S)]))


if __name__ == "__main__":
    sys.exit(main())
