"""What a message most likely asks for, where no stricter reading takes it: likeness to labelled sentences says what it is about,
and values come from its own words. What has no value is asked about, never made up.
"""

# ruff: noqa: E501 (a table is read more easily on few lines)

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.director.about import About
from agent.director.contract import Kind
from agent.director.doubting import SHORTEST_S, righted, speaks_against
from agent.director.filling import FILLS, is_named
from agent.director.finding_scenes import pointed_at
from agent.director.likeness import WISH, likeness
from agent.director.read_facts import without_quotes
from agent.director.read_gist import OPEN, PAST, tells
from agent.director.read_numbers import lengths
from agent.director.supporting import scene_in
from agent.director.wishes.abroad import bag_abroad
from agent.director.wishes.bag import Bag, bag_of
from agent.director.wishes.clause import Clause
from agent.director.wishes.frame_edits import ref_of
from agent.director.wishes.together import Wish, conflict_in
from agent.director.wishes.tongue_words import likely_tongue, tokens_of
from memory.domain.edit_values import SceneRef
from memory.domain.edits import Edit, Op, parse_edit
from memory.errors import EditError

Scores = Mapping[str, float]
SURE = 0.38  # from here on it is done
SURE_WHERE_NAMED = 0.28  # the same where a word of the message names the subject or its value
SURE_BESIDE = 0.5  # the same beside wishes that were read
WISHED = 0.4  # likeness to wishes of any kind, from which on something is taken that was not read word for word
WISHED_PLAINLY = 0.25  # and what was
BORNE = 0.15  # from here on what was read by its gist is believed
SURE_OF_PIECE = 0.6  # the same of one sentence, or of a piece of one, in a message that is about more
SURE_OF_LEFT = 0.4  # the same of a piece that no reading took
OVERRULES = 0.5  # from here on a question, thanks or another film is no wish, whatever its gist
AHEAD = 0.15  # and it has to be this far ahead of every wish
ASKED = 0.1  # what a question mark at the end adds to the likeness to questions
LIKELY = 0.25  # from here on a model is asked for its words, or the person what is meant
SHARE = 0.4  # of the likeness to its subject, for a direction to count
LEAST = 0.2  # and what it has to have itself
APART = 0.1  # directions nearer to each other than this are not told apart
KINDS: dict[str, Kind] = {"question": "ask_question", "approve": "approve", "stop": "cancel", "new": "start_new", "none": "other"}
# What only a model finds in a sentence.
WORDED: dict[str, Op] = {"text": "edit_text", "ending": "change_cta"}
OPS: dict[str, Op] = {
    "pace": "change_pace", "length": "change_duration", "tone": "rewrite_tone", "presenter": "change_presenter", "voice": "change_voice",
    "background": "change_background", "colour": "change_color", "music": "change_music", "captions": "change_captions",
    "shape": "change_aspect_ratio", "language": "change_language", "add": "add_scene", "remove": "remove_scene",
    "order": "reorder_scenes", "picture": "replace_media", "logo": "change_logo", "transition": "change_transition", "undo": "undo", **WORDED,
}  # fmt: skip
_TOLD = re.compile(
    r"\b(?:said|says|asked|told|wrote|shouted|yelled|suggested|thought|was about to|sagte|meinte|dijo|dice que|a dit|disait"
    r"|ha detto|disse|zei)\b",
    re.I,
)
# Joy over something that is there: no wish for it, unless the message goes on with one.
_PLEASED = re.compile(
    r"\b(?:exactly what (?:we|i|my|our)\b|bless you|(?:it's|is|are) perfect (?:there|here|for us)|could (?:listen to|watch|hear) (?:her|him|it|that|this)\b|takes me (?:right )?back\b|reminds me of (?:my|our)\b|stuck in my head|gave me goosebumps"
    r"|könnte ich (?:\w+ ){0,3}(?:hören|anschauen)|so schön|qué (?:bonit|lind|preci)\w+|me recuerda a mi|che bell\w+|mi ricorda|que lind\w+|wat (?:een )?mooi\w*|comme c'est beau)|きれいに|素敵です|예쁘네|好听|好看|какая красота",
    re.I,
)
_YET = re.compile(
    r"\b(?:but|please|pls|could you|can you|only|just|though|except|however|should|make|less|more|too|aber|bitte|nur|pero|por favor|mais|ma|per favore|mas|maar|alsjeblieft|ale|men)\b|не\b|但|でも",
    re.I,
)
_STAYS = re.compile(
    r"\b(?:(?:don'?t|do not|never|no need to) (?:touch|change|remove|alter|cut|drop|swap)|keep (?!it (?:under|below|to|short|at|within|down))|leave (?!out|off|away)|no notes|can stay|as (?:it|they) (?:is|are)|as is|untouched|unchanged"
    r"|nicht (?:ändern|anfassen)|(?:bleibt|bleiben|lassen?) so|ne (?:touche|change)\w*|no (?:toque|cambie|quite)\w*|lascia(?:te)? (?:così|stare)|nie (?:zmieniaj|ruszaj)\w*|niech zostan\w+|não (?:mexa|mude)\w*|niet (?:veranderen|aankomen))\b|не (?:трогайте|меняйте|трогай)",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?;…])\s+|(?<=[。！？])|\n+")
