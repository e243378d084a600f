"""From a brief to a storyboard that fits: planned in code, worded by the director, then checked and mended once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from agent.director.checking import alike, is_carried, missing_facts, speaks
from agent.director.contract import Director, DraftTask, DraftText, OnWords, Rewrite, ScenePlan, SceneText
from agent.director.cutting import LONGEST, Shot, cut
from agent.director.dressing import dress_for
from agent.director.hearing import all_spelled, for_viewers, spelled
from agent.director.kinds import NOTHING, Kind, kind_of_film
from agent.director.lines import (
    OPENINGS,
    as_told,
    as_written,
    best_hook,
    faithful,
    is_tellable,
    name_in,
    own_headline,
    plain_hook,
    told,
)
from agent.director.mending import broken, is_better, mended, sentence_of, tidy
from agent.director.phrasing import hook_about, with_turn
from agent.director.planning import DEFAULT_S, SLACK, WORDS_PER_S, amounts, plan_scenes, within_reach
from agent.director.polishing import polished
from agent.director.recapping import recap
from agent.director.staging import storyboard
from agent.director.telling import FEWEST_LINES, matter_of, told_freely, with_hook, with_spares
from agent.director.unnamed import unnamed
from agent.services import Rendering
from memory.domain.brief import Brief, Sourced
from memory.domain.storyboard import MAX_SCENES, Scene, Storyboard

ENOUGH = 0.75  # of the planned words: rate and pauses make up for the rest
MOST_MORE = 4  # words an open scene takes over from a written one
FEWEST = 8  # words any scene may have, and three more for each word of the brief in it
MOST_READ = 170  # words of an own script that a small model is shown
SLOWEST, QUICKEST = 0.92, 1.1  # of the voice's own rate, between which no line is put in or taken back
SAME = 0.7  # of the words a small model may not exchange where it only says a line shorter or longer
MOST_OPEN = 5  # scenes that a small model makes up where the brief leaves them open
FAR_OFF = 0.1  # of its length, beyond which a small model has no more to say
MOST_LINES = 7  # a small model tells freely
SOLD = ("launch", "offer")  # kinds that say once more, in short, what there is
FREE = ("launch", "explain")  # kinds whose matter a small model may tell in its own order
CHUNK = 8  # scenes a small model writes in one go


def settled(brief: Brief, presenter: str, request: str = "") -> Brief:
    """The brief of `request` with every open setting filled in as an assumption. An own script decides its length itself."""
    dress = dress_for(request)
    open_fields: dict[str, Sourced[object]] = {}
    defaults: dict[str, object] = {
        "aspect": "16:9",
        "language": "en",
        "presenter": presenter,
        "look": dress.look,
        "captions": "word",
        "music_mood": dress.music,
    }
    if brief.script is None:
        defaults["duration_s"] = DEFAULT_S
    for name, value in defaults.items():
        if getattr(brief, name) is None:
            open_fields[name] = Sourced(value=value, source="assumed")
    return Brief.model_validate({**brief.model_dump(), **{name: entry.model_dump() for name, entry in open_fields.items()}})


async def draft_board(
    director: Director,
    rendering: Rendering,
    brief: Brief,
    request: str,
    facts: Sequence[str],
    on_words: OnWords,
    pace_s: float | None = None,
) -> Storyboard:
    """A film of `request` with the length the brief asks for, and its facts byte for byte; at a client's pace where it is known.

    An own script is spoken word for word; then only headlines are written. Raises DirectorUnreachable, DraftUnusable.
    """
    if brief.script:
        text = await _headlines(director, brief, request, on_words)
        return storyboard(brief, text, facts)
    assert brief.duration_s and brief.language
    request, facts = spelled(request), all_spelled(_without_verbs(facts, request))
    plans = _with_amounts(plan_scenes(brief.duration_s.value, request, facts, for_viewers(request, brief), pace_s))
    longest = LONGEST if pace_s is None else round(within_reach(pace_s) * WORDS_PER_S)
    small = director.is_small and brief.language.value.startswith("en") and speaks(request, "en")
    facts = tuple(dict.fromkeys((*facts, *(fact for plan in plans for fact in plan.facts))))
    # What only the client knows is not made up.
    stands = small and (is_tellable(plans) or bool(unnamed(request, brief.duration_s.value)))
    if (
        small
        and not stands
        and kind_of_film(request).name in FREE
        and (told_film := await _freely(director, plans, request, on_words))
    ):
        words = brief.duration_s.value * WORDS_PER_S
        text, plans = with_hook(*told_film, hook_about(request))
        text, plans = with_spares(text, plans, kind_of_film(request).fillers, words - _turns(text, kind_of_film(request)))
        text = replace(text, scenes=_with_facts(text.scenes, facts, plans))
        return await _filled_up(rendering, brief, text, [plan.about for plan in plans], facts, request, longest)
    plans = told(plans, kind_of_film(request), request) if small else plans
    plans = as_written(plans, kind_of_film(request), brief.audience.value if brief.audience else "") if stands else plans
    plans = _balanced(_bounded(plans, brief.language.value) if small else plans, brief.language.value, small)
    text = await _written(director, brief, request, plans, on_words, several=small)
    scenes = polished(text.scenes, plans, request)
    if small:
        # The pick of several openings has been made already.
        picked = 0 if kind_of_film(request).direct else 1
        held = (faithful(scene, plan) for scene, plan in zip(scenes[picked:], plans[picked:], strict=True))
        scenes = (*scenes[:picked], *held)
    text = replace(text, scenes=mended(scenes, plans, brief.language.value))
    if small:
        text = replace(text, scenes=as_told(text.scenes, plans))
    text, plans = _without_fillers(text, plans, brief.language.value)
    text = await _mended(director, storyboard(brief, text, facts), text, plans)
    if small:
        text, plans = _without_repeats(replace(text, scenes=as_told(text.scenes, plans)), plans)
    text = replace(text, scenes=_with_facts(text.scenes, facts, plans))
    board = await _filled_up(rendering, brief, text, [plan.about for plan in plans], facts, request, longest if small else None)
    return await fit_words(director, rendering, board)


async def _freely(
    director: Director, plans: Sequence[ScenePlan], request: str, on_words: OnWords
) -> tuple[DraftText, tuple[ScenePlan, ...]] | None:
    """The film as a small model tells it, where what it tells holds against the brief."""
    if len(plans) < FEWEST_LINES + 1:
        return None
    task = DraftTask(request, "en", tuple(plans[:MOST_LINES]), matter=matter_of(plans))
    return told_freely(await director.draft(task, on_words), plans, len(plans))


async def _filled_up(
    rendering: Rendering,
    brief: Brief,
    text: DraftText,
    sources: Sequence[str],
    facts: Sequence[str],
    request: str,
    longest: int | None,
) -> Storyboard:
    """The film of these words, and an English one that is too short for its length with more of them.

    First comes what its facts mean to the viewer, then what was told in short, then scenes of its kind. They promise nothing,
    and come before a rewrite: a model that is asked for more where a brief says little makes it up. Scenes of more than
    `longest` words are cut, where that is given: small models write some over which one picture would stand for too long.
    """
    kind = kind_of_film(request)
    spares = [spare for spare in (*kind.spares, *kind.fillers, kind.last_words) if spare != NOTHING]
    shots = [Shot(scene, source) for scene, source in zip(text.scenes, sources, strict=True)]
    shots = shots if longest is None else cut(shots, longest)
    board, fitted = _staged(brief, text, shots, facts), False
    before, summed_up = board, None
    while board.language.startswith("en"):
        times = await asyncio.to_thread(rendering.schedule, board)
        if times.off > 0 or (fitted and times.speed > QUICKEST):
            return before
        fitted = times.fits
        if times.fits and times.speed >= SLOWEST:
            break
        longer = _turned(shots, kind.name, longest)
        if not longer and kind.name in SOLD and not summed_up:
            summed_up = recap(shots)
            longer = [*shots[:-1], summed_up, shots[-1]] if summed_up else None
        longer = longer or _with_spare(shots, spares, summed_up)
        if longer is None:
            break
        before, shots, board = board, longer, _staged(brief, text, longer, facts)
    return board


def _staged(brief: Brief, text: DraftText, shots: Sequence[Shot], facts: Sequence[str]) -> Storyboard:
    scenes = tuple(shot.text for shot in shots)
    return storyboard(brief, replace(text, scenes=scenes), facts, [shot.source for shot in shots])


def _turns(text: DraftText, kind: Kind) -> int:
    """How many words what its facts mean would add to a film."""
    longer = ((with_turn(kind.name, scene.narration, ""), scene.narration) for scene in text.scenes)
    return sum(len(after.split()) - len(before.split()) for after, before in longer if after)


def _turned(shots: Sequence[Shot], kind: str, longest: int | None) -> list[Shot] | None:
    """The film with one fact's meaning told behind it, in its shortest scene that has one; None where none has."""
    said = " ".join(shot.text.narration for shot in shots)
    for place in sorted(range(len(shots)), key=lambda place: len(shots[place].text.narration.split())):
        if longer := with_turn(kind, shots[place].text.narration, said):
            told_on = replace(shots[place], text=replace(shots[place].text, narration=longer))
            after = [*shots[:place], told_on, *shots[place + 1 :]]
            return after if longest is None else cut(after, longest)
    return None


