"""The mark in the picture over films and what happens to them: found or not, seen or not, and never where there is none.

Fifty films of one second, from the stories of cases/look.jsonl in every look and shape; every fifth shows a full-frame texture.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from evals.look import LookCase, boards, spoken
from evals.mark_attacks import ATTACKS, Frames, decoded, luma
from memory.domain.storyboard import Media
from renderer import encode, marking, spec
from renderer.gallery import drawn_media
from renderer.look import names
from renderer.planes import Planes
from renderer.scene import LOOK, body
from tools.compile import render_spec
from tools.provenance import finding
from tools.timing import schedule

FILMS, FRAMES = 50, 30
TEXTURED = 5
WORKERS = 3
KEYS = 40  # other keys that each unmarked film is searched with, to see the bound at work


def run(cases: Sequence[LookCase], films: int = FILMS) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A row for each film with t per attack (0 where the id was not read), and the table."""
    rows: list[dict[str, Any]] = []
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        with ProcessPoolExecutor(WORKERS, get_context("spawn")) as workers:
            measuring = [
                (title, workers.submit(_measured, scene, canvas, number, Path(name)))
                for number, (title, scene, canvas) in enumerate(_scenes(cases, films, Path(name)))
            ]
            for title, measured in measuring:
                row = {"id": title, **measured.result()}
                found.update(attack for attack, strength in row["strength"].items() if strength)
                rows.append(row)
                print(f"{title:<34} least t {min(row['strength'].values()):5.1f}  {row['psnr_db']} dB", flush=True)
    return rows, _summary(rows, found)


def _summary(rows: list[dict[str, Any]], found: Counter[str]) -> dict[str, Any]:
    table = {
        attack: {"found": f"{found[attack]}/{len(rows)}", "least_t": min(row["strength"][attack] for row in rows)}
        for attack in ATTACKS
    }
    return {
        "threshold_t": round(finding.THRESHOLD, 2),
        "attacks": table,
        "unmarked_taken_for_marked": f"{sum(row['unmarked_found'] for row in rows)}/{len(rows)}",
        "unmarked_most_t": max(row["unmarked_t"] for row in rows),
        "other_keys": {"searched": KEYS * len(rows), "most_t": max(row["other_keys_t"] for row in rows)},
        "psnr_db": {"least": min(row["psnr_db"] for row in rows), "median": float(np.median([row["psnr_db"] for row in rows]))},
        "file_growth_percent_median": round(float(np.median([row["file_growth_percent"] for row in rows])), 1),
    }


def _scenes(cases: Sequence[LookCase], films: int, folder: Path) -> Iterator[tuple[str, spec.Scene, spec.Canvas]]:
    """One scene of each of `films` films, spread over stories, looks, shapes and layouts."""
    drawn, texture = drawn_media(folder), _texture(folder)
    every = [board for number, case in enumerate(cases) for board in boards(case, number)]
    for number, board in enumerate(every[:: max(1, len(every) // films)][:films]):
        at = number % len(board.scenes)
        scenes = list(board.scenes)
        if number % TEXTURED == TEXTURED - 1:
            scenes[at] = scenes[at].model_copy(update={"layout": "picture"})
        media = texture if number % TEXTURED == TEXTURED - 1 else drawn
        shown = [
            scene.model_copy(update={"media": Media(sha256=media.sha256, kind="image")})
            if scene.layout in ("picture", *names.FRAMES_MEDIA)
            else scene
            for scene in scenes
        ]
        board = board.model_copy(update={"scenes": tuple(shown)})
        film = render_spec(board, schedule(board, spoken, lambda scene: "voice"), lambda *asked, media=media: media)
        yield f"{number + 1} {board.theme.look} {board.aspect} {film.scenes[at].layout}", film.scenes[at], film.canvas


def _texture(folder: Path) -> spec.Asset:
    """A picture that is all fine detail, such as grass: noise whose strength falls with its frequency."""
    source, path = np.random.default_rng(11), folder / "texture.png"
    layers = [source.normal(0, 1, (1440 // 2**octave + 1, 2560 // 2**octave + 1)).astype(np.float32) for octave in range(8)]
    grown = sum(1.6**n * cv2.resize(layer, (2560, 1440), interpolation=cv2.INTER_CUBIC) for n, layer in enumerate(layers))
    grey = np.clip(grown / np.std(grown) * 36 + 110, 0, 255).astype(np.uint8)
    cv2.imwrite(str(path), np.dstack([grey // 2, grey, grey // 3 * 2]))
    return spec.Asset(sha256="7" * 64, path=path, kind="image")


def _measured(scene: spec.Scene, canvas: spec.Canvas, number: int, folder: Path) -> dict[str, Any]:
    mark = marking.mark_of(f"film {number}")
    clean, marked, psnr = _made(scene, canvas, mark)
    files = [folder / f"{number}-{name}.mp4" for name in ("clean", "marked")]
    encoding = encode.encoding_for(canvas, "final")
    for path, frames in zip(files, (clean, marked), strict=True):
        encode.encode_segment(path, _planes(frames, encoding), encoding)
    delivered = decoded(str(files[1]))
    strength = {}
    for name, attack in ATTACKS.items():
        read = finding.find(map(luma, attack(delivered)[::2]))  # as `agency verify` does
        strength[name] = round(read.strength, 1) if read and read.mark == mark else 0.0
    plain = decoded(str(files[0]))
    gathered = finding.gathered(map(luma, plain[::2]))
    assert gathered is not None
    searched = [finding.best(finding.folded(gathered, left)) for left in finding.LEFT]
    taken = [cells for t, cells in searched if t >= finding.THRESHOLD]
    return {
        "strength": strength,
        "psnr_db": round(psnr, 2),
        "file_growth_percent": round(100 * (files[1].stat().st_size / files[0].stat().st_size - 1), 1),
        "unmarked_found": any(finding.decoded(cells) is not None for cells in taken),
        "unmarked_t": round(max(t for t, _ in searched), 2),
        "other_keys_t": round(_other_keys(finding.folded(gathered, (1.0, 1.0)), number), 2),
    }


def _made(scene: spec.Scene, canvas: spec.Canvas, mark: int) -> tuple[Frames, Frames, float]:
    """A second from the middle of a scene without the mark and with it, and the PSNR of one's luma against the other's in dB."""
    planes = Planes(canvas.width, canvas.height)
    first = max(0, scene.frames // 2 - FRAMES // 2)
    clean, marked, errors = [], [], []
    for _ in body(scene, canvas, 1.0, LOOK, first, FRAMES, planes):
        clean.append(planes.buffer.copy())
        marking.put(planes, mark)
        marked.append(planes.buffer.copy())
        planes.buffer[:] = clean[-1]  # the painter goes on from what it painted
        errors.append(float(np.mean((luma(marked[-1]).astype(np.float32) - luma(clean[-1])) ** 2)))
    return clean, marked, 10 * float(np.log10(255**2 / np.mean(errors)))


def _planes(frames: Frames, encoding: encode.Encoding) -> Iterator[Planes]:
    planes = Planes(encoding.width, encoding.height)
    for frame in frames:
        planes.buffer[:] = frame
        yield planes


def _other_keys(tile: finding.Float, number: int) -> float:
    """The largest t at which the signs of any of KEYS other keys are met in an unmarked film, over all offsets."""
    source, most = np.random.default_rng(number), 0.0
    for _ in range(KEYS):
        signs = source.choice([-1, 1], (marking.ROWS, marking.COLUMNS)).astype(np.int8)
        most = max(most, finding.best(tile, signs)[0])
    return most