_PART = re.compile(
    r"\s*[,;:–—]\s+|[、，；]|\s+(?:and|but|plus|also|und|aber|y|pero|et|mais|e|ma|mas|en|maar|i|och|men|ve|ama|и|но)\s+|\s[+&]\s",
    re.I,
)


@dataclass(frozen=True)
class Guess:
    """What is taken without a model, or one question; `open_ops` are operations whose words only a model can find."""

    kind: Kind
    edits: tuple[Edit, ...] = ()
    question: str = ""
    open_ops: tuple[Op, ...] = ()


@dataclass(frozen=True)
class _Found:
    """A subject that a piece of the message is like, with the direction that it is most like ('' for none)."""

    subject: str
    direction: str
    piece: str
    score: float


def guess(text: str, clause: Clause, certain: Sequence[Edit] = (), loose: Sequence[Edit] = (), rest: str = "") -> Guess:
    """The kind of message, its edits, or one question.

    `certain` are edits read word for word, which stay; `loose` ones were read by their gist, and stay where the message is
    like them. `rest` is what no reading took.
    """
    weigh = likeness().scores
    scores = _weighed(text, weigh)
    rest = rest if certain or loose else ""
    kind = max(("unclear", *KINDS), key=lambda label: scores[label])
    best = max(scores[subject] for subject in FILLS)
    if not certain and _PLEASED.search(text) and not _YET.search(text):
        return Guess("other")
    if not certain and kind != "unclear" and scores[kind] >= OVERRULES and scores[kind] >= best + AHEAD:
        return Guess(KINDS[kind])
    if scores[WISH] < WISHED:
        loose = ()
    if scores[WISH] < WISHED_PLAINLY:
        certain = ()
    found = _found(text, scores, weigh, rest) if scores[WISH] >= WISHED else []
    read = (*certain, *loose)
    borne = [edit for edit in read if _bears(edit, read, text, weigh, by_gist=edit in loose)]
    kept = [put for edit in borne if (put := righted(edit, text, clause))]
    made: list[Edit] = []
    questions: list[str] = []
    for one in found:
        about = _about(one, text, clause)
        if one.score < _least(one, about, rest, beside=bool(kept)):
            questions.append(_about_what(one.subject))
            continue
        filled = FILLS[one.subject](about)
        if isinstance(filled, str) and one.piece != text and not kept:
            filled = FILLS[one.subject](_about(replace(one, piece=text), text, clause))
        if isinstance(filled, str):
            questions.append(filled)
        elif (edit := _typed(filled)) and _is_new(edit, kept, one.piece in rest) and _fits(edit, made, one.piece):
            made.append(edit)
    if wished := (*(_timed(edit, text, clause) for edit in kept), *made):
        closing = {edit.value.text for edit in wished if edit.op == "change_cta"}
        once = [edit for edit in wished if edit.op != "edit_text" or edit.value.to not in closing]
        return Guess("revise", tuple(_placed(edit, text, clause) if len(once) == 1 else edit for edit in once))
    if not found and scores[kind] >= LIKELY:
        return Guess(KINDS.get(kind, "clarify"))
    open_ops = tuple(WORDED[one.subject] for one in found if one.subject in WORDED)
    return Guess("clarify", question=questions[0] if questions else "", open_ops=open_ops)


def _timed(edit: Edit, text: str, clause: Clause) -> Edit:
    """'too long, half a minute at most': shorter by a reading of the one part, with the length that the other says."""
    said = [one for one in lengths(without_quotes(text)) if abs(one.target_s - (clause.board.target_s or 0)) > 1]
    if (
        edit.op != "change_duration"
        or edit.scene not in (None, "all")
        or edit.value.relative is None
        or edit.value.by_s is not None
    ):
        return edit
    fits = (
        len(said) == 1
        and said[0].target_s >= SHORTEST_S
        and (said[0].target_s < (clause.board.target_s or 0)) == (edit.value.relative == "shorter")
    )
    return _typed({"op": edit.op, "value": {"target_s": said[0].target_s, "mode": said[0].mode}}) or edit if fits else edit


