"""What the strict reading of a message left over, read for its gist; what only tells why is dropped."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.director.read_facts import without_quotes
from agent.director.read_numbers import lengths
from agent.director.wishes.abroad import bag_abroad
from agent.director.wishes.bag import Bag, Thing, bag_of
from agent.director.wishes.clause import Clause, Draft
from agent.director.wishes.frames import readdressed, requoted, reworded
from agent.director.wishes.gist import gist, spoken_of
from agent.director.wishes.headed import read_headed
from agent.director.wishes.inserting import insert, read_insert
from agent.director.wishes.takeback import undo_in
from agent.director.wishes.together import Wish, conflict_in, is_about_one_moved, speaks_of_it
from agent.director.wishes.tongue_words import UNSPACED, Token, likely_tongue, tokens_of
from memory.domain.edits import parse_edit
from memory.errors import EditError

# What makes a wish hang on something, or leaves it open: then nothing of the message is certain.
OPEN = re.compile(
    r"\b(?:if(?! (?:possible|you (?:can|could|would|don't mind)|that's (?:ok|possible)|we (?:can|could)))|unless|except|or(?! (?:else|so)\b)|not sure|whether|had (?:we|you|i|they) |wonder(?:ed|ing)? (?:if|whether)|in case|whichever|either (?!way)"
    r"|wenn(?! möglich)|falls(?! möglich)|oder|außer|nur wenn|salvo|excepto|sauf si|oppure|tranne|exceto|behalve|oprócz|chyba że|hariç|veya|или|кроме)\b|也许|或者|除了|かも|または|以外|아니면|혹시",
    re.I,
)
# What is told of the past or of others, and what is to stay: a piece with such words wishes for nothing.
PAST = re.compile(
    r"\b(?:(?:i|we|they|you|he|she|who) (?:already |just |also |really |only )?(?:watched|saw|showed|loved|liked|thought|said|told|asked|heard|noticed|tried|had|did|was|were|read the|muted|sent|wrote|laughed|cried|removed|deleted|changed|added|made|moved|took)|(?:was|were) (?:a |the |so |really |just )?(?:good|great|fine|lovely|perfect|nice|right|funny|better)|used to|at (?:my|our) (?:last|old|previous|former) \w+|yesterday|years ago|last (?:week|year|month)|back when"
    r"|(?:this|it|that)(?:'s| is| was) (?:now |already )?the (?:\w+ )time|told (?:me|us|them)|(?<!would )(?<!i'd )(?<!i’d )(?<!not )(?<!n't )(?<!n’t )(?:love|loved|adore|adored|enjoy|enjoyed|like|likes) (?:the|how|that|this|it|her|his|our)(?! to\b)|obsessed)\b",
    re.I,
)
# Why something is wished: what people do with the film.
_WHY = re.compile(
    r"(?:since|because|as|given that|seeing (?:as|that)|now that|so that|even though|although|while|just because|when|whenever|every time|weil|da|denn|damit|porque|ya que|parce que|car|puisque|comme|perché|siccome|omdat|ponieważ|bo|eftersom|fordi|protože|çünkü|потому что|так как|тому що)\b(?! (?:it|soon|well|far|long|much|well as)\b)"
    r"|(?:and |so )?(?:people|customers|clients|viewers|users|everyone|everybody|folks|readers|kids|most of them|nobody|no one|they|our (?:\w+ )?(?:people|customers|clients|viewers|users|audience|readers|kids|staff|members|fans|followers|buyers|neighbours|students|guests)) (?:all |always |only |just |mostly |often |never )?(?:forget|watch|see|know|think|say|are|have|get|gets|skip|scroll|read|reads|live|work|hate|drop|stop|lose|will|cannot|can't|don't|won't|sits|understands|cares|listens|watches|knows|likes)\b",
    re.I,
)
_STAYS = re.compile(
    r"\b(?:(?:do not|don'?t|never|no need to|not) (?!need|want|like|care|quite|really|loud|big|enough|so|too|as|that|very|visible|readable|nice|good|great|fit|work|see|hear|able|think|sure)\w+"
    r"|keep(?! it (?:under|below|to|short|at|within|down))|leave (?!out|off|away)|stays?|can stay|is fine|are fine|looks? (?:fine|good|great|perfect)|is (?:good|great|perfect|ok|okay)|are (?:good|great|perfect|ok|okay)|as (?:it|they) (?:is|are)|as is|no notes|untouched|unchanged"
    r"|(?:so|bleibt|bleiben) (?:lassen|so)|nicht (?:ändern|anfassen)|déjà bien|ne (?:touche|change)|no (?:toques|cambies)|lascia(?:te)? (?:così|stare)|niech (?:zostanie|zostaną)|zostaw)\b",
    re.I,
)
# What takes a wish of others back, or one's own.
_DISAGREES = re.compile(
    r"\b(?:i|we) (?:totally |completely |strongly |honestly |really )?(?:disagree|do not agree|don'?t agree)\b|\bso (?:all good|leave (?:it|that|them)|never ?mind)\b|\b(?:just kidding|jk|only joking|just joking|ignore (?:that|him|her|them|it))\b",
    re.I,
)
# 'voice memo: delete ...', 'small stuff from our side: ...'
_HEADED = re.compile(r"^[^:\d\"“”]{3,40}:\s+(?=\S.{6,})")
_KEEPS_ONLY = re.compile(r"\b(?:just|only) the (?:first|last) (?:\w+ )?(?:scenes?|slides?|parts?|tips?)\b", re.I)
_NOTHING = Bag("", (), ())
_ASKED = re.compile(
    r"\b(?:make|should|could|can|must|needs?|want|let'?s?|turn|set|get|give|please|pls|more|less|too|would|use|try|put|add|remove|change|replace|cut|move|bring|rewrite|rephrase|instead|rather|shorten|extend|swap|drop|lose|delete|without|take|skip|kill|lower|raise|mute|shrink|hide|show|slow|speed|trim|scrap|ditch|go)\b",
    re.I,
)
_LOOK_BACK = 3


def read_rest(
    text: str, spans: Sequence[tuple[int, int]], unread: Sequence[int], made: Sequence[Wish], about: Clause
) -> tuple[list[Wish], list[str]]:
    """Wishes found in the pieces that nothing took, and the pieces that stay unread."""
    tongue = likely_tongue(without_quotes(text))
    if _DISAGREES.search(text):
        return [], [text[slice(*spans[at])] for at in unread]
    found: list[Wish] = []
    rest: list[str] = []
    story = -1
    for at in unread:
        clause = text[slice(*spans[at])]
        if tells(clause) or (at == story + 1 and not _ASKED.search(clause) and _goes_on(text, spans, at)):
            # What goes on with a story in the same sentence is a part of it.
            story = at
            rest.append(clause)
            continue
        before = (text[slice(*spans[near])] for near in range(at - 1, max(-1, at - 1 - _LOOK_BACK), -1))
        topic = next((things for piece in before if (things := _spoken(piece, about, tongue))), ())
        if not (made or found) and (undo := undo_in(clause)):
            found.append(Wish(parse_edit(undo), clause.strip()))
            continue
        wishes = [
            wish
            for wish in _wishes(clause, about, topic, tongue)
            if _is_new(wish, (*made, *found)) and not _is_of_one_moved(clause, wish, (*made, *found))
        ]
        found += wishes
        if not wishes:
            rest.append(clause)
    return found, rest


def _is_of_one_moved(clause: str, wish: Wish, made: Sequence[Wish]) -> bool:
    """Whether 'it' may be a scene that was just moved, added or taken out as well as the film."""
    if not made or (not speaks_of_it(clause, wish.edit) and wish.edit.op != "reorder_scenes"):
        return False
    gone = made[-1].edit.op == "remove_scene" and wish.edit.op in ("reorder_scenes", "add_scene")
    return gone or (is_about_one_moved(made[-1]) and speaks_of_it(clause, wish.edit))


def tells(clause: str) -> bool:
    """Whether a piece only tells of the past, of others or of a reason."""
    plain = without_quotes(clause).strip()
    return bool(PAST.search(plain) or _WHY.match(plain))


def _goes_on(text: str, spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a piece goes on with the sentence of the one before."""
    return at > 0 and not re.search(r"[.!?;\n]", text[spans[at - 1][1] : spans[at][0]])


