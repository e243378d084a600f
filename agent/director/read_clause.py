"""One wish in one clause, read by patterns that must match all of it."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from agent.director.read_brief import CAPTIONS, MUSIC, mood_of
from agent.director.read_colors import COLOR, hex_of
from agent.director.read_numbers import lengths
from agent.director.read_scene import place, scene_ref
from agent.director.read_values import LANGUAGE, aspects, tag_of
from memory.domain.edit_values import SceneRef
from memory.domain.storyboard import BackgroundName, Storyboard, TransitionName

Draft = dict[str, Any]
_NO_REF: SceneRef = ()
_SCENE_OPS = (
    *("change_duration", "edit_text", "change_presenter", "change_voice", "change_background", "change_transition"),
    *("rewrite_tone", "replace_media"),
)
_IT = r"(?:it|this|that|the (?:whole |entire )?(?:video|film|clip|thing)|everything|the length|the duration|the total)"
_TO = r"(?:to|with|by|into|for|->|→|=>|as|:)"
_PUT = r"(?:make|change|set|turn|switch|update|get|have|put|use|give|let)"
_OFF_VERB = r"(?:turn off|switch off|remove|delete|hide|disable|drop|kill|lose|no|without|get rid of|cut|take out|take away|mute|no more|skip|stop)"
_ON_VERB = r"(?:turn on|switch on|add|show|enable|bring back|put back|with|include|turn back on|i want|restore|unmute)"
_KINDS = "|".join(get_args(BackgroundName))
_TRANSITIONS: dict[str, str] = {
    "cut": "cuts?|hard cuts?|straight cuts?",
    "crossfade": "cross-?fades?|dissolves?|fades?",
    "wipe": "wipes?",
    "push": "push(?:es)?|slides?",
    "zoom": "zooms?",
}
_TRANSITION = "|".join(_TRANSITIONS.values())
_TONE = r"(?:friendlier|friendly|funnier|funny|warmer|warm|more formal|formal|less formal|more casual|casual|more serious|serious|more professional|professional|more playful|playful|simpler|punchier|punchy|more exciting|more confident|more personal|more human|less salesy|less corporate|more urgent|more upbeat|more energetic|calmer|more conversational|more direct|more emotional|more enthusiastic|more polite|bolder)"
_ANOTHER = r"(?:a )?(?:different|another|other|new)"
_LEAD = re.compile(
    r"^(?:(?:and|also|then|please|pls|ok(?:ay)?|so|great|thanks|perfect|nice|good|hi|hey|now|next|finally|first|just|could you|can you|would you|will you|can we|could we|i(?:'d| would) like (?:you )?to|i want (?:you )?to|i need (?:you )?to|we need to|we should|let's|let us|lets|try to|you should|it should)\b[\s,]*)+",
    re.I,
)
_TAIL = re.compile(
    r"(?:[\s,]*(?:\b(?:please|pls|thanks|thank you|too|as well|again|instead|for me|now|everywhere|throughout|entirely|completely|altogether|overall)|[.!?;,]))+$",
    re.I,
)


@dataclass(frozen=True)
class Clause:
    """What the patterns may ask about: the film, the names that exist, the scene the clause began or ended with."""

    board: Storyboard
    presenters: Sequence[str] = ()
    voices: Sequence[str] = ()
    scene: SceneRef = _NO_REF


def read_clause(text: str, about: Clause) -> Draft | None:
    """The edit a clause asks for as a plain object, None where any word of it is not understood."""
    clause = _unfilled(text)
    for pattern, build in _RULES:
        if found := pattern.fullmatch(clause):
            draft = build(found, about)
            if draft is not None and (about.scene == _NO_REF or _takes_scene(draft)):
                return _with_scene(draft, about)
    return _read_around_scene(clause, about) if about.scene == _NO_REF else None


_SCENE_FIRST = re.compile(r"(?:in|on|for|at|within|from|of)?\s*(?P<s>[^,:]{2,40}?)\s*[,:]\s*(?P<rest>.+)", re.I | re.S)
_SCENE_LAST = re.compile(r"(?P<rest>.+?)\s+(?:in|on|for|of|at|from|to|behind|throughout|after)\s+(?P<s>[^,:]{2,60})", re.I | re.S)


def _read_around_scene(clause: str, about: Clause) -> Draft | None:
    """'in scene 2, ...' and '... in scene 2': the scene first, then the rest without it."""
    for pattern in (_SCENE_FIRST, _SCENE_LAST):
        if found := pattern.fullmatch(clause):
            known, ref = scene_ref(found["s"], about.board)
            if known:
                return read_clause(found["rest"], Clause(about.board, about.presenters, about.voices, ref))
    return None


def _takes_scene(draft: Draft) -> bool:
    return draft["op"] in _SCENE_OPS and draft.get("scene") is None


def _with_scene(draft: Draft, about: Clause) -> Draft:
    return {"scene": None, **draft} if about.scene == _NO_REF else {**draft, "scene": about.scene}


def _unfilled(text: str) -> str:
    """The clause without the words of politeness around it."""
    clause = " ".join(text.split()) if '"' not in text and "“" not in text else text.strip()
    before = ""
    while before != clause:
        before = clause
        clause = _TAIL.sub("", _LEAD.sub("", clause)).strip()
    return clause


def _edit(op: str, scene: SceneRef = None, **value: Any) -> Draft:
    return {"op": op, "scene": scene, "value": value}


def _remove(found: re.Match[str], about: Clause) -> Draft | None:
    known, ref = scene_ref(found["s"], about.board)
    return _edit("remove_scene", ref) if known and ref != "all" else None


def _single(text: str, about: Clause) -> int | str | None:
    if number := place(text):
        return number
    known, ref = scene_ref(text, about.board)
    return ref if known and isinstance(ref, int | str) else None


def _swap(found: re.Match[str], about: Clause) -> Draft | None:
    left, right = _single(found["a"], about), _single(found["b"], about)
    return _edit("reorder_scenes", swap=[left, right]) if left and right else None


def _move(found: re.Match[str], about: Clause) -> Draft | None:
    moved = _single(found["a"], about)
    side = next((side for side in ("before", "after") if found.groupdict().get("side") == side), "")
    to = (
        "first"
        if re.fullmatch(r"(?:the )?(?:very )?(?:start|beginning|front|top|first)(?: place| position)?", found["to"], re.I)
        else ""
    )
    to = to or (
        "last" if re.fullmatch(r"(?:the )?(?:very )?(?:end|back|bottom|last)(?: place| position)?", found["to"], re.I) else ""
    )
    target = to or _single(re.sub(r"^(?:the )?(?:position|place|spot|number|slot) ", "", found["to"], flags=re.I), about)
    if not moved or not target:
        return None
    return _edit("reorder_scenes", move=moved, to=f"{side} {target}" if side else target)


def _open_with(found: re.Match[str], about: Clause) -> Draft | None:
    moved = _single(found["a"], about)
    return (
        _edit("reorder_scenes", move=moved, to="last" if found["how"].lower().startswith(("end", "close", "finish")) else 1)
        if moved
        else None
    )


def _order(found: re.Match[str], about: Clause) -> Draft | None:
    numbers = [place(word) for word in re.split(r"[\s,]+(?:and )?", found["list"])]
    return _edit("reorder_scenes", order=numbers) if len(numbers) == len(about.board.scenes) and None not in numbers else None


def _duration(found: re.Match[str], about: Clause) -> Draft | None:
    """One length that fills the captured part, for the film or for the scene it is said of."""
    said = re.sub(r"^(?:exactly|just|only|be|to|at|down to|up to a|a|total of)\s+", "", found["d"], flags=re.I)
    known = lengths(said)
    if len(known) != 1 or known[0].text.strip().lower() != said.strip().lower():
        return None
    # A vague or capped wish keeps its mode; "max" and "about" are what was said, not a rounding of ours.
    return _scene_length(found, about, target_s=known[0].target_s, mode=known[0].mode)


def _scene_length(found: re.Match[str], about: Clause, **value: Any) -> Draft | None:
    phrase = found.groupdict().get("s")
    if not phrase or re.fullmatch(_IT, phrase, re.I):
        return _edit("change_duration", **value)
    known, ref = scene_ref(phrase, about.board)
    return _edit("change_duration", ref, **value) if known else None


def _relative(found: re.Match[str], about: Clause) -> Draft | None:
    word = found["r"].lower()
    relative = "longer" if re.search(r"longer|lengthen|extend|stretch", word) else "shorter"
    return _scene_length(found, about, relative=relative)


def _factor(found: re.Match[str], about: Clause) -> Draft | None:
    word = found["f"].lower()
    if percent := re.fullmatch(r"(?:by )?(\d{1,2}) ?(?:%|percent) (shorter|longer)", word):
        return _scene_length(found, about, factor=1 + int(percent[1]) / 100 * (1 if percent[2] == "longer" else -1))
    return _scene_length(found, about, factor=0.5 if "half" in word or "halve" in word or "twice as short" in word else 2.0)


def _by_seconds(found: re.Match[str], about: Clause) -> Draft | None:
    known = lengths(found["d"])
    if len(known) != 1 or about.board.target_s is None or about.scene != _NO_REF:
        return None
    step = known[0].target_s * (1 if found["r"].lower() in ("longer", "extend", "lengthen", "add") else -1)
    return _edit("change_duration", target_s=about.board.target_s + step) if about.board.target_s + step > 0 else None


def _captions(action: str, **value: str) -> Callable[[re.Match[str], Clause], Draft | None]:
    return lambda found, about: _edit("change_captions", action=action, **value)


def _caption_style(found: re.Match[str], about: Clause) -> Draft:
    return _edit("change_captions", action="style", style="boxed" if "box" in found[0].lower() else "word")


def _caption_place(found: re.Match[str], about: Clause) -> Draft:
    return _edit(
        "change_captions", action="position", position="top" if found["p"].lower() in ("top", "up", "above") else "bottom"
    )


def _music(**value: str) -> Callable[[re.Match[str], Clause], Draft | None]:
    return lambda found, about: _edit("change_music", **value)


def _music_mood(found: re.Match[str], about: Clause) -> Draft | None:
    mood = mood_of(found["m"] or found["m2"] or found["m3"])
    return _edit("change_music", action="replace", mood=mood) if mood else None


def _presenter(found: re.Match[str], about: Clause) -> Draft | None:
    name = next((name for name in about.presenters if name.lower() == found["n"].strip().lower()), None)
    return _edit("change_presenter", name=name.lower()) if name else None


def _recast(found: re.Match[str], about: Clause) -> Draft | None:
    """One member of the cast for another; two other names are words of the film."""
    return _presenter(found, about) if found["o"].lower() in {name.lower() for name in about.presenters} else None


def _voice(found: re.Match[str], about: Clause) -> Draft | None:
    name = next((name for name in about.voices if name.lower() == found["n"].strip().lower()), None)
    return _edit("change_voice", name=name) if name else None


def _background(found: re.Match[str], about: Clause) -> Draft | None:
    scene: SceneRef = None
    if phrase := found.groupdict().get("s"):
        known, scene = scene_ref(phrase, about.board)
        if not known:
            return None
    what = re.sub(r"^(?:a|an|the) ", "", found["c"].strip(), flags=re.I)
    if what.lower() in get_args(BackgroundName):
        return _edit("change_background", scene, kind=what.lower())
    color = hex_of(what)
    return _edit("change_background", scene, color=color) if color else None


def _color(found: re.Match[str], about: Clause) -> Draft | None:
    color = hex_of(found["c"])
    role = "accent" if "accent" in found[0].lower() else "brand"
    return _edit("change_color", color=color, role=role) if color else None


def _aspect(found: re.Match[str], about: Clause) -> Draft | None:
    shapes = aspects(f"in {found['a']}")
    return _edit("change_aspect_ratio", aspect=shapes[0]) if len(shapes) == 1 else None


def _transition(found: re.Match[str], about: Clause) -> Draft | None:
    name = next((name for name, words in _TRANSITIONS.items() if re.fullmatch(words, found["t"], re.I)), None)
    return _edit("change_transition", name=name) if name in get_args(TransitionName) else None


def _language(found: re.Match[str], about: Clause) -> Draft | None:
    tag = tag_of(found["l"])
    return _edit("change_language", language=tag) if tag else None


def _tone(found: re.Match[str], about: Clause) -> Draft | None:
    phrase = found.groupdict().get("s")
    if not phrase or re.fullmatch(rf"{_IT}|the (?:tone|script|text|narration|wording|copy)", phrase, re.I):
        return _edit("rewrite_tone", None if about.scene != _NO_REF else "all", tone=found["t"].lower())
    known, ref = scene_ref(phrase, about.board)
    return _edit("rewrite_tone", ref, tone=found["t"].lower()) if known else None


def _pace(found: re.Match[str], about: Clause) -> Draft:
    word = (found["d"] or found["w"] or found["v"]).lower()
    return _edit("change_pace", direction="slower" if "slow" in word else "faster")


def _unquoted(text: str) -> str:
    text = text.strip()
    marks = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»", "„": "“"}
    if len(text) > 1 and marks.get(text[0]) and text[-1] in (marks[text[0]], '"', "”"):
        return text[1:-1].strip()
    return text


def _replace_text(found: re.Match[str], about: Clause) -> Draft | None:
    """Quoted on both sides, or bare words that stand in the film exactly so."""
    old, new = _unquoted(found["old"]), _unquoted(found["new"])
    bare = old == found["old"].strip()
    if not old or (bare and not _stands(old, about)):
        return None
    return _edit("edit_text", **{"from": old, "to": new})


def _stands(old: str, about: Clause) -> bool:
    texts = [text for scene in about.board.scenes for text in (scene.narration, *scene.on_screen.lines())]
    return any(re.search(rf"(?<!\w){re.escape(old)}(?!\w)", text, re.I) for text in texts)


_FIELDS = {"headline": "headline", "title": "headline", "heading": "headline", "narration": "narration", "script": "narration", "text": "any", "line": "narration", "body": "body", "figure": "figure", "number": "figure", "voiceover": "narration", "voice-over": "narration", "points": "points", "bullets": "points", "subtitle": "body"}  # fmt: skip


def _set_text(found: re.Match[str], about: Clause) -> Draft | None:
    field = _FIELDS[(found.groupdict().get("f") or "narration").lower()]
    phrase = found.groupdict().get("s")
    known, ref = scene_ref(phrase, about.board) if phrase else (about.scene != _NO_REF, None)
    if not known:
        return None
    return _edit("edit_text", ref, to=_unquoted(found["new"]), field="narration" if field == "any" else field)


def _cta(found: re.Match[str], about: Clause) -> Draft | None:
    text = _unquoted(found["new"])
    return _edit("change_cta", text=text) if text and len(text) <= 160 else None


def _add(found: re.Match[str], about: Clause) -> Draft | None:
    words = _unquoted(found["new"])
    scene: SceneRef = None
    if phrase := found.groupdict().get("s"):
        known, ref = scene_ref(phrase, about.board)
        if not known or isinstance(ref, tuple):
            return None
        return _edit("add_scene", ref, narration=words, where=found["side"].lower())
    if at := found.groupdict().get("at"):
        scene = "last" if at.lower() == "end" else "first"
    return _edit("add_scene", scene, narration=words)


def _fixed(op: str, **value: Any) -> Callable[[re.Match[str], Clause], Draft | None]:
    return lambda found, about: _edit(op, **value)


def _undo_to(found: re.Match[str], about: Clause) -> Draft:
    return _edit("undo", version=int(found["v"] or found["w"]))


_Q = r"(?:\"[^\"]*\"|“[^”]*”|'[^']*'|‘[^’]*’|«[^»]*»|„[^“”]*[“”])"
_S = r"(?P<s>.{1,60}?)"
_ASPECT = r"(?:\d{1,4}\s*(?::|/|x|×|by)\s*\d{1,4}|vertical|portrait|square|landscape|horizontal|wide ?screen|(?:instagram )?reels?|tik ?tok|(?:youtube )?shorts|(?:instagram )?stories|youtube|hochformat|querformat)"
_TABLE: list[tuple[str, Callable[[re.Match[str], Clause], Draft | None]]] = [
    (r"undo(?: (?:it|this|that|the last (?:change|edit|one|thing)|last change|my last change))?|(?:revert|roll back|take (?:it|that) back|go back|step back)(?: (?:it|that|one(?: step)?|the last (?:change|edit)|to (?:the )?(?:previous|last|earlier) (?:version|one)|to how it was(?: before)?))?|deshacer|rückgängig(?: machen)?|annuler", _fixed("undo")),
    (r"(?:go |revert |roll |switch )?(?:back )?to version (?P<v>\d{1,3})|restore version (?P<w>\d{1,3})", _undo_to),
    (rf"(?:turn |switch |set )?(?:the )?(?:{CAPTIONS}) off|{_OFF_VERB} (?:the |all |any |all the )?(?:burnt-in )?{CAPTIONS}", _captions("off")),
    (rf"(?:turn |switch |set )?(?:the )?(?:{CAPTIONS}) (?:back )?on|{_ON_VERB} (?:the |some )?(?:burnt-in )?{CAPTIONS}(?: back)?", _captions("on")),
    (rf"(?:{_PUT} )?(?:the )?{CAPTIONS} (?:to |in(?:to)? |be )?(?:a )?(?:boxed|box|boxes|word[- ]by[- ]word|word style)(?: style)?|(?:{_PUT} |with |i want )?(?:boxed|word[- ]by[- ]word) {CAPTIONS}", _caption_style),
    (rf"(?:(?:{_PUT}|move|place) )?(?:the )?{CAPTIONS} (?:up |down )?(?:to|at|on|near) (?:the )?(?P<p>top|bottom)(?: of the (?:screen|frame|picture))?", _caption_place),
    (rf"(?:turn |switch |set )?(?:the )?(?:background )?{MUSIC} off|{_OFF_VERB} (?:the |all |any )?(?:background )?{MUSIC}", _music(action="remove")),
    (rf"(?:turn |switch |set )?(?:the )?(?:background )?{MUSIC} (?:back )?on|{_ON_VERB} (?:the |some |a bit of )?(?:background )?{MUSIC}(?: back)?", _music(action="add")),
    (rf"(?:turn (?:down|the {MUSIC} down)|lower|reduce)(?: (?:the )?(?:volume of the )?{MUSIC})?(?: volume)?(?: (?:a bit|a little|down))?|(?:{_PUT} )?(?:the )?(?:background )?{MUSIC} (?:(?:a bit|a little|much|way|be|to be) ){{0,2}}(?:quieter|softer|lower|less loud|down)|quieter {MUSIC}|(?:the )?{MUSIC} is too loud", _music(action="volume", direction="down")),
    (rf"turn (?:up (?:the )?{MUSIC}|the {MUSIC} up)|(?:{_PUT} )?(?:the )?(?:background )?{MUSIC} (?:(?:a bit|a little|much|be) ){{0,2}}(?:louder|up)|louder {MUSIC}|(?:the )?{MUSIC} is too (?:quiet|soft)|raise the {MUSIC}(?: volume)?", _music(action="volume", direction="up")),
    (rf"(?:{_PUT}|swap|replace|try) (?:the |to )?{_ANOTHER} (?:{MUSIC}|track|tune|song)|(?:change|replace|swap) (?:the )?(?:background )?(?:{MUSIC}|track|song)|{_ANOTHER} (?:{MUSIC}|track|tune)", _music(action="replace")),
    (rf"(?:{_PUT}|swap|replace) (?:the )?(?:background )?(?:{MUSIC}) (?:(?:to|with|be|for|a bit|a little|something|more|much) )*(?P<m>[\w-]+)|(?:{_PUT} |try |with )?(?:some |a |to )?(?:more )?(?P<m2>[\w-]+) {MUSIC}|{MUSIC}:? (?:more )?(?P<m3>[\w-]+)", _music_mood),
    (rf"(?:remove|delete|cut|drop|take out|get rid of|lose|kill|skip|scrap|throw out|leave out|ditch|elimina|lösche) {_S}", _remove),
    (r"(?:swap|switch|exchange|flip)(?: the order of)? (?:scenes? )?(?P<a>.{1,40}?) (?:and|with|for|&) (?:scene )?(?P<b>.{1,40})", _swap),
    (r"(?:move|put|bring|place|shift) (?P<a>.{1,40}?) (?:right )?(?P<side>before|after) (?P<to>.{1,40})", _move),
    (r"(?:move|put|bring|place|shift) (?P<a>.{1,40}?) (?:up |down |back )?(?:to|at|into|in) (?P<to>.{1,40})", _move),
    (r"make (?P<a>.{1,40}?) (?:the )?(?P<to>first|last)(?: scene| one)?", _move),
    (r"(?P<how>start|open|begin|end|close|finish)(?: the (?:video|film))? with (?P<a>.{1,40})", _open_with),
    (r"(?:reorder|order|arrange|sort)(?: the)?(?: scenes)?(?: to| as| like this)?:? (?P<list>\d+(?:[\s,]+(?:and )?\d+)+)", _order),
    (rf"(?:(?:make|set|have|keep|get|bring|cut|trim|shorten|extend|lengthen|change|stretch|take|reduce|tighten) )?(?:(?P<s>{_IT}) )?(?:down |up |out )?(?:to (?:be )?|be |at |of |is |: ?)?(?P<d>.{{2,30}}?)(?: long| in length| total| in total)?", _duration),
    (rf"(?:(?:make|set|have|keep|cut|trim|shorten|extend|lengthen|change|stretch|reduce) )?{_S}(?:'s (?:length|duration))? (?:down |up |out )?(?:to (?:be |last )?|be |should (?:be|last|run) |at |last )?(?P<d>(?:exactly |about |around |under |max )?(?:[\d.,]+|[a-z]+)[\s-]?(?:s|secs?|seconds?|min|minutes?))(?: long)?", _duration),
    (rf"(?:make |get |cut )?(?:{_S} )??(?:(?:a bit|a little|much|slightly|way|somewhat|even) )*(?P<r>shorter|longer)", _relative),
    (rf"(?P<r>shorten|lengthen|extend|tighten|trim) {_S}(?: a bit| a little| slightly)?", _relative),
    (rf"(?:make |cut )?(?:{_S} )?(?P<f>half (?:as long|the length|the time)|twice as (?:long|short)|double the length|in half|(?:by )?\d{{1,2}} ?(?:%|percent) (?:shorter|longer))", _factor),
    (rf"(?P<f>halve|double) {_S}(?:'s|’s)?(?: length| duration)?", _factor),
    (rf"(?:make {_IT} )?(?P<d>.{{2,20}}?) (?P<r>shorter|longer)", _by_seconds),
    (rf"(?P<r>shorten|extend|lengthen|cut|trim|reduce) {_IT} by (?P<d>.{{2,20}})", _by_seconds),
    (rf"(?:(?:change|switch|swap|set|replace|update) (?:the )?(?:presenter|host|speaker|person|avatar)|presenter|host) ?(?:{_TO}|is|should be)? (?P<n>[\w' -]{{2,30}})", _presenter),
    (r"(?:use|have|let|make|try|with|i want|i'd like|put|go with|switch to|change to)(?: the presenter)? (?P<n>[\w'-]{2,30})(?: (?:as|for|to be) (?:the |our )?(?:presenter|host|speaker)| present(?:s|ing)?(?: it| this)?| to present(?: it| this)?| host(?: it)?| do it| in it| the presenter)?", _presenter),
    (r"(?:replace|swap|exchange) (?P<o>[\w'-]{2,30}) (?:with|for|by) (?P<n>[\w'-]{2,30})", _recast),
    (r"(?P<n>[\w'-]{2,30}) (?:should|as|must|is to) (?:present|host|the (?:presenter|host)|be the presenter|presenter)(?: it| this)?", _presenter),
    (r"(?:remove|hide|drop|lose|no|without|get rid of) (?:the |any )?(?:presenter|host|avatar|person|speaker)", _fixed("change_presenter", visible=False)),
    (rf"(?:(?:change|switch|swap|set|replace|use) (?:the )?)?voice ?{_TO}? (?P<n>[\w' -]{{2,30}})", _voice),
    (r"(?:use|with|try|switch to|change to|i want) (?:the )?(?P<n>[\w -]{2,30}?)(?:'s|’s)?(?: voice|(?: as| for) (?:the )?voice)", _voice),
    (rf"(?:{_PUT} )?(?:the )?background (?:colou?r )?(?:of|in|for|on|behind) {_S} (?:{_TO} |be )?(?P<c>(?:a |an )?(?:{COLOR}|{_KINDS}))", _background),
    (rf"(?:{_PUT} )?{_S}(?:'s|’s)? background (?:colou?r )?(?:{_TO} |be |should be |is )?(?P<c>{COLOR}|{_KINDS})", _background),
    (rf"(?:{_PUT} )?(?:the )?background:? (?:colou?r )?(?:{_TO} |be |should be |is )?(?P<c>(?:a |an )?(?:{COLOR}|{_KINDS}))(?: background)?", _background),
    (rf"(?:{_PUT} |with |i want |add |try )?(?:an? |the )?(?P<c>{COLOR}|{_KINDS}) background", _background),
    (rf"(?:{_PUT} |give )?(?:{_S} )(?:an? )?(?P<c>{COLOR}|{_KINDS}) background", _background),
    (rf"(?:{_PUT} )?(?:the |our )?(?:brand |main |primary |theme |accent )?colou?rs? (?:{_TO} |is |be |should be |= ?)?(?P<c>{COLOR})", _color),
    (rf"(?:use|apply|set|with) (?P<c>{COLOR}) (?:as|for) (?:the |our )?(?:brand |main |primary |theme |accent )(?:colou?r)", _color),
    (r"(?:use|apply|set) (?P<c>#[0-9a-f]{3,6})", _color),
    (rf"(?:(?:make|turn|use|switch to|set)(?: {_IT})? )?(?:in |into |to )?(?:a )?dark(?:er)? (?:mode|theme|look|version)", _fixed("change_color", dark=True)),
    (rf"(?:(?:make|turn|use|switch to|set)(?: {_IT})? )?(?:in |into |to )?(?:a )?light(?:er)? (?:mode|theme|look|version)", _fixed("change_color", dark=False)),
    (rf"(?:(?:make|turn|change|switch|convert|render|reformat|crop|give|do|export|i need|i want|format)(?: me)? )?(?:{_IT} |(?:the )?(?:aspect ratio|aspect|ratio|format|shape|orientation) )?(?:{_TO} |in |be |is )?(?:an? |the )?(?P<a>{_ASPECT})(?: (?:format|version|video|aspect ratio|ratio|shape))?", _aspect),
    (rf"(?:(?:{_PUT}|add) )?(?:all )?(?:the )?transitions? ?(?:{_TO} |be )?(?:an? )?(?P<t>{_TRANSITION})(?: transitions?)?", _transition),
    (rf"(?:(?:{_PUT}|add|with|i want) )?(?:an? |the )?(?P<t>{_TRANSITION}) (?:transitions?|between (?:all )?(?:the )?scenes)(?: between (?:all )?(?:the )?scenes)?", _transition),
    (rf"(?:(?:translate|change|switch|convert|make|do|turn|redo|i need|give me)(?: {_IT})? )?(?:the language )?(?:(?:in|into|to|be|as|is|:) )?(?:an? )?(?P<l>{LANGUAGE})(?: version| please)?", _language),
    (rf"(?:change|replace|swap|edit|correct|rename|update|fix|cambia|ersetze) (?:the )?(?:words? |text |phrase |price |date |name |line |word )?(?:from )?(?P<old>{_Q}) (?:{_TO}|por|durch) (?P<new>{_Q})", _replace_text),
    (rf"(?:say|write|put|use|it should say|it should be) (?P<new>{_Q}) (?:instead of|not|rather than) (?P<old>{_Q})", _replace_text),
    (rf"(?:change|set|make|edit|update|rewrite|replace) (?:the )?(?:on-screen )?(?P<f>{'|'.join(_FIELDS)})(?: text)? (?:of|in|on|for) {_S} (?:to(?: say| read)?|say|read|with|into|:)? ?(?P<new>{_Q})", _set_text),
    (rf"(?:(?:change|set|make|edit|update|rewrite|replace) )?(?:the )?{_S}(?:'s|’s)? (?P<f>{'|'.join(_FIELDS)}) ?(?:to(?: say| read)?|should (?:say|read|be)|say|with|into|is|:) ?(?P<new>{_Q})", _set_text),
    (rf"(?:change|set|make|edit|update|rewrite|replace) (?:the )?(?:on-screen )?(?P<f>{'|'.join(_FIELDS)})(?: text)? (?:to(?: say| read)?|say|with|into|:) ?(?P<new>{_Q})", _set_text),
    (rf"(?:make |have |let )?{_S} (?:should |must |to |will )?(?:say|read)s? ?:? ?(?P<new>{_Q})", _set_text),
    (rf"(?:(?:change|set|make|update|replace|edit) )?(?:the )?(?:cta|call[- ]to[- ]action|button|closing line)(?: text)? ?(?:{_TO}(?: say| read)?|should (?:say|be|read)|is|say) ?(?P<new>.{{2,80}})", _cta),
    (rf"(?:make|have) (?:the )?(?:cta|call[- ]to[- ]action|button) (?P<new>{_Q})", _cta),
    (r"(?:make |have )?(?:the |our )?logo (?:a bit |a little |much |be )*(?:bigger|larger)|(?:enlarge|increase) the logo|(?:a )?bigger logo", _fixed("change_logo", size="bigger")),
    (rf"(?:make|have) (?:the )?(?:cta|call[- ]to[- ]action|button) (?P<new>{_Q})", _cta),
    (r"(?:make |have )?(?:the |our )?logo (?:a bit |a little |much |be )*smaller|shrink the logo|(?:a )?smaller logo", _fixed("change_logo", size="smaller")),
    (r"(?:remove|hide|drop|lose|no|without|take out|get rid of|turn off|delete) (?:the |our )?logo|(?:the )?logo off", _fixed("change_logo", visible=False)),
    (r"(?:show|bring back|turn on|put back) (?:the |our )?logo(?: back)?|(?:the )?logo (?:back )?on", _fixed("change_logo", visible=True)),
    (rf"(?:speak|talk|narrate|read(?: it)?|say it|make (?:the )?(?:voice|narration|speech|pace|pacing)|(?:the )?(?:pace|pacing|voice|narration)) (?:(?:a bit|a little|much|slightly|be|is) )*(?P<d>faster|quicker|slower|more slowly|more quickly)|(?P<w>slow down|speed up)(?: (?:{_IT}|the (?:voice|narration|speech|pace|pacing)))?(?: a bit| a little)?|(?P<v>slower|faster) pace", _pace),
    (rf"(?:make |use |give (?:it|me) )?(?:{_S} )??(?:sound )?(?:(?:a bit|a little|much|slightly|way|be|sound|to be|a|feel) )*(?P<t>{_TONE})(?: tone)?", _tone),
    (r"(?:remove|delete|drop|take out) (?:the )?(?:picture|image|photo|clip|media|video clip)", _fixed("replace_media", action="remove")),
    (rf"(?:add|insert|put in) (?:a |another |one more )?(?:new )?scene (?P<side>after|before) {_S} (?:saying|that says|which says|with the (?:text|words|narration)|with|:) ?(?P<new>{_Q})", _add),
    (rf"(?:add|insert) (?:a |another |one more )?(?:new )?scene (?:at the (?P<at>end|start|beginning) )?(?:saying|that says|which says|with the (?:text|words|narration)|with|:) ?(?P<new>{_Q})", _add),
    (r"(?:change|replace|swap|correct|rename|update|fix) (?:the )?(?:price |date |name |word )?(?:from )?(?P<old>[^\"“”]{1,60}?) (?:to|with|by|into|->|→|for) (?P<new>[^\"“”]{1,80})", _replace_text),
]  # fmt: skip
_RULES = [(re.compile(pattern, re.I | re.S), build) for pattern, build in _TABLE]