def _placed(edit: Edit, text: str, clause: Clause) -> Edit:
    """'the ending is too abrupt, make more long': the one wish is for the one scene that the message speaks of first."""
    relative = edit.op == "change_duration" and (edit.value.relative or edit.value.factor or edit.value.by_s)
    small = edit.op == "change_duration" and (edit.value.target_s or SHORTEST_S) < SHORTEST_S
    if not (relative or small) or edit.scene not in (None, "all") or _WHOLE.search(text):
        return edit
    refs = [thing.value for thing in things_of(text, clause).all("scene")]
    return edit.model_copy(update={"scene": refs[0]}) if len(refs) == 1 and refs[0] != "all" else edit


_WHOLE = re.compile(
    r"\b(?:film|video|clip|whole|overall|total|everything|all of it|altogether|ganze|insgesamt|entero|todo|tout|tutto|inteiro|hele|cały|hela|tüm)\w*|фильм|видео|весь|全",
    re.I,
)


def _is_new(edit: Edit, kept: Sequence[Edit], is_rest: bool) -> bool:
    """Whether nothing of the kind was read; in what was left over, whether nothing was read for these scenes."""
    same = [other for other in kept if other.op == edit.op]
    return not same or (is_rest and edit.scene not in (None, "all") and all(edit.scene != other.scene != "all" for other in same))


def _weighed(text: str, weigh: Callable[[str], Scores]) -> Scores:
    """What a message is about; what only its quotes are like is about their words, if about anything."""
    scores, plain = dict(weigh(text)), without_quotes(text)
    if text.rstrip().endswith(("?", "？", "؟")):
        scores["question"] += ASKED
    if plain == text:
        return scores
    bare = weigh(plain)
    return {label: score if label in WORDED else min(score, bare[label]) for label, score in scores.items()}


def _least(one: _Found, about: About, rest: str, *, beside: bool) -> float:
    """The likeness from which a subject is taken; beside other wishes more is needed, unless nothing else took the piece."""
    if is_named(one.subject, about) and (not beside or one.piece in rest):
        return SURE_WHERE_NAMED
    return SURE_BESIDE if beside else SURE


def is_borne(edits: Sequence[Edit], text: str, clause: Clause) -> bool:
    """Whether a message wishes for something, is about what was read out of it, and says no more of it."""
    weigh = likeness().scores
    return weigh(text)[WISH] >= WISHED_PLAINLY and all(
        _bears(edit, edits, text, weigh) and righted(edit, text, clause) == edit for edit in edits
    )


def _bears(edit: Edit, read: Sequence[Edit], text: str, weigh: Callable[[str], Scores], *, by_gist: bool = False) -> bool:
    """Whether the message, or a piece of it, is like what an edit is about, and not plainly about what nothing was read of."""
    subjects = _subjects(edit)
    unread = FILLS.keys() - {subject for other in read if other != edit for subject in _subjects(other)}
    if rival := _RIVALS.get(edit.op):
        near_by, apart = rival
        whole = weigh(text)
        if whole[near_by] - whole[subjects[0]] >= apart and near_by in unread and not _is_counted(edit):
            return False
    pieces = (text, *_sentences(text), *(one for one in _PART.split(text) if one and _is_long(one.strip())))
    near = max((weigh(piece)[subject] for piece in pieces for subject in subjects), default=1.0)
    return (near >= BORNE or not by_gist) and not speaks_against(near, weigh(text), unread - set(subjects), by_gist=by_gist)


# What is said in nearly the same words ('quicker' of the film and of the voice, 'a man' to be seen and to be heard), and how much
# more likeness speaks for the one that was not read.
_RIVALS: dict[str, tuple[str, float]] = {"change_duration": ("pace", 0.12), "change_presenter": ("voice", 0.3)}


def _is_counted(edit: Edit) -> bool:
    """Whether more is said than that one thing should be other than it is."""
    if edit.op == "change_duration":
        return edit.scene not in (None, "all") or edit.value.relative is None
    return edit.op == "change_presenter" and not edit.value.visible


def _subjects(edit: Edit) -> list[str]:
    return [subject for subject, op in OPS.items() if op == edit.op] + (["pace"] if edit.op == "change_duration" else [])


