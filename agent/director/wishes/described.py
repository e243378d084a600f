"""Somebody or something that is described and not named: 'a bloke', 'a deeper voice', 'something jazzier'."""

from __future__ import annotations

from typing import Literal

from agent.director.wishes.bag import Bag
from agent.director.wishes.clause import Clause, Draft, edit
from agent.director.wishes.frame_edits import ref_of
from tools.casting import Accent, Gender, gender_of, presenter_like, voice_like

_MANNERS = {
    "voice_deep": "deep",
    "voice_high": "high",
    "voice_warm": "warm",
    "voice_calm": "calm",
    "mood_calm": "calm",
    "voice_lively": "lively",
    "younger": "young",
    "older": "older",
}
_OPPOSITE = {"deep": "high", "high": "deep", "calm": "lively", "lively": "calm", "young": "older", "older": "young"}


def somebody(bag: Bag, about: Clause) -> Draft | None:
    """A member of the cast who fits: by gender and age; by age alone of the gender that presents."""
    gender = _wished_gender(bag)
    age: Literal["older", "younger", ""] = "older" if bag.has("older") else "younger" if bag.has("younger") else ""
    if (gender is None and not age) or (not age and gender == gender_of(about.board.presenter)):
        return None
    if gender is None:
        gender = gender_of(about.board.presenter)
    name = presenter_like(about.presenters, about.board, gender, age)
    return edit("change_presenter", ref_of(bag), name=name) if name and not bag.has("not") else None


def some_voice(bag: Bag, about: Clause) -> Draft | None:
    """A voice that fits what is said of it; 'too deep' wants a higher one."""
    manners = [manner for kind, manner in _MANNERS.items() if bag.has(kind)]
    if bag.has("too", "less"):
        manners = [_OPPOSITE.get(manner, manner) for manner in manners]
    accents: list[Accent] = [accent for accent in ("british", "american") if bag.has(accent)]
    gender = _wished_gender(bag)
    if not (manners or accents or gender or bag.has("voice_other", "tone")):
        return None
    if not manners and bag.has("voice_other", "tone"):
        manners = ["warm"]
    name = voice_like(about.voices, about.board, gender, accents[0] if len(accents) == 1 else None, manners)
    return edit("change_voice", ref_of(bag), name=name) if name else None


def _wished_gender(bag: Bag) -> Gender | None:
    """The one that is wished for: 'a man instead of the woman' wants the first, 'swap the lady for a bloke' the last."""
    said = [("female" if "woman" in thing.kinds else "male") for thing in bag.things if thing.kinds & {"woman", "man"}]
    if not said:
        return None
    genders: list[Gender] = list(dict.fromkeys(said))  # type: ignore[arg-type]
    if len(genders) == 1:
        return genders[0]
    return genders[0] if "instead of" in bag.text or "rather than" in bag.text else genders[-1]
