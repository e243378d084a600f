"""What a message about an existing film asks for, wherever every word of a wish is understood by code."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from agent.director.read_clause import read_clause
from agent.director.read_colors import hex_of
from agent.director.read_facts import hard_facts, quotes, without_quotes
from agent.director.read_gist import OPEN, read_rest, tells
from agent.director.read_numbers import Length, lengths
from agent.director.read_question import question_in
from agent.director.read_values import Unknown, aspects, languages, tag_of, unknown_aspect, unknown_language
from agent.director.wishes.abroad import praises, read_abroad
from agent.director.wishes.bag import bag_of, lexicon, only_scenes, says_nothing
from agent.director.wishes.clause import QUOTE, Clause
from agent.director.wishes.frames import requoted
from agent.director.wishes.shorthand import written_out
from agent.director.wishes.together import (
    Wish,
    conflict_in,
    corrected,
    goes_on,
    is_about_one_moved,
    is_kept,
    is_remark,
    missing_scene,
    noun_of,
    other_scene,
    settled,
    speaks_of_it,
    topic_of,
    with_noun,
)
from agent.director.wishes.tongue_words import is_english
from agent.director.wishes.unfinished import WHICH_ONE, unfinished
from memory.domain.edits import Edit, parse_edit
from memory.domain.storyboard import AspectRatio, Storyboard
from memory.errors import EditError

Intent = Literal["revise", "approve", "undo", "cancel", "start_new", "ask_question", "other"]


@dataclass(frozen=True)
class Hints:
    """Exact values in a message, for what the language model makes of the rest; they win over its own."""

    lengths: tuple[Length, ...] = ()
    aspects: tuple[AspectRatio, ...] = ()
    languages: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class RevisionReading:
    """`intent` None where code cannot tell. `edits` are in the order they were said; `rest` is what no pattern took.

    With an empty `rest` nothing is left for a language model. `edits` never hold a guess. `notes` say what was taken of
    two things said; with a `conflict` nothing is certain before it is answered. `loose` are those of the `edits` that were read by
    their gist.
    """

    intent: Intent | None
    edits: tuple[Edit, ...] = ()
    rest: str = ""
    hints: Hints = Hints()
    unknowns: tuple[Unknown, ...] = ()
    notes: tuple[str, ...] = ()
    conflict: str = ""
    loose: tuple[Edit, ...] = ()


_PRAISE = r"(?:(?:this |that |it |the (?:video|film|preview) )?(?:looks?|sounds?|is|it's|that's|feels)? ?(?:really |so |very |absolutely |just |all )?(?:good|great|perfect|nice|awesome|excellent|amazing|wonderful|fantastic|lovely|brilliant|beautiful|fine|super|cute|impressive)(?: to me| video| film| job| work| start| stuff| one| so far| overall| already)*(?:,? (?:team|guys|everyone|everybody|all|folks|people|mate))?|lgtm|(?:that(?:'s| is) )?exactly what (?:i|we) (?:wanted|needed|had in mind)|well done|not bad|good job|(?:this is )?(?:much |a lot |way |far )?better(?: now| already)?|(?:we(?:'re| are) )?(?:almost|nearly) (?:there|perfect|done)|getting (?:there|better)|that(?:'s| is) (?:it|all)|thx|thanks a lot|many thanks|hi|hello|hey|hi there|hello there|good morning|we love it|(?:i|we) really (?:like|love) it|bravo|haha|lol|(?:i )?love it|(?:i )?like it|yes|yep|yeah|ok(?:ay)?|cool|thanks|thank you|wow|all good|no (?:more )?changes(?: needed)?|happy with (?:it|this|that)|passt(?: so)?|très bien|perfecto|perfetto|va benissimo(?: così)?|perfeito|prima|super|toppen|これで問題ありません|可以了|没问题)"
_GO = r"(?:i )?approved?(?: (?:it|this|that|(?:the|this) (?:video|film|preview|version)|version \d+))?|ship it|(?:please )?(?:go ahead and )?(?:finish|finalize|finalise|deliver|publish|export)(?: (?:it|this|the (?:video|film)))?|(?:please )?(?:go ahead and )?(?:render|make|export|give me|produce|create) (?:the )?(?:final|finished|full)(?: (?:version|video|film|render|one|cut|quality))?(?: of (?:it|the (?:video|film)))?|(?:that's |it's )?(?:a )?(?:final|done deal)|you have my approval|go for (?:the )?final|freigegeben|(?:ich )?(?:gebe|geb) (?:es|das|den film) frei|aprobad[oa]|lo apruebo|approuvée?|(?:je )?valide|approvat[oa]|lo approvo|aprovad[oa]|goedgekeurd|godkän[dt]|zatwierdzam|zatwierdzone|onaylandı|onaylıyorum|утверждаю|одобрено|承認(?:します)?|批准|승인(?:합니다)?|(?:(?:you (?:can|may)|please|go ahead(?: and)?|feel free to) )*(?:render|print|release|produce|send out|launch) (?:it|this|the (?:final|finished)(?: (?:version|video|film|file|cut))?)(?: off| out)?|good to go|(?:let's |we(?:'ll| will) |i(?:'ll| will) )?go with (?:this|that|it)(?: one| version)?|that's the one|signed off(?: by [\w ,]{2,40})?|picture lock(?:ed)?|green light(?: from (?:my|our) (?:side|end))?|consider it (?:final|done|approved)|send (?:us|me|over) the (?:final )?(?:file|final|film|video)|final it|go ahead with (?:it|the final(?: version)?)|(?:please )?release it|freigabe(?: erteilt)?|bitte final rendern|final rendern|c'est validé|(?:on|nous) valid(?:e|ons)|vous pouvez lancer le rendu(?: final)?|feu vert|bon pour accord|lo damos por bueno|adelante con la versión final|visto bueno|luz verde|(?:io )?approvo|via libera|pode (?:publicar|finalizar|renderizar)|akkoord|kör på det|grönt ljus|akceptuję|zaakceptowane(?: przez \w+)?|proszę o wersję finalną|godkendt|納品をお願いします|最終版をお願いします|定稿|同意发布"
_FILL = r"(?:[\s,.!;:-]|[^\w\s\"'“”‘’«»„()%$€£#&?]|\b(?:danke|gracias|merci|grazie|obrigad[oa]|bedankt|thanks|thank you|bitte|por favor|svp)\b|\band\b|\bso\b|\bplease\b|\bnow\b|\bthen\b|\bas is\b|\b(?:let's|lets)\b)*"
_APPROVE = re.compile(rf"{_FILL}(?:{_PRAISE}{_FILL})*(?:(?:{_GO}){_FILL})+(?:{_PRAISE}{_FILL})*", re.I)
_PRAISED = re.compile(rf"{_FILL}(?:{_PRAISE}{_FILL})+", re.I)
_CANCEL = re.compile(
    r"(?:(?:oh dear|oops|halt|stop|wait|no)[,!. ]+)*(?:abort|cancel|halt|cease|stop)(?: (?:all )?(?:work|production|everything|rendering|the (?:render|export|job|project|video)))?(?: on (?:this|it))?(?: at once| now| immediately)?[.! ]*|(?:nvm |never ?mind,? )?scrap the (?:whole )?(?:project|thing|video|film)[.! ]*|(?:please )?(?:cancel|abort|stop|stop it|stop that|never ?mind|forget it|cancel (?:it|that|this|the (?:render|rendering|preview|video|job)))[.! ]*",
    re.I,
)
_NEW = re.compile(
    r"(?:please )?(?:(?:(?:let's )?start (?:over|again|from scratch|a new (?:video|film|one|project)|fresh)|new (?:video|film|project)|(?:make|create) (?:me )?(?:a|another) (?:new|different) (?:video|film))[.! ]*|start over,? (?:with )?(?:an? )?(?:new|different) (?:video|film)\b.{0,2000}|(?:new|completely new|another|next) (?:vid|video|film|clip|project|job)(?:,? please)?: .{0,2000})",
    re.I,
)
# Words of approval that approve nothing, and ask for nothing.
_NOT_YET = re.compile(
    r"(?:please )?(?:don'?t|do not|never) (?:approve|ship|publish|deliver|finish|finali[sz]e|export|render)(?: (?:it|this|that|anything|the (?:video|film)))?(?: yet| now| today| for now)?[.! ]*|not (?:yet )?approved(?: yet)?[.! ]*|not yet[.! ]*"
    r"|(?:i|we) (?:really |quite )?approve of (?:the |your |this )?[\w ]{2,40}[.! ]*|(?:i|we) (?:can'?t|cannot|won'?t|will not) approve (?:it|this|that)?(?: yet| now)?[.! ]*"
    r"|(?:but )?(?:my|the|our) (?:\w+ )?(?:boss|client|team|manager|ceo|lawyer|legal|colleagues?|wife|husband|partner|customer|board)(?: still| also| first)* (?:has to|have to|needs to|need to|must|wants to|should|will)(?: still| also| first)* (?:approve|see|check|review|sign off on|confirm)(?: (?:it|this|that))?(?: first)?[.! ]*"
    r"|(?:we|i)(?: are|'re| am|'m) (?:almost|nearly|close to being) (?:ready|done|finished)(?: to (?:publish|ship|approve|launch|go live))?[.! ]*",
    re.I,
)
_AS_IT_IS = re.compile(
    r"(?:please |just )*(?:keep|leave) (?:everything|it all|it|this|all of it|the (?:video|film)|things) (?:exactly |just )?(?:as (?:it|they) (?:is|are)|as[- ]is|like (?:this|that|it is)|the way it is|alone|unchanged)[.! ]*|(?:please )?(?:don'?t|do not) (?:change|touch) (?:anything|a thing|it|this)[.! ]*",
    re.I,
)
_STRANGER = re.compile(
    r"(?:(?i:use|have|let|with|make|get|take|put|try|i want|we want) (?P<a>[A-Z]\w+) (?i:as|be|for|to be) (?i:the|our|my) (?i:presenter|host|speaker|narrator|spokesperson)|(?i:(?:change|switch|swap|set) (?:the )?(?:presenter|host) to|presenter:?|host:?) (?P<b>[A-Z]\w+)|(?P<c>[A-Z]\w+) (?i:should|must|could) (?i:present|host)\b)"
)
# 'use Tomas': a name and nothing else.
_NAMED = re.compile(
    r"(?i:(?:please |can we |could we |let's )*(?:use|take|have|let|go with|switch to|i want|we want|cast)) ([A-Z][a-zà-ÿ]{2,})(?i:(?: (?:do it|present(?: it)?|host(?: it)?|instead|please|this time))*[.! ]*)"
)
# What takes back the wish before it.
_TAKEN_BACK = r"(?:(?:oh |oops,? |hmm,? |no,? |well,? )*(?:no|nope|wait|actually|sorry|scratch that|correction|i meant?|or rather|rather|on second thoughts?|i changed my mind|nein|doch lieber|besser|no mejor|mejor|non|plutôt|anzi|não|nee|нет)(?:,? (?:no|wait|sorry|actually|i meant?|rather))*)"
_CORRECTION = re.compile(rf"{_TAKEN_BACK}", re.I)
_CORRECTION_FIRST = re.compile(rf"(?:but )?{_TAKEN_BACK}[,:]? (?=\S)", re.I)
_HEDGE = re.compile(
    r"\b(?:or|if|unless|except|both|not|maybe|perhaps|either|actually no|wait|rather than|not sure|whichever|don'?t|do not|never|keep|leave|only|vielleicht|oder|nicht|außer|nur wenn|quizás?|tal vez|salvo|excepto|peut-être|sauf|pas|forse|oppure|tranne|talvez|exceto|misschien|behalve|niet|może|oprócz|belki|veya|hariç|может|или|кроме)\b|也许|或者|除了|かも|または|以外|아니면|혹시",
    re.I,
)
# What takes the whole message back, or leaves it to be thought over: then none of it is read by code.
_DENIAL = re.compile(
    r"(?:^|, )(?:but )?not (?:\w+|the \w+|scenes? \w+)$|(?:^|, )(?:vielleicht|quizás?|tal vez|peut-être|forse|talvez|misschien|może|kanske|måske|kanskje|belki|maybe|perhaps)\W*$"
    r"|(?:^|, )(?:no,? )?(?:wait|hold on|please don'?t|don'?t|do not|not yet|maybe not|or not|actually no|i'm not sure|not sure|let me think)[\w ]{0,20}$",
    re.I,
)
_LATER = re.compile(
    r"\b(?:\w+ )?(?:seconds?|minutes?|hours?|days?|weeks?) (?:later|ago|before|in a row)\b|\b(?:\w+ )?half (?:of )?(?:our|the|my) (?:customers|clients|team|people|users|viewers|audience|staff)\b",
    re.I,
)
# Marks that were dictated: 'Full stop.'
_DICTATED = re.compile(
    r"(?:(?<=[.,!?] )|^)(?:full stop|new (?:paragraph|line)|comma|question mark|exclamation mark|send)(?: send)?[.,]?(?= |$)",
    re.I,
)
_QUOTES = re.compile(QUOTE.replace("'[^']*'", r"(?<!\w)'[^']*'(?!\w)"))
# 'only small stuff from our side: ...'
_LISTED = re.compile(
    r"(?:^|(?<=[.!?,] ))(?:[\w' ]{1,30} )?(?:stuff|things?|notes?|memo|minutes|points?|wishes|changes|remarks|feedback|requests?|list|tweaks|fixes|to-?do|asks|comments?)(?: [\w' ]{1,30})?: ?(?=\S)",
    re.I,
)
_BARE_NUMBER = re.compile(r"(?:to |at |make it |let's say )?(\d{1,3})(?: ?(?:s|secs?|seconds?))?(?: please)?", re.I)
_ONE_OF = re.compile(r"\b(?:one|some|any) of (?:the|these|those|your|our) (?:tips|scenes|slides|parts|steps|shots)\b", re.I)
_SPLIT = re.compile(
    r"\s*(?:[.!?]+(?=\s|$)|[,;\n]+|\s+-\s+|\b(?:and then|and also|and|then|also|plus(?= (?:the|a|an|make|remove|add|no|please|can|could|captions|music)\b)|but)\b|\s[&+]\s)\s*",
    re.I,
)


def read_revision(text: str, board: Storyboard, presenters: Sequence[str] = (), voices: Sequence[str] = ()) -> RevisionReading:
    """Edits that are certain, and the rest. Praise with a wish in it is no approval; a question changes nothing."""
    plain = without_quotes(text)
    hints = Hints(lengths(plain), aspects(plain), languages(plain), quotes(text), hard_facts(plain))
    found = [unknown_aspect(plain), unknown_language(plain)]
    found.append(_stranger(plain, presenters))
    unknowns = tuple(unknown for unknown in found if unknown)
    if intent := _plain_intent(text):
        return RevisionReading(intent, hints=hints)
    if question := question_in(text):
        return RevisionReading("ask_question", rest=question, hints=hints, unknowns=unknowns)
    about = Clause(board, presenters, voices)
    if _ONE_OF.search(text):
        return RevisionReading(None, rest=text.strip(), hints=hints, unknowns=unknowns, conflict=WHICH_ONE)
    made, rest, notes, loose = _read(_without_bullets(written_out(text)), about)
    if not made and (conflict := unfinished(text, about)):
        return RevisionReading(None, rest=text.strip(), hints=hints, unknowns=unknowns, conflict=conflict)
    edits = tuple(wish.edit for wish in made)
    if not edits and (question := question_in(rest or text)):
        return RevisionReading("ask_question", rest=question, hints=hints, unknowns=unknowns)
    if edits and _APPROVE.fullmatch(rest):
        rest = ""
    gone = any(wish.edit.op == "remove_scene" for wish in made) and re.search(
        r"\b(?:put|move|bring|place|insert|add|use) (?:it|them)\b|\bback\b", rest, re.I
    )
    if rest and (gone or OPEN.search(without_quotes(rest)) or _DENIAL.search(without_quotes(rest))):
        # What is left may take back or narrow what was read, so the whole message goes to the model.
        return RevisionReading(None, rest=text.strip(), hints=hints, unknowns=unknowns)
    if conflict := missing_scene(made, about) or conflict_in(made):
        return RevisionReading(None, rest=text.strip(), hints=hints, unknowns=unknowns, conflict=conflict)
    if edits and all(edit.op == "undo" for edit in edits) and not rest:
        return RevisionReading("undo", edits, hints=hints)
    return RevisionReading(
        "revise" if edits else None, edits, rest, hints, unknowns, notes, loose=tuple(edit for edit in edits if edit in loose)
    )


def _stranger(text: str, presenters: Sequence[str]) -> Unknown | None:
    """A presenter by a name that nobody in the cast has."""
    bare = _NAMED.fullmatch(text.strip())
    named = [bare] if bare and not lexicon().get(bare[1].lower()) and not tag_of(bare[1]) and not hex_of(bare[1]) else []
    for found in (*_STRANGER.finditer(text), *named):
        name = next(group for group in found.groups() if group)
        if presenters and name.lower() not in {known.lower() for known in presenters}:
            cast = ", ".join(known.capitalize() for known in presenters)
            return Unknown("presenter", name, f"There is no presenter {name!r}; choose one of {cast}.")
    return None


def _plain_intent(text: str) -> Intent | None:
    """Intents that take up the whole message."""
    clean = text.strip()
    if _APPROVE.fullmatch(clean):
        return "approve"
    if _CANCEL.fullmatch(clean):
        return "cancel"
    if _NEW.fullmatch(clean):
        return "start_new"
    stays = _NOT_YET.fullmatch(clean) or _AS_IT_IS.fullmatch(clean)
    return "other" if _PRAISED.fullmatch(clean) or stays or praises(clean) else None


def _read(text: str, about: Clause) -> tuple[list[Wish], str, tuple[str, ...], list[Edit]]:
    """The longest run of pieces that is one wish, again and again; pieces that fit nothing are the rest. Last what is but their gist."""
    made: list[Wish] = []
    if pair := _pair_of_quotes(text, about):
        made.append(pair)
        text = "\n".join(piece for piece in re.split(r"(?<=[.!?;])\s+|\n", text) if not _QUOTES.search(piece))
    spans = _pieces(text)
    unread: list[int] = []
    notes: list[str] = []
    at, taken_back, topic, complaint = 0, False, "", ""
    while at < len(spans):
        for end, looking in _attempts(text, spans, at, about):
            clause = text[spans[at][0] : spans[end - 1][1]]
            if looking.by_words and at + 1 < len(spans) and not topic and topic_of(text[slice(*spans[at])], looking):
                # What comes next may say what is wished instead.
                continue
            if looking.by_words and (tells(clause) or _LATER.search(clause)):
                continue
            if _PRAISED.fullmatch(clause.strip()) or is_kept(clause, made, looking):
                break
            if _CORRECTION.fullmatch(clause.strip()):
                # At the beginning it takes back an earlier turn, of which the rest of the message speaks.
                taken_back = bool(made)
                break
            before = made[-1] if made and _one_sentence(text, spans, at) else None
            wish, corrects = _wish(clause, looking, before), taken_back
            if (
                wish
                and wish.edit.op == "add_scene"
                and any(_wish(text[slice(*spans[near])], replace(about, by_words=True), None) for near in range(at + 1, end))
            ):
                # What follows is a wish of its own.
                continue
            if topic and (wish is None or speaks_of_it(clause, wish.edit)):
                wish = _wish(with_noun(clause, topic), looking, None) or wish
            elif wish is None and made and len(clause.split()) > 1 and not tells(clause) and (noun := noun_of(made[-1])):
                wish = _wish(with_noun(clause, noun), looking, None)
                wish = None if wish and conflict_in([*made, wish]) else wish
            if wish is None and not corrects and (abroad := _abroad(clause, looking)):
                made += abroad
                break
            if wish is None and _CORRECTION_FIRST.match(clause.strip()):
                clause, corrects = _CORRECTION_FIRST.sub("", clause.strip(), count=1), bool(made)
                wish = _wish(clause, looking, before)
            if wish is None and corrects:
                wish = other_scene(clause, made[-1], looking) or _other_value(clause, made[-1], looking)
            if wish and corrects and not (wish := corrected(wish, made, notes)):
                continue
            if wish and looking.by_words and wish.edit.op == "add_scene":
                # What is said after it in the sentence is what the scene is about, unless it is a wish of its own.
                while end < len(spans) and _one_sentence(text, spans, end) and not _wish(text[slice(*spans[end])], looking, None):
                    end += 1
                wish = _wish(text[spans[at][0] : spans[end - 1][1]], looking, before) or wish
            if wish:
                made.append(wish)
                taken_back, topic = False, ""
                break
        else:
            end = at + 1
            clause = text[spans[at][0] : spans[at][1]]
            if end < len(spans) and not topic and (topic := topic_of(clause, about)):
                complaint = clause
            else:
                if topic and (wish := _wish(complaint, replace(about, by_words=True), None)):
                    made.append(wish)
                elif topic:
                    unread.append(at - 1)
                unread.append(at)
                topic = ""
        at = end
    if topic and (wish := _wish(complaint, replace(about, by_words=True), None)):
        made.append(wish)
    elif topic:
        unread.append(len(spans) - 1)
    if not made and unfinished(text, about):
        return [], ", ".join(text[slice(*spans[at])] for at in unread), (), []
    found, rest = read_rest(text, spans, unread, made, about)
    made += found
    if made:
        rest = [clause for clause in rest if not is_remark(clause) and (_HEDGE.search(clause) or not says_nothing(clause, about))]
    return settled(made, about), ", ".join(rest), tuple(notes), [wish.edit for wish in found]


def _pair_of_quotes(text: str, about: Clause) -> Wish | None:
    """Two quotes in two sentences, the first of which the film says: it becomes the second."""
    said = list(_QUOTES.finditer(text))
    if len(said) != 2 or not re.search(r"[.!?;]\s", text[said[0].end() : said[1].start()]):
        return None
    bag = bag_of(text, replace(about, by_words=True))
    draft = None if bag.has("cta", "title", "add") else requoted(bag, about)
    return Wish(parse_edit(draft), text.strip()) if draft else None


def _attempts(text: str, spans: Sequence[tuple[int, int]], at: int, about: Clause) -> Iterator[tuple[int, Clause]]:
    """Ends of runs to try: for patterns the longest first; by words the shortest, as far as the next piece is more than a scene."""
    last = min(len(spans), at + 6)
    # What takes a wish back is no part of it.
    last = next((max(end, at + 1) for end in range(at, last) if _CORRECTION.fullmatch(text[slice(*spans[end])].strip())), last)
    for end in range(last, at, -1):
        yield end, replace(about, by_words=False)
    for end in range(at + 1, last + 1):
        if end > at + 1 and re.search(r"[.!?;\n]|\bbut\b", text[spans[end - 2][1] : spans[end - 1][0]]):
            return
        if end == last or not only_scenes(text[slice(*spans[end])], about):
            yield end, replace(about, by_words=True)


def _without_bullets(text: str) -> str:
    """A list of wishes, as '- ...' line by line or numbered, with a break where an entry begins."""
    if re.search(r"(?:^|\s)1[.)] \S.*\s2[.)] \S", text, re.S):
        text = re.sub(r"(?:^|(?<=\s))\d[.)] (?=\S)", "\n", text)
    text = _LISTED.sub(". ", _DICTATED.sub("", text))
    text = re.sub(r"\((?:\d|[a-c])\) (?=\S)", "\n", text)
    text = re.sub(
        r"((?:^|[.!?:;\n])\s*)(?:(?:number )?(?:one|two|three|four)|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|lastly|finally), (?=\S)",
        r"\1",
        text,
        flags=re.I,
    )
    return re.sub(r"(?m)^[ \t]*[-*•–][ \t]+", "", text).strip()


def _one_sentence(text: str, spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether the piece at `at` goes on with the sentence of the one before."""
    return at > 0 and not re.search(r"[.!?\n]", text[spans[at - 1][1] : spans[at][0]])


