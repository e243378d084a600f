"""`python -m evals.fuzz --minutes N`: parsers of what strangers hand in, fed with files that were bent out of shape.

A parser may take an input or decline it with one of its own errors; anything else is a crash, and its input is kept. Every
parser runs in a process of its own, so that one that takes the process down is seen too, and is started again.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from memory.domain.storyboard import OnScreen, Scene, Storyboard
from memory.errors import MemoryStoreError
from tools.bounded import Bounds, bounded
from tools.errors import ToolError

BOUNDS = Bounds(memory=3_000_000_000, cpu_s=24 * 3600, written=200_000_000)
ROUND = 300
BOARD = Storyboard(
    title="Lamp",
    scenes=(
        Scene(id="s1", narration="Meet the lamp.", on_screen=OnScreen(headline="Lamp")),
        Scene(id="s2", narration="It costs 89 euros."),
    ),
)
SCRIPT = "# Our film\n\n## Scene 1\n\nMeet the lamp. It costs $89.\n\n> note\n\n## Scene 2\n\n- one\n- two\n"
GUIDE = "# Acme guidelines\nVersion 3, 12 March 2026\n- Primary: Blue #1D4ED8\n| word | say |\n| --- | --- |\n| gadget | lamp |\n"
TABLE = 'name,price,valid until\nLamp,89.00,2026-03-01\n=SUM(B2:B9),,\n"a; b",1e999,-0\n'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 20 10"><style>.a{fill:red}</style><defs>'
    '<linearGradient id="g"><stop offset="1" stop-color="#fff"/></linearGradient></defs><g id="b" class="a" transform="scale(2)">'
    '<path d="M0 0 L5 5 A 1 2 3 0 1 4 4 Z" fill="url(#g)"/></g><use href="#b" x="3"/><text x="1">Acme</text></svg>'
)


@dataclass(frozen=True)
class Target:
    """A parser, whole inputs to start from, and how the file is called."""

    seeds: Callable[[], Sequence[bytes]]
    parse: Callable[[Path], object]
    name: str


def _pictures() -> Sequence[bytes]:
    from PIL import Image

    found = []
    for form, mode in (("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "RGB"), ("JPEG", "L"), ("WEBP", "RGBA")):
        target = io.BytesIO()
        Image.effect_noise((24, 16), 80).convert(mode).save(target, form)
        found.append(target.getvalue())
    return found


def _clips() -> Sequence[bytes]:
    import av
    import numpy as np

    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name, codec in (("a.mp4", "libx264"), ("b.webm", "libvpx"), ("c.mov", "mpeg4")):
            path = Path(folder) / name
            with av.open(str(path), "w") as container:
                stream: Any = container.add_stream(codec, rate=10)
                stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
                for number in range(4):
                    pixels = np.full((32, 32, 3), 60 * number, np.uint8)
                    container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
                container.mux(stream.encode())
            found.append(path.read_bytes())
    return found


def _words() -> Sequence[bytes]:
    import docx

    target = io.BytesIO()
    document = docx.Document()
    document.add_heading("Our film", 1)
    document.add_paragraph("Meet the lamp.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "price", "89"
    document.save(target)
    stored = io.BytesIO()
    # Without compression, so that what is bent is the document and not its checksum only.
    with zipfile.ZipFile(target) as packed, zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as plain:
        for entry in packed.infolist():
            plain.writestr(entry.filename, packed.read(entry))
    return [target.getvalue(), stored.getvalue()]


def _pages() -> Sequence[bytes]:
    lines = b"BT /F1 12 Tf 72 700 Td (Meet the lamp.) Tj 0 -20 Td (It costs 89.) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(lines), lines),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    return [bytes(out)]


def _texts(*texts: str) -> Callable[[], Sequence[bytes]]:
    return lambda: [text.encode() for text in texts] + [texts[0].encode("utf-16")]


def _parse_picture(path: Path) -> object:
    from tools.opening import _opened

    return _opened("picture", path, path.name, path.with_name("out.png"), None)


def _parse_drawing(path: Path) -> object:
    from tools.vector import rasterise

    return rasterise(path, path.name)


def _parse_clip(path: Path) -> object:
    from tools.clips import facts

    return facts(path, path.name)


def _parse_script(path: Path) -> object:
    from tools.scripts import script_text

    return script_text(path, path.name)


def _parse_guide(path: Path) -> object:
    from tools.brand.material import material
    from tools.brand.reading import read_items
    from tools.documents import read_document

    return read_items("Acme", read_document(path, path.name, 20), material(path, path.name))


def _parse_edited(path: Path) -> object:
    from memory.domain.script_document import read

    return read(path.read_bytes().decode("utf-8", "replace"), BOARD)


def _parse_policy(path: Path) -> object:
    from tools.moderation.rules import load_policy

    load_policy.cache_clear()
    return load_policy(path)


def _policy() -> Sequence[bytes]:
    rule = "- {id: a-rule, text: No., severity: refuse, way_out: Stop., patterns: ['bad {word}']"
    rule = rule + ", unless: [good], examples: {bad: [a], good: [b]}}"
    return [f"version: '1'\nterms: {{word: 'a|b'}}\nrules:\n{rule}\n".encode()]


def _edited() -> Sequence[bytes]:
    from memory.domain.script_document import write

    return [write(BOARD).encode(), SCRIPT.encode()]


TARGETS: dict[str, Target] = {
    "picture": Target(_pictures, _parse_picture, "photo.png"),
    "drawing": Target(_texts(DRAWING), _parse_drawing, "logo.svg"),
    "clip": Target(_clips, _parse_clip, "clip.mp4"),
    "script text": Target(_texts(SCRIPT, TABLE), _parse_script, "script.md"),
    "script word": Target(_words, _parse_script, "script.docx"),
    "script pdf": Target(_pages, _parse_script, "script.pdf"),
    "guideline": Target(_texts(GUIDE, TABLE, f"<html><body><h1>Acme</h1><p>{GUIDE}</p></body></html>"), _parse_guide, "guide.md"),
    "guideline pdf": Target(_pages, _parse_guide, "guide.pdf"),
    "guideline word": Target(_words, _parse_guide, "guide.docx"),
    "edited script": Target(_edited, _parse_edited, "edited.md"),
    "policy": Target(_policy, _parse_policy, "policy.yaml"),
}


@cache
def seeds_of(target: str) -> tuple[bytes, ...]:
    """Whole inputs of one parser."""
    return tuple(TARGETS[target].seeds())


def bent(target: str) -> st.SearchStrategy[bytes]:
    """Inputs of one parser with some bytes changed, cut out, doubled or put in; now and then nothing but noise."""
    places = st.floats(0, 1, exclude_max=True)
    bite = st.one_of(
        st.binary(max_size=8),
        st.sampled_from(
            [b"\xff\xff\xff\xff", b"\x00" * 8, b"-1", b"99999999999", b"<" * 50, b"[" * 200, b"\xf0\x9f\x8e\xac", b"%", b"*"]
        ),
    )
    change = st.tuples(st.sampled_from(("set", "cut", "double", "put")), places, st.integers(1, 64), bite)
    changed = st.builds(_changed, st.sampled_from(seeds_of(target)), st.lists(change, min_size=1, max_size=12))
    return st.one_of(changed, changed, changed, st.binary(max_size=400))


def _changed(seed: bytes, changes: Sequence[tuple[str, float, int, bytes]]) -> bytes:
    data = bytearray(seed)
    for how, place, length, bite in changes:
        at = int(place * len(data))
        match how:
            case "set":
                data[at : at + len(bite)] = bite
            case "cut":
                del data[at : at + length]
            case "double":
                data[at:at] = data[at : at + length] * 3
            case _:
                data[at:at] = bite
    return bytes(data)


def parse(target: str, data: bytes, folder: Path) -> bool:
    """Feeds one input; whether it was taken. Anything but one of the parser's own errors rises: that is a crash."""
    path = folder / TARGETS[target].name
    path.write_bytes(data)
    try:
        TARGETS[target].parse(path)
    except (ToolError, MemoryStoreError, MemoryError):
        return False
    return True


