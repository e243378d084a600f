"""Whether a message only asks something, so that nothing of the film changes."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.wishes.abroad import asks

_QUESTION = re.compile(
    r"^(?:(?:and|so|but|hey|hi|ok(?:ay)?|just curious|quick question|one question|before i (?:approve|decide|say yes)(?: (?:it|this))?|one more thing)[,:! ]+)*(?:(?:what|why|when|where|who|which|how|is|are|does|do|did|was|were|will it|has|have you)\b|(?:can|could) you (?:tell|explain)\b|(?:do you|you) know\b|tell me\b|i(?:'m| am| was)? (?:just )?wonder(?:ing)?\b)",
    re.I,
)
# Wishes in the shape of a question.
_SUGGESTION = re.compile(
    r"^(?:(?:and|so|but|hey|hi|ok(?:ay)?)[, ]+)*(?:(?:how|what) about|what if|why (?:don't|not|can't)|is (?:it |there )?(?:possible|a (?:way|chance)|any (?:way|chance))|would it|are you able|do you (?:mind|think)|does it have to|do we (?:need|have to))\b",
    re.I,
)
# What is asked about the film as it is, or as it might be.
_OPINION = re.compile(
    r"(?:(?:so|and|but|hey|hi)[, ]+)?(?:(?:would|will|does|do|did|has|have|can) (?:people|viewers|anyone|anybody|everyone|everybody|customers|they) [^.!?;]{3,80}|(?:would|will|does) (?:it|this|that|the (?:film|video|clip)) (?:still |also |even )?(?:work|fit|play|run|look|make sense|be (?:enough|too \w+))\b[^.!?;]{0,80}|[^.!?;]{8,80},? what do you (?:think|reckon))\?+",
    re.I,
)
_UNMARKED_QUESTION = re.compile(
    r"^(?:how (?:long|many|much)|what(?:'s| is| are| does)|who(?:'s| is)|which (?:scene|voice|music|font|language)|why (?:is|are|does|did))\b",
    re.I,
)


def question_in(text: str) -> str:
    """The message where it only asks, '' where it may wish for something."""
    clean = text.strip()
    if asks(clean):
        return clean
    asking = _QUESTION.match(clean) and (clean.endswith("?") or _UNMARKED_QUESTION.match(clean))
    several = re.search(r"[.!?;\n]\s*\S", clean.rstrip("?!. "))
    if _OPINION.fullmatch(clean):
        return clean
    return clean if asking and not several and not _SUGGESTION.match(clean) else ""
