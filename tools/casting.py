"""Who of the cast, and which voice, fits a description: 'an older man', 'a deeper voice', 'somebody British'."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from memory.domain.storyboard import Storyboard
from renderer.presenters.cast import PRESENTERS

Gender = Literal["female", "male"]
Accent = Literal["american", "british"]
_SEASONED = re.compile(r"\b(?:seasoned|silver|grey)\b", re.I)
_YOUNG = re.compile(r"\b(?:young|lively|quick)\b", re.I)
# How voices sound beside others of their gender; the first that exists is taken.
_MANNERS: dict[str, tuple[str, ...]] = {
    "deep": ("am_onyx", "bm_lewis", "am_fenrir", "af_kore", "af_alloy", "bf_emma"),
    "high": ("af_sky", "af_jessica", "bf_lily", "am_puck", "bm_fable"),
    "warm": ("af_bella", "bf_emma", "af_heart", "am_michael", "bm_george"),
    "calm": ("af_sarah", "bf_emma", "af_nicole", "bm_lewis", "am_echo"),
    "lively": ("af_nova", "af_jessica", "bf_lily", "am_puck", "am_fenrir", "bm_fable"),
    "young": ("af_sky", "af_nova", "bf_lily", "am_liam", "am_puck"),
    "older": ("bf_emma", "bm_george", "am_onyx"),
}


def gender_of(presenter: str) -> Gender | None:
    """Of a member of the stock cast; None of anybody else."""
    info = PRESENTERS.get(presenter)
    return info.gender if info else None


def presenter_like(
    names: Sequence[str], board: Storyboard, gender: Gender | None, age: Literal["older", "younger", ""] = ""
) -> str | None:
    """The first of `names` that fits and does not present already; None where nobody does."""
    shape = {"older": _SEASONED, "younger": _YOUNG}.get(age)
    fitting = [
        name
        for name in names
        if (info := PRESENTERS.get(name)) and name != board.presenter and (gender is None or info.gender == gender)
    ]
    of_age = [name for name in fitting if shape and shape.search(PRESENTERS[name].description)]
    return next(iter(of_age or fitting), None)


def voice_like(
    voices: Sequence[str],
    board: Storyboard,
    gender: Gender | None = None,
    accent: Accent | None = None,
    manners: Collection[str] = (),
) -> str | None:
    """The voice that fits a description best and is not heard already; of the presenter's gender where none is said."""
    info = PRESENTERS.get(board.presenter)
    heard = board.voice or (info.default_voice if info else None)
    wanted = gender or (gender_of_voice(heard) if heard else None)
    ranked = [name for manner in manners for name in _MANNERS.get(manner, ())] + list(voices)
    for name in ranked:
        if name not in voices or name == heard or (wanted and gender_of_voice(name) != wanted):
            continue
        if accent is None or name.startswith(accent[0]):
            return name
    return None


def gender_of_voice(name: str) -> Gender:
    """By the letters that the voices' names begin with; the bundled voice is a woman's, lowered a man's."""
    return "male" if re.match(r"[ab]m_", name) or name.endswith("_low") else "female"
