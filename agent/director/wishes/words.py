"""Wishes about what is said and shown: exact words, call to action, tone, language."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_scene import scene_ref
from agent.director.read_values import LANGUAGE, tag_of
from agent.director.wishes.clause import A_BIT, IT, NO_REF, QUOTE, SCENE, TO, Clause, Draft, Rule, edit, unquoted
from memory.domain.edit_values import SceneRef

# What a text can be more or less of, and the forms English has for 'more'.
_ADJECTIVE = r"(?:friendly|funny|warm|formal|casual|serious|professional|playful|simple|punchy|exciting|confident|personal|human|salesy|corporate|urgent|upbeat|energetic|calm|conversational|direct|emotional|enthusiastic|polite|clear|natural|relaxed|persuasive|inspiring|cheerful|informal|concise|technical|humorous|empathetic|stiff|robotic|pushy|lively|honest|down[- ]to[- ]earth|trustworthy|youthful|elegant|dramatic|optimistic|businesslike|boring|dry|cold|aggressive|preachy|wordy|cheesy|childish|generic|academic)"
_TONE = rf"(?:(?:more|less) {_ADJECTIVE}|friendlier|funnier|warmer|simpler|punchier|calmer|clearer|livelier|snappier|friendly|funny|warm|formal|casual|serious|professional|playful|punchy|conversational|informal)"
_TOO = r"(?:formal|salesy|corporate|stiff|robotic|pushy|serious|casual|technical|boring|dry|cold|aggressive|preachy|wordy|cheesy|childish|generic|academic|informal|complicated)"


_TEXT = r"(?:the |its )?(?:whole |overall )?(?:tone|script|text|narration|wording|copy|language|words|voice-?over)(?: of (?:it|the (?:video|film|script)))?"
_FIELDS = {"headline": "headline", "title": "headline", "heading": "headline", "narration": "narration", "script": "narration", "text": "any", "line": "narration", "body": "body", "figure": "figure", "number": "figure", "voiceover": "narration", "voice-over": "narration", "points": "points", "bullets": "points", "subtitle": "body"}  # fmt: skip


def _tone(found: re.Match[str], about: Clause) -> Draft | None:
    return _tone_of(found.groupdict().get("s"), about, found["t"].lower())


def _tone_of(phrase: str | None, about: Clause, tone: str) -> Draft | None:
    if not phrase or re.fullmatch(rf"{IT}|{_TEXT}|her|him|them|she|he|they|the (?:presenter|speaker)", phrase, re.I):
        return edit("rewrite_tone", None if about.scene != NO_REF else "all", tone=tone)
    known, ref = scene_ref(phrase, about.board)
    return edit("rewrite_tone", ref, tone=tone) if known else None


def _strike(found: re.Match[str], about: Clause) -> Draft | None:
    """Words that go without others in their place."""
    old = unquoted(found["old"])
    return edit("edit_text", **{"from": old, "to": ""}) if _stands(old, about) else None


def _respell(found: re.Match[str], about: Clause) -> Draft | None:
    old, new = unquoted(found["old"]), unquoted(found["new"])
    return edit("edit_text", **{"from": old, "to": new}) if _stands(old, about) else None


def _reprice(found: re.Match[str], about: Clause) -> Draft | None:
    """The one price there is becomes another; of several, code cannot tell which."""
    said = " ".join(text for scene in about.board.scenes for text in (scene.narration, *scene.on_screen.lines()))
    prices = set(re.findall(r"[$€£]\d+(?:[.,]\d+)*", said))
    return edit("edit_text", **{"from": prices.pop(), "to": found["new"].rstrip(".,")}) if len(prices) == 1 else None


def _too(found: re.Match[str], about: Clause) -> Draft | None:
    word = found["x"].lower()
    return _tone_of(found.groupdict().get("s"), about, "simpler" if word == "complicated" else f"less {word}")


def _language(found: re.Match[str], about: Clause) -> Draft | None:
    tag = tag_of(found["l"])
    return edit("change_language", language=tag) if tag else None


def _replace_text(found: re.Match[str], about: Clause) -> Draft | None:
    """Quoted on both sides, or bare words that stand in the film exactly so."""
    scene: SceneRef = None
    told = found["new"].strip()
    if (tail := re.fullmatch(r"(.+?) (?:in|on|from|of) (.{2,40})", told)) and unquoted(told) == told:
        known, ref = scene_ref(tail[2], about.board)
        told, scene = (tail[1], ref) if known else (told, None)
    old, new = unquoted(found["old"]), unquoted(told)
    bare = old == found["old"].strip()
    if not old or old == new or (bare and not _stands(old, about)):
        return None
    return edit("edit_text", scene, **{"from": old, "to": new})


def _correct(found: re.Match[str], about: Clause) -> Draft | None:
    """'it is $29, not $19': only figures and quoted words, which mean the same thing said right."""
    old, new = unquoted(found["old"]), unquoted(found["new"])
    figures = all(any(char.isdigit() for char in said) or re.fullmatch(r"\S+\.\S{2,}", said) for said in (old, new))
    quoted = old != found["old"].strip() or new != found["new"].strip()
    return edit("edit_text", **{"from": old, "to": new}) if (figures or quoted) and _stands(old, about) else None


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


def _says(found: re.Match[str], about: Clause) -> Draft | None:
    """New words of one scene, without quotation marks; 'say it slower' and 'say something funny' are none."""
    known, ref = scene_ref(found["s"], about.board)
    new = found["new"].strip(" .,")
    if not known or ref == "all" or len(new.split()) < 2 or _NO_WORDS.match(new) or _GOES_ON.search(new):
        return None
    if ref == "last" and about.board.scenes[-1].layout == "closing" and len(new) <= 160:
        return edit("change_cta", text=new)
    return edit("edit_text", ref, to=f"{new[:1].upper()}{new[1:]}{'' if new[-1] in '.!?' else '.'}", field="narration")


_GOES_ON = re.compile(r"[,;] | and (?:the|then|also|please|make|remove|add|can|could|captions|subtitles|music)\b", re.I)
_NO_WORDS = re.compile(
    r"(?:it|this|that|them|something|anything|nothing|everything|less|more|so|what|why|how|where|a (?:bit|little|few)|too|again|the same|who"
    r"|like|as|well|badly|fine|good|great|really|very|quite|rather|nicely|weird\w*|odd\w*|strange\w*|wrong\w*)\b",
    re.I,
)


def _where_we_are(found: re.Match[str], about: Clause) -> Draft | None:
    """Where and how the client is found stands on the card that the film ends on."""
    new = unquoted(found["new"]).strip(" .")
    return edit("edit_text", "last", to=new, field="body") if re.search(r"\d|@|#|\w\.\w|[A-Z]", new) else None


def _cta(found: re.Match[str], about: Clause) -> Draft | None:
    text = unquoted(found["new"])
    return edit("change_cta", text=text) if text and len(text) <= 160 else None


RULES: list[Rule] = [
    (rf"(?:(?:translate|change|switch|convert|make|do|turn|redo|i need|we need|give me|have|put|get)(?: (?:{IT}|all|the (?:text|texts|script|voice|narration|words)))? |(?:{IT}|all) )?(?:(?:the )?language )?(?:(?:in|into|to|be|as|is|:) )?(?:an? )?(?P<l>{LANGUAGE})(?: version| please)?", _language),
    (rf"(?:change|replace|swap|edit|correct|rename|update|fix|cambia|ersetze) (?:the )?(?:words? |text |phrase |price |date |name |line |word )?(?:from )?(?P<old>{QUOTE}) (?:{TO}|por|durch) (?P<new>{QUOTE})", _replace_text),
    (rf"(?:say|write|put|use|it should say|it should be) (?P<new>{QUOTE}) (?:instead of|not|rather than) (?P<old>{QUOTE})", _replace_text),
    (rf"(?:change|set|make|edit|update|rewrite|replace) (?:the )?(?:on-screen )?(?P<f>{'|'.join(_FIELDS)})(?: text)? (?:of|in|on|for) {SCENE} (?:to(?: say| read)?|say|read|with|into|:)? ?(?P<new>{QUOTE})", _set_text),
    (rf"(?:the )?(?:on-screen )?(?P<f>{'|'.join(_FIELDS)})(?: text)? (?:of|in|on|for) {SCENE} ?(?:should (?:say|read|be)|must (?:say|read|be)|is|to be|:) ?(?P<new>{QUOTE})", _set_text),
    (rf"(?:(?:change|set|make|edit|update|rewrite|replace) )?(?:the )?{SCENE}(?:'s|’s)? (?P<f>{'|'.join(_FIELDS)}) ?(?:to(?: say| read)?|should (?:say|read|be)|say|with|into|is|:) ?(?P<new>{QUOTE})", _set_text),
    (rf"(?:change|set|make|edit|update|rewrite|replace) (?:the )?(?:on-screen )?(?P<f>{'|'.join(_FIELDS)})(?: text)? (?:to(?: say| read)?|say|with|into|:) ?(?P<new>{QUOTE})", _set_text),
    (rf"(?:make |have |let )?{SCENE} (?:should |must |to |will )?(?:say|read)s? ?:? ?(?P<new>{QUOTE})", _set_text),
    (rf"(?:make |have |let |in )?{SCENE},? (?:should |must |to |will |has to |needs to )?(?:just |rather )?(?:say|read)s?(?: that)? ?:? (?P<new>[^\"“”?:]{{3,200}})", _says),
    (r"(?:add|put|show|include|write|mention)(?: in)? (?:our |the |my |an? )?(?:postal |street |e-?mail |phone |opening )?(?:address|phone|number|hours|times|e-?mail|location|website|url|handle|hashtag)(?: is)? ?:? (?P<new>[^?]{4,100}?)(?: (?:at|on|in) (?:the )?(?:very )?(?:end|last (?:scene|card|screen)|closing(?: card| scene)?|end card))?", _where_we_are),
    (rf"(?:(?:change|set|make|update|replace|edit) )?(?:the |a )?(?:new )?(?:cta|call[- ]to[- ]action|button|closing line)(?: text)? ?(?:{TO}(?: say| read)?|should (?:say|be|read)|is|say) ?(?P<new>.{{2,80}})", _cta),
    (rf"(?:make|have) (?:the )?(?:cta|call[- ]to[- ]action|button) (?P<new>{QUOTE})", _cta),
    (rf"(?:make |use |give (?:it|me) |have |let )?(?:{SCENE} )??(?:(?:should|could|must) )?(?:sound |be |feel )?(?:(?:{A_BIT}|be|sound|to be|an?|feel|come across as) ?)*(?P<t>{_TONE})(?: (?:tone|wording|language|copy|script|style of writing))?", _tone),
    (rf"(?:rewrite|rephrase|reword|redo|say) {SCENE} (?:(?:in an?|with an?|to be|to sound|so (?:that )?(?:it|she|he) ?(?:'s|is|feels|sounds|reads|comes across)(?: as)?|using an?) )?{A_BIT}*(?P<t>{_TONE})(?: (?:tone|way|voice|style|manner|language))?", _tone),
    (rf"(?:{SCENE} )?(?:is|sounds|feels|seems|are|sound)? ?{A_BIT}*too {A_BIT}*(?P<x>{_TOO})", _too),
    (rf"(?:end|close|finish)(?: (?:it|the (?:video|film)))? (?:with|on) (?:the (?:words|line|text|cta|call[- ]to[- ]action) )?(?P<new>{QUOTE})", _cta),
    (r"(?:say|write|put|use) (?P<new>[^\"“”]{1,40}?) (?:instead of|rather than) (?P<old>[^\"“”]{1,40})", _replace_text),
    (r"(?:it|that|this|the name|the brand|the product)(?: is|'s) (?:spelled|spelt|written|called) (?P<new>[^,]{1,40}?),? (?:and )?not (?P<old>.{1,40})", _respell),
    (r"(?:change |set |update |make |put )?(?:the )?(?:new )?price (?:is (?:now |wrong,? (?:it is|it should be) )?|should be |must be |was changed to |changed to |to )(?P<new>[$€£]\d[\d.,]*)", _reprice),
    (rf"instead of (?P<old>{QUOTE}),? ?(?:say|write|put|use|it should (?:say|be)) (?P<new>{QUOTE})", _replace_text),
    (r"(?:the [\w ]{2,20} is (?:wrong|incorrect|not right)[,:;]? )?(?:it|that|the [\w ]{2,20})(?: is| should be| must be|'s) (?:actually )?(?P<new>[^,]{1,40}?),?(?: and)? (?:not|instead of|rather than) (?P<old>.{1,40})", _correct),
    (rf"(?:remove|delete|drop|cut|take out|leave out|lose) (?:the )?(?:words? |text |phrase |line |sentence )?(?P<old>{QUOTE})", _strike),
    (r"(?:not|no longer) (?P<old>.{1,40}?),? (?:but|it's|it is) (?P<new>.{1,40})", _correct),
    (rf"(?:fix (?:the |a )?typo:? )?(?P<old>{QUOTE}) (?:should be|must be|should read|becomes|->|→|=>) (?P<new>{QUOTE})", _replace_text),
    (r"(?P<old>[$€£]?\d[\d.,]*\s?(?:%|[$€£]|\w+)?) (?:should be|must be|should read|->|→|=>) (?P<new>[$€£]?\d[\d.,]*\s?(?:%|[$€£]|\w+)?)", _correct),
    (r"(?:change|replace|swap|correct|rename|update|fix) (?:the )?(?:price |date |name |word )?(?:from )?(?P<old>[^\"“”]{1,60}?) (?:to|with|by|into|->|→|for) (?P<new>[^\"“”]{1,80})", _replace_text),
]  # fmt: skip
