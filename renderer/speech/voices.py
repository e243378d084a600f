"""The voices by name: whose they are, and how they sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Gender = Literal["female", "male"]


@dataclass(frozen=True)
class Voice:
    """One voice. `engine` is 'kokoro' or 'hibari'; `language` is what it was trained on."""

    name: str
    engine: Literal["kokoro", "hibari"]
    gender: Gender
    language: str
    accent: str
    description: str = ""

    @property
    def british(self) -> bool:
        return self.language == "en-GB"


# In the order of the packed file, which is the order of their names.
KOKORO_NAMES = tuple(
    f"{home}{gender}_{name}"
    for home, gender, names in (
        ("a", "f", "alloy aoede bella heart jessica kore nicole nova river sarah sky"),
        ("a", "m", "adam echo eric fenrir liam michael onyx puck santa"),
        ("b", "f", "alice emma isabella lily"),
        ("b", "m", "daniel fable george lewis"),
        ("e", "f", "dora"),
        ("e", "m", "alex santa"),
        ("f", "f", "siwis"),
        ("h", "f", "alpha beta"),
        ("h", "m", "omega psi"),
        ("i", "f", "sara"),
        ("i", "m", "nicola"),
        ("j", "f", "alpha gongitsune nezumi tebukuro"),
        ("j", "m", "kumo"),
        ("p", "f", "dora"),
        ("p", "m", "alex santa"),
        ("z", "f", "xiaobei xiaoni xiaoxiao xiaoyi"),
        ("z", "m", "yunjian yunxi yunxia yunyang"),
    )
    for name in names.split()
)

_HOMES = {
    "a": ("en-US", "American"),
    "b": ("en-GB", "British"),
    "e": ("es", "Spanish"),
    "f": ("fr", "French"),
    "h": ("hi", "Hindi"),
    "i": ("it", "Italian"),
    "j": ("ja", "Japanese"),
    "p": ("pt-BR", "Brazilian"),
    "z": ("zh", "Mandarin"),
}

_DESCRIPTIONS = {
    "af_heart": "warm and clear",
    "af_bella": "bright and lively",
    "af_nicole": "soft, close to a whisper",
    "af_sarah": "calm and even",
    "af_nova": "crisp",
    "af_kore": "steady",
    "am_michael": "friendly and grounded",
    "am_fenrir": "energetic",
    "am_puck": "light and quick",
    "am_onyx": "deep",
    "bf_emma": "composed",
    "bf_isabella": "gentle",
    "bm_george": "measured",
    "bm_fable": "storyteller",
    "bm_daniel": "clear newsreader",
}


def _kokoro(name: str) -> Voice:
    language, accent = _HOMES[name[0]]
    gender: Gender = "female" if name[1] == "f" else "male"
    return Voice(name, "kokoro", gender, language, accent, _DESCRIPTIONS.get(name, ""))


_HIBARI = (
    Voice("hibari", "hibari", "female", "en-US", "American", "small and quick, in every installation"),
    Voice("hibari_low", "hibari", "male", "en-US", "American", "the same voice, lowered"),
)

VOICES: Mapping[str, Voice] = {voice.name: voice for voice in (*(_kokoro(name) for name in KOKORO_NAMES), *_HIBARI)}
"""Every voice the project knows, installed or not."""