def _found(text: str, scores: Scores, weigh: Callable[[str], Scores], rest: str) -> list[_Found]:
    """The subjects of the whole message, and those of its pieces that are plainer than the whole."""
    if OPEN.search(without_quotes(text)):
        return []
    sentences = [one for one in _sentences(text) if not _TOLD.search(one)]
    plain = without_quotes(text)
    only_told = len(sentences) == 1 and (PAST.search(plain) or (_STAYS.search(plain) and not _PART.search(text)))
    whole = not only_told and not _TOLD.search(text)
    parts = [one.strip() for sentence in sentences for one in _PART.split(sentence) if one and one.strip()]
    pieces = dict.fromkeys(one for one in (*sentences, *parts) if one != text and _is_long(one) and not _is_told(one))
    weighed = [(piece, _weighed(piece, weigh)) for piece in pieces]
    if not whole and not weighed:
        return []
    found: dict[str, _Found] = {}
    for subject in FILLS:
        if scores[subject] >= max(LIKELY, *(scores[kind] for kind in ("unclear", *KINDS))):
            piece, own = max(weighed, key=lambda pair: pair[1][subject], default=(text, scores))
            if whole and own[subject] < scores[subject]:
                piece, own = text, scores
            if not whole and own[subject] < LIKELY:
                continue
            score = scores[subject] if whole else own[subject]
            found[subject] = _Found(subject, _direction(subject, own) or _direction(subject, scores), piece, score)
    for piece, own in weighed:
        best = max(FILLS, key=lambda subject: own[subject])
        is_sure = own[best] >= (SURE_OF_LEFT if piece in rest else SURE_OF_PIECE) and own[best] >= max(
            own[kind] for kind in ("unclear", *KINDS)
        )
        if is_sure and best not in found and best not in ("add", "undo"):
            found[best] = _Found(best, _direction(best, own), piece, own[best])
    return sorted(found.values(), key=lambda one: -one.score)


def _is_told(text: str) -> bool:
    """Whether a piece tells of the past, of others or of what is to stay."""
    return tells(text) or bool(_STAYS.search(text) or _TOLD.search(text))


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in _SENTENCE.split(text) if one and one.strip()]


def _is_long(piece: str) -> bool:
    return len(piece.split()) > 1 or not piece.isascii()


def _about(one: _Found, text: str, clause: Clause) -> About:
    bag = things_of(one.piece, clause)
    scene: SceneRef = ref_of(bag)
    if isinstance(scene, int) and scene > len(clause.board.scenes):
        scene = None
    if scene is None and one.subject in _OF_SCENES:
        scene = scene_in(one.piece, clause.board) or scene_in(text, clause.board)
        if scene is None and one.subject in ("length", "tone", "remove"):
            scene = pointed_at(one.piece, clause.board)
    return About(one.piece, bag, one.direction, clause, scene if one.subject in _OF_SCENES else None)


_OF_SCENES = frozenset("length pace tone text presenter voice background add remove order picture transition logo".split())  # noqa: SIM905


def things_of(text: str, clause: Clause) -> Bag:
    """What the words of a text stand for, in whatever language of the tables it is."""
    tongue = likely_tongue(without_quotes(text))
    if tongue == "en":
        return bag_of(text, clause)
    spans = {length.start: length for length in lengths(text)}
    return bag_abroad(tokens_of(text, tongue, clause, spans, lenient=True), text, clause)


def _typed(draft: dict[str, object]) -> Edit | None:
    try:
        return parse_edit(draft)
    except EditError:
        # More than the vocabulary holds.
        return None


def _fits(edit: Edit, made: Sequence[Edit], piece: str) -> bool:
    wishes = [Wish(other, piece) for other in (*made, edit)]
    return edit not in made and not conflict_in(wishes)


def _direction(subject: str, scores: Scores) -> str:
    """What the message says of its subject: the label under it that it is most like by far, '' where none is."""
    found = sorted((score, label.partition(" ")[2]) for label, score in scores.items() if label.startswith(f"{subject} "))
    (second, _), (score, direction) = [(0.0, ""), (0.0, ""), *found][-2:]
    return direction if score >= max(LEAST, scores[subject] * SHARE) and score - second >= APART else ""


def _about_what(subject: str) -> str:
    """A question that names what the message seems to be about."""
    return f"Is that about {_SAID[subject]}? Say in a few words what should be different."


_SAID = {
    "pace": "how fast it is spoken",
    "length": "the length",
    "tone": "the wording",
    "text": "the text",
    "presenter": "the presenter",
    "voice": "the voice",
    "background": "the background",
    "colour": "the colours",
    "music": "the music",
    "captions": "the captions",
    "shape": "the shape of the picture",
    "language": "the language",
    "add": "something to add",
    "remove": "a scene to leave out",
    "order": "the order of the scenes",
    "picture": "a picture",
    "logo": "the logo",
    "transition": "the change from scene to scene",
    "ending": "the closing words",
    "undo": "taking something back",
}
