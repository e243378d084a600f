"""Who is in the stock cast: invented persons only, as plain data that costs nothing to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from renderer.presenters.appearance import Appearance
from renderer.presenters.first_people import FIRST
from renderer.presenters.second_people import SECOND


@dataclass(frozen=True)
class PresenterInfo:
    """What a person choosing a presenter is shown. `default_voice` is a Kokoro voice."""

    name: str
    shown_name: str
    description: str
    default_voice: str
    gender: Literal["female", "male"]


PRESENTERS: dict[str, PresenterInfo] = {
    info.name: info
    for info in (
        PresenterInfo("maya", "Maya", "Bright and direct, in a navy blazer; brown bob.", "af_heart", "female"),
        PresenterInfo("daniel", "Daniel", "Calm and thoughtful, in an open shirt; beard and glasses.", "am_michael", "male"),
        PresenterInfo("ruth", "Ruth", "Warm and seasoned, in a crimson turtleneck; silver curls.", "bf_emma", "female"),
        PresenterInfo("amina", "Amina", "Friendly and precise, in a cream tunic; teal hijab.", "af_bella", "female"),
        PresenterInfo("kofi", "Kofi", "Young and upbeat, in a mustard sweater; short coils.", "am_fenrir", "male"),
        PresenterInfo("mei", "Mei", "Composed and clear, in a sage cardigan; long black hair.", "af_sarah", "female"),
        PresenterInfo(
            "arjun", "Arjun", "Assured and courteous, in a charcoal suit; moustache, grey temples.", "bm_george", "male"
        ),
        PresenterInfo(
            "freya", "Freya", "Open and lively, in denim over white; wavy copper hair, freckles.", "bf_isabella", "female"
        ),
        PresenterInfo(
            "kenji", "Kenji", "Kind and exact, in a knitted vest; bald, silver sides, round glasses.", "bm_daniel", "male"
        ),
        PresenterInfo("zola", "Zola", "Confident and glowing, in a terracotta wrap; full afro, gold hoops.", "af_kore", "female"),
        PresenterInfo("mateo", "Mateo", "Big-hearted and relaxed, in a green polo; sturdy, short beard.", "am_puck", "male"),
        PresenterInfo("priya", "Priya", "Quick and warm, in a plum blouse; long side braid.", "af_nova", "female"),
    )
}

# The bundled voice for machines without Kokoro's weights: one speaker, and the same lowered.
FALLBACK_VOICES: dict[str, str] = {
    name: "hibari" if info.gender == "female" else "hibari_low" for name, info in PRESENTERS.items()
}

APPEARANCES: dict[str, Appearance] = {**FIRST, **SECOND}