def _with_spare(shots: Sequence[Shot], spares: list[tuple[str, str]], summed_up: Shot | None) -> list[Shot] | None:
    """The film with the next of `spares` as a scene before its last one, or before what sums it up; None where none is left."""
    said = " ".join(shot.text.narration for shot in shots)
    spares[:] = [(headline, line) for headline, line in spares if line not in said]
    if not spares or len(shots) >= MAX_SCENES:
        return None
    headline, line = spares.pop(0)
    place = -2 if summed_up is not None and shots[-2] is summed_up else -1
    return [*shots[:place], Shot(SceneText(line, headline), line), *shots[place:]]


def _without_verbs(facts: Sequence[str], request: str) -> tuple[str, ...]:
    """The facts without 'Roast 1' of 'Roast 1 kg': a word before an amount makes no name with its figure."""
    found = amounts(request)
    return tuple(
        fact
        for fact in facts
        if not any(f"{fact.rpartition(' ')[0]} {amount}" in request and amount.startswith(fact.split()[-1]) for amount in found)
    )


def _with_amounts(plans: Sequence[ScenePlan]) -> tuple[ScenePlan, ...]:
    """Plans that also hold every figure with its unit; a fact that is a part of one gives way to it."""
    after = []
    for plan in plans:
        found = amounts(plan.about)
        kept = [fact for fact in plan.facts if not any(fact in amount for amount in found)]
        after.append(replace(plan, facts=(*kept, *found)))
    return tuple(after)


