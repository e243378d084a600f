"""Ten real briefs, ten films: what was asked for beside what came out. `python -m evals.films OUT_DIR [ID ...]`.

Every figure is read from the finished file or from the stored storyboard, not from what the agency said about itself.
"""

from __future__ import annotations

import difflib
import json
import random
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import pyloudnorm
from scipy.signal import resample_poly

CASES = Path(__file__).parent / "cases" / "films.jsonl"


@dataclass(frozen=True)
class Row:
    """One film. Lengths in seconds, loudness in LUFS, peak in dBTP; `facts` are (found, wanted).

    `heard` are words recognised in order, of those by chance, and words in the script; `shape` is asked and real aspect.
    """

    id: str
    shape: tuple[str, str]
    asked_s: float
    real_s: float
    picture_minus_sound_s: float
    facts: tuple[int, int]
    heard: tuple[int, int, int]
    loudness_lufs: float
    true_peak_dbtp: float
    understand_s: float
    first_playable_s: float
    preview_s: float
    final_s: float
    wall_s: float
    cpu_s: float


def main() -> None:
    """Make the films and write films.json beside them."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    wanted = set(sys.argv[2:])
    cases = [json.loads(line) for line in CASES.read_text().splitlines()]
    chosen = [case for case in cases if not wanted or case["id"] in wanted]
    made = [row for row in (_film(case, out) for case in chosen) if row]
    (out / "films.json").write_text(json.dumps([asdict(row) for row in made], indent=1))
    if len(made) < len(chosen):
        raise SystemExit(f"{len(chosen) - len(made)} of {len(chosen)} films were not made; see the lines above")


def _film(case: dict[str, Any], out: Path) -> Row | None:
    video = out / f"{case['id']}.mp4"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    command = [str(Path(sys.executable).parent / "agency"), "make", case["text"], "--yes", "--json", "--out", str(video)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    made = json.loads(done.stdout or "{}")
    if done.returncode or not made.get("video"):
        print(f"{case['id']}: {made.get('question') or done.stderr.strip()}", file=sys.stderr)
        return None
    (out / f"{case['id']}.json").write_text(json.dumps(made, indent=1))
    words = " ".join(text for scene in made["scenes"] for text in (scene["narration"], *scene["on_screen"]))
    picture_s, sound = _streams(video)
    timings = made["timings"]
    row = Row(
        id=case["id"],
        shape=(case["aspect"], made["aspect"]),
        asked_s=case["seconds"],
        real_s=round(picture_s, 3),
        picture_minus_sound_s=round(picture_s - sound.shape[1] / 48_000, 3),
        facts=(sum(fact in words for fact in case["facts"]), len(case["facts"])),
        heard=_heard(sound, " ".join(scene["narration"] for scene in made["scenes"])),
        loudness_lufs=round(float(pyloudnorm.Meter(48_000).integrated_loudness(sound.T)), 2),
        true_peak_dbtp=round(20 * float(np.log10(np.abs(resample_poly(sound, 4, 1, axis=1)).max())), 2),
        first_playable_s=timings.get("first_playable_s", 0.0),
        understand_s=timings.get("understand_s", 0.0),
        preview_s=timings.get("whole_preview_s", 0.0),
        final_s=timings.get("render_s", 0.0),
        wall_s=round(wall, 1),
        cpu_s=round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
    )
    print(json.dumps(asdict(row)), flush=True)
    return row


def _streams(video: Path) -> tuple[float, np.ndarray]:
    """Length of the picture in seconds, and the sound as float32 (2, n) at 48 kHz."""
    with av.open(str(video)) as container:
        frames = sum(1 for _ in container.decode(video=0))
    with av.open(str(video)) as container:
        sound = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    return frames / 30, sound


def _heard(sound: np.ndarray, script: str) -> tuple[int, int, int]:
    """Words of the script that a recogniser who does not know it hears in their order; by chance; in the script.

    By chance: the same words in another order. Forced alignment was tried and tells nothing: it also finds the words of
    another film.
    """
    from pocketsphinx import Decoder

    pcm = (resample_poly(sound.mean(axis=0), 1, 3) * 32767).clip(-32768, 32767).astype(np.int16)
    decoder = Decoder(samprate=16_000, loglevel="FATAL")
    decoder.start_utt()
    decoder.process_raw(pcm.tobytes(), full_utt=True)
    decoder.end_utt()
    heard = decoder.hyp().hypstr.split() if decoder.hyp() else []
    words = [word.strip(".,!?;:'\"()").lower() for word in script.split()]
    shuffled = random.Random(7).sample(words, len(words))
    return _in_order(words, heard), _in_order(shuffled, heard), len(words)


def _in_order(words: list[str], heard: list[str]) -> int:
    blocks = difflib.SequenceMatcher(None, words, heard, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


if __name__ == "__main__":
    main()