def _is_new(wish: Wish, made: Sequence[Wish]) -> bool:
    """Whether no other wish is of the same kind for the same scenes: what repeats one only explains it."""
    exact = wish.edit.op == "change_duration" and wish.edit.value.target_s is not None
    return not conflict_in([*made, wish]) and all(
        wish.edit.op != other.edit.op
        or wish.edit.scene != other.edit.scene
        or (exact and other.edit.op == "change_duration" and other.edit.value.target_s is None)
        for other in made
    )


def _spoken(clause: str, about: Clause, tongue: str) -> tuple[Thing, ...]:
    if PAST.search(without_quotes(clause)):
        return ()
    return next((things for bag in _bags(clause, about, tongue) if (things := spoken_of(bag))), ())


def _wishes(clause: str, about: Clause, topic: Sequence[Thing], tongue: str) -> list[Wish]:
    if (headed := read_headed(clause, about, lambda head: next(_bags(head, about, tongue), _NOTHING))) and (
        wish := _wish(headed, clause)
    ):
        return [wish]
    clause = _HEADED.sub("", clause)
    plain = without_quotes(clause)
    if OPEN.search(plain) or tells(clause) or _STAYS.search(plain) or _KEEPS_ONLY.search(plain):
        return []
    if (address := readdressed(clause, about)) and (wish := _wish(address, clause)):
        return [wish]
    if tongue == "en" and (words := reworded(plain, about)) and (wish := _wish(words, clause)):
        return [wish]
    drafts = [
        draft
        for bag in _bags(clause, about, tongue)
        if (draft := requoted(bag, about) or _insert(bag, clause, about, tongue) or gist(bag, about, topic))
    ]
    return [wish for draft in drafts if (wish := _wish(draft, clause))]