def _balanced(plans: Sequence[ScenePlan], language: str, small: bool) -> tuple[ScenePlan, ...]:
    """Plans whose open scenes share the words that written ones leave of the film's."""
    written = [plan for plan in plans if plan.is_written(language)]
    if len(written) == len(plans) and small:
        return tuple(plans)
    if len(written) == len(plans):  # a director is asked for one scene at least: the film has a title of its own
        return (replace(plans[0], spare=NOTHING), *plans[1:])
    over = sum((plan.least + plan.most) / 2 - len(plan.spare[1].split()) for plan in written) / (len(plans) - len(written))
    return tuple(plan if plan.is_written(language) else _worded(plan, min(MOST_MORE, round(over))) for plan in plans)


def _bounded(plans: Sequence[ScenePlan], language: str) -> tuple[ScenePlan, ...]:
    """The plans with as many open scenes as a small model has something to say for; the film is shorter then."""
    opened = [place for place, plan in enumerate(plans) if not plan.about and not plan.is_written(language)]
    return tuple(plan for place, plan in enumerate(plans) if place not in opened[MOST_OPEN:-1])


def _without_repeats(text: DraftText, plans: Sequence[ScenePlan]) -> tuple[DraftText, tuple[ScenePlan, ...]]:
    """The film without inner scenes that say nothing, or what an earlier one said, and that nothing in the brief asks for."""
    again = alike(text.scenes)
    kept = [
        place
        for place, scene in enumerate(text.scenes)
        if place in (0, len(plans) - 1) or plans[place].about or scene.points or (scene.narration and place not in again)
    ]
    return replace(text, scenes=tuple(text.scenes[place] for place in kept)), tuple(plans[place] for place in kept)


