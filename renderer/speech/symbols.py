"""The numbers by which both networks know their phoneme symbols."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def _numbers() -> dict[str, int]:
    numbers: dict[str, int] = json.loads(files("hibari").joinpath("assets/vocab.json").read_text("utf-8"))
    return numbers


def known(symbols: str) -> str:
    """`symbols` without those the networks never learned."""
    return "".join(symbol for symbol in symbols if symbol in _numbers())


def ids(symbols: str) -> list[int]:
    """One number per symbol; raises KeyError for a symbol that `known` would have dropped."""
    numbers = _numbers()
    return [numbers[symbol] for symbol in symbols]