def _insert(bag: Bag, clause: str, about: Clause, tongue: str) -> Draft | None:
    """A new scene: in other languages a word that adds beside the word for a scene, with no number."""
    if tongue == "en":
        return read_insert(bag, about)
    at = next((place for place, thing in enumerate(bag.things) if "insert" in thing.kinds), None)
    nouns = [thing for thing in bag.things if "scene_noun" in thing.kinds]
    return (
        insert(bag.things, clause, about)
        if at is not None and (nouns or bag.has("after", "before")) and not bag.has("remove")
        else None
    )


def _wish(draft: Draft, clause: str) -> Wish | None:
    try:
        return Wish(parse_edit(draft), clause.strip())
    except EditError:
        # More than the vocabulary holds.
        return None


def _bags(clause: str, about: Clause, tongue: str) -> Iterator[Bag]:
    """A clause by its things: one bag in English, in other languages one for each part between 'and'."""
    if tongue == "en":
        yield bag_of(clause, about)
        return
    spans = {length.start: length for length in lengths(clause)}
    tokens = tokens_of(clause, tongue, about, spans, lenient=True)
    kinds = [token.kind for token in tokens]
    # 'by 10 seconds' and 'to 10 seconds' are told apart by a small word, in these three by none.
    changes_by = "length" in kinds and ("shorter" in kinds or "longer" in kinds) and tongue not in ("ja", "ko", "zh")
    if changes_by or (tongue in UNSPACED and kinds.count("remove") > 1):
        return
    for part in _parts(tokens):
        if any(token.kind == "denial" for token in part):
            continue
        yield bag_abroad(part, clause, about)


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """Tokens between 'and', where each part has a thing and what is done to it; all of them where one has not."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "and":
            parts.append([])
        elif token.kind != "pause":
            parts[-1].append(token)
    weak = ("filler", "to", "praise", "unknown", "use")
    full = [part for part in parts if any(token.kind not in weak for token in part)]
    whole = all(len([token for token in part if token.kind not in weak]) > 1 for part in full)
    return full if whole else [[token for part in full for token in part]]