def _worded(plan: ScenePlan, more: int) -> ScenePlan:
    """The plan with `more` words, but never with more than its matter carries: the rest would be made up."""
    most = max(3, plan.most + more)
    if plan.about:
        most = min(most, FEWEST + 3 * len(plan.about.split()))
    return replace(plan, least=max(2, min(plan.least + more, most - 4)), most=most)


async def _headlines(director: Director, brief: Brief, request: str, on_words: OnWords) -> DraftText:
    """Headlines for an own script. A small model reads a word in about 30 ms: a long script gets them from code."""
    assert brief.script and brief.language
    script = brief.script.value
    if director.is_small and sum(len(line.split()) for line in script) > MOST_READ:
        headlines = [own_headline(line) for line in script]
        return DraftText(headlines[0], tuple(SceneText(line, shown) for line, shown in zip(script, headlines, strict=True)))
    plans = tuple(ScenePlan("headline only", 0, 0) for _ in script)
    task = DraftTask(request, brief.language.value, plans, narrations=script)
    written = await director.draft(task, on_words)
    scenes = tuple(replace(scene, narration=line) for scene, line in zip(written.scenes, script, strict=True))
    return replace(written, scenes=scenes)


async def _written(
    director: Director, brief: Brief, request: str, plans: tuple[ScenePlan, ...], on_words: OnWords, *, several: bool = False
) -> DraftText:
    """The words of every scene. `several`: the opening is written more than once, and the best of them is taken."""
    assert brief.language
    task = DraftTask(
        request,
        brief.language.value,
        plans,
        tone=brief.tone.value if brief.tone else "",
        audience=brief.audience.value if brief.audience else "",
        avoid=brief.must_avoid.value if brief.must_avoid else (),
    )
    first: DraftText | None = None
    scenes: list[SceneText] = []
    asked = [plan for plan in plans if not plan.is_written(task.language)]
    more = several and not plans[0].is_written(task.language) and not kind_of_film(request).direct
    if more:
        matter = plans[1].about if len(plans) > 1 else ""
        asked = [*(replace(plans[0], role=role, about=matter, facts=()) for role in OPENINGS), *asked]
    for start in range(0, len(asked), CHUNK):
        part = replace(task, scenes=tuple(asked[start : start + CHUNK]), earlier=tuple(scene.narration for scene in scenes))
        written = await director.draft(part, on_words)
        first = first or written
        scenes += written.scenes
    # With every word in the brief, its first headline is the title.
    first = first or DraftText(plans[0].spare[0], ())
    if more:
        matter = " ".join(plan.about for plan in plans)
        tried, scenes = scenes[: len(OPENINGS) + 1], scenes[len(OPENINGS) :]
        scenes[0] = best_hook(tried, matter) or plain_hook(name_in(plans), brief.audience.value if brief.audience else "")
    words = iter(scenes)
    whole = (SceneText(plan.spare[1], plan.spare[0]) if plan.is_written(task.language) else next(words) for plan in plans)
    return replace(first, scenes=tuple(whole))


