"""What checking costs: a clean script of 30 seconds through the gate's check, without judge or endpoint."""

# ruff: noqa: E501 (a line is read more easily whole)

from __future__ import annotations

import statistics
import time

import psutil

from tools.moderation.check import check

SCRIPT = {
    "title": "Lumen One, the lamp that travels",
    "scene 1, spoken": "Evening comes, the socket is across the room, and your book has just become good.",
    "scene 1, shown": "Light where you read",
    "scene 2, spoken": "Lumen One is a desk lamp that runs forty hours on one charge. Carry it to the sofa, to the tent, to the kitchen table.",
    "scene 2, shown": "40 hours on one charge",
    "scene 3, spoken": "Three steps of light, one button, no app. It weighs as much as a cup of tea and folds flat.",
    "scene 3, shown": "3 steps\nOne button\nNo app",
    "scene 4, spoken": "It costs forty-nine dollars and ships on the third of March. Order yours at lumen dot example.",
    "scene 4, shown": "$49\nlumen.example/one",
}
ROUNDS = 30


def rows() -> list[dict[str, object]]:
    """The first check of a process, which loads the weights; then scripts nobody has checked before; then the same one again."""
    process = psutil.Process()
    before = process.memory_info().rss
    first = _seconds(SCRIPT)
    fresh = sorted(_seconds(_changed(number)) for number in range(ROUNDS))
    again = sorted(_seconds(SCRIPT) for _ in range(ROUNDS))
    grown = round((process.memory_info().rss - before) / 1e6)
    words = sum(len(text.split()) for text in SCRIPT.values())
    return [
        {"case": "first", "words": words, "p50_ms": round(first * 1000), "p95_ms": round(first * 1000), "memory_mb": grown},
        _row("fresh", words, fresh, grown),
        _row("again", words, again, grown),
    ]


def _row(case: str, words: int, seconds: list[float], grown: int) -> dict[str, object]:
    p95 = seconds[int(0.95 * len(seconds))]
    return {
        "case": case,
        "words": words,
        "p50_ms": round(statistics.median(seconds) * 1000),
        "p95_ms": round(p95 * 1000),
        "memory_mb": grown,
    }


def _changed(number: int) -> dict[str, str]:
    """The same film for another product, so that nothing is remembered."""
    return {where: f"{text} Model {number}." for where, text in SCRIPT.items()}


def _seconds(texts: dict[str, str]) -> float:
    began = time.perf_counter()
    if found := check(texts):
        raise SystemExit(f"the clean script is stopped by {[finding.rule for finding in found]}")
    return time.perf_counter() - began
