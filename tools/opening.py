"""Uploads are opened in a process of their own, with bounded memory and time: whatever a file does, only that process ends."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tools.bounded import Bounds, OutOfBounds, ask
from tools.errors import AssetRefused, ScriptUnreadable

if TYPE_CHECKING:
    from PIL import Image

What = Literal["picture", "vector", "clip", "script", "probe"]

MAX_PIXELS = 60_000_000
MAX_SIDE = 3840
PICTURES = ("PNG", "JPEG", "WEBP")
REFUSED = 3
BOUNDS: Mapping[What, tuple[Bounds, float]] = {
    "picture": (Bounds(memory=2_000_000_000, cpu_s=60, written=300_000_000), 90.0),
    "vector": (Bounds(memory=2_000_000_000, cpu_s=20, written=100_000_000), 40.0),
    "script": (Bounds(memory=1_500_000_000, cpu_s=60, written=1_000_000), 90.0),
    "clip": (Bounds(memory=4_000_000_000, cpu_s=3600, written=4_000_000_000), 900.0),
    "probe": (Bounds(memory=2_000_000_000, cpu_s=60, written=0), 60.0),
}


@dataclass(frozen=True)
class Opened:
    """What came of a file. Sizes are in pixels, `text` holds the words of a script, `told` what a video says of itself."""

    mime: str = ""
    width: int | None = None
    height: int | None = None
    duration_s: float | None = None
    text: str = ""
    told: dict[str, Any] | None = None


def open_apart(what: What, path: Path, name: str, out: Path | None = None, part: tuple[float, float] | None = None) -> Opened:
    """Opens a file as what its bytes say it is; the picture or clip made from it is written to `out`.

    `part` is the seconds of a clip that are wanted. Raises AssetRefused with one sentence.
    """
    bounds, most_s = BOUNDS[what]
    asked = {"what": what, "path": str(path), "name": name, "out": str(out or ""), "part": part}
    try:
        is_open, answer = ask("tools.opening", asked, bounds, most_s, REFUSED)
    except OutOfBounds as error:
        if error.took_too_long:
            raise AssetRefused(f"{name!r} takes too long to read; hand in a shorter or simpler one.") from error
        raise AssetRefused(f"{name!r} cannot be read within the memory a file may take; hand in a smaller one.") from error
    if not is_open:
        raise (ScriptUnreadable if what == "script" else AssetRefused)(answer)
    return Opened(**json.loads(answer))


def main() -> int:
    """The process: a request as JSON on standard input, what was found as JSON on standard output."""
    asked = json.load(sys.stdin)
    path, name, out = Path(asked["path"]), asked["name"], Path(asked["out"])
    try:
        opened = _opened(asked["what"], path, name, out, asked["part"])
    except AssetRefused as error:
        sys.stdout.write(str(error))
        return REFUSED
    except MemoryError:
        return 1
    sys.stdout.write(json.dumps(asdict(opened)))
    return 0


def _opened(what: What, path: Path, name: str, out: Path, part: list[float] | None) -> Opened:
    match what:
        case "picture":
            return _written(_picture(path, name), out)
        case "vector":
            from PIL import Image

            from tools.vector import rasterise

            return _written(Image.open(io.BytesIO(rasterise(path, name))).convert("RGBA"), out)
        case "script":
            from tools.scripts import script_text

            return Opened(text=script_text(path, name))
        case "clip":
            from tools.clips import normalise

            return Opened("video/mp4", *normalise(path, out, name, (part[0], part[1]) if part else None))
        case "probe":
            from tools.clips import facts

            return Opened(told=facts(path, name))


def _picture(path: Path, name: str) -> Image.Image:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path, formats=PICTURES) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise AssetRefused(
                    f"{name!r} has {picture.width} x {picture.height} pixels, more than I can use; hand in at most 60 megapixels."
                )
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError as error:
        raise AssetRefused(f"{name!r} says it has far more pixels than I can use; hand in at most 60 megapixels.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise AssetRefused(f"{name!r} is a damaged picture; export it again and hand in the new one.") from error
    upright.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    return upright.convert("RGBA" if has_alpha else "RGB")


def _written(picture: Image.Image, out: Path) -> Opened:
    """Written anew, so that nothing but pixels is kept: PNG where it is transparent or small, else JPEG of high quality."""
    is_drawn = picture.mode == "RGBA" or picture.getcolors(4096) is not None
    # A fresh picture of the same pixels: what the file said beside them would be written along.
    clean = picture.copy()
    clean.info = {}
    if is_drawn:
        clean.save(out, "PNG")
    else:
        clean.save(out, "JPEG", quality=95, subsampling=0)
    return Opened("image/png" if is_drawn else "image/jpeg", picture.width, picture.height)


if __name__ == "__main__":
    sys.exit(main())