def _work(target: str, seconds: float, folder: Path) -> int:
    """One process: rounds of inputs until the time is over; the last input lies in `folder` whatever happens."""
    until, count, taken = time.monotonic() + seconds, 0, 0

    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(bent(target))
    def one(data: bytes) -> None:
        nonlocal count, taken
        if time.monotonic() < until:
            count += 1
            taken += parse(target, data, folder)
            if count % 50 == 0:
                (folder / "count").write_text(f"{count} {taken}")

    try:
        while time.monotonic() < until:
            one()
    finally:
        (folder / "count").write_text(f"{count} {taken}")
    return 0


def _watch(targets: Sequence[str], minutes: float, kept: Path) -> dict[str, Any]:
    """Runs the parsers one after the other, each for its share of the time, and starts one that fell over again."""
    rows: dict[str, dict[str, Any]] = {}
    share = minutes * 60 / len(targets)
    for target in targets:
        row = rows[target] = {"inputs": 0, "taken": 0, "crashes": 0, "seconds": 0.0}
        began = time.monotonic()
        while (left := share - (time.monotonic() - began)) > 1 and row["crashes"] < 20:
            with tempfile.TemporaryDirectory(prefix="agency-fuzz-") as name:
                folder = Path(name)
                command = [sys.executable, "-m", "evals.fuzz", "--target", target, "--seconds", str(left), "--folder", name]
                done = subprocess.run(bounded(command, BOUNDS), capture_output=True, text=True, check=False, timeout=left + 300)
                if (folder / "count").exists():
                    count, taken = (folder / "count").read_text().split()
                    row["inputs"] += int(count)
                    row["taken"] += int(taken)
                if done.returncode:
                    row["crashes"] += 1
                    crash = kept / f"{target.replace(' ', '-')}-{row['crashes']}"
                    crash.mkdir(parents=True, exist_ok=True)
                    if (folder / TARGETS[target].name).exists():
                        (crash / TARGETS[target].name).write_bytes((folder / TARGETS[target].name).read_bytes())
                    (crash / "why").write_text(f"exit {done.returncode}\n{done.stderr[-4000:]}")
        row["seconds"] = round(time.monotonic() - began, 1)
        sys.stderr.write(f"{target}: {row['inputs']} inputs, {row['taken']} taken, {row['crashes']} crashes\n")
    return rows


