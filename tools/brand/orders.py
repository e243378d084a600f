"""Documents are data: what in them gives orders to whoever reads by machine is found, left out, and told."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

_ORDERS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?:ignore|disregard|forget|override|bypass|skip)\b[^.]{0,40}\b(?:previous|prior|above|earlier|all|any|your|these|other|"
        r"system|safety|brand)\b[^.]{0,30}\b(?:instruction|rule|prompt|guideline|polic|check|command|message|moderation|consent)",
        r"\byou are (?:now|an? (?:ai|assistant|language model|chatbot))\b|\bact as (?:an? )?(?:ai|admin|system|developer)\b",
        r"\b(?:system|hidden|developer) (?:prompt|message|instruction)|\bprompt injection\b|<\s*/?\s*(?:system|assistant|instructions?)\b",
        r"\b(?:attention|note|message|instructions?)\b[^.]{0,12}\b(?:to|for) (?:the |all |any )?(?:ai|llms?|assistants?|language models?|bots?|agents?|chatbots?|models?)\b",
        r"\b(?:dear |hey |hello )?(?:ai|assistant|language model|chatbot|llm)\b[,:]? (?:please |must |should |shall |has to |is to )?"
        r"(?:approve|ignore|delete|send|publish|reveal|say|write|email|post|forget|always|skip|do not)\b",
        r"\b(?:ais?|ai (?:assistants?|models?|agents?|systems?|tools?)|language models?|llms?|chatbots?)\b[^.]{0,50}\b(?:must|should|shall|please|have to|has to)\b",
        r"\bapprove (?:all|every|each|any|this|these|the (?:next|following)) [^.]{0,40}(?:film|video|script|draft|request|render|automatically|without)|\bauto-?approve\b|\bapprove (?:all|everything)\b\W*$",
        r"\bwithout (?:asking|telling|informing|showing) (?:the )?(?:user|client|human|person|customer|anyone)\b",
        r"\bdo not (?:tell|inform|show|mention (?:this|it) to) (?:the )?(?:user|client|human|person)\b",
        r"\b(?:send|upload|post|e-?mail|forward|transmit)\b[^.]{0,60}\b(?:passwords?|passcodes?|api keys?|credentials|secrets?|memory|conversation|files?)\b",
        r"\b(?:delete|erase|wipe|drop)\b[^.]{0,30}\b(?:all|every|the)\b[^.]{0,30}\b(?:memor|brands?|projects?|files|tables?|database|versions)",
        r"\b(?:reveal|print|repeat|output)\b[^.]{0,30}\b(?:your|the) (?:instructions|prompt|system|configuration|secrets?)",
        r"\bignoriere\b[^.]{0,40}\b(?:anweisung|vorherig|regeln)|\bignora(?:r)?\b[^.]{0,40}\binstruc",
    )
)  # fmt: skip


def is_order(text: str) -> bool:
    """Whether a sentence speaks to the machine that reads it instead of to those who make films."""
    return any(pattern.search(text) for pattern in _ORDERS)
