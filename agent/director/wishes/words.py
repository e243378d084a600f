"""Wishes about what is said and shown: exact words, call to action, tone, language."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_scene import scene_ref
from agent.director.read_values import LANGUAGE, tag_of
from agent.director.wishes.clause import IT, NO_REF, QUOTE, SCENE, TO, Clause, Draft, Rule, edit, unquoted

_TONE = r"(?:friendlier|friendly|funnier|funny|warmer|warm|more formal|formal|less formal|more casual|casual|more serious|serious|more professional|professional|more playful|playful|simpler|punchier|punchy|more exciting|more confident|more personal|more human|less salesy|less corporate|more urgent|more upbeat|more energetic|calmer|more conversational|more direct|more emotional|more enthusiastic|more polite|bolder)"


_FIELDS = {"headline": "headline", "title": "headline", "heading": "headline", "narration": "narration", "script": "narration", "text": "any", "line": "narration", "body": "body", "figure": "figure", "number": "figure", "voiceover": "narration", "voice-over": "narration", "points": "points", "bullets": "points", "subtitle": "body"}  # fmt: skip


def _tone(found: re.Match[str], about: Clause) -> Draft | None:
    phrase = found.groupdict().get("s")
    if not phrase or re.fullmatch(rf"{IT}|the (?:tone|script|text|narration|wording|copy)", phrase, re.I):
        return edit("rewrite_tone", None if about.scene != NO_REF else "all", tone=found["t"].lower())
    known, ref = scene_ref(phrase, about.board)
    return edit("rewrite_tone", ref, tone=found["t"].lower()) if known else None


def _language(found: re.Match[str], about: Clause) -> Draft | None:
    tag = tag_of(found["l"])
    return edit("change_language", language=tag) if tag else None


def _replace_text(found: re.Match[str], about: Clause) -> Draft | None:
    """Quoted on both sides, or bare words that stand in the film exactly so."""
    old, new = unquoted(found["old"]), unquoted(found["new"])
    bare = old == found["old"].strip()
    if not old or (bare and not _stands(old, about)):
        return None
    return edit("edit_text", **{"from": old, "to": new})


def _stands(old: str, about: Clause) -> bool:
    texts = [text for scene in about.board.scenes for text in (scene.narration, *scene.on_screen.lines())]
    return any(re.search(rf"(?<!\w){re.escape(old)}(?!\w)", text, re.I) for text in texts)


def _set_text(found: re.Match[str], about: Clause) -> Draft | None:
    field = _FIELDS[(found.groupdict().get("f") or "narration").lower()]
    phrase = found.groupdict().get("s")
    known, ref = scene_ref(phrase, about.board) if phrase else (about.scene != NO_REF, None)
    if not known:
        return None
    return edit("edit_text", ref, to=unquoted(found["new"]), field="narration" if field == "any" else field)


def _cta(found: re.Match[str], about: Clause) -> Draft | None:
    text = unquoted(found["new"])
    return edit("change_cta", text=text) if text and len(text) <= 160 else None


RULES: list[Rule] = [
    (rf"(?:(?:translate|change|switch|convert|make|do|turn|redo|i need|give me)(?: {IT})? )?(?:the language )?(?:(?:in|into|to|be|as|is|:) )?(?:an? )?(?P<l>{LANGUAGE})(?: version| please)?", _language),
    (rf"(?:change|replace|swap|edit|correct|rename|update|fix|cambia|ersetze) (?:the )?(?:words? |text |phrase |price |date |name |line |word )?(?:from )?(?P<old>{QUOTE}) (?:{TO}|por|durch) (?P<new>{QUOTE})", _replace_text),
    (rf"(?:say|write|put|use|it should say|it should be) (?P<new>{QUOTE}) (?:instead of|not|rather than) (?P<old>{QUOTE})", _replace_text),
    (rf"(?:change|set|make|edit|update|rewrite|replace) (?:the )?(?:on-screen )?(?P<f>{'|'.join(_FIELDS)})(?: text)? (?:of|in|on|for) {SCENE} (?:to(?: say| read)?|say|read|with|into|:)? ?(?P<new>{QUOTE})", _set_text),
    (rf"(?:(?:change|set|make|edit|update|rewrite|replace) )?(?:the )?{SCENE}(?:'s|’s)? (?P<f>{'|'.join(_FIELDS)}) ?(?:to(?: say| read)?|should (?:say|read|be)|say|with|into|is|:) ?(?P<new>{QUOTE})", _set_text),
    (rf"(?:change|set|make|edit|update|rewrite|replace) (?:the )?(?:on-screen )?(?P<f>{'|'.join(_FIELDS)})(?: text)? (?:to(?: say| read)?|say|with|into|:) ?(?P<new>{QUOTE})", _set_text),
    (rf"(?:make |have |let )?{SCENE} (?:should |must |to |will )?(?:say|read)s? ?:? ?(?P<new>{QUOTE})", _set_text),
    (rf"(?:(?:change|set|make|update|replace|edit) )?(?:the )?(?:cta|call[- ]to[- ]action|button|closing line)(?: text)? ?(?:{TO}(?: say| read)?|should (?:say|be|read)|is|say) ?(?P<new>.{{2,80}})", _cta),
    (rf"(?:make|have) (?:the )?(?:cta|call[- ]to[- ]action|button) (?P<new>{QUOTE})", _cta),
    (rf"(?:make |use |give (?:it|me) )?(?:{SCENE} )??(?:sound )?(?:(?:a bit|a little|much|slightly|way|be|sound|to be|a|feel) )*(?P<t>{_TONE})(?: tone)?", _tone),
    (r"(?:change|replace|swap|correct|rename|update|fix) (?:the )?(?:price |date |name |word )?(?:from )?(?P<old>[^\"“”]{1,60}?) (?:to|with|by|into|->|→|for) (?P<new>[^\"“”]{1,80})", _replace_text),
]  # fmt: skip