def _without_fillers(text: DraftText, plans: tuple[ScenePlan, ...], language: str) -> tuple[DraftText, tuple[ScenePlan, ...]]:
    """The film without broken scenes that nothing in the brief asks for, as long as enough is said without them."""
    bad = [index for index in broken(text.scenes, language) if not plans[index].about and 0 < index < len(plans) - 1]
    kept = [index for index in range(len(plans)) if index not in bad]
    spoken = sum(len(text.scenes[index].narration.split()) for index in kept)
    if not bad or spoken < ENOUGH * sum((plan.least + plan.most) / 2 for plan in plans):
        return text, plans
    return replace(text, scenes=tuple(text.scenes[index] for index in kept)), tuple(plans[index] for index in kept)


async def _mended(director: Director, board: Storyboard, text: DraftText, plans: Sequence[ScenePlan]) -> DraftText:
    """One more round, and only for the scenes that code could not mend; what comes back no better is left as it was."""
    # The brief's own words stand: a model that wrote past them once gains nothing by writing again.
    indexes = tuple(
        index
        for index in broken(text.scenes, board.language)
        if text.scenes[index].narration not in (sentence_of(plans[index].about), plans[index].spare[1])
    )
    if not indexes:
        return text
    wanted = {board.scenes[index].id: plans[index] for index in indexes}
    fresh = await director.rewrite(Rewrite("write these scenes anew, unlike the others", board.language, wanted), board)
    scenes = list(text.scenes)
    for index in indexes:
        new = fresh.get(board.scenes[index].id)
        others = [scene.narration for place, scene in enumerate(scenes) if place != index]
        if new and is_better(new, scenes[index].narration, others, plans[index], board.language):
            scenes[index] = replace(scenes[index], narration=tidy(new.narration))
    return replace(text, scenes=mended(scenes, plans, board.language))


async def fit_words(director: Director, rendering: Rendering, board: Storyboard) -> Storyboard:
    """The film with other words in the scenes furthest off, where rate and pauses alone cannot make its length.

    A narration is only taken where it moves the length the right way and is whole; the rest of the scene stays.
    """
    times = await asyncio.to_thread(rendering.schedule, board)
    if times.fits or (director.is_small and times.off < -FAR_OFF):
        return board
    shorter = times.off > 0
    spoken = [scene for scene in board.scenes if scene.narration]
    average = sum(len(scene.narration.split()) for scene in spoken) / max(1, len(spoken))
    aim = average / (1 + times.off)
    plans = {
        scene.id: ScenePlan("", max(2, round(aim * (1 - SLACK))), max(3, round(aim * (1 + SLACK))), about=scene.narration)
        for scene in spoken
        if (len(scene.narration.split()) > aim) == shorter
    }
    wish = "say the same in fewer words" if shorter else "say the same with one more concrete detail"
    fresh = await director.rewrite(Rewrite(wish, board.language, plans), board)

    def fitted(scene: Scene) -> Scene:
        words = fresh[scene.id].narration if scene.id in fresh else scene.narration
        if scene.id not in plans or (len(words.split()) < len(scene.narration.split())) != shorter:
            return scene
        others = [other.narration for other in board.scenes if other.id != scene.id]
        better = is_better(SceneText(words), scene.narration, others, plans[scene.id], board.language)
        better = better and (not director.is_small or is_carried(words, scene.narration, SAME))
        return scene.model_copy(update={"narration": tidy(words)}) if better else scene

    return board.model_copy(update={"scenes": tuple(fitted(scene) for scene in board.scenes)})


def _with_facts(scenes: Sequence[SceneText], facts: Sequence[str], plans: Sequence[ScenePlan]) -> tuple[SceneText, ...]:
    """What no round brought in is shown, as it was written, on the scene that was planned to hold it."""
    after = list(scenes)
    for fact in missing_facts(scenes, facts):
        home = next((index for index, plan in enumerate(plans) if fact in plan.facts), len(after) - 1)
        scene = after[home]
        after[home] = (
            replace(scene, headline=fact)
            if len(fact) > 40 or not scene.headline
            else replace(scene, points=(*scene.points, fact)[-6:])
        )
    return tuple(after)