def main() -> int:
    """The command, or one of its processes."""
    parser = argparse.ArgumentParser(prog="python -m evals.fuzz")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--only", choices=TARGETS, action="append")
    parser.add_argument("--kept", type=Path, default=Path("fuzz-crashes"), help="where inputs that crashed a parser are kept")
    parser.add_argument("--json", type=Path, help="add what was run to this file")
    parser.add_argument("--target", choices=TARGETS, help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.target:
        try:
            return _work(asked.target, asked.seconds, asked.folder)
        except Exception as error:  # whatever it is, it is what is looked for
            frames = traceback.format_tb(error.__traceback__)[-6:]
            sys.stderr.write("".join([*frames, f"{type(error).__name__}: {str(error)[:300]}\n"]))
            return 1
    rows = _watch(asked.only or list(TARGETS), asked.minutes, asked.kept)
    total = {key: round(sum(row[key] for row in rows.values()), 1) for key in ("inputs", "taken", "crashes", "seconds")}
    report = {
        "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
        "hours": round(total.pop("seconds") / 3600, 2),
        **total,
        "parsers": rows,
    }
    print(json.dumps(report, indent=1))
    if asked.json:
        before = json.loads(asked.json.read_text())["runs"] if asked.json.exists() else []
        asked.json.write_text(json.dumps({"runs": [*before, report]}, indent=1) + "\n")
    return 1 if total["crashes"] else 0


if __name__ == "__main__":
    sys.exit(main())
