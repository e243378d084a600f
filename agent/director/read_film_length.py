"""How long a film is asked to be, told apart from every other length of time in a brief."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_numbers import Length, lengths
from agent.director.read_values import Contradiction

_FILM = r"(?:videos?|films?|clips?|spots?|ads?|advert|reels?|promos?|teasers?|trailers?|explainers?|movies?|shorts?|commercials?|anuncio|vídeo|werbespot|vidéo|stor(?:y|ies)|tiktoks?|intro|announcement|tutorial|presentation|piece|lesson|version|invitation|message|vid|bumper|filmato|filmpje|filmchen|filmu|klip|film[eó]|película|videoclip)"
# What stands between a length and the film it belongs to describes the film; these begin something else.
_NEW_PART = r"(?:the|then|until|till|before|after|to|when|while|with|is|on|your|our|so|or)\b"
_FILM_AFTER = re.compile(
    rf"^[\s-]*(?:(?:long|in length|total|altogether|(?:is|are|would be|will|should) (?:be )?(?:plenty|enough|fine|great|good|ok|do|perfect))\b|(?:(?:of|for) (?:an? |the |this |our )?)?(?:(?!{_NEW_PART})[\w:'’-]+\s+){{0,4}}?{_FILM}\b)",
    re.I,
)
# 'hold Reset for 3 seconds', 'leave it to soak 20 minutes': what somebody does in the film, not how long it runs.
_DOING = re.compile(
    r"\b(?:hold|press|wait|push|keep (?!it\b|this\b|the (?:film|video|clip)\b)\w+|boil|bake|cook|simmer|fry|roast|steam|grill|heat|warm|microwave|chill|freeze|rest|soak|rinse|wash|shake|stir|mix|knead|whisk|blend|brew|steep|dry|charge|run(?= (?:the|cold|hot|warm|water)\b)|leave|let|pause|breathe|stretch|plank|jog|walk|scrub|brush|drain|cool|count|unplug|reboot|restart|massage|apply|spray|set)\b(?! (?:a |the |this )?(?:film|video|clip|ad)\b)[^.;:,\n]{0,48}$",
    re.I,
)
_FOR = re.compile(r"\bfor\s+(?:about\s+|at least\s+)?$", re.I)
_CORRECTED = re.compile(
    r"\b(?:no|actually|wait|sorry|rather|correction|scratch that|i mean|i meant|make that|better)\b[\s,:.–-]*(?:(?:make|let) it|let's (?:say|do)|go (?:with|for)|just|to|about|be|a)*\s*$",
    re.I,
)
_FILM_BEFORE = re.compile(
    rf"(?:\b{_FILM}\s+(?:that\s+)?(?:of|is|be|lasts?|runs?|should be|must be|has to be|in|at|for|,|\(|:)?(?:\s+(?:be|last|run|is))?\s*(?:exactly\s+)?|\b(?:it|this|that)\s+(?:(?:should|must|can|may|has to|needs to|shall|will)\s+)?(?:be|run|last|lasts|runs|go|take)\s+(?:for\s+)?(?:exactly\s+)?|\b(?:length|duration|long|runtime|running time|dauer|duración|durée)\b[^.\n]{{0,14}}?|\b(?:make|keep) (?:it|this)\s*(?:to|at)?\s*(?:exactly\s+)?|\b(?:explain|tell|show|introduce|present|describe|sum up|pitch|say|summari[sz]e)\b[^.;:\n]{{2,60}}?\bin\s+(?:just\s+|under\s+|about\s+)?)$",
    re.I,
)
_ELSEWHERE_BEFORE = re.compile(
    r"\b(?:in|every|after|takes?|took|within|last|next|past|saves?|save you|every|per|first|open|free|of)\s+(?:just\s+|only\s+)?$",
    re.I,
)
_FILLER = re.compile(
    r"^(?:[\s\-–,.;:!()]|please|make it|it should be|exactly|long|total|and|or|then|no|wait,|actually|maybe|the|a|video|in)*$",
    re.I,
)


def film_length(text: str) -> Length | Contradiction | None:
    """The length the film is asked to have; 'set up in 5 minutes' is none. Two different ones are a contradiction."""
    found = [length for length in lengths(text) if not _is_elsewhere(text, length)]
    weak = [length for length in found if _may_be_film(text, length)]
    strong = [length for length in found if _is_film(text, length)]
    strong = strong or [length for length in weak if _is_alone(text, length, _ANY_PAUSE)]
    if not strong:
        # Lengths among other words are too weak to contradict each other.
        return weak[0] if weak else None
    for place in range(len(strong) - 1, 0, -1):
        if _CORRECTED.search(text[: strong[place].start]):
            strong = strong[place:]
            break
    first = strong[0]
    for other in strong[1:]:
        if other.low_s > first.high_s or other.high_s < first.low_s:
            said = (first.text.strip(), other.text.strip())
            return Contradiction(
                "duration", said, f"{said[0]!r} and {said[1]!r} cannot both be the length of the film; say which one."
            )
    return min(strong, key=lambda length: length.high_s - length.low_s)


_SENTENCE_END, _ANY_PAUSE = re.compile(r"[.;\n]"), re.compile(r"[.;\n,:()–—]")


def _is_elsewhere(text: str, length: Length) -> bool:
    """The length of a scene, of a change, or of something that somebody does."""
    before, after = text[: length.start], text[length.end :]
    return bool(
        _OF_A_PART.search(before) or _DOING.search(before) or re.match(r"\s*(?:shorter|longer|faster|slower)\b", after, re.I)
    )


def _is_film(text: str, length: Length) -> bool:
    before, after = text[: length.start], text[length.end :]
    if _measures_noun(after, length) and not _FILM_AFTER.match(after):
        return False
    said_before = _FILM_BEFORE.search(before.rstrip("(") if before.endswith("(") else before)
    return bool(_FILM_AFTER.match(after) or said_before or _is_alone(text, length, _SENTENCE_END))


def _is_alone(text: str, length: Length, pause: re.Pattern[str]) -> bool:
    """Nothing but lengths and filling words between two pauses."""
    clause = pause.split(text[: length.start])[-1] + length.text + pause.split(text[length.end :])[0]
    return all(_FILLER.match(part) for part in lengths_removed(clause))


def lengths_removed(clause: str) -> list[str]:
    """The words of a clause that are no length of time."""
    pieces, end = [], 0
    for length in lengths(clause):
        pieces.append(clause[end : length.start])
        end = length.end
    return [*pieces, clause[end:]]


def _may_be_film(text: str, length: Length) -> bool:
    """A bare length of at most ten minutes that measures nothing else ('20-minute workouts', 'in 5 minutes')."""
    before, after = text[: length.start], text[length.end :]
    if _ELSEWHERE_BEFORE.search(before) or _FOR.search(before) or _measures_noun(after, length):
        return False
    return length.high_s <= 180 and not re.match(
        r"\s*(?:a|per (?!i\b|gli|le\b|la\b|il\b|un|l')|each|every|of|ago|late|early|later|faster|from|away)\b", after, re.I
    )


_OF_A_PART = re.compile(
    r"\b(?:scenes?|slides?|shots?|parts?)\s+(?:\w+|\w+ and \w+)(?:\s+(?:to|be|should be|is|lasts?|about|at))*\s*$|\b(?:by|at|from)\s*$",
    re.I,
)


def _measures_noun(after: str, length: Length) -> bool:
    """'20-minute workouts' and '5 second rule' measure something else than a film."""
    one = re.match(r"\s*(?:a|an|one|1|half|une?|una|eine?r?|een|en|et)\b", length.text, re.I)
    singular = re.search(r"(?:second|minute|hour|min|sec)$", length.text, re.I)
    noun = r"[\s-]+(?!(?:about|on|for|of|with|that|in|to|long|and|or|vertical|square|max|tops|please|total)\b)[a-z]{3,}"
    return bool(singular and not one and re.match(noun, after, re.I))