def _wish(clause: str, about: Clause, before: Wish | None) -> Wish | None:
    """One wish; 'it' after a wish for one scene of the same sentence is that scene."""
    edit = (_second_color(clause, before) if before else None) or _edit_of(clause, about)
    if edit is None:
        return None
    if before and edit.scene in (None, "all") and (speaks_of_it(clause, edit) or goes_on(clause, edit)):
        if is_about_one_moved(before):
            return None
        if before.edit.scene not in (None, "all") and before.edit.op != "remove_scene":
            edit = edit.model_copy(update={"scene": before.edit.scene})
    return Wish(edit, clause.strip())


def _second_color(clause: str, before: Wish) -> Edit | None:
    """'our colours: black and orange': the second one is the accent."""
    color = hex_of(clause.strip(" .!"))
    first = before.edit.value if before.edit.op == "change_color" else None
    if not color or not first or not first.color or first.role != "brand" or color == first.color:
        return None
    return parse_edit({"op": "change_color", "value": {"color": color, "role": "accent"}})


def _other_value(clause: str, before: Wish, about: Clause) -> Wish | None:
    """'make it 30 seconds, no wait, 40', 'louder music, actually quieter': the same wish with another number or another way."""
    if (number := _BARE_NUMBER.fullmatch(clause.strip(" .!"))) and len(re.findall(r"\d+", before.words)) == 1:
        return _wish(re.sub(r"\d+", number[1], before.words), about, None)
    noun = noun_of(before)
    wish = _wish(with_noun(clause, noun), replace(about, by_words=True), None) if noun and len(clause.split()) <= 2 else None
    return wish if wish and wish.edit.op == before.edit.op else None


def _abroad(clause: str, about: Clause) -> list[Wish]:
    """The wishes of a clause in another language than English, none where code does not know every word."""
    if is_english(clause):
        return []
    try:
        return [Wish(parse_edit(draft), clause.strip()) for draft in read_abroad(clause, about)]
    except EditError:
        # A number or text that the vocabulary does not hold; the model may say it better.
        return []


def _edit_of(clause: str, about: Clause) -> Edit | None:
    draft = read_clause(clause, about)
    if draft is None:
        return None
    try:
        return parse_edit(draft)
    except EditError:
        # A pattern took more than the vocabulary holds, such as a scene of zero seconds: the model may say it better.
        return None


def _pieces(text: str) -> list[tuple[int, int]]:
    """Places of the pieces between separators that stand outside quotes."""
    plain = without_quotes(text)
    spans, start = [], 0
    for match in _SPLIT.finditer(plain):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(plain)))
    return [(begin, end) for begin, end in spans if plain[begin:end].strip()]
